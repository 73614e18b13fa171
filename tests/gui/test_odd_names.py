"""Names and titles that look like markup, keys or places of Qt's own are shown as they stand."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QTableView

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario

ODD = "<img src=odd.png><b>A&B</b>"
POINTS = tuple((x, x * x % 3, float(x > 2)) for x in (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 2.5, 3.5))


def odd_scenario():
    return Scenario(
        title=f"{ODD}\0[*]",
        data=Data(
            dataset="points",
            points=POINTS,
            point_names=tuple(f"{ODD}{n}" for n in range(3)),
            class_names=(f"{ODD}no", f"{ODD}yes"),
        ),
        runs=(
            Run(name=f"{ODD}\x1b1", loss="binary_cross_entropy"),
            Run(name=f"{ODD}\u20282", loss="hinge"),
        ),
    )


def texts_of(widget):
    """What may be shown of `widget` as rich text where it looks like it."""
    yield widget.toolTip()
    yield widget.statusTip()
    yield widget.whatsThis()
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield widget.text()
    if isinstance(widget, QComboBox):
        for item in range(widget.count()):
            yield widget.itemData(item, Qt.ItemDataRole.ToolTipRole) or ""
    if isinstance(widget, QTableView):
        model = widget.model()
        for row in range(model.rowCount(QModelIndex())):
            for column in range(model.columnCount(QModelIndex())):
                yield model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""
        for column in range(model.columnCount(QModelIndex())):
            tip = Qt.ItemDataRole.ToolTipRole
            yield model.headerData(column, Qt.Orientation.Horizontal, tip) or ""


def is_markup(text):
    return "<img src=odd" in text and GuiQt.mightBeRichText(text)


def test_no_name_becomes_markup_or_a_key(open_window, qtbot, qapp):
    window = open_window(is_new=True)
    window.document.set_by_lesson(odd_scenario(), f"{ODD} set", is_whole=True)
    window.controller.train_to(20)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 20)
    for name in window.workspace.panels:
        if name != "lesson":
            window.workspace.open(name)
            qapp.processEvents()
    qtbot.waitUntil(lambda: any("odd.png" in w.toolTip() for w in qapp.allWidgets()))
    found = [(w, text) for w in qapp.allWidgets() for text in texts_of(w) if is_markup(text)]
    assert found == []
    keyed = [
        text.text()
        for w in qapp.allWidgets()
        for text in ([w] if isinstance(w, QAbstractButton) else w.actions())
        if "A&B" in text.text() and "A&&B" not in text.text()
    ]
    assert keyed == []
    assert any(isinstance(w, QAbstractItemView) for w in qapp.allWidgets())
    assert window.windowTitle() == f"{ODD}\N{REPLACEMENT CHARACTER}[*][*][*] – LossStudio"


def test_the_names_of_runs_are_on_one_line_wherever_they_stand(open_window, qtbot):
    window = open_window(is_new=True)
    window.document.set_by_lesson(odd_scenario(), "set", is_whole=True)
    qtbot.waitUntil(lambda: len(window.controller.snapshot.runs) == 2)
    names = [run.name for run in window.controller.snapshot.runs]
    assert names == [f"{ODD}\N{REPLACEMENT CHARACTER}1", f"{ODD} 2"]
