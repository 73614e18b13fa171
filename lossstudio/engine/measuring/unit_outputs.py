"""What each node of a model outputs: over its inputs, and on the training samples."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.models import Model
from lossstudio.core.models.activations import Activation
from lossstudio.engine.data.standardization import Target
from lossstudio.engine.measuring.picture import MARGIN, Canvas, PictureKind
from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]

CURVE_POINTS = 48
MAP_POINTS = 24
BINS = 16
MOST_SAMPLES = 2000
"""Training samples that figures are computed from; of more, a fixed random choice."""

FLAT = 0.05
"""An activation is saturated where its slope is below this share of its largest."""

_RANGES = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0)}


class NodePicture(StrEnum):
    """What the picture of a node shows.

    ``curve``: its output over the one input. ``map``: its output over the two inputs.
    ``histogram``: the share of the training samples at each output, where there are more inputs.
    """

    CURVE = "curve"
    MAP = "map"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, eq=False)
class LayerOutputs:
    """What the nodes of one layer put out.

    `pictures`: (units, m) over a curve's m inputs; (units, rows, columns) over a map, the first row
    at the lowest second input; (units, bins) of a histogram from `low` to `high`. `low` and `high`
    (units,) are the range that a picture's values are measured against: the activation's own, or
    what occurs. The other figures (units,) are of the training samples: the mean output, the share
    of samples with an output above 0, and the share where the activation is flat (NaN without one).
    `is_finite` is False where an output was too large for a number; it is NaN or infinite then.
    """

    pictures: Array
    low: Array
    high: Array
    mean: Array
    active: Array
    saturated: Array
    is_finite: bool


@dataclass(frozen=True, eq=False)
class Probe:
    """Where the nodes of an objective's model are computed, and what never changes there.

    `axes` are the coordinates along each input of a picture, `n_samples` how many training samples
    the figures are from. `features` (grid + samples, q) is what the model computes from.
    `inputs` are the nodes that it begins with: the inputs or what the model makes of them first.
    """

    model: Model
    target: Target
    kind: NodePicture
    axes: tuple[Array, ...]
    features: Array
    n_grid: int
    n_samples: int
    inputs: LayerOutputs

    @property
    def work(self) -> int:
        """How many outputs one look at the nodes takes."""
        return len(self.features) * (sum(self.model.hidden_layers) + self.model.n_outputs)


def make_probe(objective: Objective, canvas: Canvas) -> Probe:
    """The probe of a model on its data; maps and curves span what `canvas` does."""
    model, dataset = objective.model, objective.dataset
    d = dataset.x.shape[1]
    kind = {1: NodePicture.CURVE, 2: NodePicture.MAP}.get(d, NodePicture.HISTOGRAM)
    axes: tuple[Array, ...] = ()
    if kind is not NodePicture.HISTOGRAM:
        points = CURVE_POINTS if kind is NodePicture.CURVE else MAP_POINTS
        axes = tuple(np.linspace(low, high, points) for low, high in _ends(dataset, canvas))
    samples = objective.features[sample_rows(objective.n_train)]
    features = np.concatenate([model.features(_grid(axes, d)), samples])
    # A column of ones, which carries the bias, is no input.
    n_inputs = next(block.shape[0] for block in model.layout if block.is_weight)
    inputs = _layer(features[:, :n_inputs], axes, None, is_shared=False)
    n_grid = len(features) - len(samples)
    return Probe(model, objective.target, kind, axes, features, n_grid, len(samples), inputs)


def sample_rows(n_train: int) -> NDArray[np.intp]:
    """The training rows that figures are computed from: all, or a fixed random choice."""
    if n_train <= MOST_SAMPLES:
        return np.arange(n_train)
    return np.sort(np.random.default_rng(0).choice(n_train, MOST_SAMPLES, replace=False))


def node_outputs(probe: Probe, theta: Array) -> tuple[LayerOutputs, ...]:
    """Inputs, hidden layers and scores at the parameters `theta` (p,); a regression's scores are
    predictions in the data's units."""
    model, axes = probe.model, probe.axes
    with np.errstate(all="ignore"):
        hidden: list[Array] = []
        activation = None
        if model.activation is not None:
            hidden = model.hidden_outputs(theta, probe.features)
            activation = model.activation
            blocks = model.unpack(theta)
            last = len(hidden) + 1
            # The scores from the last layer: a second pass through all of them would cost as much.
            raw = (hidden[-1] if hidden else probe.features).dot(blocks[f"weights_{last}"])
            if model.bias:
                raw += blocks[f"bias_{last}"]
        else:
            raw = model.forward(theta, probe.features)[0]
    layers = [_layer(outputs, axes, activation) for outputs in hidden]
    return (probe.inputs, *layers, _layer(probe.target.restored(raw), axes, None))


