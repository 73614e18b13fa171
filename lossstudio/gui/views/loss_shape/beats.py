"""A step in slow motion over the loss shape: a sample's place on the loss, and the slope there."""

import numpy as np
from PySide6.QtCore import Qt

from lossstudio.engine.measuring.contributions import Placed
from lossstudio.engine.numbers.story import Beat, StoryFrame
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.views.beat_words import error_text, loss_text, slope_text
from lossstudio.gui.views.loss_shape.lines import MovingPoints
from lossstudio.gui.views.loss_shape.shape import Array
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.overlay import Chip, Drawing, Spot, Stroke, line

_HALF, _SHORT = 0.16, 0.035
"""Half of a tangent's width, relative to the picture's: of the sample, and of all the others."""


def drawing(
    area: PlotArea, points: MovingPoints | None, placed: Placed | None, frame: StoryFrame
) -> Drawing | None:
    """What `frame` draws over the loss with its `points`, which are `placed` on it."""
    if points is None or placed is None:
        return None
    story, beat, colors = frame.story, frame.beat, area.theme.colors
    x, y = float(story.placed.place[0]), float(story.placed.loss[0])
    if beat is Beat.PREDICTION or not np.isfinite([x, y]).all():
        return Drawing()
    color, loss = colors.mark(Role.GRADIENT).color, colors.mark(Role.COST).color
    ring = Spot((x, y), colors.plot_foreground, 18.0, is_hollow=True)
    if beat is Beat.UPDATE:
        return Drawing((), (ring,))
    (x0, x1), (bottom, _) = area.shown_range()
    if beat is Beat.GRADIENT:
        used = np.flatnonzero(np.isin(points.sample, story.rows) & np.isfinite(placed.slope))
        used = used[: max(round(frame.share * len(used)), 1)]
        at = Placed(*(values[used] for values in placed))
        return Drawing((_tangents(at, _SHORT * (x1 - x0), color, 2.0),), (ring,))
    upright = line((x, bottom), (x, y), frame.share_of(Beat.ERROR))
    strokes = [Stroke(*upright, color, 1.5, Qt.PenStyle.DashLine)]
    chips = []
    if beat is Beat.ERROR and not story.is_classification:
        chips.append(Chip(error_text(story), color, (x, bottom)))
    if beat is Beat.SLOPE:
        half = frame.share * _HALF * (x1 - x0)
        if np.isfinite(story.placed.slope[0]):
            strokes.append(_tangents(story.placed, half, color, 3.5))
        chips += [Chip(loss_text(story), loss, (x, y)), Chip(slope_text(story), color, (x, y))]
    return Drawing(tuple(strokes), (ring,), tuple(chips))


def _tangents(placed: Placed, half: float, color: str, width: float) -> Stroke:
    """A piece of the tangent at each place, `half` as wide to both sides."""
    x: Array = np.stack([placed.place - half, placed.place + half], axis=1)
    rise = half * placed.slope
    y = np.stack([placed.loss - rise, placed.loss + rise], axis=1)
    return Stroke(x.ravel(), y.ravel(), color, width, is_pairs=True)
