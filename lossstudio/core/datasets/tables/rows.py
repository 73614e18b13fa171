"""The rows of a table as they come, put into its columns."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.csv_rows import file_error, place
from lossstudio.core.datasets.table import MAX_ROWS
from lossstudio.core.datasets.tables.cells import Missing, Numbers
from lossstudio.core.datasets.tables.columns import MOST_NAMED, Column, Columns, LeftOut, Unread
from lossstudio.core.datasets.tables.gathering import (
    NumbersSoFar,
    TextsSoFar,
    empty_column,
    number_column,
    text_column,
)
from lossstudio.core.datasets.tables.kinds import EMPTY, TEXT, Kind
from lossstudio.core.datasets.tables.lines import cells_of
from lossstudio.core.datasets.tables.parts import Part
from lossstudio.core.datasets.tables.separators import is_comment
from lossstudio.core.datasets.tables.understanding import Understood, trimmed
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message, printable

_TRIED_ROWS = 1000
"""Where more rows than these are left out, and more than there are, it is no table."""


class _Cells:
    """The cells of lines without quotes; each line is split when it is first asked for."""

    def __init__(self, lines: Sequence[str], separator: str) -> None:
        self._lines, self._separator = lines, separator
        self._split: dict[int, list[str]] = {}

    def at(self, column: int, row: int) -> str:
        if row not in self._split:
            self._split[row] = cells_of(self._lines[row], self._separator)
        return self._split[row][column].strip()


class Gathered:
    """The columns of a table as far as they are read; room for at most `most_rows` rows."""

    def __init__(
        self, found: Understood, kinds: Sequence[Kind], most_rows: int, path: Path
    ) -> None:
        self._found, self._path = found, path
        reading = found.reading
        self._numbers = Numbers(reading.decimal)
        self._missing = Missing(reading.missing)
        self._columns: list[NumbersSoFar | TextsSoFar] = [
            NumbersSoFar(kind, self._numbers, reading.dates, self._missing)
            if kind.name in ("number", "date")
            else TextsSoFar()
            for kind in kinds
        ]
        self.all_numbers = all(kind.name == "number" for kind in kinds)
        # Untouched, they take no memory.
        self._arrays: list[NDArray[Any]] = [
            np.empty(most_rows, np.float64 if isinstance(column, NumbersSoFar) else np.int32)
            for column in self._columns
        ]
        self._lines = np.empty(most_rows, np.int64)
        self._special = {*reading.skipped_lines, reading.units} - {None}
        self._left_out: list[LeftOut] = []
        self._n_left_out = 0
        self.n = 0
        self.line = 0
        """The last line that was read."""

    def add(self, part: Part) -> None:
        """Put the rows of `part` into the columns."""
        if not len(part.lines):
            return
        self.line = part.lines[-1]
        if part.numbers is not None:
            self._check_room(part.lines)
            self._add_numbers(part)
            return
        lines, rows = self._data_among(part.lines, part.rows)
        self._check_room(lines)
        end = self.n + len(rows)
        for column, array, cells in zip(
            self._columns, self._arrays, zip(*rows, strict=True), strict=bool(rows)
        ):
            array[self.n : end] = column.add(cells)
        self._lines[self.n : end] = lines
        self.n = end
        if self._n_left_out > max(self.n, _TRIED_ROWS):
            raise file_error(
                place(self._path, self.line),
                QT_TRANSLATE_NOOP(
                    "core",
                    "most rows up to here do not have {width} cells, as the first ones do; it is "
                    "no table, or its cells are separated otherwise",
                ),
                width=self._found.width,
            )

    def _add_numbers(self, part: Part) -> None:
        assert part.numbers is not None
        cells = _Cells(part.texts, self._found.reading.separator or ",")
        end = self.n + len(part.lines)
        for at, (column, array) in enumerate(zip(self._columns, self._arrays, strict=True)):
            assert isinstance(column, NumbersSoFar)
            values = part.numbers[:, at]
            array[self.n : end] = column.noted(values, partial(cells.at, at))
        self._lines[self.n : end] = part.lines
        self.n = end

    def _data_among(
        self, lines: Sequence[int], rows: list[list[str]]
    ) -> tuple[Sequence[int], list[list[str]]]:
        """The rows that are data; notes those that are left out."""
        reading, width = self._found.reading, self._found.width
        header = reading.header_row or 0
        if (
            reading.comment is None
            and lines[0] > header
            and self._special.isdisjoint(lines)
            and all(len(row) == width for row in rows)
        ):
            return lines, rows
        kept = [self._is_data(line, row) for line, row in zip(lines, rows, strict=True)]
        return list(compress(lines, kept)), [trimmed(row, width) for row in compress(rows, kept)]

    def _is_data(self, line: int, row: list[str]) -> bool:
        reading, width = self._found.reading, self._found.width
        if line <= (reading.header_row or 0):
            return False
        if line == reading.units:
            return self._leave_out(line, Message(QT_TRANSLATE_NOOP("core", "a row of units")))
        if line in self._special:
            if self.n or reading.header_row is not None:
                self._leave_out(line, Message(QT_TRANSLATE_NOOP("core", "as chosen")))
            return False
        if reading.comment and is_comment(row, reading.comment):
            if self.n or reading.header_row is not None:
                self._leave_out(line, Message(QT_TRANSLATE_NOOP("core", "a comment")))
            return False
        if len(trimmed(row, width)) == width:
            return True
        return self._leave_out(
            line,
            Message(
                QT_TRANSLATE_NOOP("core", "number of cells = {value}; there are {width} columns"),
                {"value": len(row), "width": width},
            ),
        )

    def _leave_out(self, line: int, reason: Message) -> bool:
        self._n_left_out += 1
        if len(self._left_out) < MOST_NAMED:
            self._left_out.append(LeftOut(line, reason))
        return False

    def _check_room(self, lines: Sequence[int]) -> None:
        if self.n + len(lines) > MAX_ROWS:
            raise file_error(
                place(self._path, lines[MAX_ROWS - self.n]),
                QT_TRANSLATE_NOOP("core", "there are too many rows; must be at most {maximum}"),
                maximum=MAX_ROWS,
            )

    @property
    def is_hopeless(self) -> bool:
        """A column is no column of numbers, however it goes on."""
        return any(c.is_hopeless for c in self._columns if isinstance(c, NumbersSoFar))

    def faults(self) -> list[str]:
        """Texts in columns of numbers or dates that are none."""
        columns = (c for c in self._columns if isinstance(c, NumbersSoFar))
        return [text for column in columns for _, text in column.faults]

    def wrong_kinds(self) -> dict[int, Kind]:
        """The columns that must be read again because they hold something else, and what."""
        wrong: dict[int, Kind] = {}
        for at, column in enumerate(self._columns):
            if isinstance(column, NumbersSoFar):
                if column.has_failed:
                    wrong[at] = TEXT
            elif column.is_cut_short:
                kind = column.kind(self._arrays[at][: self.n], *self._grammar)
                if kind.name in ("number", "date"):
                    wrong[at] = kind
        return wrong

    @property
    def _grammar(self) -> tuple[Numbers, str | None, Missing]:
        return self._numbers, self._found.reading.dates, self._missing

    def columns(self, encoding: str | None) -> Columns:
        """All of them, at the end."""
        if not self.n:
            raise file_error(
                place(self._path),
                QT_TRANSLATE_NOOP(
                    "core", "number of rows (without the header) = {value}; must be at least 2"
                ),
                value=0,
            )
        lines = self._lines[: self.n]
        lines.flags.writeable = False
        unread: list[Unread] = []
        n_unread = 0
        columns = []
        for at in range(self._found.width):
            column, faults, n_faults = self._column(at)
            columns.append(column)
            n_unread += n_faults
            unread += [Unread(int(lines[row]), at + 1, text) for row, text in faults]
        unread.sort(key=lambda cell: cell.line)
        return Columns(
            tuple(columns),
            lines,
            self._found.reading,
            tuple(self._left_out),
            encoding,
            tuple(unread[:MOST_NAMED]),
            self._n_left_out,
            n_unread,
        )

    def _column(self, at: int) -> tuple[Column, Iterable[tuple[int, str]], int]:
        """A column, its faults, and how many there are."""
        found = self._found
        name, is_named = found.names[at], found.names[at] == printable(found.header[at])
        unit = found.units[at]
        so_far, array = self._columns[at], self._arrays[at][: self.n]
        if isinstance(so_far, TextsSoFar):
            kind = so_far.kind(array, *self._grammar)
            if kind == EMPTY:
                return empty_column(name, is_named, unit, self.n), (), 0
            if kind == TEXT or so_far.is_cut_short:
                return (text_column(name, is_named, unit, so_far, array, self._missing), (), 0)
            texts = list(so_far.places)
            so_far = NumbersSoFar(kind, *self._grammar)
            array = so_far.add([texts[code] for code in array.tolist()])
        unit = so_far.kind.unit or unit
        column = number_column(name, is_named, unit, so_far, array)
        return column, so_far.faults, so_far.n_faults
