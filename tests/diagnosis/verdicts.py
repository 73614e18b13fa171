"""What is claimed at a step, and what is to be said of that."""

from dataclasses import dataclass

from course import Said

LONG_STEPS = ("rmsprop", "adam", "adamw")
"""Optimisers whose steps stay about as long as the learning rate."""
CLAIMS = ("converged", "diverging", "no_finite_optimum", "oscillating")


@dataclass
class Verdict:
    """Whether a claim is `false`, and whether it `holds`; None is not known. `why` says why."""

    false: bool | None
    holds: bool | None
    why: str


def is_made(said: Said, claim: str) -> bool:
    """The claim is made: that of oscillation with the advice of a smaller rate only."""
    if said.status != claim:
        return False
    return claim != "oscillating" or advised_rate(said) is not None


def is_said_otherwise(said: Said, claim: str, run) -> bool:
    """Oscillation of an optimiser with steps as long as the rate, with a schedule as advice."""
    is_one = claim == said.status == "oscillating" and run.optimizer in LONG_STEPS
    return is_one and any(advice.path.endswith(".schedule") for advice in said.advice)


def advised_rate(said: Said):
    """The learning rate that is advised; for sentences without structured advice a tenth."""
    for advice in said.advice:
        if advice.path.endswith(".learning_rate"):
            return advice.value
    return None
