"""Decides when the landscape has to be computed again, and has it done, the newest wish first."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from lossstudio.engine.diagnosis import Status
from lossstudio.engine.objective import Objective
from lossstudio.gui.background import Newest
from lossstudio.gui.snapshot import Snapshot
from lossstudio.gui.turns import Turns
from lossstudio.gui.views.landscape.home import Home
from lossstudio.gui.views.landscape.path import Array
from lossstudio.gui.views.landscape.work import (
    Choice,
    Kind,
    Ranges,
    Result,
    Wanted,
    compute,
    size_of,
)

FINE, ROUGH = 200, 50
"""Sizes of the finest grid: at rest, and while training moves through many parameters."""
LEFT = 0.02
"""The plane has been left, as training runs, where theta is so far from it, relative to the
picture's size."""
AT_REST = 1e-7
"""The same when training pauses: then the plane shall pass through theta."""
PAUSE = 0.4
"""Seconds at least between two pictures of moving parameters."""
SHARE = 0.25
"""Of the time at most this share is spent on pictures of moving parameters."""


def is_diverging(snapshot: Snapshot, index: int) -> bool:
    """A run goes far away."""
    return snapshot.is_stopped or snapshot.runs[index].diagnosis.status is Status.DIVERGING


def framed(snapshot: Snapshot, drawn: Sequence[int]) -> list[int]:
    """Of the runs that are `drawn`, the places of those that the picture has to show: the first
    one, and all others that do not go far away."""
    return [place for place, run in enumerate(drawn) if not (place and is_diverging(snapshot, run))]


class Planner(QObject):
    """What is asked for, and what has come of it."""

    came = Signal(object)
    """A `Result`."""
    finished = Signal()
    failed = Signal(str)
    """A traceback."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.result: Result | None = None
        """The newest result."""
        self._newest = Newest(self)
        self._newest.result.connect(self._take)
        self._newest.finished.connect(self._finish)
        self._newest.failed.connect(self.failed)
        self._asked: Wanted | None = None
        self._ranges: Ranges | None = None  # those of what was asked for
        self._has_come = True
        self._asked_at = self._not_before = 0.0

    def take_turns(self, turns: Turns) -> None:
        """Give way to the window and to training as `turns` say."""
        self._newest.take_turns(turns)

    @property
    def is_busy(self) -> bool:
        """Something is being computed."""
        return self._newest.is_busy

    def forget(self) -> None:
        """Drop the result, and stop."""
        self.stop()
        self.result = None

    def stop(self) -> None:
        """Compute no more; what is wanted will be asked for again."""
        self._newest.cancel()
        self._asked = None

    def is_current(self, objective: Objective) -> bool:
        """The result belongs to the cost of `objective`."""
        return self.result is not None and objective.has_same_cost(self.result.wanted.objective)

    def has_left(self, theta: Array, is_running: bool) -> bool:
        """The plane of the result does not pass through `theta` any more."""
        result = self.result
        if result is None or len(theta) <= 2:
            return False
        far = (LEFT if is_running else AT_REST) * size_of(result.plane, result.ranges)
        return not result.plane.distance(theta) <= far

    def ask(
        self,
        snapshot: Snapshot,
        choice: Choice,
        paths: tuple[tuple[Array, ...], ...],
        home: Home,
    ) -> None:
        """Have the picture of `snapshot` computed, if the last one does not serve.

        `paths` see `Wanted`; `home` says which part of the plane is shown.
        """
        run, objective = snapshot.run, snapshot.scene.objective
        theta, is_running = run.theta, snapshot.is_running
        zoomed = home.zoomed
        ranges = home.ranges if zoomed is None else zoomed
        asked, result = self._asked, self.result
        is_other = (
            asked is None or asked.choice != choice or not objective.has_same_cost(asked.objective)
        )
        left = self.has_left(theta, is_running)
        finest = ROUGH if is_running and len(theta) > 2 else FINE
        if not is_other:
            assert asked is not None
            if not self._has_come:
                left = False  # the result is about another plane than the one that is on its way
            rescaled = ranges is not None and ranges != self._ranges
            finer = finest > asked.finest
            if not (left or rescaled or finer):
                return
            # A fine picture of where training began must not keep it from being followed.
            is_early = (
                self.is_busy and asked.finest <= finest
            ) or time.monotonic() < self._not_before
            if is_running and not rescaled and is_early:
                return
        keeps = result is not None and result.wanted.choice == choice and not left
        if not keeps and choice.kind in (Kind.PRINCIPAL, Kind.RANDOM):
            # Other directions have other coordinates, but those of the path hardly turn.
            ranges = zoomed if result is not None and result.kind is Kind.PRINCIPAL else None
        known = result.known if result is not None and self.is_current(objective) else None
        wanted = Wanted(
            objective,
            choice,
            theta,
            paths,
            result.kind if keeps and result is not None else None,
            result.plane if keeps and result is not None else None,
            ranges,
            known,
            is_diverging(snapshot, snapshot.scene.focus),
            finest,
        )
        # Where wishes come faster than pictures, the first picture of one is waited for.
        interrupt = self._has_come
        self._asked, self._ranges, self._has_come = wanted, ranges, False
        self._asked_at = time.monotonic()
        self._newest.ask(lambda: compute(wanted), interrupt=interrupt)

    def _take(self, result: Result) -> None:
        asked = self._asked
        if asked is None or result.wanted.choice != asked.choice:
            return
        if result.wanted is asked:
            self._has_come = True
            self._ranges = result.ranges
        else:  # it has been seen: now for what was asked for since
            self._newest.ask(lambda: compute(asked))
        self.result = result
        self.came.emit(result)

    def _finish(self) -> None:
        now = time.monotonic()
        if self._asked is not None and self._asked.finest == ROUGH:  # a fine one was made at rest
            took = now - self._asked_at
            self._not_before = now + max(PAUSE, took * (1.0 / SHARE - 1.0))
        self.finished.emit()
