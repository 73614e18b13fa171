"""The field for a person's own loss: checked at each key, proposed when it is right."""

import latex2mathml.converter
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lossstudio.core.losses.own import EXAMPLES, make_loss
from lossstudio.core.tasks import Task
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit import formula as typesetting
from lossstudio.gui.panels import formula_field
from lossstudio.gui.panels.formula_field import FormulaField
from lossstudio.gui.panels.loss_section import LossSection
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.views.loss_shape.loss_shape_view import LossShapeView

BOTH = (Task.REGRESSION, Task.BINARY)


class Panel(QWidget):
    """A window with a widget that is tested, and somewhere else to go."""

    def __init__(self, widget):
        super().__init__()
        self.other = QWidget()
        self.other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.addWidget(widget)
        layout.addWidget(self.other)
        self.resize(292, 400)


@pytest.fixture
def in_panel(qtbot):
    def show(widget):
        panel = Panel(widget)
        qtbot.addWidget(panel)
        panel.show()
        qtbot.waitExposed(panel)
        panel.activateWindow()
        return panel

    return show


@pytest.fixture
def field(qtbot, in_panel, monkeypatch):
    monkeypatch.setattr(formula_field, "TYPING", 30)
    field = FormulaField()
    field.set_formula("r**2", BOTH, {})
    field.heard, field.ends = [], []
    field.proposed.connect(field.heard.append)
    field.editing_finished.connect(lambda: field.ends.append(len(field.heard)))
    field.panel = in_panel(field)
    field.editor.setFocus()
    qtbot.waitUntil(field.editor.hasFocus)
    return field


def enter(field, text):
    field.editor.selectAll()
    QTest.keyClicks(field.editor, text)


def test_a_right_formula_is_proposed_after_a_pause_and_only_once(field, qtbot):
    enter(field, "|r|")
    assert field.heard == []
    assert field.status.text() == "✓ a loss for numbers"
    qtbot.waitUntil(lambda: field.heard == ["|r|"])
    QTest.qWait(80)
    assert field.heard == ["|r|"]
    assert field.ends == []


def test_a_wrong_one_is_marked_and_never_proposed(field):
    enter(field, "log(1 + q)")
    assert field.status.text().startswith('✗ at character 9: "q" is not known; allowed: r')
    (selection,) = field.editor.extraSelections()
    assert selection.cursor.selectedText() == "q"
    assert field.editor.accessibleDescription() == field.status.text()
    QTest.qWait(80)
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    field.panel.other.setFocus()
    assert field.heard == []
    enter(field, "r")
    assert field.editor.extraSelections() == []


def test_what_is_typeset_is_in_use_or_right_and_never_a_third_formula(field):
    in_use = field.loss.latex
    QTest.keyClick(field.editor, Qt.Key.Key_End)
    QTest.keyClicks(field.editor, " + abs(r)")
    typed = field.loss.latex
    assert typed != in_use
    QTest.keyClicks(field.editor, " + sin(")
    assert field.loss.latex == in_use
    QTest.keyClicks(field.editor, "r)")
    assert field.loss.latex not in (in_use, typed)


def test_what_is_missing_at_the_end_is_marked_at_the_last_character(field):
    enter(field, "r +")
    (selection,) = field.editor.extraSelections()
    assert selection.cursor.selectedText() == "+"
    field.editor.selectAll()
    QTest.keyClick(field.editor, Qt.Key.Key_Delete)
    assert "a formula is missing" in field.status.text()


def test_enter_and_leaving_take_it_at_once(field, qtbot):
    enter(field, "r**4")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert (field.heard, field.ends) == (["r**4"], [1])
    assert "\n" not in field.text
    enter(field, "r**6")
    field.panel.other.setFocus()
    qtbot.waitUntil(lambda: field.heard == ["r**4", "r**6"])


def test_escape_brings_back_what_is_in_use(field):
    enter(field, "foo")
    QTest.keyClick(field.editor, Qt.Key.Key_Escape)
    assert field.text == "r**2"
    assert field.status.text().startswith("✓")
    assert field.heard == []


def test_tab_leaves_and_space_is_typed(field):
    enter(field, "r + 1 - 1")
    assert field.text == "r + 1 - 1"
    QTest.keyClick(field.editor, Qt.Key.Key_Tab)
    assert not field.editor.hasFocus()
    assert field.examples_button.hasFocus()


