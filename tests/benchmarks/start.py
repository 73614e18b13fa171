"""How long a start takes, and what of: of the sources, or of a built program.

    python tests/benchmarks/start.py                          the sources, with the shares of it all
    python tests/benchmarks/start.py build/bundle/folder/lossstudio/lossstudio      a built program

A virtual screen of our own is looked at from outside (Linux with Xvfb): "painted" is when the
window's picture is there, "at rest" when the last change of it came. What it computed until it was
painted depends less on what else the machine does. Each start has the settings of the one before;
the first one, which also warms the disk's cache, is not counted. Of the sources, one more start
notes when each phase is over, and another, with ``-X importtime``, what its imports are made of.
"""

import argparse
import mmap
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 1366, 768
RESTS, LONGEST = 3.0, 120.0
"""Seconds without a change after which a window is at rest, and that are waited for it at most."""
PAINTED = 0.5
"""The share of the screen that a painted window covers, at least."""
EMPTY = 0.01
"""The share that may differ from an empty screen."""

PHASES = """
import sys, time
marks = [("the interpreter", time.time())]
import numpy
marks.append(("NumPy", time.time()))
import PySide6.QtWidgets
marks.append(("Qt", time.time()))
from lossstudio.gui import app as start
marks.append(("our modules", time.time()))
from PySide6.QtCore import QEvent, QObject, QTimer
app = start.make_application()
marks.append(("the application", time.time()))
window = start.make_window(app)
marks.append(("building the window", time.time()))

class Look(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            if len(marks) == 7:
                marks.append(("layout and first paint", time.time()))
                import pyqtgraph
                marks.append(("pyqtgraph", time.time()))
            elif len(marks) == 9 and "fit" in window.contents.made:
                if window.fit_view.drawn is not None:
                    marks.append(("the views and the first snapshot painted", time.time()))
                    QTimer.singleShot(0, window.close)
        return False

look = Look()
window.workspace.panels["fit"].frame.viewport().installEventFilter(look)
window.show()
marks.append(("showing it", time.time()))
app.exec()
last = float(sys.argv[1])
for name, at in marks:
    print(f"{at - last:.3f} {name}")
    last = at
"""


