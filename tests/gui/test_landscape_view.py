"""The landscape view, fed with snapshots as the worker makes them."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lossstudio.core.planes import Plane, parameter_plane
from lossstudio.engine.landscape.frame import shade
from lossstudio.engine.landscape.grid import Landscape
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.views.landscape import surface as space
from lossstudio.gui.views.landscape.home import Home
from lossstudio.gui.views.landscape.landscape_view import LandscapeView
from lossstudio.gui.views.landscape.map_picture import (
    colored,
    landscape_table,
    make_picture,
    rectangles,
)
from lossstudio.gui.views.landscape.path import Projected, cut_off
from lossstudio.gui.views.landscape.planner import FINE, ROUGH
from lossstudio.gui.views.landscape.work import (
    Choice,
    Kind,
    cost_at,
    grown,
    points_to_show,
)
from lossstudio.gui.views.parameter_names import parameter_name


def one(loss="mse", dataset="line", data=None, **run):
    return Scenario(data=Data(dataset=dataset, **(data or {})), runs=(Run(loss=loss, **run),))


NETWORK = one("binary_cross_entropy", "moons", model="mlp", hidden_layers=(8,))
ONE_PARAMETER = one(dataset="article", bias=False, learning_rate=0.3)
THREE = one("binary_cross_entropy", "blobs", learning_rate=1.0)
POLYNOMIAL = one(dataset="sine", model="polynomial", degree=5)
RUNS = Scenario(runs=(Run(), Run(loss="mae"), Run(model="mlp")))
CASES = {
    "line": one(),
    "one parameter": ONE_PARAMETER,
    "three parameters": THREE,
    "polynomial": POLYNOMIAL,
    "softmax": one("cross_entropy", "three_blobs"),
    "network": NETWORK,
    "runs": RUNS,
    "adam in batches": one(optimizer="adam", batch_size=8),
}


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, its picture computed, and the source of more."""

    def show(scenario=None, steps=0):
        source = source_of(scenario)
        view = LandscapeView(theme)
        problems = []
        view.failed.connect(problems.append)
        qtbot.addWidget(view)
        view.resize(560, 420)
        view.show()
        view.show_snapshot(source.step(steps))
        settle(view)
        assert not problems
        return view, source

    def settle(view):
        qtbot.waitUntil(lambda: not view.is_busy, timeout=20_000)
        QApplication.processEvents()

    show.settle = settle
    return show


def labels(view):
    return [entry.label for entry in view.legend.entries]


def click(view, a, b):
    """A click of the left button at a place of the plane."""
    place = view.area.mapFromScene(view.area.box.mapViewToScene(QPointF(a, b)))
    QTest.mouseClick(
        view.area.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y())
    )
    return view.area.box.mapSceneToView(view.area.mapToScene(place))


# -- pictures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_picture_is_drawn_in_both_themes_and_after_steps(name, shown, theme):
    view, source = shown(CASES[name])
    before = view.grab().toImage()
    view.show_snapshot(source.step(20))
    shown.settle(view)
    assert view.grab().toImage() != before
    assert view.notes.text()
    theme.set_mode("dark")
    QApplication.processEvents()
    assert view.area.grab().toImage().pixelColor(1, 1).name() == theme.colors.plot_background


def test_the_picture_shows_the_cost_that_is_descended(shown):
    view, source = shown(one(l2=0.3, reduction="sum"), 3)
    objective = source.newest.scene.objectives[0]
    landscape = view.planner.result.picture.landscape
    for i, j in ((0, 0), (3, 17), (200, 150)):
        theta = np.array([landscape.a[j], landscape.b[i]])
        assert landscape.cost[i, j] == pytest.approx(objective.losses(theta).cost)
    (x0, x1), (y0, y1) = view.area.shown_range()
    assert (x0, x1) == pytest.approx((landscape.a[0], landscape.a[-1]))
    assert (y0, y1) == pytest.approx((landscape.b[0], landscape.b[-1]))
    assert view.color_bar.bounds == (landscape.cost.min(), landscape.cost.max())


def test_contour_lines_lie_at_one_cost_each():
    a, b = np.linspace(-2, 2, 101), np.linspace(-1, 1, 81)
    cost = a**2 + 4 * b[:, None] ** 2
    plane = parameter_plane(np.zeros(2), 0, 1)
    picture = make_picture(Landscape(plane, a, b, cost))
    x, y = picture.lines
    assert len(x) > 100
    heights = x**2 + 4 * y**2
    ends = heights.reshape(-1, 2)
    np.testing.assert_allclose(ends[:, 0], ends[:, 1], rtol=0.05, atol=2e-3)
    assert 5 <= len(np.unique(np.round(np.log(heights), 1))) <= 60
    assert len(picture.hatched) == 0


