"""The rows of a CSV file, line by line, and the words for a place in it."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message, printable

MAX_LINE = 2**20
"""Characters; a file with a longer line is no table, and is not read further."""

DELIMITERS = (",", ";", "\t")
SAMPLE_LINES = 20
"""How a table is written is told from so many lines."""


@dataclass(frozen=True)
class Layout:
    """How a table is written: what stands between its cells, whether numbers have a decimal comma,
    and whether the first row holds names."""

    delimiter: str
    decimal_comma: bool
    has_header: bool


def guess_layout(sample: Sequence[str]) -> Layout:
    """How the table is written that begins with the lines `sample`.

    The delimiter makes rows of equal length, with the most numbers, of the most cells. Numbers
    have a decimal comma where some can only be read so, and none has a point. The first row is a
    header where none of its cells is a number.
    """
    delimiter = max(DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter))
    first: list[str] = []
    with_point = with_comma = False
    for row in _sample_rows(sample, delimiter):
        first = first or row
        for cell in map(str.strip, row):
            is_number = number(cell) is not None
            with_point |= is_number and "." in cell
            with_comma |= not is_number and number(pointed(cell)) is not None
    comma = delimiter != "," and with_comma and not with_point
    names = map(pointed, first) if comma else first
    return Layout(delimiter, comma, bool(first) and all(number(cell) is None for cell in names))


def csv_rows(
    file: TextIO, path: Path, layout: Layout | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line where it ends (from 1).

    `file` is opened with ``newline=""``; `path` is its name in messages; the `layout` is guessed
    where none is given. Numbers with a decimal comma come with a point. Raises `InputError` where
    the text is not UTF-8, binary, or not CSV. Reads no further than is asked for.
    """
    lines = text_lines(file, path)
    sample = list(islice(lines, SAMPLE_LINES))
    if layout is None:
        layout = guess_layout(sample)
    reader = _reader(chain(sample, lines), layout.delimiter)
    try:
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                yield reader.line_num, [*map(pointed, row)] if layout.decimal_comma else row
    except csv.Error as error:
        raise file_error(
            place(path, reader.line_num),
            QT_TRANSLATE_NOOP(
                "core",
                "cannot be read as CSV; a cell must have at most {maximum} characters, "
                "and every quote must be closed",
            ),
            maximum=csv.field_size_limit(),
        ) from error


def number(cell: str) -> float | None:
    """The number that stands in `cell`, perhaps nan or infinite; None where it is no number."""
    try:
        # Python reads 1_000 as a number; nobody else does.
        return None if "_" in cell else float(cell)
    except ValueError:
        return None


def pointed(cell: str) -> str:
    """A number with a decimal comma as one with a point; anything else as it stands.

    >>> pointed("1,5"), pointed("1,5,2"), pointed("a,b")
    ('1.5', '1,5,2', 'a,b')
    """
    if "," not in cell or "." in cell:
        return cell
    text = cell.replace(",", ".")
    return cell if number(text) is None else text


def sample_lines(file: TextIO, path: Path, count: int = SAMPLE_LINES) -> list[str]:
    """The first lines of `file`, at most `count`; raises what `csv_rows` raises."""
    return list(islice(text_lines(file, path), count))


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


NOT_UTF_8 = QT_TRANSLATE_NOOP(
    "core",
    "is not UTF-8 text; must be a CSV file in UTF-8 (in Excel: Save as, CSV UTF-8), or have its "
    "encoding given (data.encoding)",
)
NOT_SO = QT_TRANSLATE_NOOP("core", "is not text in the encoding that is given (data.encoding)")


def text_lines(file: TextIO, path: Path) -> Iterator[str]:
    """The lines of `file` with their ends; raises `InputError` where one is binary, too long, or
    not in the file's encoding."""
    count = 0
    while True:
        try:
            line = file.readline(MAX_LINE + 1)
        except UnicodeError as error:
            problem, ahead = NOT_SO, 1
            if isinstance(error, UnicodeDecodeError):  # not where UTF-16 lacks its mark
                # All whole lines before the bytes under way have been given out.
                ahead = len((error.object[: error.start] + b".").splitlines())
                if error.encoding.startswith("utf-8"):
                    problem = NOT_UTF_8
            raise file_error(place(path, count + ahead), problem) from error
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


def _sample_rows(sample: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    """The rows that are not blank; one at a time, for a row may have half a million cells."""
    # A sample may end within a quoted cell. What is wrong with the file is said when it is read.
    with suppress(csv.Error):
        for row in _reader(iter(sample), delimiter):
            if any(cell.strip() for cell in row):
                yield row


def _fitness(sample: Sequence[str], delimiter: str) -> tuple[bool, bool, float, int]:
    widths: list[int] = []
    numbers = 0
    for row in _sample_rows(sample, delimiter):
        widths.append(len(row))
        # A decimal comma counts as a number here, so that 1,5;2,5 is not taken for three columns.
        numbers += sum(number(cell.replace(",", ".")) is not None for cell in row)
    if not widths:
        return False, False, 0.0, 0
    return widths[0] > 1, len(set(widths)) == 1, numbers / sum(widths), widths[0]
