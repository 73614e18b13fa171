"""The dialog that opens a table: what it finds, what it proposes, and what a person changes."""

import re
import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QLabel, QWidget

from lossstudio.core.datasets.tables.source import Source
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.data import table_work
from lossstudio.gui.data.import_dialog import ImportDialog
from lossstudio.gui.kit.i18n import Language
from lossstudio.gui.training.turns import Turns
from tests.gui.tables_of_each_kind import KINDS, PASSENGERS, lines, pairs, workbook
from tests.gui.test_odd_names import is_markup, texts_of


class Shown:
    """A dialog, and the scenario that a person has agreed to."""

    def __init__(self, qtbot, dialog):
        self.qtbot, self.dialog, self.taken = qtbot, dialog, None
        dialog.taken.connect(lambda scenario: setattr(self, "taken", scenario))
        dialog.failed.connect(lambda trace: pytest.fail(trace))

    def settle(self):
        """Wait until nothing is under way."""
        works = self.dialog._works
        self.qtbot.waitUntil(lambda: not any(work.is_busy for work in works))
        return self

    @property
    def ok(self):
        return self.dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)

    @property
    def roles(self):
        return {heading.name: heading.role for heading in self.dialog.table.headings}

    @property
    def inputs(self):
        return tuple(name for name, role in self.roles.items() if role == "input")

    @property
    def target(self):
        (target,) = (name for name, role in self.roles.items() if role == "target")
        return target

    def choose(self, box, text):
        """Choose what begins so in a list, as a person does."""
        texts = [box.itemText(at) for at in range(box.count())]
        (at,) = (at for at, each in enumerate(texts) if each.startswith(text))
        box.setCurrentIndex(at)
        box.activated.emit(at)
        return self.settle()

    def click_header(self, name):
        header = self.dialog.table.horizontalHeader()
        column = list(self.roles).index(name)
        self.dialog.table.go_to(column)
        place = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        middle = QPoint(place, header.height() // 2)
        self.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        return self.settle()

    def accept(self):
        self.qtbot.waitUntil(self.ok.isEnabled)
        self.ok.click()
        self.qtbot.waitUntil(lambda: self.taken is not None)
        return self.taken


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def show(qtbot, tmp_path, window):
    """Open the dialog for a file with this content; what was `settled` is all that is under way."""

    def show_(content, name="table.csv", *, base=None, settled=True):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        dialog = ImportDialog(Source(path), base or Scenario(), window, Turns())
        dialog.open()
        shown = Shown(qtbot, dialog)
        return shown.settle() if settled else shown

    return show_


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_of_each_kind_the_first_guess_is_what_a_teacher_would_choose(show, kind):
    shown = show(kind.content, kind.name)
    dialog = shown.dialog
    assert dialog.verdict.isHidden(), dialog.verdict.text()
    assert kind.said in dialog.found.text()
    plain = {name.split(" (")[0]: role for name, role in shown.roles.items()}
    assert tuple(name for name, role in plain.items() if role == "input") == kind.inputs
    assert plain[kind.target] == "target"
    assert dialog.panel.classes.isChecked() == (kind.task != "regression")
    scenario = shown.accept()
    assert scenario.data.dataset == "csv"
    dataset = build_samples(scenario)
    assert (len(dataset.x), dataset.classes) == (kind.rows, kind.classes)
    if kind.first:
        order = np.arange(len(dataset.x)) if dataset.order is None else dataset.order
        (row,) = np.flatnonzero(order == 0)
        assert (*dataset.x[row], dataset.target[row]) == kind.first


class TestReading:
    def test_each_choice_changes_what_is_seen(self, show):
        shown = show("1;5,2\n2;6,3\n3;7,4\n4;8,6\n")
        reading = shown.dialog.reading
        assert list(shown.roles) == ["column 1", "column 2"]
        shown.choose(reading.header.box, "row 1")
        assert list(shown.roles) == ["1", "5,2"]
        shown.choose(reading.separator.box, "comma")
        assert list(shown.roles) == ["column 1", "column 2"]
        assert "commas between cells" in shown.dialog.found.text()
        cells = shown.dialog.table.model()
        assert cells.index(0, 0).data() == "1;5"

    def test_another_decimal_sign(self, show):
        shown = show("x;y\n1.500;2\n2.500;4\n3.250;5\n4.125;8\n")
        scenario = shown.accept()
        assert build_samples(scenario).x.max() == 4.125
        shown = show("x;y\n1.500;2\n2.500;4\n3.250;5\n4.125;8\n")
        shown.choose(shown.dialog.reading.decimal.box, "comma")
        scenario = shown.accept()
        assert scenario.data.reading.decimal == ","
        assert build_samples(scenario).x.max() == 4125

    def test_another_encoding(self, show):
        content = lines("Höhe;Größe", pairs(), ";").encode("windows-1252")
        shown = show(content)
        encoding = shown.dialog.reading.encoding.box
        assert encoding.currentText().startswith("Windows-1252")
        assert list(shown.roles) == ["Höhe", "Größe"]
        shown.choose(encoding, "GB18030")
        assert next(iter(shown.roles)) == "Höhe".encode("cp1252").decode("gb18030")
        shown.choose(encoding, "UTF-8")
        assert "is not" in shown.dialog.verdict.text()
        assert not shown.ok.isEnabled()
        assert encoding.isVisible()
        assert not shown.dialog.table.isVisible()
        shown.choose(encoding, "Windows-1252")
        assert shown.dialog.table.isVisible()
        scenario = shown.accept()
        assert build_samples(scenario).input_names == ("Höhe",)

    def test_why_is_said_beside_each_choice(self, show):
        reading = show(lines("speed;dist", pairs(), ";")).dialog.reading
        for choice in (reading.separator, reading.decimal, reading.header, reading.encoding):
            assert choice.box.toolTip()
            assert choice.box.accessibleDescription() in choice.box.toolTip()
        assert "cells" in reading.separator.box.toolTip()
        assert reading.sheet.isHidden()

    def test_a_sheet_and_its_cells(self, show):
        notes = [("Notes",), ("nothing to see",)]
        data = [("x", "y", "z"), *((at, at * at, 2 * at) for at in range(1, 40))]
        shown = show(workbook(("Notes", notes), ("Data", data)), "book.xlsx")
        reading = shown.dialog.reading
        assert reading.separator.isHidden()
        shown.choose(reading.sheet.box, "Data")
        assert list(shown.roles) == ["x", "y", "z"]
        reading.range.setText("a1:b20")
        reading.range.editingFinished.emit()
        shown.settle()
        assert list(shown.roles) == ["x", "y"]
        scenario = shown.accept()
        assert (scenario.data.reading.sheet, scenario.data.reading.range) == ("Data", "A1:B20")
        assert len(build_samples(scenario).x) == 19

    def test_what_is_no_table_says_why(self, show, tmp_path):
        for content in ("", "just words\n", b"\0\1\2\3" * 100):
            shown = show(content)
            assert shown.dialog.verdict.text()
            assert not shown.ok.isEnabled()
            has_cells = content == "just words\n"
            for part in (shown.dialog.table, shown.dialog.panel):
                assert part.isVisible() == has_cells  # without, nothing could be chosen
        (tmp_path / "folder.csv").mkdir()
        parent = shown.dialog.parent()
        dialog = ImportDialog(Source(tmp_path / "folder.csv"), Scenario(), parent, Turns())
        assert "folder" in Shown(shown.qtbot, dialog).settle().dialog.verdict.text()
        dialog.close()


class TestColumns:
    def test_a_click_on_the_header_makes_an_input_or_none(self, show):
        shown = show(lines("a,b,y", [(x, y, x + y) for x, y in pairs(write=float)]))
        shown.click_header("a")
        assert shown.inputs == ("b",)
        shown.click_header("a")
        assert shown.inputs == ("a", "b")
        shown.click_header("y")
        assert shown.target == "y"

    def test_texts_become_inputs_by_one_click(self, show):
        kind = next(kind for kind in KINDS if kind.name == "user_id.csv")
        shown = show(kind.content)
        shown.click_header("Gender")
        assert shown.inputs == ("Gender", "Age", "EstimatedSalary")
        scenario = shown.accept()
        assert scenario.data.categories == "one_hot"
        names = build_samples(scenario).input_names
        assert names[:2] == ("Gender = Female", "Gender = Male")

    def test_another_target_and_its_task(self, show):
        shown = show(lines("a,kind,y", [(x, "ab"[at % 2], y) for at, (x, y) in enumerate(pairs())]))
        assert (shown.target, shown.dialog.panel.numbers.isChecked()) == ("y", True)
        shown.choose(shown.dialog.panel.target, "kind")
        assert shown.target == "kind"
        assert shown.dialog.panel.classes.isChecked()
        assert shown.inputs == ("a", "y")
        scenario = shown.accept()
        assert scenario.runs[0].loss == "binary_cross_entropy"
        assert scenario.data.columns[-1] == "kind"

    def test_each_column_says_why(self, show):
        kind = next(kind for kind in KINDS if kind.name == "passengers.csv")
        shown = show(kind.content)
        for at, heading in enumerate(shown.dialog.table.headings):
            shown.dialog.table.go_to(at)
            assert shown.dialog.details.why.text() == heading.why != ""
            assert shown.dialog.details.roles[heading.role].isChecked()

    def test_the_line_below_changes_the_role_of_the_present_column(self, show):
        shown = show(lines("a,b,y", [(x, y, x + y) for x, y in pairs(write=float)]))
        shown.dialog.table.go_to(1)
        shown.dialog.details.roles["none"].click()
        assert shown.settle().inputs == ("a",)
        shown.dialog.details.roles["target"].click()
        assert shown.settle().target == "b"
        # There is always a target: it is given up for another one.
        shown.dialog.details.roles["none"].click()
        assert shown.settle().target == "b"
        assert shown.dialog.details.roles["target"].isChecked()

    def test_no_input_is_not_enough(self, show):
        shown = show(lines("a,y", pairs()))
        shown.click_header("a")
        assert not shown.ok.isEnabled()
        assert "at least one is needed" in shown.dialog.verdict.text()

    def test_a_column_of_names_cannot_become_inputs_and_it_says_why(self, show):
        kind = next(kind for kind in KINDS if kind.name == "passengers.csv")
        shown = show(kind.content)
        shown.click_header("Ticket")
        assert "Ticket has 40 different texts" in shown.dialog.verdict.text()
        assert not shown.ok.isEnabled()
        shown.click_header("Ticket")
        assert shown.ok.isEnabled()

    def test_many_columns_are_all_there(self, show):
        n = 2000
        content = ",".join(f"c{at}" for at in range(n)) + "\n"
        content += "".join(
            ",".join(str(at * row % 97) for at in range(n)) + "\n" for row in range(1, 60)
        )
        shown = show(content)
        assert len(shown.inputs) == 100
        assert shown.dialog.table.model().columnCount() == n
        assert shown.ok.isEnabled()


class TestTargets:
    def test_either_of_two_classes_can_count_as_1(self, show):
        kind = next(kind for kind in KINDS if kind.name == "labels_no_yes.csv")
        shown = show(kind.content)
        panel = shown.dialog.panel
        assert panel.positive.currentText() == "yes"
        counts = [
            len([1 for row in kind.content.decode().split() if row.endswith(end)])
            for end in ("no", "yes")
        ]
        assert f"no ({counts[0]}), yes ({counts[1]})" in panel.note(panel.positive)
        shown.choose(panel.positive, "no")
        assert panel.positive.currentText() == "no"
        assert build_samples(shown.accept()).classes == ("yes", "no")

    def test_several_classes_are_counted_in_their_order(self, show):
        kind = next(kind for kind in KINDS if kind.name == "sorted_by_class.csv")
        panel = show(kind.content).dialog.panel
        assert panel.positive.isHidden()
        assert "setosa (15), versicolor (15), virginica (15)" in panel.note(panel.positive)

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            ([(at, f"name {at}") for at in range(30)], "{count} rows"),
            ([(at, f"kind {at % 25}") for at in range(100)], "20 classes at most"),
            ([(1, 2)], "one row"),
            ([(at, "same") for at in range(9)], "same"),
        ],
    )
    def test_what_cannot_work_is_said_before_anything_is_given_up(self, show, rows, said):
        shown = show(lines("x,y", rows))
        if shown.roles.get("y") != "target":
            shown.choose(shown.dialog.panel.target, "y")
        assert said.format(count=len(rows)) in shown.dialog.verdict.text()
        assert not shown.ok.isEnabled()
        assert not shown.dialog.verdict.isHidden()

    def test_numbers_as_classes_and_back(self, show):
        shown = show(lines("x,y", [(0.5 * at, at % 4) for at in range(40)]))
        panel = shown.dialog.panel
        was_class = panel.classes.isChecked()
        (panel.numbers if was_class else panel.classes).click()
        shown.settle()
        assert panel.classes.isChecked() != was_class
        (panel.classes if was_class else panel.numbers).click()
        shown.settle()
        assert panel.classes.isChecked() == was_class

    def test_standardising_is_proposed_with_its_reason_and_can_be_unticked(self, show):
        kind = next(kind for kind in KINDS if kind.name == "income_by_year.csv")
        shown = show(kind.content)
        panel = shown.dialog.panel
        assert panel.standardize.isChecked()
        assert "year is far from 0" in panel.note(panel.standardize)
        panel.standardize.click()
        shown.settle()
        assert not panel.standardize.isChecked()
        assert shown.accept().runs[0].standardize is False

    def test_the_split_is_said(self, show):
        panel = show(KINDS[0].content, KINDS[0].name).dialog.panel
        assert panel.split.text() == "20%"
        assert "at random" in panel.note(panel.split)


