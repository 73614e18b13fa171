"""A window that changes its language or its theme while it is open looks as one that began so."""

import pytest
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QMenu, QTabBar, QWidget

from lossstudio.gui.shell.modes import Mode


@pytest.fixture(params=[Mode.SIMPLE, Mode.STUDIO])
def opened(request, open_window, qtbot):
    """Open the window in a mode, after it was in each."""

    def make(**options):
        window = open_window(**options)
        for mode in (*Mode, request.param):
            window.modes.set(mode)
        window.controller.step(2)
        qtbot.wait_at_rest(window)
        return window

    return make


def texts(window):
    """All that commands and controls are called, with where."""
    said = set()
    for kind, names in {
        QAction: ("text", "iconText", "toolTip"),
        QMenu: ("title",),
        QAbstractButton: ("text", "toolTip", "accessibleName", "accessibleDescription"),
        QGroupBox: ("title",),
    }.items():
        for each in window.findChildren(kind):
            if isinstance(each.parent(), QTabBar):  # Qt names its buttons once
                continue
            said |= {
                (type(each).__name__, name, text)
                for name in names
                if (text := getattr(each, name)())
            }
    for bar in window.findChildren(QTabBar):
        said |= {("QTabBar", "tab", bar.tabText(i)) for i in range(bar.count())}
    return said


def test_all_commands_change_with_the_language(opened, qtbot):
    window = opened(language="en")
    before = texts(window)
    window.set_language("zh_CN")
    qtbot.wait_at_rest(window)
    kept = texts(window) & before
    other = opened(language="zh_CN")
    qtbot.waitUntil(lambda: kept - texts(other) == set())  # as soon as all is written in it too


def colours(window):
    """The palettes of all that the window shows, by class and name."""
    roles = (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText, QPalette.ColorRole.Button)
    return {
        (type(each).__name__, each.objectName(), *(each.palette().color(r).name() for r in roles))
        for each in window.findChildren(QWidget)
    }


def test_all_colours_change_with_the_theme(opened, qtbot):
    window = opened(theme="light")
    before = colours(window)
    window.set_theme("dark")
    qtbot.wait_at_rest(window)
    assert colours(window) & before == set()
    ours = colours(window)
    other = opened(theme="dark")
    qtbot.waitUntil(lambda: ours - colours(other) == set())  # as soon as all is made in it too
