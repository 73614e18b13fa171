"""Which claim is made of a run: the first for which there is evidence."""

import numpy as np

from lossstudio.engine.diagnosis import claims, phrases, progress
from lossstudio.engine.diagnosis.evidence import LONG, Gap, RunFacts
from lossstudio.engine.diagnosis.status import Claim, Diagnosis, Status
from lossstudio.engine.diagnosis.turning import overfitting
from lossstudio.engine.training.trainer import RECENT, Trainer

FEW_STEPS = 5
"""Fewer steps under the same settings say nothing about where they lead."""
NEARLY = 1e-3
"""Nearly converged: a flat cost with a gradient this small is the end of the way, no plateau."""
HIGH_ABOVE = 10.0
"""A cost that falls is still high where it is so many times the one at the start."""
FLAT = 1e-4
"""Plateau: over the recent steps the cost fell by less than this, relative to itself."""
FLAT_ON_AVERAGE = 0.01
"""With mini-batches: from one half of the recent steps to the other."""
_BACK = -0.5
"""A cosine between steps below this says that they go back on each other."""

_AT = (1.2e-4, 1.2e-8)
"""The optimum is reached where the cost stays within these shares of the lowest one and of what
there is to learn."""
_NEAR = (1e-3, 1e-6)
"""As near it must be where the gradient is practically zero."""
_NEWTON = 1e-3
_SEEN = 1e-7
"""A smaller share of the cost is no rise or fall to speak of."""
_MATTERS = 1e-6
"""A swing of a smaller share of what there is to learn is not spoken of."""
_BURST = (3e-3, 3e-6)
"""A leap that may yet come is less than these shares."""
_CLOSE = (1e-2, 1e-4)


def diagnose(trainer: Trainer) -> Diagnosis:
    """What `trainer`'s run is doing at its step."""
    with np.errstate(all="ignore"):  # of a run that has diverged, much overflows
        facts = RunFacts(trainer)
        claim = _judge(facts)
        since, remark = claim.since, None
        if claim.status is not Status.DIVERGING and (found := overfitting(trainer)) is not None:
            since, remark = found.step, found.message
    return Diagnosis(
        claim.status, claim.reason, facts.norm, facts.stability, claim.advice, since, remark
    )


def _judge(facts: RunFacts) -> Claim:
    if facts.cost.falls_without_end():
        return claims.unbounded(facts)
    if facts.trainer.overflowed:
        return claims.stopped(facts)
    if (separated := _separated(facts)) is not None:
        return claims.separated(facts, separated)
    if (at_optimum := _at_optimum(facts)) is not None:
        return claims.converged(facts, at_optimum)
    if (is_saddle := _saddle(facts)) is not None:
        return is_saddle
    if facts.stands_still and facts.trainer.step > facts.trainer.segment.start:
        return claims.standing_still(facts)
    if len(facts.costs) <= FEW_STEPS:
        return progress.too_early(facts)
    if (growth := facts.growth) is not None:
        return claims.diverging(facts, growth)
    if (oscillation := _oscillation(facts)) is not None:
        return oscillation
    if facts.has_batches:
        return _with_batches(facts)
    return _on_the_way(facts)


def _separated(facts: RunFacts) -> claims.Separated | None:
    if not facts.cost.falls_for_ever or facts.decay > 0.0 or facts.stands_still:
        return None
    if not facts.all_are_right:
        return None
    return claims.Separated(phrases.weight_norm(facts), facts.is_frozen)


def _at_optimum(facts: RunFacts) -> claims.AtOptimum | None:
    """The optimum is here, and the run stays: the gradient is practically zero, or the cost has
    been the lowest for long."""
    if not facts.gradient_is_small and not facts.is_still:
        return None
    if _underflows(facts) or _will_leave(facts):
        return None
    if not facts.cost.attains_minimum and not facts.cost.is_penalised and not _is_found(facts):
        return None
    gap, here = facts.gap, None
    if gap is None:
        return claims.AtOptimum(None) if facts.gradient_is_small else None
    if not gap.is_known:
        here = facts.local
        if here is None or here.bends_down:
            return None
        # Where the loss is straight, a slope says nothing of how deep it goes.
        is_level = facts.gradient_is_small and not facts.cost.falls_for_ever
        if here.is_saturated and not is_level:
            return None
    if not gap._replace(value=facts.lower_nearby).is_within(*_NEAR):
        return None
    leap = _in_unit(facts, facts.trainer.losses.cost + facts.burst)
    if not gap._replace(value=leap).is_within(*_BURST):
        return None
    if facts.gradient_is_small and gap.is_within(*_NEAR):
        return claims.AtOptimum(gap)
    if not gap.is_within(*_AT) or _still_turns(facts, gap):
        return None
    steps, highest = facts.long_high
    above = gap._replace(value=gap.value + _in_unit(facts, highest))
    return claims.AtOptimum(gap) if steps >= LONG and above.is_within(*_AT) else None


