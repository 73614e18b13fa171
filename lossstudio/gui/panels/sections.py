"""The four sections of the control panel: data, model, loss, optimiser."""

import random
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QPushButton,
)

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import ACTIVATIONS, INITIALIZATIONS, MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.tasks import TASK_LABELS, Task, tasks_for
from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.fields import DATA_FIELDS, LAYERS, REDUCTIONS, RUN_FIELDS, UNITS
from lossstudio.engine.scenario import Scenario
from lossstudio.gui.formula import FormulaLabel
from lossstudio.gui.i18n import core_text, translate
from lossstudio.gui.icons import icon
from lossstudio.gui.panels.number_control import NumberControl
from lossstudio.gui.panels.section import HyperparameterControls, Section
from lossstudio.gui.scenario_state import ScenarioState

DEFAULT_LOSS = {
    Task.REGRESSION: "mse",
    Task.BINARY: "binary_cross_entropy",
    Task.MULTICLASS: "cross_entropy",
}


def data_tasks(scenario: Scenario) -> tuple[Task, ...]:
    """The tasks that the scenario's data can serve, as far as can be known without reading them."""
    if scenario.data.dataset in DATASETS:
        return tasks_for(len(DATASETS[scenario.data.dataset].classes))
    return tuple(Task)


def new_seed() -> int:
    """A seed that a person can read aloud. Not part of any run, so any source of chance will do."""
    return random.randrange(1, 10_000)


class DataSection(Section):
    """Which samples, how many, how noisy."""

    def __init__(self, state: ScenarioState) -> None:
        super().__init__("data", state)
        self._last_loss: dict[Task, str] = dict(DEFAULT_LOSS)
        self.dataset = self.choice(
            QT_TRANSLATE_NOOP("core", "Data set"),
            QT_TRANSLATE_NOOP(
                "core",
                "What the samples are: made by a formula, or your own.",
            ),
            lambda: "data.dataset",
        )
        self.dataset.chosen.disconnect()
        self.dataset.chosen.connect(self._choose)
        main = ("noise", "outlier_fraction")
        self.numbers: dict[str, NumberControl] = {
            name: self.number(
                DATA_FIELDS[name],
                partial(str, f"data.{name}"),
                self.body_layout if name in main else self.more_layout,
            )
            for name in (*main, *(name for name in DATA_FIELDS if name not in main))
        }
        self._new_draw = QPushButton(icon("mdi6.dice-multiple-outline"), "")
        self._new_draw.clicked.connect(self.draw_anew)
        self.more_layout.addWidget(self._new_draw)
        self.add_more()
        self.finish_setup()

    def title(self) -> str:
        return translate("ControlPanel", "Data")

    def draw_anew(self) -> None:
        """Draw other samples of the same kind."""
        self.propose([("data.seed", new_seed())], translate("ControlPanel", "New draw"))

    def retranslate(self) -> None:
        self._new_draw.setText(translate("ControlPanel", "New draw"))
        self._new_draw.setToolTip(
            translate(
                "ControlPanel",
                "Draw other samples of the same kind (another seed). Training starts anew.",
            )
        )
        super().retranslate()

    def refresh(self, scenario: Scenario) -> None:
        data = scenario.data
        entries: list[tuple[str, str, str | None]] = [
            (name, dataset.label, None) for name, dataset in DATASETS.items()
        ]
        file = f": {Path(data.file).name}" if data.dataset == "csv" and data.file else "…"
        entries.append(("csv", translate("ControlPanel", "CSV file") + file, None))
        if data.dataset == "points":
            entries.append(("points", translate("ControlPanel", "Own points"), None))
        self.dataset.set_choices(entries)
        self.dataset.set_current(data.dataset)
        for name, control in self.numbers.items():
            control.set_value(getattr(data, name))
        is_generated = data.dataset in DATASETS
        for name in self.numbers.keys() - {"test_fraction"}:
            self.numbers[name].setVisible(is_generated)
        self.numbers["outlier_strength"].setEnabled(data.outlier_fraction > 0)
        self._new_draw.setVisible(is_generated)
        loss = scenario.runs[0].loss
        self._last_loss[LOSSES[loss].task] = loss

    def _choose(self, name: str) -> None:
        """Take another data set, with its own noise, and losses that fit it."""
        values: list[tuple[str, object]] = [("data.dataset", name)]
        scenario = self.state.scenario
        if name == "csv":
            path, _ = QFileDialog.getOpenFileName(
                self,
                translate("ControlPanel", "Open a table of samples"),
                "",
                translate("ControlPanel", "Tables (*.csv *.tsv *.txt);;All files (*)"),
            )
            if not path:
                self.refresh(scenario)
                return
            values.append(("data.file", path))
            tasks: tuple[Task, ...] = tuple(Task)
        else:
            generator = DATASETS.get(name)
            if generator is not None:
                values.append(("data.noise", generator.default_noise))
            tasks = tasks_for(len(generator.classes)) if generator else tuple(Task)
        for index, run in enumerate(scenario.runs):
            if LOSSES[run.loss].task not in tasks:
                values.append((f"runs.{index}.loss", self._last_loss[tasks[0]]))
        self.propose(values, self.dataset.label.text())


