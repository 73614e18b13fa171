"""The window, used as a person uses it."""

import re
from collections import Counter

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QTabBar, QWidget

from lossstudio.engine.presets import FIRST
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario, save_scenario
from lossstudio.gui.data.import_dialog import ImportDialog
from lossstudio.gui.figures.animation_dialog import AnimationDialog
from lossstudio.gui.figures.export_dialog import FigureDialog
from lossstudio.gui.shell.failure import FailureDialog
from lossstudio.gui.state.settings import Settings


def press(window, key):
    window.activateWindow()
    QTest.keyClick(window, key)


def step(window):
    return window.controller.snapshot.step


def test_it_opens_drawn_and_ready_for_space(open_window, qtbot):
    window = open_window()
    assert window.fit_view.snapshot is not None
    assert step(window) == 0
    press(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: step(window) > 3)
    assert window.transport.run.text() == "Pause"
    press(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.controller.snapshot.is_running)
    assert window.transport.run.text() == "Run"


def test_keys_that_do_nothing_yet_leave_the_speed_alone(open_window, qtbot):
    window = open_window()
    speed = window.transport.speed
    qtbot.waitUntil(window.isActiveWindow)
    keys = Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_PageDown
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)
    assert window.transport.speed == speed
    window.transport._speed.setFocus()
    for key in keys[:2]:  # of Reset and Back, which are disabled
        QTest.keyClick(window.transport._speed, key)
    assert window.transport.speed == speed
    QTest.keyClick(window.transport._speed, Qt.Key.Key_Down)
    assert window.transport.speed < speed


def test_step_back_and_reset_by_key(open_window, qtbot):
    window = open_window()
    for key, expected in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Home, 0),
    ):
        press(window, key)
        qtbot.waitUntil(lambda expected=expected: step(window) == expected)
    assert window.controller.snapshot.last_step == 0


def test_dragging_the_step_line_shows_that_step_everywhere(open_window, qtbot):
    window = open_window()
    window.controller.step(100)
    qtbot.waitUntil(lambda: step(window) == 100)
    window.loss_curve.step_chosen.emit(40)
    qtbot.waitUntil(lambda: step(window) == 40)
    reference = Experiment(Scenario())
    reference.advance(40)
    assert np.array_equal(window.controller.snapshot.runs[0].theta, reference.trainers[0].theta)
    qtbot.waitUntil(lambda: "40" in window.transport._position.text())


def test_the_learning_rate_changes_while_it_runs(open_window, qtbot):
    window = open_window()
    window.controller.play(True)
    qtbot.waitUntil(lambda: step(window) > 3)
    window.control_panel.optimizer.learning_rate.value_changed.emit(0.5)
    qtbot.waitUntil(lambda: window.controller.snapshot.runs[0].rate == 0.5)
    assert window.controller.is_running
    assert len(window.controller.snapshot.changes) == 1


def test_undo_and_redo_of_a_setting(open_window, qtbot):
    window = open_window()
    window.control_panel.data.numbers["noise"].value_changed.emit(0.9)
    assert window.state.scenario.data.noise == 0.9
    window.menus._undo.trigger()
    assert window.state.scenario.data.noise == 0.3
    assert window.control_panel.data.numbers["noise"].value == 0.3
    window.menus._redo.trigger()
    assert window.control_panel.data.numbers["noise"].value == 0.9


@pytest.mark.parametrize("key", ["Ctrl+Y", "Ctrl+Shift+Z"])
def test_redo_has_its_keys_on_every_system(open_window, qtbot, key):
    window = open_window()
    window.state.propose([("runs.0.learning_rate", 0.07)], "rate")
    window.state.undo_stack.undo()
    window.activateWindow()
    QTest.keySequence(window, QKeySequence(key))
    assert window.state.scenario.runs[0].learning_rate == 0.07


