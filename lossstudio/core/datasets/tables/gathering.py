"""Columns as they grow, a part of the rows at a time."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import Array
from lossstudio.core.datasets.tables.cells import Missing, Numbers
from lossstudio.core.datasets.tables.columns import MOST_CODES, MOST_TEXTS, NOT_KEPT, Column
from lossstudio.core.datasets.tables.dates import day_called
from lossstudio.core.datasets.tables.kinds import Kind, date_reader, is_enough, kind_of
from lossstudio.core.datasets.tables.reading import MISSING
from lossstudio.core.text import printable

_MOST_REMEMBERED = 100_000
"""Cells whose numbers are remembered, because they may come again."""
_MOST_FAULTS = 200
"""Faults of a column that are named."""
_TRIED = 1000
"""After so many faults a column may be given up."""


class NumbersSoFar:
    """A column of numbers, or of dates as numbers."""

    def __init__(self, kind: Kind, numbers: Numbers, order: str | None, missing: Missing) -> None:
        self.kind = kind
        self._numbers, self._missing = numbers, missing
        self._marks = {"", *MISSING, *map(str.lower, MISSING), *map(str.upper, MISSING)}
        self._date = date_reader(kind, order) if kind.name == "date" else None
        self._known: dict[str, float | None] = {}
        self.count = self.n_faults = self.n_missing = 0
        self.faults: list[tuple[int, str]] = []
        """Places of cells that hold no number, from 0, and their texts; the first of them."""
        self.texts: dict[float, str] | None = {}
        """The text of each different number; None where there are too many."""

    def add(self, cells: Sequence[str]) -> Array:
        """The numbers in the next cells; NaN where one is missing, or is a fault."""
        values = None if self._date else _plain(cells, self._numbers.decimal)
        if values is None and self._date is None:
            values = self._alike(cells)
        if values is None:
            values = np.array([self._value(at, cell) for at, cell in enumerate(cells)])
        return self.noted(values, cells.__getitem__)

    def noted(self, values: Array, text_at: Callable[[int], str]) -> Array:
        """The next `values`, those that stand for a missing one as NaN; `text_at` has their texts,
        which are remembered while they are few."""
        if self._missing.numbers and self._date is None:
            gone = np.isin(values, self._missing.numbers)
            values, self.n_missing = np.where(gone, np.nan, values), self.n_missing + gone.sum()
        self.count += len(values)
        self._remember(values, text_at)
        return values

    def _remember(self, values: Array, text_at: Callable[[int], str]) -> None:
        if self.texts is None:
            return
        numbers = values.tolist()
        for value in dict.fromkeys(numbers):
            if value == value and value not in self.texts:
                if len(self.texts) == MOST_CODES:
                    self.texts = None
                    return
                self.texts[value] = printable(text_at(numbers.index(value)))

    @property
    def has_failed(self) -> bool:
        """So many cells are faults that it is no column of numbers."""
        good = self.count - self.n_missing - self.n_faults
        return self.n_faults > 0 and not is_enough(good, self.n_faults)

    @property
    def is_hopeless(self) -> bool:
        """It has failed, however it goes on."""
        return self.n_faults > _TRIED and self.has_failed

    def _alike(self, cells: Sequence[str]) -> Array | None:
        """The numbers in the cells where each is missing or written like the others: much quicker
        than one by one. None where that is not so."""
        texts = [cell.strip() for cell in cells]
        marks = {text for text in self._marks.intersection(texts) if text in self._missing}
        is_missing = [text in marks for text in texts] if marks else [False] * len(texts)
        if unit := self.kind.unit:
            texts = [text.removeprefix(unit).removesuffix(unit).strip() for text in texts]
        if marks:
            texts = ["nan" if gone else text for gone, text in zip(is_missing, texts, strict=True)]
        values = self._numbers.of_all(texts)
        if values is None:
            return None
        found, n_missing = np.array(values), sum(is_missing)
        if np.isfinite(found).sum() != len(found) - n_missing or np.isinf(found).any():
            return None
        self.n_missing += n_missing
        return found

    def _value(self, at: int, cell: str) -> float:
        try:
            value = self._known[cell]
        except KeyError:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            value = self._known[cell] = self._read(cell)
        if value is not None:
            self.n_missing += value != value
            return value
        self.n_faults += 1
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append((self.count + at, cell.strip()))
        return np.nan

    def _read(self, cell: str) -> float | None:
        """The number in a cell, NaN where it is missing; None where it is a fault."""
        if cell.strip() in self._missing:
            return np.nan
        if self._date is not None:
            return self._date(cell)
        found = self._numbers.read(cell)
        return found[0] if found is not None and found[1] in ("", self.kind.unit) else None


def _plain(cells: Sequence[str], decimal: str) -> Array | None:
    """The numbers in the cells, where all of them are plain ones."""
    try:
        values = np.array(list(map(float, cells)))
    except ValueError:
        return None
    text = "".join(cells)
    groups = decimal == "," and "." in text  # 1.500 is then 1500
    return None if groups or "_" in text or not np.isfinite(values).all() else values


class TextsSoFar:
    """A column of texts."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self._n_not_kept = 0

    def add(self, cells: Sequence[str]) -> NDArray[np.int32]:
        """The places of the next cells among the different texts."""
        places = self.places
        cells = list(map(str.strip, cells))
        if len(places) + len(cells) <= MOST_TEXTS:
            return np.array([places.setdefault(cell, len(places)) for cell in cells], np.int32)
        codes = []
        for cell in cells:
            if cell not in places and len(places) < MOST_TEXTS:
                places[cell] = len(places)
            codes.append(places.get(cell, NOT_KEPT))
        self._n_not_kept += codes.count(NOT_KEPT)
        return np.array(codes, np.int32)

    @property
    def is_cut_short(self) -> bool:
        """There are more different texts than are kept."""
        return self._n_not_kept > 0

    def kind(
        self, codes: NDArray[np.int32], numbers: Numbers, order: str | None, missing: Missing
    ) -> Kind:
        """What the column holds whose cells have these `codes`."""
        counts = np.bincount(codes[codes >= 0], minlength=len(self.places)).tolist()
        return kind_of(dict(zip(self.places, counts, strict=True)), numbers, order, missing)


