"""Which values of a setting are worth a look: those around the one it has."""

import math

from lossstudio.core.parameters import Parameter
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.sweep.settings import parameter_at, value_at
from lossstudio.engine.sweep.values import COUNT, Range

_FEW = 16
"""A whole number with so many values at most is shown over all of them."""
_FEWEST = 4
"""There are never fewer, for the sake of equal steps."""
_BEYOND = 2.0
"""The range of learning rates ends at so many times the largest stable one: there it diverges."""
_DECADES = 100.0
"""The factor between the ends of a logarithmic range."""


def proposed_range(scenario: Scenario, path: str, limit: float | None = None) -> Range:
    """A range of values for the number at `path`, around the one that it has.

    `limit` is the largest learning rate at which gradient descent is stable, where it is known: the
    range of learning rates then goes beyond it. Raises `InputError` as `parameter_at` does.
    """
    parameter, value = parameter_at(scenario, path), value_at(scenario, path)
    if value is None:
        value = parameter.default
    low, high = _usual_ends(parameter, value)
    is_log = parameter.scale == "log" or (not math.isfinite(high - low) and value > 0.0)
    if is_log:
        first, last = value / math.sqrt(_DECADES), value * math.sqrt(_DECADES)
        if path.endswith(".learning_rate") and limit is not None and limit > 0.0:
            last = max(_BEYOND * limit, value)
            first = min(last / _DECADES, value)
        first, last = max(first, low), min(last, high)
    elif parameter.integer and high - low <= _FEW:
        first, last = low, high
    else:
        middle = low + (high - low) / 2
        first, last = low, min(high, max(2 * value - low, middle))
    first, last = (_tidied(end, parameter) for end in (first, last))
    if not first < last:
        first, last = parameter.minimum, parameter.maximum
    is_log = is_log and first > 0.0
    return Range(first, last, COUNT if is_log else _count(parameter, last - first), is_log)


def _count(parameter: Parameter, span: float) -> int:
    """How many values there are in a span: of whole numbers so many that the steps are equal."""
    if not parameter.integer:
        return COUNT
    even = (n for n in range(COUNT, _FEWEST - 1, -1) if span % (n - 1) == 0)
    return next(even, COUNT)


def _usual_ends(parameter: Parameter, value: float) -> tuple[float, float]:
    """Where the slider ends, if it has the value, else the limits; of a large range without a
    slider, as of seeds and steps, some values from the present one on."""
    slider = parameter.slider_range
    if slider is not None and slider[0] <= value <= slider[1]:
        return slider
    low, high = parameter.minimum, parameter.maximum
    if parameter.integer and high - low > 10**5:
        return (value / 10, value) if value > 10**2 else (value, value + 9)
    return low, high


def _tidied(value: float, parameter: Parameter) -> float:
    """An end in two digits, within the limits."""
    value = float(f"{value:.2g}") if value != parameter.maximum else value
    value = min(max(value, parameter.minimum), parameter.maximum)
    return round(value) if parameter.integer else value
