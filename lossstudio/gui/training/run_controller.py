"""Run, pause, step, back, scrub: owns the worker's thread and drops what is stale."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QThread, Signal

from lossstudio.core.text import Message
from lossstudio.engine.diagnosis import Status
from lossstudio.engine.runs.experiment import changes_training
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.background import end_thread, start_thread
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.training.training_worker import UNLIMITED, TrainingWorker
from lossstudio.gui.training.turns import Turns, WindowTurn


class RunController(QObject):
    """The window's side of the worker.

    Requests go to the worker as queued signals. Snapshots come back one at a time: after the views
    have taken one, the credit is returned when the event loop is next idle, which is after they
    have painted.
    """

    snapshot_changed = Signal(object)
    """A `Snapshot` of the current session."""
    painted = Signal(float)
    """The last snapshot is painted; the seconds that the window took for it."""
    running_changed = Signal(bool)
    """What the transport bar shows: asked for by a person, or stopped by the worker."""
    input_rejected = Signal(object)
    """A `Message`: settings that could not be built; the state went back to the ones before."""
    recording_ready = Signal(object)
    """The `Recording` that was asked for: all that the steps of the run follow from."""
    failed = Signal(str)
    """The traceback of something unexpected in the worker, which is alive and paused."""

    _load = Signal(int, object, bool)
    _change = Signal(int, object)
    _play = Signal(bool)
    _step = Signal(int)
    _train_to = Signal(int, int)
    _go_to = Signal(int)
    _go_on = Signal()
    _ask_recording = Signal()
    _watch_for = Signal(object)
    _set_speed = Signal(float)
    _set_window = Signal(object)
    _return_credit = Signal()
    _ask_report = Signal()

    def __init__(
        self, state: ScenarioState, parent: QObject | None = None, turns: Turns | None = None
    ) -> None:
        super().__init__(parent)
        turns = turns or Turns()
        self._state = state
        self._session = 0
        self._is_running = False
        self._came: Snapshot | None = None
        self._snapshot: Snapshot | None = None
        self._pending_step: int | None = None
        self._is_changing = True  # the worker has a scenario that no snapshot has shown yet
        self._is_outdated = False  # the state went on since
        self._is_bound = False  # training runs to a step, and pauses there
        self._bounds = 0  # how many times it has
        self._requests = 0  # to play or pause
        self._speed = UNLIMITED
        self._focus = 0
        self._focused_scene: tuple[Scene, Scene] | None = None  # as it came, and with the focus
        self._turn = WindowTurn(turns, self, self._painted)
        self._thread = QThread()
        self._thread.setObjectName("training")
        self.worker = TrainingWorker(turns)
        self.worker.moveToThread(self._thread)
        self._thread.started.connect(self.worker.start)
        # Its timer has to be ended in its own thread, which does so while it finishes.
        self._thread.finished.connect(self.worker.deleteLater)
        queued = Qt.ConnectionType.QueuedConnection
        for signal, slot in (
            (self._load, self.worker.load),
            (self._change, self.worker.change),
            (self._play, self.worker.play),
            (self._step, self.worker.step),
            (self._train_to, self.worker.train_to),
            (self._go_to, self.worker.go_to),
            (self._go_on, self.worker.go_on),
            (self._ask_recording, self.worker.tell_recording),
            (self._watch_for, self.worker.watch_for),
            (self._set_speed, self.worker.set_speed),
            (self._set_window, self.worker.set_window),
            (self._return_credit, self.worker.return_credit),
            (self._ask_report, self.worker.report),
        ):
            signal.connect(slot, queued)
        self.worker.snapshot_ready.connect(self._take, queued)
        self.worker.rejected.connect(self._reject, queued)
        self.worker.failed.connect(self._fail, queued)
        self.worker.arrived.connect(self._arrive, queued)
        self.worker.rested.connect(self._rest, queued)
        self.worker.recording_ready.connect(self.recording_ready, queued)
        state.changed.connect(self._scenario_changed)
        start_thread(self._thread, self.worker)
        self._load.emit(self._session, state.scenario, False)

    # -- what is known ----------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Training runs, or is about to."""
        return self._is_running

    @property
    def is_bound(self) -> bool:
        """Training runs to a step that was asked for, and will pause there."""
        return self._is_bound

    @property
    def is_current(self) -> bool:
        """The newest snapshot has the present settings."""
        return not (self._is_changing or self._is_outdated)

    @property
    def snapshot(self) -> Snapshot | None:
        """The newest snapshot."""
        return self._snapshot

    @property
    def speed(self) -> float:
        """Steps a second; infinity for as many as the machine can."""
        return self._speed

    # -- requests ---------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Run if paused, pause if running."""
        self.play(not self._is_running)

    def play(self, on: bool) -> None:
        """Run or pause."""
        self._set_running(on)
        self._ask_to_play(on)

    def step(self, count: int = 1) -> None:
        """Pause and do `count` steps; negative: go back."""
        self._set_running(False)
        self._step.emit(count)

    def go_to(self, step: int) -> None:
        """Pause and return to a known step. Of many requests in a row, the newest one counts."""
        self._set_running(False)
        waiting = self._pending_step is not None
        self._pending_step = step
        if not waiting:
            self._go_to.emit(step)

    def go_on(self) -> None:
        """Forget the steps after this one and train on from here."""
        self._set_running(True)
        self._requests += 1
        self._go_on.emit()

    def reset(self) -> None:
        """Return to the start: the same data, the same initial parameters."""
        self._set_running(False)
        self._begin()

    def train_to(self, step: int) -> None:
        """From the start, train to `step` as fast as it goes, and pause there.

        It can be paused on the way, as any training.
        """
        self.reset()
        self._set_running(True)
        self._is_bound = True
        self._bounds += 1
        self._requests += 1
        self._train_to.emit(self._bounds, step)

    def watch_for(self, statuses: frozenset[Status]) -> None:
        """Pause once every run has one of these, where the scenario does not say when; where it has
        converged, go on with the next change that training follows."""
        self._watch_for.emit(statuses)

    def set_speed(self, steps_a_second: float) -> None:
        """How many steps a second; infinity for as many as the machine can."""
        self._speed = steps_a_second
        self._set_speed.emit(steps_a_second)

    def set_window(self, window: tuple[int, int] | None) -> None:
        """The steps that the loss curve shows; None for all."""
        self._set_window.emit(window)

    def focus_on(self, index: int) -> None:
        """Show run `index` where views show but one run."""
        self._focus = index
        if self._came is not None:
            self._snapshot = self._focused(self._came)
            self.snapshot_changed.emit(self._snapshot)

    def ask_again(self) -> None:
        """Ask for the present state once more: the language is another one."""
        self._ask_report.emit()

    def ask_recording(self) -> None:
        """Pause, and ask for the recording of the run."""
        self.play(False)
        self._ask_recording.emit()

    def shut_down(self) -> None:
        """End the thread. Call it before the window goes. A step on large data, or reading them,
        may take longer than anybody waits for a window to close: then it goes on alone."""
        self._ask_to_play(False)
        end_thread(self._thread)

    # -- what comes -------------------------------------------------------------------------------

    def _begin(self, keep_playing: bool = False) -> None:
        self._is_bound = False
        self._new_session()
        self._load.emit(self._session, self._state.scenario, keep_playing)

    def _scenario_changed(self, scenario: Scenario) -> None:
        if self._state.begins_anew:
            self._begin(keep_playing=True)
            return
        # A slider sends more changes than a large data set can follow: one at a time is under way,
        # and after it comes the newest one.
        if self._is_changing:
            self._is_outdated = True
            return
        wakes = self._is_woken_by(scenario)
        self._new_session()
        self._change.emit(self._session, scenario)
        if wakes:
            self.play(True)

    def _ask_to_play(self, on: bool) -> None:
        self._requests += 1
        self._play.emit(on)

    def _is_woken_by(self, scenario: Scenario) -> bool:
        """Training rests where it converged, and `scenario` asks for other steps."""
        snapshot = self._snapshot
        return (
            snapshot is not None
            and snapshot.rests is Status.CONVERGED
            and not self._is_running
            and not self._state.is_reverting
            and changes_training(snapshot.scene.scenario, scenario)
        )

    def _rest(self, number: int) -> None:
        if number == self._requests:  # else a person has gone on meanwhile
            self._set_running(False)

    def _new_session(self) -> None:
        self._session += 1
        self._pending_step = None
        self._is_changing = True
        self._is_outdated = False

    def _change_done(self) -> None:
        self._is_changing = False
        if self._is_outdated:
            self._scenario_changed(self._state.scenario)

    def _take(self, snapshot: Snapshot) -> None:
        self._turn.begin()  # it ends after the painting that this snapshot asks for
        if snapshot.session == self._session:
            self._state.accept(snapshot.scene.scenario)
            self._change_done()
            self._came = snapshot
            self._snapshot = snapshot = self._focused(snapshot)
            if snapshot.is_stopped and not snapshot.is_running:
                self._set_running(False)
            self.snapshot_changed.emit(snapshot)
            if self._pending_step is not None:
                wanted, self._pending_step = self._pending_step, None
                if min(wanted, snapshot.last_step) != snapshot.step:
                    self.go_to(wanted)

    def _focused(self, snapshot: Snapshot) -> Snapshot:
        """`snapshot` with the run that a person looks at; the same scene for the same one."""
        scene, index = snapshot.scene, min(self._focus, len(snapshot.runs) - 1)
        if scene.focus == index:
            return snapshot
        known = self._focused_scene
        if known is None or known[0] is not scene or known[1].focus != index:
            self._focused_scene = known = scene, replace(scene, focus=index)
        return replace(snapshot, scene=known[1])

    def _painted(self, seconds: float) -> None:
        self.painted.emit(seconds)
        self._return_credit.emit()

    def _reject(self, session: int, message: Message) -> None:
        if session == self._session:
            self._set_running(False)
            self._is_changing = self._is_outdated = False
            self.input_rejected.emit(message)
            if self._snapshot is None:  # not even the first scenario could be built
                self._state.replace(Scenario(), "")
            else:
                self._state.revert()

    def _arrive(self, number: int) -> None:
        # Where a person has gone on meanwhile, the window is no longer bound for that step; but
        # it is after a change that the worker got to know when it was there.
        if number == self._bounds and self._is_bound:
            self._set_running(False)

    def _fail(self, traceback: str) -> None:
        self._set_running(False)
        self.failed.emit(traceback)

    def _set_running(self, on: bool) -> None:
        self._is_bound = False
        if on != self._is_running:
            self._is_running = self._turn.turns.is_training = on
            self.running_changed.emit(on)
