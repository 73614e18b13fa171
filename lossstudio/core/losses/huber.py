"""The Huber loss."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.parameters import Parameter
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 3


def huber(raw: Array, y: Array, delta: float) -> tuple[Array, Array]:
    """Half the squared residual near 0, a straight line beyond delta; and the gradient."""
    r = raw - y
    # The slope is r, held within ±delta.
    slope = np.clip(r, -delta, delta)
    return slope * (r - 0.5 * slope), slope


def huber_curvature(raw: Array, y: Array, delta: float) -> Array:
    """1 where |r| ≤ delta, 0 beyond."""
    return (np.abs(raw - y) <= delta).astype(np.float64)


LOSS = Loss(
    name="huber",
    label=QT_TRANSLATE_NOOP("core", "Huber"),
    task=Task.REGRESSION,
    link=Link.IDENTITY,
    expression="where(|r| <= delta, 1/2*r**2, delta*(|r| - 1/2*delta))",
    description=QT_TRANSLATE_NOOP(
        "core",
        "Squared near zero, a straight line beyond δ: smooth like the squared error, and an "
        "outlier pulls with a force of at most δ.",
    ),
    reference="Huber (1964), Robust estimation of a location parameter, Ann. Math. Statist. 35(1)",
    function=huber,
    curvature=huber_curvature,
    estimates=QT_TRANSLATE_NOOP("core", "a compromise between the mean and the median"),
    parameters=(
        Parameter(
            name="delta",
            label=QT_TRANSLATE_NOOP("core", "Threshold"),
            symbol="δ",
            default=1.0,
            minimum=1e-3,
            maximum=100.0,
            slider_range=(0.01, 10.0),
            scale="log",
            help=QT_TRANSLATE_NOOP(
                "core", "Residuals up to δ count squared, larger ones only linearly."
            ),
        ),
    ),
    is_convex=lambda **_: True,
    slope_bound=lambda delta: delta,
    curvature_bound=lambda **_: 1.0,
    examples=(
        Example(raw=(0.5,), y=(0.0,), value=0.125, gradient=(0.5,)),
        Example(raw=(3.0,), y=(1.0,), value=1.5, gradient=(1.0,)),
        Example(
            raw=(-3.0,), y=(0.0,), value=1.375, gradient=(-0.5,), hyperparameters={"delta": 0.5}
        ),
    ),
)
