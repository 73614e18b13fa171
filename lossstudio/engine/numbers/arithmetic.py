"""A loss's formula with the numbers of one sample in it.

The numbers stand where their names stand in the formula. Where these rounded numbers would lose the
digits of a result, as log p does with p near 1, its part is worked out by itself in the equal form
that the program computes with, and the result put in. Of several branches, the one that this sample
takes is written.
"""

from collections.abc import Callable, Sequence

import numpy as np

from lossstudio.core.expression import Formula
from lossstudio.core.expression.classes import LOG_P, NOT_P
from lossstudio.core.expression.evaluate import program
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
from lossstudio.core.expression.writing import (
    ATOM,
    POWER,
    PRODUCT,
    SIGN,
    SUM,
)
from lossstudio.core.symbols import sub
from lossstudio.core.tasks import Task
from lossstudio.engine.numbers.account import Number as Shown
from lossstudio.engine.numbers.account import (
    OneSample,
    Part,
    Quantity,
    Row,
    digits,
    joined,
    row,
)

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

Key = tuple[Node, int]
"""A formula and the class that it is worked out for."""


class Arithmetic:
    """The values of everything in a formula for one sample, and how they are written.

    `helpers` are rows that what is written refers to, of which `told` are shown already.
    """

    def __init__(self, formula: Formula, sample: OneSample) -> None:
        raw, y = np.array([sample.raw]), np.array([sample.y])
        self.formula, self.sample = formula, sample
        self.helpers: list[Row] = []
        self.told = 0
        self._names = formula.names_at(raw, y, sample.hyper)
        defined = [*formula.parts.values(), *formula.shown.variables.values()]
        trees = [formula.loss, formula.slope, *defined, *map(Name, formula.parts), _P]
        if formula.task is Task.REGRESSION:
            trees.remove(_P)
        self._exact: dict[Node, np.ndarray] = {}
        self._work_out(trees)
        self._kept: dict[Key, float] = {}
        self._helped: dict[Key, Shown] = {}

    def _work_out(self, trees: Sequence[Node]) -> None:
        """Compute everything in `trees`, in the forms whose rounding errors are small."""
        nodes = [node for node in each_once(*trees) if node not in self._exact]
        values = program(self.formula.computed(*nodes))(self._names)
        for node, value in zip(nodes, values, strict=True):
            self._exact[node] = np.asarray(value, dtype=np.float64).ravel()

    def value(self, node: Node, j: int = 0) -> float:
        """The value of `node`, for class `j` where it has one for each."""
        if node not in self._exact:
            self._work_out([node])
        found = self._exact[node]
        return float(found[j if len(found) > 1 else 0])

    def shown(self, node: Node, j: int = 0) -> Shown:
        """The value of `node` as a number that is written."""
        return Shown(self.value(node, j), self._quantity(node))

    def _quantity(self, node: Node) -> Quantity:
        used = set(self.formula.shown.used_in(node))
        if not used & (_SCORES | _TARGETS | {"r"}):
            return Quantity.NONE
        if "r" in used or (used & _SCORES - {"m"} and used & _TARGETS):
            return Quantity.ERROR
        return Quantity.PREDICTION if used & _SCORES else Quantity.TARGET

    # -- rounded numbers --------------------------------------------------------------------------

    def of(self, node: Node, j: int = 0, result: float | None = None) -> list[Part]:
        """The arithmetic of `node`; nothing where it is long, or its `result` comes otherwise."""
        exact = self.value(node, j)
        if node.size > MOST_PARTS or not np.isfinite(exact):
            return []
        if result is not None and not np.isclose(exact, result, rtol=1e-6, atol=0.0):
            return []  # doubles give something else than the numbers that it is computed with
        if self._is_kept(self._with_rounded(node, j), exact):
            return self._parts(node, 0, j)
        return self._otherwise(node, j)

    @staticmethod
    def _is_kept(rounded: float, exact: float) -> bool:
        return bool(abs(rounded - exact) <= (_KEPT * abs(exact) or _ROUNDING))

    def _rounded(self, node: Node, j: int) -> float:
        """The number as it is written."""
        return float(digits(self.value(node, j)).replace("−", "-"))

    def _with_rounded(self, node: Node, j: int) -> float:
        """What comes out with the numbers that are written, before this result is put right."""
        if isinstance(node, Number):
            return node.value
        if isinstance(node, Name):
            return self._rounded(node, j)
        if is_operation(node, "sum"):
            return float(sum(self._corrected(node.parts[0], i) for i in self._classes))
        inside = [self._corrected(part, j) for part in node.parts]
        names = [Name(f"{k}") for k in range(len(inside))]
        tree = Apply(node.operation, tuple(names))
        if node.operation == "**" and isinstance(node.parts[1], Number):
            tree = apply("**", names[0], node.parts[1])
        values = {str(k): np.float64(value) for k, value in enumerate(inside)}
        return float(program([tree])(values)[0])

    def _corrected(self, node: Node, j: int) -> float:
        """The same, where a part that would lose its digits has a row of its own."""
        key = (node, j)
        if key not in self._kept:
            value, exact = self._with_rounded(node, j), self.value(node, j)
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

    def _parts(self, node: Node, least: int, j: int) -> list[Part]:
        """The arithmetic of `node`, in brackets where its place asks for what binds more."""
        key = (node, j)
        if key in self._helped:
            number = self._helped[key]
            name = self.label(node, j)
            if all(each.terms[0].text != name for each in self.helpers):
                self.helpers.append(row(name, number, *self._otherwise(node, j)))
            return self._bracketed([number], least, number.value < 0)
        if node in _COMPUTED and self.formula.task is not Task.REGRESSION:
            called = _COMPUTED[node]
            if called != _P:
                self._helped[called, j] = self.shown(called, j)
            return self._parts(called, least, j)
        if isinstance(node, Number):
            return [Shown(node.value)]
        if isinstance(node, Name):
            return self._bracketed([self.shown(node, j)], least, self.value(node, j) < 0)
        written = _WRITTEN.get(node.operation)
        if written is not None:
            return written(self, node, least, j)
        return [f"{node.operation}(", *self._parts(node.parts[0], 0, j), ")"]

    @staticmethod
    def _bracketed(parts: list[Part], least: int, is_needed: bool) -> list[Part]:
        return ["(", *parts, ")"] if is_needed and least > SUM else parts

    def _otherwise(self, node: Node, j: int) -> list[Part]:
        """The arithmetic of the equal form that is computed; nothing where rounding spoils it."""
        (other,) = self.formula.computed(node)
        if other in _COMPUTED:
            return self._of_probability(other, j)
        if other == node or not self._is_kept(self._with_rounded(other, j), self.value(node, j)):
            return []
        return self._parts(other, 0, j)

    def _of_probability(self, node: Node, j: int) -> list[Part]:
        """σ(±z) without overflow, and log p of one of several classes."""
        if node == LOG_P:
            top, rest = softmax_parts(self.sample.raw)
            z = Shown(self.sample.raw[j], Quantity.PREDICTION)
            return [z, " − ", top, " − log(1 + ", rest, ")"]
        return self._sigmoid(node, 0, j) if is_operation(node, "sigmoid") else []

    def _sum(self, node: Node, least: int, j: int) -> list[Part]:
        operation, parts = node.operation, node.parts  # type: ignore[union-attr]
        if len(parts) == 1:
            return self._opposite(parts[0], least, j)
        left, right = parts
        sign = " + " if operation == "+" else " − "
        least_of_right = POWER if is_operation(right, "-", 1) else PRODUCT
        inside = [*self._parts(left, SUM, j), sign, *self._parts(right, least_of_right, j)]
        return self._bracketed(inside, least, least > SUM)

    def _opposite(self, inner: Node, least: int, j: int) -> list[Part]:
        if isinstance(inner, Name):  # −(−2.5) is written 2.5
            number = self.shown(inner, j)
            found: list[Part] = [Shown(-number.value, number.quantity)]
            return self._bracketed(found, least, number.value > 0 and least > SIGN)
        if is_operation(inner, "softplus"):  # log σ(u) = min(u, 0) − log(1 + e^−|u|)
            u = self._parts(opposite(inner.parts[0]), 0, j)
            inside: list[Part] = ["min(", *u, ", 0) − log(1 + exp(−abs(", *u, ")))"]
            return self._bracketed(inside, least, least > SUM)
        inside = ["−", *self._parts(inner, PRODUCT, j)]  # −2 · 3 is −(2 · 3)
        return self._bracketed(inside, least, least > SIGN)

    def _product(self, node: Node, least: int, j: int) -> list[Part]:
        left, right = node.parts
        if is_operation(node, "/") and isinstance(left, Number) and isinstance(right, Number):
            return self._bracketed(
                [f"{digits(left.value)}/{digits(right.value)}"], least, least > PRODUCT
            )
        sign = " · " if is_operation(node, "*") else " / "
        inside = [*self._parts(left, PRODUCT, j), sign, *self._parts(right, POWER, j)]
        return self._bracketed(inside, least, least > PRODUCT)

    def _power(self, node: Node, least: int, j: int) -> list[Part]:
        base, exponent = node.parts
        by: list[Part] = ["²"]
        if exponent != Number(2.0):
            by = ["^", *self._parts(exponent, ATOM, j)]
        return self._bracketed([*self._parts(base, ATOM, j), *by], least, least > POWER)

    def _over_classes(self, node: Node, least: int, j: int) -> list[Part]:
        (inner,) = node.parts
        factors = _factors(inner)
        groups = [
            self._parts(inner, PRODUCT, i)
            for i in self._classes
            if all(self.value(factor, i) != 0.0 for factor in factors)
        ]
        inside = joined(groups) or [Shown(0.0)]
        return self._bracketed(inside, least, least > (SUM if len(groups) > 1 else PRODUCT))

    def _where(self, node: Node, least: int, j: int) -> list[Part]:
        condition, yes, no = node.parts
        return self._parts(yes if self.value(condition, j) else no, least, j)

    def _by_order(self, node: Node, least: int, j: int) -> list[Part]:
        u, v, above, *equal, below = node.parts
        difference = self.value(u, j) - self.value(v, j)
        if difference == 0.0 and equal:
            return self._parts(equal[0], least, j)
        if difference == 0.0:
            inside: list[Part] = ["(", *self._parts(above, SUM, j), " + "]
            inside += [*self._parts(below, SIGN, j), ") / 2"]
            return self._bracketed(inside, least, least > PRODUCT)
        return self._parts(above if difference > 0.0 else below, least, j)

    def _nested(self, node: Node, least: int, j: int) -> list[Part]:
        inside = self._parts(node.parts[0], 0, j)
        for part in node.parts[1:]:
            operation = node.operation  # type: ignore[union-attr]
            inside = [f"{operation}(", *inside, ", ", *self._parts(part, 0, j), ")"]
        return inside

    def _clip(self, node: Node, least: int, j: int) -> list[Part]:
        u, low, high = (self._parts(part, 0, j) for part in node.parts)
        return ["min(max(", *u, ", ", *low, "), ", *high, ")"]

    def _softplus(self, node: Node, least: int, j: int) -> list[Part]:
        u = self._parts(node.parts[0], 0, j)
        inside: list[Part] = ["max(", *u, ", 0) + log(1 + exp(−abs(", *u, ")))"]
        return self._bracketed(inside, least, least > SUM)

    def _sigmoid(self, node: Node, least: int, j: int) -> list[Part]:
        u, value = node.parts[0], self.value(node.parts[0], j)
        size = ["exp(", *self._parts(u if value < 0 else opposite(u), 0, j), ")"]
        above: list[Part] = size if value < 0 else ["1"]
        inside = [*above, " / (1 + ", *size, ")"]
        return self._bracketed(inside, least, least > PRODUCT)

    def _logcosh(self, node: Node, least: int, j: int) -> list[Part]:
        u = self._parts(node.parts[0], 0, j)
        inside: list[Part] = ["abs(", *u, ") + log((1 + exp(−2 · abs(", *u, "))) / 2)"]
        return self._bracketed(inside, least, least > SUM)

    def _sech2(self, node: Node, least: int, j: int) -> list[Part]:
        u = self._parts(node.parts[0], 0, j)
        size: list[Part] = ["exp(−2 · abs(", *u, "))"]
        inside = ["4 · ", *size, " / (1 + ", *size, ")²"]
        return self._bracketed(inside, least, least > PRODUCT)

    def _log1p(self, node: Node, least: int, j: int) -> list[Part]:
        return ["log(1 + ", *self._parts(node.parts[0], PRODUCT, j), ")"]

    def _expm1(self, node: Node, least: int, j: int) -> list[Part]:
        return ["(exp(", *self._parts(node.parts[0], 0, j), ") − 1)"]


_WRITTEN: dict[str, Callable[[Arithmetic, Node, int, int], list[Part]]] = {
    "+": Arithmetic._sum,
    "-": Arithmetic._sum,
    "*": Arithmetic._product,
    "/": Arithmetic._product,
    "**": Arithmetic._power,
    "sum": Arithmetic._over_classes,
    "where": Arithmetic._where,
    "by_order": Arithmetic._by_order,
    "slope_of_max": Arithmetic._by_order,
    "max": Arithmetic._nested,
    "min": Arithmetic._nested,
    "clip": Arithmetic._clip,
    "softplus": Arithmetic._softplus,
    "sigmoid": Arithmetic._sigmoid,
    "logcosh": Arithmetic._logcosh,
    "sech2": Arithmetic._sech2,
    "log1p": Arithmetic._log1p,
    "expm1": Arithmetic._expm1,
}


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
