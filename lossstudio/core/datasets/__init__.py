"""Data sets: generators, one file each, found by looking, and data of a person's own.

A new file with a `GENERATOR` here is a new data set.
"""

from lossstudio.core.datasets.base import Dataset, Draws, Generator
from lossstudio.core.datasets.build import from_points, from_table, generate
from lossstudio.core.datasets.table import Table, read_table
from lossstudio.core.registry import discover

DATASETS: dict[str, Generator] = discover(__path__, __name__, "GENERATOR", Generator)
"""Every generator by its name, in the order of their modules' ``ORDER`` and name."""

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