def text_column(
    name: str,
    is_named: bool,
    unit: str,
    so_far: TextsSoFar,
    codes: NDArray[np.int32],
    missing: Missing,
) -> Column:
    """The column of texts that has these `codes`."""
    absent = missing.among(so_far.places)
    clean: dict[str, int] = {}
    to_new = np.empty(len(so_far.places) + 2, np.int32)
    to_new[NOT_KEPT] = NOT_KEPT
    for text, place in so_far.places.items():
        to_new[place] = -1 if text in absent else clean.setdefault(printable(text), len(clean))
    codes = to_new[codes]
    codes.flags.writeable = False
    return Column(name, unit, None, codes, tuple(clean), "", int((codes == -1).sum()), is_named)


def number_column(
    name: str, is_named: bool, unit: str, so_far: NumbersSoFar, values: Array
) -> Column:
    """The column of numbers or dates that has these `values`."""
    codes, texts = None, so_far.texts
    if texts is not None:
        different, inverse = np.unique(values, return_inverse=True)
        places = {value: place for place, value in enumerate(texts)}
        codes = np.array([places.get(value, -1) for value in different.tolist()], np.int32)[inverse]
        codes.flags.writeable = False
    date = ""
    if so_far.kind.dates == "month":
        date = "years"
    elif so_far.kind.dates == "clock":
        date = "hours"
    elif so_far.kind.dates:
        first = np.floor(np.nanmin(values))
        date = f"days since {day_called(first)}"
        values = values - first
    n_missing = int(np.isnan(values).sum())
    values.flags.writeable = False
    kept = tuple((texts or {}).values())
    return Column(name, unit, values, codes, kept, date, n_missing, is_named)


def empty_column(name: str, is_named: bool, unit: str, count: int) -> Column:
    """A column of `count` rows without any value."""
    values, codes = np.full(count, np.nan), np.full(count, -1, np.int32)
    values.flags.writeable = codes.flags.writeable = False
    return Column(name, unit, values, codes, (), "", count, is_named)
