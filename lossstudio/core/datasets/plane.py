"""What the generators in the plane share: names, and classes in turn."""

import numpy as np

from lossstudio.core.datasets.base import Array, Draws
from lossstudio.core.text import QT_TRANSLATE_NOOP

INPUT_NAMES = ("x₁", "x₂")
TARGET_NAME = QT_TRANSLATE_NOOP("core", "class")
CLASSES = (
    QT_TRANSLATE_NOOP("core", "A"),
    QT_TRANSLATE_NOOP("core", "B"),
    QT_TRANSLATE_NOOP("core", "C"),
)


def in_turn(n: int, n_classes: int) -> Array:
    """The classes 0, 1, …, 0, 1, … (n,): balanced, and so are the last rows, the test set."""
    return (np.arange(n) % n_classes).astype(np.float64)


def polar(radius: Array, angle: Array) -> Array:
    """The points (n, 2) at `radius` (n,) and `angle` (n,) in radians."""
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def spread(positions: Array, noise: float, draws: Draws) -> Array:
    """`positions` (n, 2), each moved by a normal draw with standard deviation `noise`."""
    return positions + noise * draws.noise.standard_normal(positions.shape)
