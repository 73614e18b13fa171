"""The loss landscape: the cost over two directions of the parameters, and the way through it."""

from functools import partial
from typing import Self

import numpy as np
from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.numbers.story import StoryFrame
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.keys import MOVING_KEYS, PICTURE
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.pacing import COSTLY_ZOOM, EVERY_OTHER_FRAME
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.landscape import beats, words
from lossstudio.gui.views.landscape.busy_mark import BusyMark
from lossstudio.gui.views.landscape.color_bar import ColorBar
from lossstudio.gui.views.landscape.home import Home
from lossstudio.gui.views.landscape.layers import LandscapeLayers
from lossstudio.gui.views.landscape.path import Array
from lossstudio.gui.views.landscape.planes_menu import ParameterPair, is_choice, usual_choice
from lossstudio.gui.views.landscape.planner import Planner, framed, is_diverging, is_same_picture
from lossstudio.gui.views.landscape.start import StartChoice
from lossstudio.gui.views.landscape.surface import SurfacePanel
from lossstudio.gui.views.landscape.toolbar import Toolbar
from lossstudio.gui.views.landscape.work import (
    Choice,
    Kind,
    Place,
    Result,
    cost_at,
    theta_at,
)
from lossstudio.gui.views.notes import NotesLabel
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.view import MARGIN, FigureData, View


