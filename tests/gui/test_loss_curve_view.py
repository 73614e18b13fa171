"""The loss curve view, fed with snapshots as the worker makes them."""

import dataclasses

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.axis import PlotAxis
from lossstudio.gui.views.plot.legend import Entry, Legend


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, and the source of more."""

    def show(scenario=None, steps=0):
        source = source_of(scenario)
        view = LossCurveView(theme)
        qtbot.addWidget(view)
        view.resize(600, 400)
        view.show()
        view.show_snapshot(source.step(steps))
        QApplication.processEvents()
        return view, source

    return show


def labels(view):
    return [entry.label for entry in view.legend.entries]


def curve(view, column, run=0):
    return next(c for c in view.curves._curves if c.column == column and c.run == run)


class Drag:
    """A drag event as pyqtgraph's scene makes them."""

    def __init__(self, x, finish=False):
        self._x, self._finish = x, finish

    def button(self):
        return Qt.MouseButton.LeftButton

    def accept(self):
        pass

    def isFinish(self):
        return self._finish

    def pos(self):
        return QPointF(self._x, 10.0)


def drag_to(view, step, finish=False):
    view.overlay.mouseDragEvent(Drag(view.overlay._pixel_x(step), finish))


def test_before_the_first_step_there_are_dots_and_a_hint(shown):
    view, source = shown()
    assert view.overlay.hint == "Press Space to train"
    losses = source.newest.runs[0].losses
    assert sorted(dot.y for dot in view.overlay.dots) == sorted(losses[:2])
    view.show_snapshot(source.step(1))
    assert view.overlay.hint == ""


def test_the_curves_are_the_recorded_losses(shown):
    view, source = shown(steps=200)
    recorded = source.newest.runs[0].curves
    for column in (0, 1):
        x, y = curve(view, column).past.getData()
        pixel = view.area.pixel_size()[1]
        off = np.interp(recorded.steps, x, y) - recorded.low[:, column]
        assert abs(off[3:]).max() < 2 * pixel
        assert y[0] == recorded.low[0, column]
        assert y[-1] == recorded.low[-1, column]
    assert labels(view) == ["train", "test"]


def test_the_cost_is_drawn_where_there_is_a_penalty(shown):
    view, source = shown(Scenario(runs=(Run(l2=0.5, reduction="sum", learning_rate=0.001),)), 20)
    assert labels(view) == ["train", "test", "cost (sum)"]
    _, y = curve(view, 2).past.getData()
    assert y[-1] == source.newest.runs[0].losses.cost
    assert "80 times" in view.notes.text()
    view, _ = shown(Scenario(runs=(Run(l1=0.5),)))
    assert labels(view)[-1] == "cost"


def test_runs_differ_by_symbol_and_train_from_test_by_dash(shown):
    view, _ = shown(Scenario(runs=(Run(), Run(loss="mae"))), 10)
    view.metric_choice.actions_by_metric["own"].trigger()
    assert labels(view) == ["MSE", "MAE", "train", "test"]
    symbols = {dot.symbol for dot in view.overlay.dots}
    assert len(view.overlay.dots) == len(symbols) == 2
    styles = [curve(view, column).past.opts["pen"].style() for column in (0, 1)]
    assert styles[0] != styles[1]
    assert "different units" in view.notes.text()


def test_without_a_test_set_there_is_no_test_curve(shown):
    view, _ = shown(Scenario(data=Data(test_fraction=0.0)), 50)
    assert labels(view) == ["train"]
    view.log_y_button.click()
    _, y = curve(view, 0).past.getData()
    assert np.isfinite(y).all()


def test_what_comes_after_the_current_step_is_paler(shown, theme):
    view, source = shown(steps=100)
    assert not curve(view, 0).future.isVisible()
    view.show_snapshot(source.go_to(40))
    past, future = curve(view, 0).past, curve(view, 0).future
    assert past.getData()[0].max() == 40
    assert future.getData()[0].min() == 40
    assert future.getData()[0].max() == 100
    assert past.opts["pen"].color() != future.opts["pen"].color()
    assert view.overlay.x == 40
    assert view.overlay.label == "step 40"
    view.show_snapshot(source.go_to(100))
    assert not curve(view, 0).future.isVisible()


