"""The first rows of a table; the header says what each column is, and is clicked to change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from lossstudio.core.text import printable
from lossstudio.gui.kit.colors import Colors, colors_for, mix
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.overrides import survivable

INPUT, TARGET, NONE = "input", "target", "none"
"""The roles that a column can have."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LONGEST = 100
"""Characters of a cell or a name that are shown: a cell may have a hundred thousand."""
_MOST_MEASURED = 60
"""Columns of a wide table whose texts are measured."""
_LETTERS = 8, 24
"""The least and the greatest width of a column, in average characters."""
_ROWS = 6
"""Rows that are always to be seen."""
_ICONS = {
    INPUT: "mdi6.checkbox-marked-outline",
    TARGET: "mdi6.bullseye-arrow",
    NONE: "mdi6.checkbox-blank-outline",
}
_TINT = 0.14
"""How much of its colour the background of a target or of a missing cell has."""
_SELECTED = 0.3
"""The same of the present column."""
KEYS = {INPUT: "I", TARGET: "T", NONE: "N"}
"""The keys that give the present column a role."""


@dataclass(frozen=True)
class Heading:
    """What the header says of a column: its `name` (with its unit), what it holds (`kind`, in
    words), its `role`, None while that is not known, and `why`, a sentence."""

    name: str
    kind: str = ""
    role: str | None = None
    why: str = ""


