"""Where a table's names and units stand, and where its data begin."""

import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lossstudio.core.datasets.tables.cells import LONGEST_UNIT, Missing, Numbers, as_typed
from lossstudio.core.datasets.tables.dates import day_of, hours_of, year_of
from lossstudio.core.datasets.tables.kinds import Kind
from lossstudio.core.datasets.tables.separators import Rows
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

_YEARS = range(1800, 2101)
_MOST_WORDS = 4
"""A name in a comment has no more."""
_BRACKETS = re.compile(r"[(\[（【](.*)[)\]）】]")
_KNOWN_UNIT = re.compile(
    r"[(\[（【].*[)\]）】]|[-%‰°€$£¥]|°[CF]|℃|[kcmμn]?m[²³23]?|[kmμ]?[gsWVA]|[kM]?Pa|k?J|kWh|[kM]?Hz|"
    r"min|h|d|yrs?|years?|days?|km/h|m/s|mph|ft|in|lbs?|oz|mi|mol|K|N|USD|EUR|CNY|元|万元?|亿元?|年|岁|"
    r"个|人|天|平方米|㎡|千克|公斤|米|厘米"
)


@dataclass(frozen=True, eq=False)
class Header:
    """Where the rows of a table's beginning stand. `line` and `cells` are the header's (None and
    none where there is none), `units_line` and `units` those of the row of units; `skipped` are
    lines above the data that are neither; `data` is the rest. `reason` says why."""

    line: int | None
    cells: tuple[str, ...]
    units_line: int | None
    units: tuple[str, ...]
    skipped: tuple[int, ...]
    data: Rows
    reason: Message


def find_header(
    body: Rows,
    notes: Rows,
    width: int,
    kinds_of: Callable[[Rows], tuple[Kind, ...]],
    numbers: Numbers,
    missing: Missing,
    chosen: Mapping[str, Any],
) -> Header:
    """The header among the rows `body` of a table's beginning, whose comments are `notes`.

    Most rows have `width` cells; `kinds_of` says what the columns of rows hold.
    """
    is_value = _Values(numbers, missing)
    skipped = set(chosen.get("skipped_lines", ()))
    line: int | None
    if "header_row" in chosen:
        line = chosen["header_row"]
        if line is None:
            start = _first_full(body, width, skipped)
        else:
            start = next((at for at, row in enumerate(body) if row[0] >= line), len(body))
        cells: Sequence[str] = ()
        if line is not None:
            cells = with_groups(_cells_at(line, body, notes, width), _row_above(line, body))
            start += start < len(body) and body[start][0] == line
        reason = Message(QT_TRANSLATE_NOOP("core", "As chosen."))
    else:
        start = _first_full(body, width, skipped)
        first = body[start][1] if start < len(body) else []
        below = body[start + 1 :]
        if _is_sentence(first, below, width, kinds_of, is_value):
            start += 1
            first, below = below[0][1], below[1:]
        names: Sequence[str] = first
        if _are_groups(first, below, width, kinds_of, is_value):
            names = with_groups(below[0][1], first)
            start, below = start + 1, below[1:]
        is_header, reason = _judged(names, below, width, kinds_of, is_value)
        line, cells = None, ()
        if is_header:
            line, cells = body[start][0], names
            start += 1
        elif (note := _note_with_names(notes, body, start, width, is_value)) is not None:
            line, cells = note
            reason = Message(
                QT_TRANSLATE_NOOP(
                    "core", "Line {line}, a comment, has as many names as there are columns."
                ),
                {"line": line},
            )
    data = body[start:]
    full = _padded(cells, width, data) if cells else ()
    units_line, units = _units(data, width, kinds_of, is_value, line is not None, chosen)
    above = body[:start]
    given = skipped or {at for at, _ in above if at != line}
    data = [row for row in data if row[0] not in given and row[0] != units_line]
    return Header(line, full, units_line, units, tuple(sorted(given)), data, reason)


class _Values:
    """Whether a cell holds a value, that is a number or date."""

    def __init__(self, numbers: Numbers, missing: Missing) -> None:
        self._numbers, self._missing = numbers, missing

    def __call__(self, cell: str) -> bool:
        return (
            self._numbers.read(cell) is not None
            or day_of(cell, "dmy") is not None
            or day_of(cell, "mdy") is not None
            or year_of(cell) is not None
            or hours_of(cell) is not None
        )

    def is_missing(self, cell: str) -> bool:
        return cell.strip() in self._missing


def _full(cells: Sequence[str]) -> int:
    return sum(map(bool, map(str.strip, cells)))


def _first_full(body: Rows, width: int, skipped: set[int]) -> int:
    """The place of the first row that is no title: it has as many cells as the others, or one
    less where it has the names, and most of them hold something."""
    usual = statistics.median([_full(row) for _, row in body if len(row) == width] or [0])
    for at, (line, row) in enumerate(body):
        if line in skipped:
            continue
        names_no_first = bool(row) and not row[0].strip() and _full(row) == width - 1
        is_short = len(row) == width - 1 and at + 1 < len(body) and len(body[at + 1][1]) == width
        fits = len(row) == width or (is_short and width > 1)
        if fits and (_full(row) >= 0.6 * usual or names_no_first):
            return at
    return len(body)


