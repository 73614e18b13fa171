"""How a table is read."""

from dataclasses import dataclass

MISSING = ("?", "NA", "N/A", "#N/A", "NaN", "null", "-", ".")
"""What stands for a missing value besides an empty cell; case does not matter."""


@dataclass(frozen=True)
class TableReading:
    """How a table was understood, so that it can be read in the same way again.

    `separator` stands between cells: one of ``, ; TAB | ，；`` or a blank, which is any run of
    blanks and tabs; None in a workbook. `decimal` is the decimal sign of numbers, a point or a
    comma. Lines count from 1, in a workbook rows: `header_row` is the line where the header ends,
    None where there is none; `skipped_lines` are those above the first row of data that are
    neither header nor units (titles, comments), `units` is the line of a row of units, None where
    there is none. A cell that is empty or one of `missing` is a missing value. `dates` is the
    order of year, month and day: ``"ymd"``, ``"dmy"`` or ``"mdy"``, None where there are no dates.
    A line that begins with `comment`, ``#`` or ``%``, is none of data; None: there are no comments.
    `sheet` is the name of a workbook's sheet and `range` its cells, such as ``"B3:E20"``; None:
    the first sheet, all of its cells.
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
