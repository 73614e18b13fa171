"""A formula as it was computed, arranged as it is read: g² for g·g, η·m/√s, no two signs in a row.

Nothing is multiplied out and nothing cancels: what can be seen are still the steps of the function.
"""

from collections.abc import Container, Iterable
from typing import NamedTuple

from lossstudio.core.expression.build import value_of
from lossstudio.core.expression.tree import (
    Apply,
    Name,
    Node,
    Number,
    apply,
    is_operation,
    names_in,
)

_ONE, _ZERO = Number(1.0), Number(0.0)


class _Product(NamedTuple):
    """A sign, and the factors above and below a fraction's line."""

    sign: int
    above: list[Node]
    below: list[Node]


def arranged(node: Node, shared: Container[str], factor: Name | None = None) -> Node:
    """`node` arranged. `shared` are names of single numbers: they come before arrays, and before
    fractions. Where all terms of a sum have `factor`, it stands before a bracket.
    """
    return _Arranger(shared, factor).node(node)


class _Arranger:
    def __init__(self, shared: Container[str], factor: Name | None) -> None:
        self.shared, self.factor = shared, factor

    def node(self, node: Node) -> Node:
        """`node` arranged."""
        return self._sum(self._terms(node, 1))

    # -- sums -------------------------------------------------------------------------------------

    def _terms(self, node: Node, sign: int) -> list[_Product]:
        if is_operation(node, "+") or is_operation(node, "-", 2):
            left, right = node.parts
            other = sign if is_operation(node, "+") else -sign
            return [*self._terms(left, sign), *self._terms(right, other)]
        product = self._product(node)
        if _ZERO in product.above:
            return []
        return [product._replace(sign=sign * product.sign)]

    def _sum(self, terms: list[_Product]) -> Node:
        if not terms:
            return _ZERO
        factor = self.factor
        if factor is not None and len(terms) > 1 and all(factor in term.above for term in terms):
            first = terms[0].sign
            for term in terms:
                term.above.remove(factor)
            inner = self._sum([term._replace(sign=first * term.sign) for term in terms])
            return self._built(_Product(first, [factor, inner], []))
        total = self._built(terms[0])
        for term in terms[1:]:
            sign = "+" if term.sign > 0 else "-"
            total = apply(sign, total, self._built(term._replace(sign=1)))
        return total

    # -- products ---------------------------------------------------------------------------------

    def _product(self, node: Node) -> _Product:
        if is_operation(node, "-", 1):
            inner = self._product(node.parts[0])
            return inner._replace(sign=-inner.sign)
        if is_operation(node, "*"):
            left, right = (self._product(part) for part in node.parts)
            if right.below:  # a fraction of its own
                right = _Product(right.sign, [self._built(right._replace(sign=1))], [])
            return _Product(
                left.sign * right.sign, [*left.above, *right.above], [*left.below, *right.below]
            )
        if is_operation(node, "/"):
            left, right = (self._product(part) for part in node.parts)
            below = [self._built(right._replace(sign=1))] if right.below else right.above
            first = [factor for factor in left.above if self._is_shared(factor)]
            rest = [factor for factor in left.above if not self._is_shared(factor)]
            if left.below and rest:  # m / c over d, not m over c d
                left = _Product(left.sign, [*first, self._built(_Product(1, rest, left.below))], [])
            return _Product(left.sign * right.sign, left.above, [*left.below, *below])
        return self._factor(node)

    def _factor(self, node: Node) -> _Product:
        """What is not a product, as one."""
        if not isinstance(node, Apply):
            return _Product(1, [node], [])
        if is_operation(node, "+") or is_operation(node, "-", 2):
            found = self.node(node)
            # A sum of which one term is left is a product after all.
            alone = not (is_operation(found, "+") or is_operation(found, "-", 2))
            return self._product(found) if alone else _Product(1, [found], [])
        if is_operation(node, "where") and (chosen := value_of(node.parts[0])) is not None:
            return self._product(node.parts[1] if chosen else node.parts[2])
        return _Product(1, [Apply(node.operation, tuple(map(self.node, node.parts)))], [])

    def _built(self, product: _Product) -> Node:
        sign, above, below = product
        first = [factor for factor in above if self._is_shared(factor)]
        rest = [factor for factor in above if not self._is_shared(factor)]
        if not below:
            node = _chain([*first, *rest])
        elif rest:
            node = apply("/", _chain(rest), _chain(below))
            for factor in reversed([f for f in first if f != _ONE]):
                node = apply("*", factor, node)
        else:
            node = apply("/", _chain(first), _chain(below))
        return apply("-", node) if sign < 0 and node != _ZERO else node

    def _is_shared(self, node: Node) -> bool:
        return all(name in self.shared for name in names_in(node))


def _chain(factors: Iterable[Node]) -> Node:
    """The factors side by side, equal ones as a power, without those that are 1."""
    counted: dict[Node, int] = {}
    for factor in factors:
        counted[factor] = counted.get(factor, 0) + 1
    counted.pop(_ONE, None)
    node: Node | None = None
    for factor, count in counted.items():
        raised = factor if count == 1 else apply("**", factor, Number(float(count)))
        node = raised if node is None else apply("*", node, raised)
    return _ONE if node is None else node
