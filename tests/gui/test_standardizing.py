"""Standardised runs in the window: the control, and what the views show in the data's units."""

import math

import msgspec
import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.engine.measuring.contributions import contributions
from lossstudio.engine.measuring.picture import make_canvas, paint
from lossstudio.engine.measuring.unit_outputs import make_probe, node_outputs
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.i18n import core_text
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.panels.model_formula import model_formula
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.fit.residual_sum import least_squares_sum
from lossstudio.gui.views.loss_curve.words import notes
from lossstudio.gui.views.loss_shape.loss_shape_view import LossShapeView

replace = msgspec.structs.replace
POINTS = tuple(
    (1000.0 + 300.0 * math.sin(i), 5e4 + 9e3 * math.sin(i + 0.5) + 500.0 * math.cos(7 * i))
    for i in range(40)
)
FAR = Data(dataset="points", points=POINTS)


@pytest.fixture
def panel(qapp, qtbot):
    """The settings of a run, and their state."""
    kept = []

    def make(run, data=FAR):
        state = ScenarioState(Scenario(data=data, runs=(run,)))
        comparing = Comparing(state)
        panel = ControlPanel(state, comparing)
        kept.append((state, comparing))
        qtbot.addWidget(panel)
        panel.show()
        return panel.model, state

    return make


def choose(control, name):
    control.combo.setCurrentIndex(control.combo.findData(name))
    control.combo.activated.emit(control.combo.currentIndex())


def names(control):
    return [name for name, _, _ in control.choices]


def test_a_linear_model_is_standardised_and_back_by_one_choice(panel):
    section, state = panel(Run())
    control = section.standardize
    assert control.isVisibleTo(section)
    # What null means is plain here: nothing is standardised.
    assert names(control) == ["false", "inputs", "inputs_and_target"]
    assert control.current == "false"
    choose(control, "inputs")
    assert state.scenario.runs[0].standardize == "inputs"
    section.refresh(state.scenario)
    assert control.current == "inputs"
    choose(control, "false")
    assert state.scenario == Scenario(data=FAR, runs=(Run(),))
    state.undo_stack.undo()
    assert state.scenario.runs[0].standardize == "inputs"


def test_a_model_that_decides_itself_has_a_choice_more(panel):
    section, state = panel(Run(model="polynomial", degree=2))
    control = section.standardize
    assert names(control) == ["null", "false", "inputs", "inputs_and_target"]
    assert control.current == "null"
    choose(control, "false")
    assert state.scenario.runs[0].standardize is False
    choose(control, "null")
    assert state.scenario.runs[0].standardize is None
    assert "learning rate, the gradient and λmax belong to" in core_text(
        FIELDS["runs.standardize"].help
    )


def test_what_a_loss_does_not_allow_is_greyed_and_another_loss_takes_it_away(panel):
    section, state = panel(Run(loss="binary_cross_entropy"), Data(dataset="moons"))
    reasons = {name: reason for name, _, reason in section.standardize.choices}
    assert reasons["inputs"] is None
    assert "no mean" in reasons["inputs_and_target"]
    _, state = panel(Run(standardize="inputs_and_target"))
    assert state.propose([("runs.0.loss", "binary_cross_entropy")], "Loss")
    assert state.scenario.runs[0].standardize == "inputs"
    assert not state.propose([("runs.0.standardize", "inputs_and_target")], "Standardise")


def test_the_formula_says_what_is_done():
    def formula(**run):
        return model_formula(Run(**run), 2, False)

    assert formula() == r"\hat y = W^\top x + b"
    assert model_formula(Run(), 1, False) == r"\hat y = w x + b", "one input has one weight"
    assert model_formula(Run(bias=False, loss="cross_entropy"), 1, False) == "z = w x"
    assert formula(standardize="inputs") == (
        r"\begin{array}{l} u = \frac{x - c}{s} \\ \hat y = W^\top u + b \end{array}"
    )
    assert r"u = \frac{x}{s}" in formula(standardize="inputs", bias=False)
    assert r"\hat Y = s_y \, \hat y + c_y" in formula(standardize="inputs_and_target")
    assert r"h_0 = x \\" in formula(model="mlp", standardize=False)
    assert r"h_0 = \frac{x - c}{s}" in formula(model="mlp")
    one = model_formula(Run(model="polynomial", degree=2, standardize=False), 1, False)
    assert one == r"\hat y = w_{1} x + w_{2} x^{2} + b"
    one = model_formula(Run(model="polynomial", degree=2, standardize="inputs"), 1, True)
    assert "u^{2}" in one


