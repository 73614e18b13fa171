"""What stands between the cells of a table, found by looking."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lossstudio.core.datasets.tables.cells import Missing, Numbers, as_typed
from lossstudio.core.datasets.tables.dates import day_of, hours_of, year_of
from lossstudio.core.datasets.tables.lines import split_lines
from lossstudio.core.datasets.tables.reading import COMMENTS, MISSING, SEPARATORS
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

Rows = list[tuple[int, list[str]]]
"""Rows of cells, each with the line where it ends, from 1."""

_TYPED_ROWS, _TYPED_CELLS = 40, 25
"""So many rows, and cells of each, are looked at for numbers."""
_SAYS_SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_BLANK_GROUP = re.compile(r"\d \d")
_EXCEL_ERROR = re.compile(r"#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)", re.IGNORECASE)
_CUT_NUMBER = re.compile(r"\d+[;|\t][^\d:]|[^，；]*[，；]")
_CUT_BETWEEN = re.compile(r"[^\W\d]{2,}[,;|]\S+|\S+[,;|][^\W\d]{2,}")
"""What lies around a blank in a text, where other signs stand between the cells."""
_CUT_BLANK = re.compile(r"\d+ [^\d:]")
"""What the decimals of a number are cut off with, where its decimal comma separates cells."""
_POINT, _COMMA, _MISSING = Numbers("."), Numbers(","), Missing(MISSING)


class Separated(NamedTuple):
    """A table's first lines, split. `width` is how many cells most rows have, `fitting` how many
    of `n_rows` rows have so many."""

    separator: str
    rows: Rows
    width: int
    fitting: int
    n_rows: int
    score: float
    said_in: int = 0
    """The line that says what the separator is, as Excel writes and reads it; 0: none."""

    @property
    def reason(self) -> Message:
        """Why it is this separator, in a sentence."""
        if self.said_in:
            return Message(
                QT_TRANSLATE_NOOP("core", "Line {line} says so."), {"line": self.said_in}
            )
        if self.fitting == self.n_rows:
            return Message(
                QT_TRANSLATE_NOOP("core", "Each row then has {width} cells."), {"width": self.width}
            )
        return Message(
            QT_TRANSLATE_NOOP(
                "core", "{fitting} of the first {count} rows then have {width} cells."
            ),
            {"fitting": self.fitting, "count": self.n_rows, "width": self.width},
        )


def separated(lines: Sequence[str], separator: str | None = None) -> tuple[Separated, list[str]]:
    """The `lines` with which a table begins, split at `separator`, or else at the best one; and
    the other separators that make columns of them, the best first."""
    text = "\n".join(lines)
    said = _said(lines)
    tried = [
        _split(lines, sign, said[0] if said[1] == sign else 0)
        for sign in SEPARATORS
        if sign in text or (sign == " " and "\t" in text) or sign in (separator, ",")
    ]
    tried.sort(key=lambda split: split.score, reverse=True)  # stable: the more usual one first
    wanted = separator or said[1]
    best = next((split for split in tried if split.separator == wanted), tried[0])
    return best, [s.separator for s in tried if s.width > 1 and s is not best]


def _said(lines: Sequence[str]) -> tuple[int, str]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found = _SAYS_SEPARATOR.fullmatch(line.rstrip(",; \t"), 0)
            found = found or _SAYS_SEPARATOR.fullmatch(line.strip(" "))
            if found and found[1] in SEPARATORS:
                return number, found[1]
            break
    return 0, ""


def _split(lines: Sequence[str], separator: str, said_in: int) -> Separated:
    rows = split_lines(lines, separator)
    body = [row for _, row in rows if not is_comment(row)]
    widths = Counter(map(len, body))
    width = max(widths, key=lambda width: (widths[width], width), default=0)
    fitting = n_short = 0
    for row in body:
        # R leaves out the name above row names; some leave out what is empty at the end.
        is_short = not fitting and len(row) == width - 1 > 0
        fitting += len(row) == width or is_short
        fitting += len(row) > width and not any(map(str.strip, row[width:]))
        n_short += is_short
    score = 0.0
    if width > 1:
        consistency = (fitting - 0.5 * n_short) / len(body)
        score = consistency**2 * (0.2 + 0.8 * _typed(body, width))
        if separator == " " and _cuts_cells(body, width):
            score *= 0.3
    if separator == " ":
        first = next((line for line, row in rows if len(row) in (width, width - 1)), 0)
        if first and "\t" in lines[first - 1]:
            score *= 0.6  # whoever writes tabs separates cells by them alone
    return Separated(separator, rows, width, fitting, len(body), score, said_in)


def _cuts_cells(rows: Sequence[Sequence[str]], width: int) -> bool:
    """In most rows another separator stands between words within a cell."""
    fitting = [row for row in rows if len(row) == width][:_TYPED_ROWS]
    count = sum(any(map(_CUT_BETWEEN.fullmatch, row)) for row in fitting)
    return 2 * count > len(fitting)


def is_comment(row: Sequence[str], signs: Sequence[str] = COMMENTS) -> bool:
    """The row begins as a comment does, with one of `signs`; not with an error of Excel's."""
    first = row[0].lstrip() if row else ""
    return first[:1] in signs and first != "" and _EXCEL_ERROR.match(first) is None


def _typed(rows: Sequence[Sequence[str]], width: int) -> float:
    """The share of cells below the first row that are numbers, dates or missing."""
    fitting = [row for row in rows if len(row) == width]
    below = fitting[1 : _TYPED_ROWS + 1] or fitting
    step = -(-width // _TYPED_CELLS)
    columns = list(zip(*(row[::step] for row in below), strict=True))
    total = sum(map(_typed_in, columns)) / max(sum(map(len, columns)), 1)
    return max(total, 0.0)


def _typed_in(cells: Sequence[str]) -> float:
    """The weight of a column's cells. What seem to be units and differ are texts that belong to
    the next column."""
    units = Counter(unit for unit in map(_unit_behind, cells) if unit)
    mixed = units and max(units.values()) < 0.8 * units.total()
    return sum(-0.6 if mixed and _unit_behind(cell) else _weight(cell) for cell in cells)


def _unit_behind(cell: str) -> str:
    found = _POINT.read(cell) or _COMMA.read(cell)
    return found[1] if found and " " in cell.strip() else ""


def _weight(cell: str) -> float:
    text = cell.strip()
    if not text:
        return 0.5
    if '"' in text or _CUT_NUMBER.match(text):
        return -0.6
    found = _POINT.read(text) or _COMMA.read(text)
    if found is not None:
        # Two cells with a blank between them look like one with thousands.
        return 0.8 if _BLANK_GROUP.search(as_typed(text)) or found[1] else 1.0
    if _CUT_BLANK.match(text):
        return -0.6
    return float(
        text in _MISSING or day_of(text, "dmy") is not None or day_of(text, "mdy") is not None
        or year_of(text) is not None or hours_of(text) is not None
    )  # fmt: skip
