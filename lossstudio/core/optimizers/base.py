"""What an optimiser is: a pure pair of functions on flat parameter vectors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.parameters import Parameter, check_parameters

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
State = tuple[Array | float, ...]
"""What an optimiser remembers. Never changed in place, so a state can be kept and returned to."""


@dataclass(frozen=True)
class Optimizer:
    """An optimiser: ``init(n_parameters) -> state`` and ``update``, both pure.

    ``update(gradient, state, learning_rate, theta, is_weight, **hyperparameters) -> (step, state)``
    returns what is *added* to theta. Hyperparameters and the learning rate are passed at each call,
    so that they may change while it runs; the state holds running products of the βs, not powers of
    a β that may have changed. `theta` and `is_weight` (p,) are for decoupled weight decay.
    `formula` is LaTeX, one line an update (an array); g is the gradient.

    ``stable_below(**hyperparameters) -> float``: on a quadratic cost of curvature λ it settles for
    η·λ below this (Nocedal and Wright 2006, §3.3; for momentum Polyak 1964), where each entry of
    the gradient is divided by ``divides_by(state, **hyperparameters)`` first (None: by 1), as long
    as that stays what it is; ``remembers(**hyperparameters)`` is the share of the squares in it
    that each step keeps. `step_is_bounded`: no step is longer than a constant times the learning
    rate, whatever the gradient, decay aside; `steps_fade`: steps become short where gradients do.
    ``decay(**hyperparameters)``: the share of a weight, times the learning rate, that each step
    takes off whatever the gradient.
    """

    name: str
    label: str
    description: str
    formula: str
    reference: str
    init: Callable[[int], State]
    update: Callable[..., tuple[Array, State]]
    parameters: tuple[Parameter, ...] = ()
    stable_below: Callable[..., float] = lambda **_: 2.0
    divides_by: Callable[..., Array] | None = None
    remembers: Callable[..., float] = lambda **_: 1.0
    step_is_bounded: bool = False
    steps_fade: bool = True
    decay: Callable[..., float] = lambda **_: 0.0

    def hyperparameters(self, given: Mapping[str, object], field: str = "") -> dict[str, float]:
        """`given` checked and completed with defaults; `InputError` names what is wrong."""
        return check_parameters(given, self.parameters, self.name, field)