def test_dragging_the_line_asks_for_steps_but_not_for_each_at_once(shown, qtbot):
    view, source = shown(steps=100)
    chosen = []
    view.step_chosen.connect(chosen.append)
    for step in range(90, 40, -1):
        drag_to(view, step)
    # The first at once; of the others those that fall due meanwhile (on a slow machine, a few).
    assert chosen[0] == 90
    assert len(chosen) < 25
    view.show_snapshot(source.go_to(90))
    assert view.overlay.x == 41, "the line stays under the pointer"
    drag_to(view, 30, finish=True)
    qtbot.waitUntil(lambda: chosen[-1] == 30, timeout=2000)
    view.show_snapshot(source.go_to(30))
    assert view.overlay.x == 30


def test_dragging_beyond_the_ends_stays_within_what_is_known(shown, qtbot):
    view, _ = shown(steps=50)
    chosen = []
    view.step_chosen.connect(chosen.append)
    drag_to(view, -40)
    drag_to(view, 500, finish=True)
    qtbot.waitUntil(lambda: chosen == [0, 50], timeout=2000)


def test_keys_walk_through_the_steps(shown, qtbot):
    view, source = shown(steps=100)
    chosen = []
    view.step_chosen.connect(chosen.append)
    view.show_snapshot(source.go_to(50))
    for key, step in (
        (Qt.Key.Key_Left, 49),
        (Qt.Key.Key_Left, 48),  # before an answer has come
        (Qt.Key.Key_Right, 49),
        (Qt.Key.Key_PageDown, 54),
        (Qt.Key.Key_PageUp, 49),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 100),
    ):
        qtbot.keyClick(view, key)
        assert chosen[-1] == step
    answers = len(chosen)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert len(chosen) == answers


def test_a_double_click_goes_to_that_step_on_both_axes(shown):
    view, _ = shown(steps=100)
    chosen = []
    view.step_chosen.connect(chosen.append)
    view.area.double_clicked.emit(33.4, 0.5)
    view.log_x_button.click()
    view.area.double_clicked.emit(1.0, 0.5)
    assert chosen == [33, 9]


def test_a_zoom_asks_for_finer_data_once(shown, qtbot):
    view, _ = shown(steps=1000)
    windows = []
    view.window_changed.connect(windows.append)
    for left in range(400, 450, 5):
        view.area.box.setRange(xRange=(left, left + 100), padding=0)
        view.area.box.moved_by_hand.emit(True, False)
    assert windows == []
    qtbot.waitUntil(lambda: len(windows) == 1, timeout=2000)
    first, last = windows[0]
    assert 430 < first <= 445
    assert 545 <= last < 560
    view.view_all()
    assert windows[1:] == [None]


def test_nobody_pans_into_nothing_and_zooming_out_follows_the_run_again(shown):
    view, source = shown(steps=1000)
    home = view.area.home[0]
    view.area.box.setRange(xRange=(500, 600), padding=0)
    view.area.box.moved_by_hand.emit(True, False)
    view.area.box.translateBy(x=5000)
    assert view.area.shown_range()[0] == pytest.approx((home[1] - 100, home[1]))
    view.show_snapshot(source.step(10_000))
    assert view.area.shown_range()[0][1] < 1100
    view.area.box.setRange(xRange=(-1e6, 1e6), padding=0)
    view.area.box.moved_by_hand.emit(True, False)
    assert view.area.is_free == [False, False]
    view.show_snapshot(source.step(10_000))
    assert view.area.shown_range()[0][1] > 21_000


def test_another_run_forgets_the_zoom(shown):
    view, source = shown(steps=1000)
    windows = []
    view.window_changed.connect(windows.append)
    view.area.box.setRange(xRange=(100, 200), padding=0)
    view.area.box.moved_by_hand.emit(True, False)
    view._tell_window()
    source.worker.load(2, Scenario(), False)
    view.show_snapshot(source.newest)
    assert windows[-1] is None
    assert view.area.is_free == [False, False]
    assert view.area.shown_range()[0][1] < 12


