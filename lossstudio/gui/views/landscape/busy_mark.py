"""Says that a landscape is being computed, where what is shown is not the wanted one."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.views.plot.readout import Readout

MILLISECONDS = 250
"""Work that is done sooner is not announced."""


class BusyMark(Readout):
    """A text in the corner of `parent` while `is_late()`, looked at after a while."""

    def __init__(self, parent: QWidget, is_late: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._corner_of = parent
        self._is_late = is_late
        self._timer = QTimer(self, singleShot=True, interval=MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Work has begun."""
        if not self._timer.isActive():
            self._timer.start()

    def look(self) -> None:
        """Show the text or hide it, as it is now."""
        lines = [translate("LandscapeView", "computing…")] if self._is_late() else []
        self.show_at(QPoint(self._corner_of.width(), 0), lines)
