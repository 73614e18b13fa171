"""What is computed for a landscape, in a pool thread: the plane, the optimum, the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.planes import (
    Plane,
    parameter_line,
    parameter_plane,
    principal_plane,
    random_plane,
)
from lossstudio.engine.landscape.costs import lowest_in_plane
from lossstudio.engine.landscape.frame import frame
from lossstudio.engine.landscape.grid import landscape
from lossstudio.engine.landscape.optima import optimum
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.views.fit.map import interpolated
from lossstudio.gui.views.landscape.map_picture import Picture, make_picture
from lossstudio.gui.views.plot.area import Range

Array = NDArray[np.float64]
Ranges = tuple[Range, Range]
Place = tuple[float, float]


class Kind(StrEnum):
    """How a plane through the parameters is chosen."""

    LINE = "line"
    PARAMETERS = "parameters"
    PRINCIPAL = "principal"
    RANDOM = "random"


IN_PLANE = 1e-3
"""A point this near to the plane, relative to the picture's size, counts as lying in it."""
FAR = 30.0
"""Of a run that diverges, points farther than so many times the distance from the start to the
optimum are left out of the picture: with them nothing else could be seen."""
LARGEST = 1e150
"""Coordinates beyond this are not framed."""
LEAST = {Kind.RANDOM: 2.0, Kind.PRINCIPAL: 0.1}
"""The least width of a picture; usually 1. In random directions 1 is as far as the weights are
long."""
EDGE = 0.05
"""A path has left a picture where it is nearer to its edge than this share: the symbol at its end
would be cut off."""
GROWTH = 0.2
"""A picture that a path leaves grows by this share more than it must."""


class Choice(NamedTuple):
    """A plane as it is asked for: `first` and `second` number parameters, `seed` random draws."""

    kind: Kind
    first: int = 0
    second: int = 1
    seed: int = 0


class Known(NamedTuple):
    """What has been found out about the optimum: None where it is not known or not finite."""

    theta: Array | None
    cost: float | None


class Wanted(NamedTuple):
    """What is asked for.

    `paths` are the parameters of each run on its way, whose layout is the same, its present ones
    last. `kind` and `plane`, `ranges` and `known` are those of an earlier result where they can be
    used again, else None. `finest` is the size of the last grid.
    """

    objective: Objective
    choice: Choice
    theta: Array
    paths: tuple[tuple[Array, ...], ...]
    kind: Kind | None
    plane: Plane | None
    ranges: Ranges | None
    known: Known | None
    is_diverging: bool
    finest: int


class Result(NamedTuple):
    """A picture in `plane`, which is of the kind `kind`, over `ranges`.

    `lowest` is the lowest place in the plane, where it has been looked for and found.
    """

    wanted: Wanted
    kind: Kind
    plane: Plane
    ranges: Ranges
    known: Known
    lowest: Place | None
    picture: Picture


def near_part(path: Sequence[Array], known: Known | None, is_diverging: bool) -> Sequence[Array]:
    """The parameters (p,) of `path` that are not too far away, at least the first ones.

    Of a run that diverges, those up to the last one within 30 times the distance from the start to
    the optimum, or the least width of a picture: a plane through later ones would be so high above
    the start and the optimum that the cost looked the same everywhere near them.
    """
    if not is_diverging:
        return path
    reach = 1.0
    if known is not None and known.theta is not None:
        reach = max(reach, float(np.linalg.norm(known.theta - path[0])))
    with np.errstate(all="ignore"):
        for end in range(len(path), 1, -1):
            if np.linalg.norm(path[end - 1] - path[0]) <= FAR * reach:
                return path[:end]
    return path[:1]


def make_plane(wanted: Wanted, path: Sequence[Array]) -> tuple[Kind, Plane]:
    """The plane that is asked for, through the end of `path`; before the path has a direction, a
    random one."""
    choice, theta = wanted.choice, path[-1]
    layout = wanted.objective.model.layout
    if choice.kind is Kind.LINE:
        return choice.kind, parameter_line(theta, 0)
    if choice.kind is Kind.PARAMETERS:
        return choice.kind, parameter_plane(theta, choice.first, choice.second)
    if choice.kind is Kind.PRINCIPAL:
        plane = principal_plane(path, theta)
        if plane is not None:
            # With the start at (0, 0), a picture that is made again on the way hardly moves.
            start = plane.at(*plane.coordinates(path[0]))
            return choice.kind, replace(plane, origin=start)
    return Kind.RANDOM, random_plane(theta, layout, choice.seed)


