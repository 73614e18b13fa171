"""What is drawn over the whole window while presenting: a spotlight at the pointer, and a curtain.

The spotlight is a child of the window and lets every click through. As it moves, only the
neighbourhood of the circle is painted anew, and the plots under it only there.
"""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.training.pacing import POINTER

DARKNESS = 0.62
"""How much of the light is taken from what lies outside."""
USUAL, LEAST, MOST = 0.17, 0.06, 0.45
"""The circle's radius as a share of the window's height."""
NOTCH = 1.12
"""What a notch of the wheel multiplies the radius by."""
_RIM = 2
"""Pixels around the circle that its soft edge may touch."""
_WHEEL_NOTCH = 120


class _Cover(QWidget):
    """A child of `window` that is always as large as it and above everything in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def begin(self) -> None:
        """Cover the window."""
        self._window.installEventFilter(self)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def end(self) -> None:
        """Uncover it."""
        self._window.removeEventFilter(self)
        self.hide()

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        elif event.type() == QEvent.Type.ChildPolished:
            self.raise_()
        return False


class Curtain(_Cover):
    """A black screen: for when people should look at the speaker."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setCursor(Qt.CursorShape.BlankCursor)

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("black"))


class Spotlight(_Cover):
    """Dims everything but a circle around the pointer; Shift and the wheel make it larger."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._share = USUAL
        self._center = QPointF()
        self._timer = QTimer(self, interval=POINTER)
        self._timer.timeout.connect(self.follow)

    @property
    def radius(self) -> float:
        """Of the circle, in pixels."""
        return self._share * self.height()

    @property
    def center(self) -> QPointF:
        """The circle's middle, in the window's pixels."""
        return self._center

    def begin(self) -> None:
        super().begin()
        self._center = self._pointer()
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)  # sees the wheel before whatever is under the pointer
        self._timer.start()

    def end(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
        self._timer.stop()
        super().end()

    def follow(self) -> None:
        """Go where the pointer is."""
        center = self._pointer()
        if center != self._center:
            before, self._center = self._bounds(), center
            self._paint_anew(before, self._bounds())

    def grow(self, notches: float) -> None:
        """Make the circle larger by so many notches of the wheel; smaller if negative."""
        before = self._bounds()
        self._share = min(max(self._share * NOTCH**notches, LEAST), MOST)
        self._paint_anew(before, self._bounds())

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                # Some systems turn the wheel sideways where Shift is held.
                delta = event.angleDelta().y() or event.angleDelta().x()
                self.grow(delta / _WHEEL_NOTCH)
                return True
            return False
        return super().eventFilter(watched, event)

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark = QColor.fromRgbF(0.0, 0.0, 0.0, DARKNESS)
        circle = self._bounds()
        for rect in event.region():  # type: ignore[attr-defined]
            if not rect.intersects(circle):
                painter.fillRect(rect, dark)
                continue
            path = QPainterPath()
            path.addRect(rect)
            path.addEllipse(self._center, self.radius, self.radius)
            painter.setClipRect(rect)
            painter.fillPath(path, dark)
            painter.setClipping(False)

    def _pointer(self) -> QPointF:
        return QPointF(self.mapFromGlobal(QCursor.pos()))

    def _bounds(self) -> QRect:
        side = int(self.radius) + _RIM
        center = self._center.toPoint()
        return QRect(center.x() - side, center.y() - side, 2 * side, 2 * side)

    def _paint_anew(self, before: QRect, after: QRect) -> None:
        if before.intersects(after):
            self.update(before.united(after))
        else:
            self.update(before)
            self.update(after)
