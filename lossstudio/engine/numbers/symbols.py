"""The symbols that a step's numbers are written with: x₂ of an input, w₂ of a parameter."""

import numpy as np

from lossstudio.core.models import LinearModel
from lossstudio.core.symbols import sub
from lossstudio.engine.objective import Objective


def symbols(letter: str, count: int) -> list[str]:
    """``x`` for one, ``x₁``, ``x₂``, … for several."""
    return [letter] if count == 1 else [f"{letter}{sub(j + 1)}" for j in range(count)]


def is_polynomial(objective: Objective) -> bool:
    """The model's features are powers and products of inputs, not the inputs themselves."""
    model = objective.model
    return isinstance(model, LinearModel) and model.n_features != model.inputs.count


def feature_letter(objective: Objective) -> str:
    """What formulas call a linear model's features."""
    if is_polynomial(objective):
        return "φ"
    return "u" if objective.model.standardizes else "x"


def feature_names(objective: Objective) -> list[str]:
    """What each weight of a linear model multiplies: ``x₁``, or ``u²`` for standardised inputs."""
    model = objective.model
    assert isinstance(model, LinearModel)
    letter = "u" if model.standardizes else "x"
    return [label.replace("x", letter) for label in model.feature_labels]


def parameter_names(objective: Objective) -> list[str]:
    """A short symbol for each entry of theta; see `parameter_name`."""
    return [parameter_name(objective, index) for index in range(objective.model.n_parameters)]


def parameter_name(objective: Objective, index: int) -> str:
    """A short symbol for an entry of theta: w₂, b, w₁,₃, W₂[1,4], b₂[3]."""
    model = objective.model
    if isinstance(model, LinearModel):
        j, k = divmod(index, model.n_outputs)
        letter = "b" if j == model.n_features else "w"
        several = model.n_features > 1 or model.n_outputs > 1
        indices = [j + 1] if letter == "w" and several else []
        indices += [k + 1] if model.n_outputs > 1 else []
        return letter + sub(*indices)
    for block in model.layout:
        size = int(np.prod(block.shape))
        if index < size:
            place = np.unravel_index(index, block.shape)
            return f"{block_name(block.name)}[{','.join(str(int(i) + 1) for i in place)}]"
        index -= size
    raise IndexError(f"the model has no parameter {index}")


def block_name(name: str) -> str:
    """A short symbol for a part of theta: W₂ for ``weights_2``."""
    kind, _, number = name.partition("_")
    letter = {"weights": "W", "bias": "b"}.get(kind, kind)
    return letter + (sub(int(number)) if number.isdigit() else "")
