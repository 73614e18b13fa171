"""Open data, paste data, copy data: samples from and to other programs."""

import csv
import io
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.table_reading import TABLES
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.panels.data_section import DataSection
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.training.turns import Turns

MOST_PASTED = 20_000_000
"""Characters; more is not looked at."""


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
            _file_filter(),
        )
        if path:
            self.open_table(Path(path))

    def open_table(self, path: Path) -> None:
        """Show what the table in a file holds, and take it when a person agrees."""
        self._show(Source(path.absolute()))

    def paste_table(self, text: str) -> None:
        """Show what the table in `text` holds, and take it when a person agrees."""
        if len(text) > MOST_PASTED or not holds_table(text):
            told = QT_TRANSLATE_NOOP(
                "core",
                "What was copied is neither a scenario nor a table: a table has at least 2 rows "
                "and 2 columns.",
            )
            self.told.emit(Message(told), True)
            return
        self._show(Source(Path(translate("DataCommands", "clipboard")), text))

    def _show(self, source: Source) -> None:
        from lossstudio.gui.data.import_dialog import ImportDialog

        dialog = ImportDialog(source, self._state.scenario, self._window, self.turns)
        dialog.taken.connect(self._take)
        dialog.failed.connect(self.failed)
        dialog.open()

    def _take(self, scenario: Scenario) -> None:
        self._state.replace(scenario, translate("DataCommands", "Open data"))

    # -- copying ----------------------------------------------------------------------------------

    def copy_data(self) -> None:
        """Copy all samples, separated by tabs, for a spreadsheet."""
        if self._dataset is None:
            return
        count = len(self._dataset.x)
        QGuiApplication.clipboard().setText(table_text(self._dataset))
        told = QT_TRANSLATE_NOOP("core", "{count} samples copied: paste them into a spreadsheet.")
        self.told.emit(Message(told, {"count": count}), False)


def _file_filter() -> str:
    patterns = " ".join(f"*{suffix}" for suffix in TABLES)
    return translate("DataCommands", "Tables ({patterns});;All files (*)").format(patterns=patterns)


def holds_table(text: str) -> bool:
    """`text` has rows of cells, at least two of each: what a spreadsheet puts on the clipboard.

    Words with blanks between them are cells only where some of them are numbers.
    """
    from lossstudio.core.datasets.tables.looking import look

    try:
        found = look(Source(Path("text"), text))
    except InputError:
        return False
    n_rows = len(found.rows) + (found.reading.header_row is not None)
    are_words = found.reading.separator == " " and all(k.name == "text" for k in found.kinds)
    return n_rows >= 2 and len(found.names) >= 2 and not are_words


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
