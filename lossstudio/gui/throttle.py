"""Figures that a person reads need not change with every frame; laying them out costs as much."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Throttle(QObject):
    """Calls `show` at most every `interval` milliseconds, and always once more at the end.

    The first call after a pause comes at once, so nothing that a person does by hand is late.
    """

    def __init__(self, interval: int, show: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._is_due = False
        self._timer = QTimer(self)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(self._tick)

    def ask(self) -> None:
        """Something has changed."""
        if self._timer.isActive():
            self._is_due = True
        else:
            self._timer.start()
            self._show()

    def _tick(self) -> None:
        if self._is_due:
            self._is_due = False
            self._show()
        else:
            self._timer.stop()
