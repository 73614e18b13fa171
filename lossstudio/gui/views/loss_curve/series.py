"""The arithmetic of the loss curves: axes, ranges, and as many points as a screen can show. No Qt.

Everything here is finite: values are capped before a logarithm or a transformation sees them.
"""

from typing import NamedTuple, TypeGuard

import numpy as np
from numpy.typing import NDArray

from lossstudio.gui.views.plot.area import Range

Array = NDArray[np.float64]

FEW_STEPS = 10
"""The step axis is never shorter than this."""
GROWTH = 1.25
"""How much longer the step axis becomes each time: its ticks are drawn anew once in a while, not in
every frame."""
CAP, LOG_CAP = 1e6, 1e15
"""A linear and a logarithmic axis end at so many times the first loss: beside more than that, no
screen tells the first loss from 0, and larger numbers tell nobody anything."""
INK = 4.0
"""A line longer than so many times the plot's width and height together is a jitter."""
COLUMN = 2.0
"""Pixels of a screen column for which a curve keeps its least and largest value."""


_THINNINGS = 4
_STRAIGHT = 0.2
"""Pixels by which a point may lie off a line that is drawn without it."""


class DrawnCurve(NamedTuple):
    """What is drawn of a curve: points, and whether they jitter, so that a thin pen must do.

    Antialiased wide pens cost 50 ms and more for a curve that jitters over the height of the plot,
    a thin pen without antialiasing 0.5 ms.
    """

    x: Array
    y: Array
    jitters: bool


def x_of_steps(steps: Array | NDArray[np.int64], log: bool) -> Array:
    """Where steps lie on the axis: the step, or log10(step + 1), as step 0 has no logarithm."""
    steps = np.asarray(steps, dtype=np.float64)
    return np.log10(steps + 1.0) if log else steps


def step_at(x: float, log: bool) -> float:
    """The step at a place of the axis, not rounded."""
    if not log:
        return x
    return float(10.0 ** min(x, 300.0) - 1.0)


def steps_in_sight(shown: Range, last_step: int, log: bool) -> tuple[int, int] | None:
    """The steps within `shown` and a tenth more on each side; None where that is all of them."""
    first_seen, last_seen = (step_at(x, log) for x in shown)
    if first_seen <= 0 and last_seen >= last_step:
        return None
    more = 0.1 * (last_seen - first_seen) + 1.0
    begin = int(min(max(first_seen - more, 0), max(last_step - 1, 0)))
    return begin, int(min(max(last_seen + more, begin + 1), last_step))


def steps_range(shown: float | None, last_step: int, is_running: bool) -> float:
    """The last step of the axis: `shown` where it still suits, longer ahead of a running curve."""
    needed = max(last_step, FEW_STEPS)
    if shown is not None and needed <= shown and (needed >= 0.4 * shown or is_running):
        return shown
    grows = shown is not None and needed > shown
    return float(np.ceil(needed * (GROWTH if grows else 1.0)))


def y_values(values: Array, log: bool, floor: float, cap: float) -> Array:
    """Losses as heights: capped, and on a logarithmic axis log10, not below log10(floor)."""
    if log:
        tame = np.fmin(np.fmax(values, floor), np.finfo(np.float64).max)
        return np.log10(tame)
    return np.fmin(np.fmax(values, -cap), cap)


def smallest_positive(values: Array) -> float:
    """The floor of a logarithmic axis: the smallest positive value, where zeros are drawn."""
    positive = values[(values > 0) & np.isfinite(values)]
    return float(positive.min()) if positive.size else 1e-16


def y_range(shown: Range | None, low: float, high: float, log: bool, from_zero: bool) -> Range:
    """A range of heights from `low` to `high`: `shown` where it still suits.

    A linear axis begins at 0 (`from_zero`) unless a person looks at a part of the curve. It leaves
    room at the top and gives it up when the curve needs only a third of it; a logarithmic one
    begins and ends at half decades.
    """
    if log:
        low, high = np.floor(low * 2.0) / 2.0, np.ceil(high * 2.0) / 2.0
        if high <= low:
            low, high = low - 0.5, high + 0.5
        if _suits(shown, low, high, least_fill=0.5):
            return shown
        return float(low), float(high)
    bottom = min(low, 0.0) if from_zero else low
    span = high - bottom
    if span <= 0.0:
        span = max(abs(high), 1e-12)
    if _suits(shown, bottom, bottom + span, least_fill=1.0 / 3.0):
        return shown
    margin = 0.08 * span
    return bottom - (0.0 if from_zero and bottom == 0.0 else margin), bottom + span + margin


def _suits(shown: Range | None, low: float, high: float, least_fill: float) -> TypeGuard[Range]:
    """What lies from `low` to `high` is within `shown` and fills enough of it."""
    return (
        shown is not None
        and shown[0] <= low
        and high <= shown[1]
        and high - low >= least_fill * (shown[1] - shown[0])
    )


def line(
    left: Array,
    right: Array,
    low: Array,
    high: Array,
    pixel: tuple[float, float],
    visible: Range,
    room: float,
) -> DrawnCurve:
    """A curve of buckets, each from x `left` to `right` and from `low` to `high`, all (m,).

    Each screen column keeps its least and its largest value, so that no peak is lost; where the
    curve falls the largest comes first. `pixel` is a pixel's width and height in the plot's units,
    `visible` the heights in sight, `room` the plot's width plus height in pixels.
    """
    if len(left) == 0:
        return DrawnCurve(left, low, False)
    column = np.floor((left - left[0]) / (pixel[0] * COLUMN))
    starts = np.concatenate([[0], np.flatnonzero(column[1:] != column[:-1]) + 1])
    ends = np.append(starts[1:], len(left)) - 1
    least, largest = np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
    middle = np.concatenate([low[:1] + high[:1], least + largest, low[-1:] + high[-1:]])
    falls = middle[2:] < middle[:-2]
    points = np.empty((len(starts), 2))
    points[:, 0] = np.where(falls, largest, least)
    points[:, 1] = np.where(falls, least, largest)
    places = np.stack([left[starts], right[ends]], axis=1)
    # One point does where a column's values are within a pixel, except at the end of the curve.
    keep = np.ones(points.shape, dtype=bool)
    keep[:-1, 1] = largest[:-1] - least[:-1] > pixel[1]
    keep[-1, 1] = places[-1, 1] > places[-1, 0]
    x, y = places[keep], points[keep]
    seen = np.fmin(np.fmax(y, visible[0]), visible[1])
    ink = np.abs(seen[1:] - seen[:-1]).sum() / pixel[1]
    if ink > INK * room:
        return DrawnCurve(x, y, True)
    return DrawnCurve(*_thinned(x, y, pixel[1]), False)


def _thinned(x: Array, y: Array, pixel: float) -> tuple[Array, Array]:
    """A line without points that lie on the straight line between their neighbours.

    Stroking costs by the point, dashing still more, and most of a loss curve is nearly straight.
    """
    for _ in range(_THINNINGS):
        if len(x) < 5:
            break
        x0, x1, x2 = x[:-2:2], x[1:-1:2], x[2::2]
        y0, y1, y2 = y[:-2:2], y[1:-1:2], y[2::2]
        width = x2 - x0
        off = np.abs((y1 - y0) * width - (y2 - y0) * (x1 - x0))
        keep = np.ones(len(x), dtype=bool)
        keep[1:-1:2] = off > _STRAIGHT * pixel * width
        x, y = x[keep], y[keep]
    return x, y