def test_what_is_not_finite_is_hatched_and_does_not_spoil_the_colours(theme):
    a, b = np.linspace(0, 3, 4), np.linspace(0, 20, 3)
    cost = np.array([[1.0, 2.0, 3.0, np.inf], [1.0, 2.0, np.nan, np.inf], [0.0, np.nan, 2.0, 4.0]])
    picture = make_picture(Landscape(parameter_plane(np.zeros(2), 0, 1), a, b, cost))
    covered = np.zeros((3, 4), dtype=bool)
    for left, bottom, width, height in picture.hatched:
        inside_x = (a > left) & (a < left + width)
        inside_y = (b > bottom) & (b < bottom + height)
        covered |= inside_y[:, None] & inside_x
    np.testing.assert_array_equal(covered, ~np.isfinite(cost))
    pixels = colored(picture.shades, theme.colors)
    background = int("ff" + theme.colors.plot_background[1:], 16)
    np.testing.assert_array_equal(pixels == background, ~np.isfinite(cost))
    lowest = landscape_table(theme.colors)[0].astype(int)
    assert pixels[2, 0] == (0xFF << 24) + (lowest[0] << 16) + (lowest[1] << 8) + lowest[2]


def test_equal_rows_are_hatched_by_one_rectangle():
    mask = np.zeros((5, 6), dtype=bool)
    mask[1:4, 2:5] = True
    found = rectangles(mask, np.arange(6.0), np.arange(5.0))
    np.testing.assert_allclose(found, [[1.5, 0.5, 3.0, 3.0]])


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_low_is_dark_in_both_themes(mode, theme):
    theme.set_mode(mode)
    brightness = landscape_table(theme.colors).astype(float).sum(axis=1)
    assert (np.diff(brightness) >= 0).all()
    assert brightness[-1] - brightness[0] > 150


# -- paths and marks ------------------------------------------------------------------------------


def test_the_path_the_point_and_the_arrow_are_where_the_parameters_are(shown):
    view, source = shown(one(), 12)
    run = source.newest.runs[0]
    points = view.layers.points[0]
    np.testing.assert_allclose(points[:-1], np.array(run.path.thetas))
    np.testing.assert_allclose(points[-1], run.theta)
    marks = view.layers.marks
    assert marks.points[0][0] == pytest.approx(tuple(run.theta))
    begin, end = marks.arrow
    assert begin == pytest.approx(tuple(run.theta))
    assert end == pytest.approx(tuple(run.theta - 0.1 * run.coming.gradient))
    assert labels(view) == ["path", "optimum", "coming step −η∇L"]
    dataset = source.newest.scene.dataset
    n = dataset.n_train
    slope, bias = np.polyfit(dataset.x[:n, 0], dataset.target[:n], 1)
    assert marks.best == pytest.approx((slope, bias))
    x, y = view.layers._lines[0][1].getData()
    assert (x[0], y[0]) == pytest.approx(tuple(run.path.thetas[0]))
    view.show_snapshot(source.step(1))
    assert view.layers.marks.points[0][0] == pytest.approx(end)


def test_another_optimiser_has_another_arrow(shown):
    view, source = shown(one(optimizer="adam"), 4)
    run = source.newest.runs[0]
    assert "coming step Δθ" in labels(view)
    assert view.layers.marks.arrow[1] == pytest.approx(tuple(run.theta + run.coming.change))


def test_paths_are_projected_once_and_as_the_plane_does():
    rng = np.random.default_rng(0)
    plane = Plane(rng.normal(size=5), rng.normal(size=5), rng.normal(size=5))
    thetas = tuple(rng.normal(size=5) for _ in range(6))
    follower = Projected(plane)
    first = follower.follow(thetas[:4])
    np.testing.assert_allclose(first, plane.project(thetas[:4]))
    assert follower.follow(thetas[:4]) is not None
    np.testing.assert_allclose(follower.follow(thetas[1:]), plane.project(thetas[1:]))
    directions = np.stack([plane.first, plane.second], axis=1)
    by_hand = np.linalg.lstsq(directions, thetas[5] - plane.origin, rcond=None)[0]
    np.testing.assert_allclose(follower.points[-1], by_hand)


def test_a_line_is_cut_off_where_it_leaves():
    points = np.array([[0.0, 0.0], [4.0, 2.0], [4.0, -8.0], [-1e300, 1e300], [np.nan, 0.0]])
    x, y, joined = cut_off(points, (-1.0, 2.0), (-1.0, 1.0))
    pieces = [
        ((x[i], y[i]), (x[i + 1], y[i + 1])) for i in np.flatnonzero(joined) if x[i] != x[i + 1]
    ]
    assert pieces[0] == (pytest.approx((0.0, 0.0)), pytest.approx((2.0, 1.0)))
    assert np.isfinite(x).all()
    assert np.abs(x).max() <= 2.0
    assert np.abs(y).max() <= 1.0
    inside = np.array([[0.0, 0.0], [1.0, 0.5], [0.5, 0.5]])
    x, y, joined = cut_off(inside, (-1.0, 2.0), (-1.0, 1.0))
    np.testing.assert_allclose(np.stack([x, y], axis=1), inside[[0, 1, 1, 2]])
    assert joined.tolist() == [True, True, True, False]
    # A line between two far points that passes through is seen.
    x, y, joined = cut_off(np.array([[-50.0, -50.0], [50.0, 50.0]]), (-1.0, 2.0), (-1.0, 1.0))
    np.testing.assert_allclose([x, y], [[-1.0, 1.0], [-1.0, 1.0]])


