"""Faults of libraries that would end the interpreter; PySide6 6.12.0 has both of these.

From Python 3.12 on True and None are immortal: their counts are no counts any more (PySide6, which
is built for older Pythons too, still moves them), and nothing that is done to them ends Python. So
there the loops have to end, and the counts are not looked at.
"""

import gc
import sys

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter, QPixmap

TIMES = 2000
NOISE = 50
"""Counts waver by a few with what the interpreter does meanwhile; a fault loses one each time."""

IMMORTAL = 2**30
"""No object is referred to so often; the immortal ones have larger counts."""


class _Emitter(QObject):
    nothing = Signal()
    number = Signal(float)
    thing = Signal(object)


def assert_keeps_references(action):
    """Run `action(i)` some thousand times; stop before a count falls so low that Python aborts."""
    for i in range(20):
        action(i)
    gc.collect()
    true, none = sys.getrefcount(True), sys.getrefcount(None)
    for i in range(TIMES):
        action(i)
        if none > IMMORTAL:
            continue
        assert sys.getrefcount(True) > true - NOISE, f"True lost references, {i} times"
        assert sys.getrefcount(None) > none - NOISE, f"None lost references, {i} times"
    assert (none > IMMORTAL) == (sys.version_info >= (3, 12))


def test_emitting_keeps_the_references_to_true_and_none():
    emitter = _Emitter()
    heard = []
    emitter.thing.connect(lambda thing: heard.append(str(thing)))

    def emit(_):
        emitter.nothing.emit()
        emitter.number.emit(1.0)
        emitter.thing.emit(True)

    assert_keeps_references(emit)
    assert heard == ["True"] * (TIMES + 20)


def test_painting_plots_keeps_the_references_to_true_and_none(qtbot):
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    plot.resize(90, 70)
    # Ticks need not be computed anew, which would take most of the time.
    plot.setRange(xRange=(0, 4), yRange=(0, 4))
    curve = plot.plot(pen="r")
    picture = QPixmap(plot.size())
    x = np.arange(5.0)

    def paint(i):
        curve.setData(x, x[::-1] if i % 2 else x)
        painter = QPainter(picture)
        plot.render(painter)
        painter.end()

    assert_keeps_references(paint)
    image = picture.toImage()
    pixels = [image.pixelColor(a, b) for a in range(90) for b in range(70)]
    assert any(pixel.red() > pixel.blue() + 100 for pixel in pixels), "no curve was painted"
