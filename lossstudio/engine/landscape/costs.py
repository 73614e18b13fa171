"""The cost at many points of a plane through parameter space.

Each function is an iterator of pieces of work of a few milliseconds, so that its caller can stop;
`out` is complete when it ends. Points are taken in chunks whose scores stay in the cache.
"""

from collections.abc import Callable, Generator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.models import Model
from lossstudio.core.planes import Plane
from lossstudio.engine.training.objective import BLOCK_ROWS, Objective

Array = NDArray[np.float64]
Bend = Callable[[Array], Array]
"""A network's activation."""
Work = Generator[None, None, None]

_NUMBERS = 8192
"""Scores computed at a time: a loss keeps several arrays of that size. Measured."""
_ROWS = 1024
"""Rows computed at a time where there are many: eight points and more then share their scores."""
_UNITS = 2**14
"""Outputs of a layer computed at a time; a network that is larger on the data goes point by point.
Measured: calls cost as much as the arithmetic of a small network."""
_BLOCK_NUMBERS = 2**18
"""Outputs of a layer in a block of rows, for a large network: some 10 ms."""


class Points(NamedTuple):
    """Points of a plane: theta = coefficients @ vectors, (m, p).

    `vectors` (2 or 3, p) are the parameters in the middle of the picture and the directions, and
    `coefficients` (m, 2 or 3) are 1 and the distances from the middle: where the origin is far
    away, nothing is lost to rounding.
    """

    coefficients: Array
    vectors: Array

    @classmethod
    def of(cls, plane: Plane, middle: tuple[float, float], a: Array, b: Array) -> "Points":
        """The points (a, b) of `plane`, both (m,)."""
        columns = [np.ones(len(a)), a - middle[0]]
        if plane.second is not None:
            columns.append(b - middle[1])
        vectors = np.vstack([plane.at(*middle), plane.directions])
        return cls(np.stack(columns, axis=1), vectors)


def costs(objective: Objective, points: Points, out: Array) -> Work:
    """The cost at each point, into `out` (m,): what ``objective.losses(theta).cost`` is."""
    out[:] = 0.0
    if objective.model.is_linear:
        yield from _linear_losses(objective, points, out)
    else:
        model = objective.model
        units = objective.n_train * _widest(objective)
        if model.activation is not None and units <= _UNITS:
            bend = model.activation.function
            yield from _small_network_losses(objective, bend, points, out, units)
        else:
            yield from _losses(objective, points, out)
    out *= objective.scale
    yield from _add_penalty(objective, points, out)


