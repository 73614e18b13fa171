"""Everything by keyboard, with a name for those who hear the window instead of seeing it."""

import itertools

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QScreen, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolBar,
    QWidget,
)

from lossstudio.engine.lessons.library import shipped_lessons
from lossstudio.engine.window.panels import ENTRIES
from lossstudio.gui.shell.hiding_dialog import HidingDialog
from lossstudio.gui.shell.key_sheet import KeySheet, columns_of, menu_groups, panel_groups

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
QT_OWN = ("qt_", "ScrollLeftButton", "ScrollRightButton")
"""How the names of the parts begin that Qt makes inside its own widgets."""


@pytest.fixture
def window(open_window):
    return open_window()


def every_panel(window, qtbot):
    for name, panel in window.workspace.panels.items():
        window.workspace.open(name)
        qtbot.waitUntil(panel.isVisible)
        yield panel


def controls_of(widget):
    """What a person can use in a part of the window."""
    for child in widget.findChildren(QWidget):
        if not isinstance(child, CONTROLS):
            continue
        inside = child.parent()
        if child.objectName().startswith(QT_OWN) or isinstance(inside, QComboBox | QTabBar):
            continue
        if isinstance(child, QTextEdit | QPlainTextEdit) and child.isReadOnly():
            continue  # read, like a label
        if isinstance(child, QScrollBar | QHeaderView):  # what they move has keys of its own
            continue
        if isinstance(child, QLineEdit) and isinstance(inside, QAbstractSpinBox):
            continue
        if child.isVisibleTo(widget):
            yield child


def described(control):
    text = getattr(control, "text", str)() if isinstance(control, QAbstractButton) else ""
    return control.accessibleName() or text


def test_every_control_has_a_name_and_says_what_it_does(window, qtbot):
    parts = [*every_panel(window, qtbot), window.status_line, *window.findChildren(QToolBar)]
    nameless = {
        f"{part.objectName()}: {type(control).__name__} {control.objectName()} {described(control)}"
        for part in parts
        for control in controls_of(part)
        if not isinstance(control, QAbstractItemView)
        and not (described(control) and (control.accessibleDescription() or control.toolTip()))
    }
    assert not nameless


