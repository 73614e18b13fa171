"""Open data, paste data, copy data: samples from and to other programs."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.core.datasets import Dataset, from_points
from lossstudio.core.datasets.survey import preview, rows_of
from lossstudio.core.datasets.table import Table, read_text
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.tasks import tasks_for
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.fitting import Values
from lossstudio.engine.own_points import MOST_POINTS, Row
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.panels.data_section import TASKS, DataSection
from lossstudio.gui.state.field_words import table_in_words
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.training.turns import Turns

if TYPE_CHECKING:
    from lossstudio.gui.data.import_dialog import Import

MOST_PASTED = 20_000_000
"""Characters; more is not looked at."""
_LISTED, _LONGEST = 20, 60
"""Names in a message, and letters of each."""


class DataCommands(QObject):
    """The actions for the menus, and what they do."""

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""
    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(
        self, state: ScenarioState, editor: DataEditor, section: DataSection, window: QWidget
    ) -> None:
        super().__init__(window)
        self._state = state
        self._editor = editor
        self._section = section
        self._window = window
        self._dataset: Dataset | None = None
        self.turns = Turns()
        """Whom the reading of a table gives way to."""
        self.open = QAction(icon("mdi6.table-arrow-right"), "", self)
        self.open.setShortcut(QKeySequence("Ctrl+Shift+O"))
        self.open.triggered.connect(self.ask)
        self.copy = QAction(icon("mdi6.table-arrow-down"), "", self)
        self.copy.setShortcut(QKeySequence("Ctrl+Shift+D"))
        self.copy.triggered.connect(self.copy_data)
        section.table_asked.connect(self.ask)
        for part in (section, editor):
            part.told.connect(self.told)

    def retranslate(self) -> None:
        """Set the texts."""
        self.open.setText(translate("Menus", "Open &data…"))
        self.copy.setText(translate("Menus", "Copy the &data as a table"))

    def take_snapshot(self, snapshot: Snapshot) -> None:
        """The samples that are in sight now."""
        self._dataset = snapshot.scene.dataset
        self._editor.take_snapshot(snapshot)

    @property
    def has_validation(self) -> bool:
        """The samples in sight have a validation set."""
        return self._dataset is not None and bool(self._dataset.n_validation)

    # -- opening ----------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for a table, and how to read it."""
        file = self._state.scenario.data.file
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            translate("DataCommands", "Open a table of samples"),
            str(Path(file).parent) if file else "",
            translate("DataCommands", "Tables (*.csv *.tsv *.txt);;All files (*)"),
        )
        if path:
            self.open_table(Path(path))

    def open_table(self, path: Path) -> None:
        """Show how the table in a file would be read, and take it when a person agrees."""
        self._survey(Source(path.absolute()))

    def paste_table(self, text: str) -> None:
        """Take the cells in `text` as samples; where it is not clear how, ask."""
        source = Source(Path(translate("DataCommands", "clipboard")), text[:MOST_PASTED])
        try:
            if len(text) > MOST_PASTED or not holds_table(text):
                raise InputError(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "What was copied is neither a scenario nor a table: a table has at least "
                        "2 rows, and 2 columns separated by tabs, semicolons or commas.",
                    )
                )
            table = read_text(text, str(source.path))
        except InputError as error:
            if holds_table(text[:MOST_PASTED]):
                self._survey(source)
            else:
                self.told.emit(table_in_words(error.message), True)
            return
        if len(table.lines) > MOST_POINTS:
            self._survey(source)
        else:
            self._take_points(table, is_class=isinstance(table.target, tuple))

    def _survey(self, source: Source) -> None:
        from lossstudio.gui.data.import_dialog import ImportDialog

        dialog = ImportDialog(source, self._window, self.turns)
        dialog.taken.connect(self._take)
        dialog.failed.connect(self.failed)
        dialog.open()

    def _take(self, wanted: "Import") -> None:
        if wanted.path is None:
            self._take_points(wanted.table, wanted.is_class)
            return
        columns = None if wanted.columns is None else list(wanted.columns)
        values: Values = [
            ("data.dataset", "csv"),
            ("data.file", str(wanted.path)),
            ("data.encoding", wanted.encoding),
            ("data.columns", columns),
        ]
        dataset, split = self._split(wanted.dataset)
        tasks = TASKS[1:] if wanted.is_class else TASKS[:1]
        if wanted.is_class and dataset is not None:
            tasks = tasks_for(len(dataset.classes))
        self._section.propose_fitting(values + split, tasks, dataset)
        if split and wanted.is_class:
            self._tell_split()

    def _take_points(self, table: Table, is_class: bool) -> None:
        known = () if self._dataset is None else tuple(map(core_text, self._dataset.classes))
        rows, classes = rows_of(table, known)
        n_classes = len({row[-1] for row in rows}) if is_class else 0
        if is_class and n_classes == 1:
            self.told.emit(_one_class(table.names[-1], (classes or (f"{rows[0][-1]:g}",))[0]), True)
            return
        values: Values = [
            ("data.dataset", "points"),
            ("data.points", [list(row) for row in rows]),
            ("data.point_names", None),
            ("data.class_names", None),
        ]
        dataset, split = self._split(lambda share: _points_of(rows, is_class, share))
        try:
            scenario = self._section.fitted(values + split, tasks_for(n_classes), dataset)
            text = translate("DataCommands", "Other samples")
            self._editor.take_points(rows, table.names, classes, scenario, text)
        except InputError as error:
            self.told.emit(error.message, True)
            return
        self._tell_taken(table, classes)
        if split and is_class:
            self._tell_split()

    def _split(self, build: Callable[[float], Dataset | None]) -> tuple[Dataset | None, Values]:
        """The samples that `build` makes with the test share, and what to propose for it where
        another is needed: none, where the last rows alone have a class, or rows are too few."""
        dataset = build(self._state.scenario.data.test_fraction)
        if dataset is None and (whole := build(0.0)) is not None:
            return whole, [("data.test_fraction", 0.0)]
        return dataset, []

    def _tell_split(self) -> None:
        told = QT_TRANSLATE_NOOP(
            "core",
            "Without a test set: the last rows have a class that is not among the others. Mix the "
            "rows to have one.",
        )
        self.told.emit(Message(told), False)

    def _tell_taken(self, table: Table, classes: tuple[str, ...]) -> None:
        values = {
            "count": len(table.lines),
            "inputs": _listed(table.names[:-1]),
            "target": _listed(table.names[-1:]),
            "classes": _listed(classes),
        }
        text = QT_TRANSLATE_NOOP(
            "core", "{count} samples taken as own points: {target} from {inputs}."
        )
        if classes:
            text = QT_TRANSLATE_NOOP(
                "core",
                "{count} samples taken as own points: {target} from {inputs}; classes: {classes}.",
            )
        self.told.emit(Message(text, values), False)

    # -- copying ----------------------------------------------------------------------------------

    def copy_data(self) -> None:
        """Copy all samples, separated by tabs, for a spreadsheet."""
        if self._dataset is None:
            return
        count = len(self._dataset.x)
        QGuiApplication.clipboard().setText(table_text(self._dataset))
        told = QT_TRANSLATE_NOOP("core", "{count} samples copied: paste them into a spreadsheet.")
        self.told.emit(Message(told, {"count": count}), False)


