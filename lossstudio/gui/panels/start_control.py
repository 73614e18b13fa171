"""Where a run starts: drawn from the seed, or at numbers that can be typed."""

import sys

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.data.standardization import start_is_in_data_units
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.training.first_parameters import initial_parameters
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.typed_numbers import read_number, separator_problem
from lossstudio.gui.panels.choice_control import ChoiceControl
from lossstudio.gui.panels.start_table import StartModel, StartTable
from lossstudio.gui.panels.withheld import Withholdable

DRAWN, NUMBERS = "drawn", "numbers"
_CHOICES = (
    (DRAWN, QT_TRANSLATE_NOOP("core", "Drawn from the seed"), None),
    (NUMBERS, QT_TRANSLATE_NOOP("core", "These numbers"), None),
)


class StartControl(Retranslating, Withholdable, QWidget):
    """The choice between both, the numbers by the names of their parameters, and a button that
    takes over the present ones. A number that is typed makes the start one in numbers."""

    chosen = Signal(object)
    """Start at these numbers, a list of as many as the model has parameters; None: as drawn."""
    refused = Signal(object)
    """A `Message`: what is wrong with a text that was typed for a number."""

    def __init__(self) -> None:
        super().__init__()
        field = FIELDS["runs.start"]
        self.field = field.path
        self.choice = ChoiceControl(field.label, field.help)
        self.choice.set_choices(_CHOICES)
        self.model = StartModel()
        self.table = StartTable(self.model)
        self.take_button = QPushButton(icon("mdi6.map-marker-check-outline"), "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.choice, self.table, self.take_button):
            layout.addWidget(widget)
        self._start: tuple[float, ...] | None = None
        self._objective: Objective | None = None
        self._theta: NDArray[np.float64] | None = None
        self.choice.chosen.connect(self._choose)
        self.model.typed.connect(self._take_typed)
        self.take_button.clicked.connect(self._take_present)
        self.finish_setup()

    def show_start(self, start: tuple[float, ...] | None) -> None:
        """Show the `start` of the run that is edited: its numbers, or None for a drawn one."""
        self._start = start
        self.choice.set_current(DRAWN if start is None else NUMBERS)
        self._show_numbers()

    def show_run(self, objective: Objective, theta: NDArray[np.float64]) -> None:
        """What the run's parameters are called, and where it is now, at `theta` (p,)."""
        is_other = objective is not self._objective
        self._objective, self._theta = objective, theta
        self.take_button.setEnabled(bool(np.isfinite(theta).all()))
        if is_other:
            self._show_numbers()

    def _show_numbers(self) -> None:
        objective = self._objective
        if objective is None:
            return
        count = objective.model.n_parameters
        if self._start is not None:
            numbers = list(self._start)
        elif objective.run.start is None:
            numbers = objective.start_of(initial_parameters(objective)).tolist()
        else:
            return  # the run that starts as drawn is still being made
        if len(numbers) != count:
            return  # numbers for another model, which is still being made
        self.model.show_numbers(numbers, self._name)
        self.table.fit()

    def _name(self, row: int) -> str:
        from lossstudio.gui.views.parameter_names import parameter_name

        assert self._objective is not None
        objective = self._objective
        return parameter_name(
            objective.model,
            objective.dataset,
            row,
            in_data_units=start_is_in_data_units(objective.run),
        )

    def _choose(self, name: str) -> None:
        self.chosen.emit(None if name == DRAWN else list(self.model.numbers))

    def _take_present(self) -> None:
        if self._objective is not None and self._theta is not None:
            self.chosen.emit(self._objective.start_of(self._theta).tolist())

    def _take_typed(self, row: int, text: str) -> None:
        number = read_number(text)
        # Compared with the largest float: a whole number may be larger than any.
        if isinstance(number, str) or not abs(number) <= sys.float_info.max:
            plain = Message(
                QT_TRANSLATE_NOOP("core", "{name} = {value}: must be a finite number"),
                {"name": self.model.name(row), "value": f'"{text}"'},
            )
            self.refused.emit(separator_problem(text) or plain)
            return
        numbers = list(self.model.numbers)
        numbers[row] = float(number)
        self.chosen.emit(numbers)

    def retranslate(self) -> None:
        self.table.setAccessibleName(translate("StartControl", "Numbers of the start"))
        self.table.setToolTip(
            translate(
                "StartControl",
                "Where each parameter starts. Double-click a number, or press Enter on it, to type "
                "another one; the run then restarts there.",
            )
        )
        self.take_button.setText(translate("StartControl", "Start from here"))
        self.take_button.setToolTip(
            translate(
                "StartControl",
                "Take the present parameters as the start: the run restarts from where it is now.",
            )
        )
        self._show_numbers()
        self.table.horizontalHeader().viewport().update()

    def restyle(self) -> None:
        self.table.fit()
