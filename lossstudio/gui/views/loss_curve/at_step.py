"""What the loss view says at the pointer: the losses at a step, of several runs a row each."""

import math
from collections.abc import Sequence

import numpy as np

from lossstudio.engine.training.history import Curves
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.loss_curve import words
from lossstudio.gui.views.loss_curve.ghosts import Ghosts
from lossstudio.gui.views.loss_curve.shown import Shown
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
    ahead = ghosts.readout(step)
    # It is not known of every run at every step.
    places = [_place(run.curves, step, snapshot.last_step) for run in shown]
    known = [(i, at) for i, at in enumerate(places) if at is not None]
    if not known:
        return [*ahead]
    first = _steps_text(shown[known[0][0]].curves, known[0][1], snapshot.last_step)
    columns = words.columns_in(shown)
    names = tuple(words.label(snapshot.scene, column) for column in columns)
    rows = tuple(_row(shown[i], i, at, columns, area, log_y) for i, at in known)
    if len(shown) > 1:
        return [Rows(rows, names, first), *ahead]
    pairs = zip(names, rows[0].values, strict=True)
    return [first, ", ".join(f"{name} {value}" for name, value in pairs), *ahead]


def _place(curves: Curves, step: int, last_step: int) -> int | None:
    """Where `step`, or the bucket that it belongs to, is in `curves`; None where it is not."""
    at = int(np.searchsorted(curves.steps, step, "right")) - 1
    if at < 0 or step > min(int(curves.steps[-1]) + curves.width - 1, last_step):
        return None
    return at


def _row(
    run: Shown, index: int, at: int, columns: Sequence[int], area: PlotArea, log_y: bool
) -> Row:
    values = tuple(_value(run.curves, at, c) if c in run.columns else "" for c in columns)
    heights = run.curves.high[at, list(run.columns)].tolist()
    nearest = min(_distance(height, area, log_y) for height in heights)
    return Row(run.name, area.theme.colors.run_mark(index).color, values, nearest)


def _distance(loss: float, area: PlotArea, log_y: bool) -> float:
    if not log_y:
        return area.distance(loss)
    return area.distance(math.log10(loss)) if loss > 0 else math.inf


def _value(curves: Curves, at: int, column: int) -> str:
    low, high = (float(part[at, column]) for part in (curves.low, curves.high))
    if low == high:
        return four_digits(low)
    return f"{four_digits(low)} … {four_digits(high)}"


def _steps_text(curves: Curves, at: int, last_step: int) -> str:
    first = int(curves.steps[at])
    last = min(first + curves.width - 1, last_step)
    if first == last:
        return translate("LossCurveView", "step {step}").format(step=first)
    return translate("LossCurveView", "steps {first} to {last}").format(first=first, last=last)
