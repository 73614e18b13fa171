"""What the window looked like before presentation mode, and how it comes back."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QSize, Qt

from lossstudio.gui.dock import Dock
from lossstudio.gui.settings import LAYOUT_VERSION
from lossstudio.gui.workspace import LESSON

if TYPE_CHECKING:
    from lossstudio.gui.main_window import MainWindow


class BeforePresenting(NamedTuple):
    """The window's layout and state, which panel was alone, and whether the lesson was open."""

    layout: QByteArray
    size: QSize | None
    """None where the window began as large as the screen."""
    window_state: Qt.WindowState
    maximized: Dock | None
    lesson: bool

    @classmethod
    def of(
        cls, window: "MainWindow", layout: QByteArray, maximized: Dock | None
    ) -> "BeforePresenting":
        """As `window` is, with `layout`; `maximized` was alone in it until now."""
        state = window.windowState()
        return cls(
            layout,
            None if state & Qt.WindowState.WindowFullScreen else window.size(),
            state,
            maximized,
            not window.workspace.docks[LESSON].isHidden(),
        )

    def is_awaited(self, window: "MainWindow") -> bool:
        """The desktop has not yet given the window its size back.

        What is put back in a window of another size is scaled with it, and all panels' heights
        would change a little each time. A lesson's panels are arranged anew anyway.
        """
        return self.size not in (None, window.size()) and not window.workspace.is_in_lesson

    def put_back(self, window: "MainWindow", is_lesson_open: bool) -> None:
        """Have the panels as they were; the lesson as it is now."""
        workspace = window.workspace
        window.restoreState(self.layout, LAYOUT_VERSION)
        layout: QByteArray | None = self.layout
        if is_lesson_open != self.lesson:
            workspace.docks[LESSON].setVisible(is_lesson_open)
            layout = None
        for name in window.hiding.names & workspace.docks.keys():
            workspace.docks[name].hide()  # as a scenario that was opened meanwhile wants it
            layout = None
        if self.maximized is not None:
            workspace.toggle_maximized(self.maximized, layout)
