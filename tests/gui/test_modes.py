"""The simple window, which comes first, and the studio."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenuBar, QWidget

from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.engine.scenarios.scenario_file import save_scenario
from lossstudio.gui.panels.number_box import NumberBox
from lossstudio.gui.shell import guide
from lossstudio.gui.shell.modes import Mode, remembered
from lossstudio.gui.shell.next_step import Situation, suggestion

MOST = 15
"""Controls that a newcomer meets; the menu bar counts as one."""


@pytest.fixture
def open_simple(open_window, monkeypatch, qtbot):
    """Open the window as at the very first start."""
    monkeypatch.setattr("lossstudio.gui.shell.modes.FIRST", Mode.SIMPLE)

    def make(size=(1366, 768), **options):
        window = open_window(**options)
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(*size)
        window.welcome()
        qtbot.wait_at_rest(window)
        return window

    return make


def controls(window):
    """What Tab comes to, one after the other, and the menu bar."""
    found = []
    for widget in window.findChildren(QWidget):
        in_menu_bar = any(isinstance(parent, QMenuBar) for parent in _ancestors(widget))
        takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy()
        if takes_tab and widget.isVisible() and widget.isEnabled() and not in_menu_bar:
            found.append(widget)
    return [*found, window.menuBar()]


def _ancestors(widget):
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_newcomer_meets_few_controls(open_simple, size, language):
    window = open_simple(size, language=language)
    window.controller.step(3)
    found = controls(window)
    assert len(found) <= MOST, [(type(w).__name__, w.accessibleName()) for w in found]
    shown = {path for section in window.control_panel._sections for path in _paths(section)}
    assert shown == {
        "data.dataset",
        "data.noise",
        "data.outlier_fraction",
        "runs.loss",
        "runs.learning_rate",
    }


@pytest.mark.parametrize(("size", "least"), [((1024, 768), 2), ((1920, 1080), 3)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_buttons_of_the_status_are_few_and_cut_nothing(
    open_simple, size, least, language, qtbot
):
    window = open_simple(size, language=language)
    window.state.propose([("runs.0.learning_rate", 2.0)], "rate")
    window.controller.step(9)
    line = window.status_line
    qtbot.waitUntil(lambda: len(line.fixes.shown) >= least)
    assert len(controls(window)) <= MOST
    text = line._text
    qtbot.waitUntil(lambda: text.heightForWidth(text.width()) <= text.height())  # laid out
    for button in line.fixes.fixes:
        qtbot.waitUntil(
            lambda button=button: (
                button.isHidden()
                or (
                    button.width() >= button.sizeHint().width()
                    and line.rect().contains(button.geometry().translated(line.fixes.pos()))
                )
            )
        )


def _paths(section):
    return [control.field for control in section._controls if control.isVisible()]


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_learning_rate_is_in_sight(open_simple, size, language):
    window = open_simple(size, language=language)
    control = window.control_panel.optimizer.learning_rate
    assert control.visibleRegion().boundingRect() == control.rect()
    assert not window.control_panel.verticalScrollBar().isVisible()
    texts = [label for label in control.findChildren(QLabel) if label.isVisible()]
    assert all(label.width() >= label.sizeHint().width() for label in texts)


def test_one_picture_is_larger_than_the_others(open_simple):
    window = open_simple()
    sizes = {
        name: window.workspace.panels[name].width() * window.workspace.panels[name].height()
        for name in window.workspace.in_front
        if name != "controls"
    }
    assert set(sizes) == {"fit", "loss", "landscape"}
    assert sizes["fit"] > sizes["loss"] + sizes["landscape"]


def test_the_switch_leads_to_the_studio_and_back(open_simple, qtbot):
    window = open_simple()
    simple = window.workspace.arrangement
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.modes.mode is Mode.STUDIO
    assert {"numbers", "fit", "loss", "landscape"} <= set(window.workspace.in_front)
    assert window.control_panel.model.isVisible()
    assert len(controls(window)) > 2 * MOST
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.modes.is_simple
    assert window.workspace.arrangement == simple
    assert not window.control_panel.model.isVisible()


def test_more_settings_are_the_studio(open_simple):
    window = open_simple()
    window.control_panel.more.click()
    assert window.modes.mode is Mode.STUDIO
    assert not window.control_panel.more.isVisible()


def test_what_a_person_arranges_in_one_stays_out_of_the_other(open_simple):
    window = open_simple()
    window.workspace.open("metrics")
    simple = window.workspace.arrangement
    window.modes.set(Mode.STUDIO)
    window.workspace.close_panel("numbers")
    studio = window.workspace.arrangement
    window.modes.set(Mode.SIMPLE)
    assert window.workspace.arrangement == simple
    window.modes.set(Mode.STUDIO)
    assert window.workspace.arrangement == studio


@pytest.mark.parametrize("mode", list(Mode))
def test_the_mode_is_remembered(open_simple, mode):
    window = open_simple()
    window.modes.set(mode)
    window.close()
    assert remembered(window.settings) is mode


def test_who_knows_the_studio_keeps_it(open_simple):
    window = open_simple()
    window.settings.remove("mode")
    assert remembered(window.settings) is Mode.SIMPLE
    window.settings.set_text("arrangement", "anything")
    assert remembered(window.settings) is Mode.STUDIO


def test_keys_of_what_is_hidden_work(open_simple, qtbot):
    window = open_simple()
    window.controller.step(5)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 5)
    qtbot.keyClick(window, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 4)
    speed = window.transport.speed
    qtbot.keyClick(window, Qt.Key.Key_Plus)
    assert window.transport.speed > speed


@pytest.mark.parametrize("in_lesson", [False, True])
def test_home_resets_and_space_runs_from_wherever_the_focus_is_but_in_a_text(
    open_simple, qtbot, in_lesson
):
    window = open_simple()
    if in_lesson:
        window.lesson.show_list.trigger()
    asked = []
    for action in (window.transport.reset, window.transport.run):
        action.setEnabled(True)
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, action=action: asked.append(action))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found = [each for each in controls(window) if each is not window.menuBar()]
    assert len(found) > 5
    keys = {Qt.Key.Key_Home: window.transport.reset, Qt.Key.Key_Space: window.transport.run}
    lesson = window.workspace.panels["lesson"]
    for widget in found:
        widget.setFocus()
        for key, action in keys.items():
            if key == Qt.Key.Key_Space and lesson.isAncestorOf(widget):
                continue  # it presses a lesson's buttons
            asked.clear()
            qtbot.keyClick(widget, key)
            is_cursors = isinstance(widget, NumberBox) and key == Qt.Key.Key_Home
            assert asked == ([] if is_cursors else [action]), (type(widget).__name__, key)


@pytest.mark.parametrize("name", ["controls", "fit", "loss", "landscape"])
def test_the_key_of_a_panel_and_a_click_on_its_title(open_simple, qtbot, name):
    window = open_simple()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    panel = window.workspace.panels[name]
    qtbot.mouseClick(panel.title, Qt.MouseButton.LeftButton)
    assert panel.isAncestorOf(QApplication.focusWidget())
    key = panel.switch.shortcut()[0].key()
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert not window.workspace.is_open(name)
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.is_in_front(name)


def test_every_panel_can_be_opened_and_closed(open_simple):
    window = open_simple()
    for name in window.workspace.panels:
        if name != "lesson":
            window.workspace.open(name)
            assert window.workspace.is_in_front(name)
    window.workspace.reset()
    assert set(window.workspace.in_front) == {"controls", "fit", "loss", "landscape"}


def test_a_lesson_may_speak_of_any_setting(open_simple, qtbot):
    window = open_simple()
    window.workspace.arrange_lesson(("controls", "fit"))
    assert window.control_panel.model.isVisible()
    window.workspace.end_lesson()
    assert not window.control_panel.model.isVisible()


def test_a_network_is_drawn_in_place_of_a_landscape(open_simple):
    window = open_simple()
    window.state.propose([("runs.0.model", "mlp")], "model")
    assert "network" in window.workspace.in_front
    assert "landscape" not in window.workspace.in_front
    window.state.undo_stack.undo()
    assert "landscape" in window.workspace.in_front


def test_what_a_scenario_hides_stays_hidden(open_simple):
    window = open_simple()
    window.state.propose([("hidden", ["data.noise"])], "hidden")
    noise = window.control_panel.data.numbers["noise"]
    assert not noise.isVisible()
    window.modes.set(Mode.STUDIO)
    assert not noise.isVisible()
    assert window.control_panel.model.isVisible()
    window.modes.set(Mode.SIMPLE)
    window.state.propose([("hidden", [])], "hidden")
    assert noise.isVisible()
    assert not window.control_panel.model.isVisible()


def test_presentation_shows_few_settings_too(open_simple):
    window = open_simple()
    window.presentation.begin()
    window.workspace.open("controls")
    assert not window.control_panel.model.isVisible()
    window.presentation.end()
    assert set(window.workspace.in_front) == {"controls", "fit", "loss", "landscape"}


# -- what to do next -------------------------------------------------------------------------------


def run_with(**values):
    return Scenario(runs=(Run(**values),))


def test_each_suggestion_comes_when_the_one_before_is_done():
    opened = Scenario()
    said = [suggestion(Situation(opened, opened, 0)), suggestion(Situation(opened, opened, 7))]
    far = Scenario(data=opened.data.__class__(outlier_fraction=0.1))
    said.append(suggestion(Situation(far, opened, 7)))
    robust = Scenario(data=far.data, runs=(Run(loss="mae"),))
    said.append(suggestion(Situation(robust, opened, 7)))
    faster = Scenario(data=far.data, runs=(Run(loss="mae", learning_rate=0.5),))
    said.append(suggestion(Situation(faster, opened, 7)))
    expected = ["Run", "Outliers", "Absolute error (MAE)", "Learning rate", "Lessons"]
    for text, word in zip(said, expected, strict=True):
        assert f"<b>{word}</b>" in text
    assert len(set(said)) == len(said)


def test_nothing_is_suggested_that_these_data_do_not_have():
    measured = Scenario(data=Scenario().data.__class__(dataset="cars"))
    assert "Outliers" not in suggestion(Situation(measured, measured, 7))


def test_the_guide_follows_what_is_done(open_simple, qtbot):
    window = open_simple()
    strip = window.findChild(guide.Guide)
    assert "Run" in strip._text.text()
    window.controller.step(1)
    qtbot.waitUntil(lambda: "Outliers" in strip._text.text())
    window.state.propose([("data.outlier_fraction", 0.1)], "outliers")
    assert "MAE" in strip._text.text()
    window.state.undo_stack.undo()
    assert "Outliers" in strip._text.text()


def test_sent_away_it_does_not_come_back(open_simple):
    window = open_simple()
    assert guide.is_wanted(window.settings, is_simple=True)
    assert guide.is_wanted(window.settings, is_simple=True)
    assert not guide.is_wanted(window.settings, is_simple=False)
    window.findChild(guide.Guide).dismiss()
    assert not guide.is_wanted(window.settings, is_simple=True)


# -- what a scenario asks for ----------------------------------------------------------------------


def in_front(window):
    return set(window.workspace.in_front) - {"controls"}


def opened(window, qtbot, name):
    before = window.state.scenario
    window.document.open_preset(name)
    qtbot.waitUntil(lambda: window.state.scenario is not before)


@pytest.mark.parametrize("mode", list(Mode))
def test_an_example_brings_its_panels_and_its_speed(open_simple, qtbot, mode):
    window = open_simple()
    window.modes.set(mode)
    own, speed = window.workspace.arrangement, window.transport.speed
    opened(window, qtbot, "outliers")
    assert {"fit", "loss", "compare"} <= in_front(window)
    opened(window, qtbot, "moons_network")
    assert {"fit", "loss", "network"} <= in_front(window)
    assert window.transport.speed == float("inf")
    window.document.open_default()
    assert window.workspace.arrangement == own
    assert window.transport.speed == speed


def test_a_speed_that_a_person_chooses_stays(open_simple, qtbot):
    window = open_simple()
    opened(window, qtbot, "moons_network")
    window.transport.set_speed(5.0)
    window.document.open_default()
    assert window.transport.speed == 5.0


def test_what_an_example_asks_for_is_not_remembered(open_simple, qtbot):
    window = open_simple()
    opened(window, qtbot, "moons_network")
    window.close()
    assert window.settings.number("speed", 0.0) == 30.0
    assert window.settings.text("arrangement_simple", "") == ""


def test_a_tree_is_taken_as_it_stands(open_simple, qtbot, tmp_path):
    window = open_simple()
    wanted = {
        "mode": "studio",
        "root": {
            "split": "rows",
            "shares": [2, 1],
            "parts": [{"tabs": ["fit"]}, {"tabs": ["metrics", "samples"], "front": "samples"}],
        },
    }
    save_scenario(Scenario(title="tree", arrangement=wanted), tmp_path / "tree.lossstudio")
    window.document.open_file(tmp_path / "tree.lossstudio")
    qtbot.waitUntil(lambda: window.state.scenario.title == "tree")
    assert window.modes.mode is Mode.STUDIO
    assert in_front(window) == {"fit", "samples"}
    assert window.workspace.is_open("metrics")
    above, below = (window.workspace.panels[name] for name in ("fit", "samples"))
    assert above.y() < below.y()
    assert above.height() > 1.5 * below.height()
    window.workspace.reset()
    assert "loss" in in_front(window)


def test_panels_that_there_are_not_are_left_out_and_named(open_simple, qtbot, tmp_path):
    window = open_simple()
    parts = [{"tabs": ["hologram", "fit"], "front": "hologram"}, {"tabs": ["orrery"]}]
    wanted = {"root": {"split": "rows", "shares": [3, 1], "parts": parts}}
    save_scenario(Scenario(title="of tomorrow", arrangement=wanted), tmp_path / "t.lossstudio")
    window.document.open_file(tmp_path / "t.lossstudio")
    qtbot.waitUntil(lambda: window.state.scenario.title == "of tomorrow")
    assert in_front(window) == {"fit"}
    said = str(window.status_line.notice)
    assert "hologram" in said
    assert "orrery" in said
    assert window.state.scenario.arrangement == wanted


def test_where_no_panel_is_known_it_is_a_persons_own_arrangement(open_simple, qtbot, tmp_path):
    window = open_simple()
    own = in_front(window)
    wanted = {"root": {"tabs": ["hologram"]}}
    save_scenario(Scenario(title="of tomorrow", arrangement=wanted), tmp_path / "t.lossstudio")
    window.document.open_file(tmp_path / "t.lossstudio")
    qtbot.waitUntil(lambda: window.state.scenario.title == "of tomorrow")
    assert in_front(window) == own


# -- comparisons -----------------------------------------------------------------------------------


def test_a_comparison_shows_its_table_and_its_undo_what_was_there(open_simple):
    window = open_simple()
    own = window.workspace.arrangement
    window.comparing.comparisons[0].trigger()
    assert in_front(window) == {"fit", "loss", "compare"}
    table, fit = (window.workspace.panels[name] for name in ("compare", "fit"))
    assert table.width() > 1.5 * fit.width()
    window.comparing.comparisons[1].trigger()
    assert in_front(window) == {"fit", "loss", "compare"}
    window.state.undo_stack.undo()
    assert "compare" in in_front(window)
    window.state.undo_stack.undo()
    assert window.workspace.arrangement == own


def test_losses_of_classes_are_compared_by_their_shapes_and_log_loss(open_simple, qtbot):
    window = open_simple()
    opened(window, qtbot, "pass_or_fail")
    asked = window.workspace.arrangement
    window.comparing.comparisons[0].trigger()
    assert in_front(window) == {"fit", "loss", "shape"}
    assert window.workspace.is_open("compare")
    qtbot.waitUntil(lambda: window.loss_curve.quantity == "log_loss")
    window.comparing.only.trigger()
    assert window.workspace.arrangement == asked
    window.comparing.comparisons[1].trigger()  # of learning rates
    assert in_front(window) == {"fit", "loss", "compare"}


def test_a_comparison_leaves_a_lesson_its_panels(open_simple):
    window = open_simple()
    window.workspace.arrange_lesson(("controls", "fit"))
    window.comparing.comparisons[0].trigger()
    assert in_front(window) == {"fit", "lesson"}


@pytest.mark.parametrize("size", [(1024, 740), (1366, 740)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_run_of_a_comparison_is_in_sight_and_so_is_what_compares_them(
    open_simple, qtbot, size, language
):
    window = open_simple(size, language=language)
    opened(window, qtbot, "outliers")
    qtbot.waitUntil(lambda: window.compare.table.rowCount() == 3)
    qtbot.wait_at_rest(window)
    table = window.compare.table
    last = table.visualRect(table.model().index(2, 0))
    assert last.bottom() <= table.viewport().height()
    titles = [table.horizontalHeaderItem(at).text() for at in range(table.columnCount())]
    rmse = max(at for at, title in enumerate(titles) if "RMSE" in title)
    assert table.visualRect(table.model().index(0, rmse)).right() <= table.viewport().width()


def test_differences_of_a_probability_are_not_squared_until_somebody_asks(open_simple, qtbot):
    window = open_simple()
    assert window.fit_view.residuals == "squares"
    opened(window, qtbot, "pass_or_fail")
    qtbot.waitUntil(lambda: window.fit_view.residuals == "off")
    opened(window, qtbot, "article")
    qtbot.waitUntil(lambda: window.fit_view.residuals == "squares")
    opened(window, qtbot, "pass_or_fail")
    qtbot.waitUntil(lambda: window.fit_view.residuals == "off")
    window.fit_view.residual_choice.cycle()
    chosen = window.fit_view.residuals
    opened(window, qtbot, "article")
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.scenario == window.state.scenario)
    assert window.fit_view.residuals == chosen == "lines"


def test_what_nobody_has_chosen_is_not_remembered(open_simple):
    window = open_simple()
    assert window.fit_view.residuals == "squares"
    window.close()
    assert window.settings.text("residuals", "") == ""
