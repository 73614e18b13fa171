"""Work that may take longer than a frame, such as reading a file: done in a pool thread."""

import time
import traceback
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThread, QThreadPool, Signal

from lossstudio.core.text import InputError, Message
from lossstudio.gui.kit.post import post

T = TypeVar("T")

PATIENCE = 0.7
"""Seconds that a window which closes waits for what is at work behind it; then it goes alone."""

_DERIVED, _LONG, _WRITING = "derived", "long", "writing"
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
        self._post = post()

    def start(self) -> None:
        """Do the work in a thread of a pool."""
        pool = _pool(_WRITING) if self._writes else QThreadPool.globalInstance()
        pool.start(self._run)

    def _run(self) -> None:
        tell: Callable[[], None]
        try:
            tell = partial(self._finish, self._work())
        except InputError as error:
            tell = partial(self._reject, error.message)
        except Exception:
            tell = partial(self._fail, traceback.format_exc())
        self._post.send(self, tell)

    def _finish(self, result: T) -> None:
        self.done.emit(result)

    def _reject(self, message: Message) -> None:
        self.rejected.emit(message)

    def _fail(self, problem: str) -> None:
        self.failed.emit(problem)


def derived_pool() -> QThreadPool:
    """The pool of all work behind views. It has one thread: two would only take Python's lock from
    each other."""
    pool = _pool(_DERIVED)
    pool.setMaxThreadCount(1)
    return pool


def long_pool() -> QThreadPool:
    """A pool with one thread for work of minutes, for which no picture should have to wait."""
    pool = _pool(_LONG)
    pool.setMaxThreadCount(1)
    return pool


def _pool(name: str) -> QThreadPool:
    app = QCoreApplication.instance()
    assert app is not None
    pool = app.findChild(QThreadPool, name)
    if pool is None:
        pool = QThreadPool(app)
        pool.setObjectName(name)
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
