"""The loss shape view, fed with snapshots as the worker makes them."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import find_scenario
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.views.loss_shape.loss_shape_view import LossShapeView
from lossstudio.gui.views.plot.samples import drawn_rows


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, and the source of more."""

    def show(scenario=None, steps=0):
        source = source_of(scenario)
        view = LossShapeView(theme)
        qtbot.addWidget(view)
        view.resize(500, 350)
        view.show()
        view.show_snapshot(source.step(steps))
        QApplication.processEvents()
        return view, source

    return show


def test_where_it_is_narrow_the_comparison_leaves_the_legend_its_room(shown, qtbot):
    view, _ = shown(find_scenario("outliers"))
    button, text = view.compare_button, view.fontMetrics().horizontalAdvance("compare with…")
    for width, has_text in ((320, False), (500, True)):
        view.resize(width, 350)
        qtbot.waitUntil(lambda has_text=has_text: (button.width() > text) is has_text)
        assert button.width() >= button.sizeHint().width()
    assert not button.icon().isNull()
    assert button.accessibleName()


def one(loss, dataset="line", parameters=None, **data):
    run = Run(loss=loss, loss_parameters=parameters or {})
    return Scenario(data=Data(dataset=dataset, **data), runs=(run,))


CASES = {
    "regression": one("mse", outlier_fraction=0.1),
    "kink": one("pinball"),
    "two classes": one("binary_cross_entropy", "moons"),
    "a curve a class": one("focal", "moons"),
    "two scores": one("cross_entropy", "moons"),
    "three scores": one("cross_entropy", "three_blobs"),
    "runs": Scenario(runs=(Run(), Run(loss="mae"), Run(loss="huber"))),
    "one score and two": Scenario(
        data=Data(dataset="blobs"), runs=(Run(loss="hinge"), Run(loss="cross_entropy"))
    ),
    "two samples": Scenario(
        data=Data(dataset="points", points=((0.0, 1.0), (1.0, 3.0)), test_fraction=0.0)
    ),
}


def labels(view):
    return [entry.label for entry in view.legend.entries]


def curves(view, is_slope=False):
    return [line.item.getData() for line in view.lines if line.is_slope == is_slope]


def point_at(view, view_index):
    place = QPointF(view.points.x[view_index], view.points.y[view_index])
    view.area.scene().sigMouseMoved.emit(view.area.box.mapViewToScene(place))


def test_buttons_and_legend_stand_below_one_another_where_both_do_not_fit(shown):
    view, _ = shown(one("binary_cross_entropy", "moons"))
    buttons = view.slope_button, view.compare_button, view.view_all_button
    first = view.slope_button.mapTo(view, QPoint(0, 0))
    legend = view.legend.mapTo(view, QPoint(0, 0))
    assert legend.x() < first.x(), "beside one another"
    assert first.y() <= legend.y() + view.legend.height() // 2
    least = view.minimumSizeHint().width()
    together = sum(button.width() for button in buttons)
    assert least < together + view.legend.minimumSizeHint().width()
    view.resize(least, 350)
    QApplication.processEvents()
    assert view.width() == least
    ends = [button.mapTo(view, button.rect().bottomRight()) for button in buttons]
    assert max(end.y() for end in ends) < view.legend.mapTo(view, QPoint(0, 0)).y()
    assert max(end.x() for end in ends) < view.width()


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_picture_is_drawn_in_both_themes_and_after_steps(name, shown, theme):
    view, source = shown(CASES[name])
    view.slope_button.setChecked(True)
    before = view.grab().toImage()
    view.show_snapshot(source.step(20))
    assert view.grab().toImage() != before
    theme.set_mode("dark")
    QApplication.processEvents()
    corner = view.area.grab().toImage().pixelColor(1, 1)
    assert corner.name() == theme.colors.plot_background


def test_points_are_at_their_residuals_and_losses(shown):
    view, source = shown(one("mse"), 5)
    dataset, theta = source.newest.scene.dataset, source.newest.runs[0].theta
    n = dataset.n_train
    r = theta[0] * dataset.x[:n, 0] + theta[1] - dataset.target[:n]
    np.testing.assert_allclose(view.points.x, r)
    np.testing.assert_allclose(view.points.y, r**2)
    np.testing.assert_array_equal(view.points.sample, np.arange(n))
    assert view.points.y.mean() == pytest.approx(source.newest.runs[0].losses.train_loss)
    view.show_snapshot(source.step(5))
    assert not np.allclose(view.points.x, r)
    np.testing.assert_allclose(view.points.data["y"], view.points.data["x"] ** 2)