class ModelSection(Section):
    """What is fitted to the samples."""

    def __init__(self, state: ScenarioState) -> None:
        super().__init__("model", state)
        self.model = self.choice(
            QT_TRANSLATE_NOOP("core", "Model"),
            QT_TRANSLATE_NOOP(
                "core",
                "How a prediction is computed from the inputs.",
            ),
            lambda: self.run_path("model"),
        )
        self._formula = FormulaLabel()
        self.body_layout.addWidget(self._formula)
        self.degree = self.number(RUN_FIELDS["degree"], lambda: self.run_path("degree"))
        self.layers = self.number(LAYERS, lambda: self.run_path("hidden_layers"))
        self.layers.value_changed.disconnect()
        self.layers.value_changed.connect(self._set_layers)
        self.units = [
            self.number(UNITS, partial(self.run_path, f"hidden_layers.{i}"))
            for i in range(int(LAYERS.maximum))
        ]
        self.activation = self.choice(
            QT_TRANSLATE_NOOP("core", "Activation"),
            QT_TRANSLATE_NOOP(
                "core",
                "The bend that each hidden unit gives its weighted sum.",
            ),
            lambda: self.run_path("activation"),
        )
        self.bias = self.check(lambda: self.run_path("bias"), self.more_layout)
        self.initialization = self.choice(
            QT_TRANSLATE_NOOP("core", "Initial weights"),
            QT_TRANSLATE_NOOP(
                "core",
                "How the weights are drawn before the first step.",
            ),
            lambda: self.run_path("initialization"),
            self.more_layout,
        )
        self.seed = self.number(RUN_FIELDS["seed"], lambda: self.run_path("seed"), self.more_layout)
        self._new_start = QPushButton(icon("mdi6.dice-5-outline"), "")
        self._new_start.clicked.connect(self.start_anew)
        self.more_layout.addWidget(self._new_start)
        self.add_more()
        self.finish_setup()

    def title(self) -> str:
        return translate("ControlPanel", "Model")

    def start_anew(self) -> None:
        """Draw other initial parameters."""
        seed = new_seed()
        self.propose(
            [(f"runs.{i}.seed", seed) for i in range(len(self.state.scenario.runs))],
            translate("ControlPanel", "New start"),
        )

    def retranslate(self) -> None:
        self.bias.setText(translate("ControlPanel", "With bias"))
        self.bias.setToolTip(
            translate(
                "ControlPanel",
                "A constant that is added to the weighted sum. Without it, a line must go through "
                "the origin.",
            )
        )
        self._new_start.setText(translate("ControlPanel", "New start"))
        self._new_start.setToolTip(
            translate(
                "ControlPanel",
                "Draw other initial parameters (another seed). Reset returns to the same ones.",
            )
        )
        super().retranslate()

    def refresh(self, scenario: Scenario) -> None:
        run = self.run(scenario)
        self.model.set_choices([(n, m.label, None) for n, m in MODELS.items()])
        self.model.set_current(run.model)
        self._formula.set_formula(MODELS[run.model].formula)
        self.activation.set_choices([(n, a.label, None) for n, a in ACTIVATIONS.items()])
        self.activation.set_current(run.activation)
        self.initialization.set_choices([(n, i.label, None) for n, i in INITIALIZATIONS.items()])
        self.initialization.set_current(run.initialization)
        self.degree.set_value(run.degree)
        self.layers.set_value(len(run.hidden_layers))
        self.bias.setChecked(run.bias)
        self.seed.set_value(run.seed)
        used = MODELS[run.model].fields
        self.degree.setVisible("degree" in used)
        self.layers.setVisible("hidden_layers" in used)
        self.activation.setVisible("activation" in used)
        for index, control in enumerate(self.units):
            is_there = index < len(run.hidden_layers)
            control.setVisible("hidden_layers" in used and is_there)
            if is_there:
                control.set_value(run.hidden_layers[index])

    def _set_layers(self, count: float) -> None:
        """Add hidden layers like the last one, or take the last ones away."""
        layers = list(self.run(self.state.scenario).hidden_layers)
        more = layers[-1:] or [int(UNITS.default)]
        layers = (layers + more * int(LAYERS.maximum))[: int(count)]
        self.propose([(self.run_path("hidden_layers"), layers)], core_text(LAYERS.label))


