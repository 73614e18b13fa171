"""The cost on a grid in a plane through parameter space, coarse first and then fine."""

import time
from collections.abc import Callable, Generator, Iterator
from functools import partial
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.planes import Plane
from lossstudio.engine.landscape.costs import Points, costs, quadratic
from lossstudio.engine.landscape.frame import Range
from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]
Work = Generator[None, None, None]
Evaluate = Callable[[Array, Array, Array], Work]
"""``evaluate(a, b, out)``: the costs at points (a, b), in pieces."""
T = TypeVar("T")

COARSE = 25
"""Intervals a side of the first picture, at least."""
GLIMPSE = 5
"""Intervals a side of the picture before, where the first one takes long."""
BREATH = 0.01
"""Seconds of work after which the caller may stop."""
PATIENCE = 8.0
"""A finer level that would take longer, in seconds, is not begun."""
PATIENCE_COARSE = 60.0
"""The same for the first level after a glimpse: 36 points are hardly a picture."""
LONG = 0.25
"""A first level that takes longer, in seconds, is preceded by a glimpse."""


class Landscape(NamedTuple):
    """Costs on a grid of a plane.

    ``cost[i, j]`` is the cost at ``plane.at(a[j], b[i])``: `a` (columns,), `b` (rows,), ascending,
    and `cost` (rows, columns). On a line b is (0,). Costs that overflow are not finite.
    """

    plane: Plane
    a: Array
    b: Array
    cost: Array


def landscape(
    objective: Objective, plane: Plane, a_range: Range, b_range: Range, finest: int = 200
) -> Iterator[Landscape | None]:
    """Yields the cost on a grid over the two ranges, again and again, finer and finer.

    The last grid has `finest` intervals a side, the ones before half as many, a quarter …, down to
    25: 26, 51, 101 and 201 points a side. On a line, where points are cheap, it is 101 and then 401
    points, and `b_range` means nothing. Each grid holds the points of the one before. Where they
    take long, a glimpse of 6 points a side comes first, and levels that would take longer than 8
    seconds (60 for the first after the glimpse) are left out.

    In between it yields None, so that no stretch of work is much longer than 10 ms. The costs are
    those of ``objective.losses(theta).cost``, penalty and reduction included; a cost that is
    quadratic in the parameters is computed in closed form. `ValueError` for a plane of another
    model, and for ranges that are not finite and ascending.
    """
    if plane.origin.shape != (objective.model.n_parameters,):
        raise ValueError(
            f"the plane's parameters {plane.origin.shape} are not those of the model, "
            f"({objective.model.n_parameters},)"
        )
    if finest < 1:
        raise ValueError(f"there must be at least 1 interval, not {finest}")
    if plane.is_line:
        finest, b_range = 2 * finest, (0.0, 0.0)
    for low, high in (a_range, (0.0, 1.0) if plane.is_line else b_range):
        if not (np.isfinite([low, high, high - low]).all() and low < high):
            raise ValueError(f"the range {low} to {high} must be finite and ascending")
    # A generator of its own, so that errors come at once and not with the first grid.
    return _landscape(objective, plane, a_range, b_range, finest)


def _landscape(
    objective: Objective, plane: Plane, a_range: Range, b_range: Range, finest: int
) -> Iterator[Landscape | None]:
    a = np.linspace(*a_range, finest + 1)
    b = np.zeros(1) if plane.is_line else np.linspace(*b_range, finest + 1)
    cost = np.full((len(b), len(a)), np.nan)
    known = np.zeros(cost.shape, dtype=bool)
    middle = (0.5 * (a[0] + a[-1]), 0.5 * (b[0] + b[-1]))
    evaluate, _ = yield from _with_breaths(_evaluation(objective, plane, middle))
    strides = _strides(finest, plane.is_line)
    glimpse = finest // GLIMPSE if finest % (GLIMPSE * strides[0]) == 0 else 0
    if glimpse <= strides[0]:
        glimpse = 0
    a_point: float | None = None  # seconds for one
    for stride in [glimpse, *strides] if glimpse else strides:
        missing = ~known[::stride, ::stride]
        if a_point is not None:
            patience = PATIENCE_COARSE if stride == strides[0] else PATIENCE
            if missing.sum() * a_point > patience:
                return
        rows, columns = (stride * place for place in np.nonzero(missing))
        values = np.empty(len(rows))
        _, seconds = yield from _with_breaths(evaluate(a[columns], b[rows], values))
        cost[rows, columns] = values
        known[rows, columns] = True
        a_point = seconds / max(1, len(rows))
        if stride == glimpse:
            following = known[:: strides[0], :: strides[0]]
            if a_point * np.count_nonzero(~following) < LONG:
                continue
        yield Landscape(plane, a[::stride], b[::stride], cost[::stride, ::stride].copy())


def _strides(finest: int, is_line: bool) -> list[int]:
    """Which share of the finest grid each level is, the coarsest first."""
    if is_line:
        return [4, 1] if finest % 4 == 0 and finest // 4 >= COARSE else [1]
    strides = [1]
    while finest % (2 * strides[0]) == 0 and finest // (2 * strides[0]) >= COARSE:
        strides.insert(0, 2 * strides[0])
    return strides


def _evaluation(
    objective: Objective, plane: Plane, middle: tuple[float, float]
) -> Generator[None, None, Evaluate]:
    """How the costs are computed."""
    if objective.is_quadratic:
        found = yield from quadratic(objective, plane, middle)
        if found is not None:
            return partial(_in_closed_form, found.cost)

    def evaluate(a: Array, b: Array, out: Array) -> Work:
        return costs(objective, Points.of(plane, middle, a, b), out)

    return evaluate


def _in_closed_form(cost: Callable[[Array, Array], Array], a: Array, b: Array, out: Array) -> Work:
    out[:] = cost(a, b)
    yield


def _with_breaths(work: Generator[None, None, T]) -> Generator[None, None, tuple[T, float]]:
    """Do `work`, yielding now and then. The value is that of `work` and its time in seconds."""
    seconds = breathed = 0.0
    while True:
        begin = time.perf_counter()
        try:
            # Set for each piece: across a yield it would hold for the caller too.
            with np.errstate(all="ignore"):
                next(work)
        except StopIteration as end:
            return end.value, seconds + time.perf_counter() - begin
        seconds += time.perf_counter() - begin
        if seconds - breathed > BREATH:
            breathed = seconds
            yield
