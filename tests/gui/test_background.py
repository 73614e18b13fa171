"""Work in a pool thread: only the newest counts, and it can be stopped between its results."""

import gc
import os
import subprocess
import sys
import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget

from lossstudio.gui.background import (
    Job,
    Newest,
    cancel_all,
    end_thread,
    start_thread,
    wait_for_all,
)
from lossstudio.gui.turns import PATIENCE, Turns, WindowTurn


@pytest.fixture
def newest(qapp):
    made = Newest(qapp)
    yield made
    made.cancel()
    made.deleteLater()


def collected(newest):
    results = []
    newest.result.connect(results.append)
    return results


def test_all_results_come_in_order(newest, qtbot):
    results = collected(newest)
    with qtbot.waitSignal(newest.finished):
        newest.ask(lambda: iter(range(5)))
    assert results == [0, 1, 2, 3, 4]
    assert not newest.is_busy


def test_newer_work_stops_what_is_under_way(newest, qtbot):
    results = collected(newest)
    begun, go_on = threading.Event(), threading.Event()
    stopped = []

    def old():
        begun.set()
        try:
            yield "old"
            go_on.wait(5)
            yield "too late"
            yield "never asked for"
        finally:
            stopped.append(True)

    newest.ask(old)
    assert begun.wait(5)
    newest.ask(lambda: iter(["dropped"]))
    newest.ask(lambda: iter(["new"]))
    with qtbot.waitSignal(newest.finished):
        go_on.set()
    assert results[-1] == "new"
    assert not {"too late", "never asked for", "dropped"} & set(results)
    assert stopped == [True]


def test_without_interrupt_the_first_is_finished_and_the_newest_follows(newest, qtbot):
    results = collected(newest)
    go_on = threading.Event()

    def first():
        go_on.wait(5)
        yield 1
        yield 2

    newest.ask(first)
    for name in ("dropped", "last"):
        newest.ask(lambda name=name: iter([name]), interrupt=False)
    with qtbot.waitSignal(newest.finished):
        go_on.set()
    assert results == [1, 2, "last"]


def test_cancelled_work_brings_nothing_more(newest, qtbot):
    results = collected(newest)
    go_on = threading.Event()

    def work():
        go_on.wait(5)
        yield 1

    newest.ask(work)
    newest.cancel()
    with qtbot.waitSignal(newest.finished):
        go_on.set()
    assert results == []


def test_an_error_arrives_as_a_traceback_and_the_next_work_is_done(newest, qtbot):
    results = collected(newest)

    def broken():
        yield 1
        raise ZeroDivisionError("on purpose")

    with qtbot.waitSignal(newest.failed) as failed:
        newest.ask(broken)
    assert "on purpose" in failed.args[0]
    with qtbot.waitSignal(newest.finished):
        newest.ask(lambda: iter([2]))
    assert results == [1, 2]


def test_others_wait_while_the_window_works_but_never_for_ever(qapp, qtbot):
    done = []
    turns = Turns()
    turn = WindowTurn(turns, qapp, done.append)
    begin = time.perf_counter()
    turns.let_window_work()
    assert time.perf_counter() - begin < PATIENCE / 2  # it is idle
    turn.begin()
    begin = time.perf_counter()
    turns.let_window_work()
    assert time.perf_counter() - begin >= 0.9 * PATIENCE
    qtbot.waitUntil(lambda: bool(done))
    begin = time.perf_counter()
    turns.let_window_work()
    assert time.perf_counter() - begin < PATIENCE / 2
    turn.deleteLater()


def test_a_turn_ends_after_the_painting_that_it_asks_for(qtbot):
    order = []

    class Canvas(QWidget):
        def paintEvent(self, event):
            order.append("painted")

    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show()
    qtbot.waitExposed(canvas)
    qtbot.waitUntil(lambda: bool(order))
    order.clear()
    turn = WindowTurn(Turns(), canvas, lambda seconds: order.append("done"))
    turn.begin()
    canvas.update()
    qtbot.waitUntil(lambda: "done" in order)
    assert order == ["painted", "done"]


