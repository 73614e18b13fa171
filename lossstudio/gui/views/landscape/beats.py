"""A step in slow motion over the landscape: the gradient as it is added up, and the step."""

import math

import numpy as np

from lossstudio.engine.numbers.story import Beat, StoryFrame
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import short
from lossstudio.gui.views.beat_words import FEW, cost_text, gradient_texts
from lossstudio.gui.views.landscape.path import Array
from lossstudio.gui.views.landscape.work import Result
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.overlay import Chip, Drawing, Spot, Stroke, line

_SHORTEST = 60.0
"""Pixels at scale 1: a shorter gradient is drawn longer, and this is said."""


def drawing(area: PlotArea, result: Result | None, frame: StoryFrame) -> Drawing | None:
    """What `frame` draws over the picture of `result`."""
    if result is None or frame.beat < Beat.GRADIENT:
        return None
    if result.picture.is_curve:
        return _on_curve(area, frame)
    story, colors = frame.story, area.theme.colors
    color = colors.mark(Role.GRADIENT).color
    here = result.plane.coordinates(story.theta)
    if frame.beat is Beat.UPDATE:
        there = result.plane.coordinates(story.coming.after.theta)
        way = line(here, there, frame.share)
        spot = Spot((float(way[0][1]), float(way[1][1])), colors.mark(Role.MODEL).color, 14.0)
        return Drawing(
            (Stroke(*way, color, 3.5, has_head=True),), (spot,), (_cost_chip(area, frame, spot),)
        )
    chain = np.array(
        [result.plane.coordinates(story.theta - story.coming.rate * each) for each in story.sums]
    )
    times = _enlargement(area, chain)
    chain = chain[0] + times * (chain - chain[0])
    seen = _first(chain, frame.share)
    texts = gradient_texts(story)
    name = "−η∇J"
    if times > 1.0:
        name = translate("SlowMotion", "−η∇J, drawn {times}×").format(times=short(times))
    if times > 1.0 or len(story.theta) <= FEW:
        texts.append(name)
    end = float(seen[-1, 0]), float(seen[-1, 1])
    pieces = Stroke(seen[:, 0], seen[:, 1], color, 3.0, has_head=True)
    dots = tuple(Spot((float(a), float(b)), color, 5.0) for a, b in seen[1:-1])
    return Drawing((pieces,), dots, (Chip("\n".join(texts), color, end),))


def _enlargement(area: PlotArea, chain: Array) -> float:
    """How many times as long the way is drawn where it would be too short to see."""
    pixels = (chain[-1] - chain[0]) / np.array(area.pixel_size())
    length = float(np.hypot(*pixels)) / area.theme.scale
    if not 0.0 < length < _SHORTEST:
        return 1.0
    ratio = _SHORTEST / length
    power = 10.0 ** max(math.floor(math.log10(ratio)), 0)
    return math.ceil(ratio / power) * power


def _first(chain: Array, share: float) -> Array:
    """The first `share` of the pieces of a way, the last of them in part."""
    reach = share * (len(chain) - 1)
    whole = min(int(reach), len(chain) - 2)
    end = chain[whole] + (reach - whole) * (chain[whole + 1] - chain[whole])
    return np.concatenate([chain[: whole + 1], [end]])


def _cost_chip(area: PlotArea, frame: StoryFrame, spot: Spot) -> Chip:
    return Chip(cost_text(frame.story), area.theme.colors.mark(Role.COST).color, spot.place)


def _on_curve(area: PlotArea, frame: StoryFrame) -> Drawing:
    """Of one parameter: the tangent of the cost, then the step along the curve."""
    story, colors = frame.story, area.theme.colors
    color = colors.mark(Role.GRADIENT).color
    here = float(story.theta[0]), story.before.cost
    if frame.beat is Beat.UPDATE:
        there = float(story.coming.after.theta[0]), story.after.cost
        way = line(here, there, frame.share)
        spot = Spot((float(way[0][1]), float(way[1][1])), colors.mark(Role.MODEL).color, 14.0)
        return Drawing(
            (Stroke(*way, color, 3.5, has_head=True),), (spot,), (_cost_chip(area, frame, spot),)
        )
    (x0, x1), _ = area.shown_range()
    half = 0.2 * (x1 - x0) * frame.share
    rise = half * float(story.gradient[0])
    tangent = line((here[0] - half, here[1] - rise), (here[0] + half, here[1] + rise))
    return Drawing(
        (Stroke(*tangent, color, 3.5),), (), (Chip(gradient_texts(story)[0], color, here),)
    )
