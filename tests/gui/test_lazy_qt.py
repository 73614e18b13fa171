"""A start makes no class of Qt that nobody asks for, and what is asked for is Qt's own."""

import json
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
