"""What happens with lessons: opened, read page by page, left, and found again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.lessons.checking import check_lesson
from lossstudio.engine.lessons.faults import Fault
from lossstudio.engine.lessons.lesson import Lesson
from lossstudio.engine.lessons.library import lesson_file
from lossstudio.engine.lessons.markup import render_line
from lossstudio.engine.lessons.reading import read_lesson
from lossstudio.engine.lessons.setting import Setting
from lossstudio.engine.window.panels import CONTROLS
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.lessons.facts import Facts
from lossstudio.gui.lessons.host import Host
from lossstudio.gui.lessons.lesson_panel import LessonPanel
from lossstudio.gui.lessons.page_view import PageView
from lossstudio.gui.lessons.progress import Progress
from lossstudio.gui.lessons.stage import Stage
from lossstudio.gui.training.background import Job
from lossstudio.gui.training.snapshot import Snapshot

if TYPE_CHECKING:
    from lossstudio.gui.state.settings import Settings


_NO_PAGE = -1


class Desk(QObject):
    """Owns the panel, the open lesson and the page that is shown."""

    opened = Signal(bool)
    """A lesson has been opened (true), also in another language, or the last one has been left."""
    closed = Signal()
    """The panel is to go."""

    def __init__(self, host: Host, window: QWidget, settings: "Settings") -> None:
        super().__init__(window)
        self._host = host
        self._window = window
        self.progress = Progress(settings)
        self.panel = LessonPanel(self.progress)
        self.stage = Stage(host, window)
        self._facts = Facts()
        self._lessons: dict[str, Lesson] = {}
        self._lesson: Lesson | None = None
        self._number = 0
        self._set_by = _NO_PAGE  # the page that has set the window last, itself or by a button
        self._sets: int | None = None  # the page whose setting is being prepared
        self._opening: Setting | None = None  # what pages themselves set, as long as it is not made
        self._fields: tuple[str, ...] | None = None  # to be scrolled to when they are shown
        self._reveals = QTimer(self, singleShot=True, interval=0)
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
        self.stage.failed.connect(self._forget_setting)
        self.stage.failed.connect(host.show_failure)
        host.controller.running_changed.connect(lambda on: None if on else self.look())
        host.language.changed.connect(self._language_changed)
        host.presentation.changed.connect(self._look_for_settings)
        host.workspace.changed.connect(self._look_for_settings)

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
        self.panel.show_list(self._host.language.code)

    def open(self, folder: Path, number: int = 0) -> None:
        """Open the lesson in `folder` at a page, from 0."""
        self._host.document.leave(lambda: self._read(folder, number))

    def open_own(self, folder: Path) -> None:
        """Open a lesson of somebody's own: first it is checked."""
        self._folder = folder
        self._host.document.leave(
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
        self._forget_setting()
        self._set_by = _NO_PAGE
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
        self._host.document.let_go()
        self._leave()
        self._lesson = self._in_language()
        self.stage.begin(self._lesson.header.hide)
        number = min(number, len(self._lesson.pages) - 1)
        self._show_page(number)
        self._open_as(self._lesson.opening(number))
        self.opened.emit(True)

    def _in_language(self) -> Lesson:
        """The lesson in the program's language, or else in the one that it has."""
        code = self._host.language.code
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
        job.failed.connect(self._host.show_failure)
        for signal in (job.done, job.rejected, job.failed):
            signal.connect(job.deleteLater)
        job.start()

    # -- pages ------------------------------------------------------------------------------------

    def back(self) -> None:
        """The page before. Where a later one has set the window, it is set again as this one wants
        it, as one step of undo; else it stays as it is."""
        lesson = self._lesson
        if lesson is None or self._number == 0:
            return
        self._show_page(self._number - 1)
        if self._sets is not None and self._sets > self._number:
            self._forget_setting()  # a page that has been left sets nothing any more
        opening = lesson.opening(self._number)
        if self._set_by > self._number and opening is not None:
            self._open_as(opening)
            self._host.controller.play(False)
        else:
            self.look()

    def forward(self) -> None:
        """The next page; behind the last one, the list."""
        lesson = self._lesson
        if lesson is None:
            return
        if self._number + 1 == len(lesson.pages):
            self.show_list()
            return
        self._show_page(self._number + 1)
        first, earlier = lesson.pages[self._number].first_setting, self._opening
        self._open_as(first.after(earlier) if first is not None and earlier is not None else first)

    def _show_page(self, number: int) -> None:
        lesson = self._lesson
        assert lesson is not None
        self._number = number
        self.panel.show_page(lesson, number, self._make_page(lesson, number))
        self.progress.note_page(lesson, number)
        self._fields = None
        self._look_for_settings()

    def _open_as(self, setting: Setting | None) -> None:
        """Set what the page wants as it is opened."""
        if setting is None:
            self.look()
            return
        assert self._lesson is not None
        page = self._lesson.pages[self._number]
        self._fields = page.fields
        self._opening = setting
        self._set(setting, page.title.plain, self._lesson.opener(self._number))

    def _forget_setting(self, *_: object) -> None:
        """Make no setting that is still being prepared."""
        self.stage.cancel()
        self._sets = self._opening = None

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
        host, lesson = self._host, self._lesson
        self.panel.show_settings_line(
            lesson is not None
            and host.presentation.is_on
            and not host.workspace.is_open(CONTROLS)
            and lesson.needs_settings(self._number)
        )
        if self._fields is not None and host.workspace.is_open(CONTROLS):
            self._reveals.start()

    def _reveal(self) -> None:
        """The settings stand as the page before was left: scroll to those of this one."""
        if self._fields is not None:
            self._host.control_panel.show_fields(self._fields)
        self._fields = None

    def _asked(self, setting: Setting) -> None:
        """A button counts on what its page has set, also where that is not there yet."""
        whole = setting if self._opening is None else setting.after(self._opening)
        self._set(whole, render_line(setting.label, setting.line).plain, self._number)

    def _set(self, setting: Setting, name: str, by: int) -> None:
        """Make a setting of page `by`."""
        assert self._lesson is not None
        self._sets = by
        self.panel.show_problem(None)
        self.stage.set(setting, self._lesson.folder, name)

    def _applied(self) -> None:
        if self._sets is not None:
            self._set_by = self._sets
        self._sets = self._opening = None
        self._look_for_settings()

    def _refused(self, problem: Message) -> None:
        self._sets = self._opening = None
        self.panel.show_problem(
            Message(
                QT_TRANSLATE_NOOP("core", "The lesson cannot set this: {reason}"),
                {"reason": problem},
            )
        )

    def _language_changed(self) -> None:
        if self._lesson is None:
            self.panel.list_in(self._host.language.code)
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
        self.opened.emit(True)

    # -- what is done -----------------------------------------------------------------------------

    @property
    def _is_setting(self) -> bool:
        """What is set is not there yet, or training to the step that it asks for."""
        return self._sets is not None or self._host.controller.is_bound

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """See whether a task has been done."""
        page = self.panel.page
        if page is None or not page.tasks or self._is_setting:
            return
        # What comes from before a change says nothing about what is set now, nor what comes from
        # before training was paused about where it stands.
        is_old = snapshot.is_running and not self._host.controller.is_running
        if not is_old and snapshot.scene.scenario == self._host.state.scenario:
            self._facts.take(snapshot)
            page.look(self._facts)

    def look(self) -> None:
        """Look at what is there now."""
        snapshot = self._host.controller.snapshot
        if snapshot is not None:
            self.show_snapshot(snapshot)
