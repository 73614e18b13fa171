"""What a diagnosis is: a status, its reason, and what could be changed."""

from dataclasses import dataclass
from enum import StrEnum

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.costs.stability import Stability


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
class Advice:
    """A change that would do what the reason says: the field at `path` of the scenario, set as by
    ``--set``, and a `value` that is allowed there."""

    path: str
    value: object


@dataclass(frozen=True)
class Claim:
    """Something that is said of a run. The functions in `claims` make them from evidence."""

    status: Status
    reason: Message
    advice: tuple[Advice, ...] = ()
    since: int | None = None


def claim(
    status: Status,
    template: str,
    values: dict[str, object] | None = None,
    advice: tuple[Advice, ...] = (),
    since: int | None = None,
) -> Claim:
    """The claim whose reason is `template` with `values` in it."""
    return Claim(status, Message(template, values or {}), advice, since)


@dataclass(frozen=True)
class Diagnosis:
    """The status of a run at a step, its reason, and what could be changed about it.

    `since` is the last step before what is said began, where it is worth going back there: of a run
    that diverges, the one with its lowest cost; of one that overfits, with the lowest loss on what
    is held out. `remark` is a sentence beside the reason: that it overfits.
    """

    status: Status
    reason: Message
    gradient_norm: float
    stability: Stability | None
    advice: tuple[Advice, ...] = ()
    since: int | None = None
    remark: Message | None = None
