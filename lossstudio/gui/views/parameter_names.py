"""A small model's parameters in the data's own units, each with a name that a person can read."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.models import Model
from lossstudio.gui.i18n import core_text, translate

MOST_SHOWN = 12
"""More numbers than this are not listed."""


def feature_names(model: Model, dataset: Dataset) -> tuple[str, ...] | None:
    """What a linear model's weights multiply: the data's own columns, or powers and products of
    them; None for a network."""
    labels: tuple[str, ...] | None = getattr(model, "feature_labels", None)
    if labels is not None and len(labels) == len(dataset.input_names):
        return tuple(core_text(name) for name in dataset.input_names)
    return labels


def named_parameters(
    model: Model, theta: NDArray[np.float64], dataset: Dataset
) -> dict[str, float]:
    """Name and value of each parameter; empty where there are more than `MOST_SHOWN`.

    A linear model's weights are named by what they multiply, several outputs by their class.
    """
    if model.n_parameters > MOST_SHOWN:
        return {}
    labels = feature_names(model, dataset)
    named: dict[str, float] = {}
    with np.errstate(all="ignore"):
        blocks = model.in_data_units(theta)
    for block, values in blocks.items():
        if labels is not None and block == "weights":
            rows = [
                translate("MetricsView", "weight of {term}").format(term=label) for label in labels
            ]
        elif labels is not None:
            rows = [translate("MetricsView", "bias")]
        else:
            rows = [f"{block}[{row + 1}]" for row in range(len(np.atleast_1d(values)))]
        table = np.reshape(values, (len(rows), -1))
        for name, numbers in zip(rows, table.tolist(), strict=True):
            if len(numbers) == 1:
                named[name] = numbers[0]
                continue
            for column, number in enumerate(numbers):
                named[f"{name}, {_output(column, labels is not None, dataset)}"] = number
    return named if len(named) <= MOST_SHOWN else {}


def _output(column: int, is_linear: bool, dataset: Dataset) -> str:
    """What a column of a block belongs to: a class, or a unit of a network's layer."""
    if is_linear and column < len(dataset.classes):
        return core_text(dataset.classes[column])
    return str(column + 1)
