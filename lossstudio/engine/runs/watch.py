"""When a window pauses by itself, where the scenario does not say when: all is to be seen."""

from collections.abc import Collection, Sequence

from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.stops import is_asked
from lossstudio.engine.training.trainer import Trainer

SHOWN = 8
"""A run that diverges has done so many steps under its settings, so that they can be seen."""
GROWN = 10.0
"""Its cost is so many times the least of the recent ones."""
_CLOSE = 64
"""So many steps after a change of settings each one is looked at: that is when runs go off."""


class Watch:
    """Looks at runs after new steps, and tells when each has come to one of the `statuses`.

    It tells so once: a person may go on from there. It looks at the same steps whatever the pace.
    """

    def __init__(self, statuses: Collection[Status] = ()) -> None:
        self.statuses = frozenset(statuses)
        self.forget()

    def forget(self) -> None:
        """What was seen holds no longer: settings have changed, or another step was gone to."""
        self._met: dict[int, Status] = {}
        self._is_told = False
        self.found: Status | None = None
        """What the last steps have led every run to: that one diverges where it does."""

    @property
    def _is_active(self) -> bool:
        return bool(self.statuses) and not self._is_told

    def advance(self, experiment: Experiment, count: int) -> int:
        """Do up to `count` steps as `Experiment.advance` does, fewer where there is something to
        tell, which is then `found`. A scenario that says itself when to pause is not watched."""
        if experiment.scenario.stop is not None:
            return experiment.advance(count)
        trainers, done = experiment.trainers, 0
        while self._is_active and done < count:
            ahead = self._ahead(trainers, count - done)
            moved = experiment.advance(ahead)
            done += moved
            self.found = self._look(trainers)
            if moved < ahead or self.found is not None:
                return done
        return done + (experiment.advance(count - done) if done < count else 0)

    def _ahead(self, trainers: Sequence[Trainer], wanted: int) -> int:
        """How many of the `wanted` steps can be done before the next look."""
        nearest = min(trainer.step - trainer.segment.start for trainer in trainers)
        if nearest < _CLOSE:
            return 1
        step, count = max(trainer.step for trainer in trainers), 1
        while count < wanted and not is_asked(step + count):
            count += 1
        return count

    def _look(self, trainers: Sequence[Trainer]) -> Status | None:
        for trainer in trainers:
            if trainer.index not in self._met and (found := self._status(trainer)) is not None:
                self._met[trainer.index] = found
        if len(self._met) < len(trainers) or self._is_told:
            return None
        self._is_told = True
        is_bad = Status.DIVERGING in self._met.values()
        return Status.DIVERGING if is_bad else Status.CONVERGED

    def _status(self, trainer: Trainer) -> Status | None:
        may_be = Status.CONVERGED if is_asked(trainer.step) else None
        costs = trainer.recent_costs
        if trainer.overflowed or (len(costs) > SHOWN and costs[-1] > GROWN * abs(min(costs))):
            may_be = Status.DIVERGING
        if may_be not in self.statuses:
            return None
        found = diagnose(trainer).status
        return found if found in self.statuses else None
