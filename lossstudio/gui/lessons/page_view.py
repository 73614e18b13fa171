"""One page of a lesson, from top to bottom."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lossstudio.engine.lessons.conditions import LookUp
from lossstudio.engine.lessons.lesson import Page, Question, Task, Text
from lossstudio.engine.lessons.markup import render_line
from lossstudio.engine.lessons.setting import Setting
from lossstudio.gui.i18n import Retranslating, translate
from lossstudio.gui.lessons.question_view import QuestionView
from lossstudio.gui.lessons.task_view import TaskView
from lossstudio.gui.lessons.text_button import TextButton
from lossstudio.gui.lessons.text_view import TextView

_TITLE = 1.3
"""A title's letters, times the usual size."""
_MARGIN = 8
"""Pixels between what is scrolled to and the edge."""
_LAID_OUT = 50
"""Milliseconds after which a text that has appeared has its place."""


class PageView(Retranslating, QScrollArea):
    """The parts of a page. Where they need more room than there is, they are scrolled."""

    setting_asked = Signal(object)
    """The `Setting` whose button was pressed."""
    task_done = Signal(int)
    """The number of a task that has just been ticked, from 0."""
    question_answered = Signal(int)
    """The number of a question that has been answered, from 0."""

    def __init__(self, page: Page, folder: Path, done_tasks: Sequence[int] = ()) -> None:
        super().__init__()
        self.page = page
        self.title = TextView()
        self.title.set_text(page.title, folder)
        self.questions: list[QuestionView] = []
        self.tasks: list[TaskView] = []
        self.settings: list[TextButton] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(8, 4, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        for block in page.blocks:
            widget = self._widget(block, folder, done_tasks)
            if widget is not None:
                layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(content)
        for part in (self.viewport(), content):
            part.setAutoFillBackground(False)
        self.finish_setup()

    def _widget(self, block: object, folder: Path, done_tasks: Sequence[int]) -> QWidget | None:
        """What shows a block; None for a setting that has no button."""
        if isinstance(block, Text):
            view = TextView()
            view.set_text(block, folder)
            return view
        if isinstance(block, Question):
            question = QuestionView(block, folder)
            question.answered.connect(partial(self.question_answered.emit, len(self.questions)))
            question.replied.connect(
                lambda chosen: self._show_what_came(question, question.buttons[chosen])
            )
            self.questions.append(question)
            return question
        if isinstance(block, Task):
            number = len(self.tasks)
            task = TaskView(block, folder, number in done_tasks)
            task.ticked.connect(partial(self.task_done.emit, number))
            task.ticked.connect(partial(self._show_what_came, task, task))
            task.hint_button.toggled.connect(lambda: self._show_what_came(task, task))
            self.tasks.append(task)
            return task
        assert isinstance(block, Setting)
        if not block.label:
            return None
        text = render_line(block.label, block.line)
        button = TextButton(text, folder, glyph="mdi6.tune-variant")
        button.clicked.connect(partial(self.setting_asked.emit, block))
        self.settings.append(button)
        return button

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key comes to, from top to bottom."""
        content = self.widget()
        layout = content.layout() if content is not None else None
        stops: list[QWidget] = []
        for index in range(layout.count() if layout is not None else 0):
            item = layout.itemAt(index) if layout is not None else None
            part = item.widget() if item is not None else None
            if isinstance(part, QuestionView):
                stops += part.buttons
            elif isinstance(part, TaskView):
                stops.append(part.hint_button)
            elif isinstance(part, TextButton):
                stops.append(part)
        return stops

    @property
    def spoken(self) -> str:
        """The title and the text up to the first question, task or button, to be read aloud."""
        said = [f"{self.page.title.plain}."]
        for block in self.page.blocks:
            if isinstance(block, Text):
                said.append(block.plain)
            elif block is not self.page.first_setting:
                break
        return " ".join(said)

    def _show_what_came(self, part: QWidget, anchor: QWidget) -> None:
        """Scroll, once `part` has its new height, to what has come; `anchor` stays in sight.

        Whoever answers by a key or works in another panel would not see what is said.
        """
        QTimer.singleShot(_LAID_OUT, self, partial(self._scroll_to, part, anchor))

    def _scroll_to(self, part: QWidget, anchor: QWidget) -> None:
        content, bar = self.widget(), self.verticalScrollBar()
        assert content is not None
        layout = content.layout()
        assert layout is not None
        following = layout.itemAt(layout.indexOf(part) + 1)
        # With what is to be done next, where there is something.
        last = (following.widget() if following is not None else None) or part
        bottom = last.mapTo(content, QPoint(0, last.height())).y() + _MARGIN
        top = anchor.mapTo(content, QPoint(0, 0)).y() - _MARGIN
        bar.setValue(min(max(bar.value(), bottom - self.viewport().height()), max(top, 0)))

    def look(self, look_up: LookUp) -> None:
        """Tick the tasks that are done now; those of before say whether it is so again."""
        for task in self.tasks:
            task.look(look_up)

    def choose(self, number: int) -> None:
        """Choose answer `number` of the question that waits for one, or of the last one."""
        if self.questions:
            waiting = (question for question in self.questions if question.chosen is None)
            next(waiting, self.questions[-1]).choose(number)

    def retranslate(self) -> None:
        self.setAccessibleName(self.page.title.plain)
        for button in self.settings:
            button.setToolTip(
                translate(
                    "Lessons", "Sets the window to what the text speaks of. Undo takes it back."
                )
            )

    def restyle(self) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _TITLE)
        font.setBold(True)
        self.title.setFont(font)
