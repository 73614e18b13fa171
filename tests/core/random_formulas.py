"""Random formulas of all that the language has, and their derivatives in high precision.

A formula is drawn as a text and, beside it, as a tree of plain tuples that knows nothing of the
program: `Reference` computes value, slope and curvature from it with mpmath, by the rules of
Taylor polynomials of degree 2. Rounding can be simulated, which tells how many digits a computation
in doubles can have at all.
"""

import math
import random

from mpmath import mp, mpf

FUNCTIONS_OF_ONE = [
    "exp", "log", "log1p", "expm1", "sqrt", "abs", "sign", "sigmoid", "softplus", "sin", "cos",
    "tan", "sinh", "cosh", "tanh", "arctan",
]  # fmt: skip
GROWING = {*FUNCTIONS_OF_ONE} - {"log", "log1p", "sqrt", "abs", "sign", "arctan"}
"""What needs too many digits where its argument is larger than about 1e304."""
OTHER_SPELLINGS = {
    "log": ["log", "ln", "np.log"], "sigmoid": ["sigmoid", "σ"], "sqrt": ["sqrt", "√"],
    "max": ["max", "maximum", "np.maximum"], "min": ["min", "minimum"],
    "arctan": ["arctan", "atan"],
    "yhat": ["yhat", "ŷ", "y_hat"], "pi": ["pi", "π"],
}  # fmt: skip
VARIABLES = {"regression": ["r", "r", "r", "yhat", "y"], "binary": ["z", "p", "m", "m", "s", "y"]}
NAMES = {"r", "yhat", "y", "z", "p", "m", "s", "a", "b", "c"}
EXPONENTS = ["2", "2", "3", "1", "0", "4", "0.5", "1.5", "-1", "-2", "-0.5", "1/3", "a", "b", "9"]
NUMBERS = ["0", "1", "1", "2", "3", "0.5", "0.6", "1.7", "10", "1e-3", "1e3", "9e-8", "250"]


