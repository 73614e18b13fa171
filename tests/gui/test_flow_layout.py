"""Widgets in rows as wide as there is room for."""

import pytest
from PySide6.QtWidgets import QWidget

from lossstudio.gui.kit.flow_layout import FlowLayout


class Box(QWidget):
    def __init__(self, width=100, height=20):
        super().__init__()
        self.setFixedSize(width, height)


@pytest.fixture
def flow(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = FlowLayout(widget)
    for _ in range(4):
        layout.addWidget(Box())
    return widget, layout


def places(layout):
    return [layout.itemAt(at).widget().pos().toTuple() for at in range(layout.count())]


def test_what_has_room_stands_in_one_row(flow):
    widget, layout = flow
    widget.resize(layout.sizeHint().width(), 100)
    widget.show()
    assert {y for _, y in places(layout)} == {0}
    assert layout.heightForWidth(widget.width()) == 20
    x = [x for x, _ in places(layout)]
    assert x == sorted(x)


def test_what_has_none_goes_on_below(flow):
    widget, layout = flow
    widget.resize(layout.sizeHint().width() - 1, 100)
    widget.show()
    assert [y > 0 for _, y in places(layout)] == [False, False, False, True]
    widget.resize(50, 300)
    rows = [y for _, y in places(layout)]
    assert rows == sorted(set(rows))
    assert rows[-1] + 20 == layout.heightForWidth(50)


def test_what_is_hidden_takes_no_room(flow):
    widget, layout = flow
    widget.resize(1000, 100)
    widget.show()
    layout.itemAt(0).widget().hide()
    layout.activate()
    assert places(layout)[1] == (0, 0)


def test_items_can_be_taken_out(flow):
    _, layout = flow
    first = layout.itemAt(0)
    assert layout.takeAt(0) is first
    assert layout.count() == 3
    assert layout.takeAt(7) is None
    assert layout.itemAt(7) is None
