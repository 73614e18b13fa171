"""What a function of NumPy does with its numbers, noted down while it runs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from lossstudio.core.expression.build import number
from lossstudio.core.expression.evaluate import ALONE, PAIRS
from lossstudio.core.expression.tree import COMPARISONS, Apply, Name, Node, Number, apply

_OPERATIONS: dict[object, str] = {
    np.power: "**",
    **{function: name for table in (ALONE, PAIRS) for name, function in table.items()},
}
_ALIKE: Mapping[object, Callable[..., Node]] = {
    np.square: lambda x: apply("**", x, Number(2.0)),
    np.reciprocal: lambda x: apply("/", Number(1.0), x),
    np.positive: lambda x: x,
    np.where: lambda condition, yes, no: apply("where", condition, yes, no),
    np.clip: lambda x, low, high: apply("min", apply("max", x, low), high),
    np.zeros_like: lambda x: Number(0.0),
    np.ones_like: lambda x: Number(1.0),
}
"""What other functions of NumPy are made of."""


class UntraceableError(TypeError):
    """The function does what a formula cannot say here, such as a loop until something holds."""


class Traced(NDArrayOperatorsMixin):
    """Stands for an array or a number, and notes in `node` how it was made."""

    def __init__(self, node: Node) -> None:
        self.node = node

    def __array_ufunc__(self, function: Any, method: str, *given: Any, **options: Any) -> "Traced":
        if method != "__call__" or options:
            raise UntraceableError(f"{function.__name__}.{method}")
        return _noted(function, given)

    def __array_function__(
        self, function: Any, types: Any, given: Sequence[Any], options: Mapping[str, Any]
    ) -> "Traced":
        if options:
            raise UntraceableError(function.__name__)
        return _noted(function, given)

    def __bool__(self) -> bool:
        raise UntraceableError("a decision by the numbers: np.where takes both ways")


def traced(name: str) -> Traced:
    """What stands for the numbers called `name`."""
    return Traced(Name(name))


def node_of(value: object) -> Node:
    """How a value was made. Raises `UntraceableError` for what is not a number."""
    if isinstance(value, Traced):
        return value.node
    array = np.asarray(value)
    if array.dtype == object and array.size == 1:
        return node_of(array.item())
    if array.dtype.kind not in "biuf" or array.size == 0 or not (array == array.flat[0]).all():
        raise UntraceableError(f"numbers of different kinds: {value!r}")
    return number(float(array.flat[0]))


def _noted(function: Any, given: Sequence[Any]) -> Traced:
    parts = [node_of(value) for value in given]
    asked = parts[:1] if function is np.where else []
    parts = asked + [_as_number(part) for part in parts[len(asked) :]]
    if function in _ALIKE:
        return Traced(_ALIKE[function](*parts))
    if function not in _OPERATIONS:
        raise UntraceableError(function.__name__)
    return Traced(Apply(_OPERATIONS[function], tuple(parts)))


def _as_number(node: Node) -> Node:
    """1 for yes and 0 for no, where a comparison is computed with."""
    if isinstance(node, Apply) and node.operation in COMPARISONS:
        return apply("where", node, Number(1.0), Number(0.0))
    return node
