"""Opening, pasting and copying tables; the list of data sets; the learning rate that they allow."""

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from lossstudio.core.datasets import DATASETS
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.runs.fitting import fitting_rates
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.table_proposal.scenario import table_scenario
from lossstudio.gui.data.commands import DataCommands, holds_table, table_text
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.data.import_dialog import ImportDialog
from lossstudio.gui.panels.data_section import DataSection
from lossstudio.gui.state.scenario_state import ScenarioState


class Bench:
    def __init__(self, scenario, window, source):
        self.window, self.told = window, []
        self.state = ScenarioState(scenario)
        self.editor = DataEditor(self.state)
        self.section = DataSection(self.state)
        self.commands = DataCommands(self.state, self.editor, self.section, window)
        self.commands.told.connect(lambda message, is_error: self.told.append(str(message)))
        self.state.rejected.connect(lambda message: self.told.append(str(message)))
        self.state.changed.connect(self.section.refresh)
        self.commands.take_snapshot(source.newest)

    @property
    def data(self):
        return self.state.scenario.data

    @property
    def losses(self):
        return [run.loss for run in self.state.scenario.runs]

    @property
    def dialog(self):
        return self.window.findChild(ImportDialog)


@pytest.fixture
def bench(qtbot, source_of):
    def make(scenario=None):
        scenario = scenario or Scenario()
        window = QWidget()
        qtbot.addWidget(window)
        window.show()
        found = Bench(scenario, window, source_of(scenario))
        qtbot.addWidget(found.section)
        return found

    return make


@pytest.fixture
def opened(bench, qtbot, tmp_path):
    """The dialog for a file with this content, when all of it has been read."""

    def open_(content, scenario=None, encoding="utf-8"):
        path = tmp_path / "table.csv"
        path.write_text(content, encoding=encoding)
        it = bench(scenario)
        it.commands.open_table(path)
        settle(qtbot, it.dialog)
        return it, it.dialog, path

    return open_


def settle(qtbot, dialog):
    qtbot.waitUntil(lambda: not any(work.is_busy for work in dialog._works))


def ok(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def accept(qtbot, it):
    before = it.state.undo_stack.count()
    qtbot.waitUntil(ok(it.dialog).isEnabled)
    ok(it.dialog).click()
    qtbot.waitUntil(lambda: it.state.undo_stack.count() == before + 1)


NUMBERS = "a,b,y\n" + "".join(f"{i % 7},{i * i % 7},{2 * i}\n" for i in range(40))


class TestOpening:
    def test_a_table_stays_in_its_file_and_one_undo_takes_it_back(self, opened, qtbot):
        it, _, path = opened(NUMBERS)
        accept(qtbot, it)
        assert (it.data.dataset, it.data.file, it.data.split) == ("csv", str(path), "shuffled")
        assert it.data.columns == ("a", "b", "y")
        assert build_samples(it.state.scenario).input_names == ("a", "b")
        it.state.undo_stack.undo()
        assert it.state.scenario == Scenario()
        it.state.undo_stack.redo()
        assert it.data.file == str(path)

    def test_it_is_as_the_commands_open_it(self, opened, qtbot):
        it, _, path = opened(NUMBERS)
        accept(qtbot, it)
        assert it.state.scenario == table_scenario(path)

    def test_runs_that_fit_stay(self, opened, qtbot):
        base = Scenario(runs=(Run(loss="huber", name="A"), Run(loss="mae", name="B")))
        it, _, _ = opened(NUMBERS, base)
        accept(qtbot, it)
        assert [(run.name, run.loss) for run in it.state.scenario.runs] == [
            ("A", "huber"),
            ("B", "mae"),
        ]

    @pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "windows-1252"])
    def test_other_encodings_stay_in_their_file(self, opened, qtbot, encoding):
        name = "Höhe" if encoding == "windows-1252" else "温度"
        content = f"{name};y\n" + "".join(f"{i};{2 * i}\n" for i in range(40))
        it, _, path = opened(content, encoding=encoding)
        accept(qtbot, it)
        assert it.data.file == str(path)
        assert build_samples(it.state.scenario).input_names == (name,)

    def test_with_rows_left_out_and_another_reading_it_stays_in_its_file(self, opened, qtbot):
        rows = "".join(f"{i};{2 * i if i % 5 else ''}\n" for i in range(40))
        it, dialog, _ = opened("2020;2021\n" + rows)
        header = dialog.reading.header.box
        header.setCurrentIndex(0)
        header.activated.emit(0)
        settle(qtbot, dialog)
        accept(qtbot, it)
        assert it.data.dataset == "csv"
        assert it.data.reading.header_row is None
        assert len(build_samples(it.state.scenario).x) == 33

    def test_closing_takes_nothing(self, opened):
        it, dialog, _ = opened(NUMBERS)
        dialog.reject()
        assert it.state.scenario == Scenario()

    def test_a_table_that_is_gone_later_leaves_what_was_open(self, opened, qtbot):
        it, dialog, path = opened(NUMBERS)
        path.unlink()
        ok(dialog).click()
        qtbot.waitUntil(lambda: "no such file" in dialog.verdict.text())
        assert it.state.scenario == Scenario()


