"""The field in which a person types a loss: checked at each key, taken when it is right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QPalette,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.expression import Formula, FormulaError, read_formula
from lossstudio.core.expression.vocabulary import FUNCTIONS, PARAMETERS, VARIABLES
from lossstudio.core.losses.claims import warnings
from lossstudio.core.losses.own import examples
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError, Message
from lossstudio.engine.scenarios.run_loss import FORMULA_FOR
from lossstudio.gui.kit.announce import announce
from lossstudio.gui.kit.colors import colors_for
from lossstudio.gui.kit.formula import FormulaLabel
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text, translate
from lossstudio.gui.panels.formula_editor import FormulaEditor
from lossstudio.gui.panels.withheld import Withholdable
from lossstudio.gui.training.pacing import TYPING


class FormulaField(Retranslating, Withholdable, QWidget):
    """A field for a formula, with what is said of it, and menus that help to write it.

    It proposes: `proposed` where a right formula is entered, left, chosen as an example, or not
    typed on for a moment; `editing_finished` at the end of an entry, for the undo stack. A wrong
    one is never proposed: what is wrong stands below it, and is marked in it.
    """

    proposed = Signal(str)
    """A formula that can be read and fits the data."""
    editing_finished = Signal()

    field = "runs.formula"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_refused = False
        self._tasks: tuple[Task, ...] = tuple(Task)
        self._numbers: dict[str, float] = {}
        self.editor = FormulaEditor()
        self.status = QLabel()
        self.notes = QLabel()
        for label in (self.status, self.notes):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.loss = FormulaLabel()
        self.slope = FormulaLabel()
        self.examples_button = _menu_button()
        self.insert_button = _menu_button()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.examples_button)
        row.addWidget(self.insert_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.editor)
        layout.addWidget(self.status)
        layout.addLayout(row)
        layout.addWidget(self.loss)
        layout.addWidget(self.slope)
        layout.addWidget(self.notes)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING)
        self._pause.timeout.connect(self._paused)
        self.editor.textChanged.connect(self._typed)
        self.editor.entered.connect(self._enter)
        self.editor.left.connect(self._finish)
        self.editor.abandoned.connect(self._abandon)
        self.examples_button.menu().aboutToShow.connect(self._fill_examples)
        self.insert_button.menu().aboutToShow.connect(self._fill_insert)
        self.setFocusProxy(self.editor)
        self.finish_setup()

    @property
    def text(self) -> str:
        """The text as it stands, right or wrong."""
        return self.editor.toPlainText()

    def set_formula(
        self,
        text: str,
        tasks: tuple[Task, ...],
        numbers: dict[str, float],
        *,
        is_refused: bool = False,
    ) -> None:
        """Show the formula that is in use, without a signal.

        `tasks` are those that the data can serve, `numbers` the formula's own. What is being typed
        stays as long as the formula in use is the same, and also where that is back because the
        typed one was refused (`is_refused`).
        """
        self._tasks, self._numbers = tasks, numbers
        is_other = text != self.editor.in_use
        self.editor.in_use = text
        stays_refused = self._is_refused and not is_other
        self._is_refused = (is_refused or stays_refused) and self.text != text
        if is_other and not self._is_refused:
            self._pause.stop()
            self._write(text)
        self._show_verdict()

    def verdict(self) -> InputError | None:
        """What is wrong with the text as it stands."""
        try:
            formula = read_formula(self.text)
            if formula.task not in self._tasks:
                reason = Message(FORMULA_FOR[formula.task])
                return FormulaError(0, len(self.text), reason)
        except InputError as error:
            return error
        return None

    # -- typing -----------------------------------------------------------------------------------

    def _write(self, text: str) -> None:
        with QSignalBlocker(self.editor):
            self.editor.setPlainText(text)
        self.editor.fit()

    def _typed(self) -> None:
        self._is_refused = False
        self._show_verdict()
        self._pause.start()

    def _paused(self) -> None:
        announce(self.editor, self.status.text())
        self._propose()

    def _propose(self) -> None:
        self._pause.stop()
        text = self.text
        if text != self.editor.in_use and not self._is_refused and self.verdict() is None:
            self.editor.in_use = text
            self.proposed.emit(text)

    def _finish(self) -> None:
        self._propose()
        self.editing_finished.emit()

    def _enter(self) -> None:
        """Enter ends the entry: where it was taken, the keys are the window's again."""
        self._propose()
        is_taken = self.verdict() is None and not self._is_refused
        if is_taken and self.editor.hasFocus():
            self.editor.clearFocus()  # which ends the entry
        else:
            self.editing_finished.emit()

    def _abandon(self) -> None:
        """Show again what is in use."""
        self._pause.stop()
        self._is_refused = False
        self._write(self.editor.in_use)
        self._show_verdict()

    def take(self, text: str) -> None:
        """Write `text` and propose it at once, undone by itself."""
        self.editing_finished.emit()
        self.editor.selectAll()
        self.editor.insertPlainText(text)
        self._finish()

    def insert(self, before: str, after: str = "") -> None:
        """Write `before` and `after` around what is selected, with the cursor between them.

        `before` alone replaces it.
        """
        cursor = self.editor.textCursor()
        inside = cursor.selectedText() if after else ""
        cursor.insertText(before + inside + after)
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(after)
        )
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    # -- what is said -----------------------------------------------------------------------------

    def _show_verdict(self) -> None:
        error, colors = self.verdict(), colors_for(self.palette())
        refused = self._is_refused and error is None
        if error is not None:
            text = "✗ " + message_text(error.message)
        elif refused:
            text = "✗ " + translate(
                "FormulaField",
                "Not taken: at the present parameters its cost is not a finite number, or it does "
                "not fit the data.",
            )
        else:
            text = "✓ " + self._right()
        _color(self.status, colors.bad if error is not None or refused else colors.good)
        self.status.setText(text)
        self.editor.mark(error if isinstance(error, FormulaError) else None, colors.bad)
        self.editor.setAccessibleDescription(text)
        # What is typeset is what is right, or else what is in use: never a third formula.
        shown = self.text if error is None else self.editor.in_use
        if shown:
            formula = read_formula(shown)
            self.loss.set_formula(formula.latex)
            self.slope.set_formula(formula.slope_latex)
            self._show_notes(formula, colors.warn)
        self.notes.setVisible(error is None and bool(self.notes.text()))

    def _show_notes(self, formula: Formula, color: str) -> None:
        numbers = {p.name: self._numbers.get(p.name, p.default) for p in formula.parameters}
        found = warnings(formula, numbers)
        _color(self.notes, color)
        self.notes.setText("\n".join("⚠ " + message_text(message) for message in found))

    def _right(self) -> str:
        if read_formula(self.text).task is Task.REGRESSION:
            return translate("FormulaField", "a loss for numbers")
        return translate("FormulaField", "a loss for two classes")

    def retranslate(self) -> None:
        self.editor.setAccessibleName(translate("FormulaField", "Formula of the loss"))
        self.editor.setToolTip(
            "<p>"
            + translate(
                "FormulaField",
                "The loss of one sample. For numbers: in the residual r = ŷ − y (also ŷ and y). "
                "For two classes: in y (0 or 1) and the score z, its probability p or the margin "
                "m. It is checked while you type, and taken with Enter or when you pause; Escape "
                "brings back what is in use.",
            )
            + "</p>"
        )
        self.examples_button.setText(translate("FormulaField", "Examples"))
        self.examples_button.setToolTip(
            translate("FormulaField", "Formulas to begin with. They replace the one that is there.")
        )
        self.insert_button.setText(translate("FormulaField", "Insert"))
        self.insert_button.setToolTip(
            translate(
                "FormulaField", "All that a formula may be made of, to write it at the cursor"
            )
        )
        self._show_verdict()

    def restyle(self) -> None:
        self.editor.fit()
        self._show_verdict()

    # -- menus ------------------------------------------------------------------------------------

    def _fill_examples(self) -> None:
        menu = self.examples_button.menu()
        menu.clear()
        for task in (Task.REGRESSION, Task.BINARY):
            if task in self._tasks:
                for text, meaning in examples(task):
                    _entry(menu, text, core_text(meaning), partial(self.take, text))

    def _fill_insert(self) -> None:
        menu = self.insert_button.menu()
        menu.clear()
        for name, (task, meaning) in VARIABLES.items():
            if task is None or task in self._tasks:
                shown = "ŷ" if name == "yhat" else name
                _entry(menu, shown, core_text(meaning), partial(self.insert, shown))
        for parameter in PARAMETERS:
            _entry(
                menu,
                parameter.name,
                translate("FormulaField", "a number with a slider"),
                partial(self.insert, parameter.name),
            )
        functions = menu.addMenu(translate("FormulaField", "Functions"))
        for name, function in FUNCTIONS.items():
            commas = ", " * (function.least - 1)
            before, after = (f"{name}(", commas + ")")
            if name == "where":
                before, after = (
                    "where(r > 0, " if Task.REGRESSION in self._tasks else "where(m > 0, ",
                    ", )",
                )
            _entry(
                functions,
                f"{name}({commas.rstrip()})",
                core_text(function.meaning),
                partial(self.insert, before, after),
            )


def _menu_button() -> QToolButton:
    button = QToolButton()
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setMenu(QMenu(button))
    return button


def _entry(menu: QMenu, text: str, meaning: str, chosen: Callable[[], None]) -> None:
    # A tab puts the meanings under one another.
    action = menu.addAction(f"{text}\t{meaning}")
    action.triggered.connect(lambda: chosen())


def _color(label: QLabel, color: str) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor(color))
    label.setPalette(palette)
