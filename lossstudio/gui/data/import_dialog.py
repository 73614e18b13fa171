"""The dialog that shows a table before it is taken, and how it would be read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.datasets import Dataset, from_table
from lossstudio.core.datasets.csv_rows import Layout
from lossstudio.core.datasets.survey import Checked, Preview, check, looking
from lossstudio.core.datasets.table import Table
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import InputError, Message, paragraph
from lossstudio.engine.own_points import MOST_POINTS
from lossstudio.gui.data.column_choice import ColumnChoice
from lossstudio.gui.data.layout_choice import LayoutChoice
from lossstudio.gui.data.preview_table import PreviewTable
from lossstudio.gui.kit.i18n import Retranslating, message_text, translate
from lossstudio.gui.kit.numbers import count
from lossstudio.gui.state.field_words import table_in_words
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.turns import Turns


@dataclass(frozen=True, eq=False)
class Import:
    """What a person has agreed to: the samples of `table`.

    Where they can stay in their file, it is `path`, `columns` those chosen (None: all), `encoding`
    the file's (None: the one that is found by looking); otherwise `path` is None, and the samples
    become points of one's own.
    """

    table: Table
    is_class: bool
    path: Path | None
    columns: tuple[str, ...] | None
    encoding: str | None = None

    def dataset(self, test_fraction: float) -> Dataset | None:
        """The samples as a data set; None where they cannot be one."""
        try:
            return from_table(self.table, self.is_class, test_fraction)
        except InputError:
            return None


class ImportDialog(Retranslating, QDialog):
    """Preview, columns, task; the whole table is read meanwhile, off the window's thread."""

    taken = Signal(object)
    """The `Import` that a person has agreed to."""
    failed = Signal(str)
    """The traceback of an error in the background."""

    def __init__(self, source: Source, parent: QWidget, turns: Turns) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._source = source
        self._preview: Preview | None = None
        self._checked: Checked | None = None
        self.layout_choice = LayoutChoice()
        self.table = PreviewTable()
        self.columns = ColumnChoice()
        self.task_label = QLabel()
        self.numbers, self.classes = QRadioButton(), QRadioButton()
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.problems = QPlainTextEdit()
        self.problems.setReadOnly(True)
        self.problems.setMaximumHeight(110)
        self.stop, self.skip = QRadioButton(), QRadioButton()
        self._bad_rows = QWidget()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setMaximumHeight(8)
        self.progress.setTextVisible(False)
        choice = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(choice.Ok | choice.Cancel)
        self._lay_out()
        self._looking: Derived[tuple[Source, Layout | None], Preview | Message] = Derived(self)
        self._reading: Derived[tuple[Source, Layout, tuple[str, ...], bool], Checked]
        self._reading = Derived(self)
        self._looking.came.connect(self._show_preview)
        self._reading.came.connect(self._show_checked)
        for work in (self._looking, self._reading):
            work.take_turns(turns)
            work.failed.connect(self.failed)
        self.layout_choice.changed.connect(self._look)
        self.columns.changed.connect(self._columns_chosen)
        self.numbers.clicked.connect(self._read)
        self.classes.clicked.connect(self._read)
        for button in (self.stop, self.skip):
            button.clicked.connect(self._judge)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.resize(720, 560)
        self.finish_setup()
        self._look()

    def _lay_out(self) -> None:
        tasks = QWidget()
        row = QHBoxLayout(tasks)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.task_label, self.numbers, self.classes):
            row.addWidget(widget)
        row.addStretch(1)
        bad = QVBoxLayout(self._bad_rows)
        bad.setContentsMargins(0, 0, 0, 0)
        bad.addWidget(self.problems)
        bad.addWidget(self.stop)
        bad.addWidget(self.skip)
        self.stop.setChecked(True)
        self._bad_rows.hide()
        layout = QVBoxLayout(self)
        layout.addWidget(self.layout_choice)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.columns, 2)
        layout.addWidget(tasks)
        layout.addWidget(self.progress)
        layout.addWidget(self.verdict)
        layout.addWidget(self._bad_rows)
        layout.addWidget(self.buttons)

    def retranslate(self) -> None:
        self.setWindowTitle(
            translate("ImportDialog", "Open data: {name}").format(name=self._source.path.name)
        )
        self.task_label.setText(translate("ImportDialog", "The target is"))
        self.numbers.setText(translate("ImportDialog", "a n&umber (regression)"))
        self.classes.setText(translate("ImportDialog", "a c&lass (classification)"))
        self.stop.setText(translate("ImportDialog", "Do not open it: I mend the rows &first"))
        self.skip.setText(translate("ImportDialog", "&Skip these rows"))
        self.problems.setAccessibleName(translate("ImportDialog", "Rows that cannot be read"))
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(translate("ImportDialog", "&Take these data"))
        self._judge()

    # -- the beginning of the table ---------------------------------------------------------------

    def _look(self) -> None:
        layout = self.layout_choice.layout_chosen
        source = replace(self._source, encoding=self.layout_choice.encoding_chosen)
        self._checked = None
        self._reading.stop()
        self._looking.ask((source, layout), lambda: _previewed(source, layout))
        self._judge()

    def _show_preview(self) -> None:
        found = self._looking.result
        if isinstance(found, Message):
            self._preview, self._checked = None, Checked(problem=found)
            self.table.show_preview(None)
            self._judge()
            return
        assert isinstance(found, Preview)
        is_first = self._preview is None
        self._preview = found
        self.layout_choice.show_layout(found.layout, found.encoding)
        self.table.show_preview(found)
        self.columns.show_preview(found)
        if is_first or not self.columns.is_numeric_target:
            self._guess_task()
        self._columns_chosen()

    def _guess_task(self) -> None:
        is_number = self.columns.is_numeric_target
        (self.numbers if is_number else self.classes).setChecked(True)

    def _columns_chosen(self) -> None:
        if not self.columns.is_numeric_target:
            self.classes.setChecked(True)
        self.table.mark(self.columns.inputs, self.columns.target)
        self._read()

    # -- all of it --------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read the whole table as it is chosen now."""
        self._checked = None
        self._reading.stop()
        columns, found = self.columns.names, self._preview
        if found is not None and len(columns) > 1:
            source = replace(self._source, encoding=found.needed)
            layout, numbers = found.layout, self.numbers.isChecked()
            key = source, layout, columns, numbers
            self._reading.ask(key, lambda: check(*key))
        self._judge()

    def _show_checked(self) -> None:
        self._checked = self._reading.result
        self._judge()

    def _judge(self) -> None:
        """Say what was found, and whether it can be taken."""
        found = self._checked
        is_reading = found is None and self._preview is not None and len(self.columns.names) > 1
        self.progress.setVisible(is_reading)
        has_bad = found is not None and found.n_unreadable > 0
        self._bad_rows.setVisible(has_bad)
        for button in (self.stop, self.skip):
            button.setVisible(found is not None and found.problem is None)
        text, can = self._verdict()
        self.verdict.setText(text)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(can)
        if has_bad and found is not None:
            line = translate("ImportDialog", "Line {line}: {reason}")
            lines = [
                line.format(line=bad.line, reason=_in_words(bad.reason)) for bad in found.unreadable
            ]
            if found.n_unreadable > len(lines):
                lines.append("…")
            self.problems.setPlainText("\n".join(lines))

    def _verdict(self) -> tuple[str, bool]:
        found, columns = self._checked, self.columns.names
        if self._preview is not None and len(columns) < 2:
            return self._why_no_input(self._preview), False
        if found is None:
            return translate("ImportDialog", "The table is being read…"), False
        if found.problem is not None or found.table is None:
            reason = "" if found.problem is None else _in_words(found.problem)
            return reason, False
        n = len(found.table.lines)
        if found.n_unreadable == 0:
            if self._stays_in_file:
                text = translate("ImportDialog", "{count} rows, all of them readable.")
                return text.format(count=count(n)), True
            if n <= MOST_POINTS:
                text = translate(
                    "ImportDialog", "{count} rows, all readable; they become own points."
                )
                return text.format(count=count(n)), True
            return self._too_many(n), False
        text = translate("ImportDialog", "{count} rows can be read, {bad} cannot:").format(
            count=count(n), bad=count(found.n_unreadable)
        )
        if self.skip.isChecked() and n > MOST_POINTS:
            return paragraph([text, self._too_many(n)]), False
        return text, self.skip.isChecked()

    def _why_no_input(self, found: Preview) -> str:
        if len(found.columns) < 2:
            return translate(
                "ImportDialog",
                "There is one column: at least two are needed, an input and the target. Are "
                "the cells separated by another sign?",
            )
        if not found.rows:
            return translate("ImportDialog", "There are no rows below the names.")
        return translate("ImportDialog", "Choose at least one input.")

    def _too_many(self, n: int) -> str:
        return translate(
            "ImportDialog",
            "{count} rows are more than the {maximum} that can be taken over into the scenario: "
            "only a file whose rows are all readable as they stand may have more.",
        ).format(count=count(n), maximum=count(MOST_POINTS))

    @property
    def _stays_in_file(self) -> bool:
        """The file will be read the same way later, when the scenario is opened."""
        found = self._preview
        return (
            self._source.text is None
            and found is not None
            and found.layout == found.guess
            and self._checked is not None
            and self._checked.n_unreadable == 0
        )

    # -- the end ----------------------------------------------------------------------------------

    def accept(self) -> None:
        found = self._checked
        if found is None or found.table is None or not self._verdict()[1]:
            return
        assert self._preview is not None
        names = self.columns.names
        columns = None if names == self._preview.columns else names
        path = self._source.path if self._stays_in_file else None
        encoding = self._preview.needed
        super().accept()
        self.taken.emit(Import(found.table, self.classes.isChecked(), path, columns, encoding))

    def done(self, result: int) -> None:
        """The dialog goes: stop reading."""
        self._looking.stop()
        self._reading.stop()
        super().done(result)


def _in_words(problem: Message) -> str:
    return message_text(table_in_words(problem))


def _previewed(source: Source, layout: Layout | None) -> Iterator[Preview | Message | None]:
    """A `Preview`, or the `Message` that says why there is none; None on the way."""
    try:
        yield from looking(source, layout)
    except InputError as error:
        yield replace(error.message)
