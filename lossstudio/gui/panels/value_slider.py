"""A slider whose positions are values of a `NumberScale`, with coloured zones under its groove."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from lossstudio.gui.kit.keys import MOVING_KEYS, PAGE_KEYS, SLIDER, asks_for, is_plain
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.panels.number_scale import NumberScale

Zone = tuple[float, float, QColor | QBrush | str]
"""From, to (in the parameter's own unit), and the colour or brush to paint."""

PAGE_STEPS = 10
"""Page Up and Page Down move by so many steps of the arrow keys."""

STEP_KEYS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: PAGE_STEPS,
    Qt.Key.Key_PageDown: -PAGE_STEPS,
}
_ZONE_HEIGHT = 3
_GAP = 2
_TICK_WIDTH = 2
_WHEEL_NOTCH = 120


class ValueSlider(QSlider):
    """Asks for values and shows them; its owner decides. A press goes where the pointer is.

    Of the keys it takes those that `keys` gives a slider, and the wheel only when it has the focus,
    so that a panel can be scrolled without changing what lies under the pointer.
    """

    dragged = Signal(float)
    """A value under the pointer, while it is being dragged."""
    stepped = Signal(int)
    """So many steps of the arrow keys."""
    jumped = Signal()
    """To the maximum of the slider."""

    def __init__(self, scale: NumberScale, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._scale = scale
        self._zones: tuple[Zone, ...] = ()
        self._tick: float | None = None
        self._wheel = 0
        self.setRange(0, max(scale.positions, 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sliderMoved.connect(lambda position: self.dragged.emit(scale.value(position)))

    def show_value(self, value: float) -> None:
        """Move the handle to `value`, without a signal; not while a person holds the handle."""
        if not self.isSliderDown():
            blocked = self.blockSignals(True)
            self.setSliderPosition(self._scale.position(value))
            self.blockSignals(blocked)

    def set_zones(self, zones: Iterable[Zone], tick: float | None = None) -> None:
        """Paint a thin strip under the groove, each zone from a value to a value in its colour.

        A line is drawn at the value `tick`, for those to whom the colours say nothing.
        """
        zones = tuple(zones)
        if (zones, tick) != (self._zones, self._tick):
            self._zones, self._tick = zones, tick
            self.update()

    @survivable
    def event(self, event: QEvent) -> bool:
        if asks_for(event, MOVING_KEYS[SLIDER]):
            event.accept()
            return True
        return super().event(event)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_mine(event):
            event.ignore()
        elif event.key() in STEP_KEYS:
            self.stepped.emit(STEP_KEYS[Qt.Key(event.key())])
        else:
            self.jumped.emit()

    @survivable
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()
            return
        # Touch pads send fractions of a notch.
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / _WHEEL_NOTCH)
        if notches:
            self._wheel -= notches * _WHEEL_NOTCH
            self.stepped.emit(notches)
        event.accept()

    @survivable
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        # After a drag the arrow keys step through the run again; Tab brings the focus back.
        self.clearFocus()

    @survivable
    def mousePressEvent(self, event: QMouseEvent) -> None:
        on_handle = self._part(QStyle.SubControl.SC_SliderHandle).contains(event.position())
        if event.button() == Qt.MouseButton.LeftButton and not on_handle:
            # Qt would move by a page; a person means: here.
            position = self._position_at(event.position())
            blocked = self.blockSignals(True)
            self.setSliderPosition(position)
            self.blockSignals(blocked)
            super().mousePressEvent(event)
            self.dragged.emit(self._scale.value(position))
        else:
            super().mousePressEvent(event)

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._zones:
            painter = QPainter(self)
            left, width = self._travel()
            bottom = self.height() - _ZONE_HEIGHT
            for start, end, brush in self._zones:
                x1, x2 = (left + width * self._scale.share(value) for value in (start, end))
                if x2 > x1 + _GAP:
                    fill = brush if isinstance(brush, QBrush) else QBrush(QColor(brush))
                    # The gap between zones shows their border to whom the colours do not.
                    painter.fillRect(QRectF(x1, bottom, x2 - x1 - _GAP, _ZONE_HEIGHT), fill)
            if self._tick is not None and 0.0 < self._scale.share(self._tick) < 1.0:
                x = left + width * self._scale.share(self._tick)
                line = QRectF(x - _GAP, 0.0, _TICK_WIDTH, self.height())
                painter.fillRect(line, self.palette().windowText())
            painter.end()
        super().paintEvent(event)

    def _is_mine(self, event: QKeyEvent) -> bool:
        return is_plain(event) and event.key() in (*MOVING_KEYS[SLIDER], *PAGE_KEYS)

    def _part(self, part: QStyle.SubControl) -> QRectF:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        rect = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
        return QRectF(rect)

    def _travel(self) -> tuple[float, float]:
        """Where the handle's middle can go: its leftmost place, and how far it goes from there."""
        groove = self._part(QStyle.SubControl.SC_SliderGroove)
        handle = self._part(QStyle.SubControl.SC_SliderHandle).width()
        return groove.left() + handle / 2, groove.width() - handle

    def _position_at(self, point: QPointF) -> int:
        left, width = self._travel()
        share = (point.x() - left) / max(width, 1.0)
        share = share if self.isLeftToRight() else 1.0 - share
        return round(min(max(share, 0.0), 1.0) * self.maximum())
