"""Whether a run is at its optimum, and whether there is a finite one."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.curvature import hessian_linear
from lossstudio.core.tasks import Task
from lossstudio.engine.trainer import Trainer

Array = NDArray[np.float64]

SMALL_GRADIENT = 1e-6
"""Converged: the gradient's norm is this small beside the largest one that a segment began with."""
NEAR_OPTIMUM = 1e-3
"""Converged: a Newton step would move the scores by less than this, relative to their size."""
SATURATED = 1e-10
"""A direction in which the scores vary, but the mean second derivative of the loss is smaller."""
MOST_PARAMETERS = 300
"""Larger Hessians are not built for the check of the distance to the optimum."""


def has_no_finite_optimum(trainer: Trainer) -> bool:
    """Every training sample is on its right side, and the loss falls for ever as scores grow.

    Then scaling up the output weights lowers every loss, so that no finite parameters are best.
    """
    if not _falls_for_ever(trainer):
        return False
    objective = trainer.objective
    n = objective.n_train
    raw = objective.model.forward(trainer.theta, objective.features[:n])[0]
    y = objective.y[:n]
    if objective.loss.task is Task.BINARY:
        return bool(np.all((2.0 * y - 1.0) * raw > 0.0))
    right = np.where(y > 0.5, raw, np.inf).min(axis=1)
    others = np.where(y > 0.5, -np.inf, raw).max(axis=1)
    return bool(np.all(right > others))


def is_converged(trainer: Trainer, norm: float) -> bool:
    """The gradient, whose norm is `norm`, is practically zero, and the optimum is here."""
    if not is_small(norm, trainer.segment.reference_norm, trainer.losses.cost):
        return False
    return optimum_is_near(trainer, NEAR_OPTIMUM) is not False


def is_small(norm: float, reference: float, cost: float) -> bool:
    """A gradient of this norm is practically zero, beside `reference` or beside the cost."""
    return norm <= SMALL_GRADIENT * reference or norm <= 1e-12 * (1.0 + abs(cost))


def optimum_is_near(trainer: Trainer, within: float) -> bool | None:
    """A Newton step would move the raw scores by less than `within`, relative to their size.

    A small gradient can also be a long valley that leads to infinity, as with classes that touch
    but do not overlap, or a sigmoid that is saturated on the wrong side. Scores are compared, not
    parameters, so that the inputs' units do not matter. None where the Hessian is not at hand: for
    networks, for losses with kinks, and for very many parameters.
    """
    objective, theta = trainer.objective, trainer.theta
    if not (
        objective.model.is_linear and objective.has_curvature and len(theta) <= MOST_PARAMETERS
    ):
        return None
    n = objective.n_train
    features, y = objective.features[:n], objective.y[:n]
    k = y.shape[1]
    # The Hessian of a loss whose second derivative is 1; softmax scores count up to a common shift.
    unit = np.eye(k) - (1.0 / k if k > 1 else 0.0)
    plain = hessian_linear(features, np.broadcast_to(unit, (n, k, k)), 1.0 / n)
    hessian = hessian_linear(features, objective.second(theta), 1.0 / n)
    hessian += np.diag(objective.penalty_diagonal / (n * objective.scale))
    size = np.sqrt(np.diag(plain))  # how far the scores move with each parameter
    size[size == 0.0] = 1.0
    plain, hessian = plain / np.outer(size, size), hessian / np.outer(size, size)
    if not np.isfinite(hessian).all():
        return None
    gradient = trainer.gradient / (n * objective.scale) / size
    newton = np.linalg.lstsq(hessian, gradient, rcond=1e-13)[0]
    raw = objective.model.forward(theta, features)[0]
    usual = np.sqrt(np.mean(y**2)) if objective.loss.task is Task.REGRESSION else 1.0
    if np.linalg.norm(newton) > within * (usual + np.sqrt(np.mean(raw**2))):
        return False
    return not (_falls_for_ever(trainer) and _is_saturated(hessian, plain))


def _falls_for_ever(trainer: Trainer) -> bool:
    """A sample's loss has no minimum, and no penalty makes up for that."""
    objective = trainer.objective
    if objective.loss.task is Task.REGRESSION or objective.run.l1 or objective.run.l2:
        return False
    return not objective.loss.attains_minimum(**objective.hyperparameters)


def _is_saturated(hessian: Array, plain: Array) -> bool:
    """In some direction the scores differ between samples, but the loss has lost its curvature.

    Where classes touch without overlapping, the scores beside the touching samples grow until the
    losses, the gradient and the curvature vanish, and the Newton step with them.
    """
    spread, directions = np.linalg.eigh(plain)
    seen = spread > 1e-12 * spread[-1]
    basis = directions[:, seen] / np.sqrt(spread[seen])
    return bool(np.linalg.eigvalsh(basis.T @ hessian @ basis)[0] < SATURATED)
