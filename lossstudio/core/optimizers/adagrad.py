"""AdaGrad."""

import numpy as np

from lossstudio.core.optimizers.base import Array, Mask, Optimizer, State
from lossstudio.core.parameters import Parameter
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 4


def start(n_parameters: int) -> State:
    """The sum of squared gradients, 0."""
    return (np.zeros(n_parameters),)


def adagrad(
    gradient: Array,
    state: State,
    learning_rate: float,
    theta: Array,
    is_weight: Mask,
    epsilon: float,
) -> tuple[Array, State]:
    """Each parameter's step is divided by the root of the sum of its squared gradients."""
    (total,) = state
    total = total + gradient * gradient
    return -learning_rate * gradient / (np.sqrt(total) + epsilon), (total,)


def root_of_squares(state: State, epsilon: float, **_: float) -> Array:
    """What a step of this state divides by, (p,)."""
    return np.asarray(np.sqrt(state[0]) + epsilon)


OPTIMIZER = Optimizer(
    name="adagrad",
    label=QT_TRANSLATE_NOOP("core", "AdaGrad"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Each parameter has its own step length: the learning rate divided by the root of the sum "
        "G of its squared gradients so far (squares and roots are taken entry by entry). The first "
        "step is η in every direction; then η/√G only falls.",
    ),
    reference="Duchi, Hazan and Singer (2011), Adaptive subgradient methods for online learning "
    "and stochastic optimization, JMLR 12",
    memory=("G",),
    init=start,
    update=adagrad,
    is_compared=False,
    divides_by=root_of_squares,
    step_is_bounded=True,
    parameters=(
        # The paper leaves the constant open; this default only guards the division by zero.
        Parameter(
            name="epsilon",
            label=QT_TRANSLATE_NOOP("core", "Guard"),
            symbol="ε",
            default=1e-10,
            minimum=1e-16,
            maximum=1.0,
            slider_range=(1e-10, 0.1),
            scale="log",
            help=QT_TRANSLATE_NOOP(
                "core", "Guards the division by 0. Larger values shorten steps on small gradients."
            ),
        ),
    ),
)
