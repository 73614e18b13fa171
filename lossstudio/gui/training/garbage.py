"""Keeps Python's garbage collector out of the worker's thread.

The collector runs in whatever thread happens to allocate. In the worker's it could delete a widget
there, which Qt does not survive. So it is switched off, and a timer in the window's thread does
its work.
"""

import gc
import sys
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1000
"""Milliseconds between two looks at what has piled up."""


class GarbageCollector(QObject):
    """Collects in the thread it lives in, as often as Python itself would; until `stop`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # What the start has left is here to stay, and need not be looked at ever.
        gc.disable()
        gc.freeze()
        self._has_collected_all = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(INTERVAL)

    def collect(self) -> None:
        """Collect the generations that are over their thresholds.

        After all of them, the next look returns freed memory to the system: each of the two may
        take longer than a frame.
        """
        if self._has_collected_all:
            self._has_collected_all = False
            return_freed_memory()
            return
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                self._has_collected_all = generation == 2
                return

    def collect_all(self) -> None:
        """Collect everything now, and return freed memory to the system."""
        gc.collect()
        self._has_collected_all = False
        return_freed_memory()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()


def return_freed_memory() -> None:
    """Return to the system what the C library keeps of freed memory, where it can be asked to.

    glibc keeps all that lies below something still in use: after pictures of many sizes have come
    and gone, that is a third of what the program takes.
    """
    trim = _malloc_trim()
    if trim is not None:
        trim(0)


@cache
def _malloc_trim() -> Callable[[int], int] | None:
    if sys.platform != "linux":
        return None
    from ctypes import CDLL  # not before the window's first picture

    trim: Callable[[int], int] | None = getattr(CDLL(None), "malloc_trim", None)
    return trim