def _ends(dataset: Dataset, canvas: Canvas) -> list[tuple[float, float]]:
    """The range of each input in a picture: the fit view's, where it draws over the inputs."""
    if canvas.kind is not PictureKind.AGREEMENT:
        return [(float(axis[0]), float(axis[-1])) for axis in canvas.axes]
    low, high = dataset.x.min(axis=0), dataset.x.max(axis=0)
    margin = np.where(high > low, (high - low) * MARGIN, 1.0)
    return list(zip((low - margin).tolist(), (high + margin).tolist(), strict=True))


def _grid(axes: tuple[Array, ...], d: int) -> Array:
    """Every combination of the axes' places, the first axis fastest: (m, d)."""
    if not axes:
        return np.empty((0, d))
    places = np.meshgrid(*axes, indexing="xy")
    return np.stack([place.ravel() for place in places], axis=1)


def _layer(
    outputs: Array, axes: tuple[Array, ...], activation: Activation | None, is_shared: bool = True
) -> LayerOutputs:
    """The pictures and figures of `outputs` (grid + samples, units).

    Nodes of a layer are measured against one range, or each against its own where their outputs
    are not of one kind, not `is_shared`.
    """
    n_grid = int(np.prod([len(axis) for axis in axes])) if axes else 0
    grid, samples = outputs[:n_grid], outputs[n_grid:]
    is_finite = bool(np.isfinite(outputs).all())
    low, high = _range(outputs, activation, is_shared)
    with np.errstate(all="ignore"):
        mean = (samples / len(samples)).sum(axis=0)  # a sum of all might be too large a number
        active = (samples > 0.0).mean(axis=0)
        if activation is None:
            saturated = np.full(outputs.shape[1], np.nan)
        else:
            steepest = {"sigmoid": 0.25}.get(activation.name, 1.0)
            saturated = (activation.slope(samples) < FLAT * steepest).mean(axis=0)
    if axes:
        pictures = np.ascontiguousarray(grid.T)
        if len(axes) == 2:
            pictures = pictures.reshape(-1, len(axes[1]), len(axes[0]))
    else:
        pictures = _histograms(samples, low, high)
    return LayerOutputs(pictures, low, high, mean, active, saturated, is_finite)


def _range(outputs: Array, activation: Activation | None, is_shared: bool) -> tuple[Array, Array]:
    """The smallest and the largest value of each node's picture, (units,) each."""
    units = outputs.shape[1]
    if activation is not None and activation.name in _RANGES:
        low, high = _RANGES[activation.name]
        return np.full(units, low), np.full(units, high)
    is_number = np.isfinite(outputs)
    lows = np.where(is_number, outputs, np.inf).min(axis=0)
    highs = np.where(is_number, outputs, -np.inf).max(axis=0)
    if is_shared:
        lows, highs = np.full(units, lows.min()), np.full(units, highs.max())
    is_empty = lows > highs
    lows, highs = np.where(is_empty, 0.0, lows), np.where(is_empty, 0.0, highs)
    if activation is not None:  # open-ended ones such as ReLU are measured from 0 on
        lows, highs = np.minimum(lows, 0.0), np.maximum(highs, 0.0)
    return lows, highs


def _histograms(samples: Array, low: Array, high: Array) -> Array:
    """The share of the samples in each of `BINS` bins from `low` to `high`: (units, BINS)."""
    units = samples.shape[1]
    size = np.maximum(np.abs(low), np.abs(high))
    size = np.where(size > 0.0, size, 1.0)
    is_number = np.isfinite(samples)
    with np.errstate(all="ignore"):  # a range may be larger than a number can be
        width = high / size - low / size
        place = (samples / size - low / size) / np.where(width > 0.0, width, 1.0) * BINS
    column = np.where(is_number, np.clip(place, 0, BINS - 1), 0).astype(np.intp)
    flat = (column + BINS * np.arange(units))[is_number]
    counts = np.bincount(flat, minlength=units * BINS).reshape(units, BINS)
    shares: Array = counts / len(samples)
    return shares
