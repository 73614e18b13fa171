"""Sums, products and powers, put together so that they read well: 2 r instead of 1·r + r·1.

What is done is exact for real numbers, except that a factor above and below a fraction's line goes
even where it may be 0.
"""

import math
from collections.abc import Iterable

from lossstudio.core.expression.tree import Apply, Name, Node, Number, apply, is_operation, names_in

ZERO, ONE, TWO = Number(0.0), Number(1.0), Number(2.0)

Factors = dict[Node, float]
"""Bases and their exponents."""

_NEVER_NEGATIVE = ("abs", "exp", "cosh", "sigmoid", "softplus", "sqrt")
_MOVING = {"r", "yhat", "z", "m", "p"}
"""Names that change with the raw score: a sign of others may stay 0."""
_SMALLEST = 2.0**-1022
"""Below this, numbers lose their digits."""
_MOST_TERMS = 12
_MOST_MULTIPLIED_OUT = 60
"""Sums of so few nodes are multiplied out, to so many terms, to see whether something cancels."""


def number(value: float) -> Node:
    """A number, with its sign as an operation."""
    return apply("-", Number(-value)) if value < 0 else Number(value + 0.0)


def value_of(node: Node) -> float | None:
    """What a plain number is, with its sign; None for anything else."""
    if isinstance(node, Number):
        return node.value
    if is_operation(node, "-", 1) and isinstance(node.parts[0], Number):
        return -node.parts[0].value
    return None


# -- sums ----------------------------------------------------------------------------------------


def add(*nodes: Node) -> Node:
    """The sum, equal terms together."""
    terms = _collected(nodes)
    if sum(term.size for term in terms) <= _MOST_MULTIPLIED_OUT:
        parts = [part for node in nodes for part in _multiplied_out(node)]
        expanded = _collected(parts)
        # Where nothing goes away, what was multiplied out may cancel in numbers, and lose digits.
        if len(expanded) < len(_distinct(parts)) and _cost(expanded) < _cost(terms):
            terms = expanded
    return _sum_of(terms)


def subtract(left: Node, right: Node) -> Node:
    """The difference."""
    return add(left, negative(right))


def negative(node: Node) -> Node:
    """The opposite."""
    if _is_sum(node):
        return add(apply("-", node))
    return multiply(number(-1.0), node)


def _is_sum(node: Node) -> bool:
    return is_operation(node, "+") or is_operation(node, "-", 2)


def _terms(node: Node, sign: float = 1.0) -> Iterable[tuple[float, Node]]:
    """What is added up, each with its numeric coefficient; 1 − tanh²(u) stays as it is."""
    if _is_complement(node) and is_operation(node.parts[1], "**"):
        yield sign, node
    elif is_operation(node, "+"):
        for part in node.parts:
            yield from _terms(part, sign)
    elif is_operation(node, "-", 2):
        yield from _terms(node.parts[0], sign)
        yield from _terms(node.parts[1], -sign)
    elif is_operation(node, "-", 1):
        yield from _terms(node.parts[0], -sign)
    else:
        coefficient, factors = _factors(node)
        yield sign * coefficient, _product_of(1.0, factors)


def _collected(nodes: Iterable[Node]) -> dict[Node, float]:
    found: dict[Node, float] = {}
    for node in nodes:
        for coefficient, rest in _terms(node):
            found[rest] = found.get(rest, 0.0) + coefficient
    return {rest: coefficient for rest, coefficient in found.items() if coefficient}


def _distinct(nodes: Iterable[Node]) -> set[Node]:
    """The terms of these nodes without their coefficients."""
    return {rest for node in nodes for _, rest in _terms(node)}


def _sum_of(terms: dict[Node, float]) -> Node:
    """The sum of the terms; where one is positive, it does not begin with a minus."""
    ordered = sorted(terms.items(), key=lambda item: item[1] < 0)
    if not ordered:
        return ZERO
    total: Node | None = None
    for rest, coefficient in ordered:
        term = multiply(number(abs(coefficient)), rest)
        if total is None:
            total = multiply(number(coefficient), rest)
        else:
            total = apply("-" if coefficient < 0 else "+", total, term)
    assert total is not None
    return total


