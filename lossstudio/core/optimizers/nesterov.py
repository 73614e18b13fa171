"""Nesterov's momentum."""

import numpy as np

from lossstudio.core.optimizers.base import Array, Mask, Optimizer, State
from lossstudio.core.optimizers.momentum import BETA
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 3


def start(n_parameters: int) -> State:
    """The velocity 0."""
    return (np.zeros(n_parameters),)


def nesterov(
    gradient: Array,
    state: State,
    learning_rate: float,
    theta: Array,
    is_weight: Mask,
    beta: float,
) -> tuple[Array, State]:
    """As momentum, but the step goes where the new velocity will carry it next.

    theta is the point looked ahead to, so that the gradient is the one at theta itself: the change
    of variable of Bengio, Boulanger-Lewandowski and Pascanu (2013), with the learning rate outside
    the velocity.
    """
    (velocity,) = state
    velocity = beta * velocity + gradient
    return -learning_rate * (gradient + beta * velocity), (velocity,)


OPTIMIZER = Optimizer(
    name="nesterov",
    label=QT_TRANSLATE_NOOP("core", "Nesterov momentum"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Momentum that looks ahead: the gradient is taken where the velocity is about to lead, so "
        "it brakes earlier and swings less. The parameters shown are that point ahead, so the "
        "gradient is the one at the point shown.",
    ),
    reference="Nesterov (1983), A method of solving a convex programming problem with convergence "
    "rate O(1/k²); Sutskever, Martens, Dahl and Hinton (2013), On the importance of initialization "
    "and momentum in deep learning, ICML",
    memory=("v",),
    init=start,
    update=nesterov,
    is_compared=False,
    stable_below=lambda beta: 2.0 * (1.0 + beta) / (1.0 + 2.0 * beta),
    parameters=(BETA,),
)
