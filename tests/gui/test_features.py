"""Features in the settings, and what the views call them."""

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from lossstudio.engine.measuring.linear_score import is_line
from lossstudio.engine.measuring.picture import make_canvas
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.panels.data_section import DataSection
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.network.table import columns_of
from lossstudio.gui.views.network.words import input_names
from lossstudio.gui.views.parameter_names import named_parameters, parameter_name

replace = msgspec.structs.replace
MOONS = Data(dataset="moons", n_samples=40)
CLASSES = Run(loss="binary_cross_entropy")
MIXED = ("x1^2", "sin(pi*x2)", "x1*x2")


@pytest.fixture
def section(qtbot, source_of):
    """The data section for samples that have been made."""
    kept = []

    def make(data=MOONS, run=CLASSES):
        state = ScenarioState(Scenario(data=data, runs=(run,)))
        section = DataSection(state)
        state.changed.connect(section.refresh)
        section.show_data(source_of(state.scenario).newest.scene.dataset)
        kept.append(state)
        qtbot.addWidget(section)
        section.show()
        return section.features, state

    return make


def entries(control):
    """The open menu's entries by their text."""
    control.menu.aboutToShow.emit()
    return {action.text(): action for action in control.menu.actions() if not action.isSeparator()}


def ticked(control):
    return [text for text, action in entries(control).items() if action.isChecked()]


def test_the_inputs_enter_until_others_are_ticked(section):
    control, state = section()
    assert control.button.text() == "The inputs"
    assert list(entries(control)) == [
        "x₁", "x₂", "x₁²", "x₂²", "x₁x₂", "sin(x₁)", "sin(x₂)", "sin(πx₁)", "sin(πx₂)",
        "The inputs",
    ]  # fmt: skip
    assert ticked(control) == ["x₁", "x₂"]
    assert not entries(control)["The inputs"].isEnabled()
    entries(control)["x₁²"].trigger()
    assert state.scenario.data.features == ("x1", "x2", "x1^2")
    assert control.button.text() == "x₁, x₂, x₁²"
    entries(control)["x₂"].trigger()
    assert state.scenario.data.features == ("x1", "x1^2")
    state.undo_stack.undo()
    assert state.scenario.data.features == ("x1", "x2", "x1^2")
    entries(control)["x₁²"].trigger()
    assert state.scenario.data.features == ()  # the inputs themselves
    entries(control)["x₁x₂"].trigger()
    entries(control)["The inputs"].trigger()
    assert state.scenario.data.features == ()
    assert control.button.text() == "The inputs"


def test_one_feature_must_enter(section):
    control, _ = section(Data(dataset="moons", n_samples=40, features=("x1*x2",)))
    assert ticked(control) == ["x₁x₂"]
    assert not entries(control)["x₁x₂"].isEnabled()
    assert entries(control)["x₁"].isEnabled()


def test_those_of_a_file_are_offered_too(section):
    features = ("x2*x1", "cos(2*x1)", "x1^4")
    control, state = section(Data(dataset="moons", n_samples=40, features=features))
    assert control.button.text() == "x₁x₂, cos(2x₁), x₁⁴"
    assert ticked(control) == ["x₁x₂", "cos(2x₁)", "x₁⁴"]
    entries(control)["x₁⁴"].trigger()
    assert state.scenario.data.features == ("x1*x2", "cos(2*x1)")


def test_columns_with_names_are_told_by_them(section):
    control, state = section(Data(dataset="iris"))
    assert list(entries(control))[:3] == ["x₁ (petal length (cm))", "x₂ (petal width (cm))", "x₁²"]
    entries(control)["x₁²"].trigger()
    assert state.scenario.data.features == ("x1", "x2", "x1^2")


def test_with_many_inputs_squares_alone_are_offered_and_with_more_none(section):
    rng = np.random.default_rng(0)
    for count, offered in ((5, 10), (12, 24), (13, None)):
        rows = tuple(map(tuple, rng.normal(size=(8, count + 1)).tolist()))
        control, _ = section(Data(dataset="points", points=rows), Run())
        assert control.isEnabled() == (offered is not None)
        if offered is not None:
            assert len(entries(control)) == offered + 1


