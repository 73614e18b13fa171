"""Data sets: generators, one file each, found by looking, and data of a person's own.

A new file with a `GENERATOR` here is a new data set.
"""

from functools import partial

from lossstudio.core.datasets.base import Dataset, Draws, Generator
from lossstudio.core.datasets.build import from_points, from_table, generate_from
from lossstudio.core.datasets.table import Table, read_table
from lossstudio.core.registry import discover

DATASETS: dict[str, Generator] = discover(__path__, __name__, "GENERATOR", Generator)
"""Every generator by its name, in the order of their modules' ``ORDER`` and name."""

generate = partial(generate_from, DATASETS)
"""Samples of the generator of a name, see `generate_from`."""

__all__ = [
    "DATASETS",
    "Dataset",
    "Draws",
    "Generator",
    "Table",
    "from_points",
    "from_table",
    "generate",
    "read_table",
]
