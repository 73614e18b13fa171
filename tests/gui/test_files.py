"""Opening, saving, sharing, dropping and recovering, as a person does it."""

import json
import os

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from lossstudio.engine.presets import FIRST
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario, presets, save_scenario
from lossstudio.engine.table_proposal.scenario import table_scenario
from lossstudio.gui.data.import_dialog import ImportDialog
from lossstudio.gui.documents.recovery import Recovery
from lossstudio.gui.shell.hiding_dialog import HidingDialog

MINE = Scenario(title="Mine", data=Data(noise=0.7), runs=(Run(loss="huber"),))


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.lossstudio"
    save_scenario(MINE, path)
    return path


def open_file(window, path, qtbot):
    window.document.open_file(path)
    qtbot.waitUntil(lambda: window.document.path == path)


def box_of(window, name):
    return window.findChild(QMessageBox, name)


def restart(open_window, window, qtbot):
    """Close the window, and open the one of the next start."""
    window.close()
    assert not window.isVisible()
    return open_window()


# -- the next start --------------------------------------------------------------------------------


def test_the_next_start_goes_on_with_the_file_and_saves_to_it(
    open_window, qtbot, mine, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("asked for a name"))
    window = open_window()
    open_file(window, mine, qtbot)
    again = restart(open_window, window, qtbot)
    assert again.state.scenario == MINE
    assert again.document.path == mine
    assert again.windowTitle() == "mine.lossstudio[*] – LossStudio"
    assert not again.isWindowModified()
    again.state.propose([("data.noise", 0.1)], "")
    assert again.isWindowModified()
    again.menus._save.trigger()
    qtbot.waitUntil(lambda: not again.isWindowModified())
    assert load_scenario(mine).data.noise == 0.1
    third = restart(open_window, again, qtbot)
    assert third.document.path == mine
    assert third.state.scenario.data.noise == 0.1


def test_the_next_start_has_a_new_name_too(open_window, qtbot, mine, tmp_path, monkeypatch):
    other = tmp_path / "other.lossstudio"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    window = open_window()
    open_file(window, mine, qtbot)
    window.document.save_as()
    qtbot.waitUntil(lambda: window.document.path == other)
    assert restart(open_window, window, qtbot).document.path == other


def test_changes_that_were_discarded_do_not_come_back(open_window, qtbot, mine):
    window = open_window()
    open_file(window, mine, qtbot)
    window.state.propose([("data.noise", 0.1)], "")
    window.close()
    box_of(window, "unsaved").button(QMessageBox.StandardButton.Discard).click()
    qtbot.waitUntil(lambda: not window.isVisible())
    again = open_window()
    assert again.document.path == mine
    assert again.state.scenario == MINE
    assert not again.isWindowModified()


def test_a_scenario_without_a_file_has_none_at_the_next_start(open_window, qtbot, mine):
    window = open_window()
    open_file(window, mine, qtbot)
    window.document.open_default()
    window.state.propose([("data.noise", 0.1)], "")
    again = restart(open_window, window, qtbot)
    assert again.document.path is None
    assert again.state.scenario.data.noise == 0.1


def test_what_was_changed_between_two_starts_is_not_replaced_unasked(open_window, qtbot, mine):
    window = open_window()
    open_file(window, mine, qtbot)
    window.close()
    save_scenario(Scenario(title="Theirs"), mine)
    again = open_window()
    assert again.document.path == mine
    again.state.propose([("data.noise", 0.1)], "")
    again.document.save()
    qtbot.waitUntil(lambda: box_of(again, "replace") is not None)
    assert load_scenario(mine).title == "Theirs"
    box_of(again, "replace").reject()


