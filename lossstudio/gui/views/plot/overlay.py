"""What is drawn over a plot for a while: lines, arrows, points, and numbers beside them.

A `Drawing` is in the plot's coordinates. Its item paints it in pixels in one go, with a rim in the
background's colour, so that it is seen on any picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.pixel_item import PixelItem

Array = NDArray[np.float64]
Place = tuple[float, float]

LETTERS = (1.15, 1.0, 0.85)
"""How much larger than the program's font a number is: the first with which it has room."""
_ABOVE = 2000.0
"""A z-value above all that a plot has else."""
_RIM, _HEAD, _PAD, _GAP = 2.5, 12.0, 5.0, 12.0
"""Pixels at scale 1: a rim's width, an arrow's head, around a number, and beside its place."""
_MANY = 40
"""A line with fewer points is looked at in so many places, to hide little of it."""
_FARTHEST = 1e5
"""Pixels: what lies farther away is drawn at that distance."""


@dataclass(frozen=True, eq=False)
class Stroke:
    """A line through the points (x, y), (m,) each; with `has_head` it ends as an arrow. Between
    `is_pairs`, each two points are a line of their own."""

    x: Array
    y: Array
    color: str
    width: float = 2.5
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine
    has_head: bool = False
    is_pairs: bool = False


@dataclass(frozen=True)
class Spot:
    """A symbol at a place; a hollow one is a ring around what lies there."""

    place: Place
    color: str
    size: float = 11.0
    symbol: str = "o"
    is_hollow: bool = False


@dataclass(frozen=True)
class Chip:
    """A number beside a place; without one, in the upper right corner of the plot."""

    text: str
    color: str
    place: Place | None = None


@dataclass(frozen=True, eq=False)
class Drawing:
    """Drawn in this order: the numbers last."""

    strokes: tuple[Stroke, ...] = ()
    spots: tuple[Spot, ...] = ()
    chips: tuple[Chip, ...] = ()


def line(begin: Sequence[float], end: Sequence[float], share: float = 1.0) -> tuple[Array, Array]:
    """The first `share` of the straight way from one place to another, as x (2,) and y (2,)."""
    (x0, y0), (x1, y1) = begin, end
    return np.array([x0, x0 + share * (x1 - x0)]), np.array([y0, y0 + share * (y1 - y0)])


