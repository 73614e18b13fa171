"""What the landscape's plot holds: the picture, the paths of the runs, and the marks over them."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg

from lossstudio.gui.kit.colors import Mark, Role
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.fit.layers import far_limits
from lossstudio.gui.views.landscape.before import BeforePath
from lossstudio.gui.views.landscape.map_picture import PictureItems
from lossstudio.gui.views.landscape.marks import LandscapeMarks
from lossstudio.gui.views.landscape.path import Array, Projected, cut_off
from lossstudio.gui.views.landscape.planner import is_diverging
from lossstudio.gui.views.landscape.surface import SurfacePanel
from lossstudio.gui.views.landscape.words import Star
from lossstudio.gui.views.landscape.work import Place, Result, place_in
from lossstudio.gui.views.plot.area import Curve, PlotArea, cache

_STILL = 0.3
"""Pixels: a point that moves by less looks the same."""


class LandscapeLayers:
    """Draws snapshots over a result."""

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        self._area = area
        self._theme = theme
        self.picture = PictureItems(area, theme)
        self.marks = LandscapeMarks(area, theme)
        self.before = BeforePath(area, theme)
        self._lines: list[tuple[Curve, Curve]] = []
        self._projected: list[Projected] = []
        self.points: list[Array] = []
        """For each drawn run where it has been and is now, (m, 2)."""
        self._ways: list[Array] = []  # the same without the present places
        self._ways_set: Sequence[Array | None] = ()  # those that the lines show
        self._drawn_ways: tuple[object, ...] = ()
        self._drawn: tuple[object, ...] = ()
        self._last: list[Array] = []

    def run_mark(self, index: int, n_runs: int) -> Mark:
        """How a run's path is drawn."""
        colors = self._theme.colors
        if n_runs == 1:
            mark = colors.mark(Role.MODEL)
            return Mark(mark.color, pg.QtCore.Qt.PenStyle.SolidLine, "o")
        return colors.run_mark(index)

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.picture.restyle()
        self.marks.restyle()
        self.before.restyle()
        self.begin_again()

    def begin_again(self) -> None:
        """Draw the next snapshot whatever was drawn before."""
        self._drawn = self._drawn_ways = ()

    def clear(self) -> None:
        """Remove everything."""
        self.picture.show(None)
        self._projected, self._ways, self.points = [], [], []
        self.marks.clear()
        self._set_lines(())
        self.begin_again()

    def project(self, snapshot: Snapshot, result: Result, drawn: Sequence[int]) -> None:
        """Find out where the drawn runs are in the plane of `result`."""
        plane = result.plane
        if len(self._projected) != len(drawn) or any(p.plane is not plane for p in self._projected):
            self._projected = [Projected(plane) for _ in drawn]
        self.points, self._ways = [], []
        for follower, index in zip(self._projected, drawn, strict=True):
            run = snapshot.runs[index]
            known = follower.follow(run.path.thetas)
            self._ways.append(known)
            if not np.isfinite(run.theta).all():
                self.points.append(known)
                continue
            now = np.array([plane.coordinates(run.theta)])
            self.points.append(np.concatenate([known, now]))

    def draw(self, snapshot: Snapshot, result: Result, drawn: Sequence[int]) -> None:
        """Draw the paths and marks of `snapshot`, where somebody could see a difference."""
        shown = self._area.shown_range()
        size = self._area.box.width(), self._area.box.height()
        marks = self.marks
        mark = self.run_mark(snapshot.scene.focus, len(snapshot.runs))
        self.before.draw(snapshot, result, mark.color)
        state: tuple[object, ...] = (
            id(result),
            shown,
            size,
            tuple(drawn),
            tuple(len(line) for line in self.points),
            marks.is_dragged,
            marks.hint,
            snapshot.scene,
        )
        pixel = np.array(self._area.pixel_size())
        if state == self._drawn and all(
            bool((np.abs(new[-1] - old) <= _STILL * pixel).all())
            for new, old in zip(self.points, self._last, strict=True)
        ):
            return
        self._drawn, self._last = state, [line[-1].copy() for line in self.points]
        if result.picture.is_curve:
            self._draw_on_curve(snapshot, result, drawn)
        else:
            self._draw_on_map(snapshot, result, drawn)
        marks.update()

    def paths_in_sight(self, drawn: Sequence[int]) -> list[int]:
        """Which of the drawn runs have a piece of their path inside the picture."""
        here = [self._is_in_sight(place) for place, _ in self.marks.points]
        if self.marks.dots:  # on the curve of one parameter
            ways = [bool(self._area.in_sight(x, y).any()) for x, y, _ in self.marks.dots]
        else:
            shown = self._area.shown_range()
            ways = [
                is_here or len(cut_off(line, *shown)[0]) > 0
                for is_here, line in zip(here, self.points, strict=True)
            ]
        return [i for i, *seen in zip(drawn, here, ways, strict=True) if any(seen)]

    def place_outside(self, snapshot: Snapshot, result: Result) -> Place | None:
        """Where the run that is looked at is, with its cost on a curve of one parameter; None where
        that is inside the picture."""
        place = _place(self.points[0][-1])
        if not result.picture.is_curve:
            return None if self._is_in_sight(place) else place
        x0, x1 = self._area.shown_range()[0]
        return None if x0 <= place[0] <= x1 else (place[0], snapshot.run.losses.cost)

    def star_in_sight(self) -> Star | None:
        """Which star is inside the picture."""
        for place, star in ((self.marks.best, Star.OPTIMUM), (self.marks.lowest, Star.LOWEST)):
            if place is not None and self._is_in_sight(place):
                return star
        return None

    def has_arrow_in_sight(self) -> bool:
        """Whether a piece of the arrow is inside the picture."""
        arrow = self.marks.arrow
        return arrow is not None and (
            self._is_in_sight(arrow[0])
            or len(cut_off(np.array(arrow), *self._area.shown_range())[0]) > 0
        )

    def _is_in_sight(self, place: Place) -> bool:
        return bool(self._area.in_sight(np.array(place[0]), np.array(place[1])))

    def draw_in_space(self, surface: SurfacePanel, axes: tuple[str, str]) -> None:
        """Show the picture, the paths, the marks and the names of the axes on the surface."""
        surface.name_axes(axes)
        star = self.marks.best if self.marks.best is not None else self.marks.lowest
        places = list(self.marks.points)
        if star is not None:
            places.append((star, self._theme.colors.mark(Role.OPTIMUM)))
        marks = [mark for _, mark in self.marks.points]
        paths = list(zip(self.points, marks, strict=False))
        surface.show_scene(self.picture.picture, paths, places, self.marks.arrow)

    def numbers(self, snapshot: Snapshot, result: Result, drawn: Sequence[int]) -> dict[str, Array]:
        """The picture as columns: the costs on the grid, and the paths; of several runs, each
        with the run's name before its own."""
        _, a, b, cost = result.picture.landscape
        columns = {"a": np.tile(a, len(b)), "b": np.repeat(b, len(a)), "cost": cost.ravel()}
        for index, way in sorted(zip(drawn, self._ways, strict=False), key=lambda pair: pair[0]):
            run = snapshot.runs[index]
            name = "" if len(snapshot.runs) == 1 else f"{run.key} "
            columns[f"{name}path step"] = np.asarray(run.path.steps, dtype=np.float64)
            columns[f"{name}path a"] = way[:, 0]
            columns[f"{name}path b"] = way[:, 1]
        return columns

    # -- several parameters -----------------------------------------------------------------------

    def _draw_on_map(self, snapshot: Snapshot, result: Result, drawn: Sequence[int]) -> None:
        shown, home = self._area.shown_range(), self._area.home
        state = (shown, home, len(snapshot.runs), tuple(drawn))
        old = self._ways_set if state == self._drawn_ways else [None] * len(self._ways)
        if state != self._drawn_ways:
            self._drawn_ways = state
            self._set_lines(drawn, len(snapshot.runs))
        limits = [far_limits(s, h) for s, h in zip(shown, home, strict=True)]
        ways = [
            self._until_gone(way, line) if is_diverging(snapshot, index) else way
            for index, way, line in zip(drawn, self._ways, self.points, strict=True)
        ]
        is_gone = [cut is not way for cut, way in zip(ways, self._ways, strict=True)]
        for pair, points, before in zip(self._lines, ways, old, strict=True):
            if points is before:  # a way is new a few times a second: its end is with the marks
                continue
            x, y, joined = cut_off(points, *limits)
            for item in pair:
                item.setData(x, y, connect=joined)
        self._ways_set = ways
        self._set_marks(snapshot, drawn, [_place(line[-1]) for line in self.points])
        marks, run = self.marks, snapshot.run
        marks.dots = []
        marks.tails = [
            (_place(way[-1]), _place(line[-1]), self.run_mark(index, len(snapshot.runs)))
            for index, way, line, gone in zip(drawn, self._ways, self.points, is_gone, strict=True)
            if not gone
        ]
        marks.exits = [
            (_place(way[-2]), _place(way[-1]), self.run_mark(index, len(snapshot.runs)))
            for index, way, gone in zip(drawn, ways, is_gone, strict=True)
            if gone
        ]
        marks.starts = [
            (_place(line[0]), self.run_mark(index, len(snapshot.runs)))
            for index, line in zip(drawn, self.points, strict=True)
        ]
        marks.tangent = marks.arrow = None
        end = run.theta + run.coming.change
        if not marks.is_dragged and not is_gone[0] and np.isfinite(end).all():
            marks.arrow = _place(self.points[0][-1]), result.plane.coordinates(end)
        marks.best = place_in(result.plane, result.ranges, result.known.theta)
        marks.lowest = result.lowest if marks.best is None else None

    def _until_gone(self, way: Array, line: Array) -> Array:
        """`way` where the run is still in the picture; of the whole `line` (m, 2) of one that has
        left it what was inside, and the leap that led out."""
        (x0, x1), (y0, y1) = self._area.home
        with np.errstate(invalid="ignore"):
            inside = (
                (x0 <= line[:, 0]) & (line[:, 0] <= x1) & (y0 <= line[:, 1]) & (line[:, 1] <= y1)
            )
        if inside[-1] or not inside.any():
            return way
        return line[: int(np.flatnonzero(inside)[-1]) + 2]

    def _set_marks(self, snapshot: Snapshot, drawn: Sequence[int], places: list[Place]) -> None:
        if self.marks.is_dragged:  # it is where the pointer is
            places = [self.marks.points[0][0], *places[1:]]
        self.marks.points = [
            (place, self.run_mark(index, len(snapshot.runs)))
            for index, place in zip(drawn, places, strict=True)
        ]

    def _set_lines(self, drawn: Sequence[int], n_runs: int = 1) -> None:
        while len(self._lines) > len(drawn):
            for item in self._lines.pop():
                self._area.box.removeItem(item)
        while len(self._lines) < len(drawn):
            pair = Curve(self._area.box), Curve(self._area.box)
            for item in pair:
                self._area.box.addItem(item, ignoreBounds=True)
                cache(item)
            self._lines.append(pair)
        rim_pen = pg.mkPen(self._theme.colors.plot_background, width=4.0 * self._theme.scale)
        for place, ((rim, line), index) in enumerate(zip(self._lines, drawn, strict=True)):
            rim.setPen(rim_pen)
            # The first is the one that is looked at: it lies over the others, and is wider.
            width = 3.0 if place == 0 and n_runs > 1 else 2.0
            line.setPen(self._theme.pen(self.run_mark(index, n_runs), width))
            for item, z in ((rim, 15), (line, 16)):
                item.setZValue(z + (2 if place == 0 else 0))

    # -- one parameter ----------------------------------------------------------------------------

    def _draw_on_curve(self, snapshot: Snapshot, result: Result, drawn: Sequence[int]) -> None:
        """The path as points on the curve of the cost; other runs stand on the first one's."""
        if self._lines:
            self._set_lines(())
        landscape, marks, run = result.picture.landscape, self.marks, snapshot.run
        x, cost = landscape.a, landscape.cost[0]

        def on_curve(places: Array) -> Array:
            heights: Array = np.interp(places, x, cost, left=np.nan, right=np.nan)
            return heights

        marks.dots = []
        for index, way in zip(drawn, self._ways, strict=True):
            heights = on_curve(way[:, 0])
            good = np.isfinite(heights)
            color = self.run_mark(index, len(snapshot.runs)).color
            marks.dots.append((way[good, 0], heights[good], color))
        now = [float(line[-1, 0]) for line in self.points]
        places = [(at, float(on_curve(np.array([at]))[0])) for at in now]
        places[0] = (now[0], run.losses.cost)
        self._set_marks(snapshot, drawn, places)
        marks.starts, marks.tails, marks.exits = [], [], []
        marks.arrow = marks.tangent = None
        if not marks.is_dragged and np.isfinite(run.coming.change).all():
            marks.arrow = places[0], (now[0] + float(run.coming.change[0]), places[0][1])
            if run.coming.rows is None:
                marks.tangent = float(run.coming.gradient[0])
        known = result.known
        marks.best = marks.lowest = None
        if known.theta is not None and known.cost is not None:
            marks.best = float(known.theta[0]), known.cost
        elif result.lowest is not None:
            at = result.lowest[0]
            marks.lowest = at, float(on_curve(np.array([at]))[0])


def _place(point: Array) -> Place:
    return float(point[0]), float(point[1])
