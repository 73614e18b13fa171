"""What happens with lessons: opened, read page by page, left, and found again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.lessons.checking import check_lesson
from lossstudio.engine.lessons.faults import Fault
from lossstudio.engine.lessons.lesson import Lesson
from lossstudio.engine.lessons.library import lesson_file
from lossstudio.engine.lessons.markup import render_line
from lossstudio.engine.lessons.reading import read_lesson
from lossstudio.engine.lessons.setting import Setting
from lossstudio.engine.scenario import Scenario
from lossstudio.gui.background import Job
from lossstudio.gui.i18n import translate
from lossstudio.gui.lessons.facts import Facts
from lossstudio.gui.lessons.lesson_panel import LessonPanel
from lossstudio.gui.lessons.page_view import PageView
from lossstudio.gui.lessons.progress import Progress
from lossstudio.gui.lessons.stage import Stage
from lossstudio.gui.snapshot import Snapshot

if TYPE_CHECKING:
    from lossstudio.gui.main_window import MainWindow
    from lossstudio.gui.settings import Settings


_SETTLED = 150
"""Milliseconds after which the settings have their places on a new page."""


class Desk(QObject):
    """Owns the panel, the open lesson and the page that is shown."""

    opened = Signal(bool)
    """A lesson has been opened (true), or the last one has been left."""
    closed = Signal()
    """The panel is to go."""

    def __init__(self, window: "MainWindow", settings: "Settings") -> None:
        super().__init__(window)
        self._window = window
        self.progress = Progress(settings)
        self.panel = LessonPanel(self.progress)
        self.stage = Stage(window)
        self._facts = Facts()
        self._lessons: dict[str, Lesson] = {}
        self._lesson: Lesson | None = None
        self._number = 0
        self._is_setting = False  # what the page sets is not there yet
        self._found: tuple[Scenario, int] | None = None  # what there was on the way back
        self._fields: tuple[str, ...] | None = None  # to be scrolled to when they are shown
        self._reveals = QTimer(self, singleShot=True, interval=_SETTLED)
        self._reveals.timeout.connect(self._reveal)
        self._folder = Path()
        self._faults: list[Fault] = []
        self._request = 0
        panel = self.panel
        panel.back_asked.connect(self.back)
        panel.next_asked.connect(self.forward)
        panel.list_asked.connect(self.show_list)
        panel.close_asked.connect(self.close)
        panel.list.chosen.connect(self.open)
        panel.list.folder_asked.connect(self.ask_for_folder)
        panel.faults.again_asked.connect(lambda: self.open_own(self._folder))
        panel.faults.anyway_asked.connect(self._open_anyway)
        self.stage.applied.connect(self._applied)
        self.stage.refused.connect(self._refused)
        self.stage.failed.connect(window.show_failure)
        window.language.changed.connect(self._language_changed)
        window.presentation.changed.connect(self._look_for_settings)
        # The signal comes before the dock is hidden or shown to whoever asks.
        controls = window.workspace.docks["controls"]
        controls.visibilityChanged.connect(
            lambda: QTimer.singleShot(0, self, self._look_for_settings)
        )

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that is open, in the language that is shown."""
        return self._lesson

    @property
    def number(self) -> int:
        """The page that is shown, from 0."""
        return self._number

    # -- opening and closing ----------------------------------------------------------------------

    def show_list(self) -> None:
        """Show the list of lessons."""
        self._request += 1
        self._leave()
        self.stage.begin(())
        self.panel.show_list(self._window.language.code)

    def open(self, folder: Path, number: int = 0) -> None:
        """Open the lesson in `folder` at a page, from 0."""
        self._window.document.leave(lambda: self._read(folder, number))

    def open_own(self, folder: Path) -> None:
        """Open a lesson of somebody's own: first it is checked."""
        self._folder = folder
        self._window.document.leave(
            lambda: self._work(
                lambda: check_lesson(folder),
                self._checked,
                lambda problem: self._has_no_lesson(folder, problem),
            )
        )

    def ask_for_folder(self) -> None:
        """Ask for a folder and open the lesson in it."""
        folder = QFileDialog.getExistingDirectory(
            self._window, translate("Lessons", "Open a lesson folder"), str(self._folder)
        )
        if folder:
            self.open_own(Path(folder))

    def go_on(self) -> None:
        """Open the lesson that was open last where it was left; the list where there is none."""
        last = self.progress.last
        if last is None:
            self.show_list()
        else:
            self.open(*last)

    def close(self) -> None:
        """Close the panel: the window is as it was before."""
        self._request += 1
        self._leave()
        self.stage.end()
        self.closed.emit()

    def _leave(self) -> None:
        if self._lesson is not None:
            self._lesson = self._fields = None
            self._look_for_settings()
            self.opened.emit(False)

    def _read(self, folder: Path, number: int) -> None:
        """Read a lesson in every language that it has."""

        def work() -> list[Lesson]:
            files = (lesson_file(folder, language) for language in ("en", "zh_CN"))
            return [read_lesson(file)[0] for file in dict.fromkeys(files) if file is not None]

        self._work(work, lambda lessons: self._take(lessons, folder, number))

    def _checked(self, result: tuple[list[Lesson], list[Fault]]) -> None:
        lessons, self._faults = result
        self._lessons = {lesson.language: lesson for lesson in lessons}
        if not self._faults:
            self._take(lessons, self._folder, 0)
            return
        self._leave()
        self.stage.begin(())
        can_open = any(lesson.pages for lesson in lessons)
        self.panel.faults.show_faults(self._folder, self._faults, can_open=can_open)
        self.panel.show_faults()

    def _has_no_lesson(self, folder: Path, problem: Message) -> None:
        self._leave()
        self.stage.begin(())
        self.panel.faults.show_problem(folder, problem)
        self.panel.show_faults()

    def _open_anyway(self) -> None:
        self._take(list(self._lessons.values()), self._folder, 0)

    def _take(self, lessons: list[Lesson], folder: Path, number: int) -> None:
        self._lessons = {lesson.language: lesson for lesson in lessons if lesson.pages}
        if not self._lessons:
            self.show_list()
            problem = QT_TRANSLATE_NOOP("core", "{folder}: there is no page in it")
            self.panel.show_problem(Message(problem, {"folder": folder.name}))
            return
        self._window.document.let_go()
        self._leave()
        self._lesson = self._in_language()
        self.stage.begin(self._lesson.header.hide)
        self._show_page(min(number, len(self._lesson.pages) - 1), is_forward=True)
        self.opened.emit(True)

    def _in_language(self) -> Lesson:
        """The lesson in the program's language, or else in the one that it has."""
        code = self._window.language.code
        return self._lessons.get(code) or next(iter(self._lessons.values()))

    def _work(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        refuse: Callable[[Message], None] | None = None,
    ) -> None:
        """Do `work` beside the window; of several requests only the newest counts."""
        self._request += 1
        request = self._request
        job = Job(work, self)
        job.done.connect(lambda result: then(result) if request == self._request else None)
        job.rejected.connect(refuse or self.panel.show_problem)
        job.failed.connect(self._window.show_failure)
        for signal in (job.done, job.rejected, job.failed):
            signal.connect(job.deleteLater)
        job.start()

    # -- pages ------------------------------------------------------------------------------------

    def back(self) -> None:
        """The page before; it sets nothing."""
        if self._lesson is not None and self._number > 0:
            self._show_page(self._number - 1, is_forward=False)

    def forward(self) -> None:
        """The next page; behind the last one, the list."""
        if self._lesson is None:
            return
        if self._number + 1 < len(self._lesson.pages):
            self._show_page(self._number + 1, is_forward=True)
        else:
            self.show_list()

    def _show_page(self, number: int, *, is_forward: bool) -> None:
        lesson = self._lesson
        assert lesson is not None
        self._number = number
        page = self._make_page(lesson, number)
        self.panel.show_page(lesson, number, page)
        self.progress.note_page(lesson, number)
        self._look_for_settings()
        setting = page.page.first_setting
        snapshot = self._window.controller.snapshot
        self._found = None
        if not is_forward and snapshot is not None:
            self._found = self._window.state.scenario, snapshot.step
        self._fields = None
        if setting is not None and is_forward:
            self._fields = page.page.fields
            self._set(setting, page.page.title.plain)
        else:
            self.stage.cancel()  # a page that has been left sets nothing any more
            self._is_setting = False
            self.look()

    def _make_page(self, lesson: Lesson, number: int) -> PageView:
        done = self.progress.done_tasks(lesson.folder, number)
        page = PageView(lesson.pages[number], lesson.folder, done)
        page.setting_asked.connect(self._asked)
        page.task_done.connect(lambda task: self.progress.note_task(lesson, number, task))
        page.question_answered.connect(
            lambda question: self.progress.note_question(lesson, number, question)
        )
        return page

    def _look_for_settings(self) -> None:
        """Presenting, the settings are hidden even where a page shows them: say how to get them."""
        window, lesson = self._window, self._lesson
        self.panel.show_settings_line(
            lesson is not None
            and window.presentation.is_on
            and window.workspace.docks["controls"].isHidden()
            and lesson.needs_settings(self._number)
        )
        if self._fields is not None and not window.workspace.docks["controls"].isHidden():
            self._reveals.start()

    def _reveal(self) -> None:
        """The settings stand as the page before was left: scroll to those of this one."""
        if self._fields is not None:
            self._window.control_panel.show_fields(self._fields)
        self._fields = None

    def _asked(self, setting: Setting) -> None:
        lesson, found = self._lesson, self._found
        if lesson is not None and found is not None and found[0] == self._window.state.scenario:
            # What is there is a later page's, on the way back: the button counts on its own page's.
            opening = lesson.opening(self._number)
            setting = setting if opening is None else setting.after(opening)
        self._set(setting, render_line(setting.label, setting.line).plain)

    def _set(self, setting: Setting, name: str) -> None:
        assert self._lesson is not None
        self._is_setting = True
        self._found = None
        self.panel.show_problem(None)
        self.stage.set(setting, self._lesson.folder, name)

    def _applied(self) -> None:
        self._is_setting = False
        self._look_for_settings()

    def _refused(self, problem: Message) -> None:
        self._is_setting = False
        self.panel.show_problem(
            Message(
                QT_TRANSLATE_NOOP("core", "The lesson cannot set this: {reason}"),
                {"reason": problem},
            )
        )

    def _language_changed(self) -> None:
        if self._lesson is None:
            self.panel.list.fill(self._window.language.code)
            return
        before, lesson = self.panel.page, self._in_language()
        if lesson is self._lesson:
            return
        self._lesson = lesson
        self._number = min(self._number, len(lesson.pages) - 1)
        page = self._make_page(lesson, self._number)
        if before is not None:
            for old, new in zip(before.questions, page.questions, strict=False):
                if old.chosen is not None:
                    new.choose(old.chosen)
            for task, same in zip(before.tasks, page.tasks, strict=False):
                same.go_on_from(task)
        self.panel.show_page(lesson, self._number, page)

    # -- what is done -----------------------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """See whether a task has been done."""
        page = self.panel.page
        if page is None or self._is_setting or not page.tasks:
            return
        # What comes from before a change says nothing about what is set now.
        if snapshot.scene.scenario != self._window.state.scenario:
            return
        if self._found is not None:  # a later page set it, which is no task done
            scenario, step = self._found
            is_new = snapshot.step < step or (step == 0 and snapshot.step > 0)
            if snapshot.scene.scenario == scenario and not is_new:
                return
            self._found = None
        self._facts.take(snapshot)
        page.look(self._facts)

    def look(self) -> None:
        """Look at what is there now."""
        snapshot = self._window.controller.snapshot
        if snapshot is not None:
            self.show_snapshot(snapshot)
