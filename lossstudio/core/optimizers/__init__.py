"""Optimisers, one file each, found by looking: a new file with an `OPTIMIZER` here is a new one."""

from lossstudio.core.optimizers.base import Optimizer, State
from lossstudio.core.registry import discover

OPTIMIZERS: dict[str, Optimizer] = discover(__path__, __name__, "OPTIMIZER", Optimizer)
"""Every optimiser by its name, in the order of their modules' ``ORDER`` and name."""

__all__ = ["OPTIMIZERS", "Optimizer", "State"]
