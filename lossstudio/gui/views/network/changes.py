"""What has changed from one snapshot to the next, as far as the diagram shows it: its numbers, and
what its nodes put out.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from lossstudio.engine.objective import Objective
from lossstudio.engine.unit_outputs import LayerOutputs, Probe, node_outputs
from lossstudio.gui.views.network.structure import Array

_UNSEEN = 2e-4
"""A change of the parameters, relative to the largest, that nobody sees in the picture."""


def has_moved(old: Array | None, new: Array) -> bool:
    """`new` looks other than `old` in the picture."""
    if old is None or old.shape != new.shape:
        return True
    if old is new:
        return False
    with np.errstate(all="ignore"):
        most = np.abs(new).max(initial=0.0)
        # Not "greater than": what is not a number has moved.
        return not bool(np.abs(new - old).max(initial=0.0) <= _UNSEEN * most)


class NodesAt(NamedTuple):
    """What the nodes of an objective's model put out, column after column."""

    objective: Objective
    outputs: tuple[LayerOutputs, ...]


def computed_later(
    objective: Objective, probe: Probe, theta: Array
) -> Callable[[], Iterator[object]]:
    """Work behind the window whose result is a `NodesAt`."""

    def work() -> Iterator[object]:
        yield NodesAt(objective, node_outputs(probe, theta))

    return work
