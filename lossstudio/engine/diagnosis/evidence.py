"""What of a run can be shown: each thing that is claimed of it rests on one of these."""

import math
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.costs.optimum import is_small
from lossstudio.engine.costs.stability import Stability, stability
from lossstudio.engine.diagnosis.local import Local, jitters_like_a_kink, local, lowest_along_flat
from lossstudio.engine.diagnosis.separation import all_are_right
from lossstudio.engine.training.trainer import RECENT, Trainer

Array = NDArray[np.float64]

LONG = 500
"""Steps that a run has stood at its optimum when that is said of it by the cost alone."""
AHEAD = 5000
"""As many steps ahead a claim is to hold."""


class Gap(NamedTuple):
    """How far the cost is above the lowest one, and what that is to be measured by.

    `least` is the lowest cost and `spread` what the best constant prediction costs above it: what
    there is to learn. All in one unit, which is not the cost's own where that would overflow or
    underflow. `is_known`: it is computed and not only estimated from the curvature here.
    """

    value: float
    least: float
    spread: float
    is_known: bool

    def is_within(self, share: float, share_of_spread: float) -> bool:
        """It is no more than these shares of the lowest cost and of the spread together."""
        return self.value <= share * abs(self.least) + share_of_spread * max(self.spread, 0.0)


class Turns(NamedTuple):
    """The cost turned so many times in the last `steps` steps, between two heights."""

    turns: int
    steps: int
    low: float
    high: float


class Growth(NamedTuple):
    """The cost grew from `low` to `high` within `steps` steps, and nothing will stop it."""

    low: float
    high: float
    steps: int


