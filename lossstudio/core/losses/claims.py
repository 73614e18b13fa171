"""What can be said of a loss: its kinks, and of a person's own what is found by looking at its
numbers, not by proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression import Formula
from lossstudio.core.expression.roots import roots
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

Array = NDArray[np.float64]

FARTHEST = {Task.REGRESSION: 10.0, Task.BINARY: 20.0}
"""Predictions are looked at as far out as this: residuals and scores of ordinary runs."""
_TARGETS = {Task.REGRESSION: (0.0, -1.5, 2.0), Task.BINARY: (0.0, 1.0)}
_POINTS = 2001
"""Odd, so that a residual of 0 is among them."""
_BISECTIONS = 60
_SIDES = (1e-6, 1e-10)
"""How far beside a place the slopes of its two sides are taken: a jump does not get smaller."""
_STEEP = 1e3
"""A second derivative that so much exceeds the usual one says nothing about step sizes."""
_TRIED = (0.5, 1.0, 2.0, 3.0)
"""Values of a formula's numbers with which it is looked at."""


class Places(NamedTuple):
    """Where the slope jumps, and where it only bends, in the residual or the margin."""

    kinks: tuple[float, ...]
    bends: tuple[float, ...]


@dataclass(frozen=True)
class _Seen:
    """The loss and its slope, (n, t) each, at n places for t targets."""

    places: Array
    targets: tuple[float, ...]
    value: Array
    slope: Array


def _look(formula: Formula, numbers: Mapping[str, float]) -> _Seen:
    targets = _targets(formula)
    far = FARTHEST[formula.task]
    places = np.linspace(-far, far, _POINTS)
    value, slope = _at(formula, places, targets, numbers)
    return _Seen(places, targets, value, slope)


def _at(
    formula: Formula, places: Array, targets: tuple[float, ...], numbers: Mapping[str, float]
) -> tuple[Array, Array]:
    """Loss and slope at residuals or margins `places` (n,), the slope by the place, (n, t)."""
    place, y = np.meshgrid(places, np.array(targets), indexing="ij")
    sign = 1.0 if formula.task is Task.REGRESSION else 2.0 * y - 1.0
    raw = place + y if formula.task is Task.REGRESSION else sign * place
    value, slope = formula.value_and_slope(raw, y, **numbers)
    return value, sign * slope


@lru_cache(maxsize=256)
@np.errstate(all="ignore")
def places(formula: Formula, numbers: tuple[tuple[str, float], ...]) -> Places:
    """The kinks and bends: where the slope jumps, or begins to go another way.

    They lie where a branch of the formula changes: the sign of what is in |…|, which of two values
    is the largest, or a comparison.
    """
    if formula.task is Task.MULTICLASS:
        return Places((), ())
    given = dict(numbers)
    kinks: set[float] = set()
    bends: set[float] = set()
    for target in _targets(formula):
        for place in _changes(formula, target, given):
            if _jumps(formula, place, target, given):
                kinks.add(place)
            elif _bends(formula, place, target, given):
                bends.add(place)
    return Places(tuple(sorted(kinks)), tuple(sorted(bends - kinks)))


def _targets(formula: Formula) -> tuple[float, ...]:
    targets = _TARGETS[formula.task]
    is_of_residual = formula.task is Task.REGRESSION and not formula.depends_on_target
    return targets[:1] if is_of_residual else targets


def _jumps(formula: Formula, place: float, target: float, numbers: Mapping[str, float]) -> bool:
    """The slope differs on the two sides, however near they are."""
    sides = place + np.outer(_SIDES, [-1.0, 1.0]).ravel()
    _, slope = _at(formula, sides, (target,), numbers)
    far, near = np.abs(np.diff(slope.reshape(2, 2), axis=1))[:, 0]
    usual = 1.0 + float(np.nanmax(np.abs(slope), initial=0.0))
    return not (near <= 1e-6 * usual or near < 0.5 * far)


