"""The sweep view: what it trains, draws, says and sets."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.sweep.metrics import metric_of
from lossstudio.engine.sweep.training import plan_of, sweep
from lossstudio.engine.sweep.values import Range
from lossstudio.gui.app import make_window
from lossstudio.gui.training import derived
from lossstudio.gui.training.background import wait_for_all
from lossstudio.gui.views.sweep import words
from lossstudio.gui.views.sweep.sweep_view import SweepView

TWO = Scenario(
    data=Data(n_samples=40, noise=0.2),
    runs=(Run(loss="mse", name="A"), Run(loss="huber", name="B")),
    steps=30,
)
ONE = Scenario(data=Data(n_samples=40), runs=(Run(learning_rate=0.2),), steps=30)


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, and the source of more."""

    def show(scenario=ONE, size=(480, 420)):
        source = source_of(scenario)
        view = SweepView(theme)
        qtbot.addWidget(view)
        view.problems, view.set_values = [], []
        view.failed.connect(view.problems.append)
        view.value_chosen.connect(lambda *chosen: view.set_values.append(chosen))
        view.resize(*size)
        view.show()
        view.show_snapshot(source.newest)
        QApplication.processEvents()
        return view, source

    yield show
    derived.stop_all()
    wait_for_all()


def choose(view, path, first=None, last=None, count=None, log=None):
    """Choose a setting as a person does, and its values."""
    controls = view.controls
    paths = [controls.setting.itemData(i) for i in range(controls.setting.count())]
    controls.setting.setCurrentIndex(paths.index(path))
    controls.setting.activated.emit(paths.index(path))
    for box, value in ((controls.first, first), (controls.last, last), (controls.count, count)):
        if value is not None:
            box.selectAll()
            QTest.keyClicks(box, str(value))
            QTest.keyClick(box, Qt.Key.Key_Return)
    if log is not None:
        controls.log_button.setChecked(log)


def run(qtbot, view):
    view.controls.run_button.click()
    qtbot.waitUntil(lambda: not view.is_busy)
    QApplication.processEvents()
    assert not view.problems


def figures(found, run, name):
    return [metric_of(point.runs[run], name) for point in found.points]


def test_what_is_drawn_is_what_the_engine_finds(shown, qtbot):
    view, _ = shown(TWO)
    choose(view, "data.noise", 0, 1, 5)
    run(qtbot, view)
    *_, expected = sweep(plan_of(TWO, "data.noise", Range(0, 1, 5)))
    assert view.found.points == expected.points
    lines = {(line.run, line.part): line for line in view.picture.lines}
    assert set(lines) == {(0, "train"), (0, "test"), (1, "train"), (1, "test")}
    for (index, part), line in lines.items():
        assert line.x.tolist() == [0, 0.25, 0.5, 0.75, 1]
        assert line.y.tolist() == figures(expected, index, f"{part}.rmse")
    assert [trace.y.tolist() for trace in view.picture.marks.traces] == [
        line.y.tolist() for line in view.picture.lines
    ]
    assert {entry.label for entry in view.legend.entries} == {"A", "B", "train", "test"}


def choose_quantity(view, metric):
    view.choice.actions_by_metric[metric].trigger()


def test_what_is_drawn_is_a_metric_where_losses_differ(shown):
    view, _ = shown(TWO)
    assert view.choice.text() == "RMSE"
    offered = [a.text() for a in view.choice.menu().actions() if a.isVisible()]
    assert offered == ["Mean loss", "RMSE", "MAE", "R²"]
    classes = Scenario(data=Data(dataset="moons"), runs=(Run(loss="binary_cross_entropy"),))
    view, _ = shown(classes)
    assert view.choice.text() == "mean loss"
    offered = [a.text() for a in view.choice.menu().actions() if a.isVisible()]
    assert offered == ["Mean loss", "Accuracy", "Log loss"]


def test_settings_are_those_in_use_and_the_learning_rate_comes_first(shown):
    view, source = shown(TWO)
    names = [view.controls.setting.itemText(i) for i in range(view.controls.setting.count())]
    assert names[:3] == ["Learning rate η: every run", "Learning rate η: A", "Number of samples n"]
    assert "Degree" not in names
    assert not any("δ" in name for name in names)  # the other run has it
    view.show_snapshot(source.change(with_values(TWO, [("runs", 1)])))
    names = [view.controls.setting.itemText(i) for i in range(view.controls.setting.count())]
    assert names[0] == "Learning rate η"


