"""The list of lessons: number, title, minutes, and how far each is done."""

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lossstudio.engine.lessons.lesson import Text
from lossstudio.engine.lessons.library import Entry, entries, shipped_lessons
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.scrolling import RestingHover
from lossstudio.gui.lessons.press_keys import press_by_keys
from lossstudio.gui.lessons.progress import Progress, Reached
from lossstudio.gui.lessons.text_button import TextButton
from lossstudio.gui.lessons.text_view import TextView


class LessonList(Retranslating, QScrollArea):
    """A button for each lesson, and one for a folder of one's own."""

    chosen = Signal(object)
    """The folder of the lesson that was chosen."""
    folder_asked = Signal()
    """A folder of one's own is to be opened."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self.language = "en"
        self.buttons: list[TextButton] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self._said = TextView()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(5)
        self.own = QPushButton(icon("mdi6.folder-open-outline"), "")
        press_by_keys(self.own)
        self.own.clicked.connect(self.folder_asked)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(8, 4, 10, 8)
        layout.setSpacing(8)
        layout.addWidget(self._said)
        layout.addLayout(self._rows)
        layout.addWidget(self.own)
        layout.addStretch(1)
        self.setWidget(content)
        RestingHover(self)
        for part in (self.viewport(), content):
            part.setAutoFillBackground(False)
        self.finish_setup()

    def fill(self, language: str) -> None:
        """List the lessons anew, in `language`."""
        self.language = language
        focused = [button.hasFocus() for button in self.buttons]
        for button in self.buttons:
            self._rows.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for number, entry in enumerate(entries(shipped_lessons(), language), start=1):
            self._add(number, entry)
        for button, had_focus in zip(self.buttons, focused, strict=False):
            if had_focus:
                button.show()  # else only the next events do
                button.setFocus()

    def _add(self, number: int, entry: Entry) -> None:
        button = TextButton(Text(escape(entry.title), entry.title), entry.folder, sign=str(number))
        reached = self._progress.reached(entry.folder)
        if self._progress.is_done(entry.folder):
            button.set_mark("✓ " + translate("Lessons", "done"), "good")
        elif reached is not None:
            button.set_note(_reached_text(reached), reached.share)
        elif entry.header.minutes:
            minutes = translate("Lessons", "{minutes} min").format(minutes=entry.header.minutes)
            button.set_mark(minutes, "muted")
        button.clicked.connect(partial(self.chosen.emit, entry.folder))
        self.buttons.append(button)
        self._rows.addWidget(button)

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key comes to, from top to bottom."""
        return [*self.buttons, self.own]

    def retranslate(self) -> None:
        self.setAccessibleName(translate("Lessons", "Lessons"))
        said = translate(
            "Lessons",
            "Each lesson sets the window to what it speaks of, asks you for a prediction, and sees "
            "what you do. Everything else goes on working.",
        )
        self._said.set_text(Text(escape(said), said), Path())
        self.own.setText(translate("Lessons", "Open a lesson folder…"))
        self.own.setToolTip(
            translate(
                "Lessons",
                "A lesson that you have written: a folder with en.md or zh_CN.md in it.",
            )
        )


def _reached_text(reached: Reached) -> str:
    """How far somebody has come: 3/5 pages · 1/4 questions."""
    texts = (
        (reached.pages, translate("Lessons", "{done}/{all} pages")),
        (reached.questions, translate("Lessons", "{done}/{all} questions")),
        (reached.tasks, translate("Lessons", "{done}/{all} tasks")),
    )
    parts = [text.format(done=count.done, all=count.all) for count, text in texts if count.all]
    return " · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)
