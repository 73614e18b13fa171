"""The what-if ghosts in the loss curve: the right numbers, at the right time, in their place."""

import dataclasses

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.training.background import wait_for_all
from lossstudio.gui.views.loss_curve import ghosts as module
from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view with its look ahead switched on, and the source of snapshots."""

    def show(scenario=None, steps=0, on=True):
        source = source_of(scenario)
        view = LossCurveView(theme)
        qtbot.addWidget(view)
        view.problems = []
        view.failed.connect(view.problems.append)
        view.resize(600, 400)
        view.what_if = on
        view.show()
        view.show_snapshot(source.step(steps))
        settle(qtbot, view)
        return view, source

    yield show
    wait_for_all()


def settle(qtbot, view):
    qtbot.waitUntil(lambda: not view.is_busy)
    QApplication.processEvents()
    assert not view.problems


def run_of(**fields):
    return Scenario(runs=(Run(**fields),))


def drawn(view, index):
    """A ghost's heights in the plot's coordinates, from what is painted."""
    _, y = view.ghosts._pixels(index)
    low, high = view.area.shown_range()[1]
    return high - np.array(y) / view.area.box.height() * (high - low)


def test_it_is_off_to_begin_with_and_costs_nothing(shown):
    view, _ = shown(on=False)
    assert not view.what_if
    assert view.ghosts.found is None
    assert not view.ghosts.isVisible()
    assert "What if" not in view.notes.text()


def test_the_middle_ghost_is_what_training_then_does(shown):
    view, source = shown(run_of(optimizer="momentum", learning_rate=0.02), steps=12)
    found = view.ghosts.found
    assert found.step == 12
    later = source.step(50).runs[0].curves
    np.testing.assert_array_equal(found.losses[1][:, 0], later.low[12:63, 0])


def test_ghosts_start_where_the_curve_ends(shown):
    view, source = shown(steps=7)
    now = source.newest.runs[0].losses.train_loss
    pixel = view.area.pixel_size()
    for index in range(3):
        x, _ = view.ghosts._pixels(index)
        assert x[0] == pytest.approx(view.overlay._pixel_x(7))
        assert drawn(view, index)[0] == pytest.approx(now, abs=pixel[1])
    assert not np.allclose(drawn(view, 0), drawn(view, 2), atol=5 * pixel[1])
    assert view.area.home[0][1] >= 57


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_ghost_is_the_cost_only_where_a_cost_is_drawn(shown, reduction):
    for l2, column in ((0.0, 0), (0.1, 2)):
        view, source = shown(run_of(l2=l2, reduction=reduction, learning_rate=1e-3), steps=3)
        losses = source.newest.runs[0].losses
        assert losses[0] != losses[2] or not (l2 or reduction == "sum")
        height = drawn(view, 1)[0]
        assert height == pytest.approx(losses[column], abs=2 * view.area.pixel_size()[1])


def test_a_ghost_that_diverges_leaves_the_picture_and_not_the_scale(shown):
    view, _source = shown(run_of(learning_rate=0.9), on=False)
    before = view.area.home[1][1]
    view.what_if = True
    wait_for_all()
    QApplication.processEvents()
    assert view.ghosts.found.losses[2].max() > 1e10
    assert before < view.area.home[1][1] <= 1.7 * before
    x, y = view.ghosts._pixels(2)
    label = view.ghosts._label(2, x, y, len(x))
    assert label[0] == "3η ↑"
    assert min(y) >= -4 * view.area.box.height()


def test_switching_it_off_takes_everything_away(shown, qtbot):
    view, _ = shown(steps=5)
    told = []
    view.what_if_changed.connect(told.append)
    assert "3η" in view.notes.text()
    assert view.ghosts.isVisible()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_W)
    assert told == [False]
    assert not view.ghosts.isVisible()
    assert view.ghosts.found is None
    assert "3η" not in view.notes.text()
    assert view.area.home[0][1] < 20


def test_other_settings_take_away_the_old_ghosts_at_once(shown, qtbot):
    view, source = shown(steps=5)
    old = view.ghosts.found
    scenario = Scenario()
    changed = msgspec.structs.replace(
        scenario, runs=(msgspec.structs.replace(scenario.runs[0], loss="mae"),)
    )
    view.show_snapshot(source.change(changed))
    assert view.ghosts.found is None or view.ghosts.found is not old
    assert not view.ghosts.isVisible()
    settle(qtbot, view)
    assert view.ghosts.found.losses[1][0, 0] == source.newest.runs[0].losses.train_loss


def test_behind_a_running_curve_old_ghosts_stay_and_new_ones_wait(shown, qtbot, monkeypatch):
    view, source = shown(steps=5)
    monkeypatch.setattr(view.ghosts.following.rhythm, "is_due", lambda *_: False)
    running = dataclasses.replace(source.step(1), is_running=True)
    view.interval = 0.0
    view.show_snapshot(running)
    settle(qtbot, view)
    assert view.ghosts.found.step == 5
    assert view.ghosts.isVisible()
    view.show_snapshot(source.newest)  # the pause
    settle(qtbot, view)
    assert view.ghosts.found.step == 6
    view.show_snapshot(source.go_to(2))
    assert view.ghosts.found is None
    settle(qtbot, view)
    assert view.ghosts.found.step == 2


def test_what_was_cut_short_while_running_is_done_in_full_when_paused(shown, qtbot, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_RUNNING", 0.0)
    scenario = Scenario(data=Data(n_samples=100_000))
    source = shown(scenario, steps=1, on=False)[1]
    view, _ = shown(on=False)
    view.show_snapshot(dataclasses.replace(source.newest, is_running=True))
    view.what_if = True
    settle(qtbot, view)
    assert len(view.ghosts.found.losses[0]) < 10
    view.show_snapshot(source.newest)
    settle(qtbot, view)
    assert len(view.ghosts.found.losses[0]) > 10


def test_of_several_runs_it_is_the_first_and_the_note_says_so(shown):
    runs = (Run(name="slow", learning_rate=0.01), Run(name="fast"))
    view, source = shown(Scenario(runs=runs), steps=4)
    assert "slow" in view.notes.text()
    assert "fast" not in view.notes.text()
    assert view.ghosts.found.losses[1][0, 0] == source.newest.runs[0].losses.train_loss


def test_a_logarithmic_axis_shows_them_too(shown):
    view, _ = shown(steps=5)
    view.log_y_button.setChecked(True)
    expected = np.log10(view.ghosts.found.losses[0][:, 0])
    np.testing.assert_allclose(drawn(view, 0), expected, atol=0.01)


def test_names_never_lie_on_each_other(shown, monkeypatch):
    view, _ = shown(steps=300)
    view.ghosts._area.box.setXRange(290, 360)
    boxes = []

    class Painter:
        def fillRect(self, box, brush):
            boxes.append(box)

        def setPen(self, pen):
            pass

        def drawText(self, *what):
            pass

    height = view.area.box.height()
    view.ghosts._paint_labels(Painter(), [("η", 500.0, height - 1) for _ in range(3)])
    assert len(boxes) == 3
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert all(view.ghosts.boundingRect().contains(box) for box in boxes)


def test_the_readout_and_the_table_have_their_numbers(shown):
    view, _ = shown(steps=5)
    found = view.ghosts.found
    assert view.ghosts.readout(8)[2] == f"3η: {found.losses[2][3, 0]:.4f}"
    assert view.ghosts.readout(4) == []
    assert view.ghosts.readout(56) == []
    columns = view.figure_data()
    np.testing.assert_array_equal(columns["what if step"], np.arange(5, 56))
    np.testing.assert_array_equal(columns["what if train loss 3 eta"], found.losses[2][:, 0])
