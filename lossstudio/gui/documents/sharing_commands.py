"""Edit ▸ Copy as text and Paste: a scenario, or a table of samples, by way of the clipboard."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.sharing import from_text, holds_scenario, to_text
from lossstudio.gui.documents.document import Document
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.background import Job


class SharingCommands(QObject):
    """Two actions. What is pasted and is no scenario is offered to `paste_table`."""

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""
    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(
        self,
        state: ScenarioState,
        document: Document,
        paste_table: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._document = document
        self._paste_table = paste_table
        self.copy = QAction(icon("mdi6.content-copy"), "", self)
        self.copy.setShortcut(QKeySequence("Ctrl+Shift+X"))
        self.copy.triggered.connect(self._copy)
        self.paste = QAction(icon("mdi6.content-paste"), "", self)
        self.paste.setShortcut(QKeySequence.StandardKey.Paste)
        self.paste.triggered.connect(self._paste)

    def retranslate(self) -> None:
        """Set the texts."""
        self.copy.setText(translate("Menus", "Copy the scenario as &text"))
        self.copy.setStatusTip(
            translate("Menus", "A short text to send in a chat; whoever gets it pastes it.")
        )
        self.paste.setText(translate("Menus", "&Paste a scenario or data"))

    def _copy(self) -> None:
        scenario = self._state.scenario
        QGuiApplication.clipboard().setText(to_text(scenario))
        told = QT_TRANSLATE_NOOP("core", "Copied as text: paste it into a chat or a mail.")
        if scenario.data.dataset == "csv":
            told = QT_TRANSLATE_NOOP(
                "core", "Copied as text. It names the file of the table, but does not hold it."
            )
        self.told.emit(Message(told), False)

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            nothing = QT_TRANSLATE_NOOP(
                "core",
                "Nothing to paste: copy a scenario as text or cells of a spreadsheet first.",
            )
            self.told.emit(Message(nothing), True)
        elif holds_scenario(text):
            job = Job(lambda: _read(text), self)
            job.done.connect(self._document.take_shared)
            job.rejected.connect(lambda message: self.told.emit(message, True))
            job.failed.connect(self.failed)
            for signal in (job.done, job.rejected, job.failed):
                signal.connect(job.deleteLater)
            job.start()
        else:
            self._paste_table(text)


def _read(text: str) -> Scenario:
    try:
        return from_text(text)
    except InputError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "What was pasted: {reason}"), reason=error.message
        ) from error
