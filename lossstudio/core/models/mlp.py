"""The multilayer perceptron: a small network of dense layers, by backpropagation."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from lossstudio.core.models.activations import ACTIVATIONS, Activation
from lossstudio.core.models.base import (
    Array,
    Comment,
    Initializer,
    Inputs,
    Model,
    ModelKind,
    ParameterBlock,
    is_weight_mask,
    row_norms,
)
from lossstudio.core.models.initializations import INITIALIZATIONS
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

ORDER = 3


class NetworkModel(Model):
    """Dense layers on standardised inputs: h₀ = u, hₗ = φ(Wₗᵀhₗ₋₁ + bₗ), z = W_Lᵀh_{L−1} + b_L.

    theta (p,) holds weights_1, bias_1, …, weights_L, bias_L; weights are (fan_in, fan_out). The
    features are u = (x − center) / scale, (n, d). `ValueError` for a layer without units.
    """

    activation: Activation

    def __init__(
        self,
        inputs: Inputs,
        n_outputs: int,
        *,
        hidden_layers: Sequence[int],
        activation: Activation,
        bias: bool,
        initialize: Initializer,
    ) -> None:
        if any(units < 1 for units in hidden_layers):
            raise ValueError(f"every layer needs at least 1 unit: {tuple(hidden_layers)}")
        self.inputs = inputs
        self.n_outputs = n_outputs
        self.hidden_layers = tuple(hidden_layers)
        self.activation = activation
        self.has_kinks = bool(hidden_layers) and activation.has_kink
        self.bias = bias
        self.standardizes = not inputs.are_standard
        self._initialize = initialize
        sizes = (inputs.count, *hidden_layers, n_outputs)
        self._shapes = list(pairwise(sizes))
        layout: list[ParameterBlock] = []
        self._slices: list[tuple[slice, slice]] = []
        start = 0
        for number, (fan_in, fan_out) in enumerate(self._shapes, start=1):
            layout.append(ParameterBlock(f"weights_{number}", (fan_in, fan_out), is_weight=True))
            weights = slice(start, start + fan_in * fan_out)
            biases = slice(weights.stop, weights.stop + (fan_out if bias else 0))
            if bias:
                layout.append(ParameterBlock(f"bias_{number}", (fan_out,), is_weight=False))
            self._slices.append((weights, biases))
            start = biases.stop
        self.layout: tuple[ParameterBlock, ...] = tuple(layout)
        self.n_parameters = start

    def init(self, rng: np.random.Generator) -> Array:
        """The starting parameters, (p,): each layer's weights by the initialisation, biases 0."""
        theta = np.zeros(self.n_parameters)
        for (weights, _), (fan_in, fan_out) in zip(self._slices, self._shapes, strict=True):
            theta[weights] = self._initialize(rng, fan_in, fan_out).ravel()
        return theta

    def features(self, x: Array) -> Array:
        """u = (x − center) / scale for inputs (n, d), C-contiguous; `ValueError` for another shape.

        Where center is 0 and scale 1 it is x itself, not a copy.
        """
        if not self.standardizes:
            return np.ascontiguousarray(self.inputs.checked(x))
        return self.inputs.standardized(x)

    def forward(self, theta: Array, features: Array) -> tuple[Array, Any]:
        """Raw scores (n, k), and what enters each layer, (n, fan_in) each, as the cache."""
        self.check_size(theta)
        entering = [features]
        last = len(self._shapes) - 1
        for layer, (weights, biases) in enumerate(self._slices):
            z: Array = entering[-1].dot(theta[weights].reshape(self._shapes[layer]))
            if self.bias:
                z += theta[biases]
            if layer < last:
                entering.append(self.activation.function(z))
        return z, entering

    def backward(self, theta: Array, features: Array, cache: Any, d_raw: Array) -> Array:
        """The gradient by theta, (p,), by backpropagation from `d_raw` (n, k)."""
        gradient = np.empty(self.n_parameters)
        d_z = d_raw
        for layer in range(len(self._shapes) - 1, -1, -1):
            weights, biases = self._slices[layer]
            np.dot(cache[layer].T, d_z, out=gradient[weights].reshape(self._shapes[layer]))
            if self.bias:
                np.add.reduce(d_z, axis=0, out=gradient[biases])
            if layer > 0:
                d_z = self._back_through(theta, layer, cache, d_z)
        return gradient

    def gradient_norms(self, theta: Array, features: Array, cache: Any, d_raw: Array) -> Array:
        """The length of each example's own gradient, (n,), from one backward pass.

        In each layer an example's gradient is the outer product of what enters, h, and δ = dℓ/dz,
        whose length is ‖h‖·‖δ‖; with biases h has a 1 more. Goodfellow (2015), Efficient
        per-example gradient computations, arXiv:1510.01799.
        """
        norms = np.zeros(len(d_raw))
        d_z = d_raw
        for layer in range(len(self._shapes) - 1, -1, -1):
            entering = row_norms(cache[layer])
            if self.bias:
                entering = np.hypot(entering, 1.0)
            norms = np.hypot(norms, entering * row_norms(d_z))
            if layer > 0:
                d_z = self._back_through(theta, layer, cache, d_z)
        return norms

    def _back_through(self, theta: Array, layer: int, cache: Any, d_z: Array) -> Array:
        """The gradient by the sums of the layer before, from `d_z` by those of `layer`."""
        weights, _ = self._slices[layer]
        d_output: Array = d_z.dot(theta[weights].reshape(self._shapes[layer]).T)
        d_output *= self.activation.slope(cache[layer])
        return d_output

    def hidden_outputs(self, theta: Array, features: Array) -> list[Array]:
        """What each hidden layer outputs, (n, units) each, at `features` (n, d)."""
        _, entering = self.forward(theta, features)
        return list(entering[1:])

    def predict_raw(self, theta: Array, x: Array) -> Array:
        """Raw scores (n, k) at inputs (n, d)."""
        return self.forward(theta, self.features(x))[0]

    def unpack(self, theta: Array) -> dict[str, Array]:
        """``weights_1`` (d, units), ``bias_1`` (units,), …; views of theta."""
        self.check_size(theta)
        blocks = {}
        for number, (weights, biases) in enumerate(self._slices, start=1):
            blocks[f"weights_{number}"] = theta[weights].reshape(self._shapes[number - 1])
            if self.bias:
                blocks[f"bias_{number}"] = theta[biases]
        return blocks

    def in_data_units(self, theta: Array) -> dict[str, Array]:
        """The blocks by name, copies, the first layer's so that they act on x itself.

        W₁ / scale and b₁ − W₁ᵀ(center / scale). Centring implies a ``bias_1`` even where the model
        has no biases of its own.
        """
        blocks = self.unpack(theta.copy())
        if not self.standardizes:
            return blocks
        first = blocks["weights_1"]
        shift = (self.inputs.center / self.inputs.scale).dot(first)
        converted = {"weights_1": first / self.inputs.scale[:, None]}
        if self.bias:
            converted["bias_1"] = blocks["bias_1"] - shift
        elif self.inputs.center.any():
            converted["bias_1"] = -shift
        return converted | {name: block for name, block in blocks.items() if name not in converted}

    def from_data_units(self, parameters: Array) -> Array:
        """theta (p,) of parameters (p,) in the data's units: another first layer, W₁·scale and
        b₁ + W₁ᵀcenter."""
        self.check_size(parameters)
        theta = np.array(parameters)
        if not self.standardizes:
            return theta
        weights, biases = self._slices[0]
        first = theta[weights].reshape(self._shapes[0])
        if self.bias:
            theta[biases] += self.inputs.center.dot(first)
        first *= self.inputs.scale[:, None]
        return theta

    @cached_property
    def weight_units(self) -> Array:
        """1 / scale for the first layer's weights, 1 for others, 0 for biases, (p,)."""
        factors = is_weight_mask(self).astype(np.float64)
        if self.standardizes:
            first = factors[self._slices[0][0]].reshape(self._shapes[0])
            first /= self.inputs.scale[:, None]
        return factors


