"""The cost along the coming step: what a longer or a shorter step would do."""

import math
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]

BACK = 0.5
"""How far the slice goes back behind the present parameters, in steps."""
COARSE = 10
"""Every so many points come first."""
BREATH = 0.004
"""Seconds of work between two breaths, in which the work can be stopped."""
LONGEST = 2.0
"""The coarse slice is not refined where that would take more than so many seconds."""


class StepSlice(NamedTuple):
    """The cost at theta + s·Δ: at s = 0 the present one, at s = 1 that after the coming step Δ.

    `s` (m,) ascends and contains 0 and 1; `cost` (m,) may leave the finite numbers. `slope` is the
    derivative of the cost by s at s = 0, from the gradient over all training samples. `curvature`
    is the second derivative ΔᵀHΔ where the cost is quadratic, so that it is the same all along
    the line; else None. `is_final` is false while more points are being computed.
    """

    s: Array
    cost: Array
    slope: float
    curvature: float | None
    is_final: bool

    def cost_at(self, s: float) -> float:
        """The cost at one of the points `s`."""
        return float(self.cost[int(np.flatnonzero(self.s == s)[0])])

    @property
    def minimum(self) -> tuple[float, float] | None:
        """s and cost of the minimum along the line, exactly; None where the cost is no quadratic.

        Also None where the line is straight or so flat that rounding hides its minimum.
        """
        if self.curvature is None or not self.curvature > 0.0:
            return None
        best = -self.slope / self.curvature
        cost = self.cost_at(0.0) + 0.5 * self.slope * best
        return (best, cost) if math.isfinite(best) and math.isfinite(cost) else None

    @property
    def lowest(self) -> tuple[float, float]:
        """s and cost of the lowest of the points: no claim about what lies between or beyond."""
        at = int(np.argmin(np.where(np.isfinite(self.cost), self.cost, np.inf)))
        return float(self.s[at]), float(self.cost[at])


def step_slice(
    objective: Objective,
    theta: Array,
    change: Array,
    reach: float = 3.0,
    points: int = 121,
    longest: float = LONGEST,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[StepSlice | None]:
    """The cost at theta + s·change for s from −0.5 to `reach`, coarse first; None is a breath.

    Every point is a pass over the data: where all of them would take longer than `longest`
    seconds, the coarse slice is the last one.
    Raises `ValueError` for a change with numbers that are not finite.
    """
    if not np.isfinite(change).all():
        raise ValueError("the step's numbers are not finite")
    begin = breathed = clock()
    fine = np.linspace(-BACK, reach, points)
    known: dict[float, float] = {}
    slope, curvature = _derivatives(objective, theta, change)
    yield None
    for level, wanted in enumerate((fine[::COARSE], fine)):
        # 0 and 1 as they are, and not a second time where the grid has them but for rounding.
        off = np.minimum(np.abs(wanted), np.abs(wanted - 1.0)) > 1e-9
        for s in sorted({0.0, 1.0, *wanted[off].tolist()}):
            if s not in known:
                with np.errstate(all="ignore"):
                    known[s] = objective.losses(theta + s * change).cost
            now = clock()
            if now - breathed > BREATH:
                breathed = now
                yield None
        is_last = level == 1 or (clock() - begin) * COARSE > longest
        places = np.array(sorted(known))
        costs = np.array([known[s] for s in places.tolist()])
        yield StepSlice(places, costs, slope, curvature, is_last)
        if is_last:
            return


def _derivatives(objective: Objective, theta: Array, change: Array) -> tuple[float, float | None]:
    """The slope at theta along `change`, and the curvature of a quadratic cost."""
    with np.errstate(all="ignore"):
        gradient = objective.evaluate(theta)[1]
        slope = float(gradient.dot(change))
        if not objective.is_quadratic:
            return slope, None
        # A quadratic's gradient is linear, so any distance will do: one of the parameters' own
        # size loses the fewest digits.
        length = float(np.linalg.norm(change))
        if not length > 0.0 or not math.isfinite(length):
            return slope, None
        far = max(1.0, float(np.linalg.norm(theta))) / length
        difference = objective.evaluate(theta + far * change)[1] - gradient
        curvature = float(difference.dot(change)) / far
        return slope, curvature if math.isfinite(curvature) else None
