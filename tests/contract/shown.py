"""What is shown of a loss or an optimiser, beside what is computed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from lossstudio.core.losses import Loss
from lossstudio.core.tasks import Task
from lossstudio.engine.numbers.account import OneSample
from lossstudio.engine.numbers.losses import loss_blocks
from tests.contract.reader import forms, read
from tests.contract.tokens import Token, UnreadableError, tokens_of

SETTINGS, ACCOUNT = "settings", "account"
TOLERANCE = 1e-9
"""Relative; what is shown is worked out with rounding errors of its own."""


@dataclass(frozen=True)
class Case:
    """Numbers by the names of the formulas, and the values that the program computes.

    `zeros` are the parameters that are 0: the account of a step leaves out what they switch off.
    """

    given: dict[str, object]
    zeros: frozenset[str]
    sample: OneSample
    value: float
    slopes: tuple[float, ...]


@dataclass(frozen=True)
class Text:
    """A formula as it is shown; `is_slope` where it gives the slope."""

    where: str
    text: str
    is_latex: bool
    is_slope: bool
    zeros: frozenset[str] = frozenset()


def loss_cases(loss: Loss) -> list[Case]:
    """Ordinary and boundary predictions with several values of each parameter."""
    cases = []
    for numbers in _parameter_values(loss.parameters):
        for raw, y in _samples(loss, numbers):
            value, slope = loss.value_and_gradient([raw], [y], **numbers)
            given: dict[str, object] = {
                parameter.symbol: numbers[parameter.name] for parameter in loss.parameters
            }
            if loss.task is Task.REGRESSION:
                given |= {"y": y[0], "ŷ": raw[0]}
            elif loss.task is Task.BINARY:
                given |= {"y": y[0], "z": raw[0]}
            else:
                given |= {"y": y, "z": raw, "C": float(len(y))}
                powers = np.sort(np.exp(np.array(raw) - max(raw)))
                given["R"] = float(powers[:-1].sum())
            sample = OneSample(raw, y, float(value[0]), slope[0].tolist(), numbers)
            zeros = frozenset(name for name, number in numbers.items() if not number)
            cases.append(Case(given, zeros, sample, sample.value, tuple(sample.slope)))
    return cases


def _parameter_values(parameters) -> Iterator[dict[str, float]]:
    choices = []
    for parameter in parameters:
        low, high = parameter.slider_range or (parameter.minimum, parameter.maximum)
        inner = [low + share * (high - low) for share in (0.07, 0.31, 0.62)]
        choices.append(sorted({float(parameter.default), *map(float, inner)}))
    for values in product(*choices):
        yield {p.name: value for p, value in zip(parameters, values, strict=True)}


def _samples(loss: Loss, numbers: dict[str, float]) -> Iterator[tuple[list[float], list[float]]]:
    if loss.task is Task.REGRESSION:
        edges = [*loss.kinks(**numbers), *loss.bends(**numbers), 0.0]
        for y in (0.0, 1.75, -2.5):
            for r in (-7.0, -2.0, -0.4, 0.3, 1.1, 5.0, *edges):
                yield [y + r], [y]
    elif loss.task is Task.BINARY:
        edges = [*loss.kinks(**numbers), *loss.bends(**numbers)]
        for y in (0.0, 1.0):
            for z in (-5.0, -1.3, -0.2, 0.0, 0.7, 2.1, 6.0, *((2 * y - 1) * m for m in edges)):
                yield [z], [y]
    else:
        for raw in ([0.3, -1.2, 2.0], [0.0, 0.0, 0.0], [-4.0, 1.5, 1.0], [2.0, 0.1, -0.7, 1.2]):
            for k in range(len(raw)):
                yield list(raw), [float(j == k) for j in range(len(raw))]


def shown_of_loss(loss: Loss) -> list[Text]:
    """Every formula of a loss that is shown: in the settings, and in the account of a step."""
    found = [
        Text(SETTINGS, loss.formula, True, False),
        Text(SETTINGS, loss.gradient_formula, True, True),
    ]
    for zeros, case in {case.zeros: case for case in loss_cases(loss)}.items():
        for block, is_slope in zip(loss_blocks(loss, case.sample), (False, True), strict=True):
            found.append(Text(ACCOUNT, block.latex, True, is_slope, zeros))
            found.append(Text(ACCOUNT, block.plain, False, is_slope, zeros))
    return found


def value_of(loss: Loss, text: Text) -> Text:
    """The formula of the value that is shown beside that of a slope (itself for a value's)."""
    beside = (t for t in shown_of_loss(loss) if not t.is_slope and t.is_latex == text.is_latex)
    return next(t for t in beside if (t.where, t.zeros) == (text.where, text.zeros))


def tokens(text: Text) -> list[Token]:
    """What it is made of; R is said in words, which are left out. Raises `UnreadableError`."""
    return tokens_of(re.sub(r", R: [^;]*", "", text.text), is_latex=text.is_latex)


def differs(
    loss: Loss,
    text: Text,
    value_text: Text,
    cases: list[Case],
    mutant: list[Token] | None = None,
) -> str:
    """Where the shown formula says something else than what is computed, or nothing; "" if not.

    A slope's formula uses the names that the value's formula defines.
    """
    try:
        equations = read(tokens(text) if mutant is None else mutant, is_latex=text.is_latex)
        named = {equation.name for equation in equations}
        if text.is_slope:
            others = read(tokens(value_text), is_latex=value_text.is_latex)
            equations += [e for e in others[1:] if e.name not in named]
        _check_names(equations[0].name, loss, text.is_slope)
        for case in cases:
            if text.where == ACCOUNT and case.zeros != text.zeros:
                continue  # another formula is shown then
            difference = _differs_in(equations, text.is_slope, case)
            if difference:
                return difference
    except UnreadableError as error:
        return f"unreadable: {error}"
    return ""


def _check_names(name: str, loss: Loss, is_slope: bool) -> None:
    by = {Task.REGRESSION: "ŷ"}.get(loss.task, "z")
    if name != (f"∂ℓ/∂{by}" if is_slope else "ℓ"):
        raise UnreadableError(f"it says what {name} is")


def _differs_in(equations, is_slope: bool, case: Case) -> str:
    wanted = case.slopes if is_slope else (case.value,)
    for k, right in enumerate(wanted):
        index = k if equations[0].index else None
        if index is None and len(wanted) > 1:
            return "one slope for several scores"
        for value in forms(equations, case.given, index):
            if not abs(value - right) <= TOLERANCE * (1.0 + abs(right)):
                return f"{value} in place of {right} at {case.given}"
    return ""