def test_after_an_error_the_file_has_its_name_and_the_work_counts_as_unsaved(
    open_window, qtbot, mine
):
    window = open_window()
    open_file(window, mine, qtbot)
    window.state.propose([("data.noise", 0.1)], "")
    window.failures.tell("Traceback: made up")
    again = open_window()  # as if the first were gone
    assert again.document.path == mine
    assert again.state.scenario.data.noise == 0.1
    assert again.isWindowModified()
    again.document.save()
    qtbot.waitUntil(lambda: not again.isWindowModified())
    assert load_scenario(mine).data.noise == 0.1


# -- a document and its file -----------------------------------------------------------------------


def test_the_title_shows_unsaved_changes_until_they_are_saved_or_undone(open_window, qtbot, mine):
    window = open_window()
    open_file(window, mine, qtbot)
    assert not window.isWindowModified()
    window.state.propose([("data.noise", 0.1)], "")
    assert window.isWindowModified()
    window.state.undo_stack.undo()
    assert not window.isWindowModified()
    window.state.propose([("data.noise", 0.2)], "")
    window.document.save()
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert load_scenario(mine).data.noise == 0.2


def test_the_command_line_names_a_preset_or_a_file(open_window, qtbot, mine):
    window = open_window()
    window.document.open_named("outliers")
    outliers = load_scenario(presets()["outliers"])
    qtbot.waitUntil(lambda: window.state.scenario == outliers)
    assert window.document.path is None
    window.document.open_named(str(mine))
    qtbot.waitUntil(lambda: window.state.scenario == MINE)
    assert window.document.path == mine


def test_a_table_on_the_command_line_is_taken_as_is_proposed(open_window, qtbot, tmp_path):
    path = tmp_path / "trees.csv"
    rows = "".join(f"{i},{8 + i % 7},{'ab'[i % 2]}\n" for i in range(40))
    path.write_text(f"no,girth,kind\n{rows}")
    window = open_window()
    window.document.open_named(str(path))
    qtbot.waitUntil(lambda: window.state.scenario.data.dataset == "csv")
    assert window.state.scenario == table_scenario(path)
    assert window.document.path is None
    assert window.document.name == "trees"
    assert "kind is predicted from girth; the positive class is b." in window.status_line.text
    assert not window.isWindowModified()
    path.write_text("only\n1\n2\n")
    window.document.open_named(str(path))
    qtbot.waitUntil(lambda: "trees.csv" in window.status_line.text)
    assert window.state.scenario.data.columns == ("girth", "kind")


@pytest.mark.parametrize(
    ("button", "noise", "is_open"),
    [("Save", 0.1, False), ("Discard", 0.7, False), ("Cancel", 0.7, True)],
)
def test_closing_asks_about_unsaved_changes(open_window, qtbot, mine, button, noise, is_open):
    window = open_window()
    open_file(window, mine, qtbot)
    window.state.propose([("data.noise", 0.1)], "")
    window.close()
    assert window.isVisible()
    box_of(window, "unsaved").button(QMessageBox.StandardButton[button]).click()
    qtbot.waitUntil(lambda: window.isVisible() == is_open)
    assert load_scenario(mine).data.noise == noise


def test_another_file_asks_too_and_cancel_keeps_the_work(open_window, qtbot, mine, tmp_path):
    other = tmp_path / "other.lossstudio"
    save_scenario(Scenario(title="Other"), other)
    window = open_window()
    open_file(window, mine, qtbot)
    window.state.propose([("data.noise", 0.1)], "")
    window.document.open_file(other)
    box_of(window, "unsaved").button(QMessageBox.StandardButton.Cancel).click()
    assert window.document.path == mine
    assert window.state.scenario.data.noise == 0.1


