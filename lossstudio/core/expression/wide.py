"""Numbers with the digits of a double and hardly any limits, for what overflows on the way.

A formula whose result is an ordinary number may pass through e^1000 or a square of 1e200. Computed
with these numbers it comes out right, since their exponent of two is a double too.

They also know where they are *fixed*: where they stay as they are however the score changes nearby,
as y does, the chosen branch of ``where`` if that is a number, or max(0, u) where u is below 0. That
is what the rule for 0 needs: **a fixed 0 times anything is 0**, also times what is infinite or not
defined, so that a term that y or a branch switches off does not count. A 0 at which a factor only
happens to be has no such power; but 0 times the logarithm of 0 is 0, as the limit is.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Wide(np.lib.mixins.NDArrayOperatorsMixin):
    """Numbers ``head · 2**exponent``, each fixed or not; NumPy's functions work on them.

    `head` is of the order of 1, or 0, infinite or NaN; all three are arrays that fit each other.
    From `WHOLE` on, exponents have no halves; beyond `MOST` numbers are infinite. The logarithm of
    0 is minus 2 to the power of `OF_ZERO`, larger than all others, so that 0 times it is 0.
    """

    WHOLE, MOST, OF_ZERO = 2.0**52, 1e306, 1e305
    # log 2 in two parts, of which the first has few digits: k · log 2 loses none.
    HIGH, LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10

    def __init__(self, head: Any, exponent: Any = 0.0, fixed: Any = True) -> None:
        size, more = np.frexp(head)
        # An exponent so large has no digit for another ½: then the head is left as it is.
        is_far = (np.abs(exponent) > self.WHOLE) & (np.abs(more) < 300)
        size, more = np.where(is_far, head, size), np.where(is_far, 0.0, more)
        exponent = np.where((size == 0.0) | ~np.isfinite(size), 0.0, exponent + more)
        size = np.where(exponent > self.MOST, np.copysign(np.inf, size), size)
        self.head = np.where(exponent < -self.MOST, 0.0, size)
        self.exponent = np.where(np.abs(exponent) > self.MOST, 0.0, exponent)
        self.fixed = np.asarray(fixed)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        return getattr(Wide, ufunc.__name__)(*(Wide.of(each) for each in inputs))

    def __array_function__(self, function: Any, types: Any, values: Any, options: Any) -> Any:
        if function is np.where:
            return Wide.chosen(values[0], Wide.of(values[1]), Wide.of(values[2]))
        # The other one is np.full_like.
        return Wide.of(values[1])

    @staticmethod
    def of(values: Any) -> "Wide":
        """`values` as wide numbers, fixed where they were plain ones."""
        return values if isinstance(values, Wide) else Wide(np.asarray(values, dtype=np.float64))

    def number(self) -> Array:
        """As doubles: infinite or 0 where these have no such number."""
        return np.ldexp(self.head, np.clip(self.exponent, -3000.0, 3000.0).astype(np.int64))

    def nothing(self) -> NDArray[np.bool_]:
        """Where it is a fixed 0."""
        return np.asarray(self.fixed & (self.head == 0.0))

    @staticmethod
    def chosen(condition: Any, yes: "Wide", no: "Wide") -> "Wide":
        """One or the other, as `condition` holds."""
        return Wide(
            np.where(condition, yes.head, no.head),
            np.where(condition, yes.exponent, no.exponent),
            np.where(condition, yes.fixed, no.fixed),
        )

    def add(self, other: "Wide") -> "Wide":
        """The sum. Two logarithms of 0 do not cancel."""
        # A 0 has no exponent of its own.
        at = [np.where(each.head == 0.0, -np.inf, each.exponent) for each in (self, other)]
        top = np.maximum(np.maximum(*at), -self.MOST)
        one, two = (
            np.ldexp(each.head, np.maximum(exponent - top, -2000.0).astype(np.int64))
            for each, exponent in zip((self, other), at, strict=True)
        )
        total = np.where((top >= self.OF_ZERO) & (one * two < 0.0), np.nan, one + two)
        return Wide(total, top, self.fixed & other.fixed)

    def subtract(self, other: "Wide") -> "Wide":
        """The difference."""
        return self.add(other.negative())

    def negative(self) -> "Wide":
        """The opposite."""
        return Wide(-self.head, self.exponent, self.fixed)

    def absolute(self) -> "Wide":
        """The size."""
        return Wide(np.abs(self.head), self.exponent, self.fixed)

    def sign(self) -> "Wide":
        """−1, 0 or 1, which is fixed but at 0."""
        return Wide(np.sign(self.head), 0.0, self.fixed | (self.head != 0.0))

    def multiply(self, other: "Wide") -> "Wide":
        """The product, by the rule for 0."""
        nothing = self.nothing() | other.nothing()
        head = np.where(nothing, 0.0, self.head * other.head)
        fixed = nothing | (self.fixed & other.fixed)
        return Wide.raised(head, self.exponent, other.exponent, fixed)

    def divide(self, other: "Wide") -> "Wide":
        """The quotient, by the rule for 0."""
        nothing = self.nothing()
        head = np.where(nothing, 0.0, self.head / other.head)
        fixed = nothing | (self.fixed & other.fixed)
        return Wide.raised(head, self.exponent, -other.exponent, fixed)

    @staticmethod
    def raised(head: Array, one: Array, two: Array, fixed: Any) -> "Wide":
        """``head · 2**(one + two)``; what the sum of exponents rounds off goes to the head."""
        total, is_larger = one + two, np.abs(one) >= np.abs(two)
        lost = np.where(is_larger, two - (total - one), one - (total - two))
        return Wide(np.ldexp(head, np.clip(lost, -500.0, 500.0).astype(np.int64)), total, fixed)

    def power(self, other: "Wide") -> "Wide":
        """The power; x⁰ is 1."""
        by, size = other.number(), np.abs(self.head)
        # Of small powers the head is raised apart, so that no digit is lost.
        few = np.clip(by, -64.0, 64.0)
        whole = np.floor(self.exponent * few)
        small = Wide(size**few * np.exp2(self.exponent * few - whole), whole)
        is_plain = np.abs(self.exponent) < 1000.0
        log2 = np.where(is_plain, np.log2(np.abs(self.number())), np.log2(size) + self.exponent)
        whole = np.floor(log2 * by)
        large = Wide(np.exp2(log2 * by - np.where(np.isfinite(whole), whole, 0.0)), whole)
        result = Wide.chosen(few == by, small, large)
        is_negative = self.head < 0.0
        sign = np.where(is_negative & (by % 2.0 == 1.0), -1.0, 1.0)
        sign = np.where(is_negative & (by != np.floor(by)), np.nan, sign)
        is_plain = (size == 0.0) | ~np.isfinite(size) | ~np.isfinite(by)
        return Wide(
            np.where(is_plain, np.power(self.number(), by), sign * result.head),
            np.where(is_plain, 0.0, result.exponent),
            (self.nothing() & (by > 0.0)) | other.nothing() | (self.fixed & other.fixed),
        )

    def sqrt(self) -> "Wide":
        """The square root."""
        odd = self.exponent % 2.0
        root = np.sqrt(np.ldexp(self.head, odd.astype(np.int64)))
        return Wide(root, (self.exponent - odd) / 2.0, self.fixed)

    def exp(self) -> "Wide":
        """e to this power."""
        x = self.number()
        turns = np.rint(x / np.log(2.0))
        rest = np.where(np.abs(x) < self.WHOLE, (x - turns * self.HIGH) - turns * self.LOW, 0.0)
        is_plain = (np.abs(x) < 700.0) | ~np.isfinite(x)
        return Wide(np.exp(np.where(is_plain, x, rest)), np.where(is_plain, 0.0, turns), self.fixed)

    def expm1(self) -> "Wide":
        """exp(x) − 1."""
        return Wide.chosen(self.number() > 700.0, self.exp(), self.near(np.expm1))

    def log(self) -> "Wide":
        """The natural logarithm."""
        is_plain = (np.abs(self.exponent) < 1000.0) | (self.head < 0.0)
        far = np.log(self.head) + self.exponent * self.LOW + self.exponent * self.HIGH
        value = np.where(is_plain, np.log(self.number()), far)
        is_zero = self.head == 0.0
        return Wide(
            np.where(is_zero, -0.5, value), np.where(is_zero, self.OF_ZERO, 0.0), self.fixed
        )

    def log1p(self) -> "Wide":
        """log(1 + x)."""
        is_far, is_end = self.exponent > 60.0, self.number() == -1.0
        inside = Wide.chosen(is_end, Wide(0.0, 0.0, self.fixed), self)
        return Wide.chosen(is_far | is_end, inside.log(), self.near(np.log1p))

    def near(self, function: Callable[[Any], Any]) -> "Wide":
        """A function that is x where x is near 0, and elsewhere what it is of doubles."""
        value = Wide(function(self.number()), 0.0, self.fixed)
        return Wide.chosen((self.exponent < -60.0) & (self.head != 0.0), self, value)

    def sin(self) -> "Wide":
        """The sine."""
        return self.near(np.sin)

    def cos(self) -> "Wide":
        """The cosine."""
        return Wide(np.cos(self.number()), 0.0, self.fixed)

    def tan(self) -> "Wide":
        """The tangent."""
        return self.near(np.tan)

    def sinh(self) -> "Wide":
        """The hyperbolic sine."""
        grown = self.absolute().exp()
        far = Wide(0.5 * np.copysign(grown.head, self.head), grown.exponent, self.fixed)
        return Wide.chosen(np.abs(self.number()) > 700.0, far, self.near(np.sinh))

    def cosh(self) -> "Wide":
        """The hyperbolic cosine."""
        grown = self.absolute().exp()
        far = Wide(0.5 * grown.head, grown.exponent, self.fixed)
        x = self.number()
        return Wide.chosen(np.abs(x) > 700.0, far, Wide(np.cosh(x), 0.0, self.fixed))

    def tanh(self) -> "Wide":
        """The hyperbolic tangent."""
        return self.near(np.tanh)

    def arctan(self) -> "Wide":
        """The inverse of the tangent."""
        return self.near(np.arctan)

    def order(self, other: "Wide") -> Array:
        """−1, 0 or 1 as it is below, as or above `other`; NaN where one of them is."""
        one, two = (np.where(np.isinf(w.head), w.head, 0.0) for w in (self, other))
        finite = np.nan_to_num(np.sign(self.subtract(other).head))
        order = np.where(one == two, np.where(one == 0.0, finite, 0.0), np.sign(one - two))
        return np.where(np.isnan(self.head) | np.isnan(other.head), np.nan, order)

    def maximum(self, other: "Wide") -> "Wide":
        """The larger; where they are equal, fixed only if both are."""
        order = self.order(other)
        found = Wide.chosen((order >= 0.0) | np.isnan(self.head), self, other)
        fixed = np.where(order == 0.0, self.fixed & other.fixed, found.fixed)
        return Wide(found.head, found.exponent, fixed)

    def minimum(self, other: "Wide") -> "Wide":
        """The smaller."""
        return self.negative().maximum(other.negative()).negative()

    def less(self, other: "Wide") -> Any:
        """Whether it is below."""
        return self.order(other) < 0.0

    def less_equal(self, other: "Wide") -> Any:
        """Whether it is not above."""
        return self.order(other) <= 0.0

    def greater(self, other: "Wide") -> Any:
        """Whether it is above."""
        return self.order(other) > 0.0

    def greater_equal(self, other: "Wide") -> Any:
        """Whether it is not below."""
        return self.order(other) >= 0.0


def evaluated(
    function: Callable[..., Any], raw: Array, y: Array, *numbers: float, of_residual: bool = False
) -> tuple[Array, ...]:
    """What a formula gives; a slope is its limit where only the way to it is not defined."""
    found = in_range(function, raw, y, *numbers)
    for place in range(1, len(found)):
        lacks = np.isnan(found[place]) & np.isfinite(found[place - 1])
        if lacks.any():
            at, target = raw[lacks], y[lacks]
            if of_residual:
                # Beside a target far from 0 no score is near enough; only raw - y counts.
                at, target = at - target, np.zeros_like(target)
            found[place][lacks] = limit(function, place, at, target, *numbers)
    return found


def limit(function: Callable[..., Any], place: int, raw: Array, y: Array, *numbers: float) -> Array:
    """The limit of one of the results, the mean of both sides; NaN where there is none."""
    found = np.full_like(raw, np.nan)
    seen = []
    for size in (2.0**-40, 2.0**-600):
        step = size * np.where(raw == 0.0, 1.0, np.abs(raw))
        sides, pairs = [], []
        for aside in (step, -step):
            far = in_range(function, raw + aside, y, *numbers)
            near = in_range(function, raw + aside / 256.0, y, *numbers)
            one, two = far[place], near[place]
            with np.errstate(all="ignore"):
                stays = np.abs(two - one) <= 1e-9 * np.abs(two)
                fades = np.abs(two) <= np.abs(one) / 16.0
            side = np.where(stays, two, np.where(fades, 0.0, np.nan))
            sides.append((side, np.isfinite(near[0])))
            pairs.append((one, two))
        (right, has_right), (left, has_left) = sides
        # Where the loss itself is not defined, only the other side counts.
        left, right = np.where(has_left, left, right), np.where(has_right, right, left)
        found = np.where(np.isnan(found), 0.5 * left + 0.5 * right, found)
        seen.append(pairs)
    with np.errstate(all="ignore"):
        # Both have come nearer by 2⁸, and then by 2⁵⁵².
        right, left = (logarithmic(one, two, 552 / 8) for one, two in zip(*seen, strict=True))
        return np.where(np.isnan(found), 0.5 * left + 0.5 * right, found)


def logarithmic(near: tuple[Array, Array], nearer: tuple[Array, Array], times: float) -> Array:
    """±∞ where a value grows as much with each halving, as a logarithm does; else NaN."""
    # From `near` on there are so many `times` the halvings within it.
    expected = times * (near[1] - near[0])
    grown = nearer[0] - near[1]
    is_steady = (np.abs(grown - expected) <= 0.05 * np.abs(expected)) & (expected != 0.0)
    return np.where(is_steady, np.copysign(np.inf, grown), np.nan)


def in_range(
    function: Callable[..., Any], raw: Array, y: Array, *numbers: float
) -> tuple[Array, ...]:
    """What a formula gives; what overflows on the way is computed again with wide numbers."""
    faults = set()
    with np.errstate(all="call", call=lambda kind, flag: faults.add(kind)):
        found = [np.array(np.broadcast_to(each, raw.shape)) for each in function(raw, y, *numbers)]
    if faults == {"underflow"}:
        # What is too small counts only beside results that are small themselves.
        is_tiny = [np.any((each != 0.0) & (np.abs(each) < 1e-100)) for each in found]
        faults = faults if any(is_tiny) else set()
    with np.errstate(all="ignore"):
        again = function(Wide(raw, 0.0, False), *map(Wide.of, (y, *numbers))) if faults else []
        for values, result in zip(found, again, strict=False):
            right = np.broadcast_to(Wide.of(result).number(), raw.shape)
            # What differs by rounding alone stays as it is.
            wrong = ~(np.abs(right - values) <= 1e-6 * np.abs(right)) & ~np.isnan(right)
            values[wrong] = right[wrong]
    return tuple(found)
