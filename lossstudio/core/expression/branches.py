"""The branches of a slope: what it is where two of them meet, and by what they are told apart."""

from collections.abc import Callable, Collection

from lossstudio.core.expression.build import add, divide, negative, number, subtract, value_of
from lossstudio.core.expression.evaluate import PAIRS
from lossstudio.core.expression.rewrite import everywhere
from lossstudio.core.expression.tree import Apply, Name, Node, apply, is_operation, names_in


def settled(slope: Node, at_kinks: float | None, depends: Callable[[Node], bool]) -> Node:
    """`slope` with its value where branches meet: `at_kinks`, or the mean of both sides.

    ``where`` keeps its own branches unless `at_kinks` is given and its comparison `depends` on the
    score.
    """

    def here(node: Node) -> Node:
        if is_operation(node, "slope_of_max") and isinstance(node, Apply):
            u, v, du, dv = node.parts
            mean = divide(add(du, dv), number(2.0))
            return apply("by_order", u, v, du, mean if at_kinks is None else number(at_kinks), dv)
        if at_kinks is None or not is_operation(node, "where") or not isinstance(node, Apply):
            return node
        condition, yes, no = node.parts
        if not depends(condition) or not isinstance(condition, Apply):
            return node
        above, below = (yes, no) if condition.operation in (">", ">=") else (no, yes)
        return apply("by_order", *condition.parts, above, number(at_kinks), below)

    return everywhere(slope, here)


def order(left: Node, right: Node, varying: Collection[str]) -> tuple[Node, Node, bool]:
    """The comparison of two values as it reads best: m and 1 in place of 0 and 1 − m.

    What depends on the names `varying` stands on the left. The last of the three says whether the
    sides have changed places: then the first is above the second where `left` is below `right`.
    """
    terms = _terms(subtract(left, right))
    moving = [(sign, term) for sign, term in terms if names_in(term).intersection(varying)]
    if not moving or len(terms) > 2:
        return left, right, False
    still = [(-sign, term) for sign, term in terms if (sign, term) not in moving]
    turn = moving[0][0]
    one, other = (
        add(*(term if turn * sign > 0 else negative(term) for sign, term in side))
        for side in (moving, still)
    )
    return one, other, turn < 0


def _terms(node: Node, sign: int = 1) -> list[tuple[int, Node]]:
    if is_operation(node, "+") or is_operation(node, "-"):
        *before, last = node.parts
        of_last = -sign if is_operation(node, "-") else sign
        return [each for part in before for each in _terms(part, sign)] + _terms(last, of_last)
    return [] if value_of(node) == 0.0 else [(sign, node)]


def class_asked_for(condition: Node) -> tuple[int, int] | None:
    """The class of two for which a comparison of y holds, and the other one; None of others."""
    if not isinstance(condition, Apply) or len(condition.parts) != 2:
        return None
    name, limit = condition.parts
    value = value_of(limit)
    if name != Name("y") or value is None:
        return None
    compare = PAIRS[condition.operation]
    holds = [bool(compare(y, value)) for y in (0.0, 1.0)]
    return None if holds[0] == holds[1] else ((1, 0) if holds[1] else (0, 1))
