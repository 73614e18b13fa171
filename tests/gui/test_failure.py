"""What helps when something goes wrong: the message, the details, the log, the kept work."""

import logging
import re
import sys

import pytest
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from lossstudio.gui.app import make_window
from lossstudio.gui.documents.recovery import Recovery
from lossstudio.gui.shell import about as about_module
from lossstudio.gui.shell.about import AboutDialog
from lossstudio.gui.shell.failure import FailureDialog
from lossstudio.gui.state.settings import Settings


@pytest.fixture
def window(qtbot, qapp, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    window = make_window(qapp, language="en", theme="light")
    window.show()
    qtbot.waitUntil(lambda: window.controller.snapshot is not None)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def clipboard(monkeypatch):
    """What has been copied, whatever the platform's clipboard can do."""
    copied = []
    monkeypatch.setattr(
        QGuiApplication, "clipboard", lambda: type("Board", (), {"setText": copied.append})()
    )
    return copied


def fail():
    raise LookupError("made to fail")


def failed(window):
    """Have an error come to the hook as one in a slot does; the dialog that tells of it."""
    try:
        fail()
    except LookupError:
        window.failures.catch(*sys.exc_info())
    return window.findChild(FailureDialog)


def button(dialog, text):
    return next(b for b in dialog.findChildren(type(dialog._copy)) if text in b.text())


def test_it_is_told_of_and_the_window_lives(window, qtbot, caplog):
    window.controller.play(True)
    with caplog.at_level(logging.ERROR):
        dialog = failed(window)
    assert dialog.isVisible()
    assert "can go on" in dialog._text.text()
    assert "LookupError: made to fail" in caplog.text
    assert "fail()" in caplog.text
    assert not window.controller.is_running
    dialog.reject()
    window.transport.step.trigger()
    qtbot.waitUntil(lambda: window.controller.snapshot.step >= 1)


def test_one_at_a_time(window, qtbot):
    assert failed(window) is failed(window)
    assert len(window.findChildren(FailureDialog)) == 1
    window.findChild(FailureDialog).reject()
    qtbot.waitUntil(lambda: window.findChild(FailureDialog) is None)
    assert failed(window).isVisible()


def test_the_work_is_kept_at_once(window, monkeypatch):
    kept = []
    monkeypatch.setattr(Recovery, "keep_now", lambda self, *what: kept.append(what))
    window.state.propose([("data.noise", 0.75)], "")
    failed(window)
    assert Settings().scenario.data.noise == 0.75
    assert kept == [(window.state.scenario, None)]


def test_the_details_can_be_seen_and_copied(window, clipboard):
    dialog = failed(window)
    shown = dialog.findChild(QPlainTextEdit)
    assert not shown.isVisible()
    button(dialog, "details").click()
    assert shown.isVisible()
    assert "LookupError" in shown.toPlainText()
    button(dialog, "Copy").click()
    (text,) = clipboard
    assert text.endswith("LookupError: made to fail\n")
    for line in (
        "LossStudio: 0",
        "Python: 3",
        "Qt: 6",
        "NumPy: ",
        "Screen: ",
        "Installed: sources",
    ):
        assert f"\n{line}" in f"\n{text}"
    assert re.search(r"^Log: .*lossstudio\.log$", text, re.MULTILINE)


def test_interrupting_it_in_a_terminal_closes_it(window):
    window.failures.catch(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not window.isVisible()
    assert window.findChild(FailureDialog) is None


def test_about_has_the_details(window, clipboard):
    window.about.about.trigger()
    dialog = window.findChild(AboutDialog)
    assert dialog.isVisible()
    assert "LossStudio 0" in dialog._text.text()
    dialog._copy.click()
    (text,) = clipboard
    assert f"Settings file: {Settings().place}" in text
    window.set_language("zh_CN")
    dialog._copy.click()
    assert clipboard[1] == text, "a report is in English"


def test_the_logs_folder_is_shown(window, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    window.about.show_log.trigger()
    assert opened == []
    assert "cannot be opened" in window.status_line.text
    about_module.log_folder().mkdir(parents=True)
    window.about.show_log.trigger()
    assert opened == [QUrl.fromLocalFile(str(about_module.log_folder()))]


def _paint_a_mark(window):
    window.landscape.layers.marks.cursor = ()
    window.landscape.grab()


def _restyle_a_view(window):
    window.fit_view.restyle = lambda: [][1]
    QApplication.sendEvent(window.fit_view, QEvent(QEvent.Type.PaletteChange))


@pytest.mark.parametrize("go_wrong", [_paint_a_mark, _restyle_a_view])
def test_an_error_within_what_qt_calls_is_told_of_and_the_window_lives(
    window, qtbot, go_wrong, monkeypatch
):
    """An error of C code: with Python 3.11 the process ended."""
    qtbot.waitUntil(lambda: not window.landscape.is_busy)
    told = []
    monkeypatch.setattr(sys, "excepthook", lambda _, error, traceback: told.append(error))
    try:
        go_wrong(window)
    except IndexError as error:  # where Python has sent the event
        told.append(error)
    finally:
        window.landscape.layers.marks.cursor = None
    assert "index out of range" in str(told[0])
