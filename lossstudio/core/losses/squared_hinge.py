"""The squared hinge loss."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 8


def squared_hinge(raw: Array, y: Array) -> tuple[Array, Array]:
    """The square of how far the margin falls short of 1, and its gradient."""
    s = 2.0 * y - 1.0
    shortfall = np.maximum(0.0, 1.0 - s * raw)
    return shortfall**2, np.where(shortfall > 0, -2.0 * s * shortfall, 0.0)


def squared_hinge_curvature(raw: Array, y: Array) -> Array:
    """2 where the margin is below 1, 0 beyond."""
    return np.where((2.0 * y - 1.0) * raw < 1.0, 2.0, 0.0)


LOSS = Loss(
    name="squared_hinge",
    label=QT_TRANSLATE_NOOP("core", "Squared hinge"),
    task=Task.BINARY,
    link=Link.SIGMOID,
    targets=(0.0, 1.0),
    expression="max(0, 1 - m)**2",
    description=QT_TRANSLATE_NOOP(
        "core",
        "The hinge squared, also used for support vector machines: no kink, since the slope falls "
        "to zero as the margin reaches 1, and an example beyond it still costs nothing. Badly "
        "wrong examples count more than with the hinge.",
    ),
    reference="Chang, Hsieh, Lin (2008), Coordinate descent method for large-scale L2-loss linear "
    "support vector machines, J. Mach. Learn. Res. 9",
    function=squared_hinge,
    is_compared=False,
    curvature=squared_hinge_curvature,
    gives_probabilities=False,
    estimates=QT_TRANSLATE_NOOP("core", "the share of class 1 minus the share of class 0"),
    is_convex=lambda **_: True,
    curvature_bound=lambda **_: 2.0,
    examples=(
        Example(raw=(0.5,), y=(1.0,), value=0.25, gradient=(-1.0,)),
        Example(raw=(0.5,), y=(0.0,), value=2.25, gradient=(3.0,)),
        Example(raw=(2.0,), y=(1.0,), value=0.0, gradient=(0.0,)),
    ),
)
