"""What a column holds: numbers, dates or texts."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from lossstudio.core.datasets.tables.cells import Missing, Numbers, unit_of
from lossstudio.core.datasets.tables.dates import compact_day_of, day_of, hours_of, year_of

_ENOUGH = 0.9
"""Where so many of a column's cells are numbers or dates, the others are faults."""
_MOST_TRIED = 2000
"""Different texts by which a column of more is known to be one of texts."""
_FEWEST_COMPACT = 3
"""Different numbers of eight digits that may be dates."""


@dataclass(frozen=True)
class Kind:
    """What a column holds. `unit` is that of its numbers. `dates` says what dates are written as:
    whole ones, eight digits, months, or times without a date."""

    name: Literal["number", "date", "text", "empty"]
    unit: str = ""
    dates: Literal["", "day", "compact", "month", "clock"] = ""


EMPTY, TEXT, NUMBER = Kind("empty"), Kind("text"), Kind("number")
_DATES: tuple[Kind, ...] = (
    Kind("date", dates="day"),
    Kind("date", dates="month"),
    Kind("date", dates="clock"),
)


def kind_of(
    counts: Mapping[str, int], numbers: Numbers, order: str | None, missing: Missing
) -> Kind:
    """What a column holds that has each of these texts so many times."""
    if (plain := plain_kind(counts, numbers)) is not None:
        return plain
    if len(counts) > _MOST_TRIED:
        some = dict(islice(counts.items(), _MOST_TRIED))
        first = kind_of(some, numbers, order, missing)
        if first == TEXT:  # where most of so many are texts, the rest need not be looked at
            return TEXT
    absent = missing.among(counts)
    present = {text: count for text, count in counts.items() if text not in absent}
    total = sum(present.values())
    if not total:
        return EMPTY
    units: Counter[str] = Counter()
    for text, count in present.items():
        if (found := numbers.read(text)) is not None:
            units[found[1]] += count
    unit = unit_of(units)
    n_numbers = units[""] + (units[unit] if unit else 0)
    if n_numbers == total and absent and (plain := plain_kind(present, numbers)) is not None:
        return plain
    if n_numbers >= _ENOUGH * total:
        return Kind("number", unit)
    for kind in _DATES:
        value = date_reader(kind, order)
        n_dates = sum(count for text, count in present.items() if value(text) is not None)
        if n_dates >= _ENOUGH * total:
            return kind
    return TEXT


def plain_kind(cells: Collection[str], numbers: Numbers) -> Kind | None:
    """That these texts are all plain numbers, where they are: quick, for most columns are."""
    try:
        is_plain = all(map(math.isfinite, map(float, cells)))
    except ValueError:
        return None
    if not is_plain or not cells or any("_" in cell for cell in cells):
        return None
    if numbers.decimal == "," and any("." in cell for cell in cells):
        return None  # points then group thousands
    is_compact = len(cells) >= _FEWEST_COMPACT and all(map(compact_day_of, cells))
    return Kind("date", dates="compact") if is_compact else NUMBER


def date_reader(kind: Kind, order: str | None) -> Callable[[str], float | None]:
    """The function that makes a number of a cell in a column of dates."""
    if kind.dates == "compact":
        return compact_day_of
    if kind.dates == "month":
        return year_of
    if kind.dates == "clock":
        return hours_of
    return lambda cell: day_of(cell, order)


def is_enough(n_good: int, n_bad: int) -> bool:
    """So many cells of a column are as they should be that the others are faults."""
    return n_good >= _ENOUGH * (n_good + n_bad)
