"""The log: what a report of a fault needs, in the platform's usual place.

Starts and ends with the versions, warnings of Qt's, and unexpected errors. It is never larger than
two files of `LIMIT`; several windows write to it at once. Where it cannot be written there is none,
and nothing else suffers. It names no person: the home folder is written ``~``.
"""

import contextlib
import faulthandler
import logging
import os
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import IO

from PySide6.QtCore import QLockFile, QMessageLogContext, QtMsgType, qInstallMessageHandler

from lossstudio.gui.state.settings import portable_folder

NAME, OLDER, CRASH = "lossstudio.log", "lossstudio.1.log", "crash.log"
"""The log, what it held before, and what Python writes when it is brought down."""

LIMIT = 1_000_000
"""Bytes of the log; what it then holds becomes the older one."""
LONGEST = 20_000
"""Characters of one entry, at most: of a longer one the beginning and the end."""
MOST = 20
"""How often the same entry is written: what fails may fail at every frame."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)


def log_folder() -> Path:
    """Where the platform keeps a program's logs; beside a program that is portable."""
    beside = portable_folder()
    if beside is not None:
        return beside
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else _home() / "AppData" / "Local") / "LossStudio" / "Logs"
    if sys.platform == "darwin":
        return _home() / "Library" / "Logs" / "LossStudio"
    state = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (state if state.is_absolute() else _home() / ".local" / "state") / "LossStudio"


def without_home(text: str) -> str:
    """`text` with ``~`` for the home folder, whose name is often a person's."""
    home = _home()
    if len(home.parts) < 2:
        return text
    for written in {str(home), home.as_posix(), str(home).replace("\\", "\\\\")}:
        text = text.replace(written, "~")
    return text


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # nobody's
        return Path(tempfile.gettempdir())


class LogFile(logging.Handler):
    """Appends entries to the log in `folder`.

    The file is opened for each: entries are few, and so no window keeps another from replacing it.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder / NAME
        self._written: Counter[int] = Counter()
        pattern = "%(asctime)s [%(process)d] %(levelname)s %(name)s: %(message)s"
        self.setFormatter(logging.Formatter(pattern))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if not self._is_news(record):
                return
            text = without_home(self.format(record))
            if len(text) > LONGEST:
                text = f"{text[: LONGEST // 2]}\n…\n{text[-LONGEST // 2 :]}"
            entry = f"{text}\n".encode("utf-8", "backslashreplace")
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self._has_room(len(entry)):
                with self.path.open("ab") as file:
                    file.write(entry)
        except OSError:
            pass  # a log that cannot be written is no reason to say anything
        except Exception:
            self.handleError(record)

    def _is_news(self, record: logging.LogRecord) -> bool:
        said = hash((record.name, record.getMessage(), str(record.exc_info)))
        self._written[said] += 1
        return self._written[said] <= MOST

    def _has_room(self, count: int) -> bool:
        """Make room for `count` bytes; false where that is not possible."""
        if self._size() + count <= LIMIT:
            return True
        lock = QLockFile(str(self.path.with_suffix(".lock")))
        if lock.tryLock(100):
            try:
                if self._size() + count > LIMIT:  # no other window was quicker
                    self.path.replace(self.path.with_name(OLDER))
            finally:
                lock.unlock()
        return self._size() + count <= LIMIT

    def _size(self) -> int:
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0


class Log:
    """What is done while the log is kept: collects from Python's logging, Qt and the threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._handlers: list[logging.Handler] = [LogFile(folder)]
        if sys.stderr is not None:  # a program without a console has none
            shown = logging.StreamHandler()
            shown.setLevel(logging.WARNING)
            self._handlers.append(shown)
        for handler in self._handlers:
            logging.getLogger().addHandler(handler)
        for name in ("lossstudio", "qt"):
            logging.getLogger(name).setLevel(logging.INFO)
        self._crash = self._watch_for_crashes()
        qInstallMessageHandler(_take_from_qt)
        threading.excepthook = _thread_failed
        sys.unraisablehook = _was_ignored

    def end(self) -> None:
        """Collect no longer."""
        qInstallMessageHandler(None)
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        if self._crash is not None:
            faulthandler.disable()
            self._crash.close()
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)

    def _watch_for_crashes(self) -> IO[str] | None:
        """Take over what the last crash has left, and have the next one written down.

        In a file of its own, which stays open: nothing can be opened any more in a crash.
        """
        path = self.folder / CRASH
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = path.open("a+", encoding="utf-8", errors="replace")
        except OSError:
            return None
        with contextlib.suppress(OSError):
            file.seek(0)
            left = file.read(LIMIT)
            file.truncate(0)
            if left.strip():
                _log.error("a window before this one was brought down:\n%s", left)
        faulthandler.enable(file)
        return file


def _take_from_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    name = f"qt.{context.category}" if context.category else "qt"
    logging.getLogger(name).log(_LEVELS.get(kind, logging.WARNING), "%s", text)


def _thread_failed(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_type is SystemExit:
        return
    name = failure.thread.name if failure.thread is not None else "?"
    error = failure.exc_value or failure.exc_type()
    _log.error("unexpected error in the thread %s", name, exc_info=error)


def _was_ignored(ignored: "sys.UnraisableHookArgs") -> None:
    said = ignored.err_msg or "error that could not be raised"
    _log.error("%s: %r", said, ignored.object, exc_info=ignored.exc_value)
