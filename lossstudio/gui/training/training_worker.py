"""The worker: trains in its own thread, in short slices, and reports with back-pressure.

Pause, steps and changes are queued slots, which get through between two slices without locks or
shared flags. One snapshot at most is under way: the window returns the credit when it has painted.
"""

import time
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from lossstudio.core.datasets import Dataset
from lossstudio.core.text import InputError, Message
from lossstudio.engine.diagnosis import Status
from lossstudio.engine.measuring.measures import Measures, baselines
from lossstudio.engine.measuring.picture import make_canvas
from lossstudio.engine.runs.comparisons import run_names
from lossstudio.engine.runs.experiment import Experiment, changes_training, why_restart
from lossstudio.engine.runs.recording import record
from lossstudio.engine.runs.watch import Watch
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.training.trainer import Trainer
from lossstudio.gui.kit.i18n import message_text
from lossstudio.gui.training.pacing import SLICE, frame_time
from lossstudio.gui.training.run_figures import Figures, run_snapshot
from lossstudio.gui.training.snapshot import RunSnapshot, Scene, Snapshot
from lossstudio.gui.training.turns import Turns

UNLIMITED = float("inf")
_MOST_LEFT = 3
"""Runs that undo can bring back with their steps."""


def _guarded(slot: Callable[..., None]) -> Callable[..., None]:
    """Report what goes wrong in a slot instead of losing it in the thread."""

    @wraps(slot)
    def guarded(self: "TrainingWorker", *args: Any) -> None:
        try:
            slot(self, *args)
        except InputError as error:
            self._pause()
            self.rejected.emit(self._session, error.message)
        except Exception:
            self._pause()
            self.failed.emit(traceback.format_exc())

    return guarded


