"""A person's own loss worked out for one sample: numbers put into the formula and into its slope.

They are put into the equal forms that the program computes with, whose rounding errors are small;
of several branches, the one that this sample takes is written.
"""

from collections.abc import Sequence

import numpy as np

from lossstudio.core.expression import Formula
from lossstudio.core.expression.evaluate import program
from lossstudio.core.expression.rewrite import opposite
from lossstudio.core.expression.tree import (
    COMPARISONS,
    Apply,
    Name,
    Node,
    Number,
    apply,
    each_once,
    is_operation,
)
from lossstudio.core.expression.writing import as_text, binding
from lossstudio.core.tasks import Task
from lossstudio.engine.numbers.account import (
    Lines,
    OneSample,
    Part,
    Quantity,
    Row,
    digits,
    row,
)
from lossstudio.engine.numbers.account import Number as Shown

MOST_PARTS = 40
"""A formula with more numbers and names than this is not written out."""
_KEPT = 1e-3
"""Where rounded numbers would give a result that differs by so much, they are not put in."""

_FEW_DIGITS = 0.01
"""Below this, −log p is not computed from p as it is written."""

_Z = Name("z")
_PROBABILITIES = (apply("sigmoid", _Z), apply("sigmoid", apply("-", _Z)))
"""p and 1 − p, as they are computed."""

_QUANTITIES = {
    "y": Quantity.TARGET,
    "s": Quantity.TARGET,
    "yhat": Quantity.PREDICTION,
    "z": Quantity.PREDICTION,
    "p": Quantity.PREDICTION,
    "m": Quantity.PREDICTION,
    "r": Quantity.ERROR,
}
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 1, 2, 3, 4, 5


class _Worked:
    """The values of everything in a formula for one sample."""

    def __init__(self, formula: Formula, sample: OneSample) -> None:
        raw, y = np.array([[sample.raw[0]]]), np.array([[sample.y[0]]])
        self.formula = formula
        self.names = formula.names_at(raw, y, sample.hyper)
        self.loss, self.slope = formula.computed(formula.loss, formula.slope)
        nodes = list(each_once(self.loss, self.slope))
        values = program(nodes)(self.names)
        self.values = {
            n: float(np.asarray(v).ravel()[0]) for n, v in zip(nodes, values, strict=True)
        }

        results = ((self.loss, sample.value), (self.slope, sample.slope[0]))
        self.beyond = {
            node
            for node, value in results
            if not np.isclose(self.values[node], value, rtol=1e-6, atol=0.0)
        }
        """What is computed with wide numbers, since doubles give something else."""

    def shown(self, name: str) -> Shown:
        value = float(np.asarray(self.names[name]).ravel()[0])
        return Shown(value, _QUANTITIES.get(name, Quantity.NONE))

    # -- as arithmetic ----------------------------------------------------------------------------

    def arithmetic(self, node: Node) -> list[Part]:
        """The formula with its numbers; nothing where it is long or rounding would spoil it."""
        if node.size > MOST_PARTS or node in self.beyond or not self._survives_rounding(node):
            return []
        return self.parts(node, 0)

    def _survives_rounding(self, node: Node) -> bool:
        rounded = {
            name: np.float64(digits(float(np.asarray(value).ravel()[0])).replace("−", "-"))
            for name, value in self.names.items()
        }
        (got,) = program([node])(rounded)
        exact = self.values[node]
        return bool(abs(float(got) - exact) <= _KEPT * abs(exact) + 1e-15)

    def parts(self, node: Node, least: int) -> list[Part]:
        """The arithmetic of `node`, in brackets where its place asks for what binds more."""
        if isinstance(node, Number):
            return [Shown(node.value)]
        if isinstance(node, Name):
            return self._bracketed([self.shown(node.name)], least, self.values[node] < 0)
        if node in _PROBABILITIES:
            return [Shown(self.values[node], Quantity.PREDICTION)]
        operation, parts = node.operation, node.parts
        if operation == "where":
            yes, no = parts[1:]
            return self.parts(yes if self.values[parts[0]] else no, least)
        if operation == "slope_of_max":
            return self._slope_of_max(node, least)
        if operation in ("+", "-", "*", "/", "**"):
            inside = self._operation(node)
            return self._bracketed(inside, least, binding(node) < least)
        return self._function(node, least)

    @staticmethod
    def _bracketed(parts: list[Part], least: int, is_needed: bool) -> list[Part]:
        return ["(", *parts, ")"] if is_needed and least > _SUM else parts

    def _operation(self, node: Apply) -> list[Part]:
        operation, parts = node.operation, node.parts
        if len(parts) == 1:
            logarithm = self._logarithm(parts[0])
            return logarithm or ["−", *self.parts(parts[0], _POWER)]
        left, right = parts
        if operation in ("+", "-"):
            sign = " + " if operation == "+" else " − "
            least = _POWER if is_operation(right, "-", 1) else _PRODUCT
            return [*self.parts(left, _SUM), sign, *self.parts(right, least)]
        if operation in ("*", "/"):
            sign = " · " if operation == "*" else " / "
            return [*self.parts(left, _PRODUCT), sign, *self.parts(right, _POWER)]
        if right == Number(2.0):
            return [*self.parts(left, _ATOM), "²"]
        return [*self.parts(left, _ATOM), "^", *self.parts(right, _ATOM)]

    def _logarithm(self, node: Node) -> list[Part]:
        """log p for the opposite of softplus(−z), where p has not lost its digits."""
        if not is_operation(node, "softplus") or not isinstance(node, Apply):
            return []
        found = apply("sigmoid", opposite(node.parts[0]))
        if found not in _PROBABILITIES or self.values[node] < _FEW_DIGITS:
            return []
        value = float(np.exp(-self.values[node]))
        return ["log(", Shown(value, Quantity.PREDICTION), ")"] if value else []

    def _slope_of_max(self, node: Apply, least: int) -> list[Part]:
        u, v, du, dv = node.parts
        if self.values[u] == self.values[v]:
            inside: list[Part] = [
                "(",
                *self.parts(du, _SUM),
                " + ",
                *self.parts(dv, _SIGN),
                ") / 2",
            ]
            return self._bracketed(inside, least, least > _PRODUCT)
        return self.parts(du if self.values[u] > self.values[v] else dv, least)

    def _function(self, node: Apply, least: int) -> list[Part]:
        operation, parts = node.operation, node.parts
        u = self.parts(parts[0], 0)
        if operation in ("max", "min"):
            return self._nested(operation, parts)
        if operation == "clip":
            low, high = (self.parts(part, 0) for part in parts[1:])
            return ["min(max(", *u, ", ", *low, "), ", *high, ")"]
        if operation == "softplus":
            if logarithm := self._logarithm(node):
                return self._bracketed(["−", *logarithm], least, least > _SIGN)
            inside: list[Part] = ["max(", *u, ", 0) + log(1 + exp(−abs(", *u, ")))"]
            return self._bracketed(inside, least, least > _SUM)
        if operation == "sigmoid":
            size: list[Part] = ["exp(−abs(", *u, "))"]
            above: list[Part] = size if self.values[parts[0]] < 0 else ["1"]
            inside = [*above, " / (1 + ", *size, ")"]
            return self._bracketed(inside, least, least > _PRODUCT)
        if operation == "logcosh":
            inside = ["abs(", *u, ") + log((1 + exp(−2 · abs(", *u, "))) / 2)"]
            return self._bracketed(inside, least, least > _SUM)
        if operation == "sech2":
            return ["(1 − tanh(", *u, ")²)"]
        if operation == "log1p":
            return ["log(1 + ", *self.parts(parts[0], _PRODUCT), ")"]
        if operation == "expm1":
            return ["(exp(", *u, ") − 1)"]
        assert operation not in COMPARISONS, "a comparison stands in where alone"
        return [f"{operation}(", *u, ")"]

    def _nested(self, operation: str, parts: Sequence[Node]) -> list[Part]:
        inside = self.parts(parts[0], 0)
        for part in parts[1:]:
            inside = [f"{operation}(", *inside, ", ", *self.parts(part, 0), ")"]
        return inside