def _is_sentence(
    first: Sequence[str],
    below: Rows,
    width: int,
    kinds_of: Callable[[Rows], tuple[Kind, ...]],
    is_value: _Values,
) -> bool:
    """The row `first` is a title whose words look like cells: the names stand below it."""
    if len(below) < 3 or len(below[0][1]) != width or any(map(is_value, first)):
        return False
    units = all(_KNOWN_UNIT.fullmatch(cell.strip()) for cell in below[0][1] if cell.strip())
    if len(first) == width and (units or any(" " in cell.strip() for cell in first)):
        return False
    if len(first) == width and not all(cell.strip() for cell in below[0][1]):
        return False
    has_names, _ = _judged(below[0][1], below[1:], width, kinds_of, is_value)
    kinds = kinds_of(below[1:])
    over_numbers = [
        cell for cell, kind in zip(below[0][1], kinds, strict=True) if kind.name == "number"
    ]
    is_words = len(first) < width or (
        first[0][:1].isupper() and not any(cell[:1].isupper() for cell in first[1:])
    )
    return has_names and bool(over_numbers) and not any(map(is_value, below[0][1])) and is_words


def _are_groups(
    first: Sequence[str],
    below: Rows,
    width: int,
    kinds_of: Callable[[Rows], tuple[Kind, ...]],
    is_value: _Values,
) -> bool:
    """The row `first` names groups of columns, whose own names stand in the row below it."""
    if len(below) < 3 or len(first) != width or len(below[0][1]) != width:
        return False
    second = [cell.strip() for cell in below[0][1]]
    names = with_groups(second, first)
    is_gap = not all(map(str.strip, first))
    if not is_gap or not all(names) or any(map(is_value, (*first, *second))):
        return False
    if all(_KNOWN_UNIT.fullmatch(cell) for cell in second if cell):
        return False
    has_names, _ = _judged(names, below[1:], width, kinds_of, is_value)
    kinds = kinds_of(below[1:])
    over_numbers = (c for c, kind in zip(names, kinds, strict=True) if kind.name == "number")
    return has_names and any(over_numbers)


def _judged(
    first: Sequence[str],
    below: Rows,
    width: int,
    kinds_of: Callable[[Rows], tuple[Kind, ...]],
    is_value: _Values,
) -> tuple[bool, Message]:
    """Whether the row `first` has the names of the columns of the rows `below`, and why."""
    if not first:
        return False, Message(QT_TRANSLATE_NOOP("core", "There are no rows."))
    # A row of units may come first.
    kinds = kinds_of(below[1:] if len(below) > 2 else below)
    if len(first) == width - 1:
        kinds = kinds[1:]
    cells = [cell.strip() for cell in first]
    values = [is_value(cell) for cell in cells]
    columns = list(zip(cells, values, kinds, strict=True))
    over_numbers = [
        (cell, value) for cell, value, kind in columns if kind.name in ("number", "date")
    ]
    names = sum(
        not value and bool(cell) and not is_value.is_missing(cell) for cell, value in over_numbers
    )
    n_values = sum(value for _, value in over_numbers)
    if names > n_values:
        return True, Message(QT_TRANSLATE_NOOP("core", "It has names above numbers."))
    if not any(values):
        if over_numbers:
            return False, Message(QT_TRANSLATE_NOOP("core", "The first row has no names."))
        texts = [cell for cell in cells if cell]
        again = any(
            cell and any(at < len(row) and row[at].strip() == cell for _, row in below)
            for at, cell in enumerate(cells)
        )
        if len(set(texts)) == len(texts) and texts and not again:
            return True, Message(
                QT_TRANSLATE_NOOP("core", "It has texts that do not come again below it.")
            )
        return False, Message(
            QT_TRANSLATE_NOOP("core", "The first row has texts that come again below it.")
        )
    if _are_years(columns, below, len(first) - width):
        return True, Message(
            QT_TRANSLATE_NOOP(
                "core",
                "It has years, and the numbers below them are none: they are taken for names.",
            )
        )
    if _count_up(cells):
        return True, Message(
            QT_TRANSLATE_NOOP("core", "It counts the columns from 0: the numbers are names.")
        )
    return False, Message(
        QT_TRANSLATE_NOOP("core", "The first row has numbers, as those below it.")
    )


