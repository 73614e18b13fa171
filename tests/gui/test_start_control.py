"""A start in numbers, seen and typed in the settings."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from lossstudio.core.text import Message
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.first_parameters import initial_parameters
from lossstudio.gui.kit.i18n import Language
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.panels.start_control import DRAWN, NUMBERS
from lossstudio.gui.state.scenario_state import ScenarioState

TWO = Scenario(data=Data(dataset="iris"), runs=(Run(loss="binary_cross_entropy"),))


@pytest.fixture
def shown(qapp, qtbot, source_of):
    """The start of a scenario's run in the settings, their state, and what refuses and follows."""

    def show(scenario=None):
        scenario = scenario or Scenario()
        state = ScenarioState(scenario)
        panel = ControlPanel(state)
        qtbot.addWidget(panel)
        panel.resize(300, 900)
        panel.model.folding = "00"
        panel.show()
        source = source_of(scenario)
        show_in(panel, source.step(3))
        panel.kept = state, source
        return panel.model.start, state, source, panel

    def show_in(panel, snapshot):
        panel.show_snapshot(snapshot)
        panel._read()

    show.show_in = show_in
    return show


def texts(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in (0, 1)] for row in range(model.rowCount())
    ]


def type_into(table, row, text):
    """As a person does with the keyboard alone."""
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 1))
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    editor.insert(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_drawn_start_is_shown_by_the_names_of_its_parameters(shown):
    start, state, source, _ = shown(TWO)
    assert start.choice.current == DRAWN
    objective = source.newest.scene.objective
    assert [name for name, _ in texts(start.table)] == [
        "weight of petal length",
        "weight of petal width",
        "bias",
    ]
    drawn = initial_parameters(objective)
    values = [float(text.replace("−", "-")) for _, text in texts(start.table)]
    np.testing.assert_allclose(values, drawn, rtol=1e-5)
    assert state.scenario.runs[0].start is None


def test_a_number_that_is_typed_makes_it_a_start_in_numbers_that_can_be_undone(shown):
    start, state, _, _ = shown()
    before = list(start.model.numbers)
    type_into(start.table, 0, "−2,5")
    assert state.scenario.runs[0].start == (-2.5, before[1])
    assert start.choice.current == NUMBERS
    assert texts(start.table)[0][1] == "−2.5"
    assert start.table.currentIndex().row() == 0
    state.undo_stack.undo()
    assert state.scenario.runs[0].start is None
    assert start.choice.current == DRAWN
    state.undo_stack.redo()
    assert state.scenario.runs[0].start == (-2.5, before[1])
    start.choice.chosen.emit(DRAWN)
    assert state.scenario.runs[0].start is None


def test_these_numbers_are_those_that_were_drawn(shown):
    start, state, source, _ = shown()
    start.choice.chosen.emit(NUMBERS)
    drawn = initial_parameters(source.newest.scene.objective)
    assert state.scenario.runs[0].start == tuple(drawn.tolist())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("two", 'weight of x = "two": must be a finite number'),
        ("", 'weight of x = "": must be a finite number'),
        ("1e999", 'weight of x = "1e999": must be a finite number'),
        ("1,234", '"1,234" could mean 1.234 or 1234'),
    ],
)
def test_a_text_that_is_no_number_is_said_and_changes_nothing(shown, text, said):
    start, state, _, _ = shown()
    messages: list[Message] = []
    state.rejected.connect(messages.append)
    before = texts(start.table)
    table = start.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.clear()
    editor.insert(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert str(messages[0]).startswith(said)
    assert texts(table) == before
    assert state.scenario.runs[0].start is None


def test_escape_and_an_unchanged_number_leave_the_start_drawn(shown):
    start, state, _, _ = shown()
    table = start.table
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        table.setFocus()
        table.setCurrentIndex(table.model().index(1, 1))
        QTest.keyClick(table, Qt.Key.Key_Return)
        QTest.keyClick(table.findChild(QLineEdit), key)
        QApplication.processEvents()
    assert state.scenario.runs[0].start is None


def test_the_present_parameters_become_the_start(shown):
    start, state, source, _ = shown(TWO)
    start.take_button.click()
    assert state.scenario.runs[0].start == tuple(source.newest.runs[0].theta.tolist())


@pytest.mark.parametrize("how", ["inputs", "inputs_and_target"])
def test_the_numbers_of_a_standardised_run_and_their_names_are_in_the_datas_units(shown, how):
    points = tuple((1000.0 + 30.0 * i, 0.02 * i * i, 50.0 + 7.0 * i) for i in range(12))
    data = Data(dataset="points", points=points, point_names=("mass", "height", "price"))
    start, state, source, _ = shown(Scenario(data=data, runs=(Run(standardize=how),)))
    assert [name for name, _ in texts(start.table)] == [
        "weight of mass", "weight of height", "bias",
    ]  # fmt: skip
    objective = source.newest.scene.objective
    drawn = objective.in_data_units(initial_parameters(objective))
    expected = [*np.ravel(drawn["weights"]), *np.ravel(drawn["bias"])]
    values = [float(text.replace("−", "-")) for _, text in texts(start.table)]
    np.testing.assert_allclose(values, expected, rtol=1e-5)
    start.take_button.click()
    taken = objective.theta_of(np.array(state.scenario.runs[0].start))
    np.testing.assert_allclose(taken, source.newest.runs[0].theta, rtol=1e-9, atol=1e-12)


def test_a_model_that_itself_standardises_starts_in_its_own_numbers(shown):
    points = tuple((1000.0 + 30.0 * i, 50.0 + 7.0 * i) for i in range(12))
    data = Data(dataset="points", points=points)
    start, _, source, _ = shown(Scenario(data=data, runs=(Run(model="polynomial", degree=2),)))
    assert [name for name, _ in texts(start.table)] == ["weight of u", "weight of u²", "bias"]
    values = [float(text.replace("−", "-")) for _, text in texts(start.table)]
    drawn = initial_parameters(source.newest.scene.objective)
    np.testing.assert_allclose(values, drawn, rtol=1e-5)


def test_it_follows_the_model_the_run_and_the_language(shown, source_of):
    start, state, _, panel = shown(
        Scenario(runs=(Run(), Run(model="mlp", hidden_layers=(3,), start=(0.5,) * 10)))
    )
    assert len(texts(start.table)) == 2
    panel._focus.set(1)
    assert start.choice.current == NUMBERS
    assert [name for name, _ in texts(start.table)][:2] == ["W₁[1,1]", "W₁[1,2]"]
    assert {value for _, value in texts(start.table)} == {"0.5"}
    # Eight rows are in sight, the others are scrolled.
    assert start.table.height() < 10 * start.table.rowHeight(0)
    type_into(start.table, 9, "7")
    assert state.scenario.runs[1].start[9] == 7.0
    assert state.scenario.runs[0].start is None
    assert state.propose([("runs.1.model", "linear")], "")
    assert start.choice.current == DRAWN
    shown.show_in(panel, source_of(state.scenario).step(0))
    assert [name for name, _ in texts(start.table)] == ["weight of x", "bias"]


@pytest.fixture
def language(qapp):
    language = Language(qapp)
    yield language
    language.set_language("en")
    language.deleteLater()


def test_in_chinese(shown, language):
    language.set_language("zh_CN")
    start, _, _, _ = shown()
    assert texts(start.table)[1][0] == "偏置"
    assert start.model.headerData(0, Qt.Orientation.Horizontal) == "参数"
    assert [start.choice.combo.itemText(i) for i in (0, 1)] == ["由种子抽取", "用下列数值"]
    language.set_language("en")
    QApplication.processEvents()
    assert texts(start.table)[1][0] == "bias"
