"""The hint at the first start, and no other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from lossstudio.gui.app import make_window
from lossstudio.gui.shell.guide import Guide, is_wanted


@pytest.fixture
def window(qtbot, qapp):
    window = make_window(qapp, language="en", theme="light")
    window.welcome()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1024, 740)
    window.show()
    qtbot.waitUntil(lambda: window.controller.snapshot is not None)
    yield window
    window.close()
    window.deleteLater()


def buttons(window):
    return window.findChild(Guide).findChildren(QToolButton)


def test_the_first_start_is_the_first_only(window):
    assert is_wanted(window.settings, is_simple=False)
    assert not is_wanted(window.settings, is_simple=False)


def test_examples_and_lessons_are_one_click_away(window):
    menus = {button.text(): button.menu() for button in buttons(window) if button.menu()}
    assert set(menus) == {"Examples", "Lessons"}
    assert len(menus["Examples"].actions()) > 5
    assert menus["Lessons"].actions()


def test_the_language_is_one_click_away(window):
    (button,) = (button for button in buttons(window) if button.text() == "简体中文")
    button.click()
    assert window.language.code == "zh_CN"
    assert button.text() == "English"
    button.click()
    assert window.language.code == "en"


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_all_of_it_can_be_seen_on_a_small_screen(window, qtbot, code):
    window.set_language(code)
    text = window.findChild(Guide)._text
    qtbot.waitUntil(lambda: text.width() >= text.sizeHint().width())
    for button in buttons(window):
        if button.objectName() != "qt_toolbar_ext_button":
            right = button.mapTo(window, button.rect().bottomRight()).x()
            assert button.isVisible()
            assert right < window.width()


def test_it_hides_while_presenting(window, qtbot):
    strip = window.findChild(Guide)
    window.presentation.begin()
    assert strip.isHidden()
    window.presentation.end()
    qtbot.waitUntil(lambda: not strip.isHidden())


def test_dismissed_it_never_comes_back(window, qtbot):
    height, room = window.height(), window.workspace.area.height()
    window.findChild(Guide).dismiss()
    qtbot.waitUntil(lambda: window.findChild(Guide) is None)
    window.workspace.reset()
    assert window.findChild(Guide) is None
    assert window.height() == height
    qtbot.waitUntil(lambda: window.workspace.area.height() > room)
    assert window.fit_view.isVisible()
