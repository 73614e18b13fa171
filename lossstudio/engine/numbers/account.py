"""How a step is written out: rows of numbers, each of which can be checked by hand.

A row reads ``name = arithmetic = result``, with the signs of ordinary arithmetic. Numbers are
rounded to `DIGITS` significant digits; what takes fewer is exact.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from lossstudio.core.text import Message

DIGITS = 6
"""Significant digits of a rounded number."""

MOST_LISTED = 6
"""More inputs, units or classes than this are cut short or summed up."""

MOST_PARAMETERS = 12
"""More parameters than this are summed up, and only the `LARGEST` are written out."""
LARGEST = 3


class Quantity(StrEnum):
    """What a number is: its colour, and what lights when somebody points at it."""

    NONE = ""
    INPUT = "input"
    TARGET = "target"
    PREDICTION = "prediction"
    ERROR = "error"
    LOSS = "loss"
    SLOPE = "slope"
    COST = "cost"
    GRADIENT = "gradient"
    STATE = "state"
    RATE = "rate"
    PARAMETER = "parameter"


@dataclass(frozen=True)
class ShownNumber:
    """A number that is to be written, and what it is."""

    value: float
    quantity: Quantity = Quantity.NONE


@dataclass(frozen=True)
class Term:
    """A piece of a row: a name, a number, or the signs between them."""

    text: str
    quantity: Quantity = Quantity.NONE
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """One line of arithmetic. Where `is_finite` is false, it says only what cannot be shown."""

    terms: tuple[Term, ...]
    is_finite: bool = True

    @property
    def text(self) -> str:
        """The row as it is read."""
        return "".join(term.text for term in self.terms)


class OneSample(NamedTuple):
    """A sample's scores `raw` and targets `y` (k each), its loss, and its slopes by the scores."""

    raw: list[float]
    y: list[float]
    value: float
    slope: list[float]
    hyper: Mapping[str, float]


@dataclass(frozen=True)
class Block:
    """A formula, in LaTeX and as plain text, and rows with its numbers in the same order."""

    rows: tuple[Row, ...]
    latex: str = ""
    plain: str = ""
    label: Message | None = None


@dataclass(frozen=True)
class AccountSection:
    """A part of the account. `sample` is the row of the data set that it is about, or None."""

    title: Message
    blocks: tuple[Block, ...]
    notes: tuple[Message, ...] = ()
    sample: int | None = None


@dataclass(frozen=True)
class ParameterStep:
    """What happens to one parameter: its name, gradient, change, and value before and after."""

    name: str
    gradient: float
    change: float
    before: float
    after: float


@dataclass(frozen=True)
class Account:
    """One coming step, written out. `step` updates are done before it."""

    step: int
    sections: tuple[AccountSection, ...]
    parameters: tuple[ParameterStep, ...] = field(default_factory=tuple)


def digits(value: float) -> str:
    """`value` rounded to `DIGITS` digits, all of them; fewer only where they say it exactly.

    >>> digits(0.1), digits(2 / 3), digits(-4.0), digits(1.23456789e-7)
    ('0.1', '0.666667', '−4', '1.23457e−7')
    """
    value = float(value) + 0.0
    short = f"{value:.{DIGITS - 1}g}"
    text = short if float(short) == value else f"{value:#.{DIGITS}g}"
    mantissa, e, power = text.partition("e")
    mantissa = mantissa.removesuffix(".")
    return (f"{mantissa}e{int(power)}" if e else mantissa).replace("-", "−")


Part = str | ShownNumber


def _written(parts: Sequence[Part]) -> list[Term]:
    """The parts as terms; a negative number after a sign stands in brackets."""
    terms: list[Term] = []
    for part in parts:
        if isinstance(part, str):
            terms.append(Term(part))
            continue
        text = digits(part.value)
        before = terms[-1].text.rstrip() if terms else ""
        if text.startswith("−") and before and before[-1] in "+−·/^":
            text = f"({text})"
        terms.append(Term(text, part.quantity, is_number=True))
    return terms


def row(name: str, result: ShownNumber, *parts: Part) -> Row:
    """``name = parts = result``; ``name = result`` where the parts are no more than that."""
    numbers = [part.value for part in (*parts, result) if isinstance(part, ShownNumber)]
    head = Term(name, result.quantity)
    if not all(math.isfinite(number) for number in numbers):
        return Row((head,), is_finite=False)
    (last,) = _written([result])
    terms = _written(parts)
    if not terms or [term.text for term in terms] == [last.text]:
        return Row((head, Term(" = "), last))
    return Row((head, Term(" = "), *terms, Term(" = "), last))


def listed(name: str, values: Sequence[float], quantity: Quantity) -> Row:
    """``name = (a, b, …)``, cut short where there are many."""
    if not all(math.isfinite(value) for value in values):
        return Row((Term(name, quantity),), is_finite=False)
    terms: list[Term] = []
    for value in values[:MOST_LISTED]:
        terms += [Term(", "), Term(digits(value), quantity, is_number=True)]
    end = ")" if len(values) <= MOST_LISTED else f", …) [{len(values)}]"
    return Row((Term(name, quantity), Term(" = "), Term("("), *terms[1:], Term(end)))


def joined(groups: Sequence[Sequence[Part]], sign: str = " + ") -> list[Part]:
    """The groups of parts, with a sign between each two."""
    parts: list[Part] = []
    for group in groups:
        if parts:
            parts.append(sign)
        parts += group
    return parts


def plain_text(
    account: Account,
    translate: Callable[[str], str] = lambda template: template,
    beyond: str = "beyond the range of numbers",
) -> str:
    """The whole account as text: titles, notes and formulas, and the rows indented below them."""
    lines: list[str] = []
    for section in account.sections:
        if lines:
            lines.append("")
        lines.append(section.title.text(translate))
        for block in section.blocks:
            if block.label is not None:
                lines.append("  " + block.label.text(translate))
            if block.plain:
                lines.append("  " + block.plain)
            lines += [
                "    " + (line.text if line.is_finite else f"{line.text}: {beyond}")
                for line in block.rows
            ]
        lines += ["  " + note.text(translate) for note in section.notes]
    return "\n".join(lines) + "\n"
