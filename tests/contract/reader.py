"""Reads a formula as it is shown, in LaTeX or as plain text, and works it out.

Nothing of the program is used: what is shown is read as a person would read it. The language is
that of the formulas that this program shows; anything else raises `UnreadableError`.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tests.contract.tokens import Token, UnreadableError

Env = Mapping[str, object]
"""Numbers by name; lists of numbers (one a class) by the name without its index."""
Node = Callable[["Scope"], float]


@dataclass(frozen=True)
class Equation:
    """``name = form = form …``: the same value in several forms; `index` of a name like p_j."""

    name: str
    index: str
    forms: tuple[Node, ...]


@dataclass(frozen=True)
class Scope:
    """Where names are looked up: numbers that are given, equations, and the indices in force."""

    given: Env
    equations: Mapping[str, Equation]
    indices: Mapping[str, int]
    depth: int = 0

    def value(self, name: str, index: str) -> float:
        if self.depth > 40:
            raise UnreadableError(f"{name} is defined by itself")
        if name in self.given:
            found = self.given[name]
            if isinstance(found, list | tuple):
                if not index:
                    raise UnreadableError(f"{name} needs an index")
                return float(found[self._at(index)])
            if index:
                raise UnreadableError(f"{name} has no index")
            return float(found)  # type: ignore[arg-type]
        if name in self.equations:
            equation = self.equations[name]
            if bool(index) != bool(equation.index):
                raise UnreadableError(f"the index of {name}")
            indices = dict(self.indices)
            if index:
                indices[equation.index] = self._at(index)
            inner = Scope(self.given, self.equations, indices, self.depth + 1)
            return equation.forms[0](inner)
        raise UnreadableError(f"what is {name}?")

    def _at(self, index: str) -> int:
        if index.isdigit():
            return int(index) - 1
        if index not in self.indices:
            raise UnreadableError(f"the index {index} runs over nothing")
        return self.indices[index]

    def whole(self, name: str) -> list[float]:
        found = self.given.get(name)
        if not isinstance(found, list | tuple):
            raise UnreadableError(f"{name} is one number")
        return list(found)

    def over(self, index: str) -> list["Scope"]:
        """A scope for each class."""
        sizes = {len(v) for v in self.given.values() if isinstance(v, list | tuple)}
        if len(sizes) != 1 or index in self.indices:
            raise UnreadableError(f"a sum over {index}")
        return [
            Scope(self.given, self.equations, {**self.indices, index: j}, self.depth)
            for j in range(sizes.pop())
        ]


FUNCTIONS: dict[str, Callable[..., float]] = {
    "log": math.log,
    "exp": math.exp,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "max": max,
    "min": min,
    "sign": lambda x: float(x > 0) - float(x < 0),
    "sqrt": math.sqrt,
}
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "≤": lambda a, b: a <= b,
    "≥": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}


# -- the grammar ---------------------------------------------------------------------------------


class Reader:
    """Equations of a list of tokens. `is_latex` decides how branches are written."""

    def __init__(self, tokens: list[Token], is_latex: bool) -> None:
        self.tokens, self.is_latex, self.at = tokens, is_latex, 0
        if is_latex:
            self.tokens = [t for t in tokens if t.text not in ("aligned", "array")]

    def equations(self) -> list[Equation]:
        """All equations, in their order."""
        found: list[Equation] = []
        while self.at < len(self.tokens):
            if self.take(",") or self.take("row"):
                continue
            if self.take("&"):
                if not self.take("="):
                    raise UnreadableError("an alignment")
                last = found.pop()
                found.append(Equation(last.name, last.index, (*last.forms, *self.forms())))
                continue
            name, index = self.left_side()
            self.take("&")
            if not (self.take("=") or self.take("←")):
                raise UnreadableError(f"no equation of {name}")
            found.append(Equation(name, index, tuple(self.forms())))
        if not found:
            raise UnreadableError("no equation")
        return found

    def left_side(self) -> tuple[str, str]:
        """A name, or the name of a derivative: ``∂ℓ/∂z``."""
        if self.peek("function", "frac"):
            self.at += 1
            over, _ = self.braced(self.left_side)
            under, index = self.braced(self.left_side)
            return f"{over}/{under}", index
        if self.peek("name", "∂"):
            self.at += 1
            inner, index = self.name()
            name = f"∂{inner}"
            if self.take("/"):
                under, index = self.left_side()
                name = f"{name}/{under}"
            return name, index
        return self.name()

    def forms(self) -> list[Node]:
        found = [self.branches()]
        while self.take("="):
            found.append(self.branches())
        return found

    def name(self) -> tuple[str, str]:
        text, index = self.next("name").text, ""
        if text == "Δ":
            text += self.next("name").text
        if self.take("_"):
            index = self.subscript()
            if index == "t" or (index.isdigit() and text in "βλc"):
                return f"{text}{index}", ""  # a letter of the name, that counts nothing
        return text, index

    def subscript(self) -> str:
        if self.take("{"):
            found = self.next().text
            self.need("}")
            return found
        return self.next().text

    def branches(self) -> Node:
        """A sum, or the one of several that applies."""
        if self.peek("begin", "cases"):
            return self.cases()
        first = self.sum()
        if not self.word("where"):
            return first
        options: list[tuple[Node, Node | None]] = [(first, self.condition())]
        while self.take(","):
            if self.word("else"):
                options.append((self.sum(), None))
                break
            start = self.at
            option = self.sum()
            if not self.word("where"):
                self.at = start - 1  # the comma belongs to what follows
                break
            options.append((option, self.condition()))
        return choose(options)

    def cases(self) -> Node:
        self.at += 1
        options: list[tuple[Node, Node | None]] = []
        while True:
            value = self.sum()
            self.need("&")
            options.append((value, self.condition()))
            if self.take("row"):
                continue
            if not self.peek("end", "cases"):
                raise UnreadableError("the end of the cases")
            self.at += 1
            return choose(options)

    def condition(self) -> Node:
        left = self.sum()
        token = self.next("sign")
        if token.text not in COMPARE:
            raise UnreadableError(f"a comparison by {token.text}")
        right, compare = self.sum(), COMPARE[token.text]
        return lambda s: float(compare(left(s), right(s)))

    def sum(self) -> Node:
        """Terms with their signs."""
        terms: list[tuple[float, Node]] = []
        sign = -1.0 if self.take("-") else 1.0
        terms.append((sign, self.product()))
        while self.peek("sign", "+") or self.peek("sign", "-"):
            sign = 1.0 if self.next().text == "+" else -1.0
            terms.append((sign, self.product()))
        return lambda s: math.fsum(sign * term(s) for sign, term in terms)

    def product(self) -> Node:
        """Factors side by side, and quotients."""
        if self.take("Σ"):
            if not self.take("_"):
                raise UnreadableError("a sum over what?")
            index = self.subscript()
            body = self.product()
            return lambda s: math.fsum(body(inner) for inner in s.over(index))
        result = self.power()
        while True:
            if self.take("/"):
                is_sum = self.peek("sign", "Σ")
                result = _divided(result, self.product() if is_sum else self.power())
            elif self.take("·") or self.begins_a_factor():
                if self.peek("sign", "Σ"):
                    result = _times(result, self.product())
                else:
                    result = _times(result, self.power())
            else:
                return result

    def begins_a_factor(self) -> bool:
        token = self.tokens[self.at] if self.at < len(self.tokens) else Token("", "")
        if token.text == "|" and self.bars:
            return False
        signs = ("(", "[", "|", "Σ") if self.is_latex else ("(", "|", "Σ")
        kinds = ("number", "name", "function", "begin")
        return token.kind in kinds or token.text in signs

    bars = 0
    """How many |…| are open."""

    def power(self) -> Node:
        base, is_e = self.atom()
        if not self.take("^"):
            if is_e:
                return lambda s: s.value("e", "")
            return base
        exponent = self.exponent()
        if is_e:
            return lambda s: (
                _power(s.value("e", ""), exponent(s)) if "e" in s.equations else _exp(exponent(s))
            )
        return lambda s: _power(base(s), exponent(s))

    def exponent(self) -> Node:
        if self.peek("sign", "{") or self.peek("sign", "("):
            closing = "}" if self.next().text == "{" else ")"
            inner = self.outside_bars(self.sum)
            self.need(closing)
            return inner
        return self.atom()[0]

    def outside_bars(self, read: Callable[[], Node]) -> Node:
        open_bars, self.bars = self.bars, 0
        found = read()
        self.bars = open_bars
        return found

    def atom(self) -> tuple[Node, bool]:
        """A number, a name, a bracket or a function; whether it is Euler's e."""
        token = self.next()
        if token.kind == "number":
            value = float(token.text)
            return (lambda s: value), False
        if token.kind == "name":
            self.at -= 1
            name, index = self.name()
            return (lambda s: s.value(name, index)), name == "e" and not index
        if token.kind == "function":
            return self.function(token.text), False
        if token == Token("begin", "cases"):
            self.at -= 1
            return self.outside_bars(self.cases), False
        closing = {"(": ")", "[": "]", "{": "}"}.get(token.text)
        if closing:
            inner = self.outside_bars(self.branches)
            self.need(closing)
            return inner, False
        if token.text == "|":
            self.bars += 1
            inner = self.sum()
            self.need("|")
            self.bars -= 1
            return (lambda s: abs(inner(s))), False
        raise UnreadableError(f"{token.text} where a number should stand")

    def function(self, name: str) -> Node:
        if name == "frac":
            over, under = self.braced(self.sum), self.braced(self.sum)
            return _divided(over, under)
        function = FUNCTIONS[name]
        if name in ("max", "min") and not self.peek("sign", "("):
            whole = self.next("name").text  # of all classes: max z
            return lambda s: function(s.whole(whole))
        if self.take("("):
            arguments = [self.outside_bars(self.sum)]
            while self.take(","):
                arguments.append(self.outside_bars(self.sum))
            self.need(")")
        elif self.is_latex and self.peek("sign", "{"):
            arguments = [self.braced(self.sum)]
        else:
            arguments = [self.power()]
        if len(arguments) < 2 and name in ("max", "min"):
            raise UnreadableError(f"{name} of one number")
        return lambda s: _applied(function, [argument(s) for argument in arguments])

    def braced(self, read: Callable[[], object]) -> object:
        self.need("{")
        open_bars, self.bars = self.bars, 0
        found = read()
        self.bars = open_bars
        self.need("}")
        return found

    # -- one token after the other ---------------------------------------------------------------

    def peek(self, kind: str, text: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at] == Token(kind, text)

    def take(self, sign: str) -> bool:
        if self.peek("sign", sign):
            self.at += 1
            return True
        return False

    def word(self, word: str) -> bool:
        if self.peek("word", word):
            self.at += 1
            return True
        return False

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise UnreadableError(f"{sign} is missing")

    def next(self, kind: str = "") -> Token:
        if self.at >= len(self.tokens) or (kind and self.tokens[self.at].kind != kind):
            raise UnreadableError(f"a {kind or 'piece'} is missing")
        self.at += 1
        return self.tokens[self.at - 1]


