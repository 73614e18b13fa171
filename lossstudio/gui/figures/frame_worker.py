"""A worker that does a run again for figures, from step to step, and can be called off."""

import time
import traceback
from collections.abc import Callable

from PySide6.QtCore import Slot

from lossstudio.core.text import InputError
from lossstudio.engine.runs.recording import Recording, Replay
from lossstudio.gui.training.training_worker import TrainingWorker

_SLICE = 0.02
"""Seconds of training between two looks at whether it is still wanted."""


class FrameWorker(TrainingWorker):
    """A training worker that only moves where it is told to, and reports each place once."""

    def __init__(self, progress: Callable[[int], None] = lambda done: None) -> None:
        """`progress` hears of steps that have been done, in the worker's thread."""
        super().__init__()
        self.is_cancelled = False
        """Set from any thread to end a `reach` early, without a snapshot."""
        self._progress = progress

    @Slot(object)
    def begin(self, recording: Recording) -> None:
        """Report the first step of a recorded run; `reach` then does its steps again."""
        try:
            self.start()
            self._experiment = Replay(recording)
            self._new_scene()
        except InputError as error:
            self.rejected.emit(self._session, error.message)
        except Exception:
            self.failed.emit(traceback.format_exc())

    @Slot(int)
    def reach(self, step: int) -> None:
        """Train on to `step`, or as far as there are finite numbers, and report."""
        try:
            self._train_to(step)
        except Exception:
            self.failed.emit(traceback.format_exc())

    def _train_to(self, step: int) -> None:
        experiment = self._experiment
        assert experiment is not None
        count = 1
        while not self.is_cancelled and experiment.step < step and not experiment.is_stopped:
            begin = time.perf_counter()
            done = experiment.advance(min(count, step - experiment.step))
            if not done:
                break
            self._progress(done)
            took = time.perf_counter() - begin
            count = max(1, min(2 * count, int(done * _SLICE / max(took, 1e-6))))
        if not self.is_cancelled:
            self._moved()
