"""A loss's formula, with all that follows from it: task, slope, curvature, numbers and texts.

It is typed by a person, or stands in a loss's entry.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression import classes
from lossstudio.core.expression.branches import settled
from lossstudio.core.expression.build import ZERO, simplified
from lossstudio.core.expression.derivative import (
    OF_NAMES,
    TooLargeError,
    TooLongError,
    derivative,
)
from lossstudio.core.expression.equations import Equations
from lossstudio.core.expression.evaluate import Program, program
from lossstudio.core.expression.reader import FormulaError, farthest_number, read
from lossstudio.core.expression.rewrite import computable, deciding, recognised
from lossstudio.core.expression.source import source
from lossstudio.core.expression.tree import Name, Node, names_in, replaced
from lossstudio.core.expression.vocabulary import (
    CONSTANTS,
    FUNCTIONS,
    PARAMETERS,
    SUM_OVER_CLASSES,
    VARIABLES,
    VARIABLES_OF,
)
from lossstudio.core.expression.wide import Wide, evaluated
from lossstudio.core.parameters import Parameter
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

Array = NDArray[np.float64]

_TARGETS = {Task.REGRESSION: (0.0, 1.0, -1.5), Task.BINARY: (0.0, 1.0)}
_NUMBERS = (1.0, 0.0, -1.0, 0.5, 3.0)
"""Targets and values of a formula's numbers with which it is tried out."""
_TINY = 1e-200
"""Losses and slopes that are not worth a longer script."""
_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


@dataclass(frozen=True, eq=False)
class Formula:
    """The formula `text` for `task`.

    `loss`, `slope` and `second` are the trees of the loss and of its first and second derivative by
    the raw score, as they are shown; what is computed are equal forms of them. With several classes
    `slope` is that by the score of each class, and there is no `second`.

    `parameters` are the numbers that are set beside it, and `parts` the formulas that are called by
    a name in it, each after those it needs itself.
    """

    text: str
    task: Task
    loss: Node
    slope: Node
    second: Node | None
    parameters: tuple[Parameter, ...] = ()
    parts: dict[str, Node] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the formula uses."""
        return names_in(self.loss)

    @cached_property
    def depends_on_target(self) -> bool:
        """The target counts by itself and not only by the residual: each has a curve of its own."""
        return self.task is Task.REGRESSION and bool(
            {"y", "yhat"} & names_in(recognised(self.expanded(self.loss)))
        )

    # -- numbers ----------------------------------------------------------------------------------

    def expanded(self, tree: Node) -> Node:
        """`tree` with the parts in the place of their names."""
        for name, part in reversed(self.parts.items()):
            tree = replaced(tree, {Name(name): part})
        return tree

    def computed(self, *trees: Node) -> tuple[Node, ...]:
        """Equal forms of `trees` that are computed with small rounding errors."""
        for tree in trees:
            if tree not in self._forms:
                expanded = self.expanded(tree)
                self._forms[tree] = (
                    classes.computable(expanded)
                    if self.task is Task.MULTICLASS
                    else computable(expanded, has_classes=self.task is Task.BINARY)
                )
        return tuple(self._forms[tree] for tree in trees)

    @cached_property
    def _forms(self) -> dict[Node, Node]:
        return {}

    def program_of(self, trees: tuple[Node, ...]) -> Program:
        """What computes `trees` from `names_at`; the same object for the same trees."""
        if trees not in self._programs:
            self._programs[trees] = program(self.computed(*trees))
        return self._programs[trees]

    @cached_property
    def _programs(self) -> dict[tuple[Node, ...], Program]:
        return {}

    @property
    def _both(self) -> Program:
        return self.program_of((self.loss, self.slope))

    def value_and_slope(self, raw: Array, y: Array, **numbers: float) -> tuple[Array, Array]:
        """The loss and its slope at the scores and targets (n, k) each; what is not defined is NaN.

        The arrays are new ones. With several classes the loss is (n, 1).
        """
        if self.task is Task.MULTICLASS:
            with np.errstate(all="ignore"):
                value, slope = self._both(self.names_at(raw, y, numbers))
            return np.array(value), np.array(np.broadcast_to(slope, raw.shape))
        value, slope = self._evaluated(self._both, raw, y, numbers)
        return value, slope

    def curvature(self, raw: Array, y: Array, **numbers: float) -> Array:
        """The second derivative, (n, k)."""
        assert self.second is not None
        (second,) = self._evaluated(self.program_of((self.second,)), raw, y, numbers)
        if np.isnan(second).any():  # it may be a limit, where loss and slope are defined
            trees = (self.loss, self.slope, self.second)
            _, _, second = self._evaluated(self.program_of(trees), raw, y, numbers)
        return second

    def _evaluated(
        self, program: Program, raw: Array, y: Array, numbers: Mapping[str, float]
    ) -> tuple[Array, ...]:
        """What `program` gives, as new arrays of `raw`'s shape, computed as in `wide`."""

        def function(raw: Any, y: Any, *values: Any) -> list[Any]:
            return program(self.names_at(raw, y, dict(zip(numbers, values, strict=True))))

        values = map(np.float64, numbers.values())
        return evaluated(function, raw, y, *values, of_residual=self._is_of_residual)

    @cached_property
    def _is_of_residual(self) -> bool:
        """Score and target count by their difference alone."""
        return self.task is Task.REGRESSION and not self.depends_on_target

    @cached_property
    def choices(self) -> tuple[Node, ...]:
        """What the branches of the loss are decided by; see `deciding`."""
        return tuple(deciding(recognised(self.expanded(self.loss))))

    def branches(self, raw: Array, y: Array, **numbers: float) -> Array:
        """Which way each choice of the formula goes at n scores (n, 1): -1, 0 or 1, (n, d).

        A choice is the sign of what is in ``abs`` or ``sign``, which of two values is the largest
        or the smallest, and a comparison.
        """
        with np.errstate(all="ignore"):
            found = self.program_of(self.choices)(self.names_at(raw, y, numbers))
        columns = [np.sign(np.broadcast_to(values, raw.shape))[:, 0] for values in found]
        return np.stack(columns, axis=1) if columns else np.zeros((len(raw), 0))

    def names_at(self, raw: Any, y: Any, numbers: Mapping[str, Any]) -> dict[str, Any]:
        """The values of all names but those of parts at the scores and targets."""
        # NumPy's numbers: Python's raise an error for 1000.0**200, and (-2.0)**0.5 is complex.
        found: dict[str, Any] = {"y": y, "pi": np.float64(np.pi), "e": np.float64(np.e)}
        for name, value in numbers.items():
            found[name] = value if isinstance(value, Wide) else np.float64(value)
        if self.task is Task.REGRESSION:
            return {**found, "yhat": raw, "r": raw - y}
        if self.task is Task.MULTICLASS:
            return {**found, "z": raw, **classes.probabilities_at(raw)}
        s = 2.0 * y - 1.0
        return {**found, "z": raw, "s": s, "m": s * raw}

    # -- texts ------------------------------------------------------------------------------------

    @cached_property
    def shown(self) -> Equations:
        """The formula as it is shown."""
        symbols = {parameter.name: parameter.symbol for parameter in self.parameters}
        return Equations(self.task, self.loss, self.slope, self.parts, symbols)

    @cached_property
    def latex(self) -> str:
        r"""The loss as LaTeX, with what its names are: ``\ell = r^{2}, \quad r = \hat y - y``."""
        return self.shown.latex[0]

    @cached_property
    def slope_latex(self) -> str:
        """The slope as LaTeX."""
        return self.shown.latex[1]

    def with_zeros(self, names: frozenset[str]) -> "Formula":
        """The formula where these numbers are 0: a part that is then a plain name goes."""
        if names not in self._with_zeros:
            self._with_zeros[names] = self._without(names)
        return self._with_zeros[names]

    @cached_property
    def _with_zeros(self) -> dict[frozenset[str], "Formula"]:
        return {}

    def _without(self, names: frozenset[str]) -> "Formula":
        zeros: dict[Node, Node] = {Name(name): ZERO for name in names}
        gone: dict[Node, Node] = {}
        for name, part in self.parts.items() if names else ():
            what = simplified(replaced(part, zeros))
            if isinstance(what, Name):
                gone[Name(name)] = what
        if not gone:
            return self
        others = {name: part for name, part in self.parts.items() if Name(name) not in gone}
        return replace(
            self,
            loss=replaced(self.loss, gone),
            slope=replaced(self.slope, gone),
            parts={name: replaced(part, gone) for name, part in others.items()},
        )

    @cached_property
    def source(self) -> str:
        """A NumPy function, ``formula(raw, y)``, that gives the loss and its slope.

        It computes as `value_and_slope` does, to the last bit, and calls those of `WRITTEN_OUT`.
        """
        return source(
            self.loss,
            self.computed(self.loss, self.slope),
            [parameter.name for parameter in self.parameters],
            is_wide=self._leaves_the_range,
            of_residual=self._is_of_residual,
        )

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
    parameters = tuple(parameter for parameter in PARAMETERS if parameter.name in names)
    return Formula(text, task, tree, slope, second, parameters)


