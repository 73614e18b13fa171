"""The table of samples for another program: every column in full precision."""

import numpy as np

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.base import PARTS
from lossstudio.engine.measuring.contributions import NO_CLASS, Contributions
from lossstudio.gui.views.samples.columns import Rows
from lossstudio.gui.views.view import FigureData


def figure_columns(
    dataset: Dataset, rows: Rows, found: Contributions | None, order: Rows
) -> FigureData:
    """The samples `rows` in `order`, with all their inputs and what `found` says of them.

    Names are English; where there is no number, there is None.
    """
    at = rows[order]
    columns: dict[str, list[object]] = {
        "sample": dataset.numbers(at).tolist(),
        **({} if dataset.lines is None else {"line": dataset.lines[at].tolist()}),
        "part": [PARTS[index] for index in dataset.part_of(at)],
    }
    for index, name in enumerate(dataset.input_names):
        columns[_free(name, columns)] = dataset.x[at, index].tolist()
    target: list[object] = dataset.target[at].tolist()
    if dataset.classes:
        target = [dataset.classes[int(index)] for index in dataset.target[at]]
    columns[_free(dataset.target_name, columns)] = target
    if found is None:
        return columns
    if dataset.classes:
        names = [None if i == NO_CLASS else dataset.classes[i] for i in found.predicted_class]
        said = {"predicted class": np.array(names, dtype=object)}
        said |= {"probability of true class": found.prediction, "margin": found.margin}
    else:
        said = {"prediction": found.prediction, "residual": found.residual}
    said |= {
        "loss": found.loss,
        "share of loss": found.loss_share,
        "gradient norm": found.gradient,
        "share of gradient": found.gradient_share,
    }
    for name, values in said.items():
        columns[_free(name, columns)] = [
            None if isinstance(value, float) and value != value else value
            for value in values[order].tolist()
        ]
    return columns


def _free(name: str, taken: dict[str, list[object]]) -> str:
    """`name`, or with a number behind it where a column is called that already."""
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name} ({number})"
    return free
