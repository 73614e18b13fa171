"""Views of several runs: the one that is looked at, a common metric, and one that diverges."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox

from lossstudio.core.planes import parameter_plane
from lossstudio.engine.landscape.grid import Landscape
from lossstudio.engine.measuring.picture import paint
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.colors import rgb
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.fit.layers import NARROW, WIDE
from lossstudio.gui.views.landscape import surface as space
from lossstudio.gui.views.landscape.landscape_view import LandscapeView
from lossstudio.gui.views.landscape.map_picture import make_picture
from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView
from lossstudio.gui.views.loss_curve.shown import OWN
from lossstudio.gui.views.loss_shape.loss_shape_view import LossShapeView
from lossstudio.gui.views.run_choice import RunChoice
from lossstudio.gui.views.step_size.step_size_view import StepSizeView

LOSSES = Scenario(
    data=Data(n_samples=60, outlier_fraction=0.1),
    runs=(Run(name="MSE"), Run(name="MAE", loss="mae"), Run(name="net", model="mlp")),
)
CLASSES = Scenario(
    data=Data(dataset="moons", n_samples=60),
    runs=(
        Run(name="CE", loss="binary_cross_entropy"),
        Run(name="hinge", loss="hinge", seed=1),
        Run(name="Brier", loss="brier", seed=2),
    ),
)
WILD = Scenario(
    data=Data(n_samples=60),
    runs=(Run(name="calm"), Run(name="wild", learning_rate=1.5), Run(learning_rate=0.05)),
)


def focused(snapshot, index):
    """`snapshot` as it is when a person looks at run `index`."""
    return dataclasses.replace(snapshot, scene=dataclasses.replace(snapshot.scene, focus=index))


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a snapshot with several runs, and the source of more."""

    def show(view_class, scenario=LOSSES, steps=0, focus=0):
        source = source_of(scenario)
        view = view_class(theme)
        problems = []
        view.failed.connect(problems.append)
        qtbot.addWidget(view)
        view.resize(560, 420)
        view.show()
        view.show_snapshot(focused(source.step(steps), focus))
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


# -- the fit --------------------------------------------------------------------------------------


def test_the_fit_draws_every_run_and_the_one_looked_at_wider_and_over_the_others(shown, theme):
    view, source = shown(FitView, steps=5)
    for focus in (0, 2):
        view.show_snapshot(focused(source.newest, focus))
        curves = view.layer.curves
        assert len(curves) == 3
        for index, (item, run) in enumerate(zip(curves, source.newest.runs, strict=True)):
            pen, mark = item.opts["pen"], theme.colors.run_mark(index)
            assert (pen.color().name(), pen.style()) == (mark.color, mark.dash)
            assert pen.widthF() == (WIDE if index == focus else NARROW)
            np.testing.assert_array_equal(item.getData()[1], run.picture)
        highest = max(curves, key=lambda item: item.zValue())
        assert highest is curves[focus]
    assert labels(view)[-3:] == ["MSE", "MAE", "net"]


def test_the_map_is_that_of_the_run_looked_at_with_every_boundary_over_it(shown, theme):
    view, source = shown(FitView, CLASSES, 5)
    pictures = []
    for focus in (0, 1):
        view.show_snapshot(focused(source.newest, focus))
        pictures.append(view.layer.map._pixels.copy())
        name = CLASSES.runs[focus].name
        assert f"The map's colours are those of {name}." in view.notes.text()
        for index, item in enumerate(view.layer.boundaries):
            x, y = item.getData()
            theta = source.newest.runs[index].theta
            good = np.isfinite(x) & np.isfinite(y)
            assert good.sum() > 10
            score = theta[0] * x[good] + theta[1] * y[good] + theta[2]
            assert np.abs(score).max() < 1e-6
    assert (pictures[0] != pictures[1]).any()


def test_the_map_of_one_run_needs_no_name(shown):
    view, _ = shown(FitView, Scenario(data=CLASSES.data, runs=CLASSES.runs[:1]))
    assert "The map's colours" not in view.notes.text()


def test_residuals_are_those_of_the_run_looked_at(shown):
    view, source = shown(FitView, steps=5, focus=1)
    view.residuals = "lines"
    theta = source.newest.runs[1].theta
    x, y = view.marks.lines.getData()
    dataset = source.newest.scene.dataset
    rows = [int(np.flatnonzero(dataset.x[:, 0] == at)[0]) for at in x[::2]]
    np.testing.assert_allclose(y[::2], dataset.target[rows])
    np.testing.assert_allclose(y[1::2], theta[0] * x[1::2] + theta[1])
    assert "MAE" in view.residual_sum.text()


# -- the loss curve -------------------------------------------------------------------------------


def curve(view, column, run):
    return next(c for c in view.curves._curves if c.column == column and c.run == run)