def test_who_asked_may_be_gone_before_the_work_is_done(qapp, qtbot):
    """Such as a dialog that is closed while it reads: pytest-qt reports what the thread raises."""
    parent = QWidget()
    newest = Newest(parent)
    begun, go_on = threading.Event(), threading.Event()

    def work():
        begun.set()
        go_on.wait(5)
        yield "late"

    newest.ask(work)
    assert begun.wait(5)
    shiboken6.delete(parent)
    go_on.set()
    wait_for_all()


@pytest.fixture
def going_on():
    """An event for which work waits that cannot be stopped; it comes at the end of the test."""
    event = threading.Event()
    yield event
    event.set()
    assert wait_for_all(60)


def test_what_cannot_be_stopped_is_waited_for_only_so_long(newest, qapp, going_on):
    begun = threading.Barrier(3)

    def forever():
        begun.wait(10)
        going_on.wait()
        yield "late"

    job = Job(lambda: begun.wait(10) and going_on.wait(), qapp)
    results = collected(newest)
    newest.ask(forever)
    job.start()
    begun.wait(10)
    cancel_all()
    assert not wait_for_all(0.05)
    job.deleteLater()
    qapp.processEvents()
    going_on.set()
    assert wait_for_all(60)
    qapp.processEvents()
    assert results == []


def test_what_is_written_is_waited_for(qapp):
    begun, written = threading.Event(), []

    def write():
        begun.set()
        time.sleep(0.2)
        written.append(True)

    job = Job(write, qapp, writes=True)
    job.start()
    assert begun.wait(10)
    wait_for_all(0.0)
    assert written
    job.deleteLater()


def started_and_busy(going_on):
    """A thread that was started and works until `going_on`."""

    class Worker(QObject):
        def work(self):
            begun.set()
            going_on.wait()

    begun = threading.Event()
    thread, worker = QThread(), Worker()
    worker.moveToThread(thread)
    thread.started.connect(worker.work)
    start_thread(thread, worker)
    assert begun.wait(10)
    return thread


def test_a_thread_that_does_not_end_is_left_alone(qtbot, going_on):
    thread = started_and_busy(going_on)
    end_thread(thread, 0.05)
    assert thread.isRunning()
    assert not wait_for_all(0.05)
    going_on.set()
    qtbot.waitUntil(lambda: not thread.isRunning())


def test_a_thread_that_is_forgotten_while_it_runs_lives_on(qtbot, going_on):
    started_and_busy(going_on).quit()
    gc.collect()  # Qt would end the process if nobody kept the thread
    assert not wait_for_all(0.05)
    going_on.set()
    qtbot.waitUntil(lambda: wait_for_all(0.0))


_LEFT_AT_WORK = """
import sys, threading
from PySide6.QtCore import QTimer
from lossstudio.gui import app
from lossstudio.gui.background import Job, Newest

def at_work(window):
    stuck = threading.Event()
    # Nothing of this can be stopped: a pool thread each, the typesetter's, the training's.
    Newest(window).ask(lambda: iter([stuck.wait()]))
    Job(stuck.wait, window).start()
    window.controller.worker.load = lambda *settings: stuck.wait()
    QTimer.singleShot(0, window.controller.worker, stuck.wait)
    from lossstudio.gui import formula
    formula._typeset = lambda latex: stuck.wait()
    formula.typesetter()._start("x")
    window.set_theme("dark")
    QTimer.singleShot(300, window.close)

made = app.make_window
def make_window(*arguments, **options):
    window = made(*arguments, **options)
    QTimer.singleShot(500, lambda: at_work(window))
    return window
app.make_window = make_window
print("status", app.run_window())
"""


def test_a_window_that_is_closed_ends_the_program_whatever_is_at_work(tmp_path):
    """Else Qt waits for its threads, or the process crashes as it takes away what they need."""
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", _LEFT_AT_WORK],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    kept = "".join(file.read_text() for file in tmp_path.rglob("*.conf"))
    assert "theme=dark" in kept
