"""Where numbers lie and how far they spread: what they are centred by and divided by."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def center_and_scale(x: Array) -> tuple[Array, Array]:
    """Mean and standard deviation of each column of x (n, d); the latter 1 where all are equal."""
    # Divided by the largest magnitude first: squares of large numbers do not overflow, and equal
    # numbers, now ±1, have a standard deviation of 0 without a rounding error.
    magnitude = _magnitude(x)
    u = x / magnitude
    center, scale = u.mean(axis=0) * magnitude, u.std(axis=0) * magnitude
    scale[scale == 0] = 1
    return center, scale


def measured(x: Array, *, is_centered: bool = True) -> tuple[Array, Array]:
    """As `center_and_scale`, and right also where a column lies far from 0 by its own spread.

    Without `is_centered` the center is 0, and the scale the root mean square of the numbers
    themselves; 1 where all are 0.

    >>> center, scale = measured(np.array([[1e7], [1e7 + 2e-6]]))
    >>> float(scale[0]) / 1e-6 - 1 < 0.001
    True
    """
    if not is_centered:
        magnitude = _magnitude(x)
        scale = np.sqrt(np.mean((x / magnitude) ** 2, axis=0)) * magnitude
        scale[scale == 0] = 1
        return np.zeros(x.shape[1]), scale
    center, scale = center_and_scale(x)
    # Once more about the first center: what is subtracted from numbers of its size loses no digit.
    with np.errstate(over="ignore", invalid="ignore"):
        shift, spread = center_and_scale(x - center)
    if np.isfinite(shift).all() and np.isfinite(spread).all():
        return center + shift, spread
    return center, scale


def _magnitude(x: Array) -> Array:
    magnitude: Array = np.abs(x).max(axis=0)
    magnitude[magnitude == 0] = 1
    return magnitude