class TrainingWorker(QObject):
    """Owns the experiment. Everything here runs in the worker's thread."""

    snapshot_ready = Signal(object)
    """A `Snapshot`. The next one comes only after `return_credit`."""
    rejected = Signal(int, object)
    """(session, Message): settings that do not fit; the experiment is as it was before."""
    recording_ready = Signal(object)
    """The `Recording` that was asked for."""
    arrived = Signal(int)
    """(number): the step of that `train_to` is reached; training is paused."""
    rested = Signal(int)
    """(number): training has paused by itself, after so many requests to play or pause."""
    failed = Signal(str)
    """A traceback: something unexpected. Training is paused."""

    def __init__(self, turns: Turns | None = None) -> None:
        super().__init__()
        self._turns = turns or Turns()
        self._experiment: Experiment | None = None
        self._left: list[Experiment] = []  # those with steps that others took the place of
        self._scene: Scene | None = None
        self._baselines: tuple[Dataset, Measures] | None = None
        self._session = 0
        self._playing = False
        self._goal: int | None = None  # the step to train to, as fast as it goes
        self._goal_number = 0
        self._watch = Watch()
        self._requests = 0  # to play or pause
        self._speed = UNLIMITED
        self._credit = True
        self._owed = False  # something has changed that no snapshot has shown
        self._notice: Message | None = None
        self._window: tuple[int, int] | None = None
        self._steps_a_slice = 1
        self._debt = 0.0  # steps that the chosen speed asks for and that are not done yet
        self._last_time = 0.0
        self._next_frame = 0.0
        self._sent_at = 0.0
        self._figures: dict[int, Figures] = {}
        self._frame = 0
        self._timer: QTimer | None = None

    # -- requests, each a queued slot -------------------------------------------------------------

    @Slot()
    def start(self) -> None:
        """Called in the worker's thread when it begins: timers belong to the thread."""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @Slot(int, object, bool)
    @_guarded
    def load(self, session: int, scenario: Scenario, keep_playing: bool) -> None:
        """Begin `scenario` at step 0."""
        self._session = session
        self._experiment, self._left = Experiment(scenario), []
        self._window = None
        self._playing = keep_playing and self._playing
        self._goal = None
        self._watch.forget()
        self._new_scene()
        self._schedule()

    @Slot(int, object)
    @_guarded
    def change(self, session: int, scenario: Scenario) -> None:
        """Go on with other settings, or begin anew where that is not possible; with those that are
        brought back by undo, go on where they were left."""
        assert self._experiment is not None
        self._session = session
        reason = why_restart(self._experiment.scenario, scenario)
        if reason is None:
            if changes_training(self._experiment.scenario, scenario):
                self._watch.forget()
            self._experiment.change(scenario)
        else:
            had_steps = self._experiment.last_step > 0
            # Undo brings back the very same value; an equal one is a new beginning.
            left = next((each for each in self._left if each.scenario is scenario), None)
            before, self._experiment = self._experiment, left or Experiment(scenario)
            kept = [each for each in self._left if each is not left]
            self._left = [*kept, *[before] * had_steps][-_MOST_LEFT:]
            self._watch.forget()
            self._window = None
            self._notice = reason if had_steps and left is None else None
        self._new_scene()
        self._schedule()

    @Slot(bool)
    @_guarded
    def play(self, on: bool) -> None:
        """Run or pause."""
        assert self._experiment is not None
        self._requests += 1
        self._playing = on
        self._goal = None
        self._watch.found = None
        self._debt = 0.0
        self._last_time = time.perf_counter()
        if not on:
            self._figures.clear()
        self._report()
        self._schedule()

    @Slot(int)
    @_guarded
    def step(self, count: int) -> None:
        """Pause and do `count` steps; negative: go back."""
        assert self._experiment is not None
        self._pause()
        self._watch.found = None
        if count >= 0:
            self._experiment.advance(count)
        else:
            self._watch.forget()
            self._experiment.go_to(max(0, self._experiment.step + count))
        self._moved()

    @Slot(int, int)
    @_guarded
    def train_to(self, number: int, step: int) -> None:
        """Train to `step` at full speed and pause there; it can be paused on the way. `number`
        tells of which request `arrived` is said."""
        assert self._experiment is not None
        self.play(True)
        self._goal, self._goal_number = step, number
        self._schedule()

    @Slot(int)
    @_guarded
    def go_to(self, step: int) -> None:
        """Pause and return to a known step."""
        assert self._experiment is not None
        self._pause()
        self._watch.forget()
        self._experiment.go_to(min(max(step, 0), self._experiment.last_step))
        self._moved()

    @Slot()
    @_guarded
    def go_on(self) -> None:
        """Forget the steps after this one and run."""
        assert self._experiment is not None
        self._experiment.forget_later()
        self.play(True)

    @Slot()
    @_guarded
    def tell_recording(self) -> None:
        """Tell all that the steps so far follow from."""
        assert self._experiment is not None
        self.recording_ready.emit(record(self._experiment))

    @Slot(object)
    @_guarded
    def watch_for(self, statuses: frozenset[Status]) -> None:
        """Where the scenario does not say when to pause: once every run has one of these."""
        self._watch = Watch(statuses)

    @Slot(float)
    @_guarded
    def set_speed(self, steps_a_second: float) -> None:
        """How many steps a second; infinity for as many as the machine can."""
        self._speed = steps_a_second
        self._debt = 0.0
        self._schedule()

    @Slot(object)
    @_guarded
    def set_window(self, window: tuple[int, int] | None) -> None:
        """The steps that the loss curve shows, (first, last); None for all of them."""
        self._window = window
        self._report()

    @Slot()
    @_guarded
    def return_credit(self) -> None:
        """The window has painted the last snapshot."""
        self._credit = True
        self._next_frame = self._sent_at + frame_time(time.perf_counter() - self._sent_at)
        if self._owed and not self._playing:
            self._send()

    # -- the work ---------------------------------------------------------------------------------

    def _pause(self) -> None:
        self._playing = False
        self._goal = None

    def _schedule(self) -> None:
        assert self._timer is not None
        if self._playing:
            at_once = self._speed == UNLIMITED or self._goal is not None
            self._timer.start(0 if at_once else 4)
        else:
            self._timer.stop()

    @Slot()
    @_guarded
    def _tick(self) -> None:
        """One slice of training."""
        experiment = self._experiment
        if experiment is None or not self._playing:
            return
        self._turns.let_window_work()
        now = time.perf_counter()
        if self._goal is not None:
            wanted = min(self._steps_a_slice, self._goal - experiment.step)
        elif self._speed == UNLIMITED:
            wanted = self._steps_a_slice
        else:
            # What a stall has piled up beyond a quarter of a second is let go.
            self._debt = min(
                self._debt + (now - self._last_time) * self._speed, max(1.0, self._speed / 4)
            )
            wanted = min(int(self._debt), self._steps_a_slice)
        self._last_time = now
        if wanted > 0:
            if self._goal is None:
                done = self._watch.advance(experiment, wanted)
            else:
                done = experiment.advance(wanted)
            self._debt = max(0.0, self._debt - done)
            took = time.perf_counter() - now
            if done == self._steps_a_slice or took > SLICE:
                ideal = max(1, int(done * SLICE / max(took, 1e-6)))
                self._steps_a_slice = max(1, min(ideal, 2 * self._steps_a_slice))
            self._owed = self._owed or done > 0
            if done and experiment.has_met_stop:
                names = run_names(experiment.scenario, message_text)
                self._notice = experiment.stops.message(names)
            is_over = experiment.is_stopped or (done and experiment.has_met_stop)
            if is_over or self._watch.found is not None:
                self._pause()
                self._moved()
                self.rested.emit(self._requests)
                return
        if self._goal is not None and experiment.step >= self._goal:
            self._pause()
            self._moved()
            self.arrived.emit(self._goal_number)
            return
        now = time.perf_counter()
        if self._owed and self._credit and now >= self._next_frame:
            self._send()

    def _moved(self) -> None:
        """The step has changed by request: tell it exactly, and at once."""
        self._figures.clear()
        self._report()
        self._schedule()

    def _new_scene(self) -> None:
        assert self._experiment is not None
        trainers = self._experiment.trainers
        dataset = trainers[0].objective.dataset
        old = self._scene
        canvas = old.canvas if old and old.dataset is dataset else make_canvas(dataset)
        self._scene = Scene(
            self._experiment.scenario,
            dataset,
            canvas,
            tuple(trainer.objective for trainer in trainers),
        )
        self._figures.clear()
        self._report()

    @Slot()
    @_guarded
    def report(self) -> None:
        """Tell again what is known already: runs are named in another language."""
        self._report()

    def _report(self) -> None:
        """A snapshot is due, now or as soon as there is credit."""
        self._owed = True
        if self._credit:
            self._send()

    def _send(self) -> None:
        experiment, scene = self._experiment, self._scene
        if experiment is None or scene is None:
            return
        self._scene, old = self._current_scene(scene), scene
        scene = self._scene
        if scene is not old:
            self._figures.clear()
        self._frame += 1
        scenario = experiment.scenario
        names = zip(run_names(scenario, message_text), scenario.run_names(), strict=True)
        snapshot = Snapshot(
            session=self._session,
            scene=scene,
            step=experiment.step,
            last_step=experiment.last_step,
            is_running=self._playing,
            is_stopped=experiment.is_stopped,
            changes=tuple(sorted({at for one in experiment.trainers for at in one.changes})),
            runs=tuple(
                self._run_snapshot(index, trainer, named, scene)
                for index, (trainer, named) in enumerate(
                    zip(experiment.trainers, names, strict=True)
                )
            ),
            baselines=self._baselines_of(scene.dataset),
            notice=self._notice,
            rests=self._watch.found,
        )
        self._notice = None
        self._owed = False
        self._credit = False
        self._sent_at = time.perf_counter()
        if self._playing:
            self._turns.claim()
        self.snapshot_ready.emit(snapshot)

    def _baselines_of(self, dataset: Dataset) -> Measures:
        if self._baselines is None or self._baselines[0] is not dataset:
            self._baselines = dataset, baselines(dataset)
        return self._baselines[1]

    def _current_scene(self, scene: Scene) -> Scene:
        """`scene`, or another where going back has led to a step with other settings."""
        assert self._experiment is not None
        objectives = tuple(trainer.objective for trainer in self._experiment.trainers)
        if all(a is b for a, b in zip(objectives, scene.objectives, strict=True)):
            return scene
        dataset = objectives[0].dataset
        return Scene(
            scene.scenario,
            dataset,
            scene.canvas if dataset is scene.dataset else make_canvas(dataset),
            objectives,
        )

    def _run_snapshot(
        self, index: int, trainer: Trainer, named: tuple[str, str], scene: Scene
    ) -> RunSnapshot:
        figures, n_runs = self._figures.setdefault(index, Figures()), len(scene.objectives)
        if not self._playing or figures.is_due(n_runs):
            figures.compute(trainer, n_runs)
        figures.draw(trainer, scene.canvas, self._frame + index if self._playing else 0, n_runs)
        figures.thin(trainer, self._window, keep=self._playing)
        return run_snapshot(trainer, figures, named)
