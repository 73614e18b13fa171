"""Pale lines behind those of a plot, with a name that takes them away when it is clicked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.gui.kit.colors import mix
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.area import PlotArea, cache
from lossstudio.gui.views.plot.pixel_item import PixelItem

Array = NDArray[np.float64]

PALE = 0.6
"""How near their colour comes to the background."""
_WIDTH = 2.0
_GRIP = 8.0
"""Pixels around a line in which a click is meant for it."""
_FAR = 3.0
"""Lines are drawn up to so many heights of the plot outside of it."""
_BEHIND = -10.0


@dataclass(frozen=True, eq=False)
class PaleLine:
    """A line through `x`, `y` (m,) in the plot's coordinates, in parts where `joined` (m,) says
    that a point is not joined to the next."""

    x: Array
    y: Array
    color: str
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine
    joined: NDArray[np.bool_] | None = None


class PaleLines(PixelItem):
    """Drawn in pixels. `name` stands where the first line ends."""

    clicked = Signal()
    """The name was clicked, or with `takes_clicks` a line."""

    def __init__(self, area: PlotArea, theme: Theme, *, takes_clicks: bool) -> None:
        super().__init__(area.box, z=_BEHIND)
        self._area = area
        self._theme = theme
        self._takes_clicks = takes_clicks
        self.lines: tuple[PaleLine, ...] = ()
        self.name = ""
        self.hide()
        cache(self)
        area.box.sigRangeChanged.connect(lambda *_: self.plot_resized())
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's font."""
        self._font = self._theme.font(0.95)
        self._metrics = QFontMetricsF(self._font)
        self.update()

    def show_lines(self, lines: Sequence[PaleLine], name: str) -> None:
        """Show these and no others."""
        self.prepareGeometryChange()
        self.lines, self.name = tuple(lines), name
        self.setVisible(bool(lines))
        self.update()

    @survivable
    def shape(self) -> QPainterPath:
        """Where a click is meant for it."""
        path = QPainterPath()
        box = self.name_box()
        if box is not None:
            path.addRect(box)
        if self._takes_clicks:
            stroker = QPainterPathStroker()
            stroker.setWidth(2 * _GRIP * self._theme.scale)
            for line in self.lines:
                for part in self._parts(line):
                    way = QPainterPath()
                    way.addPolygon(part)
                    path.addPath(stroker.createStroke(way))
        return path

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colors = self._theme.colors
        painter.setClipRect(self.boundingRect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in self.lines:
            color = QColor(mix(line.color, colors.plot_background, PALE))
            painter.setPen(QPen(color, _WIDTH * self._theme.scale, line.dash))
            for part in self._parts(line):
                painter.drawPolyline(part)
        box = self.name_box()
        if box is not None:
            background = QColor(colors.plot_background)
            background.setAlphaF(0.85)
            painter.fillRect(box, background)
            painter.setFont(self._font)
            painter.setPen(QColor(colors.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._label())

    def name_box(self) -> QRectF | None:
        """Where the name stands, in pixels of the plot; None where no line is in sight."""
        rect = self.boundingRect()
        for line in self.lines[:1]:
            seen = [at for part in self._parts(line) for at in part.toList() if rect.contains(at)]
            if seen:
                width = self._metrics.horizontalAdvance(self._label()) + 8
                height = self._metrics.height() + 2
                left = min(max(seen[-1].x() - width - 4, 0.0), rect.width() - width)
                top = seen[-1].y() - height - 4
                if top < 0.0:
                    top = min(seen[-1].y() + 4, rect.height() - height)
                return QRectF(left, top, width, height)
        return None

    def _label(self) -> str:
        return f"{self.name} ×"

    def _parts(self, line: PaleLine) -> list[QPolygonF]:
        """The joined parts of a line, in pixels."""
        if not len(line.x):
            return []
        (x0, x1), (y0, y1) = self._area.shown_range()
        with np.errstate(over="ignore", invalid="ignore"):
            right = np.clip((line.x - x0) / (x1 - x0), -_FAR, 1.0 + _FAR) * self.box.width()
            down = np.clip((y1 - line.y) / (y1 - y0), -_FAR, 1.0 + _FAR) * self.box.height()
        good = np.isfinite(right) & np.isfinite(down)
        ends = ~good if line.joined is None else ~good | ~line.joined
        places = list(zip(right.tolist(), down.tolist(), strict=True))
        parts = np.split(np.arange(len(places)), np.flatnonzero(ends) + 1)
        polygons = ([QPointF(*places[i]) for i in part if good[i]] for part in parts)
        return [QPolygonF(points) for points in polygons if len(points) > 1]

    # -- the pointer; called by pyqtgraph's scene -------------------------------------------------

    def hoverEvent(self, event: object) -> None:
        is_here = not event.isExit() and event.acceptClicks(Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
        if is_here:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mouseClickEvent(self, event: object) -> None:
        if event.button() != Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            event.ignore()  # type: ignore[attr-defined]
            return
        event.accept()  # type: ignore[attr-defined]
        self.clicked.emit()
