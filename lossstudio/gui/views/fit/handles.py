"""Where a linear model can be taken hold of in a picture, and what it is when a handle is moved.

Each kind is made of the score as it was when the handle was taken. Where the pointer is now then
says what the score is, whatever the way between: so no error adds up in a long drag. Places are
kept within the picture, so that numbers stay finite wherever the pointer goes.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.engine.measuring.linear_score import LinearScore

Array = NDArray[np.float64]
Place = tuple[float, float]

MOVE, TURN = "move", "turn"
"""What a handle does: it moves the model, or turns it (makes it steeper)."""
EDGE = 0.07
"""Handles keep this share of the picture from its edges."""
_LEAST = 70.0
"""Pixels of a line in sight from which on it has handles at its ends."""
_NEAREST = 10.0
"""Pixels from what a handle turns about: nearer, no direction can be told."""
SURE = 4.0
"""Scores as far as this are reached by dragging a probability, 0.018 to 0.982: nearer to 0 and 1 a
pixel would be too much."""
_SHARP = 8.0
"""How much the score rises across the picture where a boundary is made of weights that are 0."""


class Frame(NamedTuple):
    """The picture: the ranges in sight, and the size of a pixel, in the axes' units."""

    x: tuple[float, float]
    y: tuple[float, float]
    pixel: tuple[float, float]

    def clipped(self, place: Place) -> Place:
        """The nearest place in the picture."""
        return _clip(place[0], *self.x), _clip(place[1], *self.y)

    def inner(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The ranges in which handles lie at rest."""
        (x0, x1), (y0, y1) = self.x, self.y
        dx, dy = EDGE * (x1 - x0), EDGE * (y1 - y0)
        return (x0 + dx, x1 - dx), (y0 + dy, y1 - dy)


class Handle(NamedTuple):
    """A place to take hold of, and what it does: `MOVE` or `TURN`."""

    place: Place
    does: str


class Handles:
    """The handles of a score in a picture; none where nothing can be moved."""

    is_upright = False
    """Handles move up and down alone."""

    def __init__(self, score: LinearScore, frame: Frame) -> None:
        self.score = score
        self.frame = frame
        self.handles: tuple[Handle, ...] = ()

    def moved(self, index: int, place: Place) -> LinearScore | None:
        """The score when a handle has been moved to `place`; None where there is none."""
        raise TypeError("handles are moved")

    def following(self, index: int, place: Place, score: LinearScore) -> tuple[Handle, ...]:
        """Where the handles are while one is being moved: it at `place`, with `score`."""
        raise TypeError("handles follow")

    def _with_handle(self, index: int, place: Place, others: "Handles") -> tuple[Handle, ...]:
        handles = list(others.handles)
        if len(handles) != len(self.handles):
            handles = list(self.handles)
        handles[index] = self.handles[index]._replace(place=self.frame.clipped(place))
        return tuple(handles)


class LineHandles(Handles):
    """Of a regression's line: its middle moves it up and down, an end turns it about the other.

    Where the bias may not change, the ends turn it about its value at 0.
    """

    is_upright = True

    def __init__(self, score: LinearScore, frame: Frame) -> None:
        super().__init__(score, frame)
        low, high = self._stretch()
        found = []
        if score.free[0]:
            found += [(low, TURN), (high, TURN)]
            if not score.bias_is_free:  # near 0 there is no lever
                least = 0.05 * (frame.x[1] - frame.x[0])
                found = [(x, does) for x, does in found if abs(x) > least]
        if score.bias_is_free:
            found.insert(len(found) // 2, ((low + high) / 2, MOVE))
        self._xs = tuple(x for x, _ in found)
        self.handles = tuple(Handle(self._on_line(x, score), does) for x, does in found)

    def _stretch(self) -> tuple[float, float]:
        """From where to where the line has handles: as far as it is in sight, if it is."""
        (x0, x1), (y0, y1) = self.frame.inner()
        w, b = float(self.score.weights[0]), self.score.bias
        if w == 0.0:
            return x0, x1
        first, last = sorted(((y0 - b) / w, (y1 - b) / w))
        low, high = max(x0, first), min(x1, last)
        across = (high - low) / self.frame.pixel[0]
        up = abs(w) * (high - low) / self.frame.pixel[1]
        return (low, high) if low < high and math.hypot(across, up) > _LEAST else (x0, x1)

    def _value(self, x: float) -> float:
        return float(self.score.weights[0]) * x + self.score.bias

    def _on_line(self, x: float, score: LinearScore) -> Place:
        (_, _), (y0, y1) = self.frame.inner()
        return x, _clip(float(score.weights[0]) * x + score.bias, y0, y1)

    def moved(self, index: int, place: Place) -> LinearScore | None:
        x, y = self._xs[index], self.frame.clipped(place)[1]
        score = self.score
        if self.handles[index].does == MOVE:
            return score.with_values(score.weights, y - float(score.weights[0]) * x)
        with np.errstate(all="ignore"):
            if not score.bias_is_free:
                return score.with_values(np.array([(y - score.bias) / x]), score.bias)
            about = self._xs[-1 - index]
            fixed = self._value(about)
            w = (y - fixed) / (x - about)
            return score.with_values(np.array([w]), fixed - w * about)

    def following(self, index: int, place: Place, score: LinearScore) -> tuple[Handle, ...]:
        handles = [
            handle._replace(place=self._on_line(x, score))
            for x, handle in zip(self._xs, self.handles, strict=True)
        ]
        own = self._xs[index], self.frame.clipped(place)[1]
        handles[index] = handles[index]._replace(place=own)
        return tuple(handles)


class SigmoidHandles(Handles):
    """Of the probability of a class over one input: one where it is ½ moves it, one where the
    score is 2 more or less makes it steeper or flatter.

    Where ½ is not in sight, the first one lies on the curve at the picture's edge.
    """

    def __init__(self, score: LinearScore, frame: Frame) -> None:
        super().__init__(score, frame)
        middle = self._middle()
        found = []
        if score.bias_is_free:
            found.append(Handle((middle, self._probability(middle)), MOVE))
        if score.free[0]:
            at = self._beside(middle)
            if score.bias_is_free or abs(at) > 0.02 * (frame.x[1] - frame.x[0]):
                found.append(Handle((at, self._probability(at)), TURN))
        self.handles = tuple(found)
        self._about = middle if score.bias_is_free else 0.0

    def _score_at(self, x: float) -> float:
        return float(self.score.weights[0]) * x + self.score.bias

    def _probability(self, x: float) -> float:
        return 0.5 * (1.0 + math.tanh(0.5 * self._score_at(x)))

    def _middle(self) -> float:
        (x0, x1), _ = self.frame.inner()
        w = float(self.score.weights[0])
        return (x0 + x1) / 2 if w == 0.0 else _clip(-self.score.bias / w, x0, x1)

    def _beside(self, middle: float) -> float:
        (x0, x1), _ = self.frame.inner()
        w, least = abs(float(self.score.weights[0])), 3.0 * _NEAREST * self.frame.pixel[0]
        far = max(least, min(2.0 / w, x1 - x0) if w else (x1 - x0) / 3)
        right, left = middle + far, middle - far
        if right <= x1 or middle - x0 < x1 - middle:
            return min(right, max(x1, middle + least))
        return max(left, min(x0, middle - least))

    def moved(self, index: int, place: Place) -> LinearScore | None:
        x, p = self.frame.clipped(place)
        score, handle = self.score, self.handles[index]
        before = self._score_at(handle.place[0])
        z = _clip(_logit(p), min(-SURE, before), max(SURE, before))
        w = float(score.weights[0])
        if handle.does == MOVE:
            return score.with_values(score.weights, z - w * x)
        about, fixed = self._about, self._score_at(self._about)
        least = _NEAREST * self.frame.pixel[0]
        is_right = handle.place[0] > about
        x = max(x, about + least) if is_right else min(x, about - least)
        with np.errstate(all="ignore"):
            w = (z - fixed) / (x - about)
            bias = fixed - w * about if score.bias_is_free else score.bias
            return score.with_values(np.array([w]), bias)

    def following(self, index: int, place: Place, score: LinearScore) -> tuple[Handle, ...]:
        return self._with_handle(index, place, SigmoidHandles(score, self.frame))


class BoundaryHandles(Handles):
    """Of the line between two classes over two inputs: its middle moves it, an end turns it about
    the other. The length of the weights stays, so that only the line changes.

    Where the bias may not change, an end turns the line at its distance from the origin; where a
    weight may not, the line is moved alone. Weights that are all 0 have no line: then there is one
    through the middle of the picture to begin with.
    """

    def __init__(self, score: LinearScore, frame: Frame) -> None:
        (x0, x1), (y0, y1) = frame.x, frame.y
        if not score.weights.any() and score.free.all() and score.bias_is_free:
            w = _SHARP / math.hypot(x1 - x0, y1 - y0)
            score = score._replace(weights=np.array([w, 0.0]), bias=-w * (x0 + x1) / 2)
        super().__init__(score, frame)
        self._norm = math.hypot(*score.weights)
        ends = self._segment()
        found = []
        if ends is not None and score.free.all() and self._norm:
            found = [Handle(place, TURN) for place in ends]
        if score.bias_is_free and self._norm:
            found.insert(len(found) // 2, Handle(self._centre(ends), MOVE))
        self.handles = tuple(found)

    def _segment(self) -> tuple[Place, Place] | None:
        """The ends of the line in sight; None where there is too little of it."""
        (x0, x1), (y0, y1) = self.frame.inner()
        dx, dy = self.frame.pixel
        w = self._in_pixels()
        if w is None:
            return None
        at = self._nearest_to_centre(w)
        way = -w[1], w[0]  # the line's direction; all of it in pixels from the picture's corner
        low, high = -math.inf, math.inf
        for start, step, end in ((at[0], way[0], (x1 - x0) / dx), (at[1], way[1], (y1 - y0) / dy)):
            if abs(step) < 1e-12:
                if not 0.0 <= start <= end:
                    return None
                continue
            first, last = sorted((-start / step, (end - start) / step))
            low, high = max(low, first), min(high, last)
        if not high - low > _LEAST:
            return None
        return tuple(
            (x0 + (at[0] + t * way[0]) * dx, y0 + (at[1] + t * way[1]) * dy) for t in (low, high)
        )  # type: ignore[return-value]

    def _in_pixels(self) -> tuple[float, float] | None:
        """The unit vector across the line, in pixels; None without weights."""
        dx, dy = self.frame.pixel
        first, second = self.score.weights.tolist()
        w = first * dx, second * dy
        length = math.hypot(*w)
        return (w[0] / length, w[1] / length) if 0.0 < length < math.inf else None

    def _nearest_to_centre(self, w: Place) -> Place:
        """The line's place that is nearest to the middle of the picture, in pixels from the corner
        of the inner ranges."""
        (x0, x1), (y0, y1) = self.frame.inner()
        dx, dy = self.frame.pixel
        weights = self.score.weights.tolist()
        middle = (x0 + x1) / 2, (y0 + y1) / 2
        value = weights[0] * middle[0] + weights[1] * middle[1] + self.score.bias
        far = value / math.hypot(weights[0] * dx, weights[1] * dy)
        far = _clip(far, -1e9, 1e9)
        return (x1 - x0) / 2 / dx - far * w[0], (y1 - y0) / 2 / dy - far * w[1]

    def _centre(self, ends: tuple[Place, Place] | None) -> Place:
        if ends is not None:
            return (ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2
        (x0, x1), (y0, y1) = self.frame.inner()
        w = self._in_pixels()
        if w is None:
            return (x0 + x1) / 2, (y0 + y1) / 2
        at = self._nearest_to_centre(w)
        dx, dy = self.frame.pixel
        return _clip(x0 + at[0] * dx, x0, x1), _clip(y0 + at[1] * dy, y0, y1)

    def moved(self, index: int, place: Place) -> LinearScore | None:
        x, y = self.frame.clipped(place)
        score, handle = self.score, self.handles[index]
        if handle.does == MOVE:
            return score.with_values(score.weights, -float(score.weights @ np.array([x, y])))
        if not score.bias_is_free:
            return self._about_origin(handle, (x, y))
        about = self.handles[-1 - index].place
        way, before = (x - about[0], y - about[1]), _apart(handle.place, about)
        if math.hypot(way[0] / self.frame.pixel[0], way[1] / self.frame.pixel[1]) < _NEAREST:
            return None
        side = math.copysign(
            self._norm, -score.weights[0] * before[1] + score.weights[1] * before[0]
        )
        length = math.hypot(*way)
        weights = np.array([-way[1], way[0]]) * (side / length)
        return score.with_values(weights, -float(weights @ np.array(about)))

    def _about_origin(self, handle: Handle, place: Place) -> LinearScore | None:
        """The line through `place` at its distance from the origin; as near as it gets."""
        far = math.hypot(*place)
        if far == 0.0:
            return None
        unit = place[0] / far, place[1] / far
        before, weights = handle.place, self.score.weights
        along = -self.score.bias / far
        if abs(along) > self._norm:
            along = math.copysign(self._norm, along)
        side = math.copysign(1.0, -weights[0] * before[1] + weights[1] * before[0])
        across = side * math.sqrt(max(self._norm**2 - along**2, 0.0))
        found = along * np.array(unit) + across * np.array([-unit[1], unit[0]])
        return self.score.with_values(found, self.score.bias)

    def following(self, index: int, place: Place, score: LinearScore) -> tuple[Handle, ...]:
        if self.handles[index].does == MOVE or not self.score.bias_is_free:
            return self._with_handle(index, place, BoundaryHandles(score, self.frame))
        own, about = self.frame.clipped(place), self.handles[-1 - index].place
        handles = list(self.handles)
        handles[index] = handles[index]._replace(place=own)
        if len(handles) == 3:
            middle = (own[0] + about[0]) / 2, (own[1] + about[1]) / 2
            handles[1] = handles[1]._replace(place=middle)
        return tuple(handles)


def _clip(value: float, low: float, high: float) -> float:
    """`value` within [low, high]; the middle of it where it is no number."""
    return (low + high) / 2 if math.isnan(value) else min(max(value, low), high)


def _apart(one: Place, other: Place) -> Place:
    return one[0] - other[0], one[1] - other[1]


def _logit(p: float) -> float:
    if p <= 0.0:
        return -math.inf
    return math.inf if p >= 1.0 else math.log(p / (1.0 - p))
