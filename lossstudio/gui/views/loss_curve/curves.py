"""The curves of the loss view: which there are, how they look, and what is drawn of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QPen

from lossstudio.gui.kit.colors import Mark, mix
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.loss_curve.series import (
    CAP,
    LOG_CAP,
    DrawnCurve,
    line,
    smallest_positive,
    step_at,
    x_of_steps,
    y_values,
)
from lossstudio.gui.views.loss_curve.shown import COST, TEST, TRAIN, VALIDATION, Shown
from lossstudio.gui.views.loss_curve.step_overlay import Dot
from lossstudio.gui.views.loss_curve.words import curve_mark
from lossstudio.gui.views.plot.area import Curve, PlotArea

Array = NDArray[np.float64]

AWAY = 20.0
"""The curve of a run that diverges is drawn up to so many heights of the plot above it."""
_ORDER = (COST, TEST, VALIDATION, TRAIN)
"""The curves from below to above."""
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
        self._scene: object = None
        self._key: object = None
        self._curves: list[_Curve] = []
        self._names: tuple[str, ...] = ()
        self._focus = 0
        self._floor, self._cap = 1e-16, CAP
        self._log = (False, False)
        self._is_running = False
        self._drawn: tuple[object, ...] = ()
        self.leaves_axis = False
        """The losses that were measured last are too large to be shown."""
        self.gone: list[str] = []
        """The names of the runs that diverge and have left the picture."""

    def forget(self) -> None:
        """Colours or language have changed: make everything anew for the next snapshot."""
        self._key = None

    def prepare(self, snapshot: Snapshot, shown: Sequence[Shown], metric: str) -> bool:
        """Make the curves for what is `shown` of `snapshot`. True where they are others than
        before."""
        names = tuple(run.name for run in snapshot.runs)
        which = tuple(run.columns for run in shown)
        scene = (snapshot.scene, metric, which)
        if self._key is not None and scene == self._scene:
            return False
        losses = tuple(
            (
                o.run.reduction,
                o.run.class_weights,
                o.loss.formula,
                tuple(o.hyperparameters.values()),
            )
            for o in snapshot.scene.objectives
        )
        key = (names, which, losses, metric, snapshot.scene.dataset.n_train, snapshot.scene.focus)
        self._scene = scene
        if key == self._key:
            return False
        self._drawn = ()
        self._key, self._names, self._focus = key, names, snapshot.scene.focus
        for curve in self._curves:
            self._area.box.removeItem(curve.past)
            self._area.box.removeItem(curve.future)
        # Train is drawn over validation, that over test, test over cost, and the run that is looked
        # at over the others.
        self._curves = [
            self._make(run, column)
            for column in _ORDER
            for run in sorted(range(len(names)), key=lambda run: run == self._focus)
            if column in which[run]
        ]
        return True

    def _make(self, run: int, column: int) -> _Curve:
        theme = self._theme
        mark = curve_mark(theme, run, len(self._names), column)
        width = 2.0 if column == TRAIN or len(self._names) == 1 else 1.5
        if len(self._names) > 1 and run == self._focus:
            width += 1.0
        pale = Mark(mix(mark.color, theme.colors.plot_background, _PALE), mark.dash, mark.symbol)
        pens = {
            "past": theme.pen(mark, width),
            "past thin": pg.mkPen(mark.color, width=1),
            "future": theme.pen(pale, width),
            "future thin": pg.mkPen(pale.color, width=1),
        }
        items = [Curve(self._area.box) for _ in range(2)]
        z = 2 * _ORDER.index(column)
        for above, item in zip((1, 0), items, strict=True):
            item.setZValue(z + above)
            self._area.box.addItem(item, ignoreBounds=True)
        items[1].hide()
        return _Curve(run, column, mark, items[0], items[1], pens)

    # -- drawing ----------------------------------------------------------------------------------

    def measure(self, shown: Sequence[Shown], log_x: bool, log_y: bool) -> tuple[float, float]:
        """Least and largest height of what lies between the ends of the visible steps.

        A run that diverges while others do not has no say: beside it they would lie flat.
        """
        x0, x1 = self._area.shown_range()[0]
        first_step, last_step = step_at(x0, log_x), step_at(x1, log_x)
        lows, highs, first_losses = [], [], []
        for run in shown:
            if run.is_far:
                continue
            # Only what is drawn: a cost that is a sum would stretch the axis n times.
            columns = list(run.columns)
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
        cap = (LOG_CAP if log_y else CAP) * max(max(map(abs, first_losses)), 1.0)
        self.leaves_axis = high > cap
        self._cap = 4.0 * cap
        ends = y_values(np.array([low, min(high, cap)]), log_y, self._floor, cap)
        return float(ends[0]), float(ends[1])

    def draw(self, snapshot: Snapshot, shown: Sequence[Shown], log_x: bool, log_y: bool) -> None:
        """Draw the curves, after `measure`."""
        # While training runs, the curves of a metric are new now and then only.
        look = (
            *(run.curves for run in shown),
            (log_x, log_y, self._area.shown_range(), self._area.pixel_size(), self._cap),
        )
        is_same = len(look) == len(self._drawn) and all(
            a is b for a, b in zip(look[:-1], self._drawn[:-1], strict=True)
        )
        if snapshot.is_running and self._is_running and is_same and look[-1] == self._drawn[-1]:
            return
        self._drawn = look
        self._log = (log_x, log_y)
        self._is_running = snapshot.is_running
        pixel = self._area.pixel_size()
        visible = self._area.shown_range()[1]
        room = self._area.box.width() + self._area.box.height()
        far = visible[1] + AWAY * (visible[1] - visible[0])
        self.gone = []
        for curve in self._curves:
            run = shown[curve.run]
            steps = run.curves.steps
            left = x_of_steps(steps, log_x)
            ends = np.minimum(steps + (run.curves.width - 1), snapshot.last_step)
            right = x_of_steps(ends, log_x)
            low = y_values(run.curves.low[:, curve.column], log_y, self._floor, self._cap)
            high = y_values(run.curves.high[:, curve.column], log_y, self._floor, self._cap)
            if run.is_far:
                low, high = np.fmin(low, far), np.fmin(high, far)
                if curve.column == TRAIN and high[-1] > visible[1]:
                    self.gone.append(run.name)
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

    def _set(self, curve: _Curve, part: str, drawn: DrawnCurve) -> None:
        item = curve.past if part == "past" else curve.future
        # Antialiasing costs 0.7 ms a curve: it waits until training pauses.
        style = (drawn.jitters, not drawn.jitters and not self._is_running)
        if curve.styles.get(part) != style:
            curve.styles[part] = style
            item.setPen(curve.pens[part + " thin" if drawn.jitters else part])
            item.setData(drawn.x, drawn.y, antialias=style[1])
        else:
            item.setData(drawn.x, drawn.y)

    def dots(self, shown: Sequence[Shown]) -> list[Dot]:
        """The value of each curve at the current step; of several runs, only of train."""
        log_x, log_y = self._log
        dots = []
        for curve in self._curves:
            run = shown[curve.run]
            if len(self._names) > 1 and curve.column != TRAIN:
                continue
            x = x_of_steps(np.array([run.step]), log_x)
            y = y_values(np.array([run.now[curve.column]]), log_y, self._floor, self._cap)
            dots.append(Dot(float(x[0]), float(y[0]), curve.mark.color, curve.mark.symbol))
        return dots