def _multiplied_out(node: Node) -> list[Node]:
    """The terms of a node, products of sums and small powers of them multiplied out."""
    result: list[Node] = []
    for coefficient, rest in _terms(node):
        of_rest, factors = _factors(rest)
        products: list[Node] = [number(coefficient * of_rest)]
        for base, exponent in factors.items():
            repeats = int(exponent) if _is_sum(base) and exponent in (1.0, 2.0) else 0
            if _is_complement(base) and not (repeats == 1 and _has_no(base.parts[1], factors)):
                repeats = 0
            if not repeats:
                products = [multiply(product, power(base, exponent)) for product in products]
            for _ in range(repeats):
                products = [
                    multiply(product, number(by), part)
                    for product in products
                    for by, part in _terms(base)
                ]
            if len(products) > _MOST_TERMS:
                return [node]
        result += products
    return result


def _has_no(what: Node, factors: Factors) -> bool:
    inner = what.parts[0] if is_operation(what, "**") else what
    return inner not in factors and not is_operation(inner, "tanh")


def _is_complement(node: Node) -> bool:
    """1 − p, 1 − σ(u) or 1 − tanh²(u), which is computed with digits that a difference loses."""
    if not (is_operation(node, "-", 2) and node.parts[0] == ONE):
        return False
    what = node.parts[1]
    if is_operation(what, "**") and what.parts[1] == TWO:
        return is_operation(what.parts[0], "tanh")
    return what == Name("p") or is_operation(what, "sigmoid")


def _cost(terms: dict[Node, float]) -> int:
    return sum(rest.size + (abs(coefficient) != 1.0) + 1 for rest, coefficient in terms.items())


def simplified(node: Node) -> Node:
    """The same formula with its sums and products put together again."""
    if not isinstance(node, Apply):
        return node
    parts = [simplified(part) for part in node.parts]
    if node.operation == "+":
        return add(*parts)
    if node.operation == "-":
        return negative(parts[0]) if len(parts) == 1 else subtract(*parts)
    if node.operation == "*":
        return multiply(*parts)
    return divide(*parts) if node.operation == "/" else Apply(node.operation, tuple(parts))


# -- products ------------------------------------------------------------------------------------


def multiply(*nodes: Node) -> Node:
    """The product, equal factors together."""
    factors, coefficient = Factors(), [1.0]
    for node in nodes:
        _gather(node, 1.0, factors, coefficient)
    return _product_of(coefficient[0], factors)


def divide(left: Node, right: Node) -> Node:
    """The quotient."""
    return multiply(left, power(right, -1.0))


def power(base: Node, exponent: float) -> Node:
    """The base to the power of a number."""
    if exponent == 0.0:
        return ONE
    coefficient, factors = _factors(base)
    if exponent == 1.0:
        return base
    if coefficient == 1.0 and len(factors) == 1:
        ((inner, before),) = factors.items()
        if _may_join(inner, before, exponent) and exponent == int(exponent):
            return _product_of(1.0, {inner: before * exponent})
    if exponent == -1.0 and coefficient and math.isfinite(1.0 / coefficient):
        return _product_of(1.0 / coefficient, {b: -e for b, e in factors.items()})
    return _product_of(1.0, {base: exponent})


def _factors(node: Node) -> tuple[float, Factors]:
    """The numeric coefficient and the factors of a node."""
    factors, coefficient = Factors(), [1.0]
    _gather(node, 1.0, factors, coefficient)
    return coefficient[0], {base: e for base, e in factors.items() if e}


def _gather(node: Node, exponent: float, factors: Factors, coefficient: list[float]) -> None:
    """Put the factors of ``node ** exponent``, a whole number, to those that are there."""
    value = value_of(node)
    if is_operation(node, "sign") and add(*node.parts) == ZERO:
        value = 0.0  # before its square becomes 1
    if value is not None and _takes(coefficient, value, exponent):
        return
    if is_operation(node, "*") or is_operation(node, "/"):
        left, right = node.parts
        _gather(left, exponent, factors, coefficient)
        _gather(right, exponent if is_operation(node, "*") else -exponent, factors, coefficient)
    elif is_operation(node, "-", 1):
        if exponent % 2.0:
            coefficient[0] *= -1.0
        _gather(node.parts[0], exponent, factors, coefficient)
    elif (inner := _whole_power(node)) is not None and _is_product(inner[0]):
        # (2 r)^-1 is as much a product as 1 / (2 r): a factor must not hide in the base.
        _gather(inner[0], inner[1] * exponent, factors, coefficient)
    else:
        base, own = node, 1.0
        if is_operation(node, "**") and (given := value_of(node.parts[1])) is not None:
            base, own = node.parts[0], given
        before = factors.get(base, 0.0)
        if before and not _may_join(base, before, own):
            base, own, before = node, 1.0, factors.get(node, 0.0)
        factors[base] = before + own * exponent


