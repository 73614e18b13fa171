"""From raw scores to probabilities, accurate in both tails."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossstudio.core.tasks import Link

Array = NDArray[np.float64]


def probabilities(raw: ArrayLike, link: Link) -> Array:
    """The probability of each class, (n, C), from raw scores.

    ``sigmoid``: `raw` (n, 1) gives the columns 1 − p and p; ``softmax``: `raw` (n, C). Raises
    `ValueError` for ``identity``, whose scores are no probabilities, and for another shape.

    >>> probabilities([[0.0]], Link.SIGMOID)
    array([[0.5, 0.5]])
    """
    raw = _checked(raw, link)
    if link == Link.SIGMOID:
        e = np.exp(-np.abs(raw))
        signs = np.concatenate([-raw, raw], axis=1)
        return np.asarray(np.where(signs > 0, 1.0, e) / (1.0 + e))
    e = np.exp(raw - raw.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def log_probabilities(raw: ArrayLike, link: Link) -> Array:
    """The logarithm of each class's probability, (n, C), never by way of the probability.

    Shapes and errors as for `probabilities`. Right also where a probability rounds to 0 or 1:
    log p = min(z, 0) − log(1 + e^−|z|) for the sigmoid, z − max(z) − log Σ e^(z − max(z)) for the
    softmax.

    >>> log_probabilities([[-1000.0]], Link.SIGMOID)
    array([[    0., -1000.]])
    """
    raw = _checked(raw, link)
    if link == Link.SIGMOID:
        signs = np.concatenate([-raw, raw], axis=1)
        return np.asarray(np.minimum(signs, 0.0) - np.log1p(np.exp(-np.abs(raw))))
    below = raw - raw.max(axis=1, keepdims=True)
    e = np.exp(below)
    # The sum without the highest score's 1, which would swallow the small ones.
    rest = (e @ (1.0 - np.eye(raw.shape[1]))).min(axis=1, keepdims=True)
    return np.asarray(below - np.log1p(rest))


def _checked(raw: ArrayLike, link: Link) -> Array:
    raw, link = np.asarray(raw, dtype=np.float64), Link(link)
    if link == Link.IDENTITY:
        raise ValueError("the identity link gives no probabilities")
    if raw.ndim != 2 or raw.shape[1] == 0 or (link == Link.SIGMOID and raw.shape[1] != 1):
        columns = "1" if link == Link.SIGMOID else "C"
        raise ValueError(f"{link}: raw scores {raw.shape} must have the shape (n, {columns})")
    return raw
