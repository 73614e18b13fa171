"""The table of samples, its sorting, its highlighting, and the hub that links the views."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from lossstudio.engine.measuring.contributions import contributions
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.state.highlight import Highlight
from lossstudio.gui.views import contributing
from lossstudio.gui.views.contributing import Contributing
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.loss_shape.loss_shape_view import LossShapeView
from lossstudio.gui.views.plot.samples import drawn_rows
from lossstudio.gui.views.sample_words import percent, sample_lines
from lossstudio.gui.views.samples.columns import Quantity
from lossstudio.gui.views.samples.samples_model import BAR
from lossstudio.gui.views.samples.samples_view import SamplesView


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, and the source of more."""

    def show(scenario=None, steps=0, size=(900, 400)):
        source = source_of(scenario)
        view = SamplesView(theme)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.show_snapshot(source.step(steps))
        qtbot.waitUntil(lambda: not view.is_busy)
        QApplication.processEvents()
        return view, source

    return show


def one(loss, dataset="line", **data):
    return Scenario(data=Data(dataset=dataset, **data), runs=(Run(loss=loss),))


POINTS = tuple(
    (*map(float, row), float(row.sum())) for row in np.random.default_rng(0).normal(size=(40, 5))
)
TWO = Scenario(data=Data(dataset="points", points=((0.0, 1.0), (1.0, 3.0)), test_fraction=0.0))
CASES = {
    "line": one("mse", outlier_fraction=0.1),
    "two classes, one input": one("binary_cross_entropy", "threshold"),
    "two classes": one("hinge", "moons"),
    "three classes": one("cross_entropy", "three_blobs"),
    "runs": Scenario(runs=(Run(), Run(loss="mae"))),
    "many inputs": Scenario(data=Data(dataset="points", points=POINTS)),
    "two samples": TWO,
}


def texts(view, quantity):
    column = view.model.column_of(quantity)
    return [view.model.index(row, column).data() for row in range(view.model.rowCount())]


def titles(view):
    model = view.model
    return [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]


def listed(view):
    return [view.model.sample_at(row) for row in range(view.model.rowCount())]


def found_of(source, run=0):
    snapshot = source.newest
    return contributions(snapshot.scene.objectives[run], snapshot.runs[run].theta)


def point_at(view, row):
    """Move the pointer over a row of the table."""
    viewport = view.table.viewport()
    y = view.table.rowViewportPosition(row) + 3
    place = QPointF(20, y)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        viewport.mapToGlobal(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)


def leave(view):
    QApplication.sendEvent(view.table.viewport(), QEvent(QEvent.Type.Leave))


