"""The sweep: where the runs end with one value of a setting after the other."""

from dataclasses import replace
from functools import partial
from typing import Any, Self

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.core.text import InputError, Message, paragraph
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.sweep.metrics import USUAL, summary
from lossstudio.engine.sweep.settings import parameter_at, value_at
from lossstudio.engine.sweep.training import still_holds
from lossstudio.gui.kit.i18n import message_text, translate
from lossstudio.gui.kit.keys import ARROWS, ENTER_KEYS, UP_DOWN, is_plain
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.state.field_words import in_words
from lossstudio.gui.training.background import long_pool
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.pacing import FIGURES
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.loss_curve.words import are_other_losses
from lossstudio.gui.views.notes import NotesLabel
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.legend import Legend
from lossstudio.gui.views.plot.top_row import TopRow
from lossstudio.gui.views.sweep import words
from lossstudio.gui.views.sweep.content import (
    LOSS,
    Swept,
    figures_of,
    metrics_of,
    swept,
    yardstick,
)
from lossstudio.gui.views.sweep.controls import SweepControls
from lossstudio.gui.views.sweep.plot import Look, SweepPicture
from lossstudio.gui.views.sweep.quantity_choice import QuantityChoice
from lossstudio.gui.views.view import MARGIN, FigureData, View, tool_button

ROOM = 260
"""Pixels of height, at scale 1, from which on there is room for a sentence below the plot."""


