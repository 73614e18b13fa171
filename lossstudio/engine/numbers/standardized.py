"""A sample's inputs and target as a run takes them that standardises, written out."""

import math

import numpy as np

from lossstudio.core.features import Feature
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.data.standardization import is_centered
from lossstudio.engine.numbers.account import (
    MOST_LISTED,
    Block,
    Part,
    Quantity,
    Row,
    ShownNumber,
    joined,
    listed,
    row,
)
from lossstudio.engine.numbers.symbols import FEATURE, symbols
from lossstudio.engine.training.objective import Objective

OWN_TARGET = "Y"
"""The target in its own unit, where y is what it is in standard deviations."""

_LOST = 1e-3
"""A difference so small beside its two numbers is not to be seen in their digits."""


def standardized_inputs(objective: Objective, at: int) -> tuple[list[float], list[Block]]:
    """The inputs in the data set's row `at` as the model takes them, and how they came about."""
    x, inputs = objective.dataset.entering[at].tolist(), objective.model.inputs
    made = made_features(objective, at)
    if not objective.model.standardizes:
        return x, made
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
    letter = "x" if inputs.made is None else FEATURE
    latex = rf"u_j = \frac{{{letter}_j - c_j}}{{s_j}}"
    return u, [*made, Block(tuple(rows), latex, f"uⱼ = ({letter}ⱼ − cⱼ) / sⱼ", Message(label))]


def made_features(objective: Objective, at: int) -> list[Block]:
    """What enters the model in place of the inputs in the data set's row `at`."""
    dataset = objective.dataset
    if dataset.features is None:
        return []
    values, x = dataset.entering[at].tolist(), dataset.x[at].tolist()
    labels = dataset.features.labels(symbols("x", len(x)))
    names = symbols(FEATURE, len(values))
    rows = [
        row(f"{name} = {label}", ShownNumber(value, Quantity.INPUT), *_product(feature, x))
        for name, label, value, feature in zip(
            names, labels, values, dataset.features.each, strict=True
        )
    ]
    if len(rows) > MOST_LISTED:
        rows = [listed(FEATURE, values, Quantity.INPUT)]
    label = QT_TRANSLATE_NOOP("core", "The features that enter the model in place of the inputs:")
    return [Block(tuple(rows), label=Message(label))]


def _product(feature: Feature, x: list[float]) -> list[Part]:
    """A feature in numbers, as the product that it is; nothing of an input left as it is."""
    if feature.input is not None:
        return []
    groups: list[list[Part]] = []
    for factor in feature.factors:
        value, number = x[factor.input], ShownNumber(x[factor.input], Quantity.INPUT)
        if factor.function:
            scale: list[Part] = []
            if factor.scale != 1.0:
                scale = ["π" if factor.scale == math.pi else ShownNumber(factor.scale), " · "]
            before, after = ("|", "|") if factor.function == "abs" else (f"{factor.function}(", ")")
            groups.append([before, *scale, number, after])
        elif factor.power > 1:
            base: list[Part] = ["(", number, ")"] if value < 0 else [number]
            groups.append([*base, f"^{factor.power}"])
        else:
            groups.append([number])
    return joined(groups, " · ")


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
        ShownNumber(said, Quantity.PREDICTION),
        ShownNumber(target.scale),
        " · ",
        ShownNumber(raw[0], Quantity.PREDICTION),
        " + ",
        ShownNumber(target.center),
    )
    label = Message(QT_TRANSLATE_NOOP("core", "The prediction in the data's units:"))
    return [Block((line,), r"\hat Y = s \hat y + c", "Ŷ = s ŷ + c", label)]


def _divided(
    name: str, result: float, value: float, center: float, scale: float, quantity: Quantity
) -> Row:
    """``name = (value − center) / scale = result``; the difference as one number where the digits
    shown of the two do not hold it."""
    apart: list[Part] = ["(", ShownNumber(value, quantity), " − ", ShownNumber(center), ")"]
    if abs(value - center) < _LOST * abs(value):
        apart = [ShownNumber(value - center, quantity)]
    return row(name, ShownNumber(result, quantity), *apart, " / ", ShownNumber(scale))
