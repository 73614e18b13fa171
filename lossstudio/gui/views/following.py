"""Work that follows a run: what is computed from where it stands, again as it goes on."""

import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from lossstudio.engine.objective import Objective
from lossstudio.gui.background import Newest
from lossstudio.gui.snapshot import Snapshot
from lossstudio.gui.turns import Turns

REFRESH = 0.25
"""Seconds between two results while training runs."""
COSTLY_SHARE = 0.1
"""The share of the time that the work may take then: where it is slow, it is done less often."""


class Place(NamedTuple):
    """Where a run stands. A trainer's way is exact, so step and settings say all about it."""

    objective: Objective
    step: int

    def is_same(self, other: "Place | None") -> bool:
        """The same step under the same settings."""
        return other is not None and self.objective is other.objective and self.step == other.step

    def is_before(self, other: "Place | None") -> bool:
        """The same or an earlier step under the same settings."""
        return other is not None and self.objective is other.objective and self.step <= other.step


class Following(QObject):
    """Asks for work on the first run of each snapshot: at once when paused, now and then else."""

    result = Signal(object, object)
    """(`Place`, result) of the newest work, unless the run is elsewhere by now."""
    failed = Signal(str)
    """The traceback of an error in the work."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.place: Place | None = None
        """Where the run stands, or None when nothing is followed."""
        self._is_running = False
        self._asked: Place | None = None
        self._is_hurried = False  # what was asked for was asked for while training ran
        self._asked_at = self._due = 0.0
        self._newest = Newest(self)
        self._newest.result.connect(self._take)
        self._newest.finished.connect(self._rest)
        self._newest.failed.connect(self.failed)

    def take_turns(self, turns: Turns) -> None:
        """Give way to the window and to training as `turns` say."""
        self._newest.take_turns(turns)

    @property
    def is_busy(self) -> bool:
        """Work is under way."""
        return self._newest.is_busy

    def follow(self, snapshot: Snapshot, work: Callable[[], Iterator[Any]]) -> None:
        """Do `work` for `snapshot` when it is time, unless it has been done for the same place.

        It is done once more when training pauses there, as it may take longer then. Its results
        that are None are breaths and not told.
        """
        place = Place(snapshot.scene.objective, snapshot.run.step)
        self.place, self._is_running = place, snapshot.is_running
        follows = self._asked is not None and self._asked.is_before(place)
        waits = follows and self._is_running and time.monotonic() < self._due
        is_done = place.is_same(self._asked) and (self._is_running or not self._is_hurried)
        if waits or is_done:
            return

        def results() -> Iterator[tuple[Place, Any] | None]:
            for result in work():
                yield None if result is None else (place, result)

        self._asked, self._asked_at = place, time.monotonic()
        self._is_hurried = self._is_running
        self._due = self._asked_at + REFRESH
        self._newest.ask(results, interrupt=not (follows and self._is_running))

    def stop(self) -> None:
        """Follow no more: what is under way is dropped."""
        self._newest.cancel()
        self.place = self._asked = None

    def holds(self, place: Place) -> bool:
        """What was found at `place` is still true: behind a running run, that of earlier steps."""
        return place.is_before(self.place) if self._is_running else place.is_same(self.place)

    def _take(self, result: tuple[Place, Any]) -> None:
        if self.holds(result[0]):
            self.result.emit(*result)

    def _rest(self) -> None:
        now = time.monotonic()
        self._due = max(self._due, now + (now - self._asked_at) / COSTLY_SHARE)
