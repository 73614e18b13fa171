"""One and a half periods of a sine with noise."""

import numpy as np

from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 4


def truth(x: Array, noise: float) -> Array:
    """y = sin(3πx/2) at inputs (n, 1): (n,)."""
    return np.sin(1.5 * np.pi * x[:, 0])


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Inputs (n, 1) and targets (n,)."""
    x = draws.inputs.uniform(-1, 1, (n, 1))
    return x, truth(x, noise) + noise * draws.noise.standard_normal(n)


GENERATOR = Generator(
    name="sine",
    label=QT_TRANSLATE_NOOP("core", "Sine wave"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Points about one and a half periods of a sine. Polynomials of too low a degree miss it, "
        "of too high a degree they follow the noise: a place to see overfitting.",
    ),
    task=Task.REGRESSION,
    draw=draw,
    truth=truth,
    input_names=("x",),
    target_name="y",
    center=(0.0,),
    scale=(1.0,),
    default_noise=0.2,
    formula=r"y = \sin\left(\frac{3}{2} \pi x\right) + \sigma \varepsilon",
)
