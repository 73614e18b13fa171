"""What the loss view draws of each run: its own losses, or a metric that all of them have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.engine.diagnosis import Status
from lossstudio.engine.history import Curves
from lossstudio.engine.measures import Metrics
from lossstudio.engine.metric_history import Measured
from lossstudio.gui.snapshot import Snapshot
from lossstudio.gui.views.loss_curve.words import COST, TEST, TRAIN, columns_of

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
        )
        for index, run in enumerate(snapshot.runs)
    )


def metric_curves(snapshot: Snapshot, found: Sequence[Measured], metric: str) -> tuple[Shown, ...]:
    """The curves of `metric`, of which `found` says what is known of each run."""
    far = _far(snapshot)
    shown = []
    for index, (run, measured) in enumerate(zip(snapshot.runs, found, strict=True)):
        place = measured.names.index(metric)
        values = np.full((len(measured.steps), 3), np.nan)
        values[:, [TRAIN, TEST]] = measured.values[:, :, place]
        steps = measured.steps
        at = max(int(np.searchsorted(steps, run.step, "right")) - 1, 0)
        step, now = int(steps[at]), tuple(values[at].tolist())
        if not snapshot.is_running:
            # At rest the figures are those of the step itself, which is seldom one of those kept.
            step, now = run.step, (_value(run.train, metric), _value(run.test, metric), np.nan)
            at = int(np.searchsorted(steps, step))
            if at == len(steps) or steps[at] != step:
                steps, values = np.insert(steps, at, step), np.insert(values, at, now, axis=0)
        columns = (TRAIN,) if run.test is None else (TRAIN, TEST)
        curves = Curves(steps, values, values, 1)
        shown.append(Shown(run.name, curves, columns, now, step, far[index]))
    return tuple(shown)


def figure_columns(shown: Sequence[Shown], metric: str) -> dict[str, Any]:
    """The curves as columns: of every step, or least and largest of several steps.

    Of several runs, each column has the run's name before its own.
    """
    is_own = metric == OWN
    columns: dict[str, Any] = {}
    for run in shown:
        name = "" if len(shown) == 1 else f"{run.name} "
        curves = run.curves
        columns[f"{name}step"] = curves.steps
        for column, part in ((TRAIN, "train"), (TEST, "test"), (COST, "cost")):
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
