"""What lies over the loss curves: the line at the current step, change marks, the last values."""

from dataclasses import dataclass

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.pixel_item import DraggedItem, Place

GRIP = 7.0
"""The line can be taken within so many pixels of it."""
_TICK = 9.0
_SYMBOL = 10.0


@dataclass(frozen=True)
class Dot:
    """The value of a curve at the current step, in the plot's coordinates."""

    x: float
    y: float
    color: str
    symbol: str


@dataclass(frozen=True)
class Mark:
    """A place on the step axis where something happened, and what, in short."""

    x: float
    text: str
    is_turn: bool = False


class StepOverlay(DraggedItem):
    """Drawn in pixels in one go: a label, a line and symbols of pyqtgraph would each cost more
    than all of this."""

    shape_of_pointer = Qt.CursorShape.SizeHorCursor

    dragged = Signal(float)
    """The line is being drawn to this x."""
    drag_ended = Signal()

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        super().__init__(area.box, z=1000)
        self._area = area
        self._theme = theme
        self.x = 0.0
        """Where the line stands."""
        self.label = ""
        self.hint = ""
        """A sentence in the middle of a plot that has no curve yet."""
        self._has_hint = True
        self.marks: list[Mark] = []
        """Ticks where settings changed, and a line where a held-out loss was lowest."""
        self.dots: list[Dot] = []
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's fonts and pens: looking them up for every frame takes half of it."""
        self._font = self._theme.font(0.95)
        self._metrics = QFontMetricsF(self._font)
        self._pens = [self._theme.pen(Role.CURSOR, width) for width in (1.5, 3.0)]
        self.update()

    def show_hint(self, is_shown: bool) -> None:
        """Show the hint, or nothing in its place for a while."""
        if is_shown != self._has_hint:
            self._has_hint = is_shown
            self.update()

    def stand_at(self, x: float, step: int, is_counted: bool = True) -> None:
        """Stand at `x`, which is `step`; the figures stay as they are where it is not counted."""
        self.x = x
        if is_counted:
            self.label = translate("LossCurveView", "step {step}").format(step=step)
        self.update()

    @survivable
    def shape(self) -> QPainterPath:
        """Where the pointer can take the line."""
        path = QPainterPath()
        grip = self._theme.pixels(GRIP)
        path.addRect(self._pixel_x(self.x) - grip, 0.0, 2 * grip, self.box.height())
        return path

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colors = self._theme.colors
        rect = self.boundingRect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        self._paint_marks(painter, rect)
        x = self._pixel_x(self.x)
        if -GRIP <= x <= rect.width() + GRIP:
            painter.setPen(self._pens[self.is_hovered or self.is_dragged])
            painter.drawLine(QPointF(x, 0.0), QPointF(x, rect.height()))
            self._paint_label(painter, x, rect)
        for dot in self.dots:
            self._paint_dot(painter, dot)
        if self.hint and self._has_hint:
            painter.setPen(QColor(colors.muted))
            painter.drawText(
                rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.hint
            )

    def _paint_marks(self, painter: QPainter, rect: QRectF) -> None:
        """The newest first: an older one has its words only where they do not run into these."""
        colors, scale, metrics = self._theme.colors, self._theme.scale, self._metrics
        top = (_TICK + 7) * scale + metrics.height()
        free = rect.width()
        for mark in reversed(self.marks):
            x = self._pixel_x(mark.x)
            if not 0.0 <= x <= rect.width():
                continue
            color = QColor(colors.warn if mark.is_turn else colors.muted)
            painter.setPen(QPen(color, (1.5 if mark.is_turn else 2.0) * scale))
            width = metrics.horizontalAdvance(mark.text) + 8
            left = x + 3 if x + 3 + width <= free else x - 3 - width
            has_room = left >= 0.0 and left + width <= free
            is_said = bool(mark.text) and has_room
            end = rect.height() if mark.is_turn else top if is_said else _TICK * scale
            painter.drawLine(QPointF(x, 0.0), QPointF(x, end))
            if is_said:
                free = min(left, x)
                self._paint_words(painter, mark.text, QRectF(left, top, width, metrics.height()))

    def _paint_words(self, painter: QPainter, text: str, box: QRectF) -> None:
        background = QColor(self._theme.colors.plot_background)
        background.setAlphaF(0.85)
        painter.fillRect(box, background)
        painter.setPen(QColor(self._theme.colors.plot_foreground))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_label(self, painter: QPainter, x: float, rect: QRectF) -> None:
        metrics = self._metrics
        width = metrics.horizontalAdvance(self.label) + 8
        left = x + 4 if x + 4 + width <= rect.width() else x - 4 - width
        box = QRectF(left, (_TICK + 3) * self._theme.scale, width, metrics.height() + 2)
        self._paint_words(painter, self.label, box)

    def _paint_dot(self, painter: QPainter, dot: Dot) -> None:
        (x0, x1), (y0, y1) = self._area.shown_range()
        if not (x0 <= dot.x <= x1 and y0 <= dot.y <= y1):
            return
        size = _SYMBOL * self._theme.scale
        at = self.pixel_of((dot.x, dot.y))
        place = QTransform(size, 0.0, 0.0, size, at.x(), at.y())
        painter.setPen(QPen(QColor(self._theme.colors.plot_background), self._theme.scale))
        painter.setBrush(QColor(dot.color))
        painter.drawPath(place.map(Symbols[dot.symbol]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def drag(self, place: Place) -> None:
        self.dragged.emit(place[0])
        if not self.is_dragged:
            self.drag_ended.emit()

    def _pixel_x(self, x: float) -> float:
        return self.pixel_of((x, 0.0)).x()
