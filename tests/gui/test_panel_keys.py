"""The keys of the panels, and which panel has the focus."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window, qtbot):
    window = open_window()
    window.resize(1366, 768)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: in_sight(window) >= {"controls", "fit", "numbers", "loss"})
    return window


def press(window, key):
    QTest.keyClick(window, key, CTRL)


def in_sight(window):
    panels = window.workspace.panels
    return {name for name, panel in panels.items() if not panel.visibleRegion().isEmpty()}


def numbers(window):
    """The panels with a key, by name."""
    found = {}
    for name, panel in window.workspace.panels.items():
        text = panel.switch.shortcut().toString()
        if text:
            found[name] = getattr(Qt.Key, f"Key_{text[-1]}")
    return found


def test_the_key_of_each_panel_shows_it_in_front_and_hides_it_only_there(window, qtbot):
    keys = numbers(window)
    assert len(keys) == 9
    for name, key in keys.items():
        if name not in in_sight(window):
            press(window, key)  # from behind a tab to the front
            qtbot.waitUntil(lambda name=name: name in in_sight(window))
        press(window, key)
        assert not window.workspace.is_open(name)
        press(window, key)  # shown again, in front of its tabs
        qtbot.waitUntil(lambda name=name: name in in_sight(window))
        assert window.workspace.is_open(name)


def test_the_view_menu_and_the_windows_own_menu_do_the_same(window, qtbot):
    workspace = window.workspace
    assert not workspace.is_in_front("metrics")
    menu = window.createPopupMenu()
    action = next(a for a in menu.actions() if a.text() == "Metrics")
    assert action.isChecked(), "it is open, if behind a tab"
    action.trigger()
    assert workspace.is_in_front("metrics")
    assert action.isChecked()
    action.trigger()
    assert not workspace.is_open("metrics")
    assert not action.isChecked()
    workspace.open("metrics")
    assert action.isChecked()
    menu.deleteLater()


def test_a_floating_panel_is_hidden_by_its_key_and_floats_again(window, qtbot):
    panel = window.workspace.panels["fit"]
    window.workspace.toggle_floating("fit")
    qtbot.waitUntil(panel.isVisible)
    panel.switch.trigger()
    assert not panel.isVisible()
    panel.switch.trigger()
    assert panel.isVisible()
    assert panel.window() is not window


@pytest.mark.parametrize("name", ["controls", "fit", "numbers", "loss", "landscape"])
def test_the_panel_whose_title_was_clicked_is_shown_alone(window, qtbot, name):
    title = window.workspace.panels[name].title
    QTest.mouseClick(title, Qt.MouseButton.LeftButton, pos=QPoint(20, title.height() // 2))
    assert window.workspace.panels[name].title.is_focused
    press(window, Qt.Key.Key_M)
    assert window.workspace.alone == name


def test_the_panel_whose_tab_was_clicked_is_shown_alone(window, qtbot):
    tabs = next(
        bar
        for bar in window.findChildren(QTabBar)
        if "Metrics" in [bar.tabText(i) for i in range(bar.count())]
    )
    index = [tabs.tabText(i) for i in range(tabs.count())].index("Metrics")
    where = tabs.tabRect(index).center()
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: window.workspace.panels["metrics"].title.is_focused)
    press(window, Qt.Key.Key_M)
    assert window.workspace.alone == "metrics"


def test_a_panel_that_was_used_last_is_shown_alone_although_nothing_has_the_focus(window, qtbot):
    slider = window.control_panel.optimizer.learning_rate.slider
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton)  # which gives the keys back
    assert not window.control_panel.isAncestorOf(window.focusWidget() or window)
    press(window, Qt.Key.Key_M)
    assert window.workspace.alone == "controls"


def test_a_click_on_a_picture_or_between_its_buttons_gives_its_panel_the_keys(window, qtbot):
    viewport = window.loss_curve.area.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(150, 60))
    assert window.workspace.panels["loss"].title.is_focused
    viewport = window.landscape.area.viewport()
    QTest.mouseMove(viewport, QPoint(60, 60))
    title = window.workspace.panels["landscape"].title
    QTest.mouseClick(title.label, Qt.MouseButton.LeftButton)
    assert window.workspace.panels["landscape"].title.is_focused


def test_a_click_on_a_title_does_not_take_the_keys_from_a_field_in_its_panel(window, qtbot):
    box = window.control_panel.optimizer.learning_rate.box
    box.setFocus()
    title = window.workspace.panels["controls"].title
    QTest.mouseClick(title.label, Qt.MouseButton.LeftButton)
    assert box.hasFocus()
    window.loss_curve.setFocus()
    QTest.mouseClick(title.label, Qt.MouseButton.LeftButton)
    assert not box.hasFocus()
    assert window.workspace.panels["controls"].title.is_focused