class LossSection(Section):
    """What is minimised."""

    def __init__(self, state: ScenarioState) -> None:
        super().__init__("loss", state)
        self.loss = self.choice(
            QT_TRANSLATE_NOOP("core", "Loss"),
            QT_TRANSLATE_NOOP(
                "core",
                "How bad one prediction is. Gradient descent lowers the cost: the mean of the "
                "losses over the training samples, plus any penalty.",
            ),
            lambda: self.run_path("loss"),
        )
        self._formula = FormulaLabel()
        self.body_layout.addWidget(self._formula)
        self._description = QLabel()
        self._description.setWordWrap(True)
        self.more_layout.addWidget(self._description)
        self._hyperparameters = HyperparameterControls(self, "loss_parameters")
        self.reduction = self.choice(
            QT_TRANSLATE_NOOP("core", "Cost"),
            QT_TRANSLATE_NOOP(
                "core",
                "What is descended: the mean of the losses, or their sum. With the sum, the same "
                "learning rate goes n times as far.",
            ),
            lambda: self.run_path("reduction"),
            self.more_layout,
        )
        self.l2 = self.number(RUN_FIELDS["l2"], lambda: self.run_path("l2"), self.more_layout)
        self.l1 = self.number(RUN_FIELDS["l1"], lambda: self.run_path("l1"), self.more_layout)
        self.add_more()
        self.finish_setup()

    def title(self) -> str:
        return translate("ControlPanel", "Loss")

    def retranslate(self) -> None:
        super().retranslate()

    def refresh(self, scenario: Scenario) -> None:
        run = self.run(scenario)
        tasks = data_tasks(scenario)
        self.loss.set_choices(
            [
                (name, loss.label, None if loss.task in tasks else _misfit(loss.task))
                for name, loss in LOSSES.items()
            ]
        )
        self.loss.set_current(run.loss)
        loss = LOSSES[run.loss]
        self._formula.set_formula(loss.formula)
        self._formula.setToolTip(f"<p>{core_text(loss.description)}</p><p>{loss.reference}</p>")
        self._description.setText(core_text(loss.description))
        self._description.setToolTip(loss.reference)
        self._hyperparameters.show_parameters(run.loss, loss.parameters, run.loss_parameters)
        self.reduction.set_choices([(n, t, None) for n, t in REDUCTIONS.items()])
        self.reduction.set_current(run.reduction)
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


class OptimizerSection(Section):
    """How it is minimised."""

    def __init__(self, state: ScenarioState) -> None:
        super().__init__("optimizer", state)
        self.learning_rate = self.number(
            RUN_FIELDS["learning_rate"], lambda: self.run_path("learning_rate")
        )
        self.optimizer = self.choice(
            QT_TRANSLATE_NOOP("core", "Optimiser"),
            QT_TRANSLATE_NOOP(
                "core",
                "How a step follows from the gradient.",
            ),
            lambda: self.run_path("optimizer"),
        )
        self._formula = FormulaLabel(factor=1.1)
        self.body_layout.addWidget(self._formula)
        self._hyperparameters = HyperparameterControls(self, "optimizer_parameters")
        self.schedule = self.choice(
            QT_TRANSLATE_NOOP("core", "Schedule"),
            QT_TRANSLATE_NOOP(
                "core",
                "How the learning rate changes with the steps.",
            ),
            lambda: self.run_path("schedule"),
            self.more_layout,
        )
        self._schedule_parameters = HyperparameterControls(
            self, "schedule_parameters", self.more_layout
        )
        self.full_batch = QCheckBox()
        self.full_batch.clicked.connect(self._set_full_batch)
        self.more_layout.addWidget(self.full_batch)
        self.batch_size = self.number(
            RUN_FIELDS["batch_size"], lambda: self.run_path("batch_size"), self.more_layout
        )
        self.add_more()
        self.finish_setup()

    def title(self) -> str:
        return translate("ControlPanel", "Optimiser")

    def retranslate(self) -> None:
        self.full_batch.setText(translate("ControlPanel", "Full batch"))
        self.full_batch.setToolTip(
            translate(
                "ControlPanel",
                "Each step uses all training samples. Without it, each step uses a few of them, "
                "shuffled: a mini-batch.",
            )
        )
        super().retranslate()

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
        if run.batch_size is not None:
            self.batch_size.set_value(run.batch_size)

    def _set_full_batch(self, on: bool) -> None:
        size = None if on else int(RUN_FIELDS["batch_size"].default)
        self.propose([(self.run_path("batch_size"), size)], self.full_batch.text())


def task_of(scenario: Scenario) -> str:
    """What kind of task the scenario is, in words."""
    return core_text(TASK_LABELS[LOSSES[scenario.runs[0].loss].task])
