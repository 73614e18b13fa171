"""The absolute error."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 2


def mae(raw: Array, y: Array) -> tuple[Array, Array]:
    """The absolute residual, and its subgradient (0 at the kink)."""
    r = raw - y
    return np.abs(r), np.sign(r)


LOSS = Loss(
    name="mae",
    label=QT_TRANSLATE_NOOP("core", "Absolute error (MAE)"),
    short=QT_TRANSLATE_NOOP("core", "MAE"),
    task=Task.REGRESSION,
    link=Link.IDENTITY,
    expression="|r|",
    description=QT_TRANSLATE_NOOP(
        "core",
        "The negative log-likelihood of independent Laplace noise of equal scale, up to scale and "
        "a constant; the best constant prediction is the median, so an outlier pulls no harder "
        "than any other point. The slope stays ±1 right up to the kink at zero, so gradient "
        "descent at a constant learning rate jitters around the optimum.",
    ),
    reference="Bloomfield, Steiger (1983), Least Absolute Deviations, Birkhäuser",
    function=mae,
    estimates=QT_TRANSLATE_NOOP("core", "the median"),
    is_convex=lambda **_: True,
    slope_bound=lambda **_: 1.0,
    examples=(
        Example(raw=(3.0,), y=(1.0,), value=2.0, gradient=(1.0,)),
        Example(raw=(-0.5,), y=(0.0,), value=0.5, gradient=(-1.0,)),
        Example(raw=(2.0,), y=(2.0,), value=0.0, gradient=(0.0,)),
    ),
)
