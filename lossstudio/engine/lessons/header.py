"""Reads what stands before the first page of a lesson. Loads no Markdown: a list needs no more."""

import re
from pathlib import Path

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message, printable
from lossstudio.engine.lessons.faults import Faults
from lossstudio.engine.lessons.lesson import LessonHeader
from lossstudio.engine.lessons.own_files import FileError, own_bytes
from lossstudio.engine.scenarios.hiding import check_hidden

KEYS = ("title", "minutes", "requires", "hide")
FENCE = "---"
MAX_BYTES = 1_000_000
"""A longer file is no lesson; no more than this is read of any."""


def read_source(path: Path, faults: Faults) -> str | None:
    """The text of a file; None, with a fault, where it cannot be read."""
    try:
        content = own_bytes(path.parent, path.name, MAX_BYTES)
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileError as problem:
        faults.add(1, problem.message)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.add(line, Message(QT_TRANSLATE_NOOP("core", "must be UTF-8 text")))
    return None


def read_header(source: str, faults: Faults) -> tuple[LessonHeader, int]:
    """The header, and the number of lines that it takes."""
    lines = source.split("\n")
    if lines[0].strip() != FENCE or FENCE not in (line.strip() for line in lines[1:]):
        faults.add(1, _no_header())
        return LessonHeader(), 0
    end = next(place for place, line in enumerate(lines[1:], start=1) if line.strip() == FENCE)
    values: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for number, line in enumerate(lines[1:end], start=2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon or key not in KEYS or key in values:
            faults.add(number, _no_such_key(line))
            continue
        values[key], numbers[key] = value, number
    if not values.get("title"):
        faults.add(numbers.get("title", 1), _no_title())
    hide = _names(values.get("hide", ""))
    try:
        check_hidden(hide, "hide")
    except InputError as error:
        faults.add(numbers["hide"], error.message)
        hide = ()
    minutes = values.get("minutes")
    if minutes is not None and not re.fullmatch(r"[1-9]\d{0,2}", minutes, re.ASCII):
        faults.add(numbers["minutes"], _no_minutes(minutes))
        minutes = None
    header = LessonHeader(
        title=printable(values.get("title", "")),
        minutes=int(minutes) if minutes else None,
        requires=_names(values.get("requires", "")),
        hide=hide,
    )
    known = _folders_in(faults.file.parent.parent) if header.requires else set()
    for name in header.requires:
        if name not in known:
            faults.add(numbers["requires"], _no_lesson(name, sorted(known)))
    return header, end + 1


def _folders_in(folder: Path) -> set[str]:
    try:
        return {path.name for path in folder.iterdir() if path.is_dir()}
    except OSError:
        return set()


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def _no_header() -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "the header is missing: the first line is ---, then come key: value with the keys "
            "{allowed}, then --- again",
        ),
        {"allowed": ", ".join(KEYS)},
    )


def _no_title() -> Message:
    return Message(QT_TRANSLATE_NOOP("core", "the header needs a title, such as title: Outliers"))


def _no_such_key(line: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "{value}: not allowed in the header; each of {allowed} may stand there once"
        ),
        {"value": shown(line.strip()), "allowed": ", ".join(KEYS)},
    )


def _no_minutes(value: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "minutes = {value}: must be a whole number from 1 to 999"),
        {"value": shown(value)},
    )


def _no_lesson(name: str, known: list[str]) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "requires {value}: no such lesson beside it; there are: {allowed}"
        ),
        {"value": shown(name), "allowed": ", ".join(known)},
    )
