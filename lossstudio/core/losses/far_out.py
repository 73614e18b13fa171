"""Where a person's own loss leads far out: found by looking at its numbers, not by proof."""

import math
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression import Formula
from lossstudio.core.losses import claims
from lossstudio.core.tasks import Task

Array = NDArray[np.float64]
Numbers = tuple[tuple[str, float], ...]
"""The formula's numbers by name, as a key."""

_FAR = np.geomspace(1e-3, 1e30, 331)
"""Ten places a decade, on either side of 0."""
_TARGETS = {Task.REGRESSION: (0.0, -1.5, 2.0), Task.BINARY: (0.0, 1.0)}
_ORDINARY = 1e4
"""Curvatures are looked at as far out as this: beyond, rounding is all that is seen."""


class Shape(NamedTuple):
    """What is known of a loss for all of its scores; the fields are those of `Loss`."""

    attains_minimum: bool
    falls_with_margin: bool
    is_convex: bool
    is_quadratic: bool
    is_subquadratic: bool
    is_bounded_below: bool
    slope_bound: float
    curvature_bound: float
    jumps: tuple[float, ...]
    """Where the slope jumps although no branch of the formula changes, as that of sqrt(r²)."""


@lru_cache(maxsize=256)
@np.errstate(all="ignore")
def shape(formula: Formula, numbers: Numbers) -> Shape:
    """The shape of the loss `formula` with these numbers."""
    given = dict(numbers)
    places = np.concatenate([-_FAR[::-1], [0.0], _FAR])
    columns = [_Column(formula, given, target, places) for target in _TARGETS[formula.task]]
    return Shape(
        attains_minimum=not any(column.is_lowest_far_out for column in columns),
        falls_with_margin=_falls_with_margin(formula, columns),
        is_convex=all(column.is_convex for column in columns),
        is_quadratic=len({column.only_curvature for column in columns}) == 1
        and columns[0].only_curvature is not None,
        is_subquadratic=all(column.is_subquadratic for column in columns),
        is_bounded_below=not any(column.falls_without_end for column in columns),
        slope_bound=max(column.slope_bound for column in columns),
        curvature_bound=max(column.curvature_bound for column in columns),
        jumps=tuple(sorted({place for column in columns for place in column.jumps})),
    )


def _falls_with_margin(formula: Formula, columns: list["_Column"]) -> bool:
    """For one class at least a growing margin lowers the loss for ever, for none it raises it."""
    if formula.task is Task.REGRESSION:
        return False
    ways = [column.way_out(1) for column in columns]
    return any(way < 0 for way in ways) and all(way <= 0 for way in ways)


