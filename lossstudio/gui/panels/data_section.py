"""The data section of the control panel: which samples, how many, how noisy."""

from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from lossstudio.core.datasets import DATASETS, Dataset, Generator
from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Task, tasks_for
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.data.samples import FEW, samples
from lossstudio.engine.runs.fitting import Values, fitting_losses, fitting_rates
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.fields.data_fields import OUTLIERS_IN, SPLITS
from lossstudio.engine.scenarios.fields.field import Origin, origin_of
from lossstudio.engine.scenarios.fields.fields import DATA_FIELDS, FIELDS
from lossstudio.engine.scenarios.run_loss import USUAL_LOSSES, loss_of
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.panels.choice_control import Choice
from lossstudio.gui.panels.features_control import FeaturesControl
from lossstudio.gui.panels.number_control import NumberControl
from lossstudio.gui.panels.section import Section, new_seed
from lossstudio.gui.state.scenario_state import ScenarioState

TASKS = tuple(Task)


class DataSection(Section):
    """Which samples, how many, how noisy."""

    table_asked = Signal()
    """A person wants to open a table."""
    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""

    def __init__(self, state: ScenarioState) -> None:
        super().__init__("data", state)
        self._last_loss: dict[Task, str] = dict(USUAL_LOSSES)
        self._calmed: dict[str, tuple[float, float]] = {}
        self._held_out = 0.0
        self.dataset = self.choice(
            lambda: "data.dataset",
        )
        self.dataset.chosen.disconnect()
        self.dataset.chosen.connect(self._choose)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.body_layout.addWidget(self.about)
        main = ("noise", "outlier_fraction")
        self.numbers: dict[str, NumberControl] = {}
        for name in (*main, *(name for name in DATA_FIELDS if name not in main)):
            self.numbers[name] = self.number(
                DATA_FIELDS[name],
                partial(str, f"data.{name}"),
                self.body_layout if name in main else self.more_layout,
            )
            if name == "outlier_strength":
                self.outliers_in = self.choice(lambda: "data.outliers_in", self.more_layout)
        self.features = FeaturesControl()
        self.features.chosen.connect(
            lambda names: self.propose([("data.features", names)], self.features.label.text())
        )
        self.adopt(self.features)
        self.outliers_in.set_choices([(name, text, None) for name, text in OUTLIERS_IN.items()])
        self.split = self.choice(lambda: "data.split", self.more_layout)
        self.split.set_choices([(name, text, None) for name, text in SPLITS.items()])
        self._new_draw = QPushButton(icon("mdi6.dice-multiple-outline"), "")
        self._new_draw.clicked.connect(self.draw_anew)
        self.more_layout.addWidget(self._new_draw)
        self.add_more()
        self.finish_setup()

    def title(self) -> str:
        return translate("ControlPanel", "Data")

    def draw_anew(self) -> None:
        """Draw other samples of the same kind; of measured data, another part as test set."""
        self.propose([("data.seed", new_seed())], translate("ControlPanel", "New draw"))

    def retranslate(self) -> None:
        self._new_draw.setText(translate("ControlPanel", "New draw"))
        super().retranslate()

    def show_data(self, dataset: Dataset) -> None:
        """Offer the features that can be made of the inputs that there are."""
        self.features.show_data(dataset)

    def refresh(self, scenario: Scenario) -> None:
        data = scenario.data
        self.dataset.set_choices(self._choices(scenario))
        self.dataset.set_current(data.dataset)
        for name, control in self.numbers.items():
            control.set_value(getattr(data, name))
        generator = DATASETS.get(data.dataset)
        is_real = generator is not None and generator.is_real
        for control in self.numbers.values():
            is_meant = origin_of(data) in FIELDS[control.field].origins
            control.setVisible(is_meant or is_real)
            control.setEnabled(is_meant)
        has_classes = loss_of(scenario.runs[0]).task is not Task.REGRESSION
        self.numbers["label_noise"].setVisible(has_classes and data.dataset != "points")
        is_file, is_shuffled = data.dataset == "csv", data.split == "shuffled"
        self.split.set_current(data.split)
        self.split.setVisible(is_file)
        if is_file:
            self.numbers["seed"].setVisible(is_shuffled or (has_classes and data.label_noise > 0))
        if not is_real:
            for part in (self.numbers["outlier_strength"], self.outliers_in):
                part.setEnabled(data.outlier_fraction > 0)
        self.features.set_features(data.features)
        self.outliers_in.set_current(data.outliers_in)
        self.outliers_in.setVisible(origin_of(data) is Origin.GENERATED)
        self._explain(generator if is_real else None, is_file)
        self._new_draw.setVisible(generator is not None or (is_file and is_shuffled))
        loss = scenario.runs[0].loss
        if loss in LOSSES:
            self._last_loss[LOSSES[loss].task] = loss

    def _choices(self, scenario: Scenario) -> list[Choice]:
        data = scenario.data
        made = [(name, one.label, None) for name, one in DATASETS.items() if not one.is_real]
        real = [(name, one.label, None) for name, one in DATASETS.items() if one.is_real]
        heading = QT_TRANSLATE_NOOP("core", "Measured data that come with the program")
        file = f": {Path(data.file).name}" if data.dataset == "csv" and data.file else "…"
        entries: list[Choice] = [
            *made,
            ("real", translate("ControlPanel", "— Real data —"), heading),
            *real,
            (
                "own",
                translate("ControlPanel", "— Your own —"),
                QT_TRANSLATE_NOOP("core", "Samples from a file, pasted, or drawn in the fit"),
            ),
            ("csv", translate("ControlPanel", "Table") + file, None),
        ]
        if data.dataset == "points" or data.points:
            entries.append(("points", translate("ControlPanel", "Own points"), None))
        return entries

    def _explain(self, real: Generator | None, is_file: bool) -> None:
        """Say what real data are, where they come from, and why there is nothing to set."""
        self.about.setVisible(real is not None)
        why = translate("ControlPanel", "These samples were measured: there is no noise to choose.")
        for control in self.numbers.values():
            is_greyed = real is not None and Origin.REAL not in FIELDS[control.field].origins
            control.set_note("", why if is_greyed else "")
        tip = translate(
            "ControlPanel",
            "Draw other samples of the same kind (another seed). Training restarts.",
        )
        if real is not None:
            source = translate("ControlPanel", "{source}. Licence: {license}.").format(
                source=real.reference, license=core_text(real.license)
            )
            self.about.setText(core_text(real.description))
            self.about.setToolTip(f"<p>{source}</p><p>{why}</p>")
        if real is not None or is_file:
            tip = translate(
                "ControlPanel",
                "Take other samples of these as the test set (another seed). Training restarts.",
            )
        self._new_draw.setToolTip(f"<p>{tip}</p>")

    def _choose(self, name: str) -> None:
        """Take another data set, with its own noise, and losses that fit it."""
        if name == "csv":
            self.refresh(self.state.scenario)
            self.table_asked.emit()
            return
        values: Values = [("data.dataset", name)]
        generator = DATASETS.get(name)
        dataset = None
        if generator is not None and not generator.is_real:
            values.append(("data.noise", generator.default_noise))
        elif generator is not None:
            data = msgspec.structs.replace(self.state.scenario.data, dataset=name)
            dataset = samples(data, as_classes=False)
        values += self._held_out_of(dataset)
        tasks = tasks_for(len(generator.classes)) if generator else TASKS
        self.propose_fitting(values, tasks, dataset)

    def _held_out_of(self, real: Dataset | None) -> Values:
        """No test share for few `real` samples; for others, back to the one before that."""
        share = self.state.scenario.data.test_fraction
        if real is not None and len(real.x) < FEW:
            self._held_out = share or self._held_out
            return [("data.test_fraction", 0.0)]
        before, self._held_out = self._held_out, 0.0
        return [("data.test_fraction", before)] if before and not share else []

    def fitted(self, values: Values, tasks: tuple[Task, ...], dataset: Dataset | None) -> Scenario:
        """The scenario with `values`, and with losses and learning rates that suit the data.

        `dataset` are the samples where they are at hand. Raises `InputError` as `with_values`.
        """
        scenario = self.state.scenario
        values = [*values, *fitting_losses(scenario, tasks, self._last_loss)]
        for path, (calm, before) in self._calmed.items():  # back to what a person had chosen
            index = int(path.split(".")[1])
            if index < len(scenario.runs) and scenario.runs[index].learning_rate == calm:
                values.append((path, before))
        self._calmed = {}
        scenario = with_values(scenario, values)
        rates = [] if dataset is None else fitting_rates(scenario, dataset)
        for path, rate in rates:
            before = scenario.runs[int(path.split(".")[1])].learning_rate
            self._calmed[path] = rate, before
            self.told.emit(
                Message(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "Learning rate {rate} instead of {before}: with these units, the first "
                        "steps would grow.",
                    ),
                    {"rate": rate, "before": before},
                ),
                False,
            )
        return with_values(scenario, rates)

    def propose_fitting(
        self, values: Values, tasks: tuple[Task, ...], dataset: Dataset | None = None
    ) -> None:
        """Propose `values`, with losses and learning rates that suit the data, undone in one go."""
        before = self.state.scenario
        try:
            wanted = self.fitted(values, tasks, dataset)
        except InputError as error:
            self.state.rejected.emit(error.message)
            self.refresh(before)
            return
        for index, (old, new) in enumerate(zip(before.runs, wanted.runs, strict=True)):
            for field in ("loss", "learning_rate"):
                if getattr(old, field) != getattr(new, field):
                    values = [*values, (f"runs.{index}.{field}", getattr(new, field))]
        self.propose(values, self.dataset.label.text())
