"""What a model looks like over the data: where it is computed, and what it says there."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.links import probabilities
from lossstudio.core.tasks import Task
from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]

CURVE_POINTS = 241
MAP_POINTS = 81
MARGIN = 0.08
"""How far the picture goes beyond the data on each side, relative to their range."""


class PictureKind(StrEnum):
    """How a model is drawn over its data.

    ``curve``: the prediction or the probabilities over one input. ``map``: the probabilities over
    two inputs. ``agreement``: the prediction against the true value, where the inputs of a
    regression are more than a picture has axes.
    """

    CURVE = "curve"
    MAP = "map"
    AGREEMENT = "agreement"


@dataclass(frozen=True, eq=False)
class Canvas:
    """Where a model is computed for its picture; the same for every step on the same data.

    `x` (m, d) are the inputs; `axes` the coordinates along each drawn input: one array for a curve,
    two for a map (`x` then runs along the first axis fastest). With more than two inputs, a map
    holds the others at their mean in the training set.
    """

    kind: PictureKind
    x: Array
    axes: tuple[Array, ...]


def make_canvas(dataset: Dataset) -> Canvas:
    """The canvas that suits the data."""
    d = dataset.x.shape[1]
    if not dataset.classes and d > 1:
        return Canvas(PictureKind.AGREEMENT, dataset.x, ())
    low, high = dataset.x[:, :2].min(axis=0), dataset.x[:, :2].max(axis=0)
    margin = np.where(high > low, (high - low) * MARGIN, 1.0)
    low, high = low - margin, high + margin
    if d == 1:
        axis = np.linspace(low[0], high[0], CURVE_POINTS)
        return Canvas(PictureKind.CURVE, axis[:, None], (axis,))
    first, second = (np.linspace(low[i], high[i], MAP_POINTS) for i in range(2))
    x = np.tile(dataset.x[: dataset.n_train].mean(axis=0), (MAP_POINTS**2, 1))
    x[:, 0] = np.tile(first, MAP_POINTS)
    x[:, 1] = np.repeat(second, MAP_POINTS)
    return Canvas(PictureKind.MAP, x, (first, second))


def paint(objective: Objective, theta: Array, canvas: Canvas) -> Array:
    """What the model says on the canvas.

    A curve: (m,) predictions, (m, C) probabilities of the classes. A map: (second, first, C)
    probabilities. An agreement: (n,) predictions of the samples.
    """
    loss = objective.loss
    with np.errstate(all="ignore"):
        raw = objective.predict_raw(theta, canvas.x)
        if loss.task is Task.REGRESSION:
            return raw[:, 0]
        said = probabilities(raw, loss.link)
    if canvas.kind is PictureKind.MAP:
        first, second = canvas.axes
        return said.reshape(len(second), len(first), -1)
    return said
