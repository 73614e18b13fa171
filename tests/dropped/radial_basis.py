"""Radial basis functions whose centres are trained too."""

from typing import Any

import numpy as np

from lossstudio.core.models.base import (
    Array,
    Exported,
    Initializer,
    Inputs,
    Model,
    ModelKind,
    ParameterBlock,
)
from lossstudio.core.models.initializations import INITIALIZATIONS
from lossstudio.core.parameters import Parameter
from lossstudio.core.text import Message


def bumps_forward(theta: Array, u: Array, count: int, width: float) -> tuple[Array, Any]:
    """The scores, and the height of each bump at each sample."""
    centers = theta[: count * u.shape[1]].reshape(count, u.shape[1])
    weights = theta[count * u.shape[1] :].reshape(count + 1, -1)
    away = u[:, None, :] - centers
    heights = np.exp(-0.5 * (away * away).sum(axis=2) / width**2)
    return heights @ weights[:-1] + weights[-1], (away, heights)


def bumps_backward(
    theta: Array, u: Array, cache: Any, slope: Array, count: int, width: float
) -> Array:
    """The gradient by the centres, the weights and the bias."""
    away, heights = cache
    weights = theta[count * u.shape[1] :].reshape(count + 1, -1)
    # A bump moves with its centre: its height grows by the height times away / width².
    by_height = slope @ weights[:-1].T * heights / width**2
    centers = (by_height[:, :, None] * away).sum(axis=0)
    return np.concatenate([centers.ravel(), (heights.T @ slope).ravel(), slope.sum(axis=0)])


class RadialBasis(Model):
    """z = Σ w exp(−‖u − c‖² / 2s²) + b, with centres c that are parameters too."""

    def __init__(
        self, inputs: Inputs, n_outputs: int, count: int, width: float, initialize: Initializer
    ) -> None:
        self.inputs, self.n_outputs = inputs, n_outputs
        self.count, self.width = count, width
        self.standardizes = not inputs.are_standard
        self._initialize = initialize
        self.layout = (
            ParameterBlock("centers", (count, inputs.count), is_weight=False, symbol="c"),
            ParameterBlock("weights", (count, n_outputs), is_weight=True, symbol="w"),
            ParameterBlock("bias", (n_outputs,), is_weight=False),
        )
        self.n_parameters = count * inputs.count + (count + 1) * n_outputs

    def init(self, rng: np.random.Generator) -> Array:
        centers = rng.uniform(-1.5, 1.5, self.count * self.inputs.count)
        weights = self._initialize(rng, self.count, self.n_outputs)
        return np.concatenate([centers, weights.ravel(), np.zeros(self.n_outputs)])

    def features(self, x: Array) -> Array:
        return self.inputs.standardized(x) if self.standardizes else self.inputs.checked(x)

    def forward(self, theta: Array, features: Array) -> tuple[Array, Any]:
        self.check_size(theta)
        return bumps_forward(theta, features, self.count, self.width)

    def backward(self, theta: Array, features: Array, cache: Any, d_raw: Array) -> Array:
        return bumps_backward(theta, features, cache, d_raw, self.count, self.width)

    def in_data_units(self, theta: Array) -> dict[str, Array]:
        blocks = self.unpack(theta.copy())
        blocks["centers"] = blocks["centers"] * self.inputs.scale + self.inputs.center
        return blocks

    def exported(self) -> Exported:
        values = {"count": self.count, "width": self.width}
        return Exported(bumps_forward, bumps_backward, values=values)


def build(
    inputs: Inputs,
    n_outputs: int,
    *,
    initialization: str,
    count: int,
    width: float,
    field: str = "",
) -> RadialBasis:
    """Bumps on the standardised inputs."""
    initialize = INITIALIZATIONS[initialization].function
    return RadialBasis(inputs, n_outputs, int(count), width, initialize)


MODEL = ModelKind(
    name="radial_basis",
    label="Radial basis functions",
    description="A sum of bumps, each with a centre c and a weight, plus a bias. The inputs are "
    "first centred and divided by their spread.",
    formula=r"z = b + \sum_j w_j e^{-\|u - c_j\|^2 / 2 s^2}",
    build=build,
    fields=("initialization",),
    short=lambda count, **_: Message("{count} bumps", {"count": count}),
    comment=lambda count, **_: ("a sum of {count} bumps", {"count": count}),
    parameters=(
        Parameter(
            name="count",
            label="Bumps",
            symbol="m",
            default=5,
            minimum=1,
            maximum=20,
            integer=True,
            help="How many bumps there are. Restarts the run.",
        ),
        Parameter(
            name="width",
            label="Width of a bump",
            symbol="s",
            default=0.5,
            minimum=0.01,
            maximum=10.0,
            slider_range=(0.1, 3.0),
            scale="log",
            help="How far a bump reaches.",
        ),
    ),
    live=("width",),
)

WORDS = {
    "zh_CN": {
        "Radial basis functions": "径向基函数",
        "A sum of bumps, each with a centre c and a weight, plus a bias. The inputs are first "
        "centred and divided by their spread.": (
            "若干个鼓包之和，每个鼓包有中心 c 和权重，再加偏置。输入先平移并除以其离散程度。"
        ),
        "{count} bumps": "{count} 个鼓包",
        "a sum of {count} bumps": "{count} 个鼓包之和",
        "Bumps": "鼓包数",
        "How many bumps there are. Restarts the run.": "有多少个鼓包。会重新开始运行。",
        "Width of a bump": "鼓包宽度",
        "How far a bump reaches.": "鼓包的作用范围有多大。",
        "The scores, and the height of each bump at each sample.": (
            "得分，以及每个鼓包在每个样本处的高度。"
        ),
        "The gradient by the centres, the weights and the bias.": "对中心、权重和偏置的梯度。",
        "A bump moves with its centre: its height grows by the height times away / width².": (
            "鼓包随中心移动：高度的变化率是高度乘 away / width²。"
        ),
    }
}