def _listed(names: Sequence[str]) -> str:
    """`names` in a line: the first of them, and of each its beginning."""
    first = [name if len(name) <= _LONGEST else name[:_LONGEST] + "…" for name in names[:_LISTED]]
    return ", ".join(first + ["…"] * (len(names) > _LISTED))


def _one_class(target: str, name: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "Not taken: all samples have the same {target}, {name}. A class to be predicted is one "
            "of at least two.",
        ),
        {"target": target, "name": name},
    )


def _points_of(rows: Sequence[Row], is_class: bool, test_fraction: float) -> Dataset | None:
    try:
        return from_points(rows, is_class, test_fraction)
    except InputError:
        return None


def holds_table(text: str) -> bool:
    """`text` has rows of cells, at least two of each: what a spreadsheet puts on the clipboard."""
    try:
        found = preview(Source(Path("text"), text))
    except InputError:
        return False
    rows = len(found.rows) + found.layout.has_header
    widths = [len(row) for row in found.rows]
    return rows >= 2 and len(found.columns) >= 2 and widths.count(len(found.columns)) >= 1


def table_text(dataset: Dataset) -> str:
    """The samples of `dataset` as tab-separated text, their names in the first row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow([*map(core_text, dataset.input_names), core_text(dataset.target_name)])
    target: list[object] = dataset.target.tolist()
    if dataset.classes:
        target = [core_text(dataset.classes[int(index)]) for index in dataset.target]
    writer.writerows([*row, value] for row, value in zip(dataset.x.tolist(), target, strict=True))
    return text.getvalue()