def falls_without_end(values: Array) -> bool:
    """Costs at places ever further out, evenly spaced on a logarithmic scale, have no lower bound.

    The second half of the way, on which the distance grows by the same factor as on the first,
    takes off at least half as much again; what approaches a limit takes off ever less.
    """
    values = values[np.isfinite(values) | (values == -np.inf)]
    if len(values) < 8:
        return False
    if values[-1] == -np.inf:
        return True
    first = values[len(values) // 2] - values[0]
    second = values[-1] - values[len(values) // 2]
    return bool(first < 0.0 and second < 0.5 * first and values[-1] < -1.0)


def _filled(branches: Array) -> Array:
    """The branches with those before in the place of zeros: far out a difference rounds to 0."""
    rows = np.arange(len(branches))[:, None]
    last = np.maximum.accumulate(np.where(branches != 0.0, rows, 0), axis=0)
    return np.asarray(np.take_along_axis(branches, last, axis=0))


class _Column:
    """The loss of one target along its residual or margin."""

    def __init__(
        self, formula: Formula, numbers: dict[str, float], target: float, places: Array
    ) -> None:
        self._formula, self._numbers, self._places = formula, numbers, places
        self._y = target
        self._sign = 1.0 if formula.task is Task.REGRESSION else 2.0 * target - 1.0
        raw, y = self._scores(places)
        value, slope = formula.value_and_slope(raw, y, **numbers)
        self._value, self._slope = value[:, 0], self._sign * slope[:, 0]

    def _scores(self, places: Array) -> tuple[Array, Array]:
        """The raw scores (n, 1) at residuals or margins (n,), and the targets."""
        y = np.full((len(places), 1), self._y)
        is_residual = self._formula.task is Task.REGRESSION
        return (places[:, None] + y if is_residual else self._sign * places[:, None]), y

    def _second(self, places: Array) -> Array:
        raw, y = self._scores(places)
        return self._formula.curvature(raw, y, **self._numbers)[:, 0]

    def way_out(self, side: int) -> int:
        """Whether the loss rises (1), stays (0) or falls (-1) far out on this side.

        A slope of 0 may be one that has underflowed. Where no branch of the formula changes on
        the way out from a place with a slope, the loss is one analytic expression there, and has
        the slope's sign for ever.
        """
        out = side * self._places > 0
        places, slope = self._places[out], self._slope[out]
        if side < 0:
            places, slope = places[::-1], slope[::-1]
        raw, y = self._scores(places)
        branches = self._formula.branches(raw, y, **self._numbers)
        branches = _filled(np.nan_to_num(branches, nan=2.0))
        last = (branches == branches[-1]).all(axis=1)
        begin = len(last) - int(np.argmin(last[::-1])) if not last.all() else 0
        tail = slope[begin:]
        tail = tail[np.isfinite(tail)]
        tail = tail[tail != 0.0]
        return int(side * np.sign(tail[-1])) if len(tail) else 0

    @property
    def is_lowest_far_out(self) -> bool:
        """It falls on some way out, to below everything that is nearer."""
        finite = self._value[np.isfinite(self._value)]
        if not len(finite):
            return False
        for side in (-1, 1):
            out = self._value[side * self._places > 0]
            out = out if side > 0 else out[::-1]
            out = out[np.isfinite(out)]
            if len(out) and self.way_out(side) < 0 and out[-1] <= finite.min():
                return True
        return False

    @property
    def falls_without_end(self) -> bool:
        """Far out it is ever lower by as much again."""
        right, left = self._places >= 1.0, self._places <= -1.0
        return falls_without_end(self._value[right]) or falls_without_end(self._value[left][::-1])

    @property
    def is_convex(self) -> bool:
        """Its slope nowhere falls, beyond rounding."""
        finite = np.isfinite(self._slope)
        slope = self._slope[finite]
        near = np.abs(self._places[finite]) <= _ORDINARY
        if not finite[np.abs(self._places) <= 10.0].all():
            return False
        fall = np.diff(slope)
        rounding = 1e-9 * np.maximum(np.abs(slope[1:]), np.abs(slope[:-1]))
        return bool((fall >= -rounding - 1e-300)[near[1:]].all())

    @cached_property
    def only_curvature(self) -> float | None:
        """The second derivative, to 9 digits, where it is the same everywhere and not 0."""
        if self.jumps:
            return None
        near = self._places[np.abs(self._places) <= _ORDINARY]
        second = np.concatenate([self._second(near), self._second(np.linspace(-20.0, 20.0, 2001))])
        usual = float(second[0])
        is_one = bool(np.all(np.abs(second - usual) <= 1e-9 * abs(usual)))
        return float(f"{usual:.9g}") if is_one and usual else None

    @property
    def is_subquadratic(self) -> bool:
        """Far out the slope grows more slowly than the distance."""
        if not np.isfinite(self._slope).all():
            return False
        for side in (-1, 1):
            out = side * self._places
            steepness = np.abs(self._slope[out >= 1.0]) / out[out >= 1.0]
            near, far = out[out >= 1.0] <= 1e3, out[out >= 1.0] >= 1e12
            if steepness[far].max() > 0.1 * steepness[near].max():
                return False
        return True

    @property
    def slope_bound(self) -> float:
        """The largest slope, with a little to spare; infinite where it grows far out."""
        if not np.isfinite(self._slope).all():
            return math.inf
        size = np.abs(self._slope)
        near = size[np.abs(self._places) <= 1e3].max()
        return float(1.01 * near) if size.max() <= 1.01 * near else math.inf

    @property
    def curvature_bound(self) -> float:
        """The largest second derivative, with a little to spare; infinite where it grows far out,
        or the slope jumps."""
        if self.only_curvature is not None:
            return self.only_curvature
        found = claims.places(self._formula, tuple(sorted(self._numbers.items())))
        if found.kinks or self.jumps:
            return math.inf
        fine = np.linspace(-20.0, 20.0, 2001)
        second = self._second(fine)
        far = self._places[np.abs(self._places) <= _ORDINARY]
        beyond = self._second(far)
        if not (np.isfinite(second).all() and np.isfinite(beyond).all()):
            return math.inf
        near, all_over = float(second.max()), float(beyond.max())
        return max(1.05 * near, 0.0) if all_over <= 1.05 * abs(near) + 1e-300 else math.inf

    @cached_property
    def jumps(self) -> tuple[float, ...]:
        """Where the slope jumps between two places, however near they are."""
        grid = np.linspace(-20.0, 20.0, 2001)
        slope = self._slopes(grid)
        change = np.abs(np.diff(slope))
        change[~np.isfinite(change)] = 0.0
        place = int(np.argmax(change))
        if change[place] <= 1e-6 * np.abs(slope[np.isfinite(slope)]).max(initial=0.0):
            return ()
        low, high = grid[place], grid[place + 1]
        for _ in range(40):  # to the half that holds most of the change
            middle = 0.5 * (low + high)
            ends = self._slopes(np.array([low, middle, high]))
            low, high = (
                (low, middle)
                if abs(ends[1] - ends[0]) >= abs(ends[2] - ends[1])
                else (middle, high)
            )
        ends = self._slopes(np.array([low, high]))
        is_jump = abs(ends[1] - ends[0]) > 0.5 * change[place]
        return (round(0.5 * (low + high), 9) + 0.0,) if is_jump else ()

    def _slopes(self, places: Array) -> Array:
        raw, y = self._scores(places)
        slope = self._formula.value_and_slope(raw, y, **self._numbers)[1]
        return self._sign * slope[:, 0]