def click_title(view, qtbot, quantity):
    header = view.table.horizontalHeader()
    column = view.model.column_of(quantity)
    place = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_data_is_listed_in_both_themes(name, shown, theme):
    view, source = shown(CASES[name], 3)
    n = len(source.newest.scene.dataset.x)
    assert sorted(listed(view)) == list(range(n))
    before = view.grab().toImage()
    view.show_snapshot(source.step(30))
    assert view.grab().toImage() != before
    theme.set_mode("dark")
    QApplication.processEvents()
    assert view.table.viewport().grab().toImage().pixelColor(1, 395).lightness() < 100
    for column in range(view.model.columnCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            assert view.model.headerData(column, Qt.Orientation.Horizontal, role)


def test_a_regressions_numbers_are_the_engines(shown):
    view, source = shown(CASES["line"], 5)
    dataset, found = source.newest.scene.dataset, found_of(source)
    assert titles(view) == [
        "no.", "part", "x", "y", "ŷ", "residual", "loss", "% loss", "% grad."
    ]  # fmt: skip
    rows = listed(view)
    assert texts(view, Quantity.NUMBER) == [str(row + 1) for row in rows]
    assert texts(view, Quantity.TARGET) == [four_digits(dataset.target[row]) for row in rows]
    for quantity, values in (
        (Quantity.PREDICTION, found.prediction),
        (Quantity.RESIDUAL, found.residual),
        (Quantity.LOSS, found.loss),
    ):
        assert texts(view, quantity) == [four_digits(values[row]) for row in rows]
    for quantity, values in (
        (Quantity.LOSS_SHARE, found.loss_share),
        (Quantity.GRADIENT_SHARE, found.gradient_share),
    ):
        assert texts(view, quantity) == [percent(values[row], with_sign=False) for row in rows]
    parts = dict(zip(rows, texts(view, Quantity.PART), strict=True))
    assert [parts[0], parts[dataset.n_train - 1]] == ["train", "train"]
    assert parts[dataset.n_train] == "test"
    assert texts(view, Quantity.LOSS_SHARE)[rows.index(dataset.n_train)] == "–"


def test_classes_have_their_names_and_probabilities(shown):
    view, source = shown(CASES["three classes"], 5)
    dataset, found = source.newest.scene.dataset, found_of(source)
    assert titles(view)[4:8] == ["class", "predicted", "P(true)", "margin"]
    rows = listed(view)
    names = [dataset.classes[i] for i in found.predicted_class[rows]]
    assert texts(view, Quantity.PREDICTED) == names
    assert texts(view, Quantity.PROBABILITY) == [four_digits(found.prediction[r]) for r in rows]
    assert texts(view, Quantity.MARGIN) == [four_digits(found.margin[r]) for r in rows]
    assert len(set(texts(view, Quantity.TARGET))) == 3


def test_symbols_tell_classes_parts_and_outliers_apart(shown):
    view, source = shown(CASES["line"])
    dataset = source.newest.scene.dataset
    column = view.model.column_of(Quantity.NUMBER)
    pictures = {}
    for row in range(view.model.rowCount()):
        symbol = view.model.index(row, column).data(Qt.ItemDataRole.DecorationRole)
        sample = view.model.sample_at(row)
        kind = sample < dataset.n_train, bool(dataset.is_outlier[sample])
        pictures.setdefault(kind, set()).add(symbol.cacheKey())
    assert all(len(keys) == 1 for keys in pictures.values())
    assert len(set.union(*pictures.values())) == len(pictures) >= 3


def test_the_longest_bar_is_the_largest_share(shown):
    view, source = shown(CASES["line"], 5)
    share = found_of(source).loss_share
    column = view.model.column_of(Quantity.LOSS_SHARE)
    bars = [view.model.index(row, column).data(BAR) for row in range(view.model.rowCount())]
    expected = share[listed(view)] / np.nanmax(share)
    assert [bar is None for bar in bars] == np.isnan(expected).tolist()
    np.testing.assert_allclose([np.nan if bar is None else bar for bar in bars], expected)
    assert view.model.index(0, view.model.column_of(Quantity.LOSS)).data(BAR) is None


def test_the_largest_loss_stands_first_and_a_click_on_a_title_sorts(shown, qtbot):
    view, source = shown(CASES["line"], 5)
    found = found_of(source)
    losses = found.loss[listed(view)]
    assert (np.diff(losses) <= 0).all()
    click_title(view, qtbot, Quantity.NUMBER)
    assert listed(view) == list(range(len(losses)))
    click_title(view, qtbot, Quantity.GRADIENT_SHARE)
    shares = found.gradient_share[listed(view)]
    train = shares[~np.isnan(shares)]
    assert (np.diff(train) <= 0).all(), "the first click brings the largest up"
    assert np.isnan(shares[len(train) :]).all(), "what has no share comes last"
    click_title(view, qtbot, Quantity.GRADIENT_SHARE)
    shares = found.gradient_share[listed(view)]
    assert (np.diff(shares[: len(train)]) >= 0).all()
    assert np.isnan(shares[len(train) :]).all()


def test_sorting_is_stable(shown):
    view, _ = shown(CASES["two classes"], 5)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        view.table.sortByColumn(view.model.column_of(Quantity.TARGET), order)
        rows = np.array(listed(view))
        classes = view.model.dataset.target[rows]
        steps = np.flatnonzero(np.diff(classes))
        assert len(steps) == 1
        for part in np.split(rows, steps + 1):
            assert (np.diff(part) > 0).all()


def test_the_keyboard_sorts_too(shown, qtbot):
    view, source = shown(CASES["line"], 5)
    menu = view.sort_menu()
    assert [action.text() for action in menu.actions()] == titles(view)
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["loss"]
    residual = menu.actions()[view.model.column_of(Quantity.RESIDUAL)]
    for sign in (1, -1):
        residual.trigger()
        assert (sign * np.diff(found_of(source).residual[listed(view)]) >= 0).all()
    asked = []
    view.table.sort_asked.connect(lambda: asked.append(True))
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_O)
    assert asked == [True]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_home_and_end_go_to_the_first_and_last_row(shown, qtbot):
    view, _ = shown(CASES["line"])
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_End)
    assert view.table.currentIndex().row() == view.model.rowCount() - 1
    qtbot.keyClick(view.table, Qt.Key.Key_Home)
    assert view.table.currentIndex().row() == 0


