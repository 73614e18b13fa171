"""The numbers in a sentence, and the facts that it names, computed anew."""

import math
import re

import numpy as np
from course import Course, Said
from truth import Truth

from lossstudio.core.text import Message


def parts_of(message):
    """Every (template, values) of a message, those of the messages in it too."""
    yield message.template, message.values
    for value in message.values.values():
        if isinstance(value, Message):
            yield from parts_of(value)


def wrong_in(truth: Truth, said: Said) -> list[str]:
    """What in the reason of `said` is not so."""
    wrong = []
    if re.search(r"\b(nan|inf|None|True|False)\b|[{}]", said.reason):
        wrong.append("something that is no number or word")
    for template, values in parts_of(said.message):
        shown = {name: value for name, value in values.items() if f"{{{name}" in template}
        for name, found, tolerance in _numbers(truth, said, template, shown):
            given = float(values[name])
            if not math.isclose(given, found, rel_tol=1e-3, abs_tol=tolerance):
                wrong.append(f"{name} is {given:.6g}, but it should be {found:.6g}")
    if "on its right side" in said.reason and truth.all_right(said.theta) is not True:
        wrong.append("not every sample is on its right side")
    return wrong


def _numbers(truth: Truth, said: Said, template, values):
    """(name, what it should be, how far off rounding may make it)."""
    course: Course = truth.course
    t, known = said.step, course.known
    now = abs(known[t])
    steps = int(values.get("steps", 0))
    if "rate" in values and not isinstance(values["rate"], Message):
        yield "rate", course.trainer_rate(t), 0.0
    if "cost" in values:
        yield "cost", known[t], 0.0
    if "changed direction" in template:
        last = known[t - steps : t + 1]
        yield "low", last.min(), 0.0
        yield "high", last.max(), 0.0
        turned = np.diff(last)
        yield "turns", np.count_nonzero(turned[1:] * turned[:-1] < 0), 0.0
    if "grew from" in template or "rose from" in template:
        yield "low", known[t - steps], 0.0
        yield "high", known[t], 0.0
    if "fall" in values and "verage" not in template:
        first = known[t - steps]
        fall = 100 * (first - known[t]) / max(abs(first), now, 1e-300)
        yield "fall", min(max(fall, 0.0), 99.0), 1e-9
    if "norm" in values and "‖w‖ = {norm" in template:
        yield "norm", course.weight_norm(said.theta), 0.0
    elif "norm" in values and "gradient's norm" in template:
        start = np.linalg.norm(course.gradient(course.first))
        found = np.linalg.norm(course.gradient(said.theta))
        yield "norm", found, 1e-9 * start + 1e-13 * now
    if "limit" in values and "2/λmax" in template and course.cost is not None and not truth.run.l1:
        top = np.linalg.eigvalsh(course.cost.hessian(said.theta))[-1]
        yield "limit", 2.0 / top, 0.0
    if "least" in values and truth.is_convex:
        best = course.optimum.value
        yield "least", best, truth.tolerance(best, said, 1e-3, 1e-6)
