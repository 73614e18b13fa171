"""Which rows train a model, which choose between models, and which test it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import Array, Draws
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError

MIN_TRAIN = 2
"""A model needs so many training samples."""

Rows = NDArray[np.intp]
Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True)
class Sharing:
    """How rows are shared out among training, validation and test set.

    With a `seed` they are shuffled by it first; without one, the last rows are the test set, and
    those before them the validation set. `test_rows` and `validation_rows`, numbers from 0, name
    the rows of a set; a set that is not named so takes its share of the others.
    """

    test_fraction: float = 0.0
    validation_fraction: float = 0.0
    seed: int | None = None
    test_rows: Sequence[int] | None = None
    validation_rows: Sequence[int] | None = None


class Split(NamedTuple):
    """Rows in the order training, validation, test; within each set they stay as they were.

    `order` (n,) holds the number of each row as it was given, from 0; None where all stay.
    """

    order: Rows | None
    n_train: int
    n_validation: int = 0

    def of(self, rows: NDArray[Scalar]) -> NDArray[Scalar]:
        """`rows` (n, …) in this order."""
        return rows if self.order is None else rows[self.order]


def split(n: int, sharing: Sharing, classes: Array | None = None) -> Split:
    """How `n` rows are shared out.

    `classes` (n,), where the target is one, holds the class of each row as an index: shuffled rows
    then are stratified, so that of each class a set has its share, rounded up or down. The last
    training row of a class is given to no other set. Raises `InputError` where a set would be
    empty, or fewer than `MIN_TRAIN` rows would be left for training.
    """
    n_validation, n_test = counts(n, sharing)
    part = np.zeros(n, dtype=np.int8)  # 0, 1, 2: training, validation, test
    for index, given in ((1, sharing.validation_rows), (2, sharing.test_rows)):
        if given is not None:
            part[np.array(given, dtype=np.intp)] = index
    wanted = (
        0 if sharing.validation_rows is not None else n_validation,
        0 if sharing.test_rows is not None else n_test,
    )
    if sharing.seed is None:
        _take_last(part, 2, wanted[1])
        _take_last(part, 1, wanted[0])
    else:
        _take_shuffled(part, wanted, sharing.seed, classes)
    order = np.argsort(part, kind="stable")
    found = np.bincount(part, minlength=3).tolist()
    is_as_given = bool((order == np.arange(n)).all())
    return Split(None if is_as_given else order, found[0], found[1])


def _take_last(part: NDArray[np.int8], index: int, count: int) -> None:
    free = np.flatnonzero(part == 0)
    part[free[len(free) - count :]] = index


def _take_shuffled(
    part: NDArray[np.int8], wanted: tuple[int, int], seed: int, classes: Array | None
) -> None:
    """Give `wanted` rows, of each class its share, to the validation and the test set."""
    order = Draws(seed).split.permutation(len(part))
    order = order[part[order] == 0]
    of_row = np.zeros(len(part), dtype=np.intp) if classes is None else classes.astype(np.intp)
    sizes = np.bincount(of_row[order])
    # A target of numbers is one class, of which `counts` has left enough for training.
    room = np.maximum(sizes - 1, 0)
    test = shares(sizes, wanted[1], room)
    # A class that gave less than its share to the test set comes first in the validation set.
    lacking = sizes.astype(np.float64) * (wanted[1] / max(len(order), 1)) - test
    validation = shares(sizes, wanted[0], room - test, lacking)
    for index in range(len(sizes)):
        rows = order[of_row[order] == index]
        part[rows[: test[index]]] = 2
        part[rows[test[index] : test[index] + validation[index]]] = 1


def shares(sizes: Rows, total: int, room: Rows, before: Array | None = None) -> Rows:
    """How many of each class `total` rows are, in proportion to `sizes`: the exact share rounded
    down, or up where its fraction (and what it lacks from `before`) is largest, never above `room`.

    The sum is `total`, or less where there is no room for so many.

    >>> shares(np.array([50, 30, 3]), 17, np.array([49, 29, 2])).tolist()
    [10, 6, 1]
    """
    exact = sizes * (total / max(int(sizes.sum()), 1))
    found: Rows = np.minimum(np.floor(exact).astype(np.intp), room)
    lacking = exact - found + (0.0 if before is None else before)
    for index in np.argsort(-lacking, kind="stable"):
        if found.sum() >= total:
            break
        if found[index] < room[index] and exact[index] > found[index]:
            found[index] += 1
    return found


def counts(n: int, sharing: Sharing) -> tuple[int, int]:
    """How many of `n` rows are the validation and the test set. Raises what `split` raises."""
    test, validation = sharing.test_fraction, sharing.validation_fraction
    n_test = round(test * n) if sharing.test_rows is None else len(sharing.test_rows)
    n_validation = round(validation * n)
    if sharing.validation_rows is not None:
        n_validation = len(sharing.validation_rows)
    n_train = n - n_validation - n_test
    is_test_there = n_test >= 1 or sharing.test_rows is not None or test == 0
    is_validation_there = (
        n_validation >= 1 or sharing.validation_rows is not None or validation == 0
    )
    if is_test_there and is_validation_there and (n_train >= MIN_TRAIN or n_train == n):
        return n_validation, n_test
    values: dict[str, object] = {
        "value": shown(test),
        "n": n,
        "n_test": n_test,
        "n_train": n_train,
    }
    if n <= MIN_TRAIN and not n_validation:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "There are only {n} samples, and training needs them all: add samples, or set the "
                "test share (data.test_fraction = {value}) to 0",
            ),
            **values,
        )
    if validation == 0 and sharing.test_rows is None and sharing.validation_rows is None:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "The test share (data.test_fraction = {value}) gives {n_test} of {n} samples to "
                "the test set and leaves {n_train} for training: set it to 0 (no test set) or to a "
                "number from {minimum} to {maximum}, or take more samples",
            ),
            minimum=f"{1 / n:.6g}",
            maximum=f"{(n - MIN_TRAIN) / n:.6g}",
            **values,
        )
    raise InputError(
        QT_TRANSLATE_NOOP(
            "core",
            "Of {n} samples, the validation set (data.validation_fraction = {share}) gets "
            "{n_validation} and the test set (data.test_fraction = {value}) {n_test}, which leaves "
            "{n_train} for training: each set needs at least 1 sample, or a share of 0, and "
            "training {minimum}",
        ),
        share=shown(validation),
        n_validation=n_validation,
        minimum=MIN_TRAIN,
        **values,
    )
