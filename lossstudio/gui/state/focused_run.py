"""The run that a person looks at: one for the settings, the table of runs and all views."""

from PySide6.QtCore import QObject, Signal

from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.state.scenario_state import ScenarioState


class FocusedRun(QObject):
    """Which of the compared runs the settings belong to, and which one is emphasised in the views.

    One object, which the window makes before all that show the scenario: where runs go, it moves to
    one that is left before they hear of it.
    """

    changed = Signal(int)
    """The index of the run."""

    def __init__(self, state: ScenarioState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._index = 0
        state.changed.connect(self._scenario_changed)

    @property
    def index(self) -> int:
        """The run's place among the scenario's runs."""
        return self._index

    def set(self, index: int) -> None:
        """Look at run `index`, or at the last one where there are fewer."""
        index = min(max(index, 0), len(self._state.scenario.runs) - 1)
        if index != self._index:
            self._index = index
            self.changed.emit(index)

    def _scenario_changed(self, scenario: Scenario) -> None:
        self.set(self._index)
