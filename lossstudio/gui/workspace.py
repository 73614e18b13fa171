"""Where the panels stand: placed at the first start, maximised, put back, remembered."""

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget

from lossstudio.gui.dock import Dock
from lossstudio.gui.panels.control_panel import WIDTH
from lossstudio.gui.settings import LAYOUT_VERSION, Settings

LEAST_WIDTH, LEAST_HEIGHT = 220, 150
"""Pixels that a panel with a picture keeps."""

SETTLED = 60
"""Milliseconds after the last change of a new window's size: a window that opens maximised gets
its size from the window manager, a little later."""

MIDDLE = ("fit", "numbers", "samples", "metrics", "network")
"""The middle column: the first panel above, the others as tabs below it."""
RIGHT = ("loss", "landscape", "shape", "step")
"""The right column, likewise."""


class Workspace(QObject):
    """Owns the docks of `window`: one for each of `contents`, by name, ``controls`` among them."""

    def __init__(
        self, window: QMainWindow, contents: Mapping[str, QWidget], settings: Settings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._maximized: tuple[Dock, QByteArray] | None = None
        self._default: QByteArray | None = None
        self._settles = QTimer(self, singleShot=True, interval=SETTLED)
        self._settles.timeout.connect(self._arrange)
        self.docks = {name: _dock(name, widget) for name, widget in contents.items()}
        self._place()

    def _place(self) -> None:
        # One area holds them all, so that they divide the whole room; there is nothing beside it.
        window, docks = self._window, self.docks
        center = QWidget()
        center.hide()
        window.setCentralWidget(center)
        window.setDockNestingEnabled(True)
        window.setAnimated(False)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["controls"])
        before = docks["controls"]
        for top, *_ in (MIDDLE, RIGHT):
            window.splitDockWidget(before, docks[top], Qt.Orientation.Horizontal)
            before = docks[top]
        for top, *tabs in (MIDDLE, RIGHT):
            first, *others = tabs
            window.splitDockWidget(docks[top], docks[first], Qt.Orientation.Vertical)
            for name in others:
                window.tabifyDockWidget(docks[first], docks[name])
            docks[first].raise_()
        for dock in docks.values():
            dock.maximize_asked.connect(self.toggle_maximized)

    def begin(self) -> None:
        """The window is about to be seen for the first time."""
        if self._default is None:
            self._default = self._window.saveState(LAYOUT_VERSION)
            self._settles.start()

    def resized(self) -> None:
        """The window has another size."""
        if self._settles.isActive():
            self._settles.start()

    def toggle_maximized(self, dock: Dock) -> None:
        """Show `dock` alone, or everything as it was before."""
        if self._maximized is not None:
            shown, layout = self._maximized
            self._maximized = None
            shown.show_maximized(False)
            self._window.restoreState(layout, LAYOUT_VERSION)
            return
        dock.setFloating(False)
        self._maximized = (dock, self._window.saveState(LAYOUT_VERSION))
        for other in self.docks.values():
            other.setVisible(other is dock)
        dock.show_maximized(True)

    def reset(self) -> None:
        """Every panel where it was at the first start."""
        if self._maximized is not None:
            self._maximized[0].show_maximized(False)
            self._maximized = None
        for dock in self.docks.values():
            dock.setFloating(False)
            dock.show()
        if self._default is not None:
            self._window.restoreState(self._default, LAYOUT_VERSION)
        self._settings.remove("layout")
        self._arrange()

    def remember(self) -> None:
        """Keep the layout for the next start."""
        if self._maximized is not None:
            self.toggle_maximized(self._maximized[0])
        self._settings.set_bytes("layout", self._window.saveState(LAYOUT_VERSION))

    def _arrange(self) -> None:
        """Divide the room at the first start; later, as it was left."""
        layout = self._settings.bytes("layout")
        if layout is not None and self._window.restoreState(layout, LAYOUT_VERSION):
            return
        room = max(self._window.width() - WIDTH, 200)
        self._window.resizeDocks(
            [self.docks[name] for name in ("controls", MIDDLE[0], RIGHT[0])],
            [WIDTH, room * 11 // 20, room * 9 // 20],
            Qt.Orientation.Horizontal,
        )
        # Qt applies this when it is next idle, and forgets it if heights are asked for before that.
        QTimer.singleShot(30, self, self._arrange_heights)

    def _arrange_heights(self) -> None:
        height = self._window.height()
        for column, share in ((MIDDLE, 58), (RIGHT, 46)):
            self._window.resizeDocks(
                [self.docks[name] for name in column[:2]],
                [height * share // 100, height * (100 - share) // 100],
                Qt.Orientation.Vertical,
            )


def _dock(name: str, widget: QWidget) -> Dock:
    if name == "controls":
        dock = Dock(name, widget, QSize(WIDTH, 600), QSize(WIDTH, 200))
        dock.setMaximumWidth(WIDTH + 120)
        return dock
    height = 420 if name in (MIDDLE[0], RIGHT[0]) else 300
    return Dock(name, widget, QSize(500, height), QSize(LEAST_WIDTH, LEAST_HEIGHT))
