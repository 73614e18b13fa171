"""The finite optimum of a convex cost, where it is known.

Newton's method in coordinates in which the features are orthonormal, so that the inputs' units and
correlations do not matter, and damped as by Levenberg and Marquardt: Nocedal and Wright (2006),
Numerical Optimization, Springer, §3.4 and §10.3.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.curvature import hessian_linear
from lossstudio.core.tasks import Task
from lossstudio.engine.training.objective import BLOCK_ROWS, Objective

Array = NDArray[np.float64]

MOST_PARAMETERS = 300
"""Larger Hessians are not built."""
SATURATED = 1e-10
"""A direction in which the scores vary, but the mean second derivative of the loss is smaller."""
MOST_WORK = 1e9
"""Samples times squared parameters: beyond, an iteration takes more than about a second."""
_ITERATIONS = 50
_TRIES = 12
_AT_OPTIMUM = 1e-9
"""The last Newton step moves the scores by less than this share of their size."""
_DEPENDENT = 1e-12
"""Directions in which the features vary by less, relative to the most, count as dependent."""


class Coordinates(NamedTuple):
    """theta.reshape(q, k) = basis @ u + held, u (r, k), with orthonormal features (penalty
    included)."""

    basis: Array
    """(q, r); rows of 0 for features whose parameters are held fixed."""
    back: Array
    """(r, q): u = back @ theta, but for what no score and no penalty depends on."""
    flat: Array
    """Orthonormal columns (q, …) by which parameters may be moved: no score and no penalty depends
    on them."""
    held: Array | None = None
    """(q, k): the parameters that are held fixed, 0 for the others; None: all are free."""

    def offset(self, features: Array) -> Array | float:
        """What the parameters that are held fixed add to the scores, (n, k)."""
        return 0.0 if self.held is None else features @ self.held


class _Point(NamedTuple):
    """The cost of a mean, its gradient (r·k,) and its Hessian (r·k, r·k) at u (r, k)."""

    u: Array
    cost: float
    gradient: Array
    hessian: Array
    size: float
    """How large the scores are (root of the mean of the squares), and the targets."""


def optimum(objective: Objective, theta: Array, *, by_free: bool = False) -> Array | None:
    """The finite parameters (p,) with the lowest cost; where several are, the nearest to `theta`.
    With `by_free`, those that the run holds fixed stay as in `theta`.

    None where it is not known: for networks, losses that are not convex, losses with a kink (mae,
    pinball, hinge), whose optimum lies where there is no second derivative, and the l1 penalty, for
    the same reason; for more than 300 parameters or very much data; where there is none, as with
    classes that can be separated; where the minima fill a region in another way than that features
    depend on each other or that scores count up to a shift; where 50 iterations do not suffice.
    """
    n, p = objective.n_train, objective.model.n_parameters
    if theta.shape != (p,):
        raise ValueError(f"parameters {theta.shape} must have the shape ({p},)")
    if not (
        objective.model.is_linear
        and objective.has_curvature
        and objective.loss.is_convex(**objective.hyperparameters)
        and not objective.run.l1
        and p <= MOST_PARAMETERS
        and n * p * p <= MOST_WORK
    ):
        return None
    # Where classes are far apart the gradient may be 0 only because it vanishes by rounding.
    may_vanish = not objective.loss.attains_minimum(**objective.hyperparameters)
    with np.errstate(all="ignore"):
        gradient = objective.evaluate(theta)[1]
        gradient = objective.by_free(gradient) if by_free else gradient
        if not may_vanish and not gradient.any():
            return np.array(theta)
        return _optimum(objective, theta, theta if by_free else None)


def _optimum(objective: Objective, theta: Array, held: Array | None) -> Array | None:
    k = objective.model.n_outputs
    coordinates = coordinates_of(objective, held)
    if coordinates is None:
        return None
    moving, shifts = _moving(objective, coordinates)
    start = _start(objective, theta, coordinates)
    u = _minimise(objective, coordinates, start, moving)
    if u is None:
        return None
    found = coordinates.basis @ u
    if coordinates.held is not None:
        found = found + coordinates.held
    # What changes neither a score nor the penalty is as at theta: the nearest such parameters.
    flat = np.kron(coordinates.flat, np.eye(k))
    shifted = np.kron(coordinates.basis, np.eye(k)) @ shifts
    free, _ = np.linalg.qr(np.hstack([flat, shifted]))
    found = found.ravel()
    found = found + free @ (free.T @ (theta - found))
    if objective.free is not None and held is not None:  # to the last bit
        found = np.where(objective.free, found, theta)
    return found if np.isfinite(found).all() else None


def penalty_root(objective: Objective) -> Array:
    """The l2 penalty of the mean is ‖root · θ‖² for each output's parameters θ; (q, q)."""
    factor = objective.run.l2 / (objective.n_train * objective.scale)
    return np.asarray(np.sqrt(factor) * objective.penalty.of_weights)


