"""The penalty on large weights, l1·Σ|w| + l2·Σw², as a function of the parameters."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.models import Model
from lossstudio.core.models.base import is_weight_mask

Array = NDArray[np.float64]


class Penalty:
    """The penalty of `model`; false where there is none.

    The weights w are the model's own; where the model's inputs are standardised as a change of
    coordinates alone, those in the units of the data's inputs. Biases are not penalised.
    """

    def __init__(self, l1: float, l2: float, model: Model) -> None:
        self.l1, self.l2 = l1, l2
        self._model = model

    def __bool__(self) -> bool:
        return bool(self.l1 or self.l2)

    @property
    def is_of_data_units(self) -> bool:
        """The penalised weights are not the model's own, but those in the data's units."""
        return self._model.inputs.are_coordinates and self._model.standardizes

    @cached_property
    def units(self) -> Array:
        """What makes of theta the weights, with 0 for biases: see `Model.weight_units`."""
        if self.is_of_data_units:
            return self._model.weight_units
        return is_weight_mask(self._model).astype(np.float64)

    @property
    def mixes(self) -> bool:
        """A weight in the data's units is a sum of several parameters."""
        return self.units.ndim == 2

    def weights(self, theta: Array) -> Array:
        """The weights at `theta`, (p,) or several of them, (m, p), with 0 for biases."""
        return np.asarray(theta * self.units if self.units.ndim == 1 else theta @ self.units.T)

    def value(self, theta: Array) -> float:
        """What is added to the cost."""
        w = self.weights(theta)
        return float(self.l1 * np.abs(w).sum() + self.l2 * w.dot(w))

    def added_to(self, gradient: Array, theta: Array) -> Array:
        """`gradient` (p,) with the penalty's; that of |w| is 0 at 0."""
        w = self.weights(theta)
        if not self.is_of_data_units:
            return gradient + self.l1 * np.sign(w) + (2.0 * self.l2) * w
        return gradient + self.l1 * self.back(np.sign(w)) + (2.0 * self.l2) * self.back(w)

    def back(self, by_weights: Array) -> Array:
        """The gradient by theta, (p,), of what has the gradient `by_weights`, (p,)."""
        return np.asarray(
            self.units * by_weights if self.units.ndim == 1 else self.units.T @ by_weights
        )

    @cached_property
    def hessian(self) -> Array:
        """The Hessian of l2·Σw²: its diagonal (p,), or all of it (p, p) where weights mix."""
        if self.units.ndim == 1:
            return 2.0 * self.l2 * self.units**2
        return np.asarray(2.0 * self.l2 * self.units.T @ self.units)

    @property
    def matrix(self) -> Array:
        """`hessian` as a matrix (p, p)."""
        return np.diag(self.hessian) if self.hessian.ndim == 1 else self.hessian

    @property
    def of_output(self) -> Array:
        """The part (q, q) of `matrix` that belongs to one output, of scores linear in theta."""
        k = self._model.n_outputs
        return self.hessian[::k, ::k] if self.hessian.ndim == 2 else np.diag(self.hessian[::k])

    @property
    def largest_curvature(self) -> float:
        """The largest eigenvalue of the Hessian."""
        if not self.is_of_data_units:
            return 2.0 * self.l2
        if self.hessian.ndim == 1:
            return float(self.hessian.max(initial=0.0))
        return float(np.linalg.eigvalsh(self.hessian)[-1])

    @property
    def of_weights(self) -> Array:
        """What makes one output's weights of its parameters, (q, q), of scores linear in theta."""
        k = self._model.n_outputs
        return self.units[::k, ::k] if self.units.ndim == 2 else np.diag(self.units[::k])
