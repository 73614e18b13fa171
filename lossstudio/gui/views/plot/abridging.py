"""Which part of a legend's names there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

LEAST = 9
"""Letters of a name that are always left: with fewer it can no longer be told from another."""


@dataclass(frozen=True)
class Part:
    """An entry that takes `beside` pixels for its sample, and has a text."""

    text: str
    beside: float
    is_name: bool
    """A person has given the text: it may be cut short, or be left out where there are many."""


@dataclass(frozen=True)
class Place:
    """Where entry `index` stands, and what of its text is shown; the last one may have no entry."""

    index: int | None
    row: int
    x: float
    text: str


@dataclass(frozen=True)
class Arrangement:
    """The rows of a legend."""

    places: tuple[Place, ...]
    left_out: tuple[int, ...] = ()
    """Entries that are only counted."""
    longest: float = float("inf")
    """Pixels that names are cut down to."""

    @property
    def n_rows(self) -> int:
        """How many rows there are, at least one."""
        return 1 + max((place.row for place in self.places), default=0)

    @property
    def worth(self) -> tuple[int, float]:
        """The more is shown the larger it is."""
        return -len(self.left_out), self.longest


def arrange(
    parts: Sequence[Part],
    width: float,
    most: int | None,
    between: float,
    metrics: QFontMetrics,
    more: str,
) -> Arrangement:
    """`parts` in `most` rows of `width` with `between` pixels between neighbours.

    Where they do not fit, names are cut to the length that fits; where even short ones do not, the
    last names are left out and `more`, a text with a ``{count}``, stands at the end. The texts that
    are not names always stay whole.
    """
    texts = [metrics.horizontalAdvance(part.text) for part in parts]
    least = LEAST * metrics.averageCharWidth()
    names = [index for index, part in enumerate(parts) if part.is_name]

    def placed(longest: float, n_out: int) -> list[tuple[int | None, int, float]]:
        out = set(names[len(names) - n_out :])
        widths: list[tuple[int | None, float]] = [
            (i, part.beside + (min(texts[i], longest) if part.is_name else texts[i]))
            for i, part in enumerate(parts)
            if i not in out
        ]
        if n_out:
            widths.append((None, metrics.horizontalAdvance(more.format(count=n_out))))
        return _rows(widths, width, between)

    def fits(longest: float, n_out: int) -> bool:
        return most is None or placed(longest, n_out)[-1][1] < most

    def is_whole(longest: float) -> bool:
        return all(parts[i].beside + min(texts[i], longest) <= width for i in names)

    if not parts:
        return Arrangement(())
    n_out, longest = 0, float("inf")
    if names and most is not None and not (fits(longest, 0) and is_whole(longest)):
        while n_out < len(names) and not fits(least, n_out):
            n_out += 1
        # Between the least and the longest name's width, the largest that fits.
        low, high = int(least), max(texts[i] for i in names)
        while high - low > 1:
            middle = (low + high) // 2
            has_room = fits(middle, n_out) and is_whole(middle)
            low, high = (middle, high) if has_room else (low, middle)
        longest = float(low)
    rest = placed(longest, n_out)
    shown = [i for i, _, _ in rest if i is not None]
    widest = [longest if parts[i].is_name else float("inf") for i in shown]
    short = dict(
        zip(shown, told_apart([parts[i].text for i in shown], widest, metrics), strict=True)
    )
    places = (
        Place(i, row, x, more.format(count=n_out) if i is None else short[i]) for i, row, x in rest
    )
    return Arrangement(tuple(places), tuple(names[len(names) - n_out :]), longest)


def told_apart(texts: Sequence[str], widths: Sequence[float], metrics: QFontMetrics) -> list[str]:
    """`texts` cut down to `widths`: at the end, or in the middle where they would look alike."""
    end, middle = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
    pairs = list(zip(texts, widths, strict=True))
    short = [
        text
        if metrics.horizontalAdvance(text) <= width
        else metrics.elidedText(text, end, int(width))
        for text, width in pairs
    ]
    return [
        metrics.elidedText(text, middle, int(width))
        if one != text and short.count(one) > 1
        else one
        for one, (text, width) in zip(short, pairs, strict=True)
    ]


def _rows(
    widths: Sequence[tuple[int | None, float]], width: float, between: float
) -> list[tuple[int | None, int, float]]:
    """Row and left edge of each."""
    places, row, x = [], 0, 0.0
    for index, needed in widths:
        if x > 0 and x + needed > width:
            row, x = row + 1, 0.0
        places.append((index, row, x))
        x += needed + between
    return places