def choose(options: list[tuple[Node, Node | None]]) -> Node:
    """The option whose condition holds: exactly one does."""

    def value(s: Scope) -> float:
        holding = [option for option, when in options if when is not None and when(s)]
        others = [option for option, when in options if when is None]
        if len(holding) > 1 or not (holding or others):
            raise UnreadableError(f"{len(holding)} cases hold")
        return (holding or others)[0](s)

    return value


def _times(a: Node, b: Node) -> Node:
    return lambda s: a(s) * b(s)


def _divided(a: Node, b: Node) -> Node:
    def value(s: Scope) -> float:
        under = b(s)
        if under == 0.0:
            raise UnreadableError("a division by 0")
        return a(s) / under

    return value


def _exp(x: float) -> float:
    return math.exp(x) if x < 700.0 else math.inf


def _power(base: float, exponent: float) -> float:
    try:
        found = base**exponent
    except (ZeroDivisionError, OverflowError) as error:
        raise UnreadableError(str(error)) from error
    if isinstance(found, complex):
        raise UnreadableError("a root of a negative number")
    return float(found)


def _applied(function: Callable[..., float], arguments: list[float]) -> float:
    try:
        return float(function(*arguments))
    except ValueError as error:
        raise UnreadableError(str(error)) from error


# -- what is asked -------------------------------------------------------------------------------