def test_steps_keep_the_selection_and_sort_anew(shown):
    view, source = shown(CASES["line"])
    view.table.selectRow(4)
    sample = view.model.sample_at(4)
    order = listed(view)
    view.show_snapshot(source.step(200))
    assert listed(view) != order
    assert (np.diff(found_of(source).loss[listed(view)]) <= 0).all()
    (selected,) = view.table.selectionModel().selectedRows()
    assert view.model.sample_at(selected.row()) == sample
    assert view.model.sample_at(view.table.currentIndex().row()) == sample


def test_rows_stay_under_the_pointer_while_numbers_change(shown):
    view, source = shown(CASES["line"])
    order, losses = listed(view), texts(view, Quantity.LOSS)
    scroll = view.table.verticalScrollBar()
    scroll.setValue(7)
    point_at(view, 9)
    view.show_snapshot(source.step(200))
    assert listed(view) == order
    assert scroll.value() == 7
    assert texts(view, Quantity.LOSS) != losses
    leave(view)
    assert (np.diff(found_of(source).loss[listed(view)]) <= 0).all()
    assert scroll.value() == 7


def test_pointing_says_which_sample_it_is(shown):
    view, _ = shown(CASES["line"], 5)
    hovered = []
    view.sample_hovered.connect(hovered.append)
    point_at(view, 2)
    point_at(view, 2)
    point_at(view, 5)
    leave(view)
    assert hovered == [view.model.sample_at(2), view.model.sample_at(5), None]
    assert view.table.sample_delegate.marked is None


def test_scrolling_under_the_pointer_points_at_another_sample(shown):
    view, _ = shown(CASES["line"], 5)
    hovered = []
    point_at(view, 2)
    view.sample_hovered.connect(hovered.append)
    view.table.verticalScrollBar().setValue(10)
    assert hovered == [view.model.sample_at(12)]


def test_arrow_keys_point_at_samples(shown, qtbot):
    view, _ = shown(CASES["line"], 5)
    view.activateWindow()
    view.table.setFocus()
    qtbot.waitUntil(view.table.hasFocus)
    hovered = []
    view.sample_hovered.connect(hovered.append)
    view.table.setCurrentIndex(view.model.index(0, 0))
    assert hovered == [], "the focus alone points at nothing"
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert hovered == [view.model.sample_at(1), view.model.sample_at(2)]
    view.highlight(view.model.sample_at(7))
    assert view.table.sample_delegate.marked == 7, "the newest wins"
    qtbot.keyClick(view.table, Qt.Key.Key_Up)
    assert view.table.sample_delegate.marked == 1
    view.table.clearFocus()
    assert hovered[-1] is None


def test_a_highlight_from_outside_marks_scrolls_and_is_not_sent_back(shown):
    view, _ = shown(CASES["line"], 5)
    hovered = []
    view.sample_hovered.connect(hovered.append)
    sample = view.model.sample_at(80)
    view.highlight(sample)
    assert view.table.sample_delegate.marked == 80
    rect = view.table.visualRect(view.model.index(80, 0))
    assert view.table.viewport().rect().contains(rect.center())
    view.highlight(None)
    assert view.table.sample_delegate.marked is None
    view.highlight(10**6)
    assert view.table.sample_delegate.marked is None
    assert hovered == []
    # The table stays where it is while the pointer is in it.
    view.table.scrollToTop()
    point_at(view, 1)
    view.highlight(sample)
    assert view.table.verticalScrollBar().value() == 0


def test_the_mark_follows_the_sample_when_the_order_changes(shown):
    view, source = shown(CASES["line"])
    sample = view.model.sample_at(3)
    view.highlight(sample)
    view.show_snapshot(source.step(200))
    assert view.model.sample_at(view.table.sample_delegate.marked) == sample
    picture = view.table.viewport().grab().toImage()
    view.highlight(None)
    assert view.table.viewport().grab().toImage() != picture


