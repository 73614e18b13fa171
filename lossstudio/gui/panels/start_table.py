"""The numbers of a start in a table: a parameter a row, with its name."""

import html
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.keys import ENTER_KEYS, MOVING_KEYS, TABLE, asks_for, is_plain
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.panels.number_scale import exact_text, short_text

Index = QModelIndex | QPersistentModelIndex

MOST_ROWS = 8
"""More are scrolled."""
_WIDEST = "−0.000123456"
_NAME, _NUMBER = 0, 1
_EDIT_KEYS = (*ENTER_KEYS, Qt.Key.Key_F2)


class StartModel(QAbstractTableModel):
    """Names and numbers; a name is asked for when its row is seen."""

    typed = Signal(int, str)
    """(row, text): what a person has typed in the place of a number."""

    def __init__(self) -> None:
        super().__init__()
        self._name: Callable[[int], str] = str
        self.numbers: list[float] = []

    def show_numbers(self, numbers: list[float], name: Callable[[int], str]) -> None:
        """Show `numbers`, row i called ``name(i)``. Where there are as many as before, the table
        stays as it is but for them."""
        if len(numbers) != len(self.numbers):
            self.beginResetModel()
            self.numbers, self._name = numbers, name
            self.endResetModel()
        elif numbers:
            self.numbers, self._name = numbers, name
            self.dataChanged.emit(self.index(0, 0), self.index(len(numbers) - 1, 1))

    def name(self, row: int) -> str:
        """What the parameter in a row is called."""
        return self._name(row)

    @survivable
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.numbers)

    @survivable
    def columnCount(self, parent: Index | None = None) -> int:
        return 2

    @survivable
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, is_number = index.row(), index.column() == _NUMBER
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.EditRole and is_number:
            return exact_text(self.numbers[row])
        if role == Qt.ItemDataRole.DisplayRole:
            if is_number:
                return short_text(self.numbers[row]).replace("-", "−")
            return self._name(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            # A name may have any signs in it.
            return f"<p>{html.escape(self._name(row))} = {exact_text(self.numbers[row])}</p>"
        if role == Qt.ItemDataRole.AccessibleTextRole and is_number:
            return f"{self._name(row)}: {exact_text(self.numbers[row])}"
        return None

    @survivable
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _NUMBER else flags

    @survivable
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if str(value) != exact_text(self.numbers[index.row()]):
            self.typed.emit(index.row(), str(value))
        return True

    @survivable
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == _NAME:
            return translate("StartControl", "Parameter")
        return translate("StartControl", "Start")


class StartTable(QTableView):
    """As high as its rows need, up to `MOST_ROWS`. Enter or F2 edits the number of a row."""

    def __init__(self, model: StartModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_NUMBER, QHeaderView.ResizeMode.Fixed)
        self.fit()

    def fit(self) -> None:
        """Take the size that the rows need, in the present font."""
        metrics = self.fontMetrics()
        height = metrics.height() + 8
        self.verticalHeader().setDefaultSectionSize(height)
        self.setColumnWidth(_NUMBER, metrics.horizontalAdvance(_WIDEST) + 12)
        rows = min(self._model.rowCount(), MOST_ROWS)
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(rows * height + header + 2 * self.frameWidth())

    @survivable
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    @survivable
    def event(self, event: QEvent) -> bool:
        if asks_for(event, (*MOVING_KEYS[TABLE], *_EDIT_KEYS)):
            event.accept()
            return True
        return super().event(event)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the cell's editor has left over
        elif is_plain(event) and event.key() in _EDIT_KEYS:
            row = max(self.currentIndex().row(), 0)
            cell = self._model.index(row, _NUMBER)
            self.setCurrentIndex(cell)
            self.edit(cell)
        elif _looks_for_a_row(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _looks_for_a_row(event: QKeyEvent) -> bool:
    """A letter, a digit or a space, by which a table would look for a row: these are the
    window's."""
    return is_plain(event) and bool(event.text()) and event.text().isprintable()
