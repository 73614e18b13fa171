"""The Brier score of two classes: the squared error of a sigmoid."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 10


def brier(raw: Array, y: Array) -> tuple[Array, Array]:
    """The squared error of p = sigmoid(raw), and its gradient."""
    e = np.exp(-np.abs(raw))
    p = np.where(raw > 0, 1.0, e) / (1.0 + e)
    q = np.where(raw > 0, e, 1.0) / (1.0 + e)  # 1 − p, also where p rounds to 1
    d = p * (1.0 - y) - q * y  # p − y
    return d * d, 2.0 * d * p * q


def brier_curvature(raw: Array, y: Array) -> Array:
    """2 p (1 − p) [p (1 − p) + (p − y)(1 − 2p)]; negative where the score is far wrong."""
    e = np.exp(-np.abs(raw))
    p = np.where(raw > 0, 1.0, e) / (1.0 + e)
    q = np.where(raw > 0, e, 1.0) / (1.0 + e)
    d = p * (1.0 - y) - q * y
    return np.asarray(2.0 * p * q * (p * q + d * (q - p)))


LOSS = Loss(
    name="brier",
    label=QT_TRANSLATE_NOOP("core", "Brier (squared error of p)"),
    short=QT_TRANSLATE_NOOP("core", "Brier"),
    task=Task.BINARY,
    link=Link.SIGMOID,
    targets=(0.0, 1.0),
    expression="(p - y)**2",
    description=QT_TRANSLATE_NOOP(
        "core",
        "The squared error of the predicted probability: a sound way to score probabilities, but "
        "not convex in the score, and it saturates. A confident wrong answer hardly pulls: "
        "at z = −8, y = 1 about 1,500 times less than with cross-entropy.",
    ),
    reference="Brier (1950), Verification of forecasts expressed in terms of probability, "
    "Monthly Weather Review 78(1)",
    function=brier,
    curvature=brier_curvature,
    estimates=QT_TRANSLATE_NOOP("core", "the share of class 1, as its probability"),
    attains_minimum=lambda **_: False,
    falls_with_margin=lambda **_: True,
    slope_bound=lambda **_: 0.3,  # 8/27, where p = 1/3
    curvature_bound=lambda **_: 0.2,
    examples=(
        # p = 1/2: (1/2)², and 2 · (−1/2) · 1/4.
        Example(raw=(0.0,), y=(1.0,), value=0.25, gradient=(-0.25,)),
        # z = log 3, so p = 3/4: (1/4)², and 2 · (−1/4) · 3/16.
        Example(raw=(1.0986122886681098,), y=(1.0,), value=0.0625, gradient=(-0.09375,)),
        Example(raw=(1.0986122886681098,), y=(0.0,), value=0.5625, gradient=(0.28125,)),
    ),
)
