"""The dialog that shows a table before it is opened: how it is read, and what is proposed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.datasets.tables.looking import Look
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import Message, printable
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.table_proposal.proposal import Choice, ColumnRole, Proposal
from lossstudio.gui.data.column_details import ColumnDetails
from lossstudio.gui.data.preview_table import INPUT, TARGET, Heading, PreviewTable
from lossstudio.gui.data.proposal_panel import ProposalPanel
from lossstudio.gui.data.reading_choice import ReadingChoice
from lossstudio.gui.data.table_words import found_in_words, kind_in_words, with_unit
from lossstudio.gui.data.table_work import Made, Read, looked, made, read, taken
from lossstudio.gui.kit.focus_shown import FocusedScrollArea
from lossstudio.gui.kit.i18n import Retranslating, message_text, translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.state.field_words import table_in_words
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.turns import Turns

_WIDTH, _HEIGHT = 130, 47
"""Usual size of the dialog: average characters across, lines down."""
_AIR = 60
"""Pixels of the screen that the dialog leaves free, for its frame and the desktop's bars."""


class ImportDialog(Retranslating, QDialog):
    """What was found in a table, and what is proposed for it; each choice is shown at once.

    Looking at it, reading all of it, guessing and making the scenario are done off the window's
    thread: the newest wish only, and nothing once the dialog is closed.
    """

    taken = Signal(object)
    """The `Scenario` that a person has agreed to."""
    failed = Signal(str)
    """The traceback of an error in the background."""

    def __init__(self, source: Source, base: Scenario, parent: QWidget, turns: Turns) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._source, self._base = source, base
        self._look: Look | None = None
        self._read: Read | None = None
        self._made: Made | None = None
        self._problem: Message | None = None
        self._choice = Choice()
        self._totals: tuple[int, ...] = ()
        self.found, self.verdict = QLabel(), QLabel()
        for label in (self.found, self.verdict):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.reading = ReadingChoice()
        self.table = PreviewTable()
        self.details = ColumnDetails()
        self.panel = ProposalPanel()
        self.area = FocusedScrollArea()
        self.progress = QProgressBar()
        choice = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(choice.Ok | choice.Cancel)
        self._lay_out()
        self._looking: Derived[Any, Look | Message] = Derived(self)
        self._reading: Derived[Any, Read | float | Message] = Derived(self)
        self._proposing: Derived[Any, Made] = Derived(self)
        self._accepting: Derived[Any, Scenario | Message] = Derived(self)
        self._works: Mapping[Derived[Any, Any], Any] = {
            self._looking: self._show_look,
            self._reading: self._show_read,
            self._proposing: self._show_made,
            self._accepting: self._take,
        }
        for work, show in self._works.items():
            work.came.connect(show)
            work.finished.connect(self._write)
            work.failed.connect(self.failed)
            work.take_turns(turns)
        self.reading.changed.connect(self._ask_look)
        self.table.role_asked.connect(self._give_role)
        self.table.column_changed.connect(self._show_column)
        self.details.role_asked.connect(lambda role: self._give_role(self.table.column, role))
        self.panel.target_chosen.connect(lambda column: self._give_role(column, TARGET))
        self.panel.task_chosen.connect(self._choose_task)
        self.panel.positive_chosen.connect(lambda name: self._choose(positive_class=name))
        self.panel.standardize_chosen.connect(lambda is_on: self._choose(standardize=is_on))
        self.panel.totals_chosen.connect(self._choose_totals)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.finish_setup()
        self.resize(self.sizeHint())
        self.table.setFocus()
        self._ask_look()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.found)
        column.addWidget(self.reading)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        self._line = QFrame()
        self._line.setFrameShape(QFrame.Shape.HLine)
        self._line.setFrameShadow(QFrame.Shadow.Sunken)
        column.addWidget(self._line)
        column.addWidget(self.panel)
        self.area.setWidget(content)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.progress.setTextVisible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.verdict)
        layout.addWidget(self.buttons)

    @survivable
    def sizeHint(self) -> QSize:
        """As large as it is comfortable to read, on the screen that there is."""
        metrics, screen = self.fontMetrics(), self.screen().availableSize()
        width = min(_WIDTH * metrics.averageCharWidth(), screen.width() - _AIR)
        height = min(_HEIGHT * metrics.lineSpacing(), screen.height() - _AIR)
        return QSize(width, height)

    def retranslate(self) -> None:
        name = printable(self._source.path.name).replace("[*]", "[*][*]")  # Qt's own sign
        self.setWindowTitle(translate("ImportDialog", "Open data: {name}").format(name=name))
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(translate("ImportDialog", "&Open these data"))
        self.progress.setAccessibleName(translate("ImportDialog", "How much has been read"))
        if self._made is not None:
            self.table.show_headings(_headings(self._made.proposal))
        self._write()

    def restyle(self) -> None:
        self.progress.setMaximumHeight(max(self.fontMetrics().height() // 2, 8))

    # -- how the table is read --------------------------------------------------------------------

    def _ask_look(self) -> None:
        """Look at the beginning of the table, read as it is chosen now."""
        source, chosen = self._chosen_source, self.reading.chosen
        self._totals = ()
        self._forget()
        self._looking.ask((source, *sorted(chosen.items())), lambda: looked(source, chosen))
        self._write()

    @property
    def _chosen_source(self) -> Source:
        return replace(self._source, encoding=self.reading.encoding_chosen)

    def _forget(self) -> None:
        """What is being read and guessed is of no use any more."""
        for work in self._works:
            work.stop()
        self._read = self._made = self._problem = None

    def _show_look(self) -> None:
        found = self._looking.result
        if isinstance(found, Look):
            if self._look is None or found.names != self._look.names:
                self._choice = Choice()
            self._show_beginning(found)
            self._ask_columns()
        else:
            self._look, self._problem = None, found
            self.table.show_rows((), ())
            self._write()

    def _show_beginning(self, look: Look) -> None:
        self._look = look
        self.reading.show_look(look)
        names = zip(look.names, look.units, strict=True)
        headings = [Heading(with_unit(name, unit)) for name, unit in names]
        self.table.show_rows(headings, look.rows, look.lines, look.reading.missing)

    def _ask_columns(self) -> None:
        """Read the whole table."""
        look, source, reading = self._look, self._chosen_source, None
        if look is None:
            return
        self._forget()
        if self.reading.chosen or self._totals:
            skipped = tuple(sorted({*look.reading.skipped_lines, *self._totals}))
            reading = replace(look.reading, skipped_lines=skipped)
        self._reading.ask((source, reading), lambda: read(source, reading, look))
        self._write()

    def _show_read(self) -> None:
        found = self._reading.result
        if isinstance(found, Read):
            self._read = found
            if found.look is not self._look:
                self._show_beginning(found.look)
            self._ask_proposal()
        elif isinstance(found, Message):
            self._problem = found
        self._write()

    # -- what is proposed -------------------------------------------------------------------------

    def _ask_proposal(self) -> None:
        """Guess what a person has not chosen; what was guessed stays in sight meanwhile."""
        if self._read is not None:
            source, columns, choice = self._source, self._read.columns, self._choice
            self._accepting.stop()
            self._problem = None
            self._proposing.ask((columns, choice), lambda: made(source, columns, choice))
            self._write()

    def _show_made(self) -> None:
        self._made = self._proposing.result
        if self._made is not None:
            self.table.show_headings(_headings(self._made.proposal))
            self._show_column(self.table.column)
        self._write()

    def _show_column(self, column: int) -> None:
        headings = self.table.headings
        self.details.show_heading(headings[column] if 0 <= column < len(headings) else None)

    def _choose(self, **chosen: Any) -> None:
        self._choice = replace(self._choice, **chosen)
        self._ask_proposal()

    def _choose_task(self, is_class: bool) -> None:
        self._choose(as_classes=is_class, positive_class=None)

    def _choose_totals(self, are_out: bool) -> None:
        if self._made is not None:
            self._totals = self._made.proposal.totals if are_out else ()
            self._ask_columns()

    def _give_role(self, column: int, role: str) -> None:
        """Use the column, from 0, as a person wants it."""
        if self._made is None or self._proposing.asked != self._proposing.key:
            return
        roles = [each.role for each in self._made.proposal.columns]
        inputs = {at for at, each in enumerate(roles) if each == ColumnRole.INPUT} - {column}
        target = roles.index(ColumnRole.TARGET) if ColumnRole.TARGET in roles else None
        if roles[column] == role or (column == target and role != TARGET):
            self._show_column(self.table.column)  # there is always a target: another is chosen
        elif role != TARGET:
            inputs |= {column} if role == INPUT else set()
            self._choose(target=target, inputs=tuple(sorted(inputs)))
        else:
            places = self._choice.inputs
            if places is not None and target is not None:  # the two change places
                places = tuple(sorted(inputs | {target}))
            self._choose(target=column, inputs=places, as_classes=None, positive_class=None)

    # -- what is said -----------------------------------------------------------------------------

    def _write(self) -> None:
        """Say what was found, and whether it can be opened."""
        is_busy = any(work.is_busy and work.asked is not None for work in self._works)
        share = self._reading.result if isinstance(self._reading.result, float) else None
        self.progress.setRange(0, 0 if share is None else 1000)
        self.progress.setValue(0 if share is None else round(1000 * share))
        self.progress.setVisible(is_busy)
        columns = None if self._read is None else self._read.columns
        self.found.setText("" if self._look is None else found_in_words(self._look, columns))
        is_none = self._look is None and self._problem is not None
        for part in (self.table, self.details, self._line, self.panel):
            part.setHidden(is_none)
        # How it is read may be what is wrong, once there were choices.
        self.area.setHidden(is_none and self.reading.is_empty)
        self.panel.show_made(self._made, bool(self._totals))
        problem = self._problem
        if problem is None and self._made is not None:
            problem = self._made.proposal.problem
        text = "" if problem is None else message_text(table_in_words(problem))
        if problem is None and is_busy:
            text = translate("ImportDialog", "The table is being read…")
        self.verdict.setText(text)
        self.verdict.setVisible(bool(text))
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(self._made is not None and problem is None and not is_busy)

    # -- the end ----------------------------------------------------------------------------------

    @survivable
    def accept(self) -> None:
        """Make the scenario that is proposed; the dialog closes when it is there."""
        it, table = self._made, self._read
        if it is None or table is None or it.proposal.problem is not None:
            return
        base, source = self._base, self._source
        self._accepting.ask((it,), lambda: taken(base, source, table, it.proposal))
        self._write()

    def _take(self) -> None:
        found = self._accepting.result
        if isinstance(found, Scenario):
            super().accept()
            self.taken.emit(found)
        else:
            self._accepting.forget()
            self._problem = found
            self._write()

    @survivable
    def done(self, result: int) -> None:
        """The dialog goes: stop what is under way."""
        for work in self._works:
            work.stop()
        super().done(result)


def _headings(proposal: Proposal) -> list[Heading]:
    return [
        Heading(
            with_unit(column.name, column.unit),
            kind_in_words(column.kind, column.missing),
            str(column.role),
            message_text(column.why),
        )
        for column in proposal.columns
    ]