def test_no_key_is_given_twice(open_window):
    """Qt takes it for ambiguous and does nothing, even where both are one action's."""
    window = open_window()
    window.state.propose([("runs.0.learning_rate", 0.07)], "rate")
    window.state.undo_stack.undo()  # now there is something to redo
    keys = Counter(
        key.toString()
        for action in window.findChildren(QAction)
        if action.isEnabled()
        for key in action.shortcuts()
    )
    assert "Ctrl+Y" in keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_another_task_takes_a_loss_that_fits(open_window, qtbot):
    window = open_window()
    window.control_panel.data.dataset.chosen.emit("moons")
    assert window.state.scenario.runs[0].loss == "binary_cross_entropy"
    offered = {name: reason for name, _, reason in window.control_panel.loss.loss.choices}
    assert offered["hinge"] is None
    assert "class" in str(offered["mse"])
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.dataset.name == "moons")
    window.control_panel.data.dataset.chosen.emit("line")
    assert window.state.scenario.runs[0].loss == "mse"


def test_the_language_switches_while_it_runs(open_window, qtbot):
    window = open_window()
    window.controller.play(True)
    window.set_language("zh_CN")
    qtbot.waitUntil(lambda: window.transport.run.text() == "暂停")
    assert window.workspace.panels["fit"].windowTitle() != "Fit"
    assert any("\u4e00" <= letter <= "\u9fff" for letter in window.status_line.text)
    window.set_language("en")
    qtbot.waitUntil(lambda: window.transport.run.text() == "Pause")
    assert window.workspace.panels["fit"].windowTitle() == "Fit"


def test_the_theme_switches_and_is_remembered(open_window, qapp):
    window = open_window()
    window.switch_theme()
    assert window.theme.colors.dark
    assert QSettings().value("theme") == "dark"
    window.switch_theme()
    assert not window.theme.colors.dark


def test_the_last_settings_come_back(open_window, qtbot):
    window = open_window()
    window.state.propose([("data.noise", 0.77), ("runs.0.loss", "huber")], "")
    window.transport.set_speed(200.0)
    window.workspace.close_panel("metrics")
    window.close()
    again = open_window()
    assert again.state.scenario.data.noise == 0.77
    assert again.state.scenario.runs[0].loss == "huber"
    assert again.transport.speed == 200.0
    qtbot.waitUntil(lambda: not again.workspace.is_open("metrics"))


def test_broken_settings_do_not_keep_it_from_opening(open_window):
    store = QSettings()
    store.setValue("scenario", '{"format": 1, "steps": "many"}')
    store.setValue("theme", "purple")
    store.setValue("speed", "fast")
    store.setValue("layout", "nonsense")
    window = open_window()
    assert window.state.scenario == FIRST


def test_it_opens_and_saves_a_file(open_window, qtbot, tmp_path):
    scenario = Scenario(title="Mine", data=Data(dataset="sine"), runs=(Run(learning_rate=0.05),))
    path = tmp_path / "mine.lossstudio"
    save_scenario(scenario, path)
    window = open_window()
    window.document.open_file(path)
    qtbot.waitUntil(lambda: window.state.scenario == scenario)
    assert "mine.lossstudio" in window.windowTitle()
    window.state.propose([("data.noise", 0.5)], "")
    window.document.save()
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert load_scenario(path).data.noise == 0.5


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "JSON"),
        (b"\x00\xff" * 1000, "UTF-8"),
        (b'{"format": 99}', "newer"),
        (b'{"format": 1, "data": {"noise": -1}}', "data.noise"),
    ],
)
def test_a_broken_file_is_named_and_nothing_is_lost(
    open_window, qtbot, tmp_path, content, expected
):
    path = tmp_path / "broken.lossstudio"
    path.write_bytes(content)
    window = open_window()
    before = window.state.scenario
    window.document.open_file(path)
    qtbot.waitUntil(lambda: "broken.lossstudio" in window.status_line.text)
    assert expected in window.status_line.text
    assert window.state.scenario == before
    press(window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: step(window) == 1)


