"""Learning-rate schedules: values worked by hand, and what holds for all."""

import math
from itertools import pairwise

import pytest

from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.text import InputError


def test_the_registry():
    assert list(SCHEDULES) == ["constant", "exponential", "inverse_sqrt", "cosine"]
    defaults = {name: schedule.hyperparameters({}) for name, schedule in SCHEDULES.items()}
    assert defaults == {
        "constant": {},
        "exponential": {"decay": 0.999},
        "inverse_sqrt": {},
        "cosine": {"period": 1000},
    }


@pytest.mark.parametrize(
    ("name", "step", "given", "expected"),
    [
        ("constant", 12345, {}, 0.2),
        ("exponential", 1, {}, 0.1998),
        ("exponential", 2, {"decay": 0.9}, 0.162),
        ("exponential", 1000, {"decay": 1.0}, 0.2),
        ("exponential", 10**9, {"decay": 0.9}, 0.0),
        ("inverse_sqrt", 3, {}, 0.1),
        ("inverse_sqrt", 99, {}, 0.02),
        ("cosine", 250, {}, 0.1 * (1 + math.sqrt(0.5))),
        ("cosine", 500, {}, 0.1),
        ("cosine", 2, {"period": 3}, 0.05),
        ("cosine", 1000, {}, 0.0),
        ("cosine", 1001, {}, 0.0),
        ("cosine", 1, {"period": 1}, 0.0),
    ],
)
def test_values_by_hand(name, step, given, expected):
    schedule = SCHEDULES[name]
    rate = schedule.rate(0.2, step, **schedule.hyperparameters(given))
    assert type(rate) is float
    assert rate == pytest.approx(expected, rel=1e-12, abs=1e-17)


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=list(SCHEDULES))
def test_starts_at_the_learning_rate_and_never_rises(schedule):
    hyper = schedule.hyperparameters({})
    rates = [schedule.rate(0.3, step, **hyper) for step in range(1500)]
    assert rates[0] == 0.3
    assert all(later <= earlier for earlier, later in pairwise(rates))
    assert min(rates) >= 0.0


def test_limits():
    with pytest.raises(InputError, match=r"a number from 0\.9 to 1"):
        SCHEDULES["exponential"].hyperparameters({"decay": 1.01})
    with pytest.raises(InputError, match="a whole number from 1 to 1000000000"):
        SCHEDULES["cosine"].hyperparameters({"period": 0})
