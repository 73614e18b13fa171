"""The table of samples for another program: every column in full precision."""

import numpy as np

from lossstudio.core.datasets import Dataset
from lossstudio.engine.contributions import NO_CLASS, Contributions
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
        "sample": (at + 1).tolist(),
        "part": ["train" if row < dataset.n_train else "test" for row in at],
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
