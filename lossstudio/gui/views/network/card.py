"""The card of a node: its picture enlarged, and its figures."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.network.diagram import FONT
from lossstudio.gui.views.network.unit_pictures import PicturePainter

PICTURE = 96
MOST_ROWS = 10
"""Of the weights, so many are listed at most: the largest."""
_DISTANCE = 12
_LEAST = 40
"""Pixels of a picture that is worth showing, at scale 1."""


class UnitCard(QFrame):
    """Shows a node's picture and text over `parent`, beside the node and inside the parent."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._over = parent
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.picture)
        layout.addWidget(self.text)
        self.hide()

    def restyle(self) -> None:
        """Take the theme's colours and sizes."""
        colors = self._theme.colors
        self.setObjectName("UnitCard")
        self.setStyleSheet(
            f"#UnitCard {{ background: {colors.base}; border: 1px solid {colors.muted};"
            f" border-radius: 3px; }} QLabel {{ color: {colors.text}; }}"
        )
        self.text.setFont(self._theme.font(FONT))

    def rows_in(self, height: int) -> int:
        """How many weights there is room for in so many pixels."""
        fit = int((height - 8) / (self.text.fontMetrics().height() + 3)) - 7
        return min(max(fit, 2), MOST_ROWS)

    def show_unit(self, html: str, painter: PicturePainter | None, index: int, node: QRect) -> None:
        """Show the picture of node `index` and `html` beside `node`."""
        room = self._over.rect()
        side = int(min(self._theme.pixels(PICTURE), 0.4 * room.height()))
        free = max(node.left(), room.width() - node.right()) - _DISTANCE
        self._set_text(html, min(room.width() - 20, int(self._theme.pixels(250))))
        # Where there is no room beside the node, its own small picture must do.
        has_picture = painter is not None and self.text.width() + side + 24 <= free
        if painter is not None and has_picture:
            self.picture.setPixmap(self._pixmap(painter, index, side))
        self.picture.setVisible(has_picture)
        self._row.activate()
        self.resize(self.sizeHint().boundedTo(QSize(room.width(), room.height())))
        x = node.right() + _DISTANCE
        if x + self.width() > room.width():
            x = node.left() - _DISTANCE - self.width()
        if x < 0:  # no room at either side: at the edge that is farther away
            x = room.width() - self.width() if node.center().x() < room.width() / 2 else 0
        y = min(max(node.center().y() - self.height() // 2, 0), room.height() - self.height())
        self.move(x, max(y, 0))
        self.show()
        self.raise_()

    def show_enlarged(
        self, html: str, painter: PicturePainter | None, index: int, room: QRect
    ) -> None:
        """Show the picture of node `index` as large as `room` allows, with `html` beside it."""
        self._set_text(html, int(min(0.45 * room.width(), self._theme.pixels(280))))
        side = min(room.height() - 16, room.width() - self.text.width() - 32)
        has_picture = painter is not None and side >= self._theme.pixels(_LEAST)
        if painter is not None and has_picture:
            self.picture.setPixmap(self._pixmap(painter, index, side))
        self.picture.setVisible(has_picture)
        self._row.activate()
        self.setGeometry(room)
        self.show()
        self.raise_()

    def _set_text(self, html: str, limit: int) -> None:
        """Show `html` as wide as it needs, but no wider than `limit`."""
        self.text.setWordWrap(False)
        self.text.setText(html)
        self.text.setMinimumSize(0, 0)
        hint = self.text.sizeHint()
        if hint.width() > limit:
            self.text.setWordWrap(True)
            self.text.setFixedSize(limit, self.text.heightForWidth(limit))
        else:
            self.text.setFixedSize(hint)

    def _pixmap(self, painter: PicturePainter, index: int, side: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(self._theme.colors.plot_background))
        brush = QPainter(pixmap)
        rect = QRectF(0, 0, side, side)
        painter.paint_one(brush, index, rect, self._theme.pixels(2.0))
        brush.setPen(QColor(self._theme.colors.muted))
        brush.setBrush(Qt.BrushStyle.NoBrush)
        brush.drawRect(rect.adjusted(0, 0, -1, -1))
        brush.end()
        return pixmap