def test_points_of_two_classes_are_at_their_margins(shown):
    view, source = shown(one("hinge", "moons"), 20)
    dataset, theta = source.newest.scene.dataset, source.newest.runs[0].theta
    n = dataset.n_train
    m = (2 * dataset.target[:n] - 1) * (dataset.x[:n] @ theta[:2] + theta[2])
    np.testing.assert_allclose(view.points.x, m)
    np.testing.assert_allclose(view.points.y, np.maximum(0, 1 - m), atol=1e-12)
    assert len(set(view.points.data["symbol"].tolist())) == 2


def test_the_curve_passes_through_the_kink(shown):
    view, _ = shown(one("hinge", "moons"))
    view.slope_button.setChecked(True)
    ((x, y),) = curves(view)
    assert y[x == 1.0].tolist() == [0.0]
    np.testing.assert_allclose(y[x <= 1.0], np.minimum(1 - x[x <= 1.0], y.max()))
    ((x, slope),) = curves(view, is_slope=True)
    factor = view.slope_factor
    assert slope[np.flatnonzero(x == 1.0)[0] - 1] == pytest.approx(-factor)
    assert slope[np.flatnonzero(x == 1.0)[0] + 1] == 0.0
    line = next(line for line in view.lines if line.is_slope)
    assert not line.item.opts["connect"].all(), "a slope that jumps is not drawn as a steep line"


def test_the_curve_spans_the_picture_and_the_samples_lie_in_it(shown):
    view, _ = shown(one("mse"), 3)
    (x_low, x_high), (_, y_high) = view.area.shown_range()
    assert x_low == -x_high
    assert x_high >= max(2.0, np.abs(view.points.x).max())
    assert view.points.y.max() <= y_high
    ((x, _),) = curves(view)
    assert (x[0], x[-1]) == (x_low, x_high)


def test_ranges_are_steady_while_training_runs(shown):
    view, source = shown(one("mse"))
    seen = {view.area.home}
    for _ in range(40):
        view.show_snapshot(source.step(2))
        seen.add(view.area.home)
    assert len(seen) <= 4
    assert view.area.home[0][1] >= 2.0
    assert np.abs(view.points.x).max() <= view.area.home[0][1]


def test_focal_has_two_curves_in_the_classes_colours(shown, theme):
    view, source = shown(one("focal", "moons", {"alpha": 0.2}), 10)
    (x, zero), (_, first) = curves(view)
    inside = zero < view.area.home[1][1]
    np.testing.assert_allclose(zero[inside], 4 * first[inside])
    pens = [line.item.opts["pen"] for line in view.lines]
    for index, pen in enumerate(pens):
        assert pen.color().name() == theme.colors.class_mark(index).color
    assert pens[0].style() != pens[1].style()
    assert labels(view)[-2:] == [f"Focal (γ = 2, α = 0.2), {name}" for name in "AB"]
    target = source.newest.scene.dataset.target[: len(view.points.x)]
    for index, y in enumerate((zero, first)):
        rows = target == index
        np.testing.assert_allclose(
            view.points.y[rows], np.interp(view.points.x[rows], x, y), atol=1e-3
        )
    view.show_snapshot(source.change(one("focal", "moons", {"alpha": 0.5})))
    assert len(view.lines) == 1


def test_several_scores_have_points_and_a_sentence_but_no_curve(shown):
    view, source = shown(one("cross_entropy", "three_blobs"), 5)
    assert view.lines == []
    assert "no single curve" in view.notes.text()
    assert not view.slope_button.isEnabled()
    assert not view.compare_button.isEnabled()
    assert view.points.y.mean() == pytest.approx(source.newest.runs[0].losses.train_loss)
    point_at(view, 3)
    assert "sample 4:\n  predicted: " in view.area.readout.text()


