"""The table of runs: a row a run, whose name can be edited where it stands."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
)

from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.compare.cells import Cell, Column
from lossstudio.gui.views.compare.sorting import MARKS, Sorting
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
        self.order: list[int] = []
        """The run of each row."""

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # Below the last row the style leaves a block of another shade.
        rest = QRect(0, self.length() - self.offset(), self.width(), self.height())
        QPainter(self.viewport()).fillRect(rest, self.palette().base())

    @survivable
    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        painter.save()
        super().paintSection(painter, rect, index)
        painter.restore()
        size = swatch_size(self._theme.scale)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(rect.center())
        run = self.order[index] if index < len(self.order) else index
        mark = self._theme.colors.run_mark(run)
        paint_swatch(painter, QRectF(place), mark, self._theme.scale)


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
        self._sorting = Sorting()
        self._order: list[int] = []
        """The run that each row shows."""
        self._given: tuple[Sequence[str], Sequence[Column], int] = ((), (), 0)
        self._looks = _Looks(theme)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setVerticalHeader(self._looks)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.currentCellChanged.connect(self._current_changed)
        self.itemChanged.connect(self._edited)

    # -- showing ----------------------------------------------------------------------------------

    def show_runs(self, names: Sequence[str], columns: Sequence[Column], focus: int) -> None:
        """Show the runs called `names` with their `columns`, and `focus` as the selected one."""
        self._given = names, columns, focus
        titles = tuple(column.title for column in columns)
        blocked = self.blockSignals(True)
        if titles != self._titles or len(names) != len(self._names):
            self._titles, self._names, self._columns = titles, (), ()
            self._make(columns, len(names))
        self._set_order(names, columns)
        names = tuple(names[run] for run in self._order)
        columns = tuple(_in_order(column, self._order) for column in columns)
        if names != self._names:
            for row, name in enumerate(names):
                self._item(row, 0).setText(name)
            self._names = names
            self._widen(0, names, self.fontMetrics())
        if columns != self._columns:
            self._write(columns)
        self.blockSignals(blocked)
        self.show_focus(focus)

    def _set_order(self, names: Sequence[str], columns: Sequence[Column]) -> None:
        if self.state() == QAbstractItemView.State.EditingState and len(self._order) == len(names):
            return  # the name that is being typed stays that of its run
        texts = [(column.title, [cell.text for cell in column.cells]) for column in columns]
        order = self._sorting.order([(_run_title(), names), *texts], len(names))
        if order != self._order:
            self._order = self._looks.order = order
            self._looks.viewport().update()

    def show_focus(self, focus: int) -> None:
        """Select run `focus`, without a signal."""
        row = self._order.index(focus) if focus in self._order else -1
        if self.currentRow() == row or not 0 <= row < self.rowCount():
            return
        blocked = self.blockSignals(True)
        self.setCurrentCell(row, max(self.currentColumn(), 0))
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
        how = translate("CompareView", "A click, or O in the table, sorts by this column.")
        for place, title in enumerate([_run_title(), *self._titles]):
            item = QTableWidgetItem(title)
            item.setToolTip(f"<p>{columns[place - 1].tip}</p><p>{how}</p>" if place else how)
            self.setHorizontalHeaderItem(place, item)
            self.setColumnWidth(place, 0)
            lines = [*title.split("\n")[:-1], f"{title.split(chr(10))[-1]} {MARKS[True]}"]
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
        self._mark_sorted()
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
            self.run_chosen.emit(self._order[row])

    def _sort(self, place: int) -> None:
        """Sort by a column; a third time: the order of the runs again."""
        if not 0 <= place < self.columnCount():
            return
        self._sorting.turn([_run_title(), *self._titles][place])
        self._mark_sorted()
        names, columns, _ = self._given
        run = self._order[self.currentRow()] if self.currentRow() >= 0 else -1
        self.show_runs(names, columns, run)

    def _mark_sorted(self) -> None:
        """Show in the headings which column sorts, and which way."""
        for place, title in enumerate([_run_title(), *self._titles]):
            item = self.horizontalHeaderItem(place)
            mark = f" {MARKS[self._sorting.is_downwards]}" if title == self._sorting.title else ""
            if item is not None and item.text() != title + mark:
                item.setText(title + mark)

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
            self.renamed.emit(self._order[row], name)

    @property
    def text(self) -> str:
        """The table as it is sorted, for a spreadsheet: tabs between the cells of a line."""
        rows = [[_run_title(), *(column.title.replace("\n", " ") for column in self._columns)]]
        for row, name in enumerate(self._names):
            cells = [(column.cells[row].text, column.is_number) for column in self._columns]
            # A spreadsheet takes no other sign before a number.
            rows.append([name, *(t.replace("−", "-") if number else t for t, number in cells)])
        return "".join("\t".join(row) + "\n" for row in rows)

    def copy(self) -> None:
        """Put the table on the clipboard, as text."""
        QGuiApplication.clipboard().setText(self.text)

    @survivable
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        copy = menu.addAction(translate("CompareView", "&Copy the table"), self.copy)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def edit_name(self, row: int) -> None:
        """Let a person type another name for the run in `row`."""
        self.setCurrentCell(row, 0)
        self.editItem(self._item(row, 0))

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 edits the name wherever one is in the row; Insert adds a run, Delete removes it, O
        sorts by the column, Ctrl+C copies the table."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_Insert:
            self.add_asked.emit()
        elif key == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        elif key == Qt.Key.Key_F2 and self.currentRow() >= 0:
            self.edit_name(self.currentRow())
        elif key == Qt.Key.Key_O and not event.modifiers():
            self._sort(self.currentColumn())
        else:
            super().keyPressEvent(event)

    @survivable
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.forget()


def _run_title() -> str:
    return translate("CompareView", "run")


def _in_order(column: Column, order: Sequence[int]) -> Column:
    return replace(column, cells=tuple(column.cells[run] for run in order))


def _text(cell: Cell) -> str:
    return f"{BEST} {cell.text}" if cell.is_best else cell.text
