"""The focal loss."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.parameters import Parameter
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 9


def focal(raw: Array, y: Array, gamma: float, alpha: float) -> tuple[Array, Array]:
    """Cross-entropy, weighted down where p_t, the true class's probability, is high."""
    s = 2.0 * y - 1.0
    m = s * raw
    e = np.exp(-np.abs(m))
    p_t = np.where(m > 0, 1.0, e) / (1.0 + e)
    q_t = np.where(m > 0, e, 1.0) / (1.0 + e)  # 1 − p_t, also where p_t rounds to 1
    ce = np.log1p(e) - np.minimum(m, 0.0)  # −log p_t
    weight = np.where(y > 0.5, alpha, 1.0 - alpha) * q_t**gamma
    return weight * ce, -s * weight * (q_t + gamma * p_t * ce)


def focal_curvature(raw: Array, y: Array, gamma: float, alpha: float) -> Array:
    """α_t p_t (1 − p_t)^γ [(1 − p_t)(1 + 2γ + γ log p_t) − γ² p_t log p_t]; negative for some z."""
    m = (2.0 * y - 1.0) * raw
    e = np.exp(-np.abs(m))
    p_t = np.where(m > 0, 1.0, e) / (1.0 + e)
    q_t = np.where(m > 0, e, 1.0) / (1.0 + e)
    # From ce = 746 on p_t is 0, and so is the result: γ · ce must not overflow.
    ce = np.minimum(np.log1p(e) - np.minimum(m, 0.0), 1e3)
    weight = np.where(y > 0.5, alpha, 1.0 - alpha) * p_t * q_t**gamma
    bracket = q_t * (1.0 + 2.0 * gamma - gamma * ce) + gamma**2 * p_t * ce
    return np.asarray(weight * bracket)


LOSS = Loss(
    name="focal",
    label=QT_TRANSLATE_NOOP("core", "Focal"),
    task=Task.BINARY,
    link=Link.SIGMOID,
    targets=(0.0, 1.0),
    expression="-alpha_t*(1 - p_t)**gamma*log(p_t)",
    parts={"p_t": "1/(1 + exp(-m))", "alpha_t": "where(y > 0.5, alpha, 1 - alpha)"},
    slope="-s*alpha_t*(1 - p_t)**gamma*(1 - p_t - gamma*p_t*log(p_t))",
    description=QT_TRANSLATE_NOOP(
        "core",
        "Binary cross-entropy with less weight on examples that are already classified well, by "
        "the factor (1 − p of the true class)^γ, and a weight for each class. Made for object "
        "detection, where easy background examples far outnumber the objects; γ = 0 and α = 0.5 "
        "is half the cross-entropy.",
    ),
    reference="Lin, Goyal, Girshick, He, Dollár (2017), Focal loss for dense object detection, "
    "ICCV",
    function=focal,
    is_compared=False,
    curvature=focal_curvature,
    estimates=QT_TRANSLATE_NOOP("core", "a probability of class 1 that need not be its share"),
    parameters=(
        Parameter(
            name="gamma",
            label=QT_TRANSLATE_NOOP("core", "Focusing"),
            symbol="γ",
            default=2.0,
            minimum=0.0,
            maximum=5.0,
            help=QT_TRANSLATE_NOOP(
                "core",
                "How strongly well-classified examples are down-weighted; 0 switches this off.",
            ),
        ),
        Parameter(
            name="alpha",
            label=QT_TRANSLATE_NOOP("core", "Weight of class 1"),
            symbol="α",
            default=0.25,
            minimum=0.0,
            maximum=1.0,
            help=QT_TRANSLATE_NOOP(
                "core", "Examples of class 1 count α, those of class 0 count 1 − α."
            ),
        ),
    ),
    attains_minimum=lambda **_: False,
    falls_with_margin=lambda **_: True,
    is_convex=lambda gamma, **_: gamma == 0,
    slope_bound=lambda gamma, **_: 1.0 + 0.1 * gamma,
    curvature_bound=lambda gamma, **_: 0.25 + 0.125 * gamma,
    examples=(
        # p_t = 1/2: 1/4 · 1/4 · log 2, and −1/16 · (1/2 + log 2).
        Example(raw=(0.0,), y=(1.0,), value=0.04332169878499658, gradient=(-0.07457169878499658,)),
        # z = log 3, class 0, so p_t = 1/4: 3/4 · 9/16 · log 4, and 27/64 · (3/4 + 1/2 · log 4).
        Example(
            raw=(1.0986122886681098,),
            y=(0.0,),
            value=0.5848429335974538,
            gradient=(0.6088277167987269,),
        ),
        # Half the cross-entropy: 1/2 · log 2.
        Example(
            raw=(0.0,),
            y=(1.0,),
            value=0.34657359027997264,
            gradient=(-0.25,),
            hyperparameters={"gamma": 0.0, "alpha": 0.5},
        ),
    ),
)