def test_runs_with_different_losses_are_compared_by_rmse_and_the_same_loss_by_itself(shown):
    view, source = shown(LossCurveView, steps=40)
    assert view.quantity == "rmse"
    assert view.metric_choice.isVisible()
    assert view.area.plot.getAxis("left").labelText == "RMSE"
    for index, run in enumerate(source.newest.runs):
        for column, metrics in ((0, run.train), (1, run.test)):
            x, y = curve(view, column, index).past.getData()
            assert x[-1] == 40
            assert y[-1] == pytest.approx(metrics.rmse)
    by_hand = source.go_to(17).runs
    x, y = curve(view, 0, 1).past.getData()
    pixel = view.area.pixel_size()[1]
    assert abs(np.interp(17, x, y) - by_hand[1].train.rmse) < 2 * pixel
    assert "same yardstick" in view.notes.text()
    view, _ = shown(LossCurveView, WILD)
    assert view.quantity == OWN
    assert view.area.plot.getAxis("left").labelText == "mean loss"
    view, _ = shown(LossCurveView, Scenario())
    assert view.quantity == OWN
    assert not view.metric_choice.isVisible()


def test_a_person_chooses_what_the_curves_show_and_it_stays(shown):
    view, source = shown(LossCurveView, steps=10)
    offered = [a.data() for a in view.metric_choice.menu().actions() if a.isVisible()]
    assert offered == ["rmse", "mae", "own"]
    view.metric_choice.actions_by_metric["mae"].trigger()
    shown.settle(view)
    assert curve(view, 0, 0).past.getData()[1][-1] == pytest.approx(source.newest.runs[0].train.mae)
    view.metric_choice.actions_by_metric["own"].trigger()
    view.show_snapshot(source.step(1))
    assert view.quantity == OWN
    assert curve(view, 0, 1).past.getData()[1][-1] == source.newest.runs[1].losses.train_loss
    assert "different units" in view.notes.text()


def test_classes_are_compared_by_log_loss(shown):
    view, source = shown(LossCurveView, CLASSES, 10)
    assert view.quantity == "log_loss"
    offered = [a.data() for a in view.metric_choice.menu().actions() if a.isVisible()]
    assert offered == ["accuracy", "log_loss", "own"]
    assert curve(view, 0, 1).past.getData()[1][-1] == source.newest.runs[1].train.log_loss


def test_going_back_shows_that_steps_figure_and_what_came_after_it(shown):
    view, source = shown(LossCurveView, steps=60)
    view.show_snapshot(source.go_to(25))
    shown.settle(view)
    run = source.newest.runs[1]
    past, future = curve(view, 0, 1).past.getData(), curve(view, 0, 1).future.getData()
    assert (past[0][-1], past[1][-1]) == (25, pytest.approx(run.train.rmse))
    assert future[0][-1] == 60
    dot = next(d for d in view.overlay.dots if d.color == curve(view, 0, 1).mark.color)
    assert (dot.x, dot.y) == (25, pytest.approx(run.train.rmse))


def test_other_data_and_another_run_are_not_drawn_with_old_figures(shown):
    view, source = shown(LossCurveView, steps=30)
    before = curve(view, 0, 0).past.getData()[1].copy()
    noisy = dataclasses_data(LOSSES, noise=3.0)
    view.show_snapshot(source.change(noisy))
    shown.settle(view)
    after = curve(view, 0, 0).past.getData()[1]
    assert after[-1] == pytest.approx(source.newest.runs[0].train.rmse)
    assert after[-1] > 2 * before[-1]
    assert "The data changed on the way" in view.notes.text()
    source.worker.load(2, LOSSES, False)
    view.show_snapshot(source.newest)
    assert view.common.found(source.newest) is None
    shown.settle(view)
    assert curve(view, 0, 0).past.getData()[0].tolist() == [0]


def dataclasses_data(scenario, **fields):
    data = {f: getattr(scenario.data, f) for f in scenario.data.__struct_fields__} | fields
    return Scenario(data=Data(**data), runs=scenario.runs)


def test_the_look_ahead_is_about_losses_and_waits_while_a_metric_is_shown(shown):
    view, _ = shown(LossCurveView, steps=5)
    assert not view.what_if_button.isEnabled()
    view.what_if = True
    shown.settle(view)
    assert view.ghosts.found is None
    view.metric_choice.actions_by_metric["own"].trigger()
    shown.settle(view)
    assert view.what_if_button.isEnabled()
    assert view.ghosts.found is not None


