"""A legend above a plot: it hides no data, and it is not painted anew with every frame."""

from dataclasses import dataclass
from html import escape

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.gui.i18n import Retranslating
from lossstudio.gui.theme import Theme

_LINE = 26
"""Pixels of a sample of a line, at scale 1: enough for one period of every dash."""
_SYMBOL = 10
_GAP = 5
_BETWEEN = 14


@dataclass(frozen=True)
class Entry:
    """A line of the legend: its text, and a sample of the line, of the symbol, or of both.

    A `hollow` symbol has only its outline.
    """

    label: str
    color: str
    dash: Qt.PenStyle | None = None
    symbol: str | None = None
    hollow: bool = False
    tooltip: str = ""


class Legend(Retranslating, QWidget):
    """A row of entries that breaks into more rows where it is narrow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._entries: tuple[Entry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.finish_setup()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._entries

    def set_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show `entries`."""
        if entries == self._entries:
            return
        self._entries = entries
        self.setAccessibleName(", ".join(entry.label for entry in entries))
        # A label may be a name that a person has given, with any signs in it.
        told = [(escape(entry.label), entry.tooltip) for entry in entries if entry.tooltip]
        self.setToolTip("<br>".join(f"<b>{label}</b>: {tooltip}" for label, tooltip in told))
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row_height() * (1 + max((row for row, _, _ in self._places(width)), default=0))

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest entry: an entry is not divided."""
        widths = [self._entry_width(entry) for entry in self._entries]
        return QSize(int(max(widths, default=0.0)) + 1, self._row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height, scale = self._row_height(), self._theme.scale
        metrics = self.fontMetrics()
        for row, x, entry in self._places(self.width()):
            middle = row * height + height / 2
            sample = self._sample_width(entry)
            if entry.dash is not None:
                painter.setPen(QPen(QColor(entry.color), 2 * scale, entry.dash))
                painter.drawLine(QPointF(x, middle), QPointF(x + sample, middle))
            if entry.symbol is not None:
                self._paint_symbol(painter, entry, x + sample / 2, middle, scale)
            painter.setPen(QColor(self._theme.colors.text))
            left = x + sample + _GAP * scale
            label = metrics.elidedText(
                entry.label, Qt.TextElideMode.ElideRight, max(self.width() - int(left), 20)
            )
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(left, baseline), label)

    def _paint_symbol(
        self, painter: QPainter, entry: Entry, x: float, y: float, scale: float
    ) -> None:
        size = _SYMBOL * scale
        path = QTransform(size, 0, 0, size, x, y).map(Symbols[entry.symbol])
        background = self._theme.colors.plot_background
        painter.setPen(QPen(QColor(entry.color), (2.0 if entry.hollow else 1.0) * scale))
        painter.setBrush(QColor(background if entry.hollow else entry.color))
        painter.drawPath(path)

    def _places(self, width: int) -> list[tuple[int, float, Entry]]:
        """Row and left edge of each entry."""
        scale = self._theme.scale
        places, row, x = [], 0, 0.0
        for entry in self._entries:
            needed = self._entry_width(entry)
            if x > 0 and x + needed > width:
                row, x = row + 1, 0.0
            places.append((row, x, entry))
            x += needed + _BETWEEN * scale
        return places

    def _entry_width(self, entry: Entry) -> float:
        gap = _GAP * self._theme.scale
        return self._sample_width(entry) + gap + self.fontMetrics().horizontalAdvance(entry.label)

    def _sample_width(self, entry: Entry) -> float:
        if entry.dash is None:
            return (_SYMBOL + 2) * self._theme.scale
        # Beside a symbol enough of the line must be seen to tell its dash.
        return (_LINE if entry.symbol is None else _LINE + 2 * _SYMBOL) * self._theme.scale

    def _row_height(self) -> int:
        return max(self.fontMetrics().height(), int(_SYMBOL * self._theme.scale)) + 4