def test_runs_have_their_curves_and_equal_losses_share_one(shown, theme):
    runs = (Run(), Run(loss="mae"), Run(learning_rate=0.01))
    view, _ = shown(Scenario(runs=runs), 2)
    assert labels(view) == ["train", "MSE, MSE (3)", "MAE"]
    assert [line.item.opts["pen"].color().name() for line in view.lines] == [
        theme.colors.run_mark(index).color for index in (0, 1)
    ]
    (x, squared), (places, absolute) = curves(view)
    inside = squared < view.area.home[1][1]
    np.testing.assert_allclose(squared[inside], x[inside] ** 2)
    np.testing.assert_allclose(absolute, np.abs(places), atol=1e-15)
    assert view.notes.text() == "The points are those of MSE."


def test_the_slope_has_its_own_axis_with_the_same_zero(shown, theme):
    view, _ = shown(one("mse"), 3)
    axis = view.area.plot.getAxis("right")
    assert not axis.isVisible()
    assert curves(view, is_slope=True) == []
    view.slope_button.click()
    ((x, y),) = curves(view, is_slope=True)
    np.testing.assert_allclose(y * axis.scale, 2 * x)
    assert view.area.home[1][0] < y.min()
    assert axis.isVisible()
    assert axis.labelText == "slope dℓ/dr"
    assert labels(view)[-1] == "slope dℓ/dr"
    pen = next(line for line in view.lines if line.is_slope).item.opts["pen"]
    assert pen.color().name() == theme.colors.mark(Role.GRADIENT).color
    view.slope_button.click()
    assert not axis.isVisible()


def test_another_loss_can_be_laid_over(shown):
    view, source = shown(one("mse"), 3)
    actions = {action.text(): action for action in view.compare_menu.actions()}
    assert "Squared error (MSE)" not in actions
    assert "Hinge" not in actions
    home = view.area.home
    actions["Huber"].trigger()
    assert view.compared == "huber"
    checked = [action.text() for action in view.compare_menu.actions() if action.isChecked()]
    assert checked == ["Huber"]
    line = view.lines[-1]
    assert line.item.opts["pen"].style() == Qt.PenStyle.DashLine
    x, y = line.item.getData()
    np.testing.assert_allclose(y, np.where(np.abs(x) <= 1, x**2 / 2, np.abs(x) - 0.5), atol=1e-12)
    assert labels(view)[-1] == "Huber (δ = 1)"
    assert view.area.home == home
    # It stays while settings change, and goes where it does not fit.
    view.show_snapshot(source.change(one("mae")))
    assert view.compared == "huber"
    view.show_snapshot(source.change(one("hinge", "moons")))
    assert view.compared is None
    assert len(view.lines) == 1
    view.show_snapshot(source.change(one("mse")))
    view.compare_with("mae")
    view.show_snapshot(source.change(one("mae")))
    assert view.compared is None, "a loss is not compared with itself"


def test_outliers_are_marked_and_many_samples_thinned(shown):
    view, source = shown(one("mse", outlier_fraction=0.1))
    marked = source.newest.scene.dataset.is_outlier[: len(view.points.x)]
    assert marked.any()
    crosses = view.points.data["x"][len(view.points.x) :]
    np.testing.assert_array_equal(crosses, view.points.x[marked])
    assert "outlier" in labels(view)
    view, source = shown(one("mse", n_samples=5000))
    assert len(view.points.x) == 1000
    assert view.notes.text() == "1\u202f000 of 4\u202f000 training samples drawn."
    assert view.points.sample.max() < source.newest.scene.dataset.n_train


def test_divergence_is_said_and_nothing_too_large_is_drawn(shown):
    view, source = shown(Scenario(runs=(Run(learning_rate=1.9),)))
    view.slope_button.setChecked(True)
    home = view.area.home
    view.show_snapshot(source.step(10_000))
    assert source.newest.is_stopped
    assert np.abs(view.placed.place).max() > 1e100
    assert view.area._banner.text() == "Outside the picture: 80 of 80 samples"
    assert view.area.home == home
    run = source.newest.runs[0]
    for theta in (run.theta, np.full(2, np.nan), np.full(2, 1e308), np.array([np.inf, 0.0])):
        broken = dataclasses.replace(run, theta=theta)
        view.show_snapshot(dataclasses.replace(source.newest, runs=(broken,)))
        for values in (view.points.x, view.points.y):
            assert np.isfinite(values).all()
            assert np.abs(values).max() < 1000
        _, y = view.lines[0].item.getData()
        assert np.isfinite(y).all()
        assert view.area.home == home
        point_at(view, 0)
        view.grab()


