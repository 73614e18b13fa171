"""This step in numbers: the coming update written out, from one sample to the new parameters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.numbers.account import Account, plain_text
from lossstudio.engine.numbers.step import step_numbers
from lossstudio.engine.numbers.story import StoryFrame
from lossstudio.engine.scenarios.fields.field import Role
from lossstudio.engine.scenarios.fields.fields import are_same
from lossstudio.engine.training.objective import Losses, Objective
from lossstudio.engine.training.update import Update, losses_after, rows_of_step
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.keys import MOVING_KEYS, PICTURE, asks_for, asks_to_copy, is_plain
from lossstudio.gui.kit.numbers import count
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.pacing import TEXT
from lossstudio.gui.training.snapshot import RunSnapshot, Snapshot
from lossstudio.gui.views.run_choice import RunChoice
from lossstudio.gui.views.step_numbers.quantities import quantity_words, text_colors
from lossstudio.gui.views.step_numbers.sheet import Sheet
from lossstudio.gui.views.view import MARGIN, FigureData, View, tool_button

_Key = tuple[Objective, Update, int, int]
"""A run's settings and its coming step, its number, and the row of the sample."""


@dataclass(frozen=True, eq=False)
class _Result:
    """An account, and what it is of."""

    objective: Objective
    run: RunSnapshot
    index: int
    sample: int
    account: Account
    after: Losses

    @property
    def number(self) -> int:
        """The sample's number for people."""
        return self.objective.dataset.number_of(self.sample)