def _linear_losses(objective: Objective, points: Points, out: Array) -> Work:
    """Scores are linear along the plane: a product with the scores of two or three vectors."""
    n, k = objective.n_train, objective.model.n_outputs
    rows = min(n, _ROWS)
    most = max(1, _NUMBERS // (rows * k))
    for start in range(0, n, rows):
        block = objective.features[start : min(start + rows, n)]
        scores = np.stack([objective.model.forward(v, block)[0].T for v in points.vectors], axis=1)
        # One class after the other: a loss of several classes is then quicker, and with one class
        # the order makes no difference.
        y = objective.y[start : start + len(block)].T[:, None, :]
        tiled = np.tile(y, (1, most, 1)).reshape(k, -1)
        weights = _tiled_weights(objective, slice(start, start + len(block)), most)
        for first in range(0, len(out), most):
            coefficients = points.coefficients[first : first + most]
            count = len(coefficients)
            raw = np.matmul(coefficients, scores).reshape(k, -1).T
            values, _ = objective.loss.function(
                raw, tiled[:, : raw.shape[0]].T, **objective.hyperparameters
            )
            if weights is not None:
                values = weights[: len(values)] * values
            # A loss gives a value for each output, or one for all of them.
            summed = values.T.reshape(values.shape[1], count, -1).sum(axis=2)
            out[first : first + count] += summed.sum(axis=0)
            yield


def _tiled_weights(objective: Objective, rows: slice, times: int) -> Array | None:
    """The weights of the samples' classes, one after the other so many times; None without any."""
    weights = objective.sample_weights
    return None if weights is None else np.tile(weights[rows], (times, 1))


def _widest(objective: Objective) -> int:
    """The most outputs of a layer."""
    return max(block.shape[-1] for block in objective.model.layout)


def _small_network_losses(
    objective: Objective, bend: Bend, points: Points, out: Array, units: int
) -> Work:
    n = objective.n_train
    features = objective.features[:n]
    most = max(1, _UNITS // units)
    tiled = np.tile(objective.y[:n], (most, 1))
    weights = _tiled_weights(objective, slice(n), most)
    for first in range(0, len(out), most):
        thetas = points.coefficients[first : first + most] @ points.vectors
        raw = _scores(objective.model, bend, thetas, features)
        raw = raw.reshape(-1, raw.shape[2])
        values, _ = objective.loss.function(raw, tiled[: len(raw)], **objective.hyperparameters)
        if weights is not None:
            values = weights[: len(values)] * values
        out[first : first + most] = values.reshape(-1, n * values.shape[1]).sum(axis=1)
        yield


def _scores(model: Model, bend: Bend, thetas: Array, features: Array) -> Array:
    """``model.forward`` for several parameters (m, p) at once: raw scores (m, n, k)."""
    layers: list[list[Array]] = []
    start = 0
    for block in model.layout:
        stop = start + int(np.prod(block.shape))
        part = thetas[:, start:stop].reshape(len(thetas), *block.shape)
        start = stop
        if block.is_weight:
            layers.append([part])
        else:
            layers[-1].append(part[:, None, :])
    result: Any = features
    for number, (weights, *bias) in enumerate(layers):
        result = np.matmul(result, weights)
        if bias:
            result += bias[0]
        if number < len(layers) - 1:
            result = bend(result)
    return np.asarray(result)


def _losses(objective: Objective, points: Points, out: Array) -> Work:
    """Any model, point by point, in blocks of rows."""
    n = objective.n_train
    rows = min(BLOCK_ROWS, max(1, _BLOCK_NUMBERS // _widest(objective)))
    for place, coefficients in enumerate(points.coefficients):
        theta = coefficients @ points.vectors
        for start in range(0, n, rows):
            stop = min(start + rows, n)
            raw, _ = objective.model.forward(theta, objective.features[start:stop])
            y = objective.y[start:stop]
            values = objective.loss.function(raw, y, **objective.hyperparameters)[0]
            out[place] += objective.weighted(values, slice(start, stop)).sum()
            yield


def _add_penalty(objective: Objective, points: Points, out: Array) -> Work:
    l1, l2 = objective.run.l1, objective.run.l2
    if not (l1 or l2):
        return
    vectors = objective.penalty.weights(points.vectors)[:, objective.is_weight]
    most = max(1, _UNITS // vectors.shape[1])
    for first in range(0, len(out), most):
        w = points.coefficients[first : first + most] @ vectors
        if l1:
            out[first : first + most] += l1 * np.abs(w).sum(axis=1)
        if l2:
            out[first : first + most] += l2 * np.square(w).sum(axis=1)
        yield


# -- quadratic costs ------------------------------------------------------------------------------


class Quadratic(NamedTuple):
    """A quadratic cost on a plane: ‖triangle @ (a − middle, b − middle, 1)‖².

    `triangle` is (up to 3, 3), for a line (up to 2, 2). A sum of squares loses no digits, which the
    six coefficients of the polynomial would where the cost is small and its terms are large.
    """

    triangle: Array
    middle: tuple[float, float]

    def cost(self, a: Array, b: Array) -> Array:
        """The cost at points (a, b), in their shape."""
        offsets = [a - self.middle[0], b - self.middle[1]][: self.triangle.shape[1] - 1]
        total = np.zeros(a.shape)
        for row in self.triangle:
            term = np.full(a.shape, row[-1])
            for factor, offset in zip(row[:-1], offsets, strict=True):
                term += factor * offset
            total += term * term
        return total


_FLAT = 1e-10
"""A direction in which the scores change by less than this share of what they could is flat."""


def quadratic(
    objective: Objective, plane: Plane, middle: tuple[float, float]
) -> Generator[None, None, Quadratic | None]:
    """A cost that is quadratic in the parameters, on `plane`, whatever the number of points.

    Its middle is the lowest point of the plane (of those the nearest to `middle` where there are
    several), so that no terms cancel. The value of the iterator; None where numbers overflow.
    """
    result = Quadratic((yield from _triangle(objective, plane, middle)), middle)
    for _ in range(2):  # the second time makes up for rounding far away
        lowest = _lowest(result)
        if lowest is None:
            return result if np.isfinite(result.triangle).all() else None
        triangle = yield from _triangle(objective, plane, lowest)
        if not np.isfinite(triangle).all():
            return result
        result = Quadratic(triangle, lowest)
    return result


def _triangle(
    objective: Objective, plane: Plane, middle: tuple[float, float]
) -> Generator[None, None, Array]:
    """The R of a QR decomposition of (scores along the directions, residuals), block by block."""
    n, root = objective.n_train, np.sqrt(objective.scale)
    directions, theta = plane.directions, plane.at(*middle)
    columns = objective.penalty.weights(np.vstack([directions, theta])).T[objective.is_weight]
    triangle = np.linalg.qr(np.sqrt(objective.run.l2) * columns, mode="r")
    for start in range(0, n, BLOCK_ROWS):
        stop = min(start + BLOCK_ROWS, n)
        block = objective.features[start:stop]
        parts = [objective.model.forward(d, block)[0].ravel() for d in directions]
        residual = objective.model.forward(theta, block)[0] - objective.y[start:stop]
        rows = root * np.stack([*parts, residual.ravel()], axis=1)
        triangle = np.linalg.qr(np.vstack([triangle, rows]), mode="r")
        yield
    return np.asarray(triangle)


def _lowest(known: Quadratic) -> tuple[float, float] | None:
    """The lowest point, for flat directions where the middle is; None where it is not finite."""
    if not np.isfinite(known.triangle).all():
        return None
    sizes = np.hypot.reduce(known.triangle[:, :-1], axis=0)
    sizes[sizes == 0.0] = 1.0
    moved = np.linalg.lstsq(known.triangle[:, :-1] / sizes, -known.triangle[:, -1], rcond=_FLAT)[0]
    moved /= sizes
    a = known.middle[0] + float(moved[0])
    b = known.middle[1] + float(moved[1]) if len(moved) > 1 else 0.0
    return (a, b) if np.isfinite([a, b]).all() else None


def lowest_in_plane(objective: Objective, plane: Plane) -> tuple[float, float] | None:
    """The coordinates of the lowest point of `plane`, for a quadratic cost; on a line b is 0.

    None for another cost, where the lowest point is not unique, and where it is not finite.
    """
    if not objective.is_quadratic:
        return None
    with np.errstate(all="ignore"):
        pieces = quadratic(objective, plane, (0.0, 0.0))
        while True:
            try:
                next(pieces)
            except StopIteration as end:
                found = end.value
                break
        if found is None or not _is_unique(objective, plane, found.triangle):
            return None
    a, b = found.middle
    return (float(a), float(b)) if np.isfinite([a, b]).all() else None


def _is_unique(objective: Objective, plane: Plane, triangle: Array) -> bool:
    """The cost curves in every direction of the plane, by more than rounding."""
    slopes = triangle[:, :-1]
    count = slopes.shape[1]
    if len(slopes) < count:
        return False
    sizes = np.hypot.reduce(slopes, axis=0)
    # What the scores' changes could be at most: the features' lengths times the direction.
    features = objective.features[: objective.n_train]
    lengths = np.sqrt(objective.scale * np.einsum("ij,ij->j", features, features))
    for size, direction in zip(sizes, plane.directions, strict=True):
        possible = lengths @ np.abs(direction.reshape(len(lengths), -1)).sum(axis=1)
        w = objective.penalty.weights(direction)[objective.is_weight]
        possible += np.sqrt(objective.run.l2) * np.abs(w).sum()
        if not size > 1e-2 * _FLAT * possible:
            return False
    return bool(np.linalg.svd(slopes / sizes, compute_uv=False)[-1] > _FLAT)