class TestRows:
    def test_rows_without_a_value_are_counted_and_named(self, show):
        shown = show(lines("PassengerId,Survived,Pclass,Age,Ticket,Fare,Cabin", PASSENGERS))
        panel = shown.dialog.panel
        assert panel.rows.text() == "35 of 40"
        assert "Age" in panel.note(panel.rows)
        assert panel.list.isHidden()
        panel.rows.click()
        told = panel.list.toPlainText().splitlines()
        assert [re.search(r"\d+", line)[0] for line in told] == ["5", "13", "21", "29", "37"]
        assert all("Age" in line for line in told)

    def test_totals_are_pointed_out_and_left_out(self, show):
        rows = [(f"shop {at}", x, y) for at, (x, y) in enumerate(pairs())]
        shown = show(lines("shop,hours,sales", [*rows, ("Total", 410, 1500)]))
        panel = shown.dialog.panel
        assert "Total" in panel.note(panel.rows)
        assert "42" in panel.note(panel.rows)
        assert not panel.totals.isChecked()
        panel.totals.click()
        shown.settle()
        assert panel.totals.isChecked()
        assert panel.rows.text().startswith("40")
        scenario = shown.accept()
        assert build_samples(scenario).x.max() == 20
        panel = None

    def test_a_total_that_was_left_out_comes_back(self, show):
        rows = [(f"shop {at}", x, y) for at, (x, y) in enumerate(pairs())]
        shown = show(lines("shop,hours,sales", [*rows, ("Total", 410, 1500)]))
        for _ in range(2):
            shown.dialog.panel.totals.click()
            shown.settle()
        assert not shown.dialog.panel.totals.isChecked()
        assert build_samples(shown.accept()).x.max() == 410

    def test_no_row_is_left_out_of_a_whole_table(self, show):
        panel = show(lines("x,y", pairs())).dialog.panel
        assert panel.rows.text() == "40"
        assert not panel.rows.isEnabled()