def test_a_pasted_text_becomes_one_line(field):
    data = QMimeData()
    data.setText("r**2\n  + r**4\n")
    field.editor.selectAll()
    field.editor.insertFromMimeData(data)
    assert field.text == "r**2 + r**4"


def test_it_must_fit_the_data(field):
    field.set_formula("r**2", (Task.REGRESSION,), {})
    enter(field, "exp(-m)")
    assert "for two classes" in field.status.text()
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.heard == []


def test_what_is_typed_stays_where_something_else_changes(field):
    enter(field, "r +")
    field.set_formula("r**2", BOTH, {"a": 2.0})
    assert field.text == "r +"
    field.set_formula("r**8", BOTH, {})
    assert field.text == "r**8"


def test_a_refused_formula_stays_and_says_so(field):
    enter(field, "log(r)")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    field.set_formula("log(r)", BOTH, {})
    field.set_formula("r**2", BOTH, {}, is_refused=True)
    assert field.text == "log(r)"
    assert field.status.text().startswith("✗ Not taken")
    field.set_formula("r**2", BOTH, {})
    assert field.status.text().startswith("✗ Not taken")
    enter(field, "log(r) ")
    assert field.status.text().startswith("✓")


def test_what_is_odd_is_said(field):
    enter(field, "-r**2")
    assert "negative" in field.notes.text()
    assert field.notes.isVisible()
    enter(field, "r**2 ")
    assert not field.notes.isVisible()


def test_examples_and_insertions(field, qtbot):
    field.examples_button.menu().aboutToShow.emit()
    actions = field.examples_button.menu().actions()
    assert [action.text().split("\t")[0] for action in actions] == [text for text, _ in EXAMPLES]
    actions[0].trigger()
    assert field.heard == ["log(1 + r**2)"]
    field.insert_button.menu().aboutToShow.emit()
    menu = field.insert_button.menu().actions()
    (functions,) = (action.menu() for action in menu if action.menu() is not None)
    enter(field, "r")
    field.editor.selectAll()
    next(a for a in functions.actions() if a.text().startswith("tanh")).trigger()
    assert field.text == "tanh(r)"
    QTest.keyClicks(field.editor, "*2")
    assert field.text == "tanh(r*2)"
    field.editor.selectAll()
    next(a for a in menu if a.text().startswith("ŷ")).trigger()
    assert field.text == "ŷ"


def test_a_long_formula_has_lines_and_no_more_than_four(field):
    one = field.editor.height()
    enter(field, "r**2 + " * 8 + "r")
    several = field.editor.height()
    assert several > one
    enter(field, "+".join(["r**2"] * 60))
    assert field.editor.height() < 5 * one


# -- in the settings -------------------------------------------------------------------------------


@pytest.fixture
def section(in_panel):
    def make(scenario=None):
        state = ScenarioState(scenario or Scenario())
        section = LossSection(state)
        state.changed.connect(section.refresh)
        section.panel = in_panel(section)
        return section, state

    return make


def choose(section, name):
    section.loss.combo.setCurrentIndex(section.loss.combo.findData(name))
    section.loss.combo.activated.emit(section.loss.combo.currentIndex())


def test_choosing_it_begins_with_an_example(section):
    loss, state = section()
    choose(loss, "formula")
    assert state.scenario.runs[0].loss == "formula"
    assert make_loss(state.scenario.runs[0].formula).task is Task.REGRESSION
    assert loss.own.isVisible()
    assert state.undo_stack.count() == 1
    choose(loss, "mse")
    assert not loss.own.isVisible()
    loss, state = section(
        Scenario(data=Data(dataset="moons"), runs=(Run(loss="hinge", formula="r**2"),))
    )
    choose(loss, "formula")
    assert make_loss(state.scenario.runs[0].formula).task is Task.BINARY


def test_the_one_before_comes_back(section):
    loss, state = section(Scenario(runs=(Run(formula="r**6"),)))
    choose(loss, "formula")
    assert state.scenario.runs[0].formula == "r**6"


