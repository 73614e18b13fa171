"""A formula with its numbers put in."""

from collections.abc import Callable

from lossstudio.core.expression.tree import Apply, Name, Node, Number, is_operation
from lossstudio.core.expression.writing import ATOM, POWER, PRODUCT, SUM, binding
from lossstudio.engine.numbers.account import Part, digits
from lossstudio.engine.numbers.account import ShownNumber as Shown


class Worked:
    """Writes arithmetic. `number` is what a name stands for, and `value` what a part comes to: of
    several cases, the one that holds is written."""

    def __init__(self, number: Callable[[str], Shown], value: Callable[[Node], float]) -> None:
        self.number, self.value = number, value

    def parts(self, node: Node, least: int = 0) -> list[Part]:
        """`node`, in brackets where its place asks for what binds more."""
        if isinstance(node, Number):
            return [Shown(node.value)]
        if isinstance(node, Name):
            found = self.number(node.name)
            return self.bracketed([found], least, found.value < 0)
        if node.operation in ("+", "-", "*", "/", "**"):
            return self.bracketed(self._operation(node), least, binding(node) < least)
        return self.function(node, least)

    @staticmethod
    def bracketed(parts: list[Part], least: int, is_needed: bool) -> list[Part]:
        """`parts` in brackets where that is needed and their place is no sum's."""
        return ["(", *parts, ")"] if is_needed and least > SUM else parts

    def function(self, node: Apply, least: int) -> list[Part]:
        """A function, or the case that holds."""
        if node.operation == "where":
            condition, yes, no = node.parts
            return self.parts(yes if self.value(condition) else no, least)
        if node.operation in ("max", "min"):  # of two at a time
            inside = self.parts(node.parts[0])
            for part in node.parts[1:]:
                inside = [f"{node.operation}(", *inside, ", ", *self.parts(part), ")"]
            return inside
        name = "√" if node.operation == "sqrt" else node.operation
        return [f"{name}(", *self.parts(node.parts[0]), ")"]

    def opposite(self, inner: Node) -> list[Part]:
        """What has a minus before it."""
        return ["−", *self.parts(inner, PRODUCT)]  # −2 · 3 is −(2 · 3)

    def _operation(self, node: Apply) -> list[Part]:
        operation, parts = node.operation, node.parts
        if len(parts) == 1:
            return self.opposite(parts[0])
        left, right = parts
        if operation == "**":
            by: list[Part] = ["²"] if right == Number(2.0) else ["^", *self.parts(right, ATOM)]
            return [*self.parts(left, ATOM), *by]
        if operation == "/":
            if isinstance(left, Number) and isinstance(right, Number):
                return [f"{digits(left.value)}/{digits(right.value)}"]
            return [*self.parts(left, PRODUCT), " / ", *self.parts(right, POWER)]
        if operation == "*":
            # a · (b / c) needs no brackets
            least = PRODUCT if is_operation(right, "/") else POWER
            return [*self.parts(left, PRODUCT), " · ", *self.parts(right, least)]
        sign = " + " if operation == "+" else " − "
        least = POWER if is_operation(right, "-", 1) else PRODUCT
        return [*self.parts(left, SUM), sign, *self.parts(right, least)]
