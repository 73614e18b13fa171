"""How the quantities of a step look: the colours that the plots give them, made fit for text."""

import re
from collections.abc import Mapping
from functools import lru_cache

from lossstudio.engine.numbers.account import Quantity
from lossstudio.gui.kit.colors import Colors, Role, mix, rgb
from lossstudio.gui.kit.i18n import translate

LEAST_CONTRAST = 4.5
"""Of a text against what it stands on (WCAG 2.1, AA)."""

_ROLES = {
    Quantity.TARGET: Role.TRAIN,
    Quantity.PREDICTION: Role.MODEL,
    Quantity.ERROR: Role.GRADIENT,  # as the residuals in the fit
    Quantity.SLOPE: Role.GRADIENT,
    Quantity.GRADIENT: Role.GRADIENT,
    Quantity.LOSS: Role.COST,
    Quantity.COST: Role.COST,
}
"""The others have the text's colour."""

INKS = {quantity: f"#0a0b{number:02x}" for number, quantity in enumerate(_ROLES, start=1)}
"""The colour that stands for a quantity in a typeset formula, until it is painted."""


def _luminance(color: str) -> float:
    channels = rgb(color) / 255.0
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def contrast(first: str, second: str) -> float:
    """The contrast of two colours ``#rrggbb``, from 1 to 21 (WCAG 2.1)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def readable(color: str, colors: Colors) -> str:
    """`color`, mixed with the text's colour only as far as a text in it needs."""
    return _readable(color, colors.text, (colors.window, colors.base))


@lru_cache(maxsize=64)
def _readable(color: str, text: str, grounds: tuple[str, ...]) -> str:
    for hundredths in range(0, 101, 5):
        mixed = mix(color, text, hundredths / 100)
        if min(contrast(mixed, ground) for ground in grounds) > LEAST_CONTRAST:
            return mixed
    return text


def text_colors(colors: Colors, model: str | None = None) -> dict[Quantity, str]:
    """The colour of each quantity's text. `model` is the predictions', where runs have their own.

    A target has the training samples' colour, also where it is a class: the second class looks
    like a model.
    """
    found = dict.fromkeys(Quantity, colors.text)
    for quantity, role in _ROLES.items():
        color = colors.mark(role).color
        if quantity is Quantity.PREDICTION and model is not None:
            color = model
        found[quantity] = readable(color, colors)
    return found


def inks(found: Mapping[Quantity, str]) -> dict[str, str]:
    """The colours of a formula, by the ink that stands for each."""
    return {ink: found[quantity] for quantity, ink in INKS.items()}


_SYMBOLS = {
    r"\hat y": Quantity.PREDICTION,
    "p": Quantity.PREDICTION,
    "z": Quantity.PREDICTION,
    "y": Quantity.TARGET,
    "r": Quantity.ERROR,
    "e": Quantity.ERROR,
    r"\ell": Quantity.LOSS,
    "J": Quantity.COST,
    "g": Quantity.GRADIENT,
}

_TOKEN = re.compile(
    r"\\frac\{\\partial (?P<of>\\ell(?:_i)?|J)\}"
    r"\{\\partial (?:[^{}]|\{[^{}]*\})*\}"  # a derivative is one thing
    r"|\\(?:begin|end)\{\w+\}(?:\{\w+\})?"
    r"|\\operatorname\{\w+\}"
    r"|e\^"  # the exponential function
    r"|\\hat y|\\[a-zA-Z]+|[a-zA-Z]"
)


def colored(latex: str) -> str:
    """`latex` with an ink for each symbol of a quantity that has a colour of its own."""

    def ink(found: re.Match[str]) -> str:
        token = found[0]
        quantity = _SYMBOLS.get(token)
        if found["of"]:
            quantity = Quantity.GRADIENT if found["of"] == "J" else Quantity.SLOPE
        return token if quantity is None else rf"\textcolor{{{INKS[quantity]}}}{{{token}}}"

    return _TOKEN.sub(ink, latex)


def quantity_words() -> dict[Quantity, str]:
    """What a number is, in a word or two."""
    return {
        Quantity.INPUT: translate("StepNumbersView", "input"),
        Quantity.TARGET: translate("StepNumbersView", "target: the true value"),
        Quantity.PREDICTION: translate("StepNumbersView", "prediction, or the score behind it"),
        Quantity.ERROR: translate("StepNumbersView", "error"),
        Quantity.LOSS: translate("StepNumbersView", "loss of samples"),
        Quantity.SLOPE: translate("StepNumbersView", "slope of the sample's loss"),
        Quantity.COST: translate("StepNumbersView", "cost, which is minimised"),
        Quantity.GRADIENT: translate("StepNumbersView", "gradient"),
        Quantity.STATE: translate("StepNumbersView", "what the optimiser remembers"),
        Quantity.RATE: translate("StepNumbersView", "learning rate"),
        Quantity.PARAMETER: translate("StepNumbersView", "parameter, or its change"),
    }