def test_discarded_changes_stay_unsaved_where_the_other_file_cannot_be_read(
    open_window, qtbot, mine, tmp_path
):
    window = open_window()
    open_file(window, mine, qtbot)
    window.state.propose([("data.noise", 0.1)], "")
    window.document.open_file(tmp_path / "gone.lossstudio")
    box_of(window, "unsaved").button(QMessageBox.StandardButton.Discard).click()
    qtbot.waitUntil(lambda: "gone.lossstudio" in window.status_line.text)
    assert window.isWindowModified()
    assert not window.document.is_as_it_came, "it is kept for a crash, too"
    window.close()
    box_of(window, "unsaved").button(QMessageBox.StandardButton.Save).click()
    qtbot.waitUntil(window.isHidden)
    assert load_scenario(mine).data.noise == 0.1


def test_a_save_that_fails_keeps_the_window_and_the_file(open_window, qtbot, mine, monkeypatch):
    window = open_window()
    open_file(window, mine, qtbot)
    before = mine.read_bytes()
    window.state.propose([("data.noise", 0.1)], "")

    def no_room(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_room)
    window.close()
    box_of(window, "unsaved").button(QMessageBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: "No space left" in window.status_line.text)
    assert window.isVisible()
    assert window.isWindowModified()
    assert mine.read_bytes() == before


@pytest.mark.parametrize("choice", ["Replace", "Save as…", "Cancel"])
def test_a_file_that_was_changed_elsewhere_is_replaced_only_when_a_person_says_so(
    open_window, qtbot, mine, tmp_path, monkeypatch, choice
):
    window, other = open_window(), tmp_path / "other.lossstudio"
    open_file(window, mine, qtbot)
    theirs = Scenario(title="Theirs", data=Data(noise=0.9))
    save_scenario(theirs, mine)
    window.state.propose([("data.noise", 0.1)], "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    window.document.save()
    qtbot.waitUntil(lambda: box_of(window, "replace") is not None)
    assert load_scenario(mine) == theirs
    box = box_of(window, "replace")
    next(b for b in box.buttons() if b.text().replace("&", "") == choice).click()
    if choice == "Cancel":
        qtbot.wait(200)
        assert window.isWindowModified()
    else:
        qtbot.waitUntil(lambda: not window.isWindowModified())
    assert load_scenario(mine).data.noise == (0.1 if choice == "Replace" else 0.9)
    assert other.exists() is (choice == "Save as…")
    if choice != "Cancel":  # from now on it is this window's own again
        window.state.propose([("data.noise", 0.2)], "")
        window.document.save()
        qtbot.waitUntil(lambda: not window.isWindowModified())


def test_a_file_that_was_only_copied_or_is_gone_is_saved_without_a_question(
    open_window, qtbot, mine
):
    window = open_window()
    open_file(window, mine, qtbot)
    os.utime(mine, (1, 1))
    for noise in (0.1, 0.2):
        window.state.propose([("data.noise", noise)], "")
        window.document.save()
        qtbot.waitUntil(lambda: not window.isWindowModified())
        assert load_scenario(mine).data.noise == noise
        mine.unlink()


def test_a_name_without_its_suffix_replaces_no_file_unasked(open_window, qtbot, mine, monkeypatch):
    window = open_window()
    typed = str(mine).removesuffix(".lossstudio")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, ""))
    window.document.save_as()
    qtbot.waitUntil(lambda: box_of(window, "replace") is not None)
    assert "already a file mine.lossstudio" in box_of(window, "replace").text()
    assert load_scenario(mine) == MINE


def test_recent_files_are_listed_opened_and_forgotten(open_window, qtbot, mine, tmp_path):
    window = open_window()
    open_file(window, mine, qtbot)
    window.document.open_default()
    (entry, *_) = window.menus._recent.actions()
    assert entry.text().startswith("mine.lossstudio")
    entry.trigger()
    qtbot.waitUntil(lambda: window.document.path == mine)
    window.document.open_default()
    mine.unlink()
    entry.trigger()
    qtbot.waitUntil(lambda: "mine.lossstudio" in window.status_line.text)
    assert window.document.recent.paths == []
    assert not window.menus._recent.isEnabled()


