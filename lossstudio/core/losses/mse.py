"""The squared error."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 1


def mse(raw: Array, y: Array) -> tuple[Array, Array]:
    """The squared residual, and its gradient."""
    r = raw - y
    return np.square(r), 2.0 * r


def mse_total(raw: Array, y: Array) -> tuple[float, Array]:
    """The sum of the squared residuals and their gradient, both in the place of `raw`."""
    raw -= y
    total = float(np.vdot(raw, raw))
    raw *= 2.0
    return total, raw


def mse_curvature(raw: Array, y: Array) -> Array:
    """2 everywhere."""
    return np.full_like(raw, 2.0)


LOSS = Loss(
    name="mse",
    label=QT_TRANSLATE_NOOP("core", "Squared error (MSE)"),
    short=QT_TRANSLATE_NOOP("core", "MSE"),
    task=Task.REGRESSION,
    link=Link.IDENTITY,
    expression="r**2",
    description=QT_TRANSLATE_NOOP(
        "core",
        "The negative log-likelihood of independent Gaussian noise of equal variance, up to scale "
        "and a constant; the best constant prediction is the mean. Squaring makes "
        "outliers dominate: twice the residual costs four times as much.",
    ),
    reference="Goodfellow, Bengio, Courville (2016), Deep Learning, MIT Press, §5.5.1",
    function=mse,
    total=mse_total,
    curvature=mse_curvature,
    estimates=QT_TRANSLATE_NOOP("core", "the mean"),
    is_convex=lambda **_: True,
    curvature_bound=lambda **_: 2.0,
    is_square=True,
    is_quadratic=lambda **_: True,
    examples=(
        Example(raw=(3.0,), y=(1.0,), value=4.0, gradient=(4.0,)),
        Example(raw=(-0.5,), y=(0.0,), value=0.25, gradient=(-1.0,)),
        # Two outputs: 1² + (−2)².
        Example(raw=(1.0, 1.0), y=(0.0, 3.0), value=5.0, gradient=(2.0, -4.0)),
    ),
)