def read(tokens: list[Token], *, is_latex: bool) -> list[Equation]:
    """The equations of a formula. Raises `UnreadableError`."""
    return Reader(tokens, is_latex).equations()


def carried_out(equations: list[Equation], given: dict[str, object]) -> dict[str, object]:
    """The numbers after each equation has been carried out in turn. Raises `UnreadableError`."""
    now = dict(given)
    for equation in equations:
        now[equation.name] = equation.forms[0](Scope(now, {}, {}))
    return now


def forms(equations: list[Equation], given: Env, index: int | None = None) -> list[float]:
    """Each form of the first equation, with the names of `given` and of the other equations.

    `index` is the class of a first equation such as ``∂ℓ/∂z_j``. Raises `UnreadableError`,
    also where the forms of another equation differ from each other.
    """
    named = {equation.name: equation for equation in equations[1:]}
    if len(named) != len(equations) - 1:
        raise UnreadableError("a name is defined twice")
    first = equations[0]
    if (index is None) == bool(first.index):
        raise UnreadableError(f"the index of {first.name}")
    scope = Scope(given, named, {})
    for equation in equations[1:]:
        for inner in scope.over(equation.index) if equation.index else [scope]:
            for one, other in pairwise(form(inner) for form in equation.forms):
                if not math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12):
                    raise UnreadableError(f"two forms of {equation.name} differ")
    indices = {} if index is None else {first.index: index}
    return [form(Scope(given, named, indices)) for form in first.forms]
