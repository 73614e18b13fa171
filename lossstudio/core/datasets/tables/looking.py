"""Looking at a table before it is read: how it seems to be written, and its first rows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from lossstudio.core.datasets.csv_rows import file_error, place
from lossstudio.core.datasets.encodings import ENCODINGS, found_encoding
from lossstudio.core.datasets.tables.file_kinds import check_is_text
from lossstudio.core.datasets.tables.kinds import Kind
from lossstudio.core.datasets.tables.lines import blocks
from lossstudio.core.datasets.tables.reading import COMMENTS, DECIMALS, TableReading
from lossstudio.core.datasets.tables.separators import Rows, separated
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.datasets.tables.understanding import (
    Understood,
    understand,
    usual_width,
)
from lossstudio.core.datasets.tables.workbook import Workbook, is_workbook
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

SAMPLE_LINES = 200
"""A table is understood by so many lines, comments not counted."""
SAMPLE_CHARACTERS = 2**20
FEWEST_LINES = 12
"""So many, however long they are."""
PREVIEW_ROWS = 50
HEAD_ROWS = 10
"""So many rows are shown, of which one may be the header."""
MAX_COLUMNS = 50_000
"""Columns that a table may have."""


@dataclass(frozen=True)
class Choice:
    """What was found or chosen, why, and what else could be chosen."""

    value: str | int | None
    reason: Message
    others: tuple[str | int | None, ...] = ()


@dataclass(frozen=True, eq=False)
class Look:
    """How a table seems to be written, and its beginning.

    `reading` is how it is read here; `choices` say why, and what else there is, of its fields
    ``separator`` (``sheet`` in a workbook), ``decimal``, ``header_row`` and of ``encoding``. A file
    was read in `encoding`; `needed` is what has to be given for that, None where it is found by
    looking. `names`, `units` and `kinds` are the columns'; `rows` its first rows as they stand,
    `lines` where each of them ends, from 1. `head` are its first rows of all, also what stands
    above the data, each with its line; `sheets` those of a workbook.
    """

    reading: TableReading
    encoding: str | None
    needed: str | None
    choices: Mapping[str, Choice]
    names: tuple[str, ...]
    units: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    head: tuple[tuple[int, tuple[str, ...]], ...]
    sheets: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Opening:
    """A table's source as it is to be read, and how it was understood."""

    source: Source
    understood: Understood
    choices: Mapping[str, Choice]
    needed: str | None
    head: Rows
    sheets: tuple[str, ...] = ()

    @property
    def is_workbook(self) -> bool:
        """Its rows are those of a sheet, not lines of text."""
        return self.source.text is None and is_workbook(self.source.path)


def look(
    source: Source,
    reading: TableReading | None = None,
    chosen: Mapping[str, Any] | None = None,
) -> Look:
    """The beginning of a table, read as `reading` says. Without it, how is found by looking, but
    for the fields of a reading that are `chosen`: ``{"separator": ";"}``.

    Reads a few hundred lines. Raises `InputError`, naming the file, for what is not a table.
    """
    opening = understood(source, reading, chosen)
    found = opening.understood
    units = tuple(unit or kind.unit for unit, kind in zip(found.units, found.kinds, strict=True))
    first = found.rows[:PREVIEW_ROWS]
    return Look(
        reading=found.reading,
        encoding=opening.source.encoding,
        needed=opening.needed,
        choices=opening.choices,
        names=found.names,
        units=units,
        kinds=found.kinds,
        rows=tuple(tuple(map(str.strip, row)) for _, row in first),
        lines=tuple(line for line, _ in first),
        head=tuple((line, tuple(row)) for line, row in opening.head),
        sheets=opening.sheets,
    )


