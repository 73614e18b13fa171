"""A straight line whose noise grows with x."""

from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 5


def truth(x: Array, noise: float) -> Array:
    """y = 2x + 1 at inputs (n, 1): (n,)."""
    return 2 * x[:, 0] + 1


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Inputs (n, 1) and targets (n,); the noise's standard deviation is ``noise * (1 + x)``."""
    x = draws.inputs.uniform(-1, 1, (n, 1))
    spread = 1 + x[:, 0]
    return x, truth(x, noise) + noise * spread * draws.noise.standard_normal(n)


GENERATOR = Generator(
    name="heteroscedastic",
    label=QT_TRANSLATE_NOOP("core", "Growing noise"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Points about the line y = 2x + 1 with noise that grows from left to right "
        "(heteroscedastic). The quantiles fan out: the pinball loss finds each of them.",
    ),
    task=Task.REGRESSION,
    draw=draw,
    truth=truth,
    input_names=("x",),
    target_name="y",
    center=(0.0,),
    scale=(1.0,),
    default_noise=0.5,
    formula=r"y = 2x + 1 + \sigma (1 + x) \varepsilon",
)
