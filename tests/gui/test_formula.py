import logging
import time

import latex2mathml.converter
import pytest
import shiboken6
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.own import make_loss
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.gui.kit import formula
from lossstudio.gui.kit.colors import DARK, LIGHT
from lossstudio.gui.kit.formula import FormulaLabel, typesetter

MSE = r"\frac{1}{n} \sum_i (y_i - \hat y_i)^2"


@pytest.fixture
def show(qtbot, qapp):
    """Make and show a label, and wait until its formula is there."""

    def make(latex, wait=True, **options):
        label = FormulaLabel(latex, **options)
        qtbot.addWidget(label)
        label.show()
        if wait:
            qtbot.waitUntil(lambda: label.is_rendered)
        return label

    palette = qapp.palette()
    qapp.setPalette(LIGHT.palette())
    yield make
    qapp.setPalette(palette)


def ink(widget, ratio=1.0):
    """The rectangle of what is drawn, (left, top, right, bottom), and its darkest pixel."""
    size = widget.size()
    image = QImage(size * ratio, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag(0))
    painter.end()
    xs, ys, strongest = [], [], None
    for y in range(image.height()):
        for x in range(image.width()):
            color = image.pixelColor(x, y)
            if color.alpha() > 40:
                xs.append(x)
                ys.append(y)
                if strongest is None or color.alpha() > strongest.alpha():
                    strongest = color
    assert xs, "nothing is drawn"
    return (min(xs), min(ys), max(xs), max(ys)), strongest


def test_a_formula_is_drawn_as_large_as_it_asks_for(show):
    label = show(MSE)
    hint = label.sizeHint()
    assert hint.width() > 60
    assert hint.height() > label.fontMetrics().height()
    label.resize(hint)
    (left, top, right, bottom), _ = ink(label)
    assert right - left > 0.8 * hint.width()
    assert bottom - top > 0.8 * hint.height()


def test_a_larger_font_makes_a_larger_formula(show):
    label = show(MSE)
    usual = label.sizeHint()
    font = label.font()
    font.setPixelSize(2 * label.fontInfo().pixelSize())
    label.setFont(font)
    assert label.sizeHint().width() == pytest.approx(2 * usual.width(), abs=2)


def test_a_narrow_label_shrinks_the_formula_in_proportion(show):
    label = show(MSE)
    natural = label.sizeHint()
    width = natural.width() // 2
    assert label.heightForWidth(natural.width() * 2) == natural.height()
    assert label.heightForWidth(width) == pytest.approx(natural.height() / 2, abs=1)
    label.resize(natural)
    (left, top, right, bottom), _ = ink(label)
    full = (right - left) / (bottom - top)
    label.resize(width, natural.height())
    (left, top, right, bottom), _ = ink(label)
    assert right < width
    assert (right - left) / (bottom - top) == pytest.approx(full, rel=0.1)


def test_a_layout_gives_it_the_height_it_needs(show, qtbot):
    outer = QWidget()
    qtbot.addWidget(outer)
    layout = QVBoxLayout(outer)
    label = show(MSE)
    layout.addWidget(label)
    layout.addStretch(1)
    outer.resize(80, 300)
    outer.show()
    qtbot.waitUntil(lambda: label.width() < 80)
    assert label.minimumSizeHint().width() <= 40
    assert label.height() <= label.heightForWidth(label.width())


def test_it_is_crisp_at_any_pixel_ratio(show):
    label = show(MSE)
    label.resize(label.sizeHint())
    (left, _, right, _), _ = ink(label)
    (left2, _, right2, _), _ = ink(label, ratio=2.0)
    assert right2 - left2 == pytest.approx(2 * (right - left), abs=4)


def test_it_follows_the_theme(show, qapp, qtbot):
    label = show(MSE)
    label.resize(label.sizeHint())
    _, color = ink(label)
    assert color.lightness() < 80
    qapp.setPalette(DARK.palette())
    window_text = QPalette.ColorRole.WindowText
    qtbot.waitUntil(lambda: label.palette().color(window_text).name() == DARK.text)
    _, color = ink(label)
    assert color.lightness() > 180


