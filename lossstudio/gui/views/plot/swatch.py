"""A small picture of how something is drawn: its line with its dash, and its symbol."""

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from lossstudio.gui.kit.colors import Mark

_SIZE = (46, 14)
"""Width and height at scale 1: beside the symbol enough of the line is seen to tell its dash."""
_SYMBOL = 10.0


def swatch_size(scale: float) -> QSize:
    """How large a swatch is."""
    return QSize(round(_SIZE[0] * scale), round(_SIZE[1] * scale))


def paint_swatch(painter: QPainter, rect: QRectF, mark: Mark, scale: float) -> None:
    """Paint the look of `mark` into `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color, middle = QColor(mark.color), rect.center()
    painter.setPen(QPen(color, 2 * scale, mark.dash))
    painter.drawLine(QPointF(rect.left(), middle.y()), QPointF(rect.right(), middle.y()))
    side = _SYMBOL * scale
    painter.setPen(QPen(color, scale))
    painter.setBrush(color)
    place = QTransform(side, 0, 0, side, middle.x(), middle.y())
    painter.drawPath(place.map(Symbols[mark.symbol]))
    painter.restore()
