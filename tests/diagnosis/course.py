"""A run as it goes: what is said on the way, every cost, and what comes in 5,000 further steps."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from costs import Cost, best_constant, convex_optimum, kind_of_optimum
from scenarios import Case

from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.text import Message
from lossstudio.engine.diagnosis import diagnose
from lossstudio.engine.scenarios.scenario import Run
from lossstudio.engine.training.trainer import Trainer

FURTHER = 5000
WINDOW = 64
"""How many of the last steps are looked at one by one."""
LONG = 500
"""What holds must hold throughout so many steps."""


@dataclass
class Said:
    """What is said at a step, and the parameters there and at the steps before."""

    step: int
    status: str
    reason: str
    message: Message
    advice: tuple
    theta: np.ndarray
    overflowed: bool
    window: list = field(default_factory=list)


@dataclass
class Series:
    """Costs of steps 0, 1, …; `overflow` is the last step before the numbers are not finite."""

    costs: np.ndarray
    overflow: int | None
    end: np.ndarray


class Course:
    """The run of a case, judged at its steps."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.run: Run = case.run
        self.is_network = case.run.model == "mlp"
        self.trainer = trainer = case.trainer()
        self.cost: Cost | None = None if self.is_network else case.cost()
        self.first = trainer.theta
        self.said: list[Said] = []
        self.early: list[np.ndarray] = []
        last = case.steps[-1]
        for step in case.steps:
            if step == last > LONG:
                trainer.advance(max(0, last - LONG - trainer.step))
                self.early = _walk(trainer, last - LONG + 20)
            trainer.advance(max(0, step - WINDOW - trainer.step))
            thetas = _walk(trainer, step)
            if trainer.overflowed:
                trainer.go_to(max(0, trainer.step - WINDOW))
                thetas = _walk(trainer, trainer.last_step)
                trainer.advance(1)
            said = diagnose(trainer)
            self.said.append(
                Said(
                    trainer.step,
                    str(said.status),
                    str(said.reason),
                    said.reason,
                    tuple(getattr(said, "advice", ())),
                    trainer.theta,
                    trainer.overflowed,
                    thetas,
                )
            )
            if trainer.overflowed:
                break

    @property
    def last(self) -> Said:
        """What is said at the last step."""
        return self.said[-1]

    @cached_property
    def series(self) -> Series:
        """All costs, those of the further steps too."""
        trainer, wanted = self.trainer, self.last.step + FURTHER
        plain = self.run.optimizer in ("gradient_descent", "momentum", "nesterov")
        calm = plain and trainer.objective.batch_size is None
        convex = self.cost is not None and self.cost.loss.convex
        while trainer.step < wanted and not trainer.overflowed:
            before = trainer.theta
            done = trainer.advance(min(250, wanted - trainer.step))
            if not calm or done < 250:
                continue
            if _stand_still(trainer, before):
                break
            new = costs_of(trainer)[-1000:]
            if trainer.step >= self.last.step + 1000 and convex and (np.diff(new) <= 0).all():
                break  # plain descent that falls goes on to fall
        costs = costs_of(trainer)
        overflow = trainer.step if trainer.overflowed else None
        if overflow is None:
            costs = np.r_[costs, np.full(wanted + 1 - len(costs), costs[-1])]
        return Series(costs, overflow, trainer.theta)

    @cached_property
    def known(self) -> np.ndarray:
        """The costs up to the last judged step."""
        return costs_of(self.trainer)[: self.last.step + 1]

    @cached_property
    def optimum_kind(self):
        """What is known of the cost's infimum without looking for it; not for networks."""
        return kind_of_optimum(self.cost)

    @cached_property
    def optimum(self):
        """The optimum of a convex cost that has one."""
        return convex_optimum(self.cost)

    def trainer_rate(self, step):
        """The learning rate of the schedule after `step` steps."""
        schedule = SCHEDULES[self.run.schedule]
        given = schedule.hyperparameters(self.run.schedule_parameters)
        return schedule.rate(self.run.learning_rate, step, **given)

    @cached_property
    def constant(self) -> float:
        """The cost of the best constant prediction."""
        if self.cost is not None:
            return best_constant(self.cost)
        plain = self.run.__class__(
            **{f: getattr(self.run, f) for f in ("loss", "formula", "loss_parameters")},
            reduction=self.run.reduction,
        )
        return best_constant(Cost.of(plain, self.trainer.objective.dataset))

    def gradient(self, theta):
        """The gradient of the cost: my own, but for networks."""
        if self.cost is not None:
            return self.cost.gradient(theta)
        with np.errstate(all="ignore"):
            return self.trainer.objective.evaluate(theta)[1]

    def weight_norm(self, theta):
        """The length of all weights, without biases."""
        objective = self.trainer.objective
        is_weight = objective.is_weight if self.cost is None else self.cost.is_weight > 0
        return float(np.linalg.norm(theta[is_weight]))

    def value(self, theta):
        """The cost at theta."""
        if self.cost is not None:
            return self.cost.value(theta)
        with np.errstate(all="ignore"):
            return self.trainer.objective.losses(theta).cost

    def rounding(self, theta):
        """How far off the cost at theta may be by rounding alone."""
        if self.cost is not None:
            return self.cost.rounding(theta)
        return 1e-13 * abs(self.value(theta)) + 1e-28

    def branch(self, step: int, **changed) -> Trainer:
        """Another trainer at `step` of this run, with other fields of the run from there on."""
        trainer = self.case.trainer()
        trainer.advance(step)
        fields = {name: getattr(self.run, name) for name in Run.__struct_fields__}
        trainer.change(self.case.data, Run(**fields | changed), as_classes=self.case.as_classes)
        return trainer


def _walk(trainer, to):
    thetas = [trainer.theta]
    while trainer.step < to and trainer.advance(1):
        thetas.append(trainer.theta)
    return thetas


def _stand_still(trainer, before):
    recent = np.array(trainer.recent_costs)
    return bool(np.all(before == trainer.theta) and np.ptp(recent) == 0.0)


def costs_of(trainer):
    """The cost of every known step, none of them thinned out."""
    count = trainer.last_step + 1
    costs = trainer.record.curves(0, count, at_most=count).low[:, 2]
    assert len(costs) == count
    return costs