def understood(
    source: Source,
    reading: TableReading | None = None,
    chosen: Mapping[str, Any] | None = None,
) -> Opening:
    """How a table is to be read, see `look`."""
    fixed = dict(chosen or {}) if reading is None else asdict(reading)
    choices: dict[str, Choice] = {}
    needed: str | None = None
    sheets: tuple[str, ...] = ()
    if source.text is None and is_workbook(source.path):
        source = replace(source, encoding=None)
        rows, sheets, choices["sheet"] = _sheet(source.path, fixed)
        separator = None
    else:
        source, needed, found = _with_encoding(source)
        if found is not None:
            choices["encoding"] = found
        split, others = separated(_sample(source), fixed.get("separator"))
        rows, separator = split.rows, split.separator
        choices["separator"] = Choice(separator, split.reason, tuple(others))
    if not rows:
        raise file_error(
            place(source.path), QT_TRANSLATE_NOOP("core", "is empty; must have at least 2 rows")
        )
    _check_width(rows, source.path)
    result = understand(rows, separator, fixed)
    choices["decimal"] = Choice(
        result.reading.decimal,
        result.reasons["decimal"],
        tuple(sign for sign in DECIMALS if sign != result.reading.decimal),
    )
    header = result.reading.header_row
    head = rows[:HEAD_ROWS]
    lines = [line for line, _ in head]
    choices["header_row"] = Choice(
        header,
        result.reasons["header_row"],
        tuple(line for line in (None, *lines) if line != header),
    )
    return Opening(source, result, choices, needed, head, sheets)


def _sample(source: Source) -> list[str]:
    """The lines by which a table is understood."""
    lines: list[str] = []
    counted = characters = 0
    for block in blocks(source, 2**16):
        for line in block.lines:
            lines.append(line)
            characters += len(line)
            counted += not line.startswith(COMMENTS)
            if counted >= SAMPLE_LINES:
                return lines
            if characters >= SAMPLE_CHARACTERS and counted >= FEWEST_LINES:
                return lines
    return lines


def _sheet(path: Path, chosen: Mapping[str, Any]) -> tuple[Rows, tuple[str, ...], Choice]:
    book = Workbook(path)
    sheet = chosen.get("sheet")
    rows = list(islice(book.rows(sheet, chosen.get("range")), SAMPLE_LINES))
    value = sheet or book.sheets[0]
    count = len(book.sheets)
    reason = Message(
        QT_TRANSLATE_NOOP("core", "The workbook has {count} sheets."), {"count": count}
    )
    if count == 1:
        reason = Message(QT_TRANSLATE_NOOP("core", "The workbook has one sheet."))
    others = tuple(name for name in book.sheets if name != value)
    return rows, book.sheets, Choice(value, reason, others)


def _with_encoding(source: Source) -> tuple[Source, str | None, Choice | None]:
    """`source` in its most likely encoding where none is given; what has to be given for it."""
    if source.text is not None:
        return source, None, None
    with source.open():
        check_is_text(source.path)
        usual, likely = found_encoding(source.path)
    encoding = source.encoding or likely
    if encoding == "windows-1252" and not _is_text(replace(source, encoding=encoding)):
        if usual is None:
            return source, None, None  # the message will say that it is not UTF-8
        encoding = usual
    if source.encoding is not None:
        reason = Message(QT_TRANSLATE_NOOP("core", "As chosen."))
    elif encoding == "utf-16":
        reason = Message(QT_TRANSLATE_NOOP("core", "Its first two bytes say so."))
    elif encoding == "utf-8":
        reason = Message(QT_TRANSLATE_NOOP("core", "All of its bytes are valid UTF-8."))
    elif encoding == "gb18030":
        reason = Message(
            QT_TRANSLATE_NOOP("core", "It is not UTF-8; in this encoding it is common Chinese.")
        )
    else:
        reason = Message(
            QT_TRANSLATE_NOOP("core", "It is not UTF-8; its letters seem to be Western European.")
        )
    others = tuple(name for name in ENCODINGS if name != encoding)
    needed = None if encoding == usual else encoding
    return replace(source, encoding=encoding), needed, Choice(encoding, reason, others)


def _is_text(source: Source) -> bool:
    try:
        with source.open() as file:
            file.read(2**16)
    except UnicodeError:
        return False
    return True


def _check_width(rows: Rows, path: Path) -> None:
    width = usual_width(rows)
    if width > MAX_COLUMNS:
        raise file_error(
            place(path, rows[0][0]),
            QT_TRANSLATE_NOOP("core", "number of columns = {value}; must be at most {maximum}"),
            value=width,
            maximum=MAX_COLUMNS,
        )
