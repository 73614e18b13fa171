"""Training: one update of the parameters a step, the same to the bit whenever it is done again."""

import math
from collections import deque
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.optimizers.base import State
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.data.samples import samples
from lossstudio.engine.scenarios.fields.field import Role
from lossstudio.engine.scenarios.fields.fields import are_same
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.first_parameters import initial_parameters
from lossstudio.engine.training.history import Checkpoints, LossRecord
from lossstudio.engine.training.objective import Losses, Objective
from lossstudio.engine.training.update import Moment, Stepper, Update

Array = NDArray[np.float64]

RECENT = 64
"""How many of the newest costs the diagnosis looks at."""

FLUSH = 4096
"""How many steps are recorded at a time."""

PATH_POINTS = 300
"""Most points of a path: as many as a picture of it can show."""


class Path(NamedTuple):
    """Parameters on the way: `steps` (m,), and theta (p,) at each of them."""

    steps: NDArray[np.int64]
    thetas: tuple[Array, ...]


class Segment(NamedTuple):
    """The settings from step `start` on.

    `reference_norm` is the largest gradient norm with which this or an earlier segment began: what
    a "small" gradient is measured by; `first_norm` is the one with which this segment began.
    """

    start: int
    data: Data
    run: Run
    as_classes: bool
    reference_norm: float
    first_norm: float = 0.0


