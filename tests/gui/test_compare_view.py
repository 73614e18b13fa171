"""The table of runs, fed with snapshots as the worker makes them."""

import dataclasses

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from lossstudio.core.models import MODELS
from lossstudio.engine.scenarios.fields.field import TRAINING
from lossstudio.engine.scenarios.fields.fields import fields_of
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.views.compare.cells import columns
from lossstudio.gui.views.compare.compare_view import CompareView
from lossstudio.gui.views.compare.runs_table import BEST, LONGEST_NAME
from lossstudio.gui.views.compare.sorting import Sorting
from tests.dropped.radial_basis import MODEL as RADIAL_BASIS

LOSSES = Scenario(
    data=Data(outlier_fraction=0.1),
    runs=(
        Run(name="MSE"),
        Run(name="MAE", loss="mae"),
        Run(name="Huber", loss="huber", loss_parameters={"delta": 0.5}),
    ),
)
CLASSES = Scenario(
    data=Data(dataset="moons"), runs=(Run(loss="binary_cross_entropy"), Run(loss="hinge", seed=2))
)


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, its state, its actions, and the source of more."""

    def show(scenario=LOSSES, steps=0):
        source = source_of(scenario)
        state = ScenarioState(scenario)
        comparing = Comparing(state)
        view = CompareView(theme, state, comparing)
        view.kept = state, comparing
        qtbot.addWidget(view)
        view.resize(900, 400)
        view.show()
        view.show_snapshot(source.step(steps))
        QApplication.processEvents()
        return view, state, comparing, source

    return show


def titles(view):
    table = view.table
    return [table.horizontalHeaderItem(i).text() for i in range(table.columnCount())]


def column(view, title):
    place = titles(view).index(title)
    return [view.table.item(row, place) for row in range(view.table.rowCount())]


def texts(view, title):
    return [item.text() for item in column(view, title)]


def test_a_row_a_run_with_what_each_is(shown):
    view, *_ = shown()
    assert texts(view, "run") == ["MSE", "MAE", "Huber"]
    assert texts(view, "loss") == ["MSE", "MAE", "Huber, δ = 0.5"]
    assert texts(view, "optimiser") == ["Gradient descent"] * 3
    assert texts(view, "η") == ["0.1"] * 3
    assert texts(view, "model") == ["Linear"] * 3
    assert texts(view, "penalty") == ["No penalty"] * 3
    assert texts(view, "batch") == ["full"] * 3
    assert texts(view, "status") == ["Ready"] * 3


def test_unusual_settings_are_written_out(shown):
    runs = (
        Run(),
        Run(optimizer="adam", optimizer_parameters={"beta1": 0.5}, batch_size=8, l1=0.1, l2=0.2),
        Run(model="mlp", hidden_layers=(4, 2), bias=False, reduction="sum"),
        Run(model="polynomial", degree=3, schedule="exponential"),
    )
    view, *_ = shown(Scenario(runs=runs))
    assert texts(view, "optimiser")[1] == "Adam, β₁ = 0.5"
    assert texts(view, "batch")[1] == "8"
    assert texts(view, "penalty")[1] == "λ₁ = 0.1, λ₂ = 0.2"
    assert texts(view, "model")[2:] == ["Network, 4–2, tanh, no bias", "Degree 3"]
    assert texts(view, "loss")[2] == "MSE, sum"
    assert texts(view, "η")[3] == "0.1, Exponential decay, γ = 0.999"


def test_a_persons_own_loss_is_its_formula(shown):
    view, *_ = shown(Scenario(runs=(Run(loss="formula", formula="abs(r)**1.5"), Run())))
    assert texts(view, "loss") == ["abs(r)**1.5", "MSE"]


def test_what_differs_from_the_first_run_comes_first_and_is_bold_and_said(shown):
    view, *_ = shown()
    found = titles(view)
    assert found[:3] == ["run", "loss", "status"]
    assert found[-5:] == ["optimiser", "η", "model", "penalty", "batch"]
    first, *others = column(view, "loss")
    said = Qt.ItemDataRole.AccessibleTextRole
    assert not first.font().bold()
    assert "differs" not in first.data(said)
    assert all(item.font().bold() for item in others)
    assert all("differs from the first run" in item.data(said) for item in others)
    assert not any(item.font().bold() for item in column(view, "η"))


def test_figures_are_those_of_the_snapshot_and_the_best_is_marked(shown):
    view, _, _, source = shown(steps=40)
    for title, part, name in (
        ("RMSE\ntrain", "train", "rmse"),
        ("RMSE\ntest", "test", "rmse"),
        ("MAE\ntrain", "train", "mae"),
        ("MAE\ntest", "test", "mae"),
    ):
        values = [getattr(getattr(run, part), name) for run in source.newest.runs]
        found = texts(view, title)
        np.testing.assert_allclose(
            [float(text.removeprefix(BEST)) for text in found], values, rtol=6e-4
        )
        assert [text.startswith(BEST) for text in found] == [v == min(values) for v in values]
    best = next(item for item in column(view, "RMSE\ntrain") if item.text().startswith(BEST))
    assert "best of this column" in best.data(Qt.ItemDataRole.AccessibleTextRole)


def test_classes_have_accuracy_where_more_is_better_and_log_loss(shown):
    view, _, _, source = shown(CLASSES, 5)
    runs = source.newest.runs
    for title, values, pick in (
        ("Accuracy\ntrain", [run.train.accuracy for run in runs], max),
        ("Log loss\ntrain", [run.train.log_loss for run in runs], min),
    ):
        assert len(set(values)) == 2
        found = texts(view, title)
        assert [text.startswith(BEST) for text in found] == [v == pick(values) for v in values]


def test_equal_figures_have_no_best_and_of_two_best_both_are_marked(shown):
    view, *_ = shown()
    assert not any(BEST in text for text in texts(view, "RMSE\ntrain"))
    view, *_ = shown(Scenario(runs=(Run(), Run(name="same"), Run(learning_rate=0.01))), 10)
    assert [BEST in text for text in texts(view, "RMSE\ntrain")] == [True, True, False]


def test_own_losses_are_shown_but_never_ranked_and_it_says_so(shown):
    view, _, _, source = shown(steps=40)
    found = texts(view, "own loss\ntrain")
    expected = [run.losses.train_loss for run in source.newest.runs]
    np.testing.assert_allclose([float(text) for text in found], expected, rtol=6e-4)
    assert not any(BEST in text for text in found + texts(view, "own loss\ntest"))
    assert "units of their own and are not ranked" in view.notes.text()


def test_few_parameters_are_listed_and_many_are_not(shown):
    view, _, _, source = shown(steps=10)
    slope = [run.theta[0] for run in source.newest.runs]
    np.testing.assert_allclose(
        [float(text.replace("−", "-")) for text in texts(view, "weight of x")], slope, rtol=6e-4
    )
    assert "bias" in titles(view)
    view, *_ = shown(Scenario(runs=(Run(), Run(model="mlp"))))
    assert "bias" not in titles(view)


def test_a_run_that_diverged_stands_at_its_last_finite_step_and_is_never_the_best(shown):
    runs = (Run(learning_rate=1.5), Run(learning_rate=0.1))
    view, _, _, source = shown(Scenario(data=Data(n_samples=40), runs=runs), 3000)
    wild = source.newest.runs[0]
    assert texts(view, "status")[0] == f"Diverging, stopped at step {wild.step}"
    assert texts(view, "status")[1] == "Converged"
    assert [BEST in text for text in texts(view, "RMSE\ntest")] == [False, True]
    broken = dataclasses.replace(wild.train, rmse=np.nan, mae=np.inf)
    runs = (dataclasses.replace(wild, train=broken), source.newest.runs[1])
    view.show_snapshot(dataclasses.replace(source.newest, runs=runs))
    assert texts(view, "RMSE\ntrain")[0] == "–"
    assert texts(view, "MAE\ntrain")[0] == "∞"


def test_without_a_test_set_there_is_no_column_for_it(shown):
    view, *_ = shown(dataclass_without_test())
    assert "RMSE\ntrain" in titles(view)
    assert not any("test" in title for title in titles(view))


def dataclass_without_test():
    return Scenario(data=Data(test_fraction=0.0), runs=LOSSES.runs)


def test_one_run_has_its_settings_first_and_a_word_on_comparing(shown):
    view, *_ = shown(Scenario())
    assert titles(view)[:8] == [
        "run",
        "loss",
        "optimiser",
        "η",
        "model",
        "penalty",
        "batch",
        "status",
    ]
    assert "Compare…" in view.notes.text()


# -- the keyboard and the pointer ----------------------------------------------------------------


def test_selecting_a_row_looks_at_that_run_and_the_other_way_round(shown):
    view, _, comparing, _ = shown()
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert comparing.focus.index == 1
    comparing.focus.set(2)
    assert view.table.currentRow() == 2
    QTest.mouseClick(
        view.table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.table.visualItemRect(view.table.item(0, 1)).center(),
    )
    assert comparing.focus.index == 0


def click_heading(view, place):
    header = view.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(place) + 5, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def names(view):
    return [view.table.item(row, 0).text() for row in range(view.table.rowCount())]


def test_a_click_on_a_heading_sorts_turns_and_ends_the_sorting(shown, theme):
    view, _, comparing, source = shown(steps=50)
    comparing.focus.set(1)
    place = titles(view).index("RMSE\ntrain")
    figures = dict(zip(names(view), texts(view, "RMSE\ntrain"), strict=True))
    best = next(name for name, text in figures.items() if text.startswith(BEST))
    rising = sorted(figures, key=lambda name: float(figures[name].strip(f"{BEST} ")))
    for expected, mark in ((rising, " ▲"), (rising[::-1], " ▼"), (["MSE", "MAE", "Huber"], "")):
        click_heading(view, place)
        assert names(view) == expected
        assert titles(view)[place] == "RMSE\ntrain" + mark
        row = expected.index(best)
        assert view.table.item(row, place).text() == figures[best]
        assert (view.table.currentRow(), comparing.focus.index) == (expected.index("MAE"), 1)
        assert view.table.verticalHeader().order == [
            ["MSE", "MAE", "Huber"].index(name) for name in expected
        ]
    view.show_snapshot(source.step(5))
    assert names(view) == ["MSE", "MAE", "Huber"]


def test_a_sorted_table_stays_sorted_and_its_rows_are_their_runs(shown):
    view, state, comparing, source = shown()
    view.table.setFocus()
    view.table.setCurrentCell(0, 0)
    QTest.keyClick(view.table, Qt.Key.Key_O)
    assert names(view) == ["Huber", "MAE", "MSE"]
    assert view.table.currentRow() == 2  # the focused run is still MSE
    QTest.keyClick(view.table, Qt.Key.Key_Up)
    QTest.keyClick(view.table, Qt.Key.Key_Up)
    assert comparing.focus.index == 2
    edit(view, "Zero")
    assert state.scenario.run_names() == ("MSE", "MAE", "Zero")
    view.show_snapshot(source.change(state.scenario))
    assert names(view) == ["MAE", "MSE", "Zero"]
    assert (view.table.currentRow(), comparing.focus.index) == (2, 2)


def test_the_table_is_copied_as_it_is_sorted(shown):
    view, *_ = shown(steps=50)
    view.table.setFocus()
    view.table.setCurrentCell(0, 0)
    QTest.keyClick(view.table, Qt.Key.Key_O)
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    cells = [line.split("\t") for line in lines]
    assert [row[0] for row in cells] == ["run", "Huber", "MAE", "MSE"]
    assert cells[0][1:] == [title.replace("\n", " ") for title in titles(view)[1:]]
    place = cells[0].index("RMSE train")
    for row, figure in zip(cells[1:], texts(view, "RMSE\ntrain"), strict=True):
        assert float(row[place]) == float(figure.strip(f"{BEST} ")), "a number, without a star"
    assert not any("−" in row[place] for row in cells)


def test_a_row_stays_in_its_place_while_its_name_is_typed(shown):
    view, state, _, source = shown()
    view.table.setFocus()
    place = titles(view).index("RMSE\ntrain")
    click_heading(view, place)
    click_heading(view, place)  # the largest first; at the start all are equal
    before = names(view)
    run = ["MSE", "MAE", "Huber"].index(before[view.table.currentRow()])
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    (editor,) = (e for e in view.table.findChildren(QLineEdit) if e.isVisible())
    view.show_snapshot(source.step(400))
    assert names(view) == before
    editor.setText("New")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert state.scenario.run_names()[run] == "New"
    view.show_snapshot(source.step(1))
    assert names(view) != before


def test_numbers_are_sorted_by_size_and_what_has_none_is_last():
    sorting = Sorting()
    sorting.turn("a")
    column = [("a", ["10", "–", "−2.5", "1.2e−3", "9"])]
    assert sorting.order(column, 5) == [2, 3, 4, 0, 1]
    sorting.turn("a")
    assert sorting.order(column, 5) == [0, 4, 3, 2, 1]
    sorting.turn("a")
    assert sorting.order(column, 5) == [0, 1, 2, 3, 4]


def edit(view, text):
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    (editor,) = (e for e in view.table.findChildren(QLineEdit) if e.isVisible())
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_name_is_edited_in_place_and_undone(shown):
    view, state, _, source = shown()
    view.table.setFocus()
    view.table.setCurrentCell(1, 3)
    edit(view, "  Absolute   error ")
    assert state.scenario.run_names() == ("MSE", "Absolute error", "Huber")
    view.show_snapshot(source.change(state.scenario))
    assert texts(view, "run")[1] == "Absolute error"
    state.undo_stack.undo()
    assert state.scenario == LOSSES
    edit(view, "x" * 100)
    assert state.scenario.runs[1].name == "x" * LONGEST_NAME
    edit(view, "")
    assert state.scenario.run_names()[1] == "mae"


def test_a_name_that_was_not_changed_stays_as_it_was(shown):
    view, state, *_ = shown(Scenario(runs=(Run(), Run(loss="mae"))))
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    editor = view.table.findChild(QLineEdit)
    assert editor.text() == "MSE"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert state.scenario.runs[0].name == ""
    edit(view, " MSE ")
    assert state.scenario.runs[0].name == ""
    assert texts(view, "run")[0] == "MSE"


def test_figures_that_come_do_not_end_the_editing_of_a_name(shown):
    view, _, _, source = shown(steps=1)
    view.table.setFocus()
    view.table.setCurrentCell(0, 0)
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    editor = view.table.findChild(QLineEdit)
    editor.setText("half a na")
    view.show_snapshot(source.step(5))
    assert editor.isVisible()
    assert editor.text() == "half a na"


def test_insert_adds_and_delete_removes(shown):
    view, state, comparing, source = shown()
    view.table.setFocus()
    view.table.setCurrentCell(1, 0)
    QTest.keyClick(view.table, Qt.Key.Key_Insert)
    assert len(state.scenario.runs) == 4
    view.show_snapshot(source.change(state.scenario))
    assert view.table.rowCount() == 4
    assert view.table.currentRow() == comparing.focus.index == 3
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert state.scenario == LOSSES
    view.show_snapshot(source.change(state.scenario))
    assert view.table.currentRow() == 2


def test_the_buttons_are_the_shared_actions(shown):
    view, _, comparing, _ = shown(Scenario())
    assert view.add_button.defaultAction() is comparing.add
    assert not view.remove_button.isEnabled()
    assert comparing.comparisons[0] in view.compare_button.menu().actions()


# -- looks ---------------------------------------------------------------------------------------


def test_each_run_has_its_colour_at_the_left(shown, theme):
    view, *_ = shown()
    header = view.table.verticalHeader()
    picture = header.grab().toImage()
    for row in range(3):
        wanted = theme.colors.run_mark(row).color
        y = header.sectionViewportPosition(row) + header.sectionSize(row) // 2
        found = {
            picture.pixelColor(x, y + dy).name()
            for x in range(picture.width())
            for dy in (-1, 0, 1)
        }
        assert wanted in found


def test_columns_are_wide_enough_and_never_shrink(shown):
    view, _, _, source = shown(steps=1)
    widths = [view.table.columnWidth(i) for i in range(view.table.columnCount())]
    for _ in range(10):
        view.show_snapshot(source.step(7))
    after = [view.table.columnWidth(i) for i in range(view.table.columnCount())]
    assert all(new >= old for old, new in zip(widths, after, strict=True))
    for row in range(view.table.rowCount()):
        for place in range(view.table.columnCount()):
            item = view.table.item(row, place)
            metrics = view.fontMetrics()
            assert metrics.horizontalAdvance(item.text()) < view.table.columnWidth(place)


def test_only_what_changed_is_written(shown):
    view, _, _, source = shown(steps=5)
    snapshot = source.newest
    changed = []
    view.table.model().dataChanged.connect(lambda *_: changed.append(1))
    view.show_snapshot(dataclasses.replace(snapshot))
    assert not changed


def test_larger_text_makes_larger_rows(shown, theme):
    view, *_ = shown()
    before = view.table.rowHeight(0)
    theme.set_scale(2.0)
    QApplication.processEvents()
    assert view.table.rowHeight(0) > 1.5 * before


DIFFERENT = {
    "loss": {"loss": "mae"},
    "formula": {"loss": "formula", "formula": "abs(r)"},
    "loss_parameters": {"loss": "huber", "loss_parameters": {"delta": 0.2}},
    "model": {"model": "linear"},
    "degree": {"degree": 3},
    "bias": {"bias": False},
    "standardize": {"standardize": "inputs"},
    "hidden_layers": {"model": "mlp", "hidden_layers": (3,)},
    "activation": {"model": "mlp", "activation": "relu"},
    "model_parameters": {"model": "radial_basis", "model_parameters": {"width": 0.9}},
    "initialization": {"initialization": "zero"},
    "optimizer": {"optimizer": "adam"},
    "optimizer_parameters": {"optimizer": "momentum", "optimizer_parameters": {"beta": 0.2}},
    "learning_rate": {"learning_rate": 0.01},
    "schedule": {"schedule": "cosine"},
    "schedule_parameters": {"schedule": "exponential", "schedule_parameters": {"decay": 0.95}},
    "batch_size": {"batch_size": 4},
    "batch_order": {"batch_size": 4, "batch_order": "file"},
    "class_weights": {"loss": "hinge", "class_weights": "balanced"},
    "fixed": {"fixed": ("bias",)},
    "reduction": {"reduction": "sum"},
    "l1": {"l1": 0.1},
    "l2": {"l2": 0.1},
    "seed": {"seed": 3},
    "start": {"start": (0.0, 1.0, 2.0)},
}


@pytest.mark.parametrize(
    "field", [f for f in fields_of("runs") if f.role in TRAINING], ids=lambda f: f.name
)
def test_whatever_two_runs_differ_in_stands_in_a_column(qapp, source_of, field, monkeypatch):
    monkeypatch.setitem(MODELS, RADIAL_BASIS.name, RADIAL_BASIS)
    run = Run(model="polynomial", degree=2)
    changed = msgspec.structs.replace(run, **DIFFERENT[field.name])
    # Only this one field is apart.
    same = {name: value for name, value in DIFFERENT[field.name].items() if name != field.name}
    run = msgspec.structs.replace(run, **same)
    if field.name == "formula":
        run = msgspec.structs.replace(run, formula="r^2")
    data = Data(dataset="moons" if run.loss == "hinge" else "line")
    snapshot = source_of(Scenario(data=data, runs=(run, changed))).newest
    settings = [one for one in columns(snapshot) if one.is_setting]
    assert [one.title for one in settings if not one.is_same]
    alone = columns(source_of(Scenario(data=data, runs=(run, run))).newest)
    assert all(one.is_same for one in alone if one.is_setting)
