"""A formula that a person typed, with all that follows from it: task, slope, curvature, texts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression.derivative import TooLargeError, TooLongError, derivative
from lossstudio.core.expression.evaluate import Program, program
from lossstudio.core.expression.reader import FormulaError, farthest_number, read
from lossstudio.core.expression.rewrite import computable, deciding, recognised
from lossstudio.core.expression.tree import Apply, Name, Node, apply, names_in
from lossstudio.core.expression.vocabulary import PARAMETERS, VARIABLES
from lossstudio.core.expression.wide import Wide, evaluated
from lossstudio.core.expression.writing import as_latex, as_numpy, as_text
from lossstudio.core.parameters import Parameter
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

Array = NDArray[np.float64]

_Z = Name("z")
_CALLED: dict[Node, str] = {
    apply("sigmoid", _Z): "p",
    apply("sigmoid", apply("-", _Z)): "q",
}
_ARGUMENTS = ("raw", "y")
_DEFINITIONS = {
    "r": (r"r", r"\hat y - y"),
    "p": (r"p", r"\frac{1}{1 + e^{-z}}"),
    "m": (r"m", r"(2 y - 1) \, z"),
    "s": (r"s", r"2 y - 1"),
}
"""What names are, as LaTeX: the two sides."""
_LONG = 28
"""Characters of a formula's text that a narrow panel shows in a line."""
_DEFINED = {
    "r": "r = raw - y",
    "yhat": "yhat = raw",
    "z": "z = raw",
    "s": "s = 2.0 * y - 1.0",
    "m": "m = s * raw",
    "p": "p = sigmoid(z)",
    "q": "q = sigmoid(-z)  # 1 - p, also where p rounds to 1",
}
"""The lines of NumPy that a name needs, each after those it needs itself."""
_NEEDED = {"m": "s", "p": "z", "q": "z"}
_TINY = 1e-200
"""Losses and slopes that are not worth a longer script."""
_TARGETS = {Task.REGRESSION: (0.0, 1.0, -1.5), Task.BINARY: (0.0, 1.0)}
_NUMBERS = (1.0, 0.0, -1.0, 0.5, 3.0)
"""Targets and values of a formula's numbers with which it is tried out."""
_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


