"""Two spirals wound around each other."""

import numpy as np

from lossstudio.core.datasets import plane
from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 11

TURNS = 1.25


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Positions (n, 2) and classes (n,): the arms are half a turn apart."""
    target = plane.in_turn(n, 2)
    # The square root spreads the points evenly along an arm, which is longer further out.
    along = np.sqrt(draws.inputs.uniform(0, 1, n))
    angle = 2 * np.pi * TURNS * along + np.pi * target
    return plane.spread(plane.polar(0.1 + 0.9 * along, angle), noise, draws), target


GENERATOR = Generator(
    name="spirals",
    label=QT_TRANSLATE_NOOP("core", "Two spirals"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Two spirals wound around each other: hard for a small network, and a good place to "
        "compare optimisers.",
    ),
    task=Task.BINARY,
    draw=draw,
    input_names=plane.INPUT_NAMES,
    target_name=plane.TARGET_NAME,
    classes=plane.CLASSES[:2],
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.03,
    reference="Lang and Witbrock (1988), Learning to tell two spirals apart",
)
