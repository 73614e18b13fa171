"""Reads a ``check`` block: a task, and how it is seen that it has been done."""

from collections.abc import Iterator

from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.lessons.conditions import Condition, parse_condition
from lossstudio.engine.lessons.faults import LineError
from lossstudio.engine.lessons.lesson import LessonTask, Text
from lossstudio.engine.lessons.markup import render_line

_TEXTS = ("hint", "done")


def texts_of_task(content: str, line: int) -> Iterator[tuple[int, str]]:
    """The texts in a block with the numbers of their lines: `line` is that of the first word."""
    for number, written in enumerate(content.splitlines(), start=line + 1):
        word, _, rest = written.partition(":")
        if word.strip() in _TEXTS:
            yield number, rest.strip()


def parse_task(text: str, content: str, line: int) -> LessonTask:
    """The task in a block: `line` is its first line's number. Raises `LineError`."""
    if not text:
        raise LineError(
            line,
            Message(QT_TRANSLATE_NOOP("core", "a check block says its task behind the word check")),
        )
    said: dict[str, Text] = {}
    conditions: list[Condition] = []
    for number, raw in enumerate(content.splitlines(), start=line + 1):
        written = raw.strip()
        if not written or written.startswith("#"):
            continue
        word, colon, rest = (part.strip() for part in written.partition(":"))
        if colon and word in _TEXTS and word not in said:
            said[word] = render_line(rest, number)
            continue
        try:
            conditions.append(parse_condition(written))
        except InputError as error:
            raise LineError(number, error.message) from error
    if not conditions:
        raise LineError(
            line,
            Message(QT_TRANSLATE_NOOP("core", "a task needs a condition, such as step >= 100")),
        )
    return LessonTask(
        render_line(text, line), tuple(conditions), hint=said.get("hint"), done=said.get("done")
    )