class TestPasting:
    @pytest.mark.parametrize(
        ("text", "point"),
        [
            ("1\t2\n3\t4\n5\t6\n", (3.0, 4.0)),
            ("x\ty\n1,5\t2\n3\t4,25\n", (1.5, 2.0)),
            ("a;b;y\r\n1;2;3\r\n4;5;6\r\n9;4;2\r\n", (4.0, 5.0, 6.0)),
            ("1,2\n3,4\n", (1.0, 2.0)),
        ],
    )
    def test_what_is_pasted_becomes_points(self, bench, qtbot, text, point):
        it = bench()
        it.commands.paste_table(text)
        accept(qtbot, it)
        assert it.data.dataset == "points"
        assert point in it.data.points
        assert it.state.undo_stack.count() == 1

    def test_names_of_classes(self, bench, qtbot):
        it = bench()
        text = "len\tkind\n" + "".join(f"{i}\t{('rose', 'lily')[i % 2]}\n" for i in range(40))
        it.commands.paste_table(text)
        accept(qtbot, it)
        assert it.losses == ["binary_cross_entropy"]
        dataset = build_samples(it.state.scenario)
        assert set(dataset.classes) == {"lily", "rose"}
        assert (dataset.input_names, dataset.target_name) == (("len",), "kind")

    @pytest.mark.parametrize("text", ["hello", "one line\twith a tab", "a\nb\nc\n", "1\n2\n3\n"])
    def test_what_is_no_table_is_refused(self, bench, text):
        it = bench()
        it.commands.paste_table(text)
        assert it.state.scenario == Scenario()
        assert it.dialog is None
        assert "neither a scenario nor a table" in it.told[-1]
        assert not holds_table(text)

    def test_prose_is_no_table(self):
        assert not holds_table("two words\nand more\nlike these\n")
        assert holds_table("1.5 2\n3 4\n5 6\n")

    def test_too_many_rows_for_points_are_said(self, bench, qtbot):
        it = bench()
        it.commands.paste_table("a\ty\n" + "".join(f"{i}\t{i % 7}\n" for i in range(5001)))
        settle(qtbot, it.dialog)
        assert not ok(it.dialog).isEnabled()
        assert "5000" in it.dialog.verdict.text()

    @pytest.mark.parametrize("name", ["line", "threshold", "penguins"])
    def test_what_is_copied_can_be_pasted(self, bench, qtbot, name):
        loss = {"line": "mse", "threshold": "brier", "penguins": "cross_entropy"}[name]
        it = bench(Scenario(data=Data(dataset=name), runs=(Run(loss=loss),)))
        it.commands.copy_data()
        text = QGuiApplication.clipboard().text()
        old = build_samples(it.state.scenario)
        assert text == table_text(old)
        it.commands.paste_table(text)
        accept(qtbot, it)
        new = build_samples(it.state.scenario)
        assert it.losses == [loss]
        labels = [[d.classes[int(t)] if d.classes else t for t in d.target] for d in (old, new)]
        rows = [
            sorted(zip(map(tuple, d.x.tolist()), map(str, label), strict=True))
            for d, label in zip((old, new), labels, strict=True)
        ]
        assert rows[0] == rows[1]