def test_what_is_opened_starts_at_its_first_step_though_a_run_could_go_on_with_it(
    open_window, qtbot, mine
):
    window = open_window()
    for leave in (
        window.document.open_default,
        lambda: open_file(window, mine, qtbot),
        lambda: open_file(window, mine, qtbot),
        window.document.open_default,
    ):
        window.controller.step(5)
        qtbot.waitUntil(lambda: window.controller.snapshot.step == 5)
        leave()
        qtbot.waitUntil(lambda: window.controller.snapshot.last_step == 0)
        assert window.controller.snapshot.scene.scenario == window.state.scenario


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Scenario(data=Data(dataset="csv", file="gone.csv")), "gone.csv"),
        (Scenario(runs=(Run(loss="formula", formula="log(r)"),)), "Loss = log(r): at these"),
    ],
)
def test_a_file_that_cannot_be_built_leaves_the_present_one_and_is_not_saved_over(
    open_window, qtbot, mine, tmp_path, wrong, said
):
    other = tmp_path / "other.lossstudio"
    save_scenario(wrong, other)
    content = other.read_bytes()
    window = open_window()
    open_file(window, mine, qtbot)
    window.document.open_file(other)
    qtbot.waitUntil(lambda: said in window.status_line.text)
    assert "other.lossstudio: " in window.status_line.text
    assert window.document.path == mine
    assert window.state.scenario == MINE
    window.document.take_shared(wrong)
    qtbot.wait(300)
    window.document.save()
    qtbot.waitUntil(lambda: "Saved" in window.status_line.text)
    assert (load_scenario(mine), other.read_bytes()) == (MINE, content)


def test_only_ten_are_remembered_the_newest_first(open_window, tmp_path):
    recent = open_window().document.recent
    for number in range(12):
        recent.add(tmp_path / f"{number}.lossstudio")
    recent.add(tmp_path / "5.lossstudio")
    assert [int(path.stem) for path in recent.paths] == [5, 11, 10, 9, 8, 7, 6, 4, 3, 2]


# -- by the clipboard and by dropping --------------------------------------------------------------


def test_a_scenario_goes_through_the_clipboard(open_window, qtbot):
    window = open_window()
    window.state.replace(MINE, "")
    window.menus._edit.aboutToShow.emit()
    window.files.sharing.copy.trigger()
    text = QGuiApplication.clipboard().text()
    assert json.loads(text)["data"] == {"dataset": "line", "noise": 0.7}
    window.document.open_default()
    QGuiApplication.clipboard().setText(f"Try this:\n> {text}\n")
    window.files.sharing.paste.trigger()
    qtbot.waitUntil(lambda: window.state.scenario == MINE)
    window.state.undo_stack.undo()
    assert window.state.scenario == FIRST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Nothing to paste"),
        ('{"format": 1, "runs": [{"loss": "os.system"}]}', "runs.0.loss"),
        ('{"format": 7}', "newer"),
    ],
)
def test_what_cannot_be_pasted_is_said(open_window, qtbot, text, expected):
    window = open_window()
    before = window.state.scenario
    QGuiApplication.clipboard().setText(text)
    window.files.sharing.paste.trigger()
    qtbot.waitUntil(lambda: expected in window.status_line.text)
    assert window.state.scenario == before


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(os.fspath(path)) for path in paths])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    # Not sent by way of the application, which lets drops through only from a drag of its own.
    assert window.files._drop.eventFilter(window, event)


def test_a_dropped_scenario_and_a_dropped_table_are_opened(open_window, qtbot, mine, tmp_path):
    window = open_window()
    drop(window, mine)
    qtbot.waitUntil(lambda: window.state.scenario == MINE)
    table = tmp_path / "data.CSV"
    table.write_text("x,y\n1,2\n2,3\n3,5\n4,4\n5,6\n")
    drop(window, table)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    window.findChild(ImportDialog).close()


