"""What may be used in a formula: names, functions, and other ways of writing them."""

from dataclasses import dataclass

from lossstudio.core.parameters import Parameter
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

VARIABLES: dict[str, tuple[Task | None, str]] = {
    "r": (Task.REGRESSION, QT_TRANSLATE_NOOP("core", "the residual, ŷ − y")),
    "yhat": (Task.REGRESSION, QT_TRANSLATE_NOOP("core", "the prediction ŷ")),
    "y": (None, QT_TRANSLATE_NOOP("core", "the target; with two classes, 0 or 1")),
    "z": (Task.BINARY, QT_TRANSLATE_NOOP("core", "the model's score")),
    "p": (Task.BINARY, QT_TRANSLATE_NOOP("core", "the probability of class 1, σ(z)")),
    "s": (Task.BINARY, QT_TRANSLATE_NOOP("core", "the sign of the class, 2y − 1")),
    "m": (Task.BINARY, QT_TRANSLATE_NOOP("core", "the margin, s·z: below 0 for the wrong class")),
}
"""Names that have a value for each sample: the task that they belong to (None: both), and what they
are."""

CONSTANTS = ("pi", "e")

PARAMETERS = tuple(
    Parameter(
        name=name,
        label=QT_TRANSLATE_NOOP("core", "Number"),
        symbol=name,
        default=1.0,
        minimum=-1000.0,
        maximum=1000.0,
        slider_range=(0.0, 5.0),
        help=QT_TRANSLATE_NOOP(
            "core", "A number of your formula that a slider moves, while training goes on."
        ),
    )
    for name in ("a", "b", "c")
)
"""Numbers of a formula that are set beside it."""


@dataclass(frozen=True)
class Function:
    """A function of a formula: how many values it takes, and what it is."""

    least: int
    most: int
    meaning: str


FUNCTIONS: dict[str, Function] = {
    "exp": Function(1, 1, QT_TRANSLATE_NOOP("core", "e to this power")),
    "log": Function(1, 1, QT_TRANSLATE_NOOP("core", "the natural logarithm")),
    "log1p": Function(1, 1, QT_TRANSLATE_NOOP("core", "log(1 + x), exact for tiny x")),
    "expm1": Function(1, 1, QT_TRANSLATE_NOOP("core", "exp(x) − 1, exact for tiny x")),
    "sqrt": Function(1, 1, QT_TRANSLATE_NOOP("core", "the square root")),
    "abs": Function(1, 1, QT_TRANSLATE_NOOP("core", "the absolute value, also |x|")),
    "sign": Function(1, 1, QT_TRANSLATE_NOOP("core", "−1, 0 or 1")),
    "max": Function(2, 8, QT_TRANSLATE_NOOP("core", "the largest")),
    "min": Function(2, 8, QT_TRANSLATE_NOOP("core", "the smallest")),
    "clip": Function(3, 3, QT_TRANSLATE_NOOP("core", "x held between two limits")),
    "where": Function(
        3, 3, QT_TRANSLATE_NOOP("core", "the second where the first holds, else the third")
    ),
    "sigmoid": Function(1, 1, QT_TRANSLATE_NOOP("core", "1 / (1 + exp(−x)), also σ(x)")),
    "softplus": Function(1, 1, QT_TRANSLATE_NOOP("core", "log(1 + exp(x)), without overflow")),
    "sin": Function(1, 1, QT_TRANSLATE_NOOP("core", "the sine")),
    "cos": Function(1, 1, QT_TRANSLATE_NOOP("core", "the cosine")),
    "tan": Function(1, 1, QT_TRANSLATE_NOOP("core", "the tangent")),
    "sinh": Function(1, 1, QT_TRANSLATE_NOOP("core", "the hyperbolic sine")),
    "cosh": Function(1, 1, QT_TRANSLATE_NOOP("core", "the hyperbolic cosine")),
    "tanh": Function(1, 1, QT_TRANSLATE_NOOP("core", "the hyperbolic tangent")),
    "arctan": Function(1, 1, QT_TRANSLATE_NOOP("core", "the inverse of the tangent")),
}

SUM_OVER_CLASSES = Function(1, 1, "")
"""The sum over the classes, in entries of losses of several."""

VARIABLES_OF: dict[Task, frozenset[str]] = {
    **{
        task: frozenset(name for name, (of_task, _) in VARIABLES.items() if of_task in (None, task))
        for task in (Task.REGRESSION, Task.BINARY)
    },
    Task.MULTICLASS: frozenset(("y", "z", "p", "C")),
}
"""The names that have a value of their own in a loss of each task; C counts the classes."""

OPERATORS = ("+", "-", "*", "/", "**")

OTHER_NAMES = {
    "ŷ": "yhat",
    "y_hat": "yhat",
    "σ": "sigmoid",
    "π": "pi",
    "√": "sqrt",
    "ln": "log",
    "maximum": "max",
    "minimum": "min",
    "atan": "arctan",
}
"""Other ways of writing names."""

ALLOWED = ", ".join((
    "r, ŷ, y",
    "z, p, s, m",
    "+ − * / ** ( )",
    *FUNCTIONS,
    *CONSTANTS,
    *(parameter.name for parameter in PARAMETERS),
))  # fmt: skip
"""All of it, as it stands in an error message."""
