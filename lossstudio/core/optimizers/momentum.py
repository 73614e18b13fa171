"""Gradient descent with momentum."""

import numpy as np

from lossstudio.core.optimizers.base import Array, Mask, Optimizer, State
from lossstudio.core.parameters import Parameter
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 2

BETA = Parameter(
    name="beta",
    label=QT_TRANSLATE_NOOP("core", "Momentum"),
    symbol="β",
    default=0.9,
    minimum=0.0,
    maximum=0.9999,
    slider_range=(0.0, 0.99),
    help=QT_TRANSLATE_NOOP(
        "core",
        "How much of the velocity is kept at each step. With 0 this is gradient descent; along a "
        "constant gradient the steps grow to 1/(1 − β) times its own.",
    ),
)


def start(n_parameters: int) -> State:
    """The velocity 0."""
    return (np.zeros(n_parameters),)


def momentum(
    gradient: Array,
    state: State,
    learning_rate: float,
    theta: Array,
    is_weight: Mask,
    beta: float,
) -> tuple[Array, State]:
    """The velocity decays by beta and takes up the gradient; the step goes against it."""
    (velocity,) = state
    velocity = beta * velocity + gradient
    return -learning_rate * velocity, (velocity,)


OPTIMIZER = Optimizer(
    name="momentum",
    label=QT_TRANSLATE_NOOP("core", "Momentum"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "A heavy ball: the velocity v is a decaying sum of all gradients so far, so that steps "
        "add up along a valley and cancel across it. The gradient enters v with its full weight, "
        "not with 1 − β, so the same learning rate makes longer steps than in gradient descent.",
    ),
    reference="Polyak (1964), Some methods of speeding up the convergence of iteration methods, "
    "USSR Comput. Math. Math. Phys. 4(5)",
    memory=("v",),
    init=start,
    update=momentum,
    stable_below=lambda beta: 2.0 * (1.0 + beta),
    parameters=(BETA,),
)
