"""The columns of the table of samples: their words, their values, and how a value is written."""

import html
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.base import PARTS
from lossstudio.core.tasks import Task
from lossstudio.engine.measuring.contributions import NO_CLASS, Contributions
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import ABSENT, count, four_digits
from lossstudio.gui.views.plot.samples import class_name
from lossstudio.gui.views.sample_words import part_names, percent, predicted_name, share_label

Array = NDArray[np.float64]
Rows = NDArray[np.intp]

MOST_INPUTS = 3
"""So many inputs have a column; more would push the losses out of sight."""


class Quantity(Enum):
    """What a column shows."""

    NUMBER = auto()
    PART = auto()
    INPUT = auto()
    TARGET = auto()
    PREDICTION = auto()
    RESIDUAL = auto()
    PREDICTED = auto()
    PROBABILITY = auto()
    MARGIN = auto()
    LOSS = auto()
    LOSS_SHARE = auto()
    GRADIENT_SHARE = auto()


SHARES = (Quantity.LOSS_SHARE, Quantity.GRADIENT_SHARE)
LARGEST_FIRST = (Quantity.LOSS, *SHARES)
"""What one wants to see the largest of, when a column is sorted by for the first time."""
DISPENSABLE = (
    Quantity.INPUT,
    Quantity.TARGET,
    Quantity.PART,
    Quantity.MARGIN,
    Quantity.PREDICTION,
    Quantity.PROBABILITY,
    Quantity.PREDICTED,
    Quantity.RESIDUAL,
)
"""What is left out where there is little room, in this order: the pictures tell it too."""
EDITABLE = (Quantity.INPUT, Quantity.TARGET)
"""What a person may change, where the samples can be edited."""
_GIVEN = (Quantity.NUMBER, Quantity.PART, Quantity.INPUT, Quantity.TARGET)
"""What the data say; the other quantities are the model's."""


@dataclass(frozen=True)
class Column:
    """A column: what it shows (of the input `index`), its title, and what teaches what it means."""

    quantity: Quantity
    title: str
    tip: str
    index: int = 0

    @property
    def is_given(self) -> bool:
        """It does not depend on the model."""
        return self.quantity in _GIVEN

    @property
    def tooltip(self) -> str:
        """The tip in lines that are not too long to read."""
        return f"<p>{html.escape(self.tip)}</p>"


def columns_of(dataset: Dataset, task: Task) -> tuple[Column, ...]:
    """The columns for the samples of `dataset` and a loss of `task`, in the present language."""
    return (*_given(dataset), *_said(task), *_contributed())


def _given(dataset: Dataset) -> list[Column]:
    of_data = translate("SamplesView", "A number of the data, as the model is given it.")
    columns = [
        Column(
            Quantity.NUMBER,
            translate("SamplesView", "no."),
            translate(
                "SamplesView",
                "The sample's number, and its symbol in the pictures. Point at a row: the sample "
                "lights up in every picture.",
            ),
        ),
        Column(
            Quantity.PART,
            translate("SamplesView", "part"),
            translate(
                "SamplesView",
                "Training samples make the cost and pull at the model; validation and test samples "
                "only measure it.",
            ),
        ),
    ]
    columns += [
        Column(Quantity.INPUT, core_text(name), of_data, index)
        for index, name in enumerate(dataset.input_names[:MOST_INPUTS])
    ]
    tip = translate("SamplesView", "The target y: the number that the model is to predict.")
    if dataset.classes:
        tip = translate("SamplesView", "The true class, which the model is to predict.")
    columns.append(Column(Quantity.TARGET, core_text(dataset.target_name), tip))
    return columns


def _said(task: Task) -> list[Column]:
    if task is Task.REGRESSION:
        return [
            Column(
                Quantity.PREDICTION,
                translate("SamplesView", "ŷ"),
                translate("SamplesView", "What the model predicts with its present parameters."),
            ),
            Column(
                Quantity.RESIDUAL,
                translate("SamplesView", "residual"),
                translate(
                    "SamplesView",
                    "r = ŷ − y: how far the prediction lies above the target; below 0 where it is "
                    "too low.",
                ),
            ),
        ]
    margin = translate(
        "SamplesView",
        "m = s·z, with s = 1 for the second class and s = −1 for the first: how far the score z "
        "is on the true class's side. Below 0 the other class is predicted.",
    )
    if task is Task.MULTICLASS:
        margin = translate(
            "SamplesView",
            "m: the score of the true class minus the largest other score. Below 0 another class "
            "is predicted.",
        )
    return [
        Column(
            Quantity.PREDICTED,
            translate("SamplesView", "predicted"),
            translate("SamplesView", "The class that the model takes for the most probable one."),
        ),
        Column(
            Quantity.PROBABILITY,
            translate("SamplesView", "P(true)"),
            translate(
                "SamplesView", "The probability that the model gives to the sample's true class."
            ),
        ),
        Column(Quantity.MARGIN, translate("SamplesView", "margin"), margin),
    ]