def test_other_data_forget_the_sample_and_other_noise_keeps_it(shown):
    view, source = shown(one("mse", noise=0.3))
    hovered = []
    view.sample_hovered.connect(hovered.append)
    view.table.selectRow(3)
    sample = view.model.sample_at(3)
    point_at(view, 3)
    view.show_snapshot(source.change(one("mse", noise=0.5)))
    (selected,) = view.table.selectionModel().selectedRows()
    assert view.model.sample_at(selected.row()) == sample
    assert hovered == [sample]
    assert texts(view, Quantity.TARGET)[3] == four_digits(
        source.newest.scene.dataset.target[sample]
    )
    view.show_snapshot(source.change(one("mae", "sine")))
    assert hovered == [sample, None]
    assert not view.table.selectionModel().hasSelection()


def test_no_row_moves_in_the_midst_of_other_samples(shown):
    view, source = shown(one("mse"))
    point_at(view, 3)
    hovered, in_a_reset = [], []
    view.sample_hovered.connect(hovered.append)
    view.table.pointed.connect(lambda _: in_a_reset.append(view.model.is_being_reset))
    # As where the pointer leaves the table because something of it goes meanwhile.
    view.model.modelReset.connect(lambda: leave(view))
    view.show_snapshot(source.change(one("mae", "sine")))
    assert hovered == [None]
    assert True not in in_a_reset


@pytest.mark.parametrize("others", ["many inputs", "line"])
def test_no_column_is_left_out_in_the_midst_of_other_samples(shown, others):
    """Qt resizes the table then, where the titles come to be higher or lower."""
    first = "line" if others == "many inputs" else "many inputs"
    view, source = shown(CASES[first])
    widths = iter((400, 500, 600))
    view.model.modelReset.connect(lambda: view.table.resize(next(widths), 300))
    view.show_snapshot(source.change(CASES[others]))
    assert view.table.horizontalHeader().count() == view.model.columnCount()
    assert texts(view, Quantity.NUMBER)


def test_a_run_can_be_chosen(shown):
    view, source = shown(CASES["runs"], 5)
    assert view.run_choice.isVisible()
    losses = found_of(source, 0).loss, found_of(source, 1).loss
    assert texts(view, Quantity.LOSS) == [four_digits(losses[0][r]) for r in listed(view)]
    view.run_choice.setCurrentIndex(1)
    assert texts(view, Quantity.LOSS) == [four_digits(losses[1][r]) for r in listed(view)]
    view.show_snapshot(source.step(3))
    assert view.run_choice.currentIndex() == 1
    view.show_snapshot(source.change(Scenario()))
    assert not view.run_choice.isVisible()


def test_copying_gives_the_selected_rows_in_full_precision(shown, qtbot):
    view, source = shown(CASES["line"], 5)
    view.table.setFocus()
    assert view.selected_text() == ""
    view.table.selectRow(1)
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == titles(view)
    cells = lines[1].split("\t")
    sample, found = view.model.sample_at(1), found_of(source)
    assert cells[0] == str(sample + 1)
    assert float(cells[5]) == found.residual[sample]
    assert float(cells[7]) == found.loss_share[sample]
    assert len(lines) == 2
    actions = view.context_menu().actions()
    assert [action.text() for action in actions] == ["Copy", "Select all", "Sort by"]
    actions[1].trigger()
    actions[0].trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == view.model.rowCount() + 1


def test_many_samples_are_listed_in_part_with_shares_of_all(shown, qtbot):
    view, source = shown(one("mse", n_samples=100_000), 3)
    assert view.model.rowCount() == 3000
    assert sorted(listed(view)) == drawn_rows(100_000).tolist()
    assert "3\u202f000 of 100\u202f000 samples listed" in view.notes.text()
    found = found_of(source)
    shares = view.model.values[view.model.column_of(Quantity.LOSS_SHARE)]
    np.testing.assert_allclose(shares, found.loss_share[view.model.rows], rtol=1e-9)
    view.show_snapshot(source.step(20))
    qtbot.waitUntil(lambda: not view.is_busy)
    shares = view.model.values[view.model.column_of(Quantity.GRADIENT_SHARE)]
    np.testing.assert_allclose(shares, found_of(source).gradient_share[view.model.rows], rtol=1e-9)


