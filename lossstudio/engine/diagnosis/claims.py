"""What can be said of a run. Each claim is made from the evidence for it, and from nothing less."""

from typing import NamedTuple

import numpy as np

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.diagnosis import advice, words
from lossstudio.engine.diagnosis.evidence import Gap, Growth, RunFacts, Turns
from lossstudio.engine.diagnosis.local import Local
from lossstudio.engine.diagnosis.status import Claim, Status


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
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Stopped at step {step}, the last one with finite numbers (cost {cost:.3g}). {cause}",
        ),
        {
            "step": facts.trainer.step,
            "cost": facts.trainer.losses.cost,
            "cause": words.cause(facts),
        },
    )
    found = () if words.has_no_slope(facts) else advice.lower_rate(facts)
    return Claim(Status.DIVERGING, reason, found)


def unbounded(facts: RunFacts) -> Claim:
    """The cost has no lower bound: the learning rate is not the reason."""
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "This loss has no lower bound on these data (the cost is now {cost:.4g}): there is no "
            "optimum to find, at any learning rate. It takes another loss.",
        ),
        {"cost": facts.trainer.losses.cost},
    )
    return Claim(Status.NO_FINITE_OPTIMUM, reason)


def separated(facts: RunFacts, evidence: Separated) -> Claim:
    """The optimum is at infinity."""
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
    reason = Message(template, {"norm": evidence.norm})
    return Claim(Status.NO_FINITE_OPTIMUM, reason, advice.penalty(facts))


def standing_still(facts: RunFacts) -> Claim:
    """The schedule has come to its end, and the optimum is elsewhere."""
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The schedule has brought the learning rate down to {rate:.2g}: the parameters stand "
            "still from here on, though the gradient's norm is {norm:.2g}.",
        ),
        {"rate": facts.rate, "norm": facts.norm},
    )
    return Claim(Status.PLATEAU, reason)


def converged(facts: RunFacts, evidence: AtOptimum) -> Claim:
    """The optimum is here."""
    zero = words.zero_gradient(facts) if facts.gradient_is_small else _lowest(facts, evidence)
    if facts.cost.is_linear:
        return Claim(Status.CONVERGED, zero)
    reason = Message(
        QT_TRANSLATE_NOOP("core", "{zero} In a network this need not be the lowest point."),
        {"zero": zero},
    )
    return Claim(Status.CONVERGED, reason)


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
            "The cost is {cost:.4g}; by slope and curvature, the lowest nearby is only {gap:.2g} "
            "below that.",
        ),
        {"cost": cost, "gap": gap},
    )


# -- where it goes up ----------------------------------------------------------------------------


def diverging(facts: RunFacts, evidence: Growth) -> Claim:
    """The cost goes up, without end."""
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core", "The cost grew from {low:.4g} to {high:.4g} in {steps} steps. {cause}"
        ),
        {
            "low": evidence.low,
            "high": evidence.high,
            "steps": evidence.steps,
            "cause": words.cause(facts),
        },
    )
    return Claim(Status.DIVERGING, reason, advice.lower_rate(facts))


# -- where it goes to and fro --------------------------------------------------------------------


def at_kink_of_loss(facts: RunFacts, evidence: Turns) -> Claim:
    """It jumps over a kink of the loss, at any constant learning rate."""
    why = QT_TRANSLATE_NOOP(
        "core",
        "This loss has a kink where its slope does not fade: at a constant learning rate the steps "
        "jitter around it, smaller ones less; a schedule that decays lets them settle.",
    )
    if not facts.cost.kinks:
        why = QT_TRANSLATE_NOOP(
            "core",
            "The slope of this loss changes too abruptly for a constant learning rate: the steps "
            "jitter around the lowest point, smaller ones less; a schedule that decays lets them "
            "settle.",
        )
    return Claim(
        Status.OSCILLATING, words.turning(evidence, Message(why)), advice.calm_schedule(facts)
    )


