"""A step in slow motion over the fit: a sample's prediction and residual, and the new model."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import Qt

from lossstudio.engine.numbers.story import Beat, Story, StoryFrame
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.views.beat_words import (
    error_text,
    gradient_texts,
    loss_text,
    mean_loss_text,
    prediction_text,
    slope_text,
)
from lossstudio.gui.views.fit.curves import CurveLayer, ProbabilityLayer
from lossstudio.gui.views.fit.layers import Array, FitLayer
from lossstudio.gui.views.fit.map import AgreementLayer, MapLayer
from lossstudio.gui.views.plot.contour import class_boundaries, likeliest
from lossstudio.gui.views.plot.overlay import Chip, Drawing, Place, Spot, Stroke, line

MOST_RINGS = 150
"""Of a map's samples so many are ringed: more would hide the map."""


class _Ends(NamedTuple):
    """Where a sample's point is, what the model says of it, and what it should be."""

    point: Place
    said: Place
    wanted: Place


def drawing(layer: FitLayer, frame: StoryFrame) -> Drawing:
    """What `frame` draws over the picture of `layer`."""
    story, beat = frame.story, frame.beat
    colors = layer.theme.colors
    ends = _ends(layer, story)
    ring = Spot(ends.point, colors.plot_foreground, 18.0, is_hollow=True)
    if beat is Beat.UPDATE:
        chips = (Chip(mean_loss_text(story), colors.mark(Role.TRAIN).color),)
        return Drawing(_new_model(layer, frame), (), chips)
    if beat is Beat.GRADIENT:
        return _all_samples(layer, frame, ring)
    is_flat = isinstance(layer, MapLayer)  # whose axes are inputs: nothing has a length there
    model, error = colors.mark(Role.MODEL).color, colors.mark(Role.GRADIENT).color
    strokes, spots = [], [ring]
    if not is_flat:
        x, bottom = ends.point[0], layer.area.shown_range()[1][0]
        share = frame.share_of(Beat.PREDICTION)
        strokes.append(
            Stroke(*line((x, bottom), ends.said, share), model, 1.5, Qt.PenStyle.DashLine)
        )
        if share == 1.0:
            spots.append(Spot(ends.said, model, 12.0))
    numbers = [Chip(prediction_text(story), model, ends.said)]
    if beat >= Beat.ERROR:
        share = frame.share_of(Beat.ERROR)
        if not is_flat:
            strokes.append(Stroke(*line(ends.wanted, ends.said, share), error, 3.5))
        across, up = ((a + b) / 2 for a, b in zip(ends.wanted, ends.said, strict=True))
        numbers.append(Chip(error_text(story), error, (across, up)))
    if beat is Beat.SLOPE:  # also where no panel shows the loss's shape
        color = colors.mark(Role.COST).color
        numbers.append(Chip(f"{loss_text(story)}\n{slope_text(story)}", color))
    return Drawing(tuple(strokes), tuple(spots), tuple(numbers))


def _ends(layer: FitLayer, story: Story) -> _Ends:
    dataset, row = layer.dataset, story.sample
    if isinstance(layer, MapLayer):
        place = float(dataset.x[row, 0]), float(dataset.x[row, 1])
        return _Ends(place, place, place)
    if isinstance(layer, AgreementLayer):
        x = story.target
        return _Ends((x, story.prediction), (x, story.prediction), (x, x))
    at = np.flatnonzero(layer.points.rows == row)
    x = float(dataset.x[row, 0])
    y = float(layer.points.y[at[0]]) if len(at) else story.target
    return _Ends((x, y), (x, story.prediction), (x, story.target))


def _all_samples(layer: FitLayer, frame: StoryFrame, ring: Spot) -> Drawing:
    """The samples that have been added up so far, with their errors where these are lengths."""
    story, color = frame.story, layer.theme.colors.mark(Role.GRADIENT).color
    rows = story.found.rows[: max(round(frame.share * len(story.found.rows)), 1)]
    said = np.array(story.predictions(story.found))[: len(rows)]
    chips = (Chip("\n".join(gradient_texts(story)), color),)
    if isinstance(layer, MapLayer):
        places = layer.dataset.x[rows[:MOST_RINGS], :2].tolist()
        return Drawing(
            (), tuple(Spot((x, y), color, 13.0, is_hollow=True) for x, y in places), chips
        )
    wanted = layer.dataset.target[rows]
    if isinstance(layer, AgreementLayer):
        x = wanted
    else:
        x = layer.dataset.x[rows, 0]
        if isinstance(layer, ProbabilityLayer) and not layer.has_two:
            wanted = np.ones(len(rows))
    ends = np.stack([wanted, said], axis=1).ravel()
    return Drawing((Stroke(np.repeat(x, 2), ends, color, 2.0, is_pairs=True),), (ring,), chips)


def _new_model(layer: FitLayer, frame: StoryFrame) -> tuple[Stroke, ...]:
    """The model on its way from before the step to after it."""
    before, after = frame.story.pictures
    with np.errstate(all="ignore"):
        now = before + frame.share * (after - before)
    colors = layer.theme.colors
    color = colors.mark(Role.MODEL).color
    if isinstance(layer, MapLayer):
        winner, _ = likeliest(now)
        found = class_boundaries(now, winner, layer.xs, layer.ys)
        return (Stroke(found.x, found.y, colors.plot_foreground, 4.0, is_pairs=True),)
    if isinstance(layer, AgreementLayer):
        rows = layer.points.rows
        x, ends = layer.dataset.target[rows], np.stack([before[rows], now[rows]], axis=1)
        return (Stroke(np.repeat(x, 2), ends.ravel(), color, 2.5, is_pairs=True),)
    if isinstance(layer, ProbabilityLayer):
        if layer.has_two:
            return (_curve(layer.axis, now[:, 1], color),)
        marks = [colors.class_mark(index) for index in range(now.shape[1])]
        return tuple(_curve(layer.axis, now[:, c], mark.color) for c, mark in enumerate(marks))
    assert isinstance(layer, CurveLayer)
    return (_curve(layer.axis, now, color),)


def _curve(x: Array, y: Array, color: str) -> Stroke:
    return Stroke(x, y, color, 4.0)
