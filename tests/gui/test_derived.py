"""Derived work: the newest alone counts, what is stale never comes, and what fails is told."""

import threading

import numpy as np
import pytest
import shiboken6
from PySide6.QtWidgets import QWidget

from lossstudio.gui.training import pacing
from lossstudio.gui.training.background import Job, wait_for_all
from lossstudio.gui.training.derived import Derived, is_same, stop_all


@pytest.fixture
def derived(qapp):
    made = Derived(qapp)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def go_on():
    """An event that work waits for; it comes at the end of the test at the latest."""
    event = threading.Event()
    yield event
    event.set()
    assert wait_for_all(60)


def told(derived):
    """The keys and results that come, in their order."""
    found = []
    derived.came.connect(lambda: found.append((*derived.key, derived.result)))
    return found


def waiting_for(event, *results):
    """Work, and an event that says that it has begun; it waits before the first result."""
    begun = threading.Event()

    def work():
        begun.set()
        event.wait(10)
        yield from results

    return work, begun


def test_all_results_come_in_order_with_their_key_and_breaths_do_not(derived, qtbot):
    found = told(derived)
    with qtbot.waitSignal(derived.finished):
        derived.ask(("a",), lambda: iter([0, None, 1, 2]))
    assert found == [("a", 0), ("a", 1), ("a", 2)]
    assert (derived.key, derived.result, derived.asked) == (("a",), 2, ("a",))
    assert not derived.is_busy


def test_the_newest_wins_and_stops_what_is_under_way(derived, qtbot, go_on):
    found, stopped, begun = told(derived), [], threading.Event()

    def old():
        try:
            begun.set()
            yield "old"
            go_on.wait(10)
            yield "too late"
            yield "never asked for"
        finally:
            stopped.append(True)

    derived.ask((1,), old)
    assert begun.wait(10)
    derived.ask((2,), lambda: iter(["dropped"]))
    derived.ask((3,), lambda: iter(["new"]))
    with qtbot.waitSignal(derived.finished):
        go_on.set()
    assert found[-1] == (3, "new")
    assert not {"too late", "never asked for", "dropped"} & {result for _, result in found}
    assert stopped == [True]


def test_without_interrupt_the_first_is_finished_and_the_newest_follows(derived, qtbot, go_on):
    found = told(derived)
    derived.ask((1,), waiting_for(go_on, "a", "b")[0])
    for name in ("dropped", "last"):
        derived.ask((name,), lambda: iter(["new"]), interrupt=False)
    with qtbot.waitSignal(derived.finished):
        go_on.set()
    assert found == [(1, "a"), (1, "b"), ("last", "new")]


def test_what_has_been_seen_makes_room_for_what_waits_and_for_nothing_else(derived, qtbot, go_on):
    found = told(derived)
    derived.came.connect(derived.go_on)
    with qtbot.waitSignal(derived.finished):
        derived.ask((0,), lambda: iter(["a", "b"]))
    assert found == [(0, "a"), (0, "b")], "nothing waited"
    derived.ask((1,), waiting_for(go_on, *range(1000))[0])
    derived.ask((2,), lambda: iter(["new"]), interrupt=False)
    with qtbot.waitSignal(derived.finished):
        go_on.set()
    assert found[2:] == [(1, 0), (2, "new")]


def test_the_same_is_not_done_twice_and_after_a_stop_it_is(derived, qtbot):
    array, done = np.arange(3.0), []

    def work():
        done.append(True)
        yield "result"

    def ask():
        derived.ask((array, 1), work)
        qtbot.waitUntil(lambda: not derived.is_busy)

    ask()
    ask()
    assert len(done) == 1
    derived.stop()
    assert derived.result == "result", "what is known stays"
    ask()
    assert len(done) == 2
    derived.ask((array.copy(), 1), work)
    qtbot.waitUntil(lambda: len(done) == 3)
    qtbot.waitUntil(lambda: not derived.is_busy)


def test_the_last_result_stays_while_a_newer_one_is_computed(derived, qtbot, go_on):
    with qtbot.waitSignal(derived.finished):
        derived.ask(("old",), lambda: iter([1]))
    derived.ask(("new",), waiting_for(go_on, 2)[0])
    assert (derived.key, derived.result, derived.asked) == (("old",), 1, ("new",))
    assert derived.is_busy
    with qtbot.waitSignal(derived.finished):
        go_on.set()
    assert (derived.key, derived.result) == (("new",), 2)


