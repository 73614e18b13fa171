"""Tooltips lie beside what they explain, and go when the pointer has acted."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QVBoxLayout, QWidget

from lossstudio.gui.kit.tips import Tips, place_of

SCREEN = QRect(0, 0, 1000, 700)


@pytest.mark.parametrize("y", [0, 100, 640, 670])
@pytest.mark.parametrize("x", [0, 400, 960])
@pytest.mark.parametrize("size", [(100, 20), (400, 90)])
def test_a_tip_lies_beside_what_it_explains_and_on_the_screen(x, y, size):
    what = QRect(x, y, 40, 28)
    tip = QRect(place_of(what, size, what.center(), SCREEN), QSize(*size))
    assert not tip.intersects(what)
    assert SCREEN.contains(tip)


@pytest.fixture
def button(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    button = QPushButton("Run", window)
    button.setToolTip("Run or pause gradient descent")
    layout = QVBoxLayout(window)
    layout.addWidget(button)
    tips = Tips(window)
    tips.watch(window)
    window.show()
    yield button
    QToolTip.hideText()


def ask(widget):
    """The pointer rests on `widget`."""
    at = widget.rect().center()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    found = [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()]
    return found[-1] if found else None


def test_it_is_shown_beside_its_control(button):
    tip = ask(button)
    own = QRect(button.mapToGlobal(QPoint(0, 0)), button.size())
    assert tip.text() == button.toolTip()
    assert not tip.geometry().intersects(own)


def test_it_goes_when_the_pointer_has_acted_and_comes_again_when_it_comes_back(button):
    assert ask(button) is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ask(button) is None
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    assert ask(button) is not None


def test_a_number_is_explained_until_one_of_its_parts_is_used(open_window):
    window = open_window()
    control = window.control_panel.optimizer.learning_rate
    tip = ask(control)
    own = QRect(control.mapToGlobal(QPoint(0, 0)), control.size())
    assert not tip.geometry().intersects(own)
    QTest.mouseClick(control.slider, Qt.MouseButton.LeftButton)
    assert ask(control) is None


def test_the_windows_controls_are_watched(open_window):
    window = open_window()
    control = window.transport.run_button
    tip = ask(control)
    own = QRect(control.mapToGlobal(QPoint(0, 0)), control.size())
    assert not tip.geometry().intersects(own)
