"""The work of a window that could not be closed, kept aside while it is open."""

import logging
import os
import time
import uuid
from pathlib import Path

import msgspec
from PySide6.QtCore import QLockFile, QObject, QStandardPaths, QTimer

from lossstudio.core.text import InputError
from lossstudio.engine.files.whole_file import remove_leftovers, write_whole
from lossstudio.engine.scenarios.scenario import Scenario, to_dict
from lossstudio.engine.scenarios.scenario_file import MAX_BYTES, SUFFIX, from_dict
from lossstudio.gui.state.settings import portable_folder
from lossstudio.gui.training.background import Job
from lossstudio.gui.training.pacing import KEEPING

_log = logging.getLogger(__name__)


def recovery_folder() -> Path:
    """Where the work of open windows is kept."""
    beside = portable_folder()
    if beside is not None:
        return beside / "recovery"
    location = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(location)) / "recovery"


class _Kept(msgspec.Struct, frozen=True):
    """What a recovery file holds. `saved_at` is in seconds since 1970."""

    scenario: dict[str, object]
    document: str | None
    saved_at: float


class Lost:
    """Work that was left by a window that is no longer there. It is ours until we are done."""

    def __init__(self, file: Path, lock: QLockFile, kept: _Kept, scenario: Scenario) -> None:
        self._file, self._lock = file, lock
        self.scenario = scenario
        self.document = Path(kept.document) if kept.document else None
        """The scenario file that was being worked on; None for work without one."""
        self.saved_at = kept.saved_at
        """When it was kept, in seconds since 1970."""

    def release(self) -> None:
        """Leave it as it is, for another time."""
        self._lock.unlock()

    def discard(self) -> None:
        """Done with it: it will not be found again."""
        _remove(self._file)
        self._lock.unlock()


class Recovery(QObject):
    """Keeps the current scenario in a file of this window's own until the window is closed.

    A lock tells windows that are open from those that are gone. Where the folder cannot be written
    there is no recovery, and nothing else suffers.
    """

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._file = folder / f"{uuid.uuid4().hex}{SUFFIX}"
        self._lock: QLockFile | None = None
        self._newest: _Kept | None = None
        self._job: Job[None] | None = None
        self._is_closed = self._is_forgotten = False
        self._timer = QTimer(self, singleShot=True, interval=KEEPING)
        self._timer.timeout.connect(self._write)

    def keep(self, scenario: Scenario, document: Path | None) -> None:
        """Write `scenario` soon, off the window's thread; of several in a row the newest."""
        self._newest, self._is_forgotten = _kept(scenario, document), False
        if not self._timer.isActive():
            self._timer.start()

    def forget(self) -> None:
        """There is nothing that would be lost."""
        self._newest, self._is_forgotten = None, True
        self._timer.stop()
        if self._lock is not None and self._job is None:
            _remove(self._file)

    def keep_now(self, scenario: Scenario, document: Path | None) -> None:
        """Write `scenario` at once: something has gone wrong."""
        self._newest, self._is_forgotten = None, False
        self._save(_kept(scenario, document))

    def close(self) -> None:
        """The window is closed as it should be: nothing is left to recover.

        Call it when no work is under way any more in the pool.
        """
        self._is_closed = True
        self._timer.stop()
        _remove(self._file)
        if self._lock is not None:
            self._lock.unlock()

    def find_lost(self) -> list[Lost]:
        """What other windows have left, the newest first."""
        remove_leftovers(self._folder)
        try:
            files = [file for file in self._folder.glob("*" + SUFFIX) if file != self._file]
        except OSError:
            return []
        found = [lost for lost in map(_lost, files) if lost is not None]
        return sorted(found, key=lambda lost: lost.saved_at, reverse=True)

    def _write(self) -> None:
        kept = self._newest
        if kept is None or self._is_closed:
            return
        if self._job is not None:  # one at a time, or an older one could come last
            self._timer.start()
            return
        self._newest = None
        job = self._job = Job(lambda: self._save(kept), self, writes=True)
        job.done.connect(self._done)
        job.failed.connect(self._done)
        job.start()

    def _done(self, problem: str | None) -> None:
        if problem:
            _log.warning("the work could not be kept for recovery: %s", problem)
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        if self._is_forgotten:
            _remove(self._file)

    def _save(self, kept: _Kept) -> None:
        try:
            if self._lock is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._lock = _lock_of(self._file)
                self._lock.tryLock(0)
            write_whole(self._file, msgspec.json.encode(kept))
        except OSError as error:
            _log.warning("the work could not be kept for recovery: %s", error)


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("a recovery file cannot be removed: %s", error)


def _kept(scenario: Scenario, document: Path | None) -> _Kept:
    return _Kept(to_dict(scenario), os.fspath(document) if document else None, time.time())


def _lock_of(file: Path) -> QLockFile:
    lock = QLockFile(str(file.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # it is stale when its program is gone, however old it is
    return lock


def _lost(file: Path) -> Lost | None:
    """The work in `file`, unless its window is still open; what cannot be read is removed."""
    lock = _lock_of(file)
    if not lock.tryLock(0):
        return None
    try:
        with file.open("rb") as stream:
            kept = msgspec.json.decode(stream.read(2 * MAX_BYTES), type=_Kept)
        return Lost(file, lock, kept, from_dict(dict(kept.scenario)))
    except (OSError, InputError, msgspec.MsgspecError, RecursionError) as error:
        _log.warning("work kept for recovery cannot be read: %s", error)
        _remove(file)
        lock.unlock()
        return None
