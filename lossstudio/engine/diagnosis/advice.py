"""What could be changed: fields of the scenario, and values that are allowed there and would do."""

import math

import numpy as np

from lossstudio.engine.diagnosis.evidence import RunFacts
from lossstudio.engine.diagnosis.status import Advice
from lossstudio.engine.fields import RUN_FIELDS

_CALM = "inverse_sqrt"
"""The schedule that calms a jitter and still reaches any point."""


def lower_rate(facts: RunFacts) -> tuple[Advice, ...]:
    """A learning rate at which the run settles; nothing where none is allowed."""
    return _rate(facts, settling_rate(facts))


def settling_rate(facts: RunFacts) -> float:
    """The rate, of the coming step, that is far enough below the limit; smaller than now."""
    cost = facts.cost
    everywhere = cost.steepest_sample() if facts.has_batches else cost.curvature_everywhere()
    if everywhere is not None and everywhere > 0.0 and not facts.optimizer.step_is_bounded:
        stable = facts.optimizer.stable_below(**facts.optimizer_numbers)
        found = min(0.5 * stable / everywhere, 0.8 * facts.rate)
    else:
        found = 0.1 * facts.rate
        if not facts.optimizer.step_is_bounded and (here := facts.local) is not None:
            steepest = float(np.abs(np.linalg.eigvalsh(here.hessian)).max())
            stable = facts.optimizer.stable_below(**facts.optimizer_numbers)
            found = min(found, 0.25 * stable / steepest) if steepest > 0.0 else found
    return found


def higher_rate(facts: RunFacts, rate: float) -> tuple[Advice, ...]:
    """The learning rate `rate`, where it is higher than the present one."""
    return _rate(facts, rate) if rate > facts.rate else ()


def _rate(facts: RunFacts, rate: float) -> tuple[Advice, ...]:
    """The setting at which the schedule gives `rate` to the coming step, rounded down."""
    if not (rate > 0.0 and facts.rate > 0.0):
        return ()
    value = facts.run.learning_rate * (rate / facts.rate)
    parameter = RUN_FIELDS["learning_rate"]
    unit = 10.0 ** (math.floor(math.log10(value)) - 1) if value > 0.0 else 0.0
    rounded = math.floor(value / unit) * unit if unit else 0.0
    rounded = min(float(f"{rounded:.2g}"), parameter.maximum)
    if not parameter.minimum <= rounded:
        return ()
    return (Advice(f"runs.{facts.trainer.index}.learning_rate", rounded),)


def calm_schedule(facts: RunFacts) -> tuple[Advice, ...]:
    """A schedule that lets jitter die out; nothing where there is one already."""
    if facts.run.schedule != "constant":
        return ()
    return (Advice(f"runs.{facts.trainer.index}.schedule", _CALM),)


def full_batch(facts: RunFacts) -> tuple[Advice, ...]:
    """Gradients of all samples; nothing where the learning rate may be too large for them."""
    steepest = facts.cost.curvature_everywhere()
    stable = facts.optimizer.stable_below(**facts.optimizer_numbers)
    if facts.cost.kinks or facts.optimizer.step_is_bounded or steepest is None:
        return ()
    if facts.rate * steepest > 0.9 * stable:
        return ()
    return (Advice(f"runs.{facts.trainer.index}.batch_size", None),)


def penalty(facts: RunFacts) -> tuple[Advice, ...]:
    """A little of the l2 penalty, which gives a finite optimum."""
    return (Advice(f"runs.{facts.trainer.index}.l2", 0.01),)
