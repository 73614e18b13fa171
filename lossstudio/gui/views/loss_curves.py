"""The curves of the loss view: which there are, how they look, and what is drawn of each."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from lossstudio.gui.colors import Mark, Role, mix
from lossstudio.gui.i18n import translate
from lossstudio.gui.snapshot import RunSnapshot, Scene, Snapshot
from lossstudio.gui.theme import Theme
from lossstudio.gui.views.legend import Entry
from lossstudio.gui.views.loss_series import (
    CAP,
    Line,
    line,
    smallest_positive,
    x_of_steps,
    y_values,
)
from lossstudio.gui.views.numbers import four_digits
from lossstudio.gui.views.plot_area import PlotArea
from lossstudio.gui.views.step_overlay import Dot

Array = NDArray[np.float64]

TRAIN, TEST, COST = range(3)
"""Columns of `Curves.low` and `high`, and places in `Losses`."""
ROLES = (Role.TRAIN, Role.TEST, Role.COST)
_PALE = 0.6
"""How near the part of a curve after the current step comes to the background."""


@dataclass
class _Curve:
    """A curve of one run: its column, look, and items for what was and for what is to come."""

    run: int
    column: int
    mark: Mark
    past: pg.PlotCurveItem
    future: pg.PlotCurveItem
    pens: dict[str, QPen]
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

    def forget(self) -> None:
        """Colours or language have changed: make everything anew for the next snapshot."""
        self._key = None

    def prepare(self, snapshot: Snapshot) -> bool:
        """Make the curves that `snapshot` needs. True where they are others than before."""
        if self._key is not None and snapshot.scene is self._scene:
            return False
        names = tuple(run.name for run in snapshot.runs)
        which = tuple(_columns(snapshot.scene, run) for run in range(len(names)))
        sums = tuple(o.run.reduction for o in snapshot.scene.objectives)
        key = (names, which, sums, snapshot.scene.dataset.n_train)
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
        mark = self._mark(run, column)
        width = 2.0 if column == TRAIN or len(self._names) == 1 else 1.5
        pale = Mark(mix(mark.color, theme.colors.plot_background, _PALE), mark.dash, mark.symbol)
        pens = {
            "past": theme.pen(mark, width),
            "past thin": pg.mkPen(mark.color, width=1),
            "future": theme.pen(pale, width),
            "future thin": pg.mkPen(pale.color, width=1),
        }
        items = [pg.PlotCurveItem(skipFiniteCheck=True) for _ in range(2)]
        for z, item in zip((2 * (3 - column) + 1, 2 * (3 - column)), items, strict=True):
            item.setZValue(z)
            self._area.box.addItem(item, ignoreBounds=True)
        return _Curve(run, column, mark, items[0], items[1], pens)

    def _mark(self, run: int, column: int) -> Mark:
        """Of one run each curve has its role's look; of several, its run's colour and symbol."""
        role = self._theme.colors.mark(ROLES[column])
        if len(self._names) == 1:
            return role
        own = self._theme.colors.run_mark(run)
        return Mark(own.color, role.dash, own.symbol)

    # -- texts ------------------------------------------------------------------------------------

    def legend(self) -> tuple[Entry, ...]:
        """What colours, dashes and symbols mean."""
        assert self._scene is not None
        columns = sorted({curve.column for curve in self._curves})
        colors = self._theme.colors
        if len(self._names) == 1:
            marks = [self._mark(0, column) for column in columns]
            return tuple(
                Entry(
                    self._label(column),
                    mark.color,
                    mark.dash,
                    mark.symbol,
                    tooltip=self._tooltip(column),
                )
                for column, mark in zip(columns, marks, strict=True)
            )
        runs = [
            Entry(name, mark.color, Qt.PenStyle.SolidLine, mark.symbol)
            for name, mark in zip(
                self._names, map(colors.run_mark, range(len(self._names))), strict=True
            )
        ]
        kinds = [
            Entry(
                self._label(column),
                colors.muted,
                colors.mark(ROLES[column]).dash,
                tooltip=self._tooltip(column),
            )
            for column in columns
        ]
        return (*runs, *kinds)

    def note(self) -> str:
        """Where the sum of the losses is descended and not drawn: what it is."""
        assert self._scene is not None
        if not any(o.run.reduction == "sum" for o in self._scene.objectives):
            return ""
        return translate(
            "LossCurveView",
            "Reduction by sum: the cost that is descended is {n} times the mean that is drawn as "
            "train loss, plus the penalty if there is one.",
        ).format(n=self._scene.dataset.n_train)

    def _label(self, column: int) -> str:
        assert self._scene is not None
        if column == TRAIN:
            return translate("LossCurveView", "train")
        if column == TEST:
            return translate("LossCurveView", "test")
        if any(o.run.reduction == "sum" for o in self._scene.objectives):
            return translate("LossCurveView", "cost (sum)")
        return translate("LossCurveView", "cost")

    def _tooltip(self, column: int) -> str:
        if column == TRAIN:
            return translate(
                "LossCurveView", "The mean loss over the training samples, without any penalty."
            )
        if column == TEST:
            return translate(
                "LossCurveView",
                "The mean loss over samples that the model never trains on. Where it rises while "
                "the train loss falls, the model overfits.",
            )
        return translate(
            "LossCurveView",
            "What gradient descent lowers: the losses on the training set, as their mean or their "
            "sum, plus the penalty on the weights.",
        )

    # -- drawing ----------------------------------------------------------------------------------

    def measure(self, snapshot: Snapshot, log_x: bool, log_y: bool) -> tuple[float, float]:
        """Least and largest height of what lies between the ends of the visible steps."""
        x0, x1 = self._area.shown_range()[0]
        lows, highs = [], []
        for run_index, run in enumerate(snapshot.runs):
            steps = run.curves.steps
            x = x_of_steps(steps, log_x)
            first = max(int(np.searchsorted(x, x0, "right")) - 1, 0)
            last = max(int(np.searchsorted(x, x1, "right")), first + 1)
            columns = _columns(snapshot.scene, run_index)
            lows.append(run.curves.low[first:last, list(columns)])
            highs.append(run.curves.high[first:last, list(columns)])
        low = min(float(np.nanmin(part)) for part in lows)
        high = max(float(np.nanmax(part)) for part in highs)
        first_losses = [
            float(np.nanmin(run.curves.low[0, list(_columns(snapshot.scene, index))]))
            for index, run in enumerate(snapshot.runs)
        ]
        self._cap = CAP * max(max(map(abs, first_losses)), 1.0)
        if log_y:
            self._floor = min(smallest_positive(part) for part in lows)
        ends = y_values(np.array([low, high]), log_y, self._floor, self._cap)
        return float(ends[0]), float(ends[1])

    def draw(self, snapshot: Snapshot, log_x: bool, log_y: bool) -> None:
        """Draw the curves, after `measure`."""
        self._log = (log_x, log_y)
        pixel = self._area.pixel_size()
        room = self._area.box.width() + self._area.box.height()
        for curve in self._curves:
            run = snapshot.runs[curve.run]
            x = x_of_steps(run.curves.steps, log_x)
            low = y_values(run.curves.low[:, curve.column], log_y, self._floor, self._cap)
            high = y_values(run.curves.high[:, curve.column], log_y, self._floor, self._cap)
            # The bucket with the current step is the last of the past and the first of the future.
            now = int(np.searchsorted(run.curves.steps, snapshot.step, "right"))
            self._set(curve, "past", line(x[:now], low[:now], high[:now], pixel, room))
            if now < len(x):
                begin = max(now - 1, 0)
                ahead = line(x[begin:], low[begin:], high[begin:], pixel, room)
                self._set(curve, "future", ahead)
                curve.future_is_empty = False
            elif not curve.future_is_empty:
                self._set(curve, "future", Line(x[:0], low[:0], False))
                curve.future_is_empty = True

    @staticmethod
    def _set(curve: _Curve, part: str, drawn: Line) -> None:
        item = curve.past if part == "past" else curve.future
        pen = curve.pens[part + " thin" if drawn.jitters else part]
        if item.opts["pen"] is not pen:
            item.opts["pen"] = pen
            item.opts["antialias"] = not drawn.jitters
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

    # -- the pointer ------------------------------------------------------------------------------

    def readout(self, snapshot: Snapshot, step: int) -> list[str]:
        """The losses at `step`, or in the bucket that it belongs to."""
        lines: list[str] = []
        for index, run in enumerate(snapshot.runs):
            at = int(np.searchsorted(run.curves.steps, step, "right")) - 1
            if at < 0 or step >= run.curves.steps[-1] + run.curves.width:
                continue
            if not lines:
                lines.append(_steps_text(run, at))
            values = ", ".join(
                f"{self._label(column)} {_bucket_text(run, at, column)}"
                for column in _columns(snapshot.scene, index)
            )
            lines.append(values if len(snapshot.runs) == 1 else f"{run.name}: {values}")
        return lines


def _columns(scene: Scene, run: int) -> tuple[int, ...]:
    """Which curves a run has: the cost only where a penalty sets it apart."""
    objective = scene.objectives[run]
    columns = [TRAIN]
    if objective.n_test:
        columns.append(TEST)
    if objective.run.l1 > 0 or objective.run.l2 > 0:
        columns.append(COST)
    return tuple(columns)


def _steps_text(run: RunSnapshot, at: int) -> str:
    first = int(run.curves.steps[at])
    last = min(first + run.curves.width, run.curves.steps[-1] + run.curves.width) - 1
    if run.curves.width == 1 or at == len(run.curves.steps) - 1:
        return translate("LossCurveView", "step {step}").format(step=first)
    return translate("LossCurveView", "steps {first} to {last}").format(first=first, last=last)


def _bucket_text(run: RunSnapshot, at: int, column: int) -> str:
    low, high = (float(part[at, column]) for part in (run.curves.low, run.curves.high))
    if low == high:
        return four_digits(low)
    return f"{four_digits(low)} … {four_digits(high)}"
