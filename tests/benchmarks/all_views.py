"""Every view open at once, none behind a tab: frames a second, gaps, and what training keeps.

One scenario of every task with 200 samples trains as fast as it can in a window of 1920×1080. A
frame is a snapshot that every view has taken and painted.
"""

import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from window import SECONDS, SHORT, beside, headless, is_short, wait, wait_until

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.app import make_application, make_window
from lossstudio.gui.main_window import MainWindow
from lossstudio.gui.shell import tree
from lossstudio.gui.shell.arrangement import Arrangement
from lossstudio.gui.training.garbage import GarbageCollector


def scenario(dataset: str, **run: object) -> Scenario:
    """200 samples of a data set, and one run."""
    return Scenario(data=Data(dataset=dataset, n_samples=200), runs=(Run(**run),))  # type: ignore[arg-type]


SCENARIOS = {
    "regression": scenario("line"),
    "two classes, 1-D": scenario("threshold", loss="binary_cross_entropy"),
    "two classes, 2-D": scenario("blobs", loss="binary_cross_entropy"),
    "three classes": scenario("three_blobs", loss="cross_entropy"),
    "network (8, 8)": scenario(
        "moons", loss="binary_cross_entropy", model="mlp", optimizer="adam", learning_rate=0.01
    ),
}


def open_everything(window: MainWindow) -> None:
    """Every panel beside the others, in three columns."""
    names = list(window.views)
    columns = [
        tree.column(*map(tree.stack, names[at::3]), sizes=(1.0,) * len(names[at::3]))
        for at in range(3)
    ]
    others = [name for name in window.workspace.panels if name not in ("controls", *names)]
    root = tree.row(
        tree.stack("controls"),
        *columns,
        tree.stack(*others),
        sizes=(300.0, 1.0, 1.0, 1.0, 1.0),
    )
    assert root is not None
    window.workspace.arrange(Arrangement(root, frozenset(others)))


def main() -> None:
    """All scenarios, one after the other."""
    short = is_short(__doc__)
    seconds = SHORT if short else SECONDS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(Path(folder)))
        app = make_application()
        window = make_window(app, language="en", theme="light")
        window.setWindowState(Qt.WindowState.WindowNoState)  # small screens get it maximised
        window.resize(1920, 1080)
        window.show()
        wait(1.0)
        open_everything(window)
        window.loss_curve.what_if = True
        collector = GarbageCollector(app)
        wait_until(lambda: not any(v.visibleRegion().isEmpty() for v in window.views.values()))
        if (window.width(), window.height()) != (1920, 1080):
            raise RuntimeError(f"the window became {window.width()} x {window.height()}")
        for name, chosen in list(SCENARIOS.items())[: 1 if short else None]:
            window.state.replace(chosen, "")
            wait(seconds)
            alone = headless(chosen, seconds)
            steps, frames, duty, pulse = beside(window, seconds)
            gaps = sorted(pulse.gaps)
            print(
                f"{name:<18} {frames:4.0f} frames/s, the window's thread busy {100 * duty:3.0f} %, "
                f"gaps: 99 % below {gaps[int(0.99 * len(gaps))] * 1e3:.0f} ms, longest "
                f"{gaps[-1] * 1e3:.0f} ms; {steps:,.0f} steps/s ({100 * steps / alone:.0f} % of "
                "those without a window)",
                flush=True,
            )
        window.close()
        collector.stop()


if __name__ == "__main__":
    main()
