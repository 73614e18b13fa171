"""What a run is doing, with the reason in a sentence and the number behind it.

Convergence is judged by the gradient's norm (and, where the Hessian is at hand, by the distance to
the optimum), never by the size of a step, which shrinks with the learning rate.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.optimum import (
    NEAR_OPTIMUM,
    has_no_finite_optimum,
    is_converged,
    optimum_is_near,
)
from lossstudio.engine.trainer import Trainer

Costs = NDArray[np.float64]

FEW_STEPS = 5
"""Fewer steps under the same settings say nothing about where they lead."""
NEARLY = 1e-3
"""Nearly converged: a flat cost with a gradient this small is the end of the way, no plateau."""
FAR_AWAY = 1000.0
"""A local limit so many times the learning rate is not worth a sentence."""
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
class Stability:
    """The largest learning rate at which plain gradient descent is stable, 2/λmax.

    `limit` is None where λmax ≤ 0 (there is no limit). `is_local` where the Hessian changes with
    the parameters, so that the limit holds only near where they are now.
    """

    largest_curvature: float
    limit: float | None
    is_local: bool


@dataclass(frozen=True)
class Diagnosis:
    """The status of a run at a step, and its reason."""

    status: Status
    reason: Message
    gradient_norm: float
    stability: Stability | None


def stability(trainer: Trainer) -> Stability | None:
    """λmax and 2/λmax for plain full-batch gradient descent; None for everything else.

    None too for losses without a useful second derivative (absolute, pinball and hinge loss).
    """
    objective = trainer.objective
    if (
        objective.run.optimizer != "gradient_descent"
        or objective.batch_size is not None
        or not objective.has_curvature
    ):
        return None
    curvature = objective.largest_curvature(trainer.theta)
    if not math.isfinite(curvature):
        return None
    limit = 2.0 / curvature if curvature > 0 else math.inf
    return Stability(curvature, limit if math.isfinite(limit) else None, not objective.is_quadratic)


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
        return Status.DIVERGING, _overflow(trainer, limits)
    if has_no_finite_optimum(trainer):
        return Status.NO_FINITE_OPTIMUM, _no_finite_optimum(trainer)
    if is_converged(trainer, norm):
        return Status.CONVERGED, _converged(trainer, norm)
    if len(costs) <= FEW_STEPS:
        return Status.RUNNING, _too_early(trainer, limits)
    if (rise := _rise(costs)) is not None:
        return Status.DIVERGING, _rising(trainer, rise, limits)
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
            {"fall": _percent(max(fall, 0.0)), "steps": len(costs) - 1, "norm": norm},
        )
    values = {"steps": len(costs) - 1, "rate": _rate(trainer, limits)}
    if fall <= 0.0:
        return Status.RUNNING, Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost rose from {low:.4g} to {high:.4g} in the last {steps} steps; {rate}",
            ),
            {"low": costs[0], "high": costs[-1], **values},
        )
    return Status.CONVERGING, Message(
        QT_TRANSLATE_NOOP(
            "core", "The cost fell by {fall:.2g} % in the last {steps} steps; {rate}"
        ),
        {"fall": _percent(fall), **values},
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
    if before is None:
        return None
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
        "fall": _percent(fall),
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
        return Status.RUNNING, _too_early(trainer, limits)
    return Status.CONVERGING, Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The cost, averaged over {steps} steps, fell by {fall:.2g} %; it jitters because each "
            "batch of {batch} gives another gradient.",
        ),
        values,
    )


# -- the sentences -------------------------------------------------------------------------------


def _percent(fall: float) -> float:
    """A fall in percent; two digits would make 100 % of one that is all but complete."""
    return min(100.0 * fall, 99.0)


def _rate(trainer: Trainer, limits: Stability | None) -> Message:
    """The learning rate, and its limit where there is one."""
    values: dict[str, object] = {"rate": trainer.rate}
    if (
        limits is None
        or limits.limit is None
        # Where the slope has died out, the local limit says nothing that one should act on.
        or (limits.is_local and limits.limit > FAR_AWAY * trainer.rate)
    ):
        return Message(QT_TRANSLATE_NOOP("core", "η = {rate:.3g}."), values)
    values |= {"limit": limits.limit}
    if limits.is_local:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "η = {rate:.3g}; near these parameters stable below {limit:.3g} (= 2/λmax).",
            ),
            values,
        )
    if trainer.rate > limits.limit:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "η = {rate:.3g} is above {limit:.3g} (= 2/λmax): too large for these data, the "
                "cost will grow.",
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "η = {rate:.3g}; stable below {limit:.3g} (= 2/λmax) for these data."
        ),
        values,
    )


def _cause(trainer: Trainer, limits: Stability | None) -> Message:
    """Why a run diverges, and what to do."""
    if limits is None or limits.limit is None or trainer.rate <= limits.limit:
        return Message(
            QT_TRANSLATE_NOOP(
                "core", "The learning rate η = {rate:.3g} is too large here: choose a smaller one."
            ),
            {"rate": trainer.rate},
        )
    if limits.is_local:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The learning rate η = {rate:.3g} is above 2/λmax = {limit:.3g} near these "
                "parameters: steps overshoot by more than they correct. Choose a smaller one.",
            ),
            {"rate": trainer.rate, "limit": limits.limit},
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The learning rate η = {rate:.3g} is above 2/λmax = {limit:.3g}: each step overshoots "
            "by more than it corrects. Choose one below {limit:.3g}.",
        ),
        {"rate": trainer.rate, "limit": limits.limit},
    )


def _overflow(trainer: Trainer, limits: Stability | None) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Stopped at step {step}, the last one with finite numbers (cost {cost:.3g}). {cause}",
        ),
        {
            "step": trainer.step,
            "cost": trainer.losses.cost,
            "cause": _cause(trainer, limits),
        },
    )


def _rising(trainer: Trainer, rise: Costs, limits: Stability | None) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "The cost grew from {low:.4g} to {high:.4g} in {steps} steps. {cause}"
        ),
        {
            "low": rise[0],
            "high": rise[-1],
            "steps": len(rise) - 1,
            "cause": _cause(trainer, limits),
        },
    )


def _no_finite_optimum(trainer: Trainer) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Every training sample is on its right side, so scaling the weights up always lowers "
            "this loss: gradient descent lets them grow without end (now ‖w‖ = {norm:.3g}). "
            "A penalty gives a finite optimum.",
        ),
        {"norm": float(np.linalg.norm(trainer.theta[trainer.objective.is_weight]))},
    )


def _converged(trainer: Trainer, norm: float) -> Message:
    if trainer.objective.model.is_linear:
        return Message(
            QT_TRANSLATE_NOOP("core", "The gradient's norm is {norm:.2g}, practically zero."),
            {"norm": norm},
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The gradient's norm is {norm:.2g}, practically zero. In a network this need not be "
            "the lowest point.",
        ),
        {"norm": norm},
    )


def _too_early(trainer: Trainer, limits: Stability | None) -> Message:
    if trainer.step == 0:
        return _rate(trainer, limits)
    return Message(
        QT_TRANSLATE_NOOP("core", "Too few steps yet to judge; {rate}"),
        {"rate": _rate(trainer, limits)},
    )
