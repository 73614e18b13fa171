"""Making comparisons in the window, and the one run that a person looks at."""

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lossstudio.engine.runs.comparisons import MOST_RUNS
from lossstudio.engine.scenarios.scenario import MAX_RUNS, Data, Run, Scenario
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.focused_run import FocusedRun
from lossstudio.gui.state.scenario_state import ScenarioState

replace = msgspec.structs.replace
THREE = Scenario(runs=(Run(name="a"), Run(name="b", loss="mae"), Run(name="c", model="mlp")))


@pytest.fixture
def comparing(qapp):
    """Make a `Comparing` for a scenario, and its state."""
    kept = []

    def make(scenario=None):
        state = ScenarioState(scenario or Scenario())
        made = Comparing(state)
        kept.append((state, made))
        return made, state

    yield make
    for state, made in kept:
        made.deleteLater()
        state.deleteLater()


def names(state):
    return list(state.scenario.run_names())


# -- the run that is looked at -------------------------------------------------------------------


def test_the_focus_stays_within_the_runs(qapp):
    state = ScenarioState(THREE)
    focus = FocusedRun(state)
    heard = []
    focus.changed.connect(heard.append)
    focus.set(7)
    focus.set(2)
    assert (focus.index, heard) == (2, [2])
    state.replace(replace(THREE, runs=THREE.runs[:2]), "")
    assert (focus.index, heard) == (1, [2, 1])
    focus.set(-3)
    assert focus.index == 0


def test_who_hears_of_other_runs_hears_of_the_focus_first(qapp):
    state = ScenarioState(THREE)
    focus = FocusedRun(state)
    focus.set(2)
    seen = []
    state.changed.connect(lambda scenario: seen.append(focus.index < len(scenario.runs)))
    state.replace(Scenario(), "")
    assert seen == [True]


# -- the actions ---------------------------------------------------------------------------------


def test_one_click_compares_and_one_undo_takes_it_back(comparing):
    made, state = comparing()
    before = state.scenario
    for action in made.comparisons:
        action.trigger()
        assert len(state.scenario.runs) > 1
        assert state.scenario.data == before.data
        assert state.undo_stack.undoText() == action.text()
        state.undo_stack.undo()
        assert state.scenario == before


def test_what_is_offered_fits_the_data(comparing):
    made, state = comparing()
    assert made.comparisons[0].text() == "Losses: MSE, MAE, Huber"
    state.propose([("data.dataset", "moons"), ("runs.0.loss", "hinge")], "")
    assert made.comparisons[0].text() == "Losses: Cross-entropy, Hinge, Brier"
    made.comparisons[0].trigger()
    assert names(state) == ["Cross-entropy", "Hinge", "Brier"]


def test_the_run_that_it_was_made_from_stays_the_one_looked_at(comparing):
    made, state = comparing(Scenario(runs=(Run(learning_rate=0.05), Run(learning_rate=0.25))))
    made.focus.set(1)
    heard = []
    made.made.connect(lambda: heard.append(names(state)))
    made.comparisons[1].trigger()
    assert heard == [["η = 0.025", "η = 0.25", "η = 2.5"]]
    assert made.focus.index == 1


def test_add_copies_the_run_that_is_looked_at_and_looks_at_the_copy(comparing):
    made, state = comparing(THREE)
    made.focus.set(1)
    made.add.trigger()
    assert names(state) == ["a", "b", "c", "mae (4)"]
    assert made.focus.index == 3
    assert replace(state.scenario.runs[3], name="b") == THREE.runs[1]
    state.undo_stack.undo()
    assert state.scenario == THREE
    assert made.focus.index == 2


def test_remove_and_only(comparing):
    made, state = comparing(THREE)
    made.focus.set(1)
    made.remove.trigger()
    assert (names(state), made.focus.index) == (["a", "c"], 1)
    made.only.trigger()
    assert (names(state), made.focus.index) == (["c"], 0)
    assert not made.remove.isEnabled()
    assert not made.only.isEnabled()
    state.undo_stack.undo()
    state.undo_stack.undo()
    assert state.scenario == THREE
    assert made.remove.isEnabled()