def test_before_anything_is_known_the_table_says_so(shown, monkeypatch, qtbot):
    monkeypatch.setattr(contributing, "BUDGET", 0)
    view, source = shown(one("mse"))
    assert "computed" not in view.notes.text()
    asked = []
    monkeypatch.setattr(view._contributing, "ask", lambda *_, **__: asked.append(True))
    view.show_snapshot(source.change(one("mae")))
    assert asked
    assert set(texts(view, Quantity.LOSS)) == {"–"}, "another loss's numbers are not shown"
    assert "being computed" in view.notes.text()


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e308])
def test_what_cannot_be_computed_is_a_dash_and_the_note_says_why(shown, value):
    view, source = shown(CASES["line"])
    run = dataclasses.replace(source.newest.runs[0], theta=np.full(2, value))
    view.show_snapshot(dataclasses.replace(source.newest, runs=(run,)))
    assert set(texts(view, Quantity.LOSS)) == {"–"}
    assert set(texts(view, Quantity.LOSS_SHARE)) == {"–"}
    assert "diverged" in view.notes.text()
    assert all("nan" not in text for text in texts(view, Quantity.PREDICTION))
    view.grab()


def test_a_perfect_fit_has_no_shares_and_the_note_says_why(shown):
    view, source = shown(TWO)
    run = dataclasses.replace(source.newest.runs[0], theta=np.array([2.0, 1.0]))
    view.show_snapshot(dataclasses.replace(source.newest, runs=(run,)))
    assert texts(view, Quantity.LOSS) == ["0.000", "0.000"]
    assert texts(view, Quantity.GRADIENT_SHARE) == ["–", "–"]
    assert "add up to 0" in view.notes.text()
    assert "no sample pulls" in view.notes.text()


def test_columns_that_have_no_room_are_left_out_and_nothing_is_cut_off(shown):
    view, _ = shown(CASES["many inputs"], 5)
    assert "3 of 5 inputs shown." in view.notes.text()
    view.resize(400, 300)
    QApplication.processEvents()
    table, model = view.table, view.model
    hidden = [model.columns[i].quantity for i in range(9) if table.isColumnHidden(i)]
    assert Quantity.INPUT in hidden
    assert not {Quantity.NUMBER, Quantity.LOSS, Quantity.LOSS_SHARE} & set(hidden)
    assert "hidden" in view.notes.text()
    assert not table.horizontalScrollBar().isVisible()
    view.resize(1200, 300)
    QApplication.processEvents()
    assert not any(table.isColumnHidden(i) for i in range(model.columnCount()))
    for column in range(model.columnCount()):
        widest = max(
            table.fontMetrics().horizontalAdvance(model.index(row, column).data())
            for row in range(model.rowCount())
        )
        assert widest + 6 <= table.columnWidth(column)


def test_a_saved_figure_has_every_number(shown):
    view, source = shown(CASES["many inputs"], 5)
    data = view.figure_data()
    found, dataset = found_of(source), source.newest.scene.dataset
    rows = np.array(data["sample"]) - 1
    assert rows.tolist() == listed(view)
    assert [name for name in data if name in dataset.input_names] == list(dataset.input_names)
    np.testing.assert_array_equal(data["prediction"], found.prediction[rows])
    np.testing.assert_array_equal(data["gradient norm"], found.gradient[rows])
    share = [np.nan if value is None else value for value in data["share of loss"]]
    np.testing.assert_array_equal(share, found.loss_share[rows])
    assert len({len(column) for column in data.values()}) == 1
    assert view.table in view.figure_parts
    view, source = shown(CASES["three classes"], 5)
    data = view.figure_data()
    assert set(data["predicted class"]) <= set("ABC")
    assert set(data["part"]) == {"train", "test"}


def test_a_hidden_view_draws_nothing_and_catches_up(qtbot, theme, source_of):
    view = SamplesView(theme)
    qtbot.addWidget(view)
    view.show_snapshot(source_of(Scenario()).newest)
    assert view.model.rowCount() == 0
    view.show()
    assert view.model.rowCount() == 100


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
    assert "<% loss>" in titles(view)
    assert "<hours of study>" in titles(view)
    assert set(texts(view, Quantity.TARGET)) == {"<fail>", "<pass>"}
    assert view.accessibleName() == "<Samples>"
    qapp.removeTranslator(translator)
    QApplication.processEvents()
    assert "% loss" in titles(view)


def test_the_state_can_be_read_as_a_sentence(shown):
    view, source = shown(CASES["line"], 5)
    found = found_of(source)
    at = int(found.loss.argmax())
    assert view.accessibleDescription() == (
        f"100 samples after step 5. The largest loss is that of sample {at + 1}: "
        f"{four_digits(found.loss[at])}, {percent(found.loss_share[at])} of the training loss."
    )
    assert view.table.accessibleName()


