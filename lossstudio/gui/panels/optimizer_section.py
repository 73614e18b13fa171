"""The optimiser section of the control panel: how it is minimised."""

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.engine.costs.stability import Stability
from lossstudio.engine.scenarios.fields.fields import RUN_FIELDS
from lossstudio.engine.scenarios.fields.step_fields import BATCH_ORDERS
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.colors import colors_for
from lossstudio.gui.kit.formula import FormulaLabel
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.panels.section import CheckControl, HyperparameterControls, Section
from lossstudio.gui.panels.stability_note import stability_note
from lossstudio.gui.state.scenario_state import ScenarioState


class OptimizerSection(Section):
    """How it is minimised."""

    def __init__(self, state: ScenarioState) -> None:
        super().__init__("optimizer", state)
        self._stability: tuple[Stability | None, float, Objective] | None = None
        self.learning_rate = self.number(
            RUN_FIELDS["learning_rate"], lambda: self.run_path("learning_rate")
        )
        self.optimizer = self.choice(
            lambda: self.run_path("optimizer"),
        )
        self._formula = FormulaLabel(factor=1.1)
        self.body_layout.addWidget(self._formula)
        self._hyperparameters = HyperparameterControls(self, "optimizer_parameters")
        self.schedule = self.choice(
            lambda: self.run_path("schedule"),
            self.more_layout,
        )
        self._schedule_parameters = HyperparameterControls(
            self, "schedule_parameters", self.more_layout
        )
        self.full_batch = CheckControl("runs.batch_size")
        self.full_batch.clicked.connect(self._set_full_batch)
        self.adopt(self.full_batch, self.more_layout)
        self.batch_size = self.number(
            RUN_FIELDS["batch_size"], lambda: self.run_path("batch_size"), self.more_layout
        )
        self.batch_order = self.choice(
            lambda: self.run_path("batch_order"),
            self.more_layout,
        )
        self.add_more()
        self.finish_setup()

    def show_few(self, is_few: bool) -> None:
        super().show_few(is_few)
        self._formula.setVisible(not is_few)
        self._show_stability()

    def title(self) -> str:
        return translate("ControlPanel", "Optimiser")

    def retranslate(self) -> None:
        self.full_batch.setText(translate("ControlPanel", "Full batch"))
        self.full_batch.setToolTip(
            translate(
                "ControlPanel",
                "Each step uses all training samples. Without it, each step uses a few of them: a "
                "mini-batch.",
            )
        )
        super().retranslate()
        self._show_stability()

    def restyle(self) -> None:
        self._show_stability()

    def show_stability(
        self, stability: Stability | None, rate: float, objective: Objective
    ) -> None:
        """Show the limit 2/λmax on the learning rate, or why there is none.

        `rate` is the scheduled learning rate of the coming step on `objective`.
        """
        self._stability = stability, rate, objective
        self._show_stability()

    def _show_stability(self) -> None:
        if self._stability is None:
            return
        note = stability_note(*self._stability, colors_for(self.palette()))
        self.learning_rate.set_zones(note.zones, note.tick)
        text = "" if self._shows_few else note.text
        self.learning_rate.set_note(text, note.more, note.color)

    def refresh(self, scenario: Scenario) -> None:
        run = self.run(scenario)
        self.learning_rate.set_value(run.learning_rate)
        self.optimizer.set_choices([(n, o.label, None) for n, o in OPTIMIZERS.items()])
        self.optimizer.set_current(run.optimizer)
        optimizer = OPTIMIZERS[run.optimizer]
        self._formula.set_formula(optimizer.formula)
        self._formula.setToolTip(core_text(optimizer.description))
        self._hyperparameters.show_parameters(
            run.optimizer, optimizer.parameters, run.optimizer_parameters
        )
        self.schedule.set_choices([(n, s.label, None) for n, s in SCHEDULES.items()])
        self.schedule.set_current(run.schedule)
        self._schedule_parameters.show_parameters(
            run.schedule, SCHEDULES[run.schedule].parameters, run.schedule_parameters
        )
        self.full_batch.setChecked(run.batch_size is None)
        self.batch_size.setVisible(run.batch_size is not None)
        self.batch_order.set_choices([(n, t, None) for n, t in BATCH_ORDERS.items()])
        self.batch_order.set_current(run.batch_order)
        self.batch_order.setVisible(run.batch_size is not None)
        if run.batch_size is not None:
            self.batch_size.set_value(run.batch_size)

    def _set_full_batch(self, on: bool) -> None:
        size = None if on else int(RUN_FIELDS["batch_size"].default)
        self.propose([(self.run_path("batch_size"), size)], self.full_batch.text())
