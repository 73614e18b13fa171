"""The samples as a table: what the model says of each, its loss, and what it contributes."""

import numpy as np
from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from lossstudio.core.datasets import Dataset
from lossstudio.core.tasks import Task
from lossstudio.core.text import paragraph
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import count, four_digits
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.pacing import LONG_TABLE
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.contributing import Contributing
from lossstudio.gui.views.notes import NotesLabel
from lossstudio.gui.views.plot.samples import drawn_rows
from lossstudio.gui.views.run_choice import RunChoice
from lossstudio.gui.views.sample_words import percent
from lossstudio.gui.views.samples.columns import MOST_INPUTS, Quantity, plain
from lossstudio.gui.views.samples.editing import SampleEditing, is_same_list
from lossstudio.gui.views.samples.figure_columns import figure_columns
from lossstudio.gui.views.samples.samples_model import SamplesModel
from lossstudio.gui.views.samples.samples_table import SamplesTable
from lossstudio.gui.views.samples.symbol_pictures import sample_symbols
from lossstudio.gui.views.view import MARGIN, FigureData, View


class SamplesView(View):
    """A row a sample: its inputs, target and prediction, its loss, and its shares."""

    interval = LONG_TABLE

    sample_hovered = Signal(object)
    """The row in the data set of the sample that is pointed at, or None."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.run_label = QLabel()
        self.run_choice = RunChoice()
        self.run_choice.activated.connect(self.run_chosen)
        self.run_label.setBuddy(self.run_choice)
        self.model = SamplesModel(self)
        self.table = SamplesTable(theme, self.model)
        self.notes = NotesLabel()
        self._runs = QWidget()
        row = QHBoxLayout(self._runs)
        row.setContentsMargins(4, 0, 0, 2)
        row.addWidget(self.run_label)
        row.addWidget(self.run_choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(1)
        layout.addWidget(self._runs)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.notes)
        self.setFocusProxy(self.table)
        self._contributing = Contributing(self)
        self.set_works(self._contributing)
        self._dataset: Dataset | None = None
        self._task: Task | None = None
        self._marked: int | None = None
        self._hovered: int | None = None
        self._is_known = False
        self._contributing.came.connect(self.redraw)
        self.run_choice.currentIndexChanged.connect(self.redraw)
        self.table.resized.connect(self._resized)
        self.table.pointed.connect(self._pointed)
        self.table.copy_asked.connect(self.copy)
        self.table.sort_asked.connect(self._show_sort_menu)
        self.table.menu_asked.connect(self._show_menu)
        self.model.layoutChanged.connect(self._place_mark)
        self.editing = SampleEditing(self.model, self.table, self)
        self.finish_setup()

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(620, 300)

    # -- what a person asks for -------------------------------------------------------------------

    def highlight(self, row: int | None) -> None:
        """Mark the sample of this row, and bring it into sight unless the pointer is here."""
        self._marked = row
        if row != self._hovered and not self.table.is_under_pointer:
            self._hovered = None  # a person points at it in another view
        self._place_mark()
        at = self.model.row_of(row)
        if at is not None and not self.table.is_under_pointer:
            column = max(self.table.columnAt(0), 0)
            self.table.scrollTo(self.model.index(at, column))

    def copy(self) -> None:
        """Copy the selected rows as text, tab-separated and in full precision."""
        text = self.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def selected_text(self) -> str:
        """The selected rows as lines of tab-separated numbers under the columns' titles."""
        dataset = self.model.dataset
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        if dataset is None or not rows:
            return ""
        lines = ["\t".join(column.title for column in self.model.columns)]
        for at in self.model.order[rows].tolist():
            cells = (
                plain(column, dataset, float(values[at]))
                for column, values in zip(self.model.columns, self.model.values, strict=True)
            )
            lines.append("\t".join(cells))
        return "\n".join(lines) + "\n"

    def sort_by(self, column: int) -> None:
        """Sort by a column; the other way round where the table is sorted by it already."""
        header = self.table.horizontalHeader()
        role = Qt.ItemDataRole.InitialSortOrderRole
        order = Qt.SortOrder(self.model.headerData(column, Qt.Orientation.Horizontal, role))
        if header.sortIndicatorSection() == column:
            is_rising = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            order = Qt.SortOrder.DescendingOrder if is_rising else Qt.SortOrder.AscendingOrder
        self.table.sortByColumn(column, order)
        self.table.scrollTo(self.model.index(max(self.table.rowAt(0), 0), column))

    def sort_menu(self) -> QMenu:
        """The columns to sort by, the present one checked."""
        menu = QMenu(translate("SamplesView", "Sort by"), self.table)
        for number, column in enumerate(self.model.columns):
            action = menu.addAction(column.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(number == self.model.sort_column)
            action.triggered.connect(lambda _=False, number=number: self.sort_by(number))
        return menu

    def context_menu(self) -> QMenu:
        """What can be done with the table and the selected rows."""
        menu = QMenu(self.table)
        copy = menu.addAction(translate("SamplesView", "Copy"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setEnabled(self.table.selectionModel().hasSelection())
        copy.triggered.connect(self.copy)
        everything = menu.addAction(translate("SamplesView", "Select all"))
        everything.setShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll))
        everything.triggered.connect(self.table.selectAll)
        for action in (copy, everything):
            action.setShortcutVisibleInContextMenu(True)
        sort = self.sort_menu()
        sort.setParent(menu, sort.windowFlags())
        menu.addMenu(sort)
        self.editing.offer(menu)
        return menu

    def _show_menu(self, place: QPoint) -> None:
        self._pop_up(self.context_menu(), place)

    def _show_sort_menu(self) -> None:
        header = self.table.horizontalHeader()
        self._pop_up(self.sort_menu(), header.mapToGlobal(header.rect().bottomLeft()))

    @staticmethod
    def _pop_up(menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    # -- texts and colours ------------------------------------------------------------------------

    def retranslate(self) -> None:
        name = translate("SamplesView", "Samples")
        self.setAccessibleName(name)
        self.table.setAccessibleName(name)
        self.run_label.setText(translate("SamplesView", "Run"))
        self.run_choice.setAccessibleName(translate("SamplesView", "Run"))
        self.run_choice.setToolTip(
            translate("SamplesView", "The run whose predictions, losses and shares are listed.")
        )
        self.table.setWhatsThis(
            translate(
                "SamplesView",
                "Click a title to sort by it, or press O to choose what to sort by. Ctrl+C copies "
                "the selected rows. Enter edits a number, Insert adds a sample, Delete removes "
                "what is selected.",
            )
        )
        self.table.setAccessibleDescription(self.table.whatsThis())
        if self._task is not None:
            self.model.retranslate(self._task)
            self.table.fit_columns()
        self.redraw()

    def restyle(self) -> None:
        self._set_symbols()
        self.table.fit_columns()
        self.table.viewport().update()
        self.redraw()

    def _set_symbols(self) -> None:
        if self._dataset is not None:
            self.model.set_symbols(
                *sample_symbols(
                    self._dataset, self.model.rows, self.theme, self.devicePixelRatioF()
                )
            )

    # -- drawing ----------------------------------------------------------------------------------

    @property
    def run(self) -> int:
        """The number of the run that is shown."""
        return self.run_choice.run

    def draw(self, snapshot: Snapshot) -> None:
        scene, place = snapshot.scene, None
        self.run_choice.show_runs([run.name for run in snapshot.runs], scene.focus)
        self._runs.setVisible(len(snapshot.runs) > 1)
        objective = scene.objectives[self.run]
        if scene.dataset is not self._dataset or objective.loss.task is not self._task:
            place = self.editing.place(self._dataset, scene.dataset)
            self._set_samples(scene.dataset, objective.loss.task)
        theta = snapshot.runs[self.run].theta
        found = self._contributing.at(objective, theta, self.model.rows)
        self.model.show_contributions(found)
        self.table.fit_columns(shrink=False)
        # What one points at must not run away.
        if place is not None or not self.table.is_under_pointer:
            self.model.resort()
        if place is not None:
            self.editing.return_to(place)
        self._is_known = found is not None
        self._write_notes(scene, self._is_known)
        if not snapshot.is_running:
            self._describe(snapshot)

    def _set_samples(self, dataset: Dataset, task: Task) -> None:
        old, was_empty = self._dataset, self._dataset is None
        # The same points with other noise: what is selected and in sight stays.
        is_alike = self._task is task and old is not None and is_same_list(old, dataset)
        self._dataset, self._task = dataset, task
        rows = drawn_rows(len(dataset.x))
        if is_alike:
            self.model.replace_samples(dataset, task, rows)
        else:
            self.model.set_samples(dataset, task, rows)
            self.table.fit_columns()
            self.table.scrollToTop()
        self._set_symbols()
        column = self.model.sort_column
        header = self.table.horizontalHeader()
        if header.sortIndicatorSection() != column or was_empty:
            header.blockSignals(True)  # the model is in this order already
            header.setSortIndicator(column, self.model.sort_order)
            header.blockSignals(False)
        if not is_alike and old is not None and not was_empty:
            self._marked = None  # a row is another sample now
            self._say(None)
        self._place_mark()

    def _write_notes(self, scene: Scene, is_known: bool) -> None:
        dataset, notes = scene.dataset, []
        if len(self.model.rows) < len(dataset.x):
            text = translate(
                "SamplesView",
                "{drawn} of {all} samples listed, those that are drawn; the shares are of all "
                "training samples.",
            )
            notes.append(text.format(drawn=count(len(self.model.rows)), all=count(len(dataset.x))))
        if self.table.has_left_out:
            text = translate(
                "SamplesView",
                "Columns are hidden for lack of space: widen the table.",
            )
            notes.append(text)
        inputs = len(dataset.input_names)
        if inputs > MOST_INPUTS and not self.table.has_left_out:
            text = translate("SamplesView", "{shown} of {all} inputs shown.")
            notes.append(text.format(shown=MOST_INPUTS, all=inputs))
        if not is_known:
            notes.append(translate("SamplesView", "Losses and shares are being computed…"))
        else:
            notes.extend(self._missing_notes())
        self.notes.setText(paragraph(notes))
        self.notes.setVisible(bool(notes))

    def _resized(self) -> None:
        if self.snapshot is not None and self.model.dataset is not None:
            self._write_notes(self.snapshot.scene, self._is_known)

    def _missing_notes(self) -> list[str]:
        """Why there are dashes where numbers are expected."""
        losses = self.model.values[self.model.column_of(Quantity.LOSS)]
        is_train = self.model.rows < self.model.n_train
        if np.isnan(losses).any():
            return [
                translate(
                    "SamplesView",
                    "A dash: the number is too large to be computed, for the run has diverged.",
                )
            ]
        notes = []
        for quantity, text in (
            (
                Quantity.LOSS_SHARE,
                translate("SamplesView", "No shares of the loss: all losses add up to 0."),
            ),
            (
                Quantity.GRADIENT_SHARE,
                translate("SamplesView", "No shares of the gradient: no sample pulls."),
            ),
        ):
            shares = self.model.values[self.model.column_of(quantity)][is_train]
            if len(shares) and np.isnan(shares).all():
                notes.append(text)
        return notes

    def _describe(self, snapshot: Snapshot) -> None:
        """The table as a sentence, for a screen reader."""
        losses = self.model.values[self.model.column_of(Quantity.LOSS)]
        shares = self.model.values[self.model.column_of(Quantity.LOSS_SHARE)]
        if not len(losses) or np.isnan(losses).all():
            self.setAccessibleDescription("")
            return
        at = int(np.nanargmax(losses))
        text = translate(
            "SamplesView",
            "{count} samples after step {step}. The largest loss is that of sample {number}: "
            "{loss}, {share} of the training loss.",
        ).format(
            count=count(len(losses)),
            step=snapshot.step,
            number=snapshot.scene.dataset.number_of(int(self.model.rows[at])),
            loss=four_digits(float(losses[at])),
            share=percent(float(shares[at])),
        )
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    # -- highlighting -----------------------------------------------------------------------------

    def _pointed(self, row: int | None) -> None:
        self._say(None if row is None else self.model.sample_at(row))
        if not self.table.is_under_pointer:
            self.model.resort()

    def _say(self, sample: int | None) -> None:
        if sample == self._hovered:
            return
        self._hovered = self._marked = sample
        self._place_mark()
        self.sample_hovered.emit(sample)

    def _place_mark(self) -> None:
        self.table.mark(self.model.row_of(self._marked))

    # -- saving -----------------------------------------------------------------------------------

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        return (self.table, self.notes) if self.notes.isVisibleTo(self) else (self.table,)

    def figure_data(self) -> FigureData:
        """All columns of the listed samples in full precision, in the order of the table."""
        if self.snapshot is None or self.model.dataset is None:
            return {}
        objective = self.snapshot.scene.objectives[self.run]
        theta = self.snapshot.runs[self.run].theta
        rows = self.model.rows
        found = self._contributing.at(objective, theta, rows)
        return figure_columns(self.model.dataset, rows, found, self.model.order)
