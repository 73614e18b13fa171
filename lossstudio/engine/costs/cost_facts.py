"""What is known of a cost, whatever a run does with it: computed once, when it is first asked for.

The facts of losses and models are those of their entries. What is computed from the samples is kept
as long as they are, so that a learning rate that is dragged does not have it computed again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.curvature import hessian_linear
from lossstudio.core.datasets import Dataset
from lossstudio.core.losses.far_out import falls_without_end
from lossstudio.core.tasks import Task
from lossstudio.engine.costs.condition import Condition, condition
from lossstudio.engine.landscape.kinks import least_with_kinks
from lossstudio.engine.landscape.optima import (
    MOST_PARAMETERS,
    coordinates_of,
    free_features,
    optimum,
    penalty_root,
)
from lossstudio.engine.scenarios.fields.field import Role
from lossstudio.engine.scenarios.fields.fields import values_of
from lossstudio.engine.training.objective import BLOCK_ROWS, Objective

Array = NDArray[np.float64]
T = TypeVar("T")

MOST_KEPT = 16
"""Costs on the same samples that are remembered."""
WORK_SQUARES, WORK_NEWTON = 2e8, 5e6
"""Samples times squared parameters up to which the optimum is computed: 0.2 s on a slow machine."""
_FARTHEST_SCORE = 40.0
"""Constant scores are looked for as far out as this."""
_KEPT: WeakKeyDictionary[Dataset, dict[Any, dict[str, Any]]] = WeakKeyDictionary()


class Least(NamedTuple):
    """The infimum of the cost: its value, and parameters (p,) that have it."""

    cost: float
    theta: Array


class Squares(NamedTuple):
    """A quadratic cost in numbers of order 1: it is unit·(‖triangle·(theta − best)‖² + rest).

    ‖triangle·(theta − best)‖² is computed by differences of parameters, so that it is right where
    the cost itself has lost it to rounding, overflowed or underflowed. `spread` is what the best
    constant costs, less `rest`; both in the same unit.
    """

    triangle: Array
    best: Array
    size: float
    rest: float
    spread: float

    def gap(self, theta: Array) -> float:
        """How far the cost is above the lowest one, in its unit."""
        apart = self.triangle @ ((theta - self.best) / self.size)
        return float(apart @ apart)


def _kept(compute: Callable[["CostFacts"], T]) -> Callable[["CostFacts"], T]:
    name = compute.__name__

    @wraps(compute)
    def asked(self: "CostFacts") -> T:
        if name not in self._store:
            with np.errstate(all="ignore"):
                self._store[name] = compute(self)
        found: T = self._store[name]
        return found

    return asked


class CostFacts:
    """The facts of the cost of `objective`, by the parameters that the run does not hold fixed.

    Those that it does are as in `theta` (p,), which may be None only where there are none.
    """

    def __init__(self, objective: Objective, theta: Array | None = None) -> None:
        self.objective = objective
        p = objective.model.n_parameters
        self.held = (
            np.zeros(p) if theta is None else np.where(objective.by_free(np.ones(p)), 0, theta)
        )
        """The parameters that are held fixed, (p,), and 0 for the others."""
        run, loss, hyper = objective.run, objective.loss, objective.hyperparameters
        key = (*values_of(run, Role.MODEL, Role.COST), run.fixed, self.held.tobytes())
        stores = _KEPT.setdefault(objective.dataset, {})
        if key not in stores:
            while len(stores) >= MOST_KEPT:
                del stores[next(iter(stores))]
            stores[key] = {}
        self._store = stores[key]
        self.is_linear = objective.model.is_linear
        columns = free_features(objective) if self.is_linear else None
        self._columns: NDArray[np.bool_] | slice = slice(None) if columns is None else columns
        """The features of a linear model whose parameters are free."""
        self.is_penalised = bool(run.l1 or run.l2)
        self.is_smooth = objective.has_curvature and not run.l1
        """It has a second derivative that says something about step sizes."""
        self.is_convex = self.is_linear and loss.is_convex(**hyper)
        self.is_quadratic = self.is_linear and loss.is_quadratic(**hyper) and not run.l1
        self.kinks = loss.kinks(**hyper)
        self.attains_minimum = loss.attains_minimum(**hyper)
        self._falls_with_margin = loss.falls_with_margin(**hyper)
        self.is_bounded_below = loss.is_bounded_below(**hyper)
        self.slope_is_bounded = bool(np.isfinite(loss.slope_bound(**hyper)))
        self.is_subquadratic = self.slope_is_bounded or loss.is_subquadratic(**hyper)

    @property
    def falls_for_ever(self) -> bool:
        """Right answers of a growing margin lower the loss for ever, and no penalty stops them."""
        is_of_classes = self.objective.loss.task is not Task.REGRESSION
        return is_of_classes and self._falls_with_margin and not self.is_penalised

    def at(self, theta: Array, name: str, compute: Callable[[], T]) -> T:
        """What `compute` gives at `theta`; kept as long as nothing is asked at other parameters."""
        kept = self._store.get(name)
        if kept is None or not np.array_equal(kept[0], theta):
            kept = self._store[name] = (theta, compute())
        found: T = kept[1]
        return found

    # -- the lowest cost ---------------------------------------------------------------------------

    @_kept
    def squares(self) -> Squares | None:
        """The cost as a sum of squares, where it is one."""
        objective = self.objective
        n, q = objective.n_train, objective.features.shape[1]
        if not objective.is_quadratic or objective.y.shape[1] > 1 or q > MOST_PARAMETERS:
            return None
        if n * q * q > WORK_SQUARES:
            return None
        targets = y = objective.y[:n, 0]
        if objective.free is not None:
            y = y - objective.features[:n] @ self.held
        size = float(np.abs(y).max()) or 1.0
        if not np.isfinite(size):
            return None
        penalty = penalty_root(objective)
        if objective.free is None:
            triangle = np.zeros((q + 1, q + 1))
            triangle[:q, :q] = penalty
        else:
            free = penalty[:, self._columns]
            triangle = np.column_stack([free, -penalty @ self.held / size])
            q = free.shape[1]
        for start in range(0, n, BLOCK_ROWS):
            stop = min(start + BLOCK_ROWS, n)
            features = objective.features[start:stop, self._columns]
            block = np.column_stack([features, y[start:stop] / size])
            rows = np.vstack([triangle, block / np.sqrt(n)])
            triangle = np.asarray(np.linalg.qr(rows, mode="r"))
        if len(triangle) <= q:
            triangle = np.vstack([triangle, np.zeros((q + 1 - len(triangle), q + 1))])
        if not np.isfinite(triangle).all():
            return None
        columns = np.sqrt(np.square(triangle[:q, :q]).sum(axis=0))
        columns[columns == 0.0] = 1.0
        best, _, _, _ = np.linalg.lstsq(triangle[:q, :q] / columns, triangle[:q, q], rcond=1e-13)
        left = triangle[:q, :q] @ (best / columns) - triangle[:q, q]
        rest = float(left @ left) + float(triangle[q, q] ** 2)
        around = (targets - targets[0]) / size
        around = around - around.mean()
        spread = max(float(around @ around) / n - rest, 0.0)
        if objective.free is None:
            return Squares(triangle[:q, :q], best / columns * size, size, rest, spread)
        theta, slopes = self.held.copy(), np.zeros((q, len(self.held)))
        theta[self._columns], slopes[:, self._columns] = best / columns * size, triangle[:q, :q]
        return Squares(slopes, theta, size, rest, spread)

    @property
    def looks_for_least(self) -> bool:
        """The cost is convex, and there is time to look for its lowest value."""
        n, p = self.objective.n_train, self.objective.model.n_parameters
        if self._is_mixed:
            return False
        return self.is_convex and p <= MOST_PARAMETERS and n * p * p <= WORK_NEWTON

    @property
    def _is_mixed(self) -> bool:
        """Some outputs' parameters of a feature are held fixed, and others are not."""
        free, k = self.objective.free, self.objective.model.n_outputs
        if free is None or not self.is_linear:
            return False
        rows = free.reshape(-1, k)
        return bool((rows.any(axis=1) != rows.all(axis=1)).any())

    @_kept
    def least(self) -> Least | None:
        """The lowest cost, where it is known: of a convex one, on not too much data."""
        objective = self.objective
        if not self.is_convex or not self.is_bounded_below:
            return None
        if (squares := self.squares()) is not None:
            return self._least_at(squares.best)
        if not self.looks_for_least:
            return None
        if self.is_smooth:
            found = optimum(objective, self.held, by_free=True)
            return None if found is None else self._least_at(found)
        has_one = self.attains_minimum or self.is_penalised
        coordinates = coordinates_of(objective, self.held) if has_one else None
        found = None if coordinates is None else least_with_kinks(objective, coordinates)
        return None if found is None else self._least_at(found)

    def _least_at(self, theta: Array) -> Least | None:
        cost = self.objective.losses(theta).cost
        return Least(cost, theta) if np.isfinite(cost) else None

    @_kept
    def constant_cost(self) -> float:
        """What the best prediction that is the same for all samples costs, or little more."""
        objective = self.objective
        n, y = objective.n_train, objective.y[: objective.n_train]
        if objective.loss.task is Task.MULTICLASS:
            share = objective.weighted(y, slice(n)).mean(axis=0)
            share = np.clip(share / share.sum(), 1e-12, None)
            constants = np.array([np.log(share)])
        elif objective.loss.task is Task.REGRESSION:
            y = np.sort(y, axis=0)
            if n > 512:
                y = y[np.linspace(0, n - 1, 512).astype(np.intp)]
            constants = np.append(np.linspace(y[0], y[-1], 33), [y.mean(axis=0)], axis=0)
        else:
            constants = np.linspace(-_FARTHEST_SCORE, _FARTHEST_SCORE, 33)[:, None]
        rows, places, counts = np.unique(y, axis=0, return_index=True, return_counts=True)
        shares = objective.weighted(counts / counts.sum(), places)
        self._store["one_class_counts"] = False
        best = np.inf
        for _ in range(8 if y.shape[1] == 1 else 1):
            costs = self._mean_losses(constants, rows, shares)
            if not np.isfinite(costs).any():
                break
            place = int(np.nanargmin(costs))
            if abs(float(constants[place, 0])) == _FARTHEST_SCORE:
                self._store["one_class_counts"] = objective.loss.task is Task.BINARY
            best = min(best, float(costs[place]))
            around = constants[[max(place - 1, 0), min(place + 1, len(constants) - 1)]]
            constants = np.linspace(around[0], around[1], 33)
        return best * n * objective.scale

    @property
    def one_class_counts(self) -> bool:
        """Pushing the scores of all samples the same way lowers the loss for ever."""
        self.constant_cost()
        y = self.objective.y[: self.objective.n_train]
        if self.objective.loss.task is Task.MULTICLASS:
            return bool((y.sum(axis=0) == 0.0).any())
        return bool(self._store["one_class_counts"])

    def _mean_losses(self, constants: Array, rows: Array, shares: Array) -> Array:
        """The mean loss of each constant prediction (m, k) on targets (t, k), (m,)."""
        m, t = len(constants), len(rows)
        raw, y = np.repeat(constants, t, axis=0), np.tile(rows, (m, 1))
        values = self.objective.loss.function(raw, y, **self.objective.hyperparameters)[0]
        return np.asarray(values.sum(axis=1).reshape(m, t) @ shares)

    # -- where there is none -----------------------------------------------------------------------

    @_kept
    def falls_without_end(self) -> bool:
        """The cost has no lower bound on these samples: along some direction it falls for ever."""
        if self.is_bounded_below:
            return False
        objective = self.objective
        p = objective.model.n_parameters
        start = self.held
        directions = [-objective.evaluate(start)[1]]
        directions += list(np.random.default_rng(0).standard_normal((4, p)))
        for bias in np.flatnonzero(~objective.is_weight)[-objective.model.n_outputs :]:
            directions.append(np.eye(1, p, bias)[0])
        if p <= 20:
            directions += list(np.eye(p))
        far = np.geomspace(1.0, 1e16, 17)
        for direction in map(objective.by_free, directions):
            length = float(np.linalg.norm(direction))
            if not 0.0 < length < np.inf:
                continue
            for sign in (1.0, -1.0):
                ways = sign * direction / length
                costs = [objective.losses(start + t * ways).cost for t in far]
                if falls_without_end(np.array(costs)):
                    return True
        return False

    # -- curvature ---------------------------------------------------------------------------------

    @_kept
    def unit_hessian(self) -> Array | None:
        """The Hessian of one output were the loss's second derivative 1, without penalty: by the
        parameters of all features that are free, (q, q)."""
        objective = self.objective
        n, q = objective.n_train, objective.features.shape[1]
        if not self.is_linear or q > MOST_PARAMETERS or n * q * q > WORK_SQUARES:
            return None
        ones = objective.weighted(np.broadcast_to(np.ones((1, 1)), (n, 1, 1)), slice(n))
        features = objective.features[:n, self._columns]
        hessian = hessian_linear(features, ones, objective.scale)
        return hessian if np.isfinite(hessian).all() else None

    @_kept
    def hessian_bound(self) -> Array | None:
        """A Hessian (p, p) that no curvature exceeds, kinks aside; None where none is known."""
        objective = self.objective
        bound = objective.loss.curvature_bound(**objective.hyperparameters)
        unit = self.unit_hessian()
        if not np.isfinite(bound) or unit is None:
            return None
        k = objective.y.shape[1]
        return np.asarray(np.kron(bound * unit, np.eye(k)) + np.kron(self._penalty, np.eye(k)))

    @property
    def _penalty(self) -> Array:
        """What the penalty adds to the Hessian of one output by the free parameters, (q, q)."""
        return np.asarray(self.objective.penalty.of_output[self._columns][:, self._columns])

    @_kept
    def curvature_everywhere(self) -> float | None:
        """No eigenvalue of the Hessian is larger, wherever; None where no bound is known."""
        objective = self.objective
        bound = objective.loss.curvature_bound(**objective.hyperparameters)
        unit = self.unit_hessian()
        if not np.isfinite(bound) or unit is None:
            return None
        if objective.loss.is_quadratic(**objective.hyperparameters):
            unit = bound * unit + self._penalty
            return float(np.linalg.eigvalsh(unit)[-1])
        return float(bound * np.linalg.eigvalsh(unit)[-1] + objective.penalty.largest_curvature)

    @_kept
    def steepest_sample(self) -> float | None:
        """As `curvature_everywhere`, for the cost as any single sample estimates it."""
        objective = self.objective
        bound = objective.loss.curvature_bound(**objective.hyperparameters)
        if not self.is_linear or not np.isfinite(bound):
            return None
        train = slice(objective.n_train)
        rows = objective.features[train, self._columns]
        longest = float(objective.weighted(np.einsum("ij,ij->i", rows, rows), train).max())
        penalty = objective.penalty.largest_curvature
        found = bound * objective.scale * objective.n_train * longest + penalty
        return found if np.isfinite(found) else None

    @_kept
    def condition(self) -> Condition | None:
        """How differently the cost is curved, and the columns to blame; None for networks."""
        unit = self.unit_hessian()
        if unit is None:
            return None
        objective = self.objective
        bound = objective.loss.curvature_bound(**objective.hyperparameters)
        factor = bound if np.isfinite(bound) and bound > 0.0 else 1.0
        return condition(objective, factor * unit + self._penalty, self._columns, factor)
