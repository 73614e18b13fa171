"""The symbols that a step's numbers are written with: x₂ of an input, w₂ of a parameter."""

from lossstudio.core.models.linear import input_symbols
from lossstudio.core.symbols import sub
from lossstudio.engine.objective import Objective


def symbols(letter: str, count: int) -> list[str]:
    """``x`` for one, ``x₁``, ``x₂``, … for several."""
    return [letter] if count == 1 else [f"{letter}{sub(j + 1)}" for j in range(count)]


def has_made_features(objective: Objective) -> bool:
    """The features that the weights multiply are made of the inputs, not the inputs themselves."""
    model = objective.model
    return model.makes_features and model.feature_labels != tuple(input_symbols(model.inputs.count))


def feature_letter(objective: Objective) -> str:
    """What formulas call a linear model's features."""
    if has_made_features(objective):
        return "φ"
    return "u" if objective.model.standardizes else "x"


def feature_names(objective: Objective) -> list[str]:
    """What each weight of a linear model multiplies: ``x₁``, or ``u²`` for standardised inputs."""
    model = objective.model
    letter = "u" if model.standardizes else "x"
    return [label.replace("x", letter) for label in model.feature_labels or ()]


def parameter_names(objective: Objective) -> list[str]:
    """A short symbol for each entry of theta."""
    model = objective.model
    return [model.parameter_symbol(index) for index in range(model.n_parameters)]
