"""Wrong labels: training samples of which the class is changed to another one."""

from dataclasses import replace

import numpy as np

from lossstudio.core.datasets.base import Array, Dataset, Draws


def with_label_noise(dataset: Dataset, share: float, seed: int) -> Dataset:
    """`dataset` with ``round(share * n_train)`` training labels changed, each to one of the other
    classes, all of which are equally likely; validation and test labels stay.

    Each sample has a random rank of its own and another class that it may get, both from `seed`: a
    larger share changes the same labels in the same way, and more of them. `dataset` itself where
    none is changed, or where the target is a number.
    """
    if not dataset.classes or not round(share * dataset.n_train):
        return dataset
    rng = Draws(seed).labels
    target = relabelled(dataset.target, dataset.n_train, share, len(dataset.classes), rng)
    target.flags.writeable = False
    return replace(dataset, target=target)


def relabelled(
    y: Array, n_train: int, share: float, n_classes: int, rng: np.random.Generator
) -> Array:
    """Classes (n,) with a share of the training labels changed to another class."""
    draws = rng.random((len(y), 2))
    changed = np.argsort(draws[:n_train, 0], kind="stable")[: round(share * n_train)]
    onwards = 1 + np.floor(draws[changed, 1] * (n_classes - 1))
    y = y.copy()
    y[changed] = (y[changed] + onwards) % n_classes
    return y
