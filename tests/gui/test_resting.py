"""Training pauses by itself once it has converged or goes off, and goes on with a change."""

import pytest
from PySide6.QtCore import Qt

from lossstudio.engine.diagnosis import Status
from lossstudio.engine.scenarios.scenario import Stop
from lossstudio.gui.shell.modes import Mode


@pytest.fixture
def simple(open_window, monkeypatch):
    """The simple window at full speed."""
    monkeypatch.setattr("lossstudio.gui.shell.modes.FIRST", Mode.SIMPLE)
    window = open_window()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    window.controller.set_speed(float("inf"))
    return window


def rested(window, qtbot, status=Status.CONVERGED):
    controller = window.controller
    qtbot.waitUntil(
        lambda: (
            controller.snapshot.rests is status
            and not controller.is_running
            and not controller.snapshot.is_running
        )
    )
    return controller.snapshot


def test_it_pauses_where_it_has_converged_and_says_how_to_go_on(simple, qtbot):
    simple.controller.play(True)
    snapshot = rested(simple, qtbot)
    assert snapshot.run.diagnosis.status is Status.CONVERGED
    assert simple.transport.run.text() == "Run"
    qtbot.waitUntil(lambda: simple.status_line.fixes.shown == ["Train on"])
    simple.status_line.fixes.fixes[0].click()
    qtbot.waitUntil(lambda: simple.controller.snapshot.step > snapshot.step + 100)
    assert simple.controller.is_running


def test_it_goes_on_with_a_change(simple, qtbot):
    simple.controller.play(True)
    step = rested(simple, qtbot).step
    simple.state.propose([("data.noise", 0.6)], "Noise")
    assert simple.controller.is_running
    qtbot.waitUntil(lambda: simple.controller.snapshot.step > step)
    assert rested(simple, qtbot).step > step
    simple.state.propose([("title", "another")], "Title")
    assert not simple.controller.is_running


@pytest.mark.parametrize("leave", ["step", "back", "reset"])
def test_who_has_gone_elsewhere_is_left_in_peace(simple, qtbot, leave):
    controller = simple.controller
    controller.play(True)
    step = rested(simple, qtbot).step
    {"step": controller.step, "back": lambda: controller.step(-1), "reset": controller.reset}[
        leave
    ]()
    qtbot.waitUntil(lambda: controller.snapshot.step != step)
    simple.state.propose([("data.noise", 0.6)], "Noise")
    assert not controller.is_running


def test_a_run_that_goes_off_pauses_and_does_not_go_on_by_itself(simple, qtbot):
    simple.state.propose([("runs.0.learning_rate", 2.0)], "rate")
    simple.controller.play(True)
    snapshot = rested(simple, qtbot, Status.DIVERGING)
    assert 8 <= snapshot.step <= 12
    simple.state.propose([("runs.0.learning_rate", 0.1)], "rate")
    assert not simple.controller.is_running
    simple.controller.play(True)
    assert rested(simple, qtbot).step > snapshot.step


def test_each_window_has_its_own_choice_and_keeps_it(simple, qtbot):
    assert simple.resting.switch.isChecked()
    simple.modes.set(Mode.STUDIO)
    assert not simple.resting.switch.isChecked()
    simple.controller.play(True)
    qtbot.waitUntil(
        lambda: (
            simple.controller.snapshot.run.diagnosis.status is Status.CONVERGED
            and simple.controller.snapshot.step > 1000
        )
    )
    assert simple.controller.is_running
    simple.resting.switch.trigger()
    assert simple.settings.text("rest", "") == "on"
    simple.controller.reset()
    simple.controller.play(True)
    rested(simple, qtbot)
    simple.modes.set(Mode.SIMPLE)
    assert simple.resting.switch.isChecked()


def test_a_scenario_s_own_stop_pauses_the_window_too(simple, qtbot):
    simple.state.propose([("stop", {"train_loss": 1.0})], "stop")
    assert simple.state.scenario.stop == Stop(train_loss=1.0)
    simple.controller.play(True)
    qtbot.waitUntil(lambda: not simple.controller.is_running)
    qtbot.waitUntil(lambda: simple.controller.snapshot.run.losses.train_loss <= 1.0)
    assert simple.transport.run.text() == "Run"
