"""The window beside training: what it costs the worker, how smooth it stays, how soon it is there.

Training runs without a window and beside one that draws at 60 frames a second, in turns, and the
ratio is printed. A timer in the window's thread notes the gaps between two of its turns.

Two threads of one core slow each other down whatever they do. So training without a window is also
timed beside a process that computes for as much of the time as the window did: where that costs
much, the machine has not two cores to spare.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QSettings, QTimer

from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Data, Scenario
from lossstudio.gui.app import make_application, make_window
from lossstudio.gui.main_window import MainWindow
from lossstudio.gui.training.garbage import GarbageCollector
from lossstudio.gui.training.training_worker import UNLIMITED

SECONDS = 3.0
SHORT = 0.1
LONGEST = 60.0
"""How long each thing is measured: usually, and where it is only to be seen that it works."""


def is_short(description: str | None) -> bool:
    """Whether the command line asks for the short run."""
    parser = argparse.ArgumentParser(description=(description or "").splitlines()[0])
    parser.add_argument("--short", action="store_true", help="a run of seconds, to see it work")
    short: bool = parser.parse_args().short
    return short


def headless(scenario: Scenario, seconds: float = SECONDS) -> float:
    """Steps a second without a window."""
    experiment = Experiment(scenario)
    experiment.advance(1000)
    begin, start = time.perf_counter(), experiment.step
    while time.perf_counter() - begin < seconds:
        experiment.advance(200)
    return (experiment.step - start) / (time.perf_counter() - begin)


class Pulse(QObject):
    """Notes how long the event loop is away, and counts the frames that are painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.frames = 0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)
        window.controller.snapshot_changed.connect(self._count)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now

    def _count(self) -> None:
        self.frames += 1


NEIGHBOUR = """
import sys, time
duty = float(sys.argv[1])
while True:
    begin = time.perf_counter()
    while time.perf_counter() - begin < duty / 60:
        pass
    time.sleep((1 - duty) / 60)
"""


def beside_process(scenario: Scenario, duty: float, seconds: float = SECONDS) -> float:
    """Steps a second without a window, beside a process that computes for `duty` of the time."""
    neighbour = subprocess.Popen([sys.executable, "-c", NEIGHBOUR, str(duty)])
    try:
        return headless(scenario, seconds)
    finally:
        neighbour.kill()
        neighbour.wait()


def beside(window: MainWindow, seconds: float = SECONDS) -> tuple[float, float, float, Pulse]:
    """Beside the live window: steps a second, frames a second, the share of the time in which the
    window's thread computes, and the gaps in its event loop."""
    controller = window.controller
    if window.resting.switch.isChecked():  # it shall go on where it has converged
        window.resting.switch.trigger()
    controller.reset()
    controller.set_speed(UNLIMITED)
    wait(seconds / 6)
    controller.play(True)
    wait_until(lambda: controller.snapshot is not None and controller.snapshot.step > 0)
    wait(seconds / 6)
    start, begin = controller.snapshot.step, time.perf_counter()
    busy = time.thread_time()
    pulse = Pulse(window)
    wait(seconds)
    wait_until(lambda: pulse.gaps and pulse.frames)
    elapsed = time.perf_counter() - begin
    steps = (controller.snapshot.step - start) / elapsed
    duty = (time.thread_time() - busy) / elapsed
    controller.play(False)
    wait(seconds / 10)
    return steps, pulse.frames / elapsed, duty, pulse


def wait(seconds: float) -> None:
    """Let the program run for so long."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], object]) -> None:
    """Let the program run until `condition` holds."""
    end = time.monotonic() + LONGEST
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError(f"in vain for {LONGEST:.0f} s: {condition}")
        wait(0.01)


def start_up(count: int) -> None:
    """Print how long it takes from the start of the program to a painted window."""
    code = (
        "import sys, time\n"
        "from PySide6.QtCore import QTimer\n"
        "from lossstudio.gui.app import make_application, make_window\n"
        "app = make_application(); window = make_window(app)\n"
        "def look():\n"
        "    if window.fit_view.snapshot is None: return\n"
        "    timer.stop()\n"
        "    QTimer.singleShot(0, done)\n"
        "def done():\n"
        "    window.grab(); print(time.time() - start); window.close(); app.quit()\n"
        "start = float(sys.argv[1])\n"
        "timer = QTimer(); timer.timeout.connect(look); timer.start(2)\n"
        "window.show(); app.exec()\n"
    )
    times = []
    for _ in range(count):
        said = subprocess.run(
            [sys.executable, "-c", code, repr(time.time())],
            capture_output=True,
            text=True,
            check=True,
        )
        times.append(float(said.stdout))
    print(
        f"from start to a painted window with its first snapshot: median "
        f"{statistics.median(times[1:]):.2f} s, best {min(times[1:]):.2f} s (warm)"
    )


def main() -> None:
    """All of them."""
    short = is_short(__doc__)
    seconds = SHORT if short else SECONDS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(Path(folder)))
        start_up(2 if short else 6)
        app = make_application()
        scenario = Scenario(data=Data(n_samples=100))
        window = make_window(app, language="en", theme="light")
        window.resize(1366, 768)
        window.state.replace(scenario, "")
        window.show()
        collector = GarbageCollector(app)
        wait(1.5)
        ratios, neighbour_ratios = [], []
        for _ in range(1 if short else 3):
            alone = headless(scenario, seconds)
            steps, frames, duty, pulse = beside(window, seconds)
            neighbour = beside_process(scenario, min(duty, 1.0), seconds)
            ratios.append(steps / alone)
            neighbour_ratios.append(neighbour / alone)
            gaps = sorted(pulse.gaps)
            print(
                f"alone {alone:,.0f} steps/s, beside the window {steps:,.0f} "
                f"({100 * steps / alone:.0f} %) at {frames:.0f} frames/s; gaps in the event loop: "
                f"99 % below {gaps[int(0.99 * len(gaps))] * 1e3:.0f} ms, "
                f"longest {gaps[-1] * 1e3:.0f} ms; beside a process as busy as the window "
                f"({100 * duty:.0f} %) {neighbour:,.0f}"
            )
        print(
            f"speed beside the window: {100 * statistics.median(ratios):.0f} % (median); beside a "
            f"process as busy: {100 * statistics.median(neighbour_ratios):.0f} %"
        )
        window.close()
        collector.stop()


if __name__ == "__main__":
    main()
