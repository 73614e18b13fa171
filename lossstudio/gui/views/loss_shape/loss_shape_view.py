"""The loss shape: the loss of one sample as a curve, and where every training sample is on it."""

from functools import partial
from typing import Self

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lossstudio.core.datasets import Dataset
from lossstudio.core.tasks import Task
from lossstudio.core.text import paragraph
from lossstudio.engine.measuring.contributions import Placed, place_samples
from lossstudio.engine.numbers.story import StoryFrame
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import count
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.pacing import EVERY_OTHER_FRAME
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.contributing import Contributing
from lossstudio.gui.views.fit.layers import INVISIBLE, NEAR, drawable, far_limits, have_moved
from lossstudio.gui.views.loss_shape import beats, words
from lossstudio.gui.views.loss_shape import shape as loss_shape
from lossstudio.gui.views.loss_shape.compare_button import NARROW, CompareButton
from lossstudio.gui.views.loss_shape.lines import (
    MovingPoints,
    Shape,
    ShapeCurve,
    branch_of,
    curve_data,
    kind_of,
    make_shapes,
    pen_of,
    ring_place,
    shape_columns,
)
from lossstudio.gui.views.loss_shape.shape import Array
from lossstudio.gui.views.notes import NotesLabel
from lossstudio.gui.views.plot.area import Curve, PlotArea, Range, cache
from lossstudio.gui.views.plot.axis import PlotAxis
from lossstudio.gui.views.plot.legend import Legend
from lossstudio.gui.views.plot.samples import Seen
from lossstudio.gui.views.view import FigureData, View, lay_out, tool_button

LEAST_TOP = 1e-3
"""The loss axis is never shorter, where no curve says how long it should be."""


