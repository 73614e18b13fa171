"""The samples' symbols as small pictures, the same as in the plots."""

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTransform

from lossstudio.core.datasets import Dataset
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.legend import inside
from lossstudio.gui.views.plot.samples import group_styles, groups

_SIZE, _CROSS, _ROOM = 9.0, 14.0, 16
"""Pixels at scale 1: a symbol, the cross on an outlier, and the picture."""


def sample_symbols(
    dataset: Dataset, rows: NDArray[np.intp], theme: Theme, ratio: float
) -> tuple[list[QPixmap], NDArray[np.intp]]:
    """Pictures of symbols, and which of them each of `rows` has, (m,).

    `ratio` is how many dots of the screen make a pixel.
    """
    styles = group_styles(dataset, theme)
    pictures = []
    for has_cross in (False, True):
        for style in styles:
            picture, size = _empty(theme, ratio), theme.pixels(_SIZE)
            symbol, color, background = style.mark.symbol, style.mark.color, theme.colors.base
            # A rim of the background keeps a symbol in sight on a selected row.
            _paint(picture, symbol, size, background, background, 4.0 * theme.scale)
            if style.hollow:
                fill = inside(color, background, style.hollow, style.pale)
                _paint(picture, symbol, size, color, fill, 2.0 * theme.scale)
            else:
                _paint(picture, symbol, size, "", color, 0.0)
            if has_cross:
                mark = theme.colors.mark(Role.OUTLIER)
                size = theme.pixels(_CROSS)
                _paint(picture, mark.symbol, size, background, mark.color, 0.7 * theme.scale)
            pictures.append(picture)
    which = groups(dataset)[rows]
    if len(dataset.is_outlier):
        which = which + len(styles) * dataset.is_outlier[rows]
    return pictures, which.astype(np.intp)


def _empty(theme: Theme, ratio: float) -> QPixmap:
    side = round(theme.pixels(_ROOM) * ratio)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _paint(picture: QPixmap, symbol: str, size: float, rim: str, inside: str, width: float) -> None:
    """Paint a symbol of pyqtgraph's, with a `rim` of this width where there is a colour for it."""
    middle = picture.deviceIndependentSize().width() / 2
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(rim), width) if rim else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(inside))
    painter.drawPath(QTransform(size, 0, 0, size, middle, middle).map(Symbols[symbol]))
    painter.end()
