"""Figures without a window and without a display: the command line's ``render``."""

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication
from tqdm import tqdm

from lossstudio.display import use_windows_fonts
from lossstudio.engine.files.table_file import table
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.figures.composing import png
from lossstudio.gui.figures.frame_worker import FrameWorker
from lossstudio.gui.figures.frames import Reel, check_size, frame_steps
from lossstudio.gui.figures.offscreen import Offscreen
from lossstudio.gui.kit.i18n import Language
from lossstudio.gui.kit.theme import Mode, Theme
from lossstudio.gui.training.background import wait_for_all
from lossstudio.gui.training.garbage import GarbageCollector
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.headless_run import train
from lossstudio.interrupt import stop_if_asked

_PAUSE = 0.002
"""Seconds between two looks at what is being computed."""


@dataclass(frozen=True)
class Request:
    """What is asked for: `size` in pixels at scale 1, `suffix` as in a file's name."""

    scenario: Scenario
    steps: int
    views: tuple[str, ...]
    size: tuple[int, int]
    scale: int
    suffix: str
    theme: Mode
    language: str


def render(request: Request, file: BinaryIO) -> list[str]:
    """Write the figure to `file`; returns what there is to tell a person about it.

    Raises `InputError` where the scenario does not fit together.
    """
    with drawing(request.theme, request.language) as app:
        studio = None
        try:
            studio = _Studio(app, request)
            studio.write(file)
            return studio.remarks()
        finally:
            if studio is not None:
                studio.close()


@contextmanager
def drawing(mode: Mode, language: str) -> Iterator[QApplication]:
    """An application in which figures can be drawn, and that leaves nothing at work."""
    app = _application()
    look = Theme(app, mode)
    speaking = Language(app)
    speaking.set_language(language)
    collector = GarbageCollector(app)
    try:
        yield app
    finally:
        wait_for_all()
        collector.stop()
        for thing in (collector, speaking, look):
            thing.deleteLater()
        app.processEvents()
        gc.collect()


def settle(app: QApplication, figure: Offscreen) -> None:
    """Wait until everything in `figure` has been drawn."""
    while not figure.is_settled():
        stop_if_asked()
        app.processEvents()
        time.sleep(_PAUSE)


def font_remarks(language: str) -> list[str]:
    """A line about the fonts, where texts of `language` cannot be drawn."""
    chinese = QFontDatabase.WritingSystem.SimplifiedChinese
    if language != "zh_CN" or QFontDatabase.families(chinese):
        return []
    return [
        "no font with Chinese characters is installed, so texts cannot be read; "
        "Noto Sans CJK, for example, has them"
    ]


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE", "QT_FONT_DPI"):
        os.environ.pop(name, None)  # the same picture whatever the person's screen
    use_windows_fonts()
    app = QApplication(["lossstudio"])
    app.setApplicationName("LossStudio")
    return app


class _Studio:
    """The worker, in this thread, and the views that show what it reports."""

    def __init__(self, app: QApplication, request: Request) -> None:
        self._app = app
        self._request = request
        self._snapshot: Snapshot | None = None
        self._problem: str | None = None
        self._offscreen: Offscreen | None = None
        self._worker = FrameWorker()
        self._worker.snapshot_ready.connect(self._take)
        self._worker.failed.connect(self._fail)
        # The trainer is known to begin well, or the person hears of it here.
        self._last = self._length()

    def write(self, file: BinaryIO) -> None:
        request = self._request
        size = QSize(*request.size)
        self._offscreen = offscreen = Offscreen(request.views, size, request.theme, request.scale)
        self._worker.start()
        self._worker.load(1, request.scenario, False)
        if request.suffix == ".gif":
            reel = Reel()
            steps = frame_steps(self._last)
            check_size(len(steps), offscreen.size.width(), offscreen.size.height())
            for step in tqdm(
                steps, unit=" frames", file=sys.stderr, delay=0.5, leave=False, disable=None
            ):
                stop_if_asked()
                self._show(step)
                reel.add(offscreen.image())
            reel.write(file)
            return
        self._show(self._last)
        if request.suffix == ".png":
            file.write(png(offscreen.image()))
        elif request.suffix == ".svg":
            file.write(offscreen.svg())
        else:
            file.write(table(offscreen.data()))

    def remarks(self) -> list[str]:
        """Lines about what is not as it was asked for."""
        lines = []
        assert self._snapshot is not None
        for run in self._snapshot.runs:
            if run.step < self._request.steps:
                lines.append(
                    f"run {run.name}: the step after {run.step} leaves the finite numbers; "
                    f"shown is step {run.step}"
                )
        return lines + font_remarks(self._request.language)

    def close(self) -> None:
        if self._offscreen is not None:
            self._offscreen.close()
        self._worker.deleteLater()

    def _length(self) -> int:
        """The step that the run gets to: fewer than asked for where it diverges."""
        request = self._request
        experiment = Experiment(request.scenario)
        for _ in train(experiment, request.steps, on_terminals_only=True):
            pass
        return experiment.step

    def _show(self, step: int) -> None:
        assert self._offscreen is not None
        self._worker.reach(step)
        if self._problem is not None:
            raise RuntimeError(self._problem)
        assert self._snapshot is not None
        self._offscreen.show_snapshot(self._snapshot)
        settle(self._app, self._offscreen)

    def _take(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._worker.return_credit()

    def _fail(self, problem: str) -> None:
        self._problem = problem
