"""What is drawn of the slice: curves, upright lines with names, and symbols.

All of it is drawn in pixels: pyqtgraph's transformations fail for costs of 1e280, and such there
are just where somebody wants to see how a run diverged.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.area import PlotArea, cache
from lossstudio.gui.views.plot.pixel_item import PixelItem

Array = NDArray[np.float64]

_SYMBOL = 11.0
_STAR = 15.0
_FAR = 3.0
"""Curves are drawn up to so many heights of the plot outside of it."""


@dataclass(frozen=True, eq=False)
class Trace:
    """A curve through `x`, `y` (m,) in the plot's coordinates; it is cut where y is not finite."""

    x: Array
    y: Array
    pen: QPen


@dataclass(frozen=True)
class UprightLine:
    """An upright line at `x` in the plot's coordinates, with its name at the top."""

    x: float
    label: str
    color: str
    dash: Qt.PenStyle


@dataclass(frozen=True)
class Spot:
    """A symbol at a point of the plot; a `hollow` one has only its outline."""

    x: float
    y: float
    symbol: str
    color: str
    hollow: bool = False


class StepSizeMarks(PixelItem):
    """Drawn in pixels in one go, so that no two names lie on each other."""

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        super().__init__(area.box, z=1000)
        self._area = area
        self._theme = theme
        self.traces: tuple[Trace, ...] = ()
        self.lines: tuple[UprightLine, ...] = ()
        self.spots: tuple[Spot, ...] = ()
        self.hint = ""
        """A sentence in the middle of a plot that has no curve."""
        cache(self)
        area.box.sigRangeChanged.connect(lambda *_: self.update())
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's font."""
        self._font = self._theme.font(0.95)
        self._metrics = QFontMetricsF(self._font)
        self.update()

    def show_marks(
        self,
        traces: tuple[Trace, ...] = (),
        lines: tuple[UprightLine, ...] = (),
        spots: tuple[Spot, ...] = (),
        hint: str = "",
    ) -> None:
        """Show these and no others."""
        self.traces, self.lines, self.spots, self.hint = traces, lines, spots, hint
        self.update()

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        rect = self.boundingRect()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for trace in self.traces:
            painter.setPen(trace.pen)
            for part in self._polylines(trace):
                painter.drawPolyline(part)
        places = [(line, self.pixel_of((line.x, 0.0)).x()) for line in self.lines]
        seen = [(line, x) for line, x in places if 0.0 <= x <= rect.width()]
        for line, x in seen:
            painter.setPen(QPen(QColor(line.color), 1.5 * self._theme.scale, line.dash))
            painter.drawLine(QPointF(x, 0.0), QPointF(x, rect.height()))
        self._paint_names(painter, rect, seen)
        for spot in self.spots:
            at = self.pixel_of((spot.x, spot.y))
            if rect.contains(at):
                self._paint_spot(painter, spot, at)
        if self.hint:
            painter.setPen(QColor(self._theme.colors.muted))
            room = rect.adjusted(8.0, 4.0, -8.0, -4.0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self.hint)

    def _paint_names(
        self, painter: QPainter, rect: QRectF, seen: list[tuple[UprightLine, float]]
    ) -> None:
        """The lines' names at the top, each in the first row where it has room."""
        background = QColor(self._theme.colors.plot_background)
        background.setAlphaF(0.85)
        height = self._metrics.height()
        taken: list[QRectF] = []
        for line, x in seen:
            width = self._metrics.horizontalAdvance(line.label) + 8
            left = x + 3 if x + 3 + width <= rect.width() else x - 3 - width
            box = QRectF(left, 2.0, width, height)
            while any(box.intersects(other) for other in taken):
                box.translate(0.0, height + 1.0)
            taken.append(box)
            painter.fillRect(box, background)
            painter.setPen(QColor(line.color))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line.label)

    def _paint_spot(self, painter: QPainter, spot: Spot, at: QPointF) -> None:
        size = (_STAR if spot.symbol == "star" else _SYMBOL) * self._theme.scale
        background = QColor(self._theme.colors.plot_background)
        color = QColor(spot.color)
        width = (2.0 if spot.hollow else 1.0) * self._theme.scale
        painter.setPen(QPen(color if spot.hollow else background, width))
        painter.setBrush(background if spot.hollow else color)
        painter.drawPath(QTransform(size, 0.0, 0.0, size, at.x(), at.y()).map(Symbols[spot.symbol]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _polylines(self, trace: Trace) -> list[QPolygonF]:
        """The finite parts of a curve, in pixels."""
        (x0, x1), (y0, y1) = self._area.shown_range()
        box = self.box
        finite = np.isfinite(trace.y)
        y = np.where(finite, trace.y, y1)
        with np.errstate(over="ignore"):
            down = np.clip((y1 - y) / (y1 - y0), -_FAR, 1.0 + _FAR) * box.height()
        right = np.clip((trace.x - x0) / (x1 - x0), -_FAR, 1.0 + _FAR) * box.width()
        places = list(zip(right.tolist(), down.tolist(), strict=True))
        edges = np.flatnonzero(finite[1:] != finite[:-1]) + 1
        return [
            QPolygonF([QPointF(*places[i]) for i in part])
            for part in np.split(np.arange(len(y)), edges)
            if finite[part[0]]
        ]
