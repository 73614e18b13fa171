"""Reading a table of numbers from a CSV file, with errors that name the line and the column."""

import io
import math
import re
import stat
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import Array
from lossstudio.core.datasets.csv_rows import (
    csv_rows,
    file_error,
    number,
    place,
)
from lossstudio.core.datasets.encodings import open_text
from lossstudio.core.file_system import reason_of
from lossstudio.core.parameters import shown
from lossstudio.core.symbols import input_symbols
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message, printable

MAX_ROWS = 1_000_000
MAX_INPUTS = 100
_BREATH = 2000
"""Rows between two places where a reading can be stopped."""


@dataclass(frozen=True, eq=False)
class Table:
    """A table as read: inputs (n, d) numbers; the target (n,) numbers, or n texts.

    `names` are the d inputs' names and then the target's; `lines` (n,) where each row ends in the
    file, from 1; `dropped` the lines of rows that were left out because a value that is needed is
    missing. Arrays are read-only.
    """

    path: Path
    names: tuple[str, ...]
    inputs: Array
    target: Array | tuple[str, ...]
    lines: NDArray[np.int64]
    dropped: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class Reading:
    """How a table is read, where that is not left to the reader.

    `columns` are those taken, in this order, the target last; each by its name in the header or by
    its place, such as ``"column 2"`` (from 1); None: all of them. `encoding` is one of `ENCODINGS`;
    None: found by looking.
    """

    columns: Sequence[str] | None = None
    encoding: str | None = None


PLAIN = Reading()
"""All columns, everything found by looking."""


def read_table(path: Path, reading: Reading = PLAIN) -> Table:
    """The table in a CSV file: the last column the target, the others inputs.

    The encodings are those of `open_text`. Cells are separated by commas, semicolons or tabs (found
    by looking) and may be quoted; the first row is a header where none of its cells is a number;
    blank lines do not count. Numbers may have a decimal comma where cells are not separated by
    commas. Inputs are finite numbers; a target with any cell that is no number is text throughout.
    Raises `InputError`, naming ``data.file``, the file, the line and the column, for all else, and
    for more than `MAX_ROWS` rows or `MAX_INPUTS` inputs. Reads no further than the first error,
    except where it takes more to tell the encoding.
    """
    with Opened(path, reading.encoding) as file:
        return _last(reading_steps(file, path, reading))


def read_text(text: str, name: str, reading: Reading = PLAIN) -> Table:
    """The table that stands in `text`, which messages call `name`; otherwise as `read_table`."""
    return _last(reading_steps(io.StringIO(text, newline=""), Path(name), reading))


class Opened:
    """A context manager: the ordinary file at a path, to be read as text, see `open_text`.

    What goes wrong with it, also while it is read, is raised as `InputError`.
    """

    def __init__(self, path: Path, encoding: str | None = None) -> None:
        self._path, self._encoding = path, encoding
        self._file: TextIO | None = None

    def __enter__(self) -> TextIO:
        try:
            problem = self._unfit()
            if problem is None:
                self._file = open_text(self._path, self._encoding)
                return self._file
        except OSError as error:
            raise self._error(error) from error
        raise file_error(self._where, problem)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._file is not None:
            self._file.close()
        if isinstance(error, OSError):
            raise self._error(error) from error

    @property
    def _where(self) -> Message:
        name = printable(str(self._path))
        return Message(QT_TRANSLATE_NOOP("core", 'data.file = "{file}"'), {"file": name})

    def _unfit(self) -> str | None:
        try:
            mode = self._path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError, ValueError):  # the last for a zero byte
            return QT_TRANSLATE_NOOP("core", "there is no such file")
        if stat.S_ISDIR(mode):
            return QT_TRANSLATE_NOOP("core", "is a folder; must be a table in a file")
        # A pipe or a device would make the program wait, perhaps for ever.
        if not stat.S_ISREG(mode):
            return QT_TRANSLATE_NOOP("core", "must be an ordinary file")
        return None

    def _error(self, error: OSError) -> InputError:
        if isinstance(error, PermissionError):
            return file_error(
                self._where, QT_TRANSLATE_NOOP("core", "there is no permission to read it")
            )
        return file_error(
            self._where,
            QT_TRANSLATE_NOOP("core", "cannot be read: {reason}"),
            reason=reason_of(error),
        )


def _last(steps: Iterator[Table | None]) -> Table:
    for table in steps:
        if table is not None:
            return table
    raise AssertionError("a reading ends with its table")


def reading_steps(file: TextIO, path: Path, reading: Reading) -> Iterator[Table | None]:
    """Read the table in `file`, called `path`: None now and then on the way, and last the table.

    Raises what `read_table` raises.
    """
    rows = csv_rows(file, path)
    first_line, first = next(rows, (0, []))
    table = _TableReader(path, first_line, first, reading)
    if not table.has_header:
        rows = chain([(first_line, first)], rows)
    for count, (line, row) in enumerate(rows):
        if count % _BREATH == _BREATH - 1:
            yield None
        table.check_room(line)
        table.add(line, row)
    yield table.finish()


