"""Taking turns: while the window has something to do, threads that compute wait for it.

Python has one lock. A window that fights for it with threads that compute loses it at every call
into Qt and waits for it again, hundreds of times in a frame and up to some milliseconds each time:
measured with nine views open, 4 frames a second where the work itself would allow 30. Nobody is
the faster for it, so they wait for one another instead.
"""

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

PATIENCE = 0.1
"""Seconds for which a thread waits for the window: it may be busy with something else."""
TURNS = 2
"""Turns of the event loop after which what was asked for is painted: a plot's scene tells its view
in the first one what to paint."""

_is_idle = threading.Event()
_is_idle.set()


def let_window_work() -> None:
    """Wait, in another thread, while the window works; never for long."""
    _is_idle.wait(PATIENCE)


class Courtesy:
    """Keeps a side line of work out of the way while training runs: it works half of the time."""

    is_training = False
    """Training runs, as the window sees it."""

    def __init__(self) -> None:
        self._since = time.perf_counter()

    def give_way(self) -> None:
        """Let the window work, and training as long as this work has taken since the last time."""
        worked = time.perf_counter() - self._since
        let_window_work()
        if Courtesy.is_training:
            time.sleep(min(worked, PATIENCE))
        self._since = time.perf_counter()


class WindowTurn(QObject):
    """A piece of work in the window's thread, painting included.

    `done` is called after it, with the seconds that it took.
    """

    def __init__(self, parent: QObject, done: Callable[[float], None] | None = None) -> None:
        super().__init__(parent)
        self._done = done
        self._left = 0
        self._begun = 0.0
        # A timer, unlike `singleShot(0)`, comes after the posted events, painting among them.
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def begin(self) -> None:
        """The window begins to work; call it again and it takes longer."""
        _is_idle.clear()
        if not self._timer.isActive():
            self._begun = time.perf_counter()
        self._left = TURNS
        self._timer.start(0)

    def _turn(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._timer.stop()
            _is_idle.set()
            if self._done is not None:
                self._done(time.perf_counter() - self._begun)


def claim_turn() -> None:
    """The window is about to be sent something: others wait from now on."""
    _is_idle.clear()
