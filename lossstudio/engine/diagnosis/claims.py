"""What can be said of a run. Each claim is made from the evidence for it, and from nothing less."""

from typing import NamedTuple

import numpy as np

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.diagnosis import advice, phrases
from lossstudio.engine.diagnosis.evidence import Gap, Growth, RunFacts, Turns
from lossstudio.engine.diagnosis.status import Claim, Status, claim
from lossstudio.engine.diagnosis.turning import lowest_step


class AtOptimum(NamedTuple):
    """The run stays where the cost is lowest; `gap` where that could be compared."""

    gap: Gap | None


class Separated(NamedTuple):
    """All samples are on their right side, the loss falls for ever, and nothing holds the weights.

    `norm` is their length; `is_frozen` where the slope has become too small to change them."""

    norm: float
    is_frozen: bool


class Reversal(NamedTuple):
    """Each step goes back against the one before, at this cosine."""

    cosine: float


# -- where it ends -------------------------------------------------------------------------------


def stopped(facts: RunFacts) -> Claim:
    """The next step would leave the finite numbers."""
    return claim(
        Status.DIVERGING,
        QT_TRANSLATE_NOOP(
            "core",
            "Stopped at step {step}, the last one with finite numbers (cost {cost:.3g}). {cause}",
        ),
        {
            "step": facts.trainer.step,
            "cost": facts.trainer.losses.cost,
            "cause": phrases.cause(facts),
        },
        advice=() if phrases.has_no_slope(facts) else advice.to_start_with(facts),
        since=lowest_step(facts.trainer),
    )


def unbounded(facts: RunFacts) -> Claim:
    """The cost has no lower bound: the learning rate is not the reason."""
    return claim(
        Status.NO_FINITE_OPTIMUM,
        QT_TRANSLATE_NOOP(
            "core",
            "This loss has no lower bound on these data (the cost is now {cost:.4g}): there is no "
            "optimum to find, at any learning rate. Choose another loss.",
        ),
        {"cost": facts.trainer.losses.cost},
    )


def separated(facts: RunFacts, evidence: Separated) -> Claim:
    """The optimum is at infinity."""
    if facts.cost.one_class_counts:
        return claim(
            Status.NO_FINITE_OPTIMUM,
            QT_TRANSLATE_NOOP(
                "core",
                "On these data only one class counts for this loss: pushing all scores to its side "
                "always lowers it, so that no finite parameters are best (now ‖w‖ = {norm:.3g}).",
            ),
            {"norm": evidence.norm},
        )
    if evidence.is_frozen:
        template = QT_TRANSLATE_NOOP(
            "core",
            "Every training sample is on its right side, so scaling the weights up always lowers "
            "this loss: no finite weights are best. But here its slope is too small to move them "
            "any more (‖w‖ = {norm:.3g}). A penalty gives a finite optimum.",
        )
    elif np.isfinite(facts.still_to_come):
        template = QT_TRANSLATE_NOOP(
            "core",
            "Every training sample is on its right side, so scaling the weights up always lowers "
            "this loss: no finite weights are best (now ‖w‖ = {norm:.3g}), and the schedule alone "
            "ends their growth. A penalty gives a finite optimum.",
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "core",
            "Every training sample is on its right side, so scaling the weights up always lowers "
            "this loss: training lets them grow without end (now ‖w‖ = {norm:.3g}). A penalty "
            "gives a finite optimum.",
        )
    values: dict[str, object] = {"norm": evidence.norm}
    return claim(Status.NO_FINITE_OPTIMUM, template, values, advice.penalty(facts))


def standing_still(facts: RunFacts) -> Claim:
    """The schedule has come to its end, and the optimum is elsewhere."""
    return claim(
        Status.PLATEAU,
        QT_TRANSLATE_NOOP(
            "core",
            "The schedule has brought the learning rate down to {rate:.2g}: from here on the "
            "parameters no longer move, although the gradient's norm is {norm:.2g}.",
        ),
        {"rate": facts.rate, "norm": facts.norm},
    )


def converged(facts: RunFacts, evidence: AtOptimum) -> Claim:
    """The optimum is here."""
    zero = phrases.zero_gradient(facts) if facts.gradient_is_small else _lowest(facts, evidence)
    if facts.cost.is_linear:
        return Claim(Status.CONVERGED, zero)
    return claim(
        Status.CONVERGED,
        QT_TRANSLATE_NOOP("core", "{zero} In a network this need not be the lowest point."),
        {"zero": zero},
    )


def _lowest(facts: RunFacts, evidence: AtOptimum) -> Message:
    cost = facts.trainer.losses.cost
    least = facts.cost.least()
    if least is not None:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost is {cost:.4g}, and the lowest that this model can reach on these data "
                "is {least:.4g}.",
            ),
            {"cost": cost, "least": least.cost},
        )
    gap = evidence.gap.value if evidence.gap is not None else 0.0
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The cost is {cost:.4g}; judging by slope and curvature, the lowest cost nearby is "
            "only {gap:.2g} lower.",
        ),
        {"cost": cost, "gap": gap},
    )


# -- where it goes up ----------------------------------------------------------------------------


def diverging(facts: RunFacts, evidence: Growth) -> Claim:
    """The cost goes up, without end."""
    return claim(
        Status.DIVERGING,
        QT_TRANSLATE_NOOP(
            "core", "The cost grew from {low:.4g} to {high:.4g} in {steps} steps. {cause}"
        ),
        {
            "low": evidence.low,
            "high": evidence.high,
            "steps": evidence.steps,
            "cause": phrases.cause(facts),
        },
        advice=advice.to_start_with(facts),
        since=lowest_step(facts.trainer),
    )


