"""The Brier score of several classes."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 12


def multiclass_brier(raw: Array, y: Array) -> tuple[Array, Array]:
    """The squared distance of p = softmax(raw) from the target, and its gradient."""
    e = np.exp(raw - raw.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    others = 1.0 - np.eye(raw.shape[1])
    q = p @ others  # 1 − p, also where p rounds to 1
    d = p * (1.0 - y) - q * y  # p − y
    # d − Σ d p, with the class's own d p taken out of the sum: d (1 − p) = d q.
    return (d * d).sum(axis=1, keepdims=True), 2.0 * p * (d * q - (d * p) @ others)


def multiclass_brier_curvature(raw: Array, y: Array) -> Array:
    """2 [Σ_j (2 p_j − y_j) p_j u_j u_jᵀ − (Σ_j d_j p_j) J].

    Here d = p − y, u_j is row j of I − 1 pᵀ, and J = diag(p) − p pᵀ has the rows p_j u_j: the first
    sum joins J Jᵀ with the part of Σ_j d_j ∇²p_j that has the same form.
    """
    e = np.exp(raw - raw.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    same = np.eye(raw.shape[1])
    q = p @ (1.0 - same)
    d = p * (1.0 - y) - q * y
    u = same * q[:, None, :] - (1.0 - same) * p[:, None, :]
    first = np.swapaxes(u, 1, 2) @ ((p * (p + d))[:, :, None] * u)
    spread = (d * p).sum(axis=1)[:, None, None] * p[:, :, None] * u
    return np.asarray(2.0 * (first - spread))


LOSS = Loss(
    name="multiclass_brier",
    label=QT_TRANSLATE_NOOP("core", "Brier, several classes"),
    short=QT_TRANSLATE_NOOP("core", "Brier"),
    task=Task.MULTICLASS,
    link=Link.SOFTMAX,
    outputs=None,
    targets=(0.0, 1.0),
    expression="sum((p - y)**2)",
    parts={"D": "sum((p - y)*p)"},
    slope="2*p*(p - y - D)",
    description=QT_TRANSLATE_NOOP(
        "core",
        "The squared distance between the softmax probabilities and the one-hot target, from 0 to "
        "2: a sound way to score probabilities. Not convex in the scores, and a confident wrong "
        "answer hardly pulls, as with the Brier score of two classes.",
    ),
    reference="Brier (1950), Verification of forecasts expressed in terms of probability, "
    "Monthly Weather Review 78(1)",
    function=multiclass_brier,
    curvature=multiclass_brier_curvature,
    estimates=QT_TRANSLATE_NOOP("core", "the share of each class, as its probability"),
    attains_minimum=lambda **_: False,
    falls_with_margin=lambda **_: True,
    slope_bound=lambda **_: 1.0,
    curvature_bound=lambda **_: 1.0,
    examples=(
        # p = (1/3, 1/3, 1/3): 4/9 + 1/9 + 1/9; Σ d p = 0, so the gradient is 2/3 · d.
        Example(
            raw=(0.0, 0.0, 0.0),
            y=(1.0, 0.0, 0.0),
            value=2 / 3,
            gradient=(-4 / 9, 2 / 9, 2 / 9),
        ),
        # z = (log 2, 0, 0), so p = (1/2, 1/4, 1/4), d = (−1/2, 1/4, 1/4) and Σ d p = −1/8.
        Example(
            raw=(0.6931471805599453, 0.0, 0.0),
            y=(1.0, 0.0, 0.0),
            value=0.375,
            gradient=(-0.375, 0.1875, 0.1875),
        ),
        # The same p, d = (1/2, −3/4, 1/4) and Σ d p = 1/8.
        Example(
            raw=(0.6931471805599453, 0.0, 0.0),
            y=(0.0, 1.0, 0.0),
            value=0.875,
            gradient=(0.375, -0.4375, 0.0625),
        ),
    ),
)
