"""Opening, pasting and copying tables; the list of data sets; the learning rate that they allow."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.csv_rows import Layout
from lossstudio.engine.fitting import fitting_rates
from lossstudio.engine.samples import build_samples
from lossstudio.engine.scenario import Data, Run, Scenario
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
    qtbot.waitUntil(lambda: not dialog._looking.is_busy and not dialog._reading.is_busy)
    qtbot.waitUntil(lambda: dialog._checked is not None or len(dialog.columns.names) < 2)


def ok(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


NUMBERS = "a,b,y\n" + "".join(f"{i},{i * i % 7},{2 * i}\n" for i in range(10))
FLOWERS = "length;name;kind\n" + "".join(
    f"{i},5;n{i};{'rose' if i % 2 else 'lily'}\n" for i in range(10)
)


class TestOpening:
    def test_a_plain_table_stays_in_its_file(self, opened):
        it, dialog, path = opened(NUMBERS)
        assert dialog.columns.names == ("a", "b", "y")
        assert dialog.numbers.isChecked()
        ok(dialog).click()
        assert (it.data.dataset, it.data.file, it.data.columns) == ("csv", str(path), None)
        assert build_samples(it.state.scenario).input_names == ("a", "b")
        it.state.undo_stack.undo()
        assert it.state.scenario == Scenario()

    @pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
    def test_other_encodings_are_shown_and_stay_in_their_file(self, opened, encoding):
        content = "温度,y\n" + "".join(f"{i},{2 * i}\n" for i in range(10))
        it, dialog, path = opened(content, encoding=encoding)
        assert dialog.columns.names == ("温度", "y")
        ok(dialog).click()
        assert (it.data.file, it.data.encoding) == (str(path), None)
        assert build_samples(it.state.scenario).input_names == ("温度",)

    def test_letters_of_the_west_are_no_chinese(self, opened, qtbot):
        content = "Höhe;Größe\n" + "".join(f"{i},5;{2 * i}\n" for i in range(10))
        it, dialog, path = opened(content, encoding="windows-1252")
        assert dialog.columns.names == ("Höhe", "Größe")
        choice = dialog.layout_choice.encoding
        assert choice.currentText() == "Windows-1252 (Western European)"
        choice.setCurrentIndex(2)
        choice.activated.emit(2)
        settle(qtbot, dialog)
        assert dialog.columns.names[0] == "Höhe".encode("cp1252").decode("gb18030")
        choice.setCurrentIndex(0)
        choice.activated.emit(0)
        qtbot.waitUntil(lambda: "is not UTF-8 text" in dialog.verdict.text())
        assert not ok(dialog).isEnabled()
        choice.setCurrentIndex(3)
        choice.activated.emit(3)
        settle(qtbot, dialog)
        ok(dialog).click()
        assert (it.data.file, it.data.encoding) == (str(path), "windows-1252")
        assert build_samples(it.state.scenario).input_names == ("Höhe",)
        it.state.undo_stack.undo()
        assert it.state.scenario == Scenario()

    def test_columns_that_are_no_numbers_are_left_out(self, opened):
        it, dialog, _ = opened(FLOWERS)
        assert dialog.layout_choice.layout_chosen is None
        assert dialog.layout_choice.comma.isChecked()
        assert dialog.columns.names == ("length", "kind")
        assert dialog.classes.isChecked()
        ok(dialog).click()
        assert it.data.columns == ("length", "kind")
        assert it.losses == ["binary_cross_entropy"]
        dataset = build_samples(it.state.scenario)
        assert dataset.classes == ("lily", "rose")
        np.testing.assert_array_equal(dataset.x[:3, 0], [0.5, 1.5, 2.5])

    def test_of_a_wide_table_as_many_inputs_are_ticked_as_there_can_be(self, opened, qtbot):
        names = ",".join(["x" * 1000, *(f"c{i}" for i in range(1, 300))]) + "\n"
        _, dialog, _ = opened(names + (",".join(map(str, range(300))) + "\n") * 5)
        assert dialog.columns.inputs == list(range(100))
        assert "100 at most" in dialog.columns.inputs_label.text()
        assert ok(dialog).isEnabled()
        assert len(dialog.columns.list.item(0).text()) < 300
        dialog.columns.list.item(200).setCheckState(Qt.CheckState.Checked)
        settle(qtbot, dialog)
        assert not ok(dialog).isEnabled()
        assert "at most 100" in dialog.verdict.text()
        dialog.columns.target_choice.setCurrentIndex(200)
        dialog.columns.target_choice.activated.emit(200)
        settle(qtbot, dialog)
        assert dialog.columns.inputs == list(range(100))
        assert not dialog.columns.list.item(200).flags() & Qt.ItemFlag.ItemIsEnabled
        assert dialog.columns.list.item(299).flags() & Qt.ItemFlag.ItemIsEnabled

    def test_other_columns_and_another_task(self, opened, qtbot):
        it, dialog, _ = opened(NUMBERS)
        dialog.columns.target_choice.setCurrentIndex(1)
        dialog.columns.target_choice.activated.emit(1)
        dialog.columns.list.item(2).setCheckState(Qt.CheckState.Checked)
        dialog.columns.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        dialog.classes.click()
        settle(qtbot, dialog)
        ok(dialog).click()
        assert it.data.columns == ("y", "b")
        assert it.losses == ["cross_entropy"]
        assert len(build_samples(it.state.scenario).classes) == 4  # squares modulo 7

    @pytest.mark.parametrize(
        ("content", "said"),
        [("a,y\n", "no rows below the names"), ("a\n1\n2\n3\n", "There is one column")],
    )
    def test_where_nothing_can_be_chosen_it_says_why(self, bench, qtbot, tmp_path, content, said):
        path = tmp_path / "table.csv"
        path.write_text(content, encoding="utf-8")
        it = bench()
        it.commands.open_table(path)
        qtbot.waitUntil(lambda: said in it.dialog.verdict.text())
        assert not it.dialog.progress.isVisible()
        assert not ok(it.dialog).isEnabled()

    def test_no_input_is_not_enough(self, opened):
        _, dialog, _ = opened("a,y\n1,2\n3,4\n")
        dialog.columns.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        assert not ok(dialog).isEnabled()
        assert "at least one input" in dialog.verdict.text()

    def test_rows_that_cannot_be_read_are_named_and_skipped(self, opened):
        it, dialog, _ = opened("a,y\n1,2\nx,3\n4,5\n6\n7,NA\n8,9\n")
        text = dialog.problems.toPlainText().splitlines()
        assert [line.split(":")[0] for line in text] == ["Line 3", "Line 5", "Line 6"]
        assert 'column 1 ("a") = "x"' in text[0]
        assert "number of cells = 1" in text[1]
        assert '"NA": must be a finite number' in text[2]
        assert "3 rows can be read, 3 cannot" in dialog.verdict.text()
        assert not ok(dialog).isEnabled()
        dialog.skip.click()
        ok(dialog).click()
        assert it.data.dataset == "points"
        assert it.data.points == ((1.0, 2.0), (4.0, 5.0), (8.0, 9.0))
        assert it.told[-1] == "3 samples taken as own points: y from a."

    def test_a_missing_class_is_a_row_that_cannot_be_read(self, opened):
        _, dialog, _ = opened("a,y\n1,u\n2,v\n3,\n4,u\n")
        assert dialog.problems.toPlainText().startswith("Line 4")

    def test_another_delimiter(self, opened, qtbot):
        _, dialog, _ = opened("1;5,2\n2;6,3\n3;7,4\n")
        assert not dialog.layout_choice.header.isChecked()
        dialog.layout_choice.comma.click()
        dialog.layout_choice.delimiter.setCurrentIndex(0)
        dialog.layout_choice.delimiter.activated.emit(0)
        settle(qtbot, dialog)
        assert dialog.layout_choice.layout_chosen == Layout(",", False, False)
        assert 'column 1 ("column 1") = "1;5": must be' in dialog.problems.toPlainText()
        assert not ok(dialog).isEnabled()
        assert dialog.skip.isHidden()

    def test_names_that_were_taken_for_numbers(self, opened, qtbot):
        it, dialog, _ = opened("2020,2021\n1,2\n3,4\n5,6\n")
        assert "4 rows" in dialog.verdict.text()
        dialog.layout_choice.header.click()
        settle(qtbot, dialog)
        assert dialog.columns.names == ("2020", "2021")
        assert "become own points" in dialog.verdict.text()
        ok(dialog).click()
        assert it.data.points == ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0))

    def test_too_many_rows_to_be_taken_over(self, opened):
        _, dialog, _ = opened("a,y\nx,1\n" + "1,2\n" * 5001)
        dialog.skip.click()
        assert not ok(dialog).isEnabled()
        assert "more than the" in dialog.verdict.text()

    def test_what_is_no_table_says_why(self, opened):
        _, dialog, _ = opened("just words\nand more\n")
        assert not ok(dialog).isEnabled()
        _, dialog, _ = opened("")
        assert "no cells" in dialog.verdict.text()

    def test_a_class_that_only_the_last_rows_have(self, opened):
        rows = "".join(f"{i},{'b' if i > 7 else 'a'}\n" for i in range(10))
        it, dialog, _ = opened("x,y\n" + rows)
        ok(dialog).click()
        assert it.data.test_fraction == 0.0
        assert "Without a test set" in it.told[-1]

    def test_closing_takes_nothing_and_ends_the_reading(self, opened):
        it, dialog, _ = opened(NUMBERS)
        dialog.reject()
        assert it.state.scenario == Scenario()


class TestPasting:
    @pytest.mark.parametrize(
        ("text", "points"),
        [
            ("1\t2\n3\t4\n5\t6\n", ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0))),
            ("x\ty\n1,5\t2\n3\t4,25\n", ((1.5, 2.0), (3.0, 4.25))),
            ("a;b;y\r\n1;2;3\r\n4;5;6\r\n", ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))),
            ("1,2\n3,4\n", ((1.0, 2.0), (3.0, 4.0))),
        ],
    )
    def test_numbers(self, bench, text, points):
        it = bench()
        it.commands.paste_table(text)
        assert it.data.points == points
        assert f"{len(points)} samples taken" in it.told[-1]
        assert it.state.undo_stack.count() == 1

    def test_names_of_classes(self, bench):
        it = bench()
        text = "len\tkind\n" + "".join(f"{i}\t{('rose', 'lily')[i % 2]}\n" for i in range(10))
        it.commands.paste_table(text)
        assert it.data.points[:2] == ((0.0, 1.0), (1.0, 0.0))
        assert it.losses == ["binary_cross_entropy"]
        assert "classes: lily, rose" in it.told[-1]
        dataset = build_samples(it.state.scenario)
        assert dataset.classes == ("lily", "rose")
        assert (dataset.input_names, dataset.target_name) == (("len",), "kind")
        it.commands.paste_table("1\t2\t3\n4\t5\t6\n7\t8\t9\n")
        assert (it.data.point_names, it.data.class_names) == (None, None)

    def test_classes_that_come_back_keep_their_order(self, bench, source_of):
        points = tuple((float(i), float(i % 3)) for i in range(12))
        names = ("small", "medium", "large")
        data = Data(dataset="points", points=points, class_names=names)
        it = bench(Scenario(data=data, runs=(Run(loss="cross_entropy"),)))
        it.commands.paste_table(table_text(build_samples(it.state.scenario)))
        assert (it.data.points, it.data.class_names) == (points, names)
        it.commands.paste_table("x\tsize\n" + "1\tsmall\n2\tmedium\n" * 9)
        assert it.data.class_names == ("medium", "small")

    @pytest.mark.parametrize("kind", ["rose", "<b>1</b>"])
    def test_a_single_class_is_refused_in_words(self, bench, kind):
        it = bench()
        it.commands.paste_table("len\tkind\n" + "".join(f"{i}\t{kind}\n" for i in range(4)))
        assert it.state.scenario == Scenario()
        assert it.told[-1].startswith(f"Not taken: all samples have the same kind, {kind}.")

    @pytest.mark.parametrize("text", ["hello", "one line\twith a tab", "a\nb\nc\n", "1\n2\n3\n"])
    def test_what_is_no_table_is_refused(self, bench, text):
        it = bench()
        it.commands.paste_table(text)
        assert it.state.scenario == Scenario()
        assert it.dialog is None
        assert "neither a scenario nor a table" in it.told[-1]
        assert not holds_table(text)

    def test_where_something_is_missing_it_asks(self, bench, qtbot):
        it = bench()
        it.commands.paste_table("x\ty\n1\t2\n\t3\n4\t5\n6\t7\n")
        settle(qtbot, it.dialog)
        assert it.dialog.problems.toPlainText().startswith("Line 3")
        it.dialog.skip.click()
        ok(it.dialog).click()
        assert it.data.points == ((1.0, 2.0), (4.0, 5.0), (6.0, 7.0))

    @pytest.mark.parametrize("name", ["line", "threshold", "penguins"])
    def test_what_is_copied_can_be_pasted(self, bench, name):
        loss = {"line": "mse", "threshold": "brier", "penguins": "cross_entropy"}[name]
        it = bench(Scenario(data=Data(dataset=name), runs=(Run(loss=loss),)))
        it.commands.copy_data()
        text = QGuiApplication.clipboard().text()
        old = build_samples(it.state.scenario)
        assert text == table_text(old)
        it.commands.paste_table(text)
        new = build_samples(it.state.scenario)
        np.testing.assert_array_equal(new.x, old.x)
        if name == "threshold":  # classes are numbered by their names: fail, pass
            assert old.classes == ("fail", "pass")
        np.testing.assert_array_equal(new.target, old.target)


class TestTheList:
    def test_every_set_is_offered_under_its_heading(self, bench):
        it = bench()
        names = [name for name, _, _ in it.section.dataset.choices]
        real = [name for name, generator in DATASETS.items() if generator.is_real]
        assert names[names.index("real") + 1 : names.index("own")] == real
        greyed = [name for name, _, reason in it.section.dataset.choices if reason is not None]
        assert greyed == ["real", "own"]

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
