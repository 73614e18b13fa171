"""What has changed from one snapshot to the next, as far as the diagram shows it."""

import numpy as np

from lossstudio.engine.objective import Objective
from lossstudio.gui.views.network.structure import Array

_UNSEEN = 2e-4
"""A change of the parameters, relative to the largest, that nobody sees in the picture."""


def are_alike(one: Objective, other: Objective) -> bool:
    """Both have the same data and a model of the same shape, and tell its outputs apart."""
    return (
        one.dataset is other.dataset
        and one.loss.task is other.loss.task
        and one.model.layout == other.model.layout
        and all(
            getattr(one.run, name) == getattr(other.run, name)
            for name in ("model", "degree", "activation")
        )
    )


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