def draw(rng, task, size):
    """A formula of about `size` operations, as (text, tree)."""
    if size <= 0:
        kind = rng.random()
        if kind < 0.62:
            name = rng.choice(VARIABLES[task])
        elif kind < 0.72:
            name = rng.choice(["a", "b", "c", "pi", "e"])
        else:
            number = rng.choice(NUMBERS)
            return number, ("number", float(number))
        return rng.choice(OTHER_SPELLINGS.get(name, [name])), ("name", name)
    kind = rng.random()
    if kind < 0.47:
        sign = rng.choice("+-*/+-*/*")
        left = draw(rng, task, (size - 1) // 2)
        right = draw(rng, task, size - 1 - (size - 1) // 2)
        if rng.random() < 0.5:
            left, right = right, left
        return f"({left[0]} {sign} {right[0]})", (sign, left[1], right[1])
    if kind < 0.6:
        base, tree = draw(rng, task, size - 1)
        if rng.random() < 0.12:
            exponent = draw(rng, task, min(size - 1, 1))
        else:
            text = rng.choice(EXPONENTS)
            exponent = text, _exponent(text)
        if exponent[0] == "2" and rng.random() < 0.3:
            return f"({base})²", ("**", tree, exponent[1])
        return f"({base})**({exponent[0]})", ("**", tree, exponent[1])
    if kind < 0.65:
        inside, tree = draw(rng, task, size - 1)
        return f"(-{inside})", ("neg", tree)
    if kind < 0.86:
        name = rng.choice(FUNCTIONS_OF_ONE)
        inside, tree = draw(rng, task, size - 1)
        if name == "abs" and rng.random() < 0.6:
            return f"|{inside}|", ("abs", tree)
        return f"{rng.choice(OTHER_SPELLINGS.get(name, [name]))}({inside})", (name, tree)
    if kind < 0.93:
        name = rng.choice(["max", "min"])
        count = rng.choice([2, 2, 2, 3])
        parts = [draw(rng, task, (size - 1) // count) for _ in range(count)]
        inside = ", ".join(text for text, _ in parts)
        spelled = rng.choice(OTHER_SPELLINGS.get(name, [name]))
        return f"{spelled}({inside})", (name, *(tree for _, tree in parts))
    if kind < 0.96:
        x, low, high = (draw(rng, task, each) for each in (size - 1, 0, 0))
        return f"clip({x[0]}, {low[0]}, {high[0]})", ("clip", x[1], low[1], high[1])
    sign = rng.choice(["<", "<=", ">", ">=", "≤", "≥"])
    left, right, yes, no = (draw(rng, task, each) for each in (0, 0, size // 2, size // 2))
    plain = {"≤": "<=", "≥": ">="}.get(sign, sign)
    text = f"where({left[0]} {sign} {right[0]}, {yes[0]}, {no[0]})"
    return text, ("where", plain, left[1], right[1], yes[1], no[1])


def _exponent(text):
    if text in ("a", "b"):
        return ("name", text)
    if text == "1/3":
        return ("/", ("number", 1.0), ("number", 3.0))
    return ("neg", ("number", float(text[1:]))) if text[0] == "-" else ("number", float(text))


class UndefinedError(Exception):
    """There is no value here, or no derivative."""


class UnknownError(Exception):
    """The reference cannot tell: a kink, or numbers beyond its own range."""


def _kinds(tree):
    yield tree[0]
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from _kinds(part)
        elif tree[0] == "name":
            yield part


def _is_switch(tree):
    """A 0 that is there because of y, of a number or of a branch, not because scores cancel."""
    kinds = set(_kinds(tree))
    return not kinds & {"r", "yhat", "z", "p", "m"} or bool(
        kinds & {"where", "max", "min", "clip"} and not kinds & {"+", "-", "/"}
    )


class Reference:
    """Value, slope and curvature of a tree at given names; `noise` is a relative rounding error."""

    def __init__(self, names, noise=None):
        self.names = names
        self.noise = noise
        self.known = {}

    def _round(self, x):
        if self.noise is None or not x:
            return x
        return x * (1 + mpf(2) ** -52 * self.noise.uniform(-1.0, 1.0))

    def of(self, tree):
        """The jet (value, slope, curvature) of `tree`, with one of the two errors above."""
        key = id(tree)
        if key not in self.known:
            try:
                self.known[key] = self._of(tree)
            except (UndefinedError, UnknownError) as error:
                self.known[key] = error
        if isinstance(self.known[key], Exception):
            raise self.known[key]
        value = self.known[key][0]
        has_score = set(_kinds(tree)) & {"r", "yhat", "z", "p", "m"}
        if value and mp.mag(value) > 1020 and not has_score:
            raise UnknownError  # a constant beyond all doubles
        return self.known[key]

    def _of(self, tree):
        kind, *parts = tree
        if kind == "number":
            return (mpf(parts[0]), mpf(0), mpf(0))
        if kind == "name":
            if parts[0] == "p":  # the sigmoid of the score, which has digits of its own
                return self._one("sigmoid", self.names["z"])
            return self.names[parts[0]]
        if kind == "*":
            return self._product(*parts)
        if kind == "/":
            below = self.of(parts[1])
            if not below[0]:
                raise UndefinedError
            inverse = 1 / below[0]
            return self._times(
                self.of(parts[0]), self._chain(below, inverse, -(inverse**2), 2 * inverse**3)
            )
        if kind == "**":
            return self._power(self.of(parts[0]), self.of(parts[1]))
        if kind == "where":
            sign, left, right, yes, no = parts
            left, right = self.of(left), self.of(right)
            if left[0] == right[0] and (any(left[1:]) or any(right[1:])):
                raise UnknownError
            holds = {
                "<": left[0] < right[0], "<=": left[0] <= right[0],
                ">": left[0] > right[0], ">=": left[0] >= right[0],
            }[sign]  # fmt: skip
            return self.of(yes if holds else no)
        jets = [self.of(part) for part in parts]
        if kind in ("+", "-"):
            sign = 1 if kind == "+" else -1
            return tuple(self._round(u + sign * v) for u, v in zip(*jets, strict=True))
        if kind == "neg":
            return tuple(-u for u in jets[0])
        if kind == "clip":
            return self._extreme("min", [self._extreme("max", jets[:2]), jets[2]])
        if kind in ("max", "min"):
            return self._extreme(kind, jets)
        return self._one(kind, jets[0])

    def _product(self, left, right):
        jets = []
        for part, other in ((left, right), (right, left)):
            try:
                jets.append(self.of(part))
            except UndefinedError:
                # A term that is switched off does not count, even where it is not defined.
                if any(self.of(other)):
                    raise
                # A factor above and below a fraction's line goes: y·(r/y) is r.
                is_below = "/" in _kinds(part) and set(_kinds(part)) & set(_kinds(other)) & NAMES
                if is_below or not _is_switch(other):
                    raise UnknownError from None
                return self.of(other)
        return self._times(*jets)

    def _times(self, u, v):
        r = self._round
        return (
            r(u[0] * v[0]),
            r(r(u[1] * v[0]) + r(u[0] * v[1])),
            r(r(u[2] * v[0]) + 2 * r(u[1] * v[1]) + r(u[0] * v[2])),
        )

    def _chain(self, u, value, slope, curvature):
        r = self._round
        value, slope, curvature = r(value), r(slope), r(curvature)
        return value, r(slope * u[1]), r(r(curvature * u[1] ** 2) + r(slope * u[2]))

    def _extreme(self, kind, jets):
        best = jets[0]
        for jet in jets[1:]:
            if jet[0] == best[0] and jet != best:
                raise UnknownError
            if (jet[0] > best[0]) == (kind == "max"):
                best = jet
        return best

    def _power(self, base, by):
        u, k = base[0], by[0]
        if not any(by[1:]) and k == int(k):
            k = int(k)
            if u == 0 and k < 0:
                raise UndefinedError
            if abs(k) > 10**6 and abs(u) != 1:
                raise UndefinedError  # beyond all numbers
            if u == 0 and k == 0 and any(base[1:]):
                raise UnknownError
            if k == 0:
                return (mpf(1), mpf(0), mpf(0))
            slope = k * u ** (k - 1)
            curvature = k * (k - 1) * u ** (k - 2) if k not in (1,) else mpf(0)
            return self._chain(base, u**k, slope, curvature)
        if u < 0:
            raise UndefinedError
        if u == 0:
            raise UnknownError
        log = self._chain(base, mp.log(u), 1 / u, -1 / u**2)
        exponent = self._times(by, log)
        if abs(exponent[0]) > 10**6:
            raise UnknownError  # doubles have few digits of such a power
        return self._one("exp", exponent)

    def _one(self, name, jet):
        u = jet[0]
        if name in GROWING and u and mp.mag(u) > 1010:
            raise UnknownError
        if name in ("abs", "sign"):
            if not u:
                if any(jet[1:]):
                    raise UnknownError
                return (mpf(0),) * 3
            if name == "sign" and mp.mag(u) < -1000:
                raise UnknownError  # what rounds to 0 has no sign
            sign = 1 if u > 0 else -1
            return (
                tuple(sign * each for each in jet) if name == "abs" else (mpf(sign), mpf(0), mpf(0))
            )
        if name == "sqrt":
            if u < 0:
                raise UndefinedError
            if u == 0:
                if any(jet[1:]):
                    raise UnknownError
                return (mpf(0),) * 3
            root = mp.sqrt(u)
            return self._chain(jet, root, 1 / (2 * root), -1 / (4 * root**3))
        if name in ("log", "log1p"):
            inside = u if name == "log" else 1 + u
            if inside <= 0:
                raise UndefinedError
            value = mp.log(u) if name == "log" else mp.log1p(u)
            return self._chain(jet, value, 1 / inside, -1 / inside**2)
        if name in ("exp", "expm1"):
            e = mp.exp(u)
            return self._chain(jet, e if name == "exp" else mp.expm1(u), e, e)
        if name in ("sigmoid", "softplus"):
            p, q = 1 / (1 + mp.exp(-u)), 1 / (1 + mp.exp(u))
            if name == "sigmoid":
                return self._chain(jet, p, p * q, p * q * (q - p))
            value = u + mp.log1p(mp.exp(-u)) if u > 0 else mp.log1p(mp.exp(u))
            return self._chain(jet, value, p, p * q)
        if name in ("sin", "cos"):
            s, c = mp.sin(u), mp.cos(u)
            return self._chain(jet, *((s, c, -s) if name == "sin" else (c, -s, -c)))
        if name == "tan":
            c, t = mp.cos(u), mp.tan(u)
            return self._chain(jet, t, 1 / c**2, 2 * t / c**2)
        if name in ("sinh", "cosh"):
            s, c = mp.sinh(u), mp.cosh(u)
            return self._chain(jet, *((s, c, s) if name == "sinh" else (c, s, c)))
        if name == "tanh":
            c, t = mp.cosh(u), mp.tanh(u)
            return self._chain(jet, t, 1 / c**2, -2 * t / c**2)
        assert name == "arctan"
        below = 1 / (1 + u**2)
        return self._chain(jet, mp.atan(u), below, -2 * u * below**2)


def names_at(task, raw, y, numbers):
    """The jets of all names at a score and a target."""
    zero, one = mpf(0), mpf(1)
    raw, y = mpf(raw), mpf(y)
    found = {"y": (y, zero, zero)}
    found |= {"pi": (mpf(math.pi), zero, zero), "e": (mpf(math.e), zero, zero)}
    found |= {name: (mpf(value), zero, zero) for name, value in numbers.items()}
    if task == "regression":
        return found | {"yhat": (raw, one, zero), "r": (raw - y, one, zero)}
    s = 2 * y - 1
    return found | {"z": (raw, one, zero), "s": (s, zero, zero), "m": (s * raw, s, zero)}


def exact(tree, task, raw, y, numbers, digits):
    """(value, slope, curvature) in this precision."""
    with mp.workdps(digits):
        return Reference(names_at(task, raw, y, numbers)).of(tree)


def spread(tree, task, raw, y, numbers, digits):
    """How far rounding to doubles takes value, slope and curvature from the exact ones."""
    found = [mpf(0)] * 3
    with mp.workdps(digits):
        right = Reference(names_at(task, raw, y, numbers)).of(tree)
        for seed in range(4):
            noise = random.Random(seed)
            names = names_at(task, raw, y, numbers)
            if "r" in names:
                value, *rest = names["r"]
                names["r"] = (value * (1 + mpf(2) ** -52 * noise.uniform(-1.0, 1.0)), *rest)
            other = Reference(names, noise).of(tree)
            found = [max(f, abs(o - r)) for f, o, r in zip(found, other, right, strict=True)]
    return found
