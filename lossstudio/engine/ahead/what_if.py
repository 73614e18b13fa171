"""What the coming steps would be with another learning rate: a look ahead that changes nothing."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.engine.ahead.step_slice import BREATH
from lossstudio.engine.training.objective import Losses, Objective
from lossstudio.engine.training.trainer import are_finite
from lossstudio.engine.training.update import Moment, Stepper

Array = NDArray[np.float64]

PARTIAL = 0.1
"""Seconds between two results that are not complete yet."""
LONGEST = 2.0
"""Seconds after which a look ahead ends with as many steps as there are."""


class WhatIf(NamedTuple):
    """The losses from `step` on, had the learning rate been multiplied by each of `factors`.

    `losses` has an array (m, 3 or 4) for each factor, see `history.CURVES`, first at `step`
    itself. It is shorter than the others where the next step leaves the finite numbers: `overflows`
    says so. `is_final` is false while more steps are being computed.
    """

    step: int
    factors: tuple[float, ...]
    losses: tuple[Array, ...]
    overflows: tuple[bool, ...]
    is_final: bool


def _evaluate(objective: Objective, theta: Array) -> tuple[Losses, Array | None]:
    """As the trainer does it: with mini-batches the full gradient is not needed."""
    with np.errstate(all="ignore"):
        if objective.batch_size is not None:
            return objective.losses(theta), None
        return objective.evaluate(theta)


class _Branch:
    """A run that goes on with its learning rate multiplied by `factor`."""

    def __init__(
        self,
        objective: Objective,
        moment: Moment,
        factor: float,
        start: Losses,
        slope: Array | None,
    ) -> None:
        self.factor = factor
        self.overflows = False
        self.losses = [objective.recorded(start)]
        self._objective = objective
        self._moment = moment
        self._gradient = slope

    def advance(self, stepper: Stepper, step: int) -> None:
        """Do the step that follows `step` steps, unless it leaves the finite numbers."""
        if self.overflows:
            return
        with np.errstate(all="ignore"):
            update = stepper.update(self._moment, step, self._gradient, self.factor)
        losses, gradient = _evaluate(self._objective, update.after.theta)
        if are_finite(losses, self._objective):
            self._moment, self._gradient = update.after, gradient
            self.losses.append(self._objective.recorded(losses))
        else:
            self.overflows = True


def what_if(
    objective: Objective,
    moment: Moment,
    step: int,
    factors: Sequence[float] = (1 / 3, 1.0, 3.0),
    steps: int = 50,
    longest: float = LONGEST,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[WhatIf | None]:
    """The next `steps` steps from `moment`, after `step` steps, for each factor of `factors`.

    With factor 1 these are the trainer's own next steps to the bit; with another, those of a
    trainer whose learning rate is multiplied by it from this step on. All factors see the same
    mini-batches. Results come now and then, the last one is final; None is a breath. After
    `longest` seconds the look ahead ends with the steps that there are.
    """
    begin = breathed = told = clock()
    stepper = Stepper(objective)
    start, gradient = _evaluate(objective, moment.theta)
    branches = [_Branch(objective, moment, factor, start, gradient) for factor in factors]
    yield None
    for ahead in range(steps):
        for branch in branches:
            branch.advance(stepper, step + ahead)
            now = clock()
            if now - breathed > BREATH:
                breathed = now
                yield None
                if now - begin > longest:
                    break
        else:
            if clock() - told > PARTIAL:
                told = clock()
                yield _result(step, branches, is_final=False)
            continue
        break
    yield _result(step, branches, is_final=True)


def _result(step: int, branches: Sequence[_Branch], is_final: bool) -> WhatIf:
    return WhatIf(
        step,
        tuple(branch.factor for branch in branches),
        tuple(np.array(branch.losses, dtype=np.float64) for branch in branches),
        tuple(branch.overflows for branch in branches),
        is_final,
    )