class Screen:
    """A virtual screen whose pixels lie in a file."""

    def __init__(self, folder: Path) -> None:
        read, write = os.pipe()
        mode = f"{WIDTH}x{HEIGHT}x24"
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", mode, "-fbdir", str(folder)]
        self._server = subprocess.Popen(
            # A server that resets itself when the last program goes refuses the next one meanwhile.
            [*command, "-nolisten", "tcp", "-ac", "-nocursor", "-noreset"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as number:
            self.display = f":{int(number.readline())}"  # written when it listens
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.empty = self.picture()

    def picture(self) -> NDArray[np.uint32]:
        """Every fourth row of the screen, (rows, columns)."""
        bytes_ = WIDTH * HEIGHT * 4
        whole = np.frombuffer(self._pixels[-bytes_:], dtype="<u4")
        return whole.reshape(HEIGHT, WIDTH)[::4]

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait()


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """A screen, and the environment of a new person whose programs are shown on it."""
    shown = Screen(folder)
    try:
        yield shown
    finally:
        shown.close()


def environment_of(shown: Screen, home: Path) -> dict[str, str]:
    """The environment of a person of our own, with compiled modules kept as installed ones are."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    folders = {
        f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "STATE", "DATA", "CACHE")
    }
    return kept | folders | {
        "HOME": str(home),
        "DISPLAY": shown.display,
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }  # fmt: skip


def computed(process: subprocess.Popen[bytes]) -> float:
    """The seconds that `process` has computed, with all its threads."""
    fields = (
        Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    )
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until_empty(shown: Screen) -> None:
    """Wait until what was there before is gone, but for as little as a pointer's picture."""
    end = time.monotonic() + LONGEST
    while np.mean(shown.picture() != shown.empty) > EMPTY:
        if time.monotonic() > end:
            raise RuntimeError("the screen has not become empty")
        time.sleep(0.05)


def close(process: subprocess.Popen[bytes], environment: dict[str, str]) -> None:
    """End a program by its key, given to its window: there is no window manager that would."""
    find = ["xdotool", "search", "--onlyvisible", "--name", "LossStudio"]
    said = subprocess.run(find, env=environment, capture_output=True, text=True, check=False)
    for window in said.stdout.split():
        keys = ["xdotool", "windowfocus", "--sync", window, "key", "ctrl+q"]
        subprocess.run(keys, env=environment, check=False, stderr=subprocess.DEVNULL)
    try:
        process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise RuntimeError("the program did not end by its key") from None


def start_of(
    command: list[str], shown: Screen, environment: dict[str, str]
) -> tuple[float, float, float]:
    """Start `command` and close it again: seconds until its window is painted, what of them it
    computed, and until it is at rest."""
    empty = shown.empty
    wait_until_empty(shown)
    begin = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    painted = busy = changed = 0.0
    last = empty
    while process.poll() is None:
        time.sleep(0.005)
        now = time.monotonic() - begin
        picture = shown.picture()
        if not np.array_equal(picture, last):
            last, changed = picture, now
            if not painted and np.mean(picture != empty) > PAINTED:
                painted, busy = now, computed(process)
        if (painted and now - changed > RESTS) or now > LONGEST:
            break
    if not painted:
        process.kill()
        process.wait()
        raise RuntimeError(f"{command[0]} has painted no window")
    close(process, environment)
    return painted, busy, changed


def print_starts(command: list[str], count: int, shown: Screen, home: Path) -> None:
    """Print the times of `count` starts and their medians."""
    environment = environment_of(shown, home)
    first, *times = [start_of(command, shown, environment) for _ in range(count + 1)]
    print(f"first start: painted after {first[0]:.2f} s, at rest after {first[2]:.2f} s")
    names = ("painted", "computed until then", "at rest")
    for name, values in zip(names, zip(*times, strict=True), strict=True):
        said = ", ".join(f"{value:.2f}" for value in values)
        print(f"{name}: {statistics.median(values):.2f} s (median of {said})")


def print_phases(shown: Screen, home: Path) -> None:
    """Print what one start of the sources is made of."""
    environment = environment_of(shown, home)
    command = [sys.executable, "-c", PHASES, repr(time.time())]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    rows = [line.split(" ", 1) for line in said.stdout.splitlines()]
    whole = sum(float(seconds) for seconds, _ in rows)
    print(f"one start of the sources by phases, {whole:.2f} s:")
    for seconds, name in rows:
        print(f"  {float(seconds):6.3f} s {100 * float(seconds) / whole:4.0f} %  {name}")


def print_imports(shown: Screen, home: Path) -> None:
    """Print what the imports of the sources are made of, by package; timing slows them down."""
    command = [sys.executable, "-X", "importtime", "-c", "import lossstudio.gui.app"]
    said = subprocess.run(
        command, env=environment_of(shown, home), capture_output=True, text=True, check=True
    )
    own: Counter[str] = Counter()
    for line in said.stderr.splitlines():
        match = re.fullmatch(r"import time:\s+(\d+) \|\s+\d+ \| +([\w.]+)", line)
        if match:
            package = match[2].split(".")
            own[".".join(package[:2]) if package[0] == "pyqtgraph" else package[0]] += int(match[1])
    whole = sum(own.values())
    print(f"imports by package, {whole / 1e6:.2f} s while they are timed:")
    for name, micros in own.most_common(16):
        print(f"  {micros / 1e6:6.3f} s {100 * micros / whole:4.0f} %  {name}")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("program", nargs="?", help="a built program; without it, the sources")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--short", action="store_true", help="one start, to see it work")
    given = parser.parse_args()
    if given.short:
        given.starts = 1
    with tempfile.TemporaryDirectory() as folder, screen(Path(folder)) as shown:
        home = Path(folder, "home")
        home.mkdir()
        if given.program:
            print_starts([given.program], given.starts, shown, home)
            return
        print_starts([sys.executable, "-m", "lossstudio"], given.starts, shown, home)
        print_phases(shown, home)
        print_imports(shown, home)


if __name__ == "__main__":
    main()
