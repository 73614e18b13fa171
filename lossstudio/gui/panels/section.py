"""A section of the control panel: controls bound to fields of the scenario."""

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.parameters import Parameter
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.hiding import hideable_name
from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.gui.kit.i18n import Retranslating, core_text, translate
from lossstudio.gui.panels.choice_control import ChoiceControl
from lossstudio.gui.panels.number_control import NumberControl
from lossstudio.gui.panels.withheld import FEW, Withholdable
from lossstudio.gui.state.scenario_state import ScenarioState


class CheckControl(Withholdable, QCheckBox):
    """A control for a yes or no, the field called `field`."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class Section(Retranslating, Withholdable, QWidget):
    """A titled group of controls that can be folded away.

    Subclasses make their controls with `number`, `choice` and `check`, and set them in `refresh`
    from the scenario; what a person does goes to the state with `propose`. `run_index` is the run
    that is edited.
    """

    opened = Signal(object, object)
    """Somebody has opened what is folded away: its heading, and what it is."""

    def __init__(self, name: str, state: ScenarioState) -> None:
        super().__init__()
        self.setObjectName(name)
        self.field = f"controls.{name}"
        self.state = state
        self.run_index = 0
        self._controls: list[Withholdable] = []
        self._header = _Fold(bold=True)
        self._body, self.body_layout = _box(8)
        self._more = _Fold(bold=False)
        self._more_body, self.more_layout = _box(0)
        for fold, body in ((self._header, self._body), (self._more, self._more_body)):
            fold.unfolded.connect(partial(self.opened.emit, fold, body))
        self._header.folded.connect(self._show_parts)
        self._more.folded.connect(self._show_parts)
        self._shows_few = False
        self._line = line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(line)
        head = QHBoxLayout()
        head.setSpacing(0)
        for part in (self._header, self._more):
            head.addWidget(part)
        head.insertStretch(1)
        layout.addLayout(head)
        layout.addWidget(self._body)
        self._has_more = False
        self._more.set_folded(True)

    def add_more(self) -> None:
        """Put the rarer controls under the others; call it when all have been made."""
        self.body_layout.addWidget(self._more_body)
        self._has_more = True
        self._show_parts()

    @property
    def folding(self) -> str:
        """Which parts are folded away, to be remembered: such as ``01``."""
        return f"{self._header.is_folded:d}{self._more.is_folded:d}"

    @folding.setter
    def folding(self, folding: str) -> None:
        self._header.set_folded(folding[:1] == "1")
        self._more.set_folded(folding[1:2] == "1")

    def withhold_fields(self, hidden: Collection[str]) -> None:
        """Hide this section or those of its controls whose names are `hidden`, and no others."""
        self.withhold(self.field in hidden)
        for control in self._controls:
            control.withhold(control.field in hidden)

    def show_few(self, is_few: bool) -> None:
        """Show only what a person meets first, without headings; or all of it again."""
        self._shows_few = is_few
        first = {control for control in self._controls if FIELDS[control.field].is_first}
        for control in self._controls:
            control.withhold(is_few and control not in first, FEW)
            if isinstance(control, NumberControl):
                control.set_quick(is_few)
        self.withhold(is_few and not first, FEW)
        for part in (self._line, self._header):
            part.setVisible(not is_few)
        self._show_parts()

    def _show_parts(self) -> None:
        few = self._shows_few
        self._body.setVisible(few or not self._header.is_folded)
        self._more.setVisible(self._has_more and not few and not self._header.is_folded)
        self._more_body.setVisible(not few and not self._more.is_folded)

    def place_of(self, name: str) -> QWidget | None:
        """The control of a field, or the heading under which it is folded away."""
        for control in self._controls:
            if control.field != name or control.is_withheld:
                continue
            if control.isVisibleTo(self):
                return control
            if self._header.is_folded:
                return self._header
            if self._more.is_folded and self._more_body.isAncestorOf(control):
                return self._more
        return None

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

    def adopt(self, control: Withholdable, into: QVBoxLayout | None = None) -> None:
        """Put a control that can be hidden `into` a layout, by default under the others."""
        self._controls.append(control)
        (into or self.body_layout).addWidget(control)

    def number(
        self, parameter: Parameter, path: Callable[[], str], into: QVBoxLayout | None = None
    ) -> NumberControl:
        """A control for the number at the path that `path` gives, put `into` a layout."""
        control = self.make_number(parameter, path)
        self.adopt(control, into)
        return control

    def make_number(self, parameter: Parameter, path: Callable[[], str]) -> NumberControl:
        """The same, for who puts it somewhere and hides it as a part of itself."""
        control = NumberControl(parameter)
        control.field = hideable_name(path())
        control.value_changed.connect(
            lambda value: self.propose(
                [(path(), int(value) if parameter.integer else value)],
                core_text(parameter.label),
                merge=True,
            )
        )
        control.editing_finished.connect(self.state.end_gesture)
        return control

    def choice(self, path: Callable[[], str], into: QVBoxLayout | None = None) -> ChoiceControl:
        """A control for the name at the path that `path` gives, put `into` a layout."""
        field = FIELDS[hideable_name(path())]
        control = ChoiceControl(field.label, field.help)
        control.field = field.path
        control.chosen.connect(lambda name: self.propose([(path(), name)], control.label.text()))
        self.adopt(control, into)
        return control

    def check(self, path: Callable[[], str], into: QVBoxLayout | None = None) -> CheckControl:
        """A control for the yes or no at the path that `path` gives; its text is set elsewhere."""
        box = CheckControl(hideable_name(path()))
        box.clicked.connect(lambda on: self.propose([(path(), on)], box.text()))
        self.adopt(box, into)
        return box

    # -- looks ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set the headings, and what the controls show, in the current language."""
        self._header.set_text(self.title())
        self._more.set_text(translate("Section", "More"))
        self._more.setAccessibleName(
            translate("Section", "More settings: {section}").format(section=self.title())
        )
        self.refresh(self.state.scenario)


def new_seed() -> int:
    """A seed that a person can read aloud. Not part of any run, so any source of chance will do."""
    return random.randrange(1, 10_000)


class _Fold(QToolButton):
    """A heading that folds away what is under it."""

    folded = Signal(bool)
    unfolded = Signal()
    """By a person."""

    def __init__(self, *, bold: bool) -> None:
        super().__init__()
        self.is_folded = False
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setArrowType(Qt.ArrowType.DownArrow)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        font = self.font()
        font.setBold(bold)
        self.setFont(font)
        self.clicked.connect(self._turn)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setToolTip(translate("Section", "Fold this away, or open it"))

    def _turn(self) -> None:
        self.set_folded(not self.is_folded)
        if not self.is_folded:
            self.unfolded.emit()

    def set_folded(self, is_folded: bool) -> None:
        self.is_folded = is_folded
        self.setArrowType(Qt.ArrowType.RightArrow if is_folded else Qt.ArrowType.DownArrow)
        self.folded.emit(is_folded)


def _box(indent: int) -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(indent, 0, 2, 2)
    layout.setSpacing(4)
    return widget, layout


class HyperparameterControls(Withholdable, QWidget):
    """Number controls for the hyperparameters of what is chosen; made anew when that changes."""

    def __init__(self, section: Section, field: str, into: QVBoxLayout | None = None) -> None:
        super().__init__()
        self._section = section
        self.field = f"runs.{field}"
        self._field = field
        self._owner = ""
        self._controls: dict[str, NumberControl] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        section.adopt(self, into)

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
        control = self._section.make_number(parameter, lambda: self._section.run_path(path))
        self._layout.addWidget(control)
        return control
