"""The model section of the control panel: what is fitted to the samples."""

from functools import partial

from PySide6.QtWidgets import (
    QPushButton,
)

from lossstudio.core.datasets import Dataset
from lossstudio.core.models import ACTIVATIONS, INITIALIZATIONS, MODELS
from lossstudio.core.models.base import Inputs
from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.checks import why_not_target
from lossstudio.engine.scenarios.fields.fields import FIELDS, RUN_FIELDS
from lossstudio.engine.scenarios.fields.model_fields import (
    AS_MODEL_DECIDES,
    LAYERS,
    STANDARDIZE,
    UNITS,
    UNITS_OF_LAYERS,
)
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.engine.training.objective import build_model
from lossstudio.gui.kit.formula import FormulaLabel
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.panels.fixed_control import FixedControl
from lossstudio.gui.panels.model_formula import model_formula
from lossstudio.gui.panels.section import HyperparameterControls, Section, new_seed
from lossstudio.gui.panels.start_control import StartControl
from lossstudio.gui.state.scenario_state import ScenarioState

_AS_MODEL = "null"


def _named(run: Run) -> str:
    """What the control calls the choice of `run`."""
    if run.standardize is None:
        return _AS_MODEL if MODELS[run.model].standardizes else "false"
    return str(run.standardize or "false")


