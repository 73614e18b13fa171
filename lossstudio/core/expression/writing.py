"""A tree as people write it: as the text that is typed, as LaTeX, and as NumPy code."""

from collections.abc import Callable, Mapping

from lossstudio.core.expression.evaluate import WRITTEN_OUT
from lossstudio.core.expression.tree import (
    COMPARISONS,
    Apply,
    Name,
    Node,
    Number,
    is_operation,
    names_in,
)
from lossstudio.core.expression.vocabulary import VARIABLES

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 1, 2, 3, 4, 5
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
        return _ATOM
    if node.operation in ("+", "-"):
        return _SUM if len(node.parts) == 2 else _SIGN
    return {"*": _PRODUCT, "/": _PRODUCT, "**": _POWER}.get(node.operation, _ATOM)


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
        return "-" + _plain(parts[0], _POWER)
    if operation in ("+", "-"):
        right = _plain(parts[1], _PRODUCT)
        return f"{_plain(parts[0], _SUM)} {operation} {right}"
    if operation in ("*", "/"):
        return f"{_plain(parts[0], _PRODUCT)}{operation}{_plain(parts[1], _SIGN)}"
    if operation == "**":
        return f"{_plain(parts[0], _ATOM)}**{_plain(parts[1], _SIGN)}"
    if operation in COMPARISONS:
        return f"{_plain(parts[0], 0)} {operation} {_plain(parts[1], 0)}"
    inside = [_plain(part, 0) for part in parts]
    if operation == "slope_of_max":  # which nobody types, but which is read
        return f"where({inside[0]} > {inside[1]}, {inside[2]}, {inside[3]})"
    return f"{operation}({', '.join(inside)})"


# -- as LaTeX ------------------------------------------------------------------------------------

_GREEK = {"yhat": r"\hat y", "pi": r"\pi"}
_SIGNS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge"}
_OPPOSITE = {"<": r"\ge", "<=": ">", ">": r"\le", ">=": "<"}
_LOGARITHMS = ("log", "log1p", "softplus", "logcosh")
_NAMED = {
    "log": r"\log",
    "sin": r"\sin",
    "cos": r"\cos",
    "tan": r"\tan",
    "sinh": r"\sinh",
    "cosh": r"\cosh",
    "tanh": r"\tanh",
    "arctan": r"\arctan",
    "sign": r"\operatorname{sign}",
    "max": r"\max",
    "min": r"\min",
    "sigmoid": r"\sigma",
}


def as_latex(node: Node) -> str:
    """The formula as LaTeX."""
    return _latex(node, 0)


def _latex(node: Node, least: int) -> str:
    text = _latex_inside(node)
    return rf"\left({text}\right)" if _latex_binding(node) < least else text


def _latex_binding(node: Node) -> int:
    operation = node.operation if isinstance(node, Apply) else ""
    if operation in ("/", "exp", *_LOGARITHMS):
        return _POWER  # a factor like any other, but no base of a power
    return _SUM if operation == "expm1" else binding(node)


def _latex_inside(node: Node) -> str:
    if isinstance(node, Number):
        return _latex_number(node.value)
    if isinstance(node, Name):
        return _GREEK.get(node.name, node.name)
    if node.operation in _LATEX:
        return _LATEX[node.operation](node)
    arguments = ", ".join(_latex(part, 0) for part in node.parts)
    name = _NAMED.get(node.operation, rf"\operatorname{{{node.operation}}}")
    return rf"{name}\left({arguments}\right)"


def _latex_number(value: float) -> str:
    mantissa, e, exponent = number_text(value).partition("e")
    if not e:
        return mantissa
    head = "" if mantissa == "1" else rf"{mantissa} \cdot "
    return f"{head}10^{{{exponent}}}"


def _latex_sum(node: Apply) -> str:
    if len(node.parts) == 1:
        return "-" + _latex(node.parts[0], _PRODUCT)
    left, right = node.parts
    least = _POWER if is_operation(right, "-", 1) else _PRODUCT  # no two signs in a row
    return f"{_latex(left, _SUM)} {node.operation} {_latex(right, least)}"


