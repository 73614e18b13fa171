"""What the loss view draws of each run: its own losses, or a metric that all of them have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.engine.diagnosis import Status
from lossstudio.engine.measuring.measures import Metrics
from lossstudio.engine.runs.experiment import why_restart
from lossstudio.engine.scenarios.fields.field import Role
from lossstudio.engine.scenarios.fields.fields import changed
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.training.history import Curves
from lossstudio.gui.training.snapshot import Scene, Snapshot

TRAIN, TEST, COST, VALIDATION = range(4)
"""Columns of `Curves.low` and `high`, and places in `Losses`."""
OWN = "own"
"""Each run's own losses, not a metric."""


@dataclass(frozen=True, eq=False)
class Shown:
    """The curves of one run: those of `columns`, and what they are `now`, at the step `step`.

    `is_far`: the run diverges while others do not; its curve may leave the picture.
    """

    name: str
    curves: Curves
    columns: tuple[int, ...]
    now: tuple[float, ...]
    step: int
    is_far: bool = False
    key: str = ""


def columns_of(scene: Scene, run: int) -> tuple[int, ...]:
    """Which curves a run has: the cost only where a penalty or class weights set it apart."""
    objective = scene.objectives[run]
    columns = [TRAIN]
    if objective.n_validation:
        columns.append(VALIDATION)
    if objective.n_test:
        columns.append(TEST)
    if objective.penalty or objective.sample_weights is not None:
        columns.append(COST)
    return tuple(columns)


class Beginnings:
    """Tells when curves begin anew, so that an earlier run's height says nothing about them.

    Before the first step, a change of the noise is none: its effect is seen only on the same axes.
    """

    def __init__(self) -> None:
        self._last: Scenario | None = None
        self._had_steps = False

    def is_another(self, snapshot: Snapshot) -> bool:
        """`snapshot` began with another start, other samples or another cost than the one before
        it, perhaps some steps ago; or it is before the first step again."""
        last, had_steps = self._last, self._had_steps
        self._last, self._had_steps = _beginning(snapshot), snapshot.last_step > 0
        is_other = last is None or _is_other(last, self._last)
        return is_other or (had_steps and not self._had_steps)


def _beginning(snapshot: Snapshot) -> Scenario:
    """The settings that training began with, whatever was changed on the way."""
    first = [run.segments[0] for run in snapshot.runs]
    return Scenario(data=first[0].data, runs=tuple(segment.run for segment in first))


def _is_other(old: Scenario, new: Scenario) -> bool:
    """Training cannot go on from `old` to `new`, or the cost is of another kind, not only of other
    numbers."""
    return why_restart(old, new) is not None or any(
        field.role is Role.COST and not field.is_number
        for before, after in zip(old.runs, new.runs, strict=True)
        for field in changed(before, after)
    )


def own_losses(snapshot: Snapshot) -> tuple[Shown, ...]:
    """Each run's own losses."""
    far = _far(snapshot)
    return tuple(
        Shown(
            run.name,
            run.curves,
            columns_of(snapshot.scene, index),
            run.losses,
            run.step,
            far[index],
            run.key,
        )
        for index, run in enumerate(snapshot.runs)
    )


def metric_curves(
    snapshot: Snapshot, found: Sequence[Mapping[str, Curves]], metric: str
) -> tuple[Shown, ...]:
    """The curves of `metric`, of which `found` says what is known of each run."""
    far = _far(snapshot)
    shown = []
    for index, (run, known) in enumerate(zip(snapshot.runs, found, strict=True)):
        curves = known[metric]
        if snapshot.is_running:
            at = max(int(np.searchsorted(curves.steps, run.step, "right")) - 1, 0)
            step, now = int(curves.steps[at]), tuple(curves.high[at].tolist())
        else:
            # At rest the figures are those of the step itself, which is seldom one of those kept.
            step = run.step
            train, test, held = (
                _value(part, metric) for part in (run.train, run.test, run.validation)
            )
            now = train, test, np.nan, held
            curves = _with(curves, step, now)
        parts = ((TRAIN, run.train), (VALIDATION, run.validation), (TEST, run.test))
        columns = tuple(column for column, part in parts if part is not None)
        shown.append(Shown(run.name, curves, columns, now, step, far[index], run.key))
    return tuple(shown)


def _with(curves: Curves, step: int, values: tuple[float, ...]) -> Curves:
    """`curves` with `values` at `step`, unless it is measured there or in a bucket."""
    values = values[: curves.low.shape[1]]  # without a validation set there is no column for it
    at = int(np.searchsorted(curves.steps, step, "right"))
    if at and step < int(curves.steps[at - 1]) + curves.width:
        return curves
    low, high = (np.insert(part, at, values, axis=0) for part in (curves.low, curves.high))
    return Curves(np.insert(curves.steps, at, step), low, high, curves.width)


def figure_columns(shown: Sequence[Shown], metric: str) -> dict[str, Any]:
    """The curves as columns: of every step, or least and largest of several steps.

    Of several runs, each column has the run's name before its own.
    """
    is_own = metric == OWN
    columns: dict[str, Any] = {}
    for run in shown:
        name = "" if len(shown) == 1 else f"{run.key} "
        curves = run.curves
        columns[f"{name}step"] = curves.steps
        for column, part in (
            (TRAIN, "train"),
            (VALIDATION, "validation"),
            (TEST, "test"),
            (COST, "cost"),
        ):
            if column not in run.columns and not (is_own and column == COST):
                continue
            curve = part if column == COST else f"{part} {'loss' if is_own else metric}"
            if curves.width == 1:
                columns[f"{name}{curve}"] = curves.low[:, column]
            else:
                columns[f"{name}{curve} min"] = curves.low[:, column]
                columns[f"{name}{curve} max"] = curves.high[:, column]
    return columns


def _far(snapshot: Snapshot) -> list[bool]:
    diverging = [run.diagnosis.status is Status.DIVERGING for run in snapshot.runs]
    return [one and not all(diverging) for one in diverging]


def _value(metrics: Metrics | None, metric: str) -> float:
    value = np.nan if metrics is None else metrics.as_dict()[metric]
    assert isinstance(value, float)
    return value
