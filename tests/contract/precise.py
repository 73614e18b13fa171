"""A loss's expression worked out with many digits, and beside it what its fast functions give.

Nothing of the program's own differentiation or of its stable forms is used: derivatives are
differences in numbers of 60 digits and more.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from mpmath import mp, mpf

from lossstudio.core.expression.tree import Name, Node, Number
from lossstudio.core.losses import Loss
from lossstudio.core.tasks import Task

FAR = (1e-8, 0.03, 40.0, 300.0, 1e3)
FARTHER = (1e-150, 1e30, 1e100)
"""Residuals that the sizes of numbers leave room for."""


def _sign(x):
    return mpf(int(x > 0) - int(x < 0))


FUNCTIONS: dict[str, Callable] = {
    "exp": mp.exp, "log": mp.log, "sqrt": mp.sqrt, "abs": abs, "sign": _sign, "max": max,
    "min": min, "cosh": mp.cosh, "sinh": mp.sinh, "tanh": mp.tanh, "sin": mp.sin, "cos": mp.cos,
    "tan": mp.tan, "arctan": mp.atan, "log1p": lambda x: mp.log(1 + x),
    "expm1": lambda x: mp.exp(x) - 1, "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "softplus": lambda x: mp.log(1 + mp.exp(x)), "clip": lambda x, a, b: min(max(x, a), b),
}  # fmt: skip
OPERATIONS: dict[str, Callable] = {
    "+": lambda a, b: a + b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}  # fmt: skip


class Precise:
    """The formula at scores and targets, one a class where there are several."""

    def __init__(self, loss: Loss, raw, y, numbers: Mapping[str, float]) -> None:
        self.loss, self.y = loss, [mpf(t) for t in y]
        self.parts = loss.stated.parts
        self.numbers = {name: mpf(value) for name, value in numbers.items()}
        self.raw = [mpf(z) for z in raw]

    def names(self, raw, j: int) -> dict[str, object]:
        """What the names mean, for class j."""
        y, z = self.y[j], raw[j]
        found = {**self.numbers, "y": y, "pi": mp.pi, "e": mp.e}
        if self.loss.task is Task.REGRESSION:
            return found | {"yhat": z, "r": z - y}
        if self.loss.task is Task.BINARY:
            s = 2 * y - 1
            return found | {"z": z, "s": s, "m": s * z, "p": 1 / (1 + mp.exp(-z))}
        total = sum(mp.exp(each) for each in raw)
        return found | {"z": z, "C": mpf(len(raw)), "p": mp.exp(z) / total}

    def at(self, node: Node, raw, j: int):
        """The value of a tree."""
        if isinstance(node, Number):
            return mpf(node.value)
        if isinstance(node, Name):
            if node.name in self.parts:
                return self.at(self.parts[node.name], raw, j)
            return self.names(raw, j)[node.name]
        operation, parts = node.operation, node.parts
        if operation == "sum":
            return sum(self.at(parts[0], raw, i) for i in range(len(raw)))
        if operation == "where":
            return self.at(parts[1 if self.at(parts[0], raw, j) else 2], raw, j)
        if operation == "by_order":
            u, v = self.at(parts[0], raw, j), self.at(parts[1], raw, j)
            return self.at(parts[2 if u > v else 3 if u == v else 4], raw, j)
        inside = [self.at(part, raw, j) for part in parts]
        if operation == "-":
            return -inside[0] if len(inside) == 1 else inside[0] - inside[1]
        if operation == "*" and 0 in inside:
            return mpf(0)  # also times the logarithm of 0
        if operation in OPERATIONS:
            return OPERATIONS[operation](*inside)
        if operation == "log" and inside[0] == 0:
            return -mp.inf
        return FUNCTIONS[operation](*inside)

    def value(self, raw=None):
        """The loss."""
        return self.at(self.loss.stated.loss, self.raw if raw is None else raw, 0)

    def slopes(self) -> list:
        """The slope's formula for each score."""
        return [self.at(self.loss.stated.slope, self.raw, j) for j in range(len(self.raw))]

    def difference(self, *columns: int):
        """The derivative of the loss by these scores, by central differences."""
        h = mpf(10) ** (-20) * min([mpf(1), *(abs(z) for z in self.raw if z)])
        total = mpf(0)
        for signs in product((1, -1), repeat=len(columns)):
            raw = list(self.raw)
            for column, sign in zip(columns, signs, strict=True):
                raw[column] += sign * h
            total += np.prod(signs) * self.value(raw)
        return total / (2 * h) ** len(columns)


