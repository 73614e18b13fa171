"""Real data that ship with the program: read from ``resources/data``, put in the seed's order."""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from lossstudio.core.datasets.base import Array, Draws
from lossstudio.core.datasets.table import read_table
from lossstudio.resource_files import resource


def shipped(
    file: str, classes: Sequence[str] = (), units: Sequence[tuple[float, float]] = ()
) -> Callable[[int, float, Draws], tuple[Array, Array]]:
    """The ``draw`` of a `Generator` whose samples stand in the resource ``data/<file>.csv``.

    It gives all rows: the same ones for every n and noise, shuffled by the draws' seed. With
    `classes`, the target holds their names as they stand in the file, and their order here is that
    of the indices. `units`, a pair (factor, zero) for each column that is turned into other units:
    ``factor * (number − zero)``; the first pair is for the first column.
    """

    @cache
    def rows() -> tuple[Array, Array]:
        table = read_table(resource("data", f"{file}.csv"))
        numbers = table.inputs.copy()
        target = table.target
        if isinstance(target, tuple):
            target = np.array([classes.index(name) for name in target], dtype=np.float64)
        columns = [*numbers.T, target]
        for index, (factor, zero) in enumerate(units):
            columns[index] = factor * (columns[index] - zero)
        return np.stack(columns[:-1], axis=1), np.array(columns[-1])

    def draw(n: int, noise: float, draws: Draws) -> tuple[Array, Array]:
        x, target = rows()
        order = draws.inputs.permutation(len(x))
        return x[order], target[order]

    return draw
