"""Models, one file a kind, found by looking: a new file with a `MODEL` here is a new kind."""

from lossstudio.core.models.activations import ACTIVATIONS, Activation
from lossstudio.core.models.base import (
    Inputs,
    Model,
    ModelKind,
    ParameterBlock,
    is_weight_mask,
)
from lossstudio.core.models.initializations import INITIALIZATIONS, Initialization
from lossstudio.core.registry import discover

MODELS: dict[str, ModelKind] = discover(__path__, __name__, "MODEL", ModelKind)
"""Every kind of model by its name, in the order of their modules' ``ORDER`` and name."""

__all__ = [
    "ACTIVATIONS",
    "INITIALIZATIONS",
    "MODELS",
    "Activation",
    "Initialization",
    "Inputs",
    "Model",
    "ModelKind",
    "ParameterBlock",
    "is_weight_mask",
]
