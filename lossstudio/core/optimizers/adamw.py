"""AdamW: Adam with decoupled weight decay."""

import numpy as np

from lossstudio.core.optimizers.adam import BETA1, BETA2, root_of_squares
from lossstudio.core.optimizers.base import Array, Mask, Optimizer, State
from lossstudio.core.optimizers.rmsprop import EPSILON
from lossstudio.core.parameters import Parameter
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 7


def start(n_parameters: int) -> State:
    """Both running means 0, and the products of the betas so far, 1."""
    return (np.zeros(n_parameters), np.zeros(n_parameters), 1.0, 1.0)


# Adam is written out again: the function is shown to people and exported as it stands.
def adamw(
    gradient: Array,
    state: State,
    learning_rate: float,
    theta: Array,
    is_weight: Mask,
    beta1: float,
    beta2: float,
    epsilon: float,
    weight_decay: float,
) -> tuple[Array, State]:
    """Adam's step, and each weight (no bias) shrinks by learning rate times weight decay."""
    mean, square, product1, product2 = state
    mean = beta1 * mean + (1.0 - beta1) * gradient
    square = beta2 * square + (1.0 - beta2) * gradient * gradient
    # The means start at 0. Their weights sum to 1 − β·β⋯, also where a beta changed on the way.
    product1 = beta1 * product1
    product2 = beta2 * product2
    root = np.sqrt(square / (1.0 - product2))
    step = -learning_rate * (mean / (1.0 - product1)) / (root + epsilon)
    step = step - learning_rate * weight_decay * np.where(is_weight, theta, 0.0)
    return step, (mean, square, product1, product2)


OPTIMIZER = Optimizer(
    name="adamw",
    label=QT_TRANSLATE_NOOP("core", "AdamW"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Adam, and at each step every weight w (no bias) also shrinks by η·λ·w. This decay is not "
        "part of the cost and does not pass through Adam's scaling, so it is not the same as an "
        "L2 penalty: it comes on top of one, and the steps stop where gradient and decay balance, "
        "not at the cost's minimum.",
    ),
    reference="Loshchilov and Hutter (2019), Decoupled weight decay regularization, ICLR",
    memory=("m", "s"),
    init=start,
    update=adamw,
    is_compared=False,
    stable_below=lambda beta1, **_: 2.0 * (1.0 + beta1) / (1.0 - beta1),
    divides_by=root_of_squares,
    remembers=lambda beta2, **_: beta2,
    step_is_bounded=True,
    steps_fade=False,
    decay=lambda weight_decay, **_: weight_decay,
    parameters=(
        BETA1,
        BETA2,
        EPSILON,
        Parameter(
            name="weight_decay",
            label=QT_TRANSLATE_NOOP("core", "Weight decay"),
            symbol="λ",
            default=0.01,
            minimum=0.0,
            maximum=1.0,
            slider_range=(1e-4, 1.0),
            scale="log",
            help=QT_TRANSLATE_NOOP(
                "core", "Each weight shrinks by η·λ times itself at every step; biases do not."
            ),
        ),
    ),
)
