"""What a model is: a function from inputs and a flat parameter vector to raw scores."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Initializer = Callable[[np.random.Generator, int, int], Array]
"""``initializer(rng, fan_in, fan_out) -> (fan_in, fan_out)`` weights."""


@dataclass(frozen=True)
class ParameterBlock:
    """A named part of the flat parameter vector. Weights are penalised, biases are not."""

    name: str
    shape: tuple[int, ...]
    is_weight: bool


@dataclass(frozen=True)
class Inputs:
    """What a model knows of its inputs before it sees them.

    `center` and `scale`, both (d,), turn inputs into numbers of order 1 for the models that need
    it (polynomials, networks): u = (x − center) / scale.
    """

    center: Array
    scale: Array

    @property
    def count(self) -> int:
        """How many inputs there are (d)."""
        return len(self.center)


class Model(Protocol):
    """A model with all its sizes fixed. Parameters are one flat float64 vector theta, (p,).

    `features` is done once a data set, `forward` and `backward` at every step; the cache that
    `forward` returns belongs to `backward` alone.
    """

    layout: tuple[ParameterBlock, ...]
    n_parameters: int
    n_outputs: int
    is_linear: bool
    """Raw scores are linear in the parameters."""
    standardizes: bool
    """The features are made from standardised inputs, not from the data's own numbers."""

    def init(self, rng: np.random.Generator) -> Array:
        """The starting parameters, (p,): weights by the initialisation, biases 0."""
        ...

    def features(self, x: Array) -> Array:
        """What the model computes from inputs (n, d) once: (n, q)."""
        ...

    def forward(self, theta: Array, features: Array) -> tuple[Array, Any]:
        """Raw scores (n, k), and a cache for `backward`."""
        ...

    def backward(self, theta: Array, features: Array, cache: Any, d_raw: Array) -> Array:
        """The gradient by theta, (p,), of a sum over examples whose gradient by raw is `d_raw`."""
        ...

    def predict_raw(self, theta: Array, x: Array) -> Array:
        """Raw scores (n, k) at inputs (n, d)."""
        ...

    def unpack(self, theta: Array) -> dict[str, Array]:
        """The blocks of theta by name, each in its shape (views)."""
        ...

    def in_data_units(self, theta: Array) -> dict[str, Array]:
        """The parameters by name as they act on the data's own numbers, without standardisation."""
        ...


def is_weight_mask(model: Model) -> NDArray[np.bool_]:
    """Which entries of theta are weights (penalised), (p,)."""
    return np.concatenate(
        [np.full(int(np.prod(block.shape)), block.is_weight) for block in model.layout]
    )
