"""How often things are done: all that is drawn, written down or computed again and again.

Python's one lock is shared by the window, training and the work behind views, so whatever is done
more often than a person sees is taken from the others. Who goes first where two want to work at
the same moment is said by `turns`.
"""

import time
from collections.abc import Callable
from math import inf

from PySide6.QtCore import QObject, QTimer

# -- training and its frames, in seconds ----------------------------------------------------------

SLICE = 0.003
"""Of training between two looks at the queue of requests."""
FRAME, SLOW_FRAME = 1 / 60, 1 / 48
"""Between two snapshots while training runs; and where they take long to paint, so that training
too has time."""
LEAST_REST = 0.2
"""Training has at least so much of the time that painting has."""

# -- views, in seconds ----------------------------------------------------------------------------

CURVE_FRAME = 1 / 40
"""A loss curve is kept so long while training runs, as its view draws every other frame."""
EVERY_OTHER_FRAME = 1 / 31
"""Between two pictures beside the fit: a curve that grows by a pixel looks as smooth as that."""
FIGURES = 0.1
"""Between two tables or sentences of figures: nobody reads what changes faster."""
TEXT = 0.25
"""Between two states of what is read word by word: a step's rows, code, the status."""
_OF_LINES = ((40, 1 / 15), (150, 1 / 10))
_OF_MORE_LINES = 1 / 5
"""Between two diagrams by how many lines they have at most: painting them holds up training."""
LONG_TABLE = 0.5
"""Between two states of a table of samples, which is sorted anew each time."""
COUNTING = 0.066
"""Between two steps that are written down: faster is not read."""
COMFORTABLE, SLOWEST = 0.008, 4.0
"""A frame may take so long before views draw less often, and how many times less at most."""

# -- work that is done again as training runs -----------------------------------------------------

LOOK_AHEAD, PICTURE = 0.25, 0.4
"""Seconds at least between two looks ahead, and two pictures of moving parameters."""
LONG_REST, PICTURE_REST = 10.0, 3.0
"""So many times as long as it took it is not done again, so that slow work comes less often: a look
ahead and costly figures take an eleventh of the time at most, pictures a quarter."""

# -- what a person does, in milliseconds ----------------------------------------------------------

POINTER = 16
"""Between two looks at where the pointer is."""
DRAG, COSTLY_DRAG = 16, 50
"""Between two places on the way of a drag: a step that is known, and a start to train from."""
SETTINGS = 200
"""Between two looks at what training says about the settings."""
ZOOM, COSTLY_ZOOM = 50, 150
"""After the last move of a zoom before finer data, or a finer picture, are asked for."""
TYPING = 700
"""After the last key before a right formula is taken."""
KEEPING = 1500
"""After a change until it is written for a recovery: a dragged slider is one change."""


def frame_time(painting: float) -> float:
    """Seconds from a snapshot to the next one, where the window takes `painting` for it.

    60 frames a second where painting takes less than half of that time, down to 48 where it takes
    more, and fewer only where even that would leave training next to nothing.
    """
    return max(FRAME, min(2.0 * painting, SLOW_FRAME), (1.0 + LEAST_REST) * painting)


def of_lines(lines: int) -> float:
    """Seconds between two pictures of a diagram with so many lines."""
    return next((seconds for most, seconds in _OF_LINES if lines <= most), _OF_MORE_LINES)


def slower(pace: float, seconds: float) -> float:
    """How many times less often views draw after a frame that took `seconds`; before it, `pace`.

    30 frames a second are enough: what moves does so in the fit at every frame, and where one
    frame of all that is open takes long, the others take turns.
    """
    return pace + 0.1 * (min(max(seconds / COMFORTABLE, 1.0), SLOWEST) - pace)


class Rhythm:
    """When something that is done again and again was done last, and whether it is due again."""

    def __init__(self) -> None:
        self._begun = -inf
        self._took = 0.0

    def begin(self) -> None:
        """It is done now."""
        self._begun, self._took = time.monotonic(), 0.0

    def end(self) -> None:
        """It has been done; without this it takes no time."""
        self._took = time.monotonic() - self._begun

    def is_due(self, interval: float, rest: float = 0.0) -> bool:
        """It was begun `interval` seconds ago, and ended `rest` times as long ago as it took."""
        return time.monotonic() - self._begun >= max(interval, (1.0 + rest) * self._took)


class Throttle(QObject):
    """Calls `show` at most every `interval` milliseconds, and always once more at the end.

    The first call after a pause comes at once, so nothing that a person does by hand is late.
    """

    def __init__(self, interval: int, show: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._is_due = False
        self._timer = QTimer(self)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(self._tick)

    def ask(self) -> None:
        """Something has changed."""
        if self._timer.isActive():
            self._is_due = True
        else:
            self._timer.start()
            self._show()

    def _tick(self) -> None:
        if self._is_due:
            self._is_due = False
            self._show()
        else:
            self._timer.stop()
