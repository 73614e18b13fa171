"""The pinball (quantile) loss."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.parameters import Parameter
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 5


def pinball(raw: Array, y: Array, tau: float) -> tuple[Array, Array]:
    """Too low costs tau a unit, too high 1 - tau; and the subgradient (0 at the kink)."""
    e = y - raw
    return np.maximum(tau * e, (tau - 1.0) * e), (1.0 - tau) * (e < 0) - tau * (e > 0)


LOSS = Loss(
    name="pinball",
    label=QT_TRANSLATE_NOOP("core", "Pinball (quantile)"),
    task=Task.REGRESSION,
    link=Link.IDENTITY,
    expression="where(u >= 0, tau*u, (tau - 1)*u)",
    parts={"u": "y - yhat"},
    slope_at_kinks=0.0,
    description=QT_TRANSLATE_NOOP(
        "core",
        "For predicting a quantile: a prediction that is too low costs τ per unit, one that is "
        "too high 1 − τ, and the best constant prediction is the τ-quantile. τ = 0.5 is half the "
        "absolute error. It is the negative log-likelihood of asymmetric Laplace noise, up to "
        "scale and a constant.",
    ),
    reference="Koenker, Bassett (1978), Regression quantiles, Econometrica 46(1)",
    function=pinball,
    is_compared=False,
    estimates=QT_TRANSLATE_NOOP("core", "the τ-quantile"),
    parameters=(
        Parameter(
            name="tau",
            label=QT_TRANSLATE_NOOP("core", "Quantile"),
            symbol="τ",
            default=0.5,
            minimum=0.01,
            maximum=0.99,
            help=QT_TRANSLATE_NOOP(
                "core",
                "The share of targets that should lie below the prediction: 0.5 is the median, "
                "0.9 a value that only one target in ten exceeds.",
            ),
        ),
    ),
    is_convex=lambda **_: True,
    slope_bound=lambda tau: max(tau, 1.0 - tau),
    examples=(
        Example(raw=(1.0,), y=(3.0,), value=1.0, gradient=(-0.5,)),
        Example(raw=(1.0,), y=(3.0,), value=1.8, gradient=(-0.9,), hyperparameters={"tau": 0.9}),
        Example(raw=(3.0,), y=(1.0,), value=0.2, gradient=(0.1,), hyperparameters={"tau": 0.9}),
        Example(raw=(2.0,), y=(2.0,), value=0.0, gradient=(0.0,), hyperparameters={"tau": 0.9}),
    ),
)
