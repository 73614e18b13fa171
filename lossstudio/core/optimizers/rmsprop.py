"""RMSProp."""

import numpy as np

from lossstudio.core.optimizers.base import Array, Mask, Optimizer, State
from lossstudio.core.parameters import Parameter
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 5

EPSILON = Parameter(
    name="epsilon",
    label=QT_TRANSLATE_NOOP("core", "Guard"),
    symbol="ε",
    default=1e-8,
    minimum=1e-16,
    maximum=1.0,
    slider_range=(1e-10, 0.1),
    scale="log",
    help=QT_TRANSLATE_NOOP(
        "core", "Guards the division by 0. Larger values shorten steps on small gradients."
    ),
)


def start(n_parameters: int) -> State:
    """The mean squared gradient, 0."""
    return (np.zeros(n_parameters),)


def rmsprop(
    gradient: Array,
    state: State,
    learning_rate: float,
    theta: Array,
    is_weight: Mask,
    rho: float,
    epsilon: float,
) -> tuple[Array, State]:
    """Each parameter's step is divided by the root of a running mean of its squared gradients."""
    (square,) = state
    square = rho * square + (1.0 - rho) * gradient * gradient
    return -learning_rate * gradient / (np.sqrt(square) + epsilon), (square,)


def root_of_squares(state: State, epsilon: float, **_: float) -> Array:
    """What a step of this state divides by, (p,)."""
    return np.asarray(np.sqrt(state[0]) + epsilon)


OPTIMIZER = Optimizer(
    name="rmsprop",
    label=QT_TRANSLATE_NOOP("core", "RMSProp"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "As AdaGrad, but with a running mean s of the squared gradients in place of their sum "
        "(entry by entry), so old gradients are forgotten and the steps do not die out. Near the "
        "optimum they stay about as long as the learning rate, so lower it to settle. The mean "
        "starts at 0, so the first step is 1/√(1 − ρ) times η.",
    ),
    reference="Tieleman and Hinton (2012), Lecture 6.5: RMSProp, Neural Networks for Machine "
    "Learning, Coursera",
    memory=("s",),
    init=start,
    update=rmsprop,
    is_compared=False,
    divides_by=root_of_squares,
    remembers=lambda rho, **_: rho,
    step_is_bounded=True,
    steps_fade=False,
    parameters=(
        Parameter(
            name="rho",
            label=QT_TRANSLATE_NOOP("core", "Memory of squares"),
            symbol="ρ",
            default=0.9,
            minimum=0.0,
            maximum=0.9999,
            slider_range=(0.0, 0.999),
            help=QT_TRANSLATE_NOOP(
                "core",
                "How much of the mean squared gradient is kept at each step: it looks back over "
                "about 1/(1 − ρ) steps.",
            ),
        ),
        EPSILON,
    ),
)
