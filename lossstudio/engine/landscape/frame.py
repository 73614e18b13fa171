"""How a landscape is shown: which part of it, at which costs there are contours, how it is shaded.

Contours and shades share one transform of the cost above the lowest one d = cost − min:
s = log(1 + d/ref) / log(1 + top/ref). It is linear near the minimum and logarithmic on the walls,
so both a flat valley and steep walls show. `ref` and `top` follow from the median of d.
"""

from bisect import insort

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Range = tuple[float, float]

MARGIN = 0.25
"""The free space on each side of what is to be seen, as a share of its width."""
FAR = 1000.0
"""A point is too far off where it is this many times as far as most points before it."""
_REF = 1e-3
"""Where the transform turns from linear to logarithmic, as a share of the median of d."""
_TOP = 100.0
"""Costs further above the lowest, as a multiple of the median of d, all look the same."""


def frame(points: Array, *, least: float = 1.0) -> tuple[Range, Range]:
    """Ranges of a and b that show all of `points` (m, 2), with a margin of a quarter on each side.

    Neither is narrower than `least`, nor so narrow that numbers of its size could not be told
    apart. Points that are not finite are left out, and so is one that is farther from the first
    than 1000 times the median of all (and than 1000·`least`). Where distances range over many
    orders of magnitude, the median is that of the points before, so that the end of a diverging
    path does not make its beginning invisible. Points should therefore come in the order of the
    path, the optimum last. `ValueError` for other shapes, or where `least` is not positive.
    """
    points = np.asarray(points, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"points {points.shape} must have the shape (m, 2)")
    if not 0.0 < least < np.inf:
        raise ValueError(f"the least width must be positive, not {least}")
    points = points[(np.abs(points) < 1e150).all(axis=1)]  # their squares are finite
    if not len(points):
        points = np.zeros((1, 2))
    points = points[_near(points, least)]
    low, high = points.min(axis=0), points.max(axis=0)
    width = (1.0 + 2.0 * MARGIN) * (high - low)
    width = np.maximum(width, np.maximum(least, 1e-6 * np.maximum(np.abs(low), np.abs(high))))
    low, high = (low + high - width) / 2.0, (low + high + width) / 2.0
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def _near(points: Array, least: float) -> list[int]:
    """Which points are not too far off."""
    distances = np.hypot(*(points - points[0]).T)
    moved = distances[distances > 0.0]
    if not moved.size:
        return list(range(len(points)))
    quarter, half = np.quantile(moved, [0.25, 0.5], method="lower")
    if half <= FAR * quarter:
        return np.flatnonzero(distances <= FAR * max(half, least)).tolist()
    kept: list[int] = []
    before: list[float] = []
    for place, distance in enumerate(distances.tolist()):
        typical = before[len(before) // 2] if before else 0.0
        if distance <= FAR * max(typical, least):
            kept.append(place)
            insort(before, distance)
    return kept


def levels(cost: Array, count: int = 12) -> Array:
    """At most `count` contour levels of `cost` (any shape), strictly increasing, evenly shaded.

    All lie above the lowest finite cost and none above the highest. Empty only where no two finite
    costs differ.
    """
    finite = cost[np.isfinite(cost)]
    if not finite.size or finite.min() == finite.max() or count < 1:
        return np.empty(0)
    low, high = float(finite.min()), float(finite.max())
    ref, top = _scale(finite)
    shades = np.arange(1, count + 1) / (count + 1)
    with np.errstate(all="ignore"):
        found = np.unique(low + ref * np.expm1(shades * np.log1p(top / ref)))
    found = found[(found > low) & (found < high)]
    # The costs may be neighbours among the floating-point numbers.
    return found if found.size else np.array([high])


def shade(cost: Array) -> Array:
    """How dark each cost is, from 0 at the lowest to 1, in the shape of `cost`; NaN where it is not
    finite. It never falls as the cost rises; what is far above most costs is 1.
    """
    is_finite = np.isfinite(cost)
    result = np.full(cost.shape, np.nan)
    finite = cost[is_finite]
    if not finite.size:
        return result
    if finite.min() == finite.max():
        result[is_finite] = 0.0
        return result
    ref, top = _scale(finite)
    with np.errstate(all="ignore"):
        above = np.minimum(finite - finite.min(), top)
        result[is_finite] = np.log1p(above / ref) / np.log1p(top / ref)
    return result


def _scale(finite: Array) -> tuple[float, float]:
    """`ref` and `top` of finite costs that are not all the same; both positive."""
    with np.errstate(all="ignore"):
        above = np.minimum(finite - finite.min(), np.finfo(np.float64).max)
    highest = float(above.max())
    middle = float(np.median(above[above > 0.0]))
    top = min(highest, _TOP * middle)
    tiny = float(np.finfo(np.float64).smallest_subnormal)
    return max(_REF * min(middle, top), tiny), max(top, tiny)
