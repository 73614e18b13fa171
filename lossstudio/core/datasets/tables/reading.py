"""How a table is read."""

from dataclasses import dataclass

SEPARATORS = (",", ";", "\t", "|", " ", "  ", "，", "；")
"""What can stand between cells; a blank is any run of blanks and tabs, two are a run of at least
two blanks, or a tab."""
DECIMALS = (".", ",")
ORDERS = ("ymd", "dmy", "mdy")
"""In which order dates name year, month and day."""
COMMENTS = ("#", "%")
"""Signs with which comments begin."""
MISSING = ("?", "NA", "N/A", "#N/A", "NaN", "null", "-", ".")
"""What stands for a missing value besides an empty cell; case does not matter."""


@dataclass(frozen=True)
class TableReading:
    """How a table was understood, so that it can be read in the same way again.

    `separator` is what stands between cells, one of `SEPARATORS`; None in a workbook. `decimal` is
    the decimal sign of numbers, one of `DECIMALS`. Lines count from 1, in a workbook rows:
    `header_row` is the line where the header ends, None where there is none; `skipped_lines` are
    others that are no data, such as titles above it or a row of totals; `units` is the line of a
    row of units, None where there is none. A cell that is empty or one of `missing` is a missing
    value. `dates` is the order of year, month and day, one of `ORDERS`, None where there are no
    dates. A line that begins with `comment`, one of `COMMENTS`, is no data; None: there are no such
    lines. `sheet` is the name of a workbook's sheet and `range` its cells, such as ``"B3:E20"``;
    None: the first sheet, all of its cells.
    """

    separator: str | None = ","
    decimal: str = "."
    header_row: int | None = None
    skipped_lines: tuple[int, ...] = ()
    missing: tuple[str, ...] = MISSING
    units: int | None = None
    dates: str | None = None
    comment: str | None = None
    sheet: str | None = None
    range: str | None = None
