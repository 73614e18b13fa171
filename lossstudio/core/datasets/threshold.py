"""Pass or fail against hours of study: two classes on one axis."""

import math

import numpy as np

from lossstudio.core.datasets.base import Array, Draws, Generator
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 6

HOURS = 6.0
PASS = 3.0


def truth(x: Array, noise: float) -> Array:
    """P(pass) = Φ((x − 3) / noise) at inputs (n, 1): (n,); a step where there is no noise."""
    margin = x[:, 0] - PASS
    if noise == 0:
        return (margin > 0).astype(np.float64)
    # Φ(t) = erfc(−t/√2) / 2 (Abramowitz and Stegun, 7.1.22); NumPy has no erfc.
    return np.array([0.5 * math.erfc(-m / noise / math.sqrt(2)) for m in margin.tolist()])


def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
    """Hours (n, 1) and classes (n,): 1 where the hours, plus luck, are more than 3."""
    x = draws.inputs.uniform(0, HOURS, (n, 1))
    passes = (x[:, 0] - PASS) + noise * draws.noise.standard_normal(n) > 0
    return x, passes.astype(np.float64)


GENERATOR = Generator(
    name="threshold",
    label=QT_TRANSLATE_NOOP("core", "Pass or fail"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "Hours of study, and whether the exam was passed: from 3 hours on, give or take luck. The "
        "noise is how much luck counts; without any, the two classes are separable.",
    ),
    task=Task.BINARY,
    draw=draw,
    truth=truth,
    input_names=(QT_TRANSLATE_NOOP("core", "hours of study"),),
    target_name=QT_TRANSLATE_NOOP("core", "result"),
    classes=(QT_TRANSLATE_NOOP("core", "fail"), QT_TRANSLATE_NOOP("core", "pass")),
    center=(PASS,),
    scale=(HOURS / 2,),
    input_minimum=0.0,
    default_noise=0.8,
    formula=r"\mathrm{pass} \iff x + \sigma \varepsilon > 3",
)
