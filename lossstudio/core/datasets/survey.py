"""Looking at a table before it is taken: its first rows, its columns, the rows that do not fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from lossstudio.core.datasets.csv_rows import (
    SAMPLE_LINES,
    Layout,
    csv_rows,
    guess_layout,
    number,
    sample_lines,
)
from lossstudio.core.datasets.encodings import found_encoding
from lossstudio.core.datasets.table import Reading, Table, column_names, reading_steps
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message, printable

PREVIEW_ROWS = 50
MAX_COLUMNS = 50_000
"""Columns among which a person can choose."""
MOST_NAMED = 200
"""Rows that cannot be read are counted all, and so many of them named."""


@dataclass(frozen=True)
class Preview:
    """The beginning of a table. `guess` is how it seems to be written, `layout` how it was read
    here; `columns` what its columns are called; `rows` its first rows, without the header. A file
    was read in `encoding`; `needed` is the same, or None where that is found by looking. `numeric`
    says of each column whether most of its cells that can be seen are numbers; the others may be
    missing."""

    guess: Layout
    layout: Layout
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str | None = None
    needed: str | None = None
    numeric: tuple[bool, ...] = ()

    def is_numeric(self, column: int) -> bool:
        """Most cells of the column that can be seen are numbers."""
        return self.numeric[column]


@dataclass(frozen=True)
class Unreadable:
    """A row that cannot be read: the line where it ends, from 1, and why."""

    line: int
    reason: Message


@dataclass(eq=False)
class Checked:
    """A whole table as it was read: the rows that fit, and those that do not.

    `n_unreadable` counts the latter, of which the first `MOST_NAMED` are in `unreadable`; `table`
    is None, and `problem` says why, where nothing can be made of it.
    """

    table: Table | None = None
    problem: Message | None = None
    n_unreadable: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)


def preview(source: Source, layout: Layout | None = None) -> Preview:
    """The beginning of a table, in its most likely encoding where none is given; raises
    `InputError` where there is nothing to see, and for more than `MAX_COLUMNS` columns."""
    for found in looking(source, layout):
        if found is not None:
            return found
    raise AssertionError("a look ends with what is seen")


def looking(source: Source, layout: Layout | None = None) -> Iterator[Preview | None]:
    """`preview` as a generator: None on the way, so that it can be stopped; last, what is seen."""
    source, encoding = _with_encoding(source)
    yield None
    with source.open() as file:
        guess = guess_layout(sample_lines(file, source.path, SAMPLE_LINES))
    yield None
    layout = layout or guess
    rows: list[tuple[str, ...]] = []
    with source.open() as file:
        for _, row in csv_rows(file, source.path, layout):
            if not rows:
                _check_width(len(row))
            rows.append(tuple(row[: MAX_COLUMNS + 1]))
            yield None
            if len(rows) > PREVIEW_ROWS:
                break
    if not rows:
        raise InputError(QT_TRANSLATE_NOOP("core", "There are no cells in it."))
    columns = column_names(rows[0], layout.has_header)
    body = tuple(rows[1:] if layout.has_header else rows)
    yield None
    numeric = tuple(_is_numeric(body, column) for column in range(len(columns)))
    yield Preview(guess, layout, columns, body, encoding, source.encoding, numeric)


def _check_width(count: int) -> None:
    if count > MAX_COLUMNS:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "There are {count} columns; one can choose among {maximum} at most."
            ),
            count=count,
            maximum=MAX_COLUMNS,
        )


def _is_numeric(rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column] for row in rows if column < len(row)]
    return 2 * sum(number(cell) is not None for cell in cells) > len(cells)


def _with_encoding(source: Source) -> tuple[Source, str | None]:
    """`source` as it is to be read, and the encoding that its file is then read in."""
    if source.text is not None:
        return source, None
    with source.open():
        usual, likely = found_encoding(source.path)
    encoding = source.encoding or likely
    return replace(source, encoding=None if encoding == usual else encoding), encoding


def check(
    source: Source, layout: Layout, columns: Sequence[str], numbers_only: bool
) -> Iterator[Checked | None]:
    """Read the whole table as a generator: None on the way, so that it can be stopped; last, what
    was found. With `numbers_only` the target has to be a number, else it may be a class."""
    found = Checked()

    def skip(line: int, error: InputError) -> None:
        found.n_unreadable += 1
        if len(found.unreadable) < MOST_NAMED:
            found.unreadable.append(Unreadable(line, _reason(error.message)))

    reading = Reading(columns, layout, None, numbers_only, skip)
    try:
        with source.open() as file:
            for table in reading_steps(file, source.path, reading):
                found.table = table
                if table is None:
                    yield None
    except InputError as error:
        found.table, found.problem = None, _reason(error.message)
    yield found


def rows_of(
    table: Table, known: Sequence[str] = ()
) -> tuple[tuple[tuple[float, ...], ...], tuple[str, ...]]:
    """The samples of `table` as points, and the names that its classes had: where its target is
    text, the classes are numbered in the order of the `known` names where these are the same, and
    else in that of the alphabet."""
    names: tuple[str, ...] = ()
    target = table.target
    if isinstance(target, tuple):
        names = tuple(sorted(set(target)))
        given = tuple(map(printable, known))
        if names == tuple(sorted(given)):
            names = given
        codes = {name: float(code) for code, name in enumerate(names)}
        target = np.array([codes[name] for name in target])
    return tuple(map(tuple, np.column_stack([table.inputs, target]).tolist())), names


def _reason(message: Message) -> Message:
    """What is wrong, without the file and the line, which stand beside it."""
    where, problem = message.values.get("where"), message.values.get("problem")
    if not isinstance(where, Message) or not isinstance(problem, Message):
        return message
    if "value" not in message.values:
        return problem
    name = where.values["name"]
    column = {"column": where.values["column"], "value": message.values["value"]}
    if name == '""':
        return Message(
            QT_TRANSLATE_NOOP("core", "column {column} = {value}: {problem}"),
            {**column, "problem": problem},
        )
    return Message(
        QT_TRANSLATE_NOOP("core", "column {column} ({name}) = {value}: {problem}"),
        {**column, "name": name, "problem": problem},
    )