def test_the_hub_links_the_views_without_going_round_in_circles(qtbot, theme, source_of):
    hub = Highlight()
    changes = []
    hub.changed.connect(changes.append)
    views = FitView(theme), LossShapeView(theme), SamplesView(theme)
    snapshot = source_of(CASES["line"]).step(5)
    for view in views:
        qtbot.addWidget(view)
        view.resize(900, 400)
        view.show()
        view.show_snapshot(snapshot)
        view.sample_hovered.connect(hub.set)
        hub.changed.connect(view.highlight)
    fit, shape, table = views
    QApplication.processEvents()
    point_at(table, 4)
    sample = table.model.sample_at(4)
    assert fit.layer._ring.isVisible()
    assert fit.layer._ring.getData()[0][0] == snapshot.scene.dataset.x[sample, 0]
    assert shape._ring.isVisible()
    leave(table)
    assert not fit.layer._ring.isVisible()
    assert changes == [sample, None]
    x, y = snapshot.scene.dataset.x[7, 0], snapshot.scene.dataset.target[7]
    fit.area.scene().sigMouseMoved.emit(fit.area.box.mapViewToScene(QPointF(x, y)))
    assert table.model.sample_at(table.table.sample_delegate.marked) == hub.row
    assert changes[2:] == [hub.row]


def test_the_hub_tells_of_changes_only():
    hub = Highlight()
    changes = []
    hub.changed.connect(changes.append)
    for row in (None, 3, 3, 0, None, None):
        hub.set(row)
    assert changes == [3, 0, None]
    assert hub.row is None


def test_the_words_of_a_sample(source_of):
    source = source_of(CASES["three classes"])
    dataset, found = source.newest.scene.dataset, found_of(source)
    lines = sample_lines(dataset, found, 3)
    assert lines[0] == (
        f"predicted: {dataset.classes[found.predicted_class[3]]}, "
        f"P(true class) = {four_digits(found.prediction[3])}, "
        f"margin m = {four_digits(found.margin[3])}"
    )
    assert lines[2].startswith("share of loss ")
    test = sample_lines(dataset, found, dataset.n_train)
    assert len(test) == 2
    assert "not part of the cost" in test[1]


def test_percents():
    assert [percent(v) for v in (0.0, 0.5, 0.0999, 0.09999, 5.12e-5, 1e-9, 1.0, np.nan)] == [
        "0 %",
        "50.0 %",
        "9.99 %",
        "10.0 %",
        "0.0051 %",
        "<0.001 %",
        "100 %",
        "–",
    ]


def test_penalty_and_rate_are_another_objective_of_the_same_function(source_of):
    source = source_of(Scenario())
    first = source.newest.scene.objectives[0]
    other = source.change(Scenario(runs=(Run(l2=0.1, learning_rate=0.3),))).scene.objectives[0]
    assert other is not first
    assert other.has_same_losses(first)
    other = source.change(Scenario(runs=(Run(loss="mae"),))).scene.objectives[0]
    assert not other.has_same_losses(first)


def test_large_work_is_done_elsewhere_and_its_numbers_belong_together(
    qapp, qtbot, source_of, monkeypatch
):
    monkeypatch.setattr(contributing, "BUDGET", 100)
    source = source_of(Scenario())
    snapshot = source.newest
    known = Contributing(qapp)
    one_row = known.of_sample(snapshot, 3)
    exact = found_of(source)
    assert one_row.loss[0] == pytest.approx(exact.loss[3], rel=1e-9)
    assert np.isnan(one_row.loss_share[0]), "nobody waits for the sum"
    qtbot.waitSignal(known.came).wait()
    one_row = known.of_sample(snapshot, 3)
    assert one_row.loss_share[0] == pytest.approx(exact.loss_share[3])
    # While newer ones are computed, all numbers are those of a moment ago.
    newer = source.step(10)
    late = known.of_sample(newer, 3)
    assert late.loss[0] == pytest.approx(exact.loss[3], rel=1e-9)
    assert late.loss_share[0] == pytest.approx(exact.loss_share[3])
    qtbot.waitSignal(known.came).wait()
    newest = known.of_sample(newer, 3).loss[0]
    assert newest == pytest.approx(found_of(source).loss[3], rel=1e-9)
    assert newest != pytest.approx(exact.loss[3], rel=1e-3)
    known.deleteLater()
