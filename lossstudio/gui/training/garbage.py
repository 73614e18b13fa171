"""Keeps Python's garbage collector out of the worker's thread.

The collector runs in whatever thread happens to allocate. In the worker's it could delete a widget
there, which Qt does not survive. So it is switched off, and a timer in the window's thread does
its work.
"""

import gc

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
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(INTERVAL)

    def collect(self) -> None:
        """Collect the generations that are over their thresholds."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
        gc.unfreeze()
