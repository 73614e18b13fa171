"""The arithmetic of a number control: values against slider positions, steps, and text. No Qt."""

import math

from lossstudio.core.parameters import Parameter

POSITIONS = 1000
"""A slider has this many steps, or one a whole number where there are fewer."""

_LARGEST_SLIDER_SPAN = 100_000
"""Whole numbers with more values than this and no `slider_range`, such as seeds, have no slider."""

_STEPS_A_DECADE = (1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0)
"""ISO 3's preferred numbers R10: what the arrow keys walk through on a logarithmic scale."""


class NumberScale:
    """How a `Parameter` lies along a slider of positions 0…`positions`.

    On a logarithmic scale whose range begins at 0, the first position is 0 itself and the rest
    covers the last six decades, so that a penalty can be switched off.
    """

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter
        low, high = parameter.slider_range or (parameter.minimum, parameter.maximum)
        self.low, self.high = float(low), float(high)
        self._log = parameter.scale == "log"
        self._zero_first = self._log and self.low <= 0.0
        self._log_low = self.high * 1e-6 if self._zero_first else self.low
        span = self.high - self.low
        self.has_slider = parameter.slider_range is not None or not (
            parameter.integer and span > _LARGEST_SLIDER_SPAN
        )
        few = parameter.integer and not self._log and span <= POSITIONS
        self.positions = int(span) if few else POSITIONS

    def position(self, value: float) -> int:
        """The slider position nearest to `value`; the ends for what lies beyond them."""
        if value <= self.low:
            return 0
        if value >= self.high:
            return self.positions
        if not self._log:
            return round((value - self.low) / (self.high - self.low) * self.positions)
        share = math.log(max(value, self._log_low) / self._log_low) / self._decades_ln()
        first = 1 if self._zero_first else 0
        return first + round(share * (self.positions - first))

    def share(self, value: float) -> float:
        """Where `value` lies along the slider, from 0 to 1, not rounded to a position."""
        if value <= self.low:
            return 0.0
        if value >= self.high:
            return 1.0
        if not self._log:
            return (value - self.low) / (self.high - self.low)
        return max(math.log(value / self._log_low) / self._decades_ln(), 0.0)

    def value(self, position: int) -> float:
        """The value at a slider position: as round a number as the position is precise."""
        if position <= 0:
            return self._whole(self.low)
        if position >= self.positions:
            return self._whole(self.high)
        if self._log:
            first = 1 if self._zero_first else 0
            share = (position - first) / (self.positions - first)
            value = _significant(self._log_low * math.exp(share * self._decades_ln()), 3)
        else:
            span = self.high - self.low
            value = self.low + position / self.positions * span
            value = round(value, _decimals(span / self.positions))
        return self._whole(min(max(value, self.low), self.high))

    def stepped(self, value: float, steps: int) -> float:
        """`value` moved by so many steps of the arrow keys, within minimum and maximum.

        Linear: a hundredth of the slider's range, rounded to 1, 2 or 5, and the results are
        multiples of it. Logarithmic: ten steps a decade. Whole numbers move by at least 1.
        """
        for _ in range(abs(steps)):
            value = self._one_step(value, up=steps > 0)
        return value

    def _one_step(self, value: float, up: bool) -> float:
        if self._log:
            moved = self._log_step(value, up)
        else:
            step = nice_step((self.high - self.low) / 100)
            if self.parameter.integer:
                step = max(1.0, round(step)) if self.has_slider else 1.0
            count = value / step
            count = math.floor(count + 1e-9) + 1 if up else math.ceil(count - 1e-9) - 1
            moved = round(count * step, _decimals(step) + 1)
        if self.parameter.integer:
            moved = max(moved, value + 1) if up else min(moved, value - 1)
        return self._whole(min(max(moved, self.parameter.minimum), self.parameter.maximum))

    def _log_step(self, value: float, up: bool) -> float:
        floor = max(self.parameter.minimum, 0.0)
        below_the_decades = value < self._log_low if up else value <= self._log_low * (1 + 1e-9)
        if value <= 0.0 or (self._zero_first and below_the_decades):
            return self._log_low if up else floor
        exponent = math.floor(math.log10(value))
        ladder = [
            float(f"{m}e{e}") for e in range(exponent - 1, exponent + 2) for m in _STEPS_A_DECADE
        ]
        if self.parameter.integer:
            ladder = sorted({float(round(rung)) for rung in ladder})
        if up:
            return min(rung for rung in ladder if rung > value * (1 + 1e-9))
        return max((rung for rung in ladder if rung < value * (1 - 1e-9)), default=floor)

    def _decades_ln(self) -> float:
        return math.log(self.high / self._log_low)

    def _whole(self, value: float) -> float:
        # Adding 0.0 makes a plain zero of a negative one.
        return round(value) if self.parameter.integer else float(value) + 0.0


def nice_step(size: float) -> float:
    """The nearest 1, 2 or 5 times a power of ten that is not above `size` > 0."""
    power = math.floor(math.log10(size) + 1e-9)
    lead = max(lead for lead in (1, 2, 5) if lead <= size / 10.0**power * (1 + 1e-9))
    return float(f"{lead}e{power}")


def short_text(value: float) -> str:
    """`value` in at most six significant digits, for reading."""
    return _tidy(str(value) if isinstance(value, int) else f"{value:.6g}")


def exact_text(value: float) -> str:
    """The shortest text that reads back as `value` to the last bit, for editing."""
    text = repr(value)
    return _tidy(text.removesuffix(".0"))


def _tidy(text: str) -> str:
    """Without the zeros that Python pads exponents with: 1e-3, not 1e-03."""
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}" if e else text


def _significant(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _decimals(quantum: float) -> int:
    """How many decimals tell multiples of `quantum` apart."""
    return max(0, -math.floor(math.log10(quantum) + 1e-9))
