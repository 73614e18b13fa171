"""The boxes of the dialogs that save figures read numbers as all fields do."""

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSpinBox

from lossstudio.gui.figures.save_dialog import SizeChoice
from lossstudio.gui.figures.whole_number_box import WholeNumberBox


@pytest.fixture
def box(qtbot):
    box = WholeNumberBox()
    box.setRange(200, 4000)
    box.setValue(800)
    qtbot.addWidget(box)
    box.show()
    return box


def typed(box, text):
    """What the box says after `text` was typed into it, key by key, and finished."""
    box.selectAll()
    for letter in text:
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(box, key)
    box.interpretText()
    return box.value(), box.text()


@pytest.mark.parametrize(
    "text", ["1280", "１２８０", " 1280 ", "1280,0", "1280.0", "１２８０，０", "+1280"]
)
def test_what_people_type(box, text):
    assert typed(box, text) == (1280, "1280")


@pytest.mark.parametrize("text", ["12", "1e", "", "abc", "-300", "199,5"])
def test_what_is_no_number_of_the_range_is_not_taken(box, text):
    assert typed(box, text) == (800, "800")


def test_a_number_beyond_the_range_cannot_be_typed(box):
    assert typed(box, "4001") == (400, "400")
    assert typed(box, "1280,5") == (1280, "1280")


def test_every_box_of_a_size_is_one(qtbot):
    choice = SizeChoice(QSize(640, 480))
    qtbot.addWidget(choice)
    boxes = choice.findChildren(QSpinBox)
    assert len(boxes) == 2
    assert all(isinstance(box, WholeNumberBox) for box in boxes)
