"""The dialog in which a person says when training is to pause by itself."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.parameters import Parameter
from lossstudio.core.text import InputError, Message
from lossstudio.engine.scenarios.fields.step_fields import STOPS
from lossstudio.engine.scenarios.scenario import Stop
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text, translate
from lossstudio.gui.kit.typed_numbers import read_number, separator_problem
from lossstudio.gui.state.scenario_state import ScenarioState


class StopDialog(Retranslating, QDialog):
    """A row a stop: what is ticked counts. It is taken with OK, and can be undone."""

    def __init__(self, state: ScenarioState, has_validation: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._state = state
        self._said = QLabel()
        self._said.setWordWrap(True)
        self.converged = QCheckBox()
        self.rows: dict[str, tuple[QCheckBox, QLineEdit]] = {}
        stop = state.scenario.stop or Stop()
        self.converged.setChecked(stop.converged)
        grid = QGridLayout()
        grid.addWidget(self.converged, 0, 0, 1, 2)
        for number, parameter in enumerate(STOPS, start=1):
            box, field = QCheckBox(), QLineEdit()
            value = getattr(stop, parameter.name)
            box.setChecked(value is not None)
            field.setText(f"{parameter.default if value is None else value:.15g}")
            field.setEnabled(value is not None)
            box.toggled.connect(field.setEnabled)
            self.rows[parameter.name] = box, field
            grid.addWidget(box, number, 0)
            grid.addWidget(field, number, 1)
        patience, _ = self.rows["validation_patience"]
        patience.setEnabled(has_validation or patience.isChecked())
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.take)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for part in (self._said, self.problem, self._buttons):
            layout.addWidget(part)
        layout.insertLayout(1, grid)
        self.setMinimumWidth(420)
        self.finish_setup()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("StopDialog", "Pause when"))
        self._said.setText(
            translate(
                "StopDialog",
                "Training pauses when every run has met one of the conditions that are ticked. "
                "You can go on from there.",
            )
        )
        self.converged.setText(translate("StopDialog", "The run has converged"))
        for parameter in STOPS:
            box, field = self.rows[parameter.name]
            label = core_text(parameter.label)
            box.setText(label)
            field.setAccessibleName(label)
            for widget in (box, field):
                widget.setToolTip(f"<p>{core_text(parameter.help)}</p>")
        patience, _ = self.rows["validation_patience"]
        if not patience.isEnabled():
            why = translate(
                "StopDialog",
                "It needs a validation set: Settings ▸ Data ▸ More ▸ Validation share.",
            )
            patience.setToolTip(f"<p>{why}</p>")

    def take(self) -> None:
        """Take what is ticked; where a number will not do, say so and stay open."""
        values: dict[str, Any] = {"converged": self.converged.isChecked()}
        for parameter in STOPS:
            box, field = self.rows[parameter.name]
            try:
                value = _number(field.text(), parameter) if box.isChecked() else None
            except InputError as error:
                self.problem.setText(message_text(error.message))
                self.problem.show()
                field.setFocus()
                field.selectAll()
                return
            values[parameter.name] = value
        is_any = values["converged"] or any(values[p.name] is not None for p in STOPS)
        if self._state.propose([("stop", values if is_any else None)], self.windowTitle()):
            self.accept()


def _number(text: str, parameter: Parameter) -> float:
    """The number that was typed. Raises `InputError` where it is none, or not in range."""
    value = read_number(text)
    problem: Message | None = separator_problem(text)
    if isinstance(value, str) and problem is not None:
        raise InputError(problem.template, **problem.values)
    number = parameter.check(value, core_text(parameter.label))
    return int(number) if parameter.integer else number