def test_runs_with_the_same_parameters_have_their_paths_and_the_others_a_sentence(shown, theme):
    view, source = shown(RUNS, 5)
    assert len(view.layers.points) == 2
    for index in (0, 1):
        np.testing.assert_allclose(view.layers.points[index][-1], source.newest.runs[index].theta)
        pen = view.layers._lines[index][1].opts["pen"]
        assert pen.color().name() == theme.colors.run_mark(index).color
        assert pen.style() == theme.colors.run_mark(index).dash
    assert "The cost is that of MSE." in view.notes.text()
    assert "no path here: MSE (3)." in view.notes.text()
    assert labels(view)[:2] == ["MSE", "MAE"]


def test_a_model_with_one_parameter_has_a_curve(shown):
    view, source = shown(ONE_PARAMETER, 4)
    picture = view.planner.result.picture
    assert picture.is_curve
    objective, run = source.newest.scene.objectives[0], source.newest.runs[0]
    x, y = view.layers.picture.curve.getData()
    assert y[7] == pytest.approx(objective.losses(np.array([x[7]])).cost)
    marks = view.layers.marks
    assert marks.points[0][0] == pytest.approx((run.theta[0], run.losses.cost))
    assert marks.tangent == pytest.approx(run.coming.gradient[0])
    assert marks.arrow[1] == pytest.approx((run.theta[0] + run.coming.change[0], run.losses.cost))
    ((dots_x, dots_y, _),) = marks.dots
    np.testing.assert_allclose(dots_x, [theta[0] for theta in run.path.thetas])
    heights = [objective.losses(theta).cost for theta in run.path.thetas]
    np.testing.assert_allclose(dots_y, heights, rtol=1e-3)
    assert not view.plane_button.isVisible()
    assert view.notes.text() == "The model has one parameter: the cost is a curve."
    chosen = []
    view.start_chosen.connect(chosen.append)
    at = click(view, 1.0, 3.0)
    assert chosen[0] == pytest.approx([at.x()])


def test_a_curve_is_painted_where_none_of_its_steps_is_in_sight(shown):
    view, _ = shown(ONE_PARAMETER, 4)
    marks = view.layers.marks
    assert marks.dots
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    for far in (1e3, -1e3):
        view.area.box.setRange(xRange=(far, far + 1.0), yRange=(far, far + 1.0), padding=0)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        # Not by Qt, in which an error of a paint ends the process.
        marks.paint(painter, None)
        painter.end()
        assert image.pixelColor(200, 150) == Qt.GlobalColor.white


# -- planes ---------------------------------------------------------------------------------------


def test_the_usual_planes(shown):
    view, _ = shown(one())
    assert view.choice == Choice(Kind.PARAMETERS, 0, 1)
    assert not view.plane_button.isVisible()
    assert not view.pair.isVisible()
    assert "two parameters: nothing is left out" in view.notes.text()
    assert view.area.plot.getAxis("bottom").labelText == "weight of x"
    assert view.area.plot.getAxis("left").labelText == "bias"
    view, _ = shown(THREE, 3)
    assert view.pair.isVisible()
    assert view.notes.text() == "The other parameter is held where it is now."
    assert view.area.plot.getAxis("left").labelText == "weight of x₂"


def test_the_fine_picture_of_the_start_does_not_keep_training_from_being_followed(
    shown, monkeypatch
):
    view, source = shown(NETWORK)
    planner, asked = view.planner, []
    monkeypatch.setattr(planner, "ask", lambda wanted, work, **options: asked.append(wanted))
    monkeypatch.setattr(type(planner), "is_busy", property(lambda planner: True))
    assert planner.asked.finest == FINE
    view.show_snapshot(dataclasses.replace(source.step(30), is_running=True))
    assert [wanted.finest for wanted in asked] == [ROUGH]


def test_a_network_is_seen_in_random_directions_and_then_along_its_path(shown):
    view, source = shown(NETWORK)
    result = view.planner.result
    assert result.kind is Kind.RANDOM
    assert "random directions (filter-normalised) through the 33 parameters" in view.notes.text()
    assert "% of the coming step lies in this plane." in view.notes.text()
    view.show_snapshot(source.step(30))
    shown.settle(view)
    result = view.planner.result
    assert result.kind is Kind.PRINCIPAL
    assert "path's two principal directions through the 33 parameters" in view.notes.text()
    theta = source.newest.runs[0].theta
    assert result.plane.distance(theta) == pytest.approx(0.0, abs=1e-9)
    landscape = result.picture.landscape
    objective = source.newest.scene.objectives[0]
    at = result.plane.at(landscape.a[3], landscape.b[8])
    assert landscape.cost[8, 3] == pytest.approx(objective.losses(at).cost)
    assert view.area.plot.getAxis("bottom").labelText == "direction 1"
    assert view.layers.points[0][0] == pytest.approx((0.0, 0.0), abs=1e-9)


