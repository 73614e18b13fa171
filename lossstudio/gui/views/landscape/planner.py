"""Decides when the landscape has to be computed again, and has it done, the newest wish first."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from lossstudio.engine.diagnosis import Status
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.pacing import PICTURE, PICTURE_REST
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.landscape.home import Home
from lossstudio.gui.views.landscape.path import Array
from lossstudio.gui.views.landscape.work import (
    Choice,
    Kind,
    Ranges,
    Result,
    Wanted,
    compute,
    height_at,
    near_part,
    size_of,
)

FINE, ROUGH = 200, 50
"""Sizes of the finest grid: at rest, and while training moves through many parameters."""
LEFT = 0.02
"""The plane has been left, as training runs, where theta is so far from it, relative to the
picture's size."""
AT_REST = 1e-7
"""The same when training pauses: then the plane shall pass through theta."""


def is_diverging(snapshot: Snapshot, index: int) -> bool:
    """A run goes far away."""
    return snapshot.is_stopped or snapshot.runs[index].diagnosis.status is Status.DIVERGING


def framed(snapshot: Snapshot, drawn: Sequence[int]) -> list[int]:
    """Of the runs that are `drawn`, the places of those that the picture has to show: the first
    one, and all others that do not go far away."""
    return [place for place, run in enumerate(drawn) if not (place and is_diverging(snapshot, run))]


class Planner(Derived[Wanted, Result]):
    """What is asked for, and what has come of it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, lambda key: self.asked is None or key.choice == self.asked.choice)
        self._ranges: Ranges | None = None  # those of what was asked for
        self.came.connect(self._settle)

    def is_current(self, objective: Objective) -> bool:
        """The result belongs to the cost of `objective`."""
        return self.result is not None and objective.has_same_cost(self.result.wanted.objective)

    def height_at(self, x: float, y: float) -> float:
        """Where a mark at the pointer is drawn, see `work.height_at`."""
        return y if self.result is None else height_at(self.result, x, y)

    def has_left(self, path: Sequence[Array], diverges: bool, is_running: bool) -> bool:
        """The plane of the result does not pass through the end of `path` any more, or through
        where a run that `diverges` was still near."""
        result = self.result
        if result is None or len(path[-1]) <= 2:
            return False
        theta = near_part(path, result.known, diverges)[-1]
        far = (LEFT if is_running else AT_REST) * size_of(result.plane, result.ranges)
        return not result.plane.distance(theta) <= far

    def is_beside(self, snapshot: Snapshot) -> bool:
        """The run has gone so far away that the plane of the result does not follow it."""
        return (
            self.result is not None
            and is_diverging(snapshot, snapshot.scene.focus)
            and self.result.plane.distance(snapshot.run.theta)
            > LEFT * size_of(self.result.plane, self.result.ranges)
        )

    def plan(
        self,
        snapshot: Snapshot,
        choice: Choice,
        paths: tuple[tuple[Array, ...], ...],
        home: Home,
    ) -> None:
        """Have the picture of `snapshot` computed, if the last one does not serve.

        `paths` see `Wanted`; `home` says which part of the plane is shown.
        """
        objective, is_running = snapshot.scene.objective, snapshot.is_running
        theta = snapshot.run.theta
        zoomed = home.zoomed
        ranges = home.ranges if zoomed is None else zoomed
        asked, result = self.asked, self.result
        has_come = self.key is asked
        is_other = (
            asked is None or asked.choice != choice or not objective.has_same_cost(asked.objective)
        )
        diverges = is_diverging(snapshot, snapshot.scene.focus)
        left = self.has_left(paths[0], diverges, is_running)
        finest = ROUGH if is_running and len(theta) > 2 else FINE
        if not is_other:
            assert asked is not None
            if not has_come:
                left = False  # the result is about another plane than the one that is on its way
            rescaled = ranges is not None and ranges != self._ranges
            finer = finest > asked.finest
            if not (left or rescaled or finer):
                return
            # A fine picture of where training began must not keep it from being followed.
            is_early = (self.is_busy and asked.finest <= finest) or not self.rhythm.is_due(
                PICTURE, PICTURE_REST
            )
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
            diverges,
            finest,
        )
        self._ranges = ranges
        # Where wishes come faster than pictures, the first picture of one is waited for. A fine one
        # made at rest takes its time once.
        is_rough = finest == ROUGH
        self.ask(wanted, lambda: compute(wanted), interrupt=has_come, is_repeated=is_rough)

    def _settle(self) -> None:
        """Take the ranges that were found, or, as it has been seen, what was asked for since."""
        if self.key is self.asked and self.result is not None:
            self._ranges = self.result.ranges
        else:
            self.go_on()


def is_same_picture(old: Scene | None, new: Scene) -> bool:
    """Both have the same costs: at most the start is another one, or how it is trained."""
    if old is None or old is new:
        return old is new
    return (
        old.focus == new.focus
        and len(old.objectives) == len(new.objectives)
        and all(
            one.has_same_cost(other)
            for one, other in zip(old.objectives, new.objectives, strict=True)
        )
    )
