"""Where the model was when it was in the picture last: of a run that has gone off."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg

from lossstudio.engine.measuring.picture import Canvas, paint
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.colors import Mark, mix
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import count
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import RunSnapshot, Snapshot
from lossstudio.gui.views.fit.layers import Array, drawable, far_limits
from lossstudio.gui.views.plot.area import Curve, PlotArea, Range

FIRST = 64
"""So many of a run's first steps under its settings are looked through: it goes off in these."""
_PALE = 0.45
"""How near the line comes to the background."""


def is_out_of_sight(line: Array, shown: Range) -> bool:
    """No part of a curve's heights (m,) lies within `shown`; NaN lies nowhere."""
    return bool(np.all((line > shown[1]) | np.isnan(line)) or np.all(~(line >= shown[0])))


def last_in_sight(
    objective: Objective, run: RunSnapshot, canvas: Canvas, shown: Range
) -> tuple[int, Array] | None:
    """The last step, of the first ones under the present settings, at which the curve (m,) of a
    regression's predictions was in sight, and that curve; None where it never was."""
    begin = int(np.searchsorted(run.path.steps, run.segment.start))
    end = min(begin + FIRST, int(np.searchsorted(run.path.steps, run.step, "right")))
    for at in range(end - 1, begin - 1, -1):
        with np.errstate(all="ignore"):
            line = paint(objective, run.path.thetas[at], canvas)
        if not is_out_of_sight(line, shown):
            return int(run.path.steps[at]), line
    return None


class LastSeen:
    """A pale dashed line for each run whose curve has left the picture."""

    def __init__(self, area: PlotArea, theme: Theme, curves: Sequence[Curve]) -> None:
        self._area, self._theme, self._curves = area, theme, curves
        self._found: dict[int, tuple[object, tuple[int, Array] | None]] = {}
        for curve in curves:
            curve.hide()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Draw each line as its run's, but pale."""
        ground = self._theme.colors.plot_background
        for curve, mark in zip(self._curves, marks, strict=True):
            color = mix(mark.color, ground, _PALE)
            curve.setPen(pg.mkPen(color, width=2.0, style=pg.QtCore.Qt.PenStyle.DashLine))

    def show(self, snapshot: Snapshot, gone: Sequence[bool], x: Array) -> str:
        """Draw the lines of the runs that are `gone`, over `x` (m,). What is to be said of it: ""
        for nothing."""
        canvas = snapshot.scene.canvas
        steps = []
        for index, (curve, is_gone) in enumerate(zip(self._curves, gone, strict=True)):
            found = self._find(snapshot, index, canvas) if is_gone else None
            curve.setVisible(found is not None)
            if found is None:
                continue
            shown = self._area.shown_range()[1]
            y, connect = drawable(found[1], *far_limits(shown, self._area.home[1]))
            curve.setData(x, y, connect=connect)
            steps.append(found[0])
        if len(gone) > 1 or not steps:
            return ""
        return translate("FitView", "Dashed: at step {step}.").format(step=count(steps[0]))

    def _find(self, snapshot: Snapshot, index: int, canvas: Canvas) -> tuple[int, Array] | None:
        run, objective = snapshot.runs[index], snapshot.scene.objectives[index]
        shown = self._area.shown_range()[1]
        key = (objective, run.segment.start, min(run.step - run.segment.start, FIRST), shown)
        known = self._found.get(index)
        if known is None or known[0] != key:
            self._found[index] = known = key, last_in_sight(objective, run, canvas, shown)
        return known[1]
