"""Which coordinates a run's steps are taken in: what its inputs and target are centred by and
divided by."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.spread import measured
from lossstudio.core.models import MODELS, Inputs, Model
from lossstudio.engine.scenarios.scenario import Run

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Target:
    """The unit in which a regression's target is learnt: y′ = (y − center) / scale."""

    center: float = 0.0
    scale: float = 1.0

    @property
    def is_plain(self) -> bool:
        """The target's own unit."""
        return self.center == 0.0 and self.scale == 1.0

    def standardized(self, y: Array) -> Array:
        """Targets as the loss takes them; `y` itself in the target's own unit."""
        return y if self.is_plain else np.asarray((y - self.center) / self.scale)

    def restored(self, raw: Array) -> Array:
        """Scores as predictions in the target's own unit; `raw` itself where they are."""
        return raw if self.is_plain else np.asarray(raw * self.scale + self.center)


def start_is_in_data_units(run: Run) -> bool:
    """A start of `run` in numbers means the data's units; else it may mean the model's own, which
    differ where the model itself decides to standardise."""
    return run.standardize is not None or not MODELS[run.model].standardizes


def standardizes_inputs(run: Run) -> bool:
    """The inputs of `run` are made numbers of order 1 before they enter the model, whatever the
    data; where it is left to the model, this is so where the inputs are not of order 1."""
    if run.standardize is None:
        return MODELS[run.model].standardizes
    return bool(run.standardize)


def is_centered(run: Run) -> bool:
    """The numbers are centred: without biases there is nothing that could take up the shift, and
    centring would change the model."""
    return run.bias or "bias" not in MODELS[run.model].fields


def inputs_of(dataset: Dataset, run: Run) -> Inputs:
    """How `run` takes the inputs of `dataset`.

    Standardised by the mean and the standard deviation of the training inputs; without biases by
    their root mean square alone. Left to the model: by the data's own `center` and `scale`.
    """
    if not standardizes_inputs(run):
        return Inputs.plain(dataset.entering.shape[1], dataset.features)
    if run.standardize is None:
        return Inputs(dataset.center, dataset.scale, made=dataset.features)
    if is_centered(run):
        center, scale = dataset.spread
    else:
        center, scale = np.zeros_like(dataset.size), dataset.size
    return Inputs(center, scale, are_coordinates=True, made=dataset.features)


def target_of(dataset: Dataset, run: Run) -> Target:
    """The unit in which `run` learns the target of `dataset`, by the training targets."""
    if run.standardize != "inputs_and_target":
        return Target()
    column = dataset.target[: dataset.n_train, None]
    center, scale = measured(column, is_centered=is_centered(run))
    return Target(float(center[0]), float(scale[0]))


def in_data_units(model: Model, target: Target, theta: Array) -> dict[str, Array]:
    """The parameters of `model` by name, as they act on the data's own numbers.

    What makes the scores, the model's `scoring` blocks, is in the target's own unit.
    """
    blocks = model.in_data_units(theta)
    if target.is_plain:
        return blocks
    for block in model.scoring:
        values = np.asarray(blocks[block.name] * target.scale)
        blocks[block.name] = values if block.is_weight else np.asarray(values + target.center)
    return blocks


def from_data_units(model: Model, target: Target, parameters: Array) -> Array:
    """theta (p,) of parameters (p,) in the data's units, in the order of theta."""
    parameters = np.array(parameters, dtype=np.float64)
    if not target.is_plain:
        blocks = model.unpack(parameters)
        for block in model.scoring:
            values = blocks[block.name]
            values -= 0.0 if block.is_weight else target.center
            values /= target.scale
    return model.from_data_units(parameters)
