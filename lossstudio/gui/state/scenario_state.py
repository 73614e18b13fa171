"""The one current scenario: widgets propose, the state checks, one signal tells everybody."""

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from lossstudio.core.text import InputError
from lossstudio.engine.runs.comparisons import have_same_parameters, renamed
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.kit.overrides import survivable


class ScenarioState(QObject):
    """Holds the current `Scenario` and its undo stack. Every scenario it holds has been checked."""

    changed = Signal(object)
    """The new scenario. Not sent where nothing changed."""
    rejected = Signal(object)
    """A `Message`: what was proposed does not fit; the scenario stays as it was."""

    undo_changed = Signal()
    """What can be undone or redone is another."""

    def __init__(self, scenario: Scenario, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scenario = scenario
        self._accepted = scenario
        self._gesture = 0
        self._begun: tuple[tuple[str, ...], Scenario, str] | None = None
        self.is_reverting = False
        """The change that is told just now takes back what could not be built."""
        self.begins_anew = False
        """The change that is told just now starts at step 0, even where a run could go on."""
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(500)
        # A method, not a lambda: Qt disconnects it before it destroys the stack, which would call.
        self.undo_stack.indexChanged.connect(self._tell_undo)

    @property
    def scenario(self) -> Scenario:
        """The current scenario."""
        return self._scenario

    def propose(self, values: Sequence[tuple[str, Any]], text: str, *, merge: bool = False) -> bool:
        """Set the fields at dotted paths; true if the scenario takes them.

        `text` names the change in the Edit menu. With `merge`, successive changes of the same
        fields up to `end_gesture`, as a slider makes them, are undone in one go. A run that is
        named after what has changed gets a new name.
        """
        try:
            scenario = renamed(self._scenario, with_values(self._scenario, values), str)
        except InputError as error:
            self.rejected.emit(error.message)
            return False
        key = (str(self._gesture), *(path for path, _ in values)) if merge else None
        self._push(scenario, text, key)
        return True

    def starts(self, start: list[float], index: int = 0) -> list[tuple[str, Any]]:
        """What to propose so that run `index`, and all with its model, have this `start` (p,)."""
        return [(f"runs.{number}.start", start) for number in self._with_model_of(index)]

    def drag_start(self, start: Sequence[float], index: int, text: str) -> None:
        """Let these runs have this `start` (p,), finite numbers that fit; up to `end_gesture` it is
        undone in one go. At each frame, so not by way of JSON."""
        numbers = tuple(map(float, start))
        alike = self._with_model_of(index)
        runs = tuple(
            msgspec.structs.replace(run, start=numbers) if number in alike else run
            for number, run in enumerate(self._scenario.runs)
        )
        self.replace(msgspec.structs.replace(self._scenario, runs=runs), text, "start")

    def _with_model_of(self, index: int) -> list[int]:
        runs = self._scenario.runs
        return [n for n, run in enumerate(runs) if have_same_parameters(run, runs[index])]

    def end_gesture(self) -> None:
        """A drag or an entry is over: what comes next is undone by itself."""
        self._gesture += 1

    def cancel_gesture(self) -> None:
        """Take back what a drag or an entry has changed so far: nothing is left to undo."""
        if self._begun is not None and self._begun[0][0] == str(self._gesture):
            key, before, text = self._begun
            self._push(before, text, key)
        self.end_gesture()

    def replace(
        self, scenario: Scenario, text: str, merge: str = "", *, anew: bool = False
    ) -> None:
        """Take another scenario, undoably; successive ones of the same `merge` up to `end_gesture`
        in one go. With `anew`, it and what undo brings back start at step 0."""
        self._push(scenario, text, (str(self._gesture), merge) if merge else None, anew)

    def accept(self, scenario: Scenario) -> None:
        """The worker could build `scenario`: what to return to if a later one fails."""
        self._accepted = scenario

    def revert(self) -> None:
        """Return to the last scenario that could be built."""
        if self._accepted == self._scenario:
            return
        self.is_reverting = True
        if self.undo_stack.canUndo():
            self.undo_stack.undo()
        if self._accepted != self._scenario:
            self._set(self._accepted)
        self.is_reverting = False

    def _tell_undo(self) -> None:
        self.undo_changed.emit()

    def _push(
        self, scenario: Scenario, text: str, key: tuple[str, ...] | None, anew: bool = False
    ) -> None:
        if scenario != self._scenario:
            if key is not None and (self._begun is None or self._begun[0] != key):
                self._begun = key, self._scenario, text
            self.undo_stack.push(_Change(self, self._scenario, scenario, text, key, anew))

    def _set(self, scenario: Scenario, anew: bool = False) -> None:
        if scenario != self._scenario:
            self._scenario = scenario
            self.begins_anew = anew and not self.is_reverting
            self.changed.emit(scenario)
            self.begins_anew = False


class _Change(QUndoCommand):
    """From one scenario to another."""

    def __init__(
        self,
        state: ScenarioState,
        before: Scenario,
        after: Scenario,
        text: str,
        key: tuple[str, ...] | None,
        anew: bool,
    ) -> None:
        super().__init__(text)
        self._state = state
        self._before = before
        self._after = after
        self._key = key
        self._anew = anew

    @survivable
    def id(self) -> int:
        return 1 if self._key else -1

    @survivable
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Change) or other._key != self._key:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)  # then the stack drops it
        return True

    @survivable
    def redo(self) -> None:
        self._state._set(self._after, self._anew)

    @survivable
    def undo(self) -> None:
        self._state._set(self._before, self._anew)
