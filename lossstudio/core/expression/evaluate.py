"""A formula's numbers: its operations done on arrays, one after the other, each only once."""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression.tree import Apply, Name, Node, Number, each_once
from lossstudio.core.expression.wide import evaluated
from lossstudio.core.models.activations import sigmoid

Array = NDArray[np.float64]
Program = Callable[[Mapping[str, Any]], list[Any]]
"""``program(values of the names) -> values of the trees``, arrays or plain numbers."""


def program(trees: Sequence[Node]) -> Program:
    """What computes `trees`. A part that several of them have is computed once."""
    nodes = list(each_once(*trees))
    places = {node: place for place, node in enumerate(nodes)}
    steps = [_step(node, places) for node in nodes]
    wanted = [places[tree] for tree in trees]

    def run(names: Mapping[str, Any]) -> list[Any]:
        found: list[Any] = []
        for step in steps:
            found.append(step(names, found))
        return [found[place] for place in wanted]

    return run


_Step = Callable[[Mapping[str, Any], list[Any]], Any]


def _step(node: Node, places: Mapping[Node, int]) -> _Step:
    if isinstance(node, Number):
        value = np.float64(node.value)
        return lambda names, found: value
    if isinstance(node, Name):
        name = node.name
        return lambda names, found: names[name]
    assert isinstance(node, Apply)
    at = [places[part] for part in node.parts]
    exponent = node.parts[1] if node.operation == "**" else None
    if isinstance(exponent, Number):  # NumPy squares and takes roots where the exponent is plain
        base, by = at[0], exponent.value
        return lambda names, found: found[base] ** by
    if len(at) == 1:
        (one,), alone = at, ALONE[node.operation]
        return lambda names, found: alone(found[one])
    if len(at) == 2:
        (left, right), pair = at, PAIRS[node.operation]
        return lambda names, found: pair(found[left], found[right])
    several = SEVERAL[node.operation]
    return lambda names, found: several(*(found[place] for place in at))


def softplus(u: Any) -> Any:
    """log(1 + e^u), without overflow and exact where it is near 0."""
    return np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u)))


def logcosh(u: Any) -> Any:
    """log cosh u = log(1 + 2 sinh²(u/2)), exact for tiny u; linear from |u| = 20 on."""
    size = np.abs(u)
    near = np.minimum(size, 20.0)
    return np.log1p(2.0 * np.sinh(near / 2.0) ** 2) + (size - near)


def sech2(u: Any) -> Any:
    """1 / cosh²(u), without overflow."""
    e = np.exp(-2.0 * np.abs(u))
    return 4.0 * e / (1.0 + e) ** 2


def slope_of_max(u: Any, v: Any, du: Any, dv: Any) -> Any:
    """du where u > v, dv where u < v, and their mean where u = v."""
    return np.where(u > v, du, np.where(u < v, dv, 0.5 * (du + dv)))


def by_order(u: Any, v: Any, above: Any, equal: Any, below: Any) -> Any:
    """One of three, as u lies above v, is equal to it, or lies below."""
    return np.where(u > v, above, np.where(u < v, below, equal))


def over_classes(values: Any) -> Any:
    """The sum over the classes, which lie along the last axis."""
    return np.sum(values, axis=-1, keepdims=True)


ALONE: dict[str, Callable[[Any], Any]] = {
    "-": np.negative,
    "exp": np.exp,
    "log": np.log,
    "log1p": np.log1p,
    "expm1": np.expm1,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "sigmoid": sigmoid,
    "softplus": softplus,
    "logcosh": logcosh,
    "sech2": sech2,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "arctan": np.arctan,
    "sum": over_classes,
}
PAIRS: dict[str, Callable[[Any, Any], Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "**": operator.pow,  # as a script raises: NumPy squares and takes roots in a way of its own
    "max": np.maximum,
    "min": np.minimum,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


WRITTEN_OUT: dict[str, Callable[..., Any]] = {
    each.__name__: each for each in (sigmoid, softplus, logcosh, sech2, slope_of_max, evaluated)
}
"""What NumPy does not have: a script that shows a formula brings it along."""


def _largest(*values: Any) -> Any:
    first, *rest = values
    for value in rest:
        first = np.maximum(first, value)
    return first


def _smallest(*values: Any) -> Any:
    first, *rest = values
    for value in rest:
        first = np.minimum(first, value)
    return first


def result(operation: str, values: Sequence[Any]) -> Any:
    """What one operation gives for these values."""
    table: Mapping[str, Callable[..., Any]] = SEVERAL
    if len(values) < 3:
        table = ALONE if len(values) == 1 else PAIRS
    return table[operation](*values)


SEVERAL: dict[str, Callable[..., Any]] = {
    "max": _largest,
    "min": _smallest,
    "clip": lambda x, low, high: np.minimum(np.maximum(x, low), high),
    "where": np.where,
    "slope_of_max": slope_of_max,
    "by_order": by_order,
}