@dataclass(frozen=True)
class Point:
    """Scores and targets with hyperparameters; `edge` where a branch of the loss changes there."""

    raw: tuple[float, ...]
    y: tuple[float, ...]
    numbers: dict[str, float]
    edge: bool = False
    is_far: bool = False


def points(loss: Loss, *, far: bool) -> Iterator[Point]:
    """Ordinary arguments and those where branches change, or else extreme ones."""
    for numbers in parameter_sets(loss):
        if loss.task is Task.MULTICLASS:
            rows = [(0.3, -1.2, 2.0), (0.0, 0.0, 0.0), (-4.0, 1.5, 1.0), (2.0, 0.1, -0.7, 1.2)]
            if far:
                rows = [(40.0, 0.0, -3.0), (-300.0, 2.0, 1.0), (1e3, -1e3, 990.0), (1e-8, 0.0)]
            for raw, k in product(rows, range(2)):
                yield Point(raw, tuple(np.eye(len(raw))[k]), numbers, is_far=far)
            continue
        edges = [*loss.kinks(**numbers), *loss.bends(**numbers)]
        targets = (0.0, 1.0) if loss.task is Task.BINARY else (0.0,) if far else (0.0, 1.75, -2.5)
        sizes = FAR if loss.task is Task.BINARY else (*FAR, *FARTHER)
        places = [s * size for size in sizes for s in (1, -1)]
        if not far:
            places = [-7.0, -2.1, -1.3, -0.4, 0.3, 0.7, 1.1, 5.2]
        for y, place in product(targets, places):
            raw = place if loss.task is Task.BINARY else y + place
            yield Point((raw,), (y,), numbers, is_far=far)
        for y, place in product(targets, edges if not far else ()):
            raw = (2 * y - 1) * place if loss.task is Task.BINARY else y + place
            if loss.task is Task.BINARY or raw - y == place:
                yield Point((raw,), (y,), numbers, edge=True)


def parameter_sets(loss: Loss) -> list[dict[str, float]]:
    """The defaults, the limits, and something in between."""
    sets = [
        {p.name: float(getattr(p, end)) for p in loss.parameters}
        for end in ("default", "minimum", "maximum")
    ]
    sets.append({p.name: 0.7 * p.minimum + 0.3 * p.maximum for p in loss.parameters})
    return [each for k, each in enumerate(sets) if each not in sets[:k]]


def differs(loss: Loss, function: Loss, point: Point, digits: int = 60) -> str:
    """What the expression of `loss` says otherwise than the functions of `function`; "" if nothing.

    The value, the slope's formula, the differences of the value beside the gradient, and those of
    second order beside the curvature.
    """
    with np.errstate(all="ignore"):
        value, slope = function.value_and_gradient([point.raw], [point.y], **point.numbers)
    k = range(len(point.raw))
    with mp.workdps(digits):
        precise = Precise(loss, point.raw, point.y, point.numbers)
        pairs = [("value", float(value[0]), precise.value())]
        pairs += [
            ("slope", float(slope[0, j]), s) for j, s in zip(k, precise.slopes(), strict=True)
        ]
        if not point.edge:
            pairs += [("difference", float(slope[0, j]), precise.difference(j)) for j in k]
            if function.curvature is not None:
                with np.errstate(all="ignore"):
                    second = function.second_derivative([point.raw], [point.y], **point.numbers)
                pairs += [
                    ("curvature", float(second[0, i, j]), precise.difference(i, j))
                    for i in k
                    for j in k
                ]
        for what, got, right in pairs:
            size = abs(right) if abs(right) < mpf(2) ** 1023 else mp.inf
            allowed = 1e-9 * size + (1e-300 if point.is_far else 1e-13)
            if not abs(got - right) <= allowed:
                return f"{what} {mp.nstr(right, 12)} in place of {got} at {point}"
    return ""