class OverlayItem(PixelItem):
    """Shows a drawing over the plot of `box`."""

    def __init__(self, box: pg.ViewBox, theme: Theme) -> None:
        super().__init__(box, z=_ABOVE)
        self._theme = theme
        self.drawing = self._whole = Drawing()
        self.chip_rects: list[QRectF] = []
        """Where the numbers have been painted, in pixels."""
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        box.sigRangeChanged.connect(self._moved)

    def show_drawing(self, drawing: Drawing, whole: Drawing) -> None:
        """Show `drawing` from now on. Numbers stand still while it becomes the `whole`: where they
        hide least of that."""
        self.drawing, self._whole = drawing, whole
        self.update()

    def remove(self) -> None:
        """Take it out of the plot."""
        self.box.sigResized.disconnect(self.plot_resized)
        self.box.sigRangeChanged.disconnect(self._moved)
        self.setParentItem(None)
        if self.scene() is not None:
            self.scene().removeItem(self)

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.boundingRect())
        for stroke in self.drawing.strokes:
            self._paint_stroke(painter, stroke)
        for spot in self.drawing.spots:
            self._paint_spot(painter, spot)
        self.chip_rects = []
        for chip in self._whole.chips:
            self._paint_chip(painter, chip)

    def pixels(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Places (m,) in the plot's coordinates as pixels of the plot."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        with np.errstate(all="ignore"):
            across = (x - x0) / (x1 - x0) * self.box.width()
            down = (y1 - y) / (y1 - y0) * self.box.height()
        return tuple(  # type: ignore[return-value]
            np.clip(np.nan_to_num(values, nan=_FARTHEST), -_FARTHEST, _FARTHEST)
            for values in (across, down)
        )

    def _pixel(self, place: Place) -> QPointF:
        (x,), (y,) = self.pixels(np.array([place[0]]), np.array([place[1]]))
        return QPointF(float(x), float(y))

    def _paint_stroke(self, painter: QPainter, stroke: Stroke) -> None:
        x, y = self.pixels(stroke.x, stroke.y)
        if len(x) < 2:
            return
        scale = self._theme.scale
        points = [QPointF(*each) for each in zip(x.tolist(), y.tolist(), strict=True)]
        pen = QPen(QColor(stroke.color), stroke.width * scale, stroke.dash)
        rim = QPen(QColor(self._theme.colors.plot_background), (stroke.width + _RIM) * scale)
        for each in (pen,) if stroke.is_pairs else (rim, pen):
            painter.setPen(each)
            if stroke.is_pairs:
                painter.drawLines(points)  # each two of them
            else:
                painter.drawPolyline(points)
        if stroke.has_head:
            self._paint_head(painter, points, stroke.color)

    def _paint_head(self, painter: QPainter, points: list[QPointF], color: str) -> None:
        size = _HEAD * self._theme.scale
        ends = [QLineF(point, points[-1]) for point in reversed(points[:-1])]
        last = next((end for end in ends if end.length() > size), ends[-1])
        if last.length() < 1.0:
            return
        unit = QPointF(last.dx() / last.length(), last.dy() / last.length())
        neck, across = last.p2() - unit * size, QPointF(-unit.y(), unit.x()) * (0.45 * size)
        painter.setPen(QPen(QColor(self._theme.colors.plot_background), self._theme.scale))
        painter.setBrush(QColor(color))
        painter.drawPolygon(QPolygonF([last.p2(), neck + across, neck - across]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_spot(self, painter: QPainter, spot: Spot) -> None:
        at, scale = self._pixel(spot.place), self._theme.scale
        size = spot.size * scale
        path = QTransform(size, 0.0, 0.0, size, at.x(), at.y()).map(Symbols[spot.symbol])
        background, color = QColor(self._theme.colors.plot_background), QColor(spot.color)
        painter.setBrush(Qt.BrushStyle.NoBrush if spot.is_hollow else color)
        for pen in (QPen(background, 5.0 * scale), QPen(color, 2.5 * scale)):
            painter.setPen(pen if spot.is_hollow else QPen(background, 1.5 * scale))
            painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # -- numbers ----------------------------------------------------------------------------------

    def _paint_chip(self, painter: QPainter, chip: Chip) -> None:
        scale, colors = self._theme.scale, self._theme.colors
        for factor in LETTERS:
            font = self._theme.font(factor)
            size = QFontMetricsF(font).size(0, chip.text) + QSizeF(2 * _PAD, _PAD) * scale
            if size.width() + 4.0 <= self.box.width():
                break
        painter.setFont(font)
        rect = self._free_place(chip, size)
        self.chip_rects.append(rect)
        background = QColor(colors.base)
        background.setAlphaF(0.92)
        painter.setPen(QPen(QColor(chip.color), 1.5 * scale))
        painter.setBrush(background)
        painter.drawRoundedRect(rect, 4.0 * scale, 4.0 * scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colors.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chip.text)

    def _free_place(self, chip: Chip, size: QSizeF) -> QRectF:
        """Where a number hides least of what is drawn, and no other one; the first of a few."""
        room = self.boundingRect()
        tried = [self._inside(rect, room) for rect in self._tried(chip, size, room)]
        return min(tried, key=self._hidden)

    def _hidden(self, rect: QRectF) -> int:
        """How much of the drawing a number in `rect` would hide."""
        numbers = sum(rect.intersects(other) for other in self.chip_rects)
        spots = sum(rect.contains(self._pixel(spot.place)) for spot in self._whole.spots)
        points = 0
        for stroke in self._whole.strokes:
            if not stroke.is_pairs and len(stroke.x) < _MANY:
                at = np.linspace(0.0, len(stroke.x) - 1.0, _MANY)
                x, y = (
                    np.interp(at, np.arange(len(ends)), ends)
                    for ends in self.pixels(stroke.x, stroke.y)
                )
                points += int(
                    (
                        (rect.left() < x)
                        & (x < rect.right())
                        & (rect.top() < y)
                        & (y < rect.bottom())
                    ).sum()
                )
        return 1000 * numbers + 3 * spots + points

    def _tried(self, chip: Chip, size: QSizeF, room: QRectF) -> Iterator[QRectF]:
        gap, width, height = _GAP * self._theme.scale, size.width(), size.height()
        if chip.place is None:
            for row in range(6):
                down = gap / 2 + row * (height + gap / 2)
                yield QRectF(QPointF(room.width() - width - gap / 2, down), size)
            return
        at = self._pixel(chip.place)
        sides = [at.x() + gap, at.x() - gap - width]
        if sides[0] + width > room.width():
            sides.reverse()
        for left in sides:
            for down in (-0.5, -1.6, 0.6, -2.8, 1.8):
                yield QRectF(QPointF(left, at.y() + down * height), size)

    @staticmethod
    def _inside(rect: QRectF, room: QRectF) -> QRectF:
        moved = QRectF(rect)
        moved.moveLeft(max(min(rect.left(), room.right() - rect.width() - 2), 2.0))
        moved.moveTop(max(min(rect.top(), room.bottom() - rect.height() - 2), 2.0))
        return moved

    def _moved(self, *_: object) -> None:
        self.update()
