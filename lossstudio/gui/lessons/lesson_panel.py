"""The panel of lessons: the list of them, or one page of one."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.text import Message, paragraph
from lossstudio.engine.lessons.lesson import Lesson
from lossstudio.engine.lessons.question import MOST
from lossstudio.gui.kit.announce import announce, as_sentence
from lossstudio.gui.kit.colors import colors_for
from lossstudio.gui.kit.i18n import Retranslating, message_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.lessons.faults_view import FaultsView
from lossstudio.gui.lessons.lesson_list import LessonList
from lossstudio.gui.lessons.page_view import PageView
from lossstudio.gui.lessons.press_keys import press_by_keys
from lossstudio.gui.lessons.progress import Progress
from lossstudio.gui.views.view import tool_button


class LessonPanel(Retranslating, QWidget):
    """Shows; what is done is decided by the `Desk`."""

    back_asked = Signal()
    next_asked = Signal()
    list_asked = Signal()
    close_asked = Signal()

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._lesson: Lesson | None = None
        self._number = 0
        self._problem: Message | None = None
        self.page: PageView | None = None
        self._stops: list[QWidget] = []
        self.list = LessonList(progress)
        self.faults = FaultsView()
        self._title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.list_button = tool_button("mdi6.format-list-bulleted")
        self.list_button.clicked.connect(self.list_asked)
        self.close_button = tool_button()
        self.close_button.clicked.connect(self.close_asked)
        top = QHBoxLayout()
        top.setContentsMargins(6, 2, 4, 2)
        top.addWidget(self.list_button)
        top.addWidget(self._title, 1)
        top.addWidget(self.close_button)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._notice = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self._notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._notice.setContentsMargins(8, 2, 8, 2)
        # Not a layout alone, which would show its pages as windows before they have a parent.
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.faults)
        # Below the page, so that its lines stay where they are when this goes.
        self.settings_line = QLabel()
        self.settings_line.setWordWrap(True)
        self.settings_line.setContentsMargins(8, 2, 8, 2)
        self.settings_line.hide()
        self.back = QPushButton(icon("mdi6.chevron-left"), "")
        self.next = QPushButton(icon("mdi6.chevron-right"), "")
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._place = QLabel()
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Where there is no room for it, the buttons and the bar above say enough.
        self._place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back.clicked.connect(self.back_asked)
        self.next.clicked.connect(self.next_asked)
        self._place.setMinimumWidth(1)
        press_by_keys(self.list_button, self.close_button, self.back, self.next)
        self._bottom = QWidget()
        bottom = QHBoxLayout(self._bottom)
        bottom.setContentsMargins(6, 4, 6, 4)
        bottom.addWidget(self.back)
        bottom.addWidget(self._place, 1)
        bottom.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._bar)
        layout.addWidget(self._notice)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.settings_line)
        layout.addWidget(self._bottom)
        for number in range(1, MOST + 1):
            key = QShortcut(QKeySequence(str(number)), self)
            key.activated.connect(lambda number=number: self._choose(number - 1))
        self.finish_setup()
        self.show_list("en")

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(360, 600)

    # -- what is shown ----------------------------------------------------------------------------

    def show_page(self, lesson: Lesson, number: int, page: PageView) -> None:
        """Show page `number`, from 0."""
        focus = self._focus()
        self._drop_page()
        self._lesson, self._number, self.page = lesson, number, page
        self._stack.addWidget(page)
        self._show(page, page.stops, focus)
        self._bar.setRange(0, len(lesson.pages))
        self._bar.setValue(number + 1)
        announce(self, paragraph([as_sentence(self._bar.accessibleName()), page.spoken]))

    def show_list(self, language: str) -> None:
        """Show the lessons."""
        focus = self._focus()
        self._drop_page()
        self.list.fill(language)
        self._show(self.list, self.list.stops, focus)

    def list_in(self, language: str) -> None:
        """Name the lessons in another language; what is shown stays."""
        self.list.fill(language)
        if self._stack.currentWidget() is self.list:
            self._order(self.list.stops)

    def show_faults(self) -> None:
        """Show what is wrong in a lesson; `faults` has been told what."""
        focus = self._focus()
        self._drop_page()
        self._show(self.faults, self.faults.stops, focus)
        announce(self, self.faults.said)

    def _focus(self) -> QWidget | None:
        """What has the focus here."""
        focus = QApplication.focusWidget()
        return focus if focus is not None and self.isAncestorOf(focus) else None

    def _show(self, content: QWidget, stops: list[QWidget], focus: QWidget | None) -> None:
        """Show `content`: the Tab key goes through its `stops` from top to bottom. One who was in
        another content, with the `focus` on something of it, comes to this one's first."""
        self._stack.setCurrentWidget(content)
        self._order(stops)
        self.show_problem(None)
        if focus is not None and not (focus.isVisible() and focus.isEnabled()):
            self.first_stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _order(self, stops: list[QWidget]) -> None:
        self._stops = stops
        ends = [self.list_button, self.close_button], [self.back, self.next]
        for before, after in pairwise([*ends[0], *stops, *ends[1]]):
            QWidget.setTabOrder(before, after)

    @property
    def first_stop(self) -> QWidget:
        """What one comes to who comes to this panel by a key: answers and hints before the rest."""
        seen = (stop for stop in self._stops if stop.isVisibleTo(self))
        return next(seen, self.close_button if self._lesson is None else self.next)

    def show_problem(self, problem: Message | None) -> None:
        """Say why something could not be done."""
        self._problem = problem
        self.retranslate()
        if problem is not None:
            announce(self._notice, self._notice.text())

    def show_settings_line(self, is_shown: bool) -> None:
        """Say where the settings are that the page needs, as long as they are hidden."""
        if is_shown and self.settings_line.isHidden():
            announce(self.settings_line, self.settings_line.text())
        self.settings_line.setVisible(is_shown)

    def _drop_page(self) -> None:
        self._lesson = None
        if self.page is not None:
            self._stack.removeWidget(self.page)
            self.page.deleteLater()
            self.page = None

    def _choose(self, number: int) -> None:
        if self.page is not None:
            self.page.choose(number)

    # -- texts ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        lesson = self._lesson
        self.setAccessibleName(translate("Lessons", "Lesson"))
        every = translate("Lessons", "All lessons")
        self.list_button.setToolTip(every)
        self.list_button.setAccessibleName(every)
        self.close_button.setText(translate("Lessons", "Close"))
        self.close_button.setToolTip(
            translate("Lessons", "Close the lesson; the panels are then as they were before it")
        )
        self.list_button.setVisible(self._stack.currentWidget() is not self.list)
        self._title.setText(
            lesson.header.title if lesson is not None else translate("Lessons", "Lessons")
        )
        self._bar.setVisible(lesson is not None)
        self._bottom.setVisible(lesson is not None)
        self._notice.setVisible(self._problem is not None)
        if self._problem is not None:
            self._notice.setText("⚠ " + message_text(self._problem))
        self.settings_line.setText(translate("Lessons", "Ctrl+1 shows the settings needed here."))
        self.back.setText(translate("Lessons", "Back"))
        self.back.setToolTip(translate("Lessons", "The page before (Page Up)"))
        if lesson is None:
            return
        count = len(lesson.pages)
        place = translate("Lessons", "page {number} of {count}").format(
            number=self._number + 1, count=count
        )
        self._place.setText(f"{self._number + 1} / {count}")
        self._place.setToolTip(place)
        self._place.setAccessibleName(place)
        self._bar.setAccessibleName(place)
        self.back.setEnabled(self._number > 0)
        is_last = self._number == count - 1
        self.next.setText(
            translate("Lessons", "Lessons") if is_last else translate("Lessons", "Next")
        )
        self.next.setToolTip(translate("Lessons", "The next page (Page Down)"))

    def restyle(self) -> None:
        font = self.font()
        font.setBold(True)
        self._title.setFont(font)
        self.settings_line.setStyleSheet(f"color: {colors_for(self.palette()).link};")
        self._bar.setFixedHeight(max(4, self.fontMetrics().height() // 3))
