"""Weights of classes in the cost, so that a rare class counts as much as a frequent one."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def balanced_weights(y: Array, n_train: int) -> Array:
    """The weight n / (C n_c) of each sample's class, (n, 1), counted in the training samples."""
    classes = np.hstack([1.0 - y, y]) if y.shape[1] == 1 else y
    counts = classes[:n_train].sum(axis=0)
    weights = n_train / (np.count_nonzero(counts) * np.maximum(counts, 1.0))
    return np.asarray((classes @ weights)[:, None])
