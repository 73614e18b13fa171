"""How often things are done: so far apart at least, rested from where slow, and in the end."""

import pytest

from lossstudio.gui.training import pacing
from lossstudio.gui.training.pacing import (
    COMFORTABLE,
    FRAME,
    SLOW_FRAME,
    SLOWEST,
    Rhythm,
    Throttle,
    frame_time,
    of_lines,
    slower,
)


@pytest.fixture
def clock(monkeypatch):
    """The time, in seconds: a list of one number, to be moved by hand."""
    now = [1000.0]
    monkeypatch.setattr(pacing.time, "monotonic", lambda: now[0])
    return now


def test_what_was_never_done_is_due(clock):
    assert Rhythm().is_due(1e9, 1e9)


@pytest.mark.parametrize(
    ("took", "interval", "rest", "after"),
    [(0.0, 0.25, 10.0, 0.25), (0.125, 0.25, 10.0, 1.375), (0.125, 4.0, 10.0, 4.0), (2.0, 0, 0, 2)],
)
def test_it_is_due_after_the_interval_and_a_rest_by_what_it_took(
    took, interval, rest, after, clock
):
    rhythm = Rhythm()
    rhythm.begin()
    clock[0] += took
    rhythm.end()
    clock[0] = 1000.0 + after - 0.001
    assert not rhythm.is_due(interval, rest)
    clock[0] = 1000.0 + after
    assert rhythm.is_due(interval, rest)


def test_a_quick_time_after_a_slow_one_is_no_longer_rested_for(clock):
    rhythm = Rhythm()
    rhythm.begin()
    clock[0] += 100.0
    rhythm.end()
    rhythm.begin()
    clock[0] += 1.0
    assert rhythm.is_due(1.0, 10.0)


def test_a_throttle_shows_the_first_at_once_and_the_last_in_the_end(qapp, qtbot):
    value, shown = [0], []
    throttle = Throttle(20, lambda: shown.append(value[0]), qapp)
    for value[0] in range(1, 100):
        throttle.ask()
    assert shown == [1]
    qtbot.waitUntil(lambda: len(shown) == 2)
    qtbot.waitUntil(lambda: not throttle._timer.isActive())
    assert shown == [1, 99]
    value[0] = 100
    throttle.ask()
    assert shown == [1, 99, 100]
    throttle.deleteLater()


def test_views_slow_down_where_frames_are_slow_and_no_further_than_the_slowest():
    pace = 1.0
    for _ in range(200):
        pace = slower(pace, 0.5 * COMFORTABLE)
    assert pace == 1.0
    for _ in range(200):
        pace = slower(pace, 2.0 * COMFORTABLE)
    assert pace == pytest.approx(2.0)
    for _ in range(200):
        pace = slower(pace, 60.0)
    assert pace == pytest.approx(SLOWEST)


def test_frames_come_less_often_where_painting_takes_long_and_training_keeps_its_share():
    assert frame_time(0.0) == FRAME
    assert frame_time(FRAME) == SLOW_FRAME
    assert frame_time(0.1) == pytest.approx(0.12)
    times = [frame_time(0.001 * painting) for painting in range(100)]
    assert times == sorted(times)


def test_the_more_lines_a_diagram_has_the_less_often_it_is_drawn():
    times = [of_lines(lines) for lines in range(1000)]
    assert times == sorted(times)
    assert {times[40], times[41], times[150], times[151]} == {1 / 15, 1 / 10, 1 / 5}
