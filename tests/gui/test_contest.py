"""You against gradient descent: whose turn it is, what is said, how it ends, what undo does."""

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lossstudio.core.text import Message
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.numbers import count, four_digits
from lossstudio.gui.training.contest import Turn

LINE = Scenario(data=Data(n_samples=30, noise=0.5), runs=(Run(learning_rate=0.4),))
MINE = (1.5, 0.8)


@pytest.fixture
def window(open_window, qtbot):
    window = open_window()
    show(window, qtbot, LINE)
    return window


def show(window, qtbot, scenario):
    window.state.replace(scenario, "", anew=True)
    qtbot.waitUntil(lambda: is_shown(window))


def is_shown(window):
    """The newest scenario is in the picture."""
    snapshot = window.controller.snapshot
    return snapshot is not None and snapshot.scene.scenario == window.state.scenario


def text(window):
    return window.fit_view.contest.text.text()


def begin(window, qtbot, mine=MINE):
    """Begin a contest, and let the person move the model to a place."""
    window.contest.toggle.trigger()
    qtbot.waitUntil(lambda: is_shown(window) and window.controller.snapshot.last_step == 0)
    window.state.drag_start(mine, 0, "Start")
    window.state.end_gesture()
    qtbot.waitUntil(lambda: is_shown(window))


def mean_squares(window, parameters):
    dataset = window.controller.snapshot.scene.dataset
    x, y = dataset.x[: dataset.n_train, 0], dataset.target[: dataset.n_train]
    return np.mean((parameters[0] * x + parameters[1] - y) ** 2)


def least_squares(window):
    dataset = window.controller.snapshot.scene.dataset
    x, y = dataset.x[: dataset.n_train, 0], dataset.target[: dataset.n_train]
    return np.polyfit(x, y, 1)


def test_it_says_what_the_person_what_descent_and_what_the_best_reaches(window, qtbot):
    begin(window, qtbot)
    strip, contest = window.fit_view.contest, window.contest
    assert strip.isVisible()
    assert contest.turn is Turn.PERSON
    yours = four_digits(mean_squares(window, MINE))
    assert f"Your mean squared error: {yours}." in text(window)
    strip.train.click()
    assert contest.turn is Turn.OPTIMIZER
    assert window.state.scenario.runs[0].start is None  # where it was before
    assert strip.train.isHidden()
    qtbot.waitUntil(lambda: window.controller.snapshot.step > 400)
    window.controller.play(False)
    qtbot.waitUntil(lambda: not window.controller.snapshot.is_running)
    best = four_digits(mean_squares(window, least_squares(window)))
    qtbot.waitUntil(lambda: f"The least possible: {best}." in text(window))
    step = count(window.controller.snapshot.step)
    assert f"You: mean squared error {yours}." in text(window)
    assert f"Gradient descent after step {step}: {best}." in text(window)
    assert text(window).endswith("Gradient descent did better.")


def test_who_has_found_the_optimum_is_told_so(window, qtbot):
    begin(window, qtbot, tuple(least_squares(window).tolist()))
    window.fit_view.contest.train.click()
    qtbot.waitUntil(lambda: is_shown(window) and window.controller.snapshot.step > 0)
    window.controller.go_to(1)
    qtbot.waitUntil(lambda: text(window).endswith("So far you are better."))


def test_run_is_as_good_as_the_button(window, qtbot):
    begin(window, qtbot)
    window.transport.run.trigger()
    qtbot.waitUntil(lambda: window.controller.snapshot.step > 0)
    assert window.contest.turn is Turn.OPTIMIZER
    first = window.controller.snapshot.run.path.thetas[0]
    assert not np.allclose(first, MINE)
    window.controller.play(False)


def test_undo_gives_the_turn_back(window, qtbot):
    begin(window, qtbot)
    window.fit_view.contest.train.click()
    window.controller.play(False)
    assert "gradient descent" in window.state.undo_stack.undoText()
    window.state.undo_stack.undo()
    assert window.contest.turn is Turn.PERSON
    assert window.state.scenario.runs[0].start == MINE
    window.state.undo_stack.undo()
    assert window.state.scenario == LINE


