"""You against gradient descent: a person moves the model first, then the run is trained."""

from enum import Enum

import msgspec
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.engine.measuring.linear_score import is_line
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import Retranslating, core_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.state.focused_run import FocusedRun
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.run_controller import RunController
from lossstudio.gui.training.snapshot import Snapshot

Start = tuple[float, ...] | None


class Turn(Enum):
    """Whose turn it is: nobody's while there is no contest."""

    NOBODY = "nobody"
    PERSON = "person"
    OPTIMIZER = "optimizer"


class Contest(Retranslating, QObject):
    """A person drags the model of the run that is looked at, which sets its start; then the run is
    trained from the start that it had before.

    All that changes the scenario is undone as usual, and brings the turn back to the person. It
    ends with another scenario, another run that is looked at, or a model that cannot be dragged.
    """

    changed = Signal()
    """It is somebody else's turn."""
    begun = Signal()
    """It is the person's turn for the first time."""

    def __init__(
        self, state: ScenarioState, controller: RunController, focus: FocusedRun, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._controller = controller
        self._focus = focus
        self.turn = Turn.NOBODY
        self.start: tuple[float, ...] = ()
        """Where the person left the model, as the start of a run in numbers (p,)."""
        self._before: tuple[Start, ...] = ()  # of each run
        self.toggle = QAction(icon("mdi6.hand-pointing-right"), "", self)
        self.toggle.setCheckable(True)
        self.toggle.setShortcut(QKeySequence("Ctrl+T"))
        self.toggle.triggered.connect(self._toggled)
        self.train = QAction(icon("mdi6.play", "highlighted_text"), "", self)
        self.train.triggered.connect(self._train)
        state.changed.connect(self._scenario_changed)
        focus.changed.connect(lambda _: self.end())
        controller.snapshot_changed.connect(self._look)
        controller.running_changed.connect(self._running_changed)
        self.finish_setup()

    @property
    def is_on(self) -> bool:
        """There is a contest."""
        return self.turn is not Turn.NOBODY

    def theta_of_person(self, objective: Objective) -> NDArray[np.float64] | None:
        """The parameters (p,) that the person left; None where they are of another model."""
        if len(self.start) != objective.model.n_parameters:
            return None
        return objective.theta_of(np.array(self.start))

    def begin(self) -> None:
        """Let the person move the model, from where the run starts."""
        self._before = tuple(run.start for run in self._state.scenario.runs)
        snapshot = self._controller.snapshot
        if self._controller.is_running or (snapshot is not None and snapshot.last_step):
            self._controller.reset()
        self._set(Turn.PERSON)
        self.begun.emit()

    def end(self) -> None:
        """There is no contest any more; everything stays as it is."""
        if self.is_on:
            self._set(Turn.NOBODY)

    def retranslate(self) -> None:
        self.toggle.setText(translate("Contest", "You &try first"))
        self.toggle.setToolTip(
            translate(
                "Contest",
                "You against gradient descent: drag the model as well as you can, then let it be "
                "trained and compare",
            )
        )
        self._name_optimizer()

    def _name_optimizer(self) -> None:
        run = self._state.scenario.runs[self._focus.index]
        text = translate("Contest", "Now gradient descent")
        if run.optimizer != "gradient_descent":
            text = translate("Contest", "Now {optimizer}").format(
                optimizer=core_text(OPTIMIZERS[run.optimizer].label)
            )
        self.train.setText(text)
        self.train.setToolTip(
            translate("Contest", "Train the model from where it started before you moved it")
        )

    def _toggled(self, on: bool) -> None:
        if on:
            self.begin()
        else:
            self.end()

    def _set(self, turn: Turn) -> None:
        self.turn = turn
        self.toggle.setChecked(self.is_on)
        self.changed.emit()

    def _train(self) -> None:
        """The person has done: train from where the run started before."""
        snapshot = self._controller.snapshot
        if self.turn is not Turn.PERSON or snapshot is None:
            return
        run = snapshot.run
        theta = run.theta if snapshot.step == 0 else run.path.thetas[0]
        self.start = tuple(snapshot.scene.objective.start_of(theta).tolist())
        newest = self._state.scenario.runs[self._focus.index].start
        if newest is not None:  # the snapshot may be a moment behind
            self.start = newest
        self._set(Turn.OPTIMIZER)
        self._state.end_gesture()
        runs = tuple(
            msgspec.structs.replace(run, start=before)
            for run, before in zip(self._state.scenario.runs, self._before, strict=True)
        )
        self._state.replace(
            msgspec.structs.replace(self._state.scenario, runs=runs), self.train.text()
        )
        self._controller.play(True)

    def _running_changed(self, is_running: bool) -> None:
        if is_running and self.turn is Turn.PERSON:  # Run is as good as the button
            self._train()

    def _scenario_changed(self, scenario: Scenario) -> None:
        self._name_optimizer()
        if not self.is_on:
            return
        if self._state.begins_anew or len(scenario.runs) != len(self._before):
            self.end()
        elif self.turn is Turn.OPTIMIZER and self._has_moved(scenario):
            self._set(Turn.PERSON)

    def _has_moved(self, scenario: Scenario) -> bool:
        return tuple(run.start for run in scenario.runs) != self._before

    def _look(self, snapshot: Snapshot) -> None:
        can_be_moved = is_line(snapshot.scene.objective, snapshot.scene.canvas)
        self.toggle.setEnabled(can_be_moved)
        if not can_be_moved:
            self.end()
