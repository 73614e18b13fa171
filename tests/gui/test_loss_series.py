"""The arithmetic of the loss curves."""

import numpy as np
import pytest

from lossstudio.gui.views.loss_curve.series import (
    line,
    smallest_positive,
    step_at,
    steps_range,
    x_of_steps,
    y_range,
    y_values,
)

PIXEL = (0.1, 0.01)
ROOM = 1000.0
ALL = (-1e9, 1e9)


def test_the_logarithmic_step_axis_counts_from_one():
    np.testing.assert_allclose(x_of_steps(np.array([0, 9, 999]), log=True), [0, 1, 3])
    assert step_at(3.0, log=True) == pytest.approx(999)
    np.testing.assert_allclose(x_of_steps(np.array([0, 9]), log=False), [0, 9])


def test_the_step_axis_grows_now_and_then_only():
    end = steps_range(None, 0, is_running=True)
    ends = []
    for step in range(2000):
        end = steps_range(end, step, is_running=True)
        assert end >= step
        ends.append(end)
    assert len(set(ends)) < 30
    assert steps_range(end, 100, is_running=True) == end
    assert steps_range(end, 100, is_running=False) == 100


def test_a_linear_axis_caps_and_a_logarithmic_one_has_a_floor():
    values = np.array([0.0, 1e-20, 1.0, 1e300, np.inf])
    np.testing.assert_array_equal(
        y_values(values, False, 1e-16, 1e15)[[0, 2, 3, 4]], [0.0, 1.0, 1e15, 1e15]
    )
    heights = y_values(values, True, smallest_positive(values), 1e15)
    assert np.isfinite(heights).all()
    np.testing.assert_allclose(heights[:4], [-20, -20, 0, 300])
    assert smallest_positive(np.zeros(3)) > 0


def test_a_range_stays_while_it_suits():
    shown = y_range(None, 0.1, 2.0, log=False, from_zero=True)
    assert shown[0] == 0.0
    assert 2.0 < shown[1] < 2.5
    assert y_range(shown, 0.05, 1.9, log=False, from_zero=True) == shown
    assert y_range(shown, 0.05, 2.5, log=False, from_zero=True)[1] > 2.5
    assert y_range(shown, 0.05, 0.1, log=False, from_zero=True)[1] < 0.2
    close = y_range(None, 1.0, 1.1, log=False, from_zero=False)
    assert 0.9 < close[0] < 1.0
    flat = y_range(None, 0.0, 0.0, log=False, from_zero=True)
    assert flat[1] > flat[0]


def test_a_logarithmic_range_ends_at_half_decades():
    assert y_range(None, -2.3, 0.2, log=True, from_zero=True) == (-2.5, 0.5)
    assert y_range(None, -1.0, -1.0, log=True, from_zero=True) == (-1.5, -0.5)


def test_no_peak_and_no_dip_is_lost():
    rng = np.random.default_rng(0)
    x = np.arange(10_000.0)
    y = rng.random(10_000)
    y[5003], y[7777] = 40.0, -30.0
    drawn = line(x, x, y, y, (20.0, 0.1), ALL, ROOM)
    assert len(drawn.x) < 1000
    assert drawn.jitters
    assert drawn.y.max() == 40.0
    assert drawn.y.min() == -30.0
    assert drawn.x[np.argmax(drawn.y)] == pytest.approx(5003, abs=2 * 20.0 * 2)


def test_buckets_keep_their_least_and_largest_value():
    x = np.arange(0.0, 100.0, 10.0)
    low, high = np.zeros(10), np.ones(10)
    drawn = line(x, x + 9.0, low, high, PIXEL, ALL, ROOM)
    for left in x:
        inside = (drawn.x >= left) & (drawn.x <= left + 9.0)
        assert {0.0, 1.0} <= set(drawn.y[inside])


def test_a_falling_curve_of_buckets_falls():
    x = np.arange(0.0, 100.0, 10.0)
    exact = np.exp(-np.arange(0, 101) / 30.0)
    low, high = exact[9:100:10], exact[0:100:10]
    drawn = line(x, x + 9.0, low, high, PIXEL, ALL, ROOM)
    assert (np.diff(drawn.y) <= 0).all()
    assert not drawn.jitters


def test_a_smooth_curve_is_drawn_with_few_points_within_a_pixel():
    x = np.arange(0.0, 1200.0)
    y = 2.0 * np.exp(-x / 90.0) + 0.1
    drawn = line(x, x, y, y, (2.0, 0.006), ALL, ROOM)
    assert len(drawn.x) < 150
    assert abs(np.interp(x, drawn.x, drawn.y) - y).max() < 2 * 0.006
    assert (drawn.x[0], drawn.y[0]) == (x[0], y[0])
    assert drawn.x[-1] == x[-1]


def test_one_step_is_one_point():
    one = np.array([3.0])
    drawn = line(np.zeros(1), np.zeros(1), one, one, PIXEL, ALL, ROOM)
    assert drawn.x.tolist() == [0.0]
    assert drawn.y.tolist() == [3.0]
    nothing = np.zeros(0)
    assert len(line(nothing, nothing, nothing, nothing, PIXEL, ALL, ROOM).x) == 0


def test_what_is_out_of_sight_is_no_jitter():
    x = np.arange(1000.0)
    y = np.where(x % 2, 50.0, 0.0)
    assert line(x, x, y, y, (2.0, 0.1), (0.0, 60.0), ROOM).jitters
    assert not line(x, x, y, y, (2.0, 0.1), (60.0, 70.0), ROOM).jitters
