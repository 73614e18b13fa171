"""The columns of a table, as they were read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import Array
from lossstudio.core.datasets.tables.reading import TableReading
from lossstudio.core.text import Message

MOST_CODES = 50
"""A column of numbers with more different values has no codes."""
MOST_TEXTS = 200_000
"""So many different texts of a column are kept; they would fill the memory."""
NOT_KEPT = -2
"""The code of a text that is not kept."""
MOST_NAMED = 200
"""So many rows that are left out are named, and so many cells that cannot be read."""


@dataclass(frozen=True)
class LeftOut:
    """A row that is no data: the line where it ends, from 1, and why."""

    line: int
    reason: Message


@dataclass(frozen=True)
class Unread:
    """A cell in a column of numbers that holds none: its line, its column (both from 1), its text.

    It counts as missing.
    """

    line: int
    column: int
    text: str


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table as it was read, of n rows; arrays are read-only.

    `unit` is what stands before or behind its numbers or in a row of units, "" where nothing does.
    `numbers` (n,) are NaN where a value is missing; None in a column of texts. `codes` (n,) are
    places in `texts`, −1 where a value is missing; None in a column of numbers with more than
    `MOST_CODES` different values; `NOT_KEPT` where there are more than `MOST_TEXTS` texts. `texts`
    are the different texts as they stand in the table, in the order of their first rows; of equal
    numbers, the first one. `date` is what the numbers of a column of dates or times count, such as
    ``"days since 2020-01-31"``, ``"years"`` or ``"hours"``; "" where they are none. A column
    without a name in the header is called ``column 2`` by its place, and not `is_named`.
    """

    name: str
    unit: str
    numbers: Array | None
    codes: NDArray[np.int32] | None
    texts: tuple[str, ...]
    date: str
    n_missing: int
    is_named: bool = True


@dataclass(frozen=True, eq=False)
class Columns:
    """A table as it was read, of n rows.

    `columns` are all of its columns, also empty ones (numbers, all of them NaN). `lines` (n,) are
    where each row ends in the file, from 1; in a workbook, its row. `reading` is how it was
    understood. `left_out` are rows below the header that are no data, `n_left_out` in number, the
    first `MOST_NAMED` of them. `encoding` is the file's, None where it has none. `unread` are cells
    in columns of numbers that hold none, `n_unread` in number, the first ones. Rows with a missing
    value are there.
    """

    columns: tuple[Column, ...]
    lines: NDArray[np.int64]
    reading: TableReading
    left_out: tuple[LeftOut, ...]
    encoding: str | None
    unread: tuple[Unread, ...] = ()
    n_left_out: int = 0
    n_unread: int = 0
