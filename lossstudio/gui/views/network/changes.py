"""What has changed from one snapshot to the next, as far as the diagram shows it: its numbers, and
what its nodes put out.
"""

from collections.abc import Callable, Iterator

import numpy as np

from lossstudio.engine.measuring.unit_outputs import LayerOutputs, Probe, node_outputs
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


Outputs = tuple[LayerOutputs, ...]
"""What the nodes of a model put out, column after column."""


def computed_later(probe: Probe, theta: Array) -> Callable[[], Iterator[Outputs]]:
    """Work behind the window whose result is what the nodes put out."""

    def work() -> Iterator[Outputs]:
        yield node_outputs(probe, theta)

    return work
