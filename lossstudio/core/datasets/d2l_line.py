"""The synthetic data of "Dive into Deep Learning": a line over two inputs, with little noise."""

from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.datasets.plane import INPUT_NAMES
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 3


def truth(x: Array, noise: float) -> Array:
    """y = 2x₁ − 3.4x₂ + 4.2 at inputs (n, 2): (n,)."""
    return 2 * x[:, 0] - 3.4 * x[:, 1] + 4.2


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Inputs (n, 2), standard normal, and targets (n,)."""
    x = draws.inputs.standard_normal((n, 2))
    return x, truth(x, noise) + noise * draws.noise.standard_normal(n)


GENERATOR = Generator(
    name="d2l_line",
    label=QT_TRANSLATE_NOOP("core", "Two inputs, after d2l"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "y = 2x₁ − 3.4x₂ + 4.2 with standard normal inputs and normal noise of 0.01: the synthetic "
        "data of “Dive into Deep Learning”. Training should recover the numbers that they were "
        "made with.",
    ),
    task=Task.REGRESSION,
    draw=draw,
    truth=truth,
    input_names=INPUT_NAMES,
    target_name="y",
    center=(0.0, 0.0),
    scale=(1.0, 1.0),
    default_noise=0.01,
    formula=r"y = 2x_1 - 3.4x_2 + 4.2 + \sigma \varepsilon, \quad x_j \sim N(0, 1)",
    reference="Zhang, Lipton, Li and Smola, Dive into Deep Learning (动手学深度学习), "
    "sections 3.2 and 3.3, d2l.ai",
)