def test_saving_to_a_folder_that_is_not_there_says_so(open_window, qtbot, tmp_path):
    window = open_window()
    window.document._save_to(tmp_path / "no" / "mine.lossstudio")
    qtbot.waitUntil(lambda: "mine.lossstudio" in window.status_line.text)
    assert window.document.path is None


def test_a_panel_is_shown_alone_and_all_again(open_window):
    window = open_window()
    fit, curve = window.workspace.panels["fit"], window.workspace.panels["loss"]
    fit.title.alone_button.click()
    assert fit.isVisible()
    assert not curve.isVisible()
    fit.title.alone_button.click()
    assert fit.isVisible()
    assert curve.isVisible()


def _tab_bars(window):
    return [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]


def _texts(bar):
    return {bar.tabText(index) for index in range(bar.count())}


def test_a_panel_put_back_among_tabs_is_in_front(open_window, qtbot):
    window = open_window()
    panel = window.workspace.panels["landscape"]
    for is_floating in (True, False):
        panel.title.float_button.click()
        assert window.workspace.floats("landscape") is is_floating
        others = {"Loss shape", "Step size", "Sweep"} | (set() if is_floating else {"Landscape"})
        qtbot.waitUntil(lambda others=others: others in [_texts(bar) for bar in _tab_bars(window)])
    bar = next(bar for bar in _tab_bars(window) if "Landscape" in _texts(bar))
    assert bar.tabText(bar.currentIndex()) == "Landscape"


def test_a_worker_that_raises_gives_a_message_and_the_window_lives(open_window, qtbot, monkeypatch):
    window = open_window()
    with monkeypatch.context() as patch:

        def fail(self, count):
            raise RuntimeError("made to fail")

        patch.setattr(Experiment, "advance", fail)
        window.controller.play(True)
        qtbot.waitUntil(lambda: window.findChild(FailureDialog) is not None)
    dialog = window.findChild(FailureDialog)
    assert "made to fail" in dialog.report()
    dialog.close()
    window.transport.step.trigger()
    qtbot.waitUntil(lambda: step(window) == 1)


def test_divergence_pauses_and_says_what_to_do(open_window, qtbot):
    window = open_window()
    window.state.propose([("runs.0.learning_rate", 2.5)], "")
    window.transport.set_speed(float("inf"))
    window.controller.play(True)
    qtbot.waitUntil(lambda: window.controller.snapshot.rests is not None)
    qtbot.waitUntil(lambda: not window.controller.is_running)
    window.controller.play(True)  # as far as numbers go
    qtbot.waitUntil(
        lambda: window.controller.snapshot.is_stopped and not window.controller.is_running
    )
    qtbot.waitUntil(lambda: "Diverging" in window.status_line.text)
    assert "2/λmax" in window.status_line.text
    assert "2/\u2060λmax" in window.status_line._text.text()  # no line ends within it
    texts = [label.text() for label in window.findChildren(type(window.transport._position))]
    assert not any("nan" in text.lower() or "inf " in text.lower() for text in texts)


def test_it_closes_while_it_runs(open_window, qtbot):
    window = open_window()
    window.transport.set_speed(float("inf"))
    window.controller.play(True)
    qtbot.waitUntil(lambda: step(window) > 100)
    assert window.close()
    assert window not in QApplication.topLevelWidgets() or not window.isVisible()


@pytest.mark.parametrize("name", ["three_blobs", "spirals", "threshold", "sine"])
def test_every_kind_of_task_is_shown_and_trains(open_window, qtbot, name):
    window = open_window()
    window.control_panel.data.dataset.chosen.emit(name)
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.dataset.name == name)
    press(window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: step(window) == 1)


