"""Samples edited by hand: any data as points of one's own, moved, added to, and taken away.

Pure functions of points; who edits them proposes the data that `own_data` makes of them.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.base import PARTS
from lossstudio.core.datasets.splits import MIN_TRAIN, Sharing, Split, split
from lossstudio.core.models import MODELS
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.data.samples import build_samples, sharing_of
from lossstudio.engine.scenarios.fields.field import Origin
from lossstudio.engine.scenarios.fields.fields import fields_of
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario

Array = NDArray[np.float64]
Row = tuple[float, ...]

MOST_POINTS = 5000
"""Points that can be edited: with more, a change would not follow the pointer."""

_OUTWARDS = 1.5
"""How much further from the middle an outlier among classes is put, and with it the next class."""
_USUAL = (5, 95)
"""Percentiles between which targets are usual: an outlier is raised by so much."""
_MOST_TEST = 0.9


class Points(NamedTuple):
    """Samples as rows of numbers, the target last, and their sets.

    The first `n_train` are the training set, `n_validation` that follow are the validation set, and
    the rest is the test set; but where `sets` is given, it says of each row which set it is in, as
    a place in `PARTS`, and the counts are how many these are.
    """

    rows: tuple[Row, ...]
    n_train: int
    n_validation: int = 0
    sets: tuple[int, ...] | None = None


def points_of(dataset: Dataset) -> Points:
    """The samples of `dataset` in the order that they were given in; classes as their indices,
    from 0.

    Raises `InputError` where there are more than can be edited.
    """
    check_count(len(dataset.x))
    table, sets = np.column_stack([dataset.x, target_of(dataset)]), None
    if dataset.order is not None:
        back = np.argsort(dataset.order)
        table, sets = table[back], tuple(dataset.part_of(back).tolist())
    rows = tuple(map(tuple, table.tolist()))
    return Points(rows, dataset.n_train, dataset.n_validation, sets)


def shared_out(rows: Sequence[Row], data: Data, as_classes: bool) -> Points:
    """New points, in the sets that the shares of `data` ask for; shuffled where its rows are to be.

    The training set gets the samples that it needs, whatever the shares.
    """
    n = len(rows)
    n_test = max(min(round(data.test_fraction * n), n - MIN_TRAIN), 0)
    n_validation = max(min(round(data.validation_fraction * n), n - n_test - MIN_TRAIN), 0)
    seed = data.seed if data.split == "shuffled" else None
    classes = None
    if as_classes:
        classes = np.unique([row[-1] for row in rows], return_inverse=True)[1].astype(np.float64)
    found = split(n, Sharing(n_test / n, n_validation / n, seed), classes)
    return _in_sets(tuple(rows), found)


def points_in(data: Data) -> Points:
    """The own points of `data`, and their sets. Raises `InputError` where a set would be empty."""
    rows = data.points or ()
    found = split(len(rows), sharing_of(data))
    is_named = data.test_rows is not None or data.validation_rows is not None
    return _in_sets(rows, found, is_named)


def _in_sets(rows: tuple[Row, ...], found: Split, is_named: bool = False) -> Points:
    if found.order is None and not is_named:
        return Points(rows, found.n_train, found.n_validation)
    order = np.arange(len(rows)) if found.order is None else found.order
    sets = np.zeros(len(rows), dtype=np.intp)
    sets[order[found.n_train :]] = 1
    sets[order[found.n_train + found.n_validation :]] = 2
    return Points(rows, found.n_train, found.n_validation, tuple(sets.tolist()))


def target_of(dataset: Dataset) -> Array:
    """The targets (n,) as own points hold them: whole numbers keep their meaning as classes."""
    if dataset.codes:
        return np.array(dataset.codes)[dataset.target.astype(np.intp)]
    return dataset.target


def check_count(count: int) -> None:
    """Raise `InputError` where `count` points are too many to be edited."""
    if count > MOST_POINTS:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "There are {count} samples: up to {maximum} can be edited. Choose fewer samples, "
                "or edit the file that they come from.",
            ),
            count=count,
            maximum=MOST_POINTS,
        )


def own_data(data: Data, points: Points) -> Data:
    """`data` with `points` as samples. The shares of the sets are changed where a row would jump
    into another one; where the sets do not follow one another, their rows are named.

    Raises `InputError` where there are too few or too many points, or too few for training.
    """
    n = len(points.rows)
    check_count(n)
    if points.n_train < MIN_TRAIN:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "At least {minimum} training samples have to stay: a model needs them."
            ),
            minimum=MIN_TRAIN,
        )
    n_held = n - points.n_train
    if n_held / n > _MOST_TEST:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "At least a tenth of the samples have to be training samples: remove test samples "
                "first.",
            )
        )
    n_validation = points.n_validation
    shares: dict[str, Any] = {
        "test_fraction": _fraction(data.test_fraction, n_held - n_validation, n),
        "validation_fraction": _fraction(data.validation_fraction, n_validation, n),
        "test_rows": None,
        "validation_rows": None,
    }
    if points.sets is not None:
        shares["test_rows"] = _rows_of(points.sets, "test")
        if n_validation:
            shares["validation_rows"] = _rows_of(points.sets, "validation")
    of_file = {f.name: f.default for f in fields_of("data") if f.origins == (Origin.FILE,)}
    if data.dataset == "csv":  # the classes have become 0 and 1 in their order
        of_file["positive_class"] = None
    return msgspec.structs.replace(
        data,
        **of_file,
        dataset="points",
        points=points.rows,
        **shares,
    )


def _rows_of(sets: tuple[int, ...], part: str) -> tuple[int, ...]:
    """The numbers of the rows in one of `PARTS`."""
    return tuple(row for row, index in enumerate(sets) if index == PARTS.index(part))


def _fraction(before: float, n_test: int, n: int) -> float:
    """A test share that gives `n_test` of `n` samples: `before` where it does, else a short one."""
    if n_test == 0:
        return 0.0
    exact = n_test / n
    short = (before, *(round(exact, digits) for digits in (2, 3, 4)), exact)
    return next(value for value in short if round(value * n) == n_test)


# -- edits ---------------------------------------------------------------------------------------


def moved(points: Points, row: int, values: Mapping[int, float]) -> Points:
    """`points` with other numbers in some columns of `row`; column −1 is the target."""
    changed = list(points.rows[row])
    for column, value in values.items():
        if not math.isfinite(value):
            raise ValueError(f"row {row}, column {column}: {value} is not finite")
        changed[column] = float(value)
    rows = list(points.rows)
    rows[row] = tuple(changed)
    return points._replace(rows=tuple(rows))


def added(points: Points, rows: Sequence[Row]) -> Points:
    """`points` with `rows` as new training samples: before the other sets, so that they stay, or
    at the end where the rows of the sets are mixed."""
    at, sets = points.n_train, points.sets
    if sets is not None:
        at, sets = len(points.rows), (*sets, *[0] * len(rows))
    return Points(
        (*points.rows[:at], *rows, *points.rows[at:]),
        points.n_train + len(rows),
        points.n_validation,
        sets,
    )


def removed(points: Points, rows: Sequence[int]) -> Points:
    """`points` without `rows`."""
    gone = set(rows)
    kept = [index for index in range(len(points.rows)) if index not in gone]
    left = [sets_of(points)[index] for index in kept]
    return Points(
        tuple(points.rows[index] for index in kept),
        left.count(0),
        left.count(1),
        None if points.sets is None else tuple(left),
    )


def sets_of(points: Points) -> tuple[int, ...]:
    """The set of each row, as a place in `PARTS`."""
    if points.sets is not None:
        return points.sets
    n_test = len(points.rows) - points.n_train - points.n_validation
    return (0,) * points.n_train + (1,) * points.n_validation + (2,) * n_test


def training_rows(points: Points) -> tuple[Row, ...]:
    """The rows of the training set."""
    if points.sets is None:
        return points.rows[: points.n_train]
    return tuple(row for row, index in zip(points.rows, points.sets, strict=True) if not index)


def cleared(points: Points, as_classes: bool) -> Points:
    """What stays when all is taken away: two training samples far apart, of each class one."""
    training = training_rows(points)
    if not as_classes:
        ends = min(training), max(training)
        return Points(ends if ends[0] != ends[1] else training[:MIN_TRAIN], MIN_TRAIN)
    first = {row[-1]: row for row in reversed(training)}
    rows = tuple(first[value] for value in sorted(first))
    return Points(rows, len(rows))


def near(
    points: Points,
    columns: tuple[int, int | None],
    place: tuple[float, float],
    radius: tuple[float, float],
    heights: Array | None = None,
) -> list[int]:
    """The rows within an ellipse around `place` in the plane of two `columns`.

    Where the second column is None, `heights` (n,) says how high each row is drawn; without them
    the first column alone counts.
    """
    table = np.array(points.rows)
    across = (table[:, columns[0]] - place[0]) / radius[0]
    up = np.zeros(len(table))
    if columns[1] is not None:
        up = (table[:, columns[1]] - place[1]) / radius[1]
    elif heights is not None:
        up = (heights - place[1]) / radius[1]
    return [int(row) for row in np.flatnonzero(across**2 + up**2 <= 1.0)]


def outlier(points: Points, row: int, as_classes: bool) -> Points:
    """`points` with `row` far off: its target raised by the range of the usual targets, or its
    inputs pushed outwards and the next class given to it."""
    table = np.array(points.rows)
    x, y = table[row, :-1], float(table[row, -1])
    if not as_classes:
        low, high = np.percentile(table[:, -1], _USUAL)
        return moved(points, row, {-1: y + (float(high - low) or 1.0)})
    middle = np.array(training_rows(points))[:, :-1].mean(axis=0)
    classes = sorted({float(value) for value in table[:, -1]})
    values = dict(enumerate((middle + (x - middle) * _OUTWARDS).tolist()))
    return moved(points, row, values | {-1: classes[(classes.index(y) + 1) % len(classes)]})


# -- going on ------------------------------------------------------------------------------------


def is_edit(old: Scenario, new: Scenario) -> bool:
    """The samples of `new` are those of `old`, edited, so that a run can go on with them.

    One of them has own points, and at least half of the rows are the same ones, of as many columns
    and with the same classes; both have a validation set, or neither. From generated data to points
    and back a run goes on where no model decides itself how it standardises its inputs: it does so
    for points differently from the data they come from.
    """
    if "points" not in (old.data.dataset, new.data.dataset) or old.data.points == new.data.points:
        return False
    if old.data.features != new.data.features:
        return False
    is_converted = old.data.dataset != new.data.dataset
    if is_converted and any(map(_follows_data, (*old.runs, *new.runs))):
        return False
    before, after = _points(old), _points(new)
    rows, others = before.rows, after.rows
    if not rows or not others or len(rows[0]) != len(others[0]):
        return False
    if bool(before.n_validation) != bool(after.n_validation):
        return False
    if _as_classes(new) and {row[-1] for row in rows} != {row[-1] for row in others}:
        return False
    same = sum((Counter(rows) & Counter(others)).values())
    return 2 * same >= min(len(rows), len(others))


def _follows_data(run: Run) -> bool:
    return run.standardize is None and MODELS[run.model].standardizes


def _points(scenario: Scenario) -> Points:
    """The samples of `scenario` as points; none where they cannot be edited."""
    try:
        if scenario.data.dataset == "points":
            return points_in(scenario.data)
        return points_of(build_samples(scenario))
    except InputError:
        return Points((), 0)


def _as_classes(scenario: Scenario) -> bool:
    return loss_of(scenario.runs[0]).task is not Task.REGRESSION
