"""Ctrl and the wheel draw everything larger or smaller, as browsers do."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGraphicsView,
    QScrollBar,
    QWidget,
)

from lossstudio.gui.kit.overrides import survivable

_NOTCH = 120
"""What Qt calls a notch of the wheel; touch pads send fractions of it."""


class ZoomWheel(QObject):
    """Sees the wheel before what is under the pointer, in each window that it watches.

    Plots keep it, which zoom themselves, and so does a number or a list that has the focus. Panels
    that scroll and texts do not: scrolling by pages and a size for one text alone are Qt's habits,
    which no Ctrl+0 brings back.
    """

    turned = Signal(int)
    """So many notches; positive: larger."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turned = 0

    def watch(self, window: QWidget) -> None:
        """Watch `window` from now on, which has to have been shown."""
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QWheelEvent):
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        if _keeps_the_wheel(event.globalPosition().toPoint()):
            return False
        delta = event.angleDelta().y()
        if delta * self._turned < 0:
            self._turned = 0  # the other way: what was left of a notch is forgotten
        self._turned += delta
        notches = int(self._turned / _NOTCH)
        if notches:
            self._turned -= notches * _NOTCH
            self.turned.emit(notches)
        return True


def _keeps_the_wheel(at: QPoint) -> bool:
    widget = QApplication.widgetAt(at)
    while widget is not None and not widget.isWindow():
        if isinstance(widget, QGraphicsView) or widget.inherits("QOpenGLWidget"):
            return True
        if isinstance(widget, QAbstractSpinBox | QAbstractSlider | QComboBox):
            return widget.hasFocus() and not isinstance(widget, QScrollBar)
        widget = widget.parentWidget()
    return False
