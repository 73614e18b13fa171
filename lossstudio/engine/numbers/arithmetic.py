"""A loss's formula with the numbers of one sample in it.

The numbers stand where their names stand in the formula. Where these rounded numbers would lose the
digits of a result, as log p does with p near 1, its part is worked out by itself in the equal form
that the program computes with, and the result put in. Of several branches, the one that this sample
takes is written.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression import Formula
from lossstudio.core.expression.classes import LOG_P, NOT_P
from lossstudio.core.expression.evaluate import result
from lossstudio.core.expression.rewrite import opposite
from lossstudio.core.expression.tree import (
    Apply,
    Name,
    Node,
    Number,
    apply,
    each_once,
    is_operation,
)
from lossstudio.core.expression.typeset import writer
from lossstudio.core.expression.writing import ATOM, PRODUCT, SIGN, SUM
from lossstudio.core.symbols import sub
from lossstudio.core.tasks import Task
from lossstudio.engine.numbers.account import (
    OneSample,
    Part,
    Quantity,
    Row,
    digits,
    joined,
    row,
)
from lossstudio.engine.numbers.account import ShownNumber as Shown
from lossstudio.engine.numbers.worked import Worked

MOST_PARTS = 40
"""A formula with more numbers and names than this is not written out."""
_KEPT = 1e-3
"""A result that rounded numbers would change by so much is worked out in another form."""
_ROUNDING = 1e-15
"""Beside a result of 0 this is nothing."""

_SCORES, _TARGETS = frozenset(("yhat", "z", "p", "m")), frozenset(("y", "s"))
_P, _Z = Name("p"), Name("z")
_NOT_P = apply("-", Number(1.0), _P)
_COMPUTED: dict[Node, Node] = {
    apply("sigmoid", _Z): _P,
    apply("sigmoid", apply("-", _Z)): _NOT_P,
    NOT_P: _NOT_P,
    LOG_P: apply("log", _P),
}
"""How p, 1 − p and log p are computed, and what they are called."""

Array = NDArray[np.float64]
Key = tuple[Node, int]
"""A formula and the class that it is worked out for."""


class Arithmetic(Worked):
    """The values of everything in a formula for one sample, and how they are written."""

    def __init__(self, formula: Formula, sample: OneSample) -> None:
        super().__init__(
            lambda name: self.shown(Name(name), self._j), lambda n: self.at(n, self._j)
        )
        raw, y = np.array([sample.raw]), np.array([sample.y])
        self.formula, self.sample = formula, sample
        self._helpers: dict[str, Row] = {}
        self._told = 0
        self._names = formula.names_at(raw, y, sample.hyper)
        self._exact: dict[Node, Array] = {}
        self._kept: dict[Key, float] = {}
        self._helped: dict[Key, Shown] = {}
        self._j = 0
        """The class that is being written."""
        self._work_out([formula.loss, formula.slope])

    def _work_out(self, trees: Sequence[Node]) -> None:
        """Compute everything in `trees`, in the forms whose rounding errors are small."""
        nodes = [node for node in each_once(*trees) if node not in self._exact]
        values = self.formula.program_of(tuple(nodes))(self._names)
        for node, value in zip(nodes, values, strict=True):
            self._exact[node] = np.asarray(value, dtype=np.float64).ravel()

    def at(self, node: Node, j: int = 0) -> float:
        """The value of `node`, for class `j` where it has one for each."""
        if node not in self._exact:
            self._work_out([node])
        found = self._exact[node]
        return float(found[j if len(found) > 1 else 0])

    def shown(self, node: Node, j: int = 0) -> Shown:
        """The value of `node` as a number that is written."""
        return Shown(self.at(node, j), self._quantity(node))

    def _quantity(self, node: Node) -> Quantity:
        used = set(self.formula.shown.used_in(node))
        if not used & (_SCORES | _TARGETS | {"r"}):
            return Quantity.NONE
        if "r" in used or (used & _SCORES - {"m"} and used & _TARGETS):
            return Quantity.ERROR
        return Quantity.PREDICTION if used & _SCORES else Quantity.TARGET

    def helpers(self) -> list[Row]:
        """The rows that what was written refers to, without those that were asked for before."""
        rows = list(self._helpers.values())
        new, self._told = rows[self._told :], len(rows)
        return new

    # -- rounded numbers --------------------------------------------------------------------------

    def of(self, node: Node, j: int = 0, result: float | None = None) -> list[Part]:
        """The arithmetic of `node`; nothing where it is long, or its `result` comes otherwise."""
        exact = self.at(node, j)
        if node.size > MOST_PARTS or not np.isfinite(exact):
            return []
        if result is not None and not np.isclose(exact, result, rtol=1e-6, atol=0.0):
            return []  # doubles give something other than the numbers that it is computed with
        self._j = j
        if self._is_kept(self._with_rounded(node, j), exact):
            return self.parts(node)
        return self._otherwise(node, j)

    @staticmethod
    def _is_kept(rounded: float, exact: float) -> bool:
        return bool(abs(rounded - exact) <= (_KEPT * abs(exact) or _ROUNDING))

    def _rounded(self, node: Node, j: int) -> float:
        """The number as it is written."""
        return float(digits(self.at(node, j)).replace("−", "-"))

    def _with_rounded(self, node: Node, j: int) -> float:
        """What comes out with the numbers that are written, before this result is put right."""
        if isinstance(node, Number):
            return node.value
        if isinstance(node, Name):
            return self._rounded(node, j)
        if is_operation(node, "sum"):
            return float(sum(self._corrected(node.parts[0], i) for i in self._classes))
        inside = [np.float64(self._corrected(part, j)) for part in node.parts]
        return float(result(node.operation, inside))

    def _corrected(self, node: Node, j: int) -> float:
        """The same, where a part that would lose its digits has a row of its own."""
        key = (node, j)
        if key not in self._kept:
            value, exact = self._with_rounded(node, j), self.at(node, j)
            if not self._is_kept(value, exact) and np.isfinite(exact):
                value = self._rounded(node, j)
                self._helped[key] = self.shown(node, j)
            self._kept[key] = value
        return self._kept[key]

    @property
    def _classes(self) -> range:
        return range(len(self.sample.raw))

    def label(self, node: Node, j: int = 0) -> str:
        """What `node` is called: its text, with the number of its class."""
        text = writer(self.formula.shown.notation, (), latex=False, index="j").write(node)
        return text.replace("ⱼ", sub(j + 1))

    # -- what is written --------------------------------------------------------------------------

    def parts(self, node: Node, least: int = 0) -> list[Part]:
        """The arithmetic of `node`, in brackets where its place asks for what binds more."""
        key = (node, self._j)
        if key in self._helped:
            number = self._helped[key]
            name = self.label(node, self._j)
            if name not in self._helpers:
                inside = self._otherwise(node, self._j)  # after the helpers that it needs itself
                self._helpers[name] = row(name, number, *inside)
            return self.bracketed([number], least, number.value < 0)
        if node in _COMPUTED and self.formula.task is not Task.REGRESSION:
            called = _COMPUTED[node]
            if called != _P:
                self._helped[called, self._j] = self.shown(called, self._j)
            return self.parts(called, least)
        return super().parts(node, least)

    def _otherwise(self, node: Node, j: int) -> list[Part]:
        """The arithmetic of the equal form that is computed; nothing where rounding spoils it."""
        (other,) = self.formula.computed(node)
        if other in _COMPUTED:
            return self._of_probability(other, j)
        if other == node or not self._is_kept(self._with_rounded(other, j), self.at(node, j)):
            return []
        return self.parts(other)

    def _of_probability(self, node: Node, j: int) -> list[Part]:
        """σ(±z) without overflow, and log p of one of several classes."""
        if node == LOG_P:
            top, rest = softmax_parts(self.sample.raw)
            z = Shown(self.sample.raw[j], Quantity.PREDICTION)
            return [z, " − ", top, " − log(1 + ", rest, ")"]
        is_sigmoid = isinstance(node, Apply) and node.operation == "sigmoid"
        return self._sigmoid(node.parts[0]) if is_sigmoid else []

    def opposite(self, inner: Node) -> list[Part]:
        """What has a minus before it; −(−2.5) is written 2.5."""
        if isinstance(inner, Name) and (inner, self._j) not in self._helped:
            number = self.shown(inner, self._j)
            return [Shown(-number.value, number.quantity)]
        if is_operation(inner, "softplus"):  # log σ(u) = min(u, 0) − log(1 + e^−|u|)
            u = self.parts(opposite(inner.parts[0]))
            return ["min(", *u, ", 0) − log(1 + exp(−abs(", *u, ")))"]
        return super().opposite(inner)

    def function(self, node: Apply, least: int) -> list[Part]:
        """A function, a sum over the classes, or the case that holds."""
        if node.operation == "sum":
            return self._over_classes(node.parts[0], least)
        if node.operation in ("by_order", "slope_of_max"):
            return self._by_order(node, least)
        if node.operation == "clip":
            u, low, high = (self.parts(part) for part in node.parts)
            return ["min(max(", *u, ", ", *low, "), ", *high, ")"]
        known = _WRITTEN_OUT.get(node.operation)
        if known is None:
            return super().function(node, least)
        written, binds = known
        return self.bracketed(written(self, node.parts[0]), least, least > binds)

    def _over_classes(self, inner: Node, least: int) -> list[Part]:
        """The terms of a sum, without those that a 0 switches off."""
        own, groups = self._j, []
        for j in self._classes:
            self._j = j
            if all(self.value(factor) != 0.0 for factor in _factors(inner)):
                groups.append(self.parts(inner, PRODUCT))
        self._j = own
        binds = SUM if len(groups) > 1 else PRODUCT
        return self.bracketed(joined(groups) or [Shown(0.0)], least, least > binds)

    def _by_order(self, node: Apply, least: int) -> list[Part]:
        u, v, above, *equal, below = node.parts
        difference = self.value(u) - self.value(v)
        if difference == 0.0 and equal:
            return self.parts(equal[0], least)
        if difference == 0.0:
            inside: list[Part] = ["(", *self.parts(above, SUM), " + ", *self.parts(below, SIGN)]
            return self.bracketed([*inside, ") / 2"], least, least > PRODUCT)
        return self.parts(above if difference > 0.0 else below, least)

    def _sigmoid(self, u: Node) -> list[Part]:
        is_below = self.value(u) < 0
        size = ["exp(", *self.parts(u if is_below else opposite(u)), ")"]
        above: list[Part] = size if is_below else ["1"]
        return [*above, " / (1 + ", *size, ")"]

    def _softplus(self, u: Node) -> list[Part]:
        inside = self.parts(u)
        return ["max(", *inside, ", 0) + log(1 + exp(−abs(", *inside, ")))"]

    def _logcosh(self, u: Node) -> list[Part]:
        inside = self.parts(u)
        return ["abs(", *inside, ") + log((1 + exp(−2 · abs(", *inside, "))) / 2)"]

    def _sech2(self, u: Node) -> list[Part]:
        size: list[Part] = ["exp(−2 · abs(", *self.parts(u), "))"]
        return ["4 · ", *size, " / (1 + ", *size, ")²"]

    def _log1p(self, u: Node) -> list[Part]:
        return ["log(1 + ", *self.parts(u, PRODUCT), ")"]

    def _expm1(self, u: Node) -> list[Part]:
        return ["exp(", *self.parts(u), ") − 1"]


_WRITTEN_OUT: dict[str, tuple[Callable[[Arithmetic, Node], list[Part]], int]] = {
    "sigmoid": (Arithmetic._sigmoid, PRODUCT),
    "softplus": (Arithmetic._softplus, SUM),
    "logcosh": (Arithmetic._logcosh, SUM),
    "sech2": (Arithmetic._sech2, PRODUCT),
    "log1p": (Arithmetic._log1p, ATOM),
    "expm1": (Arithmetic._expm1, SUM),
}
"""Functions that a calculator does not have, and how strongly what is written for them binds."""


def _factors(node: Node) -> list[Node]:
    if is_operation(node, "*"):
        return [factor for part in node.parts for factor in _factors(part)]
    return [node]


def softmax_parts(raw: Sequence[float]) -> tuple[Shown, Shown]:
    """The highest score and R, the sum of e^(z − max z) over the others: p_j is
    e^(z_j − max z) / (1 + R), and log p_j is z_j − max z − log(1 + R)."""
    top = max(raw)
    powers = np.exp(np.sort(np.array(raw) - top)[:-1])
    return Shown(top, Quantity.PREDICTION), Shown(float(powers.sum()), Quantity.PREDICTION)