def _latex_product(node: Apply) -> str:
    left, right = node.parts
    before, after = _latex(left, _PRODUCT), _latex(right, _POWER)
    is_number = after[0].isdigit()
    return f"{before} \\cdot {after}" if is_number else f"{before} \\, {after}"


def _latex_quotient(node: Apply) -> str:
    left, right = node.parts
    return rf"\frac{{{_latex(left, 0)}}}{{{_latex(right, 0)}}}"


def _latex_power(node: Apply) -> str:
    base, exponent = node.parts
    raised = f"^{{{_latex(exponent, 0)}}}"
    if isinstance(base, Apply) and base.operation == "abs":
        return _latex_inside(base) + raised
    return _latex(base, _ATOM) + raised


def _cases(*rows: tuple[str, str]) -> str:
    inside = r" \\ ".join(rf"{value} & \; {condition}" for value, condition in rows)
    return rf"\begin{{cases}} {inside} \end{{cases}}"


def _latex_where(node: Apply) -> str:
    condition, yes, no = node.parts
    left, right = (_latex(part, 0) for part in condition.parts)
    operation = condition.operation  # type: ignore[union-attr]
    return _cases(
        (_latex(yes, 0), f"{left} {_SIGNS[operation]} {right}"),
        (_latex(no, 0), f"{left} {_OPPOSITE[operation]} {right}"),
    )


def _latex_slope_of_max(node: Apply) -> str:
    u, v, du, dv = (_latex(part, 0) for part in node.parts)
    if isinstance(node.parts[0], Number):  # 1 − m > 0 rather than 0 < 1 − m
        return _cases((dv, f"{v} > {u}"), (du, f"{v} < {u}"))
    return _cases((du, f"{u} > {v}"), (dv, f"{u} < {v}"))


_LATEX: dict[str, Callable[[Apply], str]] = {
    "+": _latex_sum,
    "-": _latex_sum,
    "*": _latex_product,
    "/": _latex_quotient,
    "**": _latex_power,
    "exp": lambda node: f"e^{{{_latex(node.parts[0], 0)}}}",
    "expm1": lambda node: f"e^{{{_latex(node.parts[0], 0)}}} - 1",
    "abs": lambda node: rf"\left|{_latex(node.parts[0], 0)}\right|",
    "sqrt": lambda node: rf"\sqrt{{{_latex(node.parts[0], 0)}}}",
    "log1p": lambda node: rf"\log\left(1 + {_latex(node.parts[0], _PRODUCT)}\right)",
    "softplus": lambda node: rf"\log\left(1 + e^{{{_latex(node.parts[0], 0)}}}\right)",
    "logcosh": lambda node: rf"\log \cosh\left({_latex(node.parts[0], 0)}\right)",
    "where": _latex_where,
    "slope_of_max": _latex_slope_of_max,
}


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
        return "-" + _code(parts[0], _POWER, names)
    if operation in ("+", "-"):
        return f"{_code(parts[0], _SUM, names)} {operation} {_code(parts[1], _PRODUCT, names)}"
    if operation in ("/", "**") and _may_raise(node):
        name = "divide" if operation == "/" else "power"
        return f"np.{name}({_code(parts[0], 0, names)}, {_code(parts[1], 0, names)})"
    if operation in ("*", "/"):
        return f"{_code(parts[0], _PRODUCT, names)} {operation} {_code(parts[1], _SIGN, names)}"
    if operation == "**":
        exponent = parts[1]
        whole = isinstance(exponent, Number) and exponent.value == int(exponent.value)
        # As NumPy squares: with a plain 2.
        by = number_text(exponent.value) if whole else _code(exponent, _SIGN, names)  # type: ignore[union-attr]
        return f"{_code(parts[0], _ATOM, names)} ** {by}"
    if operation in COMPARISONS:
        return f"{_code(parts[0], 0, names)} {operation} {_code(parts[1], 0, names)}"
    inside = [_code(part, 0, names) for part in parts]
    while len(inside) > 2 and operation in ("max", "min"):
        inside[:2] = [_NUMPY[operation].format(*inside[:2])]
    if operation in _NUMPY:
        return _NUMPY[operation].format(*inside)
    return f"{'' if operation in WRITTEN_OUT else 'np.'}{operation}({', '.join(inside)})"