def test_a_file_dropped_on_a_field_is_opened_and_not_written_there(open_window, qtbot, mine):
    window = open_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(os.fspath(mine))])
    box = window.control_panel.data.numbers["noise"].box
    place = QPointF(box.mapTo(window, box.rect().center()))
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    handle = window.windowHandle()
    enter = QDragEnterEvent(place.toPoint(), action, data, button, keys)
    QApplication.sendEvent(handle, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(handle, QDropEvent(place, action, data, button, keys))
    qtbot.waitUntil(lambda: window.state.scenario == MINE)
    assert "file:" not in box.text()


def test_what_cannot_be_dropped_is_said(open_window, mine, tmp_path):
    window = open_window()
    drop(window, tmp_path / "program.py")
    assert ".lossstudio" in window.status_line.text
    window.document.open_default()
    drop(window, mine, mine)
    assert "one file at a time" in window.status_line.text


# -- after a crash ---------------------------------------------------------------------------------


def crashed(folder, scenario, document, parent):
    """What a window leaves that is gone without having been closed."""
    recovery = Recovery(folder, parent)
    recovery.keep_now(scenario, document)
    recovery._lock.unlock()


def test_work_is_kept_while_the_window_is_open_and_gone_when_it_is_closed(
    open_window, qtbot, tmp_path
):
    window = open_window()
    window.state.propose([("data.noise", 0.45)], "")
    folder = tmp_path / "recovery"
    qtbot.waitUntil(lambda: len(list(folder.glob("*.lossstudio"))) == 1, timeout=8000)
    (file,) = folder.glob("*.lossstudio")
    assert json.loads(file.read_text())["scenario"]["data"]["noise"] == 0.45
    other = Recovery(folder, window)
    assert other.find_lost() == []  # its window is open
    window.close()
    assert list(folder.iterdir()) == []


def test_what_was_only_opened_or_is_saved_is_not_kept(open_window, qtbot, mine, tmp_path):
    window = open_window()
    folder = tmp_path / "recovery"

    def kept():
        return len(list(folder.glob("*.lossstudio")))

    open_file(window, mine, qtbot)
    qtbot.wait(2200)
    assert kept() == 0
    window.state.propose([("data.noise", 0.1)], "")
    qtbot.waitUntil(lambda: kept() == 1, timeout=8000)
    window.document.save()
    qtbot.waitUntil(lambda: kept() == 0)
    window.state.propose([("data.noise", 0.2)], "")
    qtbot.waitUntil(lambda: kept() == 1, timeout=8000)
    window.state.undo_stack.undo()
    # The file is seen before the window hears that it is written: until then it stays.
    qtbot.waitUntil(lambda: kept() == 0)


def test_lost_work_is_offered_and_restored(open_window, qtbot, tmp_path, qapp, mine):
    changed = Scenario(title="Mine", data=Data(noise=0.1), runs=MINE.runs)
    crashed(tmp_path / "recovery", changed, mine, qapp)
    window = open_window()
    window.files.offer_lost()
    box = box_of(window, "recovery")
    assert "mine.lossstudio" in box.text()
    next(b for b in box.buttons() if b.text() == "Restore").click()
    qtbot.waitUntil(lambda: window.state.scenario == changed and window.document.path == mine)
    assert window.document.path == mine
    assert window.isWindowModified()
    assert window.files.recovery.find_lost() == []


def test_lost_work_that_cannot_be_built_is_kept_and_the_present_stays(
    open_window, qtbot, tmp_path, qapp, mine
):
    folder = tmp_path / "recovery"
    crashed(folder, Scenario(data=Data(dataset="csv", file=str(tmp_path / "gone.csv"))), mine, qapp)
    window = open_window()
    before = window.state.scenario
    window.files.offer_lost()
    box = box_of(window, "recovery")
    next(b for b in box.buttons() if b.text() == "Restore").click()
    qtbot.waitUntil(lambda: "gone.csv" in window.status_line.text)
    assert (window.state.scenario, window.document.path) == (before, None)
    assert len(window.files.recovery.find_lost()) == 1


@pytest.mark.parametrize(("button", "left"), [("Discard", 0), ("Later", 1)])
def test_lost_work_can_be_discarded_or_left(open_window, tmp_path, qapp, button, left):
    crashed(tmp_path / "recovery", MINE, None, qapp)
    window = open_window()
    before = window.state.scenario
    window.files.offer_lost()
    next(b for b in box_of(window, "recovery").buttons() if b.text() == button).click()
    assert window.state.scenario == before
    assert len(window.files.recovery.find_lost()) == left


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"[1]", b'{"scenario": {"format": 1}}'])
def test_what_cannot_be_recovered_is_let_go(qapp, tmp_path, content):
    (tmp_path / "broken.lossstudio").write_bytes(content)
    assert Recovery(tmp_path, qapp).find_lost() == []
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_no_recovery_and_no_error(qapp, tmp_path):
    (tmp_path / "file").write_text("")
    recovery = Recovery(tmp_path / "file" / "recovery", qapp)
    recovery.keep_now(MINE, None)
    assert recovery.find_lost() == []
    recovery.close()


