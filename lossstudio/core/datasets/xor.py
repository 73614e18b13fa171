"""Four squares, the opposite ones of the same class: exclusive or."""

import numpy as np

from lossstudio.core.datasets import plane
from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 10


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Positions (n, 2) and classes (n,): class 1 where exactly one coordinate is positive."""
    target = plane.in_turn(n, 2)
    # The first coordinate's sign alternates within each class; the class gives the second's.
    first = 1 - 2 * (np.arange(n) // 2 % 2)
    signs = np.stack([first, first * (1 - 2 * target)], axis=1)
    squares = signs * draws.inputs.uniform(0.1, 0.9, (n, 2))
    return plane.spread(squares, noise, draws), target


GENERATOR = Generator(
    name="xor",
    label=QT_TRANSLATE_NOOP("core", "Exclusive or"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Four squares, opposite ones of the same class (exclusive or). A straight boundary gets at "
        "most three of the four right; the product x₁·x₂ or a hidden layer solves it.",
    ),
    task=Task.BINARY,
    draw=draw,
    input_names=plane.INPUT_NAMES,
    target_name=plane.TARGET_NAME,
    classes=plane.CLASSES[:2],
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.1,
    reference="Minsky and Papert (1969), Perceptrons",
)
