"""From a description to a `Dataset`: generated, from points, or from a table; split and checked."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import Array, Dataset, Draws, Generator
from lossstudio.core.datasets.csv_rows import place
from lossstudio.core.datasets.splits import MIN_TRAIN, Sharing, Split, counts, split
from lossstudio.core.datasets.spread import center_and_scale
from lossstudio.core.datasets.table import Table, default_names
from lossstudio.core.datasets.targets import (
    Target,
    Where,
    check_training_classes,
    to_classes,
    to_numbers,
)
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message

Scalar = TypeVar("Scalar", bound=np.generic)


def generate_from(
    generators: Mapping[str, Generator],
    name: str,
    n_samples: int,
    noise: float,
    seed: int,
    outlier_fraction: float,
    outlier_strength: float,
    test_fraction: float,
    validation_fraction: float = 0.0,
    outliers_in: str = "all",
) -> Dataset:
    """Samples of the generator called `name`; the same arguments give the same data to the bit.

    Outliers: each sample has a random rank of its own, and the first ``round(outlier_fraction *
    n)`` in the order of rank are outliers, so a larger fraction only adds to them. In regression
    an outlier's target is raised by `outlier_strength`, always upwards and in the target's own
    unit. With classes it is pushed away from the generator's `center`, ``x = center + (x − center)
    · (1 + outlier_strength / 10)`` (though not below `input_minimum`), and gets the next class,
    ``(class + 1) % C``: a wrong label far from the boundary. All sets have outliers, or with
    `outliers_in` ``"train"`` the training samples alone, of which they are then a fraction.

    Of real data, the seed is that of their order; numbers of samples, noise and outliers do not
    apply. The last ``round(test_fraction * n_samples)`` samples are the test set, and those before
    them, as many as `validation_fraction` says, the validation set. Raises `InputError` where
    `name` is unknown or the split leaves too few samples; the other arguments are expected in the
    ranges of their parameter descriptions.

    >>> from lossstudio.core.datasets import generate
    >>> data = generate("article", 100, 1.0, 0, 0.0, 5.0, 0.2)
    >>> data.x.shape, data.n_train, round(float(data.x[0, 0]), 6)
    ((100, 1), 80, 0.548814)
    """
    generator = _generator(generators, name)
    sharing = Sharing(test_fraction, validation_fraction)
    if generator.is_real:
        return _shipped(generator, seed, sharing)
    if n_samples < MIN_TRAIN:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must be at least {minimum}"),
            field="data.n_samples",
            value=shown(n_samples),
            minimum=MIN_TRAIN,
        )
    sets = split(n_samples, sharing)
    draws = Draws(seed)
    x, target = generator.draw(n_samples, noise, draws)
    is_outlier = np.zeros(n_samples, dtype=bool)
    among = sets.n_train if outliers_in == "train" else n_samples
    if n_outliers := round(outlier_fraction * among):
        rank = draws.outliers.random(n_samples)[:among]
        is_outlier[np.argsort(rank, kind="stable")[:n_outliers]] = True
    center, scale = np.array(generator.center), np.array(generator.scale)
    if generator.classes:
        pushed = center + (x[is_outlier] - center) * (1 + outlier_strength / 10)
        x[is_outlier] = np.maximum(pushed, generator.input_minimum)
        target[is_outlier] = (target[is_outlier] + 1) % len(generator.classes)
    else:
        target[is_outlier] += outlier_strength
    names = (*generator.input_names, generator.target_name)
    dataset = _dataset(x, target, sets, names, generator.classes, (center, scale), is_outlier)
    return replace(
        dataset,
        truth=_with_noise(generator, noise),
        initial_weights=_after_samples(generator, n_samples),
    )


def from_points(
    rows: Sequence[Sequence[float]],
    as_classes: bool,
    test_fraction: float,
    names: tuple[str, ...] | None = None,
    class_names: tuple[str, ...] = (),
    validation_fraction: float = 0.0,
    test_rows: Sequence[int] | None = None,
    validation_rows: Sequence[int] | None = None,
) -> Dataset:
    """Samples given as rows of numbers, the target last; the last rows are the test set, unless
    `test_rows` and `validation_rows` name the rows of these sets by their numbers from 0.

    With `as_classes` the target holds classes: 2 to 20 different whole numbers, which in ascending
    order are the classes; `class_names` says what 0, 1, … are called, others are called as they
    are. `names` are those of the columns. `center` and `scale` are the mean and the standard
    deviation of the training inputs (1 where all are equal). Raises `InputError` naming
    ``data.points``, the row (from 1) and the value.
    """
    n_columns = len(rows[0]) if rows else 0
    for number, row in enumerate(rows, start=1):
        _check_point(number, row, n_columns)
    if len(rows) < MIN_TRAIN:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field}: number of rows = {value}; must be at least {minimum}"
            ),
            field="data.points",
            value=len(rows),
            minimum=MIN_TRAIN,
        )
    values = np.array(rows, dtype=np.float64)
    dataset = _measured(
        values[:, :-1].copy(),
        values[:, -1].copy(),
        names or (*default_names(n_columns - 1), "y"),
        as_classes,
        Sharing(test_fraction, validation_fraction, None, test_rows, validation_rows),
        lambda row: _place_of(row + 1),
        Message("data.points"),
    )
    if not dataset.classes:
        return dataset
    codes = [int(name) for name in dataset.classes]
    return replace(
        dataset,
        codes=tuple(map(float, codes)),
        classes=tuple(
            class_names[code] if 0 <= code < len(class_names) else str(code) for code in codes
        ),
    )


def from_table(
    table: Table,
    as_classes: bool,
    test_fraction: float,
    validation_fraction: float = 0.0,
    seed: int | None = None,
) -> Dataset:
    """The samples of `table`, in its order; the last rows are the test set. With a `seed`, rows
    drawn by it are, of each class its share (see `splits`).

    As `from_points`, and with `as_classes` the target may also be text, of 2 to 20 different
    values. Raises `InputError` naming ``data.file``, the file, the line and the column.
    """
    dataset = _measured(
        table.inputs,
        table.target,
        table.names,
        as_classes,
        Sharing(test_fraction, validation_fraction, seed),
        lambda row: place(table.path, int(table.lines[row]), len(table.names), table.names[-1]),
        place(table.path),
    )
    order = dataset.order
    return replace(dataset, lines=table.lines if order is None else _read_only(table.lines[order]))


def _measured(
    x: Array,
    target: Target,
    names: tuple[str, ...],
    as_classes: bool,
    sharing: Sharing,
    where: Where,
    whole: Message,
) -> Dataset:
    """A data set of measured samples: no truth, no outliers, nothing added."""
    n = len(x)
    counts(n, sharing)  # first: what is wrong with it is told before what is wrong with a target
    classes: tuple[str, ...] = ()
    if as_classes:
        values, classes = to_classes(target, where, whole)
        sets = split(n, sharing, values)
        values = sets.of(values)
        are_last = sets.order is None and not sets.n_validation
        check_training_classes(values, classes, sets.n_train, whole, are_last)
    else:
        values = to_numbers(target, where)
        sets = split(n, sharing)
        values = sets.of(values)
    return _dataset(sets.of(x), values, sets, names, classes)


def _shipped(generator: Generator, seed: int, sharing: Sharing) -> Dataset:
    """Real data in the order of `seed`: so the test set is a random part of them."""
    x, target = generator.draw(0, 0.0, Draws(seed))
    names = (*generator.input_names, generator.target_name)
    return _dataset(x, target, split(len(x), sharing), names, generator.classes)


def _dataset(
    x: Array,
    target: Array,
    sets: Split,
    names: tuple[str, ...],
    classes: tuple[str, ...],
    box: tuple[Array, Array] | None = None,
    is_outlier: NDArray[np.bool_] | None = None,
) -> Dataset:
    """The data set of samples that stand in the order of their `sets`. `box` is the center and the
    scale (d,) of the inputs; None: the mean and the standard deviation of the training inputs."""
    center, scale = center_and_scale(x[: sets.n_train]) if box is None else box
    return Dataset(
        x=_read_only(x),
        target=_read_only(target),
        n_train=sets.n_train,
        n_validation=sets.n_validation,
        order=None if sets.order is None else _read_only(sets.order),
        input_names=names[:-1],
        target_name=names[-1],
        center=_read_only(center),
        scale=_read_only(scale),
        classes=classes,
        is_outlier=_read_only(np.zeros(len(x), bool) if is_outlier is None else is_outlier),
    )


def _generator(generators: Mapping[str, Generator], name: str) -> Generator:
    if name not in generators:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must be one of {allowed}"),
            field="data.dataset",
            value=shown(name),
            allowed=", ".join([*generators, "csv", "points"]),
        )
    return generators[name]


def _with_noise(generator: Generator, noise: float) -> Callable[[Array], Array] | None:
    truth = generator.truth
    return None if truth is None else lambda x: truth(x, noise)


def _after_samples(generator: Generator, n: int) -> Callable[[int, int], Array] | None:
    weights = generator.initial_weights
    return None if weights is None else lambda seed, n_weights: weights(seed, n, n_weights)


def _check_point(number: int, row: Sequence[float], n_columns: int) -> None:
    if n_columns < 2 or len(row) != n_columns:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{where} = {value}: must have {allowed}"),
            where=_place_of(number),
            value=shown(list(row)),
            allowed=Message(
                QT_TRANSLATE_NOOP("core", "{n} numbers, as row 1 has"), {"n": n_columns}
            )
            if n_columns >= 2
            else Message(
                QT_TRANSLATE_NOOP("core", "at least 2 numbers: one or more inputs, and the target")
            ),
        )
    for value in row:
        if not _is_finite_number(value):
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{where}: {value} must be a finite number"),
                where=_place_of(number),
                value=shown(value),
            )


def _place_of(number: int) -> Message:
    return Message(QT_TRANSLATE_NOOP("core", "data.points, row {row}"), {"row": number})


def _is_finite_number(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # an int beyond the range of float
        return False


def _read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    array.flags.writeable = False
    return array
