"""Samples edited by hand: any data as points of one's own, moved, added to, and taken away.

Pure functions of points; who edits them proposes the data that `own_data` makes of them.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.splits import MIN_TRAIN
from lossstudio.core.models import MODELS
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.field import Origin
from lossstudio.engine.fields import fields_of
from lossstudio.engine.run_loss import loss_of
from lossstudio.engine.samples import build_samples
from lossstudio.engine.scenario import Data, Run, Scenario

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
    """Samples as rows of numbers, the target last; the first `n_train` are the training set."""

    rows: tuple[Row, ...]
    n_train: int


def points_of(dataset: Dataset) -> Points:
    """The samples of `dataset` as they stand; classes as their indices, from 0.

    Raises `InputError` where there are more than can be edited.
    """
    check_count(len(dataset.x))
    table = np.column_stack([dataset.x, target_of(dataset)])
    return Points(tuple(map(tuple, table.tolist())), dataset.n_train)


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
    """`data` with `points` as samples. ``test_fraction`` is changed where the split would jump.

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
    n_test = n - points.n_train
    if n_test / n > _MOST_TEST:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "At least a tenth of the samples have to be training samples: remove test samples "
                "first.",
            )
        )
    of_file = {f.name: f.default for f in fields_of("data") if f.origins == (Origin.FILE,)}
    return msgspec.structs.replace(
        data,
        **of_file,
        dataset="points",
        points=points.rows,
        test_fraction=_fraction(data.test_fraction, n_test, n),
    )


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
    return Points(tuple(rows), points.n_train)


def added(points: Points, rows: Sequence[Row]) -> Points:
    """`points` with `rows` as new training samples: before the test set, so that it stays."""
    at = points.n_train
    return Points((*points.rows[:at], *rows, *points.rows[at:]), at + len(rows))


def removed(points: Points, rows: Sequence[int]) -> Points:
    """`points` without `rows`."""
    gone = set(rows)
    kept = tuple(row for index, row in enumerate(points.rows) if index not in gone)
    return Points(kept, points.n_train - sum(index < points.n_train for index in gone))


def cleared(points: Points, as_classes: bool) -> Points:
    """What stays when all is taken away: two training samples far apart, of each class one."""
    training = points.rows[: points.n_train]
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
    middle = table[: points.n_train, :-1].mean(axis=0)
    classes = sorted({float(value) for value in table[:, -1]})
    values = dict(enumerate((middle + (x - middle) * _OUTWARDS).tolist()))
    return moved(points, row, values | {-1: classes[(classes.index(y) + 1) % len(classes)]})


# -- going on ------------------------------------------------------------------------------------


def is_edit(old: Scenario, new: Scenario) -> bool:
    """The samples of `new` are those of `old`, edited, so that a run can go on with them.

    One of them has own points, and at least half of the rows are the same ones, of as many columns
    and with the same classes. From generated data to points and back a run goes on where no model
    decides itself how it standardises its inputs: it does so for points otherwise than for the data
    they come from.
    """
    if "points" not in (old.data.dataset, new.data.dataset) or old.data.points == new.data.points:
        return False
    is_converted = old.data.dataset != new.data.dataset
    if is_converted and any(map(_follows_data, (*old.runs, *new.runs))):
        return False
    rows, others = _rows(old), _rows(new)
    if not rows or not others or len(rows[0]) != len(others[0]):
        return False
    if _as_classes(new) and {row[-1] for row in rows} != {row[-1] for row in others}:
        return False
    same = sum((Counter(rows) & Counter(others)).values())
    return 2 * same >= min(len(rows), len(others))


def _follows_data(run: Run) -> bool:
    return run.standardize is None and MODELS[run.model].standardizes


def _rows(scenario: Scenario) -> tuple[Row, ...]:
    """The samples of `scenario` as points; none where they cannot be edited."""
    if scenario.data.dataset == "points":
        return scenario.data.points or ()
    try:
        return points_of(build_samples(scenario)).rows
    except InputError:
        return ()


def _as_classes(scenario: Scenario) -> bool:
    return loss_of(scenario.runs[0]).task is not Task.REGRESSION
