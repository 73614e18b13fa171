"""The exact derivative of a formula by the raw score, as another formula.

At a kink |u| has the slope 0, and the largest or the smallest of two values the mean of their
slopes where they are equal: one between those of both sides. Where a comparison in ``where``
changes, it is the derivative of the branch that is taken. A root is infinitely steep at 0: where
what stands in it is flat there, or has a kink, the derivative is 0.
"""

import math
from collections.abc import Callable, Mapping

from lossstudio.core.expression.build import (
    ONE,
    TWO,
    ZERO,
    add,
    divide,
    multiply,
    negative,
    number,
    power,
    subtract,
    value_of,
)
from lossstudio.core.expression.signs import is_never_zero, least_value
from lossstudio.core.expression.tree import (
    Apply,
    Name,
    Node,
    Number,
    apply,
    each_once,
    is_operation,
)

MAX_SIZE = 3000
"""Numbers, names and operations of a derivative."""


class TooLongError(Exception):
    """A derivative has more than `MAX_SIZE` parts."""


class TooLargeError(Exception):
    """A derivative has a number that is not finite."""


_S, _P, _Y = Name("s"), Name("p"), Name("y")

OF_NAMES: dict[str, Node] = {
    "r": ONE,
    "yhat": ONE,
    "z": ONE,
    "m": _S,
    "p": multiply(_P, apply("-", ONE, _P)),
}
"""How the variables change with the raw score; all other names do not."""


def sigmoid(inner: Node) -> Node:
    """σ(inner), called p where that is what it is."""
    if inner == Name("z"):
        return _P
    if inner == apply("-", Name("z")):
        return apply("-", ONE, _P)
    return apply("sigmoid", inner)


def derivative(node: Node, of_names: Mapping[str, Node] = OF_NAMES) -> Node:
    """The derivative of a tree by the raw score; `of_names` are those of the names that change.

    Raises `TooLongError` where it grows too long, and `TooLargeError` where a number in it does.
    """
    known: dict[Node, Node] = {}
    for each in each_once(node):
        known[each] = _of(each, known, of_names)
        if known[each].size > MAX_SIZE:
            raise TooLongError
    if not all(math.isfinite(n.value) for n in each_once(known[node]) if isinstance(n, Number)):
        raise TooLargeError
    return known[node]


def _of(node: Node, known: Mapping[Node, Node], of_names: Mapping[str, Node]) -> Node:
    if isinstance(node, Number):
        return ZERO
    if isinstance(node, Name):
        return of_names.get(node.name, ZERO)
    slopes = [known[part] for part in node.parts]
    if all(slope == ZERO for slope in slopes):
        return ZERO
    if node.operation in _COMPOSED:
        (part,) = node.parts
        return multiply(_COMPOSED[node.operation](part), slopes[0])
    return _RULES[node.operation](node, slopes)


def _sum(node: Apply, slopes: list[Node]) -> Node:
    return add(*slopes)


def _difference(node: Apply, slopes: list[Node]) -> Node:
    return negative(slopes[0]) if len(slopes) == 1 else subtract(*slopes)


def _product(node: Apply, slopes: list[Node]) -> Node:
    (u, v), (du, dv) = node.parts, slopes
    return add(multiply(du, v), multiply(u, dv))


def _quotient(node: Apply, slopes: list[Node]) -> Node:
    (u, v), (du, dv) = node.parts, slopes
    if dv == ZERO:
        return divide(du, v)
    if du == ZERO:
        return negative(divide(multiply(u, dv), power(v, 2.0)))
    return divide(subtract(multiply(du, v), multiply(u, dv)), power(v, 2.0))


def _power(node: Apply, slopes: list[Node]) -> Node:
    (u, v), (du, dv) = node.parts, slopes
    exponent = value_of(v)
    if exponent is not None:
        return _power_of_number(u, du, exponent)
    if is_operation(u, "abs") and dv == ZERO:
        return _power_of_size(u, du=du, exponent=v)
    grown: Node = ZERO
    if du != ZERO:
        grown = _steep(u, multiply(v, apply("**", u, subtract(v, ONE))), du, exponent=v)
    if dv == ZERO:
        return grown
    return add(grown, multiply(apply("**", u, v), apply("log", u), dv))


def _power_of_number(u: Node, du: Node, exponent: float) -> Node:
    if is_operation(u, "abs") and exponent < 1.0:
        return _power_of_size(u, du, number(exponent))
    if is_operation(u, "max", 2) and ZERO in u.parts and exponent > 1.0:
        # max(0, u)^n is flat where it is 0, so that the branches need not be told apart.
        du = _other_branch(du)
    outer = multiply(number(exponent), power(u, exponent - 1.0))
    return _steep(u, outer, du) if 0.0 < exponent < 1.0 else multiply(outer, du)