def _still_turns(facts: RunFacts, gap: Gap) -> bool:
    """On a smooth cost, the run jumps about the optimum by what matters beside the spread."""
    if facts.has_batches or facts.cost.kinks or facts.penalty_kink_is_near:
        return False
    turns, cosine = facts.turns, facts.cosine
    swing = _in_unit(facts, facts.trainer.losses.cost + turns.high - turns.low) if turns else 0.0
    if cosine is not None and cosine < _BACK:
        swing = max(swing, gap.value)
    return swing > 5e-7 * max(gap.spread, 0.0)


def _in_unit(facts: RunFacts, highest: float) -> float:
    """How far `highest` is above the present cost, in the unit of the gap."""
    squares = facts.cost.squares()
    above = max(highest - facts.trainer.losses.cost, 0.0)
    if squares is None:
        return above
    unit = facts.objective.scale * facts.objective.n_train * squares.size**2
    return above / unit if unit > 0.0 else np.inf


def _is_found(facts: RunFacts) -> bool:
    """A loss that falls for ever has a minimum on these samples, where they overlap.

    A small gradient can also be a long valley that leads to infinity, as with classes that touch
    but do not overlap, or a sigmoid that is saturated on the wrong side.
    """
    if facts.cost.least() is not None:
        return True
    here = facts.local
    if here is None:
        return facts.cost.falls_for_ever
    if not facts.cost.falls_for_ever or (facts.cost.is_convex and facts.cost.looks_for_least):
        return False
    return not here.is_saturated and here.newton < _NEWTON


def _underflows(facts: RunFacts) -> bool:
    """The squares of what there is to learn cannot be represented."""
    y = facts.objective.y[: facts.objective.n_train]
    if not facts.cost.is_quadratic or abs(facts.trainer.losses.cost) > 1e-290:
        return False
    spread = float(np.ptp(y))
    return 0.0 < spread < 1e-140


def _saddle(facts: RunFacts) -> Claim | None:
    """The gradient is practically zero, and a few steps have not moved it: no minimum, though."""
    if not facts.gradient_is_small or len(facts.costs) <= FEW_STEPS:
        return None
    here = facts.local
    if here is None or np.ptp(facts.costs[-FEW_STEPS:]) > FLAT * abs(float(facts.costs[-1])):
        return None
    if here.bends_down:
        return progress.saddle(facts, here)
    gap = facts.gap
    if gap is not None and not gap._replace(value=facts.lower_nearby).is_within(*_NEAR):
        return progress.flat_saddle(facts, facts.lower_nearby)
    return None


def _will_leave(facts: RunFacts) -> bool:
    """The steps are unstable here, so that what is small grows again."""
    if facts.norm == 0.0:
        return False
    return (facts.cost.is_quadratic or len(facts.costs) == RECENT) and _grows(facts.costs)


def _grows(costs: np.typing.NDArray[np.float64]) -> bool:
    """The newer half of the costs reaches higher than the older one."""
    half = len(costs) // 2
    if half == 0:
        return False
    low = float(costs.min())
    return bool(costs[-half:].max() - low > 1.5 * (costs[:half].max() - low) + 1e-13 * abs(low))


