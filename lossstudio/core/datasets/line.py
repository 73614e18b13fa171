"""A straight line with noise."""

from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 1


def truth(x: Array, noise: float) -> Array:
    """y = 2x + 1 at inputs (n, 1): (n,)."""
    return 2 * x[:, 0] + 1


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Inputs (n, 1) and targets (n,)."""
    x = draws.inputs.uniform(-1, 1, (n, 1))
    return x, truth(x, noise) + noise * draws.noise.standard_normal(n)


GENERATOR = Generator(
    name="line",
    label=QT_TRANSLATE_NOOP("core", "Straight line"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Points about the line y = 2x + 1, with normal noise of the same spread everywhere: the "
        "case that suits the mean squared error best.",
    ),
    task=Task.REGRESSION,
    draw=draw,
    truth=truth,
    input_names=("x",),
    target_name="y",
    center=(0.0,),
    scale=(1.0,),
    default_noise=0.3,
    formula=r"y = 2x + 1 + \sigma \varepsilon",
)
