"""The current scenario: what it takes, what it refuses, and how it is undone."""

from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.state.scenario_state import ScenarioState


def make_state():
    state = ScenarioState(Scenario())
    heard, refused = [], []
    state.changed.connect(heard.append)
    state.rejected.connect(refused.append)
    return state, heard, refused


def test_a_proposal_is_taken_and_told_once(qapp):
    state, heard, refused = make_state()
    assert state.propose([("data.noise", 0.5)], "Noise")
    assert state.scenario.data.noise == 0.5
    assert heard == [state.scenario]
    assert not refused


def test_nothing_is_told_where_nothing_changes(qapp):
    state, heard, _ = make_state()
    assert state.propose([("data.noise", state.scenario.data.noise)], "Noise")
    assert not heard
    assert not state.undo_stack.canUndo()


def test_what_does_not_fit_is_refused_with_its_reason(qapp):
    state, heard, refused = make_state()
    assert not state.propose([("runs.0.loss", "cross_entropy")], "Loss")
    assert state.scenario == Scenario()
    assert not heard
    assert "runs.0.loss" in str(refused[0])
    assert "mse" in str(refused[0])


def test_a_drag_is_undone_in_one_go_and_two_drags_in_two(qapp):
    state, heard, _ = make_state()
    for noise in (0.4, 0.5, 0.6):
        state.propose([("data.noise", noise)], "Noise", merge=True)
    state.end_gesture()
    for noise in (0.7, 0.8):
        state.propose([("data.noise", noise)], "Noise", merge=True)
    state.undo_stack.undo()
    assert state.scenario.data.noise == 0.6
    state.undo_stack.undo()
    assert state.scenario.data.noise == 0.3
    state.undo_stack.redo()
    state.undo_stack.redo()
    assert state.scenario.data.noise == 0.8
    assert heard[-1] == state.scenario


def test_changes_of_different_fields_are_undone_by_themselves(qapp):
    state, _, _ = make_state()
    state.propose([("data.noise", 0.4)], "Noise", merge=True)
    state.propose([("runs.0.learning_rate", 0.4)], "Learning rate", merge=True)
    state.undo_stack.undo()
    assert state.scenario.data.noise == 0.4
    assert state.scenario.runs[0].learning_rate == 0.1


def test_revert_returns_to_what_could_be_built(qapp):
    state, _, _ = make_state()
    state.propose([("data.noise", 0.4)], "Noise")
    state.accept(state.scenario)
    good = state.scenario
    state.propose([("data.dataset", "csv"), ("data.file", "missing.csv")], "Data set")
    state.revert()
    assert state.scenario == good
    state.revert()
    assert state.scenario == good
