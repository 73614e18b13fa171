"""Decision boundaries on a grid: marching squares (Lorensen and Cline, 1987, in the plane).

Vectorised over the few cells that a boundary crosses: pyqtgraph's isocurve visits every cell in
Python and takes 100 times as long.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Corners of a cell: 0 (row, column), 1 (row, column + 1), 2 (row + 1, column + 1),
# 3 (row + 1, column). Edge e joins corner e with corner e + 1.
# For each pattern of positive corners (bit c for corner c) the edges that the contour joins; the
# two saddles, 5 and 10, here with a positive middle.
_JOINED = np.full((16, 2, 2), -1)
for _pattern, _pairs in {
    1: [(3, 0)],
    2: [(0, 1)],
    3: [(3, 1)],
    4: [(1, 2)],
    5: [(0, 1), (2, 3)],
    6: [(0, 2)],
    7: [(3, 2)],
    8: [(2, 3)],
    9: [(2, 0)],
    10: [(3, 0), (1, 2)],
    11: [(2, 1)],
    12: [(1, 3)],
    13: [(1, 0)],
    14: [(0, 3)],
}.items():
    _JOINED[_pattern, : len(_pairs)] = _pairs
_CORNER_ROWS = np.array([0, 0, 1, 1])
_CORNER_COLUMNS = np.array([0, 1, 1, 0])

_TINY = 1e-300
"""Keeps the logarithm of a probability that has rounded to 0 finite."""


class Segments(NamedTuple):
    """Pieces of a contour. ``x`` and ``y`` (2k,): ends two by two; ``ends`` (k, 2): the number of
    the grid edge on which each end lies, the same for pieces that meet there."""

    x: Array
    y: Array
    ends: NDArray[np.int64]


def contour(values: Array, xs: Array, ys: Array) -> Segments:
    """Where `values` (rows, columns) at (`ys`, `xs`) change their sign.

    Straight within a cell, so exact for a plane. Cells with a value that is not finite are left
    out.
    """
    positive = values > 0
    crossed = _varied(positive[:-1, :-1], positive[:-1, 1:], positive[1:, 1:], positive[1:, :-1])
    rows, columns = np.nonzero(crossed)
    return _cell_segments(
        values[rows[:, None] + _CORNER_ROWS, columns[:, None] + _CORNER_COLUMNS],
        rows,
        columns,
        xs,
        ys,
    )


def likeliest(probabilities: Array) -> tuple[NDArray[np.intp], Array]:
    """The likeliest class and its probability; probabilities (rows, columns, C).

    Plane by plane: for a few classes three times as fast as argmax and max along the last axis.
    """
    best = probabilities[:, :, 0].copy()
    winner = np.zeros(best.shape, dtype=np.intp)
    for index in range(1, probabilities.shape[2]):
        plane = probabilities[:, :, index]
        winner[plane > best] = index
        np.maximum(best, plane, out=best)
    return winner, best


def class_boundaries(
    probabilities: Array, winner: NDArray[np.intp], xs: Array, ys: Array
) -> Segments:
    """Where the likeliest class changes; probabilities (rows, columns, C) at (`ys`, `xs`).

    `winner` is the likeliest class at each of them.

    Interpolates differences of log-probabilities, which are differences of scores: straight for a
    linear model, and smooth where probabilities are all 0 or 1.
    """
    n_classes = probabilities.shape[2]
    crossed = _varied(winner[:-1, :-1], winner[:-1, 1:], winner[1:, 1:], winner[1:, :-1])
    rows, columns = np.nonzero(crossed)
    at = rows[:, None] + _CORNER_ROWS, columns[:, None] + _CORNER_COLUMNS
    winners = winner[at]  # (cells, 4)
    lowest = winners.min(axis=1)
    scores = np.log(np.maximum(probabilities[at], _TINY))  # (cells, 4, C)
    ranked = np.sort(scores, axis=2)
    best, second = ranked[:, :, -1], ranked[:, :, -2]
    parts = []
    for index in range(1, n_classes):
        # A boundary is drawn once: for the higher of its two classes.
        here = (winners == index).any(axis=1) & (lowest < index)
        own = scores[here, :, index]
        # How far the class leads the best of the others.
        lead = own - np.where(own == best[here], second[here], best[here])
        parts.append(_cell_segments(lead, rows[here], columns[here], xs, ys, index, n_classes))
    return Segments(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def chained(segments: Segments) -> tuple[Array, Array, NDArray[np.bool_]]:
    """The segments joined to lines, which dashes need: x, y and whether each point is joined to
    the next."""
    neighbours: dict[int, list[tuple[int, int]]] = {}
    ends = segments.ends.tolist()
    for number, (first, second) in enumerate(ends):
        neighbours.setdefault(first, []).append((number, 0))
        neighbours.setdefault(second, []).append((number, 1))
    used = [False] * len(ends)
    order: list[int] = []
    joined: list[bool] = []
    # Open lines from one of their ends first; what is left are closed ones.
    starts = [at[0] for at in neighbours.values() if len(at) == 1]
    for number, side in [*starts, *((number, 0) for number in range(len(ends)))]:
        if used[number]:
            continue
        order.append(2 * number + side)
        while True:
            used[number] = True
            order.append(2 * number + 1 - side)
            joined.append(True)
            following = [at for at in neighbours[ends[number][1 - side]] if not used[at[0]]]
            if not following:
                break
            number, side = following[0]
        joined.append(False)
    index = np.array(order, dtype=np.intp)
    return segments.x[index], segments.y[index], np.array(joined, dtype=bool)


def _varied(a: NDArray, b: NDArray, c: NDArray, d: NDArray) -> NDArray[np.bool_]:  # type: ignore[type-arg]
    varied: NDArray[np.bool_] = (a != b) | (b != c) | (c != d)
    return varied


def _cell_segments(
    corners: Array,
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    xs: Array,
    ys: Array,
    kind: int = 0,
    kinds: int = 1,
) -> Segments:
    """The zero lines within cells whose values at the corners are `corners` (cells, 4)."""
    usable = np.isfinite(corners).all(axis=1)
    if not usable.all():
        corners, rows, columns = corners[usable], rows[usable], columns[usable]
    positive = corners > 0
    pattern = positive @ np.array([1, 2, 4, 8])
    # A saddle with a negative middle is joined as the opposite pattern is with a positive one.
    saddle = (pattern == 5) | (pattern == 10)
    pattern = np.where(saddle & (corners.mean(axis=1) <= 0), 15 - pattern, pattern)
    joined = _JOINED[pattern]  # (cells, 2, 2)
    cell, piece = np.nonzero(joined[:, :, 0] >= 0)
    edge = joined[cell, piece]  # (k, 2)
    at = cell[:, None]
    following = (edge + 1) % 4
    begin, end = corners[at, edge], corners[at, following]
    share = begin / (begin - end)
    i0, i1 = _CORNER_ROWS[edge], _CORNER_ROWS[following]
    j0, j1 = _CORNER_COLUMNS[edge], _CORNER_COLUMNS[following]
    row, column = rows[at], columns[at]
    x = xs[column + j0] * (1 - share) + xs[column + j1] * share
    y = ys[row + i0] * (1 - share) + ys[row + i1] * share
    # A grid edge by its lower corner and its direction.
    corner = (row + np.minimum(i0, i1)) * len(xs) + column + np.minimum(j0, j1)
    ends = ((2 * corner + (i0 != i1)) * kinds + kind).astype(np.int64)
    return Segments(x.ravel(), y.ravel(), ends)
