"""The numbers of the loss shape: the loss as a curve, and where samples are on it. No Qt.

A place is a loss's own variable: the residual r = ŷ − y, or the margin m: s·z with s = 2y − 1 for
one score z, and for several scores the true class's minus the largest other one. With two scores
only their difference counts, so that m is then the log-odds of the true class as with one score.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.losses import LOSSES, Loss
from lossstudio.core.tasks import Task
from lossstudio.engine.measuring.contributions import Placed

Array = NDArray[np.float64]
Range = tuple[float, float]

POINTS = 401
"""Places along a curve, besides those at its kinks; odd, so that 0 is among symmetric ones."""
SIDE = 1e-7
"""How far beside a kink its two one-sided slopes are taken, relative to the range."""
FLOOR = 2.0
"""A range is never smaller than ± this, where the data do not ask for less."""
FARTHEST_MARGIN = 200.0
FARTHEST_RESIDUAL = 5.0
"""Farther out samples do not widen the picture: for margins, and in spans of the target."""
CAP = 1e12
"""No residual beyond this is drawn: its square must still be a number that a screen can place."""
GROWTH = 1.25
LEAST_FILL = 0.45
"""A range leaps to `GROWTH` times what is needed when that is more than it, or less than so much
of it: it stands still while training runs, and never jumps back and forth."""
_STEPS = (1.0, 2.0, 5.0, 10.0)


class Branch(NamedTuple):
    """A curve: the loss and its slope at m places, (m,) each."""

    loss: Array
    slope: Array


def has_curve(loss: Loss, n_classes: int) -> bool:
    """The loss of a sample is a function of one variable, so that it can be drawn as a curve."""
    if loss.variable == "score" and loss.task is Task.REGRESSION:
        return False
    return loss.task is not Task.MULTICLASS or n_classes == 2


def class_branches(
    loss: Loss, hyperparameters: Mapping[str, float], n_classes: int
) -> tuple[int | None, ...]:
    """The curves that the loss has: None for one of all samples, else the classes with their own.

    It has none where several scores have no single curve.
    """
    if not has_curve(loss, n_classes):
        return ()
    if loss.task is Task.REGRESSION:
        return (None,)
    places = np.linspace(-FLOOR, FLOOR, 9)
    first, second = (branch(loss, hyperparameters, places, index) for index in (0, 1))
    same = np.allclose(first.loss, second.loss, rtol=1e-9, atol=1e-12)
    return (None,) if same else (0, 1)


def branch(
    loss: Loss, hyperparameters: Mapping[str, float], places: Array, index: int | None
) -> Branch:
    """The loss at `places` (m,) of the samples of class `index`, or of all samples."""
    with np.errstate(all="ignore"):
        column = places[:, None]
        if loss.task is Task.REGRESSION:
            values, slope = loss.function(column, np.zeros_like(column), **hyperparameters)
            return Branch(values[:, 0], slope[:, 0])
        own = 1 if index is None else index
        if loss.task is Task.BINARY:
            sign = 2.0 * own - 1.0
            y = np.full_like(column, float(own))
            values, slope = loss.function(sign * column, y, **hyperparameters)
            return Branch(values[:, 0], sign * slope[:, 0])
        y = np.zeros((len(places), 2))
        y[:, own] = 1.0
        values, slope = loss.function((y - 0.5) * column, y, **hyperparameters)
        # Adding the same to both scores changes nothing: the two entries of the slope are opposite.
        return Branch(values.sum(axis=1), slope[:, own])


def grid(low: float, high: float, corners: Sequence[float]) -> Array:
    """Places from `low` to `high`, with each of `corners` inside and the places just beside it."""
    side = SIDE * (high - low)
    extra = [c + d for c in corners for d in (-side, 0.0, side) if low < c + d < high]
    if low <= 0.0 <= high:
        extra.append(0.0)
    places = np.sort(np.concatenate([np.linspace(low, high, POINTS), np.array(extra)]))
    # As `np.unique` does, which at a start would first load NumPy's masked arrays.
    return places[np.diff(places, prepend=-np.inf) > 0.0]


def corners(loss: Loss, hyperparameters: Mapping[str, float]) -> tuple[float, ...]:
    """Where the loss has kinks or bends, in its variable."""
    return (*loss.kinks(**hyperparameters), *loss.bends(**hyperparameters))


def open_at(slope: Array, places: Array, kinks: Sequence[float]) -> Array:
    """`slope` (m,) with a gap at each of `kinks`, for it jumps there."""
    return np.where(np.isin(places, np.array(kinks, dtype=np.float64)), np.nan, slope)


def offered(loss: Loss, tasks: Sequence[Task], n_classes: int) -> list[Loss]:
    """The losses that `loss` can be compared with on data that serve `tasks`."""
    return [
        other
        for other in LOSSES.values()
        if other.task in tasks and other is not loss and has_curve(other, n_classes)
    ]


def limits(loss: Loss, target: Array) -> tuple[float, float]:
    """The least and the largest half-width of the range of places, for data with `target` (n,)."""
    if loss.task is not Task.REGRESSION:
        return FLOOR, FARTHEST_MARGIN
    with np.errstate(all="ignore"):
        spread, span = float(np.std(target)), float(np.ptp(target))
        size = max(span, float(np.abs(target).max(initial=0.0)))
    floor = min(FLOOR, 2.0 * spread) if 0.0 < spread < np.inf else FLOOR
    return floor, min(max(FARTHEST_RESIDUAL * size, floor), CAP)


def leap(shown: float | None, needed: float, floor: float) -> float:
    """An end of a range, at least `floor`: `shown` while `needed` lies within and fills enough."""
    if (
        shown is not None
        and needed <= shown
        and (needed >= LEAST_FILL * shown or shown <= floor * GROWTH)
    ):
        return max(shown, floor)
    return max(GROWTH * needed, floor)


def place_range(
    shown: Range | None, places: Array, floor: float, farthest: float, is_symmetric: bool
) -> Range:
    """The range of places for samples at `places` (n,): `shown` as long as it suits.

    What is farther out than `farthest`, or NaN, does not widen it; where nothing else is left,
    `shown` stays.
    """
    near = places[np.abs(places) <= farthest]
    if not len(near) and shown is not None:
        return shown
    low, high = max(0.0, -near.min(initial=0.0)), max(0.0, near.max(initial=0.0))
    if is_symmetric:
        low = high = max(low, high)
    before = (None, None) if shown is None else (-shown[0], shown[1])
    return -leap(before[0], low, floor), leap(before[1], high, floor)


def loss_top(shown: float | None, placed: Placed, places: Range, least: float) -> float:
    """The end of the loss axis for samples within `places`: `shown` as long as it suits.

    It is at least `least`, such as a curve's own height near 0, so that a fit without error still
    shows its shape.
    """
    inside = (placed.place >= places[0]) & (placed.place <= places[1]) & np.isfinite(placed.loss)
    if not inside.any() and shown is not None:
        return shown
    return leap(shown, float(placed.loss[inside].max(initial=0.0)), least)


def steepest(slopes: Sequence[Array]) -> tuple[float, float]:
    """The least slope and the largest absolute one in all of `slopes`."""
    return min(float(s.min()) for s in slopes), max(float(np.abs(s).max()) for s in slopes)


def slope_factor(top: float, largest: float) -> float:
    """How much a slope is stretched to share the picture with losses up to `top`: 1, 2 or 5 times
    a power of ten, so that the steepest one in sight lies between two fifths of `top` and `top`."""
    if not (0.0 < top < np.inf and 0.0 < largest < np.inf):
        return 1.0
    ratio = top / largest
    power = 10.0 ** np.floor(np.log10(ratio))
    return float(max(step * power for step in _STEPS if step * power <= ratio * (1.0 + 1e-9)))
