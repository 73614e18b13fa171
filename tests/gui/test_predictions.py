"""Predictions, saved and of one row; the pause that is asked for; the validation set in views."""

import csv
import io
import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lossstudio.engine.data.samples import samples
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, Stop
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.data.predict_dialog import PredictDialog
from lossstudio.gui.data.predictions import PredictionCommands
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.panels.stop_dialog import StopDialog
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.views.sample_words import sample_name
from lossstudio.gui.views.samples.figure_columns import figure_columns

MOONS = Scenario(
    data=Data(dataset="moons", n_samples=60, validation_fraction=0.2),
    runs=(Run(loss="binary_cross_entropy"), Run(loss="hinge", learning_rate=0.01)),
)


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


# -- one row -------------------------------------------------------------------------------------


def typed(field, text):
    field.clear()
    field.insert(text)


def test_a_typed_row_is_predicted_by_the_run_that_is_looked_at(parent, source_of):
    points = tuple((i / 9, math.sin(i), i / 5) for i in range(20))
    source = source_of(Scenario(data=Data(dataset="points", points=points)))
    commands = PredictionCommands(parent)
    commands.take_snapshot(source.newest)
    commands.open_dialog()
    dialog = commands.dialog
    assert len(dialog.fields) == 2
    for texts in (("0,5", "−1"), ("１．５", "2e-1")):  # as people type them
        for field, text in zip(dialog.fields, texts, strict=True):
            typed(field, text)
        x = {"0,5": (0.5, -1.0), "１．５": (1.5, 0.2)}[texts[0]]
        theta = source.newest.run.theta
        expected = theta[0] * x[0] + theta[1] * x[1] + theta[2]
        assert f"<b>{four_digits(expected)}</b>" in dialog.answer.text()


def test_it_follows_training(parent, source_of):
    source = source_of(MOONS)
    commands = PredictionCommands(parent)
    commands.take_snapshot(source.newest)
    commands.open_dialog()
    dialog = commands.dialog
    for field in dialog.fields:
        typed(field, "0.5")
    before = dialog.answer.text()
    assert "P(" in before
    source.step(50)
    commands.take_snapshot(source.newest)
    after = dialog.answer.text()
    assert after != before
    raw = np.array([0.5, 0.5, 1.0]) @ source.newest.run.theta
    p = 1 / (1 + math.exp(-raw))
    assert f"= {four_digits(max(p, 1 - p))}" in after
    assert source.newest.run.name in dialog._said.text()


@pytest.mark.parametrize("text", ["", "a", "1,234", "inf", "1e999", "９" * 400])
def test_what_is_no_number_is_told(parent, source_of, text):
    commands = PredictionCommands(parent)
    commands.take_snapshot(source_of(Scenario()).newest)
    commands.open_dialog()
    dialog = commands.dialog
    good = dialog.answer.text()
    typed(dialog.fields[0], text)
    assert dialog.answer.text() != good
    assert "<b>" not in dialog.answer.text()


def test_other_data_have_other_fields_and_what_was_typed_stays(parent, source_of):
    commands = PredictionCommands(parent)
    commands.take_snapshot(source_of(MOONS).newest)
    commands.open_dialog()
    dialog = commands.dialog
    names = [field.objectName() for field in dialog.fields]
    typed(dialog.fields[1], "7")
    commands.take_snapshot(source_of(Scenario()).newest)
    assert [field.objectName() for field in dialog.fields] == ["x"]
    commands.take_snapshot(source_of(MOONS).newest)
    assert [field.objectName() for field in dialog.fields] == names
    dialog.reject()
    assert commands.dialog is None
    commands.open_dialog()
    assert isinstance(commands.dialog, PredictDialog)


# -- all rows ------------------------------------------------------------------------------------


def test_predictions_are_saved_whole(qtbot, parent, source_of, tmp_path):
    source = source_of(MOONS)
    source.step(20)
    commands = PredictionCommands(parent)
    commands.take_snapshot(source.newest)
    told = []
    commands.told.connect(lambda message, is_error: told.append((str(message), is_error)))
    path = tmp_path / "p.csv"
    with qtbot.waitSignal(commands.told):
        commands.write(path.with_suffix(""))
    assert told == [(f"Saved as {path}.", False)]
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    sets = [row["set"] for row in rows]
    assert [sets.count(part) for part in ("train", "validation", "test")] == [36, 12, 12]
    for run in source.newest.runs:
        losses = np.array([float(row[f"{run.key} loss"]) for row in rows])
        held = losses[np.array(sets) == "validation"].mean()
        assert held == pytest.approx(run.losses.validation_loss)
    with qtbot.waitSignal(commands.told):
        commands.write(tmp_path / "missing" / "p.csv")
    assert told[-1][1]
    assert "could not be saved" in told[-1][0]


# -- pauses --------------------------------------------------------------------------------------


def test_stops_are_chosen_with_the_keyboard(qtbot, parent):
    state = ScenarioState(Scenario())
    dialog = StopDialog(state, False, parent)
    dialog.open()
    box, field = dialog.rows["gradient_norm"]
    assert not field.isEnabled()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert field.isEnabled()
    typed(field, "0,05")
    assert not dialog.rows["validation_patience"][0].isEnabled()
    dialog.take()
    assert state.scenario.stop == Stop(gradient_norm=0.05)
    state.undo_stack.undo()
    assert state.scenario.stop is None