def test_values_are_proposed_around_the_largest_stable_rate(shown):
    view, source = shown()
    limit = source.newest.run.diagnosis.stability.limit
    values = view.controls.values
    assert values.is_log
    assert values.last == pytest.approx(2 * limit, rel=0.05)
    assert values.last / values.first == pytest.approx(100, rel=0.1)
    choose(view, "data.noise")
    assert view.controls.values == Range(0, 1, 11, False, 3)


def test_what_a_person_typed_stays_when_settings_change(shown):
    view, source = shown()
    choose(view, "data.noise", 0.1, 0.7, 4)
    view.show_snapshot(source.change(with_values(ONE, [("data.noise", 1.5)])))
    values = view.controls.values
    assert (values.first, values.last, values.count) == (0.1, 0.7, 4)


def test_runs_that_diverged_are_marked_at_the_top_edge(shown, qtbot):
    view, _ = shown()
    choose(view, "runs.0.learning_rate", 0.1, 100, 4, log=True)
    run(qtbot, view)
    train = next(line for line in view.picture.lines if line.part == "train")
    assert train.diverged.tolist() == [False, False, True, True]
    assert math.isnan(train.y[-1])
    top = view.area.shown_range()[1][1]
    marked = [spot for spot in view.picture.marks.spots if spot.symbol == words.DIVERGED]
    assert [spot.x for spot in marked] == pytest.approx([1.0, 2.0])
    assert all(0.9 * top < spot.y < top for spot in marked)
    assert "diverged" in [entry.label for entry in view.legend.entries]


def test_it_is_said_that_every_run_diverges(shown, qtbot):
    view, _ = shown()
    choose(view, "runs.0.learning_rate", 50, 900, 3)
    run(qtbot, view)
    assert "Every run diverges with every value" in view.notes.text()


def test_a_click_sets_the_nearest_value(shown, qtbot):
    view, _ = shown()
    choose(view, "data.noise", 0, 1, 3)
    run(qtbot, view)
    where = view.area.mapFromScene(view.area.box.mapViewToScene(view.area.box.viewRect().center()))
    QTest.mouseClick(view.area.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert view.set_values == [("data.noise", 0.5)]


def test_keys_walk_along_the_values_and_enter_sets_one(shown, qtbot):
    view, _ = shown()
    choose(view, "data.noise", 0, 1, 5)
    run(qtbot, view)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right)  # to the nearest of the present value, 0.3
    assert view.chosen == 1
    assert view.accessibleDescription().startswith("Noise = 0.25. ")
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.set_values == [("data.noise", 0.5)]
    assert view.chosen is None
    for _ in range(9):
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.chosen == 0
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.chosen is None
    assert view.set_values == [("data.noise", 0.5)]


def test_the_pointer_is_told_the_numbers(shown, qtbot):
    view, _ = shown(TWO)
    choose(view, "runs.*.learning_rate", 0.01, 100, 3, log=True)
    run(qtbot, view)
    rows = view.picture.rows(1)
    assert rows.title == "η = 1"
    assert rows.head == ("train", "test")
    assert [row.name for row in rows.rows] == ["A", "B"]
    rmse = view.found.points[0].runs[0]["metrics"]["test"]["rmse"]
    assert float(view.picture.rows(0).rows[0].values[1]) == pytest.approx(rmse, rel=1e-3)
    assert view.picture.rows(2).rows[0].values == ("Diverging", "")


def test_a_sweep_of_other_settings_is_pale_and_still_read(shown, qtbot):
    view, source = shown()
    choose(view, "data.noise", 0, 1, 3)
    run(qtbot, view)
    strong = view.picture.marks.traces[0].pen.color().name()
    view.show_snapshot(source.change(with_values(ONE, [("data.noise", 0.9)])))
    assert view.picture.marks.traces[0].pen.color().name() == strong
    assert [line.label for line in view.picture.marks.lines] == ["now 0.9"]
    view.show_snapshot(source.change(with_values(ONE, [("runs.0.l2", 0.5)])))
    assert view.picture.marks.traces[0].pen.color().name() != strong
    assert view.notes.text().startswith("Settings have changed since")
    assert view.picture.rows(0).title == "Noise = 0"
    view.show_snapshot(source.change(ONE))
    assert view.picture.marks.traces[0].pen.color().name() == strong


