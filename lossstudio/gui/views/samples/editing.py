"""Editing samples in their table: the way for the keyboard, and for exact numbers."""

import sys
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from lossstudio.core.datasets import Dataset
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.typed_numbers import read_number, separator_problem
from lossstudio.gui.views.samples.samples_model import SamplesModel
from lossstudio.gui.views.samples.samples_table import SamplesTable


class Place(NamedTuple):
    """Where the keyboard is in the table: at the sample with these numbers, or else in this row."""

    numbers: tuple[float, ...]
    row: int
    column: int
    scrolled: int


def is_same_list(old: Dataset, new: Dataset) -> bool:
    """`new` has the samples of `old` with other numbers: the rows of the table can stay."""
    if (old.x.shape, old.n_train, old.n_validation, len(old.classes)) != (
        new.x.shape,
        new.n_train,
        new.n_validation,
        len(new.classes),
    ):
        return False
    if old.name != new.name:  # the first edit makes points of any data
        return new.name == "points" and bool(np.isin(old.x[:, 0], new.x[:, 0]).mean() > 0.5)
    names = (old.input_names, old.target_name, old.classes)
    return names == (new.input_names, new.target_name, new.classes)


class SampleEditing(QObject):
    """Takes what is typed and pressed in the table to the editor of the samples."""

    def __init__(self, model: SamplesModel, table: SamplesTable, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._table = table
        self._editor: DataEditor | None = None
        model.edited.connect(self._take)
        table.insert_asked.connect(self.insert)
        table.delete_asked.connect(self.remove)
        table.edit_asked.connect(self._begin)

    @property
    def editor(self) -> DataEditor | None:
        """What edits; None where the samples cannot be edited."""
        return self._editor

    @editor.setter
    def editor(self, editor: DataEditor) -> None:
        self._editor = editor
        self._model.is_editable = True

    def place(self, old: Dataset | None, new: Dataset) -> Place | None:
        """Where the keyboard is, if `new` is `old` with samples added or removed."""
        index = self._table.currentIndex()
        sample = self._model.sample_at(index.row())
        if old is None or sample is None or is_same_list(old, new):
            return None
        if "points" not in (old.name, new.name) or old.x.shape[1] != new.x.shape[1]:
            return None
        numbers = (*old.x[sample].tolist(), float(old.target[sample]))
        scrolled = self._table.verticalScrollBar().value()
        return Place(numbers, index.row(), index.column(), scrolled)

    def return_to(self, place: Place) -> None:
        """Put the keyboard back where it was."""
        dataset = self._model.dataset
        if dataset is None:
            return
        table = np.column_stack([dataset.x, dataset.target])
        same = np.flatnonzero((table == np.array(place.numbers)).all(axis=1))
        row = self._model.row_of(int(same[0])) if len(same) else None
        if row is None:
            row = min(place.row, self._model.rowCount() - 1)
        self._table.verticalScrollBar().setValue(place.scrolled)
        self._table.setCurrentIndex(self._model.index(row, place.column))

    def insert(self) -> None:
        """Add a training sample like the present one, to be changed."""
        sample = self._model.sample_at(max(self._table.currentIndex().row(), 0))
        dataset = self._model.dataset
        if self._refuses() or sample is None or dataset is None or self._editor is None:
            return
        values = dict(enumerate(dataset.x[sample].tolist()))
        self._editor.add([values | {-1: float(dataset.target[sample])}])
        self._editor.finish()
        told = QT_TRANSLATE_NOOP(
            "core", "Added: training sample {number}, with the numbers of sample {like}."
        )
        # At the end where the rows of the sets are mixed, else behind the training samples.
        number = dataset.n_train if dataset.order is None else len(dataset.x)
        told_of: dict[str, object] = {"number": number + 1, "like": dataset.number_of(sample)}
        self._editor.told.emit(Message(told, told_of), False)

    def remove(self) -> None:
        """Remove the selected samples."""
        rows = [index.row() for index in self._table.selectionModel().selectedRows()]
        samples = [sample for row in rows if (sample := self._model.sample_at(row)) is not None]
        if samples and not self._refuses() and self._editor is not None:
            self._editor.remove(samples)

    def offer(self, menu: QMenu) -> None:
        """Put what can be edited into the table's menu."""
        if self._editor is None:
            return
        menu.addSeparator()
        for text, key, slot in (
            (translate("SamplesView", "Edit the cell"), "F2", self._begin),
            (translate("SamplesView", "Add a sample like this"), "Ins", self.insert),
            (translate("SamplesView", "Remove the selected samples"), "Del", self.remove),
        ):
            action = menu.addAction(text)
            action.setShortcut(key)
            action.setShortcutVisibleInContextMenu(True)
            action.setEnabled(self._table.currentIndex().isValid())
            action.triggered.connect(slot)

    def _begin(self) -> None:
        """Edit the present cell, or else the first one that can be edited in its row."""
        index = self._table.currentIndex()
        if not index.isValid() or self._refuses():
            return
        self._table.is_editing = True
        self._table.leave_out()
        columns = [index.column(), *range(self._model.columnCount())]
        for column in columns:
            cell = index.siblingAtColumn(column)
            if self._model.can_edit(column) and not self._table.isColumnHidden(column):
                self._table.setCurrentIndex(cell)
                self._table.edit(cell)
                return

    def _refuses(self) -> bool:
        problem = None if self._editor is None else self._editor.problem
        if problem is not None and self._editor is not None:
            self._editor.told.emit(problem, True)
        return problem is not None

    def _take(self, sample: int, column: int, value: object) -> None:
        """A cell has been edited: `column` of the data, −1 is the target."""
        if self._editor is None or self._refuses():
            return
        number = read_number(value) if isinstance(value, str) else value
        # Compared with the largest float: a whole number may be larger than any.
        if not isinstance(number, float | int) or not abs(number) <= sys.float_info.max:
            wrong = QT_TRANSLATE_NOOP("core", "{value}: must be a finite number")
            plain = Message(wrong, {"value": f'"{value}"'})
            self._editor.told.emit(separator_problem(str(value)) or plain, True)
            return
        self._editor.move(sample, {column: float(number)})
        self._editor.finish()
