"""Dragging the model in the fit: how many frames a second, and what one costs.

The window is the one at the first start. Its model trains for a while, as a measure; then its line
is dragged by events of the mouse, 125 a second. The work of the window's thread for a frame is told
in seconds of the processor, which a busy machine changes less than how many frames there are.
"""

import math
import os
import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from window import SHORT, is_short, wait, wait_until

from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.window.arrangements import Mode
from lossstudio.gui.app import make_application, make_window
from lossstudio.gui.main_window import MainWindow
from lossstudio.gui.training.garbage import GarbageCollector

SECONDS = 5.0
EVENT = 8
"""Milliseconds between two events of the mouse."""
REACH, LAP = 120, 25
"""Pixels that the pointer goes up, and events for a radian of its way up and down."""


class Frames(QObject):
    """Counts the frames of a while, and the time of the processor that they take."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._times: list[float] = []
        window.controller.snapshot_changed.connect(self._count)

    def _count(self) -> None:
        self._times.append(time.perf_counter())

    def measure(self, what: str, seconds: float) -> None:
        """Print the frames of so many seconds."""
        self._times.clear()
        begin, busy = time.perf_counter(), time.thread_time()
        wait(seconds)
        wait_until(lambda: len(self._times) > 2)
        elapsed, busy = time.perf_counter() - begin, time.thread_time() - busy
        count = len(self._times)
        gaps = [b - a for a, b in zip(self._times, self._times[1:], strict=False)]
        print(
            f"{what}: {count / elapsed:.0f} frames/s, "
            f"{1e3 * statistics.median(gaps):.0f} ms (median) between two; "
            f"the window's thread computes {1e3 * busy / count:.1f} ms a frame"
        )


class Hand(QObject):
    """Drags the end of the line up and down."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._view = window.fit_view
        area = self._view.area
        place = QPointF(*self._view.drag.handles[-1].place)
        self._begin = area.mapFromScene(area.box.mapViewToScene(place))
        self._events = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._move)
        self._send(QEvent.Type.MouseButtonPress, self._begin)
        self._timer.start(EVENT)

    def _move(self) -> None:
        self._events += 1
        up = REACH * (1.0 + math.sin(self._events / LAP))
        self._send(QEvent.Type.MouseMove, self._begin - QPoint(0, round(up)))

    def let_go(self) -> None:
        """Release the button where it was pressed."""
        self._timer.stop()
        self._send(QEvent.Type.MouseButtonRelease, self._begin)

    def _send(self, kind: QEvent.Type, at: QPoint) -> None:
        viewport = self._view.area.viewport()
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        event = QMouseEvent(
            kind,
            QPointF(at),
            QPointF(viewport.mapToGlobal(at)),
            none if kind is QEvent.Type.MouseMove else left,
            none if kind is QEvent.Type.MouseButtonRelease else left,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, event)


def main() -> None:
    """In both windows."""
    seconds = SHORT if is_short(__doc__) else SECONDS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(Path(folder)))
        app = make_application()
        window = make_window(app, language="en", theme="light")
        window.resize(1366, 768)
        window.show()
        collector = GarbageCollector(app)
        frames = Frames(window)
        for mode in Mode:
            window.modes.set(mode)
            window.state.replace(Scenario(), "", anew=True)
            wait(1.0)
            window.controller.play(True)
            wait(0.5)
            frames.measure(f"{mode}, training", seconds)
            window.controller.reset()
            wait_until(lambda: window.controller.snapshot.last_step == 0)
            hand = Hand(window)
            wait(0.5)
            frames.measure(f"{mode}, dragging", seconds)
            hand.let_go()
        window.close()
        collector.stop()


if __name__ == "__main__":
    main()
