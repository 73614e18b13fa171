"""How a table is to be understood, by its first rows: decimal sign, header, units, dates."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lossstudio.core.datasets.table import column_names
from lossstudio.core.datasets.tables.cells import Missing, Numbers, decimal_evidence
from lossstudio.core.datasets.tables.dates import is_year_last, order_of
from lossstudio.core.datasets.tables.headers import find_header
from lossstudio.core.datasets.tables.kinds import EMPTY, Kind, kind_of, plain_kind
from lossstudio.core.datasets.tables.reading import MISSING, TableReading
from lossstudio.core.datasets.tables.separators import Rows, is_comment
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

_MOST_CELLS = 100_000
"""So many cells of a wide table are looked at."""
_MOST_OF_DECIMALS = 20_000
"""So many of them are asked for their decimal sign."""
_FEWEST_ROWS = 8


@dataclass(frozen=True, eq=False)
class Understood:
    """How a table is to be read, `reading`, and what its columns are.

    For each column: its name in the `header` ("": none) and what it is called (`names`, see
    `column_names`), its unit in the row of units, and what it holds, by the first rows `rows`.
    `reasons` say why, by fields of the reading; `is_sure` where there was no doubt.
    """

    reading: TableReading
    header: tuple[str, ...]
    names: tuple[str, ...]
    units: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: Rows
    reasons: Mapping[str, Message]
    is_sure: Mapping[str, bool]

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.kinds)


def understand(rows: Rows, separator: str | None, chosen: Mapping[str, Any]) -> Understood:
    """How the table is to be understood that begins with `rows` (not blank, each with its line).

    `chosen` are fields of the reading that are given; the others are found.
    """
    comment = chosen["comment"] if "comment" in chosen else _comment_sign(rows)
    notes = [row for row in rows if comment and is_comment(row[1], comment)]
    body = [row for row in rows if not (comment and is_comment(row[1], comment))]
    width = usual_width(body)
    body = [(line, trimmed(cells, width)) for line, cells in body]
    marks = tuple(chosen.get("missing", MISSING))
    missing = Missing(marks)
    decimal, decimal_is_sure, decimal_reason = _decimal(body, separator)
    if "decimal" in chosen:
        decimal, decimal_is_sure = chosen["decimal"], True
        decimal_reason = Message(QT_TRANSLATE_NOOP("core", "As chosen."))
    numbers = Numbers(decimal)
    some = islice((cell for _, row in body for cell in row), _MOST_CELLS)
    dates = [cell for cell in some if is_year_last(cell)]
    order, order_is_sure = order_of(dates, decimal)
    if "dates" in chosen:
        order, order_is_sure = chosen["dates"] or "ymd", True

    def kinds_of(of: Rows) -> tuple[Kind, ...]:
        of = of[: max(_MOST_CELLS // max(width, 1), _FEWEST_ROWS)]
        columns = zip(*(row for _, row in of if len(row) == width), strict=True)
        found = tuple(
            plain_kind(column, numbers)
            or kind_of(Counter(map(str.strip, column)), numbers, order, missing)
            for column in columns
        )
        return found or (EMPTY,) * width

    header = find_header(body, notes, width, kinds_of, numbers, missing, chosen)
    kinds = kinds_of(header.data)
    has_dates = any(kind.name == "date" for kind in kinds)
    found_order = chosen.get("dates") or ((order if dates else "ymd") if has_dates else None)
    reading = TableReading(
        separator=separator,
        decimal=decimal,
        header_row=header.line,
        skipped_lines=header.skipped,
        missing=marks,
        units=header.units_line,
        dates=found_order,
        comment=comment,
        sheet=chosen.get("sheet"),
        range=chosen.get("range"),
    )
    reasons = {"decimal": decimal_reason, "header_row": header.reason}
    sure = {"decimal": decimal_is_sure, "dates": order_is_sure}
    cells = header.cells or ("",) * width
    names = column_names(cells, has_header=True)
    return Understood(reading, cells, names, header.units, kinds, header.data, reasons, sure)


def usual_width(rows: Rows) -> int:
    """The number of cells that most rows have."""
    widths = Counter(len(row) for _, row in rows)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def trimmed(row: list[str], width: int) -> list[str]:
    """The row without what is empty beyond `width` cells."""
    if len(row) > width and not any(map(str.strip, row[width:])):
        return row[:width]
    return row


def _comment_sign(rows: Rows) -> str | None:
    """The sign with which some rows begin that are comments; None where there are none."""
    signs = Counter(row[0].lstrip()[0] for _, row in rows if is_comment(row))
    for sign, count in signs.most_common(1):
        if 2 * count < len(rows):
            return str(sign)
        # More comments than rows are a long head, as long as nothing else begins so.
        head = next((at for at, (_, row) in enumerate(rows) if not is_comment(row)), len(rows))
        if head >= count and head < len(rows):
            return str(sign)
    return None


def _decimal(body: Rows, separator: str | None) -> tuple[str, bool, Message]:
    """The decimal sign, whether there is no doubt, and why."""
    point = comma = either_point = either_comma = ""
    for cell in islice((cell for _, row in body for cell in row), _MOST_OF_DECIMALS):
        if "." not in cell and "," not in cell and cell.isascii():
            continue
        only_point, only_comma, grouped_by_comma, grouped_by_point = decimal_evidence(cell)
        text = cell.strip()
        point = point or (text if only_point else "")
        comma = comma or (text if only_comma else "")
        either_comma = either_comma or (text if grouped_by_comma else "")
        either_point = either_point or (text if grouped_by_point else "")
    if point or comma:
        sign = "," if comma and not point else "."
        template = QT_TRANSLATE_NOOP("core", "{example} can be read in no other way.")
        return (
            sign,
            not (point and comma),
            Message(template, {"example": comma if sign == "," else point}),
        )
    if either_comma and not either_point and separator == ";":
        template = QT_TRANSLATE_NOOP(
            "core", "{example} could also be thousands; semicolons go with decimal commas."
        )
        return ",", False, Message(template, {"example": either_comma})
    if either_comma:
        template = QT_TRANSLATE_NOOP(
            "core", "{example} is taken for thousands; it could also be decimals."
        )
        return ".", False, Message(template, {"example": either_comma})
    if either_point:
        template = QT_TRANSLATE_NOOP(
            "core", "{example} is taken for decimals; it could also be thousands."
        )
        return ".", False, Message(template, {"example": either_point})
    return ".", False, Message(QT_TRANSLATE_NOOP("core", "No number has decimals."))
