"""All runs of a scenario, trained in lockstep on the same samples."""

import msgspec

from lossstudio.core.models import MODELS
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.data.own_points import is_edit
from lossstudio.engine.runs.stops import Stops
from lossstudio.engine.scenarios.checks import check_scenario
from lossstudio.engine.scenarios.fields.field import TRAINING, Field, Role
from lossstudio.engine.scenarios.fields.fields import are_same, changed
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.engine.training.trainer import Trainer


class Experiment:
    """A trainer for each run of `scenario`. Raises `InputError` where something does not fit."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = self.origin = check_scenario(scenario)
        as_classes = [_is_for_classes(run) for run in scenario.runs]
        if len(set(as_classes)) > 1:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core",
                    "runs: a regression loss and a classification loss cannot share the same data",
                )
            )
        self.trainers = [
            Trainer(scenario.data, run, as_classes=as_classes[0], index=index)
            for index, run in enumerate(scenario.runs)
        ]
        self.stops = Stops(scenario.stop, self.trainers)

    @property
    def step(self) -> int:
        """How many updates the run that got furthest has done."""
        return max(trainer.step for trainer in self.trainers)

    @property
    def last_step(self) -> int:
        """The furthest step that is known of any run."""
        return max(trainer.last_step for trainer in self.trainers)

    @property
    def is_stopped(self) -> bool:
        """No run can go on: each would leave the finite numbers."""
        return all(trainer.overflowed for trainer in self.trainers)

    @property
    def has_met_stop(self) -> bool:
        """This is the step where every run had met one of the scenario's stops."""
        return self.stops.step is not None and self.step == self.stops.step

    def advance(self, count: int) -> int:
        """Do up to `count` steps of every run that can; returns how many the furthest did.

        They end where every run has met one of the scenario's stops; from there one can go on.
        """
        if not self.stops.is_active:
            return self._advance(count)
        done = 0
        while done < count:
            step, pause, known = self.step, self.stops.step, self.last_step
            if pause is not None and step >= pause:
                return done + self._advance(count - done)
            is_new = pause is None and step >= known
            ahead = 1 if is_new else min(count - done, (known if pause is None else pause) - step)
            moved = self._advance(ahead)
            done += moved
            if (is_new and self.stops.look(self.trainers, self.step)) or not moved:
                break
            if self.has_met_stop:
                break
        return done

    def _advance(self, count: int) -> int:
        return max(0 if trainer.overflowed else trainer.advance(count) for trainer in self.trainers)

    def go_to(self, step: int) -> None:
        """Return every run to `step` exactly, or to its last known step if that comes before."""
        for trainer in self.trainers:
            trainer.go_to(min(step, trainer.last_step))

    def forget_later(self) -> None:
        """Make this step the last one that is known of every run."""
        for trainer in self.trainers:
            trainer.forget_later()
        self.stops.forget_after(self.step)

    def change(self, scenario: Scenario) -> None:
        """Go on from this step with `scenario`'s settings.

        Raises `InputError`, and changes nothing, where they do not fit, and `ValueError` where
        `why_restart` has a reason.
        """
        check_scenario(scenario)
        reason = why_restart(self.scenario, scenario)
        if reason is not None:
            raise ValueError(str(reason))
        touched = [
            (trainer, run)
            for trainer, run, is_touched in zip(
                self.trainers, scenario.runs, _touched(self.scenario, scenario), strict=True
            )
            if is_touched
        ]
        for trainer, run in touched:  # all of them can, or none does
            trainer.objective_for(scenario.data, run, as_classes=_is_for_classes(run))
        stops = Stops(scenario.stop, self.trainers)
        for trainer, run in touched:
            trainer.change(scenario.data, run, as_classes=_is_for_classes(run))
        if touched or scenario.stop != self.scenario.stop:
            self.stops = stops
        self.scenario = scenario


def changes_training(old: Scenario, new: Scenario) -> bool:
    """The coming steps of `new` are others than those of `old`."""
    return len(old.runs) != len(new.runs) or any(_touched(old, new))


def _touched(old: Scenario, new: Scenario) -> list[bool]:
    """Of each run, as many in both, whether something has changed that its steps depend on."""
    return [
        old.data != new.data or not are_same(before, after, *TRAINING)
        for before, after in zip(old.runs, new.runs, strict=True)
    ]


def _is_for_classes(run: Run) -> bool:
    return loss_of(run).task is not Task.REGRESSION


def _other_data(old: Scenario, new: Scenario) -> Message:
    losses = [run.loss for run in new.runs]
    if losses == [run.loss for run in old.runs]:
        return Message(QT_TRANSLATE_NOOP("core", "Other data: training restarts."))
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "Other data, and a loss that fits them: {loss}. Training restarts."
        ),
        {"loss": Message(loss_of(new.runs[0]).label)},
    )


_OTHER_MODEL = Message(
    QT_TRANSLATE_NOOP("core", "Another model or another start: training restarts.")
)


def _is_live(field: Field, before: Run, after: Run) -> bool:
    """Of the model's own numbers only some have changed that a run goes on with."""
    if field.name != "model_parameters" or before.model != after.model:
        return False
    kind = MODELS[after.model]
    usual = {parameter.name: parameter.default for parameter in kind.parameters}
    was, now = (usual | run.model_parameters for run in (before, after))
    return {name for name in was | now if was.get(name) != now.get(name)} <= set(kind.live)


def why_restart(old: Scenario, new: Scenario) -> Message | None:
    """Why a run of `old` cannot go on as `new` but must restart; None where it can."""
    if len(old.runs) != len(new.runs):
        return Message(QT_TRANSLATE_NOOP("core", "The number of runs changed: training restarts."))
    other = [field for field in changed(old.data, new.data) if not field.live]
    if other and not is_edit(old, new):
        is_of_model = all(field.role is Role.MODEL for field in other)
        return _OTHER_MODEL if is_of_model else _other_data(old, new)
    for before, after in zip(old.runs, new.runs, strict=True):
        if loss_of(before).task is not loss_of(after).task:
            return Message(
                QT_TRANSLATE_NOOP(
                    "core", "The new loss needs another number of scores: training restarts."
                )
            )
        if any(
            not (field.live or _is_live(field, before, after)) for field in changed(before, after)
        ):
            return _OTHER_MODEL
    return None


def is_other_start(old: Scenario, new: Scenario) -> bool:
    """`new` is `old` but for where its runs start."""
    plain, other = (
        msgspec.structs.replace(
            scenario, runs=tuple(msgspec.structs.replace(run, start=None) for run in scenario.runs)
        )
        for scenario in (old, new)
    )
    return plain == other