def _bends(formula: Formula, place: float, target: float, numbers: Mapping[str, float]) -> bool:
    """The slope begins to go another way, or is vertical there."""
    steps = np.array([-1e-4, -1e-6, 1e-6, 1e-4]) * max(1.0, abs(place))
    _, slope = _at(formula, place + np.concatenate([[0.0], steps]), (target,), numbers)
    curvature = (slope[1:, 0] - slope[0, 0]) / steps
    rounding = 1e-6 * (1.0 + float(np.abs(slope).max()))
    # A smooth slope goes on as it did, and looks straight from near.
    return not np.ptp(curvature) <= 0.01 * np.abs(curvature).max() + rounding


def _changes(formula: Formula, target: float, numbers: Mapping[str, float]) -> list[float]:
    """Where a branch of the formula changes: exactly, or else to a rounding error."""
    sign = 2.0 * target - 1.0
    inverse = {
        Task.REGRESSION: {"r": lambda r: r, "yhat": lambda yhat: yhat - target},
        Task.BINARY: {"m": lambda m: m, "z": lambda z: sign * z, "p": _log_odds},
    }[formula.task]
    known = formula.names_at(np.float64(0.0), np.float64(target), numbers)
    try:
        places = [at for each in formula.choices for at in roots(each, 0.0, inverse, known)]
    except ArithmeticError:
        places = _changes_seen(formula, target, numbers)
    return list(dict.fromkeys(place + 0.0 for place in places if np.isfinite(place)))


def _log_odds(p: float) -> float:
    raise ArithmeticError("p is no simple function of the margin")


def _changes_seen(formula: Formula, target: float, numbers: Mapping[str, float]) -> list[float]:
    """Those at ordinary places, each found between two neighbours."""
    far = FARTHEST[formula.task]
    at = np.linspace(-far, far, _POINTS)
    before = _branches(formula, at, target, numbers)
    changes = np.flatnonzero((before[1:] != before[:-1]).any(axis=1))
    low, high, first = at[changes], at[changes + 1], before[changes]
    for _ in range(_BISECTIONS):  # all of them at once: a formula may have hundreds
        middle = 0.5 * (low + high)
        is_low = (_branches(formula, middle, target, numbers) == first).all(axis=1)
        low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
    return [round(place, 12) for place in high.tolist()]


def _branches(formula: Formula, at: Array, target: float, numbers: Mapping[str, float]) -> Array:
    """Which way each choice goes; where that is not defined it does not change."""
    raw, y = _raw(formula, at, target)
    return np.nan_to_num(formula.branches(raw, y, **numbers), nan=2.0)


def _second(formula: Formula, at: Array, target: float, numbers: Mapping[str, float]) -> Array:
    raw, y = _raw(formula, at, target)
    return formula.curvature(raw, y, **numbers)


def _raw(formula: Formula, at: Array, target: float) -> tuple[Array, Array]:
    y = np.full((len(at), 1), target)
    column = at[:, None]
    return (column + y if formula.task is Task.REGRESSION else (2.0 * y - 1.0) * column), y


def _trials(formula: Formula) -> list[dict[str, float]]:
    """Numbers with which the formula is looked at; the usual ones first."""
    usual = {parameter.name: parameter.default for parameter in formula.parameters}
    names = list(usual)
    others = [
        dict(zip(names, values, strict=True)) for values in product(_TRIED, repeat=len(names))
    ]
    return [usual, *others[:16]]


@np.errstate(all="ignore")
def has_curvature(formula: Formula) -> bool:
    """The slope has no jump and its derivative no pole, so that it limits the size of steps."""
    for numbers in _trials(formula):
        found = places(formula, tuple(sorted(numbers.items())))
        if found.kinks:
            return False
        seen = _look(formula, numbers)
        near = [p + d for p in found.bends for d in (-1e-6, 1e-6)]
        at = np.concatenate([seen.places, np.array(near)])
        second = np.concatenate([_second(formula, at, target, numbers) for target in seen.targets])
        finite = np.isfinite(second)
        usual = np.median(np.abs(second[finite])) if finite.any() else 0.0
        if not finite.any() or not np.any(second[finite]):
            return False
        if np.abs(second[finite]).max() > _STEEP * max(usual, 1e-3) and near:
            return False
    return True


