"""Python text: numbers that read back the same, and lines that are not too long."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

WIDTH = 88
"""Characters a line may have."""

INDENT = "    "


def number(value: object) -> str:
    """A number as Python writes it: shortest that reads back the same."""
    if isinstance(value, np.generic):
        value = value.item()
    return repr(value)


def indented(lines: Iterable[str], by: int = 1) -> list[str]:
    """`lines` moved to the right; empty ones stay empty."""
    return [INDENT * by + line if line else "" for line in lines]


def array(values: NDArray[np.float64], head: str, tail: str = "") -> list[str]:
    """The lines of ``head np.array([…]) tail``, with rows of a table not torn apart."""
    items = [
        "[" + ", ".join(map(number, row)) + "]" if isinstance(row, list) else number(row)
        for row in values.tolist()
    ]
    return listed(items, head + "np.array([", "])" + tail)


def listed(items: Sequence[str], before: str, after: str) -> list[str]:
    """The lines of ``before item, item after``: one line where they fit, else several."""
    line = before + ", ".join(items) + after
    if len(line) <= WIDTH:
        return [line]
    lines, current = [before], INDENT
    for item in items:
        if len(current) > len(INDENT) and len(current) + len(item) + 1 > WIDTH:
            lines.append(current.rstrip())
            current = INDENT
        current += item + ", "
    return [*lines, current.rstrip(), after]