class SweepView(View):
    """Where the runs end with one value of a setting after the other; a click sets the value."""

    interval = FIGURES

    value_chosen = Signal(str, object)
    """A person wants the setting at this path to have this value."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.controls = SweepControls()
        self.area = PlotArea(theme)
        self.legend = Legend(theme)
        self.notes = NotesLabel(4)
        self.log_y_button = tool_button(checkable=True)
        self.view_all_button = tool_button("mdi6.fit-to-screen-outline")
        self.choice = QuantityChoice()
        self.menu_buttons = (self.choice, self.log_y_button, self.view_all_button)
        self.top_row = TopRow(self.legend, self.menu_buttons)
        self._lay_out()
        self.picture = SweepPicture(self.area, self.legend, theme)
        self.found: Swept | None = None
        """The sweep that is shown."""
        self.figure: str | None = None
        """The one figure that is drawn, for a picture that asks for it by name."""
        self.chosen: int | None = None
        """The number of the point that the keys have come to."""
        self._scene: Scene | None = None
        self._is_pale = False
        self._refusal: Message | None = None
        self.sweeping: Derived[tuple[Any, ...], Swept] = Derived(self, pool=long_pool)
        self.set_works(self.sweeping)
        self._connect()
        self.finish_setup()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(1)
        layout.addWidget(self.controls)
        assert self.top_row is not None
        layout.addWidget(self.top_row)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.notes)

    def _connect(self) -> None:
        self.sweeping.came.connect(self._take)
        self.sweeping.finished.connect(self._finish)
        self.controls.run_asked.connect(self.run)
        self.controls.cancel_asked.connect(self.sweeping.stop)
        self.controls.refused.connect(self._refuse)
        self.choice.chosen.connect(self._show_whole)
        self.log_y_button.toggled.connect(self._show_whole)
        self.view_all_button.clicked.connect(self._show_whole)
        self.bind("A", self.view_all_button)
        self.area.double_clicked.connect(self._show_whole)
        self.area.pointer_moved.connect(lambda place: self._show_readout())
        self.area.moved_by_hand.connect(self._draw_found)
        self.area.scene().sigMouseClicked.connect(self._clicked)

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(480, 360)

    # -- what a person asks for -------------------------------------------------------------------

    @property
    def quantity(self) -> str:
        """What is drawn."""
        return self.figure or self.choice.current

    @property
    def log_y(self) -> bool:
        """The axis of the figures is logarithmic."""
        return self.log_y_button.isChecked()

    def run(self) -> None:
        """Train for each value that is chosen, in the background."""
        if self.snapshot is None:
            return
        self._refusal = None
        scenario = self.snapshot.scene.scenario
        work = partial(swept, scenario, self.controls.path, self.controls.values)
        self.controls.show_progress(0.0)
        self.sweeping.ask((object(),), work)

    def show_swept(self, found: Swept, figure: str | None = None) -> None:
        """Show what a sweep has found elsewhere, and of it one figure alone where one is named."""
        self.found, self.figure = found, figure
        self.controls.setVisible(figure is None)
        self.chosen = None
        self.area.is_free = [False, False]
        self._judge()
        self.redraw()

    def take_choices(self, other: Self) -> None:
        self.controls.hide()
        if other.found is not None:
            self.show_swept(other.found, other.quantity)

    def _refuse(self, message: Message) -> None:
        self._refusal = message
        self._write()

    def _take(self) -> None:
        found = self.sweeping.result
        if found is None:
            return
        self.controls.show_progress(found.share)
        if found.problem is not None:
            self._refuse(found.problem)
            found = replace(found, problem=None)
        if found.points or self._refusal is None:
            if self.found is None or found.plan is not self.found.plan:
                self.area.is_free = [False, False]
                self.chosen = None
            self.found = found
            self._judge()
            self.redraw()

    def _finish(self) -> None:
        self.controls.show_progress(None)
        self._write()

    def _show_whole(self) -> None:
        self.area.view_all()
        self.redraw()

    # -- what belongs to the present scenario -----------------------------------------------------

    @property
    def _scenario(self) -> Scenario | None:
        return None if self.snapshot is None else self.snapshot.scene.scenario

    def _judge(self) -> None:
        """Whether what is shown belongs to settings that have changed since."""
        found, scenario = self.found, self._scenario
        self._is_pale = (
            found is not None
            and found.plan is not None
            and scenario is not None
            and not still_holds(found.plan, scenario)
        )

    def _now(self) -> float | None:
        """The present value of the setting that is shown."""
        if self.found is None or self._scenario is None:
            return None
        try:
            parameter_at(self._scenario, self.found.path)
        except InputError:
            return None
        return value_at(self._scenario, self.found.path)

    def _show_scene(self, snapshot: Snapshot) -> None:
        scene = snapshot.scene
        if scene is self._scene:
            return
        self._scene = scene
        stability = snapshot.run.diagnosis.stability
        limit = None if stability is None else stability.limit
        has_classes = bool(scene.dataset.classes)
        usual = yardstick(has_classes) if are_other_losses(scene) else LOSS
        self.choice.offer(metrics_of(has_classes), usual)
        self.controls.show_scenario(scene.scenario, scene.focus, limit)
        self._judge()

    # -- texts and colours ------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setAccessibleName(translate("SweepView", "Sweep"))
        self.log_y_button.setText(translate("LossCurveView", "log y"))
        self.log_y_button.setToolTip(
            translate("SweepView", "Logarithmic axis: small differences of small figures are seen")
        )
        self.log_y_button.setAccessibleName(translate("SweepView", "Logarithmic axis"))
        self.view_all_button.setToolTip(
            translate("StepSizeView", "Show the whole picture (A, or a double click in it)")
        )
        self.view_all_button.setAccessibleName(translate("StepSizeView", "Show the whole picture"))
        self._scene = None
        self.picture.restyle()
        self.redraw()

    def restyle(self) -> None:
        self.area.restyle()
        self.picture.restyle()
        self.redraw()

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        self._show_scene(snapshot)
        self._draw_found()
        self._write()

    def _draw_found(self) -> None:
        found = self.found
        if found is None or not found.points:
            hint = translate(
                "SweepView", "Choose a setting and its values, then train once for each of them."
            )
            self.picture.show_nothing("" if self.sweeping.is_busy else hint)
            self.own_keys = frozenset()
            return
        escape = frozenset() if self.chosen is None else frozenset({Qt.Key.Key_Escape})
        self.own_keys = (ARROWS - UP_DOWN) | escape
        self.picture.draw(
            Look(
                found,
                self.quantity,
                self.log_y,
                self._names(),
                self._is_pale,
                self._now(),
                self.chosen,
            )
        )

    def _names(self) -> tuple[str, ...]:
        """What the runs that were swept are called; the present names where these are as many."""
        assert self.found is not None
        plan = self.found.plan
        own = () if plan is None else plan.scenario.run_names()
        runs = () if self.snapshot is None else self.snapshot.runs
        return tuple(run.name for run in runs) if len(runs) == len(own) else own

    def _write(self) -> None:
        texts = []
        if self._refusal is not None:
            texts.append(message_text(self._refused_in_words(self._refusal)))
        if self.found is not None and self.figure is None:
            texts.append(words.sentence(self.found, self.sweeping.is_busy, self._is_pale))
        text = paragraph([each for each in texts if each])
        if text != self.notes.text():
            self.notes.setText(text)
            self.setAccessibleDescription(text)
        self._share_height()

    def _share_height(self) -> None:
        """Leave the plot its room: where there is little, only what went wrong is written."""
        has_room = self.height() >= ROOM * self.theme.scale
        is_needed = has_room or self._refusal is not None
        self.notes.setVisible(bool(self.notes.text()) and is_needed)

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _refused_in_words(self, message: Message) -> Message:
        """`message` with the setting as it is called above the picture."""
        scenario, path = self._scenario or Scenario(), self.controls.path
        if message.values.get("field") != path:
            return in_words(message, scenario)
        name = words.title(path, parameter_at(scenario, path))
        return Message(message.template, {**message.values, "field": name})

    # -- numbers ----------------------------------------------------------------------------------

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        return self.legend, self.area, self.notes

    def figure_data(self) -> FigureData:
        found = self.found
        if found is None or found.plan is None or not found.points:
            return {}
        points = sorted(found.points, key=lambda point: point.value)
        columns: dict[str, list[Any]] = {found.path: [point.value for point in points]}
        for name in figures_of(self.quantity).values():
            for run in summary(found.plan, points, name)["runs"]:
                columns[f"{run['name']} {name}"] = run["metric"]
        for run in summary(found.plan, points, USUAL)["runs"]:
            columns[f"{run['name']} status"] = run["status"]
        return columns

    # -- pointer and keys -------------------------------------------------------------------------

    def _show_readout(self) -> None:
        place = self.area.pointer()
        at = None if place is None else self.picture.nearest(place[0])
        self.area.show_readout([] if at is None else [self.picture.rows(at)])

    def _clicked(self, event: Any) -> None:
        if event.double() or event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.scenePos()
        if self.area.box.sceneBoundingRect().contains(place):
            at = self.picture.nearest(self.area.box.mapSceneToView(place).x())
            if at is not None:
                self._choose(at)

    def _choose(self, at: int) -> None:
        look = self.picture.look
        assert look is not None
        self.chosen = None
        self.value_chosen.emit(look.plan.path, look.points[at].value)
        self.redraw()

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right walk along the values, Enter sets one, Escape forgets it."""
        key = Qt.Key(event.key())
        count = 0 if self.found is None else len(self.found.points)
        if not is_plain(event) or not count:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._walk(1 if key == Qt.Key.Key_Right else -1, count)
        elif key in ENTER_KEYS and self.chosen is not None:
            self._choose(self.chosen)
        elif key == Qt.Key.Key_Escape and self.chosen is not None:
            self.chosen = None
            self.redraw()
        else:
            super().keyPressEvent(event)

    def _walk(self, steps: int, count: int) -> None:
        look = self.picture.look
        assert look is not None
        if self.chosen is None:
            x = None if look.now is None else look.x(look.now)
            self.chosen = 0 if x is None else self.picture.nearest(x)
        else:
            self.chosen = min(max(self.chosen + steps, 0), count - 1)
        assert self.chosen is not None
        rows = self.picture.rows(self.chosen)
        told = [f"{row.name}: {', '.join(filter(None, row.values))}" for row in rows.rows]
        self.setAccessibleDescription(f"{rows.title}. {'; '.join(told)}")
        self._draw_found()
        self.area.show_readout([rows])