@dataclass(frozen=True, eq=False)
class Formula:
    """The formula `text` for `task`.

    `loss`, `slope` and `second` are the trees of the loss and of its first and second derivative by
    the raw score, as they are shown; what is computed are equal forms of them.
    """

    text: str
    task: Task
    loss: Node
    slope: Node
    second: Node

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the formula uses."""
        return names_in(self.loss)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The numbers that are set beside it."""
        return tuple(parameter for parameter in PARAMETERS if parameter.name in self.names)

    @cached_property
    def depends_on_target(self) -> bool:
        """The target counts by itself and not only by the residual: each has a curve of its own."""
        return self.task is Task.REGRESSION and bool(
            {"y", "yhat"} & names_in(recognised(self.loss))
        )

    def computed(self, *trees: Node) -> tuple[Node, ...]:
        """Equal forms of `trees` that are computed with small rounding errors."""
        has_classes = self.task is Task.BINARY
        return tuple(computable(tree, has_classes=has_classes) for tree in trees)

    @cached_property
    def _both(self) -> Program:
        return program(self.computed(self.loss, self.slope))

    @cached_property
    def _curvature(self) -> Program:
        return program(self.computed(self.second))

    def value_and_slope(self, raw: Array, y: Array, **numbers: float) -> tuple[Array, Array]:
        """The loss and its slope at the scores and targets (n, k) each; what is not defined is NaN.

        The arrays are new ones.
        """
        value, slope = self._evaluated(self._both, raw, y, numbers)
        return value, slope

    def curvature(self, raw: Array, y: Array, **numbers: float) -> Array:
        """The second derivative, (n, k)."""
        (second,) = self._evaluated(self._curvature, raw, y, numbers)
        return second

    def _evaluated(
        self, program: Program, raw: Array, y: Array, numbers: Mapping[str, float]
    ) -> tuple[Array, ...]:
        """What `program` gives, as new arrays of `raw`'s shape, computed as in `wide`."""

        def function(raw: Any, y: Any, *values: Any) -> list[Any]:
            return program(self.names_at(raw, y, dict(zip(numbers, values, strict=True))))

        return evaluated(function, raw, y, *map(np.float64, numbers.values()))

    @cached_property
    def _deciding(self) -> Program:
        return program(self.computed(*(tree for tree in deciding(recognised(self.loss)))))

    def branches(self, raw: Array, y: Array, **numbers: float) -> Array:
        """Which way each choice of the formula goes at n scores (n, 1): -1, 0 or 1, (n, d).

        A choice is the sign of what is in ``abs`` or ``sign``, which of two values is the largest
        or the smallest, and a comparison.
        """
        with np.errstate(all="ignore"):
            found = self._deciding(self.names_at(raw, y, numbers))
        columns = [np.sign(np.broadcast_to(values, raw.shape))[:, 0] for values in found]
        return np.stack(columns, axis=1) if columns else np.zeros((len(raw), 0))

    def names_at(self, raw: Any, y: Any, numbers: Mapping[str, Any]) -> dict[str, Any]:
        """The values of all names at the scores and targets."""
        # NumPy's numbers: Python's raise an error for 1000.0**200, and (-2.0)**0.5 is complex.
        found: dict[str, Any] = {"y": y, "pi": np.float64(np.pi), "e": np.float64(np.e)}
        for name, value in numbers.items():
            found[name] = value if isinstance(value, Wide) else np.float64(value)
        if self.task is Task.REGRESSION:
            return {**found, "yhat": raw, "r": raw - y}
        s = 2.0 * y - 1.0
        return {**found, "z": raw, "s": s, "m": s * raw}

    # -- texts ------------------------------------------------------------------------------------

    @cached_property
    def latex(self) -> str:
        r"""The loss as LaTeX, with what its names are: ``\ell = r^{2}, \quad r = \hat y - y``."""
        names = [name for name in _DEFINITIONS if name in self.names]
        return _in_rows(r"\ell", self.loss, [_DEFINITIONS[name] for name in names])

    @cached_property
    def slope_latex(self) -> str:
        """The slope as LaTeX."""
        by = r"\hat y" if self.task is Task.REGRESSION else "z"
        is_new = "s" in names_in(self.slope) and "s" not in self.names
        definitions = [_DEFINITIONS["s"]] if is_new else []
        return _in_rows(rf"\frac{{\partial \ell}}{{\partial {by}}}", self.slope, definitions)

    @cached_property
    def source(self) -> str:
        """A NumPy function, ``formula(raw, y)``, that gives the loss and its slope.

        It computes as `value_and_slope` does, to the last bit, and calls those of `WRITTEN_OUT`.
        """
        given = (*_ARGUMENTS, *(parameter.name for parameter in self.parameters))
        lines = []
        for name, tree in zip(
            ("values", "slope"), self.computed(self.loss, self.slope), strict=True
        ):
            text = as_numpy(tree, _CALLED)
            if not VARIABLES.keys() & names_in(tree):  # the same number for every sample
                text = f"np.full_like(raw, {text})"
            lines.append(f"{name} = {text}")
        used = set(_WORD.findall(" ".join(lines)))
        for name, needed in _NEEDED.items():
            used |= {needed} if name in used else set()
        lines = [line for name, line in _DEFINED.items() if name in used] + lines
        lines.append("return values, slope")
        arguments = ", ".join(given)
        if self._leaves_the_range:
            inner = [f"    {line}" for line in lines]
            lines = [f"def both({arguments}):", *inner, "", f"return evaluated(both, {arguments})"]
        lines.insert(0, f'"""{as_text(self.loss)}, and its slope."""')
        body = [f"    {line}" if line else "" for line in lines]
        return "\n".join([f"def formula({arguments}):", *body, ""])

    @cached_property
    def _leaves_the_range(self) -> bool:
        """Numbers on the way are beyond those of doubles at some score up to 1e150, and it matters.

        Only then do scripts bring along what computes with wide numbers.
        """
        size = np.concatenate([np.linspace(0.0, 2000.0, 401), np.geomspace(1e-150, 1e150, 121)])
        place, y = np.meshgrid(np.concatenate([-size, size]), _TARGETS[self.task], indexing="ij")
        raw, y = place.reshape(-1, 1), y.reshape(-1, 1)
        for number in _NUMBERS if self.parameters else _NUMBERS[:1]:
            numbers = {parameter.name: number for parameter in self.parameters}
            with np.errstate(all="ignore"):
                plain = self._both(self.names_at(raw, y, numbers))
            for one, other in zip(plain, self.value_and_slope(raw, y, **numbers), strict=True):
                one = np.broadcast_to(one, raw.shape)
                if not np.allclose(one, other, rtol=1e-6, atol=_TINY, equal_nan=True):
                    return True
        return False


