"""Where a simple formula has a given value, found exactly: m − 1, |r| − δ and the like."""

from collections.abc import Callable, Mapping
from typing import Any

from lossstudio.core.expression.evaluate import program
from lossstudio.core.expression.tree import Name, Node, names_in

Inverse = Mapping[str, Callable[[float], float]]
"""For each name that changes, the place at which it has a value."""


def roots(node: Node, value: float, inverse: Inverse, known: Mapping[str, Any]) -> list[float]:
    """The places at which `node` is `value`; none where it is the same everywhere.

    `known` are the values of the names that do not change. Raises `ArithmeticError` where the
    formula is no simple one.
    """
    if not names_in(node) & inverse.keys():
        return []
    if isinstance(node, Name):
        return [inverse[node.name](value)]
    still = [
        None if names_in(part) & inverse.keys() else float(program([part])(known)[0])
        for part in node.parts
    ]
    operation, parts = node.operation, node.parts  # type: ignore[union-attr]
    if operation == "-" and len(parts) == 1:
        return roots(parts[0], -value, inverse, known)
    if operation == "abs":
        values = sorted({-value, value}) if value >= 0.0 else []
        return [place for each in values for place in roots(parts[0], each, inverse, known)]
    if len(parts) != 2 or operation not in _UNDONE:
        raise ArithmeticError(operation)
    left, right = still
    if right is not None:
        return roots(parts[0], _UNDONE[operation][0](value, right), inverse, known)
    undone = _UNDONE[operation][1]
    if left is not None and undone is not None:
        return roots(parts[1], undone(value, left), inverse, known)
    raise ArithmeticError(operation)


_UNDONE: dict[str, tuple[Callable[..., float], Callable[..., float] | None]] = {
    "+": (lambda value, right: value - right, lambda value, left: value - left),
    "-": (lambda value, right: value + right, lambda value, left: left - value),
    "*": (lambda value, right: value / right, lambda value, left: value / left),
    "/": (lambda value, right: value * right, None),
}
"""For left and right: that side, given the value of both together and the other side."""
