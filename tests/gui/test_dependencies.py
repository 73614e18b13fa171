"""Faults of libraries that would end the interpreter. PySide6 6.12.0 fails both tests.

On Python 3.12 and later the counts of True and None never change, and the tests pass.
"""

import gc
import sys

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter, QPixmap

TIMES = 2000
NOISE = 100
"""Counts waver by a few with what the interpreter does meanwhile; a fault loses one each time."""


class _Emitter(QObject):
    nothing = Signal()
    number = Signal(float)
    thing = Signal(object)


def test_emitting_keeps_the_references_to_true_and_none():
    emitter = _Emitter()
    heard = []
    emitter.thing.connect(heard.append)
    gc.collect()
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(TIMES):
        emitter.nothing.emit()
        emitter.number.emit(1.0)
        emitter.thing.emit(True)
    assert len(heard) == TIMES
    heard.clear()
    gc.collect()
    assert sys.getrefcount(True) >= before[0] - NOISE
    assert sys.getrefcount(None) >= before[1] - NOISE


def test_painting_plots_keeps_the_references_to_true_and_none(qtbot):
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    plot.resize(90, 70)
    # Ticks need not be computed anew, which would take most of the time.
    plot.setRange(xRange=(0, 4), yRange=(0, 4))
    curve = plot.plot(pen="r")
    picture = QPixmap(plot.size())
    painted = []
    curve.sigPlotChanged.connect(painted.append)
    x = np.arange(5.0)

    def paint(times):
        for i in range(times):
            curve.setData(x, x[::-1] if i % 2 else x)
            painter = QPainter(picture)
            plot.render(painter)
            painter.end()

    paint(20)
    gc.collect()
    before = sys.getrefcount(True), sys.getrefcount(None)
    paint(TIMES)
    assert len(painted) == TIMES + 20
    painted.clear()
    gc.collect()
    assert sys.getrefcount(True) >= before[0] - NOISE
    assert sys.getrefcount(None) >= before[1] - NOISE
