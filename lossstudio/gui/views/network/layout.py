"""Where the nodes of a diagram are: as large as there is room, as many as stay readable."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF

from lossstudio.gui.views.network.structure import Array, Connection, Structure, Unit

LEAST_STEP = 14.0
"""Pixels from one node to the next below it, at scale 1: smaller pictures show nothing."""
MOST_SIZE = 64.0
_SHARE = 0.84
"""A node's size as a share of that distance."""
_NEAR = 5.0
"""Pixels from a line at which the pointer is on it."""


@dataclass(frozen=True, eq=False)
class Layout:
    """The nodes' middles by column, (shown, 2) each, and their sizes; all in pixels.

    Of a column with more nodes than fit, the first are shown.
    """

    centers: tuple[Array, ...]
    sizes: tuple[float, ...]
    scale: float

    @property
    def shown(self) -> tuple[int, ...]:
        """How many nodes of each column are shown."""
        return tuple(len(column) for column in self.centers)

    @cached_property
    def rects(self) -> list[list[QRectF]]:
        """Where the nodes of each column are."""
        return [
            [QRectF(x - size / 2, y - size / 2, size, size) for x, y in column.tolist()]
            for column, size in zip(self.centers, self.sizes, strict=True)
        ]

    @cached_property
    def _lines(self) -> list[list[list[QLineF]]]:
        """Every line: to make them takes as long as to paint them."""
        places = [column.tolist() for column in self.centers]
        halves = [size / 2 for size in self.sizes]
        return [
            [[QLineF(x0 + before, y0, x1 - after, y1) for x1, y1 in ends] for x0, y0 in starts]
            for starts, ends, before, after in zip(
                places, places[1:], halves, halves[1:], strict=False
            )
        ]

    @property
    def step(self) -> float:
        """Pixels between two columns."""
        return float(self.centers[1][0, 0] - self.centers[0][0, 0])

    def rect(self, unit: Unit) -> QRectF:
        """Where a node is."""
        return self.rects[unit.column][unit.row]

    def line(self, line: Connection) -> QLineF:
        """From the right edge of a node to the left edge of the other."""
        return self._lines[line.column][line.start][line.end]

    def unit_at(self, place: QPointF) -> Unit | None:
        """The node under `place`."""
        for column, centers in enumerate(self.centers):
            off = np.abs(centers - [place.x(), place.y()]).max(axis=1)
            if off.min() <= self.sizes[column] / 2 + 1:
                return Unit(column, int(off.argmin()))
        return None

    def line_at(self, place: QPointF, drawn: list[NDArray[np.bool_]]) -> Connection | None:
        """The line nearest to `place`, of those that are `drawn` ((from, to) for each gap)."""
        for column, is_drawn in enumerate(drawn):
            starts, ends = self.centers[column], self.centers[column + 1]
            x0, x1 = starts[0, 0] + self.sizes[column] / 2, ends[0, 0] - self.sizes[column + 1] / 2
            if not x0 <= place.x() <= x1:
                continue
            share = (place.x() - x0) / (x1 - x0)
            rise = ends[None, :, 1] - starts[:, None, 1]
            off = np.abs(starts[:, None, 1] + share * rise - place.y())
            off = off / np.hypot(1.0, rise / (x1 - x0))
            off[~is_drawn] = np.inf
            start, end = divmod(int(off.argmin()), off.shape[1])
            if off[start, end] <= _NEAR * self.scale:
                return Connection(column, start, end)
        return None

    def moved(self, unit: Unit | None, across: int, down: int) -> Unit:
        """The node that an arrow key leads to from `unit`, or the first hidden one from none."""
        if unit is None or unit.column >= len(self.centers):
            return Unit(min(1, len(self.centers) - 1), 0)
        column = min(max(unit.column + across, 0), len(self.centers) - 1)
        index = min(max(unit.row + down, 0), len(self.centers[column]) - 1)
        if across:  # the one at the same height
            y = self.centers[unit.column][min(unit.row, len(self.centers[unit.column]) - 1), 1]
            index = int(np.abs(self.centers[column][:, 1] - y).argmin())
        return Unit(column, index)


def make_layout(
    structure: Structure, room: QRectF, left: float, right: float, scale: float
) -> Layout:
    """The layout in `room`, without the `left` and `right` margins for the names of the ends."""
    columns = len(structure.sizes)
    across = max(room.width() - left - right, 1.0)
    fit = max(int(room.height() // (LEAST_STEP * scale)), 1)
    shown = [size if size <= fit else max(fit - 1, 1) for size in structure.sizes]
    # A column that is cut off ends with dots, which need a row.
    rows = [count + (count < size) for count, size in zip(shown, structure.sizes, strict=True)]
    steps = [room.height() / row for row in rows]
    most = min(MOST_SIZE * scale, across / (1.9 * columns - 0.9))
    # Units are all of one size, and the ends not larger.
    inner = min(_SHARE * min(steps[1:-1], default=room.height()), most)
    ends = [min(_SHARE * step, inner) for step in (steps[0], steps[-1])]
    sizes = (ends[0], *[inner] * (columns - 2), ends[1])
    gap = (across - (ends[0] + ends[1]) / 2) / (columns - 1)
    centers = []
    for column, (count, row, size) in enumerate(zip(shown, rows, sizes, strict=True)):
        # Short columns do not spread over the whole height.
        own = min(steps[column], max(min(steps), 1.6 * size + 8 * scale))
        top = room.center().y() - own * row / 2
        y = top + own * (np.arange(count) + 0.5)
        x = np.full(count, room.left() + left + ends[0] / 2 + column * gap)
        centers.append(np.stack([x, y], axis=1))
    return Layout(tuple(centers), sizes, scale)
