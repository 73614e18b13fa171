"""The text of a formula, taken apart and read into a tree. What is not known is refused by name.

The text is never given to Python: signs and names are told apart one by one (`_tokens`), and put
together by how strongly they bind (Pratt 1973, Top down operator precedence).
"""

import math
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from lossstudio.core.expression.tree import COMPARISONS, Name, Node, Number, apply
from lossstudio.core.expression.vocabulary import (
    ALLOWED,
    CONSTANTS,
    FUNCTIONS,
    OTHER_NAMES,
    PARAMETERS,
    VARIABLES,
    Function,
)
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message

MAX_LENGTH = 300
"""Characters of a formula's text."""
MAX_DEPTH = 30
"""Brackets, signs and functions within each other."""
MAX_NODES = 200
"""Numbers, names and operations."""

NAMES = frozenset((*VARIABLES, *CONSTANTS, *(parameter.name for parameter in PARAMETERS)))

_TOKEN = re.compile(
    r"(?P<space>[\s\u200b-\u200f\u2060\ufeff]+)"  # without a width too: copied text has it
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?:np\.)?(?P<name>y\u0302|[A-Za-z_][A-Za-z_0-9]*'?|[ŷσπ√])"
    r"|(?P<power>[⁰¹²³⁴-⁹]+)"
    r"|(?P<sign>\*\*|<=|>=|[-+*/^(),|<>≤≥])"
)
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGNS = str.maketrans({
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # as Chinese keys write
    "−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "∗": "*", "÷": "/", "，": ",",
})  # fmt: skip
"""Other forms of a sign; each is as long as what stands for it, so that places stay."""
_SAME = {"^": "**", "≤": "<=", "≥": ">="}
_BINDS = {"+": 10, "-": 10, "*": 20, "/": 20, "**": 40}
_SIGN_BINDS = 30
"""Less than a power: −r² is −(r²)."""

_ONE_WANTED = QT_TRANSLATE_NOOP("core", "{name} takes one value; here: {count}")
_SEVERAL_WANTED = QT_TRANSLATE_NOOP(
    "core", "{name} takes {wanted} values, with commas between; here: {count}"
)


class FormulaError(InputError):
    """A formula that cannot be read: `length` characters from `position` on, counted from 0."""

    def __init__(self, position: int, length: int, reason: Message) -> None:
        self.position = position
        self.length = length
        self.reason = reason
        super().__init__(
            QT_TRANSLATE_NOOP("core", "at character {position}: {reason}"),
            position=position + 1,
            reason=reason,
        )


class Token(NamedTuple):
    """A piece of the text: its kind, its usual form, where it begins and how long it is."""

    kind: str
    text: str
    position: int
    length: int


