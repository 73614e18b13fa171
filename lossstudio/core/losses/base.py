"""What a loss is: its words, its formula, and the function that computes it on raw scores."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossstudio.core.expression import Formula, formula_of, read_formula
from lossstudio.core.losses import claims
from lossstudio.core.parameters import Parameter, check_parameters
from lossstudio.core.tasks import Link, Task

Array = NDArray[np.float64]
LossFunction = Callable[..., tuple[Array, Array]]
"""``function(raw, y, **hyperparameters) -> (values, gradient)``, both (n, k) (values may be (n, 1)
where the loss is not a sum over outputs), elementwise, of NumPy calls only. It is shown to people
and exported as it stands, so it reads like the formula."""


@dataclass(frozen=True)
class Example:
    """A case worked by hand: one row of raw scores and targets, its loss and its gradient."""

    raw: tuple[float, ...]
    y: tuple[float, ...]
    value: float
    gradient: tuple[float, ...]
    hyperparameters: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Loss:
    """A loss ℓ(y, raw): one example's loss on raw scores, with its gradient by the raw scores.

    `expression` is its formula, in the language of `core.expression`, of the variables of its task
    (r, ŷ, y; z, p, s, m, y; or for several classes ``sum(…)`` of y, z, p) and its parameters. What
    is shown of it follows from that: both formulas, their numbers, its kinks. `parts` are formulas
    with names of their own that it uses, each after those it needs itself. `slope` is an equal form
    of the derivative, where that reads better than what is found by differentiating; and
    `slope_at_kinks` is the slope where two branches meet, where that is not the mean of both sides.

    `function` is a `LossFunction`, which computes the same and is fast; `curvature`, where
    the second derivative exists and says something about step sizes, gives it: (n, k) for a loss
    that is a sum over outputs, (n, k, k) otherwise. `total`, for a loss that is quicker where only
    the sum over the examples is asked for: ``total(raw, y, **hyperparameters) -> (sum, gradient)``,
    which may overwrite `raw`; large data sets are trained with it.

    `link` turns raw scores into predictions, of which there are `outputs` (None: one a class);
    `targets` are the smallest and the largest target that it is made for.

    `attains_minimum` is false where the loss of one example falls for ever as its score grows;
    `falls_with_margin` where right answers of a growing margin lower it for ever, so that separable
    data have no finite optimum. `is_convex`: in the scores. `is_bounded_below`: no residual or
    score makes it fall without end. `slope_bound`: no example's gradient by its scores is longer,
    and `curvature_bound`: none of its second derivatives by a direction of them is larger;
    infinite where there is no bound. `is_subquadratic`: far out it grows more slowly than a square,
    so that no learning rate makes gradient descent run away. `is_quadratic`: the second
    derivative is the same everywhere. All of these take the hyperparameters. `is_square`: it is the
    squared residual itself.
    `estimates` says what the best constant prediction is. `gives_probabilities` is false where the
    link of the scores that this loss leads to is no estimate of a class's probability. `short` is a
    name for tables, where `label` is long. `source` is the text of `function` where that does not
    stand in a file: Python with NumPy as ``np``. `jumps` are kinks at which no branch changes.
    `is_compared`: it takes part in the comparison of losses.
    """

    name: str
    label: str
    task: Task
    link: Link
    expression: str
    description: str
    reference: str
    function: LossFunction
    examples: tuple[Example, ...]
    estimates: str
    short: str = ""
    outputs: int | None = 1
    targets: tuple[float, float] = (-math.inf, math.inf)
    parts: Mapping[str, str] = field(default_factory=dict)
    slope: str = ""
    slope_at_kinks: float | None = None
    parameters: tuple[Parameter, ...] = ()
    curvature: Callable[..., Array] | None = None
    total: Callable[..., tuple[float, Array]] | None = None
    attains_minimum: Callable[..., bool] = lambda **_: True
    falls_with_margin: Callable[..., bool] = lambda **_: False
    is_convex: Callable[..., bool] = lambda **_: False
    is_bounded_below: Callable[..., bool] = lambda **_: True
    slope_bound: Callable[..., float] = lambda **_: math.inf
    curvature_bound: Callable[..., float] = lambda **_: math.inf
    is_subquadratic: Callable[..., bool] = lambda **_: False
    is_square: bool = False
    is_quadratic: Callable[..., bool] = lambda **_: False
    gives_probabilities: bool = True
    source: str | None = None
    jumps: Callable[..., tuple[float, ...]] = lambda **_: ()
    is_compared: bool = True

    @cached_property
    def stated(self) -> Formula:
        """The formula, with all that follows from it."""
        if self.is_own:
            return read_formula(self.expression)
        return formula_of(
            self.expression,
            self.task,
            self.parameters,
            tuple(self.parts.items()),
            self.slope,
            self.slope_at_kinks,
        )

    @property
    def formula(self) -> str:
        """The loss as LaTeX."""
        return self.stated.latex

    @property
    def gradient_formula(self) -> str:
        """Its slope by the raw score as LaTeX."""
        return self.stated.slope_latex

    @property
    def is_own(self) -> bool:
        """A person typed it."""
        return self.source is not None

    @property
    def is_of_residual(self) -> bool:
        """It depends on ŷ − y alone, so that targets may be counted from any zero."""
        is_for_all = self.targets == (-math.inf, math.inf)
        return self.variable == "residual" and is_for_all

    @cached_property
    def variable(self) -> Literal["residual", "margin", "score"]:
        """What ℓ is drawn against: the residual r = raw − y, the margin m = (2y − 1)·raw, or the
        scores (a single one has no curve then, since the target counts by itself)."""
        if self.task is Task.BINARY:
            return "margin"
        is_score = self.task is Task.MULTICLASS or self.stated.depends_on_target
        return "score" if is_score else "residual"

    def kinks(self, **hyperparameters: float) -> tuple[float, ...]:
        """The places in `variable` where the first derivative jumps."""
        return self._places(hyperparameters).kinks or self.jumps(**hyperparameters)

    def bends(self, **hyperparameters: float) -> tuple[float, ...]:
        """The places in `variable` where only the second derivative jumps."""
        return self._places(hyperparameters).bends

    def _places(self, hyperparameters: Mapping[str, float]) -> claims.Places:
        return claims.places(self.stated, tuple(sorted(hyperparameters.items())))

    def hyperparameters(self, given: Mapping[str, object], field: str = "") -> dict[str, float]:
        """`given` checked and completed with defaults; `InputError` names what is wrong."""
        return check_parameters(given, self.parameters, self.name, field)

    def value_and_gradient(
        self, raw: ArrayLike, y: ArrayLike, **hyperparameters: float
    ) -> tuple[Array, Array]:
        """The loss of each example, (n,), and its gradient by the raw scores, (n, k); unreduced.

        `raw` and `y` are both (n, k) and are never broadcast: other shapes raise `ValueError`,
        naming both. Unknown hyperparameters and values out of range raise `InputError`.

        >>> from lossstudio.core.losses import LOSSES
        >>> LOSSES["huber"].value_and_gradient([[3.0]], [[1.0]], delta=1.0)
        (array([1.5]), array([[1.]]))
        """
        raw, y = self._checked(raw, y)
        values, gradient = self.function(raw, y, **self.hyperparameters(hyperparameters))
        return (values[:, 0] if values.shape[1] == 1 else values.sum(axis=1)), gradient

    def second_derivative(self, raw: ArrayLike, y: ArrayLike, **hyperparameters: float) -> Array:
        """The Hessian of each example's loss by its raw scores, (n, k, k).

        Shapes and errors as for `value_and_gradient`; `ValueError` where the loss has no useful
        second derivative (`curvature` is None).
        """
        if self.curvature is None:
            raise ValueError(f"{self.name} has no second derivative")
        raw, y = self._checked(raw, y)
        second = self.curvature(raw, y, **self.hyperparameters(hyperparameters))
        if second.ndim == 3:
            return second
        return np.asarray(second[:, :, None] * np.eye(raw.shape[1]))

    def _checked(self, raw: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        raw, y = np.asarray(raw, dtype=np.float64), np.asarray(y, dtype=np.float64)
        if raw.ndim != 2 or raw.shape != y.shape:
            raise ValueError(
                f"{self.name}: raw scores {raw.shape} and targets {y.shape} must have the same "
                "shape (n, k)"
            )
        return raw, y
