"""The linear model: linear, logistic and softmax regression, depending on the loss."""

from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from lossstudio.core.models.base import (
    Array,
    Comment,
    Initializer,
    Inputs,
    Model,
    ModelKind,
    ParameterBlock,
    row_norms,
)
from lossstudio.core.models.initializations import INITIALIZATIONS
from lossstudio.core.symbols import sub
from lossstudio.core.text import QT_TRANSLATE_NOOP

ORDER = 1

_TALL = 2000
"""With more rows than this, reading the column of ones costs more than a second product does."""


class LinearModel(Model):
    """Raw scores z = Wᵀu + b of u = (x − center) / scale, or of the data's own numbers, u = x.

    Features are [u, 1], (n, d + 1), C-contiguous; without a bias they are u. theta (p,) holds the
    weights row by row and then the bias, so it is one (q, k) matrix and a pass is one product. A
    subclass with other features, of which there are `n_features`, says itself whether it
    standardises.
    """

    is_linear = True

    def __init__(
        self,
        inputs: Inputs,
        n_outputs: int,
        *,
        bias: bool,
        initialize: Initializer,
        n_features: int | None = None,
    ) -> None:
        self.inputs = inputs
        self.n_outputs = n_outputs
        self.bias = bias
        self.n_features = inputs.count if n_features is None else n_features
        own_features = type(self).features is not LinearModel.features or n_features is not None
        # Its features are u itself.
        self.standardizes = self._takes_u = not own_features and not inputs.are_standard
        self._initialize = initialize
        weights = ParameterBlock("weights", (self.n_features, n_outputs), is_weight=True)
        biases = ParameterBlock("bias", (n_outputs,), is_weight=False)
        self.layout: tuple[ParameterBlock, ...] = (weights, biases) if bias else (weights,)
        self._shape = (self.n_features + bias, n_outputs)
        self.n_parameters = self._shape[0] * n_outputs

    def init(self, rng: np.random.Generator) -> Array:
        """The starting parameters, (p,): weights by the initialisation, bias 0."""
        theta = np.zeros(self._shape)
        theta[: self.n_features] = self._initialize(rng, self.n_features, self.n_outputs)
        return theta.ravel()

    def features(self, x: Array) -> Array:
        """[u, 1] for inputs (n, d), (n, d + 1); `ValueError` for another shape."""
        x = self.inputs.standardized(x) if self.standardizes else self.inputs.checked(x)
        if not self.bias:
            return np.ascontiguousarray(x)
        features = np.ones((len(x), self._shape[0]))
        features[:, :-1] = x
        return features

    # Called at every step: a product each, and little else. `reshape` refuses a wrong size.

    def forward(self, theta: Array, features: Array) -> tuple[Array, Any]:
        """Raw scores (n, k); the cache is None."""
        matrix = theta.reshape(self._shape)
        raw: Array
        if self.bias and len(features) > _TALL:
            raw = features[:, :-1].dot(matrix[:-1])
            raw += matrix[-1]
        else:
            raw = features.dot(matrix)
        return raw, None

    def backward(self, theta: Array, features: Array, cache: Any, d_raw: Array) -> Array:
        """The gradient by theta, (p,): Φᵀ d_raw, row by row."""
        if self.bias and len(features) > _TALL:
            gradient = np.empty(self._shape)
            features[:, :-1].T.dot(d_raw, out=gradient[:-1])
            _ones(len(d_raw)).dot(d_raw, out=gradient[-1])
        else:
            gradient = features.T.dot(d_raw)
        return gradient.reshape(self.n_parameters)

    def gradient_norms(self, theta: Array, features: Array, cache: Any, d_raw: Array) -> Array:
        """The length of each example's own gradient, (n,).

        An example's gradient is the outer product φ dᵀ of its features and its row of `d_raw`, and
        the length of that is ‖φ‖·‖d‖.
        """
        return row_norms(features) * row_norms(d_raw)

    def predict_raw(self, theta: Array, x: Array) -> Array:
        """Raw scores (n, k) at inputs (n, d)."""
        return self.forward(theta, self.features(x))[0]

    def unpack(self, theta: Array) -> dict[str, Array]:
        """``weights`` (q, k) and, with a bias, ``bias`` (k,); views of theta."""
        matrix = theta.reshape(self._shape)
        weights = {"weights": matrix[: self.n_features]}
        return weights | {"bias": matrix[-1]} if self.bias else weights

    def in_data_units(self, theta: Array) -> dict[str, Array]:
        """The weights and the bias by name, copies; with one output without its axis.

        One output: weights (q,), or a plain number where there is one feature, and bias a plain
        number. Several: weights (q, k), bias (k,). Centring implies a constant term: it is ``bias``
        even where the model has none of its own.
        """
        blocks = self.unpack(theta.copy())
        if not self._takes_u:
            return self._squeezed(blocks)
        weights = blocks["weights"] / self.inputs.scale[:, None]
        shift = (self.inputs.center / self.inputs.scale).dot(blocks["weights"])
        converted = {"weights": weights}
        if self.bias:
            converted["bias"] = blocks["bias"] - shift
        elif self.inputs.center.any():
            converted["bias"] = -shift
        return self._squeezed(converted)

    def from_data_units(self, parameters: Array) -> Array:
        """theta (p,) of parameters (p,) in the data's units: weights·scale, b + wᵀcenter."""
        if not self._takes_u:
            return super().from_data_units(parameters)
        self.check_size(parameters)
        theta = np.array(parameters).reshape(self._shape)
        if self.bias:
            theta[-1] += self.inputs.center.dot(theta[:-1])
        theta[: self.n_features] *= self.inputs.scale[:, None]
        return theta.reshape(self.n_parameters)

    @cached_property
    def weight_units(self) -> Array:
        """1 / scale for the weights and 0 for the bias, (p,)."""
        if not self._takes_u:
            return super().weight_units
        factors = np.zeros(self._shape)
        factors[: self.n_features] = 1.0 / self.inputs.scale[:, None]
        return factors.reshape(self.n_parameters)

    def _squeezed(self, blocks: dict[str, Array]) -> dict[str, Array]:
        if self.n_outputs > 1:
            return blocks
        return {
            name: block.reshape(() if block.size == 1 else block.size)
            for name, block in blocks.items()
        }

    def parameter_symbol(self, index: int) -> str:
        """A short symbol for an entry of theta: w, w₂, b, w₁,₃."""
        j, k = divmod(index, self.n_outputs)
        letter = "b" if j == self.n_features else "w"
        several = self.n_features > 1 or self.n_outputs > 1
        indices = [j + 1] if letter == "w" and several else []
        indices += [k + 1] if self.n_outputs > 1 else []
        return letter + sub(*indices)

    @cached_property
    def feature_labels(self) -> tuple[str, ...]:
        """What each weight in the data's units multiplies: ``x``, or ``x₁``, ``x₂``, …"""
        return self.inputs.symbols