def test_two_runs_are_shown_and_one_is_chosen_to_edit(open_window, qtbot):
    window = open_window()
    window.state.replace(Scenario(runs=(Run(name="A"), Run(name="B", loss="mae"))), "")
    qtbot.waitUntil(lambda: len(window.controller.snapshot.runs) == 2)
    panel = window.control_panel
    assert panel._run.isVisibleTo(panel)
    panel._run.chosen.emit("1")
    assert panel.loss.loss.current == "mae"
    panel.loss.loss.chosen.emit("huber")
    assert [run.loss for run in window.state.scenario.runs] == ["mse", "huber"]
    window.state.replace(Scenario(), "")
    assert not panel._run.isVisibleTo(panel)


def test_a_table_of_classes_takes_a_loss_that_fits(open_window, qtbot, tmp_path):
    path = tmp_path / "flowers.csv"
    rows = [f"{i},{i * i % 7},{'rose' if i % 2 else 'lily'}" for i in range(20)]
    path.write_text("\n".join(["length,width,flower", *rows]))
    window = open_window()
    window.data.open_table(path)
    dialog = window.findChild(ImportDialog)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(ok.isEnabled)
    ok.click()
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.dataset.name == "csv")
    assert window.state.scenario.runs[0].loss == "binary_cross_entropy"
    assert window.controller.snapshot.scene.dataset.classes == ("lily", "rose")


