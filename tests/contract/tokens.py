"""The pieces of a formula, in LaTeX or as plain text, in the same kinds."""

import re
from dataclasses import dataclass


class UnreadableError(ValueError):
    """This is no formula that can be worked out."""


FUNCTION_NAMES = ("log", "exp", "cosh", "tanh", "max", "min", "sign", "sqrt")

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "eta": "η", "theta": "θ", "tau": "τ", "rho": "ρ", "lambda": "λ", "ell": "ℓ", "Delta": "Δ",
    "partial": "∂",
}  # fmt: skip
_SIGNS = {"le": "≤", "ge": "≥", "leftarrow": "←", "cdot": "·", "sum": "Σ"}
_SPACES = {",", ";", "!", ":", " ", "quad", "qquad"}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹ᵗ", "0123456789t")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₜⱼₖᵢ", "0123456789tjki")

_LATEX = re.compile(
    r"\s+|\\begin\{(?P<begin>\w+)\}(\{l\})?|\\end\{(?P<end>\w+)\}"
    r"|\\operatorname\{(?P<operator>\w+)\}|\\hat\s*(?P<hat>\w)"
    r"|\\(?P<row>\\)|\\(?P<command>[A-Za-z]+|[,;!: ])"
    r"|(?P<number>\d+(\.\d+)?)|(?P<letter>[A-Za-z]'?)|(?P<sign>[-+/^_(){}\[\]|<>=,&←])"
)
_PLAIN = re.compile(
    r"\s+|(?P<word>where|else|log|exp|cosh|tanh|max|min|sign)\b"
    r"|(?P<number>\d+(\.\d+)?)|(?P<half>½)|(?P<super>[⁰¹²³⁴⁵⁶⁷⁸⁹]+|ᵗ)|(?P<sub>[₀-₉ₜⱼₖᵢ]+)"
    r"|(?P<hat>ŷ)|(?P<letter>[A-Za-zα-ωΔ∂ℓ]['′]?)|(?P<sign>[-+−/^(){}\[\]|<>=,;≤≥·√Σ←])"
)


@dataclass(frozen=True)
class Token:
    """A piece of a formula: `kind` is number, name, function, sign, or a structure of LaTeX."""

    kind: str
    text: str


def latex_tokens(text: str) -> list[Token]:
    """The tokens of LaTeX; what only makes room is left out."""
    tokens = []
    for found in _scan(_LATEX, text):
        kind, value = found.lastgroup, found.group(found.lastgroup or 0)
        if found["begin"] or found["end"]:
            kind = "begin" if found["begin"] else "end"
            tokens.append(Token(kind, found["begin"] or found["end"]))
        elif found["operator"]:
            tokens.append(Token("function", value))
        elif found["hat"]:
            tokens.append(Token("name", "ŷ" if value == "y" else value))
        elif found["row"]:
            tokens.append(Token("sign", "row"))
        elif kind == "command":
            if value in ("left", "right") or value in _SPACES:
                continue
            if value in GREEK:
                tokens.append(Token("name", GREEK[value]))
            elif value in FUNCTION_NAMES or value == "frac":
                tokens.append(Token("function", value))
            elif value in _SIGNS:
                tokens.append(Token("sign", _SIGNS[value]))
            else:
                raise UnreadableError(f"\\{value}")
        elif kind == "number":
            tokens.append(Token("number", value))
        elif kind == "letter":
            tokens.append(Token("name", value))
        elif kind == "sign":
            tokens.append(Token("sign", value))
    return tokens


def plain_tokens(text: str) -> list[Token]:
    """The tokens of plain text, in the same kinds."""
    tokens = []
    for found in _scan(_PLAIN, text):
        kind = found.lastgroup
        value = found.group(kind or 0)
        if found["word"]:
            tokens.append(Token("function" if value in FUNCTION_NAMES else "word", value))
        elif found["half"]:
            tokens.append(Token("number", "0.5"))
        elif found["super"]:
            exponent = value.translate(_SUPERSCRIPTS)
            kind = "number" if exponent.isdigit() else "name"
            tokens += [Token("sign", "^"), Token(kind, exponent)]
        elif found["sub"]:
            tokens += [Token("sign", "_"), Token("index", value.translate(_SUBSCRIPTS))]
        elif found["hat"]:
            tokens.append(Token("name", "ŷ"))
        elif kind == "letter":
            tokens.append(Token("name", value.replace("′", "'")))
        elif kind == "number":
            tokens.append(Token("number", value))
        elif kind == "sign":
            if value == "√":
                tokens.append(Token("function", "sqrt"))
            else:
                tokens.append(Token("sign", {"−": "-", ";": ","}.get(value, value)))
    return tokens


def _scan(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    found, at = [], 0
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:
            raise UnreadableError(f"{text[at:]!r}")
        if match.lastgroup or match.group().strip():
            found.append(match)
        at = match.end()
    return found


def tokens_of(text: str, *, is_latex: bool) -> list[Token]:
    """The tokens of a formula. Raises `UnreadableError`."""
    return latex_tokens(text) if is_latex else plain_tokens(text)
