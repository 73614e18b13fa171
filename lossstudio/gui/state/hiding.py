"""Hides of the window what the scenario, or an open lesson, says that a class need not see."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.state.scenario_state import ScenarioState


class Hiding(QObject):
    """Knows what is hidden; all that can be hidden hears of `changed`.

    A panel that a person shows again stays until something else is to be hidden.
    """

    changed = Signal(object)
    """The names of what is hidden now, a frozenset; see `engine.scenarios.hiding`."""

    def __init__(self, state: ScenarioState, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._by_lesson: frozenset[str] = frozenset()
        self._is_lifted = False
        self._names: frozenset[str] = frozenset()
        state.changed.connect(self._refresh)
        self._refresh(state.scenario)

    @property
    def names(self) -> frozenset[str]:
        """What is hidden now."""
        return self._names

    @property
    def is_asked(self) -> bool:
        """Whether anything is to be hidden, lifted or not."""
        return bool(self._by_lesson or self._state.scenario.hidden)

    @property
    def is_lifted(self) -> bool:
        """Everything is shown although something is to be hidden."""
        return self._is_lifted

    def lift(self, is_lifted: bool) -> None:
        """Show everything, or hide again what is to be hidden."""
        self._is_lifted = is_lifted
        self._refresh(self._state.scenario)

    def set_by_lesson(self, names: Iterable[str]) -> None:
        """What the open lesson hides besides the scenario; nothing where none is open."""
        self._by_lesson = frozenset(names)
        self._refresh(self._state.scenario)

    def _refresh(self, scenario: Scenario) -> None:
        wanted = frozenset(scenario.hidden) | self._by_lesson
        if not wanted:
            self._is_lifted = False
        names = frozenset() if self._is_lifted else wanted
        if names == self._names:
            return
        self._names = names
        self.changed.emit(names)
