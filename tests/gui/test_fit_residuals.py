"""Residuals, their squares and rings in the fit view."""

import dataclasses
import warnings

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.fit.residual_sum import least_squares_sum
from lossstudio.gui.views.fit.residuals import Residuals, Rings, side_away
from lossstudio.gui.views.fit.squares import covering, opacities


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot in a mode, and the source of more."""

    def show(scenario, mode="off", steps=0):
        source = source_of(scenario)
        view = FitView(theme)
        qtbot.addWidget(view)
        view.resize(500, 350)
        view.residuals = mode
        view.show()
        view.show_snapshot(source.step(steps))
        QApplication.processEvents()
        return view, source

    return show


def predictions(snapshot, run=0):
    """Straight from the parameters of a line, for the training samples."""
    dataset = snapshot.scene.dataset
    slope, bias = snapshot.runs[run].theta
    return slope * dataset.x[: dataset.n_train, 0] + bias


def trained(snapshot):
    dataset = snapshot.scene.dataset
    return dataset.x[: dataset.n_train, 0], dataset.target[: dataset.n_train]


def labels(view):
    return [entry.label for entry in view.legend.entries]


POINTS = tuple(
    (float(a), float(b), float(2 * a - b + c))
    for a, b, c in np.random.default_rng(0).normal(size=(40, 3))
)
OUTLIERS = Scenario(data=Data(outlier_fraction=0.1))
MOONS = Scenario(data=Data(dataset="moons"), runs=(Run(loss="binary_cross_entropy"),))
THRESHOLD = Scenario(data=Data(dataset="threshold"), runs=(Run(loss="binary_cross_entropy"),))


def test_nothing_is_drawn_or_computed_when_off(shown, monkeypatch):
    view, source = shown(Scenario())
    assert view.residuals == "off"
    assert view.marks is None
    assert not view.residual_sum.isVisible()
    items = len(view.area.box.childGroup.childItems())
    before = view.area.grab().toImage()
    view.residuals = "squares"
    assert len(view.area.box.childGroup.childItems()) == items + 1
    QApplication.processEvents()
    assert view.area.grab().toImage() != before
    view.residuals = "off"
    QApplication.processEvents()
    assert len(view.area.box.childGroup.childItems()) == items
    assert view.marks is None
    # The line of figures is gone, so the plot has its old size again.
    assert view.area.grab().toImage() == before
    asked = []
    model = type(source.newest.scene.objectives[0].model)
    monkeypatch.setattr(model, "forward", lambda *arguments: asked.append(arguments))
    view.redraw()
    assert not asked


def test_a_line_goes_from_each_training_sample_to_the_models_prediction(shown):
    view, source = shown(OUTLIERS, "lines", 5)
    x, y = trained(source.newest)
    at, ends = view.marks.lines.getData()
    np.testing.assert_array_equal(at.reshape(-1, 2), np.stack([x, x], axis=1))
    np.testing.assert_array_equal(ends[::2], y)
    np.testing.assert_allclose(ends[1::2], predictions(source.newest), rtol=1e-12)
    assert view.marks.lines.opts["connect"] == "pairs"
    assert labels(view)[-1] == "residual"
    view.show_snapshot(source.step(20))
    np.testing.assert_allclose(
        view.marks.lines.getData()[1][1::2], predictions(source.newest), rtol=1e-12
    )


def test_of_several_runs_the_first_ones_residuals_are_drawn(shown):
    view, source = shown(Scenario(runs=(Run(loss="mae"), Run())), "lines", 20)
    ends = view.marks.lines.getData()[1][1::2]
    np.testing.assert_allclose(ends, predictions(source.newest), rtol=1e-12)
    assert np.abs(ends - predictions(source.newest, 1)).max() > 0.1
    assert view.residual_sum.text().startswith("Training set, MAE: Σ r² = ")


def in_pixels(view, corners):
    """Widths and heights of squares on the screen."""
    transform = view.area.box.childTransform()
    return corners[:, 2] * transform.m11(), -corners[:, 3] * transform.m22()


@pytest.mark.parametrize("change", ["none", "zoom", "resize"])
def test_a_squares_side_is_its_residuals_length_on_the_screen(shown, change):
    view, source = shown(Scenario(), "squares", 60)
    if change == "zoom":
        view.area.box.setRange(xRange=(-0.3, 0.3), yRange=(-1.0, 3.0), padding=0)
        view.area.box.moved_by_hand.emit(True, True)
    elif change == "resize":
        view.resize(800, 330)
    QApplication.processEvents()
    view.area.grab()
    x, y = trained(source.newest)
    corners = view.marks.squares.corners()
    inside = np.abs(x) < 0.3
    width, height = in_pixels(view, corners[inside])
    scale = abs(view.area.box.childTransform().m22())
    length = np.abs(y - predictions(source.newest))[inside] * scale
    np.testing.assert_allclose(height, length, atol=1e-6)
    np.testing.assert_allclose(width, length, atol=1.0)
    assert length.max() > 20, "large enough for a pixel to matter"


def test_a_square_is_painted_where_its_corners_are(shown, theme):
    points = ((-1.0, 0.0), (0.0, 3.0), (1.0, 0.0))
    scenario = Scenario(data=Data(dataset="points", points=points, test_fraction=0.0))
    view, source = shown(scenario, "squares")
    scene = source.newest.scene
    run = dataclasses.replace(
        source.newest.runs[0],
        theta=np.array([0.0, 0.0]),
        picture=np.zeros(len(scene.canvas.axes[0])),
    )
    view.show_snapshot(dataclasses.replace(source.newest, runs=(run,)))
    QApplication.processEvents()
    image = view.area.grab().toImage()
    corner = view.area.mapFromScene(view.area.box.mapViewToScene(QPoint(0, 0).toPointF()))
    top = view.area.mapFromScene(view.area.box.mapViewToScene(QPoint(0, 3).toPointF()))
    side = corner.y() - top.y()
    row = (corner.y() + top.y()) // 2

    def is_purple(x):
        color = QColor(image.pixel(x, row))
        return color.red() - color.green() > 8

    assert side > 60
    reach = [x for x in range(corner.x() - side - 40, corner.x() + side + 40) if is_purple(x)]
    # A level line: the square stands to the right of the sample.
    assert reach[0] == pytest.approx(corner.x(), abs=2)
    shown_right = view.area.box.sceneBoundingRect().right()
    assert reach[-1] == pytest.approx(min(corner.x() + side, shown_right), abs=2)


def test_squares_stand_on_the_side_where_the_line_moves_away():
    assert side_away(
        np.array([1.0, -1.0, 1.0, -1.0]), np.array([2.0, 2.0, -2.0, -2.0])
    ).tolist() == [
        -1.0,
        1.0,
        1.0,
        -1.0,
    ]


@pytest.mark.parametrize("slope", [1.3, -0.8])
def test_squares_do_not_cover_the_models_line(shown, slope):
    points = tuple((i / 10, slope * i / 10 + (-1) ** i * 0.5) for i in range(-10, 11))
    scenario = Scenario(data=Data(dataset="points", points=points), runs=(Run(),))
    view, source = shown(scenario, "squares", 100)
    fitted, bias = source.newest.runs[0].theta
    assert np.sign(fitted) == np.sign(slope)
    left, bottom, width, height = view.marks.squares.corners().T
    assert (width > 0).all()
    # The line at both ends of a square is not strictly between its lower and upper edge.
    for end in (left, left + width):
        line = fitted * end + bias
        assert not ((line > bottom + 1e-9) & (line < bottom + height - 1e-9)).any()


def test_at_most_400_residuals_are_drawn_and_the_view_says_so(shown):
    view, source = shown(Scenario(data=Data(n_samples=1000)), "squares")
    assert len(view.marks.squares.corners()) == 400
    assert (view.marks.rows < source.newest.scene.dataset.n_train).all()
    assert "Residuals of 400 of 800 training samples drawn." in view.notes.text()
    rows = view.marks.rows
    view.residuals = "lines"
    np.testing.assert_array_equal(view.marks.rows, rows)
    view.residuals = "off"
    assert "Residuals" not in view.notes.text()


def sums(view):
    text = view.residual_sum.text()
    words = text.replace(";", " ").split()
    reached = float(words[words.index("=") + 1])
    return reached, float(words[-1]) if "least" in text else None


def test_the_sum_of_squares_stands_beside_the_least(shown):
    view, source = shown(OUTLIERS, "lines", 30)
    x, y = trained(source.newest)
    reached, least = sums(view)
    assert reached == pytest.approx(((y - predictions(source.newest)) ** 2).sum(), rel=1e-3)
    by_hand = np.polyfit(x, y, 1)
    assert least == pytest.approx(((y - np.polyval(by_hand, x)) ** 2).sum(), rel=1e-3)
    assert "Training set" in view.residual_sum.text()
    assert view.residual_sum.toolTip() == ""
    view.show_snapshot(source.step(5000))
    reached, least = sums(view)
    assert reached == pytest.approx(least, rel=1e-3)


def test_the_sum_is_of_all_training_samples(shown):
    view, source = shown(Scenario(data=Data(n_samples=2000)), "squares", 3)
    _, y = trained(source.newest)
    reached, _ = sums(view)
    assert reached == pytest.approx(((y - predictions(source.newest)) ** 2).sum(), rel=1e-3)


@pytest.mark.parametrize(
    ("run", "degree"),
    [(Run(model="polynomial", degree=3), 3), (Run(l2=0.1), None), (Run(model="mlp"), None)],
)
def test_the_least_is_said_only_where_least_squares_gives_it(shown, run, degree):
    view, source = shown(Scenario(data=Data(dataset="sine"), runs=(run,)), "lines", 2)
    _, least = sums(view)
    objective = source.newest.scene.objectives[0]
    if degree is None:
        assert least is None
        assert least_squares_sum(objective) is None
    else:
        x, y = trained(source.newest)
        by_hand = np.polyfit(x, y, degree)
        expected = ((y - np.polyval(by_hand, x)) ** 2).sum()
        assert least_squares_sum(objective) == pytest.approx(expected, rel=1e-9)
        assert least == pytest.approx(expected, rel=1e-3)


def test_the_least_follows_model_penalty_and_data(shown):
    view, source = shown(Scenario(data=Data(dataset="sine")), "lines")
    first = sums(view)[1]
    cubic = Scenario(data=Data(dataset="sine"), runs=(Run(model="polynomial", degree=3),))
    view.show_snapshot(source.change(cubic))
    assert sums(view)[1] < first
    objective, run = source.newest.scene.objectives[0], source.newest.runs[0]
    n = objective.n_train
    np.testing.assert_allclose(
        view.marks.lines.getData()[1][1::2],
        objective.model.predict_raw(run.theta, source.newest.scene.dataset.x[:n])[:, 0],
    )
    view.show_snapshot(source.change(Scenario(data=cubic.data, runs=(Run(l2=0.1),))))
    assert sums(view)[1] is None


def test_a_perfect_fit_has_the_least_zero(shown):
    view, _ = shown(Scenario(data=Data(noise=0.0)), "lines")
    assert sums(view)[1] == 0.0


def test_with_another_loss_the_tooltip_says_what_the_squares_mean(shown):
    view, _ = shown(Scenario(runs=(Run(loss="huber"),)), "squares")
    assert "another loss: Huber" in view.residual_sum.toolTip()
    assert sums(view)[1] is not None


@pytest.mark.parametrize("mode", ["lines", "squares"])
def test_divergence_is_cut_off_without_a_warning(shown, mode):
    view, source = shown(Scenario(runs=(Run(learning_rate=1.9),)), mode)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        view.show_snapshot(source.step(10_000))
        stopped = source.newest
        assert np.abs(stopped.runs[0].theta).max() > 1e100
        for theta in (stopped.runs[0].theta, np.full(2, np.inf), np.array([np.nan, 1.0])):
            run = dataclasses.replace(stopped.runs[0], theta=theta)
            view.show_snapshot(dataclasses.replace(stopped, runs=(run,)))
            view.grab()
            drawn = (
                np.stack(view.marks.lines.getData())
                if mode == "lines"
                else view.marks.squares.corners()
            )
            assert np.isfinite(drawn).all()
            assert np.abs(drawn).max(initial=0.0) < 100
    text = view.residual_sum.text()
    assert "nan" not in text.lower()
    assert "e" in text or ">" in text


def test_residuals_that_would_look_the_same_are_not_drawn_again(shown, monkeypatch):
    view, source = shown(Scenario(), "squares", 50)
    calls = []
    monkeypatch.setattr(
        view.marks.squares, "set_squares", lambda *arrays: calls.append(arrays), raising=True
    )
    newest, run = source.newest, source.newest.runs[0]
    height = np.diff(view.area.shown_range()[1])[0]
    for offset, expected in ((1e-4, 0), (2e-4, 0), (5e-4, 1)):
        moved = dataclasses.replace(run, theta=run.theta + np.array([0.0, offset * height]))
        view.show_snapshot(dataclasses.replace(newest, runs=(moved,)))
        assert len(calls) == expected


def test_rings_are_exactly_on_the_misclassified_training_samples(shown):
    view, source = shown(MOONS, "lines", 3)
    assert isinstance(view.marks, Rings)
    for steps in (0, 200):
        view.show_snapshot(source.step(steps))
        dataset = source.newest.scene.dataset
        n = dataset.n_train
        w1, w2, bias = source.newest.runs[0].theta
        said = dataset.x[:n] @ [w1, w2] + bias > 0
        wrong = said != dataset.target[:n].astype(bool)
        assert 0 < wrong.sum() < n
        x, y = view.marks.item.getData()
        np.testing.assert_array_equal(np.stack([x, y], axis=1), dataset.x[:n][wrong])
        assert view.residual_sum.text() == (
            f"Training set: {wrong.sum()} of {n} samples misclassified."
        )
    assert labels(view)[-1] == "ring: misclassified"


def test_rings_go_with_three_classes_and_with_classes_over_one_input(shown):
    blobs = Scenario(data=Data(dataset="three_blobs", noise=0.8), runs=(Run(loss="cross_entropy"),))
    row = tuple((i / 10, float(i // 10)) for i in range(30))
    line = Scenario(data=Data(dataset="points", points=row), runs=(Run(loss="cross_entropy"),))
    for scenario in (blobs, line):
        view, source = shown(scenario, "squares", 5)
        objective, dataset = source.newest.scene.objectives[0], source.newest.scene.dataset
        n = dataset.n_train
        raw = objective.model.predict_raw(source.newest.runs[0].theta, dataset.x[:n])
        wrong = raw.argmax(axis=1) != dataset.target[:n]
        assert 0 < wrong.sum() < n
        np.testing.assert_array_equal(
            np.sort(view.marks.item.getData()[0]), np.sort(dataset.x[:n, 0][wrong])
        )


def test_two_classes_over_one_input_have_lines_from_label_to_probability(shown):
    view, source = shown(THRESHOLD, "lines", 40)
    x, y = trained(source.newest)
    _, ends = view.marks.lines.getData()
    np.testing.assert_array_equal(ends[::2], y)
    np.testing.assert_allclose(ends[1::2], 1 / (1 + np.exp(-predictions(source.newest))))
    assert set(ends[::2].tolist()) == {0.0, 1.0}
    assert not view.residual_sum.isVisible()
    view.residuals = "squares"
    assert len(view.marks.squares.corners()) == len(x)


def test_agreement_has_lines_to_the_diagonal(shown):
    view, source = shown(Scenario(data=Data(dataset="points", points=POINTS)), "lines", 2)
    n = source.newest.scene.dataset.n_train
    target = source.newest.scene.dataset.target[:n]
    x, ends = view.marks.lines.getData()
    np.testing.assert_array_equal(x[::2], target)
    np.testing.assert_array_equal(ends[1::2], target)
    np.testing.assert_allclose(ends[::2], source.newest.runs[0].picture[:n])
    view.residuals = "squares"
    left, _, width, _ = view.marks.squares.corners().T
    above = source.newest.runs[0].picture[:n] > target
    np.testing.assert_allclose(left[above] + width[above], target[above])
    np.testing.assert_allclose(left[~above], target[~above])


def test_e_cycles_while_the_view_has_the_focus(shown, qtbot):
    view, source = shown(Scenario())
    told = []
    view.residuals_changed.connect(told.append)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_E)
    assert told == ["lines", "squares", "off"]
    view.show_snapshot(source.change(MOONS))
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_E)
    assert told[3:] == ["lines", "off"]


def test_the_menu_offers_what_suits_the_picture(shown):
    view, source = shown(Scenario())
    choice = view.residual_choice

    def entries():
        return [action.text() for action in choice.menu().actions() if action.isVisible()]

    assert choice.text() == "Residuals"
    assert entries() == ["Off", "Lines", "Squares"]
    choice.menu().actions()[2].trigger()
    assert view.residuals == "squares"
    assert isinstance(view.marks, Residuals)
    assert choice.accessibleDescription() == "Squares"
    view.show_snapshot(source.change(MOONS))
    assert entries() == ["Off", "Rings"]
    assert choice.menu().actions()[1].isChecked()
    assert view.residuals == "squares", "the choice is kept for the next regression"
    view.show_snapshot(source.change(Scenario()))
    assert view.marks.squares is not None
    assert choice.menu().actions()[2].isChecked()
    with pytest.raises(ValueError, match="circles"):
        view.residuals = "circles"


def test_texts_and_colours_follow(shown, theme, qapp):
    class Marking(QTranslator):
        def translate(self, context, text, disambiguation=None, n=-1):
            return f"<{text}>"

        def isEmpty(self):
            return False

    view, _ = shown(Scenario(), "lines")
    translator = Marking()
    qapp.installTranslator(translator)
    QApplication.processEvents()
    assert view.residual_choice.text() == "<Residuals>"
    assert view.residual_choice.accessibleName() == "<Residuals>"
    assert view.residual_choice.accessibleDescription() == "<Lines>"
    assert view.residual_sum.text().startswith("<<")
    assert "<residual>" in labels(view)
    qapp.removeTranslator(translator)
    theme.set_mode("dark")
    QApplication.processEvents()
    assert "residual" in labels(view)
    color = view.marks.lines.opts["pen"].color().name()
    assert color == theme.colors.mark(Role.GRADIENT).color


def test_what_covers_the_picture_is_fainter():
    shown = ((0.0, 2.0), (0.0, 5.0))
    few = np.array([[0.0, 0.0, 0.1, 0.1]])
    many = np.tile([-2.0, -1.0, 6.0, 12.0], (10, 1))
    assert covering(few, shown) == pytest.approx(0.001)
    assert covering(many, shown) == pytest.approx(10), "only what is in sight counts"
    assert covering(np.empty((0, 4)), shown) == 0.0
    assert opacities(0.0) == (0.8, 0.2, 1)
    assert opacities(10.0) == pytest.approx((0.25, 0.035, 1))
    assert opacities(400.0)[2] == 14
