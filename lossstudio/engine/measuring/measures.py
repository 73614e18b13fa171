"""Metrics of a trained model on the training, the test and the validation set."""

from typing import NamedTuple

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
from lossstudio.engine.training.objective import Objective

Metrics = RegressionMetrics | ClassificationMetrics


class Measures(NamedTuple):
    """The metrics on each set; None where there is none."""

    train: Metrics
    test: Metrics | None
    validation: Metrics | None


def measure(objective: Objective, theta: NDArray[np.float64]) -> Measures:
    """The metrics on each set."""
    parts = objective.dataset.parts
    with np.errstate(all="ignore"):
        raw = objective.model.forward(theta, objective.features)[0]
        found = {name: _metrics(objective, raw, rows) for name, rows in parts.items()}
    return Measures(found["train"], found.get("test"), found.get("validation"))


def baselines(dataset: Dataset) -> Measures:
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

    found = {name: metrics(rows) for name, rows in dataset.parts.items()}
    return Measures(found["train"], found.get("test"), found.get("validation"))


def _metrics(objective: Objective, raw: NDArray[np.float64], rows: slice) -> Metrics:
    target = objective.dataset.target[rows]
    if objective.loss.task is Task.REGRESSION:
        return regression_metrics(target, objective.target.restored(raw[rows, 0]))
    return classification_metrics(target, log_probabilities(raw[rows], objective.loss.link))
