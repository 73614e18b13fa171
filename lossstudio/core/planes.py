"""Planes and lines through parameter space: where a picture of the cost is taken.

A cost of more than two parameters cannot be drawn. What can be drawn is the cost on a plane: two
parameters with the others held, the plane that lies nearest to the path of a run, or a random one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.models.base import ParameterBlock

Array = NDArray[np.float64]

_STRAIGHT = 1e-7
"""A path is a line where it leaves one by less than this share of its length; two directions are
one where their angle (in radians) is smaller."""
_BESIDE = 1e-6
"""The sine of an angle (in radians) that rounding may have made: it gives a direction no sign."""
_TRIES = 20


@dataclass(frozen=True, eq=False)
class Plane:
    """All parameters origin + a·first + b·second; without `second` a line, on which b is 0.

    `origin`, `first` and `second` are (p,) and finite. The directions need be neither orthogonal
    nor of length 1. `ValueError` for other shapes or numbers.
    """

    origin: Array
    first: Array
    second: Array | None

    def __post_init__(self) -> None:
        shape = self.origin.shape
        if len(shape) != 1 or not shape[0]:
            raise ValueError(f"the origin {shape} must have the shape (p,)")
        for name, vector in (("origin", self.origin), ("first", self.first), *self._named_second):
            if vector.shape != shape:
                raise ValueError(f"{name} {vector.shape} must have the origin's shape {shape}")
            if not np.isfinite(vector).all():
                raise ValueError(f"{name} must be finite")

    @property
    def _named_second(self) -> tuple[tuple[str, Array], ...]:
        return () if self.second is None else (("second", self.second),)

    @property
    def is_line(self) -> bool:
        """There is one direction only."""
        return self.second is None

    @property
    def directions(self) -> Array:
        """The one or two directions as rows, (1, p) or (2, p)."""
        return np.array([self.first] if self.second is None else [self.first, self.second])

    def at(self, a: float, b: float = 0.0) -> Array:
        """The parameters (p,) at the coordinates (a, b)."""
        theta = self.origin + a * self.first
        return theta if self.second is None else theta + b * self.second

    def coordinates(self, theta: Array) -> tuple[float, float]:
        """The coordinates (a, b) of the point of the plane that is nearest to `theta` (p,)."""
        a, b = self.project([theta])[0].tolist()
        return a, b

    def project(self, thetas: Sequence[Array]) -> Array:
        """The coordinates of the plane's points nearest to `thetas` (p,), (m, 2).

        Where the directions do not span a plane, the coordinates with the smallest squares. On a
        line b is 0.
        """
        offsets, size = self._offsets(thetas)
        coordinates = np.zeros((len(offsets), 2))
        solved = offsets @ self._inverse
        coordinates[:, : solved.shape[1]] = size * solved
        return coordinates

    def distance(self, theta: Array) -> float:
        """How far `theta` (p,) is from the plane, by Euclid's measure."""
        offsets, size = self._offsets([theta])
        return size * float(np.linalg.norm(_without(offsets[0], self._basis)))

    def share_of_step(self, change: Array) -> float:
        """How long `change` (p,) is in the plane, as a share of its whole length: 0 to 1.

        1 for no change at all: nothing of it is missing.
        """
        change = _checked(change, self.origin.shape)
        size = float(np.abs(change).max())
        if size == 0.0:
            return 1.0
        change = change / size
        inside = float(np.linalg.norm(change @ self._basis) / np.linalg.norm(change))
        return min(1.0, inside)

    def _offsets(self, thetas: Sequence[Array]) -> tuple[Array, float]:
        """`thetas` as seen from the origin, (m, p), divided by the size that is also returned."""
        shape = self.origin.shape
        thetas = [np.asarray(theta, dtype=np.float64) for theta in thetas]
        for theta in thetas:
            _check_shape(theta, shape)
        offsets = np.array(thetas).reshape(-1, *shape)
        _check_finite(offsets)  # all at once: a path has hundreds of points
        offsets -= self.origin
        size = float(np.abs(offsets).max(initial=0.0)) or 1.0  # so that no square overflows
        return offsets / size, size

    @cached_property
    def _basis(self) -> Array:
        """Orthonormal directions of the plane as columns, (p, 0 to 2)."""
        unit, _ = _unit_rows(self.directions)
        left, sizes, _ = np.linalg.svd(unit.T, full_matrices=False)
        return np.asarray(left[:, sizes > _STRAIGHT])

    @cached_property
    def _inverse(self) -> Array:
        """What turns an offset (p,) into coordinates, (p, 1 or 2)."""
        unit, sizes = _unit_rows(self.directions)
        return np.asarray(np.linalg.pinv(unit, rcond=_STRAIGHT) / sizes, dtype=np.float64)


