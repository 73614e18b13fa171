"""The step-size view, fed with snapshots as the worker makes them."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from scipy.optimize import minimize_scalar

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.training.background import wait_for_all
from lossstudio.gui.views.step_size.content import heights
from lossstudio.gui.views.step_size.step_size_view import StepSizeView


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, and the source of more."""

    def show(scenario=None, steps=0, size=(500, 400)):
        source = source_of(scenario)
        view = StepSizeView(theme)
        qtbot.addWidget(view)
        view.problems = []
        view.failed.connect(view.problems.append)
        view.resize(*size)
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


def one(data="line", **fields):
    return Scenario(data=Data(dataset=data), runs=(Run(**fields),))


def best_rate(source):
    """The learning rate that lowers the cost most in one step, found by SciPy."""
    run, objective = source.newest.runs[0], source.newest.scene.objectives[0]
    gradient = objective.evaluate(run.theta)[1]
    return minimize_scalar(lambda rate: objective.losses(run.theta - rate * gradient).cost).x


def labels(view):
    return [line.label for line in view.marks.lines]


def spots(view):
    """The lowest point, now, and after the step."""
    return [(spot.x, spot.y) for spot in view.marks.spots]


def test_with_gradient_descent_the_axis_is_the_learning_rate(shown):
    view, source = shown()
    run, objective = source.newest.runs[0], source.newest.scene.objectives[0]
    assert view.area.home[0] == pytest.approx((-0.05, 0.3))
    gradient = objective.evaluate(run.theta)[1]
    trace = view.marks.traces[-1]
    expected = [objective.losses(run.theta - rate * gradient).cost for rate in trace.x]
    np.testing.assert_allclose(trace.y, expected, rtol=1e-9)
    assert labels(view)[0] == "η = 0.1"
    after = source.step(1).runs[0].losses.cost
    assert spots(view)[1] == (0.0, pytest.approx(run.losses.cost))
    assert spots(view)[2] == (pytest.approx(0.1), pytest.approx(after))


def test_the_lowest_point_is_the_exact_line_search(shown):
    view, source = shown(one(learning_rate=0.3), steps=3)
    best = best_rate(source)
    assert spots(view)[0][0] == pytest.approx(best, rel=1e-5)
    assert f"lowest at η = {best:.3g}" in view.sentence.text()


def test_the_limit_stands_where_the_largest_eigenvalue_says(shown):
    view, source = shown(one(learning_rate=0.9))
    objective = source.newest.scene.objectives[0]
    x = objective.features[: objective.n_train]
    limit = 2.0 / np.linalg.eigvalsh(2.0 * x.T @ x / len(x))[-1]
    (line,) = [line for line in view.marks.lines if line.label == "2/λmax"]
    assert line.x == pytest.approx(limit)
    assert f"{limit:.3g}" in view.notes.text()
    assert "Near" not in view.notes.text()
    local, _ = shown(one("moons", loss="binary_cross_entropy"), steps=2)
    assert local.notes.text().startswith("Near these parameters")


def test_the_sentence_says_whether_the_cost_falls_or_rises(shown):
    falls, source = shown(one(learning_rate=0.3))
    before = source.newest.runs[0].losses.cost
    after = source.step(1).runs[0].losses.cost
    assert falls.sentence.text().startswith(
        f"This step lowers the cost from {before:.3f} to {after:.4f}."
    )
    rises, _ = shown(one(learning_rate=1.5))
    assert rises.sentence.text().startswith("This step overshoots: the cost rises from")


def test_other_optimisers_have_multiples_of_their_step(shown):
    view, source = shown(one(optimizer="momentum"), steps=4)
    assert view.area.home[0] == pytest.approx((-0.5, 3.0))
    assert labels(view) == ["coming step"]
    # The ball rolls on up the other side.
    assert view.found.slope > 0.0
    assert view.sentence.text().startswith("This step leads uphill")
    after = source.step(1).runs[0].losses.cost
    assert spots(view)[2] == (1.0, pytest.approx(after))


def test_with_mini_batches_the_curve_is_that_of_all_samples(shown):
    view, source = shown(one(batch_size=4), steps=10)
    run, objective = source.newest.runs[0], source.newest.scene.objectives[0]
    assert "mini-batch (size 4)" in view.notes.text()
    assert "all 80" in view.notes.text()
    full = objective.evaluate(run.theta)[1]
    assert view.found.slope == pytest.approx(full.dot(run.coming.change))
    assert not np.allclose(full, run.coming.gradient)
    assert "2/λmax" not in labels(view)