class LossShapeView(View):
    """The loss against the residual or the margin, with the training samples of a run."""

    interval = EVERY_OTHER_FRAME

    sample_hovered = Signal(object)
    """The row of the sample under the pointer, or None."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.area = PlotArea(theme)
        self.legend = Legend(theme)
        self.slope_button = tool_button(checkable=True)
        self.compare_button = CompareButton()
        self.compare_menu = self.compare_button.menu()
        self.view_all_button = tool_button("mdi6.fit-to-screen-outline")
        self.notes = NotesLabel()
        self.notes.hide()
        buttons = self.slope_button, self.compare_button, self.view_all_button
        lay_out(self, self.legend, buttons, self.area, self.notes)
        self._slope_axis = PlotAxis("right")
        self._slope_axis.enableAutoSIPrefix(False)
        self._slope_axis.setStyle(autoReduceTextSpace=False, maxTickLevel=1)
        cache(self._slope_axis)
        self.area.plot.setAxisItems({"right": self._slope_axis})
        self.area.plot.hideAxis("right")
        self.points: MovingPoints | None = None
        self.lines: list[ShapeCurve] = []
        self.placed: Placed | None = None
        self.slope_factor = 1.0
        """What slopes are multiplied by to be drawn: the right axis divides by it."""
        self._compared: str | None = None
        self._scene: Scene | None = None
        self._dataset: Dataset | None = None
        self._names: tuple[str, ...] = ()
        self._shapes: list[Shape] = []
        self._inputs: tuple[Array, Array] | None = None
        self._kind: tuple[object, ...] = ()
        self._places: Range | None = None
        self._top: float | None = None
        self._seen: Seen | None = None  # as the legend names it
        self._drawn_lines: object = None
        self._drawn_points: list[Array] = []
        self._hovered: int | None = None
        self._highlighted: int | None = None
        self._contributing = Contributing(self)
        self.set_works(self._contributing)
        self._ring = pg.ScatterPlotItem(symbol="o", brush=None)
        self._ring.setZValue(31)
        self.area.box.addItem(self._ring, ignoreBounds=True)
        self._connect()
        self.finish_setup()

    def _connect(self) -> None:
        self.slope_button.toggled.connect(self._begin_again)
        self.compare_button.chosen.connect(self.compare_with)
        self.view_all_button.clicked.connect(self.view_all)
        self.bind("A", self.view_all_button)
        self.area.double_clicked.connect(self.view_all)
        self.area.pointer_moved.connect(self._pointer_moved)
        self.area.moved_by_hand.connect(self.redraw)
        self._contributing.came.connect(self.area.point_again)

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.compare_button.make_narrow(self.width() < NARROW * self.theme.scale)

    # -- what a person asks for -------------------------------------------------------------------

    def view_all(self) -> None:
        """Show all samples again."""
        self._places = self._top = None
        self.area.view_all()
        self.redraw()

    @property
    def compared(self) -> str | None:
        """The name of the loss that is drawn beside the run's own."""
        return self._compared

    def compare_with(self, name: str | None) -> None:
        """Draw the loss `name` with its usual hyperparameters beside the run's own, or none."""
        self._compared = name
        self._begin_again()

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        return self.legend, self.area, self.notes

    def figure_data(self) -> FigureData:
        if self._scene is None or self.placed is None or self.points is None:
            return {}
        places = self.area.shown_range()[0]
        return shape_columns(self._scene, self.points.sample, self.placed, self.lines, places)

    def take_choices(self, other: Self) -> None:
        self.compare_with(other.compared)

    def highlight(self, row: int | None) -> None:
        """Draw a ring around the sample of this row, if it is among those that are drawn."""
        self._highlighted = row
        self._place_ring()

    def show_beat(self, frame: StoryFrame | None) -> None:
        self.area.draw_over(frame, partial(beats.drawing, self.area, self.points, self.placed))

    # -- texts and colours ------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setAccessibleName(translate("LossShapeView", "Loss shape"))
        self.slope_button.setText(translate("LossShapeView", "slope"))
        self.slope_button.setToolTip(
            translate(
                "LossShapeView",
                "Draw the slope of the loss too, on the axis at the right: it is what a sample "
                "pulls with. Where the loss has a kink, the slope jumps.",
            )
        )
        self.slope_button.setAccessibleName(translate("LossShapeView", "Slope of the loss"))
        self.compare_button.setText(translate("LossShapeView", "compare with…"))
        self.compare_button.setAccessibleName(
            translate("LossShapeView", "Compare with another loss")
        )
        self.view_all_button.setToolTip(
            translate("LossShapeView", "Show all samples (A, or a double click in the picture)")
        )
        self.view_all_button.setAccessibleName(translate("LossShapeView", "Show all samples"))
        self._begin_again()

    def restyle(self) -> None:
        self.area.restyle()
        # The left axis draws the grid; a second one would not meet its lines.
        self._slope_axis.setGrid(False)
        self._ring.setSize(self.theme.pixels(18))
        self._ring.setPen(pg.mkPen(self.theme.color(Role.CURSOR), width=2 * self.theme.scale))
        self._remove_points()
        self._begin_again()

    def _begin_again(self) -> None:
        """Draw everything anew, in the present language and colours."""
        self._scene = None
        self.redraw()

    # -- what stays while settings stay -----------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        names = tuple(run.name for run in snapshot.runs)
        if snapshot.scene is not self._scene or names != self._names:
            self._prepare(snapshot.scene, names)
        assert self._inputs is not None
        objective = snapshot.scene.objective
        self.placed = place_samples(objective, snapshot.run.theta, *self._inputs)
        self._set_ranges(self.placed)
        self._draw_lines()
        self._draw_points(self.placed)
        self._write_legend()
        if not snapshot.is_running:
            text = words.description(snapshot, self.placed)
            self.describe(text)
        self.area.point_again()

    def _prepare(self, scene: Scene, names: tuple[str, ...]) -> None:
        objective, dataset = scene.objective, scene.dataset
        old = self._kind
        if self.points is None or self._dataset is not dataset:
            self._remove_points()
            self.points = MovingPoints(dataset, self.theme)
            self.points.setZValue(30)
            self.area.box.addItem(self.points, ignoreBounds=True)
            self._set_hovered(None)
        assert self.points is not None
        self._scene, self._names, self._dataset, self._kind = scene, names, dataset, kind_of(scene)
        if self._kind != old:  # other quantities: what was seen says nothing about them
            self._top = None
            if self._kind[:2] != old[:2]:
                self._places = None
                self.area.view_all()
        rows = self.points.sample
        self._inputs = objective.features[rows], objective.y[rows]
        self._fill_menu(scene)
        self._shapes = make_shapes(scene, names, self._compared, self.theme)
        self._make_lines()
        self._label_axes(scene)
        notes = paragraph(words.notes(scene, names, bool(self._shapes), len(rows)))
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        self._seen, self._drawn_lines, self._drawn_points = None, None, []

    def _write_legend(self) -> None:
        """Name what is inside the picture, where that has changed."""
        scene, points = self._scene, self.points
        if scene is None or points is None or points.seen(self.area) == self._seen:
            return
        self._seen = points.seen(self.area)
        entries = words.legend(
            scene, self._names, self._shapes, self.has_slope, self._seen, self.theme
        )
        self.legend.set_entries(entries, words.names(scene, self._shapes))

    def _remove_points(self) -> None:
        if self.points is not None:
            self.area.box.removeItem(self.points)
            self.points = None

    def _make_lines(self) -> None:
        for line in self.lines:
            self.area.box.removeItem(line.item)
        self.lines = []
        for shape in self._shapes:
            for index in shape.indices:
                for is_slope in (False, True):
                    if is_slope and (shape.is_compared or not self.has_slope):
                        continue
                    item = Curve(
                        self.area.box, pen_of(shape, index, is_slope, len(self._names), self.theme)
                    )
                    item.setZValue(15 if shape.is_compared else 20 - is_slope)
                    self.area.box.addItem(item, ignoreBounds=True)
                    cache(item)
                    self.lines.append(ShapeCurve(shape, item, index, is_slope))

    @property
    def has_slope(self) -> bool:
        """The slope is drawn too."""
        return self.slope_button.isChecked() and bool(self._shapes)

    def _fill_menu(self, scene: Scene) -> None:
        loss, dataset = scene.objective.loss, scene.dataset
        offered = loss_shape.offered(loss, dataset.tasks, len(dataset.classes))
        if self._compared not in {other.name for other in offered}:
            self._compared = None
        choices: list[tuple[str | None, str]] = [(None, translate("LossShapeView", "nothing"))]
        choices += [(other.name, core_text(other.label)) for other in offered]
        self.compare_button.offer(choices, self._compared)
        has_curve = loss_shape.has_curve(loss, len(dataset.classes))
        self.slope_button.setEnabled(has_curve)
        self.compare_button.setEnabled(has_curve)
        self.compare_button.explain("" if has_curve else words.why_no_curve(scene))

    # -- words ------------------------------------------------------------------------------------

    def _label_axes(self, scene: Scene) -> None:
        axis = self.area.plot.getAxis
        axis("bottom").setLabel(words.place_label(scene))
        axis("left").setLabel(translate("LossShapeView", "loss ℓ of one sample"))
        self.area.plot.showAxis("right", self.has_slope)
        if self.has_slope:
            axis("right").setLabel(words.slope_word(scene))

    # -- drawing ----------------------------------------------------------------------------------

    def _set_ranges(self, placed: Placed) -> None:
        assert self._scene is not None
        objective, loss = self._scene.objective, self._scene.objective.loss
        floor, farthest = loss_shape.limits(loss, objective.y[: objective.n_train])
        places = loss_shape.place_range(
            self._places, placed.place, floor, farthest, loss.task is Task.REGRESSION
        )
        own = [(s, index) for s in self._shapes if not s.is_compared for index in s.indices]
        near = np.array([-floor, floor])
        heights = [float(branch_of(*line, near).loss.max()) for line in own]
        least = max(heights, default=0.0) or LEAST_TOP
        top = loss_shape.loss_top(self._top, placed, places, least)
        self._places, self._top = places, top
        bottom = -0.04 * top
        if self.has_slope:
            x = loss_shape.grid(*places, ())
            lowest, largest = loss_shape.steepest([branch_of(*line, x).slope for line in own])
            self.slope_factor = loss_shape.slope_factor(top, largest)
            self._slope_axis.setScale(1.0 / self.slope_factor)
            bottom = min(bottom, 1.06 * self.slope_factor * lowest)
        y = bottom, 1.04 * top
        self.area.set_home(places, y)
        is_seen = (placed.place >= places[0]) & (placed.place <= places[1]) & (placed.loss <= y[1])
        unseen = int((~is_seen).sum())
        text = translate("LossShapeView", "Outside the picture: {count} of {all} samples")
        text = text.format(count=count(unseen), all=count(len(is_seen)))
        self.area.set_banner(text if unseen else "")

    def _draw_lines(self) -> None:
        """Draw the curves where the range has changed, or something else than the samples."""
        x_shown, y_shown = self.area.shown_range()
        state = (x_shown, y_shown, self.area.home, self.slope_factor)
        if self._drawn_lines == state:
            return
        self._drawn_lines = state
        low, high = far_limits(y_shown, self.area.home[1])
        for line in self.lines:
            x, values = curve_data(line, x_shown, self.slope_factor)
            y, connect = drawable(values, low, high)
            line.item.setData(x, y, connect=connect)

    def _draw_points(self, placed: Placed) -> None:
        """Move the points, where somebody could see it."""
        assert self.points is not None
        shown, home = self.area.shown_range(), self.area.home
        (x_low, x_high), (y_low, y_high) = (
            far_limits(s, h) for s, h in zip(shown, home, strict=True)
        )
        # What is not a number is as far away as can be, and not in sight.
        x = np.clip(np.nan_to_num(placed.place, nan=x_high), x_low, x_high)
        y = np.clip(np.nan_to_num(placed.loss, nan=y_high), y_low, y_high)
        seen = [values / (high - low) for values, (low, high) in zip((x, y), shown, strict=True)]
        if self._drawn_points and not have_moved(self._drawn_points, seen, INVISIBLE):
            return
        self._drawn_points = seen
        self.points.move(x, y)
        self._place_ring()

    def _place_ring(self) -> None:
        if self.points is None or self.snapshot is None:
            self._ring.hide()
            return
        row = self._hovered if self._highlighted is None else self._highlighted
        x, y = ring_place(self.points, self.snapshot, row)
        self._ring.setData(x=x, y=y)
        self._ring.setVisible(len(x) > 0)

    # -- the pointer ------------------------------------------------------------------------------

    def _pointer_moved(self, place: tuple[float, float] | None) -> None:
        if place is None or self.points is None:
            self._set_hovered(None)
            return
        found = self.points.nearest(*place, self.area.pixel_size(), self.theme.pixels(NEAR))
        self._set_hovered(None if found is None else int(self.points.sample[found]))
        self._show_readout()

    def _show_readout(self) -> None:
        place = self.area.pointer()
        if place is None or self.snapshot is None or self.points is None or self.placed is None:
            return
        scene = self.snapshot.scene
        lines = words.readout(scene, self._shapes, place, self.area.distance, self.theme)
        if self._hovered is not None:
            found = self._contributing.of_sample(self.snapshot, self._hovered)
            lines.extend(words.sample_lines(scene.dataset, self._hovered, found))
        self.area.show_readout(lines)

    def _set_hovered(self, row: int | None) -> None:
        if row != self._hovered:
            self._hovered = row
            self._place_ring()
            self.sample_hovered.emit(row)
