"""The record of losses and the checkpoints: bounded, and no peak is ever lost."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossstudio.engine.training.history import CAPACITY, Checkpoints, LossRecord


def rows(start, count):
    """Losses of `count` steps from `start` on, each different."""
    return [
        (float(t), float((t * 37) % 101) - 50.0, float(-t * t)) for t in range(start, start + count)
    ]


def check(record, expected, capacity):
    """`record` says of `expected`, a list of rows, all that it must."""
    assert len(record) == len(expected)
    curves = record.curves(at_most=10**9)
    assert curves.width == record.width
    assert (record.width & (record.width - 1)) == 0
    assert len(curves.steps) <= capacity + 1
    every = np.array(expected).reshape(-1, 3)
    assert curves.steps.tolist() == list(range(0, len(expected), record.width))
    for first, low, high in zip(curves.steps, curves.low, curves.high, strict=True):
        bucket = every[first : first + record.width]
        assert low.tolist() == bucket.min(axis=0).tolist()
        assert high.tolist() == bucket.max(axis=0).tolist()


OPERATIONS = st.lists(
    st.tuples(st.just("extend"), st.integers(0, 60))
    | st.tuples(st.just("replace"), st.integers(0, 9))
    | st.tuples(st.just("truncate"), st.floats(0, 1)),
    max_size=12,
)


@given(st.sampled_from([2, 4, 6, 16, 100]), OPERATIONS)
@settings(max_examples=150, deadline=None)
def test_every_stretch_keeps_its_least_and_its_largest(capacity, operations):
    record, expected, drawn = LossRecord(capacity), [], 0
    for name, value in operations:
        if name == "extend":
            new = rows(drawn, value)
            drawn += value
            record.extend(new)
            expected += new
        elif name == "replace" and expected:
            record.replace_last((value, value, 999.0))
            expected[-1] = (value, value, 999.0)
        elif name == "truncate" and expected:
            length = max(1, round(value * len(expected)))
            left = record.truncate(length)
            assert left <= length
            assert length - left <= record.width
            record.extend(expected[left:length])  # as the trainer does
            expected = expected[:length]
        check(record, expected, capacity)


def test_below_its_capacity_a_record_is_exact():
    record = LossRecord(16)
    expected = rows(0, 17)  # the newest step has a place of its own
    record.extend(expected)
    assert record.width == 1
    assert record.truncate(12) == 12
    record.replace_last((7.0, 7.0, 7.0))
    check(record, [*expected[:11], (7.0, 7.0, 7.0)], 16)
    record.extend(rows(50, 6))
    assert record.width == 2


def test_one_step_at_a_time_is_as_many_at_once():
    one, many = LossRecord(8), LossRecord(8)
    many.extend(rows(0, 333))
    for row in rows(0, 333):
        one.extend([row])
    for a, b in zip(one.curves(), many.curves(), strict=True):
        assert np.array_equal(a, b)


def test_an_empty_record():
    record = LossRecord(4)
    assert len(record) == 0
    curves = record.curves()
    assert curves.steps.shape == (0,)
    assert curves.low.shape == curves.high.shape == (0, 3)
    record.extend([])
    assert len(record) == 0


@pytest.mark.parametrize("capacity", [0, 1, 3, -2])
def test_a_capacity_is_even(capacity):
    with pytest.raises(ValueError, match=f"not {capacity}"):
        LossRecord(capacity)


@pytest.mark.parametrize("count", [5, 31, 500])
@given(start=st.integers(0, 520), length=st.integers(0, 520), at_most=st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_a_window_shows_what_happened_in_it(count, start, length, at_most):
    record, expected = LossRecord(32), np.array(rows(0, count))
    record.extend(rows(0, count))
    start = min(start, count - 1)
    stop = min(start + length + 1, count)
    curves = record.curves(start, stop, at_most)
    assert len(curves.steps) <= at_most
    assert np.all(np.diff(curves.steps) > 0)
    wide = curves.width
    assert start - wide < curves.steps[0] <= start
    assert curves.steps[-1] < stop <= curves.steps[-1] + wide
    # Everything in the window is within what is shown, and nothing is shown from far outside.
    inside = expected[start:stop]
    near = expected[max(0, start - record.width + 1) : stop + record.width - 1]
    assert np.all(curves.low.min(axis=0) <= inside.min(axis=0))
    assert np.all(curves.high.max(axis=0) >= inside.max(axis=0))
    assert np.all(curves.low.min(axis=0) >= near.min(axis=0))
    assert np.all(curves.high.max(axis=0) <= near.max(axis=0))


def test_a_missing_test_loss_stays_missing():
    record = LossRecord(4)
    record.extend([(float(t), float("nan"), 1.0) for t in range(40)])
    curves = record.curves(at_most=2)
    assert np.isnan(curves.low[:, 1]).all()
    assert np.isnan(curves.high[:, 1]).all()
    assert curves.high[-1, 0] == 39.0


def test_arrays_that_were_handed_out_stay_as_they_are():
    record = LossRecord(8)
    record.extend(rows(0, 5))
    curves = record.curves()
    kept = [array.copy() for array in curves[:3]]
    record.replace_last((9.0, 9.0, 9.0))
    record.extend(rows(5, 50))
    record.truncate(3)
    record.extend(rows(90, 4))
    assert all(np.array_equal(a, b) for a, b in zip(curves[:3], kept, strict=True))


def test_ten_million_steps_fit_into_64_megabytes():
    # Once all buckets are in use the record stays as large as it is, so 2 million tell of 10.
    record, block, peak_step = LossRecord(), 50_000, 1_654_321
    plain, sizes = [(1.0, 2.0, 1.0)] * block, set()
    for start in range(0, 2_200_000, block):
        new = plain
        if start <= peak_step < start + block:
            new = list(plain)
            new[peak_step - start] = (1.0, 50.0, -3.0)
        record.extend(new)
        if record.width > 1:
            sizes.add(record.nbytes // 10_000)
    assert len(record) == 2_200_000
    assert record.width == 16
    assert max(sizes) - min(sizes) <= 1
    assert record.nbytes < 20e6
    assert len(record.curves(at_most=10**9).steps) <= CAPACITY + 1
    curves = record.curves(peak_step - 500, peak_step + 500)
    assert curves.high[:, 1].max() == 50.0
    assert curves.low[:, 2].min() == -3.0
    assert record.curves(at_most=1000).high[:, 1].max() == 50.0
    # The checkpoints of a small model and of a large one with Adam's state.
    for size in (2, 5000):
        checkpoints = Checkpoints(8 * 3 * size + 150 * 6)
        tracemalloc.start()
        try:
            step = 0
            while step < 10_000_000:
                parts = np.zeros(size), np.zeros(size), np.zeros(size)
                checkpoints.offer(step, (parts[0], (parts[1], parts[2], 0.5, 0.5), 0, 0))
                step += checkpoints.spacing
            held, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert 0.2e6 < held <= peak < 45e6
        assert record.nbytes + peak < 64e6
        assert checkpoints.spacing < 70_000


# -- checkpoints ---------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [2, 3, 4, 10])
def test_the_nearest_checkpoint_is_near(most):
    checkpoints = Checkpoints(1, most=most)
    for step in range(1000):
        checkpoints.offer(step, f"state {step}")
        assert len(checkpoints) <= most
        assert checkpoints.spacing <= max(1, 4 * step / most)
        for wanted in (0, step // 3, step // 2, step):
            at, state = checkpoints.before(wanted)
            assert at <= wanted < at + checkpoints.spacing
            assert state == f"state {at}"


def test_large_states_are_fewer():
    checkpoints = Checkpoints(1000, budget=10_000)
    for step in range(500):
        checkpoints.offer(step, step)
    assert 5 <= len(checkpoints) <= 10
    enormous = Checkpoints(10**12)
    for step in range(10):
        enormous.offer(step, step)
    assert enormous.before(9)[0] == 8


def test_what_comes_after_a_step_is_forgotten():
    checkpoints = Checkpoints(1, most=8)
    for step in range(100):
        checkpoints.offer(step, "old")
    spacing = checkpoints.spacing
    checkpoints.truncate(50)
    assert checkpoints.before(99) == (50 // spacing * spacing, "old")
    for step in range(51, 100):
        checkpoints.offer(step, "new")
    assert checkpoints.before(99)[1] == "new"
    assert checkpoints.before(50)[1] == "old"
    checkpoints.truncate(0)
    assert checkpoints.before(99) == (0, "old")
    checkpoints.offer(0, "again")
    assert checkpoints.before(0) == (0, "old")