def test_accessible_name_is_the_latex(show):
    assert show(MSE).accessibleName() == MSE


def test_a_bad_formula_is_shown_as_text_and_logged(show, caplog):
    with caplog.at_level(logging.WARNING):
        label = show(r"\frac{never seen")
    assert r"\frac{never seen" in caplog.text
    label.resize(label.sizeHint())
    assert label.sizeHint() == label.fontMetrics().size(0, r"\frac{never seen")
    ink(label)


def test_another_formula_replaces_the_first(show, qtbot):
    label = show(MSE)
    wide = label.sizeHint().width()
    label.set_formula("x")
    qtbot.waitUntil(lambda: label.is_rendered)
    assert label.latex == label.accessibleName() == "x"
    assert label.sizeHint().width() < wide / 2


def test_the_last_of_several_formulas_stands(show, qtbot):
    label = show(MSE, wait=False)
    for latex in ("a_1", "b_2", "c_3"):
        label.set_formula(latex)
        QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: label.is_rendered)
    typesetter()._pool.waitForDone()
    QCoreApplication.processEvents()
    assert label._svg == typesetter().svg("c_3")


@pytest.mark.parametrize(
    "latex",
    [
        " + ".join(["x_i"] * 1500),
        r"\frac{1}{1 + " * 25 + "x" + "}" * 25,
        "e^{" * 25 + "x" + "}" * 25,
        r"\left(1 + " * 25 + "x" + r"\right)" * 25,
        r"\sqrt{1 + " * 25 + "x" + "}" * 25,
    ],
)
def test_a_formula_that_would_be_drawn_for_minutes_is_text(show, caplog, latex):
    label = show(latex)
    assert label._svg == ""
    assert "cannot be drawn" in caplog.text
    lines = 400 * label.fontMetrics().horizontalAdvance("\\") // 300 + 2
    assert label.heightForWidth(300) < 2 * lines * label.fontMetrics().lineSpacing()


def test_the_formula_of_an_own_loss_is_drawn_or_text(show):
    for depth in (2, 9):
        loss = make_loss("1/(1 + " * depth + "r**2" + ")" * depth)
        for latex in (loss.formula, loss.gradient_formula):
            assert (show(latex)._svg == "") == (depth > 2)


def test_no_formula_takes_no_room(show, qtbot):
    label = show("")
    assert label.sizeHint() == QSize(0, 0)
    label.set_formula("x")
    qtbot.waitUntil(lambda: label.sizeHint().width() > 0)
    label.set_formula("")
    qtbot.waitUntil(lambda: label.sizeHint() == QSize(0, 0))


def test_a_formula_is_typeset_once(show, monkeypatch):
    typeset = []
    original = formula._typeset

    def counted(latex):
        typeset.append(latex)
        return original(latex)

    monkeypatch.setattr(formula, "_typeset", counted)
    latex = r"\theta_{once}"
    for _ in range(3):
        show(latex)
    assert typeset == [latex]


def test_making_labels_does_not_wait_for_the_typesetter(show, monkeypatch, qtbot):
    released = []

    def slow(latex):
        while not released:
            time.sleep(0.001)
        return ""

    monkeypatch.setattr(formula, "_typeset", slow)
    label = show(r"\text{slow one}", wait=False)
    for _ in range(20):
        QCoreApplication.processEvents()
    assert not label.is_rendered
    assert label.sizeHint().height() > 0, "room is kept for it"
    released.append(True)
    qtbot.waitUntil(lambda: label.is_rendered)


def test_a_label_may_die_before_its_formula_is_ready(show, monkeypatch, qtbot):
    released, done = [], []

    def slow(latex):
        while not released:
            time.sleep(0.001)
        return ""

    monkeypatch.setattr(formula, "_typeset", slow)
    typesetter().done.connect(lambda latex, svg: done.append(latex))
    doomed = FormulaLabel(r"\text{doomed}")
    QCoreApplication.processEvents()
    unborn = FormulaLabel(r"\text{not even asked for}")
    for label in (doomed, unborn):
        label.deleteLater()
        QCoreApplication.sendPostedEvents(label, QEvent.Type.DeferredDelete)
        assert not shiboken6.isValid(label)
    released.append(True)
    qtbot.waitUntil(lambda: r"\text{doomed}" in done)
    assert r"\text{not even asked for}" not in done


