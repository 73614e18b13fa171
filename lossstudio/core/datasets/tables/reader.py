"""Reading the columns of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from lossstudio.core.datasets.csv_rows import Layout, csv_rows, guess_layout, number, sample_lines
from lossstudio.core.datasets.encodings import found_encoding
from lossstudio.core.datasets.table import column_names
from lossstudio.core.datasets.tables.columns import MOST_CODES, Column, Columns, LeftOut
from lossstudio.core.datasets.tables.reading import TableReading
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message


def read_columns(source: Source, reading: TableReading | None = None) -> Columns:
    """The columns of a table, read as `reading` says; without it, how is found by looking.

    Raises `InputError`, naming the file, for what is no table.
    """
    for found in columns_steps(source, reading):
        if isinstance(found, Columns):
            return found
    raise AssertionError("a reading ends with its columns")


def columns_steps(
    source: Source, reading: TableReading | None = None
) -> Iterator[Columns | float | None]:
    """`read_columns` as a generator: None or the share that is done on the way, so that it can be
    stopped and shows its progress; last, the columns."""
    encoding = source.encoding
    if source.text is None and encoding is None:
        with source.open():
            encoding = found_encoding(source.path)[1]
        source = replace(source, encoding=encoding)
    yield None
    if reading is None:
        with source.open() as file:
            layout = guess_layout(sample_lines(file, source.path))
    else:
        layout = Layout(
            reading.separator or ",", reading.decimal == ",", reading.header_row is not None
        )
    lines: list[int] = []
    rows: list[list[str]] = []
    left_out: list[LeftOut] = []
    names: tuple[str, ...] = ()
    with source.open() as file:
        for line, row in csv_rows(file, source.path, layout):
            if not names:
                names = column_names(row, layout.has_header)
                if layout.has_header:
                    reading = reading or TableReading(
                        layout.delimiter, "," if layout.decimal_comma else ".", line
                    )
                    continue
                reading = reading or TableReading(
                    layout.delimiter, "," if layout.decimal_comma else "."
                )
            if len(row) != len(names):
                reason = QT_TRANSLATE_NOOP(
                    "core", "number of cells = {value}; must be {width}, as in line {first_line}"
                )
                values: dict[str, object] = {"value": len(row), "width": len(names)}
                values["first_line"] = (lines or [reading.header_row])[0]
                left_out.append(LeftOut(line, Message(reason, values)))
                continue
            lines.append(line)
            rows.append(row)
    if reading is None:
        raise InputError(QT_TRANSLATE_NOOP("core", "There are no cells in it."))
    columns = tuple(
        _column(name, [row[at].strip() for row in rows], reading) for at, name in enumerate(names)
    )
    yield Columns(columns, np.array(lines, np.int64), reading, tuple(left_out), encoding)


def _column(name: str, cells: Sequence[str], reading: TableReading) -> Column:
    missing = {"", *map(str.lower, reading.missing)}
    texts: dict[str, int] = {}
    codes = np.array(
        [-1 if c.lower() in missing else texts.setdefault(c, len(texts)) for c in cells], np.int32
    )
    numbers = None
    if all(number(text) is not None for text in texts):
        table = np.array([*map(float, texts), np.nan])
        numbers = table[codes]
    keeps_codes = numbers is None or len(texts) <= MOST_CODES
    return Column(
        name,
        "",
        numbers,
        codes if keeps_codes else None,
        tuple(texts) if keeps_codes else (),
        "",
        int((codes < 0).sum()),
    )