def _contributed() -> list[Column]:
    bar = translate(
        "SamplesView",
        "The longest bar is the largest share in this list. Only training samples have one.",
    )
    loss_share = translate(
        "SamplesView",
        "ℓᵢ / Σ ℓⱼ over the training set: how much of the data's part of the cost is this "
        "sample's. Balanced classes count with their weights. A penalty on the weights belongs to "
        "no sample.",
    )
    gradient_share = translate(
        "SamplesView",
        "‖∇ℓᵢ‖ / Σ ‖∇ℓⱼ‖ over the training set: the sample's share of all pulls at the "
        "parameters. ∇ℓᵢ is the gradient of its loss, and its length is how hard it pulls; the "
        "lengths are added up before pulls in opposite directions cancel. Balanced classes pull "
        "with their weights. The penalty has no share.",
    )
    return [
        Column(
            Quantity.LOSS,
            translate("SamplesView", "loss"),
            translate(
                "SamplesView",
                "ℓᵢ: the loss of this one sample. The cost is the mean or the sum of those of the "
                "training samples, plus a penalty where there is one.",
            ),
        ),
        Column(
            Quantity.LOSS_SHARE,
            translate("SamplesView", "% loss"),
            f"{share_label(of_gradient=False)}: {loss_share} {bar}",
        ),
        Column(
            Quantity.GRADIENT_SHARE,
            translate("SamplesView", "% grad."),
            f"{share_label(of_gradient=True)}: {gradient_share} {bar}",
        ),
    ]


def given_values(column: Column, dataset: Dataset, rows: Rows) -> Array:
    """What the data say of `rows` in `column`, (m,): classes and parts as numbers."""
    if column.quantity is Quantity.NUMBER:
        return dataset.numbers(rows).astype(np.float64)
    if column.quantity is Quantity.PART:
        return dataset.part_of(rows).astype(np.float64)
    if column.quantity is Quantity.INPUT:
        return np.asarray(dataset.x[rows, column.index], dtype=np.float64)
    return np.asarray(dataset.target[rows], dtype=np.float64)


def found_values(column: Column, found: Contributions) -> Array:
    """What `found` says in `column`, (m,): NaN where there is nothing."""
    if column.quantity is Quantity.PREDICTED:
        predicted: Array = found.predicted_class.astype(np.float64)
        predicted[found.predicted_class == NO_CLASS] = np.nan
        return predicted
    values: dict[Quantity, Array] = {
        Quantity.PREDICTION: found.prediction,
        Quantity.PROBABILITY: found.prediction,
        Quantity.RESIDUAL: found.residual,
        Quantity.MARGIN: found.margin,
        Quantity.LOSS: found.loss,
        Quantity.LOSS_SHARE: found.loss_share,
        Quantity.GRADIENT_SHARE: found.gradient_share,
    }
    return values[column.quantity]


def shown(column: Column, dataset: Dataset, value: float) -> str:
    """`value` as it is written in `column`."""
    if np.isnan(value):
        return ABSENT
    quantity = column.quantity
    if quantity is Quantity.NUMBER:
        return count(int(value))
    if quantity is Quantity.PART:
        return part_names()[int(value)]
    if quantity in SHARES:
        return percent(value, with_sign=False)
    if quantity is Quantity.PREDICTED:
        return predicted_name(dataset, int(value))
    if quantity is Quantity.TARGET and dataset.classes:
        return class_name(dataset, int(value))
    return four_digits(value)


def plain(column: Column, dataset: Dataset, value: float) -> str:
    """`value` in full precision, for another program; nothing where there is no number."""
    if np.isnan(value):
        return ""
    if column.quantity is Quantity.NUMBER:
        return str(int(value))
    if is_text(column, dataset):
        return shown(column, dataset, value)
    return repr(float(value))


def is_text(column: Column, dataset: Dataset) -> bool:
    """The column has words in it, not numbers."""
    quantity = column.quantity
    return quantity in (Quantity.PART, Quantity.PREDICTED) or (
        quantity is Quantity.TARGET and bool(dataset.classes)
    )


def longest(column: Column, dataset: Dataset, values: Array) -> list[str]:
    """Texts as wide as any in `column`, which has `values` (m,)."""
    quantity = column.quantity
    if quantity is Quantity.NUMBER:
        return [count(len(dataset.x))]
    if quantity is Quantity.PART:
        names = dict(zip(PARTS, part_names(), strict=True))
        return [names[part] for part in ("train", "test", *dataset.parts)]
    if quantity in SHARES:
        return [percent(1e-9, with_sign=False), percent(0.123, with_sign=False)]
    if is_text(column, dataset):
        return [class_name(dataset, index) for index in range(len(dataset.classes))]
    texts = ["−0.0000"]
    known = values[np.isfinite(values)]
    # The largest, and those so near 0 that they have an exponent or many zeros.
    for part in (known[known > 0], known[known < 0]):
        if len(part):
            texts += [four_digits(float(edge)) for edge in (part.min(), part.max())]
    return texts
