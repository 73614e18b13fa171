"""Symbols as they are written in LaTeX, from the letters that people see."""

import unicodedata

_DIGITS = "0123456789"
_LOWER = "₀₁₂₃₄₅₆₇₈₉"
_TO_LOWER = str.maketrans(_DIGITS, _LOWER)
_FROM_LOWER = str.maketrans(_LOWER, _DIGITS)


def sub(*indices: int) -> str:
    """Indices as they stand below a letter: ``₁``, ``₁,₂``."""
    return ",".join(str(index).translate(_TO_LOWER) for index in indices)


def latex_symbol(text: str) -> str:
    r"""A letter with its index and its prime as LaTeX.

    >>> latex_symbol("β₁"), latex_symbol("m′"), latex_symbol("ε")
    ('\\beta_1', "m'", '\\epsilon')
    """
    letter = text.rstrip(f"{_LOWER}′")
    index = text[len(letter) :].rstrip("′").translate(_FROM_LOWER)
    primes = "'" * text.count("′")
    name = unicodedata.name(letter, "") if len(letter) == 1 else ""
    kind, _, greek = name.rpartition(" LETTER ")
    if kind == "GREEK SMALL":
        letter = "\\" + {"LAMDA": "lambda"}.get(greek, greek.lower())
    if not index:
        return letter + primes
    return f"{letter}{primes}_{index}" if len(index) == 1 else f"{letter}{primes}_{{{index}}}"
