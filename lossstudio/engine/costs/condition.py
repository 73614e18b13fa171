"""How differently a cost is curved in its directions, and the inputs that make it so.

Gradient descent with a learning rate short enough for the largest eigenvalue of the Hessian needs
about λmax/λmin steps to get anywhere along the direction of the smallest: Boyd and Vandenberghe
(2004), Convex Optimization, Cambridge University Press, §9.3. A standardised input has mean 0 and
standard deviation 1; the Hessian in its coordinates θ′ with θ = Tθ′ is TᵀHT.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.spread import measured
from lossstudio.engine.training.objective import BLOCK_ROWS, Objective

Array = NDArray[np.float64]
Columns = NDArray[np.bool_] | slice

BAD = 1e3
"""From this ratio of eigenvalues on, gradient descent needs many thousands of steps."""
_HELPS = 10.0
"""Standardising is a remedy where it makes the ratio so many times smaller."""
_MOST_TRIED = 10
"""So many inputs, those that are worst by themselves, are looked at closely."""
_DEPENDENT = 1e-12
"""Beside the largest eigenvalue with standardised inputs: a direction in which nothing changes."""


class Cause(NamedTuple):
    """An input whose numbers make the eigenvalues differ: its name, mean, standard deviation.

    `ratio` is λmax/λmin were all other inputs standardised.
    """

    column: str
    mean: float
    spread: float
    ratio: float


class Condition(NamedTuple):
    """The extreme eigenvalues of a cost's Hessian by the run's own parameters.

    `standardized` is λmax/λmin with standardised inputs, None where the run has made them so
    already or its features are not the inputs. `causes` are the inputs each of which would be
    enough to make the ratio bad, or the worst one; none where standardising is no remedy.
    Directions along which the cost never changes do not count.
    """

    largest: float
    smallest: float
    standardized: float | None = None
    causes: tuple[Cause, ...] = ()

    @property
    def ratio(self) -> float:
        """λmax/λmin."""
        return self.largest / self.smallest

    @property
    def is_bad(self) -> bool:
        """The ratio alone makes gradient descent slow."""
        return self.ratio >= BAD

    @property
    def has_remedy(self) -> bool:
        """With standardised inputs it would be far better."""
        return (
            self.is_bad
            and self.standardized is not None
            and self.standardized * _HELPS <= self.ratio
        )


class _Standard(NamedTuple):
    """Inputs that could be standardised: their `places` among the free features, and by what."""

    places: NDArray[np.intp]
    names: tuple[str, ...]
    mean: Array
    spread: Array


def condition(
    objective: Objective, hessian: Array, columns: Columns, factor: float
) -> Condition | None:
    """The condition of the cost of `objective`, linear in its parameters.

    `hessian` (q, q) is that by one output's free parameters, those of the features `columns`, with
    `factor` as the loss's second derivative; None where its numbers are not finite.
    """
    if not np.isfinite(hessian).all():
        return None
    values = _eigenvalues(hessian)
    plain = Condition(float(values[-1]), _smallest(values, 0))
    standard = _standard(objective, columns)
    if standard is None or not values[-1] > 0.0:
        return plain
    with np.errstate(all="ignore"):
        every = np.arange(len(standard.places))
        best = _standardized(objective, columns, factor, standard)
        found = _extremes(best, _into_standard(standard, every, len(best)))
        reached = _extremes(best, np.eye(len(best)))
        if found is None or reached is None:
            return plain
        result = Condition(*found, reached[0] / reached[1])
        return (
            result._replace(causes=_causes(best, standard, reached))
            if result.has_remedy
            else result
        )


def _causes(best: Array, standard: _Standard, reached: tuple[float, float]) -> tuple[Cause, ...]:
    """The inputs each of which alone would keep the Hessian far from `best`."""
    mean, spread = standard.mean, standard.spread
    # Alone with the bias, an input has the Hessian [[1, m], [m, m² + s²]].
    alone = np.square(1.0 + mean**2 + spread**2) / spread**2
    found = []
    for j in np.argsort(-alone, kind="stable")[:_MOST_TRIED]:
        extremes = _extremes(best, _into_standard(standard, np.array([j]), len(best)))
        if extremes is not None:
            numbers = float(mean[j]), float(spread[j]), extremes[0] / extremes[1]
            found.append(Cause(standard.names[j], *numbers))
    found.sort(key=lambda cause: -cause.ratio)
    enough = max(BAD, _HELPS * reached[0] / reached[1])
    return tuple(cause for cause in found if cause.ratio >= enough) or tuple(found[:1])


def _smallest(values: Array, dependent: int) -> float:
    """The smallest of eigenvalues in ascending order that is not rounding."""
    return float(max(values[min(dependent, len(values) - 1)], 1e-16 * values[-1]))


def _standard(objective: Objective, columns: Columns) -> _Standard | None:
    """The inputs as a run that standardises takes them; None where this one does so already, or
    makes other features of them."""
    model, dataset = objective.model, objective.dataset
    d = model.inputs.count
    if model.standardizes or model.makes_features or objective.features.shape[1] != d + model.bias:
        return None
    features = np.arange(d + model.bias)[columns]
    places = np.flatnonzero(features < d)
    if not len(places):
        return None
    x = dataset.entering[: objective.n_train, features[places]]
    mean, spread = measured(x, is_centered=len(places) < len(features))
    names = tuple(dataset.entering_names[j] for j in features[places])
    return _Standard(places, names, mean, np.where(spread > 0.0, spread, 1.0))


def _into_standard(standard: _Standard, which: NDArray[np.intp], q: int) -> Array:
    """The matrix (q, q) that makes standardised coordinates of those in which the inputs `which`
    are as given: w′ = s·w and b′ = b + m·w."""
    matrix = np.eye(q)
    places = standard.places[which]
    matrix[places, places] = standard.spread[which]
    for bias in np.setdiff1d(np.arange(q), standard.places):
        matrix[bias, places] = standard.mean[which]
    return matrix


def _standardized(
    objective: Objective, columns: Columns, factor: float, standard: _Standard
) -> Array:
    """The Hessian (q, q) in standardised coordinates, made of standardised inputs: digits are lost
    to those that lie far from 0."""
    penalty = objective.penalty.of_output[columns][:, columns]
    every = np.arange(len(standard.places))
    back = np.linalg.inv(_into_standard(standard, every, len(penalty)))
    found = back.T @ penalty @ back
    for start in range(0, objective.n_train, BLOCK_ROWS):
        rows = slice(start, min(start + BLOCK_ROWS, objective.n_train))
        features = np.array(objective.features[rows, columns])
        features[:, standard.places] -= standard.mean
        features[:, standard.places] /= standard.spread
        scaled = objective.weighted(factor * objective.scale * features, rows)
        found = found + features.T @ scaled
    return np.asarray(found)


def _extremes(best: Array, into: Array) -> tuple[float, float] | None:
    """The extreme eigenvalues of intoᵀ·best·into, where `best` is the Hessian in good coordinates;
    None where they are not finite.

    The smallest is that of the inverse, whose digits are not lost beside the largest.
    """
    plain = into.T @ best @ into
    if not (np.isfinite(plain).all() and np.isfinite(best).all()):
        return None
    values = _eigenvalues(plain)
    own = _eigenvalues(best)
    dependent = int(np.count_nonzero(own <= _DEPENDENT * own[-1]))
    if dependent:
        return float(values[-1]), _smallest(values, dependent)
    back = np.linalg.inv(into)
    inverse = back @ np.linalg.inv(best) @ back.T
    if not np.isfinite(inverse).all():
        return None
    return float(values[-1]), 1.0 / float(_eigenvalues(inverse)[-1])


def _eigenvalues(matrix: Array) -> Array:
    """In ascending order, of a matrix that is symmetric but for rounding."""
    return np.asarray(np.linalg.eigvalsh(0.5 * (matrix + matrix.T)), dtype=np.float64)
