"""The values that a setting takes in a sweep, and how they are written: ``0.001..1:7:log``."""

import math
import re

import msgspec
import numpy as np

from lossstudio.core.parameters import Parameter, shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError

COUNT = 11
"""How many values there are where nobody says."""
MOST = 1000
"""How many there may be."""
_DIGITS = 12
"""Values between the ends are decimal numbers of so many digits: 0.3, not 0.30000000000000004."""


class Range(msgspec.Struct, frozen=True):
    """`count` values from `first` to `last`, both among them, in equal steps or, with `is_log`, in
    equal factors. Those between the ends of the latter are rounded to so many `digits`."""

    first: float
    last: float
    count: int = COUNT
    is_log: bool = False
    digits: int = _DIGITS


def read_range(text: str) -> tuple[str, Range]:
    """The path and the range in ``PATH=FROM..TO[:COUNT][:log]``.

    Raises `InputError` for what is not written so.
    """
    path, equals, rest = text.partition("=")
    found = re.fullmatch(r"([^:]+?)\.\.([^:]+)(?::([^:]+?))??(:log)?", rest.strip())
    if not equals or not path.strip() or found is None:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "--over {value}: must be PATH=FROM..TO[:COUNT][:log], such as "
                "data.noise=0..1:11 or runs.0.learning_rate=0.001..1:7:log",
            ),
            value=shown(text),
        )
    path = path.strip()
    first, last = (_number(path, end) for end in found.group(1, 2))
    count = COUNT if found[3] is None else _count(found[3])
    return path, Range(first, last, count, found[4] is not None)


def values_in(wanted: Range, path: str, parameter: Parameter) -> tuple[float, ...]:
    """The values of a range for the number at `path`; whole where that is, and then each once.

    Raises `InputError` where an end is not allowed there, both are equal, a logarithmic range
    touches 0, or the count is not from 2 to `MOST`.
    """
    ends = wanted.first, wanted.last
    for end in ends:
        parameter.check(end, path)
    if wanted.first == wanted.last:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field}: both ends of the range are {value}; they must differ"
            ),
            field=path,
            value=shown(wanted.first),
        )
    if wanted.is_log and min(ends) <= 0:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field}: a logarithmic range needs two ends above 0; one here is {value}",
            ),
            field=path,
            value=shown(min(ends)),
        )
    check_count(wanted.count)
    between = np.geomspace if wanted.is_log else np.linspace
    inner = between(float(wanted.first), float(wanted.last), wanted.count)[1:-1].tolist()
    if parameter.integer:
        return tuple(dict.fromkeys(map(round, (wanted.first, *inner, wanted.last))))
    digits = wanted.digits if wanted.is_log else _DIGITS
    rounded = (float(f"{value:.{digits}g}") for value in inner)
    return tuple(dict.fromkeys((float(wanted.first), *rounded, float(wanted.last))))


def check_count(count: int) -> None:
    """Raise `InputError` where a sweep cannot have so many values."""
    if not 2 <= count <= MOST:
        raise _bad_count(count)


def _number(path: str, text: str) -> float:
    """The number in `text`; a whole one as such, so that nothing is lost of a large one."""
    text = text.strip()
    try:
        number = int(text) if re.fullmatch(r"[+-]?\d{1,15}", text, re.ASCII) else float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or not text.isascii() or "_" in text:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field}: the ends of the range must be numbers, not {value}"
            ),
            field=path,
            value=shown(text),
        )
    return number


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII):
        raise _bad_count(text)
    return int(text)


def _bad_count(count: object) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP(
            "core", "the number of values is {value}; must be a whole number from 2 to {maximum}"
        ),
        value=shown(count),
        maximum=MOST,
    )