class TestMeanwhile:
    @pytest.fixture
    def gate(self, monkeypatch):
        """Lets the reading of the whole table wait until `gate` is set."""
        gate, read = threading.Event(), table_work.columns_steps

        def steps(source, reading=None):
            yield 0.25
            assert gate.wait(30)
            yield from read(source, reading)

        monkeypatch.setattr(table_work, "columns_steps", steps)
        yield gate
        gate.set()

    def test_progress_is_shown_and_nothing_can_be_taken(self, show, qtbot, gate):
        shown = show(lines("x,y", pairs()), settled=False)
        dialog = shown.dialog
        qtbot.waitUntil(lambda: dialog.progress.value() == 250)
        assert dialog.progress.isVisible()
        assert "being read" in dialog.verdict.text()
        assert dialog.table.model().rowCount() == 40
        assert not shown.ok.isEnabled()
        gate.set()
        shown.settle()
        assert dialog.progress.isHidden()
        assert dialog.verdict.isHidden()

    def test_closing_does_not_wait_for_the_reading(self, show, qtbot, gate):
        shown = show(lines("x,y", pairs()), settled=False)
        qtbot.waitUntil(lambda: shown.dialog.progress.value() == 250)
        with qtbot.waitSignal(shown.dialog.destroyed):
            qtbot.keyClick(shown.dialog, Qt.Key.Key_Escape)
        assert shown.taken is None
        assert not gate.is_set()

    def test_another_choice_stops_what_is_being_read(self, show, qtbot, gate):
        shown = show(lines("x;y", pairs(), ";"), settled=False)
        qtbot.waitUntil(lambda: shown.dialog.progress.value() == 250)
        box = shown.dialog.reading.header.box
        box.setCurrentIndex(0)
        box.activated.emit(0)
        gate.set()
        shown.settle()
        assert list(shown.roles) == ["column 1", "column 2"]

    def test_a_file_that_vanishes_ends_in_a_sentence(self, show, qtbot, gate, tmp_path):
        shown = show(lines("x,y", pairs()), settled=False)
        qtbot.waitUntil(lambda: shown.dialog.progress.value() == 250)
        (tmp_path / "table.csv").unlink()
        gate.set()
        shown.settle()
        assert "no such file" in shown.dialog.verdict.text()
        assert not shown.ok.isEnabled()

    def test_a_file_that_vanishes_before_it_is_taken_leaves_the_dialog(self, show, tmp_path):
        shown = show(lines("x,y", pairs()))
        (tmp_path / "table.csv").unlink()
        shown.ok.click()
        shown.settle()
        assert "no such file" in shown.dialog.verdict.text()
        assert shown.taken is None


