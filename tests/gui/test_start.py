"""A start loads what its first picture needs, patches nothing, and fills the panels after it."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QWidget

from lossstudio.gui.shell import contents as making
from lossstudio.gui.shell.failure import FailureDialog


@pytest.fixture
def start(tmp_path):
    """Runs a program as a new person would, and gives what it prints."""
    folders = {f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    environment = os.environ | folders | {"HOME": str(tmp_path)}

    def run(program):
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, env=environment
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


SHOWN = """
import time
from lossstudio.gui import app as start
app = start.make_application()
window = start.make_window(app, language="en", theme="light")
window.show()
def wait_until(holds):
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        app.processEvents()
"""

LOADED = (
    """
import json
import sys
"""
    + SHOWN
    + """
from PySide6.QtCore import QEvent, QObject
heavy = ("pyqtgraph", "OpenGL", "PIL", "ziamath", "markdown_it", "tqdm")
def loaded():
    return [name for name in heavy if name in sys.modules], list(window.contents.made)
class Look(QObject):
    pictures = []
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.pictures.append(loaded())
        return False
look = Look()
window.workspace.panels["fit"].frame.viewport().installEventFilter(look)
before = loaded()
wait_until(lambda: set(window.workspace.in_front) <= set(window.contents.made))
json.dump([before, look.pictures[0], list(window.workspace.in_front), loaded()[1]], sys.stdout)
window.close()
"""
)


def test_the_first_picture_needs_no_plot_and_what_is_seen_comes_after_it(start):
    before, first, in_front, after = json.loads(start(LOADED))
    assert before == first == [[], ["controls", "lesson"]]
    assert {"fit", "loss"} <= set(in_front)
    # What is behind another panel, or closed, is not made.
    assert set(after) == {*in_front, "lesson"}


PATCHED = (
    """
import builtins
import enum
import sys
def python():
    return [builtins.__import__, enum.EnumType._create_, enum.EnumType.__call__, enum.Enum.__new__]
unpatched = python()[1:]
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets
modules = (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)
importing = builtins.__import__  # PySide6 has put its own there
names = [dir(module) for module in modules]
assert all(names)
"""
    + SHOWN
    + """
wait_until(lambda: set(window.workspace.in_front) <= set(window.contents.made))
assert python()[1:] == unpatched
assert builtins.__import__ is importing
for module, known in zip(modules, names):
    assert set(dir(module)) >= set(known)
    assert vars(module)["__dir__"].func.__name__ == "__dir__"  # PySide6's, not of Python code
for name, module in sys.modules.items():
    if name.partition(".")[0] in ("pyqtgraph", "PySide6"):
        assert not type(module).__module__.startswith(("lossstudio", "__main__")), name
        assert module.__spec__.loader is not None, name
window.close()
"""
)


def test_python_qt_and_pyqtgraph_are_as_they_were_made(start):
    start(PATCHED)


SIGNATURES = (
    """
from PySide6.QtGui import QFontMetrics
import shibokensupport.signature.parser as parser
asked = []
parse = parser.pyside_type_init
parser.pyside_type_init = lambda key, lines: asked.append(key) or parse(key, lines)
"""
    + SHOWN
    + """
from lossstudio.gui.views.step_numbers.number_row import _advances_of
window.workspace.open("numbers")  # which measures text, and is not in the simple window
wait_until(lambda: _advances_of.cache_info().currsize)
assert window.fit_view.snapshot is not None
assert asked == [], asked
QFontMetrics.__doc__  # a function's own asks for it before Python 3.12 alone
assert ("PySide6.QtGui", "QFontMetrics") in asked, asked  # this is how it would be seen
window.close()
"""
)


def test_a_start_asks_for_no_signature(start):
    start(SIGNATURES)


def test_what_a_panel_shows_is_made_when_it_is_opened_and_shows_what_there_is(open_window, qtbot):
    window = open_window()
    qtbot.waitUntil(lambda: window.controller.snapshot is not None)
    assert "metrics" not in window.contents.made
    window.workspace.open("metrics")
    view = window.contents.made["metrics"]
    assert window.workspace.panels["metrics"].content is view
    assert view.isVisible()
    assert view.drawn is window.controller.snapshot


def test_what_cannot_be_made_is_told_and_the_rest_lives_on(open_window, qtbot, monkeypatch):
    window = open_window()
    load = making.content_class

    def fail(entry):
        if entry.name == "metrics":
            raise ArithmeticError("made up for a test")
        return load(entry)

    monkeypatch.setattr(making, "content_class", fail)
    window.workspace.open("metrics")
    qtbot.waitUntil(lambda: window.findChild(FailureDialog) is not None)
    dialog = window.findChild(FailureDialog)
    assert "made up for a test" in dialog.report()
    dialog.close()
    assert window.workspace.is_in_front("metrics")
    assert window.workspace.panels["metrics"].content is None
    window.panel_keys.enter("metrics")
    window.workspace.open("network")
    assert isinstance(window.workspace.panels["network"].content, QWidget)


def test_what_was_never_opened_keeps_what_was_remembered_of_it(open_window, qtbot):
    first = open_window()
    first.loss_shape.slope_button.setChecked(True)
    first.close()
    second = open_window()
    assert "shape" not in second.contents.made
    second.close()
    assert open_window().loss_shape.slope_button.isChecked()


def test_a_panel_appears_when_its_parts_have_their_places(open_window, qtbot):
    window = open_window()
    qtbot.waitUntil(lambda: window.controller.snapshot is not None)
    frame = window.workspace.panels["metrics"].frame
    window.workspace.open("metrics")
    assert not frame.updatesEnabled()
    qtbot.waitUntil(frame.updatesEnabled)
    assert frame.widget().rect().contains(frame.viewport().rect())
