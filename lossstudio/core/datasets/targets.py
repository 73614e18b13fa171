"""Targets of a person's own data, as numbers or as classes."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lossstudio.core.datasets.base import Array, Dataset
from lossstudio.core.datasets.csv_rows import number
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message

MAX_CLASSES = 20
"""A target with more different values than this is not taken for classes."""

Target = Array | tuple[str, ...]
Where = Callable[[int], Message]
"""The place of a row's target in words; rows count from 0."""


def to_numbers(target: Target, where: Where) -> Array:
    """The target as numbers (n,); `InputError` at the first text in it."""
    if not isinstance(target, tuple):
        return target
    row = next((row for row, cell in enumerate(target) if number(cell) is None), 0)
    raise InputError(
        QT_TRANSLATE_NOOP(
            "core",
            "{where} = {value}: must be a number, because the loss is one for regression; classes "
            "need a classification loss",
        ),
        where=where(row),
        value=shown(target[row]),
    )


def to_classes(target: Target, where: Where, whole: Message) -> tuple[Array, tuple[str, ...]]:
    """Class indices (n,), and the names of the classes: texts or whole numbers, sorted.

    `whole` names the data in messages about all of it. Raises `InputError` for a number that is
    not whole and for fewer than 2 or more than `MAX_CLASSES` classes.
    """
    if isinstance(target, tuple):
        names = tuple(sorted(set(target)))
        _check_count(len(names), whole)
        codes = {name: float(code) for code, name in enumerate(names)}
        return np.fromiter(map(codes.__getitem__, target), np.float64, len(target)), names
    fractional = np.flatnonzero(target != np.round(target))
    if fractional.size:
        row = int(fractional[0])
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{where} = {value}: must be a whole number or text, because the loss is one for "
                "classes; other numbers need a regression loss",
            ),
            where=where(row),
            value=shown(float(target[row])),
        )
    values, indices = np.unique(target, return_inverse=True)
    _check_count(len(values), whole)
    return indices.astype(np.float64), tuple(str(int(value)) for value in values)


def check_training_classes(
    indices: Array, classes: tuple[str, ...], n_train: int, whole: Message, are_last: bool = True
) -> None:
    """Raises `InputError` where a class is not among the first `n_train` rows. `are_last`: the
    others are the test set, and the last rows also as they were given."""
    missing = set(range(len(classes))) - set(np.unique(indices[:n_train]).astype(int).tolist())
    if missing and not are_last:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{where}: class {value} is only among the rows that are held out; every class must "
                "be among the training rows: hold out other rows, or fewer",
            ),
            where=whole,
            value=shown(classes[min(missing)]),
        )
    if missing:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{where}: class {value} is only among the last {n_test} rows, which are the test "
                "set; every class must be among the training rows: mix the rows or lower "
                "data.test_fraction",
            ),
            where=whole,
            value=shown(classes[min(missing)]),
            n_test=len(indices) - n_train,
        )


def with_positive_class(dataset: Dataset, name: str | int) -> Dataset:
    """`dataset`, of two classes, with the class called `name` as class 1.

    Raises `InputError` naming ``data.positive_class`` where there is no such class, or where there
    are more than two.
    """
    positive, classes = str(name), dataset.classes
    if positive not in classes or len(classes) != 2:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must be one of {allowed}")
            if len(classes) == 2
            else QT_TRANSLATE_NOOP(
                "core", "{field} = {value}: one of {count} classes; must be null, or one of two"
            ),
            field="data.positive_class",
            value=shown(name),
            allowed=", ".join(classes),
            count=len(classes),
        )
    if positive == classes[1]:
        return dataset
    target = 1.0 - dataset.target
    target.flags.writeable = False
    return replace(dataset, target=target, classes=classes[::-1], codes=dataset.codes[::-1])


def _check_count(count: int, whole: Message) -> None:
    if not 2 <= count <= MAX_CLASSES:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{where}: number of classes (different values of the target) = {value}; must be "
                "from 2 to {maximum}",
            ),
            where=whole,
            value=count,
            maximum=MAX_CLASSES,
        )
