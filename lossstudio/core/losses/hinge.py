"""The hinge loss."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 7


def hinge(raw: Array, y: Array) -> tuple[Array, Array]:
    """How far the margin falls short of 1, and the subgradient (0 at the kink)."""
    s = 2.0 * y - 1.0
    shortfall = np.maximum(0.0, 1.0 - s * raw)
    return shortfall, np.where(shortfall > 0, -s, 0.0)


LOSS = Loss(
    name="hinge",
    label=QT_TRANSLATE_NOOP("core", "Hinge"),
    task=Task.BINARY,
    link=Link.SIGMOID,
    targets=(0.0, 1.0),
    expression="max(0, 1 - m)",
    slope_at_kinks=0.0,
    description=QT_TRANSLATE_NOOP(
        "core",
        "The loss of the support vector machine: only the margin s·z counts, and an example whose "
        "margin is at least 1 costs nothing and does not pull. The sign of the score is the "
        "class; its size is not fitted to be a probability.",
    ),
    reference="Cortes, Vapnik (1995), Support-vector networks, Machine Learning 20(3)",
    function=hinge,
    gives_probabilities=False,
    estimates=QT_TRANSLATE_NOOP("core", "the more frequent class, as a score of +1 or −1"),
    is_convex=lambda **_: True,
    slope_bound=lambda **_: 1.0,
    examples=(
        Example(raw=(0.5,), y=(1.0,), value=0.5, gradient=(-1.0,)),
        Example(raw=(0.5,), y=(0.0,), value=1.5, gradient=(1.0,)),
        Example(raw=(1.0,), y=(1.0,), value=0.0, gradient=(0.0,)),
        Example(raw=(-2.0,), y=(0.0,), value=0.0, gradient=(0.0,)),
    ),
)
