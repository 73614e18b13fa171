"""Class weights, batch order and fixed parameters in the settings; the remedy of a plateau."""

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt

from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.runs.fitting import following
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.trainer import Trainer
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.scenario_state import ScenarioState

replace = msgspec.structs.replace
MOONS = Data(dataset="moons", n_samples=40)
X = np.random.default_rng(0).standard_normal((50, 2)) * [1.0, 1000.0]
HOUSES = Data(
    dataset="points",
    points=tuple(map(tuple, np.column_stack([X, X @ [2.0, 0.001]]).tolist())),
    point_names=("rooms", "area", "price"),
    test_fraction=0.0,
)
SLOW = Run(learning_rate=2e-7)


@pytest.fixture
def panel(qapp, qtbot, source_of):
    """The settings of a run that has been built."""
    kept = []

    def make(run, data=MOONS):
        state = ScenarioState(Scenario(data=data, runs=(run,)))
        comparing = Comparing(state)
        panel = ControlPanel(state, comparing)
        source = source_of(state.scenario)
        state.changed.connect(source.change)
        panel.show_snapshot(source.newest)
        panel._read()
        kept.append((state, comparing, source))
        qtbot.addWidget(panel)
        panel.resize(400, 2000)
        panel.show()
        for section in (panel.model, panel.loss, panel.optimizer):
            section.folding = "00"
        return panel, state

    return make


def choose(control, name):
    control.combo.setCurrentIndex(control.combo.findData(name))
    control.combo.activated.emit(control.combo.currentIndex())


def test_class_weights_are_for_classification_alone(panel):
    it, state = panel(Run(loss="hinge"))
    control = it.loss.class_weights
    assert control.isVisibleTo(it)
    choose(control, "balanced")
    assert state.scenario.runs[0].class_weights == "balanced"
    state.undo_stack.undo()
    assert state.scenario.runs[0].class_weights == "none"
    assert control.current == "none"
    numbers, _ = panel(Run(), Data())
    assert not numbers.loss.class_weights.isVisibleTo(numbers)


def test_another_loss_takes_the_weights_away_where_there_are_no_classes(panel):
    it, state = panel(Run(loss="hinge", class_weights="balanced"))
    state.propose([("data.dataset", "line"), ("runs.0.loss", "mse")], "")
    assert state.scenario.runs[0].class_weights == "none"
    assert not it.loss.class_weights.isVisibleTo(it)


def test_the_order_of_batches_is_chosen_where_there_are_batches(panel):
    it, state = panel(Run(loss="hinge"))
    assert not it.optimizer.batch_order.isVisibleTo(it)
    it.optimizer.full_batch.click()
    assert it.optimizer.batch_order.isVisibleTo(it)
    choose(it.optimizer.batch_order, "file")
    assert state.scenario.runs[0].batch_order == "file"
    state.undo_stack.undo()
    assert it.optimizer.batch_order.current == "shuffled"


def opened(control):
    """The menu's entries: text, ticked, enabled."""
    control.menu.aboutToShow.emit()
    return {action.text(): action for action in control.menu.actions() if not action.isSeparator()}


def test_parameters_are_held_fixed_by_ticking_them(panel):
    it, state = panel(Run(loss="hinge"))
    control = it.model.fixed
    assert control.button.text() == "None"
    entries = opened(control)
    assert list(entries) == ["w₁", "w₂", "b", "None"]
    assert not any(entry.isChecked() for entry in entries.values())
    entries["b"].trigger()
    assert state.scenario.runs[0].fixed == ("bias",)
    assert control.button.text() == "bias"
    entries = opened(control)
    assert entries["b"].isChecked()
    entries["w₂"].trigger()
    assert state.scenario.runs[0].fixed == ("w₂", "bias")
    assert not opened(control)["w₁"].isEnabled()  # one must be free
    state.undo_stack.undo()
    assert state.scenario.runs[0].fixed == ("bias",)
    opened(control)["None"].trigger()
    assert state.scenario.runs[0].fixed == ()
    assert not opened(control)["None"].isEnabled()


def test_of_a_large_model_whole_parts_are_offered(panel):
    network = Run(loss="hinge", model="mlp", hidden_layers=(8,), fixed=("b₁", "theta[1]"))
    it, state = panel(network)
    entries = opened(it.model.fixed)
    assert list(entries)[:2] == ["W₁ (weights_1)", "b₁ (bias_1)"]
    assert entries["b₁ (bias_1)"].isChecked()
    entries["W₂ (weights_2)"].trigger()
    assert set(state.scenario.runs[0].fixed) >= {"bias_1", "weights_2"}


def test_the_control_says_what_it_is_to_those_who_do_not_see_it(panel):
    it, _ = panel(Run(loss="hinge", fixed=("bias",)))
    button = it.model.fixed.button
    assert button.accessibleName() == "Fixed parameters: bias"
    assert button.accessibleDescription().startswith("Parameters that no step changes")
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


# -- the remedy ------------------------------------------------------------------------------------


def test_the_status_line_offers_the_remedy_while_it_is_advised(open_window, qtbot):
    window = open_window()
    line = window.status_line
    window.state.replace(Scenario(data=HOUSES, runs=(SLOW,)), "")
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.scenario == window.state.scenario)
    assert line.fixes.shown == []
    window.controller.step(3000)
    qtbot.waitUntil(lambda: line.fixes.shown == ["Standardise the inputs"])
    assert "“area”" in line.text
    line.set_reduced(True)
    assert not line.fixes.isVisible()
    line.set_reduced(False)
    line.fixes.fixes[0].click()
    assert window.state.scenario.runs[0].standardize == "inputs"


def test_following_it_gives_a_rate_that_fits_and_can_be_undone(panel):
    it, state = panel(SLOW, HOUSES)
    trainer = Trainer(HOUSES, SLOW)
    trainer.advance(3000)
    (advice,) = diagnose(trainer).advice
    before = state.scenario
    it.follow(advice)
    run = state.scenario.runs[0]
    assert run.standardize == "inputs"
    assert run.learning_rate > 0.1
    follower = Trainer(HOUSES, run)
    follower.advance(300)
    assert diagnose(follower).status is Status.CONVERGED
    state.undo_stack.undo()
    assert state.scenario == before


def test_an_optimiser_whose_rate_has_no_limit_keeps_its_rate():
    trainer = Trainer(HOUSES, SLOW)
    trainer.advance(3000)
    (advice,) = diagnose(trainer).advice
    scenario = Scenario(data=HOUSES, runs=(replace(SLOW, optimizer="adam"),))
    values = following(scenario, advice, build_samples(scenario))
    assert values == [("runs.0.standardize", "inputs")]
