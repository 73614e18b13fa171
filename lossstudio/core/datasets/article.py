"""The data of the article that LossStudio grew from, number for number."""

import numpy as np

from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 2


def truth(x: Array, noise: float) -> Array:
    """y = 3x at inputs (n, 1): (n,). What is generated before the noise is added."""
    return 3 * x[:, 0]


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Inputs (n, 1) and targets (n,): ``rand(n, 1)``, then ``3 * X + rand(n, 1)``."""
    x = draws.legacy.rand(n, 1)
    return x, truth(x, noise) + noise * draws.legacy.rand(n, 1)[:, 0]


def initial_weights(seed: int, n_samples: int, n_weights: int) -> Array:
    """The starting weights (n_weights,): what ``rand`` gives next, after the data."""
    legacy = np.random.RandomState(seed)
    legacy.rand(2 * n_samples)
    return legacy.rand(n_weights)


GENERATOR = Generator(
    name="article",
    label=QT_TRANSLATE_NOOP("core", "The article's example"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "y = 3x plus noise that is uniform on [0, 1), so its mean is 0.5 and not zero. A line "
        "without a bias makes up for that with its slope: about 3.8 instead of 3.",
    ),
    task=Task.REGRESSION,
    draw=draw,
    truth=truth,
    input_names=("x",),
    target_name="y",
    center=(0.5,),
    scale=(0.5,),
    default_noise=1.0,
    formula=r"y = 3x + \sigma u, \quad u \sim U[0, 1)",
    initial_weights=initial_weights,
)
