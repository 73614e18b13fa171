"""What could be changed: fields of the scenario, and values that are allowed there and would do."""

import math

import msgspec
import numpy as np
from numpy.typing import NDArray

from lossstudio.core.text import InputError
from lossstudio.engine.diagnosis.evidence import RunFacts
from lossstudio.engine.diagnosis.local import local
from lossstudio.engine.diagnosis.status import Advice
from lossstudio.engine.scenarios.fields.fields import RUN_FIELDS
from lossstudio.engine.scenarios.fixed import free_parameters
from lossstudio.engine.training.objective import build_model

Array = NDArray[np.float64]

_CALM = "inverse_sqrt"
"""The schedule that calms a jitter and still reaches any point."""


def lower_rate(facts: RunFacts) -> tuple[Advice, ...]:
    """A learning rate at which the run settles from here; nothing where none is allowed."""
    theta, gradient = facts.trainer.theta, facts.trainer.gradient
    return _rate(facts, _settling_rate(facts, theta, gradient, "local"))


def rate_below_limit(facts: RunFacts) -> tuple[Advice, ...]:
    """The same, where the rate is above the limit of all the data; else nothing."""
    limits = facts.stability
    if limits is None or limits.limit is None or limits.is_local or facts.rate <= limits.limit:
        return ()
    return lower_rate(facts) if facts.run.schedule == "constant" else ()


def rate_to_start_with(facts: RunFacts) -> tuple[Advice, ...]:
    """A learning rate at which the run would not have gone off."""
    theta = facts.trainer.known.thetas[0]
    with np.errstate(all="ignore"):
        gradient = facts.objective.by_free(facts.objective.evaluate(theta)[1])
    return _rate(facts, _settling_rate(facts, theta, gradient, "start"))


def to_start_with(facts: RunFacts) -> tuple[Advice, ...]:
    """What a run that has gone off should have begun with: a learning rate, or standardised inputs
    where none that can be set is small enough."""
    return rate_to_start_with(facts) or standardize(facts)


def _settling_rate(facts: RunFacts, theta: Array, gradient: Array, place: str) -> float:
    """Far enough below the limit: that of the steepest curvature anywhere, where that is known,
    or else of the one at `theta`."""
    cost, bounded = facts.cost, facts.optimizer.step_is_bounded
    stable = facts.optimizer.stable_below(**facts.optimizer_numbers)
    everywhere = cost.steepest_sample() if facts.has_batches else cost.curvature_everywhere()
    if everywhere is not None and everywhere > 0.0 and not bounded:
        # Velocities that different samples have left in turn may add up.
        share = 0.05 if facts.has_batches else 0.5
        return min(share * stable / everywhere, 0.8 * facts.rate)
    if bounded or (here := cost.at(theta, place, lambda: local(cost, theta, gradient))) is None:
        return min(0.1 * facts.rate, 1.0 / facts.decay if facts.decay else math.inf)
    steepest = float(np.abs(np.linalg.eigvalsh(here.hessian)).max())
    return min(0.1 * facts.rate, 0.25 * stable / max(steepest, 1e-300))


def standardize(facts: RunFacts) -> tuple[Advice, ...]:
    """Standardised inputs, where they make the cost far better conditioned; nothing where what the
    run holds fixed does not allow that."""
    found = facts.cost.condition()
    if found is None or not found.has_remedy:
        return ()
    run = msgspec.structs.replace(facts.run, standardize="inputs")
    try:
        free_parameters(build_model(facts.objective.dataset, run), run.fixed, "")
    except InputError:
        return ()
    return (Advice(f"runs.{facts.trainer.index}.standardize", "inputs"),)


def higher_rate(facts: RunFacts, rate: float) -> tuple[Advice, ...]:
    """The learning rate `rate`, where it is higher than the present one."""
    if facts.run.schedule != "constant":  # from its start on, so high a rate would be too large
        return ()
    found = _rate(facts, rate) if rate > facts.rate else ()
    return tuple(each for each in found if each.value != facts.run.learning_rate)


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
    """A little of the l2 penalty, which gives a finite optimum and leaves the steps stable."""
    strength = 0.01
    if not facts.optimizer.step_is_bounded:
        stable = facts.optimizer.stable_below(**facts.optimizer_numbers)
        allowed = 0.05 * stable / max(facts.run.learning_rate, facts.rate)
        strength = min(strength, 10.0 ** math.floor(math.log10(allowed)))
    return (Advice(f"runs.{facts.trainer.index}.l2", float(f"{strength:.2g}")),)
