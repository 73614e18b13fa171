"""Work that follows a run: what is computed from where it stands, again as it goes on."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject

from lossstudio.engine.training.objective import Objective
from lossstudio.gui.training.derived import Derived, R
from lossstudio.gui.training.pacing import LONG_REST, LOOK_AHEAD
from lossstudio.gui.training.snapshot import Snapshot


class Place(NamedTuple):
    """Where a run stands. A trainer's way is exact, so step and settings say all about it.

    `is_hurried`: training runs, and work that takes long is cut short.
    """

    objective: Objective
    step: int
    is_hurried: bool

    def is_same(self, other: "Place | None") -> bool:
        """The same step under the same settings."""
        return other is not None and self.objective is other.objective and self.step == other.step

    def is_before(self, other: "Place | None") -> bool:
        """The same or an earlier step under the same settings."""
        return other is not None and self.objective is other.objective and self.step <= other.step


class Following(Derived[Place, R]):
    """Asks for work on the first run of each snapshot: at once when paused, now and then else.

    Behind a running run, what was found at earlier steps is still true.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, self.is_true)
        self.place: Place | None = None
        """Where the run stands, or None when nothing is followed."""

    def follow(self, snapshot: Snapshot, work: Callable[[], Iterator[R | None]]) -> None:
        """Do `work` for `snapshot` when it is time, unless it has been done for the same place.

        It is done once more when training pauses there, as it may take longer then.
        """
        is_running, asked = snapshot.is_running, self.asked
        place = Place(snapshot.scene.objective, snapshot.run.step, is_running)
        self.place = place
        follows = asked is not None and is_running and asked.is_before(place)
        waits = follows and not self.rhythm.is_due(LOOK_AHEAD, LONG_REST)
        is_done = asked is not None and place.is_same(asked) and is_running
        if not waits and not is_done:
            self.ask(place, work, interrupt=not follows, is_repeated=is_running)

    def stop(self) -> None:
        """Follow no more: what is under way is dropped."""
        super().stop()
        self.place = None

    def is_true(self, place: Place) -> bool:
        """What was found at `place` holds where the run stands now."""
        here = self.place
        return here is not None and (
            place.is_before(here) if here.is_hurried else place.is_same(here)
        )
