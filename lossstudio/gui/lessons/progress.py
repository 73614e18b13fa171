"""Which lessons, pages and tasks are done, remembered from one start to the next."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from lossstudio.engine.lessons.lesson import Lesson, LessonTask, Question
from lossstudio.engine.lessons.library import is_shipped, shipped_lessons
from lossstudio.gui.state.settings import Settings

_NAME = "lessons"
_PAGES, _TASKS, _QUESTIONS, _DONE = "pages", "tasks", "questions", "done"
_COUNTS = "counts"


class Count(NamedTuple):
    """How many of something there are, and how many of them are done."""

    done: int
    all: int


class Reached(NamedTuple):
    """How far somebody has come in a lesson: pages seen, questions answered, tasks done."""

    pages: Count
    questions: Count
    tasks: Count

    @property
    def share(self) -> float:
        """What is done of all of it, from 0 to 1."""
        return sum(each.done for each in self) / max(1, sum(each.all for each in self))


class Progress:
    """What of each lesson is done, and where the last one was left."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._all: dict[str, Any] = settings.choices(_NAME)

    @property
    def last(self) -> tuple[Path, int] | None:
        """The folder and the page, from 0, of the lesson that was open last."""
        found = self._all.get("last")
        if not (isinstance(found, list) and len(found) == 2 and isinstance(found[1], int)):
            return None
        name, page = str(found[0]), found[1]
        for folder in (*shipped_lessons(), Path(name)):
            if name in (folder.name, str(folder)) and folder.is_dir():
                return folder, page
        return None

    def is_done(self, folder: Path) -> bool:
        """Whether every page of a lesson was seen, its tasks done and its questions answered."""
        return self._of(folder).get(_DONE) is True

    def reached(self, folder: Path) -> Reached | None:
        """How far somebody has come in a lesson; None where it has not been opened yet, or not
        since there are counts."""
        known = self._of(folder)
        counts = known.get(_COUNTS)
        if not (isinstance(counts, list) and len(counts) == len(_KINDS)):
            return None
        found = []
        for (what, _), count in zip(_KINDS.items(), counts, strict=True):
            items = known.get(what)
            done = len(items) if isinstance(items, list) else 0
            if not isinstance(count, int):
                return None
            found.append(Count(min(done, count), count))
        return Reached(*found)

    def done_tasks(self, folder: Path, page: int) -> list[int]:
        """The tasks of a page that are done."""
        return [task for at, task in self._pairs(folder, _TASKS) if at == page]

    def note_page(self, lesson: Lesson, page: int) -> None:
        """A page has been opened."""
        self._all["last"] = [_key(lesson.folder), page]
        self._note(lesson, _PAGES, page)

    def note_task(self, lesson: Lesson, page: int, task: int) -> None:
        """A task has been done."""
        self._note(lesson, _TASKS, [page, task])

    def note_question(self, lesson: Lesson, page: int, question: int) -> None:
        """A question has been answered."""
        self._note(lesson, _QUESTIONS, [page, question])

    def _note(self, lesson: Lesson, what: str, item: object) -> None:
        known = self._of(lesson.folder)
        items = known.setdefault(what, [])
        if isinstance(items, list) and item not in items:
            items.append(item)
        known[_COUNTS] = [count(lesson) for count in _KINDS.values()]
        known[_DONE] = known.get(_DONE) is True or self._is_all_done(lesson)
        self._settings.set_choices(_NAME, self._all)

    def _is_all_done(self, lesson: Lesson) -> bool:
        pages = self._of(lesson.folder).get(_PAGES, [])
        if not all(number in pages for number in range(len(lesson.pages))):
            return False
        for what, kind in ((_TASKS, LessonTask), (_QUESTIONS, Question)):
            done = self._pairs(lesson.folder, what)
            for number, page in enumerate(lesson.pages):
                count = sum(isinstance(block, kind) for block in page.blocks)
                if not all((number, item) in done for item in range(count)):
                    return False
        return True

    def _pairs(self, folder: Path, what: str) -> list[tuple[int, int]]:
        items = self._of(folder).get(what, [])
        return [tuple(item) for item in items if isinstance(item, list) and len(item) == 2]

    def _of(self, folder: Path) -> dict[str, Any]:
        lessons = self._all.setdefault("lessons", {})
        known: dict[str, Any] = lessons.setdefault(_key(folder), {})
        return known


def _count(kind: type[Question] | type[LessonTask]) -> Callable[[Lesson], int]:
    """What counts the blocks of a kind in a lesson."""
    return lambda lesson: sum(isinstance(b, kind) for page in lesson.pages for b in page.blocks)


_KINDS: dict[str, Callable[[Lesson], int]] = {
    _PAGES: lambda lesson: len(lesson.pages),
    _QUESTIONS: _count(Question),
    _TASKS: _count(LessonTask),
}
"""What is noted as it is done, and how many there are of it in a lesson."""


def _key(folder: Path) -> str:
    """A lesson that ships with the program is known by its name, wherever that is installed."""
    return folder.name if is_shipped(folder) else str(folder)
