"""What is told at the pointer: as large as its text, and of several runs a bounded table."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.landscape.landscape_view import LandscapeView
from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView
from lossstudio.gui.views.loss_shape.loss_shape_view import LossShapeView
from lossstudio.gui.views.plot.readout import Readout, Row, Rows
from lossstudio.gui.views.step_size.step_size_view import StepSizeView

NAMES = [f"a run with a name that is long, number {number}" for number in range(1, 9)]
LOSSES = ["mse", "mae", "huber", "log_cosh", "pinball", "mse", "mae", "huber"]
EIGHT = Scenario(
    data=Data(n_samples=60, outlier_fraction=0.1),
    runs=tuple(
        Run(name=name, loss=loss, learning_rate=0.02 * (1 + i))
        for i, (name, loss) in enumerate(zip(NAMES, LOSSES, strict=True))
    ),
)


@pytest.fixture
def readout(qtbot, theme):
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(900, 400)
    over.show()
    made = Readout(over)
    made.style_with(theme.colors)
    return made


def plain(readout):
    document = QTextDocument()
    document.setHtml(readout.text())
    return document.toPlainText()


def table(n, **more):
    rows = [Row(NAMES[i], "#0000ff", (f"{i}.5",), float(abs(i - 2))) for i in range(n)]
    return Rows(tuple(rows), **more)


@pytest.mark.parametrize("text", ["Outside the picture: MSE", "图外：平方误差配上较小的学习率"])
def test_a_text_of_one_line_is_one_line_high_at_every_width(readout, text):
    readout.show_at(QPoint(0, 0), [text])
    height, natural = readout.height(), readout.width()
    beside = natural - readout.fontMetrics().horizontalAdvance(text)
    assert beside <= 14, "no more than the frame"
    readout.show_at(QPoint(0, 0), [text], QRect(0, 0, natural, 300))
    assert readout.height() == height
    readout.show_at(QPoint(0, 0), [text], QRect(0, 0, natural - 1, 300))
    assert readout.height() > 1.5 * height, "it no longer fits in one line"


def test_rows_keep_their_order_and_the_nearest_is_bold(readout):
    readout.show_at(QPoint(5, 5), [table(4, head=("train",), title="step 3"), "a line"])
    assert readout.lines == (
        "step 3", "train", *(f"{NAMES[i]}: {i}.5" for i in range(4)), "a line"
    )  # fmt: skip
    assert "<b>2.5</b>" in readout.text()
    assert readout.text().count("<b>") == 2, "its name and its value"
    assert len({line for line in plain(readout).splitlines() if "…" in line}) == 4
    far = [Row(name, "#0000ff", ("1",), math.inf) for name in NAMES[:3]]
    readout.show_at(QPoint(5, 5), [Rows(tuple(far))])
    assert "<b>" not in readout.text()


def test_of_many_curves_the_nearest_are_told_of_and_the_others_counted(readout):
    readout.show_at(QPoint(5, 5), [table(8)])
    assert readout.lines == (*(f"{NAMES[i]}: {i}.5" for i in range(6)), "+2 more")
    room = QRect(0, 0, 400, 120)
    readout.show_at(QPoint(5, 5), [table(8)], room)
    assert readout.height() <= 0.7 * room.height()
    assert f"{NAMES[2]}: 2.5" in readout.lines
    assert readout.lines[-1].startswith("+")
    tiny = QRect(0, 0, 110, 80)
    readout.show_at(QPoint(5, 5), ["x = 0.4000, y = 1.828", table(8)], tiny)
    assert readout.height() <= tiny.height()
    assert f"{NAMES[2]}: 2.5" in readout.lines


def test_a_table_fits_into_a_narrow_picture_and_names_are_text(readout):
    room = QRect(0, 0, 130, 200)
    readout.show_at(QPoint(5, 5), [table(4)], room)
    assert readout.width() <= room.width()
    readout.show_at(QPoint(5, 5), [Rows((Row("<i>a</i> & b", "#0000ff", ("<1>",), 0.0),))])
    assert "<i>a</i> & b" in plain(readout)
    assert "<1>" in plain(readout)


@pytest.fixture
def shown(qtbot, theme, source_of):
    source = source_of(EIGHT)

    def show(view_class):
        view = view_class(theme)
        qtbot.addWidget(view)
        view.resize(560, 420)
        view.show()
        snapshot = source.step(40)
        view.show_snapshot(snapshot)
        qtbot.waitUntil(lambda: not view.is_busy)
        return view, snapshot

    return show


def point_at(view, x, y):
    view.area.scene().sigMouseMoved.emit(view.area.box.mapViewToScene(QPointF(x, y)))


def check(view, name, value):
    readout = view.area.readout
    (line,) = (line for line in readout.lines if line.startswith(f"{name}: "))
    assert value in line
    assert f"<b>{value}</b>" in readout.text()
    assert any(line.startswith("+") for line in readout.lines)
    assert readout.width() <= view.area.width()
    assert readout.height() <= 0.7 * view.area.height()


def test_the_fit_tells_of_the_runs_at_the_pointer(shown):
    view, snapshot = shown(FitView)
    value = float(np.interp(0.4, view.layer.axis, snapshot.runs[6].picture))
    point_at(view, 0.4, value)
    check(view, NAMES[6], four_digits(value))


@pytest.mark.parametrize("log_y", [False, True])
def test_the_loss_curve_tells_of_the_runs_at_the_pointer(shown, log_y):
    view, _ = shown(LossCurveView)
    view.metric_choice.actions_by_metric["own"].trigger()
    view.log_y_button.setChecked(log_y)
    loss = float(view._shown[3].curves.low[5, 0])
    point_at(view, 5.0, math.log10(loss) if log_y else loss)
    check(view, NAMES[3], four_digits(loss))
    assert view.area.readout.lines[:2] == ("step 5", "train, test")


def test_the_loss_shape_tells_of_the_runs_at_the_pointer(shown):
    view, _ = shown(LossShapeView)
    point_at(view, 2.0, 4.0)
    lines = view.area.readout.lines
    assert lines[:2] == ("r = 2.000", "ℓ, dℓ/dr")
    assert any(line.endswith("4.000, 4.000") for line in lines)
    assert view.area.readout.height() <= 0.7 * view.area.height()


def rest_at(view, x, y):
    """Let the pointer come to (x, y), shares of the plot from its lower left."""
    (x0, x1), (y0, y1) = view.area.shown_range()
    at = view.area.box.mapViewToScene(QPointF(x0 + x * (x1 - x0), y0 + y * (y1 - y0)))
    view.area.scene().sigMouseMoved.emit(at)
    return at


@pytest.mark.parametrize(
    "kind", [FitView, LossCurveView, LossShapeView, LandscapeView, StepSizeView]
)
@pytest.mark.parametrize("place", [(0.3, 0.4), (0.4, 0.3)])
def test_what_is_said_under_a_resting_pointer_follows_the_run(qtbot, theme, source_of, kind, place):
    source = source_of(Scenario(data=Data(n_samples=30)))
    view = kind(theme)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_snapshot(source.newest)
    qtbot.waitUntil(lambda: not view.is_busy)
    at = rest_at(view, *place)
    said = []
    for count in (1, 2, 30, 200):
        view.show_snapshot(source.step(count))
        qtbot.waitUntil(lambda: not view.is_busy)
        resting = view.area.readout.lines if view.area.readout.isVisible() else ()
        view.area.scene().sigMouseMoved.emit(QPointF(-9, -9))
        view.area.scene().sigMouseMoved.emit(at)  # as if it came there only now
        assert resting == (view.area.readout.lines if view.area.readout.isVisible() else ())
        said.append(resting)
    assert len(set(said)) > 1


def test_a_readout_appears_under_a_resting_pointer_when_there_is_something_to_say(
    qtbot, theme, source_of
):
    source = source_of(Scenario(data=Data(n_samples=30)))
    view = StepSizeView(theme)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    rest_at(view, 0.4, 0.5)
    assert not view.area.readout.isVisible()
    view.show_snapshot(source.step(1))
    qtbot.waitUntil(lambda: not view.is_busy)
    assert view.area.readout.isVisible()


def test_a_plot_that_is_hidden_forgets_the_pointer(qtbot, theme, source_of):
    view = FitView(theme)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_snapshot(source_of().newest)
    rest_at(view, 0.5, 0.5)
    assert view.area.pointer() is not None
    view.hide()
    assert view.area.pointer() is None
