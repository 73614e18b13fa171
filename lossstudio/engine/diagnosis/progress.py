"""What can be said of a run that is on its way, or does not get on; see `claims`."""

from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.diagnosis import advice, phrases
from lossstudio.engine.diagnosis.evidence import Gap, RunFacts
from lossstudio.engine.diagnosis.local import Local
from lossstudio.engine.diagnosis.status import Claim, Status, claim

# -- where it does not get on --------------------------------------------------------------------


def batch_jitter(facts: RunFacts) -> Claim:
    """Mini-batches make every curve jitter: the halves of the recent steps are alike."""
    half = facts.costs[-(len(facts.costs) // 2) :]
    low, high = float(half.min()), float(half.max())
    return claim(
        Status.PLATEAU,
        QT_TRANSLATE_NOOP(
            "core",
            "The cost hardly falls any more but jitters between {low:.{digits}g} and "
            "{high:.{digits}g}: each batch of {batch} gives a different gradient. A smaller "
            "learning rate or a larger batch jitters less.",
        ),
        {
            "low": low,
            "high": high,
            "digits": phrases.digits_to_tell(low, high),
            "batch": facts.objective.batch_size,
        },
        advice=advice.full_batch(facts),
    )


def saddle(facts: RunFacts, evidence: Local) -> Claim:
    """The gradient is practically zero, but the cost bends down in some direction."""
    return claim(
        Status.PLATEAU,
        QT_TRANSLATE_NOOP(
            "core",
            "The gradient's norm is only {norm:.2g}, but this is no minimum: in some direction the "
            "cost bends downwards (the Hessian's smallest eigenvalue is {smallest:.2g}, the "
            "largest {largest:.2g}). Start elsewhere, with another seed or other initial "
            "parameters.",
        ),
        {"norm": facts.norm, "smallest": evidence.smallest, "largest": evidence.largest},
    )


def flat_saddle(facts: RunFacts, lower: float) -> Claim:
    """The gradient is practically zero and the Hessian shows no way down, but there is one."""
    return claim(
        Status.PLATEAU,
        QT_TRANSLATE_NOOP(
            "core",
            "The gradient's norm is only {norm:.2g}, but this is no minimum: the cost is flat in "
            "some directions, and a little further along them it is lower by {lower:.2g}. Start "
            "elsewhere, with another seed or other initial parameters.",
        ),
        {"norm": facts.norm, "lower": lower},
    )


def vanishing_cost(facts: RunFacts) -> Claim:
    """The losses underflow: the cost says nothing any more."""
    return claim(
        Status.PLATEAU,
        QT_TRANSLATE_NOOP(
            "core",
            "The targets are so small that their squares cannot be represented: the cost reads "
            "{cost:.2g} whatever the fit. Give the targets in a smaller unit.",
        ),
        {"cost": facts.trainer.losses.cost},
    )


def flat(facts: RunFacts, fall: float) -> Claim:
    """The cost hardly falls any more, by the share `fall` over all recent steps."""
    steps = len(facts.costs) - 1
    begin: dict[str, object] = {"fall": phrases.percent(max(fall, 0.0)), "steps": steps}
    if (why := phrases.bad_condition(facts)) is not None:
        return claim(
            Status.PLATEAU,
            QT_TRANSLATE_NOOP(
                "core", "The cost fell by {fall:.2g}% in the last {steps} steps. {why}"
            ),
            begin | {"why": why},
            advice=advice.standardize(facts),
        )
    limits = facts.stability
    limit = limits.limit if limits is not None and not limits.is_local else None
    if limit is not None and facts.rate < 0.01 * limit:
        return claim(
            Status.PLATEAU,
            QT_TRANSLATE_NOOP(
                "core",
                "The cost fell by {fall:.2g}% in the last {steps} steps, though the gradient's "
                "norm is still {norm:.2g}: the steps are small. η = {rate:.3g} is far below "
                "{limit:.3g} (= 2/λmax).",
            ),
            begin | {"norm": facts.norm, "rate": facts.rate, "limit": limit},
            advice=advice.higher_rate(facts, 0.5 * limit),
        )
    if facts.decay > 0.0:
        return claim(
            Status.PLATEAU,
            QT_TRANSLATE_NOOP(
                "core",
                "The cost fell by {fall:.2g}% in the last {steps} steps, though the gradient's "
                "norm is still {norm:.2g}: the weight decay, which is not part of the cost, pulls "
                "the weights towards 0 (now ‖w‖ = {length:.3g}).",
            ),
            begin | {"norm": facts.norm, "length": phrases.weight_norm(facts)},
        )
    return claim(
        Status.PLATEAU,
        QT_TRANSLATE_NOOP(
            "core",
            "The cost fell by {fall:.2g}% in the last {steps} steps, but the gradient's norm is "
            "still {norm:.2g}: the steps are small, or the slope is.",
        ),
        begin | {"norm": facts.norm},
    )


# -- on the way ----------------------------------------------------------------------------------


def too_early(facts: RunFacts) -> Claim:
    """There is nothing to judge yet."""
    if facts.trainer.step == 0:
        return Claim(Status.RUNNING, phrases.rate(facts), advice.rate_below_limit(facts))
    return claim(
        Status.RUNNING,
        QT_TRANSLATE_NOOP("core", "Too few steps yet to judge; {rate}"),
        {"rate": phrases.rate(facts)},
        advice=advice.rate_below_limit(facts),
    )


def nearly_there(facts: RunFacts) -> Claim:
    """The optimum is near, and the run comes nearer."""
    share = facts.norm / max(facts.trainer.segment.reference_norm, 1e-300)
    return claim(
        Status.CONVERGING,
        QT_TRANSLATE_NOOP(
            "core",
            "Nearly there: the gradient's norm is down to {share:.2g}% of where it began.",
        ),
        {"share": 100 * share},
    )


def close_to_lowest(facts: RunFacts, evidence: Gap) -> Claim:
    """The cost is close to the lowest one, and hardly changes."""
    return claim(
        Status.CONVERGING,
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


def rising(facts: RunFacts) -> Claim:
    """The cost is higher than it was; where that leads is open."""
    return claim(
        Status.RUNNING,
        QT_TRANSLATE_NOOP(
            "core",
            "The cost rose from {low:.{digits}g} to {high:.{digits}g} in the last {steps} steps; "
            "{rate}",
        ),
        {
            "low": facts.costs[0],
            "high": facts.costs[-1],
            "digits": phrases.digits_to_tell(facts.costs[0], facts.costs[-1]),
            "steps": len(facts.costs) - 1,
            "rate": phrases.rate(facts),
        },
    )


def unchanged(facts: RunFacts) -> Claim:
    """The cost is what it was, as far as can be seen."""
    return claim(
        Status.RUNNING,
        QT_TRANSLATE_NOOP(
            "core", "The cost has hardly changed in the last {steps} steps ({cost:.4g}); {rate}"
        ),
        {
            "steps": len(facts.costs) - 1,
            "cost": facts.trainer.losses.cost,
            "rate": phrases.rate(facts),
        },
    )


def falling(facts: RunFacts, fall: float, times_start: float | None) -> Claim:
    """The cost falls, by the share `fall` over all recent steps; it may still be many times the
    one at the start."""
    values: dict[str, object] = {
        "fall": phrases.percent(fall),
        "steps": len(facts.costs) - 1,
        "rate": phrases.rate(facts),
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
    return claim(Status.CONVERGING, template, values)


def slowly(facts: RunFacts, fall: float, steps: int) -> Claim:
    """With mini-batches: it falls by the share `fall` in so many steps, too slowly to be seen."""
    return claim(
        Status.CONVERGING,
        QT_TRANSLATE_NOOP(
            "core",
            "On average the cost fell by {fall:.2g}% in the last {steps} steps; it jitters because "
            "each batch of {batch} gives a different gradient.",
        ),
        {"fall": phrases.percent(fall), "steps": steps, "batch": facts.objective.batch_size},
    )


def falling_on_average(facts: RunFacts, fall: float) -> Claim:
    """With mini-batches: the mean of the newer half of the recent costs is lower."""
    return claim(
        Status.CONVERGING,
        QT_TRANSLATE_NOOP(
            "core",
            "The cost, averaged over {steps} steps, fell by {fall:.2g}%; it jitters because each "
            "batch of {batch} gives a different gradient.",
        ),
        {
            "fall": phrases.percent(fall),
            "steps": len(facts.costs) // 2,
            "batch": facts.objective.batch_size,
        },
    )
