"""The curves of the loss view: which there are, how they look, and what is drawn of each."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QPen

from lossstudio.gui.colors import Mark, mix
from lossstudio.gui.snapshot import Scene, Snapshot
from lossstudio.gui.theme import Theme
from lossstudio.gui.views.loss_curve.series import (
    CAP,
    Line,
    line,
    smallest_positive,
    step_at,
    x_of_steps,
    y_values,
)
from lossstudio.gui.views.loss_curve.step_overlay import Dot
from lossstudio.gui.views.loss_curve.words import COST, TEST, TRAIN, columns_of, curve_mark
from lossstudio.gui.views.plot.area import Curve, PlotArea

Array = NDArray[np.float64]

_PALE = 0.6
"""How near the part of a curve after the current step comes to the background."""


@dataclass
class _Curve:
    """A curve of one run: its column, look, and items for what was and for what is to come."""

    run: int
    column: int
    mark: Mark
    past: Curve
    future: Curve
    pens: dict[str, QPen]
    styles: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    """Of each part, whether it is drawn as jitter, and whether antialiased."""
    future_is_empty: bool = True


class LossCurves:
    """All curves in the plot of the loss view."""

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        self._area = area
        self._theme = theme
        self._scene: Scene | None = None
        self._key: object = None
        self._curves: list[_Curve] = []
        self._names: tuple[str, ...] = ()
        self._floor, self._cap = 1e-16, CAP
        self._log = (False, False)
        self._is_running = False
        self.leaves_axis = False
        """On the linear axis the losses that were measured last are too large to be shown."""

    def forget(self) -> None:
        """Colours or language have changed: make everything anew for the next snapshot."""
        self._key = None

    def prepare(self, snapshot: Snapshot) -> bool:
        """Make the curves that `snapshot` needs. True where they are others than before."""
        if self._key is not None and snapshot.scene is self._scene:
            return False
        names = tuple(run.name for run in snapshot.runs)
        which = tuple(columns_of(snapshot.scene, run) for run in range(len(names)))
        losses = tuple(
            (o.run.reduction, o.run.loss, tuple(o.hyperparameters.values()))
            for o in snapshot.scene.objectives
        )
        key = (names, which, losses, snapshot.scene.dataset.n_train)
        self._scene = snapshot.scene
        if key == self._key:
            return False
        self._key, self._names = key, names
        for curve in self._curves:
            self._area.box.removeItem(curve.past)
            self._area.box.removeItem(curve.future)
        # Train is drawn over test, test over cost.
        self._curves = [
            self._make(run, column)
            for column in (COST, TEST, TRAIN)
            for run in range(len(names))
            if column in which[run]
        ]
        return True

    def _make(self, run: int, column: int) -> _Curve:
        theme = self._theme
        mark = curve_mark(theme, run, len(self._names), column)
        width = 2.0 if column == TRAIN or len(self._names) == 1 else 1.5
        pale = Mark(mix(mark.color, theme.colors.plot_background, _PALE), mark.dash, mark.symbol)
        pens = {
            "past": theme.pen(mark, width),
            "past thin": pg.mkPen(mark.color, width=1),
            "future": theme.pen(pale, width),
            "future thin": pg.mkPen(pale.color, width=1),
        }
        items = [Curve(self._area.box) for _ in range(2)]
        for z, item in zip((2 * (3 - column) + 1, 2 * (3 - column)), items, strict=True):
            item.setZValue(z)
            self._area.box.addItem(item, ignoreBounds=True)
        items[1].hide()
        return _Curve(run, column, mark, items[0], items[1], pens)

    # -- drawing ----------------------------------------------------------------------------------

    def measure(self, snapshot: Snapshot, log_x: bool, log_y: bool) -> tuple[float, float]:
        """Least and largest height of what lies between the ends of the visible steps."""
        x0, x1 = self._area.shown_range()[0]
        first_step, last_step = step_at(x0, log_x), step_at(x1, log_x)
        lows, highs, first_losses = [], [], []
        for index, run in enumerate(snapshot.runs):
            # Only what is drawn: a cost that is a sum would stretch the axis n times.
            columns = list(columns_of(snapshot.scene, index))
            steps = run.curves.steps
            first = max(int(np.searchsorted(steps, first_step, "right")) - 1, 0)
            last = max(int(np.searchsorted(steps, last_step, "right")), first + 1)
            lows.append(run.curves.low[first:last, columns])
            highs.append(run.curves.high[first:last, columns])
            first_losses.append(float(np.fmin.reduce(run.curves.low[0, columns])))
        # fmin and fmax pass over NaN, which is the test loss where there is no test set.
        low = min(float(np.fmin.reduce(part, axis=None)) for part in lows)
        high = max(float(np.fmax.reduce(part, axis=None)) for part in highs)
        if log_y:
            self._floor = min(smallest_positive(part) for part in lows)
        # Drawn up to a greater height than the axis shows, so that the curve leaves at the top.
        cap = CAP * max(max(map(abs, first_losses)), 1.0)
        self.leaves_axis = not log_y and high > cap
        self._cap = 4.0 * cap
        ends = y_values(np.array([low, high]), log_y, self._floor, cap)
        return float(ends[0]), float(ends[1])

    def draw(self, snapshot: Snapshot, log_x: bool, log_y: bool) -> None:
        """Draw the curves, after `measure`."""
        self._log = (log_x, log_y)
        self._is_running = snapshot.is_running
        pixel = self._area.pixel_size()
        visible = self._area.shown_range()[1]
        room = self._area.box.width() + self._area.box.height()
        for curve in self._curves:
            run = snapshot.runs[curve.run]
            steps = run.curves.steps
            left = x_of_steps(steps, log_x)
            ends = np.minimum(steps + (run.curves.width - 1), snapshot.last_step)
            right = x_of_steps(ends, log_x)
            low = y_values(run.curves.low[:, curve.column], log_y, self._floor, self._cap)
            high = y_values(run.curves.high[:, curve.column], log_y, self._floor, self._cap)
            # The bucket with the current step is the last of the past and the first of the future.
            now = int(np.searchsorted(steps, snapshot.step, "right"))
            past, future = slice(0, now), slice(max(now - 1, 0), None)
            drawn = line(left[past], right[past], low[past], high[past], pixel, visible, room)
            self._set(curve, "past", drawn)
            if now < len(steps):
                drawn = line(
                    left[future], right[future], low[future], high[future], pixel, visible, room
                )
                self._set(curve, "future", drawn)
                curve.future.show()
                curve.future_is_empty = False
            elif not curve.future_is_empty:
                curve.future.hide()
                curve.future_is_empty = True

    def _set(self, curve: _Curve, part: str, drawn: Line) -> None:
        item = curve.past if part == "past" else curve.future
        # Antialiasing costs 0.7 ms a curve: it waits until training pauses.
        style = (drawn.jitters, not drawn.jitters and not self._is_running)
        if curve.styles.get(part) != style:
            curve.styles[part] = style
            item.setPen(curve.pens[part + " thin" if drawn.jitters else part])
            item.setData(drawn.x, drawn.y, antialias=style[1])
        else:
            item.setData(drawn.x, drawn.y)

    def dots(self, snapshot: Snapshot) -> list[Dot]:
        """The value of each curve at the current step; of several runs, only of train."""
        log_x, log_y = self._log
        dots = []
        for curve in self._curves:
            run = snapshot.runs[curve.run]
            if len(self._names) > 1 and curve.column != TRAIN:
                continue
            x = x_of_steps(np.array([run.step]), log_x)
            y = y_values(np.array([run.losses[curve.column]]), log_y, self._floor, self._cap)
            dots.append(Dot(float(x[0]), float(y[0]), curve.mark.color, curve.mark.symbol))
        return dots


def curve_columns(snapshot: Snapshot) -> dict[str, Any]:
    """The losses of each run as columns: of every step, or least and largest of several steps.

    Of several runs, each column has the run's name before its own.
    """
    columns: dict[str, Any] = {}
    for run in snapshot.runs:
        curves = run.curves
        name = "" if len(snapshot.runs) == 1 else f"{run.name} "
        columns[f"{name}step"] = curves.steps
        for column, curve in ((TRAIN, "train loss"), (TEST, "test loss"), (COST, "cost")):
            if column == TEST and run.test is None:
                continue
            if curves.width == 1:
                columns[f"{name}{curve}"] = curves.low[:, column]
            else:
                columns[f"{name}{curve} min"] = curves.low[:, column]
                columns[f"{name}{curve} max"] = curves.high[:, column]
    return columns