def own_loss(formula: Formula, sample: OneSample) -> Lines:
    """The lines of `sample`'s loss and of its slope."""
    with np.errstate(all="ignore"):
        worked = _Worked(formula, sample)
        used = formula.names | {n.name for n in each_once(formula.slope) if isinstance(n, Name)}
        rows = _name_rows(worked, used, sample)
        loss = row("ℓ", Shown(sample.value, Quantity.LOSS), *worked.arithmetic(worked.loss))
        by = "∂ℓ/∂ŷ" if formula.task is Task.REGRESSION else "∂ℓ/∂z"
        slope = row(by, Shown(sample.slope[0], Quantity.SLOPE), *worked.arithmetic(worked.slope))
    return (
        f"ℓ = {as_text(formula.loss)}",
        [*rows, loss],
        f"{by} = {as_text(formula.slope)}",
        [slope],
    )


def _name_rows(worked: _Worked, used: frozenset[str] | set[str], sample: OneSample) -> list[Row]:
    """What the formula's names are for this sample."""
    y = Shown(sample.y[0], Quantity.TARGET)
    score = Shown(sample.raw[0], Quantity.PREDICTION)
    if worked.formula.task is Task.REGRESSION:
        return [row("r", worked.shown("r"), score, " − ", y)] if "r" in used else []
    rows = []
    if "p" in used:
        size: list[Part] = ["exp(−abs(", score, "))"]
        for name, tree, is_rare in zip(
            ("p", "1 − p"), _PROBABILITIES, (score.value < 0, score.value >= 0), strict=True
        ):
            (value,) = program([tree])(worked.names)
            above: list[Part] = size if is_rare else ["1"]
            result = Shown(float(value[0, 0]), Quantity.PREDICTION)
            rows.append(row(name, result, *above, " / (1 + ", *size, ")"))
    if used & {"s", "m"}:
        rows.append(row("s", worked.shown("s"), "2 · ", y, " − 1"))
    if "m" in used:
        rows.append(row("m", worked.shown("m"), worked.shown("s"), " · ", score))
    return rows
