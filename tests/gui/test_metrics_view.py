"""The metrics view, fed with snapshots as the worker makes them."""

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from sklearn.metrics import confusion_matrix, log_loss, r2_score

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.views.metrics.metrics_view import MetricsView
from lossstudio.gui.views.parameter_names import named_parameters


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, and the source of more."""

    def show(scenario=None, steps=0):
        source = source_of(scenario)
        view = MetricsView(theme)
        qtbot.addWidget(view)
        view.resize(600, 400)
        view.show()
        view.show_snapshot(source.step(steps))
        QApplication.processEvents()
        return view, source

    return show


def texts(table):
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def rows(table):
    return [table.verticalHeaderItem(row).text() for row in range(table.rowCount())]


def columns(table):
    return [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]


CLASSES = Scenario(
    data=Data(dataset="three_blobs"), runs=(Run(loss="cross_entropy"), Run(loss="multiclass_brier"))
)


def test_a_regression_has_rmse_mae_and_r2(shown):
    view, source = shown(steps=20)
    dataset, theta = source.newest.scene.dataset, source.newest.runs[0].theta
    n = dataset.n_train
    predicted = theta[0] * dataset.x[:, 0] + theta[1]
    assert rows(view.metrics) == ["RMSE", "baseline", "MAE", "baseline", "R²", "baseline"]
    assert columns(view.metrics) == ["train", "test"]
    for column, part in enumerate((slice(0, n), slice(n, None))):
        error = dataset.target[part] - predicted[part]
        expected = [
            np.sqrt(np.mean(error**2)),
            np.mean(np.abs(error)),
            r2_score(dataset.target[part], predicted[part]),
        ]
        shown_values = [float(row[column]) for row in texts(view.metrics)[::2]]
        np.testing.assert_allclose(shown_values, expected, rtol=6e-4)
    assert not view.confusion.isVisible()


def test_every_metric_teaches(shown):
    for scenario in (None, CLASSES):
        view, _ = shown(scenario)
        for row in range(view.metrics.rowCount()):
            assert len(view.metrics.item(row, 0).toolTip()) > 60


def test_several_runs_have_a_row_each(shown):
    view, source = shown(Scenario(runs=(Run(), Run(loss="mae"))), 10)
    assert rows(view.metrics) == ["MSE", "MAE", "baseline"]
    assert columns(view.metrics)[:2] == ["RMSE\ntrain", "RMSE\ntest"]
    assert float(texts(view.metrics)[1][2]) == pytest.approx(
        source.newest.runs[1].train.mae, rel=6e-4
    )
    assert columns(view.parameters) == ["MSE", "MAE"]


@pytest.mark.parametrize("scenario", ["numbers", "classes"])
def test_in_a_narrow_panel_nothing_of_two_runs_is_cut_off(shown, scenario):
    runs = CLASSES if scenario == "classes" else Scenario(runs=(Run(), Run(loss="mae")))
    view, source = shown(runs, 10)
    wide = texts(view.metrics)
    view.resize(420, 400)
    QApplication.processEvents()
    assert view.findChild(QScrollArea).horizontalScrollBar().maximum() == 0
    assert texts(view.metrics) == [list(row) for row in zip(*wide, strict=True)]
    names = [run.name for run in source.newest.runs]
    assert columns(view.metrics) == [*names, "baseline"]
    assert rows(view.metrics)[1] in ("RMSE test", "Accuracy test")
    assert view.metrics.verticalHeaderItem(1).toolTip()
    view.show_snapshot(source.step(5))
    assert texts(view.metrics)[0][1] == four_digits(
        getattr(source.newest.runs[1].train, "rmse" if scenario == "numbers" else "accuracy")
    )
    view.resize(600, 400)
    QApplication.processEvents()
    assert rows(view.metrics) == [*names, "baseline"]


def test_the_confusion_matrixs_heading_stays_in_one_line(shown):
    view, _ = shown(CLASSES)
    view.resize(420, 400)
    QApplication.processEvents()
    title = view.confusion_title
    assert title.height() < 2 * title.fontMetrics().height()
    assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width()


def test_classes_have_a_confusion_matrix_for_train_and_test_of_each_run(shown, qtbot):
    view, source = shown(CLASSES, 50)
    scene = source.newest.scene
    n, target = scene.dataset.n_train, scene.dataset.target

    def expected(run, part):
        objective, theta = scene.objectives[run], source.newest.runs[run].theta
        raw = objective.model.predict_raw(theta, scene.dataset.x)
        return confusion_matrix(target[part], raw.argmax(axis=1)[part]).astype(str).tolist()

    assert texts(view.confusion) == expected(0, slice(0, n))
    qtbot.mouseClick(view.test_button, Qt.MouseButton.LeftButton)
    assert texts(view.confusion) == expected(0, slice(n, None))
    view.run_choice.setCurrentIndex(1)
    assert texts(view.confusion) == expected(1, slice(n, None))
    raw = scene.objectives[0].model.predict_raw(source.newest.runs[0].theta, scene.dataset.x)
    e = np.exp(raw[:n] - raw[:n].max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    assert float(texts(view.metrics)[0][2]) == pytest.approx(log_loss(target[:n], p), rel=6e-4)


def test_without_a_test_set_there_is_a_dash_and_no_switch(shown):
    view, _ = shown(dataclasses_replace(CLASSES, Data(dataset="three_blobs", test_fraction=0.0)))
    assert texts(view.metrics)[0][1] == "–"
    assert not view.test_button.isEnabled()
    assert texts(view.confusion)[0][0].isdigit()


def dataclasses_replace(scenario, data):
    return Scenario(data=data, runs=scenario.runs)


def test_parameters_are_in_the_datas_own_units(shown):
    scenario = Scenario(
        data=Data(dataset="threshold"),
        runs=(Run(loss="binary_cross_entropy", model="polynomial", degree=2),),
    )
    view, source = shown(scenario, 30)
    assert rows(view.parameters) == [
        "weight of hours of study",
        "weight of (hours of study)²",
        "bias",
    ]
    objective, theta = source.newest.scene.objectives[0], source.newest.runs[0].theta
    named = named_parameters(objective, theta)
    x = np.array([[0.0], [1.0], [5.0]])
    first, second, bias = named.values()
    by_hand = first * x + second * x**2 + bias
    np.testing.assert_allclose(by_hand, objective.model.predict_raw(theta, x))
    shown_values = [float(row[0].replace("−", "-")) for row in texts(view.parameters)]
    np.testing.assert_allclose(shown_values, list(named.values()), rtol=6e-4)


def test_parameters_are_shown_in_both_forms(shown, qtbot, source_of):
    scenario = Scenario(data=Data(dataset="cars"), runs=(Run(standardize="inputs_and_target"),))
    view, source = shown(scenario, 30)
    assert rows(view.parameters) == ["weight of speed (mph)", "bias"]
    objective, theta = source.newest.scene.objectives[0], source.newest.runs[0].theta
    found = objective.in_data_units(theta)
    values = [float(row[0].replace("−", "-")) for row in texts(view.parameters)]
    np.testing.assert_allclose(values, [found["weights"], found["bias"]], rtol=6e-4)
    assert view.coordinates_button.isVisibleTo(view)
    qtbot.mouseClick(view.coordinates_button, Qt.MouseButton.LeftButton)
    assert rows(view.parameters) == ["weight of u", "bias"]
    values = [float(row[0].replace("−", "-")) for row in texts(view.parameters)]
    np.testing.assert_allclose(values, theta, rtol=6e-4)
    # Other runs without the choice have the one form that there is.
    view.show_snapshot(source_of(Scenario(data=Data(dataset="cars"))).newest)
    assert not view.coordinates_button.isVisibleTo(view)
    assert rows(view.parameters) == ["weight of speed (mph)", "bias"]
    assert "–" not in texts(view.parameters)[0]


def test_there_is_one_form_of_parameters_that_are_not_standardised(shown):
    view, _ = shown(Scenario(data=Data(dataset="cars")))
    assert not view.coordinates_button.isVisibleTo(view)


def test_parameters_of_several_outputs_are_named_by_their_class(shown):
    view, source = shown(Scenario(data=CLASSES.data, runs=CLASSES.runs[:1]))
    names = rows(view.parameters)
    assert len(names) == 9
    assert names[:2] == ["weight of x₁, A", "weight of x₁, B"]
    theta = source.newest.runs[0].theta.reshape(3, 3)
    assert float(texts(view.parameters)[4][0].replace("−", "-")) == pytest.approx(
        theta[1, 1], rel=6e-4
    )


def test_a_small_network_is_listed_and_a_large_one_only_counted(shown):
    small, _ = shown(Scenario(runs=(Run(model="mlp", hidden_layers=(2,)),)))
    assert small.parameters.rowCount() == 7
    large, _ = shown(Scenario(runs=(Run(model="mlp"),)))
    assert not large.parameters.isVisible()
    assert "97" in large.parameters_title.text()


def test_divergence_never_shows_nan(shown):
    view, source = shown(Scenario(runs=(Run(learning_rate=1.9),)), 10_000)
    run = source.newest.runs[0]
    broken = dataclasses.replace(run.train, rmse=np.nan, mae=np.inf)
    view.show_snapshot(
        dataclasses.replace(source.newest, runs=(dataclasses.replace(run, train=broken),))
    )
    assert [row[0] for row in texts(view.metrics)[::2]][:2] == ["–", "∞"]
    for row, text in enumerate(texts(view.metrics)):
        width = view.metrics.columnWidth(1)
        assert view.metrics.fontMetrics().horizontalAdvance(text[1]) < width, row


def test_figures_change_no_widths(shown):
    view, source = shown(steps=1)
    size = view.metrics.size()
    for _ in range(20):
        view.show_snapshot(source.step(7))
    assert view.metrics.size() == size


def test_while_training_runs_figures_change_ten_times_a_second_and_end_right(shown, qtbot):
    view, source = shown()
    drawn = []
    draw = view.draw
    view.draw = lambda snapshot: (drawn.append(snapshot), draw(snapshot))
    for _ in range(30):
        view.show_snapshot(dataclasses.replace(source.step(1), is_running=True))
    last = view.snapshot
    qtbot.waitUntil(lambda: bool(drawn) and drawn[-1] is last, timeout=3000)
    assert len(drawn) < 30
    paused = source.step(1)
    view.show_snapshot(paused)
    assert drawn[-1] is paused


def test_other_data_make_other_tables(shown):
    view, source = shown()
    source.worker.load(2, CLASSES, False)
    view.show_snapshot(source.newest)
    assert rows(view.metrics) == ["Cross-entropy", "Brier", "baseline"]
    assert view.confusion.isVisibleTo(view)
    source.worker.load(3, Scenario(), False)
    view.show_snapshot(source.newest)
    assert rows(view.metrics) == ["RMSE", "baseline", "MAE", "baseline", "R²", "baseline"]
    assert not view.confusion.isVisibleTo(view)


def test_larger_text_makes_larger_tables(shown, theme):
    view, _ = shown()
    before = view.metrics.size()
    theme.set_scale(2.0)
    QApplication.processEvents()
    assert view.metrics.height() > 1.5 * before.height()
    assert view.metrics.width() > 1.5 * before.width()


def value(text):
    return float(text.replace("−", "-"))


def test_each_metric_of_a_run_has_what_the_mean_of_the_training_set_reaches_below_it(shown):
    view, source = shown(steps=20)
    dataset = source.newest.scene.dataset
    train, test = dataset.target[: dataset.n_train], dataset.target[dataset.n_train :]
    mean = sum(train) / len(train)
    for column, y in enumerate((train, test)):
        squares = sum((value - mean) ** 2 for value in y) / len(y)
        expected = [
            squares**0.5,
            sum(abs(value - mean) for value in y) / len(y),
            1 - squares / np.var(y),
        ]
        found = [value(row[column]) for row in texts(view.metrics)[1::2]]
        np.testing.assert_allclose(found, expected, rtol=6e-4, atol=1e-12)
    tip = view.metrics.item(1, 0).toolTip()
    assert four_digits(mean) in tip
    assert view.metrics.item(1, 0).foreground().color().name() == view.theme.colors.muted


def test_classes_have_the_majoritys_accuracy_and_the_shares_log_loss(shown):
    rows_ = (*tuple((float(i), float(i % 3 == 0)) for i in range(10)), (10.0, 1.0), (11.0, 0.0))
    scenario = Scenario(
        data=Data(dataset="points", points=rows_, test_fraction=1 / 6),
        runs=(Run(loss="binary_cross_entropy"), Run(loss="hinge")),
    )
    view, _ = shown(scenario)
    baseline = [value(text) for text in texts(view.metrics)[2]]
    entropy = -(0.6 * np.log(0.6) + 0.4 * np.log(0.4))
    of_test = -(np.log(0.6) + np.log(0.4)) / 2
    np.testing.assert_allclose(baseline, [0.6, 0.5, entropy, of_test], rtol=6e-4)
    assert "training set: 0." in view.metrics.item(2, 0).toolTip()


def test_the_baseline_is_in_the_numbers_of_the_figure_and_follows_the_data(shown):
    view, source = shown(steps=2)
    columns_ = view.figure_data()
    assert columns_["run"][-2:] == ["baseline", "baseline"]
    assert columns_["rmse"][-2:] == [
        part.rmse for part in source.newest.baselines if part is not None
    ]
    assert len({len(column) for column in columns_.values()}) == 1
