"""A panel of the window: can be hidden, floated, and maximised by a double click on its title."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from lossstudio.gui.i18n import Retranslating, translate
from lossstudio.gui.icons import icon


class Dock(QDockWidget):
    """A dock widget with our own title bar."""

    maximize_asked = Signal(object)
    """This dock: show it alone, or all again."""

    def __init__(self, name: str, content: QWidget, size: QSize, minimum: QSize) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidget(_Frame(content, size, minimum))
        self._title = _Title(self)
        self.setTitleBarWidget(self._title)
        self.windowTitleChanged.connect(self._title.label.setText)

    def show_maximized(self, is_maximized: bool) -> None:
        """Show in the title whether this panel stands alone."""
        self._title.set_maximized(is_maximized)


class _Frame(QWidget):
    """Holds a panel's content at the size the person gives it.

    What the content would like to have changes while training runs; the window must not follow. So
    there is no layout: each would ask the window to divide its whole room anew.
    """

    def __init__(self, content: QWidget, size: QSize, minimum: QSize) -> None:
        super().__init__()
        self._size, self._minimum = size, minimum
        self._content = content
        content.setParent(self)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._minimum

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._content.resize(event.size())


class _Title(Retranslating, QWidget):
    """The title bar of a dock: its name, and buttons to maximise, float and close."""

    def __init__(self, dock: Dock) -> None:
        super().__init__(dock)
        self._dock = dock
        self._is_maximized = False
        self.label = QLabel()
        font = self.label.font()
        font.setBold(True)
        self.label.setFont(font)
        self._maximize = self._button()
        self._maximize.clicked.connect(lambda: dock.maximize_asked.emit(dock))
        self._float = self._button()
        self._float.setIcon(icon("mdi6.dock-window"))
        self._float.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        self._close = self._button()
        self._close.setIcon(icon("mdi6.close"))
        self._close.clicked.connect(dock.close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 1, 2, 1)
        layout.setSpacing(0)
        layout.addWidget(self.label, 1)
        for button in (self._maximize, self._float, self._close):
            layout.addWidget(button)
        self.finish_setup()

    def set_maximized(self, is_maximized: bool) -> None:
        self._is_maximized = is_maximized
        self.retranslate()

    def retranslate(self) -> None:
        name = "mdi6.window-restore" if self._is_maximized else "mdi6.window-maximize"
        self._maximize.setIcon(icon(name))
        for button, text in (
            (
                self._maximize,
                translate("Dock", "Show all panels again")
                if self._is_maximized
                else translate("Dock", "Show this panel alone (double click on its title)"),
            ),
            (self._float, translate("Dock", "Make this panel a window of its own, or put it back")),
            (self._close, translate("Dock", "Hide this panel (the View menu shows it again)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dock.maximize_asked.emit(self._dock)
        event.accept()

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button