@lru_cache(maxsize=4)
def _ones(count: int) -> Array:
    return np.ones(count)


def build(
    inputs: Inputs, n_outputs: int, *, bias: bool, initialization: str, field: str = "", **_: object
) -> LinearModel:
    """A linear model; see `ModelKind`."""
    initialize = INITIALIZATIONS[initialization].function
    return LinearModel(inputs, n_outputs, bias=bias, initialize=initialize)


def comment(bias: bool, **_: object) -> Comment:
    """What a script says of it."""
    if bias:
        return "a weighted sum of the inputs plus a bias, whose input is always 1", {}
    return "a weighted sum of the inputs", {}


def formula_of_one_input(degree: int, bias: bool, standardizes: bool) -> str:
    r"""The formula where there is one input, and so one weight.

    >>> formula_of_one_input(1, True, False)
    'z = w x + b'
    >>> formula_of_one_input(1, False, True)
    '\\begin{array}{l} u = \\frac{x - c}{s} \\\\ z = w u \\end{array}'
    """
    line = f"z = w {'u' if standardizes else 'x'}{' + b' if bias else ''}"
    if not standardizes:
        return line
    return rf"\begin{{array}}{{l}} u = \frac{{x - c}}{{s}} \\ {line} \end{{array}}"


MODEL = ModelKind(
    name="linear",
    label=QT_TRANSLATE_NOOP("core", "Linear"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "A weighted sum of the inputs, plus a bias. With a regression loss this is linear "
        "regression; with a loss for two classes the sum is a score, and with cross-entropy it "
        "is logistic regression; with several classes there is a score for each, and with "
        "cross-entropy it is softmax regression.",
    ),
    formula=r"z = W^\top x + b",
    formula_without_bias=r"z = W^\top x",
    fields=("bias", "initialization"),
    build=build,
    formula_of_one_input=formula_of_one_input,
    comment=comment,
    compared={},
    starts_as_data_say=True,
    standardizes=False,
)