@pytest.mark.parametrize("other", ["scenario", "start", "reset"])
def test_curves_that_begin_anew_get_axes_of_their_own(shown, source_of, other):
    high = Scenario(data=Data(noise=1.2))
    view, source = shown(high)
    if other == "scenario":
        now = source_of(Scenario(data=Data("line", noise=0.1, seed=3))).newest
    elif other == "start":
        run = msgspec.structs.replace(high.runs[0], start=(2.2, 0.3))
        now = source.change(msgspec.structs.replace(high, runs=(run,)))
    else:
        view.show_snapshot(source.step(1))
        view._heights = (0.0, 2.0 * view.area.home[1][1])  # where the loss was higher meanwhile
        view.show_snapshot(source.step(1))
        source.worker.load(1, high, False)
        now = source.newest
    view.show_snapshot(now)
    assert now.last_step == 0
    largest = max(float(np.nanmax(run.losses[:2])) for run in now.runs)
    assert view.area.shown_range()[1] == pytest.approx((0.0, 1.08 * largest))


def test_the_noise_before_the_first_step_is_seen_on_the_same_axes(shown):
    scenario = Scenario(data=Data(noise=0.6))
    view, source = shown(scenario)
    before = view.area.home
    less = msgspec.structs.replace(scenario, data=Data(noise=0.4))
    view.show_snapshot(source.change(less))
    assert view.area.home == before


def test_the_axis_grows_in_leaps_while_training_runs(shown):
    view, source = shown()
    view.interval = 0.0  # these snapshots come faster than any program sends them
    ends = set()
    for _ in range(100):
        snapshot = dataclasses.replace(source.step(10), is_running=True)
        view.show_snapshot(snapshot)
        (_, end), _ = view.area.shown_range()
        assert end >= snapshot.last_step
        ends.add(end)
    assert len(ends) < 25


def test_while_training_runs_it_draws_half_of_the_frames_and_the_pause_at_once(shown):
    view, source = shown()
    view.interval = 3600.0
    drawn = []
    view.draw = drawn.append
    for is_running in (True, True, True, False):
        snapshot = dataclasses.replace(source.step(1), is_running=is_running, is_counted=False)
        view.show_snapshot(snapshot)
    assert [snapshot.step for snapshot in drawn] == [4]


def test_while_training_runs_it_draws_each_step_that_is_written_down(shown):
    view, source = shown()
    view.interval = 3600.0
    drawn = []
    view.draw = drawn.append
    for is_counted in (False, True, False, True):
        snapshot = dataclasses.replace(source.step(1), is_running=True, is_counted=is_counted)
        view.show_snapshot(snapshot)
    assert [snapshot.step for snapshot in drawn] == [2, 4]


def test_divergence_stays_readable_and_finite_on_every_axis(shown):
    view, source = shown(Scenario(runs=(Run(learning_rate=1.9),)), 10_000)
    assert source.newest.runs[0].losses.cost > 1e300
    for log_x, log_y in ((0, 0), (1, 0), (1, 1), (0, 1)):
        view.log_x_button.setChecked(bool(log_x))
        view.log_y_button.setChecked(bool(log_y))
        for run_curve in view.curves._curves:
            for values in run_curve.past.getData():
                assert np.isfinite(values).all()
                assert np.abs(values).max() < 1e17
        for low, high in view.area.shown_range():
            assert np.isfinite([low, high]).all()
            assert high < 1e17
        assert view.area._banner.isVisible()
        view.grab()


def test_zeros_are_drawn_on_a_logarithmic_axis(shown):
    view, source = shown(steps=5)
    run = source.newest.runs[0]
    low = run.curves.low.copy()
    low[2:4] = 0.0
    curves = run.curves._replace(low=low, high=low)
    snapshot = dataclasses.replace(source.newest, runs=(dataclasses.replace(run, curves=curves),))
    view.log_y_button.click()
    view.show_snapshot(snapshot)
    _, y = curve(view, 0).past.getData()
    floor = np.log10(low[low > 0].min())
    assert y.min() == pytest.approx(floor)
    assert view.area.shown_range()[1][0] <= floor


def test_jitter_is_drawn_with_a_thin_pen_and_smooth_curves_with_a_wide_one(shown):
    smooth, _ = shown(steps=500)
    assert curve(smooth, 0).past.opts["pen"].widthF() >= 2
    view, source = shown(Scenario(runs=(Run(batch_size=1, learning_rate=0.45),)), 4000)
    thin = curve(view, 0).past
    assert thin.opts["pen"].widthF() == 1
    assert not thin.opts["antialias"]
    highest = source.newest.runs[0].curves.high[:, 0].max()
    assert thin.getData()[1].max() == highest


