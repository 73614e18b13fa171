"""Features: inputs of a model that are made of the data's inputs, such as x1^2 or sin(x1)."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.parameters import shown
from lossstudio.core.symbols import sub, superscript
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError

Array = NDArray[np.float64]

MOST_FEATURES = 32
MOST_OFFERED = 24
MOST_NAMED = 12
"""Inputs that a message lists."""

FUNCTIONS = {"sin": np.sin, "cos": np.cos, "abs": np.abs}

_GRID = 201
"""Places of an input at which the range of a factor is looked for: both ends and the middle are
among them."""

_LONGEST = 500
"""Characters of a feature's name: those of its inputs are not longer."""

_CALL = re.compile(r"(sin|cos|abs)\(\s*(?:(pi|\d+(?:\.\d+)?)\s*\*\s*)?(.+?)\s*\)")
_POWER = re.compile(r"(.+?)\s*\^\s*([1-9])")


@dataclass(frozen=True, order=True)
class Factor:
    """An input, by its place: its power, or with a `function` that of `scale` times the input."""

    input: int
    power: int = 1
    function: str = ""
    scale: float = 1.0

    def of(self, x: Array) -> Array:
        """The factor of values of its input, of any shape."""
        if self.function:
            scaled = x if self.scale == 1.0 else self.scale * x
            return np.asarray(FUNCTIONS[self.function](scaled))
        return x if self.power == 1 else np.asarray(x**self.power)

    def code(self, x: str) -> str:
        """The same as an expression of NumPy; `x` is its input."""
        if self.function:
            scale = "np.pi" if self.scale == math.pi else repr(self.scale)
            return f"np.{self.function}({x if self.scale == 1.0 else f'{scale} * {x}'})"
        return x if self.power == 1 else f"{x} ** {self.power}"

    def label(self, name: str, sign: str) -> str:
        """The same as people write it; `sign` stands between a number and its `name`."""
        if not self.function:
            base = f"({name})" if " " in name and self.power > 1 else name
            return base if self.power == 1 else base + superscript(self.power)
        scale = "π" if self.scale == math.pi else f"{self.scale:g}"
        inner = name if self.scale == 1.0 else f"{scale}{sign}{name}"
        return f"|{inner}|" if self.function == "abs" else f"{self.function}({inner})"


@dataclass(frozen=True)
class Feature:
    """A product of factors, in the order of their inputs."""

    factors: tuple[Factor, ...]

    @property
    def input(self) -> int | None:
        """The place of the input that this is, left as it is; None where it is made of inputs."""
        first = self.factors[0]
        return first.input if self.factors == (Factor(first.input),) else None

    def of(self, x: Array) -> Array:
        """The feature (n,) of inputs (n, d)."""
        values = self.factors[0].of(x[:, self.factors[0].input])
        for factor in self.factors[1:]:
            values = values * factor.of(x[:, factor.input])
        return values

    def code(self, x: str) -> str:
        """The same as an expression of NumPy, to the last bit."""
        return " * ".join(factor.code(f"{x}[:, {factor.input}]") for factor in self.factors)

    def label(self, names: Sequence[str], sign: str = "") -> str:
        """The same as people write it: ``x₁²x₂`` of inputs called x₁ and x₂."""
        return sign.join(factor.label(names[factor.input], sign) for factor in self.factors)

    def range(self, center: Array, scale: Array) -> tuple[float, float]:
        """The smallest and the largest value in the box ``center ± scale``, (d,) each."""
        low, high = 1.0, 1.0
        for place in sorted({factor.input for factor in self.factors}):
            grid = center[place] + scale[place] * np.linspace(-1.0, 1.0, _GRID)
            values = np.ones(_GRID)
            for factor in self.factors:
                if factor.input == place:
                    values = values * factor.of(grid)
            ends = [a * b for a, b in product((low, high), (values.min(), values.max()))]
            low, high = float(min(ends)), float(max(ends))
        return low, high


@dataclass(frozen=True)
class Features:
    """What enters a model in place of the data's `n_inputs` inputs."""

    each: tuple[Feature, ...]
    n_inputs: int

    def __len__(self) -> int:
        return len(self.each)

    def of(self, x: Array) -> Array:
        """The features (n, q) of inputs (n, d), C-contiguous."""
        with np.errstate(all="ignore"):
            return np.column_stack([feature.of(x) for feature in self.each])

    def code(self, x: str) -> str:
        """The same as an expression of NumPy, to the last bit."""
        return f"np.column_stack([{', '.join(feature.code(x) for feature in self.each)}])"

    def labels(self, names: Sequence[str], sign: str = "") -> tuple[str, ...]:
        """What the features of inputs of these names are called; `sign` stands between factors."""
        return tuple(feature.label(names, sign) for feature in self.each)

    def center_and_scale(self, center: Array, scale: Array) -> tuple[Array, Array]:
        """The middle and the half-width (q,) of the features in the box ``center ± scale`` of the
        inputs; the latter 1 where it would be 0."""
        found = []
        for feature in self.each:
            if feature.input is not None:
                found.append((float(center[feature.input]), float(scale[feature.input])))
                continue
            low, high = feature.range(center, scale)
            found.append((low + 0.5 * (high - low), 0.5 * (high - low) or 1.0))
        middles, widths = zip(*found, strict=True)
        return np.array(middles), np.array(widths)