class _Model(QAbstractTableModel):
    """Rows of texts under headings; cells that are missing are marked."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: tuple[Heading, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.lines: tuple[int, ...] = ()
        self.missing: frozenset[str] = frozenset()
        self.colors: Colors | None = None

    @survivable
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @survivable
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headings)

    @survivable
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        cell = row[index.column()] if index.column() < len(row) else ""
        is_missing = cell.strip().lower() in self.missing
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return printable(cell)[:_LONGEST] or (
                    translate("ImportDialog", "missing") if is_missing else ""
                )
            case Qt.ItemDataRole.ToolTipRole if is_missing:
                return translate("ImportDialog", "This value is missing.")
            case Qt.ItemDataRole.ToolTipRole if len(cell) > _LETTERS[1]:
                return f"<p>{escape(printable(cell)[: 5 * _LONGEST])}</p>"
            case Qt.ItemDataRole.FontRole if is_missing:
                font = QFont()
                font.setItalic(True)
                return font
            case Qt.ItemDataRole.ForegroundRole if self.colors is not None:
                if is_missing:
                    return QColor(self.colors.warn)
                if self.headings[index.column()].role == NONE:
                    return QColor(self.colors.muted)
            case Qt.ItemDataRole.BackgroundRole if self.colors is not None:
                if self.headings[index.column()].role == TARGET:
                    return QColor(mix(self.colors.base, self.colors.highlight, _TINT))
        return None

    @survivable
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            is_text = role == Qt.ItemDataRole.DisplayRole and section < len(self.lines)
            return str(self.lines[section]) if is_text else None
        heading = self.headings[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "\n".join((heading.name[:_LONGEST], _in_words(heading), heading.kind))
            case Qt.ItemDataRole.DecorationRole if heading.role is not None:
                return icon(_ICONS[heading.role], None if heading.role != NONE else "muted")
            case Qt.ItemDataRole.ToolTipRole:
                tip = (heading.name[: 5 * _LONGEST], heading.why)
                return "".join(f"<p>{escape(part)}</p>" for part in tip if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = (heading.name[:_LONGEST], _in_words(heading), heading.kind, heading.why)
                return ", ".join(filter(None, parts))
            case Qt.ItemDataRole.FontRole:
                font = QFont()
                font.setBold(heading.role == TARGET)
                return font
            case Qt.ItemDataRole.ForegroundRole if self.colors is not None:
                return QColor(self.colors.muted if heading.role == NONE else self.colors.text)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class PreviewTable(Retranslating, QTableView):
    """The first rows of a table under the headings of its columns.

    A click on a heading, or Space, asks to make its column an input or none; I, T and N ask for a
    role of the present column.
    """

    role_asked = Signal(int, str)
    """A column, from 0, and the role that a person wants it to have."""
    column_changed = Signal(int)
    """Another column is the present one; −1: none."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model()
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(True)
        header.sectionClicked.connect(self.toggle)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.finish_setup()

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What the header says."""
        return self._model.headings

    @property
    def column(self) -> int:
        """The present column, from 0; −1: none."""
        return self.currentIndex().column()

    def show_rows(
        self,
        headings: Sequence[Heading],
        rows: Sequence[Sequence[str]],
        lines: Sequence[int] = (),
        missing: Sequence[str] = (),
    ) -> None:
        """Show `rows`, which end in the `lines` of the file, under `headings`. A cell that is empty
        or one of `missing` is marked."""
        column = self.column
        model = self._model
        model.beginResetModel()
        model.headings = tuple(headings)
        model.rows = tuple(map(tuple, rows))
        model.lines = tuple(lines)
        model.missing = frozenset({"", *map(str.lower, missing)})
        model.endResetModel()
        self._fit_columns()
        if model.rows and model.headings:
            self.go_to(min(max(column, 0), len(model.headings) - 1))

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """Say other things of the same columns."""
        if tuple(headings) == self._model.headings:
            return
        self._model.headings = tuple(headings)
        last = len(headings) - 1
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        self._fit_columns()
        self.viewport().update()

    def go_to(self, column: int) -> None:
        """Make `column` the present one."""
        row = max(self.currentIndex().row(), 0)
        self.setCurrentIndex(self._model.index(row, column))

    def toggle(self, column: int) -> None:
        """Ask to make an input none, and any other column but the target an input."""
        self.go_to(column)
        role = self._model.headings[column].role
        if role in (INPUT, NONE):
            self.role_asked.emit(column, NONE if role == INPUT else INPUT)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space toggles the present column, I, T and N give it a role."""
        key = Qt.Key(event.key())
        if self.column >= 0 and key == Qt.Key.Key_Space:
            self.toggle(self.column)
        elif self.column >= 0 and event.text().upper() in KEYS.values():
            (role,) = (role for role, letter in KEYS.items() if letter == event.text().upper())
            self.role_asked.emit(self.column, role)
        else:
            super().keyPressEvent(event)

    @survivable
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.column() != previous.column():
            self.column_changed.emit(current.column())

    @survivable
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.horizontalHeader().viewport().update()

    def retranslate(self) -> None:
        self.setAccessibleName(translate("ImportDialog", "The first rows"))
        self._model.headerDataChanged.emit(
            Qt.Orientation.Horizontal, 0, max(len(self.headings) - 1, 0)
        )

    def restyle(self) -> None:
        colors = self._model.colors = colors_for(self.palette())
        palette = self.palette()  # a column that is looked at keeps the colours of its cells
        tint = QColor(mix(colors.base, colors.highlight, _SELECTED))
        if palette.color(QPalette.ColorRole.Highlight) != tint:
            palette.setColor(QPalette.ColorRole.Highlight, tint)
            palette.setColor(QPalette.ColorRole.HighlightedText, QColor(colors.text))
            self.setPalette(palette)
        line = self.fontMetrics().height()
        self.verticalHeader().setDefaultSectionSize(round(1.5 * line))
        bar = self.horizontalScrollBar().sizeHint().height()
        header = self.horizontalHeader().sizeHint().height()
        self.setMinimumHeight(header + round(_ROWS * 1.5 * line) + bar + 4)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Make each column as wide as its texts, within limits."""
        letter = self.fontMetrics().averageCharWidth()
        least, most = (letters * letter for letters in _LETTERS)
        header = self.horizontalHeader()
        header.setDefaultSectionSize(most)
        for column in range(min(self._model.columnCount(), _MOST_MEASURED)):
            wanted = max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            self.setColumnWidth(column, max(least, min(wanted, most)))


def _in_words(heading: Heading) -> str:
    match heading.role:
        case "input":
            return translate("ImportDialog", "input")
        case "target":
            return translate("ImportDialog", "target")
        case "none":
            return translate("ImportDialog", "not used")
    return ""