def points_to_show(points: Sequence[Array], best: Place | None, is_diverging: bool) -> Array:
    """Of each run's `points` (m, 2), the first its start, and the `best` place, those to show.

    Of runs that diverge only those that are not too far away. (k, 2), and at least one.
    """
    anchors = [line[:1] for line in points]
    if best is not None:
        anchors.append(np.array([best]))
    near = _usable(np.concatenate(anchors))
    everything = _usable(np.concatenate([*points, *anchors]))
    if is_diverging and len(near):
        is_near = np.ones(len(everything), dtype=bool)
        for axis, (low, high) in enumerate(frame(near)):
            middle, reach = (low + high) / 2, FAR * (high - low) / 2
            is_near &= np.abs(everything[:, axis] - middle) <= reach
        everything = everything[is_near]
    return everything if len(everything) else np.zeros((1, 2))


def _usable(points: Array) -> Array:
    with np.errstate(invalid="ignore"):
        usable: Array = points[(np.abs(points) < LARGEST).all(axis=1)]
    return usable


def grown(home: Ranges, points: Array) -> Ranges:
    """`home` where all `points` (m, 2) lie well in it, else large enough for them and some more."""
    if not len(points):
        return home
    edges = [EDGE * (end - begin) for begin, end in home]
    low, high = points.min(axis=0) - edges, points.max(axis=0) + edges
    if all(home[i][0] <= low[i] and high[i] <= home[i][1] for i in (0, 1)):
        return home
    ranges = []
    for i, (least, most) in enumerate(frame(points)):
        begin, end = home[i]
        room = GROWTH * (max(most, end) - min(least, begin))
        begin = min(begin, least - room) if low[i] < begin else begin
        end = max(end, most + room) if high[i] > end else end
        ranges.append((begin, end))
    return ranges[0], ranges[1]


def size_of(plane: Plane, ranges: Ranges) -> float:
    """How long the picture is in the space of parameters."""
    return max(
        (high - low) * float(np.linalg.norm(direction))
        for direction, (low, high) in zip(plane.directions, ranges, strict=False)
    )


def place_in(plane: Plane, ranges: Ranges, theta: Array | None) -> Place | None:
    """Where `theta` is in the plane; None where it lies beside it."""
    if theta is None or not plane.distance(theta) <= IN_PLANE * size_of(plane, ranges):
        return None
    return plane.coordinates(theta)


def compute(wanted: Wanted) -> Iterator[Result | None]:
    """The results, coarse to fine; None where there is nothing new, so that it can be stopped."""
    objective = wanted.objective
    known = wanted.known
    if known is None:
        best = optimum(objective, wanted.theta)
        cost = None
        if best is not None:
            with np.errstate(all="ignore"):
                cost = objective.losses(best).cost
        known = Known(best, cost)
        yield None
    if wanted.plane is None or wanted.kind is None:
        path = near_part(wanted.paths[0], known, wanted.is_diverging)
        kind, plane = make_plane(wanted, path)
    else:
        kind, plane = wanted.kind, wanted.plane
    ranges = wanted.ranges
    if ranges is None:
        points = [plane.project(path) for path in wanted.paths]
        least = LEAST.get(kind, 1.0)
        ranges = frame(points_to_show(points, None, wanted.is_diverging), least=least)
        best_place = place_in(plane, ranges, known.theta)
        ranges = frame(points_to_show(points, best_place, wanted.is_diverging), least=least)
    result = None
    for surface in landscape(objective, plane, *ranges, finest=wanted.finest):
        if surface is None:
            yield None
            continue
        result = Result(wanted, kind, plane, ranges, known, None, make_picture(surface))
        yield result
    if result is not None and place_in(plane, ranges, known.theta) is None:
        lowest = lowest_in_plane(objective, plane)
        if lowest is not None:
            yield result._replace(lowest=(float(lowest[0]), float(lowest[1])))


def cost_at(result: Result, place: Place) -> float | None:
    """The cost at a place of the picture, between its points; None beside the picture."""
    _, a, b, cost = result.picture.landscape
    x, y = place
    if not a[0] <= x <= a[-1]:
        return None
    if result.picture.is_curve:
        return float(np.interp(x, a, cost[0]))
    if not b[0] <= y <= b[-1]:
        return None
    with np.errstate(all="ignore"):
        return float(interpolated(cost[:, :, None], a, b, x, y)[0])


def theta_at(result: Result, place: Place) -> Array | None:
    """The parameters (p,) at a place of the picture; None where they are not finite."""
    with np.errstate(all="ignore"):
        theta = result.plane.at(place[0], 0.0 if result.picture.is_curve else place[1])
    return theta if np.isfinite(theta).all() else None


def height_at(result: Result, x: float, y: float) -> float:
    """Where a mark at the pointer is drawn: on the curve of one parameter, else at the pointer."""
    if not result.picture.is_curve:
        return y
    landscape = result.picture.landscape
    return float(np.interp(x, landscape.a, landscape.cost[0]))
