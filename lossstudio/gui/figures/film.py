"""An animation of a run: done again in a thread of its own, drawn a frame at a time."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QThread, Signal

from lossstudio.core.file_system import save_error
from lossstudio.engine.files.whole_file import whole_file
from lossstudio.engine.runs.recording import Recording
from lossstudio.gui.figures.frame_worker import FrameWorker
from lossstudio.gui.figures.frames import CancelledError, Reel
from lossstudio.gui.figures.offscreen import Offscreen
from lossstudio.gui.kit.theme import Mode
from lossstudio.gui.training.background import Job, end_thread, start_thread
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.view import View


class Film(QObject):
    """Makes one animation. After `start` comes exactly one of the last four signals."""

    progress = Signal(int)
    """So many frames are drawn."""
    writing = Signal()
    """All of them are drawn; the file is being written."""
    done = Signal()
    cancelled = Signal()
    rejected = Signal(object)
    """A `Message`: why the file could not be written, or the run not be done again."""
    failed = Signal(str)
    """A traceback."""

    _begin = Signal(object)
    _reach = Signal(int)
    _return_credit = Signal()

    def __init__(
        self,
        path: Path,
        steps: Sequence[int],
        names: Sequence[str],
        size: QSize,
        mode: Mode,
        frames_a_second: float,
        is_endless: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._steps = list(steps)
        self._rate, self._is_endless = frames_a_second, is_endless
        self._shown: Mapping[str, View] = {}
        self._reel = Reel()
        self._is_cancelled = self._has_ended = False
        self._offscreen: Offscreen | None = Offscreen(names, size, mode)
        self._offscreen.settled.connect(self._settled)
        self._thread = QThread()
        self._thread.setObjectName("animation")
        self._worker = FrameWorker()
        self._worker.moveToThread(self._thread)
        self._thread.finished.connect(self._worker.deleteLater)
        queued = Qt.ConnectionType.QueuedConnection
        self._begin.connect(self._worker.begin, queued)
        self._reach.connect(self._worker.reach, queued)
        self._return_credit.connect(self._worker.return_credit, queued)
        self._worker.snapshot_ready.connect(self._take, queued)
        self._worker.rejected.connect(lambda _, message: self._reject(message), queued)
        self._worker.failed.connect(self._fail, queued)

    def start(self, recording: Recording, shown: Mapping[str, View]) -> None:
        """Do the run again; the views look as those `shown` do."""
        self._shown = shown
        start_thread(self._thread, self._worker)
        self._begin.emit(recording)

    def cancel(self) -> None:
        """Give up: no file is written, and one that is there stays."""
        self._is_cancelled = True
        if self._thread.isRunning():  # else the file is being written, and its writer looks
            self._stop()
            self._end(self.cancelled)

    def _take(self, snapshot: Snapshot) -> None:
        self._return_credit.emit()
        if self._offscreen is not None and not self._has_ended:
            self._offscreen.show_snapshot(snapshot)
            self._offscreen.wait()

    def _settled(self) -> None:
        if self._offscreen is None or self._has_ended:
            return
        if self._shown:  # after the first snapshot the views know what there is to choose from
            self._offscreen.take_choices(self._shown)
            self._shown = {}
            self._offscreen.wait()
            return
        job = Job(partial(self._reel.add, self._offscreen.image()), self)
        job.done.connect(self._frame_kept)
        job.done.connect(job.deleteLater)
        job.failed.connect(self._fail)
        job.start()

    def _frame_kept(self) -> None:
        if self._has_ended:
            return
        self.progress.emit(len(self._reel))
        if len(self._reel) < len(self._steps):
            self._reach.emit(self._steps[len(self._reel)])
            return
        self._stop()
        self.writing.emit()
        job = Job(self._write, self, writes=True)
        job.done.connect(lambda finished: self._end(self.done if finished else self.cancelled))
        job.rejected.connect(self._reject)
        job.failed.connect(self._fail)
        job.start()

    def _write(self) -> bool:
        """Write the file, in a pool thread; False where it is not wanted any more."""
        try:
            with whole_file(self._path) as file:
                self._reel.write(
                    file,
                    self._rate,
                    is_endless=self._is_endless,
                    is_cancelled=lambda: self._is_cancelled,
                )
        except CancelledError:
            return False
        except OSError as error:
            raise save_error(self._path, error) from error
        return True

    def _reject(self, message: object) -> None:
        self._stop()
        self._end(self.rejected, message)

    def _fail(self, traceback: str) -> None:
        self._stop()
        self._end(self.failed, traceback)

    def _stop(self) -> None:
        """End the thread and take the views away."""
        self._worker.is_cancelled = True
        end_thread(self._thread)
        if self._offscreen is not None:
            self._offscreen.close()
            self._offscreen = None

    def _end(self, signal: object, *values: object) -> None:
        if not self._has_ended:
            self._has_ended = True
            signal.emit(*values)  # type: ignore[attr-defined]