def test_undo_is_the_settings_while_nothing_is_being_typed(field, qtbot):
    undone = []
    QShortcut(QKeySequence.StandardKey.Undo, field.panel).activated.connect(
        lambda: undone.append(field.text)
    )
    QTest.keyClick(field.editor, Qt.Key.Key_End)
    QTest.keyClicks(field.editor, " +")
    undo = Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(field.editor, *undo)
    assert field.text == "r**2", "not in use: typing is undone"
    assert undone == []
    QTest.keyClicks(field.editor, " + 1")
    qtbot.waitUntil(lambda: field.heard == ["r**2 + 1"])
    QTest.keyClick(field.editor, *undo)
    assert undone == ["r**2 + 1"], "in use: the setting is undone, and brings its own text"


def test_an_entry_is_one_step_to_undo(section):
    loss, state = section(Scenario(runs=(Run(loss="formula", formula="r**2"),)))
    for text in ("|r|", "|r|**1.5", "|r|**1.25"):
        loss.own.editor.selectAll()
        loss.own.editor.insertPlainText(text)
        loss.own._paused()
    assert state.scenario.runs[0].formula == "|r|**1.25"
    QTest.keyClick(loss.own.editor, Qt.Key.Key_Return)
    loss.own.take("r**4")
    assert state.undo_stack.count() == 2
    state.undo_stack.undo()
    assert (state.scenario.runs[0].formula, loss.own.text) == ("|r|**1.25", "|r|**1.25")
    state.undo_stack.undo()
    assert (state.scenario.runs[0].formula, loss.own.text) == ("r**2", "r**2")


def test_its_numbers_have_sliders(section):
    loss, state = section(Scenario(runs=(Run(loss="formula", formula="a*r**2"),)))
    loss._hyperparameters._controls["a"].value_changed.emit(2.5)
    assert state.scenario.runs[0].loss_parameters == {"a": 2.5}
    loss.own.take("a*r**2 + b*|r|")
    assert list(loss._hyperparameters._controls) == ["a", "b"]
    assert loss._hyperparameters._controls["a"].value == 2.5
    loss.own.take("r**2")
    assert loss._hyperparameters._controls == {}


def test_with_more_classes_it_is_greyed(section):
    loss, _ = section(Scenario(data=Data(dataset="three_blobs"), runs=(Run(loss="cross_entropy"),)))
    (reason,) = (reason for name, _, reason in loss.loss.choices if name == "formula")
    assert "two classes" in reason


def test_what_could_not_be_built_stays_in_the_field(section):
    loss, state = section(Scenario(runs=(Run(loss="formula", formula="r**2"),)))
    loss.own.take("log(r)")
    assert state.scenario.runs[0].formula == "log(r)"
    state.revert()
    assert state.scenario.runs[0].formula == "r**2"
    assert loss.own.text == "log(r)"
    assert "Not taken" in loss.own.status.text()


# -- drawn -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *(text for text, _ in EXAMPLES),
        "where(y<1,z²,max(0,1-m,z))",
        "clip(r,-1,1)**a - pi*1e-7",
        "tan(r)/sinh(|r|+2)*arctan(√(2))",
    ],
)
def test_every_formula_can_be_typeset(text):
    loss = make_loss(text)
    for latex in (loss.formula, loss.gradient_formula):
        assert typesetting._typeset(latex).startswith("<svg"), latex
        # An unknown command is no error: it is drawn letter by letter, with its backslash.
        assert "\\" not in latex2mathml.converter.convert(latex)


@pytest.fixture
def shape(qtbot, theme, source_of):
    def show(formula, dataset="line"):
        source = source_of(
            Scenario(data=Data(dataset=dataset), runs=(Run(loss="formula", formula=formula),))
        )
        view = LossShapeView(theme)
        qtbot.addWidget(view)
        view.resize(500, 350)
        view.show()
        view.show_snapshot(source.step(3))
        QApplication.processEvents()
        return view

    return show


def test_its_shape_is_drawn(shape):
    view = shape("max(|r| - 1, 0)")
    (line,) = view.lines
    assert line.shape.label == "ℓ = max(|r| - 1, 0)"
    data = view.figure_data()
    found = dict(zip(data["formula residual"], data["formula loss"], strict=True))
    assert 1.0 in found
    assert all(loss == pytest.approx(max(abs(r) - 1, 0)) for r, loss in found.items())
    assert len(shape("m*(y - 3)", "moons").lines) == 2  # a curve a class


def test_a_loss_of_more_than_the_residual_has_points_but_no_curve(shape):
    view = shape("r**2/(1 + y**2)")
    assert view.lines == []
    assert "besides the residual" in view.notes.text()
    assert len(view.placed.loss) == 80
