"""Whether advice does what its sentence promises, by following it for 5,000 steps."""

import numpy as np
from costs import Cost, kind_of_optimum
from course import FURTHER, Course, Said, costs_of

from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.fields.fields import field_at
from lossstudio.engine.scenarios.scenario import Scenario


def broken_promise(course: Course, said: Said, advice) -> str | None:
    """Why `advice` at `said` is not allowed, or does not help; None where it does."""
    case = course.case
    before = Scenario(data=case.data, runs=(case.run,))
    try:
        after = with_values(before, [(advice.path, advice.value)])
    except InputError as error:
        return f"not allowed: {error}"
    if after == before:
        return "it is the setting in force"
    run = after.runs[0]
    trainer = case.trainer()
    if field_at(advice.path).live and after.data == before.data:
        trainer.advance(said.step)
        trainer.change(after.data, run, as_classes=case.as_classes)
        trainer.advance(FURTHER)
    else:
        trainer = type(trainer)(after.data, run, as_classes=case.as_classes)
        trainer.advance(said.step + FURTHER)
    costs = costs_of(trainer)
    if said.status == "diverging" and trainer.overflowed:  # from so far off, begin anew
        trainer = type(trainer)(after.data, run, as_classes=case.as_classes)
        trainer.advance(said.step + FURTHER)
        costs = costs_of(trainer)
    if trainer.overflowed:
        return f"it overflows at step {trainer.step}"
    now, end = course.known[said.step], costs[-1]
    if said.status == "diverging":
        recent = costs[-500:]
        return None if recent.max() < now else f"no fall: {now:.4g} to {recent.max():.4g}"
    if said.status == "no_finite_optimum":
        if course.cost is None:
            return None if run.l1 or run.l2 else "no penalty"
        kind = kind_of_optimum(Cost.of(run, trainer.objective.dataset))
        found = not kind.unbounded and kind.separable in (None, "none")
        return None if found else "there is no finite optimum then either"
    if said.status == "oscillating":
        swing = np.ptp(course.known[max(0, said.step - 64) : said.step + 1])
        later = np.ptp(costs[-64:])
        if later <= 0.5 * swing or end < course.known[said.step] - swing:
            return None
        return f"it swings by {later:.3g} after {swing:.3g}"
    same = course.series.costs[said.step + FURTHER] if course.series.overflow is None else np.inf
    return None if end < same else f"cost {end:.6g} with it, {same:.6g} without"
