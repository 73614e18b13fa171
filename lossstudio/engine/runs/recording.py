"""A run as it was, to be done again elsewhere: from the start, with the changes made on the way."""

from dataclasses import dataclass

from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.training.trainer import Segment, Trainer


@dataclass(frozen=True)
class Recording:
    """All that the steps of an experiment follow from; small, and never changed afterwards.

    It began as `origin`; each run then had the settings of its `segments`, and is known up to one
    of `last_steps`. `scenario` are the settings in force at the end.
    """

    origin: Scenario
    scenario: Scenario
    segments: tuple[tuple[Segment, ...], ...]
    last_steps: tuple[int, ...]

    @property
    def last_step(self) -> int:
        """The furthest step that is known of any run."""
        return max(self.last_steps)


def record(experiment: Experiment) -> Recording:
    """The recording of `experiment`, which it leaves as it is."""
    trainers = experiment.trainers
    return Recording(
        experiment.origin,
        experiment.scenario,
        tuple(trainer.segments for trainer in trainers),
        tuple(trainer.last_step for trainer in trainers),
    )


class Replay(Experiment):
    """Does the steps of a recording again, the same to the bit, and none beyond them.

    Its trainers stand where those of the recorded experiment would after going to that step.
    """

    def __init__(self, recording: Recording) -> None:
        super().__init__(recording.origin)
        self._recording = recording
        for trainer, segments, run in zip(
            self.trainers, recording.segments, recording.origin.runs, strict=True
        ):
            first = segments[0]
            if first.data != recording.origin.data or first.run != run:
                _take_up(trainer, first)
        self.scenario = recording.scenario

    def advance(self, count: int) -> int:
        """Do up to `count` steps of every run that has so many; returns the most that were done."""
        recording = self._recording
        return max(
            _advance(trainer, segments, min(trainer.step + count, last))
            for trainer, segments, last in zip(
                self.trainers, recording.segments, recording.last_steps, strict=True
            )
        )


def _advance(trainer: Trainer, segments: tuple[Segment, ...], target: int) -> int:
    begin = trainer.step
    while trainer.step < target:
        following = next((s for s in segments if s.start > trainer.step), None)
        goal = target if following is None else min(target, following.start)
        wanted = goal - trainer.step
        if trainer.advance(wanted) < wanted:
            raise AssertionError(f"step {trainer.step + 1} was finite and is not any more")
        if following is not None and trainer.step == following.start:
            _take_up(trainer, following)
    return trainer.step - begin


def _take_up(trainer: Trainer, segment: Segment) -> None:
    trainer.change(segment.data, segment.run, as_classes=segment.as_classes)
