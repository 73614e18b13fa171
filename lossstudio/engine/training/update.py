"""What one step is: a pure function of where a run stands, under fixed settings."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.optimizers.base import State
from lossstudio.core.schedules import SCHEDULES
from lossstudio.engine.training.objective import Losses, Objective

Array = NDArray[np.float64]


class Moment(NamedTuple):
    """All that the next step depends on besides the settings and the step's number.

    The parameters `theta` (p,), the optimiser's `state`, and where the pass over the samples
    stands: its number `epoch` and the `cursor` in it.
    """

    theta: Array
    state: State
    epoch: int
    cursor: int


class Update(NamedTuple):
    """A step: what is added to the parameters, what it was computed from, and what it leads to.

    `change` (p,) is added to theta. It follows from `gradient` (p,): that of the cost, estimated
    from the training `rows` of a mini-batch, or over all of them where `rows` is None; `rate` is
    the scheduled learning rate. `after` is where the run then stands. For parameters that are held
    fixed, `gradient` and `change` are 0.
    """

    change: Array
    gradient: Array
    rate: float
    rows: NDArray[np.intp] | None
    after: Moment


class Stepper:
    """Makes the steps of a run whose cost is `objective`."""

    def __init__(self, objective: Objective) -> None:
        run = objective.run
        self.objective = objective
        self._optimizer = OPTIMIZERS[run.optimizer]
        self._hyper = self._optimizer.hyperparameters(run.optimizer_parameters)
        self._schedule = SCHEDULES[run.schedule]
        self._schedule_hyper = self._schedule.hyperparameters(run.schedule_parameters)
        self._permutation: tuple[int, NDArray[np.intp]] | None = None

    def fresh_state(self) -> State:
        """The optimiser's state before its first step."""
        return self._optimizer.init(self.objective.model.n_parameters)

    def rate(self, step: int) -> float:
        """The learning rate of the step after `step` steps."""
        return self._schedule.rate(self.objective.run.learning_rate, step, **self._schedule_hyper)

    def update(
        self, moment: Moment, step: int, gradient: Array | None = None, factor: float = 1.0
    ) -> Update:
        """The step that follows `moment`, after `step` steps; it changes nothing.

        `gradient` is the full one where it is known already; it is used without mini-batches only.
        The learning rate is multiplied by `factor`.
        """
        objective = self.objective
        theta, state, epoch, cursor = moment
        rows = None
        if objective.batch_size is not None:
            rows, epoch, cursor = self._batch(objective.batch_size, epoch, cursor)
            gradient = objective.batch_gradient(theta, rows)
        elif gradient is None:
            gradient = objective.evaluate(theta)[1]
        gradient = objective.by_free(gradient)
        rate = factor * self.rate(step)
        change, state = self._optimizer.update(
            gradient, state, rate, theta, objective.is_weight, **self._hyper
        )
        change = objective.by_free(change)
        return Update(change, gradient, rate, rows, Moment(theta + change, state, epoch, cursor))

    def _batch(self, size: int, epoch: int, start: int) -> tuple[NDArray[np.intp], int, int]:
        """The rows of the coming mini-batch, and where the pass over the samples then stands."""
        n = self.objective.n_train
        if start >= n:
            epoch, start = epoch + 1, 0
        stop = min(start + size, n)
        if self.objective.run.batch_order == "file":
            return np.arange(start, stop), epoch, stop
        if self._permutation is None or self._permutation[0] != epoch:
            rng = np.random.default_rng([self.objective.run.seed, 1, epoch])
            self._permutation = (epoch, rng.permutation(n))
        return self._permutation[1][start:stop], epoch, stop


def rows_of_step(objective: Objective, coming: Update) -> NDArray[np.intp]:
    """The rows of the data set that the step's gradient is computed from."""
    return np.arange(objective.n_train) if coming.rows is None else coming.rows


def losses_after(objective: Objective, coming: Update) -> Losses:
    """The losses that the step `coming` leads to, to the last digit as a trainer records them."""
    theta = coming.after.theta
    with np.errstate(all="ignore"):
        return objective.losses(theta) if coming.rows is not None else objective.evaluate(theta)[0]
