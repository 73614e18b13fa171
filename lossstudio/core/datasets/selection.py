"""From the columns of a table to the rows of a data set: chosen columns, complete rows."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import Array
from lossstudio.core.datasets.csv_rows import file_error, place
from lossstudio.core.datasets.table import MAX_INPUTS, Table, column_places
from lossstudio.core.datasets.tables.columns import Column, Columns
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError

MAX_CATEGORIES = 20
"""A column of texts with more different values than this cannot become inputs."""


def missing_in(column: Column) -> NDArray[np.bool_]:
    """Where a value is missing, (n,)."""
    if column.numbers is not None:
        missing: NDArray[np.bool_] = ~np.isfinite(column.numbers)
        return missing
    assert column.codes is not None  # a column of texts has them
    return column.codes < 0


def category_name(column: str, text: str) -> str:
    """What the input is called that is 1 where `text` stands in `column` and 0 elsewhere."""
    return f"{column} = {text}"


def select_columns(
    columns: Columns, path: Path, chosen: Sequence[str] | None = None, one_hot: bool = False
) -> Table:
    """The table of the columns `chosen`, by name or as ``"column 2"``: inputs, last the target.

    Without `chosen`, of all that are not empty. Rows in which one of them has no value are dropped,
    and their lines kept in `Table.dropped`. With `one_hot` an input of texts becomes one input for
    each of its at most `MAX_CATEGORIES` texts, in the order of the alphabet; without, it is left
    out, or refused where it was chosen. Raises `InputError`, naming the column or the file.
    """
    places = _places(columns, chosen, one_hot)
    taken = [columns.columns[at] for at in places]
    missing = np.zeros(len(columns.lines), dtype=bool)
    for column in taken:
        missing |= missing_in(column)
    kept = np.flatnonzero(~missing)
    if len(kept) < 2:
        raise file_error(
            place(path),
            QT_TRANSLATE_NOOP(
                "core",
                "number of rows in which no chosen column has a missing value = {value} (of "
                "{count}); must be at least 2",
            ),
            value=len(kept),
            count=len(missing),
        )
    names: list[str] = []
    inputs: list[Array] = []
    for index, column in enumerate(taken[:-1]):
        if column.numbers is not None:
            names.append(column.name)
            inputs.append(column.numbers[kept])
            continue
        _check_categories(column, index if chosen is not None else None, one_hot)
        for text, is_it in _one_hot(column, kept):
            names.append(category_name(column.name, text))
            inputs.append(is_it)
    if not inputs:
        raise file_error(
            place(path),
            QT_TRANSLATE_NOOP(
                "core",
                "there is no column of numbers to be an input; columns of texts become inputs with "
                'data.categories = "one_hot"',
            ),
        )
    if len(inputs) > MAX_INPUTS:
        raise file_error(
            place(path),
            QT_TRANSLATE_NOOP("core", "number of inputs = {value}; must be at most {maximum}"),
            value=len(inputs),
            maximum=MAX_INPUTS,
        )
    arrays = np.column_stack(inputs), columns.lines[kept], columns.lines[missing]
    for array in arrays:
        array.flags.writeable = False
    x, lines, dropped = arrays
    return Table(
        path=path,
        names=(*names, taken[-1].name),
        inputs=x,
        target=_target(taken[-1], kept),
        lines=lines,
        dropped=dropped,
    )


def _places(columns: Columns, chosen: Sequence[str] | None, one_hot: bool) -> list[int]:
    """The places, from 0, of the columns that are taken; the target's last."""
    if chosen is not None:
        return column_places(chosen, [column.name for column in columns.columns])
    n = len(columns.lines)
    places = [at for at, column in enumerate(columns.columns) if column.n_missing < n]
    return [
        at
        for at in places
        if one_hot or at == places[-1] or columns.columns[at].numbers is not None
    ]


def _check_categories(column: Column, index: int | None, one_hot: bool) -> None:
    """Raise `InputError` where a column of texts cannot become inputs; `index` is its place among
    those that were chosen."""
    field = "data.columns" if index is None else f"data.columns.{index}"
    if not one_hot:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: this column holds texts, which become inputs with "
                'data.categories = "one_hot"',
            ),
            field=field,
            value=shown(column.name),
        )
    if len(column.texts) > MAX_CATEGORIES:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: number of different texts = {count}; must be at most {maximum} "
                "to become inputs",
            ),
            field=field,
            value=shown(column.name),
            count=len(column.texts),
            maximum=MAX_CATEGORIES,
        )


def _one_hot(column: Column, kept: NDArray[np.intp]) -> list[tuple[str, Array]]:
    """Each text of `column` in the `kept` rows, and (n,) 1 where it stands and 0 elsewhere."""
    assert column.codes is not None
    codes = column.codes[kept]
    there = np.unique(codes).tolist()
    return [
        (column.texts[code], (codes == code).astype(np.float64))
        for code in sorted(there, key=column.texts.__getitem__)
    ]


def _target(column: Column, kept: NDArray[np.intp]) -> Array | tuple[str, ...]:
    if column.numbers is not None:
        numbers: Array = column.numbers[kept]
        numbers.flags.writeable = False
        return numbers
    assert column.codes is not None
    texts = column.texts
    return tuple(texts[code] for code in column.codes[kept].tolist())
