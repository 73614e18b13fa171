"""The run, driven as a person drives it, in its own thread."""

import threading
import time

import pytest
from PySide6.QtCore import Qt

from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.history import LossRecord
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.run_controller import RunController
from lossstudio.gui.training.training_worker import UNLIMITED, TrainingWorker


@pytest.fixture
def drive(qtbot):
    """Make a controller on a scenario, and end its thread afterwards."""
    made = []

    def make(scenario=None, speed=UNLIMITED):
        controller = RunController(ScenarioState(scenario or Scenario()))
        controller.state = controller._state
        made.append(controller)
        controller.set_speed(speed)
        qtbot.waitUntil(lambda: controller.snapshot is not None)
        return controller

    yield make
    for controller in made:
        controller.shut_down()


def reference(steps, scenario=None):
    """The parameters after `steps` steps, without any window."""
    experiment = Experiment(scenario or Scenario())
    experiment.advance(steps)
    return experiment.trainers[0].theta.tolist()


def theta(controller):
    return controller.snapshot.runs[0].theta.tolist()


def test_the_first_snapshot_is_step_0_and_paused(drive):
    controller = drive()
    assert (controller.snapshot.step, controller.snapshot.is_running) == (0, False)
    assert theta(controller) == reference(0)


def test_run_and_pause(drive, qtbot):
    controller = drive()
    controller.toggle()
    assert controller.is_running
    qtbot.waitUntil(lambda: controller.snapshot.step > 100)
    controller.toggle()
    qtbot.waitUntil(lambda: not controller.snapshot.is_running)
    step = controller.snapshot.step
    qtbot.wait(50)
    assert controller.snapshot.step == step
    assert theta(controller) == reference(step)


def test_step_and_back_are_exact(drive, qtbot):
    controller = drive()
    for _ in range(5):
        controller.step(1)
    qtbot.waitUntil(lambda: controller.snapshot.step == 5)
    assert theta(controller) == reference(5)
    controller.step(-3)
    qtbot.waitUntil(lambda: controller.snapshot.step == 2)
    assert theta(controller) == reference(2)
    assert controller.snapshot.last_step == 5
    controller.step(-10)
    qtbot.waitUntil(lambda: controller.snapshot.step == 0)


def test_of_many_jumps_the_last_one_counts(drive, qtbot):
    controller = drive()
    controller.step(500)
    qtbot.waitUntil(lambda: controller.snapshot.step == 500)
    for step in range(500, 100, -1):
        controller.go_to(step)
    qtbot.waitUntil(lambda: controller.snapshot.step == 101)
    assert theta(controller) == reference(101)


def test_reset_returns_to_the_same_start(drive, qtbot):
    controller = drive()
    start = theta(controller)
    controller.step(50)
    qtbot.waitUntil(lambda: controller.snapshot.step == 50)
    controller.reset()
    qtbot.waitUntil(lambda: controller.snapshot.last_step == 0)
    assert theta(controller) == start


def test_a_speed_is_not_exceeded(drive, qtbot):
    controller = drive(speed=50.0)
    begin = time.perf_counter()
    controller.play(True)
    qtbot.waitUntil(lambda: controller.snapshot.step >= 10)
    # A slow machine may fall behind; ahead of the clock it must not be.
    assert controller.snapshot.step <= 50.0 * (time.perf_counter() - begin) + 1


def test_settings_change_while_it_runs(drive, qtbot):
    controller = drive(speed=1000.0)
    controller.play(True)
    qtbot.waitUntil(lambda: controller.snapshot.step > 10)
    controller.state.propose([("runs.0.loss", "mae"), ("data.noise", 0.8)], "")
    qtbot.waitUntil(lambda: controller.snapshot.scene.scenario.runs[0].loss == "mae")
    assert controller.is_running
    assert len(controller.snapshot.changes) == 1
    assert controller.snapshot.step >= 10
    assert controller.snapshot.scene.dataset.name == "line"


