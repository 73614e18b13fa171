"""The path of the run before, pale in the landscape."""

import numpy as np

from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.derived import is_same
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.fit.layers import far_limits
from lossstudio.gui.views.landscape.path import Projected, cut_off
from lossstudio.gui.views.landscape.work import Result
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.lines_before import LinesBefore
from lossstudio.gui.views.plot.pale_lines import PaleLine


class BeforePath(LinesBefore):
    """Draws where the run that is looked at was before, in the plane of the landscape, as far as it
    has the same parameters."""

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        # A click in the picture sets the start: the name alone takes the path away.
        super().__init__(area, theme, takes_clicks=False)
        self.lines.setZValue(14)

    def draw(self, snapshot: Snapshot, result: Result, color: str) -> None:
        """Draw it in the plane of `result`, paler than `color`."""
        if self._before is None:
            return
        self._before.retranslate()
        found, focus = self._before.snapshot, snapshot.scene.focus
        shown, home = self._area.shown_range(), self._area.home
        looks = found, snapshot.scene, result.plane, result.picture, shown, home, color
        if is_same(looks, self._drawn):
            return
        self._drawn = looks
        lines = []
        layout = snapshot.scene.objective.coordinates
        is_there = found is not None and focus < len(found.runs)
        if found is not None and is_there and not result.picture.is_curve:
            objective, run = found.scene.objectives[focus], found.runs[focus]
            if objective.coordinates == layout:
                thetas = (*run.path.thetas, run.theta)
                way = Projected(result.plane).follow(thetas)
                limits = [far_limits(s, h) for s, h in zip(shown, home, strict=True)]
                x, y, joined = cut_off(way[np.isfinite(way).all(axis=1)], *limits)
                lines = [PaleLine(x, y, color, joined=joined)]
        self._show(lines)
