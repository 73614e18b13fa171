"""The picture of a sweep: a line a run and set, what diverged, the present value."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt

from lossstudio.core.parameters import Parameter
from lossstudio.engine.sweep.metrics import metric_of
from lossstudio.engine.sweep.settings import parameter_at
from lossstudio.engine.sweep.training import Plan, Point
from lossstudio.gui.kit.colors import mix
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.legend import Legend
from lossstudio.gui.views.plot.readout import Row, Rows
from lossstudio.gui.views.step_size.marks import Spot, StepSizeMarks, Trace
from lossstudio.gui.views.step_size.marks import UprightLine as Upright
from lossstudio.gui.views.sweep import words
from lossstudio.gui.views.sweep.content import (
    LOSS,
    Array,
    SweepCurve,
    Swept,
    figures_of,
    heights,
    lines_of,
    places,
)

MARGINS = 0.04, 0.08
"""Room at the sides, and above and below, relative to what is drawn."""
_EDGE = 2.5
"""So many times as much above, where runs that diverged are marked there."""


@dataclass(frozen=True)
class Look:
    """What is drawn of a sweep: a metric, or a figure by its name, of runs with these `names`.

    It `is_pale` where it belongs to other settings. `now` is the present value of the setting, and
    `chosen` the number of the point that the keys have come to.
    """

    found: Swept
    quantity: str
    log_y: bool
    names: tuple[str, ...]
    is_pale: bool
    now: float | None
    chosen: int | None

    @property
    def plan(self) -> Plan:
        """What was trained."""
        assert self.found.plan is not None
        return self.found.plan

    @property
    def points(self) -> list[Point]:
        """The points in the order of their values."""
        return sorted(self.found.points, key=lambda point: point.value)

    @property
    def parameter(self) -> Parameter:
        """The range of the setting."""
        return parameter_at(self.plan.scenario, self.plan.path)

    def x(self, value: float) -> float | None:
        """Where a value lies on the axis; None for 0 on a logarithmic one."""
        if self.found.is_log and value <= 0:
            return None
        return float(places([value], self.found.is_log)[0])

    def y(self, figures: Array) -> Array:
        """Where figures lie on the axis; NaN where they have no place there."""
        if not self.log_y:
            return figures
        with np.errstate(divide="ignore", invalid="ignore"):
            logarithms: Array = np.where(figures > 0, np.log10(figures), math.nan)
        return logarithms


class SweepPicture:
    """Draws a sweep in `area`, and tells what is where."""

    def __init__(self, area: PlotArea, legend: Legend, theme: Theme) -> None:
        self._area = area
        self._legend = legend
        self._theme = theme
        self.marks = StepSizeMarks(area, theme)
        self.look: Look | None = None
        """What is drawn; None where there is nothing."""
        self.lines: tuple[SweepCurve, ...] = ()
        self._drawn: tuple[object, ...] = ()

    def restyle(self) -> None:
        """Take the theme's colours, and draw the next look whatever was drawn before."""
        self.marks.restyle()
        self._drawn = ()

    def show_nothing(self, hint: str) -> None:
        """Show no sweep, but a sentence."""
        self.look, self.lines, self._drawn = None, (), ()
        self._legend.set_entries(())
        self.marks.show_marks(hint=hint)

    def draw(self, look: Look) -> None:
        """Draw a look, if it is another one than before."""
        state = look, self._area.shown_range(), self._area.pixel_size()
        if state == self._drawn:
            return
        self.look, self.lines = look, lines_of(look.found, look.quantity)
        self._label_axes(look)
        self._set_ranges(look)
        traces, spots = [], []
        for line in self.lines:
            mark = words.line_mark(self._theme, line, len(look.names), look.is_pale)
            y = look.y(line.y)
            traces.append(Trace(line.x, y, self._theme.pen(mark, 2.0)))
            for at, (x, height) in enumerate(zip(line.x.tolist(), y.tolist(), strict=True)):
                if math.isfinite(height):
                    spots.append(Spot(x, height, mark.symbol, mark.color, at == look.chosen))
        spots += self._diverged_spots(look)
        self.marks.show_marks(tuple(traces), self._uprights(look), tuple(spots))
        entries = words.legend(self._theme, self.lines, look.names, look.is_pale)
        self._legend.set_entries(entries, look.names if len(look.names) > 1 else ())
        self._drawn = look, self._area.shown_range(), self._area.pixel_size()
        self._area.point_again()

    def nearest(self, x: float) -> int | None:
        """The number of the point that is nearest to a place on the axis."""
        if self.look is None:
            return None
        values = [point.value for point in self.look.points]
        return int(np.abs(places(values, self.look.found.is_log) - x).argmin())

    def rows(self, at: int) -> Rows:
        """What a point says: a row a run, a column a set."""
        look = self.look
        assert look is not None
        point = look.points[at]
        parts = list(dict.fromkeys(line.part for line in self.lines))
        figures = figures_of(look.quantity)
        rows = []
        for run, name in enumerate(look.names):
            texts = [four_digits(metric_of(point.runs[run], figures[part])) for part in parts]
            color = self._theme.colors.run_mark(run).color
            rows.append(Row(name, color, words.end_of(point.runs[run], texts), math.inf))
        heads = tuple(words.part_name(part) for part in parts)
        title = words.value_name(look.plan.path, look.parameter, point.value)
        return Rows(tuple(rows), heads, title)

    def _diverged_spots(self, look: Look) -> list[Spot]:
        """A symbol a run at the top edge, where it diverged."""
        colors, spots = self._theme.colors, []
        top = self._area.shown_range()[1][1]
        height = self._theme.pixels(13) * self._area.pixel_size()[1]
        for run, line in {line.run: line for line in self.lines}.items():
            color = colors.bad if len(look.names) == 1 else colors.run_mark(run).color
            if look.is_pale:
                color = mix(color, colors.plot_background, words.PALE)
            y = top - (0.8 + run) * height
            spots += [
                Spot(x, y, words.DIVERGED, color, True) for x in line.x[line.diverged].tolist()
            ]
        return spots

    def _uprights(self, look: Look) -> tuple[Upright, ...]:
        """The present value, and the one that the keys have come to."""
        colors, uprights = self._theme.colors, []
        x = None if look.now is None else look.x(look.now)
        if x is not None and look.now is not None:
            name = words.short_value(look.parameter, look.now)
            text = translate("SweepView", "now {value}").format(value=name)
            uprights.append(Upright(x, text, colors.plot_foreground, Qt.PenStyle.DashLine))
        if look.chosen is not None:
            value = look.points[look.chosen].value
            name = words.short_value(look.parameter, value)
            at = float(places([value], look.found.is_log)[0])
            uprights.append(Upright(at, name, colors.highlight, Qt.PenStyle.SolidLine))
        return tuple(uprights)

    def _label_axes(self, look: Look) -> None:
        bottom, left = (self._area.plot.getAxis(name) for name in ("bottom", "left"))
        bottom.set_log(look.found.is_log)
        left.set_log(look.log_y)
        (name,) = words.setting_names(look.plan.scenario, (look.plan.path,))
        bottom.setLabel(name)
        left.setLabel(words.metric_name(look.quantity))

    def _set_ranges(self, look: Look) -> None:
        values = look.plan.values
        ends = places([min(values), max(values)], look.found.is_log).tolist()
        room = MARGINS[0] * (ends[1] - ends[0])
        low, high = heights(self.lines, look.log_y)
        if look.quantity == LOSS and low > 0.0 and not look.log_y:
            low = 0.0
        above = MARGINS[1] * (high - low) or max(abs(high) * 0.1, 0.5)
        below = 0.0 if low == 0.0 and not look.log_y else above
        if any(line.diverged.any() for line in self.lines):
            above *= _EDGE
        self._area.set_home((ends[0] - room, ends[1] + room), (low - below, high + above))