def build(
    inputs: Inputs,
    n_outputs: int,
    *,
    bias: bool,
    hidden_layers: Sequence[int],
    activation: str,
    initialization: str,
    field: str = "",
    **_: object,
) -> NetworkModel:
    """A network; see `ModelKind`."""
    return NetworkModel(
        inputs,
        n_outputs,
        hidden_layers=hidden_layers,
        activation=ACTIVATIONS[activation],
        bias=bias,
        initialize=INITIALIZATIONS[initialization].function,
    )


def short(**_: object) -> Message:
    """A name for tables."""
    return Message(QT_TRANSLATE_NOOP("core", "Network"))


def details(hidden_layers: Sequence[int], activation: str, **_: object) -> tuple[str, ...]:
    """Its layers and their activation, for tables."""
    return "–".join(str(units) for units in hidden_layers), activation


def comment(hidden_layers: Sequence[int], activation: str, **_: object) -> Comment:
    """What a script says of it."""
    if not hidden_layers:
        return "a network without a hidden layer", {}
    values = {"layers": " + ".join(map(str, hidden_layers)), "activation": activation}
    return "a network with {layers} hidden units ({activation})", values


MODEL = ModelKind(
    name="mlp",
    label=QT_TRANSLATE_NOOP("core", "Neural network"),
    description=QT_TRANSLATE_NOOP(
        "core",
        "A multilayer perceptron: each hidden layer takes weighted sums of the layer before, "
        "adds biases and passes them through the activation φ; the output is a weighted sum of "
        "the last hidden layer, plus a bias. Its cost is in general not convex. The inputs are "
        "first centred by c and divided by s.",
    ),
    formula=r"\begin{array}{l} h_0 = \frac{x - c}{s} \\ "
    r"h_l = \varphi\left(W_l^\top h_{l-1} + b_l\right) \\ "
    r"z = W_L^\top h_{L-1} + b_L \end{array}",
    formula_without_bias=r"\begin{array}{l} h_0 = \frac{x - c}{s} \\ "
    r"h_l = \varphi\left(W_l^\top h_{l-1}\right) \\ "
    r"z = W_L^\top h_{L-1} \end{array}",
    fields=("hidden_layers", "activation", "initialization", "bias"),
    build=build,
    short=short,
    details=details,
    comment=comment,
    compared={},
    has_units=True,
)
