"""A formula as it is shown: as LaTeX, and as plain text with the signs of mathematics.

Both are written in the same way; they differ in how each sign looks.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import NamedTuple

from lossstudio.core.expression.branches import class_asked_for, order
from lossstudio.core.expression.notation import Notation
from lossstudio.core.expression.tree import Apply, Name, Node, Number, apply, is_operation
from lossstudio.core.expression.vocabulary import VARIABLES
from lossstudio.core.expression.writing import ATOM, POWER, PRODUCT, SUM, binding, number_text

_LOGARITHMS = ("log", "log1p", "softplus", "logcosh")
_NAMED = ("log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "max", "min")
"""Functions whose name LaTeX knows."""
_BARE = ("log", "sin", "cos", "tan", "sinh", "cosh", "tanh")
"""Functions that are written without brackets before a letter: log p, log cosh r."""
_EQUAL = "="
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ORDINARY = Notation()


class Row(NamedTuple):
    """One of several cases: its value, and when it holds."""

    value: str
    when: str


class _Writer(ABC):
    """What both ways of writing have in common: order, brackets, indices and cases."""

    def __init__(self, notation: Notation, varying: Collection[str], index: str = "") -> None:
        self.notation, self.varying, self.index = notation, varying, index

    # -- how each sign looks ----------------------------------------------------------------------

    @abstractmethod
    def name(self, name: str) -> str:
        """A name, with its index."""

    @abstractmethod
    def number(self, value: float) -> str:
        """A number."""

    @abstractmethod
    def bracketed(self, text: str) -> str:
        """`text` in brackets."""

    @abstractmethod
    def named(self, function: str, inside: str, is_bare: bool) -> str:
        """A function by its name."""

    @abstractmethod
    def product(self, before: str, after: str) -> str:
        """Two factors side by side."""

    @abstractmethod
    def quotient(self, node: Apply) -> str:
        """A fraction."""

    @abstractmethod
    def raised(self, base: str, exponent: Node) -> str:
        """A power."""

    @abstractmethod
    def comparison(self, operation: str) -> str:
        """The sign of a comparison."""

    @abstractmethod
    def cases(self, rows: Sequence[Row]) -> str:
        """The cases of a value."""

    @abstractmethod
    def over_classes(self, body: str) -> str:
        """The sum of `body` over the classes j."""

    # -- what is written --------------------------------------------------------------------------

    def write(self, node: Node, least: int = 0) -> str:
        """`node`, in brackets where it binds less than its place asks for."""
        text = self._inside(node)
        return self.bracketed(text) if self.binds(node) < least else text

    def binds(self, node: Node) -> int:
        """How strongly the text of `node` binds."""
        operation = node.operation if isinstance(node, Apply) else ""
        if operation in ("exp", "sum", *_LOGARITHMS) or self._is_bare(node):
            return POWER  # a factor like any other, but no base of a power
        return {"expm1": SUM, "sech2": SUM}.get(operation, binding(node))

    def _is_bare(self, node: Node) -> bool:
        """It is written without brackets: tanh r, log cosh r."""
        if not isinstance(node, Apply) or node.operation not in _BARE:
            return False
        (inner,) = node.parts
        return isinstance(inner, Name) or self._is_bare(inner)

    def _inside(self, node: Node) -> str:
        if isinstance(node, Number):
            return self.number(node.value)
        if isinstance(node, Name):
            return self.name(node.name)
        operation, parts = node.operation, node.parts
        if operation in ("+", "-"):
            return self._sum(node)
        if operation == "*":
            return self._product(node, is_last=True)
        if operation == "/":
            return self.quotient(node)
        if operation == "**":
            is_size = is_operation(parts[0], "abs")
            return self.raised(self.write(parts[0], 0 if is_size else ATOM), parts[1])
        if operation == "sum":
            inner = type(self)(self.notation, self.varying, "j")
            return self.over_classes(inner.write(parts[0], PRODUCT))
        if operation in ("where", "slope_of_max", "by_order"):
            return self.cases(self._cases(node))
        known = _WRITTEN_OUT.get(operation)
        if known is not None:
            return self._inside(known(parts[0]))
        return self._function(node, is_bare=self._is_bare(node))

    def terms(self, node: Node) -> list[tuple[str, str, int]]:
        """What is added up: the sign before each, its text, and how long it looks."""
        if not isinstance(node, Apply) or node.operation not in ("+", "-") or len(node.parts) == 1:
            return self._term(node, 0)
        left, right = node.parts
        least = POWER if is_operation(right, "-", 1) else PRODUCT  # no two signs in a row
        sign = "+" if node.operation == "+" else self.minus
        before = self.terms(left) if binding(left) == SUM else self._term(left, SUM)
        return [*before, (f" {sign} ", *self._term(right, least)[0][1:])]

    def _term(self, node: Node, least: int) -> list[tuple[str, str, int]]:
        return [("", self.write(node, least), length(node))]

    def _sum(self, node: Apply) -> str:
        if len(node.parts) == 1:
            return self.minus + self.write(node.parts[0], PRODUCT)
        return "".join(sign + text for sign, text, _ in self.terms(node))

    minus = "-"
    closed: tuple[str, ...] = ("sum",)
    """Operations that would take in a factor behind them."""

    def _product(self, node: Apply, is_last: bool) -> str:
        left, right = node.parts
        before = (
            self._product(left, is_last=False)
            if is_operation(left, "*") and isinstance(left, Apply)
            else self._factor(left, PRODUCT, is_last=False)
        )
        return self.product(before, self._factor(right, POWER, is_last))

    def _factor(self, node: Node, least: int, is_last: bool) -> str:
        """A factor; before another one, brackets say where a function or a sum ends."""
        if not is_last and self._is_bare(node) and isinstance(node, Apply):
            return self._function(node, is_bare=False)
        if not is_last and isinstance(node, Apply) and node.operation in self.closed:
            return self.write(node, ATOM)
        return self.write(node, least)

    def _function(self, node: Apply, is_bare: bool) -> str:
        inside = ", ".join(self.write(part, SUM) for part in node.parts)
        return self.named(node.operation, inside, is_bare)

    def _cases(self, node: Apply) -> list[Row]:
        if node.operation == "where":
            condition, yes, no = node.parts
            assert isinstance(condition, Apply)
            asked = class_asked_for(condition) if self.notation.has_classes else None
            if asked is not None:
                return [
                    Row(self.write(value, SUM), f"{self.name('y')} = {number}")
                    for value, number in zip((yes, no), asked, strict=True)
                ]
            sign = condition.operation
            left, right = condition.parts
            one, other, is_turned = order(left, right, self.varying)
            if is_turned:
                sign = _TURNED[sign]
            return [
                Row(self.write(yes, SUM), self._compared(one, sign, other)),
                Row(self.write(no, SUM), self._compared(one, _OPPOSITE[sign], other)),
            ]
        u, v = node.parts[:2]
        one, other, is_turned = order(u, v, self.varying)
        values = list(node.parts[2:])
        if is_turned:
            values.reverse()
        above, below = values[0], values[-1]
        equal = values[1] if len(values) == 3 else None
        signs = (
            [(below, "<"), (above, ">=")]
            if equal == above
            else [(below, "<="), (above, ">")]
            if equal == below
            else [(below, "<"), *([(equal, _EQUAL)] if equal is not None else []), (above, ">")]
        )
        return [
            Row(self.write(value, SUM), self._compared(one, sign, other)) for value, sign in signs
        ]

    def _compared(self, left: Node, sign: str, right: Node) -> str:
        return f"{self.write(left)} {self.comparison(sign)} {self.write(right)}"


_WRITTEN_OUT = {
    "expm1": lambda u: apply("-", apply("exp", u), Number(1.0)),
    "log1p": lambda u: apply("log", apply("+", Number(1.0), u)),
    "softplus": lambda u: apply("log", apply("+", Number(1.0), apply("exp", u))),
    "logcosh": lambda u: apply("log", apply("cosh", u)),
    "sech2": lambda u: apply("-", Number(1.0), apply("**", apply("tanh", u), Number(2.0))),
}
"""Functions that are computed in a way of their own, as they are shown."""


_TALL = re.compile(r"\\frac|\\sum|\\begin|\\left|\^")
"""What stands higher than a letter, so that brackets must grow."""


class _Latex(_Writer):
    def name(self, name: str) -> str:
        return self.notation.latex(name, self.index)

    def number(self, value: float) -> str:
        mantissa, e, exponent = number_text(value).partition("e")
        if not e:
            return mantissa
        head = "" if mantissa == "1" else rf"{mantissa} \cdot "
        return f"{head}10^{{{exponent}}}"

    def binds(self, node: Node) -> int:
        return POWER if is_operation(node, "/") else super().binds(node)

    def bracketed(self, text: str) -> str:
        return rf"\left({text}\right)" if _TALL.search(text) else f"({text})"

    def named(self, function: str, inside: str, is_bare: bool) -> str:
        if function in ("abs", "sqrt", "exp"):
            before, after = _LATEX_AROUND[function]
            return f"{before}{inside}{after}"
        name = (
            rf"\{function}"
            if function in _NAMED
            else r"\sigma"
            if function == "sigmoid"
            else rf"\operatorname{{{function}}}"
        )
        return f"{name} {inside}" if is_bare else name + self.bracketed(inside)

    def product(self, before: str, after: str) -> str:
        if after[0].isdigit():
            return rf"{before} \cdot {after}"
        is_number = before.replace(".", "").isdigit()
        return f"{before} {after}" if is_number else rf"{before} \, {after}"

    def quotient(self, node: Apply) -> str:
        left, right = node.parts
        return rf"\frac{{{self.write(left)}}}{{{self.write(right)}}}"

    def raised(self, base: str, exponent: Node) -> str:
        return f"{base}^{{{self.write(exponent)}}}"

    def comparison(self, operation: str) -> str:
        return {"<=": r"\le", ">=": r"\ge"}.get(operation, operation)

    def cases(self, rows: Sequence[Row]) -> str:
        inside = r" \\ ".join(rf"{row.value} & \; {row.when}" for row in rows)
        return rf"\begin{{cases}} {inside} \end{{cases}}"

    def over_classes(self, body: str) -> str:
        return rf"\sum_j {body}"


_LATEX_AROUND = {
    "abs": (r"\left|", r"\right|"),
    "sqrt": (r"\sqrt{", "}"),
    "exp": ("e^{", "}"),
}


_HALF = apply("/", Number(1.0), Number(2.0))
_RAISED = str.maketrans("0123456789t", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵗ")


class _Plain(_Writer):
    minus = "−"
    closed = ("sum", "/")

    def name(self, name: str) -> str:
        return self.notation.plain(name, self.index)

    def number(self, value: float) -> str:
        return number_text(value).replace("-", "−")

    def bracketed(self, text: str) -> str:
        return f"({text})"

    def named(self, function: str, inside: str, is_bare: bool) -> str:
        if function == "abs":
            return f"|{inside}|"
        if function == "exp":
            return f"e^({inside})"
        if function == "sqrt":
            return f"√{inside}" if inside.isalpha() else f"√({inside})"
        name = {"sigmoid": "σ"}.get(function, function)
        return f"{name} {inside}" if is_bare else f"{name}({inside})"

    def product(self, before: str, after: str) -> str:
        return f"{before} · {after}" if after[0].isdigit() else f"{before} {after}"

    def quotient(self, node: Apply) -> str:
        if node == _HALF:
            return "½"
        left, right = node.parts
        return f"{self.write(left, PRODUCT)} / {self.write(right, POWER)}"

    def raised(self, base: str, exponent: Node) -> str:
        by = self.write(exponent, ATOM)
        return base + by.translate(_RAISED) if by.isdigit() or by == "t" else f"{base}^{by}"

    def comparison(self, operation: str) -> str:
        return {"<=": "≤", ">=": "≥"}.get(operation, operation)

    def binds(self, node: Node) -> int:
        is_of_cases = isinstance(node, Apply) and node.operation in _OF_CASES
        if node == _HALF:
            return ATOM
        return SUM - 1 if is_of_cases else super().binds(node)

    def cases(self, rows: Sequence[Row]) -> str:
        if len(rows) == 2:
            return f"{rows[0].value} where {rows[0].when}, else {rows[1].value}"
        return ", ".join(f"{row.value} where {row.when}" for row in rows)

    def over_classes(self, body: str) -> str:
        return f"Σⱼ {body}"


_OF_CASES = ("where", "slope_of_max", "by_order")


def writer(
    notation: Notation = _ORDINARY,
    varying: Collection[str] = VARIABLES,
    *,
    latex: bool,
    index: str = "",
) -> _Writer:
    """What writes formulas as LaTeX, or else as plain text.

    `varying` are the names that differ from sample to sample, and `index` stands below those that
    have a value for each class.
    """
    return (_Latex if latex else _Plain)(notation, varying, index)


def length(node: Node) -> int:
    """How many characters wide a formula looks: fractions and cases stand below each other."""
    if not isinstance(node, Apply):
        return len(as_plain(node))
    inside = [length(part) for part in node.parts]
    if node.operation == "/":
        return max(inside)
    if node.operation in _OF_CASES:
        rows = writer(latex=False)._cases(node)
        return max(len(row.value) + len(row.when) for row in rows)
    return len(as_plain(node)) - sum(len(as_plain(part)) for part in node.parts) + sum(inside)


def as_latex(node: Node) -> str:
    """The formula as LaTeX."""
    return writer(latex=True).write(node)


def as_plain(node: Node) -> str:
    """The formula as plain text, with the signs of mathematics: −2 s max(0, 1 − s z)."""
    return writer(latex=False).write(node)
