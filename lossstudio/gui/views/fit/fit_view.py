"""The fit: the samples, and what each run's model says about them."""

from functools import partial
from typing import Self

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.numbers.story import StoryFrame
from lossstudio.gui.kit.announce import announce
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.keys import MOVING_KEYS, PICTURE
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.contributing import Contributing, prediction_of
from lossstudio.gui.views.fit import beats, notes
from lossstudio.gui.views.fit.contest_strip import ContestStrip
from lossstudio.gui.views.fit.curves import ProbabilityLayer
from lossstudio.gui.views.fit.layers import FitLayer
from lossstudio.gui.views.fit.model_drag import ModelDrag
from lossstudio.gui.views.fit.model_handles import held_note
from lossstudio.gui.views.fit.person_line import PersonLine
from lossstudio.gui.views.fit.point_tools import PointTools
from lossstudio.gui.views.fit.residual_choice import ResidualChoice
from lossstudio.gui.views.fit.residual_sum import ResidualSum
from lossstudio.gui.views.fit.residuals import OFF, ResidualMarks, has_rings, make_marks
from lossstudio.gui.views.fit.scenes import are_alike, layer_type
from lossstudio.gui.views.notes import NotesLabel
from lossstudio.gui.views.parameter_names import MOST_OF_A_TITLE, cut
from lossstudio.gui.views.plot.area import PlotArea, steady_range
from lossstudio.gui.views.plot.legend import Legend
from lossstudio.gui.views.plot.samples import Seen
from lossstudio.gui.views.sample_words import run_lines
from lossstudio.gui.views.view import FigureData, View, lay_out, tool_button


