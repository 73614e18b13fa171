"""Losses, one file each, found by looking: a new file with a `LOSS` here is a new loss."""

from lossstudio.core.losses.base import Example, Loss, LossFunction
from lossstudio.core.registry import discover

LOSSES: dict[str, Loss] = discover(__path__, __name__, "LOSS", Loss)
"""Every loss by its name, in the order of their modules' ``ORDER`` and name."""

__all__ = ["LOSSES", "Example", "Loss", "LossFunction"]
