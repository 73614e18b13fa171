"""The run before: kept until the next but one, pale in the loss curve and in the landscape."""

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.app import make_window
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.training import derived
from lossstudio.gui.training.background import wait_for_all
from lossstudio.gui.training.run_before import RunBefore
from lossstudio.gui.views.landscape.landscape_view import LandscapeView
from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView

LINE = Scenario(data=Data(n_samples=40), runs=(Run(learning_rate=0.2),))


@pytest.fixture
def before(qapp):
    parent = QObject()
    yield RunBefore(Settings(), parent)
    parent.deleteLater()


@pytest.fixture
def shown(qtbot, theme, source_of, before):
    """A visible view that hears of the run before, and the source of its snapshots."""

    def show(kind, scenario=LINE):
        source = source_of(scenario)
        view = kind(theme)
        qtbot.addWidget(view)
        part = view.before if kind is LossCurveView else view.layers.before
        part.follow(before)
        before.changed.connect(view.redraw)
        view.resize(500, 400)
        view.show()

        def feed(snapshot):
            before.take(snapshot)
            view.show_snapshot(snapshot)
            qtbot.waitUntil(lambda: not view.is_busy)
            QApplication.processEvents()
            return snapshot

        feed(source.newest)
        return view, source, feed, part.lines

    yield show
    derived.stop_all()
    wait_for_all()


def reset(source, scenario=LINE):
    """Begin anew, as a reset does."""
    source.worker.load(2, scenario, False)
    return source.newest


def test_it_is_kept_until_the_next_but_one(before, source_of):
    source = source_of(LINE)
    before.take(source.newest)
    assert before.snapshot is None
    first = source.step(20)
    before.take(first)
    assert before.snapshot is None  # it is the run
    before.take(reset(source))
    assert before.snapshot is first
    before.take(reset(source))  # there was no step in between
    assert before.snapshot is first
    second = source.step(5)
    before.take(second)
    assert before.snapshot is first
    before.take(reset(source))
    assert before.snapshot is second


def test_a_setting_changed_at_an_earlier_step_takes_steps_back_too(before, source_of):
    source = source_of(LINE)
    before.take(source.step(20))
    last = source.go_to(8)
    before.take(last)
    assert before.snapshot is None
    before.take(source.change(with_values(LINE, [("runs.0.learning_rate", 0.5)])))
    before.take(source.step(1))
    assert before.snapshot is last
    assert before.snapshot.last_step == 20


@pytest.mark.parametrize("change", [("data.dataset", "sine"), ("title", "Another one")])
def test_another_scenario_has_none(before, source_of, change):
    source = source_of(LINE)
    before.take(source.step(20))
    before.take(reset(source, with_values(LINE, [change])))
    assert before.snapshot is None


def test_it_can_be_removed_and_switched_off(before, source_of):
    told = []
    before.changed.connect(lambda: told.append(before.snapshot))
    source = source_of(LINE)
    ended = source.step(20)
    before.take(ended)
    before.take(reset(source))
    before.switch.setChecked(False)
    assert before.snapshot is None
    before.switch.setChecked(True)
    before.remove()
    assert told == [ended, None, ended, None]
    before.switch.setChecked(False)
    again = RunBefore(Settings(), before)
    assert not again.switch.isChecked()


def test_the_loss_curve_shows_it_on_the_same_axes(shown):
    view, source, feed, ghost = shown(LossCurveView)
    ended = feed(source.step(40))
    numbers = {name: list(values) for name, values in view.figure_data().items()}
    assert not ghost.lines
    feed(reset(source))
    assert view.area.home[0][1] > 40
    train, test = ghost.lines
    curves = ended.run.curves
    assert train.x[-1] == 40
    assert train.y[0] == curves.high[0, 0]
    assert train.y[-1] == curves.low[-1, 0]
    assert test.y[-1] == curves.low[-1, 1]
    feed(source.step(40))  # the same again: no number of the ghost is in the table
    assert {name: list(values) for name, values in view.figure_data().items()} == numbers


def test_a_logarithmic_axis_has_it_too(shown):
    view, source, feed, ghost = shown(LossCurveView)
    ended = feed(source.step(40))
    view.log_y_button.setChecked(True)
    feed(reset(source))
    assert ghost.lines[0].y[-1] == pytest.approx(np.log10(ended.run.losses.train_loss))


def test_losses_of_another_kind_are_not_drawn_over_each_other(shown):
    _, source, feed, ghost = shown(LossCurveView)
    feed(source.step(20))
    feed(reset(source, with_values(LINE, [("runs.0.loss", "mae")])))
    assert not ghost.lines


def test_the_landscape_shows_its_path(shown):
    view, source, feed, ghost = shown(LandscapeView)
    ended = feed(source.step(30))
    feed(reset(source))
    (line,) = ghost.lines
    plane = view.planner.result.plane
    expected = np.array([plane.coordinates(theta) for theta in ended.run.path.thetas])
    ends = np.array([line.x[-1], line.y[-1]])
    np.testing.assert_allclose([line.x[0], line.y[0]], expected[0])
    np.testing.assert_allclose(ends, plane.coordinates(ended.run.theta))
    other = with_values(LINE, [("runs.0.bias", False)])
    feed(reset(source, other))
    assert not ghost.lines  # other parameters


@pytest.mark.parametrize("kind", [LossCurveView, LandscapeView])
def test_a_click_on_its_name_removes_it_and_does_nothing_else(shown, before, kind):
    view, source, feed, ghost = shown(kind)
    feed(source.step(30))
    feed(reset(source))
    asked = []
    for name in ("start_chosen", "step_chosen"):
        if hasattr(view, name):
            getattr(view, name).connect(asked.append)
    place = view.area.mapFromScene(ghost.mapToScene(ghost.name_box().center()))
    QTest.mouseClick(view.area.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert before.snapshot is None
    assert not ghost.lines
    assert not ghost.isVisible()
    assert asked == []


def test_a_click_on_the_curve_removes_it(shown, before):
    view, source, feed, ghost = shown(LossCurveView)
    feed(source.step(40))
    feed(reset(source))
    line = ghost.lines[0]
    half = len(line.x) // 2
    at = view.area.mapFromScene(ghost.mapToScene(ghost._parts(line)[0][half]))
    QTest.mouseClick(view.area.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert before.snapshot is None


def test_in_the_window_a_reset_leaves_it_and_the_menu_has_a_switch(qapp, qtbot):
    window = make_window(qapp, language="en", theme="light")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.controller.snapshot is not None)
    window.workspace.open("loss")
    ghost = window.loss_curve.before.lines
    window.controller.step(12)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 12)
    window.controller.reset()
    qtbot.waitUntil(lambda: window.controller.snapshot.last_step == 0)
    qtbot.waitUntil(lambda: len(ghost.lines) > 0)
    menu = window.figures.menu(window.loss_curve)
    (switch,) = [one for one in menu.actions() if one.text() == "Show the run before"]
    switch.trigger()
    assert not ghost.lines
    window.document.leave = lambda go: go()
    window.close()
