"""Lion."""

import numpy as np

from lossstudio.core.optimizers.base import Array, Mask, Optimizer, State
from lossstudio.core.parameters import Parameter


def start(n_parameters: int) -> State:
    """The mean gradient, 0."""
    return (np.zeros(n_parameters),)


def lion(
    gradient: Array,
    state: State,
    learning_rate: float,
    theta: Array,
    is_weight: Mask,
    beta1: float,
    beta2: float,
    weight_decay: float,
) -> tuple[Array, State]:
    """By the learning rate against the sign of a mean gradient, in every direction alike."""
    (mean,) = state
    # The mean that gives the direction forgets faster than the one that is remembered.
    direction = np.sign(beta1 * mean + (1.0 - beta1) * gradient)
    mean = beta2 * mean + (1.0 - beta2) * gradient
    step = -learning_rate * (direction + weight_decay * np.where(is_weight, theta, 0.0))
    return step, (mean,)


OPTIMIZER = Optimizer(
    name="lion",
    label="Lion",
    description="Every parameter moves by the learning rate, up or down, by the sign of a mean "
    "gradient; and every weight w (no bias) shrinks by η·λ·w.",
    reference="Chen et al. (2023), Symbolic discovery of optimization algorithms, NeurIPS",
    init=start,
    update=lion,
    memory=("m",),
    step_is_bounded=True,
    steps_fade=False,
    decay=lambda weight_decay, **_: weight_decay,
    parameters=(
        Parameter(
            name="beta1",
            label="Memory of the direction",
            symbol="β₁",
            default=0.9,
            minimum=0.0,
            maximum=0.9999,
            help="How much of the mean gradient enters the direction of a step.",
        ),
        Parameter(
            name="beta2",
            label="Memory of gradients",
            symbol="β₂",
            default=0.99,
            minimum=0.0,
            maximum=0.9999,
            help="How much of the mean gradient is kept at each step.",
        ),
        Parameter(
            name="weight_decay",
            label="Weight decay",
            symbol="λ",
            default=0.01,
            minimum=0.0,
            maximum=1.0,
            help="Each weight shrinks by η·λ times itself at every step; biases do not.",
        ),
    ),
)

WORDS = {
    "zh_CN": {
        "Every parameter moves by the learning rate, up or down, by the sign of a mean "
        "gradient; and every weight w (no bias) shrinks by η·λ·w.": (
            "每个参数按平均梯度的符号增加或减少一个学习率；每个权重 w（不含偏置）再缩小 η·λ·w。"
        ),
        "Memory of the direction": "方向的记忆",
        "How much of the mean gradient enters the direction of a step.": (
            "平均梯度在每步方向中所占的份额。"
        ),
        "How much of the mean gradient is kept at each step.": "每一步保留多少平均梯度。",
        "By the learning rate against the sign of a mean gradient, in every direction alike.": (
            "沿平均梯度符号的反方向，每个方向都走一个学习率的长度。"
        ),
        "The mean that gives the direction forgets faster than the one that is remembered.": (
            "决定方向的平均值比所记住的平均值忘得更快。"
        ),
    }
}
