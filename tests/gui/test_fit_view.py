"""The fit view, fed with snapshots as the worker makes them."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from lossstudio.engine.measuring.contributions import contributions
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.colors import Role, class_picture
from lossstudio.gui.kit.numbers import count, four_digits, short
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.fit.map import class_table, interpolated, shaded
from lossstudio.gui.views.fit.notes import standard_form
from lossstudio.gui.views.plot.area import steady_range
from lossstudio.gui.views.plot.samples import drawn_rows
from lossstudio.gui.views.sample_words import percent


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, and the source of more."""

    def show(scenario, steps=0):
        source = source_of(scenario)
        view = FitView(theme)
        qtbot.addWidget(view)
        view.resize(500, 350)
        view.show()
        view.show_snapshot(source.step(steps))
        QApplication.processEvents()
        return view, source

    return show


def labels(view):
    return [entry.label for entry in view.legend.entries]


def with_data(**data):
    return Scenario(data=Data(**data))


POINTS = tuple(
    (float(a), float(b), float(c), float(2 * a - b))
    for a, b, c in np.random.default_rng(0).normal(size=(40, 3))
)
CASES = {
    "line": Scenario(),
    "runs": Scenario(runs=(Run(), Run(loss="mae"), Run(loss="huber"))),
    "two classes, one input": Scenario(
        data=Data(dataset="threshold"), runs=(Run(loss="binary_cross_entropy"),)
    ),
    "softmax, one input": Scenario(
        data=Data(dataset="points", points=tuple((i / 10, float(i // 10)) for i in range(30))),
        runs=(Run(loss="cross_entropy"), Run(loss="cross_entropy", model="mlp")),
    ),
    "two classes, map": Scenario(
        data=Data(dataset="moons"), runs=(Run(loss="hinge"), Run(loss="brier"))
    ),
    "three classes, map": Scenario(
        data=Data(dataset="three_blobs", outlier_fraction=0.1), runs=(Run(loss="cross_entropy"),)
    ),
    "agreement": Scenario(
        data=Data(dataset="points", points=POINTS), runs=(Run(learning_rate=0.05), Run(loss="mae"))
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_picture_is_drawn_in_both_themes_and_after_steps(name, shown, theme):
    view, source = shown(CASES[name], 3)
    pictures = [view.area.grab().toImage()]
    for mode in ("lines", "squares"):
        view.residuals = mode
        pictures.append(view.area.grab().toImage())
    assert pictures[1] != pictures[0]
    assert (view.marks.note() == "") == (len(view.marks.at) == source.newest.scene.dataset.n_train)
    before = view.grab().toImage()
    view.show_snapshot(source.step(30))
    assert view.grab().toImage() != before
    theme.set_mode("dark")
    QApplication.processEvents()
    background = view.grab().toImage().pixelColor(5, 345)
    assert background.lightness() < 100


def test_a_regression_shows_points_truth_and_the_models_line(shown):
    view, source = shown(Scenario(), 5)
    dataset = source.newest.scene.dataset
    layer = view.layer
    np.testing.assert_array_equal(layer.points.x, dataset.x[:, 0])
    np.testing.assert_array_equal(layer.points.y, dataset.target)
    assert labels(view) == ["train", "test", "truth", "model"]
    x, y = layer.curves[0].getData()
    slope, bias = source.newest.runs[0].theta
    inside = np.abs(y) < 3
    np.testing.assert_allclose(y[inside], slope * x[inside] + bias)
    symbols = set(layer.points.data["symbol"].tolist())
    assert len(symbols) == 2, "train and test differ by more than their colour"


def test_outliers_are_marked_and_in_the_legend(shown):
    view, source = shown(with_data(outlier_fraction=0.1))
    n, marked = len(source.newest.scene.dataset.x), source.newest.scene.dataset.is_outlier
    spots = view.layer.points.data
    np.testing.assert_array_equal(spots["x"][n:], source.newest.scene.dataset.x[marked, 0])
    assert (spots["size"][n:] > spots["size"][0]).all(), "the cross is seen around the symbol"
    assert "outlier" in labels(view)


def test_runs_differ_by_dash_and_have_their_names(shown, theme):
    view, _ = shown(CASES["runs"])
    assert labels(view)[-3:] == ["MSE", "MAE", "Huber"]
    dashes = {curve.opts["pen"].style() for curve in view.layer.curves}
    assert len(dashes) == 3


def test_classes_over_one_input_show_the_probability_between_0_and_1(shown):
    view, source = shown(CASES["two classes, one input"], 50)
    _, y = view.layer.curves[0].getData()
    np.testing.assert_allclose(y, source.newest.runs[0].picture[:, 1])
    assert set(view.layer.points.y.tolist()) == {0.0, 1.0}
    assert view.area.plot.getAxis("left").labelText == "P(pass)"
    assert {"fail", "pass", "hollow: test", "true probability"} <= set(labels(view))


def test_several_classes_over_one_input_have_a_curve_each(shown):
    view, source = shown(CASES["softmax, one input"], 20)
    assert len(view.layer.curves) == 2 * 3
    _, y = view.layer.curves[4].getData()
    np.testing.assert_allclose(y, source.newest.runs[1].picture[:, 1])
    assert (view.layer.points.y < 0).all()


def test_the_map_has_the_colours_of_the_classes(theme):
    p = np.random.default_rng(0).dirichlet([1, 1, 1], (20, 30))
    pixels = shaded(p.argmax(axis=2), p.max(axis=2), class_table(theme.colors, 3))
    rgb = np.stack([pixels >> shift & 0xFF for shift in (16, 8, 0)], axis=2)
    expected = class_picture(theme.colors, p).astype(int)
    assert abs(rgb.astype(int) - expected).max() <= 1
    # A NaN does not crash and looks undecided.
    pixels = shaded(np.zeros((1, 1), int), np.full((1, 1), np.nan), class_table(theme.colors, 3))
    assert f"#{int(pixels[0, 0]) & 0xFFFFFF:06x}" == theme.colors.plot_background


def test_the_map_is_the_right_way_up(shown):
    view, source = shown(CASES["two classes, map"], 200)
    picture = source.newest.runs[0].picture
    image = view.layer.map.image
    row, column = np.unravel_index(picture[:, :, 1].argmax(), picture.shape[:2])
    red, _, blue, _ = image.pixelColor(int(column), int(row)).getRgb()
    assert red > blue, "class B is vermilion"
    # The first row of the image lies at the least y: the rectangle begins there.
    rect = view.layer.map.boundingRect()
    assert rect.top() == pytest.approx(view.layer.ys[0], abs=0.05)


def test_the_boundary_lies_where_the_linear_models_score_is_zero(shown):
    view, source = shown(
        Scenario(data=Data(dataset="blobs"), runs=(Run(loss="binary_cross_entropy"),)), 100
    )
    w1, w2, b = source.newest.runs[0].theta
    x, y = view.layer.boundaries[0].getData()
    assert len(x) > 20
    np.testing.assert_allclose(w1 * x + w2 * y + b, 0, atol=1e-9)


def test_agreement_shows_predictions_against_truth(shown):
    view, source = shown(CASES["agreement"], 10)
    run = source.newest.runs[0]
    np.testing.assert_array_equal(view.layer.points.x, source.newest.scene.dataset.target)
    np.testing.assert_allclose(view.layer.points.data["y"], run.picture)
    assert view.area.plot.getAxis("left").labelText == "y, predicted"


def test_what_stays_is_not_drawn_anew_with_each_step(shown):
    view, source = shown(Scenario())
    layer, points = view.layer, view.layer.points
    view.show_snapshot(source.step(10))
    assert view.layer is layer
    assert view.layer.points is points


def test_a_map_fills_its_plot_also_when_the_samples_come_closer(shown):
    def scenario(noise):
        return Scenario(data=Data(dataset="moons", noise=noise), runs=(Run(loss="hinge"),))

    view, source = shown(scenario(0.4))
    view.show_snapshot(source.change(scenario(0.05)))
    for (low, high), (left, right) in zip(view.area.home, view.layer.extent(), strict=True):
        assert low <= left < right <= high
        assert right - left > 0.8 * (high - low)


def test_the_range_stays_when_noise_changes_a_little_and_follows_when_data_leave(shown):
    view, source = shown(with_data(noise=0.5))
    home = view.area.home
    view.show_snapshot(source.change(with_data(noise=0.45)))
    assert view.area.home == home
    view.show_snapshot(source.change(with_data(noise=3.0)))
    (_, _), (low, high) = view.area.home
    target = source.newest.scene.dataset.target
    assert low < target.min()
    assert high > target.max()


def test_nobody_zooms_to_where_numbers_end(shown):
    view, _ = shown(Scenario(data=Data(dataset="moons"), runs=(Run(loss="hinge"),)))
    area = view.area
    place = QPointF(area.viewport().rect().center())
    for turn, shares in ((120, (1e-7, 1e-3)), (-120, (1e3, 1e7))):
        for _ in range(150):
            wheel = QWheelEvent(
                place,
                QPointF(area.viewport().mapToGlobal(place.toPoint())),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(area.viewport(), wheel)
        for (low, high), (home_low, home_high) in zip(area.shown_range(), area.home, strict=True):
            share = (high - low) / (home_high - home_low)
            assert shares[0] < share < shares[1], "and back from there"


def test_a_persons_zoom_is_kept_until_view_all(shown, qtbot):
    view, source = shown(Scenario())
    home = view.area.shown_range()
    view.area.box.setRange(xRange=(0.0, 0.1), yRange=(0.0, 0.2), padding=0)
    view.area.box.moved_by_hand.emit(True, True)
    view.show_snapshot(source.change(with_data(noise=3.0)))
    assert view.area.shown_range()[0] == pytest.approx((0.0, 0.1))
    qtbot.mouseClick(view.view_all_button, Qt.MouseButton.LeftButton)
    assert view.area.shown_range()[0] == pytest.approx(home[0])
    assert view.area.shown_range()[1] == pytest.approx(view.area.home[1])


@pytest.mark.parametrize(
    ("data", "run"),
    [
        ("sine", Run(model="polynomial", degree=3)),
        ("threshold", Run(loss="binary_cross_entropy")),
    ],
)
def test_zoomed_out_the_lines_go_on_as_far_as_the_picture_shows(shown, data, run):
    view, source = shown(Scenario(data=Data(dataset=data), runs=(run,)), 20)
    layer = view.layer
    (x0, x1), _ = view.area.home
    reach = x0 - (x1 - x0), x1 + 2 * (x1 - x0)
    view.area.box.setRange(xRange=reach, padding=0)
    view.area.box.moved_by_hand.emit(True, True)
    curves = [layer.curves[0], layer._truth_curve]
    for curve in curves:
        x, y = curve.getData()
        assert (x[0], x[-1]) == pytest.approx(view.area.shown_range()[0])
        assert (np.diff(x) > 0).all()
    x, y = layer._truth_curve.getData()
    np.testing.assert_allclose(y, layer.dataset.truth(x[:, None]))
    x, y = layer.curves[0].getData()
    objective = source.newest.scene.objectives[0]
    raw = objective.model.predict_raw(source.newest.run.theta, x[:, None])[:, 0]
    said = raw if data == "sine" else 1 / (1 + np.exp(-raw))
    np.testing.assert_allclose(y, np.clip(said, y.min(), y.max()))
    assert len(layer.drawn) == len(layer.axis)
    view.show_snapshot(source.step(5))
    assert layer.curves[0].getData()[0][0] == pytest.approx(view.area.shown_range()[0][0])
    view.view_all()
    assert np.array_equal(layer.curves[0].getData()[0], layer.axis)


def test_divergence_neither_moves_the_range_nor_draws_what_is_not_finite(shown):
    view, source = shown(Scenario(runs=(Run(learning_rate=1.9),)))
    home = view.area.shown_range()
    view.show_snapshot(source.step(10_000))
    assert source.newest.is_stopped
    assert np.abs(source.newest.runs[0].picture).max() > 1e100
    for extra in (np.nan, np.inf, -np.inf):
        run = source.newest.runs[0]
        picture = run.picture.copy()
        picture[100:120] = extra
        broken = dataclasses.replace(
            source.newest, runs=(dataclasses.replace(run, picture=picture),)
        )
        view.show_snapshot(broken)
        x, y = view.layer.curves[0].getData()
        assert np.isfinite(x).all()
        assert np.isfinite(y).all()
        assert np.abs(y).max() < 100
        view.grab()
    assert view.area.shown_range() == home
    assert "model" in view.area._banner.text()


def test_many_samples_are_thinned_and_the_view_says_so(shown):
    view, _ = shown(with_data(n_samples=10_000))
    assert len(view.layer.points.rows) == 3000
    assert view.notes.text() == "3\u202f000 of 10\u202f000 samples drawn."
    rows = drawn_rows(10_000)
    np.testing.assert_array_equal(rows, drawn_rows(10_000))
    assert set(drawn_rows(10_000, 1000)) < set(rows)
    assert len(np.unique(rows)) == 3000


def test_the_view_says_what_the_model_works_with(shown):
    view, _ = shown(
        Scenario(data=Data(dataset="threshold"), runs=(Run(loss="brier", model="polynomial"),))
    )
    assert view.notes.text() == "The model works with (hours of study − 3)/3."
    assert view.notes.isVisible()
    assert [standard_form("x", *numbers) for numbers in ((0, 2), (3, 1.5), (-3, 1), (0, 1))] == [
        "x/2",
        "(x − 3)/1.5",
        "x + 3",
        "x",
    ]


def test_the_view_says_that_a_map_of_more_inputs_is_a_slice(shown):
    points = tuple((*row[:3], float(row[0] > 0)) for row in POINTS)
    view, _ = shown(Scenario(data=Data(dataset="points", points=points), runs=(Run(loss="brier"),)))
    assert "slice" in view.notes.text()


def test_the_readout_names_the_prediction_and_the_sample_under_the_pointer(shown, qtbot):
    view, source = shown(Scenario(), 5)
    dataset, run = source.newest.scene.dataset, source.newest.runs[0]
    sample = 7
    hovered = []
    view.sample_hovered.connect(hovered.append)
    place = view.area.box.mapViewToScene(QPointF(dataset.x[sample, 0], dataset.target[sample]))
    view.area.scene().sigMouseMoved.emit(place)
    text = view.area.readout.text()
    found = hovered[-1]
    assert f"sample {found + 1} (train)" in text
    assert abs(dataset.x[found, 0] - dataset.x[sample, 0]) < 0.05
    predicted = run.theta[0] * dataset.x[sample, 0] + run.theta[1]
    line = next(line for line in text.splitlines() if line.startswith("model: "))
    assert float(line.removeprefix("model: ").replace("−", "-")) == pytest.approx(
        predicted, abs=0.01
    )
    view.area.scene().sigMouseMoved.emit(QPointF(-50, -50))
    assert hovered[-1] is None
    assert not view.area.readout.isVisible()


def test_the_readout_tells_what_the_sample_contributes(shown):
    view, source = shown(Scenario(), 5)
    dataset, run = source.newest.scene.dataset, source.newest.runs[0]
    place = view.area.box.mapViewToScene(QPointF(dataset.x[7, 0], dataset.target[7]))
    view.area.scene().sigMouseMoved.emit(place)
    found = contributions(source.newest.scene.objectives[0], run.theta)
    row = view._hovered
    said = view.area.readout.text().splitlines()
    assert said[-3:] == [
        f"  ŷ = {four_digits(found.prediction[row])}, "
        f"residual r = {four_digits(found.residual[row])}",
        f"  loss ℓ = {four_digits(found.loss[row])}",
        f"  share of loss {percent(found.loss_share[row])}, "
        f"share of gradient {percent(found.gradient_share[row])}",
    ]
    view.show_snapshot(source.step(20))
    assert view.area.readout.text().splitlines()[-2] != said[-2], "it follows the model"


@pytest.mark.parametrize("name", CASES)
def test_a_sample_can_be_highlighted_in_every_picture_and_its_ring_moves_with_it(name, shown):
    view, source = shown(CASES[name], 3)
    dataset = source.newest.scene.dataset
    hovered = []
    view.sample_hovered.connect(hovered.append)
    ring = view.layer._ring
    for row in (0, len(dataset.x) - 1):  # a training sample, and a test sample
        view.highlight(row)
        at = np.flatnonzero(view.layer.points.rows == row)[0]
        assert ring.isVisible()
        x, y = ring.getData()
        assert (x[0], y[0]) == (view.layer.points.x[at], view.layer.points.y[at])
    view.show_snapshot(source.step(30))
    assert ring.getData()[1][0] == view.layer.points.y[at]
    for nothing in (None, len(dataset.x), 10**9):
        view.highlight(0)
        view.highlight(nothing)
        assert not ring.isVisible()
        assert not view.layer._error.isVisible()
    assert hovered == [], "what comes from outside is not sent back"


def test_the_error_of_the_highlighted_sample_is_drawn(shown):
    view, source = shown(Scenario(), 5)
    dataset, theta = source.newest.scene.dataset, source.newest.runs[0].theta
    view.highlight(7)
    x, y = view.layer._error.getData()
    assert view.layer._error.isVisible()
    np.testing.assert_array_equal(x, dataset.x[7, 0])
    np.testing.assert_allclose(y, [dataset.target[7], theta[0] * dataset.x[7, 0] + theta[1]])
    theta = source.step(20).runs[0].theta
    view.show_snapshot(source.newest)
    _, y = view.layer._error.getData()
    assert y[1] == pytest.approx(theta[0] * dataset.x[7, 0] + theta[1])


def test_the_error_of_a_probability_and_of_an_agreement(shown):
    view, source = shown(CASES["two classes, one input"], 5)
    dataset, run = source.newest.scene.dataset, source.newest.runs[0]
    found = contributions(source.newest.scene.objectives[0], run.theta)
    for target in (0, 1):
        row = int(np.flatnonzero(dataset.target == target)[0])
        view.highlight(row)
        own = found.prediction[row]
        _, y = view.layer._error.getData()
        np.testing.assert_allclose(y, [target, own if target else 1 - own])
    view, source = shown(CASES["agreement"], 5)
    view.highlight(2)
    _, y = view.layer._error.getData()
    np.testing.assert_allclose(
        y, [source.newest.runs[0].picture[2], source.newest.scene.dataset.target[2]]
    )
    view, _ = shown(CASES["two classes, map"], 5)
    view.highlight(2)
    assert not view.layer._error.isVisible()


def test_a_diverged_models_highlight_stays_on_the_screen(shown):
    view, source = shown(Scenario(runs=(Run(learning_rate=1.9),)))
    view.show_snapshot(source.step(10_000))
    view.highlight(3)
    _, y = view.layer._error.getData()
    assert np.abs(y).max() < 100
    run = dataclasses.replace(source.newest.runs[0], theta=np.full(2, np.nan))
    view.show_snapshot(dataclasses.replace(source.newest, runs=(run,)))
    assert view.layer._ring.isVisible()
    assert not view.layer._error.isVisible()
    view.grab()


def test_while_samples_are_edited_the_readout_leaves_the_picture_free(shown):
    scenario = Scenario(data=Data(dataset="three_blobs"), runs=(Run(loss="cross_entropy"),))
    view, source = shown(scenario, 5)
    dataset = source.newest.scene.dataset
    place = view.area.box.mapViewToScene(QPointF(*dataset.x[7]))
    view.area.scene().sigMouseMoved.emit(place)
    told = view.area.readout.text()
    assert "share of gradient" in told
    view.tools.button.click()
    QApplication.processEvents()
    view.area.scene().sigMouseMoved.emit(view.area.box.mapViewToScene(QPointF(*dataset.x[7])))
    lines = view.area.readout.text().splitlines()
    assert lines[0] == "sample 8 (train):"
    assert len(lines) == 2
    size, whole = view.area.readout.size(), view.area.size()
    assert size.width() * size.height() < 0.1 * whole.width() * whole.height()
    view.tools.button.click()
    QApplication.processEvents()
    view.area.scene().sigMouseMoved.emit(view.area.box.mapViewToScene(QPointF(*dataset.x[7])))
    assert view.area.readout.text() == told


def test_the_readout_of_a_map_interpolates():
    xs, ys = np.linspace(0, 4, 5), np.linspace(0, 2, 3)
    values = (xs[None, :] + 10 * ys[:, None])[:, :, None]
    assert interpolated(values, xs, ys, 1.25, 0.5)[0] == pytest.approx(6.25)
    assert interpolated(values, xs, ys, 4.0, 2.0)[0] == pytest.approx(24.0)


def test_a_hidden_view_draws_nothing_and_catches_up(qtbot, theme, source_of):
    view = FitView(theme)
    qtbot.addWidget(view)
    source = source_of(Scenario())
    view.show_snapshot(source.newest)
    assert view.layer is None
    view.show()
    assert view.layer is not None


def test_texts_follow_the_language(shown, qapp):
    class Marking(QTranslator):
        def translate(self, context, text, disambiguation=None, n=-1):
            return f"<{text}>"

        def isEmpty(self):
            return False

    view, _ = shown(CASES["two classes, one input"])
    translator = Marking()
    qapp.installTranslator(translator)
    QApplication.processEvents()
    assert "<pass>" in labels(view)
    assert view.area.plot.getAxis("bottom").labelText == "<hours of study>"
    assert view.accessibleName() == "<Fit>"
    qapp.removeTranslator(translator)
    QApplication.processEvents()
    assert "pass" in labels(view)


def test_the_state_can_be_read_as_a_sentence(shown):
    view, source = shown(Scenario())
    view.show_snapshot(source.step(12))
    assert view.accessibleDescription() == (
        "80 training samples and 20 test samples; the model after step 12."
    )


def test_larger_text_draws_larger_marks(shown, theme):
    view, _ = shown(Scenario())
    width = view.layer.curves[0].opts["pen"].widthF()
    size = view.layer.points.data["size"][0]
    theme.set_scale(2.0)
    assert view.layer.curves[0].opts["pen"].widthF() == 2 * width
    assert view.layer.points.data["size"][0] == 2 * size
    assert width >= 2
    assert size >= 7


def test_steady_range():
    assert steady_range((0, 10), 1, 9) == (0, 10)
    assert steady_range((0, 10), 1, 4)[1] < 5
    assert steady_range((0, 10), 1, 11)[1] > 11
    low, high = steady_range(None, 3, 3)
    assert low < 3 < high
    assert steady_range(None, 0, 1, margin=0.0) == (0, 1)


def test_numbers():
    assert [four_digits(v) for v in (0.0, 0.082134, 12.3456, 99999.6, -1.5, 1e-9, 9.9996)] == [
        "0.000",
        "0.08213",
        "12.35",
        "1.000e5",
        "−1.500",
        "1.000e−9",
        "10.00",
    ]
    assert [four_digits(v) for v in (None, np.nan, np.inf, -np.inf)] == ["–", "–", "∞", "−∞"]
    assert [short(v) for v in (1.5, 3.0, -0.0, 1e-5)] == ["1.5", "3", "0", "1e−5"]
    assert count(999) == "999"


def test_the_truth_keeps_its_role(shown, theme):
    view, _ = shown(Scenario())
    entry = next(e for e in view.legend.entries if e.label == "truth")
    assert entry.color == theme.colors.mark(Role.TRUTH).color
    assert entry.dash == theme.colors.mark(Role.TRUTH).dash
    assert view.area.readout.parent() is view.area.viewport()
    view.area.readout.show_at(QPoint(480, 310), ["a", "b"])
    assert view.area.viewport().rect().contains(view.area.readout.geometry())


def test_a_picture_that_would_look_the_same_is_not_drawn_again(shown):
    view, source = shown(Scenario(), 50)
    curve = view.layer.curves[0]
    drawn = curve.getData()[1].copy()
    height = np.diff(view.area.shown_range()[1])[0]
    newest = source.newest
    run = newest.runs[0]

    def show(offset):
        moved = dataclasses.replace(run, picture=run.picture + offset * height)
        view.show_snapshot(dataclasses.replace(newest, runs=(moved,)))
        return curve.getData()[1]

    assert np.array_equal(show(1e-4), drawn)
    # What creeps is compared with what was drawn, so it is not lost.
    assert np.array_equal(show(2e-4), drawn)
    np.testing.assert_allclose(show(5e-4), run.picture + 5e-4 * height)


def test_a_map_follows_when_a_colour_changes(shown):
    scenario = Scenario(
        data=Data(dataset="moons"), runs=(Run(loss="binary_cross_entropy", model="mlp"),)
    )
    view, source = shown(scenario)
    before = view.layer.map.image.copy()
    view.show_snapshot(source.step(300))
    assert view.layer.map.image != before


@pytest.mark.parametrize(("loss", "says"), [("hinge", True), ("binary_cross_entropy", False)])
def test_the_sigmoid_of_a_hinge_loss_is_not_called_a_probability(shown, loss, says):
    view, _ = shown(Scenario(data=Data(dataset="threshold"), runs=(Run(loss=loss),)))
    assert ("does not estimate probabilities" in view.notes.text()) == says


def test_samples_outside_the_picture_are_not_in_its_legend(shown):
    rows = tuple((float(i), float(i)) for i in range(10))
    view, _ = shown(with_data(dataset="points", points=rows))
    assert labels(view) == ["train", "test", "model"]
    for x, expected in (((7.5, 9.5), ["test", "model"]), ((0.5, 2.5), ["train", "model"])):
        view.area.box.setRange(xRange=x, padding=0)
        view.area.box.moved_by_hand.emit(True, False)
        assert labels(view) == expected
    view.view_all()
    assert labels(view) == ["train", "test", "model"]


def test_predictions_that_have_gone_far_away_are_not_in_the_legend(shown):
    rows = tuple((i / 10, i * i / 100, 3.0 + 0.2 * i) for i in range(-20, 20))
    far = Scenario(data=Data(dataset="points", points=rows), runs=(Run(learning_rate=1.0),))
    view, source = shown(far)
    assert labels(view)[:2] == ["train", "test"]
    view.show_snapshot(source.step(20))
    assert labels(view) == ["prediction = truth"]


def test_a_class_is_in_the_legend_while_one_of_its_samples_is_inside(shown):
    rows = tuple((float(i), float(i >= 5)) for i in range(5)) + tuple(
        (float(i), float(i >= 5)) for i in range(5, 10)
    )
    view, _ = shown(
        Scenario(
            data=Data(dataset="points", points=rows, test_fraction=0.2),
            runs=(Run(loss="binary_cross_entropy"),),
        )
    )
    both = labels(view)
    assert "hollow: test" in both
    view.area.box.setRange(xRange=(-0.5, 3.5), padding=0)
    view.area.box.moved_by_hand.emit(True, False)
    assert set(both) - set(labels(view)) == {"1", "hollow: test"}
