"""What moves over the landscape: where training is, its coming step, the optimum, a cursor."""

import math

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QLineF, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.gui.kit.colors import Mark, Role
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.landscape.path import cut_off
from lossstudio.gui.views.landscape.work import Place
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.pixel_item import DraggedItem

Array = NDArray[np.float64]

GRIP = 11.0
"""The present point can be taken within so many pixels of it."""
_POINT, _START, _DOT, _STAR, _HEAD = 13.0, 8.0, 6.0, 20.0, 12.0
_SHORTEST = 8.0
"""An arrow of fewer pixels is not drawn."""
_FARTHEST = 1e5
"""Pixels: what lies farther away is not drawn, an arrow is cut off."""
_MOST_HINT = 0.3
"""The share of the picture's height that its hint may cover; in a lower panel there is none."""


class LandscapeMarks(DraggedItem):
    """Drawn in pixels in one go, as items of their own would cost more."""

    dragged = Signal(float, float)
    """The present point is being drawn to this place."""
    drag_ended = Signal(float, float)

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        super().__init__(area.box, z=1000)
        self._area = area
        self._theme = theme
        self.points: list[tuple[Place, Mark]] = []
        """The runs' present places; the first can be dragged."""
        self.starts: list[tuple[Place, Mark]] = []
        self.tails: list[tuple[Place, Place, Mark]] = []
        """The last pieces of the paths."""
        self.exits: list[tuple[Place, Place, Mark]] = []
        """The leaps by which paths have left the picture."""
        self.dots: list[tuple[Array, Array, str]] = []
        """Small dots: x (m,), y (m,) and their colour."""
        self.arrow: tuple[Place, Place] | None = None
        """From where to where the coming step goes."""
        self.best: Place | None = None
        self.lowest: Place | None = None
        self.tangent: float | None = None
        """The slope of a line through the first point."""
        self.cursor: Place | None = None
        self.hint = ""
        """A sentence at the bottom, or at the top where the point is below."""
        self._has_hint = True
        self.restyle()

    def clear(self) -> None:
        """Take everything away."""
        self.points, self.starts, self.tails, self.dots, self.exits = [], [], [], [], []
        self.arrow = self.tangent = self.best = self.lowest = self.cursor = None
        self.hint = ""
        self.update()

    def show_hint(self, is_shown: bool) -> None:
        """Show the hint, or nothing in its place for a while."""
        if is_shown != self._has_hint:
            self._has_hint = is_shown
            self.update()

    def restyle(self) -> None:
        """Take the theme's fonts and colours."""
        self._font = self._theme.font(0.95)
        self._background = QColor(self._theme.colors.plot_background)
        self.update()

    @survivable
    def shape(self) -> QPainterPath:
        """Where the pointer can take the present point."""
        path = QPainterPath()
        at = self._pixel(self.points[0][0]) if self.points else None
        if at is not None:
            grip = self._theme.pixels(GRIP)
            path.addEllipse(at, grip, grip)
        return path

    # -- drawing ----------------------------------------------------------------------------------

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colors, theme = self._theme.colors, self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.boundingRect())
        for x, y, color in self.dots:
            self._paint_dots(painter, x, y, color)
        for begin, end, mark in self.tails:
            self._paint_tail(painter, begin, end, mark)
        for begin, end, mark in self.exits:
            self._paint_exit(painter, begin, end, mark)
        star = colors.mark(Role.OPTIMUM)
        if self.lowest is not None:
            self._symbol(painter, self.lowest, star, _STAR, hollow=True)
        if self.best is not None:
            self._symbol(painter, self.best, star, _STAR)
        for place, mark in self.starts:
            self._symbol(painter, place, Mark(mark.color, mark.dash, "o"), _START, hollow=True)
        if self.tangent is not None and self.points:
            self._paint_tangent(painter, self.points[0][0], self.tangent)
        for place, mark in reversed(self.points):
            self._symbol(painter, place, mark, _POINT + (3 if self.is_hovered else 0))
        if self.arrow is not None:
            self._paint_arrow(painter, *self.arrow)
        if self.cursor is not None:
            self._paint_cursor(painter, self.cursor)
        if self.hint and self._has_hint:
            self._paint_hint(painter, theme.pixels(4))

    def _symbol(
        self, painter: QPainter, place: Place, mark: Mark, size: float, hollow: bool = False
    ) -> None:
        at = self._pixel(place)
        if at is None:
            return
        scale = self._theme.scale
        size *= scale
        path = QTransform(size, 0.0, 0.0, size, at.x(), at.y()).map(Symbols[mark.symbol])
        color = QColor(mark.color)
        if hollow:  # a rim on both sides of the outline keeps it apart from the map
            painter.setPen(QPen(self._background, 4.5 * scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
        painter.setPen(
            QPen(color if hollow else self._background, (2.0 if hollow else 1.5) * scale)
        )
        painter.setBrush(self._background if hollow else color)
        painter.drawPath(path)

    def _paint_arrow(self, painter: QPainter, begin: Place, end: Place) -> None:
        start, tip = self._pixel(begin), self._pixel(end, cut=True)
        if start is None or tip is None:
            return
        self._paint_line_to(painter, start, tip, self._theme.color(Role.GRADIENT))

    def _paint_exit(self, painter: QPainter, begin: Place, end: Place, mark: Mark) -> None:
        """An arrow whose tip is at the picture's edge."""
        x, y, _ = cut_off(np.array([begin, end]), *self._area.shown_range())
        if len(x):
            start, tip = (self._pixel((float(x[i]), float(y[i]))) for i in (0, -1))
            if start is not None and tip is not None:
                self._paint_line_to(painter, start, tip, QColor(mark.color))

    def _paint_line_to(
        self, painter: QPainter, start: QPointF, tip: QPointF, color: QColor
    ) -> None:
        line = QLineF(start, tip)
        scale = self._theme.scale
        if line.length() < _SHORTEST * scale:
            return
        unit = QPointF(line.dx() / line.length(), line.dy() / line.length())
        head = min(_HEAD * scale, line.length())
        neck = tip - unit * head
        across = QPointF(-unit.y(), unit.x()) * (0.42 * head)
        triangle = QPolygonF([tip, neck + across, neck - across])
        # First wider in the background's colour: it must be seen on any shade.
        for pen_color, extra in ((self._background, 2.5), (color, 0.0)):
            pen = QPen(pen_color, (3.0 + extra) * scale)
            painter.setPen(pen)
            painter.drawLine(start, neck + unit)
            painter.setPen(QPen(pen_color, max(extra, 0.1) * scale))
            painter.setBrush(pen_color)
            painter.drawPolygon(triangle)

    def _paint_dots(self, painter: QPainter, x: Array, y: Array, color: str) -> None:
        (x0, x1), (y0, y1) = self._area.shown_range()
        seen = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
        if not seen.any():
            return  # pyqtgraph makes no polygon without points
        width, height = self._area.pixel_size()
        pen = QPen(QColor(color), _DOT * self._theme.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        places = pg.functions.arrayToQPolygonF((x[seen] - x0) / width, (y1 - y[seen]) / height)
        painter.drawPoints(places)

    def _paint_tail(self, painter: QPainter, begin: Place, end: Place, mark: Mark) -> None:
        first, last = self._pixel(begin), self._pixel(end, cut=True)
        if first is None or last is None:
            return
        rim = QPen(self._background, 4.0 * self._theme.scale)
        for pen in (rim, self._theme.pen(mark, 2.0)):
            painter.setPen(pen)
            painter.drawLine(first, last)

    def _paint_tangent(self, painter: QPainter, place: Place, slope: float) -> None:
        at = self._pixel(place)
        width, height = self._area.pixel_size()
        if at is None or not (height > 0 and math.isfinite(slope * width / height)):
            return
        dy = -slope * width / height
        reach = 90.0 * self._theme.scale / math.hypot(1.0, dy)
        painter.setPen(self._theme.pen(Role.GRADIENT, 2.0))
        way = QPointF(reach, reach * dy)
        painter.drawLine(at - way, at + way)

    def _paint_cursor(self, painter: QPainter, place: Place) -> None:
        at = self._pixel(place)
        if at is None:
            return
        painter.setPen(self._theme.pen(Role.CURSOR, 2.0))
        painter.drawLine(QPointF(at.x(), 0.0), QPointF(at.x(), self.box.height()))
        painter.drawLine(QPointF(0.0, at.y()), QPointF(self.box.width(), at.y()))

    def _paint_hint(self, painter: QPainter, room: float) -> None:
        painter.setFont(self._font)
        rect = self.boundingRect().adjusted(room, room, -room, -room)
        at = self._pixel(self.points[0][0]) if self.points else None
        is_low = at is not None and at.y() > 0.6 * rect.height()  # it must not hide the point
        edge = Qt.AlignmentFlag.AlignTop if is_low else Qt.AlignmentFlag.AlignBottom
        flags = int(Qt.AlignmentFlag.AlignHCenter | edge) | int(Qt.TextFlag.TextWordWrap)
        needed = painter.boundingRect(rect, flags, self.hint)
        if needed.height() > _MOST_HINT * rect.height():
            return
        background = QColor(self._background)
        background.setAlphaF(0.8)
        painter.fillRect(needed.adjusted(-4, -1, 4, 1), background)
        painter.setPen(QColor(self._theme.colors.plot_foreground))
        painter.drawText(rect, flags, self.hint)

    def _pixel(self, place: Place, cut: bool = False) -> QPointF | None:
        """Where `place` is drawn; None where it is far out of sight, unless it is `cut` there."""
        at = self.pixel_of(place)
        far = max(abs(at.x()), abs(at.y()))
        if not math.isfinite(far):
            return None
        if far > _FARTHEST:
            return at / far * _FARTHEST if cut else None
        return at

    def drag(self, place: Place) -> None:
        (self.dragged if self.is_dragged else self.drag_ended).emit(*place)
