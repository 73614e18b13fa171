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


class Turns:
    """Who may work: one object that the window, the worker and the work behind views share.

    What is told nothing else has one of its own, and waits for nobody.
    """

    def __init__(self) -> None:
        self._is_idle = threading.Event()
        self._is_idle.set()
        self.is_training = False
        """Training runs, as the window sees it."""

    def claim(self) -> None:
        """The window works, or is about to be sent something: others wait from now on."""
        self._is_idle.clear()

    def release(self) -> None:
        """The window has done its work."""
        self._is_idle.set()

    def let_window_work(self) -> None:
        """Wait, in another thread, while the window works; never for long."""
        self._is_idle.wait(PATIENCE)


class Courtesy:
    """Keeps a side line of work out of the way while training runs: it works half of the time."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._since = time.perf_counter()

    def give_way(self) -> None:
        """Let the window work, and training as long as this work has taken since the last time."""
        worked = time.perf_counter() - self._since
        self._turns.let_window_work()
        if self._turns.is_training:
            time.sleep(min(worked, PATIENCE))
        self._since = time.perf_counter()


class WindowTurn(QObject):
    """A piece of work in the window's thread, painting included.

    `done` is called after it, with the seconds that it took.
    """

    def __init__(
        self, turns: Turns, parent: QObject, done: Callable[[float], None] | None = None
    ) -> None:
        super().__init__(parent)
        self.turns = turns
        self._done = done
        self._left = 0
        self._begun = 0.0
        # A timer, unlike `singleShot(0)`, comes after the posted events, painting among them.
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def begin(self) -> None:
        """The window begins to work; call it again and it takes longer."""
        self.turns.claim()
        if not self._timer.isActive():
            self._begun = time.perf_counter()
        self._left = TURNS
        self._timer.start(0)

    def _turn(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._timer.stop()
            self.turns.release()
            if self._done is not None:
                self._done(time.perf_counter() - self._begun)