def test_a_fit_without_error_still_shows_the_shape(shown):
    view, source = shown(Scenario(data=Data(noise=0.0)))
    dataset = source.newest.scene.dataset
    coefficients = np.polyfit(dataset.x[:, 0], dataset.target, 1)
    run = dataclasses.replace(source.newest.runs[0], theta=coefficients)
    view.view_all()
    view.show_snapshot(dataclasses.replace(source.newest, runs=(run,)))
    view.view_all()
    assert view.area.home[0] == (-2.0, 2.0)
    assert view.area.home[1][1] == pytest.approx(4.16)
    np.testing.assert_allclose(view.points.y, 0.0, atol=1e-20)


def test_targets_of_any_size_fill_the_picture(shown):
    for size in (1e-3, 1.0, 1e6, 1e150):
        points = tuple((i / 10, size * float(i % 3)) for i in range(20))
        view, _ = shown(Scenario(data=Data(dataset="points", points=points)))
        view.slope_button.setChecked(True)
        assert np.isfinite(view.area.home).all()
        view.grab()
        if size < 1e100:
            assert 0.3 * view.area.home[0][1] <= 2.5 * size
            ((_, y),) = curves(view, is_slope=True)
            assert 0.3 < np.abs(y).max() / view.area.home[1][1] < 1.0, "the slope can be seen"


def test_the_readout_names_the_loss_and_the_sample_with_its_share(shown):
    view, _ = shown(one("mse"), 5)
    hovered = []
    view.sample_hovered.connect(hovered.append)
    index = int(view.points.y.argmax())
    point_at(view, index)
    assert hovered == [index]
    text = view.area.readout.text()
    r, total = view.points.x[index], view.points.y.sum()
    lines = text.replace("−", "-").splitlines()
    assert float(lines[0].removeprefix("r = ")) == pytest.approx(r, abs=2e-3)
    name, loss, slope = lines[1].replace(": ℓ = ", "|").replace(", slope ", "|").split("|")
    assert name == "Squared error (MSE)"
    assert float(loss) == pytest.approx(r**2, rel=2e-3)
    assert float(slope) == pytest.approx(2 * r, rel=2e-3)
    assert lines[2] == f"sample {index + 1}:"
    assert lines[3].endswith(f"residual r = {four_digits(r).replace('−', '-')}")
    assert lines[4] == f"  loss ℓ = {four_digits(r**2)}"
    of_loss, of_gradient = lines[5].split(", ")
    share = float(of_loss.removeprefix("  share of loss ").removesuffix(" %"))
    assert share == pytest.approx(100 * view.points.y[index] / total, rel=0.01)
    x = view.snapshot.scene.dataset.x[: len(view.points.x), 0]
    pulls = np.abs(view.points.x) * np.hypot(x, 1.0)
    share = float(of_gradient.removeprefix("share of gradient ").removesuffix(" %"))
    assert share == pytest.approx(100 * pulls[index] / pulls.sum(), rel=0.01)
    view.area.scene().sigMouseMoved.emit(QPointF(-50, -50))
    assert hovered[-1] is None


def test_a_sample_can_be_highlighted_and_its_ring_moves_with_it(shown):
    view, source = shown(one("mse"))
    view.highlight(7)
    assert view._ring.isVisible()
    before = view._ring.getData()[0][0]
    assert before == view.points.x[7]
    view.show_snapshot(source.step(10))
    assert view._ring.getData()[0][0] == view.points.x[7] != before
    view.highlight(10_000)
    assert not view._ring.isVisible()
    view.highlight(7)
    view.highlight(None)
    assert not view._ring.isVisible()


def test_a_test_sample_is_ringed_at_its_place_on_the_loss(shown):
    view, source = shown(one("mse"), 5)
    dataset, theta = source.newest.scene.dataset, source.newest.runs[0].theta
    row = dataset.n_train + 3
    view.highlight(row)
    r = theta[0] * dataset.x[row, 0] + theta[1] - dataset.target[row]
    assert row not in view.points.sample
    assert view._ring.isVisible()
    x, y = view._ring.getData()
    assert (x[0], y[0]) == pytest.approx((r, r**2))
    view, source = shown(one("cross_entropy", "three_blobs"), 5)
    view.highlight(row)
    assert view._ring.isVisible()


