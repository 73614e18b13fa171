"""Metrics of a trained model on the training and the test set."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.links import log_probabilities
from lossstudio.core.metrics import (
    ClassificationMetrics,
    RegressionMetrics,
    classification_baseline,
    classification_metrics,
    regression_baseline,
    regression_metrics,
)
from lossstudio.core.tasks import Task
from lossstudio.engine.objective import Objective

Metrics = RegressionMetrics | ClassificationMetrics


def measure(objective: Objective, theta: NDArray[np.float64]) -> tuple[Metrics, Metrics | None]:
    """The metrics on the training set and on the test set (None where there is none)."""
    with np.errstate(all="ignore"):
        raw = objective.model.forward(theta, objective.features)[0]
        return _on_parts(objective.dataset, lambda rows: _metrics(objective, raw, rows))


def baselines(dataset: Dataset) -> tuple[Metrics, Metrics | None]:
    """The metrics, on the same sets, of what predicts without a look at the inputs.

    For numbers that is the mean of the training targets; for classes, the most frequent class of
    the training set, with the classes' shares in it as probabilities.
    """
    n_classes = len(dataset.classes)
    train = dataset.target[: dataset.n_train]

    def metrics(rows: slice) -> Metrics:
        if n_classes:
            return classification_baseline(train, dataset.target[rows], n_classes)
        return regression_baseline(train, dataset.target[rows])

    return _on_parts(dataset, metrics)


def _on_parts(
    dataset: Dataset, metrics: Callable[[slice], Metrics]
) -> tuple[Metrics, Metrics | None]:
    """The `metrics` of the rows of the training set and of those of the test set."""
    n = dataset.n_train
    return metrics(slice(0, n)), metrics(slice(n, None)) if n < len(dataset.x) else None


def _metrics(objective: Objective, raw: NDArray[np.float64], rows: slice) -> Metrics:
    target = objective.dataset.target[rows]
    if objective.loss.task is Task.REGRESSION:
        return regression_metrics(target, objective.target.restored(raw[rows, 0]))
    return classification_metrics(target, log_probabilities(raw[rows], objective.loss.link))
