"""The clock of a step in slow motion: which beat it is, and how far its picture is drawn."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from lossstudio.engine.numbers.story import Beat
from lossstudio.gui.kit.motion import is_reduced
from lossstudio.gui.training.pacing import FRAME

SECONDS = {
    Beat.PREDICTION: 1.0,
    Beat.ERROR: 1.0,
    Beat.SLOPE: 1.2,
    Beat.GRADIENT: 1.6,
    Beat.UPDATE: 1.2,
}
"""How long each beat takes: six seconds in all."""
MOVING = 0.6
"""The share of a beat in which its picture is drawn; the rest is to look at it."""


class Player(QObject):
    """Goes from beat to beat, or waits. With reduced motion it waits after each beat, whose picture
    is drawn at once."""

    changed = Signal()
    """There is something else to see."""
    finished = Signal()
    """The last beat has been told."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.clock: Callable[[], float] = time.monotonic
        """Seconds, since whenever."""
        self.is_still: Callable[[], bool] = is_reduced
        """Whether nothing may move."""
        self.beat = Beat.PREDICTION
        self._is_on = self._is_paused = self._waits = False
        self._elapsed = self._looked = 0.0
        self._timer = QTimer(self, interval=round(1000 * FRAME))
        self._timer.timeout.connect(self.tick)

    @property
    def is_on(self) -> bool:
        """A step is being told."""
        return self._is_on

    @property
    def is_paused(self) -> bool:
        """The clock stands still."""
        return self._is_paused

    @property
    def share(self) -> float:
        """How far the picture of the beat is drawn, from 0 to 1: slowly at both ends."""
        part = min(self._elapsed / (MOVING * SECONDS[self.beat]), 1.0)
        return part * part * (3.0 - 2.0 * part)

    def begin(self) -> None:
        """Tell from the first beat on."""
        self._is_on = True
        self._waits = self.is_still()
        self._go_to(Beat.PREDICTION)

    def end(self) -> None:
        """Tell no more."""
        self._is_on = False
        self._timer.stop()

    def toggle(self) -> None:
        """Pause, or go on from beat to beat; with reduced motion, to the next one."""
        if not self._is_on:
            return
        if self.is_still():
            self.forward()
            return
        self._waits = False
        self._set_paused(not self._is_paused)
        self.changed.emit()

    def forward(self) -> None:
        """Tell the next beat, and wait after it; after the last one, the end."""
        if not self._is_on:
            return
        self._waits = True
        if self.beat is Beat.UPDATE:
            self._finish()
        else:
            self._go_to(Beat(self.beat + 1))

    def backward(self) -> None:
        """Tell the beat before, or the first one once more, and wait after it."""
        if self._is_on:
            self._waits = True
            self._go_to(Beat(max(self.beat - 1, 0)))

    def tick(self) -> None:
        """Look at the clock."""
        if not self._is_on or self._is_paused:
            return
        now = self.clock()
        before = self.share
        self._elapsed += now - self._looked
        self._looked = now
        if self._elapsed >= SECONDS[self.beat]:
            if self._waits:
                self._set_paused(True)
            elif self.beat is Beat.UPDATE:
                self._finish()
                return
            else:
                self._go_to(Beat(self.beat + 1))
                return
        if self.share != before or self._is_paused:
            self.changed.emit()

    def _go_to(self, beat: Beat) -> None:
        self.beat = beat
        self._elapsed = SECONDS[beat] if self.is_still() else 0.0
        self._set_paused(self.is_still())
        self.changed.emit()

    def _set_paused(self, is_paused: bool) -> None:
        self._is_paused = is_paused
        self._looked = self.clock()
        if is_paused:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _finish(self) -> None:
        self._elapsed = SECONDS[self.beat]
        self._set_paused(True)
        self.finished.emit()
