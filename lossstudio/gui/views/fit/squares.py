"""Squares that are as wide on the screen as they are high."""

import math
from itertools import starmap

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.views.fit.layers import Array
from lossstudio.gui.views.plot.area import PlotArea, Range

MOST_LAYERS = 30.0
"""So many times over the picture is filled at most."""


class SquaresItem(pg.GraphicsObject):  # type: ignore[misc]
    """Squares on the screen, whatever the scales of the axes are.

    A square stands on its residual. It is as wide as that is long, in pixels of the moment in which
    it is painted, so that zooming needs no new data. On the screen, not in the axes' units: two
    axes have different units, and a square in them would look like a slab.
    """

    def __init__(self, area: PlotArea, color: QColor, rim: float) -> None:
        """`rim` is the width of the outlines in pixels."""
        super().__init__()
        self._area = area
        self._color, self._rim = color, rim
        self._x = self._from = self._to = self._side = np.empty(0)

    def set_squares(self, x: Array, start: Array, end: Array, side: Array) -> None:
        """Squares over the lines from (x, start) to (x, end), right of x for 1, left for −1."""
        self._x, self._from, self._to, self._side = x, start, end, side
        self.update()

    def corners(self) -> Array:
        """Left, lower y, width and height of each square in the plot's coordinates, (m, 4).

        What is far outside the picture is cut off, for numbers too large for the screen.
        """
        width, height = self._area.pixel_size()
        (x0, x1), (y0, y1) = self._area.shown_range()
        low, high = np.minimum(self._from, self._to), np.maximum(self._from, self._to)
        across = (high - low) * (width / height)
        left = np.where(self._side > 0, self._x, self._x - across)
        right = left + across
        x_room, y_room = x1 - x0, y1 - y0
        left, right = (np.clip(v, x0 - x_room, x1 + x_room) for v in (left, right))
        low, high = (np.clip(v, y0 - y_room, y1 + y_room) for v in (low, high))
        return np.stack([left, low, right - left, high - low], axis=1)

    def fits(self, corners: Array) -> NDArray[np.bool_]:
        """Which of the squares (m, 4) are no larger than the picture, which others would only
        colour, (m,)."""
        (x0, x1), (y0, y1) = self._area.shown_range()
        is_low = np.abs(self._to - self._from) <= y1 - y0
        return is_low & (corners[:, 2] <= x1 - x0)

    @survivable
    def boundingRect(self) -> QRectF:
        rect: QRectF = self._area.box.viewRect()
        return rect

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        corners = self.corners()
        corners = corners[self.fits(corners)]
        squares = list(starmap(QRectF, corners.tolist()))
        layers = covering(corners, self._area.shown_range())
        rim, fill, every = opacities(layers)
        color = QColor(self._color)
        color.setAlphaF(fill)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRects(squares[::every])
        color.setAlphaF(rim)
        painter.setPen(pg.mkPen(color, width=self._rim))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects(squares)


def covering(corners: Array, shown: tuple[Range, Range]) -> float:
    """How many times over the squares would cover the picture, were they spread evenly."""
    (x0, x1), (y0, y1) = shown
    left, low, width, height = corners.T
    across = np.clip(left + width, x0, x1) - np.clip(left, x0, x1)
    up = np.clip(low + height, y0, y1) - np.clip(low, y0, y1)
    return float(across @ up) / ((x1 - x0) * (y1 - y0))


def opacities(layers: float) -> tuple[float, float, int]:
    """Of the outlines and of the insides, and of how many squares one is filled.

    The more the squares cover each other, the fainter is each: large ones on top of each other
    would else hide the picture. The insides are never so faint that eight bits cannot hold their
    colour; from there on fewer are filled, which also bounds the time that it takes.
    """
    thin = 1.0 / max(layers, 1e-9)
    every = max(math.ceil(layers / MOST_LAYERS), 1)
    return min(max(2.5 * thin, 0.25), 0.8), min(max(0.35 * thin, 0.024), 0.2), every
