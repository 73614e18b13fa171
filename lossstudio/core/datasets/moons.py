"""Two half moons that reach into each other."""

import numpy as np

from lossstudio.core.datasets import plane
from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 9


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Positions (n, 2) and classes (n,): the upper moon is class 0."""
    target = plane.in_turn(n, 2)
    angle = draws.inputs.uniform(0, np.pi, n)
    # The lower moon is the upper one turned half round about the origin, which lies between them.
    sign = 1 - 2 * target
    upper = plane.polar(np.full(n, 2 / 3), angle) - np.array([1 / 3, 1 / 6])
    return plane.spread(sign[:, None] * upper, noise, draws), target


GENERATOR = Generator(
    name="moons",
    label=QT_TRANSLATE_NOOP("core", "Two moons"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Two half moons that reach into each other. A straight boundary gets most points "
        "right, a curved one nearly all: a first task for a small network.",
    ),
    task=Task.BINARY,
    draw=draw,
    input_names=plane.INPUT_NAMES,
    target_name=plane.TARGET_NAME,
    classes=plane.CLASSES[:2],
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.1,
)
