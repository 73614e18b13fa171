"""A ring around a ring."""

import numpy as np

from lossstudio.core.datasets import plane
from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 8

RADII = np.array([0.4, 0.9])


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Positions (n, 2) and classes (n,): the inner ring is class 0."""
    target = plane.in_turn(n, 2)
    angle = draws.inputs.uniform(0, 2 * np.pi, n)
    ring = plane.polar(RADII[target.astype(np.intp)], angle)
    return plane.spread(ring, noise, draws), target


GENERATOR = Generator(
    name="circles",
    label=QT_TRANSLATE_NOOP("core", "Two rings"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "One ring around another. No straight line separates them; a polynomial of degree 2 can, "
        "because a circle's equation has degree 2.",
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
