"""The picture of a sweep, without a window and without a display."""

from collections.abc import Sequence
from typing import BinaryIO

from PySide6.QtCore import QSize

from lossstudio.engine.sweep.training import Plan, Point
from lossstudio.gui.figures.composing import png
from lossstudio.gui.figures.frame_worker import FrameWorker
from lossstudio.gui.figures.headless import drawing, font_remarks, settle
from lossstudio.gui.figures.offscreen import Offscreen
from lossstudio.gui.kit.theme import Mode
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.sweep.content import Swept
from lossstudio.gui.views.sweep.sweep_view import SweepView


def draw_sweep(
    found: tuple[Plan, tuple[Point, ...]],
    is_log: bool,
    metric: str,
    file: BinaryIO,
    *,
    suffix: str,
    size: tuple[int, int],
    scale: int,
    theme: Mode,
    language: str,
) -> list[str]:
    """Draw `metric` at the points that were found for a plan, as a .png or .svg.

    Returns what there is to tell a person about it.
    """
    plan, points = found
    with drawing(theme, language) as app:
        snapshots: list[Snapshot] = []
        worker = FrameWorker()
        worker.snapshot_ready.connect(snapshots.append)
        worker.start()
        worker.load(1, plan.scenario, False)
        figure = Offscreen(("sweep",), QSize(*size), theme, scale)
        try:
            _show(figure, snapshots, Swept(plan.path, is_log, plan, points, 1.0), metric)
            settle(app, figure)
            file.write(png(figure.image()) if suffix == ".png" else figure.svg())
        finally:
            figure.close()
            worker.deleteLater()
        return font_remarks(language)


def _show(figure: Offscreen, snapshots: Sequence[Snapshot], found: Swept, metric: str) -> None:
    figure.show_snapshot(snapshots[-1])
    (view,) = figure.views
    assert isinstance(view, SweepView)
    view.show_swept(found, metric)
