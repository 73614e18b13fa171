"""The sentences of a diagnosis that several findings share, and what to do about them."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.stability import Stability
from lossstudio.engine.trainer import Trainer

Costs = NDArray[np.float64]

FAR_AWAY = 1000.0
"""A local limit so many times the learning rate is not worth a sentence."""


ORDINARY = 1e100
"""A cost beyond this may overflow in the gradient alone."""
_PLAINLY_SMALL, _BESIDE = 1e-4, 1e-3
"""A larger norm, of data in large units, is not small by itself, but beside a far larger one."""


def percent(fall: float) -> float:
    """A fall in percent; two digits would make 100 % of one that is all but complete."""
    return min(100.0 * fall, 99.0)


def is_far_away(limits: Stability, learning_rate: float) -> bool:
    """Where the slope has died out, the local limit says nothing that one should act on."""
    far = limits.is_local and limits.limit is not None and limits.limit > FAR_AWAY * learning_rate
    return bool(far)


def rate(trainer: Trainer, limits: Stability | None) -> Message:
    """The learning rate, and its limit where there is one."""
    values: dict[str, object] = {"rate": trainer.rate}
    if limits is None or limits.limit is None or is_far_away(limits, trainer.rate):
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


def cause(trainer: Trainer, limits: Stability | None) -> Message:
    """Why a run diverges, and what to do."""
    if trainer.overflowed and _has_no_slope(trainer):
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The slope of the loss is no finite number for some sample here, so that there is "
                "no next step, whatever the learning rate: change the loss, or begin elsewhere.",
            )
        )
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


def _has_no_slope(trainer: Trainer) -> bool:
    """The gradient is not finite where the cost is ordinary, as that of sqrt(r) is at 0."""
    return not np.isfinite(trainer.gradient_norm) and abs(trainer.losses.cost) < ORDINARY


def jitter(turns: int, steps: int, costs: Costs) -> Message:
    """The cost goes up and down around a kink of the loss, at any constant learning rate."""
    low, high = float(costs.min()), float(costs.max())
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The cost changed direction {turns} times in the last {steps} steps, between "
            "{low:.{digits}g} and {high:.{digits}g}. This loss has a kink where its slope does not "
            "fade: at a constant learning rate the steps jitter around it, smaller ones less; a "
            "schedule that decays lets them settle.",
        ),
        {
            "turns": turns,
            "steps": steps,
            "low": low,
            "high": high,
            "digits": digits_to_tell(low, high),
        },
    )


def digits_to_tell(low: float, high: float) -> int:
    """Four, or as many digits as it takes to tell two numbers apart."""
    enough = (digits for digits in range(4, 18) if f"{low:.{digits}g}" != f"{high:.{digits}g}")
    return next(enough, 4)


def overflow(trainer: Trainer, limits: Stability | None) -> Message:
    """The next step would leave the finite numbers."""
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Stopped at step {step}, the last one with finite numbers (cost {cost:.3g}). {cause}",
        ),
        {
            "step": trainer.step,
            "cost": trainer.losses.cost,
            "cause": cause(trainer, limits),
        },
    )


def rising(trainer: Trainer, rise: Costs, limits: Stability | None) -> Message:
    """The cost goes up."""
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "The cost grew from {low:.4g} to {high:.4g} in {steps} steps. {cause}"
        ),
        {
            "low": rise[0],
            "high": rise[-1],
            "steps": len(rise) - 1,
            "cause": cause(trainer, limits),
        },
    )


def no_finite_optimum(trainer: Trainer) -> Message:
    """The optimum is at infinity."""
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Every training sample is on its right side, so scaling the weights up always lowers "
            "this loss: gradient descent lets them grow without end (now ‖w‖ = {norm:.3g}). "
            "A penalty gives a finite optimum.",
        ),
        {"norm": float(np.linalg.norm(trainer.theta[trainer.objective.is_weight]))},
    )


def converged(trainer: Trainer, norm: float) -> Message:
    """The optimum is here. A number that is not small by itself is set beside the first one."""
    start = trainer.segment.reference_norm
    if norm > _PLAINLY_SMALL and norm < _BESIDE * start:
        zero = Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The gradient's norm is {norm:.2g}, practically zero beside the {start:.2g} that "
                "it began with.",
            ),
            {"norm": norm, "start": start},
        )
    else:
        zero = Message(
            QT_TRANSLATE_NOOP("core", "The gradient's norm is {norm:.2g}, practically zero."),
            {"norm": norm},
        )
    if trainer.objective.model.is_linear:
        return zero
    return Message(
        QT_TRANSLATE_NOOP("core", "{zero} In a network this need not be the lowest point."),
        {"zero": zero},
    )


def too_early(trainer: Trainer, limits: Stability | None) -> Message:
    """There is nothing to judge yet."""
    if trainer.step == 0:
        return rate(trainer, limits)
    return Message(
        QT_TRANSLATE_NOOP("core", "Too few steps yet to judge; {rate}"),
        {"rate": rate(trainer, limits)},
    )
