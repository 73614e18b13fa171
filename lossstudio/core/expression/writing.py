"""A tree as the text that is typed, and as NumPy code."""

from collections.abc import Mapping

from lossstudio.core.expression.evaluate import WRITTEN_OUT
from lossstudio.core.expression.tree import (
    COMPARISONS,
    Apply,
    Name,
    Node,
    Number,
    names_in,
)
from lossstudio.core.expression.vocabulary import VARIABLES

SUM, PRODUCT, SIGN, POWER, ATOM = 1, 2, 3, 4, 5
"""How strongly an operation binds; what binds less than its place asks for stands in brackets."""


def number_text(value: float) -> str:
    """A number, never negative, with all its digits and no more: 2, 0.5, 1e-6, 1e300."""
    text = repr(float(value))
    mantissa, e, exponent = text.partition("e")
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}e{int(exponent)}" if e else mantissa


def binding(node: Node) -> int:
    """How strongly the operation of `node` binds."""
    if not isinstance(node, Apply):
        return ATOM
    if node.operation in ("+", "-"):
        return SUM if len(node.parts) == 2 else SIGN
    return {"*": PRODUCT, "/": PRODUCT, "**": POWER}.get(node.operation, ATOM)


# -- as it is typed ------------------------------------------------------------------------------


def as_text(node: Node) -> str:
    """The formula as it can be typed, and read again."""
    return _plain(node, 0)


def _plain(node: Node, least: int) -> str:
    text = _plain_inside(node)
    return f"({text})" if binding(node) < least else text


def _plain_inside(node: Node) -> str:
    if isinstance(node, Number):
        return number_text(node.value)
    if isinstance(node, Name):
        return node.name
    operation, parts = node.operation, node.parts
    if operation == "-" and len(parts) == 1:
        return "-" + _plain(parts[0], POWER)
    if operation in ("+", "-"):
        right = _plain(parts[1], PRODUCT)
        return f"{_plain(parts[0], SUM)} {operation} {right}"
    if operation in ("*", "/"):
        return f"{_plain(parts[0], PRODUCT)}{operation}{_plain(parts[1], SIGN)}"
    if operation == "**":
        return f"{_plain(parts[0], ATOM)}**{_plain(parts[1], SIGN)}"
    if operation in COMPARISONS:
        return f"{_plain(parts[0], 0)} {operation} {_plain(parts[1], 0)}"
    inside = [_plain(part, 0) for part in parts]
    if operation == "slope_of_max":  # which nobody types, but which is read
        return f"where({inside[0]} > {inside[1]}, {inside[2]}, {inside[3]})"
    return f"{operation}({', '.join(inside)})"


# -- as NumPy code -------------------------------------------------------------------------------

_NUMPY = {
    "abs": "np.abs({})",
    "max": "np.maximum({}, {})",
    "min": "np.minimum({}, {})",
    "clip": "np.minimum(np.maximum({}, {}), {})",
}


def as_numpy(node: Node, names: Mapping[Node, str]) -> str:
    """The formula as NumPy code; what `names` knows is called so there.

    It calls functions of `WRITTEN_OUT`, and its numbers may be Python's: these raise an error where
    they are divided by 0 or grow too large for a power, which NumPy's do not.
    """
    return _code(node, 0, names)


def _code(node: Node, least: int, names: Mapping[Node, str]) -> str:
    if node in names:
        return names[node]
    text = _code_inside(node, names)
    return f"({text})" if binding(node) < least else text


def _may_raise(node: Apply) -> bool:
    """A quotient or a power of numbers alone, which as Python's may be an error."""
    if names_in(node) & VARIABLES.keys():
        return False
    by = node.parts[1]
    if node.operation == "/":
        return not (isinstance(by, Number) and by.value)
    return not (isinstance(node.parts[0], Name) and by in (Number(1.0), Number(2.0), Number(3.0)))


def _code_inside(node: Node, names: Mapping[Node, str]) -> str:
    if isinstance(node, Number):
        return repr(node.value)
    if isinstance(node, Name):
        return {"pi": "np.pi", "e": "np.e"}.get(node.name, node.name)
    operation, parts = node.operation, node.parts
    if operation == "-" and len(parts) == 1:
        return "-" + _code(parts[0], POWER, names)
    if operation in ("+", "-"):
        return f"{_code(parts[0], SUM, names)} {operation} {_code(parts[1], PRODUCT, names)}"
    if operation in ("/", "**") and _may_raise(node):
        name = "divide" if operation == "/" else "power"
        return f"np.{name}({_code(parts[0], 0, names)}, {_code(parts[1], 0, names)})"
    if operation in ("*", "/"):
        return f"{_code(parts[0], PRODUCT, names)} {operation} {_code(parts[1], SIGN, names)}"
    if operation == "**":
        exponent = parts[1]
        whole = isinstance(exponent, Number) and exponent.value == int(exponent.value)
        # As NumPy squares: with a plain 2.
        by = number_text(exponent.value) if whole else _code(exponent, SIGN, names)  # type: ignore[union-attr]
        return f"{_code(parts[0], ATOM, names)} ** {by}"
    if operation in COMPARISONS:
        return f"{_code(parts[0], 0, names)} {operation} {_code(parts[1], 0, names)}"
    inside = [_code(part, 0, names) for part in parts]
    while len(inside) > 2 and operation in ("max", "min"):
        inside[:2] = [_NUMPY[operation].format(*inside[:2])]
    if operation in _NUMPY:
        return _NUMPY[operation].format(*inside)
    return f"{'' if operation in WRITTEN_OUT else 'np.'}{operation}({', '.join(inside)})"