class RunFacts:
    """The facts of `trainer`'s run at its step."""

    def __init__(self, trainer: Trainer) -> None:
        self.trainer = trainer
        self.objective = trainer.objective
        self.cost = CostFacts(trainer.objective, trainer.theta)
        run = trainer.objective.run
        self.run = run
        self.optimizer = OPTIMIZERS[run.optimizer]
        self.optimizer_numbers = self.optimizer.hyperparameters(run.optimizer_parameters)
        self.has_batches = trainer.objective.batch_size is not None
        self.norm = trainer.gradient_norm
        self.costs = np.array(trainer.recent_costs)
        self.rate = trainer.rate
        self.decay = self.optimizer.decay(**self.optimizer_numbers)
        self.stability: Stability | None = stability(trainer)

    # -- the schedule ------------------------------------------------------------------------------

    @cached_property
    def still_to_come(self) -> float:
        """The sum of all learning rates from here on."""
        schedule = SCHEDULES[self.run.schedule]
        numbers = schedule.hyperparameters(self.run.schedule_parameters)
        return schedule.still_to_come(self.run.learning_rate, self.trainer.step, **numbers)

    @property
    def stands_still(self) -> bool:
        """The schedule has come to 0, or so near that no parameter moves any more."""
        theta = self.trainer.theta
        if self.still_to_come == 0.0:
            return True
        if not math.isfinite(self.still_to_come):
            return False
        change = self.trainer.coming.change
        if not self.rate > 0.0:
            return True
        reach = np.abs(change) * (self.still_to_come / self.rate)
        return bool(np.all(reach <= 1e-6 * np.maximum(np.abs(theta), np.linalg.norm(theta) * 0.1)))

    def rate_after(self, steps: int) -> float:
        """The learning rate so many steps ahead."""
        schedule = SCHEDULES[self.run.schedule]
        numbers = schedule.hyperparameters(self.run.schedule_parameters)
        return schedule.rate(self.run.learning_rate, self.trainer.step + steps, **numbers)

    # -- how near the optimum is -------------------------------------------------------------------

    @cached_property
    def gradient_is_small(self) -> bool:
        """Beside the largest one that a segment began with, or beside the cost."""
        reference, start = self.trainer.segment.reference_norm, self.trainer.start_cost
        cost = self.trainer.losses.cost  # which is huge where the run has gone off
        return is_small(self.norm, reference, cost if start is None else min(cost, abs(start)))

    @cached_property
    def is_still(self) -> bool:
        """The recent costs hardly differ: only then is it worth while to look for the optimum."""
        size = max(abs(float(self.costs[-1])), 1e-8 * abs(self.cost.constant_cost()))
        return len(self.costs) == RECENT and bool(np.ptp(self.costs) <= 0.02 * size)

    @cached_property
    def local(self) -> Local | None:
        """The quadratic model here."""
        theta, gradient = self.trainer.theta, self.trainer.gradient
        return self.cost.at(theta, "local", lambda: local(self.cost, theta, gradient))

    @cached_property
    def lower_nearby(self) -> float:
        """By how much the cost is lower a little way along a network's flat directions."""
        theta, here = self.trainer.theta, self.local
        if here is None or self.cost.is_linear:
            return 0.0
        found = self.cost.at(
            theta, "lowest", lambda: lowest_along_flat(self.objective, theta, here)
        )
        return max(self.trainer.losses.cost - found, 0.0)

    @cached_property
    def targets_are_equal(self) -> bool:
        """All training samples have the same target: then the start alone says what is far off."""
        y = self.objective.y[: self.objective.n_train]
        return bool(np.ptp(y) <= 1e-13 * np.abs(y).max())

    @property
    def constant_or_start(self) -> float:
        """The cost of the best constant; of equal targets, which it fits, that of the start."""
        constant, start = self.cost.constant_cost(), self.trainer.start_cost
        return constant if start is None or not self.targets_are_equal else max(constant, start)

    @cached_property
    def gap(self) -> Gap | None:
        """How far the cost is above the lowest one; None where that is not known."""
        if (squares := self.cost.squares()) is not None:
            value = squares.gap(self.trainer.theta / 1.0)
            spread = squares.spread
            if self.targets_are_equal:
                spread = squares.gap(self.trainer.known.thetas[0] / 1.0)
            return Gap(value, squares.rest, spread, True)
        cost = self.trainer.losses.cost
        least = self.cost.least()
        if least is not None:
            lowest = min(least.cost, float(self.costs.min()))
            return Gap(cost - lowest, lowest, self.constant_or_start - lowest, True)
        here = self.local
        if here is None:
            return None
        lowest = cost - here.gap
        return Gap(here.gap, lowest, self.cost.constant_cost() - lowest, False)

    @cached_property
    def long_high(self) -> tuple[int, float]:
        """How many of the newest steps under these settings are looked at, and their highest cost.

        At most `LONG` of them."""
        trainer = self.trainer
        first = max(trainer.segment.start, trainer.step - LONG)
        curves = trainer.record.curves(first, trainer.step + 1)
        return trainer.step - first, float(curves.high[:, 2].max())

    # -- what the costs do -------------------------------------------------------------------------

    @cached_property
    def turns(self) -> Turns | None:
        """The cost goes up and down, in steps that are not rounding."""
        for last, share in ((self.costs[-20:], 0.5), (self.costs, 0.4)):
            steps = np.diff(last)
            if len(steps) < 2:
                return None
            swing = float(last.max() - last.min())
            rounding = 1e-9 * max(abs(float(last[-1])), 1e-300)
            turns = int(np.count_nonzero(steps[1:] * steps[:-1] < 0))
            if turns >= share * (len(steps) - 1) and swing > rounding:
                if swing <= 1e-9 * abs(self.constant_or_start):
                    return None  # next to nothing of what there is to learn
                return Turns(turns, len(steps), float(last.min()), float(last.max()))
        return None

    @property
    def dies_out(self) -> bool:
        """The run swings because it remembers its velocity, and its swings become shorter."""
        if not self.trainer.moment.state:
            return False
        largest = self.cost.curvature_everywhere() if self.cost.is_quadratic else None
        if largest is not None:
            return self.rate * largest < self.optimizer.stable_below(**self.optimizer_numbers)
        half = len(self.costs) // 2
        is_full = len(self.costs) == RECENT
        return is_full and bool(np.ptp(self.costs[-half:]) < 0.7 * np.ptp(self.costs[:half]))

    @property
    def long_fall(self) -> tuple[float, int] | None:
        """By what share of itself the cost has fallen in how many steps, by a line through the
        means of blocks of steps; None where that could be chance."""
        trainer, start = self.trainer, self.trainer.segment.start
        first = max(trainer.step - AHEAD, (start + trainer.step) // 2)
        curves = trainer.record.curves(first, trainer.step + 1)
        costs = 0.5 * curves.low[:, 2] + 0.5 * curves.high[:, 2]
        if len(costs) < RECENT:
            return None
        means = np.array([block.mean() for block in np.array_split(costs, 16)])
        x = np.arange(16.0) - 7.5
        slope = float(x @ means / (x @ x))
        rest = means - means.mean() - slope * x
        chance = float(np.sqrt(rest @ rest / 14.0 / (x @ x)))
        fall = -15.0 * slope / max(abs(float(means.mean())), 1e-300)
        return (fall, trainer.step - first) if -slope > 3.0 * chance and fall > 0.01 else None

    @cached_property
    def narrow_bend(self) -> bool:
        """Steps jump over a bend at the lowest cost as over a kink: |r|**1.1 has one at r = 0."""
        least = None if self.cost.is_quadratic else self.cost.least()
        if least is None or not self.optimizer.steps_fade or not self.rate > 0.0:
            return False
        theta, largest = least.theta, self.cost.curvature_everywhere()
        limit = self.optimizer.stable_below(**self.optimizer_numbers) / self.rate
        if largest is not None and largest < 1e3 * limit:
            return False
        key = np.append(theta, limit)
        return self.cost.at(key, "bend", lambda: jitters_like_a_kink(self.objective, theta, limit))

    @cached_property
    def cosine(self) -> float | None:
        """Between the coming step and the one before: -1 where it goes straight back."""
        before = self.trainer.previous_theta
        if before is None or self.has_batches or len(self.costs) < 3:
            return None
        last, coming = self.trainer.theta - before, self.trainer.coming.change
        length = float(np.linalg.norm(last)) * float(np.linalg.norm(coming))
        return float(last @ coming) / length if 0.0 < length < math.inf else None

    @cached_property
    def steps_are_long(self) -> bool:
        """The coming step is about as long as the learning rate, in some parameter."""
        return float(np.abs(self.trainer.coming.change).max()) >= 0.02 * self.rate

    @property
    def is_frozen(self) -> bool:
        """The coming step is too short to change any parameter."""
        theta = self.trainer.theta
        changed = theta + 1e3 * self.trainer.coming.change
        return not self.has_batches and bool(np.all(changed == theta))

    @cached_property
    def burst(self) -> float:
        """By how much the cost may yet leap up, at most, where the optimiser forgets the gradients
        that keep its steps short: once it divides by less than λ·η over a constant, steps grow
        until they are as long as the learning rate.
        """
        if self.optimizer.steps_fade or self.optimizer.divides_by is None:
            return 0.0
        if self.still_to_come == 0.0 or (self.norm == 0.0 and self.is_frozen):
            return 0.0
        here = self.local
        if here is not None and not self._overshoots(here.hessian):
            return 0.0
        hessian = self.cost.hessian_bound() if here is None else here.hessian
        if hessian is None or not self.cost.is_linear:
            return math.inf  # so far off, a network's curvature is different
        return 0.05 * self.rate**2 * float(np.abs(np.diag(hessian)).sum())

    def _overshoots(self, hessian: Array) -> bool:
        """Steps across this curvature overshoot once gradients have been small for long."""
        numbers = self.optimizer_numbers
        assert self.optimizer.divides_by is not None
        divisor = self.optimizer.divides_by(self.trainer.moment.state, **numbers)
        if self.objective.free is not None:
            divisor = divisor[self.objective.free]
        kept = self.optimizer.remembers(**numbers) ** (0.5 * AHEAD)
        divisor = divisor * kept + float(numbers.get("epsilon", 0.0))
        scaled = hessian / np.sqrt(np.outer(divisor, divisor))
        if not np.isfinite(scaled).all():
            return True
        steepest = self.rate_after(AHEAD) * float(np.linalg.eigvalsh(scaled)[-1])
        return not steepest < self.optimizer.stable_below(**numbers)

    @cached_property
    def rise(self) -> Array | None:
        """The newest costs, where most went up: the last few fast, or all recent ones slowly.

        None too below what the cost has been recently: momentum swings up and down, ever lower.
        """
        costs = self.costs
        if costs[-10:].max() < costs.max():
            return None
        for last, growth in ((costs[-10:], 1.5), (costs, 1.02)):
            ups = np.count_nonzero(np.diff(last) > 0)
            if ups >= 0.7 * (len(last) - 1) and last[-1] > growth * abs(last[0]):
                return last
        return None

    @cached_property
    def growth(self) -> Growth | None:
        """The cost grows, and goes on to grow without end."""
        rise = self.rise
        is_growing = rise is not None and self._goes_on_growing
        if not is_growing and self._runs_away:
            rise, is_growing = self.costs, True
        if rise is None or not is_growing:
            return None
        return Growth(float(rise[0]), float(rise[-1]), len(rise) - 1)

    @property
    def _goes_on_growing(self) -> bool:
        """What is known of cost and optimiser tells that it grows without end, once it grows."""
        optimizer = self.optimizer
        if optimizer.step_is_bounded:  # its steps are no longer than the rate allows
            return self.decay * min(self.rate, self.rate_after(AHEAD)) > 2.0
        limit = optimizer.stable_below(**self.optimizer_numbers)
        if self.cost.is_quadratic and not self.has_batches:
            largest = self.cost.curvature_everywhere()
            return largest is not None and self._outgrows(largest, limit)
        if self.cost.is_linear and self.cost.is_subquadratic:
            return self._outgrows(self.objective.penalty.largest_curvature, limit)
        return False

    def _outgrows(self, curvature: float, limit: float) -> bool:
        """Steps across a direction of this curvature grow, by far, before the schedule calms them.

        Each multiplies the distance by about 1 − ηλ·2/limit; exactly so for gradient descent.
        """
        if self.rate * curvature <= limit:
            return False
        if self.run.schedule == "constant":
            return True
        at = np.unique(np.geomspace(1, AHEAD, 60).astype(np.int64)) - 1
        rates = np.array([self.rate_after(int(step)) for step in at])
        growth = np.log(np.maximum(2.0 * rates * curvature / limit - 1.0, 1e-3))
        growth = np.where(rates * curvature > limit, growth, 0.0)
        return bool(2.0 * np.trapezoid(growth, at) > math.log(30.0))

    @property
    def _runs_away(self) -> bool:
        """So far above all that is ordinary, and rising so steadily, that nothing bounds it."""
        if len(self.costs) < RECENT // 2 or self.optimizer.step_is_bounded:
            return False
        if self.cost.is_linear and self.cost.is_subquadratic:
            return False
        constant = abs(self.cost.constant_cost())
        start = self.trainer.start_cost
        usual = max(constant, abs(start) if start is not None else 0.0)
        if not math.isfinite(usual):
            return False
        far = 1e6 if self.has_batches or not self.cost.is_linear else 1e3
        if self.costs[-1] < far * usual or self.rate_after(AHEAD) < 0.5 * self.rate:
            return False
        quarters = np.array_split(self.costs, 4)
        lows = [float(quarter.min()) for quarter in quarters]
        is_steady = all(later > earlier for earlier, later in pairwise(lows))
        # A leap to where the loss is flat rises too, but ever less.
        still_grows = float(quarters[3].max()) > 1.3 * float(quarters[2].max())
        return is_steady and still_grows and self.costs[-1] > 10.0 * self.costs[0]

    # -- where the optimum is at infinity ----------------------------------------------------------

    @cached_property
    def all_are_right(self) -> bool:
        """Every training sample is on its right side of the decision; see `all_are_right`."""
        return all_are_right(self.objective, self.trainer.theta)

    @cached_property
    def penalty_kink_is_near(self) -> bool:
        """Some weight is within ten steps of 0, where the l1 penalty has its kink."""
        if not self.run.l1:
            return False
        theta, before = self.trainer.theta, self.trainer.previous_theta
        weights = self.objective.penalty.weights
        reach = np.abs(weights(self.trainer.coming.change))
        if before is not None:
            reach = np.maximum(reach, np.abs(weights(theta - before)))
        is_near = (np.abs(weights(theta)) <= 10.0 * reach) & self.objective.is_weight
        free = self.objective.free
        return bool(np.any(is_near if free is None else is_near & free))
