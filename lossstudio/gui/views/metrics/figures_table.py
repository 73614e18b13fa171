"""A small table of figures that keeps its size while the figures change."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from lossstudio.gui.kit.numbers import ABSENT
from lossstudio.gui.kit.overrides import survivable

_USUAL = "−0.00000"
"""Columns are as wide as this and grow where a number is longer; they never shrink."""


class FiguresTable(QTableWidget):
    """A small table of texts that cannot be edited and that takes no more room than it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)

    def set_headers(
        self,
        rows: list[str],
        columns: list[str],
        row_tips: Sequence[str] = (),
        column_tips: Sequence[str] = (),
    ) -> None:
        """Make an empty table, with tooltips for its rows or for its columns."""
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(columns))
        self.setHorizontalHeaderLabels(columns)
        self.setVerticalHeaderLabels(rows)
        for row in range(len(rows)):
            for column in range(len(columns)):
                item = QTableWidgetItem(ABSENT)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
                item.setToolTip((row_tips or [""] * len(rows))[row])
                if column_tips:
                    item.setToolTip(column_tips[column])
        for item_of, tips in (
            (self.verticalHeaderItem, row_tips),
            (self.horizontalHeaderItem, column_tips),
        ):
            for number, tip in enumerate(tips):
                header = item_of(number)
                assert header is not None  # made just now
                header.setToolTip(tip)
        self.fit()

    def write(self, row: int, column: int, text: str) -> None:
        """Set a cell's text where it is another."""
        item = self.item(row, column)
        if item is None or item.text() == text:
            return
        item.setText(text)
        if len(text) > len(_USUAL):
            needed = QFontMetrics(self.font()).horizontalAdvance(text) + 12
            if needed > self.columnWidth(column):
                self.setColumnWidth(column, needed)
                self._take_size()

    def mute(self, row: int, column: int, color: QColor, tip: str) -> None:
        """Let a cell stand back, written in `color`, with a tip of its own."""
        item = self.item(row, column)
        if item is not None:
            item.setForeground(color)
            item.setToolTip(tip)

    @survivable
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def fit(self) -> None:
        """Take the size that the headers and the widest number need."""
        metrics = QFontMetrics(self.font())
        least = metrics.horizontalAdvance(_USUAL) + 12
        header = self.horizontalHeader()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, max(least, header.sectionSizeHint(column) + 8))
        height = metrics.height() + 8
        for row in range(self.rowCount()):
            self.setRowHeight(row, height)
        self._take_size()

    def _take_size(self) -> None:
        if not self.rowCount():
            return
        frame = 2 * self.frameWidth()
        # A header that was never shown does not know its width, and one with a fallback font for
        # other scripts takes it for too small.
        metrics = QFontMetrics(self.verticalHeader().font())
        items = (self.verticalHeaderItem(row) for row in range(self.rowCount()))
        labels = [metrics.horizontalAdvance(item.text()) for item in items if item is not None]
        side = max([self.verticalHeader().sizeHint().width(), *(label + 16 for label in labels)])
        self.verticalHeader().setFixedWidth(side)
        header = self.horizontalHeader()
        self.setFixedSize(
            side + header.length() + frame,
            header.sizeHint().height() + self.verticalHeader().length() + frame,
        )
