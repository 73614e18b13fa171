"""Where in its record a run turned: the step to return to, and what its held-out loss did since."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.measuring.validation import measured_alike_since
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import Trainer

Array = NDArray[np.float64]

TRAIN, TEST, COST, VALIDATION = range(4)
"""Columns of the record."""
_FEWEST = 40
"""Fewer steps say nothing of a trend."""
_PARTS = 64
"""Means of so many parts of the record are compared: they do not follow each jitter."""
_RISE, _FALL = 0.1, 0.01
"""A rise of the held-out loss by this share of it, and a fall of the train loss, are spoken of."""
_JITTERS = 3.0
"""Both are so many times as large as what the losses jitter by."""
_CERTAIN = 2.0
"""The held-out samples' losses are higher than the training samples' by so many standard errors:
else it may be chance which samples were held out."""
_MOST_ROWS = 5000
"""Of more samples, so many evenly spaced ones are looked at."""


class Overfitting(NamedTuple):
    """The held-out loss has risen since `step`, by the share `rise`, while the train loss fell by
    the share `fall`. It is that of the validation set where there is one, else of the test set."""

    step: int
    rise: float
    fall: float
    is_validation: bool

    @property
    def message(self) -> Message:
        """The sentence that says so."""
        template = QT_TRANSLATE_NOOP(
            "core",
            "Overfitting: the test loss has risen by {rise:.2g}% since step {step}, while the "
            "train loss fell by {fall:.2g}%.",
        )
        if self.is_validation:
            template = QT_TRANSLATE_NOOP(
                "core",
                "Overfitting: the validation loss has risen by {rise:.2g}% since step {step}, "
                "while the train loss fell by {fall:.2g}%.",
            )
        values: dict[str, object] = {
            "rise": 100 * self.rise,
            "step": self.step,
            "fall": min(100 * self.fall, 99.0),
        }
        return Message(template, values)


def lowest_step(trainer: Trainer, column: int = COST, start: int | None = None) -> int:
    """The step with the lowest cost since the settings last changed, or with another column's
    lowest loss since `start`; where the record itself is thinned, the first one of its bucket."""
    begin = trainer.segment.start if start is None else start
    end = trainer.step + 1
    curves = trainer.record.curves(begin, end)
    at = int(np.nanargmin(curves.low[:, column]))
    first = int(curves.steps[at])
    if curves.width > 1:
        curves = trainer.record.curves(first, min(first + curves.width, end), curves.width)
        first = int(curves.steps[int(np.nanargmin(curves.low[:, column]))])
    return max(first, begin)


def overfitting(trainer: Trainer) -> Overfitting | None:
    """What the record of `trainer` up to its step says of overfitting; None where it says nothing
    that is more than jitter."""
    objective = trainer.objective
    if not (objective.n_validation or objective.n_test):
        return None
    held = VALIDATION if objective.n_validation else TEST
    start = measured_alike_since(trainer)
    if trainer.step - start < _FEWEST:
        return None
    curves = trainer.record.curves(start, trainer.step + 1)
    with np.errstate(all="ignore"):
        losses = 0.5 * curves.low[:, (TRAIN, held)] + 0.5 * curves.high[:, (TRAIN, held)]
    at = int(np.argmin(curves.low[:, held]))
    part = max(len(losses) // _PARTS, 1)
    if len(losses) - at < 2 * part or not np.isfinite(losses).all():
        return None
    there, here = losses[max(at - part, 0) : at + part + 1], losses[-part:]
    before, after = there.mean(axis=0), here.mean(axis=0)
    noise = _JITTERS * np.maximum(_jitter(there), _jitter(here))
    rise, fall = after[1] - before[1], before[0] - after[0]
    sizes = np.maximum(np.abs(before), 1e-300)
    if rise < max(_RISE * sizes[1], noise[1]) or fall < max(_FALL * sizes[0], noise[0]):
        return None
    step = lowest_step(trainer, held, start)
    if t_of_gap(trainer, held) < _CERTAIN:
        return None
    then, now = trainer.record.curves(step, step + 1).low[0], trainer.losses
    return Overfitting(
        step,
        (now[held] - float(then[held])) / max(abs(float(then[held])), 1e-300),
        (float(then[TRAIN]) - now[TRAIN]) / max(abs(float(then[TRAIN])), 1e-300),
        held == VALIDATION,
    )


def t_of_gap(trainer: Trainer, held: int) -> float:
    """Welch's t of the held-out samples' losses against those of the training samples: by how many
    standard errors their mean is higher."""
    objective = trainer.objective
    n_train, n_held = objective.n_train, objective.n_train + objective.n_validation
    ranges = (0, n_train), (n_train, n_held) if held == VALIDATION else (n_held, len(objective.y))
    means, errors = [], []
    for first, last in ranges:
        rows = slice(first, last, max((last - first) // _MOST_ROWS, 1))
        losses = _losses(objective, trainer.theta, rows)
        if len(losses) < 2:
            return 0.0
        means.append(float(losses.mean()))
        errors.append(float(losses.var(ddof=1)) / len(losses))
    error = float(np.sqrt(sum(errors)))
    return (means[1] - means[0]) / error if 0.0 < error < np.inf else 0.0


def _losses(objective: Objective, theta: Array, rows: slice) -> Array:
    raw, _ = objective.model.forward(theta, objective.features[rows])
    values, _ = objective.loss.function(raw, objective.y[rows], **objective.hyperparameters)
    return np.asarray(values)[:, 0]


def _jitter(losses: Array) -> Array:
    """How far neighbouring losses (m, 2) are apart beside their trend, (2,)."""
    if len(losses) < 3:
        return np.zeros(2)
    jumps: Array = np.abs(np.diff(losses, n=2, axis=0)).mean(axis=0)
    return jumps