class FitView(View):
    """Samples under prediction curves, on a map of probabilities, or prediction against truth."""

    sample_hovered = Signal(object)
    """The row of the sample under the pointer, or None."""
    residuals_changed = Signal(str)
    """How errors are shown has changed: "off", "lines" or "squares"."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.area = PlotArea(theme)
        self.legend = Legend(theme)
        self.residual_choice = ResidualChoice()
        self.view_all_button = tool_button("mdi6.fit-to-screen-outline")
        self.notes = NotesLabel()
        self.notes.hide()
        self.residual_sum = ResidualSum()
        self.contest = ContestStrip()
        self.tools = PointTools(self.area, theme, self)
        self._person = PersonLine(self.area, theme)
        self.drag = ModelDrag(self.area, theme, self)  # its handles lie over the samples
        area, tools = self.area, self.tools
        self.drag.is_withheld = lambda: tools.is_on or area.overlay is not None
        buttons = self.tools.button, self.residual_choice, self.view_all_button
        lay_out(self, self.legend, buttons, self.area, self.residual_sum, self.notes)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.tools.strip)
        layout.insertWidget(2, self.contest)
        self.layer: FitLayer | None = None
        self.marks: ResidualMarks | None = None
        self._seen: Seen | None = None  # as the legend names it
        self._scene: Scene | None = None
        self._names: tuple[str, ...] = ()
        self._hovered: int | None = None
        self._highlighted: int | None = None
        self._usual_residuals: str | None = None  # until somebody chooses
        self._contributing = Contributing(self)
        self.set_works(self._contributing, self.contest.least)
        self._contributing.came.connect(self.area.point_again)
        self.view_all_button.clicked.connect(self.view_all)
        self.residual_choice.mode_changed.connect(self._residuals_chosen)
        self.bind("A", self.view_all_button)
        self.bind("E", self.residual_choice, self.residual_choice.cycle)
        self.bind("D", self.tools.button)
        self.area.double_clicked.connect(self.view_all)
        self.area.pointer_moved.connect(self._pointer_moved)
        self.area.moved_by_hand.connect(self.redraw)
        self.tools.button.toggled.connect(lambda _: self.redraw())
        self.tools.changed.connect(self._begin_again)
        self.contest.turned.connect(self.redraw)
        self.finish_setup()

    # -- what a person asks for -------------------------------------------------------------------

    def view_all(self) -> None:
        """Show all samples again."""
        self.area.view_all()
        self.redraw()

    def highlight(self, row: int | None) -> None:
        """Ring the sample of this row and show its error, if it is among those that are drawn."""
        self._highlighted = row
        self._place_ring()

    @property
    def residuals(self) -> str:
        """How a run's errors on the training set are shown: "off", "lines" or "squares".

        Where the samples are classes on a map, any but "off" rings those misclassified.
        """
        return self.residual_choice.mode

    @residuals.setter
    def residuals(self, mode: str) -> None:
        self._usual_residuals = None
        self.residual_choice.mode = mode

    @property
    def are_residuals_chosen(self) -> bool:
        """Somebody has said how they are shown."""
        return self._usual_residuals is None

    def show_usual_residuals(self, mode: str) -> None:
        """Until somebody chooses, show them like this; but not the differences of a probability,
        which most losses for classes do not square."""
        self._usual_residuals = mode
        self.residual_choice.show_mode(mode)

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        return self.legend, self.area, self.residual_sum, self.notes

    def figure_data(self) -> FigureData:
        return {} if self.layer is None else self.layer.figure_data()

    def take_choices(self, other: Self) -> None:
        self.residuals = other.residuals

    def _residuals_chosen(self, mode: str) -> None:
        self._usual_residuals = None
        if self.layer is not None and self._scene is not None:
            self._mark_errors()
            self._write_notes(self._scene, self._names)
        self.redraw()
        self.residuals_changed.emit(mode)

    # -- texts and colours ------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setAccessibleName(translate("FitView", "Fit"))
        self.view_all_button.setToolTip(
            translate("FitView", "Show all samples (A, or a double click in the picture)")
        )
        self.view_all_button.setAccessibleName(translate("FitView", "Show all samples"))
        self.tools.retranslate()
        self._begin_again()

    def restyle(self) -> None:
        self.area.restyle()
        self._begin_again()

    def _begin_again(self) -> None:
        """Draw everything anew, in the present language and colours."""
        self._clear()
        self.redraw()

    def _clear(self) -> None:
        if self.marks is not None:
            self.marks.remove()
            self.marks = None
        if self.layer is not None:
            self.layer.remove()
            self.layer = None

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        scene = snapshot.scene
        names = tuple(run.name for run in snapshot.runs)
        if self.layer is None or not self._is_same(scene) or names != self._names:
            self._build(scene, names)
        elif scene is not self._scene:
            self._write_notes(scene, names)
        self._scene, self._names = scene, names
        assert self.layer is not None
        self.layer.update(snapshot)
        if self.marks is not None:
            self.marks.update(snapshot)
        has_come = self._person.show(scene, self.contest.theta_of_person(scene.objective))
        if has_come or self.layer.points.seen(self.area) != self._seen:
            self._write_legend()
        self.residual_sum.show_sum(snapshot if self._has_sum() else None)
        if not snapshot.is_running:
            self._describe(snapshot)
        if self._hovered is not None or self._highlighted is not None:
            self._place_ring()
        self.drag.show(snapshot)
        self.contest.show_snapshot(snapshot)
        self.area.point_again()

    def _is_same(self, scene: Scene) -> bool:
        """What stays is the same as in the scene that is drawn."""
        old = self._scene
        return old is not None and old.dataset is scene.dataset and old.canvas is scene.canvas

    def _build(self, scene: Scene, names: tuple[str, ...]) -> None:
        self._clear()
        is_other = self._scene is None or not are_alike(self._scene.dataset, scene.dataset)
        self.layer = layer_type(scene)(self.area, self.theme, scene, names)
        home = self.area.home
        ranges = [
            steady_range(None if is_other else shown, low, high, margin, self.layer.least_fill)
            for shown, (low, high), margin in zip(
                home, self.layer.extent(), self.layer.margins(), strict=True
            )
        ]
        if is_other or not self.tools.is_dragging:  # the picture stays under a pointer that drags
            self.area.set_home(*ranges)
        if is_other:
            self.area.view_all()
        for name, label in zip(("bottom", "left"), self.layer.axis_labels(), strict=True):
            self.area.plot.getAxis(name).setLabel(cut(label, MOST_OF_A_TITLE))
        self._mark_errors()
        self._write_notes(scene, names)
        self.tools.show_layer(self.layer, scene)
        self._set_hovered(None)

    def _mark_errors(self) -> None:
        """Make what shows the errors, and the legend that explains it."""
        assert self.layer is not None
        if self.marks is not None:
            self.marks.remove()
        if self._usual_residuals is not None:
            is_of_p = isinstance(self.layer, ProbabilityLayer)
            self.residual_choice.show_mode(OFF if is_of_p else self._usual_residuals)
        self.residual_choice.set_rings(has_rings(self.layer))
        self.marks = make_marks(self.layer, self.residuals)
        self._write_legend()

    def _write_legend(self) -> None:
        assert self.layer is not None
        self._seen = self.layer.points.seen(self.area)
        entries = self.layer.legend()
        if self.marks is not None:
            entries += self.marks.legend()
        entries += self._person.legend()
        self.legend.set_entries(entries, self.layer.given_names())

    def _has_sum(self) -> bool:
        """There is a figure for what is marked. Differences of a probability have none."""
        return self.residuals != OFF and not isinstance(self.layer, ProbabilityLayer)

    def _write_notes(self, scene: Scene, names: tuple[str, ...]) -> None:
        assert self.layer is not None
        found = [
            note
            for note in (
                notes.slice_note(scene),
                notes.map_note(scene, names),
                notes.standard_note(scene, names),
                notes.probability_note(scene),
                held_note(scene) if self.drag.is_on else "",
                notes.subset_note(scene.dataset, len(self.layer.points.rows)),
                "" if self.marks is None else self.marks.note(),
            )
            if note
        ]
        self.notes.setText(paragraph(found))
        self.notes.setVisible(bool(found))

    def _describe(self, snapshot: Snapshot) -> None:
        dataset = snapshot.scene.dataset
        text = translate(
            "FitView",
            "{train} training samples and {test} test samples; the model after step {step}.",
        )
        if dataset.n_validation:
            text = translate(
                "FitView",
                "{train} training samples, {validation} validation samples and {test} test "
                "samples; the model after step {step}.",
            )
        n_test = len(dataset.x) - dataset.n_train - dataset.n_validation
        text = text.format(
            train=dataset.n_train,
            validation=dataset.n_validation,
            test=n_test,
            step=snapshot.step,
        )
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def show_beat(self, frame: StoryFrame | None) -> None:
        layer, was_told = self.layer, self.area.overlay is not None
        if self.marks is not None:  # of all samples: here one is told of at first
            self.marks.set_visible(frame is None)
        self.area.draw_over(frame, None if layer is None else partial(beats.drawing, layer))
        if was_told != (self.area.overlay is not None) and self.snapshot is not None:
            self.drag.show(self.snapshot)  # without its handles, or with them again

    # -- the pointer ------------------------------------------------------------------------------

    def _pointer_moved(self, place: tuple[float, float] | None) -> None:
        if place is None or self.layer is None:
            self._set_hovered(None)
            return
        if self.drag.is_hovered:
            self._set_hovered(None)
            if not self.drag.is_moving:
                self.area.show_readout(self.drag.words())
            return
        self._set_hovered(self.layer.sample_at(*place))
        self.tools.hover(self._hovered)
        self._show_readout()

    def _show_readout(self) -> None:
        place = self.area.pointer()
        if place is None or self.layer is None:
            return
        is_brief = self.tools.is_on
        lines = self.layer.readout(*place, is_brief)
        if self._hovered is not None and self.snapshot is not None and not is_brief:
            found = self._contributing.of_sample(self.snapshot, self._hovered)
            lines.extend(run_lines(self.snapshot, found))
        self.area.show_readout(lines)

    def _set_hovered(self, sample: int | None) -> None:
        if sample == self._hovered:
            return
        self._hovered = sample
        self._place_ring()
        self.sample_hovered.emit(sample)

    def _place_ring(self) -> None:
        """Ring the sample that is highlighted, or else the one under the pointer."""
        if self.layer is None or self.snapshot is None:
            return
        row = self._hovered if self._highlighted is None else self._highlighted
        found = None
        if row is not None and row < len(self.layer.dataset.x):
            found = prediction_of(self.snapshot, row)
        self.layer.highlight(row, found)

    # -- the keyboard -----------------------------------------------------------------------------

    @property
    def own_keys(self) -> frozenset[Qt.Key]:  # type: ignore[override]
        """The arrows while a handle of the model is selected; Escape lets go of it, or ends a
        contest."""
        escape = frozenset({Qt.Key.Key_Escape})
        if self.drag.selected is not None or self.drag.is_moving:
            return MOVING_KEYS[PICTURE] | escape
        return escape if self.contest.contest is not None else frozenset()

    @survivable
    def focusNextPrevChild(self, is_forward: bool) -> bool:
        """Tab goes from one handle of the model to the next before it leaves the picture."""
        if self.hasFocus() and self.drag.select_next(is_forward):
            return True
        return super().focusNextPrevChild(is_forward)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the model by the handle that is selected, see `ModelDrag`."""
        if self.drag.key_pressed(event):
            announce(self, self.drag.numbers())
        elif event.key() == Qt.Key.Key_Escape and self.contest.contest is not None:
            self.contest.contest.end()
        else:
            super().keyPressEvent(event)

    @survivable
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        self.drag.key_released(event)

    @survivable
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.drag.end_keys()
        self.drag.select(None)
