"""Columns of numbers as a CSV file."""

import csv
import io
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.engine.files.whole_file import write_whole

Columns = Mapping[str, Sequence[object] | NDArray[Any]]


def table(columns: Columns) -> bytes:
    """`columns` side by side as CSV in UTF-8, their names in the first row.

    Numbers are written so that reading them gives the same ones. A shorter column ends in empty
    cells, and what is NaN or None is an empty cell. Raises `ValueError` for a column that is not a
    single row of values.
    """
    texts = []
    for name, values in columns.items():
        if isinstance(values, np.ndarray):
            if values.ndim != 1:
                raise ValueError(f"column {name}: one dimension is needed, not {values.ndim}")
            values = values.tolist()
        texts.append([_cell(value) for value in values])
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip_longest(*texts, fillvalue=""))
    return text.getvalue().encode()


def write_table(path: Path, columns: Columns) -> None:
    """Write `columns` to `path`, whole or not at all. Raises `OSError`, and what `table` raises."""
    write_whole(path, table(columns))


def _cell(value: object) -> str:
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value != value:  # NaN
        return ""
    return repr(value) if isinstance(value, float) else str(value)