def at_kink_of_penalty(facts: RunFacts, evidence: Turns) -> Claim:
    """Weights jump over 0, where the l1 penalty has a kink, at any constant learning rate."""
    why = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The L1 penalty has a kink at w = 0, where its slope does not fade: at a constant "
            "learning rate weights jitter around 0, the less the smaller it is; a schedule that "
            "decays lets them settle.",
        )
    )
    return Claim(Status.OSCILLATING, words.turning(evidence, why), advice.calm_schedule(facts))


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
    found = advice.lower_rate(facts) + advice.calm_schedule(facts)
    if isinstance(evidence, Turns):
        return Claim(Status.OSCILLATING, words.turning(evidence, why), found)
    jumps = Message(
        QT_TRANSLATE_NOOP(
            "core", "Each step goes back on the one before (cosine {cosine:.2f}). {why}"
        ),
        {"cosine": evidence.cosine, "why": why},
    )
    return Claim(Status.OSCILLATING, jumps, found)


def too_long_steps(facts: RunFacts, evidence: Turns) -> Claim:
    """The cost goes up and down on a smooth cost: a smaller rate would let it settle."""
    why = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The steps are too long to settle; a smaller learning rate would let them settle.",
        )
    )
    return Claim(Status.OSCILLATING, words.turning(evidence, why), advice.lower_rate(facts))


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
    last = facts.costs[-20:]
    if last[-1] < last[0]:
        template = QT_TRANSLATE_NOOP(
            "core", "{jumps} The cost still falls; a smaller learning rate would go straight."
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "core", "{jumps} The cost does not fall; choose a smaller learning rate."
        )
    return Claim(Status.OSCILLATING, Message(template, {"jumps": jumps}), advice.lower_rate(facts))


# -- where it does not get on --------------------------------------------------------------------


def batch_jitter(facts: RunFacts) -> Claim:
    """Mini-batches make every curve jitter: the halves of the recent steps are alike."""
    half = facts.costs[-(len(facts.costs) // 2) :]
    low, high = float(half.min()), float(half.max())
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The cost no longer falls but jitters between {low:.{digits}g} and {high:.{digits}g}: "
            "each batch of {batch} gives another gradient. A smaller learning rate or a larger "
            "batch jitters less.",
        ),
        {
            "low": low,
            "high": high,
            "digits": words.digits_to_tell(low, high),
            "batch": facts.objective.batch_size,
        },
    )
    return Claim(Status.PLATEAU, reason, advice.full_batch(facts))


def saddle(facts: RunFacts, evidence: Local) -> Claim:
    """The gradient is practically zero, but the cost bends down in some direction."""
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The gradient's norm is only {norm:.2g}, but this is no minimum: in some direction the "
            "cost bends downwards (the Hessian's smallest eigenvalue is {smallest:.2g}, the "
            "largest {largest:.2g}). Begin elsewhere, with another seed or other first "
            "parameters.",
        ),
        {"norm": facts.norm, "smallest": evidence.smallest, "largest": evidence.largest},
    )
    return Claim(Status.PLATEAU, reason)


def vanishing_cost(facts: RunFacts) -> Claim:
    """The losses underflow: the cost says nothing any more."""
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The targets are so small that their squares cannot be represented: the cost reads "
            "{cost:.2g} whatever the fit. Give the targets in a smaller unit.",
        ),
        {"cost": facts.trainer.losses.cost},
    )
    return Claim(Status.PLATEAU, reason)


