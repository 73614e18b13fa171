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
"""Converged: a Newton step would move the parameters by less than this, relative to their norm."""
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
    reference = trainer.segment.reference_norm
    if norm > SMALL_GRADIENT * reference and norm > 1e-12 * (1.0 + abs(trainer.losses.cost)):
        return False
    return optimum_is_near(trainer, NEAR_OPTIMUM) is not False


def optimum_is_near(trainer: Trainer, within: float) -> bool | None:
    """A Newton step would move the parameters by less than `within`, relative to their norm.

    A small gradient can also be a long valley that leads to infinity, as with classes that touch
    but do not overlap, or a sigmoid that is saturated on the wrong side. None where the Hessian is
    not at hand: for networks, for losses with kinks, and for very many parameters.
    """
    objective, theta = trainer.objective, trainer.theta
    if not (
        objective.model.is_linear and objective.has_curvature and len(theta) <= MOST_PARAMETERS
    ):
        return None
    hessian = _hessian(trainer, objective.second(theta)) + np.diag(objective.penalty_diagonal)
    if not np.isfinite(hessian).all():
        return None
    newton = np.linalg.lstsq(hessian, trainer.gradient, rcond=1e-13)[0]
    if np.linalg.norm(newton) > within * (1.0 + np.linalg.norm(theta)):
        return False
    return not (_falls_for_ever(trainer) and _is_saturated(trainer, hessian))


def _falls_for_ever(trainer: Trainer) -> bool:
    """A sample's loss has no minimum, and no penalty makes up for that."""
    objective = trainer.objective
    if objective.loss.task is Task.REGRESSION or objective.run.l1 or objective.run.l2:
        return False
    return not objective.loss.attains_minimum(**objective.hyperparameters)


def _is_saturated(trainer: Trainer, hessian: Array) -> bool:
    """In some direction the scores differ between samples, but the loss has lost its curvature.

    Where classes touch without overlapping, the scores beside the touching samples grow until the
    losses, the gradient and the curvature vanish, and the Newton step with them. Compares the
    Hessian with the one of a loss whose second derivative is 1 (softmax scores count up to a
    common shift).
    """
    objective = trainer.objective
    k = objective.y.shape[1]
    unit = np.eye(k) - (1.0 / k if k > 1 else 0.0)
    plain = _hessian(trainer, np.broadcast_to(unit, (objective.n_train, k, k)))
    size = np.sqrt(np.diag(plain))
    size[size == 0.0] = 1.0
    both = np.outer(size, size)  # inputs in any unit: each parameter's scores count alike
    spread, directions = np.linalg.eigh(plain / both)
    seen = spread > 1e-12 * spread[-1]
    basis = directions[:, seen] / np.sqrt(spread[seen])
    return bool(np.linalg.eigvalsh(basis.T @ (hessian / both) @ basis)[0] < SATURATED)


def _hessian(trainer: Trainer, second: Array) -> Array:
    objective = trainer.objective
    return hessian_linear(objective.features[: objective.n_train], second, objective.scale)