class Trainer:
    """Trains one run of a scenario.

    `step` updates have been done; `last_step` is the furthest step known. Going back and on again
    takes the same path; `change` at an earlier step starts a new one. Raises `InputError` where
    data and loss do not fit together, and where the cost is not a finite number to begin with;
    `index` is the run's place in its scenario, for messages.
    """

    losses: Losses
    """Train loss, test loss, cost and validation loss at this step."""
    theta: Array
    """The parameters at this step, (p,), read-only."""
    moment: Moment
    """All that the coming step depends on besides the settings."""
    _objective: Objective
    _stepper: Stepper
    _gradient: Array | None
    previous_theta: Array | None
    """The parameters one step ago; None where settings changed."""
    _position: int
    _next_start: int

    def __init__(self, data: Data, run: Run, *, as_classes: bool = False, index: int = 0) -> None:
        self._index = index
        self._objective = Objective(run, samples(data, as_classes), index)
        self._recent_objectives: deque[tuple[Segment, Objective]] = deque(maxlen=4)
        self.theta = initial_parameters(self._objective, index)
        self.theta.flags.writeable = False
        self.moment = Moment(self.theta, (), 0, 0)
        self._check_is_finite(self._objective)
        self.step = 0
        self._state_before: State = ()  # the optimiser's, as it was when the segment began
        self._segments: list[Segment] = []
        self.recent_costs: deque[float] = deque(maxlen=RECENT)
        self._overflow_after: int | None = None
        self._known: Path | None = None
        self._begin(Segment(0, data, run, as_classes, 0.0))
        arrays = 1 + len(self.moment.state)
        size = 8 * len(self.theta) * arrays + 150 * (1 + arrays)
        self._checkpoints: Checkpoints[Moment] = Checkpoints(size)
        self._checkpoints.offer(0, self._checkpoint())
        self.record = LossRecord()
        self.record.extend([self._objective.recorded(self.losses)])

    # -- what is known now ------------------------------------------------------------------------

    @property
    def index(self) -> int:
        """The run's place in its scenario."""
        return self._index

    @property
    def objective(self) -> Objective:
        """The cost that is minimised now."""
        return self._objective

    @property
    def segment(self) -> Segment:
        """The settings in force now."""
        return self._segments[self._position]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All settings so far, in the order of their steps."""
        return tuple(self._segments)

    @property
    def last_step(self) -> int:
        """The furthest step that is known."""
        return len(self.record) - 1

    @property
    def overflowed(self) -> bool:
        """The step after this one was tried, and it leaves the finite numbers."""
        return self._overflow_after == self.step

    @property
    def changes(self) -> tuple[int, ...]:
        """The steps at which settings were changed on the way."""
        return tuple(segment.start for segment in self._segments[1:])

    @property
    def gradient(self) -> Array:
        """The gradient of the cost over the whole training set, (p,): 0 for what is held fixed."""
        if self._gradient is None:
            with np.errstate(all="ignore"):
                gradient = self._objective.evaluate(self.theta)[1]
            self._gradient = self._objective.by_free(gradient)
        return self._gradient

    @property
    def gradient_norm(self) -> float:
        """The norm of `gradient`; it overflows no earlier than the gradient itself."""
        largest = float(np.abs(self.gradient).max())
        if not 0.0 < largest < math.inf:
            return largest
        return largest * float(np.linalg.norm(self.gradient / largest))

    @property
    def rate(self) -> float:
        """The learning rate that the schedule gives the coming step."""
        return self._stepper.rate(self.step)

    @property
    def start_cost(self) -> float | None:
        """The cost at step 0; None where it was another quantity than now."""
        first, now = self._segments[0], self.segment
        same = are_same(first.data, now.data, Role.DATA) and are_same(
            first.run, now.run, Role.MODEL, Role.COST
        )
        return float(self.record.curves(0, 1).low[0, 2]) if same else None

    @property
    def coming(self) -> Update:
        """The step that comes next."""
        full = self.gradient if self._objective.batch_size is None else None
        with np.errstate(all="ignore"):
            return self._stepper.update(self.moment, self.step, full)

    @property
    def path(self) -> Path:
        """Where the run has been so far: every step at first, then fewer and fewer of them."""
        steps, moments = self._checkpoints.until(self.step, PATH_POINTS)
        return Path(np.array(steps), tuple(moment.theta for moment in moments))

    @property
    def known(self) -> Path:
        """All that is kept of the way, that of later known steps included: up to 4096 steps, evenly
        spaced. The same object as long as it is the same."""
        moments, old = self._checkpoints.states, self._known
        if old is None or old.thetas[-1] is not moments[-1].theta or len(old.steps) != len(moments):
            steps = self._checkpoints.spacing * np.arange(len(moments), dtype=np.int64)
            self._known = old = Path(steps, tuple(map(attrgetter("theta"), moments)))
        return old

    # -- going on ---------------------------------------------------------------------------------

    def advance(self, count: int) -> int:
        """Do up to `count` steps; returns how many were done.

        Fewer than `count` only where the next step would leave the finite numbers: `overflowed` is
        then true, and the trainer stays at the last finite step.
        """
        done = 0
        while done < count:
            wanted = min(count - done, FLUSH)
            got = self._advance(wanted)
            done += got
            if got < wanted:
                break
        return done

    def _advance(self, count: int) -> int:
        done = 0
        known = self.last_step
        new: list[tuple[float, ...]] = []
        with np.errstate(all="ignore"):
            while done < count and self._next():
                done += 1
                if self.step > known:
                    new.append(self._objective.recorded(self.losses))
                    if self.step % self._checkpoints.spacing == 0:
                        self._checkpoints.offer(self.step, self._checkpoint())
        self.record.extend(new)
        return done

    def _next(self) -> bool:
        """One update; False, with nothing changed, if it leads out of the finite numbers."""
        objective = self._objective
        full = objective.batch_size is None
        update = self._stepper.update(self.moment, self.step, self.gradient if full else None)
        theta = update.after.theta
        gradient: Array | None = None
        if full:
            losses, gradient = objective.evaluate(theta)
        else:
            losses = objective.losses(theta)
        if not are_finite(losses, objective):
            self._overflow_after = self.step
            return False
        theta.flags.writeable = False
        self._gradient = None if gradient is None else objective.by_free(gradient)
        self.previous_theta = self.theta
        self.theta, self.moment, self.losses = theta, update.after, losses
        self.step += 1
        self.recent_costs.append(losses.cost)
        if self.step == self._next_start:
            self._state_before = self.moment.state
            self._take_up(self._position + 1)
        return True

    def _checkpoint(self) -> Moment:
        begins = self.step == self.segment.start
        return self.moment._replace(state=self._state_before) if begins else self.moment

    # -- settings that change on the way ----------------------------------------------------------

    def objective_for(self, data: Data, run: Run, *, as_classes: bool = False) -> Objective:
        """The objective that a `change` to these settings would minimise; it changes nothing.

        Raises `InputError` where the settings do not fit together or have no finite cost at this
        step, and `ValueError` where the model has other parameters, so that the run has to start
        anew.
        """
        objective = Objective(run, samples(data, as_classes), self._index, like=self._objective)
        if objective.model.layout != self._objective.model.layout:
            raise ValueError("another model: the run cannot continue, it has to start anew")
        self._check_is_finite(objective)
        return objective

    def change(self, data: Data, run: Run, *, as_classes: bool = False) -> None:
        """Go on from this step with other settings; what was known of later steps is forgotten.

        The parameters stay; an optimiser of another kind starts with a fresh state. Raises what
        `objective_for` raises, and then changes nothing.
        """
        objective = self.objective_for(data, run, as_classes=as_classes)
        self.forget_later()
        if self.segment.start != self.step:
            self._state_before = self.moment.state
        self._segments = [segment for segment in self._segments if segment.start < self.step]
        self._objective = objective
        self._begin(Segment(self.step, data, run, as_classes, 0.0))
        self._overflow_after = None
        self.record.replace_last(self._objective.recorded(self.losses))

    def _check_is_finite(self, objective: Objective) -> None:
        with np.errstate(all="ignore"):
            losses = objective.losses(self.theta)
        if not are_finite(losses, objective):
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{field} = {value}: at these parameters and for these data the cost is not a "
                    "finite number; another loss, smaller numbers in the data or an earlier step "
                    "may have one",
                ),
                field=f"runs.{self._index}.loss",
                value=shown(objective.run.loss),
            )

    def _begin(self, segment: Segment) -> None:
        """Add `segment`, whose objective is the current one, and take it up."""
        earlier = self._segments[-1].reference_norm if self._segments else 0.0
        self._segments.append(segment)
        self._take_up(len(self._segments) - 1, self._objective)
        norm = self.gradient_norm
        segment = segment._replace(reference_norm=max(norm, earlier), first_norm=norm)
        self._segments[-1] = segment
        self._recent_objectives.append((segment, self._objective))

    def _take_up(self, position: int, objective: Objective | None = None) -> None:
        """Compute with the settings of a segment from this step on."""
        segment = self._segments[position]
        self._position = position
        self._objective = objective or self._objective_of(segment)
        self._stepper = Stepper(self._objective)
        following = self._segments[position + 1 : position + 2]
        self._next_start = following[0].start if following else -1
        if position and self._segments[position - 1].run.optimizer == segment.run.optimizer:
            state = self._state_before
        else:
            state = self._stepper.fresh_state()
        self.moment = self.moment._replace(state=state)
        self._gradient = None
        self.previous_theta = None
        with np.errstate(all="ignore"):
            if self._objective.batch_size is None:
                self.losses, gradient = self._objective.evaluate(self.theta)
                self._gradient = self._objective.by_free(gradient)
            else:
                self.losses = self._objective.losses(self.theta)
        self.recent_costs.clear()
        self.recent_costs.append(self.losses.cost)

    def _objective_of(self, segment: Segment) -> Objective:
        """The objective of `segment`; only the last few are kept, since each holds the data."""
        for known, objective in self._recent_objectives:
            if known is segment:
                return objective
        dataset = samples(segment.data, segment.as_classes)
        objective = Objective(segment.run, dataset, self._index, like=self._objective)
        self._recent_objectives.append((segment, objective))
        return objective

    def forget_later(self) -> None:
        """Make this step the last one that is known."""
        step = self.step
        if step == self.last_step:
            return
        self._checkpoints.truncate(step)
        self._segments = [segment for segment in self._segments if segment.start <= step]
        self._next_start = -1
        left = self.record.truncate(step + 1)
        if left <= step:  # a bucket of the thinned record was cut: record its first steps again
            self._return_to(max(left - 1, 0))
            if not left:
                self.record.extend([self._objective.recorded(self.losses)])
            self.advance(step - self.step)

    # -- going back -------------------------------------------------------------------------------

    def go_to(self, step: int) -> None:
        """Return to `step` exactly, with the costs before it that the diagnosis looks at.

        Raises `ValueError` for a step that is not known.
        """
        if not 0 <= step <= self.last_step:
            raise ValueError(f"step {step} is not among the known steps 0 to {self.last_step}")
        self._return_to(step)

    def _return_to(self, step: int) -> None:
        start, moment = self._checkpoints.before(max(0, step - RECENT))
        if not start <= self.step <= step:
            self._restore(start, moment)
        with np.errstate(all="ignore"):
            while self.step < step:
                if not self._next():
                    raise AssertionError(f"step {self.step + 1} was finite and is not any more")

    def _restore(self, step: int, moment: Moment) -> None:
        self.theta, self._state_before, self.moment = moment.theta, moment.state, moment
        self.step = step
        position = max(i for i, segment in enumerate(self._segments) if segment.start <= step)
        self._take_up(position)
        if self.segment.start < step:
            self.moment = moment


def are_finite(losses: Losses, objective: Objective) -> bool:
    """A step may lead to these losses: beyond them, the trainer stays where it is."""
    train, test, cost, validation = losses
    return (
        math.isfinite(cost + train)
        and (math.isfinite(test) or not objective.n_test)
        and (math.isfinite(validation) or not objective.n_validation)
    )