def free_features(objective: Objective) -> NDArray[np.bool_] | None:
    """The features (q,) of a linear model with a parameter that is not held fixed; None: all."""
    if objective.free is None:
        return None
    return np.asarray(objective.free.reshape(-1, objective.model.n_outputs).any(axis=1))


def coordinates_of(objective: Objective, held: Array | None = None) -> Coordinates | None:
    """Coordinates in which the features are orthonormal; None where they are not finite.

    With parameters `held` (p,), those that the run holds fixed are as there; also None where only
    some outputs' parameters of a feature are fixed.
    """
    is_free = None if held is None else free_features(objective)
    if is_free is None or held is None or objective.free is None:
        return _coordinates(objective, np.ones(objective.features.shape[1], dtype=bool))
    k = objective.model.n_outputs
    if not np.array_equal(np.repeat(is_free, k), objective.free):
        return None
    found = _coordinates(objective, is_free)
    fixed = np.where(objective.free, 0.0, held).reshape(-1, k)
    return None if found is None else found._replace(held=fixed)


def _coordinates(objective: Objective, is_free: NDArray[np.bool_]) -> Coordinates | None:
    n, q = objective.n_train, int(is_free.sum())
    if q == len(is_free):
        columns: NDArray[np.bool_] | slice = slice(None)
    else:
        columns = is_free
    triangle = penalty_root(objective)[:, columns]
    for start in range(0, n, BLOCK_ROWS):
        block = objective.features[start : min(start + BLOCK_ROWS, n), columns] / np.sqrt(n)
        triangle = np.asarray(np.linalg.qr(np.vstack([triangle, block]), mode="r"))
    size = np.hypot.reduce(triangle, axis=0)
    size[size == 0.0] = 1.0
    if not np.isfinite(triangle).all():
        return None
    _, spread, rows = np.linalg.svd(triangle / size)
    spread = np.concatenate([spread, np.zeros(q - len(spread))])
    seen = spread > _DEPENDENT * spread[0]
    if not seen.any():
        return None
    basis = rows[seen].T / spread[seen] / size[:, None]
    back = spread[seen, None] * rows[seen] * size
    flat, _ = np.linalg.qr(rows[~seen].T / size[:, None])
    if q == len(is_free):
        return Coordinates(basis, back, flat)
    return Coordinates(_among(is_free, basis), _among(is_free, back.T).T, _among(is_free, flat))


def _among(places: NDArray[np.bool_], rows: Array) -> Array:
    """`rows` at `places` among rows of 0."""
    found = np.zeros((len(places), rows.shape[1]))
    found[places] = rows
    return found


def _moving(objective: Objective, coordinates: Coordinates) -> tuple[Array, Array]:
    """Orthonormal directions of u that matter, and those that do not, as columns.

    Scores of several classes count up to a common shift, which only a penalty sees.
    """
    n, k, r = objective.n_train, objective.model.n_outputs, coordinates.basis.shape[1]
    if objective.loss.task is not Task.MULTICLASS:
        return np.eye(r * k), np.zeros((r * k, 0))
    unit = np.broadcast_to(np.eye(k) - 1.0 / k, (n, k, k))
    features = objective.features[:n] @ coordinates.basis
    metric = hessian_linear(features, unit, 1.0 / n) + penalty_hessian(objective, coordinates)
    values, directions = np.linalg.eigh(metric)
    seen = values > 1e-10 * values[-1]
    return directions[:, seen], directions[:, ~seen]


