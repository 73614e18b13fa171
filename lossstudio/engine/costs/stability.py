"""The largest learning rate at which plain gradient descent is stable."""

import math
from dataclasses import dataclass

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.training.trainer import Trainer


@dataclass(frozen=True)
class Stability:
    """The largest learning rate at which plain gradient descent is stable, 2/λmax.

    `limit` is None where λmax ≤ 0 (there is no limit). `is_local` where the Hessian changes with
    the parameters, so that the limit holds only near where they are now.
    """

    largest_curvature: float
    limit: float | None
    is_local: bool


def stability(trainer: Trainer) -> Stability | None:
    """λmax and 2/λmax for plain full-batch gradient descent; None for everything else.

    Also None for losses without a useful second derivative (absolute, pinball and hinge loss).
    """
    objective = trainer.objective
    if (
        not OPTIMIZERS[objective.run.optimizer].is_plain
        or objective.batch_size is not None
        or not objective.has_curvature
    ):
        return None
    cost = CostFacts(objective, trainer.theta)
    curvature = cost.curvature_everywhere() if cost.is_quadratic else None
    if curvature is None:
        curvature = objective.largest_curvature(trainer.theta)
    if not math.isfinite(curvature):
        return None
    limit = 2.0 / curvature if curvature > 0 else math.inf
    return Stability(curvature, limit if math.isfinite(limit) else None, not cost.is_quadratic)
