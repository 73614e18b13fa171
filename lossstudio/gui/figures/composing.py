"""Views composed to a figure: in a grid, each with its name above, as pixels or as vectors."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QImageWriter, QPainter, QPicture
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from lossstudio.gui.figures.svg import finished
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.view import View

_MARGIN = 12.0
_GAP = 14.0
_ASPECT = 1.45
"""The width of a good cell, relative to its height."""

_SMALLEST = 0.6
"""Letters are not made smaller than this share of their size."""

DOTS_A_METRE = round(96 / 0.0254)
"""Of an image at scale 1."""


@dataclass(frozen=True)
class Cell:
    """A view of a figure: its title's place, and its own."""

    title: QRectF
    place: QRect


def grid(count: int, size: QSize, theme: Theme) -> list[Cell]:
    """The cells of `count` views in a figure of `size`, both at the theme's scale.

    So many columns that cells have a good shape; the last row shares the whole width.
    """
    scale = theme.scale
    margin, gap, title = _MARGIN * scale, _GAP * scale, _title_height(theme)
    width, height = size.width() - 2 * margin, size.height() - 2 * margin

    def badness(columns: int) -> float:
        rows = math.ceil(count / columns)
        aspect = (width / columns) / (height / rows)
        return abs(math.log(max(aspect, 1e-3) / _ASPECT)) + 0.15 * (rows * columns - count)

    columns = min(range(1, count + 1), key=badness)
    rows = math.ceil(count / columns)
    row_height = (height - (rows - 1) * gap) / rows
    cells = []
    for index in range(count):
        row, column = divmod(index, columns)
        here = min(columns, count - row * columns)
        cell_width = (width - (here - 1) * gap) / here
        x, y = margin + column * (cell_width + gap), margin + row * (row_height + gap)
        place = QRectF(x, y + title, cell_width, row_height - title).toRect()
        cells.append(Cell(QRectF(x, y, cell_width, title), place))
    return cells


def image(views: Sequence[View], cells: Sequence[Cell], size: QSize, theme: Theme) -> QImage:
    """The figure of `size` pixels."""
    picture = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    try:
        _paint(painter, views, cells, size, theme, are_vectors=False)
    finally:
        painter.end()
    # Only now: texts would follow it, and the theme has scaled them already.
    for dots in (picture.setDotsPerMeterX, picture.setDotsPerMeterY):
        dots(round(DOTS_A_METRE * theme.scale))
    return picture


def svg(views: Sequence[View], cells: Sequence[Cell], size: QSize, theme: Theme) -> bytes:
    """The figure as SVG 1.1, with texts as texts; what is a picture in a view stays one."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # Tiny, the usual one, does not clip
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setResolution(96)
    generator.setTitle("LossStudio: " + ", ".join(view.accessibleName() for view in views))
    generator.setDescription(
        "\n".join(text for view in views if (text := view.accessibleDescription()))
    )
    painter = QPainter(generator)
    try:
        _paint(painter, views, cells, size, theme, are_vectors=True)
    finally:
        painter.end()
    return finished(bytes(buffer.data().data()))


def live_image(view: View) -> QImage:
    """The figure of a view in a window as it is there, at the screen's own resolution."""
    ratio = view.devicePixelRatioF()
    bounds = _bounds(view)
    picture = QImage(bounds.size() * ratio, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(view.theme.colors.window))
    painter = QPainter(picture)
    try:
        painter.translate(-bounds.topLeft())
        _paint_parts(painter, view, are_vectors=False)
    finally:
        painter.end()
    return picture


def _paint(
    painter: QPainter,
    views: Sequence[View],
    cells: Sequence[Cell],
    size: QSize,
    theme: Theme,
    are_vectors: bool,
) -> None:
    colors = theme.colors
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.fillRect(QRect(QPoint(), size), QColor(colors.window))
    font = theme.font()
    font.setBold(True)
    for view, cell in zip(views, cells, strict=True):
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        metrics = QFontMetricsF(font)
        name = metrics.elidedText(
            view.accessibleName(), Qt.TextElideMode.ElideRight, cell.title.width()
        )
        left = cell.title.left() + 4 * theme.scale
        painter.drawText(QPointF(left, cell.title.top() + metrics.ascent()), name)
        painter.save()
        painter.translate(cell.place.topLeft())
        # A table may be larger than its view, where a person scrolls: it is shrunk where it can
        # still be read then; else what is too long is cut off.
        bounds = _bounds(view)
        room = cell.place.size()
        shrunk = min(1.0, room.width() / bounds.width(), room.height() / bounds.height())
        if shrunk < _SMALLEST:
            shrunk = max(_SMALLEST, min(1.0, room.width() / bounds.width()))
        if bounds != view.rect():
            painter.setClipRect(QRect(QPoint(), room))
        if shrunk < 1.0:
            painter.scale(shrunk, shrunk)
        painter.translate(-bounds.topLeft())
        _paint_parts(painter, view, are_vectors)
        painter.restore()


def _paint_parts(painter: QPainter, view: View, are_vectors: bool) -> None:
    for part in _parts(view):
        at = part.mapTo(view, QPoint())
        if are_vectors:
            # A widget that is painted with an offset leaves its clips behind; a recording does not.
            recorded = QPicture()
            recorder = QPainter(recorded)
            _render(part, recorder)
            recorder.end()
            painter.drawPicture(QPointF(at), recorded)
        else:
            painter.save()
            painter.translate(at)
            _render(part, painter)
            painter.restore()


def _render(part: QWidget, painter: QPainter) -> None:
    # QGraphicsView has another method of this name, which paints without what lies over the scene.
    QWidget.render(part, painter, QPoint())


def _parts(view: View) -> list[QWidget]:
    return [part for part in view.figure_parts if part.isVisible() and not part.size().isEmpty()]


def _bounds(view: View) -> QRect:
    """The view's own place, and what sticks out of it."""
    bounds = view.rect()
    for part in _parts(view):
        bounds |= QRect(part.mapTo(view, QPoint()), part.size())
    return bounds


def _title_height(theme: Theme) -> float:
    font = theme.font()
    font.setBold(True)
    return QFontMetricsF(font).height() + 4 * theme.scale


def png(picture: QImage) -> bytes:
    """`picture` as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(picture):
        raise RuntimeError(writer.errorString())
    return bytes(buffer.data().data())