def test_a_choice_restarts_and_a_start_from_the_landscape_is_in_the_data_units(
    open_window, qtbot, tmp_path
):
    window = open_window()
    window.state.replace(Scenario(data=FAR, runs=(Run(standardize="inputs"),)), "x")
    controller = window.controller

    def scene():
        return controller.snapshot.scene

    qtbot.waitUntil(lambda: scene().objective.run.standardize == "inputs")
    theta = np.array([9000.0, 51000.0])
    window.landscape.start_chosen.emit(theta)
    objective = scene().objective
    start = window.state.scenario.runs[0].start
    found = objective.in_data_units(theta)
    np.testing.assert_allclose(start, [found["weights"], found["bias"]], rtol=1e-12)
    qtbot.waitUntil(lambda: scene().objective.run.start == start)
    np.testing.assert_allclose(controller.snapshot.run.theta, theta, rtol=1e-12)
    controller.step(5)
    qtbot.waitUntil(lambda: controller.snapshot.step == 5)
    assert window.state.propose([("runs.0.standardize", "inputs_and_target")], "Standardise")
    qtbot.waitUntil(lambda: scene().objective.run.standardize == "inputs_and_target")
    assert controller.snapshot.step == 0
    assert window.state.scenario.runs[0].start == start  # the same line
    found = scene().objective.in_data_units(controller.snapshot.run.theta)
    np.testing.assert_allclose([found["weights"], found["bias"]], start, rtol=1e-9)


BOTH = Scenario(
    data=FAR,
    runs=(Run(standardize="inputs_and_target"), Run(standardize="inputs", learning_rate=0.1)),
)


def by_hand(objective, theta, x):
    """Predictions from the parameters in the data's units."""
    found = objective.in_data_units(theta)
    return found["weights"] * x + found["bias"]


def test_pictures_residuals_and_sums_are_in_the_data_units(qtbot, theme, source_of):
    source = source_of(BOTH)
    view = FitView(theme)
    qtbot.addWidget(view)
    view.resize(500, 350)
    view.residuals = "lines"
    view.show()
    view.show_snapshot(source.step(40))
    QApplication.processEvents()
    snapshot = source.newest
    dataset = snapshot.scene.dataset
    x = dataset.x[:, 0]
    for objective, run in zip(snapshot.scene.objectives, snapshot.runs, strict=True):
        expected = by_hand(objective, run.theta, x)
        canvas = make_canvas(dataset)
        curve = by_hand(objective, run.theta, canvas.axes[0])
        np.testing.assert_allclose(paint(objective, run.theta, canvas), curve, rtol=1e-9)
        found = contributions(objective, run.theta)
        np.testing.assert_allclose(found.prediction, expected, rtol=1e-9)
        np.testing.assert_allclose(found.residual, expected - dataset.target, rtol=1e-6)
        outputs = node_outputs(make_probe(objective, canvas), run.theta)[-1]
        np.testing.assert_allclose(outputs.mean, expected[: dataset.n_train].mean(), rtol=1e-9)
    ends = view.marks._ends(snapshot)
    np.testing.assert_allclose(
        ends[1], by_hand(snapshot.scene.objective, snapshot.run.theta, x[: dataset.n_train])
    )
    sums = [least_squares_sum(objective) for objective in snapshot.scene.objectives]
    assert sums[0] == pytest.approx(sums[1], rel=1e-9)
    assert "The model works with (x − " in view.notes.text()


def test_the_loss_shape_says_in_which_unit_residuals_are(qtbot, theme, source_of):
    source = source_of(BOTH)
    view = LossShapeView(theme)
    qtbot.addWidget(view)
    view.show()
    view.show_snapshot(source.step(20))
    QApplication.processEvents()
    label = view.area.plot.getAxis("bottom").labelText
    assert "in standard deviations of the target" in label
    assert np.abs(view.placed.place).max() < 10.0


def test_the_loss_curve_says_in_which_unit_losses_are(source_of):
    target = "The target is standardised: losses are measured in its standard deviations."
    one = source_of(Scenario(data=FAR, runs=BOTH.runs[:1])).newest.scene
    assert notes(one) == target
    # Beside a run that leaves it as it is, heights are not to be compared.
    assert "different units" in notes(source_of(BOTH).newest.scene)
    assert notes(source_of(Scenario(data=FAR, runs=BOTH.runs[1:])).newest.scene) == ""