def test_changes_are_marked_and_the_readout_names_them(shown):
    view, source = shown(steps=20)
    scenario = Scenario(runs=(Run(learning_rate=0.05),))
    source.worker.change(1, scenario)
    view.show_snapshot(source.step(30))
    assert [mark.x for mark in view.overlay.marks] == [20.0]
    place = view.area.box.mapViewToScene(QPointF(20.2, view.area.home[1][1] / 2))
    view.area.scene().sigMouseMoved.emit(place)
    lines = view.area.readout.text().splitlines()
    recorded = source.newest.runs[0].curves
    assert lines[0] == "step 20"
    assert lines[1].startswith(f"train {recorded.low[20, 0]:.4g}"[:11])
    assert lines[-1] == "Changed here: η = 0.05"
    beside = view.area.box.mapViewToScene(QPointF(35.0, view.area.home[1][1] / 2))
    view.area.scene().sigMouseMoved.emit(beside)
    assert "changed" not in view.area.readout.text()


def test_a_bucket_of_steps_has_a_range_in_the_readout(shown):
    view, source = shown(steps=5000)
    assert source.newest.runs[0].curves.width > 1
    place = view.area.box.mapViewToScene(QPointF(3.0, view.area.home[1][1] / 2))
    view.area.scene().sigMouseMoved.emit(place)
    lines = view.area.readout.text().splitlines()
    assert lines[0].startswith("steps 0 to ")
    assert "…" in lines[1]


@pytest.mark.parametrize("x", [0.02, 0.5, 0.98])
def test_a_readout_wider_than_the_panel_breaks_into_lines(shown, x):
    view, _ = shown(steps=400)
    view.resize(300, 300)
    QApplication.processEvents()
    place = QPointF(x * view.area.box.width(), 0.5 * view.area.box.height())
    view.area.scene().sigMouseMoved.emit(view.area.box.mapToScene(place))
    lines = ["steps 490144 to 490567", "Cross-entropy: train 0.08006 to 0.1027, test 0.1 to 0.2"]
    view.area.show_readout(lines)
    readout = view.area.readout
    assert readout.fontMetrics().horizontalAdvance(lines[1]) > view.area.viewport().width()
    assert view.area.viewport().rect().contains(readout.geometry())
    assert readout.height() > 3 * readout.fontMetrics().height()
    view.area.show_readout(["step 7"])
    assert readout.height() < 2 * readout.fontMetrics().height()


def test_the_state_can_be_read_as_a_sentence(shown):
    view, _ = shown(steps=10)
    assert view.accessibleName() == "Loss curve"
    assert view.accessibleDescription().startswith("Step 10 of 10. MSE: train loss ")


def test_colours_follow_the_theme(shown, theme):
    view, _ = shown(steps=10)
    before = curve(view, 0).past.opts["pen"].color()
    theme.set_mode("dark")
    assert curve(view, 0).past.opts["pen"].color() != before
    assert view.legend.entries[0].color == curve(view, 0).mark.color


@pytest.mark.parametrize("span", [(-0.5, 0.0), (-2.3, 0.4), (-10.0, 3.0), (-20.0, 300.0)])
def test_labels_of_a_logarithmic_axis_are_few_and_right(qapp, span):
    axis = PlotAxis("left")
    axis.set_log(True)
    labelled = []
    for spacing, values in axis.tickValues(*span, 300.0):
        texts = axis.tickStrings(values, 1.0, spacing)
        labelled += [(v, t) for v, t in zip(values, texts, strict=True) if t]
    assert 1 <= len(labelled) <= 12
    back = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    for value, text in labelled:
        if "10" in text and text.strip("0123456789.") != "":
            digit, _, power = text.rpartition("10")
            exact = np.log10(float(digit.rstrip("·") or 1)) + float(power.translate(back))
        else:
            exact = np.log10(float(text))
        assert exact == pytest.approx(value, abs=1e-6)