def _in_rows(left: str, tree: Node, definitions: Sequence[tuple[str, str]]) -> str:
    """The equation as LaTeX, and the definitions, in one row where that is short."""
    rows = [""]
    length = 0
    for sign, term in _terms(tree):
        size = len(as_text(term))
        if length and length + size > _LONG:
            rows.append(r"\quad ")
            length = 0
        rows[-1] += sign + as_latex(term)
        length += size
    if len(rows) == 1 and length <= _LONG and len(definitions) < 2:
        return r", \quad ".join([f"{left} = {rows[0]}", *(" = ".join(d) for d in definitions)])
    lines = [f"{left} &= {rows[0]}", *(f"& {row}" for row in rows[1:])]
    lines += [" &= ".join(definition) for definition in definitions]
    inside = r" \\ ".join(lines)
    return rf"\begin{{aligned}} {inside} \end{{aligned}}"


def _terms(tree: Node) -> list[tuple[str, Node]]:
    """What a sum is made of, with the sign before each."""
    if not isinstance(tree, Apply) or tree.operation not in ("+", "-") or len(tree.parts) == 1:
        return [("", tree)]
    left, right = tree.parts
    if isinstance(right, Apply) and right.operation in ("+", "-"):  # it stands in brackets
        return [("", tree)]
    return [*_terms(left), (f" {tree.operation} ", right)]


@lru_cache(maxsize=256)
def read_formula(text: str) -> Formula:
    """The formula `text`.

    Raises `FormulaError` where it cannot be read or does not say what it is for: it uses r or ŷ for
    numbers, or z, p, s or m for two classes; and where its derivatives, or numbers in them, grow
    too large.
    """
    tree = read(text)
    names = names_in(tree)
    found = {task for name, (task, _) in VARIABLES.items() if name in names and task is not None}
    if len(found) > 1:
        raise FormulaError(
            *_place(text),
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "r and ŷ are for numbers, z, p, s and m for two classes: not both in one",
                ),
            ),
        )
    if not found:
        raise FormulaError(
            0,
            max(len(text), 1),
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "the prediction is missing: r or ŷ for numbers; z, p or m for two classes",
                ),
            ),
        )
    (task,) = found
    try:
        slope = derivative(recognised(tree))
        second = derivative(recognised(slope))
    except TooLongError:
        reason = QT_TRANSLATE_NOOP(
            "core", "the formula's derivative is too long; a shorter one is needed"
        )
        raise FormulaError(0, len(text), Message(reason)) from None
    except TooLargeError:
        reason = QT_TRANSLATE_NOOP("core", "the formula has numbers that are too large")
        raise FormulaError(*farthest_number(text), Message(reason)) from None
    return Formula(text, task, tree, slope, second)


def _place(text: str) -> tuple[int, int]:
    """Where in the text the first name for classes stands, and how long it is."""
    first = next((found for found in _WORD.finditer(text) if found[0] in "zpsm"), None)
    return (first.start(), 1) if first else (0, len(text))
