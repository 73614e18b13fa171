"""Dates in cells, as numbers."""

import re
from collections.abc import Iterable
from datetime import date

from lossstudio.core.datasets.tables.cells import as_typed

_TIME = (
    r"(?:[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d(?:\.\d+)?))?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?:Z| ?UTC|[+-]00:?00)?)?"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})(?:(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)"
    rf"|年(?P<month2>\d\d?)月(?P<day2>\d\d?)日?){_TIME}"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_YEAR_LAST = re.compile(
    rf"(?P<first>\d\d?)(?P<sign>[-/.])(?P<second_>\d\d?)(?P=sign)(?P<year>\d{{4}}|\d\d){_TIME}"
)
_NAMED = re.compile(
    rf"(?:(?P<day>\d\d?)[-\s.]+{_NAME}[-\s,]+|(?P<name2>[A-Za-z]{{3,9}})\.?\s+(?P<day2>\d\d?),?\s+)"
    rf"(?P<year>\d{{4}}|\d\d){_TIME}"
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,3}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d(?:\.\d+)?))?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_MONTH = re.compile(
    rf"(?P<year>\d{{4}})(?:[-/](?P<month>\d\d?)|年(?P<month2>\d\d?)月|\s*-?[Qq](?P<quarter>[1-4]))"
    rf"|{_NAME}[-\s]+(?P<year2>\d{{4}})"
)


def day_of(cell: str, order: str | None) -> float | None:
    """The date in `cell` as a count of days (January 1 of year 1 is 1), with its time as a
    fraction; None where there is no date. `order` is that of dates that end with the year; None:
    those are none.

    >>> day_of("2020-01-31", None) == day_of("31.1.2020", "dmy") == day_of("Jan 31, 2020", None)
    True
    """
    text = as_typed(cell).strip()
    if not text or not (text[0].isdigit() or text[0].isalpha()) or len(text) > 40:
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        month, day = found["month"] or found["month2"], found["day"] or found["day2"]
        return _day(found["year"], int(month), int(day), found)
    if found := _YEAR_LAST.fullmatch(text):
        first, second = int(found["first"]), int(found["second_"])
        if order not in ("dmy", "mdy"):
            return None
        day, month = (first, second) if order == "dmy" else (second, first)
        return _day(found["year"], month, day, found)
    if found := _NAMED.fullmatch(text):
        number = _MONTHS.get((found["name"] or found["name2"])[:3].lower())
        if number is not None:
            return _day(found["year"], number, int(found["day"] or found["day2"]), found)
    return None


def day_called(day: float) -> str:
    """The date of a day that `day_of` counts, such as ``2020-01-31``."""
    return date.fromordinal(int(day)).isoformat()


def compact_day_of(cell: str) -> float | None:
    """The date written as eight digits in `cell`, as `day_of`."""
    found = _COMPACT.fullmatch(cell.strip()) if len(cell) >= 8 else None
    return found and _day(found["year"], int(found["month"]), int(found["day"]), None)


def year_of(cell: str) -> float | None:
    """The month or quarter in `cell` as years, such as 2020.5 for July 2020; None where there is
    none.

    >>> year_of("2020-07"), year_of("2020Q2"), year_of("Jan 2020"), year_of("2020")
    (2020.5, 2020.25, 2020.0, None)
    """
    found = _MONTH.fullmatch(as_typed(cell).strip())
    if found is None:
        return None
    if found["year2"]:
        month = _MONTHS.get(found["name"][:3].lower(), 0)
    elif found["quarter"]:
        month = 3 * int(found["quarter"]) - 2
    else:
        month = int(found["month"] or found["month2"])
    year = int(found["year"] or found["year2"])
    return year + (month - 1) / 12 if 1 <= month <= 12 else None


def hours_of(cell: str) -> float | None:
    """The time of day, or the time that something took, in `cell` as hours; None where there is
    none.

    >>> hours_of("13:30"), hours_of("1:30:36"), hours_of("1:30 PM"), hours_of("1.30")
    (13.5, 1.51, 13.5, None)
    """
    found = _CLOCK.fullmatch(as_typed(cell).strip()) if ":" in as_typed(cell) else None
    if found is None:
        return None
    hour = _of_half(int(found["hour"]), found["half"])
    if hour is None:
        return None
    return hour + int(found["minute"]) / 60 + float(found["second"] or 0) / 3600


def is_year_last(cell: str) -> bool:
    """The cell may hold a date that ends with the year, in whichever order."""
    return (
        cell[:2].strip()[:1].isdigit() and _YEAR_LAST.fullmatch(as_typed(cell).strip()) is not None
    )


def order_of(cells: Iterable[str], decimal: str) -> tuple[str, bool]:
    """The order of dates that end with the year, and whether the `cells` leave no other.

    Where both are possible, month first is how Americans write, with slashes and a decimal point.
    """
    sign = ""
    day_first = month_first = True
    for cell in cells:
        found = _YEAR_LAST.fullmatch(as_typed(cell).strip())
        if found is None:
            continue
        sign = found["sign"]
        first, second = int(found["first"]), int(found["second_"])
        day_first &= second <= 12
        month_first &= first <= 12
    if day_first != month_first:
        return ("dmy" if day_first else "mdy"), True
    return ("mdy" if sign == "/" and decimal == "." else "dmy"), not sign


def _day(year: str, month: int, day: int, found: re.Match[str] | None) -> float | None:
    count = int(year)
    if len(year) == 2:
        count += 2000 if count < 70 else 1900
    try:
        days = float(date(count, month, day).toordinal())
    except ValueError:
        return None
    if found is not None and found["hour"] is not None:
        hour, minute, second = int(found["hour"]), int(found["minute"]), found["second"]
        in_day = _of_half(hour, found["half"])
        if in_day is None or in_day > 24 or minute > 59:
            return None
        days += (in_day * 3600 + minute * 60 + float(second or 0)) / 86400
    return days


def _of_half(hour: int, half: str | None) -> int | None:
    """The hour of the day of one of its half, am or pm; 12 am is the first."""
    if not half:
        return hour
    return hour % 12 + 12 * (half in "Pp") if 1 <= hour <= 12 else None
