"""Weights as lines: as wide as they are large, solid above 0 and dashed below."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from lossstudio.gui.kit.colors import mix
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.network.layout import Layout
from lossstudio.gui.views.network.structure import Array, Connection, Unit
from lossstudio.gui.views.network.unit_pictures import negative, positive

MOST_LINES = 400
"""More are not painted: they would hide each other, and hold up the training."""
MOST_WIDTH = 5.0
_LEAST_WIDTH = 0.6
_LEVELS = 12
_FAINT = 0.02
"""Below this share of the largest, a weight's sign is not shown."""


def most_width(layout: Layout) -> float:
    """Pixels of the thickest line."""
    return min(MOST_WIDTH * layout.scale, max(0.18 * min(layout.sizes), 2.0))


def drawn_lines(weights: Sequence[Array]) -> list[NDArray[np.bool_]]:
    """Which weights are drawn, of (from, to) for each gap: all, or the `MOST_LINES` largest."""
    total = sum(w.size for w in weights)
    if total <= MOST_LINES:
        return [np.ones(w.shape, dtype=np.bool_) for w in weights]
    sizes = np.concatenate([np.abs(w).ravel() for w in weights])
    sizes[np.isnan(sizes)] = 0.0
    is_drawn = np.zeros(total, dtype=np.bool_)
    is_drawn[np.argpartition(sizes, total - MOST_LINES)[total - MOST_LINES :]] = True
    parts = np.split(is_drawn, np.cumsum([w.size for w in weights])[:-1])
    return [part.reshape(w.shape) for part, w in zip(parts, weights, strict=True)]


def incident_lines(
    active: Unit | Connection, drawn: Sequence[NDArray[np.bool_]]
) -> list[NDArray[np.bool_]]:
    """The weights that belong to what is looked at: a line, or all that meet a node."""
    own = [np.zeros(part.shape, dtype=np.bool_) for part in drawn]
    if isinstance(active, Connection):
        if active.column < len(own):
            own[active.column][active.start, active.end] = True
        return own
    if 0 < active.column <= len(own):
        own[active.column - 1][:, active.row] = True
    if active.column < len(own):
        own[active.column][active.row, :] = True
    return own


def paint_lines(
    painter: QPainter,
    layout: Layout,
    shares: Sequence[Array],
    drawn: Sequence[NDArray[np.bool_]],
    theme: Theme,
    strength: float = 1.0,
) -> None:
    """Paint the `drawn` weights, given as `shares` of the largest: the small ones first.

    Below a `strength` of 1 they fade into the background.
    """
    groups: dict[int, list[QLineF]] = {}
    for column, (share, is_drawn) in enumerate(zip(shares, drawn, strict=True)):
        # Level 0 has no sign; the others are below or above 0.
        sizes = np.abs(share)
        levels = np.minimum((sizes * _LEVELS).astype(np.intp), _LEVELS - 1) + 1
        levels = np.where(sizes < _FAINT, 0, np.where(share < 0, -levels, levels))
        starts, ends = np.nonzero(is_drawn)
        own = levels[starts, ends].tolist()
        for level, start, end in zip(own, starts.tolist(), ends.tolist(), strict=True):
            groups.setdefault(level, []).append(layout.line(Connection(column, start, end)))
    for level in sorted(groups, key=abs):
        painter.setPen(_pen(level, most_width(layout), theme, strength))
        painter.drawLines(groups[level])


def _pen(level: int, most: float, theme: Theme, strength: float) -> QPen:
    """The pen of a weight's level, from 1, faint, to `_LEVELS`, `most` wide; 0 has no sign.

    Its colours are opaque: a line that is blended takes twice as long to paint.
    """
    colors, scale = theme.colors, theme.scale
    background, thin = colors.plot_background, _LEAST_WIDTH * scale
    size = (abs(level) - 0.5) / _LEVELS
    if level == 0:
        pen = QPen(QColor(mix(background, colors.muted, 0.4 * strength)), thin)
    else:
        base = positive(colors) if level > 0 else negative(colors)
        width = thin + (most - thin) * size
        pen = QPen(QColor(mix(background, base, strength * (0.35 + 0.65 * size**0.5))), width)
        if level < 0:
            pen.setDashPattern([7.0 * scale / width, 4.0 * scale / width])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
