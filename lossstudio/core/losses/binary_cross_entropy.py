"""The binary cross-entropy."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 6


def binary_cross_entropy(raw: Array, y: Array) -> tuple[Array, Array]:
    """-y log p - (1 - y) log(1 - p) with p = sigmoid(raw), and its gradient p - y."""
    e = np.exp(-np.abs(raw))
    p = np.where(raw > 0, 1.0, e) / (1.0 + e)
    q = np.where(raw > 0, e, 1.0) / (1.0 + e)  # 1 − p, also where p rounds to 1
    # log(p) is never taken: the loss is max(z, 0) − z·y + log(1 + e^−|z|).
    return raw * ((raw > 0) - y) + np.log1p(e), p * (1.0 - y) - q * y


def binary_cross_entropy_curvature(raw: Array, y: Array) -> Array:
    """p (1 − p)."""
    e = np.exp(-np.abs(raw))
    return np.asarray(e / (1.0 + e) ** 2)


LOSS = Loss(
    name="binary_cross_entropy",
    label=QT_TRANSLATE_NOOP("core", "Binary cross-entropy"),
    short=QT_TRANSLATE_NOOP("core", "Cross-entropy"),
    task=Task.BINARY,
    link=Link.SIGMOID,
    targets=(0.0, 1.0),
    expression="-y*log(p) - (1 - y)*log(1 - p)",
    description=QT_TRANSLATE_NOOP(
        "core",
        "The negative log-likelihood of a Bernoulli variable whose probability of class 1 is the "
        "sigmoid of the score. It is convex in the score and its gradient is p − y, so a confident "
        "wrong answer still pulls with nearly full strength.",
    ),
    reference="Cox (1958), The regression analysis of binary sequences, "
    "J. R. Statist. Soc. B 20(2)",
    function=binary_cross_entropy,
    curvature=binary_cross_entropy_curvature,
    estimates=QT_TRANSLATE_NOOP("core", "the share of class 1, as its probability"),
    attains_minimum=lambda **_: False,
    falls_with_margin=lambda **_: True,
    is_convex=lambda **_: True,
    slope_bound=lambda **_: 1.0,
    curvature_bound=lambda **_: 0.25,
    examples=(
        # p = 1/2: log 2.
        Example(raw=(0.0,), y=(1.0,), value=0.6931471805599453, gradient=(-0.5,)),
        # z = log 3, so p = 3/4: log(4/3), and log 4 for the other class.
        Example(raw=(1.0986122886681098,), y=(1.0,), value=0.28768207245178093, gradient=(-0.25,)),
        Example(raw=(1.0986122886681098,), y=(0.0,), value=1.3862943611198906, gradient=(0.75,)),
        # e⁻⁴⁰, where p itself rounds to 1.
        Example(
            raw=(40.0,),
            y=(1.0,),
            value=4.248354255291589e-18,
            gradient=(-4.248354255291589e-18,),
        ),
    ),
)
