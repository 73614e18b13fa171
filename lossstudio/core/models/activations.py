"""The activations of a network's hidden units."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.text import QT_TRANSLATE_NOOP

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Activation:
    """A function of each hidden unit's sum z; `formula` is LaTeX.

    ``function(z) -> a`` and ``slope(a) -> da/dz``, both elementwise; the slope is a function of the
    output, so that the backward pass need not keep z. `has_kink`: the slope jumps somewhere.
    """

    name: str
    label: str
    description: str
    formula: str
    function: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    has_kink: bool = False


def tanh(z: Array) -> Array:
    """tanh(z)."""
    return np.tanh(z)


def tanh_slope(a: Array) -> Array:
    """1 − a², for a = tanh(z)."""
    return 1.0 - a * a


def relu(z: Array) -> Array:
    """max(z, 0)."""
    return np.maximum(z, 0.0)


def relu_slope(a: Array) -> Array:
    """1 where a > 0, and 0 elsewhere: at the kink z = 0 too."""
    return (a > 0.0).astype(np.float64)


def sigmoid(z: Array) -> Array:
    """1 / (1 + e⁻ᶻ), without overflow: e is raised to −|z| only."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0.0, 1.0, e) / (1.0 + e)


def sigmoid_slope(a: Array) -> Array:
    """a (1 − a), for a = sigmoid(z)."""
    return a * (1.0 - a)


ACTIVATIONS: dict[str, Activation] = {
    entry.name: entry
    for entry in (
        Activation(
            name="tanh",
            label=QT_TRANSLATE_NOOP("core", "tanh"),
            description=QT_TRANSLATE_NOOP(
                "core", "A smooth step from −1 to 1. Its slope vanishes far from 0."
            ),
            formula=r"\varphi(z) = \tanh z",
            function=tanh,
            slope=tanh_slope,
        ),
        Activation(
            name="relu",
            label=QT_TRANSLATE_NOOP("core", "ReLU"),
            description=QT_TRANSLATE_NOOP(
                "core",
                "0 below 0 and z above, so the network is piecewise linear. A unit that is 0 for "
                "all data gets no gradient. The slope at the kink is taken as 0.",
            ),
            formula=r"\varphi(z) = \max(z, 0)",
            function=relu,
            slope=relu_slope,
            has_kink=True,
        ),
        Activation(
            name="sigmoid",
            label=QT_TRANSLATE_NOOP("core", "Sigmoid"),
            description=QT_TRANSLATE_NOOP(
                "core",
                "A smooth step from 0 to 1. Its slope is at most 1/4, so gradients tend to "
                "shrink from layer to layer.",
            ),
            formula=r"\varphi(z) = \frac{1}{1 + e^{-z}}",
            function=sigmoid,
            slope=sigmoid_slope,
        ),
    )
}
"""Every activation by its name."""
