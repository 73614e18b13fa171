"""The slider over the steps: it follows the run, and leads it back in time."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolButton

from lossstudio.gui.panels.transport_bar import TransportBar

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def source(source_of):
    return source_of()


@pytest.fixture
def bar(qtbot):
    made = TransportBar()
    qtbot.addWidget(made)
    made.resize(1400, 40)
    made.show()
    return made


def test_it_is_idle_before_the_first_step(bar, source):
    bar.show_snapshot(source.step(0))
    assert not bar.time.isEnabled()
    assert not bar.go_on.isVisible()


def test_it_follows_the_run_without_asking_for_anything(bar, source):
    asked = []
    bar.time.step_chosen.connect(asked.append)
    bar.show_snapshot(source.step(40))
    assert (bar.time.value(), bar.time.maximum()) == (40, 40)
    bar.show_snapshot(source.go_to(10))
    assert (bar.time.value(), bar.time.maximum()) == (10, 40)
    assert asked == []


def test_a_click_asks_for_the_step_under_the_pointer(bar, source, qtbot):
    bar.show_snapshot(source.step(1000))
    asked = []
    bar.time.step_chosen.connect(asked.append)
    qtbot.mouseClick(bar.time, LEFT, pos=QPoint(bar.time.width() // 2, bar.time.height() // 2))
    assert asked
    assert asked[-1] == pytest.approx(500, abs=20)


def test_what_is_dragged_stays_under_the_pointer(bar, source, qtbot):
    bar.show_snapshot(source.step(1000))
    qtbot.mousePress(bar.time, LEFT, pos=QPoint(bar.time.width() // 4, bar.time.height() // 2))
    held = bar.time.value()
    bar.show_snapshot(source.go_to(900))  # comes late
    assert bar.time.value() == held
    qtbot.mouseRelease(bar.time, LEFT)


def test_the_slider_keeps_its_place_while_it_is_dragged(qtbot, bar, source):
    bar.show_snapshot(source.step(1000))
    qtbot.waitUntil(lambda: "1000" in bar._position.text())
    bar.resize(bar.sizeHint().width() + 4, 40)  # no room for one more button beside the words
    bar.layout().activate()
    qtbot.mousePress(bar.time, LEFT, pos=QPoint(bar.time.width() // 2, bar.time.height() // 2))
    before = bar.time.geometry()
    bar.show_snapshot(source.go_to(500))
    bar.layout().activate()
    assert bar.time.geometry() == before
    assert not bar.go_on.isVisible()
    qtbot.mouseRelease(bar.time, LEFT)
    assert bar.go_on.isVisible()


def places(bar):
    """Where everything in the bar stands."""
    bar.layout().activate()
    return {
        bar.actionGeometry(action).getRect() for action in bar.actions() if action.isVisible()
    } | {bar.time.geometry().getRect()}


@pytest.mark.parametrize("width", [1400, 1000, 760, 560])
def test_nothing_moves_where_continue_from_here_comes_and_goes(bar, source, width):
    bar.resize(width, 40)
    bar.show_snapshot(source.step(1000))
    bar.show_snapshot(source.step(1))
    before = places(bar)
    bar.show_snapshot(source.go_to(10))
    assert bar.go_on.isVisible()
    assert places(bar) == before
    button = next(b for b in bar.findChildren(QToolButton) if b.defaultAction() is bar.go_on)
    assert button.isVisible() or not bar.rect().contains(bar.actionGeometry(bar.actions()[-2]))
    bar.show_snapshot(source.go_to(1001))
    assert not bar.go_on.isVisible()
    assert places(bar) == before


def test_longer_numbers_move_nothing_while_the_time_is_dragged(bar, source, qtbot):
    bar.show_snapshot(source.step(2000))
    middle = bar.time.height() // 2
    qtbot.mousePress(bar.time, LEFT, pos=QPoint(bar.time.width() // 2, middle))
    before = places(bar)
    for step in (1999, 1000, 0):
        bar.show_snapshot(source.go_to(step))
        assert places(bar) == before
    qtbot.mouseRelease(bar.time, LEFT)
    assert "<b>0</b>" in bar._position.text()


def test_continue_from_here_is_pressed(bar, source, qtbot):
    bar.show_snapshot(source.step(40))
    bar.show_snapshot(source.go_to(10))
    heard = []
    bar.go_on.triggered.connect(lambda: heard.append("on"))
    button = next(b for b in bar.findChildren(QToolButton) if b.defaultAction() is bar.go_on)
    qtbot.mouseClick(button, LEFT)
    assert heard == ["on"]
    assert button.accessibleName() or button.text()
    assert button.toolTip()


def test_continue_from_here_is_offered_only_where_there_are_later_steps(bar, source):
    bar.show_snapshot(source.step(40))
    assert not bar.go_on.isVisible()
    bar.show_snapshot(source.go_to(10))
    assert bar.go_on.isVisible()
    assert bar.go_on.shortcut().toString() == "Shift+Space"


def test_the_time_line_keeps_its_width_whatever_the_numbers_are(bar, source):
    bar.resize(1400, 40)
    bar.show_snapshot(source.step(1))
    width = bar.time.width()
    for step in (7, 300, 20_000):
        bar.show_snapshot(source.step(step))
        assert bar.time.width() == width
    run = source.newest.runs[0]
    for loss in (1e-12, 0.5, 9.99e4, 7.7e88):
        losses = run.losses._replace(train_loss=loss, test_loss=loss)
        bar.show_snapshot(replace(source.newest, runs=(replace(run, losses=losses),)))
        assert bar.time.width() == width
        assert bar._position.width() >= bar._position.sizeHint().width()
