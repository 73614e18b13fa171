"""The loss curves: train, test and cost against the step, and the line at the current step."""

from functools import partial
from typing import Self

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.numbers.story import StoryFrame
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.pacing import DRAG, EVERY_OTHER_FRAME, FIGURES, ZOOM, Throttle
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.loss_curve import beats
from lossstudio.gui.views.loss_curve import words as loss_words
from lossstudio.gui.views.loss_curve.at_step import readout
from lossstudio.gui.views.loss_curve.before import BeforeCurves
from lossstudio.gui.views.loss_curve.buttons import Buttons
from lossstudio.gui.views.loss_curve.common_metric import CommonMetric
from lossstudio.gui.views.loss_curve.curves import LossCurves
from lossstudio.gui.views.loss_curve.ghosts import Ghosts
from lossstudio.gui.views.loss_curve.marked_steps import MarkedSteps
from lossstudio.gui.views.loss_curve.metric_choice import metric_label
from lossstudio.gui.views.loss_curve.series import (
    step_at,
    steps_in_sight,
    steps_range,
    x_of_steps,
    y_range,
)
from lossstudio.gui.views.loss_curve.shown import (
    OWN,
    Beginnings,
    Shown,
    figure_columns,
    metric_curves,
    own_losses,
)
from lossstudio.gui.views.loss_curve.step_overlay import StepOverlay
from lossstudio.gui.views.notes import NotesLabel
from lossstudio.gui.views.plot.area import PlotArea, Range
from lossstudio.gui.views.plot.legend import Legend
from lossstudio.gui.views.view import FigureData, View, lay_out

NARROW = 340
"""Pixels of width below which the legend needs the room of a button's text."""
PAGE = 0.05
"""The share of all steps that Page Up and Page Down move by."""


