"""Adam."""

import numpy as np

from lossstudio.core.optimizers.base import Array, Mask, Optimizer, State
from lossstudio.core.optimizers.rmsprop import EPSILON
from lossstudio.core.parameters import Parameter
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 6

BETA1 = Parameter(
    name="beta1",
    label=QT_TRANSLATE_NOOP("core", "Memory of gradients"),
    symbol="β₁",
    default=0.9,
    minimum=0.0,
    maximum=0.9999,
    slider_range=(0.0, 0.99),
    help=QT_TRANSLATE_NOOP(
        "core",
        "How much of the mean gradient is kept at each step: it looks back over about "
        "1/(1 − β₁) steps.",
    ),
)

BETA2 = Parameter(
    name="beta2",
    label=QT_TRANSLATE_NOOP("core", "Memory of squares"),
    symbol="β₂",
    default=0.999,
    minimum=0.0,
    maximum=0.999999,
    slider_range=(0.0, 0.9999),
    help=QT_TRANSLATE_NOOP(
        "core",
        "How much of the mean squared gradient is kept at each step: it looks back over about "
        "1/(1 − β₂) steps.",
    ),
)


def start(n_parameters: int) -> State:
    """Both running means 0, and the products of the betas so far, 1."""
    return (np.zeros(n_parameters), np.zeros(n_parameters), 1.0, 1.0)


def adam(
    gradient: Array,
    state: State,
    learning_rate: float,
    theta: Array,
    is_weight: Mask,
    beta1: float,
    beta2: float,
    epsilon: float,
) -> tuple[Array, State]:
    """Against the mean gradient, divided by the root of the mean squared gradient."""
    mean, square, product1, product2 = state
    mean = beta1 * mean + (1.0 - beta1) * gradient
    square = beta2 * square + (1.0 - beta2) * gradient * gradient
    # The means start at 0. Their weights sum to 1 − β·β⋯, also where a beta changed on the way.
    product1 = beta1 * product1
    product2 = beta2 * product2
    root = np.sqrt(square / (1.0 - product2))
    step = -learning_rate * (mean / (1.0 - product1)) / (root + epsilon)
    return step, (mean, square, product1, product2)


def root_of_squares(state: State, epsilon: float, **_: float) -> Array:
    """What a step of this state divides by, (p,)."""
    square, product2 = np.asarray(state[1]), float(np.max(state[3]))
    if product2 == 1.0:
        return np.ones_like(square)  # before the first step
    return np.asarray(np.sqrt(square / (1.0 - product2)) + epsilon)


OPTIMIZER = Optimizer(
    name="adam",
    label=QT_TRANSLATE_NOOP("core", "Adam"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Momentum and RMSProp together: m is a running mean of the gradients, s of their squares "
        "(entry by entry). Both start at 0, which is corrected for by dividing by 1 minus the "
        "product of the βs of all steps so far; so the first step is η in every direction.",
    ),
    reference="Kingma and Ba (2015), Adam: a method for stochastic optimization, ICLR",
    memory=("m", "s"),
    init=start,
    update=adam,
    stable_below=lambda beta1, **_: 2.0 * (1.0 + beta1) / (1.0 - beta1),
    divides_by=root_of_squares,
    remembers=lambda beta2, **_: beta2,
    step_is_bounded=True,
    steps_fade=False,
    parameters=(BETA1, BETA2, EPSILON),
)
