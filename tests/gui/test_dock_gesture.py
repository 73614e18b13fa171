"""While a person drags a panel, the program does not put panels elsewhere under the pointer."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(open_window, qtbot):
    window = open_window()
    qtbot.wait_at_rest(window)  # a new window still divides its room
    return window


def press(window, widget, place):
    """Hold the left button on `widget`, and go a little way with it; where that is."""
    at, handle = widget.mapTo(window, place), window.windowHandle()
    QTest.mousePress(handle, LEFT, pos=at)
    for by in (3, 40):
        QTest.mouseMove(handle, pos=at + QPoint(by, 0))
    return at + QPoint(40, 0)


def hold_a_title(window):
    title = window.workspace.docks["fit"].titleBarWidget()
    return press(window, title, QPoint(40, title.height() // 2))


def hold_a_tab(window):
    some = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    tabs = next(bar for bar in some if bar.isVisible() and bar.count() > 2)
    return press(window, tabs, tabs.tabRect(0).center())


@pytest.mark.parametrize("hold", [hold_a_title, hold_a_tab])
def test_a_drag_lasts_until_the_button_is_released(window, hold):
    gesture = window.workspace.gesture
    assert not gesture.is_on
    place = hold(window)
    assert gesture.is_on
    QTest.mouseRelease(window.windowHandle(), LEFT, pos=place)
    assert not gesture.is_on


@pytest.mark.parametrize("hold", [hold_a_title, hold_a_tab])
@pytest.mark.parametrize("key", [Qt.Key.Key_F11, Qt.Key.Key_3])
def test_a_key_ends_a_drag_before_it_acts(window, hold, key):
    place = hold(window)
    held = Qt.KeyboardModifier.ControlModifier if key == Qt.Key.Key_3 else Qt.KeyboardModifier(0)
    QTest.keyClick(window.windowHandle(), key, held)
    assert not window.workspace.gesture.is_on
    QTest.mouseMove(window.windowHandle(), pos=place + QPoint(200, 90))
    QTest.mouseRelease(window.windowHandle(), LEFT, pos=place + QPoint(200, 90))
    assert window.presentation.is_on == (key == Qt.Key.Key_F11)


def test_ctrl_belongs_to_a_drag(window):
    place = hold_a_title(window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Control)
    assert window.workspace.gesture.is_on
    QTest.mouseRelease(window.windowHandle(), LEFT, pos=place)


def let_one_stand_alone(window):
    window.workspace.toggle_maximized(window.workspace.docks["loss"])


def reset(window):
    window.workspace.reset()


def present(window):
    window.presentation.begin()


def begin_a_lesson(window):
    window.workspace.begin_lesson()
    window.workspace.arrange_lesson(("fit", "loss"))


def set_a_scenario(window):
    window.state.propose([("runs.0.learning_rate", 0.123)], "")


@pytest.mark.parametrize(
    "act", [let_one_stand_alone, reset, present, begin_a_lesson, set_a_scenario]
)
def test_what_moves_panels_ends_a_drag_first(window, act):
    hold_a_title(window)
    act(window)
    assert not window.workspace.gesture.is_on
