"""The picture of a landscape: its shades, its contour lines, and hatching where it is not finite.

What takes long is computed by `make_picture`, in any thread; the items below only draw it.
"""

from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.engine.landscape.frame import levels, shade
from lossstudio.engine.landscape.grid import Landscape
from lossstudio.gui.kit.colors import Colors, Role, mix, ramp
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.fit.map import MapItem
from lossstudio.gui.views.plot.area import Curve, PlotArea, cache
from lossstudio.gui.views.plot.contour import contour

Array = NDArray[np.float64]

WIDTH, HEIGHT = 10.0, 5.0
"""The surface's size in space."""

LINES = 12
"""So many contour lines are drawn."""
_SHADES = 256
_DEPTH, _HEIGHT = 0.62, 0.04
"""How much of the full colour the lowest and the highest place have on a light background."""


class Picture(NamedTuple):
    """A landscape as it is drawn.

    `shades` (rows, columns) in [0, 1], NaN where the cost is not finite; `lines` are the ends of
    the pieces of the contour lines, two by two, x and y; `hatched` (k, 4) are the left, bottom,
    width and height of rectangles that cover the places whose cost is not finite.
    """

    landscape: Landscape
    shades: Array
    lines: tuple[Array, Array]
    hatched: Array

    @property
    def is_curve(self) -> bool:
        """There is one parameter: the cost is a curve over `landscape.a`."""
        return len(self.landscape.b) == 1


def make_picture(landscape: Landscape) -> Picture:
    """What is drawn of `landscape`."""
    a, b = landscape.a, landscape.b
    shades = shade(landscape.cost)
    nothing = np.zeros(0)
    if landscape.cost.shape[0] == 1:
        return Picture(landscape, shades, (nothing, nothing), np.zeros((0, 4)))
    pieces = []
    with np.errstate(all="ignore"):
        for level in levels(landscape.cost, LINES):
            pieces.append(contour(landscape.cost - level, a, b))
    lines = (
        np.concatenate([nothing, *(piece.x for piece in pieces)]),
        np.concatenate([nothing, *(piece.y for piece in pieces)]),
    )
    return Picture(landscape, shades, lines, rectangles(~np.isfinite(landscape.cost), a, b))


def rectangles(mask: NDArray[np.bool_], a: Array, b: Array) -> Array:
    """Rectangles that cover the cells of `mask` (rows, columns), whose middles are at (`b`, `a`).

    Left, bottom, width and height, (k, 4): one a stretch of cells in a row, and one for equal
    stretches of rows that follow each other.
    """
    if not mask.any():
        return np.zeros((0, 4))
    width, height = float(a[1] - a[0]), float(b[1] - b[0])
    found: list[tuple[float, float, float, float]] = []
    first = 0
    for row in range(1, len(mask) + 1):
        if row < len(mask) and np.array_equal(mask[row], mask[first]):
            continue
        ends = np.flatnonzero(np.diff(np.concatenate([[False], mask[first], [False]])))
        for begin, end in ends.reshape(-1, 2).tolist():
            left, bottom = float(a[begin]) - width / 2, float(b[first]) - height / 2
            found.append((left, bottom, (end - begin) * width, (row - first) * height))
        first = row
    return np.array(found)


def landscape_table(colors: Colors) -> NDArray[np.uint8]:
    """The colours from the lowest place to the highest, (256, 3): one hue, and low is dark."""
    background, full = colors.plot_background, colors.mark(Role.TRAIN).color
    low, high = mix(background, full, _DEPTH), mix(background, full, _HEIGHT)
    return ramp((high, low) if colors.dark else (low, high), _SHADES)


def colored(shades: Array, colors: Colors) -> NDArray[np.uint32]:
    """`shades` as pixels 0xffRRGGBB; where they are NaN, the background."""
    table = landscape_table(colors).astype(np.uint32)
    packed = (0xFF << 24) | (table[:, 0] << 16) | (table[:, 1] << 8) | table[:, 2]
    index = np.nan_to_num(shades * (_SHADES - 1) + 0.5, nan=0.0).astype(np.intp)
    pixels = packed[np.clip(index, 0, _SHADES - 1)]
    bare = QColor(colors.plot_background).rgb()
    return np.ascontiguousarray(np.where(np.isnan(shades), bare, pixels), dtype=np.uint32)


class PictureItems:
    """A picture in a plot: the shaded map, the hatching and the contour lines, or the curve."""

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        self._area = area
        self._theme = theme
        self.map: MapItem | None = None
        self.hatching = Hatching()
        self.lines = Curve(area.box)
        self.curve = Curve(area.box)
        for item, z in ((self.hatching, -9), (self.lines, -8), (self.curve, 5)):
            item.setZValue(z)
            area.box.addItem(item, ignoreBounds=True)
            cache(item)
        self._picture: Picture | None = None
        self.restyle()

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def restyle(self) -> None:
        """Take the theme's colours."""
        colors, scale = self._theme.colors, self._theme.scale
        line = QColor(colors.plot_foreground)
        line.setAlphaF(0.34)
        self.lines.setPen(pg.mkPen(line, width=scale))
        self.curve.setPen(self._theme.pen(Role.COST, 3.0, dashed=False))
        self.hatching.color = QColor(colors.muted)
        self.show(self._picture)

    def show(self, picture: Picture | None) -> None:
        """Draw `picture`, or nothing."""
        self._picture = picture
        if self.map is not None:
            self._area.box.removeItem(self.map)
            self.map = None
        nothing = np.zeros(0)
        self.lines.setData(nothing, nothing)
        self.curve.setData(nothing, nothing)
        self.hatching.set_rectangles(np.zeros((0, 4)))
        if picture is None:
            return
        landscape = picture.landscape
        if picture.is_curve:
            cost = landscape.cost[0]
            good = np.isfinite(cost)
            connect = np.zeros(len(cost), dtype=bool)
            connect[:-1] = good[:-1] & good[1:]
            low = float(cost[good].min()) if good.any() else 0.0
            self.curve.setData(landscape.a, np.where(good, cost, low), connect=connect)
            return
        self.map = MapItem(landscape.a, landscape.b)
        self.map.setZValue(-10)
        self.map.set_pixels(colored(picture.shades, self._theme.colors))
        self._area.box.addItem(self.map, ignoreBounds=True)
        cache(self.map)
        self.lines.setData(*picture.lines, connect="pairs")
        self.hatching.set_rectangles(picture.hatched)

    def set_stale(self, is_stale: bool) -> None:
        """Dim a picture that belongs to another cost."""
        for item in (self.map, self.lines, self.curve, self.hatching):
            if item is not None:
                item.setOpacity(0.3 if is_stale else 1.0)


class Hatching(pg.GraphicsObject):  # type: ignore[misc]
    """Stripes, of the same width at every zoom, over rectangles of the plot."""

    def __init__(self) -> None:
        super().__init__()
        self.color = QColor()
        self._path = QPainterPath()

    def set_rectangles(self, places: Array) -> None:
        """Cover `places` (k, 4): left, bottom, width and height."""
        if not len(places) and self._path.isEmpty():
            return
        self.prepareGeometryChange()
        self._path = QPainterPath()
        for place in places.tolist():
            self._path.addRect(QRectF(*place))
        self.update()

    @survivable
    def boundingRect(self) -> QRectF:
        return self._path.boundingRect()

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        brush = QBrush(self.color, Qt.BrushStyle.BDiagPattern)
        brush.setTransform(painter.worldTransform().inverted()[0])
        painter.fillPath(self._path, brush)
