"""The network: its nodes with what they put out, its weights and their gradients, live."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.measuring.unit_outputs import Probe, make_probe, node_outputs
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.keys import ENTER_KEYS, MOVING_KEYS, PICTURE
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.pacing import of_lines
from lossstudio.gui.training.snapshot import RunSnapshot, Scene, Snapshot
from lossstudio.gui.views.network import unit_words, words
from lossstudio.gui.views.network.changes import Outputs, computed_later, has_moved
from lossstudio.gui.views.network.closeup import Closeup, Numbers
from lossstudio.gui.views.network.diagram import Diagram
from lossstudio.gui.views.network.structure import (
    Array,
    Structure,
    connections,
    structure_of,
)
from lossstudio.gui.views.network.table import columns_of
from lossstudio.gui.views.notes import NotesLabel
from lossstudio.gui.views.plot.legend import Legend
from lossstudio.gui.views.run_choice import RunChoice
from lossstudio.gui.views.view import MARGIN, FigureData, View, tool_button

MOST_DIRECT = 200_000
"""Outputs of nodes that are computed at once; more are computed beside the window."""
_NARROW = 450
"""Pixels of width, at scale 1, below which the legend has a row of its own."""
_LOW = 300
"""Pixels of height, at scale 1, below which only what matters most is written."""


_Key = tuple[Objective, Array]


class NetworkView(View):
    """One run's model as a diagram; on demand the coming step's gradient in place of weights."""

    own_keys = MOVING_KEYS[PICTURE]
    interval = of_lines(0)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.diagram = Diagram(theme)
        self.legend = Legend(theme)
        self.run_choice = RunChoice()
        self.run_choice.activated.connect(self.run_chosen)
        self.run_choice.hide()
        self.gradient_button = tool_button(checkable=True)
        self.notes = NotesLabel()
        self.notes.hide()
        self.closeup = Closeup(self, self.diagram, theme)
        self.card, self.readout = self.closeup.card, self.closeup.readout
        self._lay_out()
        self._objective: Objective | None = None
        self._structure: Structure | None = None
        self._probe: Probe | None = None
        self._probed: Objective | None = None
        self._outputs: Outputs = ()
        self._names: tuple[str, ...] = ()
        self._chosen: str | None = None
        self._focus = 0
        self._drawn: Array | None = None
        self._looked_at: Array | None = None
        self._work: Derived[_Key, Outputs] = Derived(self)
        self.set_works(self._work)
        self._work.came.connect(self._take_late)
        self.run_choice.activated.connect(self._choose)
        self.gradient_button.toggled.connect(self._begin_again)
        self.diagram.pointed.connect(self._show_active)
        self.menu_buttons = (self.gradient_button,)
        self.bind("G", self.gradient_button)
        self.finish_setup()

    def _lay_out(self) -> None:
        controls = QHBoxLayout()
        controls.setSpacing(4)
        controls.addWidget(self.run_choice)
        controls.addWidget(self.gradient_button)
        controls.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._top = top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setContentsMargins(4, 0, 0, 0)
        top.setSpacing(2)
        top.addWidget(self.legend, 1)
        top.addLayout(controls)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(1)
        layout.addLayout(top)
        layout.addWidget(self.diagram, 1)
        layout.addWidget(self.notes)

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(560, 380)

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        parts = self.legend, self.diagram, self.notes
        return tuple(part for part in parts if not part.isHidden())

    def figure_data(self) -> FigureData:
        run = self._run()
        if run is None or self._objective is None:
            return {}
        return columns_of(self._objective, run.theta, run.coming.gradient)

    # -- texts and colours ------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setAccessibleName(translate("NetworkView", "Network"))
        self.gradient_button.setText(translate("NetworkView", "gradient"))
        self.gradient_button.setToolTip(
            translate(
                "NetworkView",
                "Draw the gradient of the coming step instead of the weights: how much the cost "
                "changes with each of them (G).",
            )
        )
        self.gradient_button.setAccessibleName(
            translate("NetworkView", "Show the gradient instead of the weights")
        )
        self.run_choice.setAccessibleName(translate("NetworkView", "Run"))
        self.run_choice.setToolTip(translate("NetworkView", "The run whose model is shown."))
        self._begin_again()

    def restyle(self) -> None:
        self.diagram.restyle()
        self.closeup.restyle()
        self._begin_again()

    def _begin_again(self) -> None:
        self._objective = self._drawn = None
        self.redraw()

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()
        if self._objective is not None and not self._is_behind:
            self._write_notes()
            self._show_active()

    # -- which run --------------------------------------------------------------------------------

    def _choose(self, index: int) -> None:
        self._chosen = self._names[index]
        self._begin_again()

    def _index(self, snapshot: Snapshot) -> int:
        """The run that is shown: the one chosen or looked at, else the first with a network."""
        names = tuple(run.name for run in snapshot.runs)
        if snapshot.scene.focus != self._focus:
            self._focus = snapshot.scene.focus
            self._chosen = names[self._focus]
        if self._chosen in names:
            return names.index(self._chosen)
        models = [objective.model for objective in snapshot.scene.objectives]
        return next((k for k, model in enumerate(models) if model.activation is not None), 0)

    def _run(self) -> RunSnapshot | None:
        """The run that is drawn."""
        if self.drawn is None:
            return None
        return self.drawn.runs[self._index(self.drawn)]

    def _fill_choice(self, names: tuple[str, ...], index: int) -> None:
        self._names = names
        self.run_choice.show_runs(names, index)
        self.run_choice.setCurrentIndex(index)
        self.run_choice.setVisible(len(names) > 1)
        self._turn()

    def _turn(self) -> None:
        """Put the choice of a run above the legend where both have no room beside each other."""
        is_narrow = len(self._names) > 1 and self.width() < self.theme.pixels(_NARROW)
        direction = QBoxLayout.Direction
        self._top.setDirection(direction.BottomToTop if is_narrow else direction.LeftToRight)

    # -- drawing ----------------------------------------------------------------------------------

    @property
    def shows_gradient(self) -> bool:
        """The lines are the gradient."""
        return self.gradient_button.isChecked()

    def draw(self, snapshot: Snapshot) -> None:
        index = self._index(snapshot)
        self._fill_choice(tuple(run.name for run in snapshot.runs), index)
        objective, run = snapshot.scene.objectives[index], snapshot.runs[index]
        is_layered = objective.model.is_layered
        for part in (self.diagram, self.legend, self.gradient_button):
            part.setVisible(is_layered)
        if not is_layered:
            self._show_none(objective)
            return
        is_new = objective is not self._objective
        if is_new:
            self._prepare(snapshot.scene, objective)
        vector = run.coming.gradient if self.shows_gradient else run.theta
        if is_new or has_moved(self._drawn, vector):
            self._drawn = vector
            self.diagram.set_values(
                connections(objective.model, vector), words.scale_texts(self.shows_gradient)
            )
        if is_new or has_moved(self._looked_at, run.theta):
            self._looked_at = run.theta
            self._look(objective, run.theta)
        self._write_notes()
        if self.diagram.active is not None:
            self._show_active()
        elif not snapshot.is_running:
            self._describe()

    def _show_none(self, objective: Objective) -> None:
        """Say why there is no diagram."""
        self._work.stop()
        self.diagram.set_focused(None)
        self._objective = self._structure = self._probe = self._probed = None
        self._outputs = ()
        self._show_active()
        self.notes.setText(words.not_layered(objective))
        self.notes.show()
        self.setAccessibleDescription(self.notes.text())

    def _prepare(self, scene: Scene, objective: Objective) -> None:
        """Set up what stays while settings stay."""
        structure = structure_of(objective)
        self._work.stop()
        if objective is not self._probed:
            self._probe = make_probe(objective, scene.canvas)
            # What another model or other data made of the inputs says nothing about these.
            if self._probed is None or not objective.has_same_scores(self._probed):
                self._outputs = ()
            self._probed = objective
        assert self._probe is not None
        self._objective, self._structure = objective, structure
        self.diagram.set_structure(structure, words.captions(objective, structure))
        if not self._outputs:
            self.diagram.set_outputs(self._probe.kind, (), (), ())
        has_bias = any(not block.is_weight for block in objective.model.layout)
        self.legend.set_entries(words.legend(self.theme, self.shows_gradient, has_bias))
        lines = sum(a * b for a, b in zip(structure.sizes, structure.sizes[1:], strict=False))
        self.interval = of_lines(lines)

    def _look(self, objective: Objective, theta: Array) -> None:
        """Compute what the nodes put out at `theta`."""
        probe = self._probe
        assert probe is not None
        if probe.work <= MOST_DIRECT:
            self._take(node_outputs(probe, theta))
        else:
            self._work.ask((objective, theta), computed_later(probe, theta), interrupt=False)

    def _take(self, outputs: Outputs) -> None:
        assert self._probe is not None
        assert self._structure is not None
        self._outputs = outputs
        self.diagram.set_outputs(
            self._probe.kind,
            outputs,
            words.ranges(self._structure, outputs),
            tuple(words.dead_units(self._structure, outputs)),
        )

    def _take_late(self) -> None:
        """Take what was computed in the background; the words about it are behind too."""
        assert self._work.result is not None
        self._take(self._work.result)
        self._write_notes()
        if self.diagram.active is not None:
            self._show_active()

    # -- words ------------------------------------------------------------------------------------

    def _write_notes(self) -> None:
        run, objective = self._run(), self._objective
        structure, probe, layout = self._structure, self._probe, self.diagram.layout_
        if run is None or objective is None or structure is None or probe is None:
            return
        numbers = self._numbers(run)
        values = numbers.gradient if self.shows_gradient else numbers.weights
        first = words.warnings(objective, structure, self._outputs, values, self.shows_gradient)
        if self.shows_gradient:
            first.append(words.batch_note(run.coming.rows))
        rest = [words.picture_caption(objective, probe), words.standardized(objective)]
        if layout is not None:
            total = sum(part.size for part in self.diagram.drawn)
            rest += [words.lines_note(total), words.first_shown(structure, layout.shown)]
        is_low = self.height() < self.theme.pixels(_LOW)
        text = paragraph(first if is_low else first + rest)
        if text != self.notes.text():
            self.notes.setText(text)
            self.notes.setVisible(bool(text))
        tip = f"<p>{escape(paragraph(rest))}</p>" if is_low else ""
        if tip != self.diagram.toolTip():
            self.diagram.setToolTip(tip)

    def _numbers(self, run: RunSnapshot) -> Numbers:
        """The weights and their gradient."""
        assert self._objective is not None
        model = self._objective.model
        return Numbers(
            connections(model, run.theta),
            connections(model, run.coming.gradient),
            run.coming.rows,
        )

    def _show_active(self) -> None:
        """Show the figures of the node or line that is looked at."""
        escape = frozenset({Qt.Key.Key_Escape})
        self.own_keys = MOVING_KEYS[PICTURE] | (escape if self.diagram.is_enlarged else frozenset())
        run, objective, structure = self._run(), self._objective, self._structure
        if run is None or objective is None or structure is None or self._probe is None:
            self.closeup.hide()
            return
        self.closeup.show(objective, structure, self._numbers(run), self._outputs, self._probe)
        self._describe()

    def _describe(self) -> None:
        """Say in a sentence what is shown, for a screen reader."""
        if self._objective is None or self._structure is None or self._probe is None:
            return
        text = words.description(self._objective, self._structure)
        unit = self.diagram.focused
        if unit is not None:
            name = unit_words.unit_name(self._objective, self._structure, unit)
            figures = unit_words.unit_figures(
                self._structure, unit, self._outputs, self._probe, self._objective.n_train
            )
            text = unit_words.unit_description(name, figures, text)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    # -- the keyboard -----------------------------------------------------------------------------

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from node to node; Enter enlarges one's picture; Escape goes back."""
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        layout = self.diagram.layout_
        if step is not None and layout is not None:
            self.diagram.set_focused(layout.moved(self.diagram.focused, *step))
        elif event.key() in ENTER_KEYS and self.diagram.focused is not None:
            self.diagram.set_enlarged(not self.diagram.is_enlarged)
        elif event.key() == Qt.Key.Key_Escape and self.diagram.is_enlarged:
            self.diagram.set_enlarged(False)
        elif event.key() == Qt.Key.Key_Escape and self.diagram.focused is not None:
            self.diagram.set_focused(None)
        else:
            super().keyPressEvent(event)

    @survivable
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
