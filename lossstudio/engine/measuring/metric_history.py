"""A metric along the way of a run: what compares runs whose losses are in different units.

Nothing is recorded for it while training runs: on 200 samples that would cost nearly as much as the
steps themselves. It is computed when somebody asks, from the parameters that the trainer keeps to
return to (those of each step at first, then of evenly spaced ones); each is measured once. At those
steps it is what `measure` says of them, on the data as they are now.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.links import log_probabilities
from lossstudio.core.tasks import Task
from lossstudio.engine.training.history import Curves
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import Path

Array = NDArray[np.float64]

REGRESSION = ("rmse", "mae")
CLASSIFICATION = ("accuracy", "log_loss")
YARDSTICK = {REGRESSION: "rmse", CLASSIFICATION: "log_loss"}
"""The one that runs with different losses are compared by. Accuracy says less: it jumps, and does
not see how sure a model is."""

_NUMBERS = 1 << 14
"""Scores computed at a time: 2 to 4 ms."""
_BUDGET = 40_000_000
"""Scores computed for a whole way: on large data, some of the steps that are kept must do."""
_FEWEST = 128
_COLUMNS = [0, 1, 3]
"""Where the parts stand among the columns of `Curves`, which have the cost too."""


class Measured(NamedTuple):
    """At `steps` (m,), the metrics `names`: `values` (m, 3, 2) by part (train, test, validation)
    and metric. Those of a set that is not there are NaN.
    """

    steps: NDArray[np.int64]
    names: tuple[str, str]
    values: Array


def metric_names(objective: Objective) -> tuple[str, str]:
    """The metrics that compare runs of this task."""
    return REGRESSION if objective.loss.task is Task.REGRESSION else CLASSIFICATION


def curves_of(measured: Measured, at_most: int = 1200) -> tuple[Curves, Curves]:
    """Of each of the two metrics a curve in at most `at_most` buckets; its cost is NaN.

    A bucket that joins several steps has the least and the largest of them.
    """
    join = max(1, -(-len(measured.steps) // at_most))
    starts = np.arange(0, len(measured.steps), join)
    low, high = measured.values, measured.values
    if join > 1:
        low, high = (pick.reduceat(measured.values, starts) for pick in (np.fmin, np.fmax))
    spacing = int(measured.steps[1]) if len(measured.steps) > 1 else 1
    # Where one step in several is measured, and that one alone, a bucket is no wider than it.
    width = 1 if join == 1 else spacing * (join - 1) + 1
    found = []
    for metric in (0, 1):
        rows = np.full((2, len(starts), 4), np.nan)
        rows[0][:, _COLUMNS], rows[1][:, _COLUMNS] = low[:, :, metric], high[:, :, metric]
        found.append(Curves(measured.steps[starts], rows[0], rows[1], width))
    return found[0], found[1]


class MetricHistory:
    """The metrics of one run at the steps whose parameters are kept."""

    def __init__(self) -> None:
        self._objective: Objective | None = None
        self._steps = np.zeros(0, dtype=np.int64)
        self._thetas: tuple[Array, ...] = ()
        self._values = np.zeros((0, 3, 2))

    def follow(self, objective: Objective, path: Path) -> Iterator[Measured | None]:
        """The metrics on the way `path`: None after each piece of work, and at last the result."""
        if self._objective is None or not objective.has_same_scores(self._objective):
            self._steps, self._thetas, self._values = self._steps[:0], (), self._values[:0]
        self._objective = objective
        stride = _stride(objective, len(path.steps))
        steps, thetas = path.steps[::stride], path.thetas[::stride]
        values = self._measured(steps, thetas)
        rows = len(objective.dataset.target) * objective.model.n_outputs
        most = max(1, _NUMBERS // rows)
        while len(values) < len(thetas):
            piece = thetas[len(values) : len(values) + most]
            values = np.concatenate([values, metrics_at(objective, piece)])
            self._steps, self._thetas = steps[: len(values)], thetas[: len(values)]
            self._values = values
            yield None
        self._steps, self._thetas, self._values = steps, thetas, values
        yield Measured(steps, metric_names(objective), values)

    def _measured(self, steps: NDArray[np.int64], thetas: tuple[Array, ...]) -> Array:
        """The values at the first of `steps`, as far as they are those of the same way.

        A way that leaves another one never returns to it: what is the same comes first.
        """
        old, values = self._thetas, self._values
        if len(steps) > 1 and len(old) > 1:
            spacing, before = int(steps[1] - steps[0]), int(self._steps[1] - self._steps[0])
            if spacing % before:
                return self._values[:0]
            old, values = old[:: spacing // before], values[:: spacing // before]
        same, end = 0, min(len(old), len(thetas))
        while same < end:
            middle = (same + end + 1) // 2
            if old[middle - 1] is thetas[middle - 1]:
                same = middle
            else:
                end = middle - 1
        return values[:same]


def metrics_at(objective: Objective, thetas: Sequence[Array]) -> Array:
    """The metrics at each of `thetas`, (p,) each: (m, 3, 2), as in `Measured`."""
    dataset, none = objective.dataset, slice(0, 0)
    with np.errstate(all="ignore"):
        raw = _scores(objective, thetas)
        parts = [dataset.parts.get(name, none) for name in ("train", "test", "validation")]
        if objective.loss.task is Task.REGRESSION:
            residual = objective.target.restored(raw[:, :, 0]) - dataset.target
            found = [_sizes(residual[:, rows]) for rows in parts]
        else:
            log_p = log_probabilities(raw.reshape(-1, raw.shape[2]), objective.loss.link)
            log_p = log_p.reshape(len(thetas), len(dataset.target), -1)
            target = dataset.target.astype(np.intp)
            found = [_hits(log_p[:, rows], target[rows]) for rows in parts]
    return np.stack(found, axis=1)


def _scores(objective: Objective, thetas: Sequence[Array]) -> Array:
    """Raw scores (m, n, k)."""
    model, features = objective.model, objective.features
    if model.is_linear:
        k = model.n_outputs
        stacked = np.stack(thetas)
        if k == 1:
            together: Array = (features @ stacked.T).T[:, :, None]
            return together
        return np.asarray(np.matmul(features, stacked.reshape(len(thetas), -1, k)))
    return np.stack([model.forward(theta, features)[0] for theta in thetas])


def _sizes(residual: Array) -> Array:
    """RMSE and MAE of each row, (m, 2); squares do not overflow."""
    if not residual.shape[1]:
        return np.full((len(residual), 2), np.nan)
    size = np.abs(residual)
    largest = size.max(axis=1)
    unit = np.where(np.isfinite(largest) & (largest > 0), largest, 1.0)[:, None]
    rmse = unit[:, 0] * np.sqrt(np.mean((size / unit) ** 2, axis=1))
    mae = unit[:, 0] * np.mean(size / unit, axis=1)
    return np.stack([rmse, mae], axis=1)


def _hits(log_p: Array, target: NDArray[np.intp]) -> Array:
    """Accuracy and log loss of each of log p (m, n, C), (m, 2)."""
    if not len(target):
        return np.full((len(log_p), 2), np.nan)
    accuracy = np.mean(log_p.argmax(axis=2) == target, axis=1)
    log_loss = -np.mean(log_p[:, np.arange(len(target)), target], axis=1)
    return np.stack([accuracy, log_loss], axis=1)


def _stride(objective: Objective, count: int) -> int:
    """Which of the kept steps are measured: every one, or every second, fourth, …

    A power of two, so that those that were measured serve again.
    """
    rows = len(objective.dataset.target) * objective.model.n_outputs
    most = max(_FEWEST, _BUDGET // max(rows * _width(objective), 1))
    stride = 1
    while count > stride * most:
        stride *= 2
    return stride


def _width(objective: Objective) -> int:
    """How much more a score costs than one of a line."""
    return 1 if objective.model.is_linear else max(1, objective.model.n_parameters // 10)
