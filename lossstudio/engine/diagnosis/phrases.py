"""Parts of sentences that several claims share."""

from collections.abc import Sequence

import numpy as np

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message, literal
from lossstudio.engine.costs.condition import Cause
from lossstudio.engine.costs.stability import Stability
from lossstudio.engine.diagnosis.evidence import RunFacts, Turns
from lossstudio.engine.scenarios.fields.fields import RUN_FIELDS

FAR_AWAY = 1000.0
"""A local limit so many times the learning rate is not worth a sentence."""
ORDINARY = 1e100
"""A cost beyond this may overflow in the gradient alone."""
_MOST_COLUMNS = 2
"""So many columns are named in a sentence; the others are counted."""
_PLAINLY_SMALL, _BESIDE = 1e-4, 1e-3
"""A larger norm, of data in large units, is not small by itself, but beside a far larger one."""


def percent(fall: float) -> float:
    """A fall in percent; two digits would make 100% of one that is all but complete."""
    return min(100.0 * fall, 99.0)


def is_far_away(limits: Stability, learning_rate: float) -> bool:
    """Where the slope has died out, the local limit says nothing that one should act on."""
    far = limits.is_local and limits.limit is not None and limits.limit > FAR_AWAY * learning_rate
    return bool(far)


def weight_norm(facts: RunFacts) -> float:
    """The length of all weights, without biases."""
    return float(np.linalg.norm(facts.trainer.theta[facts.objective.is_weight]))


def rate(facts: RunFacts) -> Message:
    """The learning rate, and its limit where there is one."""
    limits = facts.stability
    values: dict[str, object] = {"rate": facts.rate}
    if limits is None or limits.limit is None or is_far_away(limits, facts.rate):
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
    if facts.rate <= limits.limit:
        return Message(
            QT_TRANSLATE_NOOP(
                "core", "η = {rate:.3g}; stable below {limit:.3g} (= 2/λmax) for these data."
            ),
            values,
        )
    if facts.run.schedule != "constant":
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "η = {rate:.3g} is now above {limit:.3g} (= 2/λmax): too large for these data, the "
                "cost grows until the schedule has lowered it.",
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "η = {rate:.3g} is above {limit:.3g} (= 2/λmax): too large for these data, the cost "
            "will grow.",
        ),
        values,
    )


def has_no_slope(facts: RunFacts) -> bool:
    """The gradient is not finite where the cost is ordinary, as that of sqrt(r) is at 0."""
    return not np.isfinite(facts.norm) and abs(facts.trainer.losses.cost) < ORDINARY


def cause(facts: RunFacts) -> Message:
    """Why a run diverges, and what to do."""
    limits = facts.stability
    if facts.trainer.overflowed and has_no_slope(facts):
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The slope of the loss is not a finite number for some sample here, so that there "
                "is no next step, whatever the learning rate: change the loss, or start elsewhere.",
            )
        )
    if facts.decay * facts.rate > 2.0:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "Each step takes η·λ = {share:.3g} times every weight off it, more than twice: the "
                "weights change sign and grow. Choose a learning rate below {limit:.3g} (= 2/λ).",
            ),
            {"share": facts.decay * facts.rate, "limit": 2.0 / facts.decay},
        )
    if (too_small := _out_of_range(facts)) is not None:
        return too_small
    if limits is None or limits.limit is None or facts.rate <= limits.limit:
        return Message(
            QT_TRANSLATE_NOOP(
                "core", "The learning rate η = {rate:.3g} is too large here: choose a smaller one."
            ),
            {"rate": facts.rate},
        )
    if limits.is_local:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The learning rate η = {rate:.3g} is above 2/λmax = {limit:.3g} near these "
                "parameters: steps overshoot by more than they correct. Choose a smaller one.",
            ),
            {"rate": facts.rate, "limit": limits.limit},
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The learning rate η = {rate:.3g} is above 2/λmax = {limit:.3g}: each step overshoots "
            "by more than it corrects. Choose one below {limit:.3g}.",
        ),
        {"rate": facts.rate, "limit": limits.limit},
    )


