"""A sample's inputs and target as a run takes them that standardises, written out."""

import numpy as np

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.data.standardization import is_centered
from lossstudio.engine.numbers.account import (
    MOST_LISTED,
    Block,
    Number,
    Part,
    Quantity,
    Row,
    listed,
    row,
)
from lossstudio.engine.numbers.symbols import symbols
from lossstudio.engine.training.objective import Objective

OWN_TARGET = "Y"
"""The target in its own unit, where y is what it is in standard deviations."""

_LOST = 1e-3
"""A difference so small beside its two numbers is not to be seen in their digits."""


def standardized_inputs(objective: Objective, at: int) -> tuple[list[float], list[Block]]:
    """The inputs in the data set's row `at` as the model takes them, and how they came about."""
    x, inputs = objective.dataset.x[at].tolist(), objective.model.inputs
    if not objective.model.standardizes:
        return x, []
    center, scale = inputs.center.tolist(), inputs.scale.tolist()
    u = [(a - c) / s for a, c, s in zip(x, center, scale, strict=True)]
    rows = [
        _divided(name, u[j], x[j], center[j], scale[j], Quantity.INPUT)
        for j, name in enumerate(symbols("u", len(x)))
    ]
    if len(x) > MOST_LISTED:
        rows = [listed("u", u, Quantity.INPUT)]
    if inputs.are_coordinates and is_centered(objective.run):
        label = QT_TRANSLATE_NOOP(
            "core", "Standardised by the mean c and the standard deviation s of the training set:"
        )
    elif inputs.are_coordinates:
        label = QT_TRANSLATE_NOOP(
            "core", "Divided by the root mean square s of the training set (without a bias, c = 0):"
        )
    else:
        label = QT_TRANSLATE_NOOP("core", "Centred by c and divided by s:")
    block = Block(
        tuple(rows), r"u_j = \frac{x_j - c_j}{s_j}", "uⱼ = (xⱼ − cⱼ) / sⱼ", Message(label)
    )
    return u, [block]


def standardized_target(objective: Objective, at: int) -> list[Block]:
    """The target in the row `at` in its standard deviations, where it is learnt in them."""
    target = objective.target
    if target.is_plain:
        return []
    given, y = float(objective.dataset.target[at]), float(objective.y[at, 0])
    line = _divided("y", y, given, target.center, target.scale, Quantity.TARGET)
    label = QT_TRANSLATE_NOOP("core", "The target in standard deviations from its mean:")
    if not is_centered(objective.run):
        label = QT_TRANSLATE_NOOP(
            "core", "The target, divided by its root mean square (without a bias, c = 0):"
        )
    return [Block((line,), r"y = \frac{Y - c}{s}", "y = (Y − c) / s", Message(label))]


def restored_prediction(objective: Objective, raw: list[float]) -> list[Block]:
    """The prediction in the target's own unit, where it is learnt in another one."""
    target = objective.target
    if target.is_plain:
        return []
    said = float(target.restored(np.array(raw))[0])
    line = row(
        "Ŷ",
        Number(said, Quantity.PREDICTION),
        Number(target.scale),
        " · ",
        Number(raw[0], Quantity.PREDICTION),
        " + ",
        Number(target.center),
    )
    label = Message(QT_TRANSLATE_NOOP("core", "The prediction in the data's units:"))
    return [Block((line,), r"\hat Y = s \hat y + c", "Ŷ = s ŷ + c", label)]


def _divided(
    name: str, result: float, value: float, center: float, scale: float, quantity: Quantity
) -> Row:
    """``name = (value − center) / scale = result``; the difference as one number where the digits
    shown of the two do not hold it."""
    apart: list[Part] = ["(", Number(value, quantity), " − ", Number(center), ")"]
    if abs(value - center) < _LOST * abs(value):
        apart = [Number(value - center, quantity)]
    return row(name, Number(result, quantity), *apart, " / ", Number(scale))