def test_a_table_of_one_row_is_refused_with_its_reason(open_window, qtbot, tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text("x,y\n1,2\n3\n")
    window = open_window()
    window.data.open_table(path)
    dialog = window.findChild(ImportDialog)
    qtbot.waitUntil(lambda: "There is one row" in dialog.verdict.text())
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    dialog.reject()
    assert window.state.scenario == FIRST
    assert window.control_panel.data.dataset.current == "line"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_panel_and_a_figure_of_it_have_the_same_title(open_window, language):
    window = open_window(language=language)
    titles = {name: window.workspace.panels[name].windowTitle() for name in window.views}
    for name, view in window.views.items():  # a tab has less room: it may say only how it begins
        assert view.accessibleName().startswith(titles[name])
    assert len(set(titles.values())) == len(titles)


def test_no_space_stands_after_a_chinese_full_stop(open_window, qtbot):
    window = open_window(language="zh_CN")
    window.state.propose(
        [
            ("runs.0.reduction", "sum"),
            ("runs.0.learning_rate", 1e-4),
            ("runs.0.model", "polynomial"),
            ("runs.0.degree", 3),
            ("runs.1", "copy"),
            ("runs.1.loss", "mae"),
            ("runs.1.bias", False),
            ("runs.1.batch_size", 8),
        ],
        "all at once",
    )
    window.loss_curve.what_if = True
    window.controller.step(2)
    qtbot.waitUntil(lambda: step(window) == 2)
    for name in window.views:
        window.workspace.open(name)
        QApplication.processEvents()
    texts = [
        getattr(widget, of)()
        for widget in window.findChildren(QWidget)
        for of in ("text", "toolTip", "accessibleDescription", "accessibleName")
        if hasattr(widget, of) and widget.metaObject().indexOfProperty(of) >= 0
    ]
    assert sum("。" in text for text in texts) > 20
    assert [text for text in texts if re.search("[。！？] ", text)] == []


def test_pointing_at_a_sample_lights_it_up_everywhere(open_window):
    window = open_window()
    window.samples.sample_hovered.emit(5)
    assert window.highlight.row == 5
    assert window.loss_shape._highlighted == 5
    window.samples.sample_hovered.emit(None)
    assert window.loss_shape._highlighted is None


def test_a_start_from_the_landscape_is_one_undoable_change(open_window, qtbot):
    window = open_window()
    window.controller.step(5)
    qtbot.waitUntil(lambda: step(window) == 5)
    for place in ([0.5, 0.5], [1.0, 0.5]):
        window.landscape.start_dragged.emit(np.array(place))
    window.landscape.start_chosen.emit(np.array([2.0, -1.0]))
    qtbot.waitUntil(lambda: window.controller.snapshot.runs[0].theta.tolist() == [2.0, -1.0])
    assert step(window) == 0
    window.state.undo_stack.undo()
    assert window.state.scenario == FIRST


def test_a_figure_is_copied_as_picture_and_numbers(open_window, qtbot):
    window = open_window()
    window.figures.copy.trigger()
    data = QApplication.clipboard().mimeData()
    assert data.hasImage()
    assert data.text().splitlines()[0].split(",")


def test_saving_a_figure_and_an_animation_is_offered(open_window, qtbot):
    window = open_window()
    window.figures.save.trigger()
    dialog = window.findChild(FigureDialog)
    assert dialog is not None
    dialog.reject()
    window.figures.animate.trigger()
    qtbot.waitUntil(lambda: "train first" in window.status_line.text)
    window.controller.step(3)
    qtbot.waitUntil(lambda: step(window) == 3)
    window.figures.animate.trigger()
    qtbot.waitUntil(lambda: window.findChild(AnimationDialog) is not None)
    window.findChild(AnimationDialog).reject()


def test_settings_that_cannot_be_written_are_told_of(open_window, monkeypatch):
    monkeypatch.setattr(Settings, "are_kept", property(lambda settings: False))
    window = open_window()
    assert window.status_line.text.startswith("Settings cannot be written here")


def test_undo_does_not_lead_past_an_opened_file(open_window, qtbot, tmp_path):
    scenario = Scenario(title="Mine", runs=(Run(loss="mae"), Run(loss="huber")))
    path = tmp_path / "mine.lossstudio"
    save_scenario(scenario, path)
    window = open_window()
    window.state.propose([("data.noise", 0.7)], "")
    window.document.open_file(path)
    qtbot.waitUntil(lambda: window.state.scenario == scenario)
    window.state.propose([("data.noise", 0.9)], "")
    for _ in range(3):
        window.state.undo_stack.undo()
    assert window.state.scenario == scenario
    window.document.save()
    assert load_scenario(path) == scenario


def test_a_run_called_after_its_loss_loses_that_name_with_it(open_window):
    window = open_window()
    runs = (Run(name="MSE"), Run(name="My idea"))
    window.state.replace(Scenario(runs=runs), "")
    window.control_panel.loss.loss.chosen.emit("huber")
    assert window.state.scenario.runs[0].loss == "huber"
    assert window.state.scenario.run_names() == ("huber", "My idea")


@pytest.mark.parametrize("name", ["landscape", "network"])
def test_arrow_keys_are_the_views_that_has_the_focus(open_window, name, qtbot):
    window = open_window()
    window.workspace.open(name)
    view = window.views[name]
    qtbot.waitUntil(view.isVisible)
    window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.qWait(100)
    assert step(window) == 0


def test_a_loss_that_is_refused_is_named_in_words_until_another_one_is_right(open_window, qtbot):
    run = Run(loss="formula", formula="r**2")
    window = open_window()
    window.state.replace(Scenario(runs=(run,)), "")
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.scenario.runs == (run,))
    window.state.propose([("runs.0.formula", "log(r)")], "")
    qtbot.waitUntil(lambda: "Loss = log(r): at these parameters" in window.status_line.text)
    assert window.state.scenario.runs[0].formula == "r**2"
    window.state.propose([("runs.0.formula", "r**4")], "")
    assert window.status_line.text.startswith("Ready")


def tab_stops(window, qtbot):
    """What Tab leads to, from the loss curve until it is there again."""
    start = window.views["loss"]
    window.activateWindow()
    start.setFocus()
    stops = []
    for _ in range(120):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        qtbot.wait(1)
        stops.append(window.focusWidget())
        if stops[-1] is start:
            return stops
        place = stops[-1].mapTo(window, stops[-1].rect().center())
        assert window.rect().contains(place), stops[-1].accessibleName()
    raise AssertionError("Tab never comes back")


