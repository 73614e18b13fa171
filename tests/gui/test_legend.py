"""A legend with names takes a bounded part of its view, and loses none of them."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import QApplication, QToolButton

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.figures.offscreen import Offscreen
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.landscape.landscape_view import LandscapeView
from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView
from lossstudio.gui.views.loss_shape.loss_shape_view import LossShapeView
from lossstudio.gui.views.plot.abridging import LEAST, Part, arrange, told_apart
from lossstudio.gui.views.plot.legend import Entry, Legend
from lossstudio.gui.views.plot.top_row import SHARE, TopRow

NAMES = [
    "Squared error with a small learning rate",
    "Absolute error, the median of the residuals",
    "Huber with delta one half, as in lesson 3",
    "Log-cosh, a smooth absolute error for all",
    "Pinball loss at the ninetieth percentile",
    "Squared error with momentum and a decay",
]
WORDS = ["train", "test", "outlier", "truth"]
SOLID = Qt.PenStyle.SolidLine


def entries(names):
    words = [Entry(word, "#000000", symbol="o") for word in WORDS]
    return (*words, *(Entry(name, "#0000ff", SOLID, tooltip="What it is.") for name in names))


@pytest.fixture
def legend(qtbot, theme):
    made = Legend(theme)
    qtbot.addWidget(made)
    made.set_entries(entries(NAMES), NAMES)
    return made


def shown(legend, width):
    return [place.text for place in legend.arranged(width).places]


def tooltip(legend):
    document = QTextDocument()
    document.setHtml(legend.toolTip())
    return document.toPlainText().splitlines()


@pytest.mark.parametrize("width", [180, 260, 320, 420, 700])
@pytest.mark.parametrize("n_rows", [2, 3, 4, 6])
def test_names_take_the_rows_there_are_and_words_stay_whole(legend, width, n_rows):
    legend.set_room(n_rows * legend.row_height())
    assert legend.heightForWidth(width) <= n_rows * legend.row_height()
    texts = shown(legend, width)
    assert texts[: len(WORDS)] == WORDS
    arranged = legend.arranged(width)
    counted = [text for text in texts if text.startswith("+")]
    n_out = len(arranged.left_out)
    assert counted == ([f"+{n_out} more"] if n_out else [])
    named = texts[len(WORDS) :][: len(NAMES) - n_out]
    least = LEAST * legend.fontMetrics().averageCharWidth()
    for name, text in zip(NAMES, named, strict=False):
        assert text == name or "…" in text
        assert legend.fontMetrics().horizontalAdvance(text) > 0.6 * least
    assert len(set(named)) == len(named), "each can be told from the others"


def test_names_are_as_long_as_there_is_room(legend):
    assert shown(legend, 320) == WORDS + NAMES, "without a bound"
    lengths = []
    for n_rows in (3, 4, 5, 8):
        legend.set_room(n_rows * legend.row_height())
        lengths.append(sum(map(len, shown(legend, 420))))
    assert lengths == sorted(lengths)
    assert shown(legend, 420) == WORDS + NAMES


def test_what_cannot_be_read_in_the_legend_stands_in_its_tooltip(legend):
    legend.set_room(2 * legend.row_height())
    legend.resize(260, 40)
    assert legend.arranged(260).left_out
    assert tooltip(legend) == [*NAMES, "What it is."]
    assert legend.accessibleName() == ", ".join(WORDS + NAMES)
    legend.set_entries(tuple(Entry(name, "#0000ff", SOLID) for name in NAMES), NAMES)
    assert set(tooltip(legend)) > {NAMES[-1]}
    legend.set_room(None)
    assert tooltip(legend) == []


def test_names_that_begin_alike_are_cut_in_the_middle(qtbot, theme):
    metrics = QFontMetrics(theme.font())
    width = 14 * metrics.averageCharWidth()
    texts = ["a run with eta 0.1", "a run with eta 0.3", "another name that is long", "short"]
    short = told_apart(texts, [width] * 4, metrics)
    assert len(set(short)) == 4
    assert short[0].endswith(".1")
    assert short[1].endswith(".3")
    assert short[2].endswith("…")
    assert short[3] == "short"


def test_words_alone_are_never_bounded(qtbot, theme):
    metrics = QFontMetrics(theme.font())
    parts = [Part("a word of the program's own", 10.0, is_name=False)] * 5
    found = arrange(parts, 200.0, 2, 10.0, metrics, "+{count}")
    assert [place.row for place in found.places] == [0, 1, 2, 3, 4]
    assert not found.left_out


@pytest.mark.parametrize("size", [(310, 250), (390, 330), (300, 270), (700, 500)])
def test_the_row_above_a_picture_takes_its_share_of_the_view(qtbot, theme, size):
    legend = Legend(theme)
    legend.set_entries(entries(NAMES), NAMES)
    buttons = [QToolButton() for _ in range(4)]
    for button in buttons:
        button.setText("button")
    row = TopRow(legend, buttons)
    qtbot.addWidget(row)
    row.resize(size[0], 100)
    row.show()
    row.set_view_height(size[1])
    QApplication.processEvents()
    assert row.layout().heightForWidth(size[0]) <= SHARE * size[1] + 1
    row.set_view_height(2000)
    QApplication.processEvents()
    assert legend.arranged(legend.width()).longest == float("inf")


@pytest.mark.parametrize("view_class", [FitView, LossCurveView, LossShapeView, LandscapeView])
def test_six_long_names_leave_the_picture_its_room(qtbot, theme, source_of, view_class):
    runs = tuple(
        Run(name=name, loss=loss)
        for name, loss in zip(
            NAMES, ["mse", "mae", "huber", "log_cosh", "pinball", "mse"], strict=True
        )
    )
    source = source_of(Scenario(data=Data(n_samples=40, outlier_fraction=0.1), runs=runs))
    view = view_class(theme)
    qtbot.addWidget(view)
    view.resize(320, 290)
    view.show()
    view.show_snapshot(source.step(3))
    qtbot.waitUntil(lambda: not view.is_busy)
    QApplication.processEvents()
    assert all(name in view.legend.accessibleName() for name in NAMES)
    legend = view.legend
    qtbot.waitUntil(lambda: legend.height() >= legend.heightForWidth(legend.width()))
    assert view.legend.height() <= SHARE * view.height()
    assert view.minimumSizeHint().width() < 320


def test_a_figure_counts_no_names_it_has_no_tooltip_for(qtbot, qapp, source_of):
    runs = tuple(Run(name=name) for name in NAMES)
    figure = Offscreen(("loss",), QSize(640, 360))
    figure.show_snapshot(source_of(Scenario(runs=runs)).step(3))
    qtbot.waitUntil(figure.is_settled)
    (view,) = figure.views
    assert not view.legend.arranged(view.legend.width()).left_out
    assert "…" not in "".join(shown(view.legend, view.legend.width()))
    figure.close()
