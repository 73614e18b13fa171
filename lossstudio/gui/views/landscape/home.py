"""Which part of the plane is in sight: steady, and growing where the path leaves it."""

from collections.abc import Sequence

import numpy as np

from lossstudio.engine.landscape.frame import frame
from lossstudio.gui.views.landscape.path import Array
from lossstudio.gui.views.landscape.work import (
    LEAST,
    Ranges,
    Result,
    grown,
    place_in,
    points_to_show,
)
from lossstudio.gui.views.plot.area import Range, steady_range

FAR_WIDER = 2.5
"""A range so many times as wide as is needed shows little of what there is."""


class Home:
    """The ranges that show the path, and those that a person has zoomed to."""

    def __init__(self) -> None:
        self.ranges: Ranges | None = None
        """Of the plane's two coordinates; None until something is known."""
        self.zoomed: Ranges | None = None
        self._heights: Range | None = None
        self._was_diverging = False
        self._count = 0

    def forget(self) -> None:
        """Begin anew."""
        self.ranges = self.zoomed = self._heights = None

    def take(self, ranges: Ranges) -> None:
        """Show `ranges` from now on."""
        self.ranges, self._heights = ranges, None

    def follow(
        self,
        result: Result,
        lines: Sequence[Array],
        is_diverging: bool,
        may_grow: bool,
        is_begun: bool = True,
        is_current: bool = True,
    ) -> Ranges:
        """The ranges of the plot's two axes for the paths `lines`, (m, 2) each.

        Where no step is done yet, not `is_begun`, what an earlier path had made grow is given up.
        The optimum of a result that is not `is_current` is another cost's, and need not be seen.
        """
        best = None
        if is_current:
            best = place_in(result.plane, result.ranges, result.known.theta)
        points = points_to_show(lines, best, is_diverging)
        # Where a run goes far away, what it had made grow is given up.
        has_fewer, self._count = len(lines) < self._count, len(lines)
        if self.ranges is None or has_fewer or (is_diverging and not self._was_diverging):
            self.ranges = frame(points, least=LEAST.get(result.kind, 1.0))
        self._was_diverging = is_diverging
        if not is_begun and may_grow and is_current:
            fresh = frame(points, least=LEAST.get(result.kind, 1.0))
            if _far_wider(self.ranges, fresh):
                self.ranges = fresh
        if may_grow:
            self.ranges = grown(self.ranges, points)
        if not result.picture.is_curve:
            return self.ranges
        return self.ranges[0], self._cost_range(result.picture.landscape.cost)

    def _cost_range(self, cost: Array) -> Range:
        good = cost[np.isfinite(cost)]
        if not good.size:
            return 0.0, 1.0
        self._heights = steady_range(self._heights, float(good.min()), float(good.max()))
        return self._heights


def _far_wider(ranges: Ranges, needed: Ranges) -> bool:
    return any(
        high - low > FAR_WIDER * (end - begin)
        for (low, high), (begin, end) in zip(ranges, needed, strict=True)
    )
