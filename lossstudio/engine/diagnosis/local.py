"""What the cost looks like around the present parameters, from its gradient and Hessian there."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.curvature import hessian_linear
from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.landscape.optima import MOST_PARAMETERS, SATURATED
from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]

MOST_WORK = 4e7
"""Samples times squared parameters: beyond, the Hessian is not built."""
_PLAINLY_NEGATIVE = 1e-5
"""Beside the largest eigenvalue: a smaller one of a network's Hessian may be rounding."""
_FLAT = 1e-5
"""A network's flat directions curve less than this, beside the largest eigenvalue."""
_PROBES, _LENGTHS = 16, (0.03, 0.1, 0.3)
"""How many directions are tried, and how far."""
_WIDTHS = np.geomspace(1e-9, 1e6, 46)
"""Shares of the targets' spread over which a slope's change is looked at."""
_HARDLY = 0.02
"""At a tenth of the rate a swing that is left has to be smaller than this share of the present one:
at a kink it is a tenth, under a square nothing is left."""
_SEEN = 1e-9
"""Beside the largest eigenvalue: below, a direction counts as flat."""


class Local(NamedTuple):
    """The quadratic model of the cost at some parameters.

    `gap` is how far its minimum lies below the cost, `smallest` and `largest` are the Hessian's
    extreme eigenvalues (in the scores' units for models linear in their parameters, in the
    parameters' for networks), and `bends_down` says that the smallest is plainly negative.
    `is_saturated`: in some direction the scores differ but the loss has lost its curvature, so that
    the model says nothing of what lies far off. `newton` is how far a step to the model's minimum
    moves the scores (root mean square; for networks the parameters), beside their size, which is at
    least 1. `hessian` is by the parameters that are free, (p, p) where all are.
    """

    gap: float
    smallest: float
    largest: float
    bends_down: bool
    is_saturated: bool
    newton: float
    hessian: Array
    flat: Array
    """Orthonormal directions (p, m) in which a network's cost is neither curved up nor down."""


@np.errstate(all="ignore")
def local(facts: CostFacts, theta: Array, gradient: Array) -> Local | None:
    """The quadratic model at `theta` (p,), where the cost's gradient is `gradient`; None where the
    cost has no second derivative, or there are very many samples or parameters."""
    objective = facts.objective
    n, p = objective.n_train, len(theta)
    if not facts.is_smooth or p > MOST_PARAMETERS or n * p * p > MOST_WORK:
        return None
    return (
        _of_linear(facts, theta, gradient)
        if facts.is_linear
        else _of_network(objective, theta, gradient)
    )


@np.errstate(all="ignore")
def lowest_along_flat(objective: Objective, theta: Array, here: Local) -> float:
    """The lowest cost that is found a little way along the flat directions from `theta`.

    Where all weights of a network are 0, say, the Hessian sees no way down, and yet there is one.
    """
    lowest = objective.losses(theta).cost
    if not here.flat.shape[1]:
        return lowest
    random = np.random.default_rng(0).standard_normal((_PROBES, here.flat.shape[1]))
    for direction in random @ here.flat.T:
        aside = direction / np.linalg.norm(direction) * np.sqrt(here.flat.shape[1])
        for length in _LENGTHS:
            for sign in (1.0, -1.0):
                cost = objective.losses(theta + sign * length * aside).cost
                lowest = min(lowest, cost)
    return lowest


@np.errstate(all="ignore")
def jitters_like_a_kink(objective: Objective, theta: Array, limit: float) -> bool:
    """Whether steps about the lowest point `theta` (p,) only become shorter as the learning rate
    falls to a tenth, where they are stable across a curvature below `limit`.

    Only for models linear in their parameters, with one score.
    """
    n = objective.n_train
    features, y = objective.features[:n], objective.y[:n]
    if not objective.model.is_linear or y.shape[1] > 1:
        return False
    raw = objective.model.forward(theta, features)[0]
    features = features if objective.free is None else features[:, objective.free]
    widths = _WIDTHS * float(np.std(y))
    curvatures = []
    for width in widths:
        above, below = (
            objective.loss.function(raw + side, y, **objective.hyperparameters)[1]
            for side in (width, -width)
        )
        second = objective.weighted((above - below) / (2.0 * width), slice(n))[:, :, None]
        hessian = hessian_linear(features, second, objective.scale)
        if not np.isfinite(hessian).all():
            return False
        curvatures.append(float(np.linalg.eigvalsh(hessian)[-1]))
    now, later = (_swing(widths, np.array(curvatures), most) for most in (limit, 10.0 * limit))
    return bool(later > _HARDLY * now)