def test_no_name_becomes_markup(show):
    odd = "<img src=odd.png><b>A&B</b>"
    rows = [(x, f"{odd}{at % 2}", y) for at, (x, y) in enumerate(pairs())]
    shown = show(lines(f"{odd}x,{odd}kind,{odd}y", rows), "[*] table.csv")
    shown.choose(shown.dialog.panel.target, f"{odd}kind")
    dialog = shown.dialog
    found = [
        text
        for widget in dialog.findChildren(QWidget)
        for text in texts_of(widget)
        if is_markup(text)
    ]
    assert found == []
    assert not any("A&B" in button.text() for button in dialog.findChildren(QAbstractButton))
    assert "[*][*]" in dialog.windowTitle()


# -- keys, languages and sizes ------------------------------------------------------------------


@pytest.fixture(params=["en", "zh_CN"])
def language(request, qapp):
    language = Language(qapp)
    language.set_language(request.param)
    yield request.param
    language.set_language("en")
    language.deleteLater()


def marked_letters(dialog):
    texts = [
        widget.text()
        for kind in (QLabel, QAbstractButton)
        for widget in dialog.findChildren(kind)
        if widget.isVisibleTo(dialog)
        and (not isinstance(widget, QLabel) or widget.buddy() is not None)
    ]
    return [found[1].lower() for text in texts if (found := re.search(r"&(\w)", text))]