def test_every_tab_stop_is_in_sight(open_window, qtbot):
    window = open_window()
    stops = tab_stops(window, qtbot)
    tabs = [stop for stop in stops if isinstance(stop, QTabBar)]
    assert len(tabs) == 2
    view = window.views["network"]
    assert view not in stops  # behind another tab: its arrow keys lead to it
    tabs = next(bar for bar in tabs if "Network" in _texts(bar))
    tabs.setFocus()
    while tabs.tabText(tabs.currentIndex()) != "Network":
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert view.isVisible()
    assert view in tab_stops(window, qtbot)
    for name in ("controls", "landscape", "shape", "step", "numbers", "samples", "metrics"):
        window.workspace.close_panel(name)
    for name in ("network", "compare", "code"):
        window.workspace.close_panel(name)
    qtbot.wait(100)
    stops = tab_stops(window, qtbot)
    assert not [stop for stop in stops if isinstance(stop, QTabBar)]


def test_settings_that_scroll_with_the_keys_have_a_frame(open_window, qtbot):
    window = open_window()
    panel = window.control_panel
    window.activateWindow()
    window.views["fit"].setFocus()
    before = panel.grab().toImage()
    panel.setFocus()
    qtbot.waitUntil(panel.hasFocus)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as Tab does
    assert panel.grab().toImage() != before


MARKED = Data(
    dataset="points",
    points=tuple((a, b, float(a + b > 0) + (a > b)) for a in (-1.0, 0.0, 1.0) for b in (-1.0, 1.0)),
    point_names=("<b>in</b> & A", "b_$x_1$ <i>&amp;", "<u>t</u> & _z"),
    class_names=("<b>one</b>", "t&wo $x_1$", "<i>three</i> &lt; {0}"),
    test_fraction=0.0,
)


@pytest.mark.parametrize("loss", ["mse", "cross_entropy"])
def test_signs_of_markup_in_names_are_shown_as_they_are(open_window, qtbot, loss):
    window = open_window()
    polynomial = Run(loss=loss, model="polynomial", degree=2, name="<b>r&1</b>")
    runs = (polynomial, Run(loss=loss, model="mlp", hidden_layers=(3,)))
    window.state.replace(Scenario(data=MARKED, runs=runs), "all at once")
    window.controller.step(2)
    qtbot.waitUntil(lambda: step(window) == 2 and len(window.controller.snapshot.runs) == 2)
    for name in window.views:
        window.workspace.open(name)
        QApplication.processEvents()
    plain = Qt.TextFormat.PlainText
    told = [label for label in window.findChildren(QLabel) if is_marked(label.text())]
    tips = [widget.toolTip() for widget in window.findChildren(QWidget)]
    assert len(told) > 2
    assert [label.text() for label in told if label.textFormat() is not plain] == []
    assert [tip for tip in tips if is_marked(tip)] == []


def is_marked(text):
    """A name stands in it that rich text would not show as it is."""
    return any(mark in text for mark in ("<b>in", "<i>&", "<u>t", "<b>one", "<i>three", "<b>r&"))


def test_what_is_opened_in_the_settings_is_scrolled_into_sight(open_window, qtbot):
    window = open_window()
    panel = window.control_panel
    bar, more = panel.verticalScrollBar(), panel.loss._more
    window.resize(1366, 560)
    qtbot.waitUntil(lambda: bar.maximum() > 0)

    def top(widget):
        return widget.mapTo(panel.viewport(), QPoint(0, 0)).y()

    bar.setValue(0)
    bar.setValue(max(0, top(more) + more.height() - panel.viewport().height()))
    before = bar.value()
    body, height = panel.loss._more_body, panel.viewport().height()

    def is_shown():
        return top(more) == 0 or (top(more) > 0 and top(body) + body.height() == height)

    more.click()
    qtbot.waitUntil(lambda: bar.value() > before and is_shown())
    qtbot.waitUntil(lambda: not panel._opened.isActive() and is_shown())
    # What is remembered as open scrolls nothing.
    bar.setValue(0)
    panel.folding = "00,00,00,00"
    QApplication.processEvents()
    assert bar.value() == 0
