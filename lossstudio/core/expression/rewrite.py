"""Equal forms of a formula: as it is best differentiated, and as it is best computed.

A probability near 1 has lost the digits of how near it is. So log p and log(1 − p) are taken from
the score and never from the probability, 1 − p is σ(−z), and p − y is put together of two parts of
which one is 0.
"""

import math
from collections.abc import Callable

from lossstudio.core.expression.build import ONE, ZERO, number, value_of
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

_Y = Name("y")


def recognised(node: Node) -> Node:
    """The same formula in the terms that it is best differentiated in.

    ŷ − y is r, numbers are put together, |u|² is u², log(1 + exp(u)) is softplus(u), and
    1 / (1 + exp(−u)) is σ(u).
    """
    return everywhere(node, _recognised_here)


def computable(node: Node, *, has_classes: bool) -> Node:
    """The same formula in the form whose rounding errors are small. With `has_classes`, y is 0 or
    1 and p is the sigmoid of z."""

    def here(node: Node) -> Node:
        if has_classes and node == Name("p"):
            return apply("sigmoid", Name("z"))
        if has_classes and is_operation(node, "-", 2):
            found = _difference_from_class(node.parts[0], node.parts[1])
            if found is not None:
                return found
        return _computable_here(_recognised_here(node))

    return everywhere(node, here)


def everywhere(node: Node, here: Callable[[Node], Node]) -> Node:
    """`node` with `here` done to each part first and then to what is made of them."""
    known: dict[Node, Node] = {}
    for each in each_once(node):
        if isinstance(each, Apply):
            parts = tuple(known[part] for part in each.parts)
            known[each] = here(each if parts == each.parts else Apply(each.operation, parts))
        else:
            known[each] = here(each)
    return known[node]


def _one_plus(node: Node) -> Node | None:
    """u, where `node` is 1 + u or u + 1."""
    if is_operation(node, "+"):
        left, right = node.parts
        return right if left == ONE else left if right == ONE else None
    return None


def opposite(node: Node) -> Node:
    """−u, without two signs before each other."""
    return node.parts[0] if is_operation(node, "-", 1) else apply("-", node)


def _complement(node: Node) -> Node | None:
    """u, where `node` is 1 − σ(u)."""
    if is_operation(node, "-", 2) and node.parts[0] == ONE:
        return _inside_sigmoid(node.parts[1])
    return None


def _inside_sigmoid(node: Node) -> Node | None:
    """u, where `node` is σ(u); p is σ(z)."""
    if node == Name("p"):
        return Name("z")
    return node.parts[0] if is_operation(node, "sigmoid") else None


def _recognised_here(node: Node) -> Node:
    if not isinstance(node, Apply):
        return node
    folded = _folded(node)
    if folded is not None:
        return folded
    rule = _RECOGNISED.get(node.operation)
    found = None if rule is None else rule(node)
    return node if found is None else found


def _folded(node: Apply) -> Node | None:
    """An operation on plain numbers as its result, where that is exact enough to be read."""
    values = [value_of(part) for part in node.parts]
    if node.operation not in _FOLDED or len(values) != 2 or None in values:
        return None
    try:
        value = _FOLDED[node.operation](*values)
    except (ArithmeticError, ValueError):
        return None
    is_real = isinstance(value, float) and math.isfinite(value)
    return number(value) if is_real else None


_FOLDED: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": lambda a, b: a**b,
}


def _difference(node: Apply) -> Node | None:
    if node.parts == (Name("yhat"), _Y):
        return Name("r")
    if node.parts == (_Y, Name("yhat")):
        return apply("-", Name("r"))
    return None


def _quotient(node: Apply) -> Node | None:
    above, below = node.parts
    inner = _one_plus(below)
    if inner is not None and is_operation(inner, "exp"):
        (u,) = inner.parts
        if above == ONE:
            return apply("sigmoid", opposite(u))
        if above == inner:
            return apply("sigmoid", u)
    return None


def _power(node: Apply) -> Node | None:
    base, exponent = node.parts[0], value_of(node.parts[1])
    if exponent == 1.0:
        return base
    if exponent is not None and exponent % 2 == 0 and is_operation(base, "abs"):
        return apply("**", base.parts[0], node.parts[1])
    return None


def _root(node: Apply) -> Node | None:
    (inner,) = node.parts
    return apply("**", inner, Number(0.5)) if is_operation(inner, "abs") else None


def _logarithm(node: Apply) -> Node | None:
    (inner,) = node.parts
    if (u := _inside_sigmoid(inner)) is not None:
        return apply("-", apply("softplus", opposite(u)))
    if (u := _complement(inner)) is not None:
        return apply("-", apply("softplus", u))
    if (u := _one_plus(inner)) is not None and is_operation(u, "exp"):
        return apply("softplus", *u.parts)
    return apply("logcosh", *inner.parts) if is_operation(inner, "cosh") else None


def _logarithm_of_more(node: Apply) -> Node | None:
    (inner,) = node.parts
    if is_operation(inner, "exp"):
        return apply("softplus", *inner.parts)
    if is_operation(inner, "-", 1) and (u := _inside_sigmoid(inner.parts[0])) is not None:
        return apply("-", apply("softplus", u))
    return None


_RECOGNISED: dict[str, Callable[[Apply], Node | None]] = {
    "-": lambda node: _difference(node) if len(node.parts) == 2 else None,
    "/": _quotient,
    "**": _power,
    "sqrt": _root,
    "log": _logarithm,
    "log1p": _logarithm_of_more,
}


def _difference_from_class(left: Node, right: Node) -> Node | None:
    """σ(u) − y and y − σ(u), where y is 0 or 1: no digits are lost near 0."""
    for one, other, sign in ((left, right, 1), (right, left, -1)):
        u = _inside_sigmoid(one)
        if u is not None and other == _Y:
            if_zero = apply("*", apply("sigmoid", u), apply("-", ONE, _Y))
            if_one = apply("*", apply("sigmoid", opposite(u)), _Y)
            parts = (if_zero, if_one) if sign > 0 else (if_one, if_zero)
            return apply("-", *parts)
    return None


def _computable_here(node: Node) -> Node:
    if (u := _complement(node)) is not None:
        return apply("sigmoid", opposite(u))
    if is_operation(node, "log") and (u := _one_plus(node.parts[0])) is not None:
        return apply("log1p", u)
    if is_operation(node, "-", 2):
        left, right = node.parts
        if right == ONE and is_operation(left, "exp"):
            return apply("expm1", *left.parts)
        if left == ONE and is_operation(right, "exp"):
            return apply("-", apply("expm1", *right.parts))
        if left == ONE and is_operation(right, "**") and right.parts[1] == Number(2.0):
            (base, _) = right.parts
            if is_operation(base, "tanh"):
                return apply("sech2", *base.parts)
        if right == ZERO:
            return left
    return node


def deciding(node: Node) -> list[Node]:
    """What the branches of a formula are decided by: each changes its sign where one changes."""
    found: list[Node] = []
    for each in each_once(node):
        if not isinstance(each, Apply):
            continue
        parts = each.parts
        if each.operation in ("abs", "sign"):
            found += parts
        elif each.operation in ("max", "min"):
            found += [apply("-", u, v) for i, u in enumerate(parts) for v in parts[:i]]
        elif each.operation == "clip":
            found += [apply("-", parts[0], limit) for limit in parts[1:]]
        elif each.operation in COMPARISONS:
            found.append(apply("-", *parts))
    return found