def test_another_model_starts_anew_and_says_so(drive, qtbot):
    controller = drive(speed=1000.0)
    controller.step(20)
    qtbot.waitUntil(lambda: controller.snapshot.step == 20)
    notices = []
    controller.snapshot_changed.connect(lambda snapshot: notices.append(snapshot.notice))
    controller.state.propose([("runs.0.model", "polynomial"), ("runs.0.degree", 3)], "")
    qtbot.waitUntil(lambda: controller.snapshot.last_step == 0)
    assert any("restarts" in str(notice) for notice in notices)


def test_a_storm_of_changes_ends_with_the_last_one(drive, qtbot):
    controller = drive(Scenario(data=Data(n_samples=20_000)))
    loads = []
    controller.worker.snapshot_ready.connect(loads.append)
    for i in range(200):
        controller.state.propose([("data.noise", i / 100)], "", merge=True)
    qtbot.waitUntil(lambda: controller.snapshot.scene.scenario.data.noise == 1.99, timeout=20_000)
    # One at a time was under way, so most of them were never built.
    assert len(loads) < 100


def test_divergence_pauses_at_the_last_finite_step(drive, qtbot):
    controller = drive(Scenario(runs=(Run(learning_rate=3.0),)))
    controller.play(True)
    qtbot.waitUntil(lambda: controller.snapshot.is_stopped and not controller.is_running)
    diagnosis = controller.snapshot.runs[0].diagnosis
    assert diagnosis.status == "diverging"
    assert f"step {controller.snapshot.step}" in str(diagnosis.reason)
    assert controller.snapshot.runs[0].losses.cost < float("inf")


def test_a_table_that_is_not_there_is_refused_and_nothing_is_lost(drive, qtbot, tmp_path):
    controller = drive()
    controller.step(10)
    qtbot.waitUntil(lambda: controller.snapshot.step == 10)
    with qtbot.waitSignal(controller.input_rejected) as refused:
        controller.state.propose(
            [("data.dataset", "csv"), ("data.file", str(tmp_path / "no.csv"))], ""
        )
    assert "no.csv" in str(refused.args[0])
    qtbot.waitUntil(lambda: controller.state.scenario.data.dataset == "line")
    controller.step(1)
    qtbot.waitUntil(lambda: controller.snapshot.step == 11)


def test_a_worker_that_raises_is_reported_and_lives_on(drive, qtbot, monkeypatch):
    controller = drive()
    with monkeypatch.context() as patch:

        def fail(self, count):
            raise RuntimeError("made to fail")

        patch.setattr(Experiment, "advance", fail)
        with qtbot.waitSignal(controller.failed) as failed:
            controller.play(True)
        assert "made to fail" in failed.args[0]
        assert not controller.is_running
    controller.step(3)
    qtbot.waitUntil(lambda: controller.snapshot.step == 3)
    assert theta(controller) == reference(3)


def test_it_can_end_while_it_runs(drive, qtbot):
    controller = drive()
    controller.play(True)
    qtbot.waitUntil(lambda: controller.snapshot.step > 10)
    # The fixture ends the thread now; a thread that is left fails the test.


def test_no_second_snapshot_comes_before_the_credit_is_returned(qapp):
    worker = TrainingWorker()
    sent = []
    worker.snapshot_ready.connect(sent.append)
    worker.start()
    worker.load(1, Scenario(), False)
    for _ in range(5):
        worker.step(1)
    assert [snapshot.step for snapshot in sent] == [0]
    worker.return_credit()
    assert [snapshot.step for snapshot in sent] == [0, 5]
    worker.return_credit()
    assert len(sent) == 2
    # No loss was dropped meanwhile.
    assert sent[1].runs[0].curves.steps.tolist() == [0, 1, 2, 3, 4, 5]


def test_the_chosen_stretch_of_the_curve_is_sent(qapp):
    worker = TrainingWorker()
    sent = []
    worker.snapshot_ready.connect(sent.append)
    worker.start()
    worker.load(1, Scenario(), False)
    worker.return_credit()
    worker.step(5000)
    worker.return_credit()
    assert sent[-1].runs[0].curves.width > 1
    worker.set_window((1000, 1100))
    curves = sent[-1].runs[0].curves
    assert curves.width == 1
    assert curves.steps[0] == 1000
    assert curves.steps[-1] == 1100
    record = worker._experiment.trainers[0].record
    assert isinstance(record, LossRecord)
    assert curves.low.tolist() == record.curves(0, 1101).low[1000:].tolist()


