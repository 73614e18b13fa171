"""What stands in the cells of a table: missing values, and numbers with their units."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_AS_TYPED = str.maketrans(
    "０１２３４５６７８９．，－＋％＄＇？／：−–—’\u00a0\u202f\u2009\u2007\u3000",
    "0123456789.,-+%$'?/:---'     ",
)
"""Full-width signs, typographic minus signs and apostrophes, and blanks that do not break."""

_CURRENCY = (
    r"(?:[A-Z]{0,3}[$€£¥￥₩₹₽₺₫₴₱฿]"
    r"|USD|EUR|GBP|CNY|RMB|JPY|CHF|AUD|CAD|HKD|TWD|INR|KRW|SEK|NOK|DKK|PLN|Rs\.?|Fr\.?|kr\.?)"
)
_UNIT_WORD = (
    r"""(?!年\d)[^\d\s.,;:+\-*/=()\[\]{}<>"'_!?\#&@\\|~^]"""
    r"""[^\s,;:+=()\[\]{}<>"'_!?\#&@\\|~]{0,15}"""
)
_UNIT = rf"{_UNIT_WORD}(?:\ {_UNIT_WORD})?"

LONGEST_UNIT = 16


def as_typed(text: str) -> str:
    """`text` with the digits and signs of a keyboard, where others mean the same.

    >>> as_typed("−１２％")
    '-12%'
    """
    return text if text.isascii() else text.translate(_AS_TYPED)


class Missing:
    """Which cells stand for a missing value: empty ones, and `marks`, whatever their case."""

    def __init__(self, marks: Iterable[str]) -> None:
        self._marks = {"", *(as_typed(mark).strip().casefold() for mark in marks)}
        found = (Numbers(".").read(mark) for mark in self._marks)
        self.numbers = tuple(value for value, unit in filter(None, found) if not unit)
        """Numbers that stand for a missing value, such as −99."""

    def __contains__(self, cell: str) -> bool:
        return not cell or as_typed(cell).strip().casefold() in self._marks

    def among(self, texts: Iterable[str]) -> set[str]:
        """The `texts` of one column that stand for a missing value.

        Beside a plus sign, a minus sign is the other class.
        """
        texts = tuple(texts)
        found = {text for text in texts if text in self}
        if any(as_typed(text) == "+" for text in texts):
            found -= {text for text in found if as_typed(text) == "-"}
        return found


class Numbers:
    """Numbers with the decimal sign `decimal`, a point or a comma.

    Thousands may be grouped by the other of the two, by an apostrophe or a blank; a currency may
    stand before or behind the number, a unit behind it.
    """

    def __init__(self, decimal: str) -> None:
        self.decimal = decimal
        self._pattern = _pattern(decimal)
        self._groups = str.maketrans("", "", " ',." if decimal == "," else " ',")

    def read(self, cell: str) -> tuple[float, str] | None:
        """The finite number in `cell` and its unit, "" where it has none; None where there is no
        number.

        >>> Numbers(".").read("$1,234.50"), Numbers(",").read("1.234,5 kg"), Numbers(".").read("a")
        ((1234.5, '$'), (1234.5, 'kg'), None)
        """
        text = as_typed(cell).strip()
        if self.decimal == ".":
            try:
                value = float(text)
            except ValueError:
                pass
            else:
                return (value, "") if math.isfinite(value) and "_" not in text else None
        found = self._pattern.fullmatch(text)
        if found is None:
            return None
        sign, before, inner, whole, fraction, exponent, behind = found.group(
            "sign", "before", "inner", "whole", "fraction", "exponent", "behind"
        )
        if not (whole or fraction) or (sign and inner):
            return None
        digits = f"{sign or inner}{whole.translate(self._groups)}.{fraction or '0'}{exponent or ''}"
        value = float(digits)
        unit = " ".join(filter(None, (before, behind and behind.strip())))
        return (value, unit) if math.isfinite(value) else None

    def of_all(self, texts: Sequence[str]) -> list[float] | None:
        """The numbers in `texts`, without units and all of them written alike; ``nan`` may stand
        among them. None where that is not so."""
        text = as_typed("\n".join(texts))
        if "_" in text:
            return None
        groups = " '." if self.decimal == "," else " ',"
        used = [group for group in groups if group in text]
        if len(used) > 1:
            return None
        if used:
            if _grouped(self.decimal, used[0]).fullmatch(text + "\n") is None:
                return None
            text = text.replace(used[0], "")
        if self.decimal == ",":
            text = text.replace(",", ".")
        try:
            values = list(map(float, text.split("\n")))
        except ValueError:
            return None
        return values if len(values) == len(texts) else None  # a cell may have several lines


@lru_cache
def _grouped(decimal: str, group: str) -> re.Pattern[str]:
    """Lines of numbers, of which some have groups of three digits."""
    number = rf"[-+]?(?:[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+|\d+)"
    return re.compile(rf"(?:(?:{number}(?:{re.escape(decimal)}\d+)?|nan)\n)*")


@lru_cache
def _pattern(decimal: str) -> re.Pattern[str]:
    group = r"[ '.]" if decimal == "," else r"[ ',]"
    lakhs = "" if decimal == "," else r"|[1-9]\d?(?:,\d\d)+,\d{3}"
    return re.compile(
        rf"""(?P<sign>[-+]?)\ ?(?P<before>{_CURRENCY})?\ ?(?P<inner>[-+]?)
        (?P<whole>[1-9]\d{{0,2}}(?P<group>{group})\d{{3}}(?:(?P=group)\d{{3}})*{lakhs}|\d*)
        (?:{re.escape(decimal)}(?P<fraction>\d+|(?![^\W\d_])))?
        (?P<exponent>[eE][-+]?\d{{1,4}})?
        \ ?(?P<behind>{_UNIT})?""",
        re.VERBOSE,
    )


def decimal_evidence(cell: str) -> tuple[bool, bool, bool, bool]:
    """What the number in `cell` says of the decimal sign: it can only be a point; only a comma; a
    point, or a comma that groups thousands; a comma, or a point that groups them.

    >>> decimal_evidence("1.5"), decimal_evidence("1.234,5"), decimal_evidence("1,234")
    ((True, False, False, False), (False, True, False, False), (False, False, True, False))
    """
    text = as_typed(cell)
    if "." not in text and "," not in text:
        return False, False, False, False
    point, comma = Numbers(".").read(text), Numbers(",").read(text)
    if point is not None and comma is None:
        return True, False, False, False
    if comma is not None and point is None:
        return False, True, False, False
    if point is None:
        return False, False, False, False
    return False, False, "," in text, "." in text


def unit_of(counts: Mapping[str, int]) -> str:
    """The unit of a column, of whose numbers so many have each unit: the most frequent one, but
    none where most numbers have none."""
    unit = max(counts, key=lambda unit: counts[unit], default="")
    plain = counts.get("", 0)
    return unit if unit and counts[unit] >= plain else ""
