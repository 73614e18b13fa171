"""The table of runs: a row a run, whose name can be edited where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from lossstudio.gui.i18n import translate
from lossstudio.gui.theme import Theme
from lossstudio.gui.views.compare.cells import Cell, Column
from lossstudio.gui.views.plot.swatch import paint_swatch, swatch_size

BEST = "★"
LONGEST_NAME = 40
"""Letters of a name: more are cut off."""

_USUAL = f"{BEST} 0.00000"
"""A column of numbers is at least as wide as this, so that it keeps its width as they change."""
_ROOM = 14
"""Pixels beside a text, at scale 1."""
_WIDEST = 260


class _Looks(QHeaderView):
    """The look of each run at the left of its row: Qt's own headers squeeze a picture."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # Below the last row the style leaves a block of another shade.
        rest = QRect(0, self.length() - self.offset(), self.width(), self.height())
        QPainter(self.viewport()).fillRect(rest, self.palette().base())

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        painter.save()
        super().paintSection(painter, rect, index)
        painter.restore()
        size = swatch_size(self._theme.scale)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(rect.center())
        paint_swatch(painter, QRectF(place), self._theme.colors.run_mark(index), self._theme.scale)


class RunsTable(QTableWidget):
    """Selecting a row is looking at that run. The look of each run stands at the left of its row,
    where it stays in sight."""

    run_chosen = Signal(int)
    """A person looks at this run."""
    renamed = Signal(int, str)
    """A person has given this run another name."""
    add_asked = Signal()
    remove_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._titles: tuple[str, ...] = ()
        self._columns: tuple[Column, ...] = ()
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setVerticalHeader(_Looks(theme))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.currentCellChanged.connect(self._current_changed)
        self.itemChanged.connect(self._edited)

    # -- showing ----------------------------------------------------------------------------------

    def show_runs(self, names: Sequence[str], columns: Sequence[Column], focus: int) -> None:
        """Show the runs called `names` with their `columns`, and `focus` as the selected one."""
        titles = tuple(column.title for column in columns)
        blocked = self.blockSignals(True)
        if titles != self._titles or len(names) != len(self._names):
            self._titles, self._names, self._columns = titles, (), ()
            self._make(columns, len(names))
        if tuple(names) != self._names:
            for row, name in enumerate(names):
                self._item(row, 0).setText(name)
            self._names = tuple(names)
            self._widen(0, names, self.fontMetrics())
        if tuple(columns) != self._columns:
            self._write(columns)
        self.blockSignals(blocked)
        self.show_focus(focus)

    def show_focus(self, focus: int) -> None:
        """Select run `focus`, without a signal."""
        if self.currentRow() == focus or not 0 <= focus < self.rowCount():
            return
        blocked = self.blockSignals(True)
        self.setCurrentCell(focus, max(self.currentColumn(), 0))
        self.blockSignals(blocked)

    def forget(self) -> None:
        """Language, colours or sizes have changed: make everything anew the next time."""
        self._titles = ()

    def _make(self, columns: Sequence[Column], rows: int) -> None:
        row = self.currentRow()
        self.clear()
        self.setRowCount(rows)
        self.setColumnCount(1 + len(columns))
        scale = self._theme.scale
        metrics = self.fontMetrics()
        header = self.horizontalHeader()
        for place, title in enumerate([translate("CompareView", "run"), *self._titles]):
            item = QTableWidgetItem(title)
            item.setToolTip(f"<p>{columns[place - 1].tip}</p>" if place else "")
            self.setHorizontalHeaderItem(place, item)
            self.setColumnWidth(place, 0)
            lines = title.split("\n")
            self._widen(place, lines, QFontMetrics(header.font()))
            if place and columns[place - 1].is_number:
                self._widen(place, [_USUAL], metrics)
        for number in range(rows):
            self.setVerticalHeaderItem(number, QTableWidgetItem(""))
            self.setRowHeight(number, round(metrics.height() + 10 * scale))
            for place in range(1 + len(columns)):
                item = QTableWidgetItem()
                if place:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                    if columns[place - 1].is_number:
                        item.setTextAlignment(
                            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                        )
                else:
                    item.setToolTip(translate("CompareView", "Double click or F2: another name"))
                self.setItem(number, place, item)
        self.verticalHeader().setFixedWidth(swatch_size(scale).width() + round(_ROOM * scale))
        if 0 <= row < rows:
            self.setCurrentCell(row, 0)

    def _write(self, columns: Sequence[Column]) -> None:
        """Write the cells that are others than before."""
        old = self._columns
        for place, column in enumerate(columns):
            if old and old[place] == column:
                continue
            for row, cell in enumerate(column.cells):
                if not old or old[place].cells[row] != cell:
                    self._write_cell(self._item(row, place + 1), cell, column)
            texts = [_text(cell) for cell in column.cells]
            bold = self.font()
            bold.setBold(column.is_setting)
            self._widen(place + 1, texts, QFontMetrics(bold))
        self._columns = tuple(columns)

    def _write_cell(self, item: QTableWidgetItem, cell: Cell, column: Column) -> None:
        item.setText(_text(cell))
        tip, said = cell.tip, f"{column.title}: {cell.text}".replace("\n", " ")
        if cell.is_best:
            said = translate("CompareView", "{cell}, the best of this column").format(cell=said)
            tip = translate("CompareView", "The best of this column.")
        if cell.differs:
            said = translate("CompareView", "{cell}, differs from the first run").format(cell=said)
        item.setToolTip(f"<p>{tip}</p>" if tip else "")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        font = self.font()
        font.setBold(cell.differs)
        item.setFont(font)

    def _widen(self, column: int, texts: Sequence[str], metrics: QFontMetrics) -> None:
        """Make a column wide enough for `texts`: it never shrinks as numbers change."""
        scale = self._theme.scale
        needed = max(metrics.horizontalAdvance(text) for text in texts) + round(_ROOM * scale)
        needed = min(needed, round(_WIDEST * scale))
        if needed > self.columnWidth(column):
            self.setColumnWidth(column, needed)

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        assert item is not None  # made with the table
        return item

    # -- what a person does -----------------------------------------------------------------------

    def _current_changed(self, row: int, column: int, old_row: int, old_column: int) -> None:
        if row >= 0 and row != old_row:
            self.run_chosen.emit(row)

    def _edited(self, item: QTableWidgetItem) -> None:
        row = item.row()
        name = " ".join(item.text().split())[:LONGEST_NAME]
        if item.column() != 0 or row >= len(self._names):
            return
        shown = self._names[row]
        blocked = self.blockSignals(True)
        item.setText(shown)  # until the scenario has taken it
        self.blockSignals(blocked)
        if name != shown:
            self.renamed.emit(row, name)

    def edit_name(self, row: int) -> None:
        """Let a person type another name for run `row`."""
        self.setCurrentCell(row, 0)
        self.editItem(self._item(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 edits the name wherever one is in the row; Insert adds a run, Delete removes it."""
        key = event.key()
        if key == Qt.Key.Key_Insert:
            self.add_asked.emit()
        elif key == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        elif key == Qt.Key.Key_F2 and self.currentRow() >= 0:
            self.edit_name(self.currentRow())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.forget()


def _text(cell: Cell) -> str:
    return f"{BEST} {cell.text}" if cell.is_best else cell.text
