"""A small model's parameters in the data's own units, each with a name that a person can read."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.base import entering_names
from lossstudio.core.datasets.table import default_names
from lossstudio.core.models import Model
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import core_text, translate

MOST_SHOWN = 12
"""More numbers than this are not listed."""
MOST_LETTERS = 24
"""Of a name that stands within another one."""
MOST_OF_A_TITLE = 48
"""Letters of a name beside an axis."""

_UNIT = re.compile(r"\s*[(（][^()（）]*[)）]$")


def feature_names(
    model: Model, dataset: Dataset, *, in_short: bool = False
) -> tuple[str, ...] | None:
    """What a linear model's weights in the data's units multiply: the data's own columns, or powers
    and products of them; None for a network. `in_short`, as `short_names`."""
    if model.feature_labels is None:
        return None
    names = input_names(dataset)
    if is_unnamed(dataset):
        return model.feature_labels
    if in_short:
        names = short_names(names)
    elif model.makes_features or dataset.features is not None:
        names = _without_units(names)
    entering = entering_names(dataset, names)
    return model.named_features(entering, " · ") if model.makes_features else entering


def input_names(dataset: Dataset) -> tuple[str, ...]:
    """What the inputs of `dataset` are called, in the current language."""
    return tuple(core_text(name) for name in dataset.input_names)


def is_unnamed(dataset: Dataset) -> bool:
    """The inputs are called x, or x₁, x₂, …"""
    return tuple(dataset.input_names) == default_names(len(dataset.input_names))


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """`names` without their units, and cut short where they are long; as they are, where two would
    be the same."""
    short = tuple(cut(name, MOST_LETTERS) for name in _without_units(names))
    return short if len(set(short)) == len(names) else tuple(names)


def cut(name: str, most: int) -> str:
    """`name`, without its middle where it has more letters than `most`."""
    if len(name) <= most:
        return name
    end = (most - 1) // 3
    return f"{name[: most - 1 - end].rstrip()}…{name[-end:].lstrip()}"


def _without_units(names: Sequence[str]) -> tuple[str, ...]:
    """`names` without what stands in brackets at their end, where they remain different."""
    bare = tuple(_UNIT.sub("", name) or name for name in names)
    return bare if len(set(bare)) == len(names) else tuple(names)


def named_parameters(objective: Objective, theta: NDArray[np.float64]) -> dict[str, float]:
    """Name and value of each parameter in the data's units; empty where there are more than
    `MOST_SHOWN`.

    A linear model's weights are named by what they multiply, several outputs by their class.
    """
    model, dataset = objective.model, objective.dataset
    if model.n_parameters > MOST_SHOWN:
        return {}
    labels = feature_names(model, dataset)
    named: dict[str, float] = {}
    with np.errstate(all="ignore"):
        blocks = objective.in_data_units(theta)
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


def has_two_forms(objective: Objective) -> bool:
    """The parameters that training changes are not those in the data's units."""
    return objective.model.standardizes or not objective.target.is_plain


def own_parameters(objective: Objective, theta: NDArray[np.float64]) -> dict[str, float]:
    """Name and value of each parameter as training changes it; empty where there are more than
    `MOST_SHOWN`."""
    model, dataset = objective.model, objective.dataset
    if model.n_parameters > MOST_SHOWN:
        return {}
    names = (parameter_name(model, dataset, index) for index in range(model.n_parameters))
    return dict(zip(names, theta.tolist(), strict=True))


def _standard_terms(model: Model) -> tuple[str, ...]:
    """What the entries of theta multiply in a linear model that standardises: powers of u."""
    if model.inputs.made is None:
        return tuple(label.replace("x", "u") for label in model.feature_labels or ())
    return model.named_features([f"u({symbol})" for symbol in model.inputs.symbols]) or ()


def parameter_name(
    model: Model, dataset: Dataset, index: int, *, in_data_units: bool = False
) -> str:
    """What entry `index` of theta is called, or that of the parameters `in_data_units`.

    A linear model's weights are named by what they multiply, in short, several outputs by their
    class; a network's are W and b with the layer's number.
    """
    start = 0
    for block in model.layout:
        size = int(np.prod(block.shape))
        if index < start + size:
            place = [int(i) for i in np.unravel_index(index - start, block.shape)]
            break
        start += size
    else:
        raise IndexError(f"there is no parameter {index}")
    labels = feature_names(model, dataset, in_short=True)
    if labels is None:
        return f"{block.letter}[{','.join(str(i + 1) for i in place)}]"
    if block.is_weight:
        term = labels[place[0]]
        if not in_data_units and model.standardizes and model.feature_labels is not None:
            term = _standard_terms(model)[place[0]]
        name = translate("LandscapeView", "weight of {term}").format(term=term)
    else:
        name = translate("LandscapeView", "bias")
    if model.n_outputs == 1:
        return name
    output = place[-1]
    classes = dataset.classes
    of = cut(core_text(classes[output]), MOST_LETTERS) if output < len(classes) else output + 1
    return f"{name}, {of}"
