"""Making comparisons: the actions that add and remove runs, or compare with one click."""

from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lossstudio.core.text import InputError
from lossstudio.engine.runs.comparisons import (
    MOST_RUNS,
    OTHER_COMPARISONS,
    Comparison,
    comparisons_for,
    with_copy,
    without,
)
from lossstudio.engine.runs.experiment import is_other_start
from lossstudio.engine.scenarios.checks import check_scenario
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.kit.i18n import core_text, message_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.state.focused_run import FocusedRun
from lossstudio.gui.state.scenario_state import ScenarioState


class Comparing(QObject):
    """Owns the actions that menus, the settings and the table of runs share, and the run that a
    person looks at. Each action is undone in one go."""

    made = Signal()
    """A comparison was made with one click."""

    def __init__(self, state: ScenarioState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._shown = state.scenario
        self.focus = FocusedRun(state, self)
        self.add = QAction(icon("mdi6.plus"), "", self)
        self.add.triggered.connect(self._add)
        self.remove = QAction(icon("mdi6.minus"), "", self)
        self.remove.triggered.connect(self._remove)
        self.only = QAction("", self)
        self.only.triggered.connect(self._keep_only)
        # One for the losses, whatever they are for the present data, and one for each of the rest.
        self.comparisons = [QAction("", self) for _ in range(1 + len(OTHER_COMPARISONS))]
        for number, action in enumerate(self.comparisons):
            action.triggered.connect(partial(self._compare, number))
        state.changed.connect(self._scenario_changed)
        self.focus.changed.connect(lambda _: self._refresh(state.scenario))
        self.retranslate()

    def fill(self, menu: QMenu) -> None:
        """Put what can be done with one click into `menu`."""
        menu.setToolTipsVisible(True)
        menu.addActions(self.comparisons)
        menu.addSeparator()
        menu.addActions([self.add, self.remove, self.only])

    def retranslate(self) -> None:
        """Set every text."""
        self.add.setText(translate("Comparing", "&Add a run"))
        self.remove.setText(translate("Comparing", "Re&move this run"))
        self.remove.setToolTip(
            translate("Comparing", "Remove the selected run. The others restart.")
        )
        self.only.setText(translate("Comparing", "&Only this run"))
        self.only.setToolTip(translate("Comparing", "Remove all runs but the selected one."))
        self._refresh(self._state.scenario)

    def _scenario_changed(self, scenario: Scenario) -> None:
        before, self._shown = self._shown, scenario
        if not is_other_start(before, scenario):  # by which no comparison is another
            self._refresh(scenario)

    def _refresh(self, scenario: Scenario) -> None:
        count = len(scenario.runs)
        for action, comparison in zip(self.comparisons, self._offered(scenario), strict=True):
            action.setText(message_text(comparison.label(scenario, self._index(scenario))))
            action.setToolTip(f"<p>{core_text(comparison.help)}</p>")
        self.add.setEnabled(count < MOST_RUNS)
        self.add.setToolTip(
            translate("Comparing", "Add a copy of the selected run, to change one thing in it.")
            if count < MOST_RUNS
            else translate(
                "Comparing", "There are {count} runs: more cannot be told apart in the pictures."
            ).format(count=count)
        )
        for action in (self.remove, self.only):
            action.setEnabled(count > 1)

    def _offered(self, scenario: Scenario) -> tuple[Comparison, ...]:
        return comparisons_for(scenario, self._index(scenario))

    def _index(self, scenario: Scenario) -> int:
        return min(self.focus.index, len(scenario.runs) - 1)

    # -- what the actions do ----------------------------------------------------------------------

    def _add(self) -> None:
        scenario = with_copy(self._state.scenario, self.focus.index)
        if self._take(scenario, translate("Comparing", "Add a run")):
            self.focus.set(len(scenario.runs) - 1)

    def _remove(self) -> None:
        scenario = without(self._state.scenario, self.focus.index)
        self._take(scenario, translate("Comparing", "Remove a run"))

    def _keep_only(self) -> None:
        scenario = self._state.scenario
        only = msgspec.structs.replace(scenario, runs=(scenario.runs[self.focus.index],))
        self._take(only, translate("Comparing", "Only this run"))

    def _compare(self, number: int) -> None:
        scenario, index = self._state.scenario, self.focus.index
        comparison = self._offered(scenario)[number]
        # Named in English, as in files: `run_names` says it in the language that is spoken.
        runs = comparison.runs(scenario, index, str)
        own = scenario.runs[index]
        compared = msgspec.structs.replace(scenario, runs=runs)
        # Runs that are there already could go on as others: what they then show is no comparison.
        if self._take(compared, message_text(comparison.label(scenario, index)), anew=True):
            alike = [msgspec.structs.replace(run, name=own.name) == own for run in runs]
            self.focus.set(alike.index(True) if any(alike) else 0)
            self.made.emit()

    def _take(self, scenario: Scenario, text: str, *, anew: bool = False) -> bool:
        """Take `scenario`, undoably; False where it is not allowed, which is told."""
        try:
            check_scenario(scenario)
        except InputError as error:
            self._state.rejected.emit(error.message)
            return False
        self._state.end_gesture()
        self._state.replace(scenario, text, anew=anew)
        return True