def test_dragging_the_model_while_it_is_trained_takes_the_turn_back(window, qtbot):
    begin(window, qtbot)
    window.fit_view.contest.train.click()
    window.controller.play(False)
    window.state.drag_start((0.5, 0.5), 0, "Start")
    assert window.contest.turn is Turn.PERSON


@pytest.mark.parametrize("turn", [Turn.PERSON, Turn.OPTIMIZER])
def test_escape_and_another_scenario_end_it(window, qtbot, turn):
    for end in (
        lambda: QTest.keyClick(window.fit_view, Qt.Key.Key_Escape),
        lambda: window.fit_view.contest.close_button.click(),
        lambda: window.contest.toggle.trigger(),
        lambda: window.document.open_preset("rate_too_large"),
        lambda: window.state.propose([("runs.0.model", "polynomial")], ""),
    ):
        show(window, qtbot, LINE)
        begin(window, qtbot)
        if turn is Turn.OPTIMIZER:
            window.fit_view.contest.train.click()
            window.controller.play(False)
        window.fit_view.setFocus()
        end()
        qtbot.waitUntil(lambda: not window.contest.is_on)
        assert window.fit_view.contest.isHidden()
        assert not window.contest.toggle.isChecked()
        assert all(entry.label != "you" for entry in window.fit_view.legend.entries)
        qtbot.waitUntil(lambda: is_shown(window))
        window.document.path = None


def test_where_the_model_cannot_be_dragged_it_is_not_offered(window, qtbot):
    assert window.contest.toggle.isEnabled()
    run = msgspec.structs.replace(LINE.runs[0], model="polynomial")
    show(window, qtbot, msgspec.structs.replace(LINE, runs=(run,)))
    qtbot.waitUntil(lambda: not window.contest.toggle.isEnabled())


def test_where_the_least_is_not_known_that_is_said(window, qtbot):
    data = Data(dataset="moons", n_samples=40)
    show(window, qtbot, Scenario(data=data, runs=(Run(loss="brier"),)))
    begin(window, qtbot, (1.0, -1.0, 0.0))
    assert "Your cost (Brier):" in text(window)
    window.fit_view.contest.train.click()
    qtbot.waitUntil(lambda: "The least possible is not known here." in text(window))
    window.controller.play(False)


def test_another_optimiser_is_named(window, qtbot):
    window.state.propose([("runs.0.optimizer", "adam")], "")
    qtbot.waitUntil(lambda: is_shown(window))
    assert window.contest.train.text() == "Now Adam"
    begin(window, qtbot)
    window.fit_view.contest.train.click()
    qtbot.waitUntil(lambda: "Adam after step " in text(window))
    window.controller.play(False)


def test_a_diverging_rate_is_no_better_than_you(window, qtbot):
    window.state.propose([("runs.0.learning_rate", 5.0)], "")
    qtbot.waitUntil(lambda: is_shown(window))
    begin(window, qtbot)
    window.fit_view.contest.train.click()
    qtbot.waitUntil(lambda: not window.controller.is_running)
    qtbot.waitUntil(lambda: "It diverged" in text(window))


# -- the steps that another start has taken away --------------------------------------------------


def test_who_takes_another_start_back_has_the_steps_again(source_of):
    source = source_of(LINE)
    before = source.step(50)
    moved = msgspec.structs.replace(
        LINE, runs=(msgspec.structs.replace(LINE.runs[0], start=(0.0, 0.0)),)
    )
    assert source.change(moved).step == 0
    further = msgspec.structs.replace(
        LINE, runs=(msgspec.structs.replace(LINE.runs[0], start=(1.0, 0.0)),)
    )
    assert source.change(further).step == 0
    again = source.change(LINE)
    assert again.step == 50
    assert not isinstance(again.notice, Message)
    np.testing.assert_array_equal(again.run.theta, before.run.theta)
    source.change(further)
    other = source.step(20)
    assert source.change(LINE).step == 50
    redone = source.change(further)
    assert redone.step == 20
    np.testing.assert_array_equal(redone.run.theta, other.run.theta)


def test_a_reset_forgets_them(source_of):
    source = source_of(LINE)
    source.step(50)
    moved = msgspec.structs.replace(
        LINE, runs=(msgspec.structs.replace(LINE.runs[0], start=(0.0, 0.0)),)
    )
    source.change(moved)
    source.worker.load(1, moved, False)
    assert source.change(LINE).step == 0