def read(
    text: str,
    names: Collection[str] = NAMES,
    functions: Mapping[str, Function] = FUNCTIONS,
) -> Node:
    """The tree of the formula `text`, made of these names and functions.

    Raises `FormulaError` for what is no formula, with the place where it is not, and for one that
    is too long (`MAX_LENGTH`, `MAX_DEPTH`, `MAX_NODES`).
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            MAX_LENGTH,
            len(text) - MAX_LENGTH,
            Message(
                QT_TRANSLATE_NOOP("core", "too long; a formula has at most {maximum} characters"),
                {"maximum": MAX_LENGTH},
            ),
        )
    return _Reader(text, names, functions).formula()


def farthest_number(text: str) -> tuple[int, int]:
    """Where the number of `text` stands that is the largest or the tiniest, and how long it is."""
    found = [t for t in _tokens(text) if t.kind in ("number", "power") and float(t.text)]
    if not found:
        return 0, max(len(text), 1)
    token = max(found, key=lambda t: abs(math.log(float(t.text))))
    return token.position, token.length


def _tokens(text: str) -> Iterator[Token]:
    plain = text.translate(_SIGNS)
    at = 0
    while at < len(plain):
        found = _TOKEN.match(plain, at)
        if found is None:
            raise FormulaError(at, 1, _unknown(text[at]))
        kind, length = str(found.lastgroup), found.end() - at
        piece = found[kind].translate(_POWERS) if kind == "power" else found[kind]
        if kind == "name":
            piece = OTHER_NAMES.get(piece.replace("y\u0302", "ŷ"), piece)
        elif kind == "sign":
            piece = _SAME.get(piece, piece)
        if kind != "space":
            yield Token(kind, piece, at, length)
        at = found.end()
    yield Token("end", "", len(text), 1)


def _unknown(piece: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "{piece} is not known; allowed: {allowed}"),
        {"piece": shown(piece), "allowed": ALLOWED},
    )


class _Reader:
    """Reads the tokens of one text from the first to the last."""

    def __init__(
        self, text: str, names: Collection[str], functions: Mapping[str, Function]
    ) -> None:
        self._names, self._functions = names, functions
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0
        self._nodes = 0

    def formula(self) -> Node:
        if self._next.kind == "end":
            raise self._error(
                Message(
                    QT_TRANSLATE_NOOP("core", "a formula is missing, such as {example}"),
                    {"example": "log(1 + r**2)"},
                )
            )
        node = self._sum()
        if self._next.kind != "end":
            raise self._misplaced()
        return node

    # -- tokens -----------------------------------------------------------------------------------

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _takes(self, sign: str) -> bool:
        """Take `sign` if it comes next."""
        is_next = self._next.kind == "sign" and self._next.text == sign
        self._at += is_next
        return is_next

    def _error(self, reason: Message, token: Token | None = None) -> FormulaError:
        token = token or self._next
        return FormulaError(token.position, token.length, reason)

    def _misplaced(self) -> FormulaError:
        token = self._next
        if token.kind in ("number", "name") or token.text == "(":  # as on paper: 2r, 2(r - 1)
            return self._error(
                Message(
                    QT_TRANSLATE_NOOP("core", "a sign such as * is missing before {piece}"),
                    {"piece": shown(token.text)},
                )
            )
        if token.text in COMPARISONS:
            return self._error(
                Message(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "{piece} belongs in the first place of where, such as {example}",
                    ),
                    {"piece": shown(token.text), "example": "where(r > 0, r, -2*r)"},
                )
            )
        return self._error(
            Message(
                QT_TRANSLATE_NOOP("core", "{piece} cannot stand here"),
                {"piece": shown(token.text)},
            )
        )

    def _close(self, sign: str, opened: Token) -> None:
        if self._takes(sign):
            return
        if self._next.kind == "end":
            raise self._error(
                Message(
                    QT_TRANSLATE_NOOP("core", "{piece} is missing: what opens here is not closed"),
                    {"piece": shown(sign)},
                ),
                opened,
            )
        raise self._misplaced()

    # -- how strongly they bind -------------------------------------------------------------------

    def _sum(self, least: int = 0) -> Node:
        """What comes next, up to a sign that binds less than `least`."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(
                Message(QT_TRANSLATE_NOOP("core", "too many brackets within each other"), {})
            )
        left = self._counted(self._first())
        while True:
            token = self._next
            if token.kind == "power" and least <= _BINDS["**"]:
                self._take()
                power = self._counted(Number(float(token.text)))
                left = self._counted(apply("**", left, power))
                continue
            binds = _BINDS.get(token.text, -1) if token.kind == "sign" else -1
            if binds < least or binds < 0:
                break
            self._take()
            # A power of a power is read from the right: 2**3**2 is 2**9.
            right = self._sum(binds if token.text == "**" else binds + 1)
            left = self._counted(apply(token.text, left, right))
        self._depth -= 1
        return left

    def _counted(self, node: Node) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._error(Message(QT_TRANSLATE_NOOP("core", "the formula is too long"), {}))
        return node

    def _first(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._name(token)
        if token.kind == "sign":
            if token.text in "+-":
                part = self._sum(_SIGN_BINDS)
                return part if token.text == "+" else apply("-", part)
            if token.text == "(":
                node = self._sum()
                self._close(")", token)
                return node
            if token.text == "|":
                node = self._sum()
                self._close("|", token)
                return apply("abs", node)
        raise self._error(
            Message(QT_TRANSLATE_NOOP("core", "a number, a name or a bracket is missing"), {}),
            token,
        )

    def _number(self, token: Token) -> Number:
        value = float(token.text)
        if not math.isfinite(value):
            raise self._error(
                Message(
                    QT_TRANSLATE_NOOP("core", "{piece} is too large a number"),
                    {"piece": shown(token.text)},
                ),
                token,
            )
        return Number(value)

    def _name(self, token: Token) -> Node:
        if token.text in self._functions:
            return self._call(token)
        if token.text not in self._names:
            raise self._error(_unknown(token.text), token)
        return Name(token.text)

    def _call(self, token: Token) -> Node:
        function, opened = self._functions[token.text], self._next
        if not self._takes("("):
            raise self._error(
                Message(
                    QT_TRANSLATE_NOOP("core", "{name} needs a bracket after it, as in {name}(…)"),
                    {"name": token.text},
                ),
                token,
            )
        parts = [self._condition() if token.text == "where" else self._sum()]
        while self._takes(","):
            parts.append(self._sum())
        self._close(")", opened)
        if not function.least <= len(parts) <= function.most:
            raise self._error(
                Message(
                    _ONE_WANTED if function.most == 1 else _SEVERAL_WANTED,
                    {
                        "name": token.text,
                        "wanted": str(function.least)
                        if function.least == function.most
                        else f"{function.least}–{function.most}",
                        "count": len(parts),
                    },
                ),
                token,
            )
        return apply(token.text, *parts)

    def _condition(self) -> Node:
        left = self._sum()
        token = self._next
        if token.text not in COMPARISONS:
            raise self._error(
                Message(
                    QT_TRANSLATE_NOOP("core", "where begins with a comparison, such as {example}"),
                    {"example": "where(r > 0, r, -2*r)"},
                )
            )
        self._take()
        return self._counted(apply(token.text, left, self._sum()))
