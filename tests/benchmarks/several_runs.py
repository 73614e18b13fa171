"""Six runs that are compared, in the layout of the first start: frames a second, gaps, and steps.

200 samples, as fast as the machine can, in a window of 1366×768, with the table of runs in front.
A frame is a snapshot that every view in sight has taken and painted.
"""

import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from window import SECONDS, SHORT, beside, headless, is_short, wait, wait_until

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.app import make_application, make_window
from lossstudio.gui.training.garbage import GarbageCollector


def scenario(dataset: str, *runs: Run) -> Scenario:
    """200 samples of a data set, and the runs, the last of them again until there are six."""
    rates = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
    more = tuple(Run(loss=runs[-1].loss, learning_rate=rate) for rate in rates)
    return Scenario(data=Data(dataset=dataset, n_samples=200), runs=(*runs, *more)[:6])


NETWORK = {"model": "mlp", "optimizer": "adam", "learning_rate": 0.01}
SCENARIOS = {
    "six rates": scenario("line", Run(learning_rate=0.3)),
    "losses": scenario("line", Run(), Run(loss="mae"), Run(loss="huber")),
    "models": scenario("sine", Run(), Run(model="polynomial", degree=3), Run(**NETWORK)),  # type: ignore[arg-type]
    "two classes, 2-D": scenario(
        "moons",
        Run(loss="binary_cross_entropy"),
        Run(loss="brier"),
        Run(loss="hinge"),
        Run(loss="binary_cross_entropy", model="polynomial", degree=3),
    ),
    "three classes": scenario(
        "three_blobs", Run(loss="cross_entropy"), Run(loss="multiclass_brier")
    ),
}


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
        window.resize(1366, 768)
        window.show()
        collector = GarbageCollector(app)
        wait_until(lambda: window.fit_view.snapshot is not None)
        window.workspace.open("compare")
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
