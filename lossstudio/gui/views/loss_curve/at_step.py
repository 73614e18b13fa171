"""What the loss view says at the pointer where it shows several runs."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from lossstudio.engine.history import Curves
from lossstudio.gui.snapshot import Snapshot
from lossstudio.gui.views.loss_curve import words
from lossstudio.gui.views.loss_curve.ghosts import Ghosts
from lossstudio.gui.views.loss_curve.shown import Shown
from lossstudio.gui.views.numbers import four_digits
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.readout import Row, Rows


def readout(
    snapshot: Snapshot,
    shown: Sequence[Shown],
    ghosts: Ghosts,
    step: int,
    area: PlotArea,
    log_y: bool,
) -> list[str | Rows]:
    """What the curves and the look ahead show at `step`, where the pointer is.

    Of several runs each is a row under the curves' names.
    """
    lines = words.readout(snapshot, shown, step)
    if len(shown) == 1 or not lines:
        return [*lines, *ghosts.readout(step)]
    columns = sorted({column for run in shown for column in run.columns})
    rows = tuple(_rows(snapshot, shown, columns, step, area, log_y))
    head = tuple(words.label(snapshot.scene, column) for column in columns)
    return [Rows(rows, head, lines[0]), *ghosts.readout(step)]


def _rows(
    snapshot: Snapshot,
    shown: Sequence[Shown],
    columns: Sequence[int],
    step: int,
    area: PlotArea,
    log_y: bool,
) -> Iterator[Row]:
    for index, run in enumerate(shown):
        # As the words have it, it is not known of every run at every step.
        if words.readout(snapshot, (run,), step):
            at = int(np.searchsorted(run.curves.steps, step, "right")) - 1
            values = tuple(_value(run.curves, at, c) if c in run.columns else "" for c in columns)
            heights = run.curves.high[at, list(run.columns)]
            nearest = min(_distance(float(height), area, log_y) for height in heights)
            yield Row(run.name, area.theme.colors.run_mark(index).color, values, nearest)


def _distance(loss: float, area: PlotArea, log_y: bool) -> float:
    if not log_y:
        return area.distance(loss)
    return area.distance(math.log10(loss)) if loss > 0 else math.inf


def _value(curves: Curves, at: int, column: int) -> str:
    low, high = (float(part[at, column]) for part in (curves.low, curves.high))
    low_text, high_text = four_digits(low), four_digits(high)
    return low_text if low == high else f"{low_text} … {high_text}"