class ModelSection(Section):
    """What is fitted to the samples."""

    def __init__(self, state: ScenarioState) -> None:
        super().__init__("model", state)
        self._inputs = 0, True  # their number, once known, and whether they are standard as given
        self.model = self.choice(
            lambda: self.run_path("model"),
        )
        self._formula = FormulaLabel()
        self.body_layout.addWidget(self._formula)
        self.degree = self.number(RUN_FIELDS["degree"], lambda: self.run_path("degree"))
        self.layers = self.number(LAYERS, lambda: self.run_path("hidden_layers"))
        self.layers.value_changed.disconnect()
        self.layers.value_changed.connect(self._set_layers)
        self.units = [
            self.number(units, partial(self.run_path, f"hidden_layers.{i}"))
            for i, units in enumerate(UNITS_OF_LAYERS)
        ]
        self._hyperparameters = HyperparameterControls(self, "model_parameters")
        self.activation = self.choice(
            lambda: self.run_path("activation"),
        )
        self.standardize = self.choice(lambda: self.run_path("standardize"))
        self.standardize.chosen.disconnect()
        self.standardize.chosen.connect(self._set_standardizing)
        self.bias = self.check(lambda: self.run_path("bias"), self.more_layout)
        self.initialization = self.choice(
            lambda: self.run_path("initialization"),
            self.more_layout,
        )
        self.seed = self.number(RUN_FIELDS["seed"], lambda: self.run_path("seed"), self.more_layout)
        self.fixed = FixedControl()
        self.fixed.chosen.connect(self._fix)
        self.adopt(self.fixed, self.more_layout)
        self._dataset: Dataset | None = None
        self._new_start = QPushButton(icon("mdi6.dice-5-outline"), "")
        self._new_start.clicked.connect(self.start_anew)
        self.more_layout.addWidget(self._new_start)
        self.start = StartControl()
        self.start.chosen.connect(self._set_start)
        self.start.refused.connect(self.state.rejected)
        self.adopt(self.start, self.more_layout)
        self._drawn_start = QPushButton(icon("mdi6.undo"), "")
        self._drawn_start.clicked.connect(self.start_as_drawn)
        self.body_layout.addWidget(self._drawn_start)
        self.add_more()
        self.finish_setup()

    def title(self) -> str:
        return translate("ControlPanel", "Model")

    def start_anew(self) -> None:
        """Draw other initial parameters."""
        seed = new_seed()
        self.propose(
            # Where the start was chosen by hand, another seed takes it away.
            [(f"runs.{i}.seed", seed) for i in range(len(self.state.scenario.runs))],
            translate("ControlPanel", "New start"),
        )

    def start_as_drawn(self) -> None:
        """Give up a start that was chosen by hand."""
        self.propose(
            [(f"runs.{i}.start", None) for i in range(len(self.state.scenario.runs))],
            translate("ControlPanel", "Start as drawn"),
        )

    def _set_start(self, numbers: list[float] | None) -> None:
        """Start at `numbers`, with all runs whose model is alike; None: as drawn."""
        if numbers is None:
            self.start_as_drawn()
        else:
            self.propose(
                self.state.starts(numbers, self.run_index), translate("ControlPanel", "Start")
            )

    def retranslate(self) -> None:
        self.bias.setText(translate("ControlPanel", "With bias"))
        self.bias.setToolTip(core_text(FIELDS["runs.bias"].help))
        self._new_start.setText(translate("ControlPanel", "New start"))
        self._new_start.setToolTip(
            translate(
                "ControlPanel",
                "Draw other initial parameters (another seed). Reset returns to the same ones.",
            )
        )
        self._drawn_start.setText(translate("ControlPanel", "Start as drawn"))
        self._drawn_start.setToolTip(
            translate(
                "ControlPanel",
                "The start was chosen by hand, in the landscape or in the file. This returns to "
                "initial parameters drawn from the seed.",
            )
        )
        super().retranslate()

    def refresh(self, scenario: Scenario) -> None:
        run = self.run(scenario)
        self.model.set_choices([(n, m.label, None) for n, m in MODELS.items()])
        self.model.set_current(run.model)
        kind = MODELS[run.model]
        self._show_formula(run)
        self._formula.setToolTip(f"<p>{core_text(kind.description)}</p>")
        self.activation.set_choices([(n, a.label, None) for n, a in ACTIVATIONS.items()])
        self.activation.set_current(run.activation)
        self.initialization.set_choices([(n, i.label, None) for n, i in INITIALIZATIONS.items()])
        self.initialization.set_current(run.initialization)
        self.degree.set_value(run.degree)
        self.layers.set_value(len(run.hidden_layers))
        self.bias.setChecked(run.bias)
        self._show_standardizing(run)
        self.fixed.set_names(run.fixed)
        self._show_parameters(run)
        self._drawn_start.setVisible(any(run.start is not None for run in scenario.runs))
        self.seed.set_value(run.seed)
        self.start.show_start(run.start)
        self._hyperparameters.show_parameters(run.model, kind.parameters, run.model_parameters)
        used = kind.fields
        self.bias.setVisible("bias" in used)
        self.initialization.setVisible("initialization" in used)
        self.degree.setVisible("degree" in used)
        self.layers.setVisible("hidden_layers" in used)
        self.activation.setVisible("activation" in used)
        for index, control in enumerate(self.units):
            is_there = index < len(run.hidden_layers)
            control.setVisible("hidden_layers" in used and is_there)
            if is_there:
                control.set_value(run.hidden_layers[index])

    def show_data(self, dataset: Dataset) -> None:
        """Write the formula for as many inputs as there are, and offer the model's parameters."""
        if dataset is not self._dataset:
            self._dataset = dataset
            self._show_parameters(self.run(self.state.scenario))
        inputs = Inputs(dataset.center, dataset.scale)
        # What is made of one input is not called x.
        count = inputs.count if dataset.features is None else max(inputs.count, 2)
        if (count, inputs.are_standard) != self._inputs:
            self._inputs = count, inputs.are_standard
            self._show_formula(self.run(self.state.scenario))

    def _show_formula(self, run: Run) -> None:
        self._formula.set_formula(model_formula(run, *self._inputs))

    def _show_parameters(self, run: Run) -> None:
        """Offer the parameters of the model that `run` has on the present samples."""
        if self._dataset is None or loss_of(run).task not in self._dataset.tasks:
            return
        try:
            self.fixed.show_model(build_model(self._dataset, run, self.run_index))
        except InputError:  # which is said where the run is built
            return

    def _fix(self, names: list[str]) -> None:
        """Hold these parameters fixed, and no others."""
        self.propose([(self.run_path("fixed"), names)], core_text(FIELDS["runs.fixed"].label))

    def _show_standardizing(self, run: Run) -> None:
        """Offer what may be standardised, with the model's own choice where it makes one."""
        own = [(_AS_MODEL, AS_MODEL_DECIDES, None)] if MODELS[run.model].standardizes else []
        reason = why_not_target(loss_of(run))
        self.standardize.set_choices(
            [
                *own,
                *(
                    (name, text, reason if name == "inputs_and_target" else None)
                    for name, text in STANDARDIZE.items()
                ),
            ]
        )
        self.standardize.set_current(_named(run))

    def _set_standardizing(self, name: str) -> None:
        """Take the choice of a name; null where that is what the model would do."""
        is_plain = name == "false" and not MODELS[self.run(self.state.scenario).model].standardizes
        value = None if is_plain or name == _AS_MODEL else False if name == "false" else name
        self.propose([(self.run_path("standardize"), value)], self.standardize.label.text())

    def _set_layers(self, count: float) -> None:
        """Add hidden layers like the last one, or take the last ones away."""
        layers = list(self.run(self.state.scenario).hidden_layers)
        more = layers[-1:] or [int(UNITS.default)]
        layers = (layers + more * int(LAYERS.maximum))[: int(count)]
        self.propose([(self.run_path("hidden_layers"), layers)], core_text(LAYERS.label))
