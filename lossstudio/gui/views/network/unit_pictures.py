"""The small pictures in the nodes: a curve, a map or a histogram of what each one puts out."""

from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from lossstudio.engine.measuring.unit_outputs import LayerOutputs, NodePicture
from lossstudio.gui.kit.colors import Colors, mix, ramp
from lossstudio.gui.views.network.structure import Array

_LEVELS = 129
_AIR = 0.08
"""Room above and below a curve, as a share of the picture."""


def positive(colors: Colors) -> str:
    """The colour of numbers above 0."""
    return colors.signs[1]


def negative(colors: Colors) -> str:
    """The colour of numbers below 0."""
    return colors.signs[0]


def signed_table(colors: Colors, *, are_classes: bool = False) -> NDArray[np.uint32]:
    """Colours 0xffRRGGBB from the lowest number by way of 0, the background, to the highest.

    Where the sign of a score says which of two classes it stands for, they are the classes'.
    """
    background = colors.plot_background
    ends = (negative(colors), positive(colors))
    if are_classes:
        ends = (colors.class_mark(0).color, colors.class_mark(1).color)
    low, high = (mix(background, color, 0.85) for color in ends)
    return _packed(low, background, high)


@lru_cache(maxsize=4)
def _packed(*stops: str) -> NDArray[np.uint32]:
    table = ramp(stops, 2 * _LEVELS - 1).astype(np.uint32)
    packed = (0xFF << 24) | (table[:, 0] << 16) | (table[:, 1] << 8) | table[:, 2]
    return np.asarray(packed, dtype=np.uint32)


