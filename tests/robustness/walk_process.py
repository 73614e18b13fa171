"""What a walk knows of its process, and does to it."""

import contextlib
import logging
import os
import signal
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Slot, qWarning

_HARMLESS = (
    "This plugin does not support",  # the screenless platform, of what a desktop is asked for
    "occurs outside target window",  # a drag that goes on beside it, as the mouse may
)


class Findings(logging.Handler):
    """What went wrong: everything that the program's log would take as a warning or worse."""

    def __init__(self, note: Any) -> None:
        super().__init__(logging.WARNING)
        self._note = note
        self.is_clean = True

    def emit(self, record: logging.LogRecord) -> None:
        text = self.format(record)
        if not any(harmless in text for harmless in _HARMLESS):
            self.is_clean = False
            self._note({"found": record.levelname, "by": record.name, "text": text[-6000:]})


class Nowhere(QObject):
    """Takes addresses that would open a browser."""

    @Slot(QUrl)
    def take(self, _: QUrl) -> None:
        pass


def fail(how: str) -> None:
    """Let something go wrong on purpose, to see that it is noticed."""
    if how == "thread":
        thread = threading.Thread(target=int, args=("made on purpose in a thread",))
        thread.start()
        thread.join()
    elif how == "qt":
        qWarning("made on purpose by Qt")
    elif how == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    else:
        raise RuntimeError("made on purpose")


def resident() -> float:
    """MB of memory that the process takes; 0 where the system does not say so in this way."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def anonymous() -> float:
    """MB of it that are of no file: what was asked for, without programs, libraries and fonts."""
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1000 for line in text.splitlines() if line.startswith("RssAnon")),
        0.0,
    )


def limit_memory(megabytes: float) -> None:
    """Let what asks for more fail, rather than the machine."""
    with contextlib.suppress(ImportError):  # Windows has no such limit
        import resource

        limit = int(megabytes * 1e6)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