def test_two_parameters_of_a_network_can_be_chosen_by_name(shown):
    view, source = shown(NETWORK, 5)
    view.plane_button.actions_by_kind[Kind.PARAMETERS].trigger()
    first, second = view.pair.boxes
    assert first.itemText(0) == "W₁[1,1]"
    assert first.itemText(16) == "b₁[1]"
    assert first.itemText(32) == "b₂[1]"
    first.setCurrentIndex(16)
    first.activated.emit(16)
    second.setCurrentIndex(24)
    second.activated.emit(24)
    shown.settle(view)
    assert view.choice == Choice(Kind.PARAMETERS, 16, 24)
    assert view.notes.text().startswith("The other 31 parameters are held where they are now.")
    assert view.area.plot.getAxis("left").labelText == "W₂[1,1]"
    theta = source.newest.runs[0].theta
    assert view.layers.points[0][-1] == pytest.approx((theta[16], theta[24]))
    # The picture belongs to where the others are: it follows.
    view.show_snapshot(source.step(5))
    shown.settle(view)
    held = view.planner.result.plane.at(0.0, 0.0)
    theta = source.newest.runs[0].theta
    np.testing.assert_allclose(np.delete(held, [16, 24]), np.delete(theta, [16, 24]))
    second.setCurrentIndex(16)
    second.activated.emit(16)
    assert view.choice.first != view.choice.second


def test_other_random_directions_can_be_drawn(shown):
    view, _ = shown(NETWORK, 2)
    assert not view.plane_button.others_action.isEnabled()
    view.plane_button.actions_by_kind[Kind.RANDOM].trigger()
    shown.settle(view)
    before = view.planner.result.plane.first
    view.plane_button.others_action.trigger()
    shown.settle(view)
    assert not np.allclose(view.planner.result.plane.first, before)


def test_names_of_parameters(source_of):
    def names(scenario):
        scene = source_of(scenario).newest.scene
        model = scene.objectives[0].model
        return [parameter_name(model, scene.dataset, i) for i in range(model.n_parameters)]

    assert names(one("cross_entropy", "three_blobs"))[:4] == [
        "weight of x₁, A",
        "weight of x₁, B",
        "weight of x₁, C",
        "weight of x₂, A",
    ]
    assert names(POLYNOMIAL)[:2] == ["weight of x", "weight of x²"]
    standardized = one(dataset="threshold", model="polynomial", degree=2, loss="hinge")
    assert names(standardized) == ["weight of u", "weight of u²", "bias"]
    assert names(one(dataset="cars")) == ["weight of speed", "bias"]
    assert names(one("cross_entropy", "penguins"))[:2] == [
        "weight of bill length, Adelie",
        "weight of bill length, Chinstrap",
    ]
    wide = ("the pressure at sea level (hPa)", "the pressure at the summit (hPa)", "<b>y</b>")
    assert names(own(wide)) == [
        "weight of the pressure at…a level",
        "weight of the pressure at…summit",
        "bias",
    ]
    assert names(own(("a (m)", "a (s)", "y")))[:2] == ["weight of a (m)", "weight of a (s)"]


def own(names):
    """Points with two inputs of order 1, which no polynomial standardises."""
    points = tuple((a, b, a + b) for a in (-1.0, 1.0) for b in (-1.0, 1.0))
    data = Data(dataset="points", points=points, point_names=names, test_fraction=0.0)
    return Scenario(data=data)


def test_powers_and_products_of_named_inputs(source_of):
    data = own(("a b", "c", "y")).data
    scene = source_of(Scenario(data=data, runs=(Run(model="polynomial", degree=2),))).newest.scene
    model = scene.objectives[0].model
    assert not model.standardizes
    assert [parameter_name(model, scene.dataset, i) for i in range(6)] == [
        "weight of a b",
        "weight of c",
        "weight of (a b)²",
        "weight of a b · c",
        "weight of c²",
        "bias",
    ]


@pytest.mark.parametrize("name", ["<b>a</b> & _b$", "<", "'"])
def test_signs_of_markup_in_a_name_are_shown_beside_the_axis(shown, name):
    view, _ = shown(own((name, "c", "y")))
    axis = view.area.plot.getAxis("bottom")
    assert axis.labelText == f"weight of {name}"
    for text in (axis.labelText, name):
        axis.setLabel(text)
        assert axis.label.toPlainText().strip() == text


def test_standardised_inputs_are_said(shown):
    view, _ = shown(one("hinge", "threshold", model="polynomial", degree=2))
    assert "standardised inputs u = (x − c)/s" in view.notes.text()
    assert "; x: hours of study." in view.notes.text()


# -- starting elsewhere ---------------------------------------------------------------------------


def test_a_click_sets_the_start_and_holds_the_other_parameters(shown):
    view, source = shown(THREE, 3)
    chosen = []
    view.start_chosen.connect(chosen.append)
    (x0, x1), (y0, y1) = view.area.shown_range()
    at = click(view, 0.8 * x0 + 0.2 * x1, 0.3 * y0 + 0.7 * y1)
    assert len(chosen) == 1
    assert chosen[0].dtype == np.float64
    np.testing.assert_allclose(chosen[0], [at.x(), at.y(), source.newest.runs[0].theta[2]])
    assert view.planner.result.plane.coordinates(chosen[0]) == pytest.approx((at.x(), at.y()))
    QTest.mouseClick(view.area.viewport(), Qt.MouseButton.RightButton, pos=QPoint(200, 100))
    assert len(chosen) == 1


