"""Reading the numbers that people type, whatever keyboard and habit they have. No Qt.

Every field and cell for a number reads it here, so that all of them accept the same.
"""

import re

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "。": "."})
"""What stands for a minus in books and for a point on a Chinese keyboard."""
_NARROW = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0x3000: " "}
"""Full-width signs. No others: 10² is not 102."""
_GROUPED = re.compile(r"([+-]?)(\d{1,3}(?:[ ,.']\d{3})+)(?:[,.](\d*))?")
"""Thousands with separators, and perhaps decimals."""
_TWO_MEANINGS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
"""1.234 where the comma begins the decimals, 1234 where it separates thousands."""
_BEGINNING = re.compile(r"[+-]?(\d+\.?\d*|\.\d*)?(e[+-]?)?", re.IGNORECASE)


def read_number(text: str) -> float | str:
    """The number that a person typed, an int where it is whole, or `text` itself where it is none.

    A decimal comma, full-width digits and signs, the true minus sign and spaces around the number
    are understood; a comma that could as well separate thousands is not.

    >>> read_number("0,05"), read_number("－１．５"), read_number(" −2 "), read_number("1,234")
    (0.05, -1.5, -2, '1,234')
    """
    plain = _plain(text)
    if "_" in plain or _TWO_MEANINGS.fullmatch(plain):
        return text
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        return float(plain)
    except ValueError:
        return text


def is_unfinished(text: str) -> bool:
    """Whether `text` may yet become a number as it is typed on: "-", "1e", "2,5e-"."""
    if isinstance(read_number(text), float | int) or separator_problem(text) is not None:
        return False
    return bool(_BEGINNING.fullmatch(_plain(text).replace(",", ".", 1)))


def separator_problem(text: str) -> Message | None:
    """What is wrong with the separators of thousands in `text`; None where it has none."""
    plain = _plain(text)
    if _TWO_MEANINGS.fullmatch(plain):
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                '"{text}" could mean {decimal} or {thousands}: write one of these two instead',
            ),
            {
                "text": text.strip(),
                "decimal": plain.replace(",", "."),
                "thousands": plain.replace(",", ""),
            },
        )
    found = _GROUPED.fullmatch(plain)
    if found is None or not isinstance(read_number(text), str):
        return None
    sign, whole, decimals = found.groups()
    return Message(
        QT_TRANSLATE_NOOP(
            "core", '"{text}": write it without separators between the thousands, as {plain}'
        ),
        {
            "text": text.strip(),
            "plain": sign + re.sub(r"\D", "", whole) + (f".{decimals}" if decimals else ""),
        },
    )


def _plain(text: str) -> str:
    """`text` in ASCII as far as it is a number, with no more spaces than needed."""
    plain = text.translate(_NARROW).translate(_SIGNS)
    plain = " ".join(plain.split()).replace("’", "'")
    return re.sub(r"^([+-]) ", r"\1", plain)
