"""The samples as rows of a table that can be sorted, with what each of them contributes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QPixmap

from lossstudio.core.datasets import Dataset
from lossstudio.core.tasks import Task
from lossstudio.engine.measuring.contributions import Contributions
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.views.plot.samples import class_name
from lossstudio.gui.views.samples import columns as columns_of_table
from lossstudio.gui.views.samples.cell_editor import CLASSES
from lossstudio.gui.views.samples.columns import (
    EDITABLE,
    LARGEST_FIRST,
    SHARES,
    Array,
    Column,
    Quantity,
    Rows,
    is_text,
    shown,
)

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NO_INDEX = QModelIndex()

BAR = int(Role.UserRole)
"""The role of the length of a cell's bar, relative to the longest one: a number, or None."""
IS_GRADIENT = BAR + 1
"""The role that says whether the bar is a share of the gradient, not of the loss."""
_ANSWERED = frozenset(
    int(role)
    for role in (
        Role.DisplayRole,
        Role.AccessibleTextRole,
        Role.TextAlignmentRole,
        Role.DecorationRole,
        Role.EditRole,
        BAR,
        IS_GRADIENT,
        CLASSES,
    )
)


class SamplesModel(QAbstractTableModel):
    """Samples of a data set, a row each. `rows` are their rows in the data set, in data order;
    `order` says which of them stands in each row of the table."""

    edited = Signal(int, int, object)
    """(sample, column of the data with −1 for the target, what was typed or a class's index)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.dataset: Dataset | None = None
        self.is_editable = False
        self.is_being_reset = False
        """Other samples are being listed: views still hold on to the old rows, and move none."""
        self.columns: tuple[Column, ...] = ()
        self.rows: Rows = np.zeros(0, dtype=np.intp)
        self.values: list[Array] = []
        self.order: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self.sorted_by = Quantity.LOSS
        self.sort_order = Qt.SortOrder.DescendingOrder
        self._sorted_input = 0
        self._place: NDArray[np.intp] = self.order
        self._largest: dict[int, float] = {}
        self._symbols: Sequence[QPixmap] = ()
        self._groups: NDArray[np.intp] = self.order

    # -- what is shown ----------------------------------------------------------------------------

    def set_samples(self, dataset: Dataset, task: Task, rows: Rows) -> None:
        """List the samples `rows` of `dataset`, for a loss of `task`; nothing is known of them."""
        self.is_being_reset = True
        self.beginResetModel()
        self.dataset, self.rows = dataset, rows
        self.columns = columns_of_table.columns_of(dataset, task)
        if self.sorted_by not in [column.quantity for column in self.columns]:
            self.sorted_by = Quantity.LOSS
        self.values = [
            columns_of_table.given_values(column, dataset, rows)
            if column.is_given
            else np.full(len(rows), np.nan)
            for column in self.columns
        ]
        self._largest = {}
        self._set_order(self._sorted())
        self.endResetModel()
        self.is_being_reset = False

    def replace_samples(self, dataset: Dataset, task: Task, rows: Rows) -> None:
        """The same samples with other numbers; every row stays in its place."""
        self.dataset, self.rows = dataset, rows
        self.columns = columns_of_table.columns_of(dataset, task)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        for number, column in enumerate(self.columns):
            if column.is_given:
                self.values[number] = columns_of_table.given_values(column, dataset, rows)
        self._tell_changed(range(len(self.columns)))

    @property
    def n_train(self) -> int:
        """How many samples the data set's training set has."""
        return 0 if self.dataset is None else self.dataset.n_train

    def set_symbols(self, symbols: Sequence[QPixmap], groups: NDArray[np.intp]) -> None:
        """The symbols of the pictures, and which of them each sample of `rows` has."""
        self._symbols, self._groups = symbols, groups
        self._tell_changed(range(len(self.columns)))

    def retranslate(self, task: Task) -> None:
        """Write everything in the present language."""
        if self.dataset is not None:
            self.columns = columns_of_table.columns_of(self.dataset, task)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
            self._tell_changed(range(len(self.columns)))

    def show_contributions(self, found: Contributions | None) -> None:
        """Show `found`, of the same rows, or that nothing is known; every row stays put."""
        changed = []
        for number, column in enumerate(self.columns):
            if column.is_given:
                continue
            if found is None:
                new = np.full(len(self.rows), np.nan)
            else:
                new = columns_of_table.found_values(column, found)
            if not np.array_equal(new, self.values[number], equal_nan=True):
                self.values[number] = new
                changed.append(number)
                if column.quantity in SHARES:
                    self._largest[number] = float(np.nan_to_num(new).max(initial=0.0))
        self._tell_changed(changed)

    def _tell_changed(self, columns: Sequence[int]) -> None:
        if columns and len(self.rows):
            first, last = self.index(0, min(columns)), self.index(len(self.rows) - 1, max(columns))
            self.dataChanged.emit(first, last)

    # -- order ------------------------------------------------------------------------------------

    def column_of(self, quantity: Quantity) -> int:
        """The first column that shows `quantity`; `ValueError` where none does."""
        return [column.quantity for column in self.columns].index(quantity)

    def sample_at(self, row: int) -> int | None:
        """The sample in a row of the table, as its row in the data set."""
        return int(self.rows[self.order[row]]) if 0 <= row < len(self.order) else None

    def row_of(self, sample: int | None) -> int | None:
        """The table's row of a sample, None where it is not listed."""
        if sample is None or not len(self.rows):
            return None
        at = int(np.searchsorted(self.rows, sample))
        if at == len(self.rows) or self.rows[at] != sample:
            return None
        return int(self._place[at])

    @survivable
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column: stable, and what has no number comes last either way."""
        if 0 <= column < len(self.columns):
            chosen = self.columns[column]
            self.sorted_by, self._sorted_input = chosen.quantity, chosen.index
            self.sort_order = order
            self.resort()

    @property
    def sort_column(self) -> int:
        """The column that the table is sorted by; −1 where there is none."""
        for number, column in enumerate(self.columns):
            if (column.quantity, column.index) == (self.sorted_by, self._sorted_input):
                return number
        return self.column_of(self.sorted_by) if self.columns else -1

    def resort(self) -> None:
        """Put the rows in order by their present numbers; what is selected stays so."""
        order = self._sorted()
        if np.array_equal(order, self.order):
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        at = [int(self.order[index.row()]) for index in old]
        self._set_order(order)
        new = [
            self.index(int(self._place[i]), index.column())
            for i, index in zip(at, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _sorted(self) -> NDArray[np.intp]:
        column = self.sort_column
        if column < 0:
            return np.arange(len(self.rows))
        key = self.values[column]
        if self.sort_order == Qt.SortOrder.DescendingOrder:
            key = -key
        return np.argsort(key, kind="stable")  # NaN last

    def _set_order(self, order: NDArray[np.intp]) -> None:
        self.order = order
        self._place = np.empty_like(order)
        self._place[order] = np.arange(len(order))

    # -- for Qt -----------------------------------------------------------------------------------

    @survivable
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @survivable
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @survivable
    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        # Asked for ten roles of every cell in sight at every painting.
        if role not in _ANSWERED or not index.isValid() or self.dataset is None:
            return None
        column = self.columns[index.column()]
        if role == Role.TextAlignmentRole:
            return self._alignment(column)
        if role == IS_GRADIENT:
            return column.quantity is Quantity.GRADIENT_SHARE
        if role == Role.DecorationRole and column.quantity is not Quantity.NUMBER:
            return None
        at = int(self.order[index.row()])
        value = float(self.values[index.column()][at])
        if role == Role.DisplayRole:
            return shown(column, self.dataset, value)
        if role == Role.EditRole:
            return value if column.is_given else None
        if role == CLASSES:
            is_class = column.quantity is Quantity.TARGET and self.dataset.classes
            count = len(self.dataset.classes) if is_class else 0
            return [class_name(self.dataset, index) for index in range(count)]
        if role == Role.AccessibleTextRole:
            return f"{column.title}: {shown(column, self.dataset, value)}"
        if role == Role.DecorationRole and column.quantity is Quantity.NUMBER and self._symbols:
            return self._symbols[self._groups[at]]
        if role == BAR and column.quantity in SHARES:
            largest = self._largest.get(index.column(), 0.0)
            return value / largest if largest > 0.0 and not np.isnan(value) else None
        return None

    def can_edit(self, column: int) -> bool:
        """The cells of this column are numbers or classes of the data."""
        quantity = self.columns[column].quantity
        return self.is_editable and quantity in EDITABLE

    @survivable
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.can_edit(index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @survivable
    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Ask for another value; it comes with the data that follow."""
        sample = self.sample_at(index.row())
        if role != Role.EditRole or sample is None or not self.can_edit(index.column()):
            return False
        column = self.columns[index.column()]
        at = -1 if column.quantity is Quantity.TARGET else column.index
        self.edited.emit(sample, at, value)
        return True

    def _alignment(self, column: Column) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight
        if self.dataset is not None and is_text(column, self.dataset):
            side = Qt.AlignmentFlag.AlignHCenter
        return side | Qt.AlignmentFlag.AlignVCenter

    @survivable
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.ToolTipRole:
            return column.tooltip
        if role == Role.TextAlignmentRole:
            return self._alignment(column)
        if role == Role.InitialSortOrderRole:
            is_falling = column.quantity in LARGEST_FIRST
            order = Qt.SortOrder.DescendingOrder if is_falling else Qt.SortOrder.AscendingOrder
            return order.value
        return None
