"""Files dragged onto the window."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.scenarios.scenario_file import SUFFIX
from lossstudio.engine.scenarios.table_reading import TABLES
from lossstudio.gui.kit.overrides import survivable


class FileDrop(QObject):
    """Opens what is dropped: one scenario or one table, by the end of its name."""

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""

    def __init__(
        self,
        window: QWidget,
        open_scenario: Callable[[Path], None],
        open_table: Callable[[Path], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._ways = {SUFFIX: open_scenario, **dict.fromkeys(TABLES, open_table)}
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window's handle sees a drop before the field that lies below the pointer, which would
        take the file's name for a text. The window has one from when it is shown."""
        if event.type() == QEvent.Type.Show:
            handle = self._window.windowHandle()
            if handle is not None:
                handle.installEventFilter(self)
        elif event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            drop = cast(QDropEvent, event)
            if drop.mimeData().hasUrls() and QApplication.activeModalWidget() is None:
                drop.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._take([url.toLocalFile() for url in drop.mimeData().urls()])
                return True
        return super().eventFilter(watched, event)

    def _take(self, names: list[str]) -> None:
        way = self._ways.get(Path(names[0]).suffix.lower()) if len(names) == 1 else None
        if way is not None:
            way(Path(names[0]))
        else:
            problem = QT_TRANSLATE_NOOP(
                "core", "What can be dropped here is one file at a time: {allowed}."
            )
            self.told.emit(Message(problem, {"allowed": ", ".join(self._ways)}), True)
