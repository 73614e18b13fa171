"""The rows of a CSV file, line by line, and the words for a place in it."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message

MAX_LINE = 2**20
"""Characters; a file with a longer line is no table, and is not read further."""

DELIMITERS = (",", ";", "\t")
SAMPLE_LINES = 20
"""The delimiter is told from so many lines."""


def csv_rows(file: TextIO, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line where it ends (from 1).

    `file` is opened with ``newline=""``; `path` is its name in messages. Raises `InputError` where
    the text is not UTF-8, binary, or not CSV. Reads no further than is asked for.
    """
    lines = _lines(file, path)
    sample = list(islice(lines, SAMPLE_LINES))
    reader = _reader(chain(sample, lines), _delimiter(sample))
    try:
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                yield reader.line_num, row
    except csv.Error as error:
        raise file_error(
            place(path, reader.line_num),
            QT_TRANSLATE_NOOP(
                "core",
                "cannot be read as CSV ({reason}); a cell must have at most {maximum} characters, "
                "and every quote must be closed",
            ),
            reason=str(error),
            maximum=csv.field_size_limit(),
        ) from error


def number(cell: str) -> float | None:
    """The number that stands in `cell`, perhaps nan or infinite; None where it is no number."""
    try:
        # Python reads 1_000 as a number; nobody else does.
        return None if "_" in cell else float(cell)
    except ValueError:
        return None


def printable(text: str) -> str:
    """`text` on one line, without control characters and the like, for names and messages."""
    clean = "".join(
        c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    return " ".join(clean.split())


def place(path: Path, line: int = 0, column: int = 0, name: str = "") -> Message:
    """A place in words: the file, and where given its line and column (from 1) and column name."""
    values: dict[str, object] = {
        "file": printable(path.name),
        "line": line,
        "column": column,
        "name": shown(printable(name)),
    }
    if not line:
        return Message(QT_TRANSLATE_NOOP("core", 'data.file = "{file}"'), values)
    if not column:
        return Message(QT_TRANSLATE_NOOP("core", 'data.file = "{file}", line {line}'), values)
    if not name:
        return Message(
            QT_TRANSLATE_NOOP("core", 'data.file = "{file}", line {line}, column {column}'), values
        )
    return Message(
        QT_TRANSLATE_NOOP("core", 'data.file = "{file}", line {line}, column {column} ({name})'),
        values,
    )


def file_error(where: Message, problem: str, **values: object) -> InputError:
    """An error at a place; `problem` is a template with `values`, marked for translation."""
    return InputError(
        QT_TRANSLATE_NOOP("core", "{where}: {problem}"),
        where=where,
        problem=Message(problem, values),
    )


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    count = 0
    while True:
        try:
            line = file.readline(MAX_LINE + 1)
        except UnicodeDecodeError as error:
            # All whole lines before the bytes under way have been given out.
            ahead = len((error.object[: error.start] + b".").splitlines())
            raise file_error(
                place(path, count + ahead),
                QT_TRANSLATE_NOOP("core", "is not UTF-8 text; must be a CSV file in UTF-8"),
            ) from error
        if not line:
            return
        count += 1
        if "\0" in line:
            raise file_error(
                place(path, count),
                QT_TRANSLATE_NOOP("core", "contains a zero byte; must be text, not binary data"),
            )
        if len(line) > MAX_LINE:
            raise file_error(
                place(path, count),
                QT_TRANSLATE_NOOP("core", "is too long; must have at most {maximum} characters"),
                maximum=MAX_LINE,
            )
        yield line


def _reader(lines: Iterator[str], delimiter: str) -> Any:
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)


def _delimiter(sample: Sequence[str]) -> str:
    """The delimiter that makes rows of equal length, with the most numbers, of the most cells."""
    return max(DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter))


def _fitness(sample: Sequence[str], delimiter: str) -> tuple[bool, bool, float, int]:
    rows: list[list[str]] = []
    # A sample may end within a quoted cell. What is wrong with the file is said when it is read.
    with suppress(csv.Error):
        for row in _reader(iter(sample), delimiter):
            if any(cell.strip() for cell in row):
                rows.append(row)
    if not rows:
        return False, False, 0.0, 0
    cells = [cell for row in rows for cell in row]
    # A decimal comma counts as a number here, so that 1,5;2,5 is not taken for three columns.
    numbers = sum(number(cell.replace(",", ".")) is not None for cell in cells)
    widths = {len(row) for row in rows}
    return len(rows[0]) > 1, len(widths) == 1, numbers / len(cells), len(rows[0])