def _are_years(columns: Sequence[tuple[str, bool, Kind]], below: Rows, shift: int) -> bool:
    """All numbers above numbers are different years, and most numbers below them are none."""
    years: list[str] = []
    inside = count = 0
    for at, (cell, value, kind) in enumerate(columns):
        if kind.name not in ("number", "date"):
            if value:
                return False
            continue
        if not value:
            continue
        if not (len(cell) == 4 and cell.isdecimal() and int(cell) in _YEARS):
            return False
        years.append(cell)
        for _, row in below:
            text = row[at - shift].strip() if at - shift < len(row) else ""
            count += 1
            inside += len(text) == 4 and text.isdecimal() and int(text) in _YEARS
    enough = len(years) > 1 or (len(years) == 1 and len(columns) > 1)
    return enough and len(set(years)) == len(years) and count > 0 and 2 * inside < count


def _count_up(cells: Sequence[str]) -> bool:
    counted = list(cells[1:]) if cells and not cells[0] else list(cells)
    fewest = 2 if len(counted) < len(cells) else 4
    return len(counted) >= fewest and counted == [str(n) for n in range(len(counted))]


def _note_with_names(
    notes: Rows, body: Rows, start: int, width: int, is_value: _Values
) -> tuple[int, list[str]] | None:
    """The last comment above the data, where it has a name for each column."""
    first_line = body[start][0] if start < len(body) else 0
    above = [note for note in notes if note[0] < first_line]
    if not above:
        return None
    line, row = above[-1]
    cells = _without_sign(row, width)
    is_named = len(cells) == width and not any(map(is_value, cells)) and _full(cells) >= width - 1
    is_named &= all(len(cell.split()) <= _MOST_WORDS for cell in cells)
    return (line, cells) if is_named else None


def _without_sign(row: Sequence[str], width: int) -> list[str]:
    """The cells of a comment without its sign, which may be a name, too."""
    first = row[0].strip().lstrip("#%").strip()
    if first or len(row) == width:
        return [first or row[0].strip(), *row[1:]]
    return list(row[1:])


def _cells_at(line: int, body: Rows, notes: Rows, width: int) -> list[str]:
    for at, row in body:
        if at == line:
            return row
    return next((_without_sign(row, width) for at, row in notes if at == line), [])


def _row_above(line: int, body: Rows) -> Sequence[str]:
    return next((row for at, row in reversed(body) if at < line), ())


def with_groups(names: Sequence[str], above: Sequence[str]) -> list[str]:
    """The `names` of columns. Where some are empty, because their cells are merged with those
    `above`, which name groups of columns, they are completed from there if that completes all."""
    plain = [cell.strip() for cell in names]
    if all(plain) or len(above) != len(plain) or _full(above) < 2:
        return plain
    both = [name or cell.strip() for name, cell in zip(plain, above, strict=True)]
    return both if all(both) else plain


def _padded(cells: Sequence[str], width: int, data: Rows) -> tuple[str, ...]:
    """The names of all columns. Where one is missing, it is that of row names, in front, unless
    the last column is empty."""
    names = [cell.strip() for cell in cells][:width]
    ends_empty = not any(row[-1].strip() for _, row in data if len(row) == width)
    if len(names) == width - 1 and (not ends_empty or not names[-1]):
        names.insert(0, "")
    return (*names, *[""] * (width - len(names)))


def _units(
    data: Rows,
    width: int,
    kinds_of: Callable[[Rows], tuple[Kind, ...]],
    is_value: _Values,
    has_header: bool,
    chosen: Mapping[str, Any],
) -> tuple[int | None, tuple[str, ...]]:
    """The line of the row of units, which comes first among `data`, and its units."""
    none: tuple[str, ...] = ("",) * width
    if "units" in chosen:
        line = chosen["units"]
        row = next((row for at, row in data if at == line), [])
        return line, tuple(_unit(cell) for cell in row) if len(row) == width else none
    if not has_header or len(data) < 2 or len(data[0][1]) != width:
        return None, none
    line, row = data[0]
    kinds = kinds_of(data[1:])
    all_known = all(
        _KNOWN_UNIT.fullmatch(cell.strip())
        for cell, kind in zip(row, kinds, strict=True)
        if kind.name == "number" and cell.strip()
    )
    units = 0
    for cell, kind in zip(map(str.strip, row), kinds, strict=True):
        if is_value(cell):
            return None, none
        if kind.name in ("number", "date"):
            is_dash = as_typed(cell) == "-"
            if cell and is_value.is_missing(cell) and not is_dash:
                return None, none
            units += bool(cell) and not is_dash and len(_unit(cell)) <= LONGEST_UNIT
        elif cell and kind.name == "text" and not (all_known or _KNOWN_UNIT.fullmatch(cell)):
            return None, none  # it may be the first row, with a fault in it
    # Those that have it in their cells need none.
    numeric = sum(kind.name == "number" and not kind.unit for kind in kinds)
    if not units or 2 * units < numeric:
        return None, none
    return line, tuple(_unit(cell) for cell in row)


def _unit(cell: str) -> str:
    text = cell.strip()
    found = _BRACKETS.fullmatch(text)
    text = found[1].strip() if found else text
    return "" if as_typed(text) == "-" else text