def test_a_cancelled_sweep_keeps_what_it_has(shown, qtbot):
    view, _ = shown(with_values(ONE, [("steps", 2000)]))
    choose(view, "data.noise", 0, 1, 1000)
    view.controls.run_button.click()
    qtbot.waitUntil(lambda: view.found is not None and len(view.found.points) > 0, timeout=20_000)
    assert view.controls.run_button.text() == "Cancel"
    assert not view.controls.bar.isHidden()
    view.controls.run_button.click()
    qtbot.waitUntil(lambda: not view.is_busy)
    assert view.controls.run_button.text() == "Run sweep"
    assert view.controls.bar.isHidden()
    assert 0 < len(view.found.points) < 1000
    assert "Stopped after" in view.notes.text()


def test_other_work_does_not_wait_for_a_sweep(shown, qtbot, qapp):
    view, _ = shown(with_values(ONE, [("steps", 10**9)]))
    view.controls.run_button.click()
    other = derived.Derived(view)
    other.ask((1,), lambda: iter([7]))
    qtbot.waitUntil(lambda: other.result == 7)
    assert view.is_busy
    derived.stop_all()
    assert wait_for_all(5.0)


@pytest.mark.parametrize(
    ("path", "first", "last", "log", "said"),
    [
        ("data.noise", 0.5, 0.5, False, "Noise: both ends of the range are 0.5"),
        ("data.noise", 0, 1, True, "Noise: a logarithmic range needs two ends above 0"),
    ],
)
def test_a_range_that_cannot_be_swept_says_why(shown, qtbot, path, first, last, log, said):
    view, _ = shown()
    choose(view, path, first, last, 3, log)
    run(qtbot, view)
    assert view.notes.text().startswith(said)
    assert view.found is None
    choose(view, path, 0.1, 1, 3, False)
    run(qtbot, view)
    assert len(view.found.points) == 3
    assert said not in view.notes.text()


def test_a_number_that_is_not_allowed_is_not_taken(shown):
    view, _ = shown()
    choose(view, "data.noise")
    box = view.controls.last
    box.selectAll()
    QTest.keyClicks(box, "99")
    view.controls.run_button.click()
    assert not view.is_busy
    assert "must be a number from 0 to 10" in view.notes.text()
    assert view.controls.values.last == 1


def test_a_saved_figure_has_the_lines_and_the_numbers(shown, qtbot, theme):
    view, source = shown(TWO)
    choose(view, "data.noise", 0, 1, 3)
    choose_quantity(view, "mae")
    run(qtbot, view)
    twin = SweepView(theme)
    qtbot.addWidget(twin)
    twin.resize(480, 420)
    twin.show()
    twin.show_snapshot(source.newest)
    twin.take_choices(view)
    assert twin.controls.isHidden()
    assert len(twin.picture.marks.traces) == 4
    data = twin.figure_data()
    assert data == view.figure_data()
    assert next(iter(data)) == "data.noise"
    assert data["A test.mae"] == figures(view.found, 0, "test.mae")
    assert data["B status"] == [point.runs[1]["status"] for point in view.found.points]


def test_setting_a_value_can_be_undone(qapp, qtbot):
    window = make_window(qapp, language="en", theme="light")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.controller.snapshot is not None)
    window.workspace.open("sweep")
    qtbot.waitUntil(lambda: "sweep" in window.contents.made)
    before = window.state.scenario
    window.contents["sweep"].value_chosen.emit("runs.*.learning_rate", 0.25)
    assert [run.learning_rate for run in window.state.scenario.runs] == [0.25]
    assert window.state.undo_stack.undoText() == "Learning rate"
    window.state.undo_stack.undo()
    assert window.state.scenario == before
    window.document.leave = lambda go: go()
    window.close()
