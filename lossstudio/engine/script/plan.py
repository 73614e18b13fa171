"""What a script is to do: the settings of each run from its first step on."""

from collections.abc import Sequence
from dataclasses import dataclass

from lossstudio.core.datasets import Dataset
from lossstudio.core.losses import Loss
from lossstudio.core.models import Model
from lossstudio.core.optimizers import OPTIMIZERS, Optimizer
from lossstudio.core.schedules import SCHEDULES, Schedule
from lossstudio.engine.data.samples import samples
from lossstudio.engine.data.standardization import Target, target_of
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.recording import Recording
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.objective import Array, build_model
from lossstudio.engine.training.trainer import Segment


@dataclass(frozen=True, eq=False)
class Part:
    """The settings from step `start` on, with what they stand for."""

    start: int
    data: Data
    run: Run
    dataset: Dataset
    model: Model

    @property
    def target(self) -> Target:
        """The unit in which the target is learnt."""
        return target_of(self.dataset, self.run)

    @property
    def loss(self) -> Loss:
        """The loss that is minimised."""
        return loss_of(self.run)

    @property
    def optimizer(self) -> Optimizer:
        """What makes steps of gradients."""
        return OPTIMIZERS[self.run.optimizer]

    @property
    def schedule(self) -> Schedule:
        """How the learning rate goes on."""
        return SCHEDULES[self.run.schedule]

    @property
    def batch_size(self) -> int | None:
        """Rows a mini-batch; None where each step sees all training rows."""
        size = self.run.batch_size
        return None if size is None or size >= self.dataset.n_train else size


@dataclass(frozen=True, eq=False)
class RunPlan:
    """One run: its name, where it starts, (p,), its settings in the order of their steps, and how
    many steps it does."""

    name: str
    theta: Array
    parts: tuple[Part, ...]
    steps: int

    @property
    def first(self) -> Part:
        """What the run began with."""
        return self.parts[0]


@dataclass(frozen=True, eq=False)
class Plan:
    """All runs of a scenario, on the same data."""

    title: str
    runs: tuple[RunPlan, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The settings of all runs."""
        return tuple(part for run in self.runs for part in run.parts)


def plan_of(scenario: Scenario) -> Plan:
    """The plan of training `scenario` from its start, with no change on the way.

    Raises `InputError` where the scenario cannot be trained.
    """
    trainers = Experiment(scenario).trainers
    return plan(
        scenario,
        [trainer.segments for trainer in trainers],
        [trainer.theta for trainer in trainers],
        [scenario.steps] * len(trainers),
    )


def plan_of_recording(recording: Recording) -> Plan:
    """The plan of doing the steps of `recording` again."""
    starts = [trainer.theta for trainer in Experiment(recording.origin).trainers]
    return plan(recording.scenario, recording.segments, starts, recording.last_steps)


def plan(
    scenario: Scenario,
    histories: Sequence[Sequence[Segment]],
    starts: Sequence[Array],
    steps: Sequence[int],
) -> Plan:
    """The plan of runs with these settings on the way, `scenario`'s being the newest ones.

    `starts` are each run's parameters at step 0, (p,), and `steps` how far it goes; what comes
    after that is left out. Raises `InputError` where something does not fit.
    """
    runs = []
    names = scenario.run_names()
    for index, (name, segments) in enumerate(zip(names, histories, strict=True)):
        parts = []
        for segment in segments:
            if segment.start > steps[index]:
                break
            dataset = samples(segment.data, segment.as_classes)
            model = build_model(dataset, segment.run, index)
            parts.append(Part(segment.start, segment.data, segment.run, dataset, model))
        runs.append(RunPlan(name, starts[index], tuple(parts), steps[index]))
    return Plan(scenario.title, tuple(runs))
