"""Work that may take longer than a frame, such as reading a file: done in a pool thread."""

import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Generic, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, QThreadPool, Signal

from lossstudio.core.text import InputError
from lossstudio.gui.turns import Courtesy, Turns, WindowTurn

T = TypeVar("T")

PATIENCE = 0.7
"""Seconds that a window which closes waits for what is at work behind it; then it goes alone."""

_NEWEST, _WRITING = "newest", "writing"
"""Names of pools."""


class Job(QObject, Generic[T]):
    """One piece of work. Exactly one of its signals comes, in the thread that made it.

    With `writes`, the program does not end before it is done: it writes what a person asked for.
    """

    done = Signal(object)
    """What the work returned."""
    rejected = Signal(object)
    """The `Message` of an `InputError` that it raised."""
    failed = Signal(str)
    """The traceback of anything else that it raised."""

    def __init__(self, work: Callable[[], T], parent: QObject, *, writes: bool = False) -> None:
        super().__init__(parent)
        self._work = work
        self._writes = writes

    def start(self) -> None:
        """Do the work in a thread of a pool."""
        pool = _pool(_WRITING) if self._writes else QThreadPool.globalInstance()
        pool.start(self._run)

    def _run(self) -> None:
        signal: object
        result: object
        try:
            signal, result = self.done, self._work()
        except InputError as error:
            signal, result = self.rejected, error.message
        except Exception:
            signal, result = self.failed, traceback.format_exc()
        with suppress(RuntimeError):  # who asked is gone, as a window that was closed meanwhile
            signal.emit(result)  # type: ignore[attr-defined]


def _pool(name: str) -> QThreadPool:
    """The pool of this name. One thread does all work behind views: two would only take Python's
    lock from each other."""
    app = QCoreApplication.instance()
    assert app is not None
    pool = app.findChild(QThreadPool, name)
    if pool is None:
        pool = QThreadPool(app)
        pool.setObjectName(name)
        if name == _NEWEST:
            pool.setMaxThreadCount(1)
    return pool


_threads: list[tuple[QThread, QObject]] = []
"""Threads that were started, and what works in them: kept until they have ended, whoever forgets
them, since a thread that is let go while it runs takes the process with it."""


def start_thread(thread: QThread, worker: QObject) -> None:
    """Start `thread`, in which `worker` works."""
    _forget_ended()
    _threads.append((thread, worker))
    thread.start()


def end_thread(thread: QThread, seconds: float = PATIENCE) -> None:
    """End `thread` as soon as what works in it has done what it is doing. Where that takes longer
    than `seconds`, the thread is left alone and ends later, or with the process."""
    thread.quit()
    thread.wait(round(1000 * seconds))
    _forget_ended()


def _forget_ended() -> None:
    _threads[:] = [(thread, worker) for thread, worker in _threads if thread.isRunning()]


def cancel_all() -> None:
    """Let everything that can be cancelled end soon."""
    for work in list(_all_newest):
        work.cancel()


def wait_for_all(seconds: float | None = None) -> bool:
    """Wait until nothing is at work any more, and no longer than `seconds` where they are given,
    but for what is being written; whether nothing is."""
    app = QCoreApplication.instance()
    pools = [] if app is None else app.findChildren(QThreadPool)
    end = None if seconds is None else time.monotonic() + seconds
    for pool in pools:
        if pool.objectName() == _WRITING:
            pool.waitForDone()
    are_done = [
        pool.waitForDone(-1 if end is None else max(0, round(1000 * (end - time.monotonic()))))
        for pool in (*pools, QThreadPool.globalInstance())
    ]
    return all(are_done) and not any(thread.isRunning() for thread, _ in _threads)


class Newest(QObject):
    """Does the newest of the pieces of work that it is asked for, one at a time, in a pool thread.

    A piece of work is an iterator of results, first a coarse one perhaps and then finer ones:
    between two of them it can be stopped, so a step of it should be short; a result that is None is
    a mere breath. The others come as `result`, in the thread that made this object; those of work
    that has been replaced or cancelled never come.
    """

    result = Signal(object)
    finished = Signal()
    """The work is done, and nothing else waits."""
    failed = Signal(str)
    """The traceback of an error in the work."""

    _came = Signal(int, object)
    _ended = Signal(int, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._number = 0  # of the work that is wanted; read by the pool thread
        self._is_working = False
        self._waiting: Callable[[], Iterator[object]] | None = None
        self._turn = WindowTurn(Turns(), self)
        _all_newest.add(self)
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def take_turns(self, turns: Turns) -> None:
        """From now on, give way to the window and to training as `turns` say."""
        self._turn.turns = turns

    @property
    def is_busy(self) -> bool:
        """Work is under way or waits."""
        return self._is_working or self._waiting is not None

    def ask(self, work: Callable[[], Iterator[object]], *, interrupt: bool = True) -> None:
        """Do `work` next; what was waiting is forgotten.

        What is under way is stopped, or finished first without `interrupt`, so that a stream of
        requests still brings results.
        """
        if self._is_working:
            self._waiting = work
            if interrupt:
                self._number += 1
            return
        self._waiting = None
        self._is_working = True
        self._number += 1
        number = self._number
        _pool(_NEWEST).start(lambda: self._run(number, work))

    def cancel(self) -> None:
        """Stop what is under way and forget what waits."""
        self._waiting = None
        self._number += 1

    def _run(self, number: int, work: Callable[[], Iterator[object]]) -> None:
        problem = ""
        try:
            courtesy = Courtesy(self._turn.turns)
            results = work()
            while number == self._number:
                courtesy.give_way()
                try:
                    result = next(results)
                except StopIteration:
                    break
                if result is not None:
                    self._came.emit(number, result)
        except Exception:
            problem = traceback.format_exc()
        with suppress(RuntimeError):  # who asked is gone, as a dialog that was closed meanwhile
            self._ended.emit(number, problem)

    def _take(self, number: int, result: object) -> None:
        if number == self._number:
            self._turn.begin()
            self.result.emit(result)

    def _end(self, number: int, problem: str) -> None:
        self._is_working = False
        if problem and number == self._number:
            self.failed.emit(problem)
        if self._waiting is not None:
            self.ask(self._waiting)
        else:
            self.finished.emit()


_all_newest: WeakSet[Newest] = WeakSet()
