"""How the weights of a layer start. Biases always start at 0."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.models.base import Array, Initializer
from lossstudio.core.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Initialization:
    """A rule for the first weights of a layer; `formula` is LaTeX."""

    name: str
    label: str
    description: str
    formula: str
    reference: str
    function: Initializer


def glorot(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Uniform between ±√(6 / (fan_in + fan_out)); (fan_in, fan_out)."""
    limit = np.sqrt(6.0 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, (fan_in, fan_out))


def he(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """Normal with mean 0 and standard deviation √(2 / fan_in); (fan_in, fan_out)."""
    weights: Array = np.sqrt(2.0 / fan_in) * rng.standard_normal((fan_in, fan_out))
    return weights


def zero(rng: np.random.Generator, fan_in: int, fan_out: int) -> Array:
    """All 0, without a draw; (fan_in, fan_out)."""
    return np.zeros((fan_in, fan_out))


INITIALIZATIONS: dict[str, Initialization] = {
    entry.name: entry
    for entry in (
        Initialization(
            name="glorot",
            label=QT_TRANSLATE_NOOP("core", "Glorot (uniform)"),
            description=QT_TRANSLATE_NOOP(
                "core",
                "Uniform draws whose spread falls with the number of inputs and outputs of the "
                "layer: made for tanh, so that signals and gradients keep their size from layer "
                "to layer.",
            ),
            formula=r"w \sim U(-a, a), \quad a = \sqrt{\frac{6}{n_{in} + n_{out}}}",
            reference="Glorot and Bengio (2010), Understanding the difficulty of training deep "
            "feedforward neural networks, AISTATS",
            function=glorot,
        ),
        Initialization(
            name="he",
            label=QT_TRANSLATE_NOOP("core", "He (normal)"),
            description=QT_TRANSLATE_NOOP(
                "core",
                "Normal draws whose variance is 2 divided by the number of inputs of the layer: "
                "made for ReLU, which sets about half of its inputs to 0.",
            ),
            formula=r"w \sim N\left(0, \frac{2}{n_{in}}\right)",
            reference="He, Zhang, Ren and Sun (2015), Delving deep into rectifiers, ICCV",
            function=he,
        ),
        Initialization(
            name="zero",
            label=QT_TRANSLATE_NOOP("core", "All zero"),
            description=QT_TRANSLATE_NOOP(
                "core",
                "All weights start at 0. Fine for a linear model. In a network all units of a "
                "layer then stay alike, because each gets the same gradient, and with tanh or "
                "ReLU only the last bias learns.",
            ),
            formula=r"w = 0",
            reference="Goodfellow, Bengio and Courville (2016), Deep Learning, section 8.4",
            function=zero,
        ),
    )
}
"""Every initialisation by its name."""
