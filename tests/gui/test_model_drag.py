"""Dragging the model in the fit by mouse and keys, against closed forms; and undo."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.fit.handles import MOVE, SURE, TURN

LINE = Scenario(data=Data(n_samples=20, noise=0.5), runs=(Run(start=(0.4, 0.2)),))
HOURS = Scenario(
    data=Data(dataset="threshold", n_samples=20),
    runs=(Run(loss="binary_cross_entropy", start=(2.0, -1.0)),),
)
MOONS = Scenario(
    data=Data(dataset="moons", n_samples=20),
    runs=(Run(loss="binary_cross_entropy", start=(1.0, -2.0, 0.3)),),
)


def two_scores(scenario, start):
    """The same with a softmax over two scores."""
    run = Run(loss="cross_entropy", start=start)
    return Scenario(data=scenario.data, runs=(run,))


class Bench:
    """A fit view whose model can be dragged, in this thread."""

    def __init__(self, scenario, source, view):
        self.state = ScenarioState(scenario)
        self.source, self.view, self.heard = source, view, []
        drag = view.drag
        drag.is_on = True
        drag.start_of_run = lambda scene: self.state.scenario.runs[scene.focus].start
        drag.began.connect(lambda: self.heard.append("began"))
        drag.dragged.connect(self._dragged)
        drag.ended.connect(self._ended)
        drag.cancelled.connect(self._cancelled)
        self.state.changed.connect(lambda scenario: self._show(self.source.change(scenario)))
        self._show(source.newest)
        view.grab()  # the axes take the room that their numbers need
        QApplication.processEvents()

    def _dragged(self, theta):
        start = self.source.newest.scene.objective.start_of(theta).tolist()
        self.state.propose(self.state.starts(start), "Start", merge=True)

    def _ended(self):
        self.heard.append("ended")
        self.state.end_gesture()

    def _cancelled(self):
        self.heard.append("cancelled")
        self.state.cancel_gesture()

    def _show(self, snapshot):
        self.view.show_snapshot(snapshot)
        QApplication.processEvents()

    @property
    def objective(self):
        return self.source.newest.scene.objective

    @property
    def start(self):
        return np.array(self.state.scenario.runs[0].start)

    @property
    def handles(self):
        return self.view.drag.handles

    def handle(self, does, number=0):
        """The index of the handle that does this, the `number`th of them."""
        return [index for index, each in enumerate(self.handles) if each.does == does][number]

    def at(self, place):
        """The pixel of a place."""
        scene = self.view.area.box.mapViewToScene(QPointF(*place))
        return self.view.area.mapFromScene(scene)

    def place(self, pixel):
        """The place at a pixel."""
        at = self.view.area.box.mapSceneToView(self.view.area.mapToScene(pixel))
        return at.x(), at.y()

    def send(self, kind, pixel, buttons=Qt.MouseButton.LeftButton):
        viewport = self.view.area.viewport()
        is_move = kind is QEvent.Type.MouseMove
        button = Qt.MouseButton.NoButton if is_move else Qt.MouseButton.LeftButton
        where = QPointF(pixel)
        event = QMouseEvent(
            kind,
            where,
            QPointF(viewport.mapToGlobal(pixel)),
            button,
            buttons,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, event)
        QApplication.processEvents()

    def press(self, pixel):
        self.send(QEvent.Type.MouseButtonPress, pixel)

    def move(self, *pixels, buttons=Qt.MouseButton.LeftButton):
        for pixel in pixels:
            self.send(QEvent.Type.MouseMove, pixel, buttons)

    def release(self, pixel):
        self.send(QEvent.Type.MouseButtonRelease, pixel, Qt.MouseButton.NoButton)

    def drag(self, index, by):
        """Drag a handle by so many pixels; where it was and where it is then."""
        begin = self.at(self.handles[index].place)
        end = begin + QPoint(*by)
        self.press(begin)
        self.move(begin + (end - begin) / 2, end)
        self.release(end)
        return begin, end

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.view, key, modifier)


@pytest.fixture
def bench(qtbot, theme, source_of):
    def make(scenario=LINE):
        view = FitView(theme)
        qtbot.addWidget(view)
        view.resize(600, 420)
        view.show()
        qtbot.waitUntil(view.isVisible)
        made = Bench(scenario, source_of(scenario), view)
        view.setFocus()
        return made

    return make


def shift(bench, by):
    """How far a drag by so many pixels moves a place, (x, y)."""
    width, height = bench.view.area.pixel_size()
    return by[0] * width, -by[1] * height


def test_the_middle_of_a_line_moves_it_up_by_what_the_pointer_moves(bench):
    bench = bench()
    assert [handle.does for handle in bench.handles] == [TURN, MOVE, TURN]
    bench.drag(1, (25, -40))
    up = shift(bench, (25, -40))[1]
    assert bench.start == pytest.approx([0.4, 0.2 + up], abs=1e-12)
    assert up > 0


@pytest.mark.parametrize(("index", "other"), [(0, 2), (2, 0)])
def test_an_end_of_a_line_turns_it_about_the_other_end(bench, index, other):
    bench = bench()
    (x, y), (x0, y0) = bench.handles[index].place, bench.handles[other].place
    bench.drag(index, (5, 30))
    y += shift(bench, (5, 30))[1]
    w = (y - y0) / (x - x0)
    assert bench.start == pytest.approx([w, y0 - w * x0], abs=1e-12)
    assert bench.source.newest.run.theta == pytest.approx(bench.start)


def test_what_is_shown_follows_while_the_pointer_moves(bench):
    bench = bench()
    begin = bench.at(bench.handles[1].place)
    bench.press(begin)
    costs = [bench.source.newest.run.losses.cost]
    for up in (10, 20, 30):
        bench.move(begin - QPoint(0, up))
        bench.view.drag._telling._tick()  # the clock of a drag
        theta = bench.source.newest.run.theta
        dataset = bench.objective.dataset
        x, y = dataset.x[: dataset.n_train, 0], dataset.target[: dataset.n_train]
        assert theta[1] == pytest.approx(0.2 + shift(bench, (0, -up))[1])
        costs.append(bench.source.newest.run.losses.cost)
        assert costs[-1] == pytest.approx(np.mean((theta[0] * x + theta[1] - y) ** 2))
        assert bench.view.drag.handles[1].place[1] == pytest.approx(
            theta[0] * bench.view.drag.handles[1].place[0] + theta[1]
        )
    bench.release(begin - QPoint(0, 30))
    assert len(set(costs)) == 4


def test_a_drag_is_one_step_of_undo(bench):
    bench = bench()
    bench.drag(1, (0, -40))
    bench.drag(0, (0, 30))
    stack = bench.state.undo_stack
    assert stack.count() == 2
    stack.undo()
    stack.undo()
    assert bench.state.scenario == LINE
    assert bench.heard == ["began", "ended", "began", "ended"]


def test_escape_puts_a_model_that_is_being_dragged_back(bench):
    bench = bench()
    begin = bench.at(bench.handles[1].place)
    bench.press(begin)
    bench.move(begin - QPoint(0, 30), begin - QPoint(0, 50))
    assert bench.state.scenario != LINE
    bench.key(Qt.Key.Key_Escape)
    assert bench.state.scenario == LINE
    assert bench.state.undo_stack.count() == 0
    bench.move(begin - QPoint(0, 80))  # the button is still down
    bench.release(begin - QPoint(0, 80))
    assert bench.state.scenario == LINE
    assert bench.heard == ["began", "cancelled"]
    assert bench.handles[1].place[1] == pytest.approx(bench.place(begin)[1], abs=0.05)


def test_escape_also_brings_back_the_steps_that_were_trained(bench):
    bench = bench()
    bench._show(bench.source.step(50))
    theta = bench.source.newest.run.theta
    begin = bench.at(bench.handles[1].place)
    bench.press(begin)
    bench.move(begin - QPoint(0, 30), begin - QPoint(0, 50))
    assert bench.source.newest.step == 0
    bench.key(Qt.Key.Key_Escape)
    assert bench.source.newest.step == 50
    np.testing.assert_array_equal(bench.source.newest.run.theta, theta)
    bench.release(begin)


def test_of_several_runs_the_one_that_is_looked_at_is_dragged(bench):
    runs = Run(start=(0.4, 0.2)), Run(loss="mae", start=(0.4, 0.2)), Run(start=(2.0,), bias=False)
    bench = bench(Scenario(data=LINE.data, runs=runs))
    bench.drag(1, (0, -40))
    starts = [run.start for run in bench.state.scenario.runs]
    assert starts[0] == starts[1] == pytest.approx((0.4, 0.2 + shift(bench, (0, -40))[1]))
    assert starts[2] == (2.0,)


def test_features_made_of_the_inputs_make_no_straight_line(bench):
    data = Data(dataset="moons", n_samples=20, features=("x1", "x1*x2"))
    run = Run(loss="binary_cross_entropy")
    assert bench(Scenario(data=data, runs=(run,))).handles == ()


def test_a_click_on_a_handle_moves_nothing(bench):
    bench = bench()
    bench.drag(1, (1, 1))
    assert bench.state.scenario == LINE
    assert bench.heard == []


@pytest.mark.parametrize("scenario", [LINE, HOURS, MOONS])
@pytest.mark.parametrize("far", [(0, -90_000), (90_000, 0), (-90_000, 90_000), (90_000, -90_000)])
def test_far_outside_the_picture_everything_stays_finite(bench, scenario, far):
    bench = bench(scenario)
    for index in range(len(bench.handles)):
        bench.drag(index, far)
        assert np.isfinite(bench.start).all()
        assert math.isfinite(bench.source.newest.run.losses.cost)
        shown = bench.view.area.shown_range()
        for handle in bench.handles:
            for value, (low, high) in zip(handle.place, shown, strict=True):
                assert low - 1e-9 <= value <= high + 1e-9
        bench.state.undo_stack.undo()


def test_a_line_that_has_left_the_picture_can_be_fetched_back(bench):
    run = Run(start=(3.0, 1e12))
    bench = bench(Scenario(data=LINE.data, runs=(run,)))
    (y0, y1) = bench.view.area.shown_range()[1]
    bench.drag(1, (0, 100))
    w, b = bench.start
    x = bench.handles[1].place[0]
    assert w == 3.0
    assert y0 < w * x + b < y1


@pytest.mark.parametrize("standardize", [False, "inputs", "inputs_and_target"])
def test_a_standardising_run_is_dragged_in_the_units_shown(bench, standardize):
    data = Data(dataset="points", points=tuple((1000.0 + i, 3.0 * i % 7) for i in range(30)))
    run = Run(standardize=standardize, start=(0.01, -5.0), learning_rate=1e-7)
    bench = bench(Scenario(data=data, runs=(run,)))
    (x, y), (x0, y0) = bench.handles[2].place, bench.handles[0].place
    bench.drag(2, (0, -35))
    y += shift(bench, (0, -35))[1]
    w = (y - y0) / (x - x0)
    assert bench.start == pytest.approx([w, y0 - w * x0], rel=1e-9)


def test_what_is_fixed_does_not_move(bench):
    moved = bench(Scenario(data=LINE.data, runs=(Run(start=(0.4, 0.2), fixed=("weights",)),)))
    assert [handle.does for handle in moved.handles] == [MOVE]
    moved.drag(0, (0, -20))
    assert moved.start[0] == 0.4
    assert moved.start[1] != 0.2
    assert "held fixed" in moved.view.notes.text()


def test_with_a_fixed_bias_a_line_turns_about_its_value_at_0(bench):
    bench = bench(Scenario(data=LINE.data, runs=(Run(start=(0.4, 0.2), fixed=("bias",)),)))
    assert [handle.does for handle in bench.handles] == [TURN, TURN]
    x, y = bench.handles[1].place
    bench.drag(1, (0, -20))
    y += shift(bench, (0, -20))[1]
    assert bench.start[1] == 0.2
    assert bench.start[0] == pytest.approx((y - 0.2) / x)
    assert "held fixed" in bench.view.notes.text()


def test_without_a_bias_a_line_turns_about_the_origin(bench):
    bench = bench(Scenario(data=LINE.data, runs=(Run(start=(0.4,), bias=False),)))
    x, y = bench.handles[0].place
    bench.drag(0, (0, -20))
    assert bench.start == pytest.approx([(y + shift(bench, (0, -20))[1]) / x])
    assert bench.view.notes.text() == ""


# -- two classes over one input -------------------------------------------------------------------


@pytest.mark.parametrize(
    "scenario", [HOURS, two_scores(HOURS, (-1.0, 1.0, 0.5, -0.5))], ids=["sigmoid", "softmax"]
)
def test_the_middle_of_a_sigmoid_is_where_p_is_a_half(bench, scenario):
    bench = bench(scenario)
    (x, p) = bench.handles[bench.handle(MOVE)].place
    w, b = score(bench)
    assert p == 0.5
    assert x == pytest.approx(-b / w)
    bench.drag(bench.handle(MOVE), (40, 0))
    x += shift(bench, (40, 0))[0]
    new_w, new_b = score(bench)
    assert new_w == pytest.approx(w)
    z = np.array([new_w * x + new_b])
    # A handle is drawn at a pixel, in whose middle p is not quite a half.
    assert abs(z[0]) < 0.02


def score(bench):
    """The weights and bias of the score that is shown."""
    matrix = bench.start.reshape(-1, bench.objective.model.n_outputs)
    return matrix[:, 0] if matrix.shape[1] == 1 else matrix[:, 1] - matrix[:, 0]


def test_the_other_handle_makes_a_sigmoid_steeper_about_its_middle(bench):
    bench = bench(HOURS)
    middle = bench.handles[bench.handle(MOVE)].place[0]
    x, p = bench.handles[bench.handle(TURN)].place
    assert p == pytest.approx(1 / (1 + math.exp(-2)))
    bench.drag(bench.handle(TURN), (-30, 0))
    x += shift(bench, (-30, 0))[0]
    w, b = bench.start
    assert w == pytest.approx(2.0 / (x - middle), rel=0.02)
    assert -b / w == pytest.approx(middle)
    assert w > 2.0


def test_a_level_sigmoid_can_be_turned_by_dragging_up(bench):
    bench = bench(Scenario(data=HOURS.data, runs=(Run(loss="binary_cross_entropy", start=(0, 0)),)))
    index = bench.handle(TURN)
    x, p = bench.handles[index].place
    assert p == 0.5
    middle = bench.handles[bench.handle(MOVE)].place[0]
    bench.drag(index, (0, -60))
    p += shift(bench, (0, -60))[1]
    w, b = bench.start
    assert w == pytest.approx(math.log(p / (1 - p)) / (x - middle))
    assert w * middle + b == pytest.approx(0.0, abs=1e-12)


def test_a_probability_is_dragged_to_what_a_pixel_can_tell(bench):
    bench = bench(HOURS)
    index = bench.handle(MOVE)
    x = bench.handles[index].place[0]
    bench.drag(index, (0, -900))
    w, b = bench.start
    assert w * x + b == pytest.approx(SURE)


# -- two classes over two inputs ------------------------------------------------------------------


SOFTMAX_MOONS = two_scores(MOONS, (-0.5, 0.5, 1.0, -1.0, -0.2, 0.1))


@pytest.mark.parametrize("scenario", [MOONS, SOFTMAX_MOONS], ids=["sigmoid", "softmax"])
def test_the_middle_of_a_boundary_moves_it_and_keeps_the_weights(bench, scenario):
    bench = bench(scenario)
    before = score(bench)
    index = bench.handle(MOVE)
    place = np.array(bench.handles[index].place)
    assert before[:2] @ place + before[2] == pytest.approx(0.0, abs=1e-12)
    bench.drag(index, (30, 20))
    place += shift(bench, (30, 20))
    after = score(bench)
    assert after[:2] == pytest.approx(before[:2])
    assert after[2] == pytest.approx(-before[:2] @ place)


@pytest.mark.parametrize("scenario", [MOONS, SOFTMAX_MOONS], ids=["sigmoid", "softmax"])
@pytest.mark.parametrize(("number", "other"), [(0, 1), (1, 0)])
def test_an_end_of_a_boundary_turns_it_about_the_other(bench, scenario, number, other):
    bench = bench(scenario)
    before = score(bench)
    pivot = np.array(bench.handles[bench.handle(TURN, other)].place)
    place = np.array(bench.handles[bench.handle(TURN, number)].place)
    bench.drag(bench.handle(TURN, number), (-25, 30))
    place += shift(bench, (-25, 30))
    after = score(bench)
    assert after[:2] @ pivot + after[2] == pytest.approx(0.0, abs=1e-9)
    assert after[:2] @ place + after[2] == pytest.approx(0.0, abs=1e-9)
    assert np.hypot(*after[:2]) == pytest.approx(np.hypot(*before[:2]))
    assert after[:2] @ before[:2] > 0  # the classes stay on their sides


def test_a_boundary_can_be_turned_round_until_the_classes_have_changed_sides(bench):
    bench = bench(MOONS)
    index, pivot = bench.handle(TURN, 0), bench.at(bench.handles[bench.handle(TURN, 1)].place)
    begin = bench.at(bench.handles[index].place)
    way = begin - pivot
    bench.press(begin)
    for step in range(1, 31):  # half a turn about the pivot, on the screen
        angle = math.pi * step / 30
        c, s = 0.2 * math.cos(angle), 0.2 * math.sin(angle)
        bench.move(
            pivot + QPoint(round(c * way.x() - s * way.y()), round(s * way.x() + c * way.y()))
        )
    bench.release(pivot - way * 0.2)
    w = bench.start[:2]
    assert w @ [1.0, -2.0] == pytest.approx(-5.0, rel=0.05)


def test_weights_that_are_0_get_a_boundary_when_they_are_dragged(bench):
    run = Run(loss="binary_cross_entropy", start=(0.0, 0.0, 0.0))
    bench = bench(Scenario(data=MOONS.data, runs=(run,)))
    assert [handle.does for handle in bench.handles] == [TURN, MOVE, TURN]
    place = np.array(bench.handles[1].place)
    bench.drag(1, (30, 0))
    place += shift(bench, (30, 0))
    assert bench.start[:2] @ place + bench.start[2] == pytest.approx(0.0, abs=1e-9)
    assert bench.start[0] > 0


def test_without_a_bias_a_boundary_turns_about_the_origin(bench):
    run = Run(loss="binary_cross_entropy", start=(1.0, -2.0), bias=False)
    bench = bench(Scenario(data=MOONS.data, runs=(run,)))
    assert [handle.does for handle in bench.handles] == [TURN, TURN]
    place = np.array(bench.handles[0].place)
    bench.drag(0, (10, 30))
    place += shift(bench, (10, 30))
    assert bench.start @ place == pytest.approx(0.0, abs=1e-9)
    assert np.hypot(*bench.start) == pytest.approx(math.sqrt(5))


# -- what cannot be dragged -----------------------------------------------------------------------


SPACE = tuple((i % 5, i % 7, i % 3, i % 2) for i in range(30))


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(runs=(Run(model="polynomial", degree=2),)),
        Scenario(runs=(Run(model="mlp"),)),
        Scenario(data=Data(dataset="points", points=SPACE)),
        Scenario(data=Data(dataset="three_blobs"), runs=(Run(loss="cross_entropy"),)),
        Scenario(data=Data(dataset="points", points=SPACE), runs=(Run(loss="hinge"),)),
    ],
    ids=["polynomial", "network", "a plane", "three classes", "three inputs"],
)
def test_other_models_have_no_handles(bench, scenario):
    assert bench(scenario).handles == ()


def test_a_picture_for_a_figure_has_no_handles(bench):
    bench = bench()
    twin = FitView(bench.view.theme)
    twin.resize(600, 420)
    twin.show()
    twin.show_snapshot(bench.source.newest)
    assert twin.drag.handles == ()
    twin.close()


def test_while_samples_are_edited_there_are_no_handles(bench):
    bench = bench()
    bench.view.tools._columns = 0, -1
    bench.view.tools.button.setChecked(True)
    assert bench.handles == ()
    bench.view.tools.button.setChecked(False)
    assert len(bench.handles) == 3


# -- the pointer's shape, and keys ----------------------------------------------------------------


def test_the_pointer_shows_that_something_can_be_dragged(bench):
    bench = bench()
    viewport = bench.view.area.viewport()
    nothing = Qt.MouseButton.NoButton
    bench.move(bench.at(bench.handles[1].place), buttons=nothing)
    assert viewport.cursor().shape() == Qt.CursorShape.SizeVerCursor
    assert bench.view.drag.item.hovered == 1
    assert "w = 0.4000, b = 0.2000" in bench.view.area.readout.lines
    bench.move(bench.at(bench.handles[1].place) + QPoint(0, 60), buttons=nothing)
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert bench.view.drag.item.hovered is None


def test_tab_goes_through_the_handles_and_arrows_move_them(bench):
    bench = bench()
    view = bench.view
    chosen = []
    for _ in range(3):
        assert view.focusNextPrevChild(True)
        chosen.append(view.drag.selected)
    assert chosen == [0, 1, 2]
    view.focusNextPrevChild(False)
    assert view.drag.selected == 1
    y0, y1 = view.area.shown_range()[1]
    bench.key(Qt.Key.Key_Up)
    assert bench.start == pytest.approx([0.4, 0.2 + (y1 - y0) / 50])
    bench.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert bench.start == pytest.approx([0.4, 0.2 + (y1 - y0) / 50 + (y1 - y0) / 10])
    assert bench.state.undo_stack.count() == 2  # one for each time a key was down
    bench.key(Qt.Key.Key_Escape)
    assert view.drag.selected is None
    assert bench.heard == ["began", "ended", "began", "ended"]


def test_the_arrows_are_the_windows_until_a_handle_is_selected(bench):
    bench = bench()
    assert not bench.view.own_keys
    bench.view.drag.select(1)
    assert Qt.Key.Key_Up in bench.view.own_keys
    bench.view.clearFocus()
    assert bench.view.drag.selected is None
    assert not bench.view.own_keys
