"""The first rows of a table, and what its header says and asks for."""

import pytest
from PySide6.QtCore import Qt

from lossstudio.gui.data.preview_table import Heading, PreviewTable

HEADINGS = (
    Heading("speed (mph)", "number", "input", "It holds numbers."),
    Heading("kind", "class", "none", "Text with 2 different values."),
    Heading("dist", "number", "target", "It is the last column."),
)
ROWS = (("4", "a", "2"), ("7", "NA", ""), ("8", "b", "16"))


@pytest.fixture
def table(qtbot):
    table = PreviewTable()
    qtbot.addWidget(table)
    table.show_rows(HEADINGS, ROWS, (2, 3, 5), ("NA",))
    table.resize(600, 300)
    table.show()
    qtbot.waitExposed(table)
    return table


def header(table, column, role=Qt.ItemDataRole.DisplayRole):
    return table.model().headerData(column, Qt.Orientation.Horizontal, role)


def cell(table, row, column, role=Qt.ItemDataRole.DisplayRole):
    return table.model().index(row, column).data(role)


def test_the_header_says_what_each_column_is(table):
    assert [header(table, column).split("\n") for column in range(3)] == [
        ["speed (mph)", "input", "number"],
        ["kind", "not used", "class"],
        ["dist", "target", "number"],
    ]
    assert "It is the last column." in header(table, 2, Qt.ItemDataRole.ToolTipRole)
    spoken = header(table, 0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "speed (mph), input, number, It holds numbers."


def test_rows_have_the_numbers_of_their_lines(table):
    lines = [table.model().headerData(at, Qt.Orientation.Vertical) for at in range(3)]
    assert lines == ["2", "3", "5"]


def test_missing_cells_are_marked(table):
    assert (cell(table, 1, 1), cell(table, 1, 2)) == ("NA", "missing")
    tip = Qt.ItemDataRole.ToolTipRole
    assert [cell(table, 1, column, tip) is not None for column in range(3)] == [False, True, True]
    ink = Qt.ItemDataRole.ForegroundRole
    assert cell(table, 1, 2, ink) == cell(table, 1, 1, ink) != cell(table, 0, 2, ink)


def click_header(qtbot, table, column):
    place = table.horizontalHeader().sectionViewportPosition(column) + 20
    viewport = table.horizontalHeader().viewport()
    middle = viewport.rect().center()
    middle.setX(place)
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle)


@pytest.mark.parametrize(("column", "asked"), [(0, [(0, "none")]), (1, [(1, "input")]), (2, [])])
def test_a_click_on_the_header_asks_for_another_role(qtbot, table, column, asked):
    found = []
    table.role_asked.connect(lambda *what: found.append(what))
    click_header(qtbot, table, column)
    assert found == asked
    assert table.column == column


def test_keys_ask_for_roles_of_the_present_column(qtbot, table):
    found = []
    table.role_asked.connect(lambda *what: found.append(what))
    table.setFocus()
    table.go_to(0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_I, Qt.Key.Key_T, Qt.Key.Key_N):
        qtbot.keyClick(table, key)
    assert found == [(0, "none"), (1, "input"), (1, "input"), (1, "target"), (1, "none")]


def test_the_present_column_stays_and_is_told(qtbot, table):
    table.go_to(1)
    with qtbot.waitSignal(table.column_changed) as told:
        table.go_to(2)
    assert told.args == [2]
    table.show_headings((*HEADINGS[:2], Heading("dist", "number", "none", "It is not chosen.")))
    assert table.column == 2
    assert header(table, 2).split("\n")[1] == "not used"


def test_of_a_wide_table_all_columns_are_there_and_it_is_quick(table):
    headings = [Heading(f"c{at}") for at in range(10_000)]
    table.show_rows(headings, [["1"] * 10_000] * 50)
    assert table.model().columnCount() == 10_000
    assert cell(table, 3, 9_999) == "1"
    table.go_to(9_999)
    assert table.column == 9_999


def test_long_texts_are_cut_and_said_in_a_tooltip(table):
    table.show_rows([Heading("n" * 1000)], [["x" * 100_000]])
    assert len(header(table, 0)) < 120
    assert len(cell(table, 0, 0)) <= 100
    assert table.columnWidth(0) < 600
