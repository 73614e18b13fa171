"""The control panel: everything that determines a run."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.diagnosis import Advice
from lossstudio.engine.runs.comparisons import run_names
from lossstudio.engine.runs.experiment import is_other_start
from lossstudio.engine.runs.fitting import following
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.kit.focus_shown import FocusedScrollArea
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.scrolling import LAID_OUT, scroll_to
from lossstudio.gui.panels.choice_control import ChoiceControl
from lossstudio.gui.panels.compare_button import CompareButton
from lossstudio.gui.panels.data_section import DataSection
from lossstudio.gui.panels.loss_section import LossSection
from lossstudio.gui.panels.model_section import ModelSection
from lossstudio.gui.panels.optimizer_section import OptimizerSection
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.pacing import SETTINGS, Throttle
from lossstudio.gui.training.snapshot import Snapshot

WIDTH = 292
_LOW = 640
"""Pixels of a screen that has no room for all settings."""


class ControlPanel(Retranslating, FocusedScrollArea):
    """Sections of controls, one above the other. With several runs, one is chosen to be edited."""

    all_asked = Signal()
    """Where few settings are shown: a person wants all of them."""

    def __init__(self, state: ScenarioState, comparing: Comparing | None = None) -> None:
        super().__init__()
        self._state = state
        self._comparing = comparing or Comparing(state, self)
        self._focus = self._comparing.focus
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.data = DataSection(state)
        self.model = ModelSection(state)
        self.loss = LossSection(state)
        self.optimizer = OptimizerSection(state)
        self._sections = (self.data, self.model, self.loss, self.optimizer)
        self._run = ChoiceControl(
            QT_TRANSLATE_NOOP("core", "Edit run"),
            QT_TRANSLATE_NOOP("core", "Which of the compared runs the settings below belong to."),
        )
        self._run.chosen.connect(lambda name: self._focus.set(int(name)))
        self._run.combo.setMinimumContentsLength(4)  # there is a button beside it
        self.compare = CompareButton(self._comparing)
        self._snapshot: Snapshot | None = None
        self._reading = Throttle(SETTINGS, self._read, self)
        self._shown = state.scenario
        self._starting = Throttle(SETTINGS, self._refresh_all, self)
        self._came: tuple[QWidget, QWidget] | None = None
        self._opened = QTimer(self, singleShot=True, interval=LAID_OUT)
        self._opened.timeout.connect(self._scroll_to_opened)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._run, 1)
        row.addStretch(0)
        row.addWidget(self.compare)
        layout.addLayout(row)
        for section in self._sections:
            layout.addWidget(section)
            section.opened.connect(self._show_opened)
        self.more = QToolButton()
        self.more.setAutoRaise(True)
        self.more.setIcon(icon("mdi6.tune-variant"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self.all_asked)
        self.more.hide()
        layout.addSpacing(8)
        layout.addWidget(self.more)
        layout.addStretch(1)
        self.setWidget(content)
        state.changed.connect(self._refresh)
        self._focus.changed.connect(self._edit_run)
        self.finish_setup()

    @property
    def folding(self) -> str:
        """Which parts are folded away, to be remembered."""
        return ",".join(section.folding for section in self._sections)

    @folding.setter
    def folding(self, folding: str) -> None:
        for section, part in zip(self._sections, folding.split(","), strict=False):
            section.folding = part

    def restore(self, folding: str, height: int) -> None:
        """Fold away what was so the last time; the first time, on a screen of little `height`, what
        stands above the learning rate, so that this is in sight."""
        if folding:
            self.folding = folding
        elif height < _LOW:
            for section in (self.data, self.model, self.loss):
                section.folding = "11"

    def show_few(self, is_few: bool) -> None:
        """Show only the settings that a person meets first, or all of them."""
        for section in self._sections:
            section.show_few(is_few)
        # So few fit: there is nothing to scroll to by keys.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_few else Qt.FocusPolicy.StrongFocus)
        self.more.setVisible(is_few)

    def show_fields(self, names: Sequence[str]) -> None:
        """Scroll to the controls of these fields, the first above all; to the top without any."""
        self.verticalScrollBar().setValue(0)
        for name in reversed(names):
            for section in self._sections:
                place = section.place_of(name)
                if place is not None:
                    self.ensureWidgetVisible(place, 0, place.fontMetrics().height())
        bar, top = self.verticalScrollBar(), self._sections[0].y()
        if 0 < bar.value() < top:
            bar.setValue(top)  # what is above the sections is seen whole or not at all

    def _show_opened(self, heading: QWidget, body: QWidget) -> None:
        """Scroll, once it has its place, to what has been opened below its heading."""
        self._came = heading, body
        self._opened.start()

    def _scroll_to_opened(self) -> None:
        if self._came is not None:
            scroll_to(self, *self._came)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what a run's state says about its settings: the formula of its model for these
        data, and the learning rate's limit."""
        self._snapshot = snapshot
        self._reading.ask()

    def follow(self, advice: Advice) -> None:
        """Set what `advice` says, with what that asks for on the present samples, undoably."""
        if self._snapshot is None:
            return
        label = core_text(FIELDS[f"runs.{advice.path.rpartition('.')[2]}"].label)
        dataset = self._snapshot.scene.dataset
        self._state.propose(following(self._state.scenario, advice, dataset), label)

    def withhold(self, hidden: Collection[str]) -> None:
        """Hide the sections and controls that `hidden` names, and no others."""
        self.compare.withhold(self.compare.field in hidden)
        for section in self._sections:
            section.withhold_fields(hidden)

    def _read(self) -> None:
        if self._snapshot is not None:
            for section in (self.data, self.model):
                section.show_data(self._snapshot.scene.dataset)
        self._show_run()

    def _show_run(self) -> None:
        """What the state of the run that is edited says about its settings."""
        snapshot, index = self._snapshot, self.optimizer.run_index
        if snapshot is not None and index < len(snapshot.runs):
            run = snapshot.runs[index]
            self.model.start.show_run(snapshot.scene.objectives[index], run.theta)
            self.optimizer.show_stability(
                run.diagnosis.stability, run.rate, snapshot.scene.objectives[index]
            )

    def retranslate(self) -> None:
        self.setAccessibleName(translate("ControlPanel", "Settings of the run"))
        self.more.setText(translate("ControlPanel", "More settings…"))
        self.more.setToolTip(
            translate("ControlPanel", "All settings and panels: the studio. Nothing is lost.")
        )
        self._refresh_runs(self._state.scenario)

    def _refresh(self, scenario: Scenario) -> None:
        drawn = [[run.start is None for run in each.runs] for each in (self._shown, scenario)]
        if drawn[0] == drawn[1] and is_other_start(self._shown, scenario):
            self._starting.ask()  # it is being dragged: nobody reads along that fast
        else:
            self._refresh_all()

    def _refresh_all(self) -> None:
        self._shown = scenario = self._state.scenario
        self._refresh_runs(scenario)
        for section in self._sections:
            section.refresh(scenario)

    def _refresh_runs(self, scenario: Scenario) -> None:
        self._run.set_choices(
            [
                (str(index), name, None)
                for index, name in enumerate(run_names(scenario, message_text))
            ]
        )
        self._run.set_current(str(self._focus.index))
        self._run.setVisible(len(scenario.runs) > 1)

    def _edit_run(self, index: int) -> None:
        for section in self._sections:
            section.run_index = index
            section.refresh(self._state.scenario)
        self._refresh_runs(self._state.scenario)
        self._show_run()
