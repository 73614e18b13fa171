"""The data section of the control panel: which samples, how many, how noisy."""

from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QFileDialog, QPushButton

from lossstudio.core.datasets import DATASETS, Table, read_table
from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Task, tasks_for
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.fields import DATA_FIELDS
from lossstudio.engine.scenario import Scenario
from lossstudio.gui.background import Job
from lossstudio.gui.i18n import translate
from lossstudio.gui.icons import icon
from lossstudio.gui.panels.number_control import NumberControl
from lossstudio.gui.panels.section import Section, new_seed
from lossstudio.gui.scenario_state import ScenarioState

TASKS = tuple(Task)

DEFAULT_LOSS = {
    Task.REGRESSION: "mse",
    Task.BINARY: "binary_cross_entropy",
    Task.MULTICLASS: "cross_entropy",
}


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
        if name == "csv":
            self._ask_for_table()
            return
        values: list[tuple[str, object]] = [("data.dataset", name)]
        generator = DATASETS.get(name)
        if generator is not None:
            values.append(("data.noise", generator.default_noise))
        self._propose_fitting(values, tasks_for(len(generator.classes)) if generator else TASKS)

    def _ask_for_table(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            translate("ControlPanel", "Open a table of samples"),
            "",
            translate("ControlPanel", "Tables (*.csv *.tsv *.txt);;All files (*)"),
        )
        if path:
            self.open_table(Path(path))
        else:
            self.refresh(self.state.scenario)

    def open_table(self, path: Path) -> None:
        """Take the table in a file, with a loss that its targets allow; read off this thread."""

        def take(table: Table) -> None:
            tasks = TASKS
            if not isinstance(table.target, np.ndarray):
                tasks = tasks_for(len(set(table.target)))
            self._propose_fitting([("data.dataset", "csv"), ("data.file", str(path))], tasks)

        def refuse(message: Message) -> None:
            self.refresh(self.state.scenario)
            self.state.rejected.emit(message)

        def fail(traceback: str) -> None:
            raise RuntimeError(traceback)  # shown like every unexpected error of this thread

        job = Job(lambda: read_table(path), self)
        for signal, slot in ((job.done, take), (job.rejected, refuse), (job.failed, fail)):
            signal.connect(slot)
            signal.connect(job.deleteLater)
        job.start()

    def _propose_fitting(self, values: list[tuple[str, object]], tasks: tuple[Task, ...]) -> None:
        """Propose `values`, and for each run whose loss is for none of `tasks` one that is."""
        for index, run in enumerate(self.state.scenario.runs):
            if LOSSES[run.loss].task not in tasks:
                values.append((f"runs.{index}.loss", self._last_loss[tasks[0]]))
        self.propose(values, self.dataset.label.text())
