"""Whose a key is: of what has the focus, or of the window. `gui/kit/keys.py` states it.

Each key is pressed in every control of every panel.
"""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QMenu,
    QTabBar,
    QToolButton,
    QWidget,
)

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.panels.formula_editor import FormulaEditor
from lossstudio.gui.panels.number_box import NumberBox
from lossstudio.gui.panels.value_slider import ValueSlider
from lossstudio.gui.shell.panel import Panel
from lossstudio.gui.views.code.code_text import CodeText

SCENARIO = Scenario(
    data=Data(dataset="moons", n_samples=20),
    runs=(Run(loss="formula", formula="a*log(1+exp(-m))"), Run(loss="hinge", l2=0.01)),
)
TEXTS = (FormulaEditor, NumberBox, CodeText)
"""Here a key moves the cursor, or types."""
ALL_ARROWS = (*TEXTS, ValueSlider)


@pytest.fixture
def window(open_window, qtbot):
    window = open_window()
    window.state.replace(SCENARIO, "")
    qtbot.waitUntil(lambda: len(window.controller.snapshot.runs) == 2)
    window.control_panel.folding = "00,00,00,00"
    window.resize(1366, 900)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def heard(window):
    """What the run is asked for, by name."""
    names = []
    for name in ("reset", "run", "step", "back"):
        action = getattr(window.transport, name)
        action.triggered.connect(lambda _=False, name=name: names.append(name))
    window.transport.speed_chosen.connect(lambda _: names.append("speed"))
    return names


def begun(window, qtbot):
    """Train a little, so that Reset and Back are there."""
    window.controller.play(False)
    window.controller.step(3)
    qtbot.waitUntil(window.transport.reset.isEnabled)


def controls(window, qtbot):
    """Every part of the window that takes the focus by Tab, with the focus."""
    seen = set()
    parts = [panel for name, panel in window.workspace.panels.items() if name != "lesson"]
    for panel in (*parts, window.transport, window.status_line):
        if isinstance(panel, Panel):
            window.workspace.open(panel.name)
            qtbot.waitUntil(lambda panel=panel: not panel.visibleRegion().isEmpty())
        for part in panel.findChildren(QWidget):
            takes_focus = part.focusPolicy() & Qt.FocusPolicy.TabFocus and not part.focusProxy()
            if part in seen or not takes_focus or not part.isVisible() or not part.isEnabled():
                continue
            seen.add(part)
            part.setFocus(Qt.FocusReason.TabFocusReason)
            if part.hasFocus():
                yield part
    assert len(seen) > 60


def named(part):
    return f"{type(part).__name__} {part.accessibleName()}"


def test_the_keys_of_the_run_are_the_windows_but_in_a_text(window, qtbot, heard):
    wrong = []

    def expect(part, key, names, texts):
        heard.clear()
        QTest.keyClick(part, key)
        if heard != ([] if isinstance(part, texts) else names):
            wrong.append((named(part), key, list(heard)))

    for part in controls(window, qtbot):
        begun(window, qtbot)
        expect(part, Qt.Key.Key_Home, ["reset"], TEXTS)
        # A number has no spaces, and nothing is typed in the code.
        expect(part, Qt.Key.Key_Space, ["run"], FormulaEditor)
        window.controller.play(False)
        for key in (Qt.Key.Key_Minus, Qt.Key.Key_Plus):
            expect(part, key, ["speed"], (FormulaEditor, NumberBox))
        if isinstance(part, TEXTS):
            QTest.keyClick(part, Qt.Key.Key_Escape)
        assert window.state.scenario == SCENARIO, named(part)
    assert not wrong


def test_the_keys_of_the_run_change_nothing_else_where_they_do_nothing(window, qtbot, heard):
    """Before the first step, Reset and Back are disabled, and their keys reach the control."""
    keys = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_A, Qt.Key.Key_2)
    for part in controls(window, qtbot):
        if isinstance(part, (*TEXTS, QTabBar)) or not window.control_panel.isAncestorOf(part):
            continue
        for key in keys[: 1 if isinstance(part, ValueSlider) else None]:
            QTest.keyClick(part, key)
        assert window.state.scenario == SCENARIO, named(part)
    assert heard == []


def test_the_arrows_step_where_nothing_moves_by_them(window, qtbot, heard):
    own = (window.views["network"], window.landscape, window.step_numbers)
    wrong = []
    for part in controls(window, qtbot):
        begun(window, qtbot)
        heard.clear()
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            QTest.keyClick(part, key)
        moves = isinstance(part, ALL_ARROWS) or part in own
        if heard != ([] if moves else ["step", "back"]):
            wrong.append((named(part), list(heard)))
        window.state.replace(SCENARIO, "")
    assert not wrong


def test_a_closed_list_moves_by_up_and_down_alone(window, qtbot, heard):
    others = (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_1, *map(Qt.Key, range(0x41, 0x5B)))
    moved = []
    for part in controls(window, qtbot):
        if not isinstance(part, QComboBox):
            continue
        before = part.currentIndex()
        for key in others:
            QTest.keyClick(part, key)
            assert part.currentIndex() == before, (named(part), key)
        assert window.state.scenario == SCENARIO, named(part)
        heard.clear()
        QTest.keyClick(part, Qt.Key.Key_Down)
        moved.append(part.currentIndex() != before)
        QTest.keyClick(part, Qt.Key.Key_Up)
        assert heard == []
        window.state.replace(SCENARIO, "")
    assert any(moved)


def test_enter_presses_the_button_that_has_the_focus(window, qtbot):
    pressed = []
    for part in controls(window, qtbot):
        if not isinstance(part, QAbstractButton) or not part.isCheckable():
            continue
        if isinstance(part, QToolButton) and part.menu() is not None:
            continue
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            before = part.isChecked()
            QTest.keyClick(part, key)
            group = part.group()
            assert part.isChecked() != before or group is not None, named(part)
        pressed.append(part)
        window.state.replace(SCENARIO, "")
    assert len(pressed) > 5


def test_enter_opens_the_menu_of_a_button(window, qtbot):
    button = window.landscape.findChildren(QToolButton)
    button = next(b for b in button if b.menu() is not None)
    window.workspace.open("landscape")
    qtbot.waitUntil(button.isVisible)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    opened = []

    def shown():
        popup = QApplication.activePopupWidget()
        opened.append(isinstance(popup, QMenu))
        popup.close()

    button.menu().aboutToShow.connect(lambda: QTimer.singleShot(0, shown))
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert opened == [True]


def test_space_runs_after_a_formula_was_entered_and_types_before(window, qtbot, heard):
    editor = window.control_panel.loss.own.editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "exp( -m)")
    assert heard == []
    assert editor.toPlainText() == "exp( -m)"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert window.state.scenario.runs[0].formula == "exp( -m)"
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Space)
    assert heard == ["run"]
    assert editor.toPlainText() == "exp( -m)"


def test_a_wrong_formula_keeps_the_keys(window, qtbot, heard):
    editor = window.control_panel.loss.own.editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "exp(")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.hasFocus()
    QTest.keyClick(editor, Qt.Key.Key_Space)
    assert heard == []
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_space_runs_after_a_number_was_entered(window, qtbot, heard):
    box = window.control_panel.optimizer.learning_rate.box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "0,05")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.state.scenario.runs[0].learning_rate == 0.05
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Space)
    assert heard == ["run"]
