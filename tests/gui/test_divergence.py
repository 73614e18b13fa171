"""Pictures of a run that goes off: the first leaps, where it left, and no number beyond reason."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from lossstudio.engine.diagnosis import Status
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.views.fit.last_seen import is_out_of_sight
from lossstudio.gui.views.fit.residuals import SQUARES
from lossstudio.gui.views.loss_curve.series import CAP, LOG_CAP

LINE = Data(n_samples=40)


def gone_off(open_window, qtbot, steps, rate=2.0, **run):
    """A window whose run has gone off for so many steps, drawn."""
    window = open_window()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1600, 900)
    window.state.replace(Scenario(data=LINE, runs=(Run(learning_rate=rate, **run),)), "")
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.scenario == window.state.scenario)
    window.fit_view.residuals = SQUARES
    window.controller.step(steps)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == steps)
    qtbot.waitUntil(lambda: window.landscape.planner.result is not None)
    qtbot.wait_at_rest(window)
    assert window.controller.snapshot.run.diagnosis.status is Status.DIVERGING
    return window


@pytest.mark.parametrize("steps", [9, 200])
@pytest.mark.parametrize("log", [False, True])
def test_the_loss_axis_ends_at_numbers_that_say_something(open_window, qtbot, steps, log):
    window = gone_off(open_window, qtbot, steps)
    view = window.loss_curve
    view.log_y_button.setChecked(log)
    qtbot.wait_at_rest(window)
    _, high = view.area.shown_range()[1]
    first = window.controller.snapshot.run.curves.low[0, 0]
    limit = 1.2 * (np.log10(LOG_CAP * first) if log else CAP * max(first, 1.0))
    assert high <= limit
    left = window.controller.snapshot.run.losses.cost > (LOG_CAP if log else CAP) * first
    assert ("left this axis" in view.area._banner_text) == left


@pytest.mark.parametrize("steps", [9, 200])
def test_the_landscape_shows_the_bowl_the_first_leaps_and_where_it_left(open_window, qtbot, steps):
    window = gone_off(open_window, qtbot, steps)
    view, snapshot = window.landscape, window.controller.snapshot
    (x0, x1), (y0, y1) = view.area.shown_range()
    thetas = np.array(snapshot.run.path.thetas)
    assert x0 < thetas[0, 0] < x1
    assert y0 < thetas[0, 1] < y1
    best = view.planner.result.known.theta
    assert x0 < best[0] < x1
    assert y0 < best[1] < y1
    assert x1 - x0 < 100
    assert y1 - y0 < 100
    ((begin, end, _),) = view.layers.marks.exits
    assert x0 <= begin[0] <= x1
    assert y0 <= begin[1] <= y1
    assert not (x0 <= end[0] <= x1 and y0 <= end[1] <= y1)
    at = int(np.flatnonzero(np.isclose(thetas, end, rtol=1e-9).all(axis=1))[0])
    assert thetas[at - 1] == pytest.approx(begin)
    assert at >= 2  # a leap at least is inside
    assert view.layers.marks.arrow is None
    text = view.area._banner.text()
    assert "left this picture" in text
    assert f"Step {steps}" in text
    assert view.layers.picture.picture is not None
    shades = np.unique(view.layers.picture.picture.landscape.cost.round(1))
    assert len(shades) > 100  # not one flat colour


def test_back_in_the_picture_the_path_is_whole_again(open_window, qtbot):
    window = gone_off(open_window, qtbot, 9)
    window.controller.go_to(1)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 1)
    qtbot.wait_at_rest(window)
    assert window.landscape.layers.marks.exits == []
    assert window.landscape.layers.marks.arrow is not None


@pytest.mark.parametrize("steps", [9, 200])
def test_the_fit_keeps_the_line_where_it_was_seen_last(open_window, qtbot, steps):
    window = gone_off(open_window, qtbot, steps)
    view, snapshot = window.fit_view, window.controller.snapshot
    layer = view.layer
    shown = view.area.shown_range()[1]
    x = layer.axis
    lines = [theta[0] * x + theta[1] for theta in snapshot.run.path.thetas]
    seen = [step for step, y in enumerate(lines) if y.max() >= shown[0] and y.min() <= shown[1]]
    assert is_out_of_sight(lines[-1], shown)
    (curve,) = layer._last_seen._curves
    assert curve.isVisible()
    drawn_x, drawn_y = curve.getData()
    expected = lines[seen[-1]]
    inside = (drawn_y > shown[0]) & (drawn_y < shown[1])
    assert np.interp(drawn_x[inside], x, expected) == pytest.approx(drawn_y[inside])
    assert f"step {seen[-1]}" in view.area._banner.text()
    window.controller.go_to(0)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 0)
    qtbot.wait_at_rest(window)
    assert not curve.isVisible()


def test_squares_larger_than_the_picture_do_not_colour_it(open_window, qtbot):
    window = gone_off(open_window, qtbot, 9)
    item = window.fit_view.marks.squares
    assert len(item.corners()) > 10
    assert not item.fits(item.corners()).any()
    window.controller.go_to(0)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 0)
    qtbot.wait_at_rest(window)
    assert item.fits(item.corners()).sum() > 10


@pytest.mark.parametrize("run", [{"model": "polynomial"}, {"bias": False}])
def test_other_models_that_go_off_are_drawn_too(open_window, qtbot, run):
    window = gone_off(open_window, qtbot, 40, rate=5.0, **run)
    assert window.landscape.area._banner.text()
    goes_through_0 = not run.get("bias", True)  # and so is in every picture
    said = window.fit_view.area._banner.text()
    assert ("Outside the picture" in said) != goes_through_0