def drag(view, begin, end):
    """A drag with the left button; pyqtgraph takes no notice of moves that follow at once."""
    viewport = view.area.viewport()
    first, last = (
        view.area.mapFromScene(view.area.box.mapViewToScene(QPointF(*place)))
        for place in (begin, end)
    )

    def send(kind, at, button, buttons):
        event = QMouseEvent(
            kind,
            QPointF(at),
            QPointF(viewport.mapToGlobal(at)),
            button,
            buttons,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, event)
        QTest.qWait(15)

    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    send(QEvent.Type.MouseMove, first, none, none)
    send(QEvent.Type.MouseButtonPress, first, left, left)
    for share in (0.3, 0.6, 1.0):
        send(QEvent.Type.MouseMove, first + (last - first) * share, none, left)
    send(QEvent.Type.MouseButtonRelease, last, left, none)


def test_dragging_the_point_sets_the_start_and_dragging_elsewhere_pans(shown):
    view, _ = shown(one(), 3)
    chosen, dragged = [], []
    view.start_chosen.connect(chosen.append)
    view.start_dragged.connect(dragged.append)
    before = view.area.shown_range()
    drag(view, view.layers.marks.points[0][0], (1.5, 0.4))
    assert len(chosen) == 1
    assert 1 <= len(dragged) <= 3
    pixel = view.area.pixel_size()
    assert np.abs(chosen[0] - [1.5, 0.4]).max() <= 2 * max(pixel)
    assert view.area.shown_range() == before
    drag(view, (1.6, 0.0), (1.2, 0.2))
    assert len(chosen) == 1
    assert view.area.shown_range() != before


def test_the_start_can_be_set_from_the_keyboard(shown):
    view, source = shown(one(), 2)
    chosen = []
    view.start_chosen.connect(chosen.append)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not chosen
    (x0, x1), (y0, y1) = view.area.shown_range()
    theta = source.newest.runs[0].theta
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    expected = theta[0] + 0.02 * (x1 - x0), theta[1] + 0.1 * (y1 - y0)
    assert view.layers.marks.cursor == pytest.approx(expected)
    assert "cost ≈" in view.area.readout.text()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert chosen[0] == pytest.approx(expected)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.layers.marks.cursor is None
    assert len(chosen) == 1


def test_the_hint_is_there_before_the_first_step_only(shown):
    view, source = shown(one())
    assert view.layers.marks.hint == "Click to start training here"
    view.show_snapshot(source.step(1))
    assert view.layers.marks.hint == ""


# -- what is computed when ------------------------------------------------------------------------


def test_another_cost_drops_the_old_picture(shown):
    view, source = shown(one(), 3)
    old = view.planner.result
    view.show_snapshot(source.change(one("huber")))
    assert view.is_busy
    assert view.layers.picture.map.opacity() < 0.5
    assert not view._is_current()
    shown.settle(view)
    assert view.planner.result is not old
    assert view.planner.result.wanted.objective is source.newest.scene.objectives[0]
    assert view.layers.picture.map.opacity() == 1.0
    # Another model: nothing of the old picture makes sense.
    view.show_snapshot(source.change(NETWORK))
    assert view.planner.result is None
    assert view.layers.picture.map is None
    assert view.layers.marks.points == []
    shown.settle(view)
    assert len(view.planner.result.plane.origin) == 33


def test_steps_and_the_learning_rate_do_not_make_the_picture_anew(shown):
    view, source = shown(one(), 1)
    result = view.planner.result
    for _ in range(5):
        view.show_snapshot(source.step(1))
        assert not view.is_busy
    view.show_snapshot(source.change(one(learning_rate=0.2)))
    assert not view.is_busy
    assert view.planner.result is result
    one_, other = source.newest.scene.objectives[0], result.wanted.objective
    assert one_ is not other
    assert one_.has_same_cost(other)


def test_a_hidden_view_computes_nothing(qtbot, theme, source_of):
    view = LandscapeView(theme)
    qtbot.addWidget(view)
    source = source_of(one())
    view.show_snapshot(source.newest)
    assert not view.is_busy
    assert view.planner.result is None
    view.show()
    assert view.is_busy
    qtbot.waitUntil(lambda: not view.is_busy, timeout=20_000)
    view.hide()
    view.show_snapshot(source.change(one("huber")))
    assert not view.is_busy


def test_what_was_being_computed_when_it_was_hidden_is_computed_when_it_is_seen(
    qtbot, theme, source_of
):
    view = LandscapeView(theme)
    qtbot.addWidget(view)
    view.show_snapshot(source_of(one()).newest)
    view.show()
    assert view.is_busy
    view.hide()
    qtbot.waitUntil(lambda: not view.is_busy, timeout=20_000)
    assert view.planner.result is None
    view.show()
    qtbot.waitUntil(lambda: not view.is_busy, timeout=20_000)
    assert view.planner.result is not None