def test_no_more_runs_are_added_than_can_be_told_apart_but_files_with_more_open(comparing):
    made, state = comparing()
    for _ in range(2 * MOST_RUNS):
        made.add.trigger()
    assert len(state.scenario.runs) == MOST_RUNS
    assert not made.add.isEnabled()
    assert str(MOST_RUNS) in made.add.toolTip()
    many = Scenario(runs=tuple(Run(seed=i) for i in range(MAX_RUNS)))
    made, state = comparing(many)
    assert not made.add.isEnabled()
    made.remove.trigger()
    assert len(state.scenario.runs) == MAX_RUNS - 1


def test_a_name_follows_its_setting_in_one_undo_step(comparing):
    made, state = comparing()
    made.comparisons[1].trigger()
    for rate in (2.0, 3.0):
        state.propose([("runs.2.learning_rate", rate)], "η", merge=True)
    assert names(state)[2] == "η = 3"
    state.undo_stack.undo()
    assert names(state)[2] == "η = 1"


# -- in the window -------------------------------------------------------------------------------


@pytest.fixture
def opened(open_window, qtbot):
    """Open the window with a scenario."""

    def make(scenario):
        window = open_window()
        window.state.replace(scenario, "")
        qtbot.waitUntil(lambda: len(window.controller.snapshot.runs) == len(scenario.runs))
        return window

    return make


def shown_focus(window):
    return window.controller.snapshot.scene.focus


def test_a_teacher_gets_there_in_two_actions_from_a_fresh_start(open_window, qtbot):
    window = open_window()
    button = window.control_panel.compare
    assert button.isVisible()
    action = button.menu().actions()[0]
    assert "MSE, MAE, Huber" in action.text()
    assert "MSE, MAE, Huber" in window.menus._compare.actions()[0].text()
    action.trigger()
    qtbot.waitUntil(lambda: len(window.controller.snapshot.runs) == 3)
    assert not window.compare.visibleRegion().isEmpty()
    starts = {run.theta.tobytes() for run in window.controller.snapshot.runs}
    assert len(starts) == 1
    window.menus._undo.trigger()
    qtbot.waitUntil(lambda: len(window.controller.snapshot.runs) == 1)


def test_another_comparison_starts_anew_though_its_runs_could_go_on(open_window, qtbot):
    window = open_window()

    def shown():
        return window.controller.snapshot

    for number in (0, 1, 2):
        window.comparing.comparisons[number].trigger()
        qtbot.waitUntil(lambda: shown().scene.scenario == window.state.scenario)
        assert (len(shown().runs), shown().last_step) == (3, 0)
        assert len({run.theta.tobytes() for run in shown().runs}) == 1
        window.controller.step(5)
        qtbot.waitUntil(lambda: shown().step == 5)
    window.menus._undo.trigger()
    qtbot.waitUntil(lambda: shown().scene.scenario == window.state.scenario)
    assert shown().last_step == 0


def test_a_closed_table_stays_closed(open_window, qtbot):
    window = open_window()
    window.workspace.close_panel("compare")
    window.comparing.comparisons[0].trigger()
    qtbot.waitUntil(lambda: len(window.controller.snapshot.runs) == 3)
    assert not window.workspace.is_open("compare")


def test_settings_table_and_views_share_the_run_that_is_looked_at(opened, qtbot):
    window = opened(THREE)
    window.workspace.open("compare")
    panel, table = window.control_panel, window.compare.table
    qtbot.waitUntil(lambda: table.rowCount() == 3)
    panel._run.chosen.emit("1")
    assert (table.currentRow(), shown_focus(window)) == (1, 1)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert panel._run.current == "2"
    assert panel.model.model.current == "mlp"
    assert panel.loss.run_index == 2
    assert shown_focus(window) == 2
    for view in (
        window.step_numbers,
        window.samples,
        window.views["metrics"],
        window.views["network"],
    ):
        view.show_snapshot(window.controller.snapshot)
        view.draw(window.controller.snapshot)
        assert view.run_choice.currentIndex() == 2
    window.samples.run_choice.activated.emit(0)
    assert (table.currentRow(), panel._run.current, shown_focus(window)) == (0, "0", 0)
    qtbot.waitUntil(lambda: window.status_line.text.startswith("a:"))


def test_new_snapshots_keep_the_focus_and_one_scene(opened, qtbot):
    window = opened(THREE)
    window.comparing.focus.set(1)
    scene = window.controller.snapshot.scene
    window.controller.step(3)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 3)
    assert window.controller.snapshot.scene is scene
    assert window.controller.snapshot.run.name == "b"
    window.comparing.remove.trigger()
    qtbot.waitUntil(lambda: len(window.controller.snapshot.runs) == 2)
    assert window.controller.snapshot.run.name == "c"