def _oscillation(facts: RunFacts) -> Claim | None:
    """The cost goes up and down, or each step goes back on the one before."""
    if facts.has_batches:
        return None
    turns = facts.turns
    has_kink = bool(facts.cost.kinks)
    fades = facts.optimizer.steps_fade
    if turns is not None:
        if has_kink:
            return claims.at_kink_of_loss(facts, turns)
        if facts.penalty_kink_is_near:
            return claims.at_kink_of_penalty(facts, turns)
        if facts.objective.model.has_kinks:
            return claims.at_kink_of_activation(facts, turns)
        if facts.narrow_bend:
            return claims.at_narrow_bend(facts, turns)
        if not fades and facts.steps_are_long:
            return claims.at_length_of_steps(facts, turns)
        if not fades:  # short steps, which may be those between two leaps
            return claims.too_long_steps(facts, turns) if _goes_about(facts) else None
        return (
            claims.dying_out(facts, turns)
            if facts.dies_out
            else claims.too_long_steps(facts, turns)
        )
    cosine = facts.cosine
    if cosine is None or cosine > _BACK or has_kink or facts.penalty_kink_is_near:
        return None
    if facts.narrow_bend:
        return None
    reversal = claims.Reversal(cosine)
    if not facts.trainer.moment.state:  # it goes along the gradient alone
        return claims.across_the_valley(facts, reversal)
    is_stuck = len(facts.costs) == RECENT and _fall(facts) < FLAT
    is_stuck = is_stuck and not fades and facts.steps_are_long
    return claims.at_length_of_steps(facts, reversal) if is_stuck else None


def _goes_about(facts: RunFacts) -> bool:
    """Up and down by what matters beside what there is to learn, and not mainly down."""
    costs, swing = facts.costs, float(np.ptp(facts.costs))
    matters = swing > _MATTERS * abs(facts.constant_or_start)
    return len(costs) == RECENT and matters and swing > 2.0 * abs(float(costs[0] - costs[-1]))


def _fall(facts: RunFacts) -> float:
    first, last = float(facts.costs[0]), float(facts.costs[-1])
    return (first - last) / max(abs(first), abs(last), 1e-300)


def _with_batches(facts: RunFacts) -> Claim:
    """Mini-batches make every curve jitter: compare the halves of the recent steps."""
    half = len(facts.costs) // 2
    before = float((facts.costs[:half] / half).sum())
    after = float((facts.costs[-half:] / half).sum())
    fall = (before - after) / max(abs(before), abs(after), 1e-300)
    if len(facts.costs) == RECENT and abs(fall) < FLAT_ON_AVERAGE + _noise(facts):
        longer = facts.long_fall
        return progress.batch_jitter(facts) if longer is None else progress.slowly(facts, *longer)
    if fall <= 0.0:
        is_enough = len(facts.costs) == RECENT and facts.costs[-1] > facts.costs[0]
        return progress.rising(facts) if is_enough else progress.too_early(facts)
    return progress.falling_on_average(facts, fall)


def _noise(facts: RunFacts) -> float:
    """By what share of themselves the halves' means may differ though nothing has changed."""
    half = facts.costs[-(len(facts.costs) // 2) :]
    mean = abs(float((half / len(half)).sum()))
    return 2.0 * float(np.std(half / max(mean, 1e-300)) / np.sqrt(len(half) / 2.0))


def _on_the_way(facts: RunFacts) -> Claim:
    fall = _fall(facts)
    if len(facts.costs) == RECENT and abs(fall) < FLAT:
        return _hardly_falls(facts, fall)
    if abs(fall) < _SEEN:
        return progress.unchanged(facts)
    if fall <= 0.0:
        return progress.rising(facts)
    start, cost = facts.trainer.start_cost, float(facts.costs[-1])
    if start is not None and cost > HIGH_ABOVE * abs(start):
        return progress.falling(facts, fall, cost / max(abs(start), 1e-300))
    return progress.falling(facts, fall, None)


def _hardly_falls(facts: RunFacts, fall: float) -> Claim:
    if _underflows(facts):
        return progress.vanishing_cost(facts)
    share = facts.norm / max(facts.trainer.segment.reference_norm, 1e-300)
    gap = facts.gap if facts.cost.attains_minimum or facts.cost.is_penalised else None
    here = facts.local
    if gap is not None and not gap.is_known and (here is None or here.is_saturated):
        gap = None  # where the loss is straight, nothing here tells how deep it is elsewhere
    if here is not None and share < NEARLY and here.bends_down:
        return progress.saddle(facts, here)
    if gap is not None and gap.is_within(*_CLOSE):
        if share < NEARLY:
            return progress.nearly_there(facts)
        return progress.close_to_lowest(facts, gap)
    if gap is None and share < NEARLY and facts.cost.is_linear and facts.cost.attains_minimum:
        return progress.nearly_there(facts)
    return progress.flat(facts, fall)
