"""What kind of column each column of a table is, by its values and its name."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import Array
from lossstudio.core.datasets.selection import MAX_CATEGORIES, missing_in
from lossstudio.core.datasets.tables.columns import Column, Columns
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message, printable
from lossstudio.engine.table_proposal import telling_words

MOST_MISSING = 0.5
"""A column of which a larger share is missing would cost most rows."""
_LARGE, _MANY, _MOSTLY = 10_000, 20, 0.9
"""Whole numbers as large as this in so many rows, of which this share is different, are names of
the rows where they have no name themselves."""
_LISTED, _LONGEST = 4, 30
"""Values in a sentence, and letters of each."""


class Kind(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CLASS = "class"
    DATE = "date"
    TEXT = "text"
    IDENTIFIER = "identifier"
    CONSTANT = "constant"
    EMPTY = "empty"


@dataclass(frozen=True, eq=False)
class Judged:
    """A column and what it is: `why` says why it is no number or class, where it is none.

    `values` are its different values in ascending order, texts or numbers; empty where there are
    more than `MAX_CATEGORIES`.
    """

    column: Column
    place: int
    kind: Kind
    why: Message | None
    n: int
    values: tuple[str, ...] | tuple[float, ...]

    @property
    def is_numeric(self) -> bool:
        """Its values are numbers."""
        return self.column.numbers is not None

    @property
    def is_mostly_missing(self) -> bool:
        """Most of its cells hold no value."""
        return self.column.n_missing > MOST_MISSING * self.n

    @property
    def is_whole(self) -> bool:
        """All of its numbers are whole."""
        numbers = self.column.numbers
        if numbers is None:
            return False
        there = numbers[np.isfinite(numbers)]
        return bool((there == np.round(there)).all())

    @property
    def is_pair(self) -> bool:
        """It has two values, texts or whole numbers."""
        return len(self.values) == 2 and (not self.is_numeric or self.is_whole)

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Where it has no value, (n,)."""
        return missing_in(self.column)


def judge(columns: Columns) -> tuple[Judged, ...]:
    """What each of the columns is."""
    n = len(columns.lines)
    has_names = columns.reading.header_row is not None
    return tuple(
        _judged(column, place, n, has_names) for place, column in enumerate(columns.columns)
    )


def restricted(judged: Judged, kept: NDArray[np.bool_]) -> Judged:
    """`judged` with the values of the rows that are `kept` alone."""
    if kept.all():
        return judged
    column = judged.column
    numbers = None if column.numbers is None else column.numbers[kept]
    codes = None if column.codes is None else column.codes[kept]
    n_missing = int(judged.missing[kept].sum())
    left = replace(column, numbers=numbers, codes=codes, n_missing=n_missing)
    values, _ = _values(left)
    return replace(judged, column=left, n=int(kept.sum()), values=values)


