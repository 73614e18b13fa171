"""What is computed beside the window from what it shows: in a pool thread, the newest wish only."""

import traceback
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, QThreadPool, Signal

from lossstudio.gui.kit.post import post
from lossstudio.gui.training.background import derived_pool
from lossstudio.gui.training.pacing import Rhythm
from lossstudio.gui.training.turns import Courtesy, Turns, WindowTurn

K = TypeVar("K", bound=tuple[Any, ...])
R = TypeVar("R")
Work = Callable[[], Iterator[R | None]]
"""Results, first a coarse one perhaps and then finer ones. Between two of them the work can be
stopped and gives way, so a step of it should be short; None is a mere breath."""


class Derived(QObject, Generic[K, R]):
    """A result, and the key that it is of: all that the work depends on, as far as it changes.

    Work is done one piece after the other, and of what is asked for meanwhile the newest alone.
    The last result stays while a newer one is computed. What comes of work that was replaced or
    stopped is dropped, and so is what comes when `holds`, if it is given, says no to its key.
    Work that takes minutes has another `pool` than that of all others.
    """

    came = Signal()
    """There is a newer `result`."""
    finished = Signal()
    """The work is done, and nothing else waits."""
    failed = Signal(str)
    """The traceback of an error in the work."""

    def __init__(
        self,
        parent: QObject,
        holds: Callable[[K], bool] | None = None,
        pool: Callable[[], QThreadPool] = derived_pool,
    ) -> None:
        super().__init__(parent)
        self.asked: K | None = None
        """The key of what was asked for last."""
        self.key: K | None = None
        """The key of `result`."""
        self.result: R | None = None
        self.rhythm = Rhythm()
        """Of work that is repeated."""
        self._holds = holds
        self._pool = pool
        self._number = 0  # of the work that is wanted; read by the pool thread
        self._is_working = self._is_repeated = False
        self._waiting: tuple[K, Work[R]] | None = None
        self._turn = WindowTurn(Turns(), self)
        _all.add(self)
        self._post = post()

    def take_turns(self, turns: Turns) -> None:
        """From now on, give way to the window and to training as `turns` say."""
        self._turn.turns = turns

    @property
    def is_busy(self) -> bool:
        """Work is under way or waits."""
        return self._is_working or self._waiting is not None

    def ask(
        self, key: K, work: Work[R], *, interrupt: bool = True, is_repeated: bool = False
    ) -> None:
        """Do `work` next, unless it was asked for last; what was waiting is forgotten.

        What is under way is stopped, or finished first without `interrupt`, so that a stream of
        requests still brings results. `is_repeated`: it is asked for again and again as training
        runs, and its time counts in `rhythm`.
        """
        if self.asked is not None and is_same(tuple(key), tuple(self.asked)):
            return
        self.asked, self._is_repeated = key, is_repeated
        if is_repeated:
            self.rhythm.begin()
        if not self._is_working:
            self._begin(key, work)
            return
        self._waiting = key, work
        if interrupt:
            self._number += 1

    def go_on(self) -> None:
        """Something has come of what is under way: that is enough, if something newer waits."""
        if self._waiting is not None:
            self._number += 1

    def put(self, key: K, result: R) -> None:
        """Have `result` at once: it was computed where it was wanted."""
        self.stop()
        self.asked = self.key = key
        self.result = result

    def stop(self) -> None:
        """Compute no more; what is wanted will be asked for again."""
        self._waiting = self.asked = None
        self._number += 1

    def drop(self) -> None:
        """Drop the result."""
        self.key = self.result = None

    def forget(self) -> None:
        """Drop the result, and stop."""
        self.stop()
        self.drop()

    def _begin(self, key: K, work: Work[R]) -> None:
        self._waiting = None
        self._is_working = True
        self._number += 1
        number = self._number
        self._pool().start(lambda: self._run(number, key, work))

    def _run(self, number: int, key: K, work: Work[R]) -> None:
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
                    self._post.send(self, partial(self._take, number, key, result))
        except Exception:
            problem = traceback.format_exc()
        self._post.send(self, partial(self._end, number, problem))

    def _take(self, number: int, key: K, result: R) -> None:
        if number != self._number or (self._holds is not None and not self._holds(key)):
            return
        self._turn.begin()
        self.key, self.result = key, result
        self.came.emit()

    def _end(self, number: int, problem: str) -> None:
        self._is_working = False
        if problem and number == self._number:
            self.failed.emit(problem)
        if self._waiting is not None:
            self._begin(*self._waiting)
            return
        if self._is_repeated:
            self.rhythm.end()
        self.finished.emit()


def is_same(one: object, other: object) -> bool:
    """Two keys, or parts of them, say the same: tuples part by part, numbers and texts by value.
    Everything else is itself alone, since comparing it could take as long as the work."""
    if type(one) is tuple and type(other) is tuple:
        return len(one) == len(other) and all(map(is_same, one, other))
    return one is other or (isinstance(one, float | int | str) and one == other)


_all: WeakSet[Derived[Any, Any]] = WeakSet()


def stop_all() -> None:
    """Let all work of this kind end soon."""
    for derived in list(_all):
        derived.stop()
