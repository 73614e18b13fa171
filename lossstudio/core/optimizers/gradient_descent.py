"""Gradient descent."""

from lossstudio.core.optimizers.base import Array, Mask, Optimizer, State
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 1


def start(n_parameters: int) -> State:
    """Nothing to remember."""
    return ()


def gradient_descent(
    gradient: Array, state: State, learning_rate: float, theta: Array, is_weight: Mask
) -> tuple[Array, State]:
    """Straight downhill, by the learning rate times the gradient."""
    return -learning_rate * gradient, ()


OPTIMIZER = Optimizer(
    name="gradient_descent",
    label=QT_TRANSLATE_NOOP("core", "Gradient descent"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "A step against the gradient, as long as the learning rate times the gradient. On "
        "mini-batches this is stochastic gradient descent (SGD).",
    ),
    reference="Cauchy (1847), Méthode générale pour la résolution des systèmes d'équations "
    "simultanées; on mini-batches Robbins and Monro (1951), A stochastic approximation method",
    init=start,
    update=gradient_descent,
    is_plain=True,
)
