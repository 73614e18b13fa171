"""The text of a table in blocks of whole lines, and lines split into cells."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, compress
from pathlib import Path
from typing import NamedTuple, TextIO

from lossstudio.core.datasets.csv_rows import MAX_LINE, file_error, place, text_lines
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError

BLOCK = 2**20
"""Characters that are read at a time."""

_GAPS = {" ": re.compile(r"\s+"), "  ": re.compile(r"\s{2,}|\t")}
"""What is between cells that are separated by blanks."""
_GAP = "\x1f"
"""What stands for it where a row is split."""


class Block(NamedTuple):
    """Whole lines of a table without their ends; `first` is the number of the first, from 1."""

    first: int
    lines: list[str]
    has_quotes: bool


def blocks(source: Source, size: int = BLOCK) -> Iterator[Block]:
    """The lines of a table, so many characters at a time.

    Raises `InputError` where the text is binary, not in its encoding, or has a line of more than
    `MAX_LINE` characters.
    """
    line = 1
    try:
        with source.open() as file:
            for text in _texts(file, source.path, size):
                lines = text.split("\n")
                yield Block(line, lines, '"' in text)
                line += len(lines)
    except UnicodeError:
        # Line by line, so that the message names the line.
        with source.open() as file:
            for _ in text_lines(file, source.path):
                pass
        raise


def _texts(file: TextIO, path: Path, size: int) -> Iterator[str]:
    """The text in parts that end where a line does, its ends as line feeds, without the last."""
    rest, line = "", 1
    while part := file.read(size):
        if part.endswith("\r"):  # a line feed may follow
            part += file.read(1)
        if "\r" in part:
            part = part.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in part:
            raise file_error(
                place(path, line + (rest + part).partition("\0")[0].count("\n")),
                QT_TRANSLATE_NOOP("core", "contains a zero byte; must be text, not binary data"),
            )
        whole, end, after = part.rpartition("\n")
        if not end:
            rest += part
        else:
            text = rest + whole
            yield text
            line += text.count("\n") + 1
            rest = after
        if len(rest) > MAX_LINE:
            raise file_error(
                place(path, line),
                QT_TRANSLATE_NOOP("core", "is too long; must have at most {maximum} characters"),
                maximum=MAX_LINE,
            )
    if rest:
        yield rest


def cells_of(line: str, separator: str) -> list[str]:
    """The cells of a line without quotes."""
    if separator == " ":
        return line.split()
    gap = _GAPS.get(separator)
    return line.split(separator) if gap is None else gap.split(line.strip())


class QuotedRows:
    """The rows of blocks with quotes, in which a cell may go over several lines."""

    def __init__(self, blocks: Iterator[Block], path: Path, separator: str) -> None:
        self._blocks, self._path, self._separator = blocks, path, separator
        self._handed = 0
        self._has_ended = False

    def of(self, block: Block) -> Iterator[tuple[int, list[str]]]:
        """Each row that begins in `block`, with the line where it ends, from 1; a blank line is a
        row without cells. Blocks that the last row reaches into are read to their ends, too.

        Raises `InputError` for a quote that is not closed.
        """
        gap = _GAPS.get(self._separator)
        delimiter = self._separator if gap is None else _GAP
        self._handed, self._has_ended = len(block.lines), False
        reader = csv.reader(self._lines(block, gap), delimiter=delimiter, skipinitialspace=True)
        while reader.line_num < self._handed:
            begins = block.first + reader.line_num
            try:
                row = next(reader)
            except csv.Error:
                self._has_ended = True
            if self._has_ended:  # in the middle of a row
                raise file_error(
                    place(self._path, begins),
                    QT_TRANSLATE_NOOP(
                        "core",
                        "a quote is opened that is not closed; a cell has at most {maximum} "
                        "characters",
                    ),
                    maximum=csv.field_size_limit(),
                )
            if gap is not None:
                row = [cell.replace(_GAP, " ") for cell in row]
            yield block.first + reader.line_num - 1, row

    def _lines(self, block: Block, gap: re.Pattern[str] | None) -> Iterator[str]:
        for part in chain((block,), self._blocks):
            if part is not block:
                self._handed += len(part.lines)
            for line in part.lines:
                yield (line if gap is None else gap.sub(_GAP, line.strip())) + "\n"
        self._has_ended = True


def rows_of(
    block: Block, quoted: QuotedRows, separator: str
) -> tuple[Sequence[int], list[list[str]]]:
    """The rows of `block` that are not blank, and the lines where they end."""
    if block.has_quotes:
        rows = [(line, row) for line, row in quoted.of(block) if any(map(str.strip, row))]
        return [line for line, _ in rows], [row for _, row in rows]
    split = [cells_of(line, separator) for line in block.lines]
    lines = range(block.first, block.first + len(split))
    full = [any(map(str.strip, row)) for row in split]
    if all(full):
        return lines, split
    return list(compress(lines, full)), list(compress(split, full))


def split_lines(lines: Sequence[str], separator: str) -> list[tuple[int, list[str]]]:
    """The rows of the first `lines` of a table that are not blank, as far as they are whole."""
    block = Block(1, list(lines), any('"' in line for line in lines))
    quoted = QuotedRows(iter(()), Path(), separator)
    rows: list[tuple[int, list[str]]] = []
    if not block.has_quotes:
        return list(zip(*rows_of(block, quoted, separator), strict=True))
    with suppress(InputError):  # What is wrong is said when the table is read.
        for line, row in quoted.of(block):
            if any(map(str.strip, row)):
                rows.append((line, row))
    return rows
