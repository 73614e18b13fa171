"""A panel that is a window of its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.shell.panel import Panel


class FloatingWindow(QWidget):
    """Stays above the main window, and has its keys. One belongs to a panel for good; it is hidden
    while the panel stands in the main window."""

    close_asked = Signal(str)
    """The panel's name: its window is to be closed."""
    opened = Signal()
    """It is seen now."""

    def __init__(self, panel: Panel, window: QWidget) -> None:
        # Qt's kind of window for which the main window's keys work too.
        super().__init__(window, Qt.WindowType.Tool)
        self.setObjectName(f"floating {panel.name}")
        self._panel = panel

    def take(self) -> None:
        """Have the panel in it, and be seen."""
        panel = self._panel
        self.setWindowTitle(panel.windowTitle())
        if panel.parentWidget() is not self:
            panel.setParent(self)
        panel.setGeometry(self.rect())
        panel.show()
        self.show()

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._panel.parentWidget() is self:
            self._panel.setGeometry(self.rect())

    @survivable
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    @survivable
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.close_asked.emit(self._panel.name)