def _out_of_range(facts: RunFacts) -> Message | None:
    """That no learning rate that can be set is small enough; None where one is."""
    least, limits = RUN_FIELDS["learning_rate"].minimum, facts.stability
    limit = None if limits is None else limits.limit
    if facts.run.learning_rate > least and (limit is None or limit > least):
        return None
    remedy = facts.cost.condition()
    values: dict[str, object] = {"rate": facts.rate, "least": least}
    if remedy is None or not remedy.causes:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The learning rate η = {rate:.3g} is too large here, and even the smallest that "
                "can be set, {least:g}, may be: give the data in other units.",
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The learning rate η = {rate:.3g} is too large here, and even the smallest that can be "
            "set, {least:g}, may be, because of the numbers in {columns}. Standardise the inputs.",
        ),
        values | {"columns": _columns(remedy.causes)},
    )


def turning(evidence: Turns, why: Message) -> Message:
    """The cost goes up and down, and `why`."""
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The cost changed direction {turns} times in the last {steps} steps, between "
            "{low:.{digits}g} and {high:.{digits}g}. {why}",
        ),
        {
            "turns": evidence.turns,
            "steps": evidence.steps,
            "low": evidence.low,
            "high": evidence.high,
            "digits": digits_to_tell(evidence.low, evidence.high),
            "why": why,
        },
    )


def digits_to_tell(low: float, high: float) -> int:
    """Four, or as many digits as it takes to tell two numbers apart."""
    enough = (digits for digits in range(4, 18) if f"{low:.{digits}g}" != f"{high:.{digits}g}")
    return next(enough, 4)


def zero_gradient(facts: RunFacts) -> Message:
    """The gradient is practically zero. A norm that is not small by itself is set beside the first
    one."""
    norm, start = facts.norm, facts.trainer.segment.reference_norm
    if norm > _PLAINLY_SMALL and norm < _BESIDE * start:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The gradient's norm is {norm:.2g}, practically zero beside the {start:.2g} that "
                "it began with.",
            ),
            {"norm": norm, "start": start},
        )
    return Message(
        QT_TRANSLATE_NOOP("core", "The gradient's norm is {norm:.2g}, practically zero."),
        {"norm": norm},
    )


def bad_condition(facts: RunFacts) -> Message | None:
    """How differently the cost is curved, and which columns make it so; None where it is not bad
    enough to be the reason."""
    found = facts.cost.condition()
    if found is None or not found.is_bad:
        return None
    if not found.causes:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost is badly conditioned: λmax/λmin = {ratio:.2g}, so that steps short "
                "enough for the steepest direction make hardly any progress in the flattest.",
            ),
            {"ratio": found.ratio},
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The cost is badly conditioned: λmax/λmin = {ratio:.2g}, because of the numbers in "
            "{columns}. With standardised inputs it would be {after:.2g}.",
        ),
        {"ratio": found.ratio, "columns": _columns(found.causes), "after": found.standardized},
    )


def _columns(causes: Sequence[Cause]) -> Message:
    """The inputs that make a condition bad, with their numbers."""
    shown = [
        Message(
            QT_TRANSLATE_NOOP(
                "core", "“{column}” (mean {mean:.4g}, standard deviation {spread:.3g})"
            ),
            {"column": literal(cause.column), "mean": cause.mean, "spread": cause.spread},
        )
        for cause in causes[:_MOST_COLUMNS]
    ]
    found = shown[0]
    for other in shown[1:]:
        found = Message(
            QT_TRANSLATE_NOOP("core", "{first}, {other}"), {"first": found, "other": other}
        )
    if (left := len(causes) - len(shown)) > 0:
        found = Message(
            QT_TRANSLATE_NOOP("core", "{columns} and {count} more"),
            {"columns": found, "count": left},
        )
    return found