def gives_probabilities(formula: Formula) -> bool:
    """The sigmoid of the best score is the share of class 1, for every share (a proper loss).

    Where the share is π, the mean slope π ℓ'(z, 1) + (1 − π) ℓ'(z, 0) is 0 at z = log(π / (1 − π)).
    A formula in p speaks of a probability itself.
    """
    if formula.task is Task.REGRESSION or "p" in formula.names:
        return True
    shares = np.array([0.1, 0.3, 0.5, 0.8])
    z = np.log(shares / (1.0 - shares))[:, None]
    numbers = {parameter.name: parameter.default for parameter in formula.parameters}
    _, of_one = formula.value_and_slope(z, np.ones_like(z), **numbers)
    _, of_zero = formula.value_and_slope(z, np.zeros_like(z), **numbers)
    with np.errstate(all="ignore"):
        mean = shares[:, None] * of_one + (1.0 - shares[:, None]) * of_zero
        return bool((np.abs(mean) <= 1e-9 * (1.0 + np.abs(of_one))).all())


@np.errstate(all="ignore")
def warnings(formula: Formula, numbers: Mapping[str, float]) -> list[Message]:
    """What a person should know of the formula before training with it, a sentence each."""
    seen = _look(formula, numbers)
    finite = np.isfinite(seen.value) & np.isfinite(seen.slope)
    if not finite.any():
        return [
            Message(
                QT_TRANSLATE_NOOP(
                    "core", "It is not a finite number at any ordinary prediction: it cannot train."
                )
            )
        ]
    found = []
    if not finite.all():
        place, target = _first(seen, ~finite)
        found.append(_not_finite(formula, place, target))
    value = np.where(finite, seen.value, np.nan)
    if not np.nanmax(np.abs(np.where(finite, seen.slope, 0.0))):
        found.append(
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "It does not change with the prediction: its slope is 0, and nothing is "
                    "learned.",
                )
            )
        )
        return found
    scale = 1e-9 * float(np.nanmax(np.abs(value)) or 1.0)
    lowest = float(np.nanmin(value))
    if lowest < -scale:
        found.append(
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "It is negative for some predictions (down to {lowest:.4g}), so that 0 does "
                    "not mean that there is no error.",
                ),
                {"lowest": lowest},
            )
        )
    if formula.task is Task.REGRESSION:
        found += _lowest_elsewhere(seen, value, scale)
    elif (value[_near(seen, 3.0)] > value[_near(seen, -3.0)] + scale).any():
        found.append(
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "It is larger for a right answer than for a wrong one: training makes answers "
                    "wrong.",
                )
            )
        )
    return found


def _near(seen: _Seen, place: float) -> int:
    return int(np.abs(seen.places - place).argmin())


def _first(seen: _Seen, wrong: NDArray[np.bool_]) -> tuple[float, float]:
    """The place nearest to 0 where something is wrong, and the target there."""
    rows, columns = np.nonzero(wrong)
    best = np.abs(seen.places[rows]).argmin()
    return float(seen.places[rows[best]]), seen.targets[columns[best]]


def _not_finite(formula: Formula, place: float, target: float) -> Message:
    if formula.task is Task.BINARY:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "It is not finite everywhere, for example at z = {place:.4g} where y = {target:g}: "
                "a run that gets there stops.",
            ),
            {"place": (2.0 * target - 1.0) * place, "target": target},
        )
    if formula.depends_on_target:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "It is not finite everywhere, for example at ŷ = {place:.4g} where y = {target:g}: "
                "a run that gets there stops.",
            ),
            {"place": place + target, "target": target},
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "It is not finite everywhere, for example at r = {place:.4g}: a run that gets there "
            "stops.",
        ),
        {"place": place},
    )


def _lowest_elsewhere(seen: _Seen, value: Array, scale: float) -> list[Message]:
    """Whether the loss is lower than where the prediction is exact."""
    exact = value[_near(seen, 0.0)]
    below = value < exact - scale
    if not below.any():
        return []
    row = int(np.unravel_index(np.nanargmin(np.where(below, value, np.nan)), value.shape)[0])
    return [
        Message(
            QT_TRANSLATE_NOOP(
                "core",
                "It is not lowest where the prediction is exact: at r = {place:.4g} it is lower "
                "than at r = 0.",
            ),
            {"place": float(seen.places[row])},
        )
    ]
