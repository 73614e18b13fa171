"""Three normal clouds."""

import numpy as np

from lossstudio.core.datasets import plane
from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 12


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Positions (n, 2) and classes (n,); `noise` is the clouds' standard deviation."""
    target = plane.in_turn(n, 3)
    # Corners of an equilateral triangle, the first at the top.
    corners = plane.polar(np.full(n, 0.6), np.pi / 2 + 2 * np.pi / 3 * target)
    return plane.spread(corners, noise, draws), target


GENERATOR = Generator(
    name="three_blobs",
    label=QT_TRANSLATE_NOOP("core", "Three clouds"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Three round clouds, each normal with the noise as its spread. Softmax regression draws a "
        "straight boundary between each pair.",
    ),
    task=Task.MULTICLASS,
    draw=draw,
    input_names=plane.INPUT_NAMES,
    target_name=plane.TARGET_NAME,
    classes=plane.CLASSES,
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.25,
)