# -- what a class sees -----------------------------------------------------------------------------


def test_a_file_hides_panels_sections_and_single_settings(open_window, qtbot):
    window = open_window()
    panel = window.control_panel
    hidden = ("samples", "controls.optimizer", "data.noise", "runs.loss")
    window.state.propose([("hidden", list(hidden))], "")
    assert not window.workspace.is_open("samples")
    assert panel.optimizer.isHidden()
    assert panel.data.numbers["noise"].isHidden()
    assert panel.loss.loss.isHidden()
    assert not panel.data.numbers["n_samples"].isHidden()
    window.state.propose([("data.dataset", "sine")], "")  # a refresh must not bring it back
    assert panel.data.numbers["noise"].isHidden()
    window.hiding.lift(True)
    assert not panel.data.numbers["noise"].isHidden()
    assert window.workspace.is_open("samples")
    window.hiding.lift(False)
    assert panel.loss.loss.isHidden()
    window.state.propose([("hidden", [])], "")
    assert not panel.loss.loss.isHidden()
    assert not panel.optimizer.isHidden()
    assert not window.hiding.is_asked


def test_what_would_be_hidden_anyway_stays_so(open_window):
    window = open_window()
    degree = window.control_panel.model.degree
    assert degree.isHidden()  # a line has none
    window.state.propose([("hidden", ["runs.degree"])], "")
    window.state.propose([("hidden", [])], "")
    assert degree.isHidden()


def test_a_teacher_chooses_what_is_hidden(open_window):
    window = open_window()
    window.menus._choose_hidden.trigger()
    dialog = window.findChild(HidingDialog)
    item = dialog._items["runs.learning_rate"]
    item.setCheckState(0, Qt.CheckState.Unchecked)
    assert window.state.scenario.hidden == ("runs.learning_rate",)
    assert window.control_panel.optimizer.learning_rate.isHidden()
    window.state.undo_stack.undo()
    assert item.checkState(0) == Qt.CheckState.Checked
    dialog.close()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "scenario.lossstudio"),
        ("MSE: a/b?", "MSE a b.lossstudio"),
        ("离群点", "离群点.lossstudio"),
        ("x" * 200, "x" * 60 + ".lossstudio"),
    ],
)
def test_a_file_name_is_suggested_that_every_system_takes(open_window, title, name):
    window = open_window()
    window.state.propose([("title", title)], "")
    assert window.document._suggested_name() == name


def test_a_start_removes_what_a_save_has_left_in_the_folder(tmp_path, qapp):
    left = tmp_path / ".lossstudio-abcd1234"
    left.write_bytes(b"half")
    recovery = Recovery(tmp_path, qapp)
    assert recovery.find_lost() == []
    assert not left.exists()
    recovery.close()