def test_zooming_computes_what_is_in_sight_and_view_all_returns(shown, qtbot):
    view, source = shown(one(), 5)
    home = view.area.home
    view.area.box.setRange(xRange=(1.9, 2.1), yRange=(0.9, 1.1), padding=0)
    view.area.box.moved_by_hand.emit(True, True)
    qtbot.waitUntil(lambda: view.planner.result.ranges[0] == pytest.approx((1.9, 2.1)))
    shown.settle(view)
    landscape = view.planner.result.picture.landscape
    assert (landscape.b[0], landscape.b[-1]) == pytest.approx((0.9, 1.1))
    assert len(landscape.a) == 201
    view.show_snapshot(source.step(1))
    assert view.area.shown_range()[0] == pytest.approx((1.9, 2.1))
    QTest.keyClick(view, Qt.Key.Key_A)
    shown.settle(view)
    assert view.area.shown_range()[0] == pytest.approx(view.area.home[0])
    assert view.area.home[0] == pytest.approx(home[0], rel=0.3)
    assert view.planner.result.ranges[0] == pytest.approx(view.area.home[0])


def test_the_picture_grows_when_the_path_leaves_it_and_stands_still_otherwise(shown):
    view, source = shown(one("mae", learning_rate=0.01))
    seen = {view.area.home}
    for _ in range(30):
        view.show_snapshot(source.step(20))
        seen.add(view.area.home)
        shown.settle(view)
    assert 1 < len(seen) < 12
    (x0, x1), (y0, y1) = view.area.home
    a, b = view.layers.points[0][-1]
    assert x0 <= a <= x1
    assert y0 <= b <= y1


def test_ranges_grow_on_the_side_that_is_left():
    home = ((0.0, 1.0), (0.0, 1.0))
    assert grown(home, np.array([[0.2, 0.9]])) == home
    (x0, x1), y = grown(home, np.array([[0.5, 0.5], [1.5, 0.5]]))
    assert x0 == 0.0
    assert x1 > 1.6
    assert y == (0.0, 1.0)
    # A symbol at the very edge would be cut off.
    (x0, x1), y = grown(home, np.array([[0.5, 0.5], [0.99, 0.5]]))
    assert x0 == 0.0
    assert x1 > 1.1
    assert grown((((x0, x1)), y), np.array([[0.5, 0.5], [0.99, 0.5]])) == ((x0, x1), y)


def test_one_path_has_one_picture_whatever_was_seen_before(shown):
    planes = []
    for begun in (0, 3, 40):
        view, source = shown(NETWORK)
        source.step(begun)
        view.show_snapshot(source.newest)
        shown.settle(view)
        view.show_snapshot(source.step(200 - begun))
        shown.settle(view)
        planes.append(view.planner.result.plane)
    for plane in planes[1:]:
        for d, first in zip(plane.directions, planes[0].directions, strict=True):
            assert d @ first > 0.9


def test_a_panel_too_low_for_the_hint_has_none(shown):
    view, _ = shown(one())
    shown.settle(view)
    marks = view.layers.marks

    def is_painted():
        hint, marks.hint = marks.hint, ""
        without = pixels(view)
        marks.hint = hint
        return not np.array_equal(pixels(view), without)

    def pixels(view):
        view.layers.marks.update()
        QApplication.processEvents()
        image = view.area.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        return np.array(image.constBits(), copy=True)

    assert is_painted()
    view.area.setFixedHeight(95)
    QApplication.processEvents()
    shown.settle(view)
    assert view.area.box.height() < 60
    assert not is_painted()


def test_a_run_that_diverges_keeps_the_picture_readable(shown):
    view, source = shown(one(learning_rate=3.0))
    view.show_snapshot(source.step(10_000))
    shown.settle(view)
    assert source.newest.is_stopped
    assert np.abs(source.newest.runs[0].theta).max() > 1e100
    (x0, x1), (y0, y1) = view.area.home
    assert x1 - x0 < 200
    assert y1 - y0 < 200
    assert "left this picture" in view.area._banner.text()
    assert x0 < view.layers.marks.best[0] < x1
    view.grab()
    for theta in (np.array([np.nan, 0.0]), np.array([np.inf, 1e308]), np.full(2, 1e308)):
        broken = dataclasses.replace(source.newest.runs[0], theta=theta)
        view.show_snapshot(dataclasses.replace(source.newest, runs=(broken,)))
        view.grab()
    near = points_to_show([np.array([[0.0, 0.0], [1.0, 1.0], [1e9, 0.0]])], None, True)
    assert near.max() == 1.0


# -- words ----------------------------------------------------------------------------------------


def test_the_readout_says_the_coordinates_and_the_cost_there(shown):
    view, source = shown(one(), 5)
    place = QPointF(1.234, 0.5)
    view.area.scene().sigMouseMoved.emit(view.area.box.mapViewToScene(place))
    lines = view.area.readout.text().replace("−", "-").splitlines()
    assert lines[:2] == ["weight of x = 1.234", "bias = 0.5000"]
    cost = source.newest.scene.objectives[0].losses(np.array([1.234, 0.5])).cost
    assert float(lines[2].removeprefix("cost ≈ ")) == pytest.approx(cost, rel=1e-3)
    now = float(lines[3].removeprefix("cost now = "))
    assert now == pytest.approx(source.newest.runs[0].losses.cost, rel=1e-3)
    assert cost_at(view.planner.result, (1e9, 0.0)) is None


