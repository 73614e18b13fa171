"""The table widget of the samples: hovering, marks, bars, and what can be copied."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lossstudio.gui.kit.colors import Role, mix
from lossstudio.gui.kit.keys import ENTER_KEYS, MOVING_KEYS, TABLE, asks_for, asks_to_copy, is_plain
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.samples.cell_editor import CellDelegate
from lossstudio.gui.views.samples.columns import DISPENSABLE, EDITABLE, SHARES, Quantity, longest
from lossstudio.gui.views.samples.samples_model import BAR, IS_GRADIENT, SamplesModel

Index = QModelIndex | QPersistentModelIndex

LEAST_BAR, MOST_BAR = 22, 90
"""Pixels of the longest bar, at scale 1: it takes what room is left."""
_PADDING = 9
_ARROW = 16
"""Room for the arrow that shows by what the table is sorted."""
_TINT = 0.16


class SampleDelegate(CellDelegate):
    """Draws the bars of shares, and a mark on the row of the highlighted sample."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.marked: int | None = None
        """The table's row that is marked."""
        self.room_for_text = 0
        """Beside a bar."""
        self.share_columns = 0, -1
        """The first and the last column with bars."""

    @survivable
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.row() == self.marked:
            colors = self._theme.colors
            tint = QColor(mix(colors.base, colors.highlight, _TINT))
            option.backgroundBrush = QBrush(tint)

    @survivable
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        colors, scale = self._theme.colors, self._theme.scale
        rect: QRect = option.rect
        is_share = self.share_columns[0] <= index.column() <= self.share_columns[1]
        share = index.data(BAR) if is_share else None
        if share is not None:
            is_gradient = index.data(IS_GRADIENT)
            longest_bar = max(rect.width() - self.room_for_text, 1)
            length = max(round(longest_bar * float(share)), 1 if share > 0 else 0)
            height = max(round(rect.height() * 0.42), 4)
            bar = QRect(rect.left() + 4, rect.center().y() - height // 2, length, height)
            painter.fillRect(bar, self._theme.color(Role.GRADIENT if is_gradient else Role.COST))
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(QColor(colors.highlighted_text))
                painter.drawRect(bar.adjusted(-1, -1, 0, 0))
        if index.row() == self.marked:
            painter.setPen(QPen(QColor(colors.plot_foreground), max(round(1.5 * scale), 1)))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class SamplesTable(QTableView):
    """A table of samples that says which one the pointer or the keyboard is at."""

    pointed = Signal(object)
    """The table's row under the pointer, or that the keyboard has gone to; None for neither."""
    resized = Signal()
    copy_asked = Signal()
    sort_asked = Signal()
    """A person wants to choose what the table is sorted by."""
    insert_asked = Signal()
    delete_asked = Signal()
    edit_asked = Signal()
    """Insert, Delete, and Enter or F2: for the sample or the cell that the keyboard is at."""
    menu_asked = Signal(QPoint)
    """The context menu, at this place of the screen."""

    def __init__(self, theme: Theme, model: SamplesModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self.is_editing = False
        """A person edits cells: their columns are the last that are left out."""
        self.is_under_pointer = False
        self._pointer_y = 0
        # Rows that become current by themselves, as the first one with the focus, are not meant.
        self._is_key = self._is_by_keyboard = False
        self._widths: list[int] = []
        self.sample_delegate = SampleDelegate(theme, self)
        self._asked = {
            Qt.Key.Key_O: self.sort_asked,
            Qt.Key.Key_Insert: self.insert_asked,
            Qt.Key.Key_Delete: self.delete_asked,
            Qt.Key.Key_F2: self.edit_asked,
            Qt.Key.Key_Return: self.edit_asked,
            Qt.Key.Key_Enter: self.edit_asked,
        }
        self.setModel(model)
        self.setItemDelegate(self.sample_delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        self.setSortingEnabled(True)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def mark(self, row: int | None) -> None:
        """Mark a row of the table, or none."""
        if row != self.sample_delegate.marked:
            self.sample_delegate.marked = row
            self.viewport().update()

    def fit_columns(self, shrink: bool = True) -> None:
        """Make every column as wide as its title and its numbers; without `shrink`, not less wide
        than it is. Where there is too little room, some are left out."""
        dataset = self._model.dataset
        if dataset is None:
            return
        scale = self._theme.scale
        metrics, own = QFontMetrics(self.horizontalHeader().font()), QFontMetrics(self.font())
        height = own.height() + 6
        self.verticalHeader().setDefaultSectionSize(height)
        self._widths = [] if shrink else self._widths
        shares = [self._model.column_of(quantity) for quantity in SHARES]
        self.sample_delegate.share_columns = min(shares), max(shares)
        widths = []
        for column, values in zip(self._model.columns, self._model.values, strict=True):
            texts = longest(column, dataset, values)
            cell = max(own.horizontalAdvance(text) for text in texts)
            if column.quantity in SHARES:
                self.sample_delegate.room_for_text = cell + _PADDING + 4
                cell += round(LEAST_BAR * scale) + 4
            if column.quantity is Quantity.NUMBER:
                cell += height
            title = metrics.horizontalAdvance(column.title) + _ARROW
            widths.append(max(cell, title) + _PADDING)
        if self._widths:
            widths = [max(pair) for pair in zip(widths, self._widths, strict=True)]
        self._widths = widths
        self.leave_out()

    def leave_out(self) -> None:
        """Hide the columns that there is no room for, of those that can be done without."""
        room = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()
        spare = room - sum(self._widths)
        columns = self._model.columns
        # Who edits wants to see what can be edited.
        by_use = sorted(DISPENSABLE, key=lambda q: self.is_editing and q in EDITABLE)
        order = [
            number
            for quantity in by_use
            for number in reversed(range(len(columns)))
            if columns[number].quantity is quantity
        ]
        hidden = set()
        for number in order:
            if spare < 0:
                spare += self._widths[number]
                hidden.add(number)
        for number in reversed(order):  # what fits beside those that are left after all
            if number in hidden and spare >= self._widths[number]:
                spare -= self._widths[number]
                hidden.remove(number)
        more = round((MOST_BAR - LEAST_BAR) * self._theme.scale)
        for number, width in enumerate(self._widths):
            self.setColumnHidden(number, number in hidden)
            if columns[number].quantity in SHARES:
                width += min(max(spare, 0) // len(SHARES), more)
            if number not in hidden:
                self.setColumnWidth(number, width)

    @property
    def has_left_out(self) -> bool:
        """Columns are hidden for want of room."""
        return any(self.isColumnHidden(number) for number in range(len(self._widths)))

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._model.is_being_reset:  # else the new columns have no widths yet
            self.leave_out()
            self.resized.emit()

    # -- pointer and keyboard ---------------------------------------------------------------------

    def report(self) -> None:
        """Say which row is pointed at now; not in the midst of other rows, where it may be none."""
        if not self._model.is_being_reset:
            self.pointed.emit(self._row_pointed_at())

    def _row_pointed_at(self) -> int | None:
        if self.is_under_pointer:
            row = self.rowAt(self._pointer_y)
            return row if row >= 0 else None
        current = self.currentIndex()
        return current.row() if self._is_by_keyboard and current.isValid() else None

    @survivable
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._pointer_y = event.position().toPoint().y()
        self.is_under_pointer = True
        self.report()

    @survivable
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.is_under_pointer = self._is_by_keyboard = False
            self.report()
        return super().viewportEvent(event)

    def _scrolled(self) -> None:
        if self.is_under_pointer:
            self.report()

    @survivable
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._is_key and current.isValid():
            self._is_by_keyboard = True
            self.pointed.emit(current.row())

    @survivable
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self._is_by_keyboard = False
            self.report()

    @survivable
    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts must not take what belongs to the table.
        if asks_to_copy(event) or asks_for(event, _OWN_KEYS):
            event.accept()
            return True
        return super().event(event)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the cell's editor has left over
            return
        key = _plain_key(event)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
            return
        asked = self._asked.get(key) if key is not None else None
        if asked is not None:
            asked.emit()
            return
        self._is_key = True
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._model.rowCount():
            row = 0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1
            self.setCurrentIndex(self._model.index(row, max(self.currentIndex().column(), 0)))
        else:
            super().keyPressEvent(event)
        self._is_key = False

    @survivable
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())


_OWN_KEYS = (
    *MOVING_KEYS[TABLE],
    *ENTER_KEYS,
    Qt.Key.Key_O,
    Qt.Key.Key_Insert,
    Qt.Key.Key_Delete,
    Qt.Key.Key_F2,
)
"""Pressed alone: move, edit, sort, add, remove."""


def _plain_key(event: QKeyEvent) -> Qt.Key | None:
    """The key, where it is pressed without another."""
    return Qt.Key(event.key()) if is_plain(event) else None
