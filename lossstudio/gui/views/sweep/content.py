"""What the sweep view shows: the settings that can be chosen, and the lines of a result. No Qt."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import PARTS
from lossstudio.core.text import InputError, Message
from lossstudio.engine.measuring.metric_history import CLASSIFICATION, REGRESSION, YARDSTICK
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.sweep.metrics import has_diverged, metric_of
from lossstudio.engine.sweep.settings import EACH_RUN, numeric_settings
from lossstudio.engine.sweep.training import Plan, Point, plan_of, sweep
from lossstudio.engine.sweep.values import Range
from lossstudio.gui.training.pacing import FIGURES

Array = NDArray[np.float64]

LOSS = "loss"
"""The mean loss of each set, beside metrics such as ``rmse``."""


@dataclass(frozen=True, eq=False)
class Swept:
    """What is known of a sweep of the setting at `path`: the points so far, and how far it is.

    `problem` says why there is nothing, or nothing more; `is_log` is how the values lie.
    """

    path: str
    is_log: bool
    plan: Plan | None = None
    points: tuple[Point, ...] = ()
    share: float = 0.0
    problem: Message | None = None


@dataclass(frozen=True, eq=False)
class SweepCurve:
    """A metric of one run on one set at each point, in the order of the values: `x` (m,), and `y`
    (m,), NaN where there is none or where the run `diverged` (m,)."""

    run: int
    part: str
    x: Array
    y: Array
    diverged: NDArray[np.bool_]


def swept(
    scenario: Scenario,
    path: str,
    wanted: Range,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Swept | None]:
    """The sweep as it grows: at each new point, and now and then between them; None is a breath."""
    plan: Plan | None = None
    points: tuple[Point, ...] = ()
    try:
        plan = plan_of(scenario, path, wanted)
        told = -math.inf
        for progress in sweep(plan):
            is_new = len(progress.points) > len(points)
            if not is_new and clock() - told < FIGURES:
                yield None
                continue
            told, points = clock(), progress.points
            share = progress.steps / progress.total if progress.total else 0.0
            yield Swept(path, wanted.is_log, plan, points, share)
    except InputError as error:
        yield Swept(path, wanted.is_log, plan, points, problem=error.message)


def offered_settings(scenario: Scenario, focus: int) -> tuple[str, ...]:
    """The paths of the numbers that can be chosen: those of the data, of the run that is looked at
    and, with several runs, those of all of them; the learning rate first."""
    numbers = numeric_settings(scenario)
    own = f"runs.{focus}."
    found: list[str] = []
    for path in numbers:
        if path.startswith("runs.") and not path.startswith(own):
            continue
        rest = path.removeprefix(own)
        if rest != path and len(scenario.runs) > 1:
            have_all = all(f"runs.{run}.{rest}" in numbers for run in range(len(scenario.runs)))
            found += [f"runs.{EACH_RUN}.{rest}"] if have_all else []
        found.append(path)
    return tuple(sorted(found, key=lambda path: not path.endswith(".learning_rate")))


def metrics_of(has_classes: bool) -> tuple[str, ...]:
    """What can be drawn of each set."""
    return (LOSS, "accuracy", "log_loss") if has_classes else (LOSS, "rmse", "mae", "r2")


def yardstick(has_classes: bool) -> str:
    """The metric that compares runs whose losses differ."""
    return YARDSTICK[CLASSIFICATION if has_classes else REGRESSION]


def figures_of(metric: str) -> dict[str, str]:
    """The names of a metric in the JSON of a run, by the set; a name of these is itself alone."""
    if metric == LOSS:
        return {part: f"{part}_loss" for part in PARTS}
    if metric in (*metrics_of(True), *metrics_of(False)):
        return {part: f"{part}.{metric}" for part in PARTS}
    part = next((part for part in PARTS if metric.startswith((f"{part}_", f"{part}."))), "")
    return {part: metric}


def lines_of(found: Swept, metric: str) -> tuple[SweepCurve, ...]:
    """A line for each run and each set for which there are figures."""
    points = sorted(found.points, key=lambda point: point.value)
    if not points:
        return ()
    x = places([point.value for point in points], found.is_log)
    lines = []
    for run in range(len(points[0].runs)):
        ended = [point.runs[run] for point in points]
        diverged = np.array([has_diverged(one) for one in ended])
        for part, name in figures_of(metric).items():
            figures = [metric_of(one, name) for one in ended]
            if any(figure is not None for figure in figures):
                y = np.array([math.nan if f is None else f for f in figures])
                lines.append(SweepCurve(run, part, x, np.where(diverged, math.nan, y), diverged))
    return tuple(lines)


def places(values: Sequence[float], is_log: bool) -> Array:
    """Where values lie on the axis."""
    found = np.array(values, dtype=np.float64)
    return np.log10(found) if is_log else found


def heights(lines: Sequence[SweepCurve], log_y: bool) -> tuple[float, float]:
    """The least and the largest figure that is drawn, as it lies on the axis."""
    drawn = np.concatenate([line.y for line in lines] or [np.array([])])
    drawn = drawn[np.isfinite(drawn) & ((drawn > 0) | (not log_y))]
    if not drawn.size:
        return 0.0, 1.0
    low, high = float(drawn.min()), float(drawn.max())
    return (math.log10(low), math.log10(high)) if log_y else (low, high)
