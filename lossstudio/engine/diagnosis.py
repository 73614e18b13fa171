"""What a run is doing, with the reason in a sentence and the number behind it.

Convergence is judged by the gradient's norm (and, where the Hessian is at hand, by the distance to
the optimum), never by the size of a step, which shrinks with the learning rate.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine import diagnosis_words as words
from lossstudio.engine.optimum import (
    NEAR_OPTIMUM,
    has_no_finite_optimum,
    is_converged,
    optimum_is_near,
)
from lossstudio.engine.stability import Stability, stability
from lossstudio.engine.trainer import Trainer

Costs = NDArray[np.float64]

FEW_STEPS = 5
"""Fewer steps under the same settings say nothing about where they lead."""
NEARLY = 1e-3
"""Nearly converged: a flat cost with a gradient this small is the end of the way, no plateau."""
HIGH_ABOVE = 10.0
"""A cost that falls is still high where it is so many times the one at the start."""
FLAT = 1e-4
"""Plateau: over the recent steps the cost fell by less than this, relative to itself."""


class Status(StrEnum):
    """What a run is doing."""

    RUNNING = "running"
    CONVERGING = "converging"
    OSCILLATING = "oscillating"
    DIVERGING = "diverging"
    PLATEAU = "plateau"
    CONVERGED = "converged"
    NO_FINITE_OPTIMUM = "no_finite_optimum"


STATUS_LABELS = {
    Status.RUNNING: QT_TRANSLATE_NOOP("core", "Running"),
    Status.CONVERGING: QT_TRANSLATE_NOOP("core", "Converging"),
    Status.OSCILLATING: QT_TRANSLATE_NOOP("core", "Oscillating"),
    Status.DIVERGING: QT_TRANSLATE_NOOP("core", "Diverging"),
    Status.PLATEAU: QT_TRANSLATE_NOOP("core", "Plateau"),
    Status.CONVERGED: QT_TRANSLATE_NOOP("core", "Converged"),
    Status.NO_FINITE_OPTIMUM: QT_TRANSLATE_NOOP("core", "No finite optimum"),
}


@dataclass(frozen=True)
class Diagnosis:
    """The status of a run at a step, and its reason."""

    status: Status
    reason: Message
    gradient_norm: float
    stability: Stability | None


def diagnose(trainer: Trainer) -> Diagnosis:
    """What `trainer`'s run is doing at its step."""
    with np.errstate(all="ignore"):  # of a run that has diverged, much overflows
        limits = stability(trainer)
        norm = trainer.gradient_norm
        status, reason = _judge(trainer, norm, limits)
    return Diagnosis(status, reason, norm, limits)


def _judge(trainer: Trainer, norm: float, limits: Stability | None) -> tuple[Status, Message]:
    costs = np.array(trainer.recent_costs)
    if trainer.overflowed:
        return Status.DIVERGING, words.overflow(trainer, limits)
    if has_no_finite_optimum(trainer):
        return Status.NO_FINITE_OPTIMUM, words.no_finite_optimum(trainer)
    if is_converged(trainer, norm):
        return Status.CONVERGED, words.converged(trainer, norm)
    if len(costs) <= FEW_STEPS:
        return Status.RUNNING, words.too_early(trainer, limits)
    if (rise := _rise(costs)) is not None:
        return Status.DIVERGING, words.rising(trainer, rise, limits)
    if (oscillation := _oscillation(trainer, costs)) is not None:
        return Status.OSCILLATING, oscillation
    if trainer.objective.batch_size is not None:
        return _with_batches(trainer, costs, limits)
    fall = (costs[0] - costs[-1]) / max(abs(costs[0]), abs(costs[-1]), 1e-300)
    if len(costs) == trainer.recent_costs.maxlen and abs(fall) < FLAT:
        share = norm / max(trainer.segment.reference_norm, 1e-300)
        if share < NEARLY and optimum_is_near(trainer, 10 * NEAR_OPTIMUM):
            return Status.CONVERGING, Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Nearly there: the gradient's norm is down to {share:.2g} % of where it began.",
                ),
                {"share": 100 * share},
            )
        return Status.PLATEAU, Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost fell by {fall:.2g} % in the last {steps} steps, but the gradient's norm "
                "is still {norm:.2g}: the steps are small, or the slope is.",
            ),
            {"fall": words.percent(max(fall, 0.0)), "steps": len(costs) - 1, "norm": norm},
        )
    values: dict[str, object] = {"steps": len(costs) - 1, "rate": words.rate(trainer, limits)}
    if fall <= 0.0:
        return Status.RUNNING, Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost rose from {low:.4g} to {high:.4g} in the last {steps} steps; {rate}",
            ),
            {"low": costs[0], "high": costs[-1], **values},
        )
    values |= {"fall": words.percent(fall)}
    start = trainer.start_cost
    if start is not None and costs[-1] > HIGH_ABOVE * abs(start):
        return Status.CONVERGING, Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost fell by {fall:.2g} % in the last {steps} steps, but it is still "
                "{times:.2g} times what it was at the start; {rate}",
            ),
            {"times": costs[-1] / max(abs(start), 1e-300), **values},
        )
    return Status.CONVERGING, Message(
        QT_TRANSLATE_NOOP(
            "core", "The cost fell by {fall:.2g} % in the last {steps} steps; {rate}"
        ),
        values,
    )


