"""A start makes no class of Qt that nobody asks for, and what is asked for is Qt's own."""

import json
import os
import subprocess
import sys

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets
import pytest
from pyqtgraph.Qt import QtCore, QtGui, QtWidgets

START = """
import json
import sys
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets
originals = (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)
names = [dir(module) for module in originals]
import lossstudio.gui.app
made = [sum(name in vars(module) for name in dir(module)) for module in originals]
assert all(set(dir(module)) >= set(known) for module, known in zip(originals, names))
json.dump([sum(made), sum(map(len, names))], sys.stdout)
"""


def test_a_start_makes_only_the_classes_that_are_used():
    out = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, check=True
    ).stdout
    made, there = json.loads(out)
    assert there > 500
    assert made < 0.6 * there


@pytest.mark.parametrize(
    ("mirror", "original"),
    [
        (QtCore, PySide6.QtCore),
        (QtGui, PySide6.QtGui),
        (QtWidgets, PySide6.QtWidgets),
    ],
)
def test_pyqtgraph_finds_every_class_of_qt(mirror, original):
    assert set(dir(original)) <= set(dir(mirror))
    for name in dir(original):
        if not name.startswith("__"):
            assert getattr(mirror, name) is getattr(original, name)
    with pytest.raises(AttributeError, match="no_such_class"):
        _ = mirror.no_such_class


LEFT_OUT = """
import builtins
import sys
import PySide6.QtCore
assert builtins.__import__.__name__ == "__feature_import__"
import lossstudio.gui.app
assert builtins.__import__.__name__ != "__feature_import__"
loaded = {name for name in sys.modules if name.startswith(("pyqtgraph.", "shibokensupport."))}
assert "pyqtgraph.graphicsItems.PlotItem.PlotItem" in loaded
for unneeded in ("parametertree", "multiprocess", "imageview", "widgets.SpinBox"):
    assert f"pyqtgraph.{unneeded}" not in loaded, unneeded
import pyqtgraph.imageview
from pyqtgraph.parametertree import Parameter
from pyqtgraph.widgets.SpinBox import SpinBox
assert pyqtgraph.imageview.ImageView.__mro__ and SpinBox.__mro__ and Parameter.create
"""


def test_a_start_leaves_out_what_it_does_not_need_and_it_is_there_later():
    subprocess.run([sys.executable, "-c", LEFT_OUT], check=True)


SIGNATURES = """
import time
from lossstudio.gui import app as start
import shibokensupport.signature.parser as parser
from PySide6.QtGui import QFontMetrics
from lossstudio.gui.views.step_numbers.number_row import _advances_of
asked = []
parse = parser.pyside_type_init
parser.pyside_type_init = lambda key, lines: asked.append(key) or parse(key, lines)
app = start.make_application()
window = start.make_window(app)
window.show()
end = time.monotonic() + 60
while not _advances_of.cache_info().currsize and time.monotonic() < end:
    app.processEvents()
assert window.fit_view.snapshot is not None
assert asked == [], asked
QFontMetrics.__doc__  # a function's own asks for it before Python 3.12 alone
assert ("PySide6.QtGui", "QFontMetrics") in asked, asked  # this is how it would be seen
window.close()
"""


def test_a_start_asks_for_no_signature(tmp_path):
    folders = {f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    environment = os.environ | folders | {"HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", SIGNATURES], check=True, env=environment)