def _swing(widths: Array, curvatures: Array, limit: float) -> float:
    """How high the cost swings, in any unit: as far as steps overshoot."""
    over = np.flatnonzero(curvatures > limit)
    if not len(over):
        return 0.0
    if over[-1] == len(widths) - 1:
        return np.inf
    ends = slice(over[-1], over[-1] + 2)
    high, low = np.log(np.maximum(curvatures[ends], 1e-300))
    share = (high - np.log(limit)) / (high - low)
    width = float(widths[ends][0] ** (1.0 - share) * widths[ends][1] ** share)
    return width**2 * limit


def _of_linear(facts: CostFacts, theta: Array, gradient: Array) -> Local | None:
    objective = facts.objective
    n = objective.n_train
    features = objective.features[:n]
    k = objective.y.shape[1]
    # The Hessian of a loss whose second derivative is 1; softmax scores count up to a common shift.
    unit = np.eye(k) - (1.0 / k if k > 1 else 0.0)
    plain = hessian_linear(features, np.broadcast_to(unit, (n, k, k)), objective.scale)
    plain = plain + objective.penalty.matrix
    hessian = hessian_linear(features, objective.second(theta), objective.scale)
    hessian = hessian + objective.penalty.matrix
    if objective.free is not None:
        places = np.ix_(objective.free, objective.free)
        plain, hessian, gradient = plain[places], hessian[places], gradient[objective.free]
    size = np.sqrt(np.diag(plain))
    size[size == 0.0] = 1.0
    if not (np.isfinite(hessian).all() and np.isfinite(plain).all()):
        return None
    spread, directions = np.linalg.eigh(plain / np.outer(size, size))
    seen = spread > 1e-12 * spread[-1]
    basis = directions[:, seen] / np.sqrt(spread[seen]) / size[:, None]
    values, vectors = np.linalg.eigh(basis.T @ hessian @ basis)
    slopes = vectors.T @ (basis.T @ gradient)
    raw = objective.model.forward(theta, features)[0]
    size_of_scores = float(np.sqrt(n * objective.scale) * (1.0 + np.sqrt(np.mean(raw**2))))
    is_saturated = bool(values[0] < SATURATED)
    return _found(values, slopes, is_saturated, hessian, size_of_scores, np.empty((len(theta), 0)))


def _of_network(objective: Objective, theta: Array, gradient: Array) -> Local | None:
    step = 6e-6 * max(1.0, float(np.abs(theta).max()))
    free = np.arange(len(theta)) if objective.free is None else np.flatnonzero(objective.free)
    hessian = np.empty((len(free), len(free)))
    for row, j in enumerate(free):
        aside = np.zeros(len(theta))
        aside[j] = step
        above, below = objective.evaluate(theta + aside)[1], objective.evaluate(theta - aside)[1]
        hessian[row] = ((above - below) / (2.0 * step))[free]
    if not np.isfinite(hessian).all():
        return None
    values, directions = np.linalg.eigh(0.5 * (hessian + hessian.T))
    vectors = np.zeros((len(theta), len(free)))
    vectors[free] = directions
    flat = vectors[:, np.abs(values) <= _FLAT * np.abs(values).max()]
    size = 1.0 + float(np.linalg.norm(theta))
    found = _found(values, vectors.T @ gradient, False, hessian, size, flat)
    if found.bends_down and not _is_lower_along(objective, theta, vectors[:, 0], -found.smallest):
        return found._replace(bends_down=False)
    return found


def _is_lower_along(objective: Objective, theta: Array, direction: Array, bend: float) -> bool:
    """The cost really falls along `direction`: beside a kink, differences of slopes mislead."""
    here = objective.losses(theta).cost
    return any(
        objective.losses(theta + sign * length * direction).cost < here - 0.05 * bend * length**2
        for length in (1e-3, 1e-2, 1e-1)
        for sign in (1.0, -1.0)
    )


def _found(
    values: Array, slopes: Array, is_saturated: bool, hessian: Array, size: float, flat: Array
) -> Local:
    largest = float(np.abs(values).max())
    curved = np.abs(values) > _SEEN * largest
    gap = 0.5 * float(np.sum(slopes[curved] ** 2 / np.abs(values[curved])))
    # Along what is not curved the cost goes on falling: by this much, at least, as far as usual.
    gap += size * float(np.abs(slopes[~curved]).sum())
    bends_down = bool(values[0] < -_PLAINLY_NEGATIVE * largest)
    newton = float(np.linalg.norm(slopes[curved] / values[curved])) / size
    return Local(
        gap, float(values[0]), float(values[-1]), bends_down, is_saturated, newton, hessian, flat
    )
