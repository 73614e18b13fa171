"""Learning-rate schedules: how the learning rate goes on from its set value."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lossstudio.core.parameters import Parameter, check_parameters
from lossstudio.core.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Schedule:
    """A schedule; `formula` is LaTeX.

    ``rate(learning_rate, step, **hyperparameters) -> float`` is the learning rate of the next
    update, where `step` = t ≥ 0 updates are done; at t = 0 it is `learning_rate` itself. Pure: it
    may be asked for any step, and its hyperparameters may change while it runs. `still_to_come`,
    with the same arguments, is the sum of this learning rate and all that follow.
    """

    name: str
    label: str
    description: str
    formula: str
    rate: Callable[..., float]
    still_to_come: Callable[..., float] = lambda *_, **__: math.inf
    parameters: tuple[Parameter, ...] = ()

    def hyperparameters(self, given: Mapping[str, object], field: str = "") -> dict[str, float]:
        """`given` checked and completed with defaults; `InputError` names what is wrong."""
        return check_parameters(given, self.parameters, self.name, field)


def constant(learning_rate: float, step: int) -> float:
    """η."""
    return learning_rate


def exponential(learning_rate: float, step: int, decay: float) -> float:
    """η decayᵗ."""
    return learning_rate * decay**step


def exponential_to_come(learning_rate: float, step: int, decay: float) -> float:
    """η decayᵗ / (1 − decay)."""
    rate = exponential(learning_rate, step, decay)
    return math.inf if decay == 1.0 else rate / (1.0 - decay)


def inverse_sqrt(learning_rate: float, step: int) -> float:
    """η / √(1 + t)."""
    return learning_rate / math.sqrt(1.0 + step)


def cosine(learning_rate: float, step: int, period: float) -> float:
    """η (1 + cos(π min(t, T) / T)) / 2, with T the period."""
    return learning_rate * 0.5 * (1.0 + math.cos(math.pi * min(step, period) / period))


def cosine_to_come(learning_rate: float, step: int, period: float) -> float:
    """η/2 Σ (1 + cos(π s / T)) over the steps s from t to T − 1, in closed form."""
    start, angle = min(step, period), math.pi / period
    waves = math.sin((period - 0.5) * angle) - math.sin((start - 0.5) * angle)
    total = 0.5 * learning_rate * (period - start + waves / (2.0 * math.sin(0.5 * angle)))
    return max(total, cosine(learning_rate, step, period))


SCHEDULES: dict[str, Schedule] = {
    entry.name: entry
    for entry in (
        Schedule(
            name="constant",
            label=QT_TRANSLATE_NOOP("core", "Constant"),
            description=QT_TRANSLATE_NOOP("core", "The same learning rate at every step."),
            formula=r"\eta_t = \eta",
            rate=constant,
        ),
        Schedule(
            name="exponential",
            label=QT_TRANSLATE_NOOP("core", "Exponential decay"),
            description=QT_TRANSLATE_NOOP(
                "core",
                "The learning rate is multiplied by the same factor γ at every step. Below 1, "
                "all steps together have a bounded sum of learning rates, so a fast decay can "
                "stop short of the optimum.",
            ),
            formula=r"\eta_t = \eta \, \gamma^t",
            rate=exponential,
            still_to_come=exponential_to_come,
            parameters=(
                Parameter(
                    name="decay",
                    label=QT_TRANSLATE_NOOP("core", "Decay per step"),
                    symbol="γ",
                    default=0.999,
                    minimum=0.9,
                    maximum=1.0,
                    help=QT_TRANSLATE_NOOP(
                        "core", "The factor at each step. With 1 the learning rate is constant."
                    ),
                ),
            ),
        ),
        Schedule(
            name="inverse_sqrt",
            label=QT_TRANSLATE_NOOP("core", "Inverse square root"),
            description=QT_TRANSLATE_NOOP(
                "core",
                "Falls as 1/√(1 + t): slowly enough to reach any point, and fast enough to calm "
                "the noise of mini-batches and the jitter at a kink.",
            ),
            formula=r"\eta_t = \frac{\eta}{\sqrt{1 + t}}",
            rate=inverse_sqrt,
        ),
        Schedule(
            name="cosine",
            label=QT_TRANSLATE_NOOP("core", "Cosine"),
            description=QT_TRANSLATE_NOOP(
                "core",
                "Falls along half a cosine wave, from η to 0 within T steps, and stays 0: from "
                "then on nothing changes (Loshchilov and Hutter 2017, without restarts).",
            ),
            formula=r"\eta_t = \frac{\eta}{2} \left(1 + \cos\frac{\pi \min(t, T)}{T}\right)",
            rate=cosine,
            still_to_come=cosine_to_come,
            parameters=(
                Parameter(
                    name="period",
                    label=QT_TRANSLATE_NOOP("core", "Steps to zero"),
                    symbol="T",
                    default=1000,
                    minimum=1,
                    maximum=1e9,
                    slider_range=(10, 100_000),
                    scale="log",
                    integer=True,
                    help=QT_TRANSLATE_NOOP("core", "After this many steps the learning rate is 0."),
                ),
            ),
        ),
    )
}
"""Every schedule by its name."""
