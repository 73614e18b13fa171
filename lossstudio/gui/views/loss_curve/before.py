"""The run before, pale behind the loss curves."""

import numpy as np

from lossstudio.engine.diagnosis import Status
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import RunSnapshot, Snapshot
from lossstudio.gui.views.loss_curve.series import (
    CAP,
    line,
    smallest_positive,
    x_of_steps,
    y_values,
)
from lossstudio.gui.views.loss_curve.shown import OWN, TEST, TRAIN
from lossstudio.gui.views.loss_curve.words import curve_mark
from lossstudio.gui.views.plot.area import PlotArea, Range
from lossstudio.gui.views.plot.lines_before import LinesBefore
from lossstudio.gui.views.plot.pale_lines import PaleLine


class BeforeCurves(LinesBefore):
    """Draws train and test loss of the run before, where they are of the same loss."""

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        super().__init__(area, theme, takes_clicks=True)

    def _runs(self, snapshot: Snapshot, quantity: str) -> list[tuple[int, RunSnapshot]]:
        """The runs that were before, by their numbers, whose loss is that of the present ones;
        none where another `quantity` than each run's own loss is shown."""
        found = None if self._before is None else self._before.snapshot
        if found is None or quantity != OWN:
            return []
        pairs = zip(found.scene.objectives, snapshot.scene.objectives, strict=False)
        return [
            (number, found.runs[number])
            for number, (one, other) in enumerate(pairs)
            if _loss(one) == _loss(other)
        ]

    def last_step(self, snapshot: Snapshot, quantity: str, last: int) -> int:
        """The last step that should have a place on the axis, where it is `last` without this."""
        runs = self._runs(snapshot, quantity)
        return max([last, *(int(run.curves.steps[-1]) for _, run in runs)])

    def stretched(self, snapshot: Snapshot, quantity: str, heights: Range, log: bool) -> Range:
        """Heights that also show the runs before, but for those that diverged."""
        low, high = heights
        for _, run in self._runs(snapshot, quantity):
            if run.diagnosis.status is not Status.DIVERGING:
                losses = run.curves.low[:, TRAIN], run.curves.high[:, TRAIN]
                floor = min(smallest_positive(losses[0]), 10.0**low if log else np.inf)
                ends = [y_values(part, log, floor, CAP) for part in losses]
                low, high = min(low, float(ends[0].min())), max(high, float(ends[1].max()))
        return low, high

    def draw(self, snapshot: Snapshot, quantity: str, log_x: bool, log_y: bool) -> None:
        """Draw them, if there are any."""
        if self._before is None:
            return
        self._before.retranslate()
        runs = self._runs(snapshot, quantity)
        found = self._before.snapshot
        looks = (found, len(runs), log_x, log_y, self._area.shown_range(), self._area.pixel_size())
        if looks == self._drawn:
            return
        self._drawn = looks
        count = 1 if found is None else len(found.runs)
        columns = (TRAIN, TEST) if count == 1 and found and found.run.test else (TRAIN,)
        lines = [
            self._line(number, run, column, count, (log_x, log_y))
            for number, run in runs
            for column in columns
        ]
        self._show(lines)

    def _line(
        self, number: int, run: RunSnapshot, column: int, count: int, logs: tuple[bool, bool]
    ) -> PaleLine:
        curves, visible = run.curves, self._area.shown_range()[1]
        left = x_of_steps(curves.steps, logs[0])
        right = x_of_steps(curves.steps + (curves.width - 1), logs[0])
        floor = smallest_positive(curves.low[:, column])
        low = y_values(curves.low[:, column], logs[1], floor, CAP)
        high = y_values(curves.high[:, column], logs[1], floor, CAP)
        room = self._area.box.width() + self._area.box.height()
        drawn = line(left, right, low, high, self._area.pixel_size(), visible, room)
        mark = curve_mark(self._theme, number, count, column)
        return PaleLine(drawn.x, drawn.y, mark.color, mark.dash)


def _loss(objective: Objective) -> tuple[object, ...]:
    """What train and test loss are the mean of."""
    numbers = tuple(sorted(objective.hyperparameters.items()))
    return objective.loss.formula, numbers, objective.target.scale