def value_text(value: str | float) -> str:
    """A value as it stands in a sentence."""
    text = f"{value:.15g}" if isinstance(value, float) else printable(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def listed(values: tuple[str, ...] | tuple[float, ...]) -> str:
    """The first of some values, for a sentence."""
    first = [value_text(value) for value in values[:_LISTED]]
    return ", ".join(first + ["…"] * (len(values) > _LISTED))


def _judged(column: Column, place: int, n: int, has_names: bool) -> Judged:
    values, n_different = _values(column)

    def found(kind: Kind, why: Message | None = None) -> Judged:
        return Judged(column, place, kind, why, n, values)

    n_there = n - column.n_missing
    if n_there == 0:
        return found(Kind.EMPTY, Message(QT_TRANSLATE_NOOP("core", "It is empty.")))
    if n_different == 1 and n_there > 1:
        template = QT_TRANSLATE_NOOP(
            "core", "All of its values are the same ({value}): nothing can be learnt from it."
        )
        return found(Kind.CONSTANT, Message(template, {"value": value_text(_first(column))}))
    reason = _why_identifier(column, place, n_there, n_different, has_names)
    if reason is not None:
        return found(Kind.IDENTIFIER, reason)
    if column.date:
        return found(Kind.DATE)
    if column.numbers is not None:
        is_code = n_different == 2 and all(float(value).is_integer() for value in values)
        return found(Kind.CLASS if is_code and n_there > 2 else Kind.NUMBER)
    if n_different <= MAX_CATEGORIES and 2 * n_different <= max(n_there, 4):
        return found(Kind.CLASS)
    template = QT_TRANSLATE_NOOP(
        "core", "It has {count} different texts in {n} rows: too many for classes or inputs."
    )
    return found(Kind.TEXT, Message(template, {"count": n_different, "n": n_there}))


def _first(column: Column) -> str | float:
    if column.numbers is not None:
        return float(column.numbers[np.isfinite(column.numbers)][0])
    return column.texts[0]


def _values(column: Column) -> tuple[tuple[str, ...] | tuple[float, ...], int]:
    """The different values in ascending order, where they are few; and how many there are, where
    they were counted."""
    if column.codes is None:
        return (), len(column.numbers if column.numbers is not None else ())
    k = len(column.texts)
    there = np.flatnonzero(np.bincount(column.codes + 1, minlength=k + 1)[1:])
    if len(there) > MAX_CATEGORIES:
        return (), len(there)
    if column.numbers is None:
        return tuple(sorted(column.texts[code] for code in there.tolist())), len(there)
    of_code = np.zeros(k + 1)
    of_code[column.codes] = column.numbers  # the last place is that of what is missing
    return tuple(np.sort(of_code[there]).tolist()), len(there)


# -- identifiers ---------------------------------------------------------------------------------


def _why_identifier(
    column: Column, place: int, n: int, n_different: int, has_names: bool
) -> Message | None:
    """Why a column names its rows and measures nothing; None where it does not seem to."""
    by_name = Message(
        QT_TRANSLATE_NOOP("core", "Its name says that it identifies the rows: it measures nothing.")
    )
    if column.numbers is None:
        if n_different == n and n > 2:
            template = QT_TRANSLATE_NOOP("core", "Each row has another text: it names the rows.")
            return Message(template)
        is_name = telling_words.names_rows(column.name) or telling_words.holds(
            column.name, telling_words.NAMES
        )
        return by_name if is_name and n_different > 2 else None
    is_name = telling_words.names_rows(column.name) and n_different > 2
    is_nameless = not column.is_named or _is_made_up(column.name)
    is_counter = telling_words.counts_rows(column.name)
    if column.date or not (is_name or is_nameless or is_counter):
        return None
    numbers = column.numbers[np.isfinite(column.numbers)]
    if not (numbers == np.round(numbers)).all():
        return None
    if is_name:
        return by_name
    n_numbers = len(np.unique(numbers))
    is_first = place == 0 and is_nameless and not has_names
    if is_first and _are_large(numbers) and n_numbers >= _MOSTLY * n and n >= _MANY:
        template = QT_TRANSLATE_NOOP(
            "core", "It has no name, and large whole numbers that do not repeat: it names the rows."
        )
        return Message(template)
    if n < 3 or n_numbers < n:
        return None
    low, high = float(numbers.min()), float(numbers.max())
    if low in (0.0, 1.0) and high - low == n - 1:
        template = QT_TRANSLATE_NOOP(
            "core", "It numbers the rows from {low:.0f} to {high:.0f}: it measures nothing."
        )
        return Message(template, {"low": low, "high": high})
    if is_counter:
        return by_name
    # What is left of a numbering once rows are gone.
    is_rising = place == 0 and has_names and low >= 0 and bool((np.diff(numbers) > 0).all())
    template = QT_TRANSLATE_NOOP(
        "core", "It has no name, and each of its whole numbers is larger: it numbers the rows."
    )
    return Message(template) if is_rising else None


def _are_large(numbers: Array) -> bool:
    """Of five digits and more, as customers and patients are numbered."""
    return bool(numbers.min(initial=np.inf) >= _LARGE)


def _is_made_up(name: str) -> bool:
    """A name that programs give to a column that has none."""
    return re.fullmatch(r"(column \d+|Unnamed: \d+|\.\.\.?\d+|V1|X1?|_c0)?", name) is not None
