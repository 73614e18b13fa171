"""What is proposed for a table, each with its reason, and to be changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from lossstudio.core.tasks import Task
from lossstudio.core.text import paragraph
from lossstudio.engine.table_proposal.proposal import ColumnRole, Proposal
from lossstudio.engine.table_proposal.scenario import test_share
from lossstudio.gui.data.table_work import MOST_LISTED, Made
from lossstudio.gui.kit.eliding_combo import ElidingCombo
from lossstudio.gui.kit.i18n import Retranslating, message_text, translate
from lossstudio.gui.kit.numbers import count
from lossstudio.gui.kit.radio_buttons import choose_button

_LONGEST = 60
"""Characters of a name in a list."""
_LETTERS = 18
"""Characters that a closed list has room for."""
_LISTED_LINES = 5
"""Lines of that list that are seen at once."""


class ProposalPanel(Retranslating, QWidget):
    """Target, task, classes, rows, standardisation and test set, a row each."""

    target_chosen = Signal(int)
    """The place of the column that a person wants as the target."""
    task_chosen = Signal(bool)
    """Whether a person wants the target as a class."""
    positive_chosen = Signal(str)
    """The class that a person wants as class 1."""
    totals_chosen = Signal(bool)
    """Whether a person wants rows that seem to be totals left out."""
    standardize_chosen = Signal(bool)
    """Whether a person wants the inputs standardised."""

    def __init__(self) -> None:
        super().__init__()
        self._made: Made | None = None
        self._are_totals_out = False
        self.target, self.positive = ElidingCombo(), ElidingCombo()
        for box in (self.target, self.positive):
            box.setSizeAdjustPolicy(
                ElidingCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(_LETTERS)
        self.numbers, self.classes = QRadioButton(), QRadioButton()
        self._tasks = QButtonGroup(self)
        self._task_row = QWidget()
        choice = QHBoxLayout(self._task_row)
        choice.setContentsMargins(0, 0, 0, 0)
        for button in (self.numbers, self.classes):
            self._tasks.addButton(button)
            choice.addWidget(button)
        choice.addStretch(1)
        self.rows = QPushButton()
        self.rows.setCheckable(True)
        self.totals, self.standardize = QCheckBox(), QCheckBox()
        self.split = QLabel()
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        self._titles: dict[QWidget, QLabel] = {}
        self._notes: dict[QWidget, QLabel] = {}
        for control in (
            self.target,
            self._task_row,
            self.positive,
            self.rows,
            self.totals,
            self.list,
            self.standardize,
            self.split,
        ):
            self._add(control)
        self.target.activated.connect(self.target_chosen)
        self.numbers.clicked.connect(lambda: self.task_chosen.emit(False))
        self.classes.clicked.connect(lambda: self.task_chosen.emit(True))
        self.positive.activated.connect(self._choose_positive)
        self.rows.toggled.connect(self._show_list)
        self.totals.clicked.connect(self.totals_chosen)
        self.standardize.clicked.connect(self.standardize_chosen)
        self.finish_setup()

    def _add(self, control: QWidget) -> None:
        """A row: the title, `control`, and a note to it."""
        at = len(self._titles)
        title, note = QLabel(), QLabel()
        note.setWordWrap(True)
        note.setTextFormat(Qt.TextFormat.PlainText)
        title.setBuddy(control)
        self._titles[control], self._notes[control] = title, note
        if control is self.list:
            self._grid.addWidget(control, at, 0, 1, 3)
            return
        self._grid.addWidget(title, at, 0)
        narrow = Qt.AlignmentFlag.AlignLeft if control is self.rows else Qt.AlignmentFlag(0)
        self._grid.addWidget(control, at, 1, narrow)
        self._grid.addWidget(note, at, 2)

    def note(self, control: QWidget) -> str:
        """What stands beside `control`: the reason for what it shows."""
        return self._notes[control].text()

    # -- what is shown ----------------------------------------------------------------------------

    def show_made(self, made: Made | None, are_totals_out: bool) -> None:
        """Show a proposal; None: it is being made."""
        self.setEnabled(made is not None)
        self._made, self._are_totals_out = made, are_totals_out
        self._write()

    def retranslate(self) -> None:
        self._titles[self.target].setText(translate("ImportDialog", "Tar&get"))
        self._titles[self._task_row].setText(translate("ImportDialog", "It is"))
        self._titles[self.rows].setText(translate("ImportDialog", "Rows"))
        self._titles[self.split].setText(translate("ImportDialog", "Test set"))
        self.numbers.setText(translate("ImportDialog", "a &number (regression)"))
        self.classes.setText(translate("ImportDialog", "a c&lass (classification)"))
        self.totals.setText(translate("ImportDialog", "Leave &totals out"))
        self.standardize.setText(translate("ImportDialog", "&Standardise the inputs"))
        self.target.setAccessibleName(translate("ImportDialog", "Target"))
        self.positive.setAccessibleName(translate("ImportDialog", "Class 1"))
        self.list.setAccessibleName(translate("ImportDialog", "Rows that are left out"))
        self._write()

    def restyle(self) -> None:
        line = self.fontMetrics().lineSpacing()
        self.list.setFixedHeight(_LISTED_LINES * line + 2 * self.list.frameWidth() + line // 2)

    def _write(self) -> None:
        if self._made is None:
            return
        found = self._made.proposal
        self._write_target(found)
        self._write_classes(found)
        self._write_rows(self._made)
        is_possible = found.problem is None
        self.standardize.setChecked(is_possible and found.standardize is not False)
        self._show_row(self.standardize, is_possible)
        reason = found.why_standardize
        self._notes[self.standardize].setText("" if reason is None else message_text(reason))
        self._show_row(self.split, is_possible)
        self.split.setText(f"{100 * test_share(found):.3g}%")
        self._notes[self.split].setText(_split_in_words(found))

    def _write_target(self, found: Proposal) -> None:
        names = [
            column.name if len(column.name) <= _LONGEST else column.name[:_LONGEST] + "…"
            for column in found.columns
        ]
        if names != [self.target.itemText(at) for at in range(self.target.count())]:
            self.target.clear()
            self.target.addItems(names)
        roles = [column.role for column in found.columns]
        has_target = ColumnRole.TARGET in roles
        self.target.setCurrentIndex(roles.index(ColumnRole.TARGET) if has_target else -1)
        self._notes[self.target].setText(
            "" if found.why_target is None else message_text(found.why_target)
        )
        self._show_row(self._task_row, has_target)
        chosen = self.numbers if found.task is Task.REGRESSION else self.classes
        choose_button(self._tasks, None if found.task is None else chosen)
        self._notes[self._task_row].setText(
            "" if found.why_task is None else message_text(found.why_task)
        )

    def _write_classes(self, found: Proposal) -> None:
        self._show_row(self.positive, bool(found.classes))
        is_pair = found.positive_class is not None
        self.positive.setVisible(is_pair)
        title = translate("ImportDialog", "Classes")
        if is_pair:
            title = translate("ImportDialog", "Class &1 is")
        self._titles[self.positive].setText(title)
        counted = translate("ImportDialog", "{name} ({count})")
        listed = [
            counted.format(name=name[:_LONGEST], count=count(number))
            for name, number in zip(found.classes, found.class_counts, strict=True)
        ]
        note = translate("ImportDialog", ", ").join(listed)
        if is_pair:
            names = list(found.classes)
            self.positive.clear()
            self.positive.addItems(sorted(names))
            self.positive.setCurrentText(found.classes[1])
            why = found.why_positive
            note = translate("ImportDialog", "{classes}.").format(classes=note)
            note = paragraph([note, "" if why is None else message_text(why)])
        self._notes[self.positive].setText(note)

    def _write_rows(self, made: Made) -> None:
        found, n_out = made.proposal, made.n_left_out
        text = count(found.rows)
        if n_out:
            text = translate("ImportDialog", "{used} of {count}").format(
                used=count(found.rows), count=count(found.rows + n_out)
            )
        self.rows.setText(text)
        self.rows.setEnabled(n_out > 0)
        self.rows.setChecked(self.rows.isChecked() and n_out > 0)
        tip = translate("ImportDialog", "Which rows are left out, and why")
        self.rows.setToolTip(tip if n_out else "")
        remarks = paragraph(message_text(remark.text) for remark in found.remarks)
        self._show_row(self.totals, bool(found.totals) or self._are_totals_out)
        self.totals.setChecked(self._are_totals_out)
        line = translate("ImportDialog", "Row {line}: {reason}")
        lines = [
            line.format(line=row.line, reason=message_text(row.reason)) for row in made.left_out
        ]
        self.list.setPlainText("\n".join(lines + ["…"] * (n_out > MOST_LISTED)))
        self._notes[self.rows].setText(remarks or next(iter(lines), ""))

    def _show_row(self, control: QWidget, is_shown: bool) -> None:
        for part in (self._titles[control], control, self._notes[control]):
            part.setVisible(is_shown)

    def _show_list(self, is_shown: bool) -> None:
        self.list.setVisible(is_shown)

    def _choose_positive(self) -> None:
        self.positive_chosen.emit(self.positive.currentText())


def _split_in_words(found: Proposal) -> str:
    if not test_share(found):
        return translate("ImportDialog", "The rows are few: all of them are for training.")
    if found.classes:
        return translate(
            "ImportDialog", "Drawn at random from the rows of each class; the seed says which."
        )
    return translate("ImportDialog", "Drawn at random from the rows; the seed says which.")