@lru_cache(maxsize=256)
def formula_of(
    text: str,
    task: Task,
    parameters: tuple[Parameter, ...] = (),
    parts: tuple[tuple[str, str], ...] = (),
    slope: str = "",
    slope_at_kinks: float | None = None,
) -> Formula:
    """The formula of a loss's entry.

    It may use the variables of its task, its `parameters`, and `parts`: formulas with names, each
    of which may use those before it. `slope` is an equal form of the derivative that reads better,
    and `slope_at_kinks` what it is where two branches meet, if not the mean of both sides. Raises
    `FormulaError` as `read` does, and `ValueError` for a name that has a meaning already.
    """
    variables = VARIABLES_OF[task]
    own = [*(parameter.name for parameter in parameters), *(name for name, _ in parts)]
    taken = variables.intersection(own)
    if taken or len(set(own)) < len(own):
        raise ValueError(f"{text}: {', '.join(sorted(taken) or own)}: each name means one thing")
    names = {*variables, *CONSTANTS, *own}
    functions = FUNCTIONS | ({"sum": SUM_OVER_CLASSES} if task is Task.MULTICLASS else {})
    trees = {name: read(part, names, functions) for name, part in parts}
    loss = read(text, names, functions)
    if slope:
        return Formula(text, task, loss, read(slope, names, functions), None, parameters, trees)
    if task is Task.MULTICLASS:
        return Formula(text, task, loss, classes.gradient(loss, trees), None, parameters, trees)
    of_names = dict(OF_NAMES)
    for name, part in trees.items():
        of_names[name] = derivative(part, of_names)
    changing = {name for name, by_score in of_names.items() if by_score != ZERO}
    found = settled(
        derivative(recognised(loss), of_names),
        slope_at_kinks,
        lambda condition: bool(names_in(condition) & changing),
    )
    return Formula(text, task, loss, found, None, parameters, trees)


def _place(text: str) -> tuple[int, int]:
    """Where in the text the first name for classes stands, and how long it is."""
    first = next((found for found in _WORD.finditer(text) if found[0] in "zpsm"), None)
    return (first.start(), 1) if first else (0, len(text))
