"""Whether the present parameters separate the classes."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.tasks import Task
from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]


def all_are_right(objective: Objective, theta: Array) -> bool:
    """Every training sample is on its right side of the decision at `theta` (p,).

    Where parameters are held fixed, also by what the others alone add to the scores, so that
    scaling those up helps every sample.
    """
    raw = _scores(objective, theta)
    if not _are_right(objective, raw) or objective.free is None:
        return _are_right(objective, raw)
    doubled = np.where(objective.free, 2.0, 1.0) * theta
    return _are_right(objective, _scores(objective, doubled) - raw)


def _scores(objective: Objective, theta: Array) -> Array:
    return objective.model.forward(theta, objective.features[: objective.n_train])[0]


def _are_right(objective: Objective, raw: Array) -> bool:
    y = objective.y[: objective.n_train]
    if objective.loss.task is Task.BINARY:
        return bool(np.all((2.0 * y - 1.0) * raw > 0.0))
    right = np.where(y > 0.5, raw, np.inf).min(axis=1)
    others = np.where(y > 0.5, -np.inf, raw).max(axis=1)
    return bool(np.all(right > others))