def read_features(texts: Sequence[str], names: Sequence[str]) -> Features | None:
    """The features that `texts` name, of inputs that are called `names`, or x1, x2, … by their
    place; None where there are no texts.

    A feature is a product of inputs, of their powers up to the ninth, and of sin, cos or abs of an
    input or of a number, or pi, times an input. Raises `InputError` naming the place in
    ``data.features``, and where two are the same or there are too many.

    >>> read_features(["x1^2", "x2 * x1", "sin(pi*x2)"], ["a", "b"]).labels(["a", "b"], "·")
    ('a²', 'a·b', 'sin(π·b)')
    """
    if len(texts) > MOST_FEATURES:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field}: {count} features; must be at most {maximum}"),
            field="data.features",
            count=len(texts),
            maximum=MOST_FEATURES,
        )
    found: list[Feature] = []
    for place, text in enumerate(texts):
        feature = _feature(text, names)
        values: dict[str, object] = {"field": f"data.features.{place}", "value": shown(text)}
        if feature is None:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{field} = {value}: must be an input, a power of one up to ^9, sin, cos or abs "
                    "of one, or a product of these, such as x1, x1^2, sin(x1) or x1*x2; the inputs "
                    "are {allowed}",
                ),
                allowed=_allowed(names),
                **values,
            )
        if feature in found:
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{field} = {value}: must not be named twice"), **values
            )
        found.append(feature)
    return Features(tuple(found), len(names)) if found else None


def is_feature(text: str, names: Sequence[str]) -> bool:
    """`text` names a feature of inputs that are called `names`."""
    return _feature(text, names) is not None


def numbered(place: int) -> str:
    """What an input is called by its place, from 0, whatever its own name."""
    return f"x{place + 1}"


def usual_features(n_inputs: int) -> tuple[str, ...]:
    """The features that are offered: each input and its square, and where they are not too many,
    products of two and sines."""
    inputs = [numbered(place) for place in range(n_inputs)]
    pairs = [f"{a}*{b}" for at, a in enumerate(inputs) for b in inputs[at + 1 :]]
    squares, sines = ([form.format(x) for x in inputs] for form in ("{}^2", "sin({})"))
    waves = [f"sin(pi*{x})" for x in inputs]
    few = (*inputs, *squares)
    every = (*few, *pairs, *sines, *waves)
    return every if len(every) <= MOST_OFFERED else few


def _allowed(names: Sequence[str]) -> str:
    listed = [
        by_place if name in (by_place, f"x{sub(place + 1)}", "x") else f"{by_place} ({name})"
        for place, (name, by_place) in enumerate(
            zip(names, map(numbered, range(len(names))), strict=True)
        )
    ]
    return ", ".join(listed[:MOST_NAMED]) + (", …" if len(listed) > MOST_NAMED else "")


def _feature(text: str, names: Sequence[str]) -> Feature | None:
    factors = _factors(text, names)
    return None if factors is None else Feature(_merged(factors))


def _factors(text: str, names: Sequence[str]) -> list[Factor] | None:
    """The factors of a product; None where it is none."""
    if len(text) > _LONGEST:
        return None
    whole = _factor(text.strip(), names)
    if whole is not None:
        return [whole]
    found = []
    for part in _parts(text):
        factor = _factor(part.strip(), names)
        if factor is None:
            return None
        found.append(factor)
    return found


def _factor(text: str, names: Sequence[str]) -> Factor | None:
    place = _input(text, names)
    if place is not None:
        return Factor(place)
    power = _POWER.fullmatch(text)
    place = _input(power[1], names) if power else None
    if power and place is not None:
        return Factor(place, power=int(power[2]))
    call = _CALL.fullmatch(text)
    place = _input(call[3], names) if call else None
    if call and place is not None:
        scale = math.pi if call[2] == "pi" else float(call[2] or 1.0)
        return Factor(place, function=call[1], scale=scale) if math.isfinite(scale) else None
    return None


def _input(text: str, names: Sequence[str]) -> int | None:
    """The place of an input, by its own name or by its place; None where there is none."""
    if text in names:
        return list(names).index(text)
    by_place = re.fullmatch(r"x([1-9]\d{0,3})", text, re.ASCII)
    place = int(by_place[1]) - 1 if by_place else len(names)
    return place if place < len(names) else None


def _parts(text: str) -> list[str]:
    """What stands between the ``*`` of `text` that are in no brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "*" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _merged(factors: Sequence[Factor]) -> tuple[Factor, ...]:
    """The factors in order, powers of one input as one of them."""
    powers = Counter[int]()
    for factor in factors:
        if not factor.function:
            powers[factor.input] += factor.power
    plain = [Factor(place, power=power) for place, power in powers.items()]
    return tuple(sorted([*plain, *(factor for factor in factors if factor.function)]))