def flat(facts: RunFacts, fall: float) -> Claim:
    """The cost hardly falls any more, by the share `fall` over all recent steps."""
    steps = len(facts.costs) - 1
    begin: dict[str, object] = {"fall": words.percent(max(fall, 0.0)), "steps": steps}
    if (why := words.bad_condition(facts)) is not None:
        reason = Message(
            QT_TRANSLATE_NOOP(
                "core", "The cost fell by {fall:.2g}% in the last {steps} steps. {why}"
            ),
            begin | {"why": why},
        )
        return Claim(Status.PLATEAU, reason)
    limits = facts.stability
    is_exact = limits is not None and limits.limit is not None and not limits.is_local
    if is_exact and facts.rate < 0.01 * limits.limit:
        reason = Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost fell by {fall:.2g}% in the last {steps} steps, though the gradient's "
                "norm is still {norm:.2g}: the steps are small. η = {rate:.3g} is far below "
                "{limit:.3g} (= 2/λmax).",
            ),
            begin | {"norm": facts.norm, "rate": facts.rate, "limit": limits.limit},
        )
        return Claim(Status.PLATEAU, reason, advice.higher_rate(facts, 0.5 * limits.limit))
    if facts.decay > 0.0:
        reason = Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost fell by {fall:.2g}% in the last {steps} steps, though the gradient's "
                "norm is still {norm:.2g}: the weight decay, which is no part of the cost, pulls "
                "the weights towards 0 (now ‖w‖ = {length:.3g}).",
            ),
            begin | {"norm": facts.norm, "length": words.weight_norm(facts)},
        )
        return Claim(Status.PLATEAU, reason)
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The cost fell by {fall:.2g}% in the last {steps} steps, but the gradient's norm is "
            "still {norm:.2g}: the steps are small, or the slope is.",
        ),
        begin | {"norm": facts.norm},
    )
    return Claim(Status.PLATEAU, reason)


# -- on the way ----------------------------------------------------------------------------------


def too_early(facts: RunFacts) -> Claim:
    """There is nothing to judge yet."""
    if facts.trainer.step == 0:
        return Claim(Status.RUNNING, words.rate(facts))
    reason = Message(
        QT_TRANSLATE_NOOP("core", "Too few steps yet to judge; {rate}"),
        {"rate": words.rate(facts)},
    )
    return Claim(Status.RUNNING, reason)


def nearly_there(facts: RunFacts, evidence: Gap | None) -> Claim:
    """The optimum is near, and the run comes nearer."""
    share = facts.norm / max(facts.trainer.segment.reference_norm, 1e-300)
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Nearly there: the gradient's norm is down to {share:.2g}% of where it began.",
        ),
        {"share": 100 * share},
    )
    return Claim(Status.CONVERGING, reason)


def close_to_lowest(facts: RunFacts, evidence: Gap) -> Claim:
    """The cost is close to the lowest one, and hardly changes."""
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Nearly there: the cost is {cost:.5g}, and the lowest that this model can reach on "
            "these data is {least:.5g}.",
        ),
        {
            "cost": facts.trainer.losses.cost,
            "least": facts.trainer.losses.cost - evidence.value
            if (least := facts.cost.least()) is None
            else least.cost,
        },
    )
    return Claim(Status.CONVERGING, reason)


def rising(facts: RunFacts) -> Claim:
    """The cost is higher than it was; where that leads is open."""
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core", "The cost rose from {low:.4g} to {high:.4g} in the last {steps} steps; {rate}"
        ),
        {
            "low": facts.costs[0],
            "high": facts.costs[-1],
            "steps": len(facts.costs) - 1,
            "rate": words.rate(facts),
        },
    )
    return Claim(Status.RUNNING, reason)


def falling(facts: RunFacts, fall: float, times_start: float | None) -> Claim:
    """The cost falls, by the share `fall` over all recent steps; it may still be many times the
    one at the start."""
    values: dict[str, object] = {
        "fall": words.percent(fall),
        "steps": len(facts.costs) - 1,
        "rate": words.rate(facts),
    }
    if times_start is None:
        template = QT_TRANSLATE_NOOP(
            "core", "The cost fell by {fall:.2g}% in the last {steps} steps; {rate}"
        )
    else:
        values["times"] = times_start
        template = QT_TRANSLATE_NOOP(
            "core",
            "The cost fell by {fall:.2g}% in the last {steps} steps, but it is still {times:.2g} "
            "times what it was at the start; {rate}",
        )
    return Claim(Status.CONVERGING, Message(template, values))


def falling_on_average(facts: RunFacts, fall: float) -> Claim:
    """With mini-batches: the mean of the newer half of the recent costs is lower."""
    reason = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The cost, averaged over {steps} steps, fell by {fall:.2g}%; it jitters because each "
            "batch of {batch} gives another gradient.",
        ),
        {
            "fall": words.percent(fall),
            "steps": len(facts.costs) // 2,
            "batch": facts.objective.batch_size,
        },
    )
    return Claim(Status.CONVERGING, reason)