def test_texts_follow_the_language(shown, qapp):
    class Marking(QTranslator):
        def translate(self, context, text, disambiguation=None, n=-1):
            return f"<{text}>"

        def isEmpty(self):
            return False

    view, _ = shown(NETWORK, 3)
    translator = Marking()
    qapp.installTranslator(translator)
    QApplication.processEvents()
    shown.settle(view)
    assert "<path>" in labels(view)
    assert view.area.plot.getAxis("bottom").labelText == "<direction 1>"
    assert view.notes.text().startswith("<Plane of the path's")
    assert view.accessibleName() == "<Landscape>"
    assert view.plane_button.text() == "<plane…>"
    assert view.surface.message.text().startswith("<3-D needs OpenGL")
    assert view.area.toolTip().startswith("<")
    qapp.removeTranslator(translator)
    QApplication.processEvents()
    assert "path" in labels(view)


def test_the_state_can_be_read_as_sentences(shown):
    view, source = shown(one(), 7)
    text = view.accessibleDescription()
    assert text.startswith("After step 7 the cost is ")
    assert "weight of x = " in text
    assert "nothing is left out" in text
    best = np.array(view.layers.marks.best)
    far = float(np.linalg.norm(source.newest.runs[0].theta - best))
    assert f"The optimum is {far:.4f}"[:22] in text
    for button in (view.plane_button, view.space_button, view.view_all_button):
        assert button.accessibleName()
        assert button.toolTip()


def test_the_figures_numbers(shown):
    view, source = shown(one(), 6)
    data = view.figure_data()
    objective = source.newest.scene.objectives[0]
    k = 1234
    at = np.array([data["a"][k], data["b"][k]])
    assert data["cost"][k] == pytest.approx(objective.losses(at).cost)
    assert len(data["cost"]) == len(data["a"]) == len(data["b"]) == 201**2
    np.testing.assert_array_equal(data["path step"], np.arange(7))
    np.testing.assert_allclose(data["path a"], [t[0] for t in source.newest.runs[0].path.thetas])
    assert view.area in view.figure_parts


def test_larger_text_draws_larger_marks(shown, theme):
    view, _ = shown(one(), 3)
    width = view.layers._lines[0][1].opts["pen"].widthF()
    theme.set_scale(2.0)
    assert view.layers._lines[0][1].opts["pen"].widthF() == 2 * width


# -- the surface ----------------------------------------------------------------------------------


def test_without_opengl_the_surface_is_a_sentence_and_the_map_stays(shown):
    view, _ = shown(one(), 3)
    assert not space.is_available(), "nothing is drawn in space without a screen"
    view.space_button.click()
    assert view.surface.isVisible()
    assert view.surface.message.text() == (
        "3-D needs OpenGL, which is not available here; the map shows the same."
    )
    assert view.area.isVisible()
    view.space_button.click()
    assert not view.surface.isVisible()


def test_the_surface_is_finite_and_lines_lie_on_it(theme):
    a, b = np.linspace(-2, 2, 201), np.linspace(-1, 1, 151)
    cost = a**2 + 4 * b[:, None] ** 2
    cost[0, :50] = np.inf
    picture = make_picture(Landscape(parameter_plane(np.zeros(2), 0, 1), a, b, cost))
    made = space.sheet(picture, landscape_table(theme.colors))
    assert made.z.shape == (len(made.x), len(made.y)) == (201, 151)
    assert np.isfinite(made.z).all()
    assert 0.0 <= made.z.min() < made.z.max() <= space.HEIGHT
    assert np.isfinite(made.colors).all()
    grid = np.array([[a[40], b[30]], [a[-1], b[-1]], [5.0, 0.0], [a[1], b[0]]])
    found = space.on_sheet(picture, grid)
    heights = space.HEIGHT * shade(cost)
    np.testing.assert_allclose(found[0, 2], heights[30, 40])
    np.testing.assert_allclose(found[1], [5.0, 5.0, heights[-1, -1]])
    assert np.isnan(found[2]).all()
    assert np.isnan(found[3, 2])
    pieces = space.lines_on_sheet(picture, grid[:, 0], grid[:, 1], 0.0)
    assert len(pieces) == 2
    ends = space.frame(made).reshape(-1, 2, 3)
    assert (ends[:4, :, 2] == 0.0).all(), "four edges on the floor"
    for foot, top in ends[4:]:
        np.testing.assert_array_equal(foot[:2], top[:2])
        i, j = np.flatnonzero(made.x == top[0])[0], np.flatnonzero(made.y == top[1])[0]
        assert top[2] == made.z[i, j], "a post at each corner"


