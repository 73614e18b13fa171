"""Two normal clouds."""

import numpy as np

from lossstudio.core.datasets import plane
from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 7

CENTERS = np.array([[-0.5, -0.5], [0.5, 0.5]])


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Positions (n, 2) and classes (n,); `noise` is the clouds' standard deviation."""
    target = plane.in_turn(n, 2)
    return plane.spread(CENTERS[target.astype(np.intp)], noise, draws), target


GENERATOR = Generator(
    name="blobs",
    label=QT_TRANSLATE_NOOP("core", "Two clouds"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Two round clouds, each normal with the noise as its spread: the best boundary is a "
        "straight line. Where one separates them, cross-entropy has no finite optimum.",
    ),
    task=Task.BINARY,
    draw=draw,
    input_names=plane.INPUT_NAMES,
    target_name=plane.TARGET_NAME,
    classes=plane.CLASSES[:2],
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.4,
)