def test_every_control_can_be_reached_with_the_tab_key(window, qtbot):
    unreachable = {
        f"{panel.objectName()}: {type(control).__name__} {described(control)}"
        for panel in every_panel(window, qtbot)
        for control in controls_of(panel.frame)  # its title's buttons are in the View menu
        if control.isEnabled()
        and not control.focusProxy()
        and not control.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert not unreachable


def test_the_panel_with_the_focus_is_shown_alone_and_all_again(window, qtbot):
    window.activateWindow()
    window.fit_view.setFocus()
    qtbot.waitUntil(window.fit_view.hasFocus)
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    panels = window.workspace.panels
    assert panels["fit"].isVisible()
    assert panels["loss"].isHidden()
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert panels["loss"].isVisible()


def test_a_floating_panel_with_the_focus_is_shown_alone(window, qtbot):
    window.fit_view.setFocus()
    workspace, panel = window.workspace, window.workspace.panels["landscape"]
    workspace.toggle_floating("landscape")
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    window.landscape.setFocus()
    QTest.keyClick(window.landscape, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert workspace.alone == "landscape"
    assert panel.window() is window
    workspace.toggle_alone("landscape")
    assert workspace.floats("landscape"), "as before"
    assert panel.window() is not window


def panel_with_focus(window):
    focus = window.focusWidget()
    return next(n for n, panel in window.workspace.panels.items() if panel.isAncestorOf(focus))


def test_f6_goes_round_the_panels_in_sight_and_back(window, qtbot):
    window.resize(1366, 768)
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.wait(200)
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert panel_with_focus(window) == "controls"
    slider = window.control_panel.optimizer.findChildren(QAbstractSlider)[0]
    slider.setFocus()
    seen = []
    for _ in range(5):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        seen.append(panel_with_focus(window))
        shown = [n for n, panel in window.workspace.panels.items() if panel.title.is_focused]
        assert shown == seen[-1:]
    assert seen == ["fit", "numbers", "loss", "landscape", "controls"]
    assert window.focusWidget() is slider  # where one was before
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert panel_with_focus(window) == "landscape"
    window.workspace.toggle_alone("fit")
    qtbot.wait(100)
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_F6)
        assert window.fit_view.hasFocus()


def test_in_a_lesson_f6_comes_to_the_buttons_of_the_page_first(window, qtbot):
    desk = window.lesson.desk
    desk.open(shipped_lessons()[0])
    qtbot.waitUntil(lambda: desk.panel.page is not None)
    qtbot.wait(300)
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert panel_with_focus(window) == "lesson"
    focus = window.focusWidget()
    assert focus is desk.panel.next or desk.panel.page.isAncestorOf(focus)
    desk.panel.list_button.setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert panel_with_focus(window) != "lesson"


def test_what_the_run_does_is_said_when_it_changes_and_not_at_every_number(
    window, qtbot, monkeypatch
):
    said = []
    monkeypatch.setattr(
        "lossstudio.gui.shell.status_line.announce", lambda _, text: said.append(text)
    )
    window.state.propose([("runs.0.learning_rate", 5.0)], "")
    window.controller.set_speed(float("inf"))
    window.controller.play(True)
    qtbot.waitUntil(lambda: any(text.startswith("Diverging") for text in said), timeout=10_000)
    assert len(said) < 6
    heads = [text.split(".")[0] for text in said]
    assert all(one != other for one, other in itertools.pairwise(heads))


def test_f1_opens_a_sheet_with_every_key_of_the_menus(window, qtbot):
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(KeySheet)
    text = sheet.text.toPlainText()
    for _, rows in [*menu_groups(window.menuBar()), *panel_groups()]:
        for keys, what in rows:
            assert keys in text
            assert what in text
    assert "Space" in text
    assert "&" not in text
    sheet.close()


def test_the_keys_of_panels_are_there(window):
    assert all(window.views.values())  # now they all are made
    for entry in ENTRIES:
        view = window.views.get(entry.name)
        shortcuts = () if view is None else view.findChildren(QShortcut)
        keys = {shortcut.key().toString() for shortcut in shortcuts}
        named = {key.names for key in entry.own_keys if len(key.names) == 1}
        assert named - {"O"} == keys, entry.name  # which the tables take as they take the arrows
        assert len(set(entry.own_keys)) == len(entry.own_keys), entry.name
    listed = dict(panel_groups()[0][1])
    assert listed["W"] == "Loss curve: what if η were a third, or three times"
    assert listed["O"] == "Samples, Compare: sort by the column"
    assert listed["A"] == "Show everything again after zooming"


def test_the_sheet_of_keys_has_the_wheel_too(window):
    window.menus._show_keys()
    (sheet,) = window.findChildren(KeySheet)
    assert "Ctrl + wheel" in sheet.text.toPlainText()
    sheet.close()


def test_no_two_actions_share_a_key(window):
    seen = {}
    for action in filter(QAction.isEnabled, window.findChildren(QAction)):
        for key in action.shortcuts():
            name = key.toString(QKeySequence.SequenceFormat.PortableText)
            context = action.shortcutContext()
            if context in (
                Qt.ShortcutContext.WindowShortcut,
                Qt.ShortcutContext.ApplicationShortcut,
            ):
                assert seen.setdefault(name, action) is action, (name, action.text())


def test_what_is_open_already_is_not_opened_twice(window):
    for ask, kind in (
        (window.menus._show_keys, KeySheet),
        (window.menus._open_hiding, HidingDialog),
    ):
        for _ in range(3):
            ask()
        (dialog,) = window.findChildren(kind)
        dialog.close()
        ask()
        assert [each.isVisible() for each in window.findChildren(kind)].count(True) == 1


def test_the_columns_of_the_sheet_of_keys_are_about_as_high():
    assert columns_of([10, 8, 8, 24, 5, 7], 2) == [[0, 1, 2, 4], [3, 5]]
    heights = [9, 6, 10, 23, 3, 2, 17, 5, 4]
    columns = columns_of(heights, 3)
    assert sorted(index for column in columns for index in column) == list(range(len(heights)))
    assert max(sum(heights[i] for i in column) for column in columns) == 27
    assert columns_of([1, 1], 2) == [[0], [1]], "in their order"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_sheet_of_keys_needs_no_scrolling_on_a_projector(window, monkeypatch, language):
    window.set_language(language)
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(1024, 768))
    window.menus._show_keys()
    (sheet,) = window.findChildren(KeySheet)
    QApplication.processEvents()
    assert sheet.text.verticalScrollBar().maximum() == 0
    assert sheet.text.horizontalScrollBar().maximum() == 0
    assert sheet.width() <= 1024
    assert sheet.height() <= 768
    sheet.close()
