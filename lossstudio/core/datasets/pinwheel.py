"""Three bent arms from a common middle."""

import numpy as np

from lossstudio.core.datasets import plane
from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 13


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Positions (n, 2) and classes (n,): arms a third of a turn apart, bent."""
    target = plane.in_turn(n, 3)
    radius = draws.inputs.uniform(0.2, 1, n)
    angle = 2 * np.pi / 3 * (target + 2 * radius)
    return plane.spread(plane.polar(radius, angle), noise, draws), target


GENERATOR = Generator(
    name="pinwheel",
    label=QT_TRANSLATE_NOOP("core", "Pinwheel"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Three bent arms from a common middle. Straight boundaries cut across the arms; a small "
        "network bends with them.",
    ),
    task=Task.MULTICLASS,
    draw=draw,
    input_names=plane.INPUT_NAMES,
    target_name=plane.TARGET_NAME,
    classes=plane.CLASSES,
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.08,
)
