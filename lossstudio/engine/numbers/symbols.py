"""The symbols that a step's numbers are written with: x₂ of an input, w₂ of a parameter."""

from lossstudio.core.symbols import sub
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.training.objective import Objective

FEATURE = "f"
"""The letter of features that enter a model in place of the inputs."""


def symbols(letter: str, count: int) -> list[str]:
    """``x`` for one, ``x₁``, ``x₂``, … for several."""
    return [letter] if count == 1 else [f"{letter}{sub(j + 1)}" for j in range(count)]


def has_made_features(objective: Objective) -> bool:
    """The features that the weights multiply are made of the inputs, not the inputs themselves."""
    model = objective.model
    return model.makes_features and model.feature_labels != model.inputs.symbols


def feature_letter(objective: Objective) -> str:
    """What formulas call a linear model's features."""
    return "φ" if has_made_features(objective) else entering_letter(objective)


def entering_letter(objective: Objective) -> str:
    """What formulas call what enters the model: inputs, features, or these standardised."""
    if objective.model.standardizes:
        return "u"
    return "x" if objective.model.inputs.made is None else FEATURE


def feature_names(objective: Objective) -> list[str]:
    """What each weight of a linear model multiplies: ``x₁``, or ``u²`` for standardised inputs."""
    model, letter = objective.model, entering_letter(objective)
    if model.inputs.made is not None:
        return list(model.named_features(symbols(letter, model.inputs.count)) or ())
    return [label.replace("x", letter) for label in model.feature_labels or ()]


def parameter_names(objective: Objective) -> list[str]:
    """A short symbol for each entry of theta."""
    model = objective.model
    return [model.parameter_symbol(index) for index in range(model.n_parameters)]


def penalized_weight(objective: Objective) -> tuple[str, str]:
    """What of a weight the penalty squares, as LaTeX and as plain text."""
    penalty = objective.penalty
    if not penalty.is_of_data_units:
        return "w_j", "wⱼ"
    return ("a_j", "aⱼ") if penalty.mixes else (r"\frac{w_j}{s_j}", "wⱼ/sⱼ")


def penalty_notes(objective: Objective) -> list[Message]:
    """What the penalty squares, where that is not what is updated."""
    penalty, model = objective.penalty, objective.model
    if not penalty.is_of_data_units:
        return []
    if penalty.mixes:
        text = QT_TRANSLATE_NOOP(
            "core", "The penalty is on the coefficients aⱼ of the terms in the data's units."
        )
    elif model.feature_labels is None:
        text = QT_TRANSLATE_NOOP(
            "core",
            "The penalty is on the weights in the data's units: sⱼ is the standard deviation of "
            "the input that a weight multiplies, and 1 beyond the first layer.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core",
            "The penalty is on the weights in the data's units, wⱼ/sⱼ, where sⱼ is what the input "
            "is divided by.",
        )
    return [Message(text)]