def _takes(coefficient: list[float], value: float, exponent: float) -> bool:
    """Multiply the coefficient by ``value ** exponent``, where the product loses no digits."""
    try:
        product = coefficient[0] * value**exponent
    except (OverflowError, ZeroDivisionError):
        return False
    if value and coefficient[0] and abs(product) < _SMALLEST:
        return False
    coefficient[0] = product
    return True


def _whole_power(node: Node) -> tuple[Node, float] | None:
    """The base and the exponent, where `node` is a power with a whole number."""
    if is_operation(node, "**"):
        exponent = value_of(node.parts[1])
        if exponent is not None and exponent == int(exponent):
            return node.parts[0], exponent
    return None


def _is_product(node: Node) -> bool:
    return is_operation(node, "*") or is_operation(node, "/") or is_operation(node, "-", 1)


def _may_join(base: Node, one: float, other: float) -> bool:
    """x^a · x^b is x^(a + b): for whole numbers, or where x is never negative."""
    whole = one == int(one) and other == int(other)
    return whole or (isinstance(base, Apply) and base.operation in _NEVER_NEGATIVE)


def _product_of(coefficient: float, factors: Factors) -> Node:
    factors = {base: exponent for base, exponent in factors.items() if exponent}
    if coefficient == 0.0:
        return ZERO
    for base in list(factors):
        if is_operation(base, "sign"):
            without_sign = apply("abs", *base.parts)
            if factors[base] == 1.0 and factors.get(without_sign) == 1.0:  # sign(u) |u| is u
                del factors[base], factors[without_sign]
                return multiply(number(coefficient), *base.parts, _product_of(1.0, factors))
            if factors[base] == 1.0 and factors.get(base.parts[0]) == 1.0:  # sign(u) u is |u|
                del factors[base], factors[base.parts[0]]
                return multiply(number(coefficient), without_sign, _product_of(1.0, factors))
        if base == Name("s") or (is_operation(base, "sign") and names_in(base) & _MOVING):
            factors[base] %= 2.0  # their squares are 1, but that of sign(y) is 0 where y is
    factors = {base: exponent for base, exponent in factors.items() if exponent}
    above = [_raised(base, e) for base, e in factors.items() if e > 0]
    below = [_raised(base, -e) for base, e in factors.items() if e < 0]
    size = abs(coefficient)
    under = 1.0 / size
    if factors and size < 1.0 and under == int(under) and under <= 64:
        below.insert(0, Number(float(int(under))))  # ½ x is x / 2
    elif size != 1.0 or not above:
        above.insert(0, Number(size))
    top = _chain(above) if above else ONE
    node = apply("/", top, _chain(below)) if below else top
    return apply("-", node) if coefficient < 0 else node


def _raised(base: Node, exponent: float) -> Node:
    if exponent == 1.0:
        return base
    return apply("sqrt", base) if exponent == 0.5 else apply("**", base, Number(exponent))


def _chain(factors: list[Node]) -> Node:
    ordered = sorted(factors, key=_rank)
    node = ordered[0]
    for factor in ordered[1:]:
        node = apply("*", node, factor)
    return node


def _rank(node: Node) -> tuple[int, int, str]:
    """Places factors: numbers, letters, brackets and functions, and last what has cases."""
    if isinstance(node, Number):
        return 0, 0, ""
    base = node.parts[0] if is_operation(node, "**") else node
    if isinstance(base, Name):
        return 1, _LETTERS.find(base.name), base.name
    assert isinstance(node, Apply)
    return 2 + (node.operation in ("where", "slope_of_max")), node.size, node.operation


_LETTERS = "abcyspmrz"
"""The order of letters in a product."""