def _checked(theta: Array, shape: tuple[int, ...]) -> Array:
    theta = np.asarray(theta, dtype=np.float64)
    _check_shape(theta, shape)
    _check_finite(theta)
    return theta


def _check_shape(theta: Array, shape: tuple[int, ...]) -> None:
    if theta.shape != shape:
        raise ValueError(f"parameters {theta.shape} must have the shape {shape} of the plane's")


def _check_finite(thetas: Array) -> None:
    if not np.isfinite(thetas).all():
        raise ValueError("parameters must be finite")


def _norm(vector: Array) -> float:
    """The length of a vector whose squares may overflow or vanish."""
    size = float(np.abs(vector).max(initial=0.0))
    return size * float(np.linalg.norm(vector / size)) if size else 0.0


def _unit_rows(rows: Array) -> tuple[Array, Array]:
    """`rows` divided by their lengths, and the lengths; a row of zeros stays, with length 1."""
    sizes = np.array([_norm(row) or 1.0 for row in rows])
    return rows / sizes[:, None], sizes


def _without(vector: Array, basis: Array) -> Array:
    """`vector` without its part along the orthonormal columns of `basis`.

    Twice, for what rounding left the first time.
    """
    for _ in range(2):
        vector = vector - basis @ (basis.T @ vector)
    return vector


def parameter_plane(theta: Array, i: int, j: int) -> Plane:
    """The plane of the parameters `i` and `j`, the others held at `theta` (p,).

    The coordinates are the two parameters' own values. `ValueError` where i == j or one of them
    does not exist.
    """
    if i == j:
        raise ValueError(f"a plane needs two different parameters, not {i} twice")
    return Plane(_zero_at(theta, i, j), _axis(theta, i), _axis(theta, j))


def parameter_line(theta: Array, i: int) -> Plane:
    """The line along the parameter `i`, whose value is the coordinate, the others held at `theta`.

    `ValueError` where there is no such parameter.
    """
    return Plane(_zero_at(theta, i), _axis(theta, i), None)


def _zero_at(theta: Array, *places: int) -> Array:
    origin = np.array(theta, dtype=np.float64)
    if origin.ndim != 1:
        raise ValueError(f"parameters {origin.shape} must have the shape (p,)")
    for place in places:
        if not 0 <= place < len(origin):
            raise ValueError(f"parameter {place} does not exist: there are {len(origin)}")
    origin[list(places)] = 0.0
    return origin


def _axis(theta: Array, i: int) -> Array:
    direction = np.zeros(len(theta))
    direction[i] = 1.0
    return direction


