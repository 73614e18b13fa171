"""Which of two windows there is: a simple one, which comes first, or the studio with everything."""

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolButton, QWidget

from lossstudio.core.models import MODELS
from lossstudio.core.tasks import Task
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.window.arrangements import NAMED, Mode
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.panels.transport_bar import TransportBar
from lossstudio.gui.shell import usual
from lossstudio.gui.shell.arrangement import Arrangement
from lossstudio.gui.shell.given import given
from lossstudio.gui.shell.speed import Speed
from lossstudio.gui.shell.status_line import StatusLine
from lossstudio.gui.shell.workspace import Workspace
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.views.view import View

_EDGE = 8
"""Pixels between the switch and the window's edge."""
FIRST = Mode.SIMPLE
"""The one at the very first start."""
_REMEMBERED = "mode"
_ARRANGEMENTS = {Mode.SIMPLE: "arrangement_simple", Mode.STUDIO: "arrangement"}
"""The settings that keep a person's own arrangement of each."""


def remembered(settings: Settings) -> Mode:
    """The mode of the last time. Who has arranged the panels before there were two knows them."""
    usual = Mode.STUDIO if settings.text(_ARRANGEMENTS[Mode.STUDIO], "") else FIRST
    return Mode(settings.text(_REMEMBERED, usual, tuple(Mode)))


class Modes(Retranslating, QObject):
    """Switches between the two. Menus, keys, lessons and presentation work in both; while a lesson
    is open, all settings are there, since it may speak of any."""

    changed = Signal()
    """There is another mode."""

    def __init__(
        self,
        window: QMainWindow,
        state: ScenarioState,
        settings: Settings,
        workspace: Workspace,
        control_panel: ControlPanel,
        transport: TransportBar,
        speed: Speed,
        status_line: StatusLine,
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._workspace = workspace
        self._control_panel = control_panel
        self._transport = transport
        self._status_line = status_line
        self._views: list[View] = []
        self._mode = Mode.STUDIO
        self._state = state
        self._before_comparison: tuple[Arrangement | None] | None = None  # while there is one
        self._has_units = _has_units(state.scenario)
        self._speed = speed
        self.switch = QAction(icon("mdi6.view-dashboard-outline"), "", self)
        """From one to the other; its text names the other."""
        self.switch.setShortcut(QKeySequence("F9"))
        self.switch.triggered.connect(self._turn)
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a part of the menu bar, which has its keys
        button.setDefaultAction(self.switch)
        self._corner = corner = QWidget()  # ends where the cards below do
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, _EDGE, 0)
        row.addWidget(button)
        window.menuBar().setCornerWidget(corner, Qt.Corner.TopRightCorner)
        self._button = button
        control_panel.all_asked.connect(lambda: self.set(Mode.STUDIO))
        workspace.changed.connect(self._show)
        state.changed.connect(self._scenario_changed)
        self.set(remembered(settings))
        self.finish_setup()

    @property
    def mode(self) -> Mode:
        """The one that is shown."""
        return self._mode

    @property
    def is_simple(self) -> bool:
        """Whether little is in sight."""
        return self._mode is Mode.SIMPLE

    def set(self, mode: Mode) -> None:
        """Show this one, now and at the next start."""
        self._settings.set_text(_REMEMBERED, mode)
        self._show_mode(mode)

    def _show_mode(self, mode: Mode) -> None:
        if mode is self._mode:
            return
        self._mode = mode
        self._before_comparison = None
        self._workspace.arrange_scenario(None)
        self._workspace.use(self._usual(), _ARRANGEMENTS[mode])
        if self._set_up:
            self.retranslate()
        self.changed.emit()

    def open(self, scenario: Scenario) -> None:
        """Show the panels that a scenario asks for, and train with its speed; of one that asks for
        nothing, as a person has both."""
        wanted = scenario.arrangement
        self._speed.ask(scenario.speed)
        if isinstance(wanted, dict) and "mode" in wanted:
            self._show_mode(Mode(wanted["mode"]))
        self._before_comparison = None
        if wanted is None:
            self._workspace.arrange_scenario(None)
        else:
            names, own = tuple(self._workspace.panels), self._workspace.own
            self._workspace.arrange_scenario(given(wanted, own, names, is_simple=self.is_simple))

    def show_comparison(self) -> None:
        """Bring what compares runs to the front: their table, and of losses for classes, which the
        table does not explain, their shapes. What a person has closed in the studio stays so."""
        workspace = self._workspace
        asked = NAMED[_comparison(self._state.scenario)]
        if not self.is_simple or workspace.is_in_lesson or workspace.is_presenting:
            for name in (*asked.behind, *reversed(asked.pictures)):
                if workspace.is_open(name):
                    workspace.open(name)
            return
        if self._before_comparison is None:
            self._before_comparison = (workspace.of_scenario,)
        workspace.arrange_scenario(usual.pictures(asked))

    def _end_comparison(self) -> None:
        """There is one run again: show what was there before."""
        if self._before_comparison is not None:
            (before,) = self._before_comparison
            self._before_comparison = None
            self._workspace.arrange_scenario(before)

    def take_in(self, made: Mapping[str, Any]) -> None:
        """These are what panels show, as far as it has been made."""
        self._views = [each for each in made.values() if isinstance(each, View)]
        self._show()

    def retranslate(self) -> None:
        if self.is_simple:
            text, tip = (
                translate("Modes", "St&udio"),
                translate("Modes", "All settings and all panels (F9)"),
            )
        else:
            text, tip = (
                translate("Modes", "Simple &window"),
                translate("Modes", "Few settings and three pictures, to begin with (F9)"),
            )
        self.switch.setText(text)
        self.switch.setIconText(re.sub(r"\(&\w\)|&", "", text))  # a button shows no mnemonic
        self.switch.setToolTip(tip)
        bar = self._corner.parentWidget()
        if bar is not None:
            bar.adjustSize()

    def _turn(self) -> None:
        self.set(Mode.STUDIO if self.is_simple else Mode.SIMPLE)

    def _usual(self) -> Arrangement:
        return usual.simple(self._has_units) if self.is_simple else usual.first()

    def _show(self) -> None:
        is_few = self.is_simple and not self._workspace.is_in_lesson
        self._control_panel.show_few(is_few)
        self._transport.show_few(is_few)
        self._status_line.show_few(is_few)
        for view in self._views:
            if view.top_row is not None:
                view.top_row.show_buttons(not is_few)

    def _scenario_changed(self, scenario: Scenario) -> None:
        """Of a network, the network says more than a section of its landscape."""
        if len(scenario.runs) == 1:
            self._end_comparison()
        before, self._has_units = self._has_units, _has_units(scenario)
        if self.is_simple and self._has_units != before:
            shown, other = ("landscape", "network") if self._has_units else ("network", "landscape")
            self._workspace.exchange(shown, other, self._usual())


def _comparison(scenario: Scenario) -> str:
    """The name of the arrangement in which the runs of a scenario are compared."""
    losses = {run.loss for run in scenario.runs}
    is_classes = loss_of(scenario.runs[0]).task is not Task.REGRESSION
    return "loss_comparison" if is_classes and len(losses) > 1 else "comparison"


def _has_units(scenario: Scenario) -> bool:
    return any(MODELS[run.model].has_units for run in scenario.runs)
