"""Checks a lesson's folder: every fault of every language, and that the languages agree."""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.lessons.faults import Fault
from lossstudio.engine.lessons.lesson import (
    Answer,
    Lesson,
    LessonTask,
    Page,
    Question,
    Text,
    TextFormula,
)
from lossstudio.engine.lessons.library import LANGUAGES, lesson_files
from lossstudio.engine.lessons.reading import read_lesson
from lossstudio.engine.lessons.setting import Setting
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Scenario

NO_FILE = QT_TRANSLATE_NOOP("core", "must be an ordinary file")

Draw = Callable[[str], str]
"""What is wrong with a formula in TeX; "" where it can be drawn."""


def check_lesson(folder: Path, draw: Draw | None = None) -> tuple[list[Lesson], list[Fault]]:
    """The lesson in each of its languages, and every fault. Formulas are drawn only with `draw`.

    Raises `InputError` where the folder has no lesson in it.
    """
    files = lesson_files(folder)
    if not files:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{folder}: no lesson there; a lesson is a folder with {allowed}"
            ),
            folder=folder,
            allowed="en.md, zh_CN.md",
        )
    lessons: list[Lesson] = []
    faults = [
        Fault(folder / f"{language}.md", 1, Message(NO_FILE))
        for language in LANGUAGES
        if os.path.lexists(file := folder / f"{language}.md") and file not in files
    ]
    for file in files:
        lesson, found = read_lesson(file)
        found += _check_settings(lesson, file)
        if draw is not None:
            found += _check_formulas(lesson, file, draw)
        lessons.append(lesson)
        faults += sorted(found, key=lambda fault: fault.line)
    for other, file in zip(lessons[1:], files[1:], strict=True):
        mute = _Muted(lessons[0], faults, files[0]), _Muted(other, faults, file)
        faults += _disagreements(lessons[0], other, file, mute)
    return lessons, faults


class _Muted:
    """Where a language has a fault, what it lacks there is none of its own: pages by their lines,
    the header as 0."""

    def __init__(self, lesson: Lesson, faults: Sequence[Fault], file: Path) -> None:
        lines = [fault.line for fault in faults if fault.file == file]
        starts = [page.line for page in lesson.pages]
        self.pages = {starts[at - 1] if (at := bisect_right(starts, n)) else 0 for n in lines}

    def __contains__(self, line: int) -> bool:
        return line in self.pages


def _check_settings(lesson: Lesson, file: Path) -> Iterator[Fault]:
    """What a page sets, one after another."""
    for page in lesson.pages:
        scenario = Scenario()
        for block in page.blocks:
            if not isinstance(block, Setting):
                continue
            try:
                after = block.apply(scenario, lesson.folder)
                Experiment(after)
            except InputError as error:
                yield Fault(file, block.line_of(error.message), error.message)
            else:
                scenario = after


def _check_formulas(lesson: Lesson, file: Path, draw: Draw) -> Iterator[Fault]:
    for page in lesson.pages:
        for formula in formulas_of(page):
            problem = draw(formula.latex)
            if problem:
                message = Message(
                    QT_TRANSLATE_NOOP("core", "the formula {latex} cannot be drawn: {reason}"),
                    {"latex": formula.latex, "reason": problem},
                )
                yield Fault(file, formula.line, message)


def formulas_of(page: Page) -> Iterator[TextFormula]:
    """Every formula of a page."""
    for text in texts_of(page):
        yield from text.formulas


def texts_of(page: Page) -> Iterator[Text]:
    """Every text of a page, hidden ones too."""
    yield page.title
    for block in page.blocks:
        if isinstance(block, Text):
            yield block
        elif isinstance(block, Question):
            yield block.text
            for answer in block.answers:
                yield from (answer.text, answer.reply)
            if block.after is not None:
                yield block.after
        elif isinstance(block, LessonTask):
            yield block.text
            yield from (text for text in (block.hint, block.done) if text is not None)


def _disagreements(
    first: Lesson, other: Lesson, file: Path, muted: tuple[_Muted, _Muted]
) -> Iterator[Fault]:
    """Where a language does something other than the first one."""
    name = f"{first.language}.md"
    if not (first.pages and other.pages):
        return  # which has been said
    if len(first.pages) != len(other.pages):
        message = QT_TRANSLATE_NOOP("core", "{count} pages; {file} has {allowed}")
        values = {"count": len(other.pages), "file": name, "allowed": len(first.pages)}
        yield Fault(file, 1, Message(message, dict(values)))
        return
    is_muted = any(0 in one for one in muted)
    for key in () if is_muted else ("minutes", "requires", "hide"):
        if getattr(first.header, key) != getattr(other.header, key):
            message = QT_TRANSLATE_NOOP("core", "{field}: not the same as in {file}")
            yield Fault(file, 1, Message(message, {"field": key, "file": name}))
    for left, right in zip(first.pages, other.pages, strict=True):
        if left.line in muted[0] or right.line in muted[1]:
            continue
        if _machine(left) != _machine(right):
            message = QT_TRANSLATE_NOOP(
                "core",
                "this page has other blocks than in {file}, line {line}: settings, right answers "
                "and conditions have to be the same",
            )
            yield Fault(file, right.line, Message(message, {"file": name, "line": left.line}))


def _machine(page: Page) -> list[tuple[str, tuple[object, ...]]]:
    """What a page does, without its words."""
    return [
        (type(block).__name__, block.machine)
        for block in page.blocks
        if not isinstance(block, Text | Answer)
    ]