class StepNumbersView(View):
    """The coming step of one run with its real numbers, each row to be checked by hand."""

    interval = TEXT

    sample_hovered = Signal(object)
    """The row of the sample that the term pointed at belongs to, or None."""

    term_hovered = Signal(str)
    """What is pointed at, a value of `engine.step_account.Quantity`: "input", "target",
    "prediction", "error", "loss", "slope", "cost", "gradient", "state", "rate", "parameter", or ""
    for nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.sheet = Sheet()
        self.sheet.pointed.connect(self._term_pointed)
        self.run_choice = RunChoice()
        self.run_choice.activated.connect(self.run_chosen)
        self.run_choice.currentIndexChanged.connect(self._run_chosen)
        self.previous_button = tool_button("mdi6.chevron-left")
        self.next_button = tool_button("mdi6.chevron-right")
        self.copy_button = tool_button("mdi6.content-copy")
        self.sample_label = QLabel()
        self.previous_button.clicked.connect(lambda: self._go(-1))
        self.next_button.clicked.connect(lambda: self._go(1))
        self.copy_button.clicked.connect(self.copy)
        self._chosen: int | None = None
        self._place = 0  # in the rows of the step, where no row is chosen
        self._highlighted: int | None = None
        self._hovered: tuple[str, int | None] = ("", None)
        self._work: Derived[_Key, _Result] = Derived(self, self._is_of_these)
        self.set_works(self._work)
        self._work.came.connect(self._show)
        self._lay_out()
        self.finish_setup()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(4, 0, 4, 0)
        bar.setSpacing(2)
        for widget in (self.previous_button, self.sample_label, self.next_button):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.run_choice, 2)
        bar.addWidget(self.copy_button)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidget(self.sheet)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(2)
        layout.addLayout(bar)
        layout.addWidget(self.scroll_area, 1)

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(460, 380)

    @survivable
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        """All rows, also those that one would have to scroll to."""
        return (self.sheet,)

    @property
    def account(self) -> Account | None:
        """What is shown."""
        return None if self._work.result is None else self._work.result.account

    @property
    def text(self) -> str:
        """What is shown, as text; "" before there is anything."""
        account = self.account
        return "" if account is None else plain_text(account, core_text, self._beyond())

    def figure_data(self) -> FigureData:
        """The parameters that are written out."""
        parameters = () if self.account is None else self.account.parameters
        return {
            "parameter": [p.name for p in parameters],
            "gradient": np.array([p.gradient for p in parameters]),
            "change": np.array([p.change for p in parameters]),
            "value_before": np.array([p.before for p in parameters]),
            "value_after": np.array([p.after for p in parameters]),
        }

    # -- which sample -----------------------------------------------------------------------------

    def highlight(self, row: int | None) -> None:
        """Work out the sample `row` while a person points at it elsewhere; None: as before."""
        if row != self._highlighted:
            self._highlighted = row
            self._draw_if_at_rest()

    def show_beat(self, frame: StoryFrame | None) -> None:
        self.highlight(None if frame is None else frame.story.sample)

    def choose(self, row: int | None) -> None:
        """Work out the sample `row` from now on; None: the first that each step uses."""
        self._chosen = row
        self._place = 0
        self._draw_if_at_rest()

    def _draw_if_at_rest(self) -> None:
        if self.snapshot is not None and not self.snapshot.is_running:
            self.redraw()

    def _go(self, steps: int) -> None:
        """To the next or the previous sample of those that the step uses."""
        if self.snapshot is None:
            return
        index = self._run_index(self.snapshot)
        run = self.snapshot.runs[index]
        rows = rows_of_step(self.snapshot.scene.objectives[index], run.coming)
        at = self._place
        if self._chosen is not None:
            found = np.flatnonzero(rows == self._chosen)
            at = int(found[0]) if len(found) else -1 if steps > 0 else 0
        self._chosen = None
        self._place = (at + steps) % len(rows)
        self.redraw()

    def _sample(self, objective: Objective, coming: Update) -> int:
        """The row that is worked out."""
        for row in (self._highlighted, self._chosen):
            if row is not None and 0 <= row < len(objective.y):
                return row
        rows = rows_of_step(objective, coming)
        return int(rows[min(self._place, len(rows) - 1)])

    # -- texts and colours ------------------------------------------------------------------------

    def _beyond(self) -> str:
        return translate("StepNumbersView", "beyond the range of numbers (about 1.8e308)")

    def retranslate(self) -> None:
        self.setAccessibleName(translate("StepNumbersView", "This step in numbers"))
        for button, tip in (
            (
                self.previous_button,
                translate("StepNumbersView", "Work out the previous sample of this step"),
            ),
            (
                self.next_button,
                translate("StepNumbersView", "Work out the next sample of this step"),
            ),
            (
                self.copy_button,
                translate("StepNumbersView", "Copy all rows as text (Ctrl+C)"),
            ),
        ):
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.run_choice.setAccessibleName(translate("StepNumbersView", "Run"))
        self.run_choice.setToolTip(
            translate("StepNumbersView", "The run whose coming step is written out.")
        )
        self._show()
        self.redraw()

    def restyle(self) -> None:
        self._show()
        self.redraw()

    # -- drawing ----------------------------------------------------------------------------------

    def _run_index(self, snapshot: Snapshot) -> int:
        return min(self.run_choice.run, len(snapshot.runs) - 1)

    def _run_chosen(self) -> None:
        self.sheet.set_current(None)
        self.redraw()

    def _prepare_choice(self, snapshot: Snapshot) -> None:
        before = self.run_choice.run
        self.run_choice.show_runs([run.name for run in snapshot.runs], snapshot.scene.focus)
        self.run_choice.setVisible(len(snapshot.runs) > 1)
        if self.run_choice.run != before:
            self.sheet.set_current(None)

    def draw(self, snapshot: Snapshot) -> None:
        self._prepare_choice(snapshot)
        index = self._run_index(snapshot)
        objective, run = snapshot.scene.objectives[index], snapshot.runs[index]
        known = self._work.result
        if known is not None and not _are_alike(known.objective, objective):
            self._work.drop()
            self.sheet.clear()
        sample = self._sample(objective, run.coming)
        after = known.after if known is not None and known.run.coming is run.coming else None
        self._work.ask(
            (objective, run.coming, index, sample),
            _account_of(objective, run, index, sample, after),
            interrupt=False,
        )

    def _is_of_these(self, key: _Key) -> bool:
        """What `key` stands for may be shown beside the other views."""
        objective, _, index, _ = key
        objectives = () if self.snapshot is None else self.snapshot.scene.objectives
        return index < len(objectives) and _are_alike(objective, objectives[index])

    def _show(self) -> None:
        """Write what has been computed, in the present language and colours."""
        result = self._work.result
        if result is None:
            return
        self.sample_label.setText(
            translate("StepNumbersView", "sample {number}").format(number=count(result.number))
        )
        colors = self.theme.colors
        model = None
        if self.run_choice.count() > 1:
            model = colors.run_mark(result.index).color
        self.sheet.show_account(
            result.account, text_colors(colors, model), quantity_words(), self._beyond()
        )
        self._describe(result)

    def _describe(self, result: _Result) -> None:
        """The step as a sentence, for a screen reader."""
        first = translate(
            "StepNumbersView", "Step {step} to {next} of {name}, sample {number} worked out."
        ).format(
            step=result.account.step,
            next=result.account.step + 1,
            name=result.run.name,
            number=result.number,
        )
        keys = translate(
            "StepNumbersView",
            "The arrow keys go from term to term and light what each one is; Ctrl+C copies all.",
        )
        self.setAccessibleDescription(paragraph([first, keys]))

    # -- pointer and keyboard ---------------------------------------------------------------------

    def _term_pointed(self, quantity: str, sample: int | None) -> None:
        before = self._hovered
        self._hovered = (quantity, sample)
        if quantity != before[0]:
            self.term_hovered.emit(quantity)
        if sample != before[1]:
            self.sample_hovered.emit(sample)

    def copy(self) -> None:
        """Put all rows on the clipboard, as text."""
        QGuiApplication.clipboard().setText(self.text)

    @survivable
    def event(self, event: QEvent) -> bool:
        """The window's own shortcuts must not take what belongs to this view."""
        if asks_to_copy(event) or (self.hasFocus() and asks_for(event, MOVING_KEYS[PICTURE])):
            event.accept()
            return True
        return super().event(event)

    def _move_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does here."""
        if not is_plain(event):
            return None
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self.sheet.move_current(terms=-1),
            Qt.Key.Key_Right: lambda: self.sheet.move_current(terms=1),
            Qt.Key.Key_Up: lambda: self.sheet.move_current(rows=-1),
            Qt.Key.Key_Down: lambda: self.sheet.move_current(rows=1),
        }
        return moves.get(event.key())

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = self._move_of(event)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif move is not None:
            move()
            self._show_current()
        elif event.key() == Qt.Key.Key_Escape and self.sheet.current is not None:
            self.sheet.set_current(None)
        else:
            super().keyPressEvent(event)

    @survivable
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.sheet.set_current(None)
        super().focusOutEvent(event)

    def _show_current(self) -> None:
        """Bring the keyboard's term into sight, and let a screen reader read it."""
        if self.sheet.current is None:
            return
        number, term = self.sheet.current
        row = self.sheet.rows[number]
        place = row.mapTo(self.sheet, row.term_center(term).toPoint())
        self.scroll_area.ensureVisible(place.x(), place.y(), 20, 40)
        word = quantity_words()[row.row.terms[term].quantity]
        self.setAccessibleDescription(f"{row.row.terms[term].text}: {word}. {row.text}")


def _are_alike(old: Objective, new: Objective) -> bool:
    """Both write out the same kind of step of the same data set, so one may stand for the other."""
    return (
        old.dataset.name == new.dataset.name
        and old.n_train == new.n_train
        and old.loss.formula == new.loss.formula
        and are_same(old.run, new.run, Role.MODEL)
        and old.model.layout == new.model.layout
    )


def _account_of(
    objective: Objective, run: RunSnapshot, index: int, sample: int, after: Losses | None
) -> Callable[[], Iterator[_Result]]:
    """Compute an account, in a pool thread: the cost after the step is a pass over the data."""

    def results() -> Iterator[_Result]:
        with np.errstate(all="ignore"):
            end = losses_after(objective, run.coming) if after is None else after
            account = step_numbers(
                objective, run.step, run.moment, run.coming, run.losses, end, sample
            )
        yield _Result(objective, run, index, sample, account, end)

    return results
