"""Reading a table of numbers from a CSV file, with errors that name the line and the column."""

import math
from array import array
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import Array
from lossstudio.core.datasets.csv_rows import csv_rows, file_error, number, place, printable
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message

MAX_ROWS = 1_000_000
MAX_INPUTS = 100


@dataclass(frozen=True, eq=False)
class Table:
    """A table as read: inputs (n, d) numbers; the target (n,) numbers, or n texts.

    `names` are the d inputs' names and then the target's; `lines` (n,) where each row ends in the
    file, from 1. Arrays are read-only.
    """

    path: Path
    names: tuple[str, ...]
    inputs: Array
    target: Array | tuple[str, ...]
    lines: NDArray[np.int64]


def read_table(path: Path) -> Table:
    """The table in a CSV file: UTF-8, the last column the target, the others inputs.

    Cells are separated by commas, semicolons or tabs (found by looking) and may be quoted; the
    first row is a header where none of its cells is a number; blank lines do not count. Inputs are
    finite numbers; a target with any cell that is no number is text throughout. Raises
    `InputError`, naming ``data.file``, the file, the line and the column, for all else, and for
    more than `MAX_ROWS` rows or `MAX_INPUTS` inputs. Reads no further than the first error.
    """
    where = Message(
        QT_TRANSLATE_NOOP("core", 'data.file = "{file}"'), {"file": printable(str(path))}
    )
    try:
        if path.is_dir():
            raise file_error(where, QT_TRANSLATE_NOOP("core", "is a folder; must be a CSV file"))
        if not path.exists():
            raise file_error(where, QT_TRANSLATE_NOOP("core", "there is no such file"))
        # A pipe or a device would make the program wait, perhaps for ever.
        if not path.is_file():
            raise file_error(where, QT_TRANSLATE_NOOP("core", "must be an ordinary file"))
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv_rows(file, path)
            first_line, first = next(rows, (0, []))
            table = _TableReader(path, first_line, first)
            if not table.names:
                rows = chain([(first_line, first)], rows)
            for line, row in rows:
                table.add(line, row)
            return table.finish()
    except PermissionError as error:
        raise file_error(
            where, QT_TRANSLATE_NOOP("core", "there is no permission to read it")
        ) from error
    except OSError as error:
        raise file_error(
            where,
            QT_TRANSLATE_NOOP("core", "cannot be read: {reason}"),
            reason=error.strerror or str(error),
        ) from error


def default_names(n_inputs: int) -> tuple[str, ...]:
    """The names of inputs that have none: x, or x₁, x₂, …"""
    if n_inputs == 1:
        return ("x",)
    subscripts = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    return tuple(f"x{count}".translate(subscripts) for count in range(1, n_inputs + 1))


class _TableReader:
    """The columns of a table, as its rows come in."""

    def __init__(self, path: Path, first_line: int, first: list[str]) -> None:
        """Learns the width from the first row, and the names where it is a header."""
        self.path = path
        self.first_line = first_line
        self.width = len(first)
        self._check_width()
        is_header = all(number(cell) is None for cell in first)
        self.names = tuple(map(printable, first)) if is_header else ()
        self.inputs, self.numbers, self.lines = array("d"), array("d"), array("q")
        self.texts: list[str] = []
        self.checked_texts: set[str] = set()
        self.is_numeric = True

    def add(self, line: int, row: list[str]) -> None:
        """Checks a row and appends it."""
        if len(row) != self.width:
            raise file_error(
                place(self.path, line),
                QT_TRANSLATE_NOOP(
                    "core", "number of cells = {value}; must be {width}, as in line {first_line}"
                ),
                value=len(row),
                width=self.width,
                first_line=self.first_line,
            )
        if len(self.texts) == MAX_ROWS:
            raise file_error(
                place(self.path, line),
                QT_TRANSLATE_NOOP("core", "there are too many rows; must be at most {maximum}"),
                maximum=MAX_ROWS,
            )
        cells = row if self.is_numeric else row[:-1]
        try:
            values = list(map(float, cells))
            # Quick: the sum tells of nan and inf at once. What is not plain is looked at closely.
            is_plain = math.isfinite(sum(values)) and "_" not in "".join(cells)
        except ValueError:
            is_plain = False
        if not is_plain:
            values = [self._input(line, column, cell) for column, cell in enumerate(row[:-1], 1)]
        target = row[-1].strip()
        if self.is_numeric and is_plain:
            self.numbers.append(values.pop())
        elif target not in self.checked_texts:
            self._add_target(line, target)
        self.inputs.extend(values)
        self.texts.append(target)
        self.lines.append(line)

    def finish(self) -> Table:
        """The table of all rows."""
        n = len(self.texts)
        if n < 2:
            raise file_error(
                place(self.path),
                QT_TRANSLATE_NOOP(
                    "core", "number of rows (without the header) = {value}; must be at least 2"
                ),
                value=n,
            )
        defaults = (*default_names(self.width - 1), "y")
        names = self.names or ("",) * self.width
        inputs = np.frombuffer(self.inputs, dtype=np.float64).reshape(n, self.width - 1)
        numbers = np.frombuffer(self.numbers, dtype=np.float64)
        lines = np.frombuffer(self.lines, dtype=np.int64)
        for column in (inputs, numbers, lines):
            column.flags.writeable = False
        return Table(
            path=self.path,
            names=tuple(name or default for name, default in zip(names, defaults, strict=True)),
            inputs=inputs,
            target=numbers if self.is_numeric else self._clean_texts(),
            lines=lines,
        )

    def _clean_texts(self) -> tuple[str, ...]:
        clean = {text: printable(text) for text in set(self.texts)}
        return tuple(clean[text] for text in self.texts)

    def _check_width(self) -> None:
        if self.width == 0:
            raise file_error(
                place(self.path), QT_TRANSLATE_NOOP("core", "is empty; must have at least 2 rows")
            )
        if self.width == 1:
            raise file_error(
                place(self.path, self.first_line),
                QT_TRANSLATE_NOOP(
                    "core",
                    "number of columns = 1; must be at least 2 (inputs, then the target), "
                    "separated by commas, semicolons or tabs",
                ),
            )
        if self.width - 1 > MAX_INPUTS:
            raise file_error(
                place(self.path, self.first_line),
                QT_TRANSLATE_NOOP("core", "number of inputs = {value}; must be at most {maximum}"),
                value=self.width - 1,
                maximum=MAX_INPUTS,
            )

    def _input(self, line: int, column: int, cell: str) -> float:
        value = number(cell)
        if value is None or not math.isfinite(value):
            raise self._cell_error(
                line,
                column,
                cell,
                QT_TRANSLATE_NOOP(
                    "core", "must be a finite number, with a point before its decimals"
                ),
            )
        return value

    def _add_target(self, line: int, target: str) -> None:
        value = number(target)
        if not target or (value is not None and not math.isfinite(value)):
            raise self._cell_error(
                line,
                self.width,
                target,
                QT_TRANSLATE_NOOP("core", "must be a finite number or the name of a class"),
            )
        if value is None:
            self.is_numeric = False
        if self.is_numeric and value is not None:
            self.numbers.append(value)
        else:
            self.checked_texts.add(target)

    def _cell_error(self, line: int, column: int, cell: str, problem: str) -> InputError:
        name = self.names[column - 1] if self.names else ""
        return InputError(
            QT_TRANSLATE_NOOP("core", "{where} = {value}: {problem}"),
            where=place(self.path, line, column, name),
            value=shown(printable(cell)),
            problem=Message(problem),
        )
