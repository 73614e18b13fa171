"""A step in slow motion over the loss curve: the mean loss after the step."""

import numpy as np

from lossstudio.engine.numbers.story import Beat, StoryFrame
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.views.beat_words import mean_loss_text
from lossstudio.gui.views.loss_curve.series import x_of_steps, y_values
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.overlay import Chip, Drawing, Spot, Stroke, line


def drawing(area: PlotArea, log_x: bool, log_y: bool, frame: StoryFrame) -> Drawing | None:
    """What `frame` draws over the curve on axes that may be logarithmic."""
    if frame.beat is not Beat.UPDATE:
        return None
    story, color = frame.story, area.theme.colors.mark(Role.TRAIN).color
    losses = np.array([story.before.train_loss, story.after.train_loss])
    x = x_of_steps(np.array([story.step, story.step + 1]), log_x)
    y = y_values(losses, log_y, np.finfo(np.float64).tiny, np.inf)
    here, there = zip(x.tolist(), y.tolist(), strict=True)
    way = line(here, there, frame.share)
    end = Spot((float(way[0][1]), float(way[1][1])), color, 12.0)
    return Drawing(
        (Stroke(*way, color, 3.0),), (end,), (Chip(mean_loss_text(story), color, there),)
    )