class LandscapeView(View):
    """The cost that a run descends over a plane of its parameters, and the ways of all like it."""

    own_keys, states_step = MOVING_KEYS[PICTURE], True
    interval = EVERY_OTHER_FRAME

    start_chosen = Signal(object)
    """Training shall start at these parameters, (p,)."""
    start_dragged = Signal(object)
    """The same while the point is still being dragged, now and then."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.area = PlotArea(theme)
        self.toolbar = self.top_row = bar = Toolbar(theme)
        self.legend, self.plane_button = bar.legend, bar.plane_button
        self.space_button, self.view_all_button = bar.space_button, bar.view_all_button
        self.menu_buttons = (bar.plane_button, bar.space_button, bar.view_all_button)
        self.pair = ParameterPair()
        self.pair.hide()
        self.surface = SurfacePanel(theme)
        self.surface.hide()
        self.color_bar = ColorBar(theme)
        self.notes = NotesLabel(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(1)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.pair)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.surface, 1)
        layout.addWidget(self.color_bar)
        layout.addWidget(self.notes)
        self._busy_mark = BusyMark(self.area.viewport(), self._is_late)
        self.layers = LandscapeLayers(self.area, theme)
        self.planner = Planner(self)
        self.set_works(self.planner)
        self.start = StartChoice(
            self.area, self.layers.marks, self._theta_at, self.planner.height_at, self
        )
        self._scene: Scene | None = None
        self._names: tuple[str, ...] = ()
        self._kind_of_cost: object = None
        self._layout_shown: object = None
        self._kind_shown: Kind | None = None
        self._chosen: Choice | None = None  # by a person
        self._drawn: tuple[int, ...] = (0,)  # the runs whose paths are drawn, its own first
        self._home = Home()
        self._axes = ("", "")
        self._zoom = QTimer(self, singleShot=True, interval=COSTLY_ZOOM)
        self._connect()
        self.finish_setup()

    def _connect(self) -> None:
        self.planner.came.connect(self._take)
        self.planner.finished.connect(self._busy_mark.look)
        self._zoom.timeout.connect(self._zoom_ended)
        self.plane_button.kind_chosen.connect(self._choose_kind)
        self.plane_button.others_asked.connect(
            lambda: self.choose(self.choice._replace(seed=self.choice.seed + 1))
        )
        self.pair.pair_chosen.connect(
            lambda first, second: self.choose(Choice(Kind.PARAMETERS, first, second))
        )
        self.space_button.toggled.connect(self._space_toggled)
        self.view_all_button.clicked.connect(self.view_all)
        self.bind("A", self.view_all_button)
        self.area.pointer_moved.connect(lambda place: self._show_readout())
        self.area.moved_by_hand.connect(self._moved_by_hand)
        self.area.box.sigResized.connect(lambda: self.redraw())
        self.start.chosen.connect(self.start_chosen)
        self.start.dragged.connect(self.start_dragged)
        self.start.drag_ended.connect(self._begin_again)

    # -- what a person asks for -------------------------------------------------------------------

    @property
    def choice(self) -> Choice:
        """The plane that is asked for."""
        if self._chosen is not None or self.snapshot is None:
            return self._chosen or Choice(Kind.PARAMETERS)
        return usual_choice(self.snapshot.scene.objective.model)

    def choose(self, choice: Choice) -> None:
        """Show another plane; of parameters that the model does not have, none: a menu may have
        been opened for another model."""
        if self.snapshot is None or is_choice(choice, self.snapshot.scene.objective.model):
            self._chosen = choice
        self._forget_ranges()
        self._begin_again()

    def _choose_kind(self, kind: Kind) -> None:
        if kind is not self.choice.kind:
            self.choose(Choice(kind))

    def view_all(self) -> None:
        """Show the whole path again, and the surface as at first."""
        self._forget_ranges()
        self.surface.view_all()
        self.redraw()

    def _forget_ranges(self) -> None:
        self._home.forget()
        self._zoom.stop()
        self.area.view_all()

    def _space_toggled(self, is_on: bool) -> None:
        if is_on:
            self.surface.open()
        self.surface.setVisible(is_on)
        has_space = is_on and self.surface.has_surface
        self.area.setVisible(not has_space)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.setStretchFactor(self.surface, 1 if has_space else 0)
        self.redraw()

    def take_choices(self, other: Self) -> None:
        self.surface.look_like(other.surface)

    # -- texts and colours ------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setAccessibleName(translate("LandscapeView", "Landscape"))
        self.area.setToolTip(
            translate(
                "LandscapeView",
                "The cost that the run minimises, penalty included. Click, or drag the point, to "
                "start training there; or move a cursor with the arrow keys and press Enter.",
            )
        )
        self._begin_again()

    def restyle(self) -> None:
        self.area.restyle()
        self._busy_mark.style_with(self.theme.colors)
        self.layers.restyle()
        self.surface.restyle()
        self._begin_again()

    def _begin_again(self) -> None:
        self._scene = None
        self.layers.begin_again()
        self.redraw()

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        names = tuple(run.name for run in snapshot.runs)
        before, self._scene = self._scene, snapshot.scene
        if names != self._names or not is_same_picture(before, snapshot.scene):
            self._prepare(snapshot.scene, names)
        result = self.planner.result
        if result is not None:
            self.layers.project(snapshot, result, self._drawn)
            if result.wanted.choice == self.choice:
                self._set_home(snapshot, result)
        if not self.layers.marks.is_dragged:
            self._ask(snapshot)
        self.layers.marks.hint = "" if result is None else words.hint(snapshot)
        if result is not None:
            self.layers.draw(snapshot, result, self._drawn)
            self._say(snapshot, result)
            if self.space_button.isChecked():
                self.layers.draw_in_space(self.surface, self._axes)
        self._show_readout()

    def _prepare(self, scene: Scene, names: tuple[str, ...]) -> None:
        objective, dataset = scene.objective, scene.dataset
        model, layout = objective.model, objective.coordinates
        if layout != self._layout_shown:
            self._layout_shown, self._chosen = layout, None
            self.planner.forget()
            self.layers.clear()
            self.color_bar.set_costs(None)
            self._forget_ranges()
        run = objective.run
        kind = (dataset.name, objective.loss.formula, run.reduction, run.class_weights)
        if kind != self._kind_of_cost:  # another cost: what was framed says nothing about it
            self._kind_of_cost = kind
            self._forget_ranges()
        self._names = names
        layouts = [one.coordinates for one in scene.objectives]
        others = (i for i, other in enumerate(layouts) if i != scene.focus and other == layout)
        self._drawn = (scene.focus, *others)
        choice, p = self.choice, model.n_parameters
        self.plane_button.show_choice(choice, p)
        has_pair = choice.kind is Kind.PARAMETERS and p > 2
        self.pair.setVisible(has_pair)
        if has_pair:
            self.pair.show_pair(model, dataset, choice)
        self._label()

    def _ask(self, snapshot: Snapshot) -> None:
        if not np.isfinite(snapshot.run.theta).all():
            return
        runs = [snapshot.runs[self._drawn[place]] for place in framed(snapshot, self._drawn)]
        paths = tuple((*run.path.thetas, run.theta) for run in runs if np.isfinite(run.theta).all())
        self.planner.plan(snapshot, self.choice, paths, self._home)
        self._show_stale(snapshot)
        if self.planner.is_busy:
            self._busy_mark.begin()

    def _take(self) -> None:
        result, snapshot = self.planner.result, self.snapshot
        if result is None or snapshot is None:  # another layout's results are forgotten
            return
        if result.wanted.ranges is None:
            self._home.take(result.ranges)
        if result.kind is not self._kind_shown:
            self._kind_shown = result.kind
            self._home.zoomed = None
            self.area.view_all()
        if self.layers.picture.picture is not result.picture:
            self.layers.picture.show(result.picture)
            self.color_bar.set_costs(result.picture.landscape.cost)
            self.color_bar.setVisible(not result.picture.is_curve)  # whose axis says it
        self._show_stale(snapshot)
        self._label()
        self.redraw()

    def _show_stale(self, snapshot: Snapshot) -> None:
        is_current = self.planner.is_current(snapshot.scene.objective)
        self.layers.picture.set_stale(not is_current)

    def _set_home(self, snapshot: Snapshot, result: Result) -> None:
        lines = [self.layers.points[place] for place in framed(snapshot, self._drawn)]
        is_far = is_diverging(snapshot, snapshot.scene.focus)
        may_grow = not self.layers.marks.is_dragged
        x, y = self._home.follow(
            result, lines, is_far, may_grow, snapshot.last_step > 0, self._is_current()
        )
        self.area.set_home(x, y)
        outside = self.layers.place_outside(snapshot, result)
        if outside is None or any(self.area.is_free):
            self.area.set_banner("")
        elif snapshot.is_counted:
            self.area.set_banner(words.left(self._axes, outside, snapshot.run))

    # -- words ------------------------------------------------------------------------------------

    def _label(self) -> None:
        result = self.planner.result
        if result is None or self._scene is None:
            return
        self._axes = words.axis_names(result, self._scene.dataset)
        for name, text in zip(("bottom", "left"), self._axes, strict=True):
            axis = self.area.plot.getAxis(name)
            if axis.labelText != text:
                axis.setLabel(text)

    def _say(self, snapshot: Snapshot, result: Result) -> None:
        scene, run = snapshot.scene, snapshot.run
        change = run.coming.change
        share = result.plane.share_of_step(change) if np.isfinite(change).all() else 1.0
        beside = bool(np.isfinite(run.theta).all()) and self.planner.is_beside(snapshot)
        text = paragraph(words.notes(scene, result, self._names, self._drawn, share, beside))
        if text != self.notes.text():
            self.notes.setText(text)
        marks = self.layers.marks
        entries = words.legend(
            snapshot,
            self.layers.paths_in_sight(self._drawn),
            self.layers.star_in_sight(),
            self.layers.has_arrow_in_sight(),
            self.theme,
        )
        self.legend.set_entries(entries, self._names)
        if not snapshot.is_running:
            place = marks.points[0][0]
            text = words.description(snapshot, result, self._axes, place, result.known, beside)
            self.describe(text)

    def _is_late(self) -> bool:
        """Whether something is being computed, and the picture is not the wanted one."""
        snapshot = self.snapshot
        return (
            self.planner.is_busy
            and snapshot is not None
            and (not snapshot.is_running or not self.planner.is_current(snapshot.scene.objective))
        )

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        picture = self.surface if self.area.isHidden() else self.area
        parts = (self.legend, picture, self.color_bar, self.notes)
        return tuple(part for part in parts if not part.isHidden())

    def figure_data(self) -> FigureData:
        result = self.planner.result
        if result is None or self.snapshot is None:
            return {}
        return self.layers.numbers(self.snapshot, result, self._drawn)

    def show_beat(self, frame: StoryFrame | None) -> None:
        self.layers.marks.show_hint(frame is None)
        self.area.draw_over(frame, partial(beats.drawing, self.area, self.planner.result))

    # -- the pointer and the keyboard -------------------------------------------------------------

    def _show_readout(self) -> None:
        result, cursor = self.planner.result, self.layers.marks.cursor
        if result is None or self.snapshot is None:
            return
        pointer = self.area.pointer()
        place = cursor if pointer is None else pointer
        if place is None:
            self.area.readout.hide()
            return
        picture = result.picture
        cost = cost_at(result, place) if self._is_current() else None
        lines = words.readout(self._axes, place, cost, picture.is_curve)
        if self.snapshot.step:
            lines.append(words.cost_now(self.snapshot.run))
        if pointer is not None:
            self.area.show_readout(lines)
        else:
            at = self.area.mapFromScene(self.area.box.mapViewToScene(QPointF(*place)))
            self.area.readout.show_at(at, lines)

    def _is_current(self) -> bool:
        assert self.snapshot is not None
        return self.planner.is_current(self.snapshot.scene.objective)

    def _theta_at(self, place: Place) -> Array | None:
        result = self.planner.result
        theta = None if result is None else theta_at(result, place)
        p = 0 if self.snapshot is None else self.snapshot.scene.objective.model.n_parameters
        return theta if theta is not None and len(theta) == p else None

    def _moved_by_hand(self) -> None:
        self._zoom.start()
        self.redraw()

    def _zoom_ended(self) -> None:
        x, y = self.area.shown_range()
        result = self.planner.result
        if any(self.area.is_free) and result is not None:
            self._home.zoomed = (x, result.ranges[1]) if result.picture.is_curve else (x, y)
            self.redraw()

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter choose a start (`StartChoice`), or turn the surface."""
        if self.space_button.isChecked() and self.surface.turn(event):
            return
        if not self.start.key_pressed(event):
            super().keyPressEvent(event)
            return
        self.area.readout.hide()
        self._show_readout()

    @survivable
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.planner.stop()
        self._is_behind = True  # what was being computed is asked for when it is seen again
        self._zoom.stop()