def test_a_run_that_diverges_does_not_press_the_others_flat(shown):
    view, source = shown(LossCurveView, WILD, 3000)
    assert source.newest.runs[1].overflowed
    high = view.area.shown_range()[1][1]
    calm = [run.curves.high[:, :2].max() for run in (source.newest.runs[0], source.newest.runs[2])]
    assert high < 1.5 * max(calm)
    assert view.curves.gone == ["wild"]
    y = curve(view, 0, 1).past.getData()[1]
    assert y.max() > high
    assert np.isfinite(y).all()
    alone, _ = shown(LossCurveView, Scenario(data=WILD.data, runs=WILD.runs[1:2]), 3000)
    assert alone.curves.gone == []
    assert alone.curves.leaves_axis


def test_the_numbers_of_the_figure_are_those_shown(shown):
    view, source = shown(LossCurveView, steps=8)
    data = view.figure_data()
    assert list(data)[:3] == ["MSE step", "MSE train rmse", "MSE test rmse"]
    assert data["net train rmse"][-1] == pytest.approx(source.newest.runs[2].train.rmse)
    view.metric_choice.actions_by_metric["own"].trigger()
    assert "MAE train loss" in view.figure_data()


# -- the landscape --------------------------------------------------------------------------------


def test_the_landscape_is_that_of_the_run_looked_at_with_the_paths_of_all_like_it(shown, theme):
    view, source = shown(LandscapeView, steps=6, focus=1)
    objective = source.newest.scene.objectives[1]
    assert view.planner.result.wanted.objective is objective
    assert "The cost is that of MAE." in view.notes.text()
    assert "no path here: net." in view.notes.text()
    assert view._drawn == (1, 0)
    for place, index in enumerate(view._drawn):
        np.testing.assert_allclose(view.layers.points[place][-1], source.newest.runs[index].theta)
        color = view.layers._lines[place][1].opts["pen"].color().name()
        assert color == theme.colors.run_mark(index).color
    assert view.layers._lines[0][1].zValue() > view.layers._lines[1][1].zValue()
    assert labels(view)[:2] == ["MSE", "MAE"]
    data = view.figure_data()
    for name, run in zip(("MSE", "MAE"), source.newest.runs, strict=False):
        np.testing.assert_allclose(data[f"{name} path a"], [t[0] for t in run.path.thetas])


def test_looking_at_another_model_shows_its_own_landscape(shown):
    view, source = shown(LandscapeView, steps=3)
    view.show_snapshot(focused(source.newest, 2))
    shown.settle(view)
    assert view._drawn == (2,)
    assert len(view.planner.result.wanted.theta) == len(source.newest.runs[2].theta)
    assert "The cost is that of net." in view.notes.text()


def test_a_path_that_diverges_does_not_widen_the_picture_of_another(shown):
    calm = Scenario(data=WILD.data, runs=(WILD.runs[0], WILD.runs[2]))
    alone, _ = shown(LandscapeView, calm, 300)
    view, source = shown(LandscapeView, WILD, 300)
    width = [[high - low for low, high in one.area.shown_range()] for one in (alone, view)]
    np.testing.assert_allclose(width[1], width[0], rtol=0.3)
    view.show_snapshot(focused(source.newest, 1))
    shown.settle(view)
    wide = [high - low for low, high in view.area.shown_range()]
    assert max(wide) > 2 * max(width[1])


class Space:
    """Stands for the space, which needs OpenGL."""

    def __init__(self):
        self.layers = {}

    def set_layer(self, name, **data):
        self.layers[name] = data

    def show_marks(self, marks, arrow):
        self.marks, self.arrow = marks, arrow


def test_the_surface_shows_the_paths_of_all_runs_in_their_colours(qtbot, theme):
    a = b = np.linspace(-1, 1, 51)
    picture = make_picture(
        Landscape(parameter_plane(np.zeros(2), 0, 1), a, b, a**2 + b[:, None] ** 2)
    )
    panel = space.SurfacePanel(theme)
    qtbot.addWidget(panel)
    panel._space = drawn_in = Space()
    marks = [theme.colors.run_mark(0), theme.colors.run_mark(1)]
    ways = [np.array([[-0.5, 0.0], [0.0, 0.0], [0.5, 0.5]]), np.array([[0.5, -0.5], [0.2, 0.1]])]
    paths = list(zip(ways, marks, strict=True))
    places = [((0.5, 0.5), marks[0]), ((0.2, 0.1), marks[1]), ((9.0, 0.0), marks[1])]
    panel.show_scene(picture, paths, places, ((0.5, 0.5), (0.4, 0.2)))
    drawn = drawn_in.layers["path"]
    assert (
        len(drawn["pos"]) == len(drawn["color"]) == 130
    )  # where pieces meet there is one of no length
    for mark, count in zip(marks, (82, 48), strict=True):
        own = [*rgb(mark.color) / 255.0, 1.0]
        assert int((np.abs(drawn["color"] - own).max(axis=1) < 1e-9).sum()) == count
    np.testing.assert_allclose(drawn["pos"][[0, 47], :2], [[2.5, -2.5], [1.0, 0.5]])
    middles = drawn["pos"].reshape(-1, 2, 3).mean(axis=1)
    above = middles[:, 2] - space.on_sheet(picture, middles[:, :2] / 5.0)[:, 2]
    assert (above > 0.0).all(), "a long step follows the surface and does not pass below it"
    assert [mark for _, mark in drawn_in.marks] == marks, "one beside the picture is left out"
    np.testing.assert_allclose(drawn_in.marks[0][0][:2], [2.5, 2.5])
    np.testing.assert_allclose(drawn_in.arrow[[0, -1], :2], [[2.5, 2.5], [2.0, 1.0]])
    panel.show_scene(picture, paths, [], ((0.5, 0.5), (4.0, 0.2)))
    assert not len(drawn_in.arrow), "an arrow that leaves the picture"
    panel.show_scene(None, [], [])
    assert not any(drawn_in.layers.values())
    panel._space = None