def test_no_optimum_is_claimed_where_none_is_known(shown):
    view, _ = shown(one("sine", model="mlp"), steps=20)
    # What is lowest is the end of the slice, which is no place of its own.
    labels = [entry.label for entry in view.legend.entries]
    assert labels == ["slope now", "now", "after the step"]
    assert "3 times as long would lower it still more" in view.sentence.text()
    assert len(view.marks.spots) == 2


def test_late_in_training_the_axis_shows_the_difference(shown):
    view, source = shown(steps=120)
    assert view.area.plot.getAxis("left").labelText == "cost − the cost now"
    assert spots(view)[1] == (0.0, 0.0)
    assert view.sentence.text().startswith("This step lowers the cost by")
    view.show_snapshot(source.go_to(0))
    wait_for_all()
    QApplication.processEvents()
    assert view.area.plot.getAxis("left").labelText == "cost"


def test_where_only_rounding_is_left_nothing_is_claimed(shown):
    view, _ = shown(steps=3000)
    assert view.sentence.text().startswith("Along this step the cost stays the same")


def test_after_a_divergence_the_picture_stays_sane(shown):
    view, source = shown(one(learning_rate=50.0), steps=2000)
    assert source.newest.is_stopped
    assert "so far that the cost overflows" in view.sentence.text()
    assert "nothing is drawn" in view.notes.text()
    assert not any(word in view.sentence.text() for word in ("inf", "nan"))
    polygons = view.marks._polylines(view.marks.traces[-1])
    assert polygons
    assert all(abs(p.y()) < 1e5 and abs(p.x()) < 1e5 for polygon in polygons for p in polygon)
    assert not view.grab().isNull()


def test_a_step_of_zero_is_explained(shown):
    view, _ = shown(one(schedule="cosine", schedule_parameters={"period": 10}), steps=12)
    assert "schedule" in view.marks.hint
    assert not view.marks.traces
    data = Data(dataset="points", points=((0.0, 0.0), (1.0, 0.0)), test_fraction=0.0)
    still, source = shown(Scenario(data=data, runs=(Run(initialization="zero"),)))
    assert "the gradient is 0" in still.marks.hint
    snapshot = source.newest
    broken = snapshot.runs[0].coming._replace(change=np.array([np.inf, 0.0]))
    run = dataclasses.replace(snapshot.runs[0], coming=broken)
    still.show_snapshot(dataclasses.replace(snapshot, runs=(run,)))
    assert "no finite length" in still.marks.hint


def test_other_data_take_the_old_picture_away_but_another_rate_does_not(shown, qtbot):
    view, source = shown(steps=2)
    view.show_snapshot(source.change(one(learning_rate=0.2)))
    assert view.found is not None
    assert view.marks.traces
    settle(qtbot, view)
    assert labels(view)[0] == "η = 0.2"
    view.show_snapshot(source.change(one("sine", learning_rate=0.2)))
    assert view.found is None
    assert not view.marks.traces
    settle(qtbot, view)
    assert view.found is not None


def test_of_several_runs_it_is_the_first_and_the_note_says_so(shown):
    runs = (Run(name="slow", learning_rate=0.01), Run(name="fast"))
    view, _ = shown(Scenario(runs=runs))
    assert labels(view)[0] == "η = 0.01"
    assert view.notes.text().startswith("Shown: slow.")


def test_a_small_view_gives_the_room_to_the_plot(shown):
    view, _ = shown(size=(240, 260))
    assert view.width() == 240
    assert not view.notes.isVisible()
    assert "2/λmax" in view.sentence.toolTip()
    assert view.area.geometry().bottom() < view.sentence.geometry().top()
    view.resize(500, 500)
    assert view.notes.isVisible()
    assert view.sentence.toolTip() == ""


def test_what_lies_far_above_the_step_does_not_press_it_flat(shown):
    view, _ = shown(one(learning_rate=0.8), steps=1)
    low, high = heights(view.found)
    changes = view.found.cost - view.found.cost_at(0.0)
    size = max(changes[list(view.found.s).index(1.0)], 0.0) - changes.min()
    assert changes.max() > high == pytest.approx(low + 3.0 * size)


def test_the_figure_has_its_numbers(shown):
    view, _ = shown()
    data = view.figure_data()
    np.testing.assert_allclose(data["learning_rate"], 0.1 * data["step_multiple"])
    np.testing.assert_array_equal(data["cost"], view.found.cost)
    assert view.area in view.figure_parts
    assert view.sentence in view.figure_parts
    other, _ = shown(one(optimizer="adam"))
    assert "learning_rate" not in other.figure_data()
