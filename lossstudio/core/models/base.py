"""What a model is: a function from inputs and a flat parameter vector to raw scores."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.features import Features
from lossstudio.core.models.activations import Activation
from lossstudio.core.parameters import Parameter, check_parameters
from lossstudio.core.symbols import input_symbols, sub
from lossstudio.core.text import Message

Array = NDArray[np.float64]
Comment = tuple[str, Mapping[str, object]]
"""A text with ``{name}`` fields, and their values."""
Initializer = Callable[[np.random.Generator, int, int], Array]
"""``initializer(rng, fan_in, fan_out) -> (fan_in, fan_out)`` weights."""


_HALF_OF_ALL = np.finfo(np.float64).max / 2.0


@dataclass(frozen=True)
class ParameterBlock:
    """A named part of the flat parameter vector. Weights are penalised, biases are not."""

    name: str
    shape: tuple[int, ...]
    is_weight: bool
    symbol: str = ""

    @property
    def letter(self) -> str:
        """Its short symbol: `symbol`, or W₂ for ``weights_2``."""
        kind, _, number = self.name.partition("_")
        usual = {"weights": "W", "bias": "b"}.get(kind, kind)
        return self.symbol or usual + (sub(int(number)) if number.isdigit() else "")


@dataclass(frozen=True)
class Inputs:
    """What a model knows of its inputs before it sees them.

    `center` and `scale`, both (d,), turn inputs into numbers of order 1 for the models that need
    it (polynomials, networks): u = (x − center) / scale. `ValueError` where the two are not finite,
    not of one shape (d,), or a scale is not positive. With `made`, the d inputs are features of the
    data's own inputs, which is what a model is given.

    `are_coordinates`: they change nothing but the coordinates in which the steps are taken. A
    penalty, and a start in numbers, then mean the parameters in the data's units.
    """

    center: Array
    scale: Array
    are_coordinates: bool = False
    made: Features | None = None
    """What makes them of the data's inputs; None where they are those."""

    def __post_init__(self) -> None:
        if self.center.ndim != 1 or self.center.shape != self.scale.shape:
            raise ValueError(
                f"center {self.center.shape} and scale {self.scale.shape} must have one shape (d,)"
            )
        if not (np.isfinite(self.center).all() and np.isfinite(self.scale).all()):
            raise ValueError("center and scale must be finite")
        if not (self.scale > 0).all():
            raise ValueError(f"every scale must be positive, not {self.scale}")

    @classmethod
    def plain(cls, count: int, made: Features | None = None) -> "Inputs":
        """`count` inputs that are left as they are."""
        return cls(np.zeros(count), np.ones(count), made=made)

    @property
    def count(self) -> int:
        """How many inputs there are (d)."""
        return len(self.center)

    @property
    def are_standard(self) -> bool:
        """Center 0 and scale 1: standardising changes nothing."""
        return not self.center.any() and bool((self.scale == 1).all())

    @property
    def symbols(self) -> tuple[str, ...]:
        """``x``, or ``x₁``, ``x₂``, …; or what is made of these."""
        if self.made is None:
            return tuple(input_symbols(self.count))
        return self.made.labels(input_symbols(self.made.n_inputs))

    def is_given(self, j: int) -> bool:
        """Input `j` is one of the data's own."""
        return self.made is None or self.made.each[j].input is not None

    def checked(self, x: Array) -> Array:
        """The inputs (n, d) of the data's as float64, made of these where they are; `ValueError`
        where the shape of `x` differs."""
        x = np.asarray(x, dtype=np.float64)
        count = self.count if self.made is None else self.made.n_inputs
        if x.ndim != 2 or x.shape[1] != count:
            raise ValueError(f"inputs {x.shape} must have the shape (n, {count})")
        return x if self.made is None else self.made.of(x)

    def standardized(self, x: Array) -> Array:
        """u = (x − center) / scale of the data's inputs; a new C-contiguous array."""
        u: Array = np.array(self.checked(x), order="C")
        if np.abs(u).max(initial=0.0) > _HALF_OF_ALL:  # halves: the difference could overflow
            return np.asarray((u / 2.0 - self.center / 2.0) / self.scale * 2.0)
        u -= self.center
        u /= self.scale
        return u


class Columns(NamedTuple):
    """How a script makes a model's features of the inputs, once they are standardised.

    `text` is an expression of columns side by side, one array or ``*``-several of them, that calls
    `functions`, whose own text is shown.
    """

    text: str
    functions: tuple[Callable[..., Any], ...] = ()


class Exported(NamedTuple):
    """The functions that a script computes a model with, which are shown as they stand.

    ``features(x, **values)`` (None: the inputs themselves, standardised where the model does that),
    ``forward(theta, features, **values) -> (raw, cache)`` and
    ``backward(theta, features, cache, slope, **values) -> gradient``, where `values` are numbers of
    the model.
    """

    forward: Callable[..., Any]
    backward: Callable[..., Any]
    features: Callable[..., Any] | None = None
    values: Mapping[str, float] = MappingProxyType({})


