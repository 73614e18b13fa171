"""When training pauses by itself: every run has met one of the stops of its scenario."""

from collections.abc import Sequence
from typing import NamedTuple

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.measuring.validation import lowest_validation
from lossstudio.engine.scenarios.scenario import Stop
from lossstudio.engine.training.trainer import Trainer

_FEWEST = 10
"""Whether a run has converged is asked at most once in so many steps: to judge takes as long."""
_SHARE = 128
"""Later it is asked about once in so many parts of all steps, always at the same ones."""


class Met(NamedTuple):
    """A stop that a run has met at `step`: a field of `Stop`, or "overflow", and the reason."""

    step: int
    by: str
    reason: Message


class Stops:
    """Looks at runs after each new step, and notes which stop each has met first.

    `step` is where every run had met one, None before that. Raises `InputError` where a stop asks
    for a set that is not there.
    """

    def __init__(self, stop: Stop | None, trainers: Sequence[Trainer]) -> None:
        self._stop = None if stop == Stop() else stop
        self.met: list[Met | None] = [None] * len(trainers)
        self.step: int | None = None
        if stop is not None and stop.validation_patience is not None:
            _check_validation(stop.validation_patience, trainers)

    @property
    def is_active(self) -> bool:
        """There is a stop to look for."""
        return self._stop is not None

    def look(self, trainers: Sequence[Trainer], step: int) -> bool:
        """Look at the runs, which stand at the new `step`; true where all have met a stop now."""
        if self._stop is None or self.step is not None:
            return False
        for index, trainer in enumerate(trainers):
            if self.met[index] is None:
                self.met[index] = _met(trainer, self._stop)
        if all(self.met):
            self.step = step
        return self.step is not None

    def forget_after(self, step: int) -> None:
        """Forget what was met later: another way may be taken from there."""
        self.met = [None if one is not None and one.step > step else one for one in self.met]
        if not all(self.met):
            self.step = None

    def message(self, names: Sequence[str]) -> Message | None:
        """Why training has paused; None where it has not."""
        if self.step is None:
            return None
        last = max((one for one in self.met if one is not None), key=lambda one: one.step)
        if len(self.met) == 1:
            return stopped(last)
        return Message(
            QT_TRANSLATE_NOOP("core", "Every run has met a stop; the last one was {run}: {reason}"),
            {"run": names[self.met.index(last)], "reason": stopped(last)},
        )


def stopped(met: Met) -> Message:
    """The sentence that says which stop was met, and where."""
    return Message(
        QT_TRANSLATE_NOOP("core", "Stopped at step {step}: {reason}."),
        {"step": met.step, "reason": met.reason},
    )


def _met(trainer: Trainer, stop: Stop) -> Met | None:
    step, losses = trainer.step, trainer.losses
    values: dict[str, object]
    if stop.train_loss is not None and losses.train_loss <= stop.train_loss:
        text = QT_TRANSLATE_NOOP("core", "the train loss {value:.6g} is at most {limit:g}")
        values = {"value": losses.train_loss, "limit": stop.train_loss}
        return Met(step, "train_loss", Message(text, values))
    if stop.gradient_norm is not None and trainer.gradient_norm <= stop.gradient_norm:
        text = QT_TRANSLATE_NOOP("core", "the gradient norm {value:.6g} is at most {limit:g}")
        values = {"value": trainer.gradient_norm, "limit": stop.gradient_norm}
        return Met(step, "gradient_norm", Message(text, values))
    if stop.validation_patience is not None:
        lowest = lowest_validation(trainer)
        if lowest is not None and step - lowest[0] >= stop.validation_patience:
            text = QT_TRANSLATE_NOOP(
                "core",
                "for {count} steps the validation loss has not been below {value:.6g}, which it "
                "was at step {step}",
            )
            values = {"count": step - lowest[0], "value": lowest[1], "step": lowest[0]}
            return Met(step, "validation_patience", Message(text, values))
    if stop.converged and is_asked(step) and diagnose(trainer).status is Status.CONVERGED:
        return Met(step, "converged", Message(QT_TRANSLATE_NOOP("core", "it has converged")))
    if trainer.overflowed:
        text = QT_TRANSLATE_NOOP("core", "the next step would leave the finite numbers")
        return Met(step, "overflow", Message(text))
    return None


def is_asked(step: int) -> bool:
    """Whether convergence is judged at this step: the same ones whatever the pace of training."""
    spacing = _FEWEST
    while spacing * _SHARE < step:
        spacing *= 2
    return step % spacing == 0


def _check_validation(patience: int, trainers: Sequence[Trainer]) -> None:
    if not trainers[0].objective.n_validation:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: must be null where there is no validation set; "
                "data.validation_fraction gives it one",
            ),
            field="stop.validation_patience",
            value=shown(patience),
        )
