"""A task: what to do, whether it has been done, and a hint."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.lessons.conditions import LookUp
from lossstudio.engine.lessons.lesson import LessonTask
from lossstudio.gui.kit.announce import announce, as_sentence
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.lessons.press_keys import press_by_keys
from lossstudio.gui.lessons.text_button import note
from lossstudio.gui.lessons.text_view import TextView

_OPEN, _DONE = "mdi6.checkbox-blank-circle-outline", "mdi6.check-circle"


class TaskView(Retranslating, QWidget):
    """A row that ticks itself, once and for good.

    What it says then speaks of what is seen: on a page that is opened again, it says so only while
    it is so.
    """

    ticked = Signal()
    """The task has been done."""

    def __init__(self, task: LessonTask, folder: Path, is_done: bool) -> None:
        super().__init__()
        self._task = task
        self._is_done = is_done
        self._is_said = False
        self._was_before = is_done
        self._tick = QLabel()
        self._word = QLabel()
        self._word.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        text = TextView()
        text.set_text(task.text, folder)
        self.hint_button = QPushButton()
        press_by_keys(self.hint_button)
        self.hint_button.setCheckable(True)
        self.hint = note()
        self.done = note()
        for view, said in ((self.hint, task.hint), (self.done, task.done)):
            if said is not None:
                view.set_text(said, folder)
        self.hint_button.toggled.connect(self._show_hint)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(6)
        layout.addWidget(self._tick, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(text, 0, 1)
        layout.addWidget(self._word, 1, 1)
        layout.addWidget(self.done, 2, 1)
        layout.addWidget(self.hint_button, 3, 1, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.hint, 4, 1)
        layout.setColumnStretch(1, 1)
        self.finish_setup()

    @property
    def is_done(self) -> bool:
        """It has been done, now or earlier."""
        return self._is_done

    def look(self, look_up: LookUp) -> None:
        """Tick it where every condition holds."""
        holds = all(condition.holds(look_up) for condition in self._task.conditions)
        if self._is_done:
            if self._was_before and holds is not self._is_said:
                self._is_said = holds
                self.retranslate()
        elif holds:
            self._is_done = self._is_said = True
            self.retranslate()
            self.restyle()
            said = self._task.done.plain if self._task.done is not None else ""
            announce(self, paragraph([as_sentence(self._word.text()), said]))
            self.ticked.emit()

    def _show_hint(self, is_shown: bool) -> None:
        self.hint.setVisible(is_shown)
        if is_shown:
            announce(self, self.hint.text.plain)

    def go_on_from(self, other: "TaskView") -> None:
        """Say what `other` says, which showed the same task in another language."""
        self._is_said, self._was_before = other._is_said, other._was_before
        self.retranslate()

    def retranslate(self) -> None:
        if not self._is_done:
            state = translate("Lessons", "To do")
        elif self._is_said:
            state = translate("Lessons", "Done")
        else:
            state = translate("Lessons", "Done before")
        self.setAccessibleName(f"{state}: {self._task.text.plain}")
        self._tick.setToolTip(state)
        self._tick.setAccessibleName(state)
        self._word.setText(state if self._is_done else "")
        self._word.setVisible(self._is_done)
        self.done.setVisible(self._is_said and self._task.done is not None)
        self.hint_button.setText(translate("Lessons", "Hint"))
        self.hint_button.setVisible(self._task.hint is not None and not self._is_done)
        if self._is_done:
            self.hint_button.setChecked(False)

    def restyle(self) -> None:
        side = round(1.25 * self.fontMetrics().height())
        glyph = icon(_DONE, "good") if self._is_done else icon(_OPEN)
        self._tick.setPixmap(glyph.pixmap(QSize(side, side)))
        font = self.font()
        font.setBold(True)
        self._word.setFont(font)
