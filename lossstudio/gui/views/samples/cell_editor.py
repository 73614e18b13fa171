"""Editing a cell of the table of samples: a number typed, a class chosen."""

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from lossstudio.gui.kit.overrides import survivable

Index = QModelIndex | QPersistentModelIndex

CLASSES = int(Qt.ItemDataRole.UserRole) + 2
"""The role of the names that a cell's classes have, in the order of their indices; None: none."""

_LONG = "−0.0000000000000000000"


class CellDelegate(QStyledItemDelegate):
    """Edits numbers in a line, and classes in a list."""

    @survivable
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        names = index.data(CLASSES)
        if not names:
            line = QLineEdit(parent)
            # Wider than a narrow column: a number is edited in full precision.
            line.setMinimumWidth(line.fontMetrics().horizontalAdvance(_LONG))
            return line
        choice = QComboBox(parent)
        choice.addItems(names)
        choice.activated.connect(lambda: self._done(choice))
        return choice

    @survivable
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(int(value))
        elif isinstance(editor, QLineEdit):
            editor.setText(written(float(value)))
            editor.selectAll()

    @survivable
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        plain = cast(QModelIndex, index)
        if isinstance(editor, QComboBox):
            model.setData(plain, float(editor.currentIndex()))
        elif isinstance(editor, QLineEdit):
            model.setData(plain, editor.text())

    def _done(self, choice: QComboBox) -> None:
        self.commitData.emit(choice)
        self.closeEditor.emit(choice)


def written(value: float) -> str:
    """`value` in full precision, whole numbers without a point.

    >>> written(3.0), written(0.1)
    ('3', '0.1')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
