"""A parabola with noise."""

from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 3


def truth(x: Array, noise: float) -> Array:
    """y = 2x² + x − 1 at inputs (n, 1): (n,)."""
    u = x[:, 0]
    return 2 * u**2 + u - 1


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Inputs (n, 1) and targets (n,)."""
    x = draws.inputs.uniform(-1, 1, (n, 1))
    return x, truth(x, noise) + noise * draws.noise.standard_normal(n)


GENERATOR = Generator(
    name="quadratic",
    label=QT_TRANSLATE_NOOP("core", "Parabola"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Points about the parabola y = 2x² + x − 1. A straight line cannot follow it however long "
        "it learns; a polynomial of degree 2 can.",
    ),
    task=Task.REGRESSION,
    draw=draw,
    truth=truth,
    input_names=("x",),
    target_name="y",
    center=(0.0,),
    scale=(1.0,),
    default_noise=0.2,
    formula=r"y = 2x^2 + x - 1 + \sigma \varepsilon",
)
