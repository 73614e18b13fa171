"""The way through the parameters, seen in a plane: projected, and cut off far from the picture."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.planes import Plane
from lossstudio.gui.views.plot.area import Range

Array = NDArray[np.float64]


class Projected:
    """The points of a path in a plane. Each is projected once: a path keeps its earlier points.

    `points` (m, 2) are those of the last call of `follow`.
    """

    def __init__(self, plane: Plane) -> None:
        self.plane = plane
        self.points: Array = np.zeros((0, 2))
        self._known: dict[int, tuple[Array, Array]] = {}
        self._last: tuple[Array, ...] | None = None

    def follow(self, thetas: tuple[Array, ...]) -> Array:
        """Where `thetas`, (p,) each, are in the plane: (m, 2). The same tuple costs nothing."""
        if thetas is self._last:
            return self.points
        # By identity, and the theta is kept, so that its identity cannot pass to another.
        new = [theta for theta in thetas if id(theta) not in self._known]
        if new:
            places = self.plane.project(new)
            for theta, place in zip(new, places, strict=True):
                self._known[id(theta)] = (theta, place)
        self._known = {id(theta): self._known[id(theta)] for theta in thetas}
        self._last = thetas
        self.points = np.array([self._known[id(theta)][1] for theta in thetas]).reshape(-1, 2)
        return self.points


def cut_off(points: Array, x: Range, y: Range) -> tuple[Array, Array, NDArray[np.bool_]]:
    """The line through `points` (m, 2) within the rectangle `x` × `y`.

    x and y of points, and whether each is joined to the next. Pieces keep their direction where
    they leave; pieces with a number that is not finite are left out. (Liang and Barsky, 1984.)
    """
    begin, end = points[:-1], points[1:]
    good = np.isfinite(begin).all(axis=1) & np.isfinite(end).all(axis=1)
    begin, end = begin[good], end[good]
    enters, leaves = np.zeros(len(begin)), np.ones(len(begin))
    with np.errstate(all="ignore"):
        # Halved: the difference of two of the largest numbers is no finite number.
        way = end / 2 - begin / 2
        for axis, (low, high) in enumerate((x, y)):
            for sign, limit in ((1.0, low), (-1.0, -high)):
                speed = sign * way[:, axis]
                missing = limit / 2 - sign * begin[:, axis] / 2
                share = np.where(speed == 0, np.where(missing > 0, np.inf, -np.inf), 0.0)
                share = np.where(speed != 0, missing / np.where(speed == 0, 1.0, speed), share)
                enters = np.where((speed > 0) | (speed == 0), np.maximum(enters, share), enters)
                leaves = np.where(speed < 0, np.minimum(leaves, share), leaves)
        first = begin + 2 * enters[:, None] * way
        last = begin + 2 * leaves[:, None] * way
    first[enters == 0] = begin[enters == 0]
    last[leaves == 1] = end[leaves == 1]
    seen = enters <= leaves
    first, last, enters, leaves = first[seen], last[seen], enters[seen], leaves[seen]
    places = np.stack([first, last], axis=1).reshape(-1, 2)
    joined = np.ones(len(places), dtype=bool)
    number = np.flatnonzero(good)[seen]
    follows = (np.diff(number) == 1) & (leaves[:-1] == 1) & (enters[1:] == 0)
    joined[1:-1:2] = follows
    if len(joined):
        joined[-1] = False
    return places[:, 0], places[:, 1], joined