class TestTheList:
    def test_every_set_is_offered_under_its_heading(self, bench):
        it = bench()
        names = [name for name, _, _ in it.section.dataset.choices]
        real = [name for name, generator in DATASETS.items() if generator.is_real]
        assert names[names.index("real") + 1 : names.index("own")] == real
        greyed = [name for name, _, reason in it.section.dataset.choices if reason is not None]
        assert greyed == ["real", "own"]

    def test_outliers_among_the_training_samples(self, bench):
        it = bench(Scenario(data=Data(test_fraction=0.25)))
        choice = it.section.outliers_in
        assert not choice.isEnabled()
        it.state.propose([("data.outlier_fraction", 0.2)], "outliers")
        assert choice.isEnabled()
        choice.chosen.emit("train")
        assert it.data.outliers_in == choice.current == "train"
        found = build_samples(it.state.scenario)
        assert found.is_outlier[:75].sum() == found.is_outlier.sum() == 15
        it.state.undo_stack.undo()
        assert it.data.outliers_in == choice.current == "all"
        it.section.dataset.chosen.emit("iris")
        assert choice.isHidden()

    def test_label_noise_is_for_classes(self, bench):
        it = bench()
        noise = it.section.numbers["label_noise"]
        assert noise.isHidden()
        for name in ("moons", "iris"):
            it.section.dataset.chosen.emit(name)
            assert not noise.isHidden()
            assert noise.isEnabled()
        before = build_samples(it.state.scenario).target
        noise.value_changed.emit(0.25)
        assert it.data.label_noise == noise.value == 0.25
        wrong = build_samples(it.state.scenario).target != before
        assert wrong.sum() == 20
        assert not wrong[80:].any()
        it.state.undo_stack.undo()
        assert it.data.label_noise == noise.value == 0.0
        it.section.dataset.chosen.emit("cars")
        assert noise.isHidden()

    def test_real_data_have_no_noise_to_choose(self, bench):
        it = bench(Scenario(data=Data(outlier_fraction=0.1)))
        it.section.dataset.chosen.emit("penguins")
        assert it.data.dataset == "penguins"
        assert it.losses == ["cross_entropy"]
        for name in ("noise", "outlier_fraction", "outlier_strength", "n_samples"):
            assert not it.section.numbers[name].isEnabled()
            assert "measured" in it.section.numbers[name].toolTip()
        for name in ("seed", "test_fraction"):
            assert it.section.numbers[name].isEnabled()
        assert "342 penguins" in it.section.about.text()
        assert "CC0" in it.section.about.toolTip()
        it.section.dataset.chosen.emit("moons")
        assert it.section.numbers["noise"].isEnabled()
        assert "measured" not in it.section.numbers["noise"].toolTip()
        assert it.section.about.isHidden()

    def test_of_few_samples_none_is_held_out(self, bench):
        it = bench(Scenario(data=Data(test_fraction=0.3)))
        for name, share in (
            ("anscombe", 0.0),
            ("challenger", 0.0),
            ("cars", 0.3),
            ("anscombe", 0.0),
            ("line", 0.3),
        ):
            it.section.dataset.chosen.emit(name)
            assert it.data.test_fraction == share

    def test_asking_for_a_file_leaves_the_choice(self, bench):
        it = bench()
        asked = []
        it.section.table_asked.disconnect()
        it.section.table_asked.connect(lambda: asked.append(True))
        it.section.dataset.chosen.emit("csv")
        assert asked
        assert it.section.dataset.current == "line"


class TestTheLearningRate:
    @pytest.mark.parametrize("name", ["cars", "challenger", "penguins", "anscombe"])
    def test_it_is_lowered_to_what_the_units_allow(self, bench, name):
        it = bench(Scenario(runs=(Run(learning_rate=5.0),)))
        it.section.dataset.chosen.emit(name)
        scenario = it.state.scenario
        rate = scenario.runs[0].learning_rate
        dataset = build_samples(scenario)
        features = np.column_stack([dataset.x, np.ones(len(dataset.x))])[: dataset.n_train]
        # An upper limit of λmax: the loss's largest second derivative times that of the features.
        most = {"mse": 2.0, "binary_cross_entropy": 0.25, "cross_entropy": 0.5}
        curvature = np.linalg.eigvalsh(features.T @ features / dataset.n_train)[-1]
        assert rate < 5.0
        assert 0.3 / (most[scenario.runs[0].loss] * curvature) < rate
        assert fitting_rates(scenario, dataset) == []
        assert "Learning rate" in it.told[-1]
        assert it.state.undo_stack.count() == 1

    def test_it_comes_back_with_other_data(self, bench):
        it = bench()
        it.section.dataset.chosen.emit("cars")
        assert it.state.scenario.runs[0].learning_rate < 0.004
        it.section.dataset.chosen.emit("line")
        assert it.state.scenario.runs[0].learning_rate == 0.1

    def test_one_that_was_chosen_since_stays(self, bench):
        it = bench()
        it.section.dataset.chosen.emit("cars")
        it.state.propose([("runs.0.learning_rate", 0.0005)], "")
        it.section.dataset.chosen.emit("line")
        assert it.state.scenario.runs[0].learning_rate == 0.0005

    @pytest.mark.parametrize(
        "run", [Run(optimizer="adam"), Run(model="polynomial"), Run(loss="mae"), Run(model="mlp")]
    )
    def test_others_keep_theirs(self, run):
        scenario = Scenario(data=Data(dataset="cars"), runs=(run,))
        assert fitting_rates(scenario, build_samples(scenario)) == []