class PicturePainter:
    """Paints the pictures of one layer into rectangles."""

    def __init__(
        self,
        kind: NodePicture,
        layer: LayerOutputs,
        colors: Colors,
        *,
        are_classes: bool = False,
    ) -> None:
        """`are_classes`: what the layer puts out is a score, whose sign says which class."""
        self._are_classes = are_classes
        self._kind = kind
        self._layer = layer
        self._colors = colors
        is_map = kind is NodePicture.MAP
        self._table = signed_table(colors, are_classes=are_classes) if is_map else None
        self._pixels: NDArray[np.uint32] | None = None

    def paint(self, painter: QPainter, centers: Array, size: float, line: float) -> None:
        """Paint the first nodes' pictures, `size` pixels large, around `centers` (count, 2)."""
        if self._kind is NodePicture.MAP:
            self._paint_maps(painter, centers, size)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        units = range(len(centers))
        if self._kind is NodePicture.CURVE:
            self._paint_zero(painter, centers, size)
            path = self._curves(units, centers, size)
            pen = QPen(QColor(self._colors.plot_foreground), line)
            painter.strokePath(path, pen)
        else:
            bars = self._bars(units, centers, size)
            painter.fillPath(
                bars, QColor(mix(self._colors.plot_background, self._colors.muted, 0.8))
            )

    def paint_one(self, painter: QPainter, index: int, rect: QRectF, line: float) -> None:
        """Paint the picture of node `index` into the square `rect`."""
        layer = _only(self._layer, index)
        one = PicturePainter(self._kind, layer, self._colors, are_classes=self._are_classes)
        center = np.array([[rect.center().x(), rect.center().y()]])
        one.paint(painter, center, rect.width(), line)

    def _paint_maps(self, painter: QPainter, centers: Array, size: float) -> None:
        """Paint the maps pixel by pixel: scaled by Qt each would take ten times as long."""
        ratio = painter.device().devicePixelRatioF()
        side = max(round(size * ratio), 1)
        if self._pixels is None or self._pixels.shape[1] != side:
            assert self._table is not None
            self._pixels = map_pixels(self._layer, self._table, side)
        for pixels, (x, y) in zip(self._pixels, centers.tolist(), strict=False):
            image = QImage(pixels.data, side, side, 4 * side, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(ratio)
            # Between pixels it would have to be mixed.
            left, top = (round((place - size / 2) * ratio) / ratio for place in (x, y))
            painter.drawImage(QPointF(left, top), image)

    def _heights(self, values: Array, units: range) -> Array:
        """Where `values` (units, …) lie between the lowest, 0, and the highest, 1."""
        layer = self._layer
        low, high = layer.low[: len(units), None], layer.high[: len(units), None]
        size = np.maximum(np.abs(low), np.abs(high))
        size = np.where(size > 0.0, size, 1.0)
        with np.errstate(all="ignore"):  # a range may be larger than a number can be
            span = high / size - low / size
            shares = (values / size - low / size) / np.where(span > 0.0, span, 1.0)
            shares = np.where(span > 0.0, shares, 0.5 + 0.0 * values)
        heights: Array = np.clip(shares, 0.0, 1.0)
        return heights

    def _paint_zero(self, painter: QPainter, centers: Array, size: float) -> None:
        """A thin line at an output of 0, where it is in the picture."""
        zeros = self._heights(np.zeros((len(centers), 1)), range(len(centers)))[:, 0]
        painter.setPen(QPen(QColor(self._colors.grid), 1.0))
        for (x, y), zero, low, high in zip(
            centers.tolist(),
            zeros.tolist(),
            self._layer.low.tolist(),
            self._layer.high.tolist(),
            strict=False,
        ):
            if low <= 0.0 <= high:
                at = y + size * (0.5 - _AIR - (1 - 2 * _AIR) * zero)
                painter.drawLine(QPointF(x - size / 2, at), QPointF(x + size / 2, at))

    def _curves(self, units: range, centers: Array, size: float) -> QPainterPath:
        """The curves of all nodes as one path."""
        values = self._layer.pictures[: len(units)]
        heights = self._heights(values, units)
        m = values.shape[1]
        # A number that is missing ends each curve, so that they are not joined.
        x = np.full((len(units), m + 1), np.nan)
        y = np.full((len(units), m + 1), np.nan)
        x[:, :m] = centers[:, :1] + size * np.linspace(-0.5, 0.5, m)
        y[:, :m] = centers[:, 1:] + size * (0.5 - _AIR - (1 - 2 * _AIR) * heights)
        path: QPainterPath = pg.arrayToQPath(x.ravel(), y.ravel(), connect="finite")
        return path

    def _bars(self, units: range, centers: Array, size: float) -> QPainterPath:
        """The histograms of all nodes as one path to be filled."""
        shares = self._layer.pictures[: len(units)]
        most = np.maximum(shares.max(axis=1, keepdims=True), 1e-12)
        tops = np.repeat(shares / most, 2, axis=1)
        bins = shares.shape[1]
        edges = np.repeat(np.linspace(-0.5, 0.5, bins + 1), 2)[1:-1]
        outline_x = np.concatenate([[-0.5], edges, [0.5]])
        nothing = np.zeros((len(units), 1))
        outline_y = np.concatenate([nothing, tops, nothing], axis=1)
        x = np.full((len(units), len(outline_x) + 1), np.nan)
        y = np.full(x.shape, np.nan)
        x[:, :-1] = centers[:, :1] + size * outline_x
        y[:, :-1] = centers[:, 1:] + size * (0.5 - (1 - _AIR) * outline_y)
        path: QPainterPath = pg.arrayToQPath(x.ravel(), y.ravel(), connect="finite")
        return path


def map_pixels(layer: LayerOutputs, table: NDArray[np.uint32], side: int) -> NDArray[np.uint32]:
    """The maps of a layer as colours, (units, side, side), the first row on top.

    0 is the background; the colours end at the number farthest from 0 in the range. Between the
    values, interpolated.
    """
    size = np.maximum(np.abs(layer.low), np.abs(layer.high))
    size = np.where(size > 0.0, size, 1.0)[:, None, None]
    shares = layer.pictures[:, ::-1] / size
    shares[np.isnan(shares)] = 0.0
    np.clip(shares, -1.0, 1.0, out=shares)
    rows, columns = (_interpolation(count, side) for count in shares.shape[1:])
    shares = rows @ shares @ columns.T
    level = np.rint(shares * (_LEVELS - 1)).astype(np.intp)
    return np.ascontiguousarray(table[level + _LEVELS - 1])


@lru_cache(maxsize=16)
def _interpolation(count: int, side: int) -> Array:
    """The matrix (side, count) that interpolates `count` values at `side` places, evenly."""
    weights = np.stack(
        [np.interp(np.linspace(0, count - 1, side), range(count), row) for row in np.eye(count)]
    )
    return np.ascontiguousarray(weights.T)


def _only(layer: LayerOutputs, index: int) -> LayerOutputs:
    """The layer with node `index` alone."""
    pick = slice(index, index + 1)
    return LayerOutputs(
        layer.pictures[pick],
        layer.low[pick],
        layer.high[pick],
        layer.mean[pick],
        layer.active[pick],
        layer.saturated[pick],
        layer.is_finite,
    )


def unit_frame(colors: Colors, share: float, scale: float) -> QPen:
    """The frame of a node whose bias is `share` (−1 to 1) of the largest: dashed below 0."""
    strength = abs(share)
    if strength < 0.01:
        return QPen(QColor(colors.muted), 1.0 * scale)
    base = positive(colors) if share > 0 else negative(colors)
    pen = QPen(QColor(base), (1.0 + 2.5 * strength) * scale)
    if share < 0:
        pen.setDashPattern([2.5, 1.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
