"""Metrics of a trained model on the training and the test set."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.links import log_probabilities
from lossstudio.core.metrics import (
    ClassificationMetrics,
    RegressionMetrics,
    classification_metrics,
    regression_metrics,
)
from lossstudio.core.tasks import Task
from lossstudio.engine.objective import Objective

Metrics = RegressionMetrics | ClassificationMetrics


def measure(objective: Objective, theta: NDArray[np.float64]) -> tuple[Metrics, Metrics | None]:
    """The metrics on the training set and on the test set (None where there is none)."""
    with np.errstate(all="ignore"):
        raw = objective.model.forward(theta, objective.features)[0]
        n = objective.n_train
        train = _metrics(objective, raw, slice(0, n))
        return train, (_metrics(objective, raw, slice(n, None)) if objective.n_test else None)


def _metrics(objective: Objective, raw: NDArray[np.float64], rows: slice) -> Metrics:
    target = objective.dataset.target[rows]
    if objective.loss.task is Task.REGRESSION:
        return regression_metrics(target, objective.target.restored(raw[rows, 0]))
    return classification_metrics(target, log_probabilities(raw[rows], objective.loss.link))