# -- where it goes to and fro --------------------------------------------------------------------


def at_kink_of_loss(facts: RunFacts, evidence: Turns) -> Claim:
    """It jumps over a kink of the loss, at any constant learning rate."""
    why = QT_TRANSLATE_NOOP(
        "core",
        "This loss has a kink where its slope does not fade: at a constant learning rate the steps "
        "jitter around it, smaller ones less; a schedule that decays lets them settle.",
    )
    return _at_kink(facts, evidence, why)


def at_narrow_bend(facts: RunFacts, evidence: Turns) -> Claim:
    """It jumps over a bend of the loss that is too narrow for steps of any ordinary length."""
    why = QT_TRANSLATE_NOOP(
        "core",
        "This loss has a bend that is narrower than any ordinary step, where its slope changes "
        "almost as at a kink: at a constant learning rate the steps jitter around it, smaller ones "
        "less; a schedule that decays lets them settle.",
    )
    return _at_kink(facts, evidence, why)


def at_kink_of_penalty(facts: RunFacts, evidence: Turns) -> Claim:
    """Weights jump over 0, where the l1 penalty has a kink, at any constant learning rate."""
    why = QT_TRANSLATE_NOOP(
        "core",
        "The L1 penalty has a kink at w = 0, where its slope does not fade: at a constant "
        "learning rate weights jitter around 0, the less the smaller it is; a schedule that "
        "decays lets them settle.",
    )
    return _at_kink(facts, evidence, why)


def at_kink_of_activation(facts: RunFacts, evidence: Turns) -> Claim:
    """The steps cross kinks of the activation, at any constant learning rate."""
    why = QT_TRANSLATE_NOOP(
        "core",
        "The activation has a kink, at which its slope jumps: at a constant learning rate "
        "steps across it jitter, smaller ones less; a schedule that decays lets them settle.",
    )
    return _at_kink(facts, evidence, why)


def _at_kink(facts: RunFacts, evidence: Turns, why: str) -> Claim:
    """`why` speaks of a constant learning rate; a schedule calms the jitter by itself."""
    if facts.run.schedule != "constant":
        why = QT_TRANSLATE_NOOP(
            "core",
            "The steps jitter around a kink, ever less as the schedule lowers the learning rate.",
        )
    reason = phrases.turning(evidence, Message(why))
    return Claim(Status.OSCILLATING, reason, advice.calm_schedule(facts))


def at_length_of_steps(facts: RunFacts, evidence: Turns | Reversal) -> Claim:
    """The optimiser's steps are as long as the learning rate, and do not shorten."""
    why = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The steps of this optimiser stay about as long as the learning rate η = {rate:.3g}, "
            "however small the gradient: they jump to and fro. A smaller learning rate comes "
            "nearer to the lowest point; a schedule that decays lets them settle.",
        ),
        {"rate": facts.rate},
    )
    found = advice.calm_schedule(facts)
    # Where the loss is a straight line so far out, the swing is only shorter, as at a kink.
    if isinstance(evidence, Reversal) or not facts.cost.slope_is_bounded:
        found = advice.lower_rate(facts) + found
    if isinstance(evidence, Turns):
        return Claim(Status.OSCILLATING, phrases.turning(evidence, why), found)
    jumps = Message(
        QT_TRANSLATE_NOOP("core", "Each step reverses the one before (cosine {cosine:.2f}). {why}"),
        {"cosine": evidence.cosine, "why": why},
    )
    return Claim(Status.OSCILLATING, jumps, found)


def dying_out(facts: RunFacts, evidence: Turns) -> Claim:
    """Velocity carries the run to and fro, and it comes to rest at this rate too."""
    why = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The velocity carries the run past the lowest point and back again; its swings die out "
            "at this learning rate too.",
        )
    )
    return Claim(Status.OSCILLATING, phrases.turning(evidence, why))


def too_long_steps(facts: RunFacts, evidence: Turns) -> Claim:
    """The cost goes up and down on a smooth cost: a smaller rate would let it settle."""
    found = advice.lower_rate(facts)
    template = QT_TRANSLATE_NOOP(
        "core", "The steps are too long to settle; a smaller learning rate would let them settle."
    )
    if not found:
        template, found = _NO_RATE, advice.standardize(facts)
    return Claim(Status.OSCILLATING, phrases.turning(evidence, Message(template)), found)


_NO_RATE = QT_TRANSLATE_NOOP(
    "core",
    "The steps are too long to settle, and no learning rate that can be set is small enough: the "
    "numbers in the data are too large for that.",
)


def across_the_valley(facts: RunFacts, evidence: Reversal) -> Claim:
    """Each step of gradient descent jumps to the other side of a valley."""
    jumps = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Each step jumps across the valley: the gradient points against the one before "
            "(cosine {cosine:.2f}).",
        ),
        {"cosine": evidence.cosine},
    )
    found = advice.lower_rate(facts)
    if not found:
        jumps = Message("{jumps} {why}", {"jumps": jumps, "why": Message(_NO_RATE)})
        return Claim(Status.OSCILLATING, jumps, advice.standardize(facts))
    last = facts.costs[-20:]
    if last[0] - last[-1] > 1e-6 * abs(float(last[0])):
        template = QT_TRANSLATE_NOOP(
            "core", "{jumps} The cost still falls; a smaller learning rate would go straight."
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "core", "{jumps} The cost does not fall; choose a smaller learning rate."
        )
    return claim(Status.OSCILLATING, template, {"jumps": jumps}, found)
