"""The account as widgets: titles, typeset formulas, and the rows of numbers below them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from lossstudio.engine.numbers.account import Account, AccountSection, Block, Quantity
from lossstudio.gui.kit.formula import FormulaLabel
from lossstudio.gui.kit.i18n import message_text
from lossstudio.gui.views.notes import NotesLabel
from lossstudio.gui.views.step_numbers.number_row import NumberRow
from lossstudio.gui.views.step_numbers.quantities import colored, inks

_INDENT = 10


class Sheet(QWidget):
    """Shows an `Account`. Where only numbers have changed, only the rows are written anew."""

    pointed = Signal(str, object)
    """The quantity pointed at ("" for none), and the row of the sample it belongs to or None."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 4, 8, 8)
        self._layout.setSpacing(3)
        self.account: Account | None = None
        self._key: object = None
        self._titles: list[QLabel] = []
        self._labels: list[QLabel | None] = []
        self._formulas: list[FormulaLabel | None] = []
        self._notes: list[QLabel] = []
        self.rows: list[NumberRow] = []
        self._samples: list[int | None] = []
        self._colors: Mapping[Quantity, str] = {}
        self._words: Mapping[Quantity, str] = {}
        self._current: tuple[int, int] | None = None

    def show_account(
        self,
        account: Account,
        colors: Mapping[Quantity, str],
        words: Mapping[Quantity, str],
        beyond: str,
    ) -> None:
        """Show `account` in these colours; `beyond` is said where a number is too large."""
        key = [
            (
                len(section.notes),
                [
                    (block.latex, block.label is not None, len(block.rows))
                    for block in section.blocks
                ],
            )
            for section in account.sections
        ]
        self.account = account
        look_changed = (colors, words) != (self._colors, self._words)
        self._colors, self._words = colors, words
        if key != self._key:
            self._key = key
            self._build(account)
            look_changed = True
        self._write(account, beyond)
        if look_changed:
            found = inks(colors)
            for formula in self._formulas:
                if formula is not None:
                    formula.set_inks(found)
            for row in self.rows:
                row.set_look(colors, words)

    def clear(self) -> None:
        """Show nothing."""
        self.account = None
        self._key = None
        self._empty()

    # -- building ---------------------------------------------------------------------------------

    def _empty(self) -> None:
        self.set_current(None)
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._titles, self._labels, self._formulas, self._notes = [], [], [], []
        self.rows, self._samples = [], []

    def _build(self, account: Account) -> None:
        self.setUpdatesEnabled(False)
        self._empty()
        for number, section in enumerate(account.sections):
            if number:
                line = QFrame()
                line.setFrameShape(QFrame.Shape.HLine)
                line.setFrameShadow(QFrame.Shadow.Sunken)
                self._layout.addSpacing(4)
                self._layout.addWidget(line)
            self._build_section(section)
        self._layout.addStretch(1)
        self.setUpdatesEnabled(True)

    def _build_section(self, section: AccountSection) -> None:
        title = QLabel()
        title.setWordWrap(True)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        self._titles.append(title)
        self._layout.addWidget(title)
        for block in section.blocks:
            self._build_block(block, section.sample)
        for _ in section.notes:
            note = NotesLabel()
            self._notes.append(note)
            self._layout.addWidget(note)

    def _build_block(self, block: Block, sample: int | None) -> None:
        label = None
        if block.label is not None:
            label = NotesLabel()
            self._layout.addWidget(label)
        self._labels.append(label)
        formula = None
        if block.latex:
            formula = FormulaLabel(factor=1.05)
            formula.set_formula(colored(block.latex))
            formula.setContentsMargins(_INDENT, 0, 0, 0)
            self._layout.addWidget(formula)
        self._formulas.append(formula)
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(_INDENT, 0, 0, 3)
        lines.setSpacing(0)
        for _ in block.rows:
            row = NumberRow()
            row.pointed.connect(partial(self._pointed, len(self.rows)))
            self.rows.append(row)
            self._samples.append(sample)
            lines.addWidget(row)
        self._layout.addWidget(holder)

    def _write(self, account: Account, beyond: str) -> None:
        blocks = [block for section in account.sections for block in section.blocks]
        notes = [note for section in account.sections for note in section.notes]
        rows = [row for block in blocks for row in block.rows]
        samples = [
            section.sample for section in account.sections for b in section.blocks for _ in b.rows
        ]
        for title, section in zip(self._titles, account.sections, strict=True):
            title.setText(message_text(section.title))
        for label, formula, block in zip(self._labels, self._formulas, blocks, strict=True):
            if label is not None and block.label is not None:
                label.setText(message_text(block.label))
            if formula is not None and block.plain:
                formula.setAccessibleName(block.plain)
        for note, message in zip(self._notes, notes, strict=True):
            note.setText(message_text(message))
        self._samples = samples
        for widget, row in zip(self.rows, rows, strict=True):
            widget.set_row(row, beyond)
        if self._current is not None and self._current[1] not in self.rows[self._current[0]].stops:
            self.set_current(None)

    # -- pointing ---------------------------------------------------------------------------------

    def _pointed(self, number: int, term: int | None) -> None:
        if term is None:
            self._light(Quantity.NONE, None)
        else:
            self._light(self.rows[number].row.terms[term].quantity, self._samples[number])

    def _light(self, quantity: Quantity, sample: int | None) -> None:
        for row in self.rows:
            row.light(quantity)
        self.pointed.emit(quantity.value, sample)

    @property
    def current(self) -> tuple[int, int] | None:
        """The row and the term that the keyboard is at."""
        return self._current

    def set_current(self, place: tuple[int, int] | None) -> None:
        """Go to a term of a row with the keyboard, or leave."""
        if place == self._current:
            return
        if self._current is not None and self._current[0] < len(self.rows):
            self.rows[self._current[0]].set_current(None)
        self._current = place
        if place is None:
            self._light(Quantity.NONE, None)
            return
        self.rows[place[0]].set_current(place[1])
        self._pointed(*place)

    def move_current(self, terms: int = 0, rows: int = 0) -> None:
        """Go on by `terms`, or to the first term of a row further up or down."""
        stops = [(n, term) for n, row in enumerate(self.rows) for term in row.stops]
        if not stops:
            return
        if self._current not in stops:
            self.set_current(stops[0])
            return
        at = stops.index(self._current)
        if rows:
            numbers = sorted({number for number, _ in stops})
            wanted = numbers.index(self._current[0]) + rows
            row = numbers[min(max(wanted, 0), len(numbers) - 1)]
            self.set_current(next(stop for stop in stops if stop[0] == row))
        else:
            self.set_current(stops[min(max(at + terms, 0), len(stops) - 1)])
