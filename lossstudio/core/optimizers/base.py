"""What an optimiser is: a pure pair of functions on flat parameter vectors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression.traced import UntraceableError
from lossstudio.core.optimizers.arithmetic import Arithmetic
from lossstudio.core.parameters import Parameter, check_parameters

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
State = tuple[Array | float, ...]
"""What an optimiser remembers. Never changed in place, so a state can be kept and returned to."""


class Formula:
    """An optimiser's formula as LaTeX: the one that is given, or else that of its arithmetic."""

    def __get__(self, optimizer: "Optimizer | None", owner: object = None) -> str:
        if optimizer is None:
            return ""  # the field's default
        given: str = vars(optimizer)["given_formula"]
        return given or (optimizer.arithmetic.latex if optimizer.arithmetic else "")

    def __set__(self, optimizer: "Optimizer", given: str) -> None:
        vars(optimizer)["given_formula"] = given


@dataclass(frozen=True)
class Optimizer:
    """An optimiser: ``init(n_parameters) -> state`` and ``update``, both pure.

    ``update(gradient, state, learning_rate, theta, is_weight, **hyperparameters) -> (step, state)``
    returns what is *added* to theta. Hyperparameters and the learning rate are passed at each call,
    so that they may change while it runs; the state holds running products of the βs, not powers of
    a β that may have changed. `theta` and `is_weight` (p,) are for decoupled weight decay.
    `arithmetic` is read off ``update``, with a letter of `memory` for each part of the state but
    those that only count the steps; `formula`, LaTeX, follows from it and is given only where
    ``update`` cannot be followed (where it decides by its numbers or asks for a norm).

    ``stable_below(**hyperparameters) -> float``: on a quadratic cost of curvature λ it settles for
    η·λ below this (Nocedal and Wright 2006, §3.3; for momentum Polyak 1964), where each entry of
    the gradient is divided by ``divides_by(state, **hyperparameters)`` first (None: by 1), as long
    as that stays what it is; ``remembers(**hyperparameters)`` is the share of the squares in it
    that each step keeps. `step_is_bounded`: no step is longer than a constant times the learning
    rate, whatever the gradient, decay aside; `steps_fade`: steps become short where gradients do.
    `is_plain`: a step is −η g, nothing more.
    ``decay(**hyperparameters)``: the share of a weight, times the learning rate, that each step
    takes off whatever the gradient. `is_compared`: it takes part in the comparison of optimisers.
    """

    name: str
    label: str
    description: str
    reference: str
    init: Callable[[int], State]
    update: Callable[..., tuple[Array, State]]
    parameters: tuple[Parameter, ...] = ()
    memory: tuple[str, ...] = ()
    formula: Formula = Formula()
    stable_below: Callable[..., float] = lambda **_: 2.0
    divides_by: Callable[..., Array] | None = None
    remembers: Callable[..., float] = lambda **_: 1.0
    is_plain: bool = False
    step_is_bounded: bool = False
    steps_fade: bool = True
    decay: Callable[..., float] = lambda **_: 0.0
    is_compared: bool = True

    @cached_property
    def arithmetic(self) -> Arithmetic | None:
        """A step's formulas; None where ``update`` cannot be followed."""
        try:
            return Arithmetic(self.init, self.update, self.parameters, self.memory)
        except UntraceableError:
            return None

    @property
    def has_limit(self) -> bool:
        """Its learning rate has a limit that follows from the cost's curvature alone."""
        return self.divides_by is None and not self.step_is_bounded

    def hyperparameters(self, given: Mapping[str, object], field: str = "") -> dict[str, float]:
        """`given` checked and completed with defaults; `InputError` names what is wrong."""
        return check_parameters(given, self.parameters, self.name, field)
