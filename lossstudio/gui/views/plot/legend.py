"""A legend above a plot: it hides no data, and it is not painted anew with every frame."""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.gui.kit.colors import mix
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.abridging import LEAST, Arrangement, Part, arrange

_LINE = 26
"""Pixels of a sample of a line, at scale 1: enough for one period of every dash."""
_SYMBOL = 10
_GAP = 5
_BETWEEN = 14
_WIDE = 10_000
_PALE = 0.4
"""How much of its colour the inside of a pale symbol has."""
_FEWEST_ROWS = 2
"""There is always room for so many."""


@dataclass(frozen=True)
class Entry:
    """A line of the legend: its text, and a sample of the line, of the symbol, or of both.

    A `hollow` symbol has only its outline, and a pale inside where it is `pale` too.
    """

    label: str
    color: str
    dash: Qt.PenStyle | None = None
    symbol: str | None = None
    hollow: bool = False
    tooltip: str = ""
    pale: bool = False


def inside(color: str, background: str, hollow: bool, pale: bool) -> str:
    """The colour inside a symbol whose outline has `color`."""
    if not hollow:
        return color
    return mix(background, color, _PALE) if pale else background


class Legend(Retranslating, QWidget):
    """A row of entries that breaks into more rows where it is narrow.

    Where `room` is set and the entries take more height than that, the names among them are cut
    short, and the last ones are counted only; the tooltip has all of them in full.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._entries: tuple[Entry, ...] = ()
        self._names: frozenset[str] = frozenset()
        self._room: float | None = None
        self._arranged: dict[tuple[float, int | None], Arrangement] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.finish_setup()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._entries

    def set_entries(self, entries: tuple[Entry, ...], names: Collection[str] = ()) -> None:
        """Show `entries`; those called as one of `names` may be cut short or left out."""
        if entries == self._entries and self._names == frozenset(names):
            return
        self._entries, self._names = entries, frozenset(names)
        self.setAccessibleName(", ".join(entry.label for entry in entries))
        self._changed()

    def set_room(self, height: float | None) -> None:
        """Take no more than `height` pixels where names are what takes more; None: any height."""
        if height != self._room:
            self._room = height
            self._changed()

    def restyle(self) -> None:
        self._changed()

    def retranslate(self) -> None:
        self._changed()

    def _changed(self) -> None:
        self._arranged.clear()
        self._write_tooltip()
        self.updateGeometry()
        self.update()

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write_tooltip()

    @survivable
    def hasHeightForWidth(self) -> bool:
        return True

    @survivable
    def heightForWidth(self, width: int) -> int:
        return self.row_height() * self.arranged(width).n_rows

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    @survivable
    def minimumSizeHint(self) -> QSize:
        """As wide as the longest entry: an entry is not divided, and words stay whole."""
        metrics = self.fontMetrics()
        least = LEAST * metrics.averageCharWidth() if self._room is not None else math.inf
        widths = [
            part.beside
            + min(metrics.horizontalAdvance(part.text), least if part.is_name else math.inf)
            for part in self._parts()
        ]
        return QSize(int(max(widths, default=0.0)) + 1, self.row_height())

    def arranged(self, width: float, room: float | None = None) -> Arrangement:
        """The rows in `width`, in `room` pixels of height or in those that have been set."""
        room = self._room if room is None else room
        most = None if room is None else max(int(room / self.row_height()), _FEWEST_ROWS)
        if (width, most) not in self._arranged:
            self._arranged[width, most] = arrange(
                self._parts(),
                width,
                most,
                _BETWEEN * self._theme.scale,
                self.fontMetrics(),
                translate("Legend", "+{count} more"),
            )
        return self._arranged[width, most]

    def _parts(self) -> list[Part]:
        gap = _GAP * self._theme.scale
        return [
            Part(entry.label, self._sample_width(entry) + gap, entry.label in self._names)
            for entry in self._entries
        ]

    def _write_tooltip(self) -> None:
        """What entries mean, and what they are called where that is not to be read."""
        places = self.arranged(self.width()).places
        whole = {place.index for place in places if place.text == self._text_of(place.index)}
        told = (
            entry
            for index, entry in enumerate(self._entries)
            if entry.tooltip or index not in whole
        )
        groups = groupby(told, key=lambda entry: entry.tooltip)
        self.setToolTip("<br>".join(line for key, group in groups for line in _told(key, group)))

    def _text_of(self, index: int | None) -> str | None:
        return None if index is None else self._entries[index].label

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height, scale = self.row_height(), self._theme.scale
        metrics = self.fontMetrics()
        for place in self.arranged(self.width()).places:
            middle, left = place.row * height + height / 2, place.x
            if place.index is not None:
                entry = self._entries[place.index]
                sample = self._sample_width(entry)
                if entry.dash is not None:
                    painter.setPen(QPen(QColor(entry.color), 2 * scale, entry.dash))
                    painter.drawLine(QPointF(left, middle), QPointF(left + sample, middle))
                if entry.symbol is not None:
                    self._paint_symbol(painter, entry, left + sample / 2, middle, scale)
                left += sample + _GAP * scale
            painter.setPen(QColor(self._theme.colors.text))
            # Beside another one it has been measured, and a fraction of a pixel cuts nothing off.
            room = max(self.width() - int(left), 20) if not place.x else _WIDE
            label = metrics.elidedText(place.text, Qt.TextElideMode.ElideRight, room)
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(left, baseline), label)

    def _paint_symbol(
        self, painter: QPainter, entry: Entry, x: float, y: float, scale: float
    ) -> None:
        size = _SYMBOL * scale
        path = QTransform(size, 0, 0, size, x, y).map(Symbols[entry.symbol])
        background = self._theme.colors.plot_background
        painter.setPen(QPen(QColor(entry.color), (2.0 if entry.hollow else 1.0) * scale))
        color = inside(entry.color, background, entry.hollow, entry.pale)
        painter.setBrush(QColor(color))
        painter.drawPath(path)

    def _sample_width(self, entry: Entry) -> float:
        if entry.dash is None:
            return (_SYMBOL + 2) * self._theme.scale
        # Beside a symbol enough of the line must be seen to tell its dash.
        return (_LINE if entry.symbol is None else _LINE + 2 * _SYMBOL) * self._theme.scale

    def row_height(self) -> int:
        """Pixels of one row."""
        return max(self.fontMetrics().height(), int(_SYMBOL * self._theme.scale)) + 4


def _told(tooltip: str, entries: Iterator[Entry]) -> list[str]:
    """What neighbours of the same meaning are called, a line each, and what they mean."""
    # A label may be a name that a person has given, with any signs in it.
    names = [f"<b>{escape(entry.label)}</b>" for entry in entries]
    if not tooltip:
        return names
    return [f"{names[0]}: {tooltip}"] if len(names) == 1 else [*names, tooltip]
