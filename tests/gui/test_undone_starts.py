"""Another start that is undone: the run is back with its steps, exactly as it was left."""

import numpy as np
import pytest


@pytest.fixture
def window(open_window):
    return open_window()


def trained(window, qtbot, steps):
    window.controller.train_to(steps)
    at(window, qtbot, steps)


def at(window, qtbot, step):
    qtbot.waitUntil(lambda: now(window).scene.scenario == window.state.scenario)
    qtbot.waitUntil(lambda: now(window).step == step and not now(window).is_running)


def now(window):
    return window.controller.snapshot


def click(window, *theta):
    """Choose a start as a click in the landscape does."""
    window.landscape.start_chosen.emit(np.array(theta))


def test_undo_brings_back_the_steps_and_redo_those_since_then(window, qtbot):
    trained(window, qtbot, 40)
    theta, curves = now(window).run.theta, now(window).run.curves
    click(window, 1.0, 0.5)
    at(window, qtbot, 0)
    window.controller.step(3)
    at(window, qtbot, 3)
    since = now(window).run.theta
    window.state.undo_stack.undo()
    at(window, qtbot, 40)
    assert np.array_equal(now(window).run.theta, theta)
    assert np.array_equal(now(window).run.curves.low, curves.low, equal_nan=True)
    window.controller.go_to(10)  # every step on the way is there too
    at(window, qtbot, 10)
    assert now(window).last_step == 40
    window.state.undo_stack.redo()
    at(window, qtbot, 3)
    assert np.array_equal(now(window).run.theta, since)


def test_settings_changed_on_the_way_are_in_the_steps_that_come_back(window, qtbot):
    trained(window, qtbot, 20)
    window.state.propose([("runs.0.learning_rate", 0.02)], "rate")
    qtbot.waitUntil(lambda: now(window).scene.scenario == window.state.scenario)
    window.controller.step(20)
    at(window, qtbot, 40)
    theta = now(window).run.theta
    click(window, 1.0, 0.5)
    at(window, qtbot, 0)
    window.state.undo_stack.undo()
    at(window, qtbot, 40)
    assert np.array_equal(now(window).run.theta, theta)
    assert now(window).changes == (20,)


def test_a_drag_is_undone_in_one_go(window, qtbot):
    trained(window, qtbot, 30)
    for bias in (0.1, 0.2, 0.3):
        window.landscape.start_dragged.emit(np.array([1.0, bias]))
    click(window, 1.0, 0.4)
    at(window, qtbot, 0)
    window.state.undo_stack.undo()
    at(window, qtbot, 30)


def test_an_equal_setting_is_a_new_beginning(window, qtbot):
    trained(window, qtbot, 40)
    click(window, 1.0, 0.5)
    at(window, qtbot, 0)
    window.state.propose([("runs.0.start", None)], "as drawn")
    at(window, qtbot, 0)
    assert now(window).last_step == 0