def column_names(first: Sequence[str], has_header: bool) -> tuple[str, ...]:
    """What the columns of a table are called whose first row is `first`: by the header's cells;
    ``column 1`` and so on where there is no header, or no name in it, or one that comes twice or
    that another column gets so."""
    cells = [printable(cell) if has_header else "" for cell in first]
    counts = Counter(cells)
    usual = [f"column {number}" for number in range(1, len(cells) + 1)]
    unnamed = {at for at, cell in enumerate(cells) if not cell or counts[cell] > 1}
    places = {cell: at for at, cell in enumerate(cells)}
    waiting = list(unnamed)
    while waiting:  # each may take the name of another one
        at = places.get(usual[waiting.pop()])
        if at is not None and at not in unnamed:
            unnamed.add(at)
            waiting.append(at)
    return tuple(usual[at] if at in unnamed else cell for at, cell in enumerate(cells))


def column_places(columns: Sequence[str], names: Sequence[str]) -> list[int]:
    """The places (from 0) of `columns` among those called `names`, or counted as ``column 2``.

    Raises `InputError` naming ``data.columns`` for one that is not there, or that comes twice.
    """
    places: dict[int, None] = {}
    first = {name: place for place, name in reversed(list(enumerate(names)))}
    for index, name in enumerate(columns):
        counted = re.fullmatch(r"column ([1-9]\d{0,5})", name)
        if name in first:
            place = first[name]
        elif counted and int(counted[1]) <= len(names):
            place = int(counted[1]) - 1
        else:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core", "{field} = {value}: there is no such column; there are: {allowed}"
                ),
                field=f"data.columns.{index}",
                value=shown(name),
                allowed=", ".join(names[:MAX_INPUTS]),
            )
        if place in places:
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{field} = {value}: this column is taken already"),
                field=f"data.columns.{index}",
                value=shown(name),
            )
        places[place] = None
    return list(places)


def default_names(n_inputs: int) -> tuple[str, ...]:
    """The names of inputs that have none: x, or x₁, x₂, …"""
    return tuple(input_symbols(n_inputs))


class _TableReader:
    """The columns of a table, as its rows come in."""

    def __init__(self, path: Path, first_line: int, first: list[str], reading: Reading) -> None:
        """Learns the width from the first row, and the names where it is a header."""
        self.path = path
        self.first_line = first_line
        self.width = len(first)
        self._check_width()
        self.has_header = all(number(cell) is None for cell in first)
        self.names = tuple(map(printable, first)) if self.has_header else ()
        self.picked: list[int] | None = None
        if reading.columns is not None:
            names = column_names(first, self.has_header)
            self.picked = column_places(reading.columns, names)
            self.names = tuple(names[place] for place in self.picked)
        self.places = list(range(self.width)) if self.picked is None else self.picked
        self._check_inputs()
        self.inputs, self.numbers, self.lines = array("d"), array("d"), array("q")
        self.texts: list[str] = []
        self.checked_texts: set[str] = set()
        self.is_numeric = True

    def check_room(self, line: int) -> None:
        """Raises `InputError` where no row can be added any more."""
        if len(self.texts) == MAX_ROWS:
            raise file_error(
                place(self.path, line),
                QT_TRANSLATE_NOOP("core", "there are too many rows; must be at most {maximum}"),
                maximum=MAX_ROWS,
            )

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
        if self.picked is not None:
            row = [row[place] for place in self.picked]
        cells = row if self.is_numeric else row[:-1]
        try:
            values = list(map(float, cells))
            # Quick: the sum tells of nan and inf at once. What is not plain is looked at closely.
            is_plain = math.isfinite(sum(values)) and "_" not in "".join(cells)
        except ValueError:
            is_plain = False
        if not is_plain:
            values = [self._input(line, at, cell) for at, cell in enumerate(row[:-1])]
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
        width = len(self.places)
        defaults = (*default_names(width - 1), "y")
        names = self.names or ("",) * width
        inputs = np.frombuffer(self.inputs, dtype=np.float64).reshape(n, width - 1)
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

    def _check_inputs(self) -> None:
        if len(self.places) - 1 > MAX_INPUTS:
            raise file_error(
                place(self.path, self.first_line),
                QT_TRANSLATE_NOOP("core", "number of inputs = {value}; must be at most {maximum}"),
                value=len(self.places) - 1,
                maximum=MAX_INPUTS,
            )

    def _input(self, line: int, at: int, cell: str) -> float:
        value = number(cell)
        if value is None or not math.isfinite(value):
            raise self._cell_error(
                line,
                at,
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
                -1,
                target,
                QT_TRANSLATE_NOOP("core", "must be a finite number or the name of a class"),
            )
        if value is None:
            self.is_numeric = False
        if self.is_numeric and value is not None:
            self.numbers.append(value)
        else:
            self.checked_texts.add(target)

    def _cell_error(self, line: int, at: int, cell: str, problem: str) -> InputError:
        """What is wrong with the cell of the column taken at `at`, from 0."""
        name = self.names[at] if self.names else ""
        return InputError(
            QT_TRANSLATE_NOOP("core", "{where} = {value}: {problem}"),
            where=place(self.path, line, self.places[at] + 1, name),
            value=shown(printable(cell)),
            problem=Message(problem),
        )