def test_a_start_chosen_in_the_landscape_is_that_of_the_run_looked_at(opened, qtbot):
    window = opened(Scenario(runs=(Run(model="mlp"), Run(), Run(loss="mae"), Run(bias=False))))
    window.comparing.focus.set(1)
    window.landscape.start_chosen.emit(np.array([0.5, -1.0]))
    starts = [run.start for run in window.state.scenario.runs]
    assert starts == [None, (0.5, -1.0), (0.5, -1.0), None]


def test_hiding_the_table_hides_the_button(opened):
    window = opened(replace(THREE, hidden=("compare",)))
    assert window.control_panel.compare.isHidden()
    assert window.control_panel._run.isVisibleTo(window)


def test_one_run_diverges_and_the_others_go_on(opened, qtbot):
    runs = (Run(name="wild", learning_rate=1.5), Run(name="calm", learning_rate=0.1))
    window = opened(Scenario(data=Data(n_samples=40), runs=runs))
    window.controller.step(3000)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 3000)
    wild, calm = window.controller.snapshot.runs
    assert wild.overflowed
    assert wild.step < 3000 == calm.step
    assert np.isfinite(wild.theta).all()
    assert not window.controller.snapshot.is_stopped
    window.controller.play(True)
    qtbot.waitUntil(lambda: window.controller.snapshot.step > 3005)
    assert window.controller.is_running
    window.controller.play(False)


def test_runs_without_a_name_are_called_as_their_losses_in_the_present_language(opened, qtbot):
    runs = (Run(loss="binary_cross_entropy"), Run(loss="hinge"), Run(loss="hinge", seed=1))
    window = opened(Scenario(data=Data(dataset="moons"), runs=runs))

    def names():
        table, combo = window.compare.table, window.control_panel._run.combo
        shown = [table.item(row, 0).text() for row in range(table.rowCount())]
        return shown, [combo.itemText(row) for row in range(combo.count())]

    window.workspace.open("compare")
    for code, cross_entropy, hinge in (
        ("en", "Cross-entropy", "Hinge"),
        ("zh_CN", "交叉熵", "合页损失"),
        ("en", "Cross-entropy", "Hinge"),
    ):
        window.set_language(code)
        wanted = [cross_entropy, hinge, f"{hinge} (3)"]
        qtbot.waitUntil(lambda wanted=wanted: names() == (wanted, wanted))


def test_names_that_the_program_gave_are_said_in_the_present_language(opened, qtbot):
    runs = (
        Run(loss="binary_cross_entropy", name="Cross-entropy"),
        Run(loss="hinge", name="mine"),
        Run(model="mlp", loss="hinge", name="Network"),
    )
    window = opened(Scenario(data=Data(dataset="moons"), runs=runs))
    table = window.compare.table
    window.workspace.open("compare")
    for code, wanted in (
        ("zh_CN", ["交叉熵", "mine", "网络"]),
        ("en", ["Cross-entropy", "mine", "Network"]),
    ):
        window.set_language(code)
        qtbot.waitUntil(lambda wanted=wanted: [table.item(r, 0).text() for r in range(3)] == wanted)
    assert window.state.scenario.run_names() == ("Cross-entropy", "mine", "Network")


def test_a_comparison_made_in_chinese_has_english_names_in_its_file(opened, qtbot):
    window = opened(Scenario(data=Data(dataset="moons"), runs=(Run(loss="hinge"),)))
    window.set_language("zh_CN")
    window.comparing.comparisons[0].trigger()
    assert window.state.scenario.run_names() == ("Cross-entropy", "Hinge", "Brier")
    window.state.propose([("runs.2.loss", "focal")], "")
    assert window.state.scenario.run_names()[2] == "Focal"
    combo = window.control_panel._run.combo
    shown = [combo.itemText(row) for row in range(combo.count())]
    assert shown[0] == "交叉熵"


def test_of_several_runs_the_status_names_the_one_that_is_too_young_to_judge(opened, qtbot):
    window = opened(Scenario(runs=(Run(), Run(loss="mae"))))
    window.controller.step(1)
    qtbot.waitUntil(lambda: window.status_line.text.startswith("MSE. Too few steps"))
