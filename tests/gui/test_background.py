"""What is at work behind the window: a program that ends waits for it, but not for ever."""

import gc
import os
import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget

from lossstudio.gui.training.background import Job, end_thread, start_thread, wait_for_all
from lossstudio.gui.training.turns import PATIENCE, Turns, WindowTurn


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


@pytest.fixture
def going_on():
    """An event for which work waits that cannot be stopped; it comes at the end of the test."""
    event = threading.Event()
    yield event
    event.set()
    assert wait_for_all(60)


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
from lossstudio.gui.training.background import Job
from lossstudio.gui.training.derived import Derived

def at_work(window):
    stuck = threading.Event()
    # Nothing of this can be stopped: a pool thread each, the typesetter's, the training's.
    Derived(window).ask(("stuck",), lambda: iter([stuck.wait()]))
    Job(stuck.wait, window).start()
    window.controller.worker.load = lambda *settings: stuck.wait()
    QTimer.singleShot(0, window.controller.worker, stuck.wait)
    from lossstudio.gui.kit import formula
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


_ASKED_BY_WHO_IS_DELETED = """
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from lossstudio.gui.training.background import Job, wait_for_all
from lossstudio.gui.training.derived import Derived

app = QCoreApplication([])
for turn in range({turns}):
    parents = [QObject() for _ in range(3)]
    for parent in parents:
        {ask}
    for _ in range(turn % 11):
        sum(range(200))
    for parent in parents:
        shiboken6.delete(parent)
    if turn % 50 == 0:
        app.processEvents()
assert wait_for_all(60)
"""


@pytest.mark.parametrize(
    ("ask", "turns"),
    [
        ("Job(lambda: 1, parent).start()", 5_000),
        ("Derived(parent).ask((turn,), lambda: iter([1] * (turn % 5)))", 10_000),
    ],
)
def test_who_asked_can_be_deleted_at_any_time(ask, turns):
    """It ended the process while a thread told what it had done."""
    code = _ASKED_BY_WHO_IS_DELETED.format(ask=ask, turns=turns)
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)