def test_stopping_forgets_what_waits(qtbot, monkeypatch):
    drawn = []

    def slow(latex):
        drawn.append(latex)
        time.sleep(0.02)
        return ""

    monkeypatch.setattr(formula, "_typeset", slow)
    for i in range(50):
        typesetter().svg(f"stopped_{i}")
    typesetter().stop()
    qtbot.waitUntil(lambda: typesetter()._pool.activeThreadCount() == 0)
    assert len(drawn) < 10


FORMULAS = {
    f"{entry.name}{i}": latex
    for registry in (LOSSES, OPTIMIZERS)
    for entry in registry.values()
    for i, latex in enumerate([entry.formula, getattr(entry, "gradient_formula", "")])
    if latex
}


@pytest.mark.parametrize("latex", FORMULAS.values(), ids=FORMULAS.keys())
def test_every_formula_of_the_program_can_be_drawn(latex, caplog):
    with caplog.at_level(logging.WARNING):
        svg = formula._typeset(latex)
    assert not caplog.records
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    assert renderer.isValid()
    assert formula.INK in svg
    # An unknown command is no error: it is drawn letter by letter, with its backslash.
    assert "\\" not in latex2mathml.converter.convert(latex)


def test_who_asks_after_the_drawing_and_before_the_news_of_it_is_told_too(show, qtbot):
    show("e_0")  # the typesetter is open
    typesetter().svg("e_1")
    typesetter()._pool.waitForDone()  # drawn; the event loop does not know yet
    assert typesetter().svg("e_1") is None
    with qtbot.waitSignal(typesetter().done, timeout=2000):
        pass


def width(latex):
    """How wide a formula is, at the size it is drawn at."""
    svg = QSvgRenderer(QByteArray(formula._typeset(latex).encode()))
    assert svg.isValid(), latex
    return svg.viewBoxF().width()


@pytest.mark.parametrize(
    ("with_sign", "without"),
    [
        ("z = -8", "z = 8"),
        (r"\ell = -\log p", r"\ell = \log p"),
        ("(-1, 1)", "(1, 1)"),
        ("f(x, -1)", "f(x, 1)"),
        (r"a \le -1", r"a \le 1"),
        (r"x \cdot -1", r"x \cdot 1"),
        ("2 - -1", "2 - 1"),
        ("|-x|", "|x|"),
        (r"\left(-x\right)", r"\left(x\right)"),
        (r"\sum_i -x", r"\sum_i x"),
        (r"y = \quad -8", r"y = \quad 8"),
        (r"\textcolor{#0a0b01}{-8}", r"\textcolor{#0a0b01}{8}"),
        (formula.IN_A_LINE + "-8", formula.IN_A_LINE + "8"),
    ],
)
def test_a_sign_that_belongs_to_one_number_stands_close_to_it(with_sign, without):
    sign = width("-")
    assert width(with_sign) - width(without) == pytest.approx(sign, abs=2.5), "no room added"


@pytest.mark.parametrize(
    "latex", ["8 - 3", "|x| - 1", r"\infty - 1", "(x) - 1", "x_i - 1", r"y' - 1"]
)
def test_a_minus_between_two_terms_keeps_room_on_both_sides(latex):
    assert width(latex) - width(latex.replace("-", "")) > width("-") + 8


def test_only_so_many_drawings_are_kept_and_the_others_come_again(show, monkeypatch, qtbot):
    monkeypatch.setattr("lossstudio.gui.kit.formula._MOST_KEPT", 2)
    labels = [show(f"k_{i}") for i in range(4)]
    kept = typesetter()
    assert len(kept._svg) == 2
    assert all(label.is_rendered for label in labels)
    assert kept.svg("k_0") is None
    qtbot.waitUntil(lambda: kept.svg("k_0") is not None)
