"""The loss section of the control panel: what is minimised."""

from PySide6.QtWidgets import (
    QLabel,
)

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.own import LABEL, NAME, examples, make_loss
from lossstudio.core.tasks import Task, tasks_for
from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.fields.cost_fields import CLASS_WEIGHTS, REDUCTIONS
from lossstudio.engine.scenarios.fields.fields import RUN_FIELDS
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.gui.kit.formula import FormulaLabel
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.panels.formula_field import FormulaField
from lossstudio.gui.panels.section import HyperparameterControls, Section
from lossstudio.gui.state.scenario_state import ScenarioState


class LossSection(Section):
    """What is minimised."""

    def __init__(self, state: ScenarioState) -> None:
        super().__init__("loss", state)
        self.loss = self.choice(
            lambda: self.run_path("loss"),
        )
        self.loss.chosen.disconnect()
        self.loss.chosen.connect(self._choose)
        self.own = FormulaField()
        self.own.proposed.connect(self._take_formula)
        self.own.editing_finished.connect(self.state.end_gesture)
        self.adopt(self.own)
        self._formula = FormulaLabel()
        self.body_layout.addWidget(self._formula)
        self._description = QLabel()
        self._description.setWordWrap(True)
        self.more_layout.addWidget(self._description)
        self._hyperparameters = HyperparameterControls(self, "loss_parameters")
        self.reduction = self.choice(
            lambda: self.run_path("reduction"),
            self.more_layout,
        )
        self.class_weights = self.choice(
            lambda: self.run_path("class_weights"),
            self.more_layout,
        )
        self.l2 = self.number(RUN_FIELDS["l2"], lambda: self.run_path("l2"), self.more_layout)
        self.l1 = self.number(RUN_FIELDS["l1"], lambda: self.run_path("l1"), self.more_layout)
        self.add_more()
        self.finish_setup()

    def title(self) -> str:
        return translate("ControlPanel", "Loss")

    def _choose(self, name: str) -> None:
        """Take another loss; a run that is called after its loss is so no longer."""
        run = self.run(self.state.scenario)
        values: list[tuple[str, object]] = []
        if name == NAME:
            values.append((self.run_path("formula"), self._formula_to_begin_with(run)))
        values.append((self.run_path("loss"), name))
        if run.name.casefold() == run.loss.casefold():
            values.append((self.run_path("name"), ""))
        self.propose(values, self.loss.label.text())
        if name == NAME:
            self.own.setFocus()

    def _formula_to_begin_with(self, run: Run) -> str:
        """The one that was used before where it fits the data, or else an example that does."""
        tasks = data_tasks(self.state.scenario)
        try:
            if run.formula and make_loss(run.formula).task in tasks:
                return run.formula
        except InputError:
            pass  # an example will do
        now = loss_of(run).task
        task = now if now in tasks and now is not Task.MULTICLASS else tasks[0]
        return examples(task)[0][0]

    def _take_formula(self, text: str) -> None:
        self.propose([(self.run_path("formula"), text)], self._formula_text(), merge=True)

    def _formula_text(self) -> str:
        return translate("ControlPanel", "Formula of the loss")

    def refresh(self, scenario: Scenario) -> None:
        run = self.run(scenario)
        tasks = data_tasks(scenario)
        self.loss.set_choices(
            [
                (name, loss.label, None if loss.task in tasks else _misfit(loss.task))
                for name, loss in LOSSES.items()
            ]
            + [(NAME, LABEL, _own_misfit(tasks))]
        )
        self.loss.set_current(run.loss)
        loss = loss_of(run)
        self.own.setVisible(run.loss == NAME)
        if run.loss == NAME:
            self.own.set_formula(
                run.formula, tasks, run.loss_parameters, is_refused=self.state.is_reverting
            )
        self._formula.setVisible(run.loss != NAME)
        self._formula.set_formula(loss.formula)
        texts = (core_text(loss.description), loss.reference)
        self._formula.setToolTip("".join(f"<p>{text}</p>" for text in texts if text))
        self._description.setText(core_text(loss.description))
        self._description.setToolTip(loss.reference)
        # One formula has other numbers than the next.
        owner = " ".join((run.loss, *(parameter.name for parameter in loss.parameters)))
        self._hyperparameters.show_parameters(owner, loss.parameters, run.loss_parameters)
        self.reduction.set_choices([(n, t, None) for n, t in REDUCTIONS.items()])
        self.reduction.set_current(run.reduction)
        self.class_weights.set_choices([(n, t, None) for n, t in CLASS_WEIGHTS.items()])
        self.class_weights.set_current(run.class_weights)
        self.class_weights.setVisible(loss.task is not Task.REGRESSION)
        self.l1.set_value(run.l1)
        self.l2.set_value(run.l2)


def _misfit(task: Task) -> str:
    """Why a loss for `task` cannot be chosen for the present data."""
    return {
        Task.REGRESSION: translate(
            "ControlPanel", "measures the distance between numbers; the target here is a class"
        ),
        Task.BINARY: translate("ControlPanel", "needs a target of two classes"),
        Task.MULTICLASS: translate("ControlPanel", "needs classes, and a probability for each"),
    }[task]


def _own_misfit(tasks: tuple[Task, ...]) -> str | None:
    """Why a formula cannot be the loss for data that serve `tasks`; None where it can."""
    if Task.REGRESSION in tasks or Task.BINARY in tasks:
        return None
    return translate("ControlPanel", "a formula is for numbers or for two classes")


def data_tasks(scenario: Scenario) -> tuple[Task, ...]:
    """The tasks that the scenario's data can serve, as far as can be known without reading them."""
    if scenario.data.dataset in DATASETS:
        return tasks_for(len(DATASETS[scenario.data.dataset].classes))
    return tuple(Task)
