"""A section of the control panel: controls bound to fields of the scenario."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QToolButton, QVBoxLayout, QWidget

from lossstudio.core.parameters import Parameter
from lossstudio.engine.scenario import Run, Scenario
from lossstudio.gui.i18n import Retranslating, core_text, translate
from lossstudio.gui.panels.choice_control import ChoiceControl
from lossstudio.gui.panels.number_control import NumberControl
from lossstudio.gui.scenario_state import ScenarioState


class Section(Retranslating, QWidget):
    """A titled group of controls that can be folded away.

    Subclasses make their controls with `number`, `choice` and `check`, and set them in `refresh`
    from the scenario; what a person does goes to the state with `propose`. `run_index` is the run
    that is edited.
    """

    def __init__(self, state: ScenarioState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        self.run_index = 0
        self._header = QToolButton()
        self._header.setCheckable(True)
        self._header.setChecked(True)
        self._header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._header.setArrowType(Qt.ArrowType.DownArrow)
        self._header.setAutoRaise(True)
        self._header.toggled.connect(self._fold)
        font = self._header.font()
        font.setBold(True)
        self._header.setFont(font)
        self._body = QWidget()
        self.body_layout = QVBoxLayout(self._body)
        self.body_layout.setContentsMargins(8, 0, 2, 6)
        self.body_layout.setSpacing(4)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(line)
        layout.addWidget(self._header)
        layout.addWidget(self._body)

    # -- for subclasses ---------------------------------------------------------------------------

    def title(self) -> str:
        """The heading, translated."""
        raise TypeError("a section has a title")

    def refresh(self, scenario: Scenario) -> None:
        """Show `scenario` in the controls."""

    def run(self, scenario: Scenario) -> Run:
        """The run that is edited."""
        return scenario.runs[min(self.run_index, len(scenario.runs) - 1)]

    def run_path(self, field: str) -> str:
        """The dotted path of a field of the run that is edited."""
        return f"runs.{self.run_index}.{field}"

    def propose(self, values: Sequence[tuple[str, Any]], text: str, *, merge: bool = False) -> None:
        """Ask the state to take `values`; where it will not, show again what holds."""
        if not self.state.propose(values, text, merge=merge):
            self.refresh(self.state.scenario)

    def number(
        self, parameter: Parameter, path: Callable[[], str], *, add: bool = True
    ) -> NumberControl:
        """A control for the number at the path that `path` gives."""
        control = NumberControl(parameter)
        control.value_changed.connect(
            lambda value: self.propose(
                [(path(), int(value) if parameter.integer else value)],
                core_text(parameter.label),
                merge=True,
            )
        )
        control.editing_finished.connect(self.state.end_gesture)
        if add:
            self.body_layout.addWidget(control)
        return control

    def choice(
        self, label: str, help_text: str, path: Callable[[], str], *, add: bool = True
    ) -> ChoiceControl:
        """A control for the name at the path that `path` gives."""
        control = ChoiceControl(label, help_text)
        control.chosen.connect(lambda name: self.propose([(path(), name)], control.label))
        if add:
            self.body_layout.addWidget(control)
        return control

    def check(self, path: Callable[[], str]) -> QCheckBox:
        """A control for the yes or no at the path that `path` gives; its text is set elsewhere."""
        box = QCheckBox()
        box.clicked.connect(lambda on: self.propose([(path(), on)], box.text()))
        self.body_layout.addWidget(box)
        return box

    # -- looks ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the heading, and what the controls show, in the current language."""
        self._header.setText(self.title())
        self._header.setAccessibleName(self.title())
        self._header.setToolTip(translate("Section", "Fold this section away, or open it"))
        self.refresh(self.state.scenario)

    def _fold(self, is_open: bool) -> None:
        self._header.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._body.setVisible(is_open)


class HyperparameterControls(QWidget):
    """Number controls for the hyperparameters of whatever is chosen: made anew when that changes."""

    def __init__(self, section: Section, field: str) -> None:
        super().__init__()
        self._section = section
        self._field = field
        self._owner = ""
        self._controls: dict[str, NumberControl] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        section.body_layout.addWidget(self)

    def show_parameters(
        self, owner: str, parameters: Sequence[Parameter], values: Mapping[str, float]
    ) -> None:
        """Show the `parameters` of `owner` with their `values`, defaults for those not given."""
        if owner != self._owner:
            self._owner = owner
            for control in self._controls.values():
                self._layout.removeWidget(control)
                control.hide()
                control.deleteLater()
            self._controls = {parameter.name: self._make(parameter) for parameter in parameters}
            self.setVisible(bool(self._controls))
        for parameter in parameters:
            self._controls[parameter.name].set_value(values.get(parameter.name, parameter.default))

    def _make(self, parameter: Parameter) -> NumberControl:
        path = f"{self._field}.{parameter.name}"
        control = self._section.number(parameter, lambda: self._section.run_path(path), add=False)
        self._layout.addWidget(control)
        return control