def test_what_is_highlighted_from_outside_is_not_reported_back(shown):
    view, _ = shown(one("mse"))
    hovered = []
    view.sample_hovered.connect(hovered.append)
    view.highlight(3)
    view.highlight(None)
    assert hovered == []


def test_of_many_samples_those_are_drawn_that_other_views_draw_too(shown):
    view, source = shown(one("mse", n_samples=10_000))
    dataset = source.newest.scene.dataset
    assert len(view.points.sample) == 1000
    assert set(view.points.sample) <= set(drawn_rows(len(dataset.x)))
    assert view.points.sample.max() < dataset.n_train


def test_a_picture_that_would_look_the_same_is_not_drawn_again(shown):
    view, source = shown(one("mse"), 50)
    newest = source.newest
    run = newest.runs[0]
    drawn = view.points.x.copy()
    width = np.diff(view.area.home[0])[0]

    def show(offset):
        moved = dataclasses.replace(run, theta=run.theta + np.array([0.0, offset * width]))
        view.show_snapshot(dataclasses.replace(newest, runs=(moved,)))
        return view.points.x

    assert np.array_equal(show(1e-5), drawn)
    np.testing.assert_allclose(show(5e-3), drawn + 5e-3 * width)


def test_points_and_curves_are_not_made_anew_with_each_step(shown):
    view, source = shown()
    points, lines = view.points, list(view.lines)
    view.show_snapshot(source.step(10))
    assert view.points is points
    assert view.lines == lines
    view.show_snapshot(source.change(Scenario(runs=(Run(learning_rate=0.2),))))
    assert view.points is points


def test_a_persons_zoom_is_kept_until_view_all(shown, qtbot):
    view, source = shown(one("mse"))
    view.area.box.setRange(xRange=(0.5, 1.0), yRange=(0.0, 1.0), padding=0)
    view.area.box.moved_by_hand.emit(True, True)
    ((x, y),) = curves(view)
    assert (x[0], x[-1]) == pytest.approx((0.5, 1.0))
    np.testing.assert_allclose(y, x**2)
    view.show_snapshot(source.step(10))
    assert view.area.shown_range()[0] == pytest.approx((0.5, 1.0))
    qtbot.mouseClick(view.view_all_button, Qt.MouseButton.LeftButton)
    assert view.area.shown_range()[0] == pytest.approx(view.area.home[0])


def test_a_hidden_view_draws_nothing_and_catches_up(qtbot, theme, source_of):
    view = LossShapeView(theme)
    qtbot.addWidget(view)
    view.show_snapshot(source_of(Scenario()).newest)
    assert view.points is None
    view.show()
    assert view.points is not None


def test_texts_follow_the_language(shown, qapp):
    class Marking(QTranslator):
        def translate(self, context, text, disambiguation=None, n=-1):
            return f"<{text}>"

        def isEmpty(self):
            return False

    view, _ = shown(CASES["two classes"])
    translator = Marking()
    qapp.installTranslator(translator)
    QApplication.processEvents()
    assert "<Binary cross-entropy>" in labels(view)
    assert view.area.plot.getAxis("bottom").labelText.startswith("<margin")
    assert view.accessibleName() == "<Loss shape>"
    assert view.compare_menu.actions()[0].text() == "<nothing>"
    assert "<" in view.compare_button.toolTip()
    qapp.removeTranslator(translator)
    QApplication.processEvents()
    assert "Binary cross-entropy" in labels(view)


def test_the_state_can_be_read_as_a_sentence(shown):
    view, _ = shown(
        Scenario(data=Data(dataset="points", points=((0.0, 1.0), (1.0, 3.0)), test_fraction=0.0))
    )
    assert view.accessibleDescription().startswith("The losses of ")
    assert "after step 0: from " in view.accessibleDescription()
    for button in (view.slope_button, view.compare_button, view.view_all_button):
        assert button.accessibleName()
        assert button.toolTip()


def test_larger_text_draws_larger_marks(shown, theme):
    view, _ = shown()
    width = view.lines[0].item.opts["pen"].widthF()
    size = view.points.data["size"][0]
    theme.set_scale(2.0)
    assert view.lines[0].item.opts["pen"].widthF() == 2 * width
    assert view.points.data["size"][0] == 2 * size
