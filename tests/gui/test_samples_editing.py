"""Editing samples in their table, with the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.kit.typed_numbers import read_number
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.views.samples.cell_editor import written
from lossstudio.gui.views.samples.columns import Quantity
from lossstudio.gui.views.samples.samples_view import SamplesView

LINE = Scenario(data=Data(n_samples=10))
MOONS = Scenario(data=Data(dataset="moons", n_samples=10), runs=(Run(loss="hinge"),))


class Bench:
    def __init__(self, scenario, source, view):
        self.state = ScenarioState(scenario)
        self.editor = DataEditor(self.state)
        self.source, self.view, self.told = source, view, []
        view.editing.editor = self.editor
        self.editor.told.connect(lambda message, is_error: self.told.append(str(message)))
        self.state.changed.connect(lambda changed: self._show(source.change(changed)))
        self._show(source.newest)

    def _show(self, snapshot):
        self.editor.take_snapshot(snapshot)
        self.view.show_snapshot(snapshot)
        QApplication.processEvents()

    @property
    def points(self):
        return self.state.scenario.data.points

    @property
    def dataset(self):
        return self.source.newest.scene.dataset

    def go_to(self, sample, quantity):
        model, table = self.view.model, self.view.table
        index = model.index(model.row_of(sample), model.column_of(quantity))
        table.setCurrentIndex(index)
        table.setFocus()

    def key(self, key):
        QTest.keyClick(self.view.table, key)
        QApplication.processEvents()

    def cell(self, kind):
        found = [w for w in self.view.table.viewport().findChildren(kind) if w.isVisible()]
        return found[0] if found else None


@pytest.fixture
def bench(qtbot, theme, source_of):
    def make(scenario=LINE):
        source = source_of(scenario)
        view = SamplesView(theme)
        qtbot.addWidget(view)
        view.resize(900, 400)
        view.show()
        view.show_snapshot(source.newest)
        qtbot.waitUntil(lambda: not view.is_busy)
        return Bench(scenario, source, view)

    return make


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_number_is_typed(bench, key):
    it = bench()
    before = it.dataset
    it.go_to(4, Quantity.TARGET)
    it.key(key)
    line = it.cell(QLineEdit)
    assert float(line.text()) == before.target[4]  # in full precision
    line.setText("−2,5")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert it.points[4] == (before.x[4, 0], -2.5)
    assert it.dataset.target[4] == -2.5
    it.state.undo_stack.undo()
    assert it.state.scenario == LINE


def test_each_entry_is_undone_by_itself(bench):
    it = bench()
    for number in ("7", "8"):
        it.go_to(4, Quantity.TARGET)
        it.key(Qt.Key.Key_F2)
        line = it.cell(QLineEdit)
        line.setText(number)
        QTest.keyClick(line, Qt.Key.Key_Return)
        QApplication.processEvents()
    it.key(Qt.Key.Key_Insert)
    it.key(Qt.Key.Key_Insert)
    assert it.state.undo_stack.count() == 4
    assert len(it.points) == 12
    it.state.undo_stack.undo()
    it.state.undo_stack.undo()
    it.state.undo_stack.undo()
    assert it.points[4][1] == 7.0


def test_the_keyboard_stays_at_its_sample_and_the_order_too(bench):
    it = bench()
    order = [it.view.model.sample_at(row) for row in range(10)]
    it.go_to(4, Quantity.TARGET)
    it.key(Qt.Key.Key_F2)
    it.cell(QLineEdit).setText(str(float(it.dataset.target[4]) + 1e-6))
    QTest.keyClick(it.cell(QLineEdit), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert it.dataset.name == "points"
    assert [it.view.model.sample_at(row) for row in range(10)] == order
    it.key(Qt.Key.Key_Insert)
    model = it.view.model
    assert model.sample_at(it.view.table.currentIndex().row()) == 4
    losses = model.values[model.column_of(Quantity.LOSS)][model.order]
    assert all(losses[:-1] >= losses[1:])
    row = it.view.table.currentIndex().row()
    it.key(Qt.Key.Key_Delete)
    assert it.view.table.currentIndex().row() in (row, row + 1)  # its twin, or the next one
    assert it.view.table.currentIndex().column() == model.column_of(Quantity.TARGET)


def test_escape_leaves_it(bench):
    it = bench()
    it.go_to(4, Quantity.INPUT)
    it.key(Qt.Key.Key_F2)
    line = it.cell(QLineEdit)
    line.setText("7")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert it.state.scenario == LINE


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1_0", "1e999", "9" * 400])
def test_what_is_no_number_is_refused(bench, text):
    it = bench()
    it.go_to(4, Quantity.INPUT)
    it.key(Qt.Key.Key_F2)
    line = it.cell(QLineEdit)
    line.setText(text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert it.state.scenario == LINE
    assert it.told == [f'"{text}": must be a finite number']


@pytest.mark.parametrize(
    ("text", "number"),
    [("0,05", 0.05), ("０，０５", 0.05), ("－１。５", -1.5), (" 1,5e-3 ", 1.5e-3), ("— 2", -2.0)],
)
def test_a_cell_reads_numbers_as_the_number_fields_do(bench, text, number):
    it = bench()
    it.go_to(4, Quantity.TARGET)
    it.key(Qt.Key.Key_F2)
    it.cell(QLineEdit).setText(text)
    QTest.keyClick(it.cell(QLineEdit), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert it.dataset.target[4] == number
    assert not [said for said in it.told if "number" in said]


def test_a_comma_with_two_meanings_is_refused_in_a_cell(bench):
    it = bench()
    it.go_to(4, Quantity.TARGET)
    it.key(Qt.Key.Key_F2)
    it.cell(QLineEdit).setText("1,234")
    QTest.keyClick(it.cell(QLineEdit), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert it.state.scenario == LINE
    assert it.told == ['"1,234" could mean 1.234 or 1234: write one of these two instead']


def test_a_class_is_chosen(bench):
    it = bench(MOONS)
    other = 1 - int(it.dataset.target[2])
    it.go_to(2, Quantity.TARGET)
    it.key(Qt.Key.Key_F2)
    choice = it.cell(QComboBox)
    assert choice.currentIndex() == 1 - other
    choice.setCurrentIndex(other)
    choice.activated.emit(other)
    assert it.points[2][-1] == other


def test_what_the_model_says_cannot_be_edited(bench):
    it = bench()
    it.go_to(4, Quantity.LOSS)
    column = it.view.model.column_of(Quantity.LOSS)
    index = it.view.model.index(0, column)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    it.key(Qt.Key.Key_Return)  # the first cell of the row that can be
    assert it.view.table.currentIndex().column() == it.view.model.column_of(Quantity.INPUT)
    assert it.cell(QLineEdit) is not None


def test_what_can_be_edited_comes_into_sight(bench):
    it = bench()
    it.view.resize(460, 400)
    QApplication.processEvents()
    model = it.view.model
    given = [model.column_of(quantity) for quantity in (Quantity.INPUT, Quantity.TARGET)]
    assert all(it.view.table.isColumnHidden(column) for column in given)
    it.go_to(4, Quantity.LOSS)
    it.key(Qt.Key.Key_Return)
    assert not any(it.view.table.isColumnHidden(column) for column in given)
    assert it.cell(QLineEdit) is not None


def test_insert_adds_one_like_the_present_one(bench):
    it = bench()
    it.go_to(4, Quantity.INPUT)
    row = (it.dataset.x[4, 0], it.dataset.target[4])
    it.key(Qt.Key.Key_Insert)
    assert len(it.points) == 11
    assert it.points[8] == row  # the last training sample, before the two test samples
    assert it.dataset.n_train == 9
    assert "training sample 9" in it.told[-1]
    assert it.view.table.currentIndex().isValid()


def test_delete_removes_what_is_selected(bench):
    it = bench()
    it.view.table.selectRow(0)
    sample = it.view.model.sample_at(0)
    gone = (it.dataset.x[sample, 0], it.dataset.target[sample])
    it.key(Qt.Key.Key_Delete)
    assert len(it.points) == 9
    assert gone not in it.points
    it.key(Qt.Key.Key_Delete)
    assert len(it.points) == 8
    assert it.state.undo_stack.count() == 2
    it.view.table.selectAll()
    it.key(Qt.Key.Key_Delete)
    assert len(it.points) == 8
    assert "At least 2 training samples" in it.told[-1]


def test_the_menu_has_the_same(bench):
    it = bench()
    it.go_to(4, Quantity.INPUT)
    menu = it.view.context_menu()
    by_text = {action.text(): action for action in menu.actions()}
    by_text["Add a sample like this"].trigger()
    assert len(it.points) == 11
    by_text["Remove the selected samples"].trigger()
    assert len(it.points) == 10


def test_too_many_are_not_edited(bench):
    it = bench(Scenario(data=Data(n_samples=5001)))
    it.view.table.selectRow(0)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_F2):
        it.key(key)
        assert "up to 5000 can be edited" in it.told.pop()
    assert it.cell(QLineEdit) is None
    assert it.state.scenario.data.dataset == "line"


def test_without_an_editor_nothing_can_be_edited(qtbot, theme, source_of):
    view = SamplesView(theme)
    qtbot.addWidget(view)
    view.show()
    view.show_snapshot(source_of(LINE).newest)
    index = view.model.index(0, view.model.column_of(Quantity.INPUT))
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Insert, Qt.Key.Key_Delete):
        view.table.setCurrentIndex(index)
        QTest.keyClick(view.table, key)


def test_how_numbers_are_written_and_read():
    for value in (0.1, 3.0, -1e300, 1e-7, 123456789.0):
        assert read_number(written(value)) == value
    assert written(3.0) == "3"
