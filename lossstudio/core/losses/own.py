"""A loss made of the formula that a person typed."""

from functools import lru_cache

from lossstudio.core.expression import read_formula
from lossstudio.core.losses import claims, far_out
from lossstudio.core.losses.base import Array, Loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

NAME = "formula"
"""What a scenario calls it: ``"loss": "formula"``, with the text in ``"formula"``."""
LABEL = QT_TRANSLATE_NOOP("core", "Your own formula")

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("log(1 + r**2)", QT_TRANSLATE_NOOP("core", "Cauchy: outliers hardly pull")),
    ("r**2/(1 + r**2)", QT_TRANSLATE_NOOP("core", "Geman–McClure: never more than 1")),
    ("1 - exp(-r**2/2)", QT_TRANSLATE_NOOP("core", "Welsch: blind to outliers")),
    ("|r|**1.5", QT_TRANSLATE_NOOP("core", "between absolute and squared")),
    ("sqrt(1 + r**2) - 1", QT_TRANSLATE_NOOP("core", "smooth absolute error")),
    ("max(|r| - a, 0)", QT_TRANSLATE_NOOP("core", "small errors are free, up to a")),
    (
        "where(r > 0, a*r**2, r**2)",
        QT_TRANSLATE_NOOP("core", "too high a prediction costs a times as much"),
    ),
    ("r**4 - r**2", QT_TRANSLATE_NOOP("core", "not lowest at 0: see what happens")),
    ("-(y*log(p) + (1 - y)*log(1 - p))", QT_TRANSLATE_NOOP("core", "cross-entropy")),
    ("log(1 + exp(-m))", QT_TRANSLATE_NOOP("core", "the same, by the margin")),
    ("max(0, 1 - m)**2", QT_TRANSLATE_NOOP("core", "squared hinge")),
    ("exp(-m)", QT_TRANSLATE_NOOP("core", "exponential, as in AdaBoost")),
    ("|p - y|", QT_TRANSLATE_NOOP("core", "absolute error of p: pulls less when very wrong")),
    ("1 - tanh(m)", QT_TRANSLATE_NOOP("core", "bounded: gives hopeless samples up")),
)
"""Formulas to begin with, and what they are."""


def examples(task: Task) -> list[tuple[str, str]]:
    """Those of `EXAMPLES` that are for `task`."""
    return [(text, what) for text, what in EXAMPLES if read_formula(text).task is task]


@lru_cache(maxsize=256)
def make_loss(text: str) -> Loss:
    """The loss of the formula `text`; the same object for the same text.

    Raises `InputError` as `read_formula` does.
    """
    formula = read_formula(text)

    def function(raw: Array, y: Array, **numbers: float) -> tuple[Array, Array]:
        return formula.value_and_slope(raw, y, **numbers)

    def curvature(raw: Array, y: Array, **numbers: float) -> Array:
        return formula.curvature(raw, y, **numbers)

    def shape(numbers: dict[str, float]) -> far_out.Shape:
        return far_out.shape(formula, tuple(sorted(numbers.items())))

    is_regression = formula.task is Task.REGRESSION
    return Loss(
        name=NAME,
        label=LABEL,
        task=formula.task,
        link=Link.IDENTITY if is_regression else Link.SIGMOID,
        expression=text,
        description=DESCRIPTION,
        reference="",
        function=function,
        curvature=curvature if claims.has_curvature(formula) else None,
        estimates=QT_TRANSLATE_NOOP("core", "what makes the sum of its losses smallest"),
        parameters=formula.parameters,
        jumps=lambda **numbers: shape(numbers).jumps,
        attains_minimum=lambda **numbers: shape(numbers).attains_minimum,
        falls_with_margin=lambda **numbers: shape(numbers).falls_with_margin,
        is_convex=lambda **numbers: shape(numbers).is_convex,
        is_subquadratic=lambda **numbers: shape(numbers).is_subquadratic,
        is_quadratic=lambda **numbers: shape(numbers).is_quadratic,
        is_bounded_below=lambda **numbers: shape(numbers).is_bounded_below,
        slope_bound=lambda **numbers: shape(numbers).slope_bound,
        curvature_bound=lambda **numbers: shape(numbers).curvature_bound,
        gives_probabilities=is_regression or claims.gives_probabilities(formula),
        examples=(),
        source=formula.source,
    )


DESCRIPTION = QT_TRANSLATE_NOOP(
    "core",
    "The formula that you typed. It is differentiated exactly, and training minimises it; at a "
    "kink |…|, max and min take the mean of the slopes on both sides.",
)