class LossCurveView(View):
    """Losses against the step, of several runs a metric that they have in common. Dragging its
    line, or the arrow keys, goes back in time."""

    states_step = True
    interval = EVERY_OTHER_FRAME
    start_interval = FIGURES  # a curve of one step, whose axis would be painted anew each time

    step_chosen = Signal(int)
    """A person wants to see this step."""
    window_changed = Signal(object)
    """(first, last) step in sight after a zoom, a little more on both sides; None for all steps."""
    what_if_changed = Signal(bool)
    """A person has switched the look ahead on or off."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.area = PlotArea(theme, x_only=True)
        self.legend = Legend(theme)
        self.buttons = buttons = Buttons()
        self.metric_choice, self.what_if_button = buttons.choice, buttons.what_if
        self.log_x_button, self.log_y_button = buttons.log_x, buttons.log_y
        self.view_all_button = buttons.view_all
        self.notes = NotesLabel()
        self.notes.hide()
        lay_out(self, self.legend, buttons.row, self.area, self.notes)
        self.overlay = StepOverlay(self.area, theme)
        self.curves = LossCurves(self.area, theme)
        self.ghosts = Ghosts(self.area, theme)
        self.before = BeforeCurves(self.area, theme)
        self.common = CommonMetric(self)
        self.marked = MarkedSteps()
        self._shown: tuple[Shown, ...] = ()
        self._end: float | None = None  # the last step of the axis
        self._heights: Range | None = None
        self._beginnings = Beginnings()
        self._window: tuple[int, int] | None = None  # as last told
        self._asked: int | None = None  # the step asked for that has not come yet
        self._drag = Throttle(DRAG, self._drag_due, self)
        self._dragged_to: int | None = None
        self._zoom = QTimer(self, singleShot=True, interval=ZOOM)
        self._zoom.timeout.connect(self._tell_window)
        self._connect()
        self.finish_setup()

    def _connect(self) -> None:
        self.what_if_button.toggled.connect(self._what_if_toggled)
        self.ghosts.changed.connect(self.redraw)
        self.metric_choice.chosen.connect(self._metric_changed)
        self.common.came.connect(self.redraw)
        self.set_works(self.ghosts.following, self.common)
        self.log_x_button.toggled.connect(self._scale_changed)
        self.log_y_button.toggled.connect(self._scale_changed)
        self.view_all_button.clicked.connect(self.view_all)
        self.bind("A", self.view_all_button)
        self.bind("W", self.what_if_button)
        self.area.double_clicked.connect(lambda x, y: self._choose(round(step_at(x, self.log_x))))
        self.area.pointer_moved.connect(lambda place: self._show_readout())
        self.area.moved_by_hand.connect(self._zoomed)
        self.overlay.dragged.connect(self._dragged)
        self.overlay.drag_ended.connect(self.redraw)

    # -- what a person asks for -------------------------------------------------------------------

    @property
    def log_x(self) -> bool:
        """The step axis is logarithmic."""
        return self.log_x_button.isChecked()

    @property
    def log_y(self) -> bool:
        """The loss axis is logarithmic."""
        return self.log_y_button.isChecked()

    @property
    def what_if(self) -> bool:
        """The coming steps with other learning rates are shown too."""
        return self.what_if_button.isChecked()

    @what_if.setter
    def what_if(self, on: bool) -> None:
        self.what_if_button.setChecked(on)

    @property
    def quantity(self) -> str:
        """What is shown: each run's own loss, or a metric that all of them have."""
        return self.metric_choice.current

    def take_choices(self, other: Self) -> None:
        self.metric_choice.choice = other.metric_choice.choice

    def _metric_changed(self) -> None:
        is_own = self.quantity == OWN
        if is_own:
            self.common.stop()
        self.ghosts.switch(self.what_if and is_own)
        self.what_if_button.setEnabled(is_own)
        self.area.is_free[1] = False
        self._heights = None
        self._label_axes()
        self.curves.forget()
        self.redraw()

    def _what_if_toggled(self, on: bool) -> None:
        self.ghosts.switch(on and self.quantity == OWN)
        self._end = self._heights = None
        self.curves.forget()  # the note under them is another one
        self.redraw()
        self.what_if_changed.emit(on)

    def view_all(self) -> None:
        """Show all steps again."""
        self._end = self._heights = None
        self.area.view_all()
        self._zoom.stop()
        self._tell_window()
        self.redraw()

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        return self.legend, self.area, self.notes

    def figure_data(self) -> FigureData:
        if self.snapshot is None:
            return {}
        return figure_columns(self._shown, self.quantity) | self.ghosts.columns()

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the button of the look ahead is a picture."""
        super().resizeEvent(event)
        self.buttons.make_narrow(self.width() < NARROW * self.theme.scale)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Page Up and Page Down, Home and End walk through the steps."""
        if self.snapshot is None:
            super().keyPressEvent(event)
            return
        last = self.snapshot.last_step
        now = self.snapshot.step if self._asked is None else self._asked
        page = max(1, round(PAGE * last))
        targets = {
            Qt.Key.Key_Left: now - 1,
            Qt.Key.Key_Right: now + 1,
            Qt.Key.Key_PageUp: now - page,
            Qt.Key.Key_PageDown: now + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key not in targets or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        if min(max(targets[key], 0), last) != now:
            self._choose(targets[key])

    def _choose(self, step: int) -> None:
        if self.snapshot is not None:
            self._asked = min(max(step, 0), self.snapshot.last_step)
            self.step_chosen.emit(self._asked)

    def _dragged(self, x: float) -> None:
        if self.snapshot is None:
            return
        step = min(max(round(step_at(x, self.log_x)), 0), self.snapshot.last_step)
        self.overlay.stand_at(self._x(step), step)
        self._dragged_to = step
        self._drag.ask()

    def _drag_due(self) -> None:
        if self._dragged_to is None:
            return
        step, self._dragged_to = self._dragged_to, None
        if step != self._asked:
            self._choose(step)

    def _zoomed(self) -> None:
        (x0, x1), (home0, home1) = self.area.shown_range()[0], self.area.home[0]
        if x1 - x0 >= 0.999 * (home1 - home0):
            self.area.is_free[0] = False  # zoomed out to all steps: follow the run again
        self._zoom.start()
        self._heights = None
        self.redraw()

    def _tell_window(self) -> None:
        window = self._visible_steps()
        if window != self._window:
            self._window = window
            self.window_changed.emit(window)

    def _visible_steps(self) -> tuple[int, int] | None:
        """The steps in sight and a tenth more on each side; None where all of them are."""
        if self.snapshot is None or not self.area.is_free[0]:
            return None
        return steps_in_sight(self.area.shown_range()[0], self.snapshot.last_step, self.log_x)

    def _scale_changed(self) -> None:
        self.area.is_free = [False, False]
        self._end = self._heights = None
        self._label_axes()
        self._tell_window()
        self.redraw()

    # -- texts and colours ------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setAccessibleName(translate("LossCurveView", "Loss curve"))
        self.buttons.retranslate()
        self._label_axes()
        self.curves.forget()
        self.marked.forget()
        self.redraw()

    def restyle(self) -> None:
        self.area.restyle()
        self.overlay.restyle()
        self.ghosts.restyle()
        self.before.restyle()
        self.curves.forget()
        self.redraw()

    def _label_axes(self) -> None:
        for name, log in (("bottom", self.log_x), ("left", self.log_y)):
            self.area.plot.getAxis(name).set_log(log)
        step = translate("LossCurveView", "step"), translate("LossCurveView", "step + 1")
        self.area.plot.getAxis("bottom").setLabel(step[self.log_x])
        loss = loss_words.axis_label(self._shown)
        self.area.plot.getAxis("left").setLabel(self._metric_word() or loss)

    def _metric_word(self) -> str:
        """The name of the metric that is shown; "" for losses."""
        return "" if self.quantity == OWN else metric_label(self.quantity)

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        if snapshot.last_step == 0 and any(self.area.is_free):
            self.view_all()  # another run has begun: what was zoomed in is gone
            return
        if self._beginnings.is_another(snapshot):
            self._end = self._heights = None
        if self._asked == snapshot.step or snapshot.is_running:
            self._asked = None
        before = self.quantity
        self.metric_choice.show_scene(snapshot.scene)
        if self.quantity != before:
            self._metric_changed()
            return
        if not self._find_shown(snapshot):
            return  # it comes soon, and then this is drawn
        self.ghosts.follow(snapshot)
        if self.curves.prepare(snapshot, self._shown, self.quantity):
            entries = loss_words.legend(
                snapshot.scene, self._shown, self.theme, self._metric_word()
            )
            self.legend.set_entries(entries, [run.name for run in self._shown])
            self._label_axes()
        self._write_note(snapshot)
        self._set_ranges(snapshot)
        self.curves.draw(snapshot, self._shown, self.log_x, self.log_y)
        self.ghosts.draw(self.log_x, self.log_y)
        self.before.draw(snapshot, self.quantity, self.log_x, self.log_y)
        self._show_banner()
        self.overlay.dots = self.curves.dots(self._shown)
        self.overlay.marks = self.marked.placed(snapshot, self._x)
        is_empty = not snapshot.last_step and self.ghosts.found is None
        hint = translate("LossCurveView", "Press Space to train")
        self.overlay.hint = hint if is_empty else ""
        if not self.overlay.is_dragged:
            self.overlay.stand_at(self._x(snapshot.step), snapshot.step, snapshot.is_counted)
        self.overlay.update()
        if not snapshot.is_running:
            text = loss_words.description(snapshot, self._shown, self._metric_word())
            self.describe(text)
        self.area.point_again()

    def _find_shown(self, snapshot: Snapshot) -> bool:
        """Find out what is shown of each run; False where it is not known yet."""
        if self.quantity == OWN:
            self._shown = own_losses(snapshot)
            return True
        self.common.follow(snapshot)
        found = self.common.found(snapshot)
        if found is not None:
            self._shown = metric_curves(snapshot, found, self.quantity)
        return found is not None

    def _write_note(self, snapshot: Snapshot) -> None:
        more = (loss_words.lowest_note(snapshot), self.ghosts.note(snapshot))
        note = loss_words.notes(snapshot.scene, paragraph([each for each in more if each]))
        if self.quantity != OWN:
            note = loss_words.metric_note(self._metric_word(), snapshot, self.common.spacing)
        if note != self.notes.text():
            self.notes.setText(note)
            self.notes.setVisible(bool(note))

    def _show_banner(self) -> None:
        text = ""
        if self.curves.gone:
            text = translate("LossCurveView", "Diverging, above this picture: {names}.").format(
                names=", ".join(self.curves.gone)
            )
        elif self.curves.leaves_axis:
            text = loss_words.left_axis(self.log_y)
        self.area.set_banner(text)

    def _set_ranges(self, snapshot: Snapshot) -> None:
        last = self.before.last_step(snapshot, self.quantity, self.ghosts.last_step(snapshot))
        self._end = steps_range(self._end, last, snapshot.is_running)
        end = self._x(self._end)
        # Room for the symbols at the first and at the last step.
        home = -0.02 * end, 1.02 * end
        if home != self.area.home[0]:
            self.area.box.setLimits(xMin=home[0], xMax=home[1])  # nobody pans into nothing
            self.area.set_home(x=home)
        low, high = self.curves.measure(self._shown, self.log_x, self.log_y)
        heights = self.ghosts.stretched(low, high, self.log_y)
        low, high = self.before.stretched(snapshot, self.quantity, heights, self.log_y)
        from_zero = not self.area.is_free[0] and self.quantity != "accuracy"
        self._heights = y_range(self._heights, low, high, self.log_y, from_zero)
        self.area.set_home(y=self._heights)

    def _x(self, step: float) -> float:
        return float(x_of_steps(np.array(step), self.log_x))

    def show_beat(self, frame: StoryFrame | None) -> None:
        self.overlay.show_hint(frame is None)
        own = frame if self.quantity == OWN else None
        self.area.draw_over(own, partial(beats.drawing, self.area, self.log_x, self.log_y))

    # -- the pointer ------------------------------------------------------------------------------

    def _show_readout(self) -> None:
        place = self.area.pointer()
        if place is None or self.snapshot is None:
            return
        step = round(step_at(place[0], self.log_x))
        lines = readout(self.snapshot, self._shown, self.ghosts, step, self.area, self.log_y)
        near = self.theme.pixels(6) * self.area.pixel_size()[0]
        lines += self.marked.said_near(place[0], near)
        self.area.show_readout(lines)
