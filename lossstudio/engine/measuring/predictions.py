"""What trained models predict: for every sample, as a table, and for one new row."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import PARTS, Dataset
from lossstudio.core.links import probabilities
from lossstudio.core.tasks import Task
from lossstudio.engine.training.objective import BLOCK_ROWS, Objective

Array = NDArray[np.float64]


class Prediction(NamedTuple):
    """What a model says of one row: a number ŷ, or of classes P(class), (C,); None for the other.

    Where the scores are not finite, the numbers are NaN.
    """

    value: float | None
    probabilities: Array | None

    @property
    def likeliest(self) -> int | None:
        """The class with the highest probability; None where there is none."""
        if self.probabilities is None or not np.isfinite(self.probabilities).all():
            return None
        return int(self.probabilities.argmax())


def predict_row(objective: Objective, theta: Array, inputs: Sequence[float]) -> Prediction:
    """What the model of `objective` with parameters `theta` (p,) predicts for `inputs` (d,), which
    are in the data's units."""
    with np.errstate(all="ignore"):
        raw = objective.predict_raw(theta, np.array([inputs], dtype=np.float64))
        if objective.loss.task is Task.REGRESSION:
            value = float(raw[0, 0])
            return Prediction(value if np.isfinite(value) else np.nan, None)
        return Prediction(None, _probabilities(objective, raw)[0])


def prediction_columns(
    objectives: Sequence[Objective], thetas: Sequence[Array], names: Sequence[str]
) -> dict[str, Any]:
    """A row a sample, in the order in which they were given, with what each run says of it.

    The columns are ``row`` (from 1), ``line`` for a file, ``set``, ``target``, and of each run
    ``prediction``, with classes ``P(class)`` for each of them, and ``loss``; of several runs their
    names stand before those. What is not finite is NaN.
    """
    dataset = objectives[0].dataset
    order = np.argsort(dataset.numbers(np.arange(len(dataset.x))))
    columns: dict[str, Any] = {"row": dataset.numbers(order)}
    if dataset.lines is not None:
        columns["line"] = dataset.lines[order]
    columns["set"] = np.array(PARTS)[dataset.part_of(order)]
    columns["target"] = _class_names(dataset, dataset.target[order])
    for objective, theta, name in zip(objectives, thetas, names, strict=True):
        before = "" if len(names) == 1 else f"{name} "
        for column, values in _said(objective, theta).items():
            columns[before + column] = values[order]
    return columns


def _said(objective: Objective, theta: Array) -> dict[str, NDArray[Any]]:
    """What a run says of all samples, in the order of the data set's rows."""
    blocks = []
    with np.errstate(all="ignore"):
        for start in range(0, len(objective.y), BLOCK_ROWS):
            rows = slice(start, start + BLOCK_ROWS)
            raw, _ = objective.model.forward(theta, objective.features[rows])
            values, _ = objective.loss.function(raw, objective.y[rows], **objective.hyperparameters)
            loss = values.sum(axis=1, keepdims=True)
            is_number = objective.loss.task is Task.REGRESSION
            said = objective.target.restored(raw) if is_number else _probabilities(objective, raw)
            blocks.append(np.hstack([said, loss]))
    table = np.concatenate(blocks)
    table[~np.isfinite(table)] = np.nan
    if objective.loss.task is Task.REGRESSION:
        return {"prediction": table[:, 0], "loss": table[:, 1]}
    p, dataset = table[:, :-1], objective.dataset
    likeliest = np.where(np.isnan(p).any(axis=1), np.nan, p.argmax(axis=1))
    found: dict[str, NDArray[Any]] = {"prediction": _class_names(dataset, likeliest)}
    for index, name in enumerate(dataset.classes):
        found[f"P({name})"] = p[:, index]
    return found | {"loss": table[:, -1]}


def _probabilities(objective: Objective, raw: Array) -> Array:
    """P(class) (n, C) of raw scores (n, k); NaN where a score is not finite."""
    found = probabilities(raw, objective.loss.link)
    found[~np.isfinite(raw).all(axis=1)] = np.nan
    return found


def _class_names(dataset: Dataset, indices: Array) -> NDArray[Any]:
    """The names of the classes with these `indices` (m,); None for NaN. Numbers stay numbers."""
    if not dataset.classes:
        return indices
    names = [None if index != index else dataset.classes[int(index)] for index in indices]
    return np.array(names, dtype=object)
