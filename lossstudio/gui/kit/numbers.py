"""Numbers as the views write them: four digits, and never a NaN."""

import math

ABSENT = "–"


def four_digits(value: float | None) -> str:
    """`value` with four significant digits, zeros included, so that the width hardly changes.

    From a hundred thousand on and below a thousandth with an exponent; a dash where there is no
    number.

    >>> four_digits(0.5), four_digits(1234.56), four_digits(2e7), four_digits(None)
    ('0.5000', '1235', '2.000e7', '–')
    """
    if value is None or math.isnan(value):
        return ABSENT
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0.000"
    rounded = float(f"{value:.3e}")
    exponent = math.floor(math.log10(abs(rounded)))
    if not -3 <= exponent <= 4:
        mantissa, _, power = f"{value:.3e}".partition("e")
        return f"{mantissa}e{int(power)}".replace("-", "−")
    return f"{value:.{max(3 - exponent, 0)}f}".replace("-", "−")


def short(value: float) -> str:
    """`value` with at most four significant digits and no zeros to spare: 1.5, 3, 1.2e-5.

    >>> short(1.50), short(-3.0), short(1.2345e-5)
    ('1.5', '−3', '1.234e−5')
    """
    text = f"{value + 0.0:.4g}"
    mantissa, e, power = text.partition("e")
    return (f"{mantissa}e{int(power)}" if e else text).replace("-", "−")


def count(value: int) -> str:
    """A whole number with thin gaps between thousands, which no language reads as a point.

    >>> count(1000000) == "1\u202f000\u202f000"
    True
    """
    return f"{value:,}".replace(",", "\u202f")