def principal_plane(path: Sequence[Array], theta: Array) -> Plane | None:
    """The plane through `theta` (p,) that is nearest to the points of `path`, (p,) each.

    Its directions are the first two principal directions of the differences path − theta, of
    length 1: Li, Xu, Taylor, Studer, Goldstein (2018), Visualizing the loss landscape of neural
    nets, NeurIPS, §7. They are taken around theta rather than around the mean of the path, since
    the plane has to pass through theta. Their signs, which that leaves open, are such that theta
    lies above and to the right of the path's first point; where that lies beside theta, a
    direction's largest entry is positive. So one path has one picture, never its mirror image.
    None where the path has not moved in two directions.
    """
    theta = np.asarray(theta, dtype=np.float64)
    if theta.ndim != 1 or not np.isfinite(theta).all():
        raise ValueError(f"parameters {theta.shape} must have the shape (p,) and be finite")
    if not len(path):
        return None
    moved = np.array([_checked(point, theta.shape) for point in path]) - theta
    size = float(np.abs(moved).max())
    if size == 0.0 or min(moved.shape) < 2:
        return None
    moved /= size
    # What rounding of theta itself amounts to must not count as a direction.
    noise = 4.0 * np.finfo(np.float64).eps * _norm(theta) / size * np.sqrt(len(moved))
    directions = _two_principal(moved)
    # In the plane the path is (m, 2): its principal directions there, to full precision.
    _, sizes, turn = np.linalg.svd(moved @ directions.T, full_matrices=False)
    if sizes[1] <= max(_STRAIGHT * sizes[0], noise):
        return None
    first, second = (_with_sign(direction, -moved[0]) for direction in turn @ directions)
    return Plane(theta, first, second)


def _two_principal(rows: Array) -> Array:
    """Orthonormal rows (2, p) that span the first two principal directions of `rows` (m, p).

    From the products of all pairs, of which there are few where the rows are few and long; a
    second pass makes up for the precision that squares lose.
    """
    m, p = rows.shape
    if m >= p:
        return np.asarray(np.linalg.eigh(rows.T @ rows)[1][:, :-3:-1].T)
    weights = np.linalg.eigh(rows @ rows.T)[1][:, :-3:-1]
    directions = np.linalg.qr(rows.T @ weights)[0]
    return np.asarray(np.linalg.qr(rows.T @ (rows @ directions))[0].T)


def _with_sign(direction: Array, way: Array) -> Array:
    """`direction` with length 1, pointing to where `way` leads, if it leads along it at all."""
    direction = direction / np.linalg.norm(direction)
    along = float(way @ direction)
    if abs(along) <= _BESIDE * float(np.linalg.norm(way)):
        along = float(direction[np.abs(direction).argmax()])
    return direction if along > 0 else -direction


def random_plane(theta: Array, layout: tuple[ParameterBlock, ...], seed: int) -> Plane:
    """A plane through `theta` (p,) along two random directions, normalised filter by filter.

    Gaussian directions in which each unit's incoming weights, a column of a block (fan_in,
    fan_out), have the length of theta's own; biases are left out: Li et al. (2018), §4. So 1 is as
    far in every direction as the weights themselves are large. Where a unit's weights are all 0,
    the direction has length 1 there. Where the weights allow for one direction only (there is a
    single one, say), the plane is a line. `ValueError` where the layout does not fit theta, or has
    no weights.
    """
    theta = np.asarray(theta, dtype=np.float64)
    if theta.shape != (sum(int(np.prod(block.shape)) for block in layout),):
        raise ValueError(f"parameters {theta.shape} do not fit the layout {layout}")
    if not np.isfinite(theta).all():
        raise ValueError("parameters must be finite")
    if not any(block.is_weight and np.prod(block.shape) for block in layout):
        raise ValueError("there are no weights to vary")
    rng = np.random.default_rng(seed)
    first = _random_direction(theta, layout, rng)
    for _ in range(_TRIES):  # weights that come one by one differ only in sign: two may be the same
        second = _random_direction(theta, layout, rng)
        unit, _ = _unit_rows(np.array([first, second]))
        if np.linalg.svd(unit, compute_uv=False)[-1] > _STRAIGHT:
            return Plane(theta, first, second)
    return Plane(theta, first, None)


def _random_direction(
    theta: Array, layout: tuple[ParameterBlock, ...], rng: np.random.Generator
) -> Array:
    direction = np.zeros(len(theta))
    start = 0
    for block in layout:
        stop = start + int(np.prod(block.shape))
        if block.is_weight and stop > start:
            own = theta[start:stop].reshape(block.shape[0], -1)
            drawn = rng.standard_normal(own.shape)
            for unit in range(own.shape[1]):
                drawn[:, unit] *= (_norm(own[:, unit]) or 1.0) / _norm(drawn[:, unit])
            direction[start:stop] = drawn.ravel()
        start = stop
    return direction
