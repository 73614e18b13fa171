"""The rows of a table in parts, each of them numbers or rows of cells."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from lossstudio.core.datasets.base import Array
from lossstudio.core.datasets.table import MAX_ROWS
from lossstudio.core.datasets.tables.lines import Block, QuotedRows, blocks, rows_of
from lossstudio.core.datasets.tables.looking import Opening
from lossstudio.core.datasets.tables.reading import TableReading
from lossstudio.core.datasets.tables.workbook import Workbook

_BLOCK, _LARGEST_BLOCK = 2**19, 2**21
"""Characters that are read at a time: more in a wide table, so that columns do not come by bits."""
_ROWS = 1000
_TRIES = 3
"""After so many blocks that are not plain numbers, no more is tried."""


class Part(NamedTuple):
    """Some rows of a table, and the lines where they end, from 1. Rows of plain numbers have
    `numbers` (k, d), and their lines as `texts`; others have cells."""

    lines: Sequence[int]
    rows: list[list[str]]
    numbers: Array | None = None
    texts: Sequence[str] = ()


def lines_in(opening: Opening) -> tuple[int, int]:
    """How many lines there are at most, and how many rows among them."""
    source = opening.source
    if opening.is_workbook:
        count = Workbook(source.path).height(opening.understood.reading.sheet)
        return count, min(count, MAX_ROWS)
    size = count = 0
    if source.text is not None:
        size, count = len(source.text), sum(map(source.text.count, "\n\r"))
    else:
        with source.path.open("rb") as file:
            while part := file.read(2**20):
                size += len(part)
                count += part.count(b"\n") + part.count(b"\r")
    # A row has at least a byte for each of its cells.
    return count + 1, min(count + 1, size // opening.understood.width + 2, MAX_ROWS)


def parts_of(opening: Opening, may_be_plain: bool) -> Iterator[Part]:
    """The rows of a table. Where all of its columns hold numbers, they `may_be_plain`."""
    source, reading = opening.source, opening.understood.reading
    if opening.is_workbook:
        rows = Workbook(source.path).rows(reading.sheet, reading.range)
        while some := list(islice(rows, _ROWS)):
            yield Part([line for line, _ in some], [row for _, row in some])
        return
    separator = reading.separator or ","
    width = opening.understood.width
    all_blocks = blocks(source, min(max(_BLOCK, _ROWS * width), _LARGEST_BLOCK))
    quoted = QuotedRows(all_blocks, source.path, separator)
    special = max((0, reading.header_row or 0, reading.units or 0, *reading.skipped_lines))
    tries = _TRIES if may_be_plain else 0
    for whole in all_blocks:
        for block in _cut(whole, special):
            numbers = None
            if tries and block.first > special and not block.has_quotes:
                numbers = _plain(block.lines, reading, width)
                tries = _TRIES if numbers is not None else tries - 1
            if numbers is not None:
                lines = range(block.first, block.first + len(block.lines))
                yield Part(lines, [], numbers, block.lines)
            else:
                yield Part(*rows_of(block, quoted, separator))


def _cut(block: Block, line: int) -> Iterator[Block]:
    """The block in two where `line` is in it, unless a cell could go over it."""
    count = line + 1 - block.first
    if block.has_quotes or not 0 < count < len(block.lines):
        yield block
        return
    yield Block(block.first, block.lines[:count], False)
    yield Block(line + 1, block.lines[count:], False)


def _plain(lines: list[str], reading: TableReading, width: int) -> Array | None:
    """The numbers in `lines`, where each of them has `width` finite ones and nothing else."""
    if reading.decimal == ",":
        text = "\n".join(lines)
        if "." in text:
            return None
        lines = text.replace(",", ".").split("\n")
    separator = reading.separator
    delimiter = None if separator in (" ", "  ") else separator
    if not lines[0].strip():  # NumPy would warn of a block of blank lines
        return None
    try:
        numbers = np.loadtxt(lines, delimiter=delimiter, comments=None, ndmin=2)
    except ValueError:
        return None
    if numbers.shape != (len(lines), width) or not np.isfinite(numbers).all():
        return None
    return numbers
