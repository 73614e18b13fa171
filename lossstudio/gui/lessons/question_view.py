"""A question that asks for a prediction: the answers are buttons, the reply follows."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.lessons.lesson import Question
from lossstudio.gui.kit.announce import announce, as_sentence
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.lessons.text_button import TextButton, note
from lossstudio.gui.lessons.text_view import TextView


class QuestionView(Retranslating, QWidget):
    """The question, its answers, and once one was chosen the reply and what follows."""

    answered = Signal()
    """An answer was chosen, for the first time."""
    replied = Signal(int)
    """An answer was chosen (from 0), the first or another one: its reply is there."""

    def __init__(self, question: Question, folder: Path) -> None:
        super().__init__()
        self._question = question
        self._folder = folder
        self._chosen: int | None = None
        text = TextView()
        text.set_text(question.text, folder)
        self.buttons = [
            TextButton(answer.text, folder, sign=f"{number}.")
            for number, answer in enumerate(question.answers, start=1)
        ]
        self.reply = note()
        self.after = note()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(text)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(partial(self.choose, number))
            layout.addWidget(button)
        layout.addWidget(self.reply)
        layout.addWidget(self.after)
        self.finish_setup()

    @property
    def chosen(self) -> int | None:
        """Which answer is chosen, from 0; None before that."""
        return self._chosen

    def choose(self, number: int, *_: object) -> None:
        """Choose an answer; another one can be chosen later. What is no answer is ignored."""
        if not 0 <= number < len(self.buttons):
            return
        is_first = self._chosen is None
        self._chosen = number
        self._show()
        after = self._question.after
        said = (
            as_sentence(self.buttons[number].mark),
            self.reply.text.plain,
            after.plain if after else "",
        )
        announce(self, paragraph(said))
        if is_first:
            self.answered.emit()
        self.replied.emit(number)

    def retranslate(self) -> None:
        self.setAccessibleName(
            translate("Lessons", "Question: {question}").format(question=self._question.text.plain)
        )
        for number, button in enumerate(self.buttons, start=1):
            button.setToolTip(translate("Lessons", "Choose this answer (key {key})").format(
                key=number
            ))  # fmt: skip
        self._show()

    def _show(self) -> None:
        if self._chosen is None:
            return
        answers = self._question.answers
        for number, button in enumerate(self.buttons):
            if number != self._chosen:
                button.set_mark("", "")
            elif answers[number].is_right:
                button.set_mark("✓ " + translate("Lessons", "right"), "good")
            else:
                button.set_mark("✗ " + translate("Lessons", "not so"), "bad")
        self.reply.set_text(answers[self._chosen].reply, self._folder)
        self.reply.show()
        if self._question.after is not None:
            self.after.set_text(self._question.after, self._folder)
            self.after.show()