# -- the tests -----------------------------------------------------------------------------------


def _rise(costs: Costs) -> Costs | None:
    """The newest costs, where most went up: the last few fast, or all recent ones slowly.

    None too below what the cost has been recently: momentum swings up and down again, ever lower.
    """
    if costs[-10:].max() < costs.max():
        return None
    for last, growth in ((costs[-10:], 1.5), (costs, 1.02)):
        ups = np.count_nonzero(np.diff(last) > 0)
        if ups >= 0.7 * (len(last) - 1) and last[-1] > growth * abs(last[0]):
            return last
    return None


def _oscillation(trainer: Trainer, costs: Costs) -> Message | None:
    """The cost goes up and down, or each step's gradient points against the one before."""
    if trainer.objective.batch_size is not None:
        return None
    last = costs[-20:]
    steps = np.diff(last)
    turns = np.count_nonzero(steps[1:] * steps[:-1] < 0)
    swing = last.max() - last.min()
    if turns >= 0.5 * (len(steps) - 1) and swing > 1e-9 * max(abs(last[-1]), 1e-300):
        objective = trainer.objective
        if objective.loss.kinks(**objective.hyperparameters):
            return words.jitter(int(turns), len(steps), last)
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost changed direction {turns} times in the last {steps} steps, between "
                "{low:.4g} and {high:.4g}: the steps are too long to settle. "
                "A smaller learning rate would.",
            ),
            {"turns": turns, "steps": len(steps), "low": last.min(), "high": last.max()},
        )
    before = trainer.previous_gradient
    if before is None or trainer.objective.run.optimizer != "gradient_descent":
        return None  # the others do not step along the gradient, nor all directions alike
    gradient = trainer.gradient
    length = float(np.linalg.norm(before) * np.linalg.norm(gradient))
    cosine = float(before.dot(gradient)) / length if length else 0.0
    if cosine > -0.5:
        return None
    jumps = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Each step jumps across the valley: the gradient points against the one before "
            "(cosine {cosine:.2f}).",
        ),
        {"cosine": cosine},
    )
    if last[-1] < last[0]:
        template = QT_TRANSLATE_NOOP(
            "core", "{jumps} The cost still falls; a smaller learning rate would go straight."
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "core", "{jumps} The cost does not fall; choose a smaller learning rate."
        )
    return Message(template, {"jumps": jumps})


def _with_batches(
    trainer: Trainer, costs: Costs, limits: Stability | None
) -> tuple[Status, Message]:
    """Mini-batches make every curve jitter: compare the halves of the recent steps."""
    half = len(costs) // 2
    before, after = (costs[:half] / half).sum(), (costs[-half:] / half).sum()
    fall = (before - after) / max(abs(before), abs(after), 1e-300)
    values = {
        "fall": words.percent(fall),
        "steps": half,
        "batch": trainer.objective.batch_size,
        "low": costs[-half:].min(),
        "high": costs[-half:].max(),
    }
    if len(costs) == trainer.recent_costs.maxlen and fall < 0.01:
        return Status.PLATEAU, Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost no longer falls but jitters between {low:.4g} and {high:.4g}: each "
                "batch of {batch} gives another gradient. A smaller learning rate or a larger "
                "batch jitters less.",
            ),
            values,
        )
    if fall <= 0.0:
        return Status.RUNNING, words.too_early(trainer, limits)
    return Status.CONVERGING, Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The cost, averaged over {steps} steps, fell by {fall:.2g} %; it jitters because each "
            "batch of {batch} gives another gradient.",
        ),
        values,
    )
