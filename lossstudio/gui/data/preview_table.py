"""The first rows of a table, with the chosen columns marked."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from lossstudio.core.datasets.survey import Preview
from lossstudio.core.text import printable
from lossstudio.gui.kit.i18n import Retranslating, translate

MOST_COLUMNS = 60
"""Columns that are shown of a wide table."""
_WIDEST = 160
"""Pixels of a column."""


class PreviewTable(Retranslating, QTableWidget):
    """Shows a `Preview`; the header says which columns are inputs, and which is the target."""

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self._inputs: Collection[int] = ()
        self._target = -1
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMinimumHeight(110)
        self.finish_setup()

    def show_preview(self, found: Preview | None) -> None:
        """Show the rows of `found`, or nothing."""
        self._preview = found
        self.clear()
        rows = () if found is None else found.rows
        columns = 0 if found is None else min(len(found.columns), MOST_COLUMNS)
        self.setRowCount(len(rows))
        self.setColumnCount(columns)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row[:columns]):
                self.setItem(at, column, QTableWidgetItem(printable(cell)[:100]))
        self._write_header()

    def mark(self, inputs: Sequence[int], target: int) -> None:
        """Say which columns are inputs, and which is the target."""
        self._inputs, self._target = frozenset(inputs), target
        self._write_header()

    def retranslate(self) -> None:
        self.setAccessibleName(translate("ImportDialog", "The first rows"))
        self._write_header()

    def _write_header(self) -> None:
        if self._preview is None:
            return
        titles = []
        for column, name in enumerate(self._preview.columns[: self.columnCount()]):
            role = translate("ImportDialog", "not used")
            if column == self._target:
                role = translate("ImportDialog", "target")
            elif column in self._inputs:
                role = translate("ImportDialog", "input")
            titles.append(f"{name[:40]}\n({role})")
        self.setHorizontalHeaderLabels(titles)
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), _WIDEST))
