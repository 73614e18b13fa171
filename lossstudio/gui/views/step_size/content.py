"""What the step-size view shows: a slice of the cost with what it belongs to. No Qt."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.engine.ahead.step_slice import BACK, StepSlice
from lossstudio.engine.costs.stability import Stability
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.plot.area import Range

Array = NDArray[np.float64]

REACH = 3.0
"""The slice goes so many steps ahead."""
HEADROOM = 3.0
"""The picture is at most so many times as high as what the step is about."""
ROUNDING = 64 * float(np.finfo(np.float64).eps)
"""Costs that differ by less than this, relative to their size, are equal but for rounding."""


@dataclass(frozen=True, eq=False)
class Origin:
    """The step that a slice belongs to, of the run that is looked at."""

    objective: Objective
    name: str
    n_runs: int
    rate: float
    stability: Stability | None

    @staticmethod
    def of(snapshot: Snapshot) -> "Origin":
        """The coming step of `snapshot`."""
        run = snapshot.run
        return Origin(
            snapshot.scene.objective,
            run.name,
            len(snapshot.runs),
            run.coming.rate,
            run.diagnosis.stability,
        )

    @property
    def is_plain(self) -> bool:
        """Steps are −η∇L, so that going along the step is turning the learning rate."""
        return OPTIMIZERS[self.objective.run.optimizer].is_plain and self.rate > 0.0

    @property
    def unit(self) -> float:
        """What the axis says at the coming step: its learning rate, or 1."""
        return self.rate if self.is_plain else 1.0

    @property
    def limit(self) -> float | None:
        """2/λmax on the axis."""
        if not self.is_plain or self.stability is None:
            return None
        return self.stability.limit

    @property
    def x_range(self) -> Range:
        """The axis."""
        return -BACK * self.unit, REACH * self.unit


def change_of(found: StepSlice) -> Array:
    """What the cost at each point is above the present one, (m,)."""
    with np.errstate(all="ignore"):
        return found.cost - found.cost_at(0.0)


def is_flat(found: StepSlice) -> bool:
    """Along the whole slice the cost is the same but for rounding."""
    changes = change_of(found)
    now = abs(found.cost_at(0.0))
    finite = np.abs(changes[np.isfinite(changes)])
    return bool(finite.max() <= ROUNDING * now) if finite.size else False


def heights(found: StepSlice) -> Range:
    """The least and largest change of the cost that the picture should show.

    What lies far above both ends of the step is left out: it would press the step flat.
    """
    changes = change_of(found)
    finite = changes[np.isfinite(changes)]
    after = found.cost_at(1.0) - found.cost_at(0.0)
    low, high = float(finite.min()), float(finite.max())
    if math.isfinite(after):
        size = max(after, 0.0) - low
        if size > 0.0:
            high = min(high, low + HEADROOM * size)
    return low, high


def tangent(found: StepSlice, y: Range) -> tuple[Array, Array] | None:
    """The line with the slope at s = 0, as s and change of cost, as far as it is near `y`."""
    slope = found.slope
    if not math.isfinite(slope):
        return None
    far = (y[1] - y[0]) + max(abs(y[0]), abs(y[1]))
    end = REACH if slope == 0.0 else min(REACH, far / abs(slope))
    s = np.array([-min(BACK, end), end])
    return s, slope * s
