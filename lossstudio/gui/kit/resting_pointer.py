"""A pointer that rests is hidden, so that it does not stand in the picture."""

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

MILLISECONDS = 3000
"""A pointer that has rested so long is hidden."""
LOOK = 100
"""Milliseconds between two looks at whether it has moved."""


class RestingPointer(QObject):
    """Hides the pointer over `window` while it rests, from `begin` to `end`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._place = QPoint()
        self._rested = 0
        self._is_hidden = False
        self._looks = QTimer(self, interval=LOOK)
        self._looks.timeout.connect(self._look)

    def begin(self) -> None:
        """Watch the pointer from now on."""
        self._place, self._rested = QCursor.pos(), 0
        self._looks.start()

    def end(self) -> None:
        """Watch it no longer, and show it."""
        self._looks.stop()
        self._show()

    def _look(self) -> None:
        place = QCursor.pos()
        if place != self._place:
            self._place, self._rested = place, 0
            self._show()
            return
        self._rested += LOOK
        has_rested = self._rested >= MILLISECONDS and self._window.isActiveWindow()
        if has_rested and not self._is_hidden:
            self._is_hidden = True
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def _show(self) -> None:
        if self._is_hidden:
            self._is_hidden = False
            QGuiApplication.restoreOverrideCursor()
