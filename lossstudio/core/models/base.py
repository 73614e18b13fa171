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
    it (polynomials, networks): u = (x − center) / scale. `ValueError` where the two are not finite,
    not of one shape (d,), or a scale is not positive.
    """

    center: Array
    scale: Array

    def __post_init__(self) -> None:
        if self.center.ndim != 1 or self.center.shape != self.scale.shape:
            raise ValueError(
                f"center {self.center.shape} and scale {self.scale.shape} must have one shape (d,)"
            )
        if not (np.isfinite(self.center).all() and np.isfinite(self.scale).all()):
            raise ValueError("center and scale must be finite")
        if not (self.scale > 0).all():
            raise ValueError(f"every scale must be positive, not {self.scale}")

    @property
    def count(self) -> int:
        """How many inputs there are (d)."""
        return len(self.center)

    @property
    def are_standard(self) -> bool:
        """Center 0 and scale 1: standardising changes nothing."""
        return not self.center.any() and bool((self.scale == 1).all())

    def checked(self, x: Array) -> Array:
        """`x` as float64; `ValueError` where its shape is not (n, d)."""
        x = np.asarray(x, dtype=np.float64)
        if x.ndim != 2 or x.shape[1] != self.count:
            raise ValueError(f"inputs {x.shape} must have the shape (n, {self.count})")
        return x

    def standardized(self, x: Array) -> Array:
        """u = (x − center) / scale of inputs (n, d); a new C-contiguous array."""
        u: Array = np.array(self.checked(x), order="C")
        u -= self.center
        u /= self.scale
        return u


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
    has_kinks: bool
    """The slope of a raw score by the parameters jumps somewhere."""
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

    def gradient_norms(self, theta: Array, features: Array, cache: Any, d_raw: Array) -> Array:
        """The length of each example's own gradient by theta, (n,).

        That is the Euclidean norm of what `backward` would return for that example alone, found
        without making the n gradients.
        """
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


def row_norms(rows: Array) -> Array:
    """The Euclidean length of each row of (n, m), (n,), without overflow or underflow on the way.

    >>> row_norms(np.array([[3e200, 4e200], [0.0, 0.0]]))
    array([5.e+200, 0.e+000])
    """
    if rows.shape[1] == 1:
        return np.abs(rows[:, 0])
    largest = np.abs(rows).max(axis=1, initial=0.0)
    scale = np.where((largest > 0.0) & np.isfinite(largest), largest, 1.0)
    scaled = rows / scale[:, None]
    return np.asarray(scale * np.sqrt(np.einsum("ij,ij->i", scaled, scaled)))


def is_weight_mask(model: Model) -> NDArray[np.bool_]:
    """Which entries of theta are weights (penalised), (p,)."""
    return np.concatenate(
        [np.full(int(np.prod(block.shape)), block.is_weight) for block in model.layout]
    )


@dataclass(frozen=True)
class ModelKind:
    """A kind of model that a run may name.

    `fields` are the run's fields that it uses; the others mean nothing to it. `formula` and
    `formula_without_bias` are LaTeX, of the raw scores z.
    ``build(inputs, n_outputs, *, degree, bias, hidden_layers,
    activation, initialization, field="") -> Model`` takes every field of every kind, already
    checked one by one. It raises `InputError` where they do not fit these inputs; `field` is the
    path that stands before a field's name in the message, such as ``runs.0``.
    ``formula_of_one_input(degree, bias, standardizes) -> str``, where there is one, is plainer than
    those for many inputs.
    """

    name: str
    label: str
    description: str
    formula: str
    formula_without_bias: str
    fields: tuple[str, ...]
    build: Callable[..., Model]
    formula_of_one_input: Callable[[int, bool, bool], str] | None = None