@pytest.mark.parametrize("name", ["user_id.csv", "workbook.xlsx"])
def test_no_letter_calls_two_controls(show, language, name):
    kind = next(kind for kind in KINDS if kind.name == name)
    letters = marked_letters(show(kind.content, kind.name).dialog)
    assert len(letters) > 8
    assert sorted(letters) == sorted(set(letters))


def test_the_keyboard_alone_opens_a_table(show, qtbot, language):
    """Tab goes to every control; the keys of the table give roles; Enter opens."""
    kind = next(kind for kind in KINDS if kind.name == "user_id.csv")
    shown = show(kind.content, kind.name)
    dialog = shown.dialog
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    first, seen = dialog.focusWidget(), []
    for _ in range(40):
        seen.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        if dialog.focusWidget() is first:
            break
    reading, panel = dialog.reading, dialog.panel
    for widget in (
        reading.separator.box,
        reading.decimal.box,
        reading.header.box,
        reading.encoding.box,
        dialog.table,
        panel.target,
        panel.classes,
        panel.positive,
        panel.standardize,
        shown.ok,
    ):
        assert widget in seen
    begin = seen.index(reading.separator.box)
    seen = seen[begin:] + seen[:begin]
    places = [seen.index(widget) for widget in (dialog.table, panel.target, shown.ok)]
    assert places == sorted(places)
    dialog.table.setFocus()
    dialog.table.go_to(0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert shown.settle().inputs == ("Gender", "Age", "EstimatedSalary")
    qtbot.keyClick(dialog.table, Qt.Key.Key_N)
    assert shown.settle().inputs == ("Age", "EstimatedSalary")
    qtbot.waitUntil(shown.ok.isEnabled)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.taken is not None)
    assert shown.taken.data.columns == ("Age", "EstimatedSalary", "Purchased")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_its_buttons_are_in_sight_on_a_small_screen(show, theme, qtbot, language, scale):
    theme.set_scale(scale)
    try:
        kind = next(kind for kind in KINDS if kind.name == "passengers.csv")
        shown = show(kind.content, kind.name)
        dialog = shown.dialog
        smallest = dialog.minimumSizeHint()
        assert (smallest.width() <= 1346, smallest.height() <= 708) == (True, True)
        dialog.resize(1306, 708)
        QApplication.processEvents()
        for button in dialog.buttons.buttons():
            place = button.mapTo(dialog, button.rect().bottomRight())
            assert dialog.rect().contains(place)
        content = dialog.area.widget()
        assert content.width() <= dialog.area.viewport().width()
        # What is focused is scrolled to.
        dialog.activateWindow()
        dialog.panel.standardize.setFocus(Qt.FocusReason.TabFocusReason)
        dialog.area.ensureWidgetVisible(dialog.panel.standardize)
        assert dialog.panel.standardize.visibleRegion().boundingRect().height() > 0
    finally:
        theme.set_scale(1.0)
