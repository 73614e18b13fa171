"""What a diagram of a model consists of: columns of nodes, and the numbers between them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.models import Model
from lossstudio.core.models.activations import Activation
from lossstudio.core.tasks import Task
from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]


class Part(StrEnum):
    """What the nodes of a column are."""

    INPUT = "input"
    HIDDEN = "hidden"
    OUTPUT = "output"


class Unit(NamedTuple):
    """A node: its column (0 is the inputs) and its place in it."""

    column: int
    row: int


class Connection(NamedTuple):
    """A weight: from node `start` of `column` to node `end` of the next."""

    column: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Connections:
    """Between two columns: `weights` (from, to), and the `bias` (to,) of the second's nodes."""

    weights: Array
    bias: Array | None


@dataclass(frozen=True)
class Structure:
    """Columns of nodes: how many there are in each, and the hidden ones' activation."""

    sizes: tuple[int, ...]
    activation: Activation | None
    decides: bool = False
    """Its one output is a score, above 0 for the second of two classes."""

    def part(self, column: int) -> Part:
        """What the nodes of `column` are."""
        if column == 0:
            return Part.INPUT
        return Part.OUTPUT if column == len(self.sizes) - 1 else Part.HIDDEN


@dataclass(frozen=True)
class Captions:
    """The texts of a diagram: `heads` has for each column the ways to head it, longest first."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    of: str
    """What heads a column that is cut off, with ``{shown}`` and ``{all}``."""


def structure_of(objective: Objective) -> Structure:
    """The columns of an objective's model."""
    model = objective.model
    shapes = [block.shape for block in model.layout if block.is_weight]
    return Structure(
        (shapes[0][0], *(shape[1] for shape in shapes)),
        model.activation,
        decides=objective.loss.task is Task.BINARY,
    )


def connections(model: Model, vector: Array) -> tuple[Connections, ...]:
    """The parameters or a gradient (p,) as weights and biases, column after column."""
    blocks = model.unpack(vector)
    found: list[Connections] = []
    for block in model.layout:
        if block.is_weight:
            found.append(Connections(blocks[block.name], None))
        else:
            found[-1] = Connections(found[-1].weights, blocks[block.name])
    return tuple(found)


def largest(values: list[Array]) -> float:
    """The largest size among the finite `values`; 0 where there is none."""
    sizes = [np.abs(v[np.isfinite(v)]).max(initial=0.0) for v in values]
    return float(max(sizes, default=0.0))


def relative(values: Array, whole: float) -> Array:
    """`values` as shares of `whole`, from −1 to 1: 0 where a value or the whole says nothing.

    An infinite value counts as the whole.
    """
    if whole <= 0.0:
        return np.zeros(values.shape)
    with np.errstate(all="ignore"):
        shares = np.clip(values / whole, -1.0, 1.0)
    shares[np.isnan(shares)] = 0.0
    return shares