# -- other views ----------------------------------------------------------------------------------


def test_step_size_and_loss_shape_speak_of_the_run_looked_at(shown):
    view, source = shown(StepSizeView, steps=3, focus=1)
    assert "Shown: MAE." in view.notes.text()
    view.show_snapshot(focused(source.newest, 0))
    shown.settle(view)
    assert "Shown: MSE." in view.notes.text()
    view, source = shown(LossShapeView, steps=3, focus=1)
    assert "The points are those of MAE." in view.notes.text()
    run = source.newest.runs[1]
    assert view.placed.loss.mean() == pytest.approx(run.losses.train_loss)
    view.show_snapshot(focused(source.newest, 0))
    assert view.placed.loss.mean() == pytest.approx(source.newest.runs[0].losses.train_loss)


def test_the_list_of_runs_goes_along_with_the_focus_and_keeps_what_was_chosen(qtbot):
    choice = RunChoice()
    qtbot.addWidget(choice)
    heard = []
    choice.currentIndexChanged.connect(heard.append)
    assert choice.run == 0
    assert choice.show_runs(["a", "b", "c"], 0)
    choice.setCurrentIndex(2)
    assert not choice.show_runs(["a", "b", "c"], 0)
    assert choice.run == 2
    choice.show_runs(["a", "b", "c"], 1)
    assert choice.run == 1
    choice.setCurrentIndex(2)
    assert choice.show_runs(["a", "b"], 1)
    assert choice.run == 1
    assert heard == [2, 2]


# -- while training runs --------------------------------------------------------------------------


def test_many_maps_take_turns_while_training_runs_and_are_all_right_when_it_pauses(
    source_of, qtbot
):
    runs = tuple(Run(loss="hinge", seed=seed) for seed in range(6))
    source = source_of(Scenario(data=CLASSES.data, runs=runs))
    worker = source.worker
    worker.play(True)
    before = source.newest
    seen = []
    for _ in range(3):
        worker._experiment.advance(1)
        worker._send()
        new = source.newest
        pairs = zip(before.runs, new.runs, strict=True)
        seen.append([i for i, (a, b) in enumerate(pairs) if a.picture is not b.picture])
        before = new
    assert list(map(len, seen)) == [2, 2, 2]
    assert sorted(i for part in seen for i in part) == list(range(6))
    worker.play(False)
    scene = source.newest.scene
    for objective, run in zip(scene.objectives, source.newest.runs, strict=True):
        np.testing.assert_array_equal(run.picture, paint(objective, run.theta, scene.canvas))


def test_boundaries_are_smooth_again_when_training_pauses(shown):
    view, source = shown(FitView, CLASSES, 5)
    view.show_snapshot(dataclasses.replace(source.step(5), is_running=True))
    assert not any(item.opts["antialias"] for item in view.layer.boundaries)
    view.show_snapshot(dataclasses.replace(source.newest, is_running=False))
    assert all(item.opts["antialias"] for item in view.layer.boundaries)


def test_while_training_runs_the_curves_of_a_metric_are_drawn_only_where_they_are_new(shown):
    view, source = shown(LossCurveView, steps=30)
    running = dataclasses.replace(source.newest, is_running=True)
    view.draw(running)
    drawn = []
    for item in view.curves._curves:
        item.past.setData = lambda *args, **options: drawn.append(1)
    view.draw(dataclasses.replace(running))
    assert not drawn
    view.draw(dataclasses.replace(running, is_running=False))
    assert drawn


def test_a_long_name_in_the_list_of_runs_shows_where_it_goes_on(qtbot):
    choice = RunChoice()
    qtbot.addWidget(choice)
    choice.show_runs(("Squared error with a small learning rate", "MAE"), 0)
    choice.resize(120, choice.sizeHint().height())
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    assert option.currentText.startswith("Squared")
    assert option.currentText.endswith("…")
    choice.setCurrentIndex(1)
    choice.initStyleOption(option)
    assert option.currentText == "MAE"
