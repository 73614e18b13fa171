"""What is wrong in a lesson of somebody's own, line by line."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from lossstudio.core.text import Message
from lossstudio.engine.lessons.faults import Fault
from lossstudio.gui.kit.i18n import Retranslating, message_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.lessons.press_keys import press_by_keys


class FaultsView(Retranslating, QWidget):
    """The faults of a lesson. It can be looked at again once they are mended."""

    again_asked = Signal()
    """The folder is to be read again."""
    anyway_asked = Signal()
    """The lesson is to be opened as far as it could be read."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path()
        self._faults: Sequence[Fault] = ()
        self._problem: Message | None = None
        self._said = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.again = QPushButton(icon("mdi6.refresh"), "")
        self.anyway = QPushButton()
        self.again.clicked.connect(self.again_asked)
        self.anyway.clicked.connect(self.anyway_asked)
        press_by_keys(self.again, self.anyway)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 10, 8)
        layout.addWidget(self._said)
        layout.addWidget(self.lines, 1)
        layout.addWidget(self.again)
        layout.addWidget(self.anyway)
        self.finish_setup()

    def show_faults(self, folder: Path, faults: Sequence[Fault], *, can_open: bool) -> None:
        """Show the faults of the lesson in `folder`."""
        self._folder, self._faults, self._problem = folder, faults, None
        self.anyway.setVisible(can_open)
        self.retranslate()

    def show_problem(self, folder: Path, problem: Message) -> None:
        """Show why there is no lesson in `folder` at all."""
        self._folder, self._faults, self._problem = folder, (), problem
        self.anyway.hide()
        self.retranslate()

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key comes to, from top to bottom."""
        return [self.lines, self.again, self.anyway]

    @property
    def said(self) -> str:
        """What it says above the lines."""
        return self._said.text()

    def retranslate(self) -> None:
        if self._problem is not None:
            said = translate("Lessons", "This folder cannot be opened as a lesson.")
            lines = [message_text(self._problem)]
        else:
            said = translate(
                "Lessons", "{folder}: {count} faults. Mend them in the files, then look again."
            ).format(folder=self._folder.name, count=len(self._faults))
            lines = [
                f"{fault.file.name}:{fault.line}: {message_text(fault.message)}"
                for fault in self._faults
            ]
        self._said.setText(said)
        self.lines.setPlainText("\n\n".join(lines))
        self.lines.setAccessibleName(translate("Lessons", "What is wrong, by file and line"))
        self.again.setText(translate("Lessons", "Look again"))
        self.anyway.setText(translate("Lessons", "Open it anyway"))