def test_what_a_diverged_path_made_wide_is_given_up_with_the_next_start():
    home = Home()
    wide = np.array([[0.0, 0.0], [40.0, 30.0]])
    picture = SimpleNamespace(is_curve=False)
    result = SimpleNamespace(
        plane=None,
        ranges=None,
        kind=Kind.PARAMETERS,
        picture=picture,
        known=SimpleNamespace(theta=None),
    )
    home.ranges = ((-30.0, 50.0), (-25.0, 45.0))
    near = np.array([[0.5, 0.5], [1.5, 1.0]])
    kept = home.follow(result, [near], is_diverging=False, may_grow=True, is_begun=True)
    assert kept == ((-30.0, 50.0), (-25.0, 45.0))
    (left, right), _ = home.follow(result, [near], False, True, is_begun=False)
    assert right - left < 10.0
    (left, right), _ = home.follow(result, [wide], False, True, is_begun=True)
    assert left <= 0.0
    assert right >= 40.0


def test_what_is_in_sight_does_not_depend_on_the_data_before(shown):
    near = Scenario(data=Data(dataset="article"))
    far = Scenario(data=Data(dataset="cars"), runs=(Run(learning_rate=0.003),))
    alone, _ = shown(near, steps=5)
    view, source = shown(far, steps=5)
    source.change(near)
    view.show_snapshot(source.step(5))
    shown.settle(view)
    view.show_snapshot(source.newest)
    for (low, high), (left, right) in zip(view.area.home, alone.area.home, strict=True):
        assert high - low < 1.5 * (right - left)


# -- what was chosen for another model ------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.PARAMETERS, Kind.PRINCIPAL, Kind.RANDOM])
def test_a_plane_chosen_in_the_menu_of_another_model_is_not_asked_for(kind, shown, source_of):
    view, _ = shown(NETWORK)
    view.choose(Choice(Kind.RANDOM))
    view.show_snapshot(source_of(ONE_PARAMETER).newest)
    view.plane_button.actions_by_kind[kind].trigger()  # the menu is still open
    view.pair.pair_chosen.emit(3, 5)
    shown.settle(view)
    assert view.choice.kind is Kind.LINE
    assert view.planner.result.kind is Kind.LINE


@pytest.mark.parametrize("pair", [(1, 1), (-1, 0), (0, 9)])
def test_a_pair_that_is_no_plane_is_not_asked_for(pair, shown):
    view, _ = shown(THREE)
    before = view.choice
    view.choose(Choice(Kind.PARAMETERS, *pair))
    assert view.choice == before
    view.choose(Choice(Kind.PARAMETERS, 2, 0))
    assert view.choice[1:3] == (2, 0)


def test_another_model_is_drawn_at_once_also_while_training_runs(shown, source_of):
    """What a person does to the picture would else be about a model that is gone."""
    view, _ = shown(NETWORK)
    view.interval = 3600.0
    other = dataclasses.replace(source_of(ONE_PARAMETER).newest, is_running=True)
    view.show_snapshot(other)
    assert view.choice.kind is Kind.LINE
    shown.settle(view)
    assert view.planner.result.kind is Kind.LINE


# -- what is far away -----------------------------------------------------------------------------


OVERFLOW = Scenario(
    data=Data(
        dataset="points",
        points=tuple((float(i), float(i * i), 3.0 + 2.0 * i) for i in range(20)),
    ),
    runs=(Run(learning_rate=1.0),),
)


@pytest.mark.parametrize("kind", [Kind.PARAMETERS, Kind.PRINCIPAL, Kind.RANDOM])
def test_after_an_overflow_the_picture_is_of_where_the_run_was_near(shown, kind):
    view, source = shown(OVERFLOW)
    view.choose(Choice(kind))
    view.show_snapshot(source.step(300))
    shown.settle(view)
    assert source.newest.is_stopped
    assert np.abs(source.newest.run.theta).max() > 1e100
    picture = view.planner.result.picture
    cost = picture.landscape.cost
    assert cost.max() > 1.01 * cost.min()
    assert np.nanstd(picture.shades) > 0.05
    assert len(np.unique(colored(picture.shades, view.theme.colors))) > 20
    assert "before training went far away" in view.notes.text()
    asked = view.planner.asked
    view.redraw()
    assert view.planner.asked is asked


def test_the_plane_goes_through_the_present_parameters_as_long_as_these_are_near(shown):
    view, source = shown(THREE, steps=30)
    result = view.planner.result
    assert result.plane.distance(source.newest.run.theta) < 1e-9
    assert "where it is now" in view.notes.text()


def test_symbols_outside_the_picture_are_not_in_its_legend(shown):
    view, _ = shown(steps=3)
    assert labels(view) == ["path", "optimum", "coming step −η∇L"]
    (x, y), _ = view.layers.marks.points[0]
    best = view.layers.marks.best
    zoom(view, (x - 1e-3, x + 1e-3), (y - 1e-3, y + 1e-3))
    assert labels(view) == ["path", "coming step −η∇L"]
    zoom(view, (best[0] - 1e-3, best[0] + 1e-3), (best[1] - 1e-3, best[1] + 1e-3))
    assert labels(view) == ["optimum"]
    view.view_all()
    assert labels(view) == ["path", "optimum", "coming step −η∇L"]


def zoom(view, x, y):
    """As a person does."""
    view.area.box.setRange(xRange=x, yRange=y, padding=0)
    view.area.box.moved_by_hand.emit(True, True)
