import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossstudio.core.parameters import Parameter
from lossstudio.gui.kit.typed_numbers import read_number
from lossstudio.gui.panels.number_scale import (
    POSITIONS,
    NumberScale,
    exact_text,
    nice_step,
    short_text,
)


def scale(low, high, **more):
    return NumberScale(Parameter("x", "X", low, low, high, "", **more))


LINEAR = scale(0.0, 2.0)
LOG = scale(1e-4, 10.0, scale="log")
LOG_FROM_ZERO = scale(0.0, 1.0, scale="log")
INTEGER = scale(1, 9, integer=True)
LOG_INTEGER = scale(2, 1_000_000, integer=True, scale="log", slider_range=(10, 1000))
SEED = scale(0, 2**32 - 1, integer=True)
ALL = pytest.mark.parametrize(
    "scale_",
    [LINEAR, LOG, LOG_FROM_ZERO, INTEGER, LOG_INTEGER],
    ids=["linear", "log", "log from 0", "integer", "log integer"],
)


@ALL
def test_the_ends_of_the_slider_are_the_ends_of_its_range(scale_):
    assert scale_.value(0) == scale_.low
    assert scale_.value(scale_.positions) == scale_.high
    assert scale_.position(scale_.low) == 0
    assert scale_.position(scale_.high) == scale_.positions
    assert (scale_.share(scale_.low), scale_.share(scale_.high)) == (0.0, 1.0)


@ALL
def test_values_rise_along_the_slider_and_are_accepted(scale_):
    values = [scale_.value(position) for position in range(scale_.positions + 1)]
    assert values == sorted(values)
    assert all(scale_.parameter.check(value) == value for value in values)


@ALL
def test_a_position_survives_its_value(scale_):
    for position in range(0, scale_.positions + 1, 7):
        back = scale_.position(scale_.value(position))
        # Where whole numbers are coarser than positions, the value's own place is meant.
        assert scale_.value(back) == scale_.value(position)


def test_known_places():
    assert LINEAR.position(0.5) == POSITIONS // 4
    assert LOG.position(0.1) == round(POSITIONS * 3 / 5)
    assert LOG.share(1.0) == pytest.approx(0.8)
    assert INTEGER.positions == 8
    assert INTEGER.value(3) == 4


def test_values_are_round_numbers():
    assert LINEAR.value(333) == 0.666
    assert LOG.value(600) == 0.1
    assert LOG.value(601) == 0.101
    assert isinstance(LOG_INTEGER.value(500), int)
    assert LOG_INTEGER.value(500) == 100


def test_beyond_the_slider_are_its_ends():
    assert LOG.position(500.0) == POSITIONS
    assert LOG.position(1e-8) == 0
    assert (LOG.share(1e9), LOG.share(0.0)) == (1.0, 0.0)


def test_a_logarithmic_slider_can_be_switched_off():
    assert LOG_FROM_ZERO.value(0) == 0.0
    assert LOG_FROM_ZERO.value(1) == pytest.approx(1e-6)
    assert LOG_FROM_ZERO.position(1e-9) >= 1, "not zero, so not at zero's place"
    assert LOG_FROM_ZERO.stepped(0.0, 1) == pytest.approx(1e-6)
    assert LOG_FROM_ZERO.stepped(1e-6, -1) == 0.0
    assert LOG_FROM_ZERO.stepped(0.0, -1) == 0.0


def test_seeds_have_no_slider_and_count_one_by_one():
    assert not SEED.has_slider
    assert LOG_INTEGER.has_slider
    assert INTEGER.has_slider
    assert SEED.stepped(41, 1) == 42
    assert SEED.stepped(0, -1) == 0


def test_linear_steps_are_multiples_of_a_round_number():
    assert LINEAR.stepped(0.3, 1) == 0.32
    assert LINEAR.stepped(0.3, -1) == 0.28
    assert LINEAR.stepped(0.305, 1) == 0.32
    assert LINEAR.stepped(0.305, -1) == 0.3
    assert LINEAR.stepped(0.3, 10) == 0.5
    assert LINEAR.stepped(1.99, 10) == 2.0
    assert math.copysign(1, LINEAR.stepped(0.01, -1)) == 1.0


def test_logarithmic_steps_are_preferred_numbers():
    assert LOG.stepped(0.1, 1) == 0.125
    assert LOG.stepped(0.1, -1) == 0.08
    assert LOG.stepped(0.11, 1) == 0.125
    assert LOG.stepped(0.1, 10) == 1.0
    assert LOG.stepped(1.0, -20) == 0.01
    assert LOG.stepped(10.0, 1) == 10.0


def test_steps_go_as_far_as_is_accepted_not_only_as_the_slider_shows():
    wide = scale(1e-8, 1000.0, scale="log", slider_range=(1e-4, 10.0))
    assert wide.stepped(10.0, 10) == 100.0
    assert wide.stepped(900.0, 5) == 1000.0
    assert wide.stepped(2e-8, -10) == 1e-8


def test_whole_numbers_move_by_at_least_one():
    assert LOG_INTEGER.stepped(2, 1) == 3
    assert LOG_INTEGER.stepped(3, -1) == 2
    assert LOG_INTEGER.stepped(100, 1) == 125
    assert INTEGER.stepped(9, 1) == 9
    assert INTEGER.stepped(4, 1) == 5


@ALL
@given(data=st.data())
def test_a_step_moves_the_right_way_and_stays_in_range(scale_, data):
    parameter = scale_.parameter
    numbers = st.integers if parameter.integer else st.floats
    value = data.draw(numbers(parameter.minimum, parameter.maximum))
    up, down = scale_.stepped(value, 1), scale_.stepped(value, -1)
    assert parameter.minimum <= down <= value <= up <= parameter.maximum
    assert down < value or value == parameter.minimum
    assert up > value or value == parameter.maximum


@pytest.mark.parametrize(
    ("size", "step"), [(0.01, 0.01), (0.02, 0.02), (0.049, 0.02), (0.3, 0.2), (7, 5), (10, 10)]
)
def test_nice_step(size, step):
    assert nice_step(size) == step


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_text_reads_back_to_the_last_bit(value):
    back = read_number(exact_text(value))
    assert float(back) == value


@given(st.integers(0, 2**53))
def test_whole_numbers_read_back(value):
    assert read_number(exact_text(value)) == value
    assert read_number(short_text(value)) == value


@pytest.mark.parametrize(
    ("value", "short", "exact"),
    [
        (0.1, "0.1", "0.1"),
        (5.0, "5", "5"),
        (1e-3, "0.001", "0.001"),
        (1e-5, "1e-5", "1e-5"),
        (0.1 + 0.2, "0.3", "0.30000000000000004"),
        (3.80306462, "3.80306", "3.80306462"),
        (1234567.0, "1.23457e6", "1234567"),
        (4294967295, "4294967295", "4294967295"),
    ],
)
def test_texts(value, short, exact):
    assert short_text(value) == short
    assert exact_text(value) == exact