def test_a_number_that_will_not_do_keeps_the_dialog_open(parent):
    state = ScenarioState(MOONS)
    dialog = StopDialog(state, True, parent)
    dialog.open()
    box, field = dialog.rows["validation_patience"]
    box.setChecked(True)
    for text in ("0", "2.5", "x"):
        typed(field, text)
        dialog.take()
        assert dialog.isVisible()
        assert "must be" in dialog.problem.text()
    typed(field, "20")
    dialog.converged.setChecked(True)
    dialog.take()
    assert state.scenario.stop == Stop(validation_patience=20, converged=True)
    again = StopDialog(state, True, parent)
    again.open()
    assert again.rows["validation_patience"][1].text() == "20"
    for check, _ in again.rows.values():
        check.setChecked(False)
    again.converged.setChecked(False)
    again.take()
    assert state.scenario.stop is None


def test_the_window_pauses_at_the_stop_says_why_and_goes_on(qtbot, open_window):
    window = open_window()
    assert window.state.propose([("stop", {"gradient_norm": 0.05})], "Stop")
    window.controller.set_speed(math.inf)
    window.controller.play(True)
    qtbot.waitUntil(lambda: not window.controller.snapshot.is_running
                    and window.controller.snapshot.step > 0)  # fmt: skip
    step = window.controller.snapshot.step
    norm = window.controller.snapshot.run.diagnosis.gradient_norm
    assert norm <= 0.05
    qtbot.waitUntil(lambda: f"Stopped at step {step}" in window.status_line.text)
    window.controller.play(True)
    qtbot.waitUntil(lambda: window.controller.snapshot.step > step)
    window.controller.play(False)


# -- rows of a shuffled table --------------------------------------------------------------------


@pytest.fixture
def shuffled(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("x,y\n\n" + "\n".join(f"{i},{i * i % 7}" for i in range(20)))
    data = Data(dataset="csv", file=str(path), split="shuffled", seed=4, validation_fraction=0.2)
    return Scenario(data=data, runs=(Run(learning_rate=0.001),))


def sets_of(data):
    dataset = samples(data, as_classes=False)
    return {
        float(x): name for name, part in dataset.parts.items() for x in dataset.x[part, 0].tolist()
    }


def test_rows_of_a_shuffled_table_keep_set_and_order_when_they_are_edited(source_of, shuffled):
    state, source = ScenarioState(shuffled), source_of(shuffled)
    editor = DataEditor(state)
    editor.take_snapshot(source.newest)
    dataset, before = source.newest.scene.dataset, sets_of(shuffled.data)
    row = dataset.n_train + 1  # a validation sample
    x = float(dataset.x[row, 0])
    editor.move(row, {0: x + 0.5})
    editor.finish()
    data = state.scenario.data
    assert [point[0] for point in data.points] == [i + 0.5 * (i == x) for i in range(20)]
    assert sets_of(data) == {at + 0.5 * (at == x): name for at, name in before.items()}
    source.change(state.scenario)
    editor.take_snapshot(source.newest)
    gone = source.newest.scene.dataset.x[[0, len(dataset.x) - 1], 0].tolist()
    editor.remove([0, len(dataset.x) - 1])  # a training sample and a test sample
    editor.finish()
    assert sets_of(state.scenario.data).keys() == sets_of(data).keys() - set(gone)
    assert all(sets_of(data)[at] == name for at, name in sets_of(state.scenario.data).items())
    source.change(state.scenario)
    editor.take_snapshot(source.newest)
    editor.add([{0: 99.0, -1: 1.0}])
    editor.finish()
    assert sets_of(state.scenario.data)[99.0] == "train"
    for _ in range(3):
        state.undo_stack.undo()
    assert state.scenario == shuffled


def test_rows_are_named_by_their_number_and_line_in_the_table(source_of, shuffled):
    dataset = source_of(shuffled).newest.scene.dataset
    for row in (0, dataset.n_train, len(dataset.x) - 1):
        number = int(dataset.x[row, 0]) + 1
        assert sample_name(dataset, row) == f"sample {number}, line {number + 2}"
    rows = np.arange(len(dataset.x))
    columns = figure_columns(dataset, rows, None, rows)
    assert columns["sample"] == [int(x) + 1 for x in columns["x"]]
    assert columns["line"] == [int(x) + 3 for x in columns["x"]]
    sets = sets_of(shuffled.data)
    assert columns["part"] == [sets[x] for x in columns["x"]]


# -- the window ----------------------------------------------------------------------------------


def test_the_menus_have_them_and_everything_shows_the_validation_set(qtbot, open_window):
    window = open_window()
    for action in (window.predictions.save, window.predictions.predict, window.menus._stop):
        assert isinstance(action, QAction)
        assert action.text()
    window.state.propose([("data.validation_fraction", 0.2)], "Share")
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.dataset.n_validation > 0)
    window.controller.step(5)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 5)
    labels = [entry.label for entry in window.loss_curve.legend._entries]
    assert labels[:3] == ["train", "validation", "test"]
    assert "Lowest validation loss at step" in window.loss_curve.notes.text()
    assert "validation" in [entry.label for entry in window.fit_view.legend._entries]
    data = window.fit_view.figure_data()
    assert set(data["part"]) == {"train", "validation", "test"}
    columns = window.loss_curve.figure_data()
    assert "validation loss" in columns
    assert "validation" in window.contents["metrics"].figure_data()["part"]
