"""The curvature of the cost that is minimised: its Hessian and the largest eigenvalue λmax.

On a quadratic cost gradient descent is stable for learning rates below 2/λmax; on any other cost
that holds only near the point where the Hessian was taken.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST_DENSE = 300
"""Up to this many parameters the Hessian is built; beyond, only multiplied with vectors."""

_BLOCK_NUMBERS = 2**18  # numbers in a temporary array
_SQUARES = 1e150
"""The squares of larger numbers may overflow."""


def hessian_linear(
    features: Array, second: Array, scale: float, penalty: Array | None = None
) -> Array:
    """The Hessian (p, p) by theta of scale·Σᵢ ℓᵢ, for raw scores linear in theta.

    H = scale · Σᵢ (φᵢφᵢᵀ ⊗ ℓ''ᵢ) + penalty, where theta.reshape(q, k) multiplies the features, row
    by row. `features` (n, q), `second` (n, k, k) the symmetric Hessians of each
    example's loss by its raw scores, `scale` 1/n for the mean and 1 for the sum, `penalty`
    its Hessian, a diagonal (p,) = (q·k,), such as 2·l2 for weights and 0 for biases, or all of it,
    (p, p) (None: no penalty). `ValueError` where shapes do not fit. The temporary arrays are small,
    whatever n.
    """
    n, q, k = _checked_sizes(features, second, penalty)
    blocks = np.empty((q, k, q, k))
    rows = max(1, _BLOCK_NUMBERS // q)
    for i in range(k):
        for j in range(i, k):
            block = np.zeros((q, q))
            for start in range(0, n, rows):
                phi = features[start : start + rows]
                curvature = second[start : start + rows, i, j]
                if curvature.any():
                    block += (phi * curvature[:, None]).T @ phi
            blocks[:, i, :, j] = blocks[:, j, :, i] = scale * block
    hessian = blocks.reshape(q * k, q * k)
    hessian = 0.5 * (hessian + hessian.T)  # symmetric to the last bit
    if penalty is not None and penalty.ndim == 2:
        hessian = hessian + penalty
    elif penalty is not None:
        hessian[np.diag_indices(q * k)] += penalty
    return hessian


def largest_eigenvalue_linear(
    features: Array, second: Array, scale: float, penalty: Array | None = None
) -> float:
    """The largest eigenvalue of `hessian_linear`, whose arguments and errors these are.

    To rounding for up to 300 parameters; for more by `largest_ritz_value` with exact products and
    a tolerance of 1e-8. NaN where the Hessian is not finite.
    """
    n, q, k = _checked_sizes(features, second, penalty)
    if q * k <= MOST_DENSE:
        hessian = hessian_linear(features, second, scale, penalty)
        if not np.isfinite(hessian).all():
            return float("nan")
        return float(np.linalg.eigvalsh(hessian)[-1])
    rows = max(1, _BLOCK_NUMBERS // max(q, k * k))

    def times_hessian(vector: Array) -> Array:
        matrix = vector.reshape(q, k)
        result = np.zeros((q, k))
        for start in range(0, n, rows):
            phi = features[start : start + rows]
            raw = (phi @ matrix)[:, :, None]
            result += phi.T @ np.matmul(second[start : start + rows], raw)[:, :, 0]
        product = scale * result.reshape(q * k)
        if penalty is None:
            return product
        return product + (penalty * vector if penalty.ndim == 1 else penalty @ vector)

    return largest_ritz_value(times_hessian, q * k, iterations=200, tolerance=1e-8)


def largest_eigenvalue(
    gradient: Callable[[Array], Array],
    theta: Array,
    *,
    iterations: int = 100,
    tolerance: float = 1e-4,
) -> float:
    """The largest eigenvalue (which may be negative) of the Hessian at `theta` (p,).

    Takes only ``gradient(theta) -> (p,)``, two of them an iteration: a product with the Hessian is
    the central difference of the gradient along the vector, H v ≈ (∇(θ + εv) − ∇(θ − εv)) / 2ε with
    ‖v‖ = 1 and ε = 6e-6·max(1, ‖θ‖), whose relative error is some 1e-9 on a smooth cost. At a kink
    it is an average over that small step. Method and tolerance: `largest_ritz_value`. NaN
    where a gradient is not finite.
    """
    theta = np.asarray(theta, dtype=np.float64)
    # The cube root of the rounding error balances it against the error of the central difference.
    size = max(1.0, float(np.abs(theta).max(initial=0.0)))
    length = (
        size * float(np.linalg.norm(theta / size)) if size > _SQUARES else np.linalg.norm(theta)
    )
    epsilon = float(np.cbrt(np.finfo(np.float64).eps) * max(1.0, length))

    def times_hessian(vector: Array) -> Array:
        difference = gradient(theta + epsilon * vector) - gradient(theta - epsilon * vector)
        return difference / (2.0 * epsilon)

    return largest_ritz_value(times_hessian, len(theta), iterations=iterations, tolerance=tolerance)


def largest_ritz_value(
    times_matrix: Callable[[Array], Array], size: int, *, iterations: int, tolerance: float
) -> float:
    """The largest eigenvalue of a symmetric matrix that is only multiplied with vectors.

    Lanczos's method with full orthogonalisation, from a start that is always the same. It stops
    where the residual ‖Hy − λy‖ is at most `tolerance` times the largest |Ritz value|, so that an
    eigenvalue lies that near; with λmax separated from the others the error is of the order of the
    square of that. After `size` products the value is exact but for rounding. After `iterations`
    products without reaching the tolerance it returns what it has: a lower bound, for 100 products
    and a few thousand parameters expected within 1 % of the width of the spectrum (Kuczyński and
    Woźniakowski 1992). NaN where a product is not finite.

    >>> import numpy as np
    >>> matrix = np.diag([-5.0, 1.0, 3.0])
    >>> round(largest_ritz_value(lambda v: matrix @ v, 3, iterations=10, tolerance=1e-8), 6)
    3.0
    """
    most = min(iterations, size)
    basis = np.empty((most, size))
    products = np.empty((most, size))
    projected = np.zeros((most, most))
    vector = np.random.default_rng(0).standard_normal(size)
    value, exponent = 0.0, 0
    for count in range(1, most + 1):
        basis[count - 1] = vector / np.linalg.norm(vector)
        products[count - 1] = times_matrix(basis[count - 1])
        if count == 1:
            exponent = _extreme_exponent(products[0])
        # Squares of extreme numbers would overflow or vanish; a power of two changes no digit.
        products[count - 1] = np.ldexp(products[count - 1], -exponent)
        if not np.isfinite(products[count - 1]).all():
            return float("nan")
        known, images = basis[:count], products[:count]
        # Both triangles are measured and averaged: products by differences are not quite symmetric.
        column = 0.5 * (known @ products[count - 1] + images @ basis[count - 1])
        projected[:count, count - 1] = projected[count - 1, :count] = column
        values, vectors = np.linalg.eigh(projected[:count, :count])
        value = float(values[-1])
        weights = vectors[:, -1]
        largest = np.abs(values).max()
        residual = float(np.linalg.norm(weights @ images - value * (weights @ known)))
        if count >= min(most, 3) and residual <= tolerance * largest:
            break
        vector = products[count - 1]
        length = np.linalg.norm(vector)
        for _ in range(2):  # once is not enough to be orthogonal to rounding
            vector = vector - known.T @ (known @ vector)
        if np.linalg.norm(vector) <= 1e-14 * length:
            break  # the products span no more: the value is exact
    return float(np.ldexp(value, exponent))


def _extreme_exponent(vector: Array) -> int:
    """That of the largest number's power of two where its squares are beyond doubles, else 0."""
    largest = float(np.abs(vector).max(initial=0.0))
    if not np.isfinite(largest) or not largest or 1.0 / _SQUARES < largest < _SQUARES:
        return 0
    return int(np.frexp(largest)[1])


def _checked_sizes(features: Array, second: Array, penalty: Array | None) -> tuple[int, int, int]:
    if features.ndim != 2 or second.ndim != 3 or second.shape[1] != second.shape[2]:
        raise ValueError(
            f"features {features.shape} must be (n, q) and second derivatives {second.shape} "
            "(n, k, k)"
        )
    (n, q), k = features.shape, second.shape[1]
    if len(second) != n:
        raise ValueError(
            f"features {features.shape} and second derivatives {second.shape} differ in n"
        )
    if penalty is not None and penalty.shape not in ((q * k,), (q * k, q * k)):
        raise ValueError(f"penalty {penalty.shape} must be ({q * k},) or ({q * k}, {q * k})")
    return n, q, k
