"""What is known of a formula's values without computing any: whether they can be 0 or negative."""

import math

from lossstudio.core.expression.build import value_of
from lossstudio.core.expression.tree import Apply, Name, Node

_NOT_NEGATIVE = ("abs", "exp", "sigmoid", "softplus", "logcosh", "sqrt", "sech2")
"""That e⁻¹⁰⁰⁰ is more than 0 is no help: as a number of the computer it is 0."""


def least_value(node: Node) -> float:
    """A number that `node` is never below, where it has a value; −∞ where none is known."""
    value = value_of(node)
    if value is not None:
        return value
    if isinstance(node, Name):
        return {"pi": math.pi, "e": math.e, "p": 0.0, "s": -1.0}.get(node.name, -math.inf)
    assert isinstance(node, Apply)
    parts = node.parts
    if node.operation in _NOT_NEGATIVE:
        return 0.0
    if node.operation == "cosh":
        return 1.0
    if node.operation == "+":
        return least_value(parts[0]) + least_value(parts[1])
    if node.operation in ("*", "/") and min(map(least_value, parts)) >= 0.0:
        return 0.0
    if node.operation == "**":
        exponent = value_of(parts[1])
        is_even = exponent is not None and exponent % 2.0 == 0.0
        return 0.0 if is_even or least_value(parts[0]) >= 0.0 else -math.inf
    if node.operation == "max":
        return max(map(least_value, parts))
    if node.operation == "min":
        return min(map(least_value, parts))
    return -math.inf


def is_never_zero(node: Node) -> bool:
    """Whether `node` is made of such factors alone as are never 0."""
    value = value_of(node)
    if value is not None:
        return value != 0.0
    if isinstance(node, Name):
        return node.name in ("s", "pi", "e")
    assert isinstance(node, Apply)
    if node.operation == "*":
        return all(map(is_never_zero, node.parts))
    if node.operation == "/" or (node.operation == "-" and len(node.parts) == 1):
        return is_never_zero(node.parts[0])
    return False
