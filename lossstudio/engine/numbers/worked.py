"""A formula with its numbers put in, and as plain text."""

from collections.abc import Callable, Mapping

from lossstudio.core.expression.tree import Apply, Name, Node, Number, is_operation
from lossstudio.core.expression.writing import binding, number_text
from lossstudio.engine.numbers.account import Number as Shown
from lossstudio.engine.numbers.account import Part

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 1, 2, 3, 4, 5
_COMPARED = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_RAISED = str.maketrans("0123456789t", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵗ")


def worked_parts(
    node: Node, number: Callable[[str], Shown], value: Callable[[Node], float]
) -> list[Part]:
    """`node` as arithmetic. `number` is what a name stands for, `value` what a part comes to: of
    several cases, the one that holds is written.
    """
    return _Worked(number, value).parts(node, 0)


def formula_text(node: Node, symbols: Mapping[str, str]) -> str:
    """`node` as plain text, its names written as their `symbols`."""
    return "".join(map(str, _Text(symbols).parts(node, 0)))


class _Writer:
    """What arithmetic and plain text have in common."""

    times = " · "

    def parts(self, node: Node, least: int) -> list[Part]:
        """`node`, in brackets where its place asks for what binds more."""
        if not isinstance(node, Apply):
            return self.leaf(node, least)
        if node.operation in ("+", "-", "*", "/", "**"):
            inside = self._operation(node)
            return ["(", *inside, ")"] if binding(node) < least else inside
        return self.function(node, least)

    def leaf(self, node: Number | Name, least: int) -> list[Part]:
        """A number or a name."""
        raise NotImplementedError

    def function(self, node: Apply, least: int) -> list[Part]:
        """A function, or cases."""
        inside: list[Part] = []
        for part in node.parts:
            inside += [*([", "] if inside else []), *self.parts(part, 0)]
        return [f"{node.operation}(", *inside, ")"]

    def power(self, base: list[Part], exponent: Node) -> list[Part]:
        """`base` to the power of `exponent`."""
        if exponent == Number(2.0):
            return [*base, "²"]
        return [*base, "^", *self.parts(exponent, _ATOM)]

    def _operation(self, node: Apply) -> list[Part]:
        operation, parts = node.operation, node.parts
        if len(parts) == 1:
            return ["−", *self.parts(parts[0], _PRODUCT)]
        left, right = parts
        if operation == "**":
            return self.power(self.parts(left, _ATOM), right)
        if operation == "/":
            return [*self.parts(left, _PRODUCT), " / ", *self.parts(right, _POWER)]
        if operation == "*":
            # a · (b / c) needs no brackets
            least = _PRODUCT if is_operation(right, "/") else _POWER
            return [*self.parts(left, _PRODUCT), self.times, *self.parts(right, least)]
        sign = " + " if operation == "+" else " − "
        least = _POWER if is_operation(right, "-", 1) else _PRODUCT
        return [*self.parts(left, _SUM), sign, *self.parts(right, least)]


class _Worked(_Writer):
    """Arithmetic with numbers."""

    def __init__(self, number: Callable[[str], Shown], value: Callable[[Node], float]) -> None:
        self.number, self.value = number, value

    def leaf(self, node: Number | Name, least: int) -> list[Part]:
        if isinstance(node, Number):
            return [Shown(node.value)]
        found = self.number(node.name)
        return ["(", found, ")"] if least >= _ATOM and found.value < 0 else [found]

    def function(self, node: Apply, least: int) -> list[Part]:
        if node.operation == "where":
            condition, yes, no = node.parts
            return self.parts(yes if self.value(condition) else no, least)
        if node.operation == "sqrt":
            return ["√(", *self.parts(node.parts[0], 0), ")"]
        return super().function(node, least)


class _Text(_Writer):
    """Plain text, with factors side by side."""

    times = " "

    def __init__(self, symbols: Mapping[str, str]) -> None:
        self.symbols = symbols

    def leaf(self, node: Number | Name, least: int) -> list[Part]:
        if isinstance(node, Number):
            return [number_text(node.value)]
        return [self.symbols[node.name]]

    def power(self, base: list[Part], exponent: Node) -> list[Part]:
        if isinstance(exponent, Number | Name):
            raised = "".join(map(str, self.leaf(exponent, 0)))
            if raised.isdigit() or raised == "t":
                return [*base, raised.translate(_RAISED)]
        return super().power(base, exponent)

    def function(self, node: Apply, least: int) -> list[Part]:
        inside = self.parts(node.parts[0], 0)
        if node.operation == "abs":
            return ["|", *inside, "|"]
        if node.operation == "sqrt":
            return ["√", *inside] if isinstance(node.parts[0], Name) else ["√(", *inside, ")"]
        if node.operation == "where":
            condition, yes, no = node.parts
            assert isinstance(condition, Apply)
            left, right = (self.parts(part, 0) for part in condition.parts)
            compared: list[Part] = [*left, f" {_COMPARED[condition.operation]} ", *right]
            cases = [*self.parts(yes, 0), " where ", *compared, ", else ", *self.parts(no, 0)]
            return ["(", *cases, ")"] if least else cases
        return super().function(node, least)
