"""A loss and its slope as they are shown: equations, and what the names in them are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lossstudio.core.expression import classes
from lossstudio.core.expression.notation import Notation
from lossstudio.core.expression.reader import read
from lossstudio.core.expression.tree import Name, Node, each_once, names_in
from lossstudio.core.expression.typeset import length, writer
from lossstudio.core.expression.vocabulary import VARIABLES
from lossstudio.core.tasks import Task

_LONG, _WIDE = 28, 36
"""Characters of a sum, and of equations, that a narrow panel shows in a line."""


class Equation(NamedTuple):
    """A name and the terms of its sum: the sign before each, its text, and its length."""

    left: str
    terms: tuple[tuple[str, str, int], ...]

    @property
    def right(self) -> str:
        """The whole sum."""
        return "".join(sign + text for sign, text, _ in self.terms)

    def __str__(self) -> str:
        return f"{self.left} = {self.right}"


@dataclass(frozen=True)
class Equations:
    """What is shown of a formula: its loss and slope, its parts, and its parameters' symbols."""

    task: Task
    loss: Node
    slope: Node
    parts: dict[str, Node]
    symbols: Mapping[str, str]

    @cached_property
    def notation(self) -> Notation:
        """How its names are written."""
        indexed = classes.INDEXED if self.task is Task.MULTICLASS else frozenset[str]()
        for name, part in self.parts.items() if indexed else ():
            indexed |= {name} if classes.is_indexed(part, indexed) else set()
        return Notation(self.symbols, indexed, self.task is Task.BINARY)

    @cached_property
    def varying(self) -> frozenset[str]:
        """The names that have a value for each sample."""
        return frozenset((*VARIABLES, *self.parts))

    @property
    def variables(self) -> dict[str, Node]:
        """What the names of this task are made of: r, or s, m and p."""
        return _MADE_OF[self.task]

    def used(self, *trees: Node) -> list[str]:
        """The names of variables and parts in `trees`, and then those that these parts use."""
        found = frozenset[str]().union(*map(self.used_in, trees))
        names = [name for name in (*self.variables, *self.parts) if name in found]
        direct = names_in(*trees)
        return sorted(names, key=lambda name: name not in direct)

    def used_in(self, node: Node) -> frozenset[str]:
        """The names in `node` and in the parts that it uses."""
        if node not in self._used:
            found = names_in(node)
            for name in reversed(self.parts):
                found |= names_in(self.parts[name]) if name in found else frozenset()
            self._used[node] = found
        return self._used[node]

    @cached_property
    def _used(self) -> dict[Node, frozenset[str]]:
        return {}

    def slope_name(self, score: str = "") -> str:
        """What the slope by the score with this number is called, as plain text."""
        return f"∂ℓ/∂{'ŷ' if self.task is Task.REGRESSION else 'z'}{score}"

    @property
    def _slope_sign(self) -> tuple[str, str]:
        """What the slope is called in its formula: as LaTeX and as plain text."""
        by, below = r"\hat y" if self.task is Task.REGRESSION else "z", ""
        if self.task is Task.MULTICLASS:
            by, below = f"z_{self._index}", {"i": "ᵢ", "j": "ⱼ"}[self._index]
        return rf"\frac{{\partial \ell}}{{\partial {by}}}", self.slope_name(below)

    @property
    def _index(self) -> str:
        """The class of the slope: j, or i where there is a sum over j beside it."""
        used = [self.parts[name] for name in self.used(self.slope) if name in self.parts]
        sums = any(n for n in each_once(self.slope, *used) if getattr(n, "operation", "") == "sum")
        return "i" if sums else "j"

    def _equations(self, *, latex: bool, worked: bool) -> tuple[list[Equation], list[Equation]]:
        """The loss with what its names are, and the slope with what is new in it."""
        in_loss = self.used(self.loss)
        in_slope = [name for name in self.used(self.slope) if name not in in_loss]
        plain = writer(self.notation, self.varying, latex=latex)
        by_class = writer(self.notation, self.varying, latex=latex, index="j")
        of_slope = writer(self.notation, self.varying, latex=latex, index=self._index)

        def definition(name: str) -> Equation:
            writes = by_class if name in self.notation.indexed else plain
            left = writes.write(Name(name))
            if name == "p" and self.task is Task.MULTICLASS:
                right = _SOFTMAX[0 if latex else 1] + (_STABLE[0 if latex else 1] if worked else "")
                return Equation(left, (("", right, _LONG if worked else len("Σₖ e^zₖ")),))
            tree = self.parts[name] if name in self.parts else self.variables[name]
            return Equation(left, (("", writes.write(tree), length(tree)),))

        sign = self._slope_sign[0 if latex else 1]
        loss = Equation(r"\ell" if latex else "ℓ", tuple(plain.terms(self.loss)))
        slope = Equation(sign, tuple(of_slope.terms(self.slope)))
        return [loss, *map(definition, in_loss)], [slope, *map(definition, in_slope)]

    @cached_property
    def latex(self) -> tuple[str, str]:
        """The loss and the slope as LaTeX."""
        loss, slope = (_in_rows(each) for each in self._equations(latex=True, worked=False))
        return loss, slope

    @cached_property
    def worked_latex(self) -> tuple[str, str]:
        """The same, with the forms that numbers are put into."""
        loss, slope = (_in_rows(each) for each in self._equations(latex=True, worked=True))
        return loss, slope

    @cached_property
    def worked_plain(self) -> tuple[str, str]:
        """`worked_latex` as plain text."""
        both = self._equations(latex=False, worked=True)
        loss, slope = ("; ".join(map(str, each)) for each in both)
        return loss, slope


_SOFTMAX = (r"\frac{e^{z_j}}{\sum_k e^{z_k}}", "e^zⱼ / Σₖ e^zₖ")
"""The probability of a class, for which the language of formulas has no words."""
_STABLE = (
    r" = \frac{e^{z_j - \max z}}{1 + R}",
    " = e^(zⱼ − max z) / (1 + R), R: e^(z − max z) of the other scores",
)
"""The same without overflow, R being the sum over the other scores than the highest."""
_MADE_OF: dict[Task, dict[str, Node]] = {
    Task.REGRESSION: {"r": read("yhat - y")},
    Task.BINARY: {
        "p": read("1/(1 + exp(-z))"),
        "m": read("(2*y - 1)*z"),
        "s": read("2*y - 1"),
    },
    Task.MULTICLASS: {"p": Name("p")},
}


def _in_rows(equations: Sequence[Equation]) -> str:
    """Equations as LaTeX, as many in a row as are short."""
    first, *others = equations
    lines, length = [""], 0
    for sign, term, size in first.terms:
        if length and length + size > _LONG:
            lines.append(r"\quad ")
            length = 0
        lines[-1] += sign + term
        length += size
    lines = [f"{first.left} &= {lines[0]}", *(f"& {line}" for line in lines[1:])]
    length = length if len(lines) == 1 else _WIDE
    for equation in others:
        size = len(equation.left) + sum(size for _, _, size in equation.terms)
        if length + size <= _WIDE:
            between = r" \quad " if lines[-1].endswith(r"\end{cases}") else r", \quad "
            lines[-1] += f"{between}{equation}"
            length = _WIDE
        else:
            lines.append(f"{equation.left} &= {equation.right}")
            length = size
    if len(lines) == 1:
        return lines[0].replace("&=", "=", 1)
    inside = r" \\ ".join(lines)
    return rf"\begin{{aligned}} {inside} \end{{aligned}}"
