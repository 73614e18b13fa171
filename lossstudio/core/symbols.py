"""Symbols as they are written in LaTeX, from the letters that people see."""

import unicodedata

_ON_LINE = "0123456789aehijklmnoprstuvx"
_LOWER = "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
_TO_LOWER = str.maketrans(_ON_LINE, _LOWER)
_FROM_LOWER = str.maketrans(_LOWER, _ON_LINE)
_TO_UPPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PRIMES = "'′"
_AS_SEEN = {"ε": r"\varepsilon", "φ": r"\varphi", "ŷ": r"\hat y"}
"""Letters that LaTeX's command of their name shows in another form."""


def below(text: str) -> str:
    """`text` as it stands below a letter."""
    return text.translate(_TO_LOWER)


def on_line(text: str) -> str:
    """`text` with what stands below a letter on the line: w2 of w₂."""
    return text.translate(_FROM_LOWER)


def sub(*indices: int) -> str:
    """Indices as they stand below a letter: ``₁``, ``₁,₂``."""
    return ",".join(below(str(index)) for index in indices)


def superscript(power: int) -> str:
    """A whole number as it stands above a letter: ``²``."""
    return str(power).translate(_TO_UPPER)


def input_symbols(count: int) -> list[str]:
    """``x`` for one input, ``x₁``, ``x₂``, … for several."""
    if count == 1:
        return ["x"]
    return [f"x{sub(number)}" for number in range(1, count + 1)]


def greek_letter(name: str) -> str:
    """The small letter of this name, α of ``alpha``; the name itself where there is none."""
    try:
        return unicodedata.lookup(f"GREEK SMALL LETTER {name.replace('lambda', 'lamda')}")
    except KeyError:
        return name


def latex_symbol(text: str, index: str = "") -> str:
    r"""A letter with its index and its prime as LaTeX; `index` is one more.

    >>> latex_symbol("β₁"), latex_symbol("m′"), latex_symbol("ε"), latex_symbol("y'", "j")
    ('\\beta_1', "m'", '\\varepsilon', "y'_j")
    """
    letter = text.rstrip(_LOWER + _PRIMES)
    index = text[len(letter) :].strip(_PRIMES).translate(_FROM_LOWER) + index
    primes = "'" * sum(map(text.count, _PRIMES))
    name = unicodedata.name(letter, "") if len(letter) == 1 else ""
    kind, _, greek = name.rpartition(" LETTER ")
    if letter in _AS_SEEN:
        letter = _AS_SEEN[letter]
    elif kind == "GREEK SMALL":
        letter = "\\" + {"LAMDA": "lambda"}.get(greek, greek.lower())
    if not index:
        return letter + primes
    return f"{letter}{primes}_{index}" if len(index) == 1 else f"{letter}{primes}_{{{index}}}"