class Model(ABC):
    """A model with all its sizes fixed. Parameters are one flat float64 vector theta, (p,).

    `features` is done once a data set, `forward` and `backward` at every step; the cache that
    `forward` returns belongs to `backward` alone.

    What others want to know of a model it says itself. It may be a weighted sum of features, as
    `LinearModel` is: then `feature_labels` name them. Or it may be made of layers of units: then it
    has an `activation`. A model that is neither is trained, drawn and exported, and its account of
    a step gives the scores without the way to them.
    """

    inputs: Inputs
    layout: tuple[ParameterBlock, ...]
    n_parameters: int
    n_outputs: int
    is_linear: bool = False
    """Raw scores are linear in the parameters."""
    has_kinks: bool = False
    """The slope of a raw score by the parameters jumps somewhere."""
    standardizes: bool = False
    """The features are made from standardised inputs, not from the data's own numbers."""
    bias: bool = True
    """It has biases."""
    makes_features: bool = False
    """The features that the weights multiply are made of the inputs: powers, bumps, …"""
    factors: tuple[tuple[int, ...], ...] | None = None
    """Each feature as the inputs that it multiplies, where it is such a product."""
    activation: Activation | None = None
    """What bends the sums of the units, where the model is made of layers of them."""
    hidden_layers: tuple[int, ...] = ()
    """How many units each hidden layer has."""

    @property
    def feature_labels(self) -> tuple[str, ...] | None:
        """What each weight in the data's units multiplies, for inputs that are called x, or x₁, x₂,
        …; None where scores are no weighted sums of features."""
        return None

    @property
    def is_layered(self) -> bool:
        """Its weights lead from one column of nodes to the next, so that it can be drawn."""
        return self.feature_labels is not None or self.activation is not None

    @abstractmethod
    def init(self, rng: np.random.Generator) -> Array:
        """The starting parameters, (p,): weights by the initialisation, biases 0."""

    @abstractmethod
    def features(self, x: Array) -> Array:
        """What the model computes from inputs (n, d) once: (n, q)."""

    @abstractmethod
    def forward(self, theta: Array, features: Array) -> tuple[Array, Any]:
        """Raw scores (n, k), and a cache for `backward`."""

    @abstractmethod
    def backward(self, theta: Array, features: Array, cache: Any, d_raw: Array) -> Array:
        """The gradient by theta, (p,), of a sum over examples whose gradient by raw is `d_raw`."""

    def gradient_norms(self, theta: Array, features: Array, cache: Any, d_raw: Array) -> Array:
        """The length of each example's own gradient by theta, (n,).

        That is the Euclidean norm of what `backward` would return for that example alone. A model
        that can find it without making the n gradients is quicker.
        """
        rows = []
        for n in range(len(features)):
            _, own = self.forward(theta, features[n : n + 1])
            rows.append(self.backward(theta, features[n : n + 1], own, d_raw[n : n + 1]))
        return row_norms(np.array(rows).reshape(len(features), self.n_parameters))

    def predict_raw(self, theta: Array, x: Array) -> Array:
        """Raw scores (n, k) at inputs (n, d)."""
        return self.forward(theta, self.features(x))[0]

    def unpack(self, theta: Array) -> dict[str, Array]:
        """The blocks of theta by name, each in its shape (views)."""
        self.check_size(theta)
        blocks, start = {}, 0
        for block in self.layout:
            stop = start + int(np.prod(block.shape))
            blocks[block.name] = theta[start:stop].reshape(block.shape)
            start = stop
        return blocks

    def check_size(self, theta: Array) -> None:
        """Raise `ValueError` where theta has another size: a slice of it would pass unnoticed."""
        if theta.shape != (self.n_parameters,):
            raise ValueError(f"theta {theta.shape} must have the shape ({self.n_parameters},)")

    def in_data_units(self, theta: Array) -> dict[str, Array]:
        """The parameters by name as they act on the data's own numbers, without standardisation."""
        return self.unpack(theta.copy())

    @property
    def scoring(self) -> tuple[ParameterBlock, ...]:
        """The blocks that the raw scores are linear in: the last weights, and the bias after them.

        A multiple of them makes the same multiple of the scores.
        """
        last = max(place for place, block in enumerate(self.layout) if block.is_weight)
        return self.layout[last:]

    def to_data_units(self, theta: Array) -> Array:
        """The parameters in the data's units, (p,), in the order of theta."""
        named = self.in_data_units(theta)
        return np.concatenate([np.ravel(named[block.name]) for block in self.layout])

    def from_data_units(self, parameters: Array) -> Array:
        """theta (p,) of parameters (p,) in the data's units: `to_data_units` undone."""
        self.check_size(parameters)
        if not self.standardizes:
            return np.array(parameters)
        slopes, constant = self._data_units

        def solved(right: Array) -> Array:
            return np.asarray(np.linalg.solve(slopes, right), dtype=np.float64)

        theta = solved(parameters - constant)
        return theta + solved(parameters - self.to_data_units(theta))  # what rounding left over

    @cached_property
    def _data_units(self) -> tuple[Array, Array]:
        """`to_data_units` as a matrix (p, p) and a constant (p,)."""
        constant = self.to_data_units(np.zeros(self.n_parameters))
        units = np.eye(self.n_parameters)
        return np.column_stack([self.to_data_units(one) - constant for one in units]), constant

    @cached_property
    def weight_units(self) -> Array:
        """What makes of theta the weights in the data's units, with 0 for biases.

        A factor for each parameter, (p,); or a matrix (p, p) where a weight in the data's units is
        a sum of several.
        """
        weights = is_weight_mask(self).astype(np.float64)
        if not self.standardizes:
            return weights
        slopes = self._data_units[0] * weights[:, None]
        diagonal = np.diag(slopes)
        return diagonal.copy() if np.array_equal(slopes, np.diag(diagonal)) else slopes

    def hidden_outputs(self, theta: Array, features: Array) -> list[Array]:
        """What each hidden layer outputs, (n, units) each, at `features`."""
        return []

    def named_features(self, names: Sequence[str], sign: str = "") -> tuple[str, ...] | None:
        """As `feature_labels`, of inputs that are called `names`; `sign` stands between factors."""
        return None if self.feature_labels is None else tuple(names)

    def parameter_symbol(self, index: int) -> str:
        """A short symbol for an entry of theta: W₂[1,4], b₂[3]."""
        for block in self.layout:
            size = int(np.prod(block.shape))
            if index < size:
                place = np.unravel_index(index, block.shape)
                return f"{block.letter}[{','.join(str(int(i) + 1) for i in place)}]"
            index -= size
        raise IndexError(f"the model has no parameter {index}")

    def columns(self, u: str) -> Columns | None:
        """How a script makes the features of the inputs, called `u`, where they are made."""
        return None

    def exported(self) -> Exported | None:
        """The functions for a script, of a model that is neither a weighted sum of features nor
        made of layers; None: no script can be written."""
        return None


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

    ``build(inputs, n_outputs, *, field="", **settings) -> Model`` takes the run's `fields` that it
    names (bias, initialization, …; the others mean nothing to it) and its own `parameters`, all of
    them checked one by one. It raises `InputError` where they do not fit these inputs; `field` is
    the path that stands before a field's name in the message, such as ``runs.0``. A run goes on
    when one of the `live` parameters changes: it changes neither how many numbers theta has nor
    what they mean.

    `formula` and `formula_without_bias` are LaTeX, of the raw scores z.
    ``formula_of_one_input(degree, bias, standardizes) -> str``, where there is one, is plainer than
    those for many inputs.

    ``short(**settings)`` is a name short enough for a table, ``details(**settings)`` are what else
    a table says of it, ``comment(**settings)`` is what a script says that it is. `compared` are the
    fields with which it takes part in the comparison of models; None: it does not.
    `starts_as_data_say`: data that prescribe their own start do so for it. `standardizes`: it does,
    where the inputs are not of order 1. `has_units`: it can have hidden units.
    """

    name: str
    label: str
    description: str
    formula: str
    build: Callable[..., Model]
    formula_without_bias: str = ""
    fields: tuple[str, ...] = ("bias", "initialization")
    parameters: tuple[Parameter, ...] = ()
    live: tuple[str, ...] = ()
    formula_of_one_input: Callable[[int, bool, bool], str] | None = None
    short: Callable[..., Message] | None = None
    details: Callable[..., tuple[str, ...]] = lambda **_: ()
    comment: Callable[..., Comment] | None = None
    compared: Mapping[str, object] | None = field(default_factory=dict)
    starts_as_data_say: bool = False
    standardizes: bool = True
    has_units: bool = False

    def hyperparameters(self, given: Mapping[str, object], field: str = "") -> dict[str, float]:
        """`given` checked and completed with defaults; `InputError` names what is wrong."""
        return check_parameters(given, self.parameters, self.name, field)

    def settings(self, run: Any) -> dict[str, Any]:
        """What `build` takes of a run: its fields that this kind uses, and the own parameters."""
        own = self.hyperparameters(run.model_parameters)
        return {name: getattr(run, name) for name in self.fields} | own

    def short_name(self, run: Any) -> Message:
        """A name short enough for a table."""
        return self.short(**self.settings(run)) if self.short else Message(self.label)
