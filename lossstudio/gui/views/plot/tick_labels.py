"""What stands at the ticks of an axis: numbers with as many digits as it takes to tell them apart.

Ticks stand at multiples of a spacing of 1, 2 or 5 times a power of ten, so each of them is a
decimal number with few digits, which is written in full.
"""

import math
from collections.abc import Sequence
from decimal import Decimal
from sys import float_info

_FULL = 1e6
"""Numbers below it, with up to four decimal places, are written without an exponent."""
_PLACES = 4
_ULPS = 16.0
"""Ticks are so many of the smallest steps between floating-point numbers apart, at least, so that
each of them is where its label says."""


def has_exponent(largest: float, spacing: float) -> bool:
    """Whether numbers up to `largest`, `spacing` apart, are written with an exponent."""
    last = _last_digit(spacing)
    if largest < _FULL and last >= -_PLACES:
        return False
    first = math.floor(math.log10(largest)) if largest > 0.0 else last
    digits = first - last + 1
    with_point = digits + (digits > 1)
    in_full = max(first, 0) + 1 + (1 - last if last < 0 else 0)
    return with_point + len(f"e{first}") < in_full


def label(value: float, spacing: float, exponent: bool) -> str:
    """The multiple of `spacing` (1, 2 or 5 times a power of ten) that is nearest to `value`.

    >>> label(10000020.0, 20.0, False), label(1.70012e9, 1e4, True), label(0.1 + 0.2, 0.1, False)
    ('10000020', '1.70012e9', '0.3')
    """
    last = _last_digit(spacing)
    # A number that is 0 but for rounding has an exponent that is far below.
    number = Decimal(0) if abs(value) < spacing / 2 else Decimal(value)
    number = number.quantize(Decimal((0, (1,), last)))
    if not number:
        return "0"
    if exponent:
        mantissa, _, power = f"{number.normalize():e}".partition("e")
        text = f"{mantissa}e{int(power)}" if int(power) else mantissa
    else:
        text = f"{number:f}"
    return text.replace("-", "−")


def labels(values: Sequence[float], spacing: float, exponent: bool | None = None) -> list[str]:
    """The labels of ticks at `values`; by default with an exponent where that is shorter."""
    if exponent is None:
        exponent = has_exponent(max(map(abs, values), default=0.0), spacing)
    return [label(value, spacing, exponent) for value in values]


def larger_spacing(spacing: float) -> float:
    """The next larger one of the spacings 1, 2, 5, 10, 20, 50 …"""
    last = _last_digit(spacing)
    digit = round(spacing / 10.0**last)
    return {1: 2, 2: 5}.get(digit, 10) * 10.0**last


def smaller_spacing(spacing: float) -> float:
    """The spacing of the smaller ticks between those `spacing` apart."""
    last = _last_digit(spacing)
    digit = round(spacing / 10.0**last)
    return (0.5 if digit == 1 else 1) * 10.0**last


def finest(largest: float) -> float:
    """What the spacing of ticks up to `largest` must exceed."""
    return max(_ULPS * math.ulp(largest), float_info.min)


def _last_digit(spacing: float) -> int:
    """The power of ten of a spacing's only digit."""
    return math.floor(math.log10(spacing) + 1e-9)
