"""The cross-entropy of several classes."""

import math

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.parameters import Parameter
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 11


def cross_entropy(raw: Array, y: Array, label_smoothing: float) -> tuple[Array, Array]:
    """Minus the sum of y' log p with p = softmax(raw), and its gradient p - y'."""
    n_classes = raw.shape[1]
    y_smooth = y * (1.0 - label_smoothing) + label_smoothing / n_classes
    # By halves, since the difference of two scores may overflow.
    half = 0.5 * raw.max(axis=1, keepdims=True) - 0.5 * raw
    e = np.exp(-2.0 * half)
    # For each class the sum over the others: Σe − e would lose the small ones.
    others = e @ (1.0 - np.eye(n_classes))
    rest = others.min(axis=1, keepdims=True)  # Σe − 1, the highest score's e being 1
    # log(p) is never taken: −log p = max(z) − z + log(Σe).
    values = 2.0 * (y_smooth * half).sum(axis=1, keepdims=True) + np.log1p(rest)
    return values, (e * (1.0 - y_smooth) - others * y_smooth) / (1.0 + rest)


def cross_entropy_curvature(raw: Array, y: Array, label_smoothing: float) -> Array:
    """diag(p) − p pᵀ, whatever the targets."""
    e = np.exp(raw - raw.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    same = np.eye(raw.shape[1])
    q = p @ (1.0 - same)  # 1 − p, also where p rounds to 1
    return np.asarray(p[:, :, None] * (same * q[:, None, :] - (1.0 - same) * p[:, None, :]))


LOSS = Loss(
    name="cross_entropy",
    label=QT_TRANSLATE_NOOP("core", "Cross-entropy"),
    task=Task.MULTICLASS,
    link=Link.SOFTMAX,
    outputs=None,
    targets=(0.0, 1.0),
    expression="-sum(y'*log(p))",
    parts={"y'": "(1 - label_smoothing)*y + label_smoothing/C"},
    description=QT_TRANSLATE_NOOP(
        "core",
        "The negative log-likelihood of a categorical variable whose probabilities are the softmax "
        "of the scores. Label smoothing spreads a share ε of each target evenly over all classes, "
        "so that the loss is no longer lowered by ever larger scores.",
    ),
    reference="Bishop (2006), Pattern Recognition and Machine Learning, Springer, §4.3.4; label "
    "smoothing: Szegedy et al. (2016), Rethinking the Inception architecture for computer vision, "
    "CVPR",
    function=cross_entropy,
    curvature=cross_entropy_curvature,
    estimates=QT_TRANSLATE_NOOP(
        "core", "the share of each class (of the smoothed targets), as its probability"
    ),
    parameters=(
        Parameter(
            name="label_smoothing",
            label=QT_TRANSLATE_NOOP("core", "Label smoothing"),
            symbol="ε",
            default=0.0,
            minimum=0.0,
            maximum=0.5,
            help=QT_TRANSLATE_NOOP(
                "core", "The share of each target that is spread evenly over all classes."
            ),
        ),
    ),
    attains_minimum=lambda label_smoothing: label_smoothing > 0,
    falls_with_margin=lambda label_smoothing: label_smoothing == 0,
    is_convex=lambda **_: True,
    slope_bound=lambda **_: math.sqrt(2.0),  # ‖p − y′‖
    curvature_bound=lambda **_: 0.5,
    examples=(
        # p = (1/3, 1/3, 1/3): log 3.
        Example(
            raw=(0.0, 0.0, 0.0),
            y=(1.0, 0.0, 0.0),
            value=1.0986122886681098,
            gradient=(-2 / 3, 1 / 3, 1 / 3),
        ),
        # z = (log 2, 0, 0), so p = (1/2, 1/4, 1/4): log 4.
        Example(
            raw=(0.6931471805599453, 0.0, 0.0),
            y=(0.0, 1.0, 0.0),
            value=1.3862943611198906,
            gradient=(0.5, -0.75, 0.25),
        ),
        # y' = (0.8, 0.1, 0.1): 0.8 log 2 + 0.2 log 4 = 1.2 log 2.
        Example(
            raw=(0.6931471805599453, 0.0, 0.0),
            y=(1.0, 0.0, 0.0),
            value=0.8317766166719343,
            gradient=(-0.3, 0.15, 0.15),
            hyperparameters={"label_smoothing": 0.3},
        ),
        # e⁻⁴⁰, where the first probability itself rounds to 1.
        Example(
            raw=(40.0, 0.0),
            y=(1.0, 0.0),
            value=4.248354255291589e-18,
            gradient=(-4.248354255291589e-18, 4.248354255291589e-18),
        ),
    ),
)