def penalty_hessian(objective: Objective, coordinates: Coordinates) -> Array:
    """What the penalty adds to the Hessian of the mean, (r·k, r·k)."""
    weights = objective.penalty.of_weights @ coordinates.basis
    factor = 2.0 * objective.run.l2 / (objective.n_train * objective.scale)
    return np.asarray(np.kron(factor * weights.T @ weights, np.eye(objective.model.n_outputs)))


def penalty_pull(objective: Objective, coordinates: Coordinates) -> Array | float:
    """What the parameters that are held fixed add to the gradient of the mean's penalty, (r·k,)."""
    if coordinates.held is None:
        return 0.0
    root = penalty_root(objective)
    pull = 2.0 * (root @ coordinates.basis).T @ (root @ coordinates.held)
    return np.asarray(pull.ravel())


def _start(objective: Objective, theta: Array, coordinates: Coordinates) -> Array:
    """Least squares for numbers, where a robust loss is not far; for classes theta."""
    n, k = objective.n_train, objective.model.n_outputs
    if objective.loss.task is Task.REGRESSION:
        features = objective.features[:n]
        y = objective.y[:n] - coordinates.offset(features)
        u = coordinates.basis.T @ (features.T @ (y / n))
        if np.isfinite(u).all():
            return np.asarray(u)
    return np.asarray(coordinates.back @ theta.reshape(-1, k))


def _evaluate(
    objective: Objective, coordinates: Coordinates, penalty: Array, u: Array
) -> _Point | None:
    """All that Newton's method needs at u; None where it is not finite."""
    n, k = objective.n_train, objective.model.n_outputs
    flat = u.ravel()
    pull = penalty_pull(objective, coordinates)
    cost = 0.5 * float(flat @ penalty @ flat) + float(np.sum(pull * flat))
    gradient, hessian, squares = penalty @ flat + pull, penalty.copy(), 0.0
    for start in range(0, n, BLOCK_ROWS):
        stop = min(start + BLOCK_ROWS, n)
        rows = slice(start, stop)
        features, y = objective.features[rows] @ coordinates.basis, objective.y[rows]
        raw = features @ u
        if coordinates.held is not None:
            raw += coordinates.offset(objective.features[rows])
        values, slope = objective.loss.function(raw, y, **objective.hyperparameters)
        second = objective.loss.second_derivative(raw, y, **objective.hyperparameters)
        values, slope, second = (objective.weighted(a, rows) for a in (values, slope, second))
        cost += float(values.sum()) / n
        gradient = gradient + (features.T @ slope).ravel() / n
        hessian += hessian_linear(features, second, 1.0 / n)
        usual = y if objective.loss.task is Task.REGRESSION else np.ones_like(y)
        squares += float(np.square(raw).sum() + np.square(usual).sum()) / (n * k)
    if not (np.isfinite(cost) and np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        return None
    return _Point(u, cost, gradient, hessian, float(np.sqrt(squares)))


def _minimise(
    objective: Objective, coordinates: Coordinates, start: Array, moving: Array
) -> Array | None:
    penalty = penalty_hessian(objective, coordinates)
    point = _evaluate(objective, coordinates, penalty, start)
    damping = 0.0
    for _ in range(_ITERATIONS):
        if point is None:
            return None
        values, vectors = np.linalg.eigh(moving.T @ point.hessian @ moving)
        slopes = vectors.T @ (moving.T @ point.gradient)
        is_curved = bool(values[0] > SATURATED * max(1.0, values[-1]))
        if is_curved and np.linalg.norm(slopes / values) <= _AT_OPTIMUM * point.size:
            final = point.u.ravel() - moving @ (vectors @ (slopes / values))
            return np.asarray(final.reshape(point.u.shape))
        unit = max(float(values[-1]), float(np.linalg.norm(slopes)) / point.size)
        if not is_curved or damping < 1e-9:
            damping = 0.0 if is_curved else max(damping, 1e-6)
        for _ in range(_TRIES):
            step = moving @ (vectors @ (slopes / (np.maximum(values, 0.0) + damping * unit)))
            trial = _evaluate(
                objective, coordinates, penalty, point.u - step.reshape(point.u.shape)
            )
            # By rounding the cost may rise a little close to the optimum.
            if trial is not None and trial.cost <= point.cost + 1e-13 * abs(point.cost):
                break
            damping = max(1e-4, 10.0 * damping)
        else:
            return None
        point, damping = trial, damping / 30.0
    return None