def test_what_does_not_hold_any_more_when_it_comes_is_dropped(qapp, qtbot, go_on):
    here = ["there"]
    derived = Derived(qapp, lambda key: key == tuple(here))
    found = told(derived)
    work, begun = waiting_for(go_on, 1)
    derived.ask(("there",), work)
    assert begun.wait(10)
    here[0] = "elsewhere"
    with qtbot.waitSignal(derived.finished):
        go_on.set()
    assert (found, derived.key, derived.result) == ([], None, None)
    derived.deleteLater()


@pytest.mark.parametrize("end", [Derived.stop, Derived.forget, lambda it: it.put((3,), "known")])
def test_what_was_stopped_brings_nothing_more(end, derived, qtbot, go_on):
    with qtbot.waitSignal(derived.finished):
        derived.ask((1,), lambda: iter(["before"]))
    found = told(derived)
    work, begun = waiting_for(go_on, "late")
    derived.ask((2,), work)
    assert begun.wait(10)
    derived.ask((4,), lambda: iter(["waiting"]), interrupt=False)
    end(derived)
    with qtbot.waitSignal(derived.finished):
        go_on.set()
    assert found == []
    kept = {Derived.stop: ((1,), "before"), Derived.forget: (None, None)}
    assert (derived.key, derived.result) == kept.get(end, ((3,), "known"))


def test_an_error_arrives_as_a_traceback_and_the_next_work_is_done(derived, qtbot):
    found = told(derived)

    def broken():
        yield 1
        raise ZeroDivisionError("on purpose")

    with qtbot.waitSignal(derived.failed) as failed:
        derived.ask(("broken",), broken)
    assert "on purpose" in failed.args[0]
    with qtbot.waitSignal(derived.finished):
        derived.ask(("next",), lambda: iter([2]))
    assert found == [("broken", 1), ("next", 2)]


def test_an_error_of_what_nobody_wants_any_more_is_not_told(derived, qtbot, go_on):
    begun, failed = threading.Event(), []
    derived.failed.connect(failed.append)

    def broken():
        begun.set()
        go_on.wait(10)
        raise ZeroDivisionError("on purpose")
        yield

    derived.ask(("broken",), broken)
    assert begun.wait(10)
    derived.stop()
    with qtbot.waitSignal(derived.finished):
        go_on.set()
    assert failed == []


def test_only_repeated_work_counts_in_the_rhythm(derived, qtbot):
    with qtbot.waitSignal(derived.finished):
        derived.ask((1,), lambda: iter([1]))
    assert derived.rhythm.is_due(1e6)
    with qtbot.waitSignal(derived.finished):
        derived.ask((2,), lambda: iter([2]), is_repeated=True)
    assert not derived.rhythm.is_due(1e6)
    assert derived.rhythm.is_due(0.0)


def test_repeated_work_is_rested_from_by_the_time_that_it_took(derived, qtbot, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(pacing.time, "monotonic", lambda: now[0])

    def work():
        yield 1
        now[0] += 5.0

    with qtbot.waitSignal(derived.finished):
        derived.ask((1,), work, is_repeated=True)
    now[0] += 9.0
    assert not derived.rhythm.is_due(0.0, 2.0)
    now[0] += 1.0
    assert derived.rhythm.is_due(0.0, 2.0)


def test_who_asked_may_be_gone_before_the_work_is_done(qapp, go_on):
    """Such as a dialog that is closed while it reads: pytest-qt reports what the thread raises."""
    parent = QWidget()
    work, begun = waiting_for(go_on, "late")
    Derived(parent).ask(("gone",), work)
    assert begun.wait(10)
    shiboken6.delete(parent)
    go_on.set()
    assert wait_for_all(60)


def test_closing_never_waits_long_for_what_cannot_be_stopped(derived, qapp, go_on):
    begun = threading.Barrier(3)

    def forever():
        begun.wait(10)
        go_on.wait()
        yield "late"

    job = Job(lambda: begun.wait(10) and go_on.wait(), qapp)
    found = told(derived)
    derived.ask(("stuck",), forever)
    job.start()
    begun.wait(10)
    stop_all()
    assert not wait_for_all(0.05)
    job.deleteLater()
    qapp.processEvents()
    go_on.set()
    assert wait_for_all(60)
    qapp.processEvents()
    assert found == []


def test_keys_are_compared_by_what_is_said_in_them_and_large_things_by_themselves():
    array, other = np.zeros(3), np.zeros(3)
    assert is_same(
        (1, "a", 2.0, None, array, (array, True)), (1, "a", 2.0, None, array, (array, 1))
    )
    assert not is_same((array,), (other,))
    assert not is_same((array, 1), (array, 2))
    assert not is_same((1,), (1, 2))
    assert not is_same(((array,), "a"), ((other,), "a"))
    assert not is_same((None,), (0,))
