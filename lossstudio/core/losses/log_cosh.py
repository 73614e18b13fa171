"""The log-cosh loss."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 4


def log_cosh(raw: Array, y: Array) -> tuple[Array, Array]:
    """The logarithm of the hyperbolic cosine of the residual, and its gradient."""
    r = raw - y
    # cosh r = 1 + 2 sinh²(r/2) keeps tiny residuals. From |r| = 20 on, the rest is linear.
    near = np.minimum(np.abs(r), 20.0)
    return np.log1p(2.0 * np.sinh(near / 2.0) ** 2) + (np.abs(r) - near), np.tanh(r)


def log_cosh_curvature(raw: Array, y: Array) -> Array:
    """1 / cosh²(r) = 1 − tanh²(r), computed without overflow or cancellation."""
    e = np.exp(-2.0 * np.abs(raw - y))
    return np.asarray(4.0 * e / (1.0 + e) ** 2)


LOSS = Loss(
    name="log_cosh",
    label=QT_TRANSLATE_NOOP("core", "Log-cosh"),
    task=Task.REGRESSION,
    link=Link.IDENTITY,
    expression="log(cosh(r))",
    description=QT_TRANSLATE_NOOP(
        "core",
        "About r²/2 near zero and |r| − log 2 far from it: like Huber, but with a second "
        "derivative everywhere, and without a threshold to choose. An outlier pulls with a force "
        "of at most 1.",
    ),
    reference="Saleh, Saleh (2022), Statistical properties of the log-cosh loss function used in "
    "machine learning, arXiv:2208.04564",
    function=log_cosh,
    is_compared=False,
    curvature=log_cosh_curvature,
    estimates=QT_TRANSLATE_NOOP("core", "a compromise between the mean and the median"),
    is_convex=lambda **_: True,
    slope_bound=lambda **_: 1.0,
    curvature_bound=lambda **_: 1.0,
    examples=(
        # cosh(log 2) = (2 + 1/2) / 2 = 5/4 and tanh(log 2) = (2 − 1/2) / (2 + 1/2) = 3/5.
        Example(raw=(0.6931471805599453,), y=(0.0,), value=0.22314355131420976, gradient=(0.6,)),
        # cosh(log 3) = (3 + 1/3) / 2 = 5/3 and tanh(log 3) = (3 − 1/3) / (3 + 1/3) = 4/5.
        Example(raw=(-1.0986122886681098,), y=(0.0,), value=0.5108256237659907, gradient=(-0.8,)),
        # 1000 − log 2.
        Example(raw=(1000.0,), y=(0.0,), value=999.3068528194401, gradient=(1.0,)),
        Example(raw=(1e-8,), y=(0.0,), value=5e-17, gradient=(1e-8,)),
    ),
)
