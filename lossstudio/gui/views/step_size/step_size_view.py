"""The step size: the cost along the coming step, with the learning rate marked on it."""

import math
from collections.abc import Iterator
from html import escape

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.ahead.step_slice import BACK, LONGEST, StepSlice, step_slice
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.pacing import FIGURES
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.following import Following
from lossstudio.gui.views.plot.area import PlotArea, Range, steady_range
from lossstudio.gui.views.plot.legend import Legend
from lossstudio.gui.views.step_size import words
from lossstudio.gui.views.step_size.content import (
    REACH,
    ROUNDING,
    Array,
    Origin,
    change_of,
    heights,
    tangent,
)
from lossstudio.gui.views.step_size.marks import Spot, StepSizeMarks, Trace, UprightLine
from lossstudio.gui.views.view import MARGIN, FigureData, View, lay_out, tool_button

LONGEST_RUNNING = 0.2
"""Seconds that a slice may take while training runs; on large data it stays coarse then."""
PLOT_HEIGHT = 130.0
"""Pixels, at scale 1, that the plot needs before the notes get any."""
_FEW_DIGITS = 2e-3
"""Where the costs differ by less than this share, the axis shows how they differ from now."""


class StepSizeView(View):
    """The cost along the coming step of a run: what a longer or shorter one would do."""

    interval = FIGURES

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.area = PlotArea(theme)
        self.legend = Legend(theme)
        self.view_all_button = tool_button("mdi6.fit-to-screen-outline")
        self.sentence = QLabel()
        self.notes = QLabel()
        for label in (self.sentence, self.notes):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        lay_out(self, self.legend, (self.view_all_button,), self.area, self.sentence, self.notes)
        self.marks = StepSizeMarks(self.area, theme)
        self._shown: tuple[Origin, StepSlice] | None = None
        self._heights: Range | None = None
        self._kind: tuple[object, ...] | None = None
        self._is_relative = False  # the axis shows how costs differ from the present one
        self._following: Following[tuple[Origin, StepSlice]] = Following(self)
        self.set_works(self._following)
        self._following.came.connect(self._take)
        self.view_all_button.clicked.connect(self.view_all)
        self.bind("A", self.view_all_button)
        self.area.double_clicked.connect(self.view_all)
        self.area.pointer_moved.connect(lambda place: self._show_readout())
        self.area.moved_by_hand.connect(self._write_legend)
        self.finish_setup()

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    @property
    def found(self) -> StepSlice | None:
        """The slice that is shown."""
        return None if self._shown is None else self._shown[1]

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        return self.legend, self.area, self.sentence, self.notes

    def figure_data(self) -> FigureData:
        if self._shown is None:
            return {}
        origin, found = self._shown
        columns = {"step_multiple": found.s, "cost": found.cost}
        if origin.is_plain:
            columns["learning_rate"] = found.s * origin.unit
        return columns

    def view_all(self) -> None:
        """Show the whole slice again."""
        self._heights = None
        self.area.view_all()
        self._draw_found()

    # -- texts and colours ------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setAccessibleName(translate("StepSizeView", "Step size"))
        self.view_all_button.setToolTip(
            translate("StepSizeView", "Show the whole picture (A, or a double click in it)")
        )
        self.view_all_button.setAccessibleName(translate("StepSizeView", "Show the whole picture"))
        self.area.setToolTip(
            translate(
                "StepSizeView",
                "A cut through the cost along the coming step. Turning the learning rate moves "
                "the step along this curve: too small, and it hardly gets down; too large, and it "
                "comes out on the other side higher than it went in.",
            )
        )
        self._begin_again()

    def restyle(self) -> None:
        self.area.restyle()
        self.marks.restyle()
        self._begin_again()

    def _begin_again(self) -> None:
        self._kind = None
        self._draw_found()
        self.redraw()

    # -- following the run ------------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        origin, run = Origin.of(snapshot), snapshot.run
        change = run.coming.change
        is_finite = bool(np.isfinite(change).all())
        if not is_finite or not change.any():
            self._following.stop()
            self._show_nothing(words.why_nothing(is_finite, run.coming.rate))
            return
        longest = LONGEST_RUNNING if snapshot.is_running else LONGEST

        def work() -> Iterator[tuple[Origin, StepSlice] | None]:
            for found in step_slice(origin.objective, run.theta, change, REACH, longest=longest):
                yield None if found is None else (origin, found)

        self._following.follow(snapshot, work)
        # While the next one comes, that of another step may stand; not that of another cost.
        if self._shown is not None and not origin.objective.has_same_cost(self._shown[0].objective):
            self._show_nothing("")

    def _take(self) -> None:
        self._shown = self._following.result
        self._draw_found()

    # -- drawing ----------------------------------------------------------------------------------

    def _show_nothing(self, why: str) -> None:
        self._shown = None
        self.marks.show_marks(hint=why)
        self._write("", "")
        self.setAccessibleDescription(why)

    def _draw_found(self) -> None:
        if self._shown is None:
            return
        origin, found = self._shown
        self._set_ranges(origin, found)
        traces = []
        line = tangent(found, heights(found))
        if line is not None:
            s, changes = line
            pen = self.theme.pen(Role.GRADIENT, 2.0)
            traces.append(Trace(s * origin.unit, self._placed(found, changes), pen))
        pen = self.theme.pen(Role.COST, 2.5, dashed=False)
        y = self._placed(found, change_of(found))
        traces.append(Trace(found.s * origin.unit, y, pen))
        spots = self._spots(origin, found)
        self.marks.show_marks(tuple(traces), self._lines(origin), tuple(filter(None, spots)))
        self._write(
            words.sentence(origin, found),
            words.notes(origin, bool((~np.isfinite(found.cost)).any())),
        )
        self._write_legend()
        self.area.point_again()

    def _write_legend(self) -> None:
        if self._shown is None:
            return
        origin, found = self._shown
        seen = [
            spot is not None and bool(self.area.in_sight(np.array(spot.x), np.array(spot.y)))
            for spot in self._spots(origin, found)
        ]
        self.legend.set_entries(words.legend(self.theme, found.minimum is not None, seen))

    def _set_ranges(self, origin: Origin, found: StepSlice) -> None:
        low, high = heights(found)
        now = found.cost_at(0.0)
        high = max(high, low + ROUNDING * abs(now))
        share = (high - low) / max(abs(now), 1e-300)
        is_relative = share < _FEW_DIGITS * (1.0 if self._is_relative else 0.5)
        formula = origin.objective.loss.formula
        kind = (origin.is_plain, origin.objective.dataset, formula, is_relative)
        if kind != self._kind:
            if self._kind is not None and kind[:3] != self._kind[:3]:
                self.area.is_free = [False, False]
            self._kind, self._is_relative, self._heights = kind, is_relative, None
        self.area.plot.getAxis("bottom").setLabel(words.x_label(origin))
        self.area.plot.getAxis("left").setLabel(
            translate("StepSizeView", "cost − the cost now")
            if is_relative
            else translate("StepSizeView", "cost")
        )
        base = 0.0 if is_relative else now
        self._heights = steady_range(self._heights, base + low, base + high)
        self.area.set_home(origin.x_range, self._heights)

    def _placed(self, found: StepSlice, changes: Array) -> Array:
        """Where changes of the cost lie on the axis."""
        return changes if self._is_relative else changes + found.cost_at(0.0)

    def _lines(self, origin: Origin) -> tuple[UprightLine, ...]:
        colors = self.theme.colors
        dash = colors.mark(Role.CURSOR).dash
        lines = [UprightLine(origin.unit, words.step_name(origin), colors.plot_foreground, dash)]
        if origin.limit is not None:
            lines.append(UprightLine(origin.limit, "2/λmax", colors.bad, Qt.PenStyle.DashDotLine))
        return tuple(lines)

    def _spots(self, origin: Origin, found: StepSlice) -> list[Spot | None]:
        """The lowest point, where the run is, and where the step ends; None where the cost is not
        finite."""
        colors, unit = self.theme.colors, origin.unit
        cost, best = colors.mark(Role.COST), colors.mark(Role.OPTIMUM)
        now = found.cost_at(0.0)
        spots: list[Spot | None] = []
        s, lowest = found.minimum or found.lowest
        if found.minimum is None and not -BACK < s < REACH:
            lowest = math.nan  # the end of the slice is no place of its own
        for x, value, symbol, color, hollow in (
            (s, lowest, best.symbol, best.color, False),
            (0.0, now, "o", cost.color, True),
            (1.0, found.cost_at(1.0), "o", cost.color, False),
        ):
            y = float(self._placed(found, np.array(value - now)))
            spot = Spot(x * unit, y, symbol, color, hollow)
            spots.append(spot if math.isfinite(value) else None)
        return spots

    def _write(self, sentence: str, notes: str) -> None:
        self.sentence.setText(sentence)
        self.notes.setText(notes)
        self._share_height()
        if self.snapshot is None or not self.snapshot.is_running:
            text = paragraph([sentence, notes])
            if text != self.accessibleDescription():
                self.setAccessibleDescription(text)

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sentence.setMinimumHeight(0)
        self._share_height()

    def _share_height(self) -> None:
        """Leave the plot its room: where it is small, the notes are in the sentence's tooltip."""
        width = self.width() - 2 * MARGIN
        height = self.sentence.heightForWidth(width)
        if self.snapshot is not None and self.snapshot.is_running:
            # A line more or less with each step would make the plot jump.
            height = max(height, self.sentence.minimumHeight())
        self.sentence.setMinimumHeight(height if self.sentence.text() else 0)
        needed = float(self.legend.heightForWidth(width - 30) + height)
        needed += self.notes.heightForWidth(width) + PLOT_HEIGHT * self.theme.scale
        fits = needed <= self.height()
        self.notes.setVisible(bool(self.notes.text()) and fits)
        self.sentence.setToolTip("" if fits else f"<p>{escape(self.notes.text())}</p>")

    # -- the pointer ------------------------------------------------------------------------------

    def _show_readout(self) -> None:
        place = self.area.pointer()
        if place is None or self._shown is None:
            return
        origin, found = self._shown
        s = place[0] / origin.unit
        finite = np.isfinite(found.cost)
        if not found.s[0] <= s <= found.s[-1] or not finite.any():
            self.area.show_readout([])
            return
        cost = float(np.interp(s, found.s[finite], found.cost[finite]))
        template = translate("StepSizeView", "cost {cost}")
        self.area.show_readout([words.place(origin, s), template.format(cost=four_digits(cost))])