def test_going_on_from_an_earlier_step_forgets_the_later_ones(drive, qtbot):
    controller = drive(Scenario())
    controller.step(50)
    qtbot.waitUntil(lambda: controller.snapshot.step == 50)
    there = controller.snapshot.runs[0].theta
    controller.go_to(20)
    qtbot.waitUntil(lambda: controller.snapshot.step == 20)
    assert controller.snapshot.last_step == 50
    controller.set_speed(1.0)
    controller.go_on()
    qtbot.waitUntil(lambda: controller.snapshot.last_step < 50)
    assert controller.is_running
    controller.play(False)
    qtbot.waitUntil(lambda: not controller.snapshot.is_running)
    controller.step(50 - controller.snapshot.step)
    qtbot.waitUntil(lambda: controller.snapshot.step == 50)
    assert controller.snapshot.runs[0].theta.tolist() == there.tolist()


def test_training_to_a_step_stands_there_exactly(drive, qtbot):
    controller = drive(speed=1.0)  # the chosen speed does not hold it up
    controller.step(7)
    qtbot.waitUntil(lambda: controller.snapshot.step == 7)
    told = []
    controller.running_changed.connect(told.append)
    controller.train_to(2345)
    assert controller.is_running
    qtbot.waitUntil(lambda: not controller.is_running)
    qtbot.waitUntil(lambda: not controller.snapshot.is_running)
    assert (controller.snapshot.step, controller.snapshot.last_step) == (2345, 2345)
    assert theta(controller) == reference(2345)
    assert told == [True, False]


def test_training_to_a_far_step_can_be_paused(drive, qtbot):
    controller = drive()
    controller.train_to(10**9)
    qtbot.waitUntil(lambda: controller.snapshot.step > 50)
    controller.toggle()
    qtbot.waitUntil(lambda: not controller.snapshot.is_running)
    assert 50 < controller.snapshot.step < 10**9
    controller.toggle()  # and from there it goes on as ever, beyond no step in particular
    step = controller.snapshot.step
    qtbot.waitUntil(lambda: controller.snapshot.step > step)
    assert controller.is_running


def test_training_to_a_step_ends_there_also_where_settings_change_as_it_is_reached(drive, qtbot):
    controller = drive()
    arrived = threading.Event()
    controller.worker.arrived.connect(lambda _: arrived.set(), Qt.ConnectionType.DirectConnection)
    controller.train_to(10_000)
    qtbot.waitUntil(lambda: controller.snapshot.step > 50)
    # Training waits a moment for the window in each of its turns, which goes on with nothing here.
    assert arrived.wait(60)  # the window has not heard of it yet
    assert controller.is_running
    controller.state.replace(Scenario(runs=(Run(learning_rate=0.05),)), "")
    qtbot.waitUntil(lambda: not controller.is_running)
    qtbot.waitUntil(lambda: controller.snapshot.step == 10_000)
    assert not controller.is_bound


def test_training_to_step_0_is_a_reset(drive, qtbot):
    controller = drive()
    controller.step(5)
    qtbot.waitUntil(lambda: controller.snapshot.step == 5)
    controller.train_to(0)
    qtbot.waitUntil(lambda: controller.snapshot.last_step == 0)
    qtbot.waitUntil(lambda: not controller.is_running)
    assert controller.snapshot.step == 0


def test_training_to_a_step_ends_where_it_diverges(drive, qtbot):
    controller = drive(Scenario(runs=(Run(learning_rate=100.0),)))
    controller.train_to(100_000)
    qtbot.waitUntil(lambda: not controller.is_running)
    qtbot.waitUntil(lambda: controller.snapshot.is_stopped)
    assert controller.snapshot.step < 1000