def test_labels_of_a_linear_axis():
    axis = PlotAxis("left")
    assert axis.tickStrings([-0.5, 0.0, 0.5], 1.0, 0.5) == ["−0.5", "0", "0.5"]
    assert axis.tickStrings([0, 20000, 40000], 1.0, 20000) == ["0", "20000", "40000"]
    assert axis.tickStrings([1e15, 2e15], 1.0, 1e15) == ["1e15", "2e15"]
    assert axis.tickStrings([1e-7, 2e-7], 1.0, 1e-7) == ["1e−7", "2e−7"]


def test_the_axis_has_room_for_what_is_drawn_not_for_a_cost_that_is_a_sum(shown):
    run = Run(bias=False, reduction="sum", learning_rate=0.01)
    view, source = shown(Scenario(data=Data(dataset="article"), runs=(run,)), steps=5)
    largest = max(float(source.newest.runs[0].curves.high[:, :2].max()), 0.0)
    assert view.area.home[1][1] < 2 * largest


def test_a_longer_name_stands_in_the_middle_of_its_axis_too(qtbot, theme):
    area = PlotArea(theme)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    axis = area.plot.getAxis("bottom")
    for name in ("x", "a name that takes much more room"):
        axis.setLabel(name)
        middle = axis.label.pos().x() + axis.label.boundingRect().width() / 2
        assert middle == pytest.approx(axis.size().width() / 2, abs=1.0)


def test_a_notice_stays_inside_the_axes_and_is_laid_out_anew_where_the_plot_grows(qtbot, theme):
    area = PlotArea(theme)
    qtbot.addWidget(area)
    area.resize(260, 200)
    area.show()
    area.set_banner("Outside the picture: a run whose name is as long as the names of runs can be")
    narrow = area._banner.size()
    for width in (260, 900):
        area.resize(width, 200)
        area.plot.layout.activate()
        plot = area.box.sceneBoundingRect().toAlignedRect()
        assert plot.contains(area._banner.geometry())
    assert area._banner.width() > narrow.width()
    assert area._banner.height() < narrow.height()


def test_a_name_with_signs_of_markup_stands_in_the_legends_tooltip_as_it_is(qtbot, theme):
    legend = Legend(theme)
    qtbot.addWidget(legend)
    legend.set_entries((Entry("<i>a</i>", "#000000", symbol="o", tooltip="What it is."),))
    document = QTextDocument()
    document.setHtml(legend.toolTip())
    assert document.toPlainText() == "<i>a</i>: What it is."


def test_another_scenario_has_its_own_axes_also_where_its_first_steps_were_not_seen(
    shown, source_of
):
    view, _ = shown(Scenario(data=Data(noise=1.2)), steps=5)
    high = view.area.home[1][1]
    lower = Scenario(data=Data(noise=0.1, seed=3))
    other, _ = shown(lower, steps=5)
    assert high / 3 < other.area.home[1][1] / 1.08 < high  # the old axis would do, too
    view.show_snapshot(source_of(lower).step(5))
    assert view.area.home == other.area.home


def test_what_was_changed_is_written_at_its_tick(shown):
    view, source = shown(Scenario(runs=(Run(),)), 20)
    source.change(Scenario(runs=(Run(loss="mae"),)))
    source.step(20)
    source.change(Scenario(runs=(Run(loss="mae", l2=0.1),)))
    view.show_snapshot(source.step(20))
    assert [(mark.x, mark.text) for mark in view.overlay.marks] == [
        (20.0, "MAE"),
        (40.0, "λ₂ = 0.1"),
    ]
    assert view.marked.said_near(20.4, 0.5) == ["Changed here: MAE"]
    source.change(Scenario(data=Data(noise=0.5), runs=(Run(loss="mae", l2=0.1),)))
    view.show_snapshot(source.step(1))
    assert view.marked.said_near(60.0, 0.5) == ["Settings were changed here."]


def test_the_step_of_the_lowest_held_out_loss_is_marked(shown):
    data = Data(dataset="sine", n_samples=20, noise=0.35, seed=2, test_fraction=0.4)
    run = Run(model="polynomial", degree=9, optimizer="adam", learning_rate=0.05)
    view, source = shown(Scenario(data=data, runs=(run,)), 1500)
    (mark,) = view.overlay.marks
    curves = source.newest.run.curves
    lowest = curves.steps[curves.low[:, 1].argmin()]
    assert mark.is_turn
    assert mark.text == "lowest test loss"
    assert lowest <= mark.x < lowest + curves.width
    view.grab()