def _root(node: Apply, slopes: list[Node]) -> Node:
    (u,), (du,) = node.parts, slopes
    return _steep(u, divide(ONE, multiply(TWO, node)), du)


def _steep(u: Node, outer: Node, du: Node, exponent: Node | None = None) -> Node:
    """outer · du, where `outer` is infinite at u = 0: where u and du are 0, the product is 0.

    It is written with two cases only where u may be 0 and du is not the same everywhere. With an
    `exponent` that is no number, `outer` is infinite only where that is below 1.
    """
    least = least_value(u)
    if least > 0.0 or is_never_zero(du):
        return multiply(outer, du)
    if exponent is None and is_operation(u, "max", 2) and ZERO in u.parts:
        u, du = u.parts[u.parts[0] == ZERO], _other_branch(du)
    elif least < 0.0:
        u = apply("abs", u)
    if exponent is not None:
        u = apply("max", u, add(ONE, apply("sign", subtract(exponent, ONE))))
    # In this order, so that what is not defined stays so.
    return apply("where", apply("<=", u, ZERO), ZERO, multiply(outer, du))


def _other_branch(du: Node) -> Node:
    """The derivative of u, given that of max(0, u)."""
    if is_operation(du, "slope_of_max"):
        return add(du.parts[2], du.parts[3])
    return du


def _power_of_size(u: Node, du: Node, exponent: Node) -> Node:
    """|u|^v: where the slope may be infinite at 0, it is taken as 0 there, as at any kink."""
    (inner,) = u.parts
    slope = multiply(exponent, apply("**", u, subtract(exponent, ONE)), du)
    return apply("where", apply(">", apply("abs", inner), ZERO), slope, ZERO)


def _largest(node: Apply, slopes: list[Node]) -> Node:
    """The slope of whichever counts, of several two at a time."""
    u, du = node.parts[0], slopes[0]
    for v, dv in zip(node.parts[1:], slopes[1:], strict=True):
        du = _between(u, v, du, dv) if node.operation == "max" else _between(v, u, du, dv)
        u = apply(node.operation, u, v)
    return du


def _between(u: Node, v: Node, du: Node, dv: Node) -> Node:
    return du if du == dv else apply("slope_of_max", u, v, du, dv)


def _clip(node: Apply, slopes: list[Node]) -> Node:
    x, low, high = node.parts
    inner = apply("max", x, low)
    d_inner = _largest(inner, slopes[:2])
    return _largest(apply("min", inner, high), [d_inner, slopes[2]])


def _where(node: Apply, slopes: list[Node]) -> Node:
    if slopes[1] == slopes[2]:
        return slopes[1]
    return apply("where", node.parts[0], slopes[1], slopes[2])


def _slope_of_max(node: Apply, slopes: list[Node]) -> Node:
    if slopes[2] == slopes[3]:
        return slopes[2]
    return apply("slope_of_max", *node.parts[:2], *slopes[2:])


def _nothing(node: Apply, slopes: list[Node]) -> Node:
    return ZERO


_RULES: dict[str, Callable[[Apply, list[Node]], Node]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
    "**": _power,
    "sqrt": _root,
    "max": _largest,
    "min": _largest,
    "clip": _clip,
    "where": _where,
    "slope_of_max": _slope_of_max,
    **dict.fromkeys(("<", "<=", ">", ">="), _nothing),
}

_COMPOSED: dict[str, Callable[[Node], Node]] = {
    "exp": lambda u: apply("exp", u),
    "log": lambda u: power(u, -1.0),
    "log1p": lambda u: power(add(ONE, u), -1.0),
    "expm1": lambda u: apply("exp", u),
    "abs": lambda u: apply("sign", u),
    "sign": lambda u: ZERO,
    "sigmoid": lambda u: multiply(sigmoid(u), sigmoid(negative(u))),
    "softplus": sigmoid,
    "logcosh": lambda u: apply("tanh", u),
    "sin": lambda u: apply("cos", u),
    "cos": lambda u: negative(apply("sin", u)),
    "tan": lambda u: add(ONE, power(apply("tan", u), 2.0)),
    "sinh": lambda u: apply("cosh", u),
    "cosh": lambda u: apply("sinh", u),
    "tanh": lambda u: subtract(ONE, power(apply("tanh", u), 2.0)),
    "arctan": lambda u: power(add(ONE, power(u, 2.0)), -1.0),
}
"""The derivatives of functions of one value by that value."""
