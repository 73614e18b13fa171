"""All that has to do with files: the document, sharing as text, dropping, recovery."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lossstudio.core.text import Message
from lossstudio.gui.documents.document import Document
from lossstudio.gui.documents.file_drop import FileDrop
from lossstudio.gui.documents.recent_files import RecentFiles
from lossstudio.gui.documents.recovery import Lost, Recovery, recovery_folder
from lossstudio.gui.documents.recovery_offer import offer
from lossstudio.gui.documents.sharing_commands import SharingCommands
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.training.run_controller import RunController


class Files(QObject):
    """Owns the document and what keeps, sends and receives it.

    `open_table` takes a file of samples, `paste_table` a text that may be one.
    """

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""
    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(
        self,
        state: ScenarioState,
        controller: RunController,
        settings: Settings,
        open_table: Callable[[Path], None],
        paste_table: Callable[[str], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._state = state
        self._window = window
        self.document = Document(state, controller, RecentFiles(settings, self), window)
        self.sharing = SharingCommands(state, self.document, paste_table, self)
        self.recovery = Recovery(recovery_folder(), self)
        self._drop = FileDrop(window, self.document.open_file, open_table)
        state.changed.connect(self._keep)
        self.document.name_changed.connect(self._keep)
        for part in (self.document, self.sharing, self._drop):
            part.told.connect(self.told)
        for source in (self.document, self.sharing):
            source.failed.connect(self.failed)

    def _keep(self) -> None:
        """Keep what would be lost; what was only opened, or is saved, would not."""
        if self.document.is_as_it_came:
            self.recovery.forget()
        else:
            self.recovery.keep(self._state.scenario, self.document.path)

    def keep_work(self) -> None:
        """Something has gone wrong: keep the current scenario at once."""
        self.recovery.keep_now(self._state.scenario, self.document.path)

    def offer_lost(self) -> None:
        """Ask about the newest work that a window has left, if there is any."""
        lost = self.recovery.find_lost()
        for older in lost[1:]:
            older.release()
        if lost:
            offer(lost[0], self._restore, self._window)

    def _restore(self, lost: Lost) -> None:
        def done() -> None:
            self.recovery.keep_now(lost.scenario, lost.document)
            lost.discard()

        def refused(message: Message) -> None:
            lost.release()  # it is offered again, when what it needs may be there
            self.told.emit(message, True)

        self.document.leave(
            lambda: self.document.open_recovered(lost.scenario, lost.document, done, refused)
        )
