"""The runs side by side: what they differ in, and how well they do."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.pacing import FIGURES
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.compare.cells import columns
from lossstudio.gui.views.compare.runs_table import BEST, RunsTable
from lossstudio.gui.views.metrics.figures import metric_columns
from lossstudio.gui.views.notes import NotesLabel
from lossstudio.gui.views.view import MARGIN, FigureData, View


class CompareView(View):
    """A table of the runs, and the buttons that add, remove and compare."""

    interval = FIGURES

    def __init__(self, theme: Theme, state: ScenarioState, comparing: Comparing) -> None:
        super().__init__(theme)
        self._state = state
        self._comparing = comparing
        self.table = RunsTable(theme)
        self.add_button, self.remove_button = QToolButton(), QToolButton()
        self.add_button.setDefaultAction(comparing.add)
        self.remove_button.setDefaultAction(comparing.remove)
        self.compare_button = QToolButton()
        self.compare_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.compare_button)
        comparing.fill(menu)
        self.compare_button.setMenu(menu)
        self.notes = NotesLabel(4)
        self._lay_out()
        self.setFocusProxy(self.table)
        self.table.run_chosen.connect(comparing.focus.set)
        self.table.renamed.connect(self._rename)
        self.table.add_asked.connect(comparing.add.trigger)
        self.table.remove_asked.connect(comparing.remove.trigger)
        comparing.focus.changed.connect(self.table.show_focus)
        self.finish_setup()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(4, 2, 4, 0)
        row.setSpacing(4)
        for button in (self.add_button, self.remove_button, self.compare_button):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.notes)

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(520, 240)

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        return self.table, self.notes

    def figure_data(self) -> FigureData:
        return {} if self.snapshot is None else metric_columns(self.snapshot)

    def _rename(self, index: int, name: str) -> None:
        self._state.propose([(f"runs.{index}.name", name)], translate("CompareView", "Name"))

    # -- texts and looks --------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setAccessibleName(translate("CompareView", "Compare"))
        self.table.setAccessibleName(translate("CompareView", "Runs"))
        self.table.setAccessibleDescription(
            translate(
                "CompareView",
                "Up and Down choose the run that the settings belong to; F2 renames it, Insert "
                "adds a copy of it, Delete removes it. Left and Right choose a column; O sorts by "
                "it, the other way the second time, and not the third time. Ctrl+C copies the "
                "table.",
            )
        )
        self.compare_button.setText(translate("CompareView", "Compare…"))
        self.compare_button.setToolTip(
            translate("CompareView", "Make several runs that differ in one thing.")
        )
        self.table.forget()
        self.redraw()

    def restyle(self) -> None:
        self.table.forget()
        self.redraw()

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        names = [run.name for run in snapshot.runs]
        self.table.show_runs(names, columns(snapshot), self._comparing.focus.index)
        note = self._note(snapshot)
        if note != self.notes.text():
            self.notes.setText(note)

    def _note(self, snapshot: Snapshot) -> str:
        if len(snapshot.runs) == 1:
            return translate(
                "CompareView",
                "One run. “Compare…” makes several that differ in one thing: the same data, seed "
                "and start.",
            )
        return translate(
            "CompareView",
            "{best} best of a column; bold: differs from the first run. Own losses are in units of "
            "their own and are not ranked.",
        ).format(best=BEST)
