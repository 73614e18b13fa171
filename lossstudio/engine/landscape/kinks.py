"""The lowest cost of a convex cost with kinks, by smoothing them ever less.

The loss of an example is replaced by its mean over a window of ±ε around the score, whose slope is
(ℓ(z + ε) − ℓ(z − ε)) / 2ε and whose second derivative is (ℓ'(z + ε) − ℓ'(z − ε)) / 2ε; so is |w| of
the l1 penalty. A convex function's mean is no lower than the function, and higher by at most ε/2
times its slope. Smoothing of convex functions: Nesterov (2005), Mathematical Programming 103.
"""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.curvature import hessian_linear
from lossstudio.core.tasks import Task
from lossstudio.engine.landscape.optima import Coordinates, penalty_hessian, penalty_pull
from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]

_WINDOWS = tuple(4.0**-power for power in range(14))
"""Half widths of the window, relative to the spread of what the loss looks at."""
_ITERATIONS = 40
_SEARCHES = 40
_FARTHEST = 10.0
"""A step moves the scores by no more than so many times their size."""


class _Smoothed:
    """Slope and second derivative of the smoothed cost of the mean, in `coordinates`."""

    def __init__(self, objective: Objective, coordinates: Coordinates) -> None:
        n = objective.n_train
        self.objective = objective
        self.basis = coordinates.basis
        self.features = objective.features[:n] @ coordinates.basis
        self.y = objective.y[:n]
        self.offset = coordinates.offset(objective.features[:n])
        self.penalty = penalty_hessian(objective, coordinates)
        self.pull = penalty_pull(objective, coordinates)
        held = coordinates.held
        self.held_weights = 0.0 if held is None else objective.penalty.of_weights @ held
        self.l1 = objective.run.l1 / (n * objective.scale)
        self.weights = objective.penalty.of_weights @ coordinates.basis
        """What makes the penalised weights of u, with rows of 0 for biases."""
        is_number = objective.loss.task is Task.REGRESSION
        self.spread = float(np.std(self.y)) if is_number else 1.0
        if self.spread == 0.0:
            self.spread = float(np.abs(self.y).max()) or 1.0
        self.steepest = 1.0
        """The usual size of a slope, so that a small one can be told."""
        if np.isfinite(bound := objective.loss.slope_bound(**objective.hyperparameters)):
            self.steepest = bound
        if objective.sample_weights is not None:
            self.steepest *= float(objective.sample_weights[:n].max())
        size = np.sqrt(np.mean(np.square(objective.features[:n]), axis=0))
        own_size = self.spread / np.where(size > 0.0, size, 1.0)
        self.weight_size = (np.abs(objective.penalty.of_weights) @ own_size)[:, None]
        self.weight_size[self.weight_size == 0.0] = 1.0

    def gradient(self, u: Array, window: float) -> Array:
        """By u (r·k,), flat."""
        matrix = u.reshape(self.basis.shape[1], -1)
        slope = self._slopes(self.features @ matrix + self.offset, window)[0]
        found = self.features.T @ slope / len(self.y)
        if self.l1:
            width = window * self.weight_size
            w = self.weights @ matrix + self.held_weights
            found = found + self.weights.T @ (self.l1 * np.clip(w / width, -1.0, 1.0))
        return np.asarray(found.ravel() + self.penalty @ u + self.pull)

    def hessian(self, u: Array, window: float) -> Array:
        """By u, (r·k, r·k)."""
        matrix = u.reshape(self.basis.shape[1], -1)
        k = matrix.shape[1]
        second = self._slopes(self.features @ matrix + self.offset, window)[1]
        found = hessian_linear(self.features, second, 1.0 / len(self.y)) + self.penalty
        if self.l1:
            width = window * self.weight_size
            w = self.weights @ matrix + self.held_weights
            inside = self.l1 * (np.abs(w) <= width) / width
            for j in range(k):
                block = (self.weights * inside[:, j : j + 1]).T @ self.weights
                found[j::k, j::k] += block
        return found

    def _slopes(self, raw: Array, window: float) -> tuple[Array, Array]:
        """As they count in the cost."""
        train = slice(len(self.y))
        slope, second = self._plain_slopes(raw, window)
        return self.objective.weighted(slope, train), self.objective.weighted(second, train)

    def _plain_slopes(self, raw: Array, window: float) -> tuple[Array, Array]:
        loss, hyper = self.objective.loss, self.objective.hyperparameters
        if self.objective.has_curvature:  # only the penalty has a kink
            slope = loss.function(raw, self.y, **hyper)[1]
            return slope, loss.second_derivative(raw, self.y, **hyper)
        width = window * self.spread
        above, slope_above = loss.function(raw + width, self.y, **hyper)
        below, slope_below = loss.function(raw - width, self.y, **hyper)
        slope = (above - below) / (2.0 * width)
        second = (slope_above - slope_below) / (2.0 * width)
        return slope, second[:, :, None]


def least_with_kinks(objective: Objective, coordinates: Coordinates) -> Array | None:
    """Parameters (p,) whose cost is the lowest one to about 1e-8 of the targets' spread.

    `objective` has a loss that is convex in scores linear in the parameters; one without a second
    derivative has one score. None where Newton's method does not get there.
    """
    if objective.run.l1:  # which depends also on what no score and no l2 penalty does
        every = np.hstack([coordinates.basis, coordinates.flat])
        coordinates = coordinates._replace(basis=every)
    smoothed = _Smoothed(objective, coordinates)
    k = objective.model.n_outputs
    start = np.zeros((coordinates.basis.shape[1], k))
    if objective.loss.task is Task.REGRESSION:
        start = smoothed.features.T @ (smoothed.y - smoothed.offset) / len(smoothed.y)
    u = np.asarray(start.ravel())
    for window in _WINDOWS:
        width = window * smoothed.spread
        for _ in range(_ITERATIONS):
            gradient = smoothed.gradient(u, window)
            hessian = smoothed.hessian(u, window) + 1e-7 / width * np.eye(len(u))
            if not (np.isfinite(hessian).all() and np.isfinite(gradient).all()):
                return None
            # Numbers so large that no ridge is seen beside them leave directions without a step.
            step = -np.asarray(np.linalg.lstsq(hessian, gradient, rcond=None)[0], dtype=np.float64)
            size = float(np.linalg.norm(step) / (np.linalg.norm(u) + smoothed.spread))
            step = np.asarray(step / max(1.0, size / _FARTHEST), dtype=np.float64)
            slope = float(gradient @ step)
            if -slope <= 1e-6 * width * smoothed.steepest:
                break
            u = np.asarray(u + _length(smoothed, u, step, slope, window) * step)
        else:
            return None
    theta = coordinates.basis @ u.reshape(-1, k)
    if coordinates.held is not None:
        theta = theta + coordinates.held
    return theta.ravel() if np.isfinite(theta).all() else None


def _length(smoothed: _Smoothed, u: Array, step: Array, slope: float, window: float) -> float:
    """How far to go along `step`: to where the slope is small beside the first one, `slope`."""
    low, high, at = 0.0, np.inf, 1.0
    for _ in range(_SEARCHES):
        found = float(smoothed.gradient(u + at * step, window) @ step)
        if abs(found) <= 0.3 * abs(slope):
            break
        if found < 0.0:
            low = at
        else:
            high = at
        if high == np.inf:
            at *= 4.0
        else:
            at = 0.2 * high if low == 0.0 else 0.5 * (low + high)
    return at
