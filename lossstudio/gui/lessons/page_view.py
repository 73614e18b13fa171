"""One page of a lesson, from top to bottom."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.lessons.conditions import LookUp
from lossstudio.engine.lessons.lesson import LessonTask, Page, Question, Text
from lossstudio.engine.lessons.markup import render_line
from lossstudio.engine.lessons.setting import Setting
from lossstudio.gui.kit.announce import as_sentence
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.scrolling import LAID_OUT, RestingHover, scroll_to
from lossstudio.gui.lessons.question_view import QuestionView
from lossstudio.gui.lessons.task_view import TaskView
from lossstudio.gui.lessons.text_button import TextButton
from lossstudio.gui.lessons.text_view import TextView

_TITLE = 1.3
"""A title's letters, times the usual size."""
_MARGIN = 8
"""Pixels between what is scrolled to and the edge."""


class PageView(Retranslating, QScrollArea):
    """The parts of a page. Where they need more room than there is, they are scrolled.

    When its room changes, what is read stays in sight: what has been opened last, or else what
    stands at the top.
    """

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
        self._came: tuple[QWidget, QWidget] | None = None
        """What came last and what it belongs to, until the page is scrolled by hand."""
        self._top: tuple[QWidget, float] | None = None
        """What is read at the top, and how much of it is above, as a share of its height."""
        self._returns = QTimer(self, singleShot=True, interval=LAID_OUT)
        self._returns.timeout.connect(self._return)
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
        RestingHover(self)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._note_place)
        bar.actionTriggered.connect(self._returns.stop)
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
        if isinstance(block, LessonTask):
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
        said = [as_sentence(self.page.title.plain)]
        for block in self.page.blocks:
            if isinstance(block, Text):
                said.append(block.plain)
            elif block is not self.page.first_setting:
                break
        return paragraph(said)

    def _show_what_came(self, part: QWidget, anchor: QWidget) -> None:
        """Scroll, once `part` has its new height, to what has come; `anchor` stays in sight.

        Whoever answers by a key or works in another panel would not see what is said.
        """
        QTimer.singleShot(LAID_OUT, self, partial(self._scroll_to, part, anchor))

    def _scroll_to(self, part: QWidget, anchor: QWidget) -> None:
        content = self.widget()
        assert content is not None
        layout = content.layout()
        assert layout is not None
        following = layout.itemAt(layout.indexOf(part) + 1)
        # With what is to be done next, where there is something.
        last = (following.widget() if following is not None else None) or part
        self._returns.stop()
        scroll_to(self, anchor, last, _MARGIN)
        self._came = part, anchor

    # -- what is read stays in sight --------------------------------------------------------------

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._returns.start()
        return super().eventFilter(watched, event)

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._returns.start()  # before Qt finds a place of its own
        super().resizeEvent(event)

    def _note_place(self, value: int) -> None:
        """The page has been scrolled; not where it is its room that has changed."""
        content = self.widget()
        if self._returns.isActive() or content is None:
            return
        self._came = self._top = None
        layout = content.layout()
        for index in range(layout.count() if layout is not None else 0):
            item = layout.itemAt(index) if layout is not None else None
            part = item.widget() if item is not None else None
            if part is not None and part.geometry().bottom() >= value > 0:
                self._top = part, (value - part.y()) / max(part.height(), 1)
                return

    def _return(self) -> None:
        """Scroll back to what was read."""
        came, top, bar = self._came, self._top, self.verticalScrollBar()
        if came is not None:
            self._scroll_to(*came)
        else:
            bar.setValue(0 if top is None else round(top[0].y() + top[1] * top[0].height()))
            self._top = top  # nothing is lost by rounding, nor where there is no room for now

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
