"""The Cauchy loss."""

import numpy as np

from lossstudio.core.losses.base import Array, Example, Loss
from lossstudio.core.parameters import Parameter
from lossstudio.core.tasks import Link, Task


def cauchy(raw: Array, y: Array, scale: float) -> tuple[Array, Array]:
    """Half the squared residual near 0, far out only its logarithm; and the gradient."""
    r = raw - y
    # Residuals in units of the scale.
    square = (r / scale) ** 2
    return 0.5 * scale**2 * np.log1p(square), r / (1.0 + square)


def cauchy_curvature(raw: Array, y: Array, scale: float) -> Array:
    """(1 − u²) / (1 + u²)², with u = r / c; negative where |r| is larger than c."""
    square = ((raw - y) / scale) ** 2
    return np.asarray((1.0 - square) / (1.0 + square) / (1.0 + square))


LOSS = Loss(
    name="cauchy",
    label="Cauchy (Lorentzian)",
    short="Cauchy",
    task=Task.REGRESSION,
    link=Link.IDENTITY,
    expression="scale**2/2*log(1 + (r/scale)**2)",
    description="The negative log-likelihood of Cauchy noise, up to scale and a constant: squared "
    "near zero, a logarithm far out. Beyond c an outlier pulls the less, the farther out it is.",
    reference="Black, Rangarajan (1996), On the unification of line processes, outlier rejection, "
    "and robust statistics with applications in early vision, Int. J. Computer Vision 19(1)",
    function=cauchy,
    curvature=cauchy_curvature,
    estimates="where most of the targets lie close together",
    parameters=(
        Parameter(
            name="scale",
            label="Scale of the residuals",
            symbol="c",
            default=1.0,
            minimum=0.1,
            maximum=100.0,
            slider_range=(0.1, 10.0),
            scale="log",
            help="Residuals well below c count squared; beyond c they pull ever less.",
        ),
    ),
    is_subquadratic=lambda **_: True,
    slope_bound=lambda scale: 0.5 * scale,
    curvature_bound=lambda **_: 1.0,
    examples=(
        # u = 2: log 5 / 2, and 2 / 5.
        Example(raw=(3.0,), y=(1.0,), value=0.8047189562170503, gradient=(0.4,)),
        # u = −1: 2 log 2, and −2 / 2.
        Example(
            raw=(-2.0,),
            y=(0.0,),
            value=1.3862943611198906,
            gradient=(-1.0,),
            hyperparameters={"scale": 2.0},
        ),
        Example(raw=(2.0,), y=(2.0,), value=0.0, gradient=(0.0,)),
    ),
)

WORDS = {
    "zh_CN": {
        "Cauchy (Lorentzian)": "柯西（洛伦兹）损失",
        "Cauchy": "柯西",
        "The negative log-likelihood of Cauchy noise, up to scale and a constant: squared near "
        "zero, a logarithm far out. Beyond c an outlier pulls the less, the farther out it is.": (
            "柯西噪声的负对数似然（相差一个倍数和常数）：在零附近是平方，远处是对数。"
            "超过 c 之后，离群点越远，拉力越小。"
        ),
        "where most of the targets lie close together": "大多数目标值密集的地方",
        "Scale of the residuals": "残差的尺度",
        "Residuals well below c count squared; beyond c they pull ever less.": (
            "远小于 c 的残差按平方计，超过 c 后拉力越来越小。"
        ),
        "Half the squared residual near 0, far out only its logarithm; and the gradient.": (
            "0 附近是残差平方的一半，远处只是它的对数；以及梯度。"
        ),
        "Residuals in units of the scale.": "以尺度为单位的残差。",
    }
}