def test_the_menu_stays_open_while_entries_are_ticked(section, qtbot):
    control, state = section()
    control.menu.popup(QPoint(0, 0))
    qtbot.waitUntil(control.menu.isVisible)
    place = {action.data(): action for action in control.menu.actions()}
    qtbot.mouseClick(
        control.menu,
        Qt.MouseButton.LeftButton,
        pos=control.menu.actionGeometry(place["x2^2"]).center(),
    )
    assert control.menu.isVisible()
    assert state.scenario.data.features == ("x1", "x2", "x2^2")
    control.menu.setActiveAction(place["x1"])
    qtbot.keyClick(control.menu, Qt.Key.Key_Space)
    assert control.menu.isVisible()
    assert state.scenario.data.features == ("x2", "x2^2")
    assert [a.data() for a in control.menu.actions() if a.isChecked()] == ["x2", "x2^2"]
    qtbot.keyClick(control.menu, Qt.Key.Key_Escape)
    assert not control.menu.isVisible()


# -- what the views say ----------------------------------------------------------------------------


def trained(run, **data):
    experiment = Experiment(Scenario(data=Data(**data), runs=(run,)))
    experiment.advance(3)
    return experiment.trainers[0]


def test_weights_are_named_after_their_features():
    trainer = trained(CLASSES, dataset="moons", n_samples=40, features=MIXED)
    objective = trainer.objective
    names = [f"weight of {term}" for term in ("x₁²", "sin(πx₂)", "x₁x₂")] + ["bias"]
    named = named_parameters(objective, trainer.theta)
    assert list(named) == names
    assert list(named.values()) == trainer.theta.tolist()
    places = range(objective.model.n_parameters)
    found = [parameter_name(objective.model, objective.dataset, place) for place in places]
    assert found == names


def test_standardised_weights_and_polynomials_of_features_are_told_apart():
    run = Run(loss="binary_cross_entropy", standardize="inputs")
    objective = trained(run, dataset="moons", n_samples=40, features=("x1^2", "x2")).objective
    assert parameter_name(objective.model, objective.dataset, 0) == "weight of u(x₁²)"
    run = Run(loss="binary_cross_entropy", model="polynomial", degree=2, standardize=False)
    objective = trained(run, dataset="moons", n_samples=40, features=("x1^2", "x2")).objective
    found = [parameter_name(objective.model, objective.dataset, place) for place in range(5)]
    terms = ("x₁²", "x₂", "(x₁²)²", "x₁²x₂", "x₂²")
    assert found == [f"weight of {term}" for term in terms]


def test_columns_keep_their_names_in_those_of_weights():
    trainer = trained(CLASSES, dataset="iris", features=("x1^2", "x1*x2"))
    names = list(named_parameters(trainer.objective, trainer.theta))
    assert names[:2] == [
        "weight of (petal length)²",
        "weight of petal length · petal width",
    ]


def test_the_network_has_its_features_as_inputs():
    run = Run(loss="binary_cross_entropy", model="mlp", hidden_layers=(3,))
    trainer = trained(run, dataset="moons", n_samples=40, features=MIXED)
    assert input_names(trainer.objective) == ("x₁²", "sin(πx₂)", "x₁x₂")
    table = columns_of(trainer.objective, trainer.theta, trainer.gradient)
    assert table["from"][:9:3] == ["x₁²", "sin(πx₂)", "x₁x₂"]


def test_a_model_of_features_is_no_line_to_be_dragged():
    for data, run in ((Data(n_samples=30), Run()), (MOONS, CLASSES)):
        for features, expected in ((), True), (("x1^2",), False), (("x1", "x1^2"), False):
            scenario = Scenario(data=replace(data, features=features), runs=(run,))
            objective = Experiment(scenario).trainers[0].objective
            assert is_line(objective, make_canvas(objective.dataset)) == expected


def test_the_fit_is_drawn_over_the_datas_inputs(qtbot, theme, source_of):
    data = Data(dataset="circles", n_samples=60, noise=0.05, features=("x1^2", "x2^2"))
    run = Run(loss="binary_cross_entropy", learning_rate=2.0)
    view = FitView(theme)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    source = source_of(Scenario(data=data, runs=(run,)))
    view.show_snapshot(source.step(800))
    QApplication.processEvents()
    inner, outer = np.array([[0.1, 0.1]]), np.array([[0.9, 0.6], [-0.9, 0.6], [0.0, -1.1]])
    objective, theta = source.newest.scene.objective, source.newest.run.theta
    assert (objective.predict_raw(theta, inner) < 0).all()
    assert (objective.predict_raw(theta, outer) > 0).all()
    assert view.layer.dataset.x.shape[1] == 2
