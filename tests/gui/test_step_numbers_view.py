"""The view of a step in numbers: what it shows adds up, and pointing at it lights the source."""

import itertools
import logging
import re

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from lossstudio.core.losses import LOSSES
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.engine.numbers.account import Quantity, Row, Term
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit import formula
from lossstudio.gui.kit.colors import DARK, LIGHT
from lossstudio.gui.kit.formula import FormulaLabel
from lossstudio.gui.views.step_numbers.number_row import NumberRow
from lossstudio.gui.views.step_numbers.quantities import (
    INKS,
    colored,
    contrast,
    inks,
    quantity_words,
    text_colors,
)
from lossstudio.gui.views.step_numbers.step_numbers_view import StepNumbersView


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's coming step, and the source of more."""

    def show(scenario=None, steps=0, size=(420, 380)):
        source = source_of(scenario)
        view = StepNumbersView(theme)
        view.failed.connect(pytest.fail)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.show_snapshot(source.step(steps))
        settle(view, qtbot)
        return view, source

    return show


def settle(view, qtbot):
    """Wait until what was asked for is computed and laid out."""
    qtbot.waitUntil(lambda: not view.is_busy)
    # A row begins with the size that Qt gives every widget, and the first layout may squeeze it.
    qtbot.waitUntil(
        lambda: all(row.height() == row.heightForWidth(row.width()) for row in view.sheet.rows)
    )
    QApplication.processEvents()


def one(loss="mse", dataset="line", **run):
    return Scenario(data=Data(dataset=dataset), runs=(Run(loss=loss, **run),))


SCENARIOS = {
    "line": one(),
    "logistic": one("binary_cross_entropy", "threshold", model="polynomial", degree=2),
    "softmax": one("cross_entropy", "three_blobs", optimizer="adam", l1=0.01, l2=0.1),
    "network": one("focal", "moons", model="mlp"),
    "mini-batch": one("huber", batch_size=16, optimizer="momentum", reduction="sum"),
    "runs": Scenario(runs=(Run(), Run(loss="mae", optimizer="adamw"))),
}


def results(view):
    """The last number of each row, by the row's name, read from what the widgets say."""
    found = {}
    for row in view.sheet.rows:
        name, equals, rest = row.accessibleName().partition(" = ")
        if equals and re.fullmatch(r"−?[\d.]+(e−?\d+)?", rest.split(" = ")[-1]):
            found[name] = float(rest.split(" = ")[-1].replace("−", "-"))
    return found


def rows_with(view, name):
    return next(row for row in view.sheet.rows if row.text.startswith(name + " = "))


def term_of(row, quantity):
    return next(i for i, term in enumerate(row.row.terms) if term.quantity is quantity)


def move_to(row, place):
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        row.mapToGlobal(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(row, moved)


def point_at(row, quantity):
    move_to(row, row.term_center(term_of(row, quantity)))


def test_the_shown_numbers_are_those_of_the_step_that_comes(shown, qtbot):
    view, source = shown(steps=4)
    run = source.newest.runs[0]
    dataset = source.newest.scene.dataset
    (w, b), x, y = run.theta, dataset.x[: dataset.n_train, 0], dataset.target[: dataset.n_train]
    error = w * x + b - y
    found = results(view)
    expected = {
        "ŷ": w * x[0] + b,
        "r": error[0],
        "ℓ": error[0] ** 2,
        "J": (error**2).mean(),
        "∂J/∂w": 2 * (error * x).mean(),
        "∂J/∂b": 2 * error.mean(),
        "w": w - 0.1 * 2 * (error * x).mean(),
    }
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=1e-5), name
    view.show_snapshot(source.step(1))
    settle(view, qtbot)
    # What was announced has come.
    assert source.newest.runs[0].theta[0] == pytest.approx(found["w"], rel=1e-5)
    assert results(view)["J"] == pytest.approx(found["J(θ + Δθ)"], rel=1e-5)


def test_rows_that_did_not_change_kind_are_kept(shown, qtbot):
    view, source = shown()
    before = list(view.sheet.rows)
    view.show_snapshot(source.step(3))
    settle(view, qtbot)
    assert view.sheet.rows == before
    assert view.account.step == 3


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("width", [240, 320, 620])
def test_no_row_is_cut_off(name, width, shown, qtbot):
    view, _ = shown(SCENARIOS[name], 2, size=(width, 300))
    viewport = view.scroll_area.viewport().width()
    assert view.sheet.width() <= viewport
    rows = view.sheet.rows
    qtbot.waitUntil(lambda: all(r.height() >= r.heightForWidth(r.width()) for r in rows))
    for row in rows:
        right = max(piece.x + piece.width for piece in row._place(row.width()))
        longest = max(piece.width for piece in row._place(row.width()))
        assert right <= row.width() + 8 or longest > row.width() / 2, row.text


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_kind_is_drawn_in_both_themes_without_a_formula_that_fails(
    name, shown, theme, qtbot, caplog
):
    with caplog.at_level(logging.WARNING):
        view, _ = shown(SCENARIOS[name], 2)
        labels = view.sheet.findChildren(FormulaLabel)
        assert labels
        qtbot.waitUntil(lambda: all(label.is_rendered for label in labels), timeout=20000)
    assert not caplog.records
    light = view.grab().toImage()
    theme.set_mode("dark")
    QApplication.processEvents()
    assert view.grab().toImage() != light


def test_pointing_at_a_term_names_it_and_its_sample(shown, qtbot):
    view, _ = shown()
    terms, samples = [], []
    view.term_hovered.connect(terms.append)
    view.sample_hovered.connect(samples.append)
    point_at(rows_with(view, "r"), Quantity.TARGET)
    assert terms == ["target"]
    assert samples == [0]
    point_at(rows_with(view, "r"), Quantity.PREDICTION)
    assert terms[-1] == "prediction"
    row = rows_with(view, "∂J/∂w")
    point_at(row, Quantity.GRADIENT)
    assert terms[-1] == "gradient"
    assert samples[-1] is None, "the gradient is of no one sample"
    move_to(row, QPointF(row.rect().bottomRight()))
    assert terms[-1] == ""


def test_a_term_that_is_pointed_at_is_underlined_wherever_it_stands(shown, qtbot):
    view, _ = shown()
    other = rows_with(view, "∂ℓ/∂ŷ")
    before = other.grab().toImage()
    point_at(rows_with(view, "r"), Quantity.ERROR)
    assert other.grab().toImage() != before


def test_the_keyboard_goes_from_term_to_term(shown, qtbot):
    view, _ = shown()
    terms, samples = [], []
    view.term_hovered.connect(terms.append)
    view.sample_hovered.connect(samples.append)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.sheet.current is not None
    assert terms == ["input"]
    assert samples == [0]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert terms[-1] == "target"
    assert "target" in view.accessibleDescription()
    for _ in range(100):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    row = view.sheet.rows[view.sheet.current[0]]
    assert (
        view.scroll_area.viewport()
        .rect()
        .contains(row.mapTo(view.scroll_area.viewport(), row.rect().center()))
    ), "what the keyboard is at is in sight"
    assert samples[-1] is None
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.sheet.current is None
    assert terms[-1] == ""


def test_a_sample_pointed_at_elsewhere_is_worked_out(shown, qtbot):
    view, source = shown()
    x = source.newest.scene.dataset.x[:, 0]
    view.highlight(17)
    settle(view, qtbot)
    assert results(view)["x"] == pytest.approx(x[17], rel=1e-5)
    view.highlight(None)
    settle(view, qtbot)
    assert results(view)["x"] == pytest.approx(x[0], rel=1e-5)
    view.choose(23)
    settle(view, qtbot)
    assert view.sample_label.text() == "sample 24"
    view.next_button.click()
    settle(view, qtbot)
    assert results(view)["x"] == pytest.approx(x[24], rel=1e-5)
    view.choose(95)
    settle(view, qtbot)
    assert "test sample" in view.text
    view.choose(10**6)
    settle(view, qtbot)
    assert results(view)["x"] == pytest.approx(x[0], rel=1e-5), "a row that is not there"


def test_the_buttons_go_round_in_the_mini_batch(shown, qtbot):
    view, source = shown(SCENARIOS["mini-batch"], 2)
    rows = source.newest.runs[0].coming.rows
    seen = []
    for _ in range(17):
        seen.append(view.account.sections[0].sample)
        view.next_button.click()
        settle(view, qtbot)
    assert seen == [*rows, rows[0]]
    view.previous_button.click()
    settle(view, qtbot)
    assert view.account.sections[0].sample == rows[0]
    view.show_snapshot(source.step(1))
    settle(view, qtbot)
    assert view.account.sections[0].sample in source.newest.runs[0].coming.rows


def test_another_run_is_written_out(shown, qtbot):
    view, _ = shown(SCENARIOS["runs"], 1)
    assert view.run_choice.isVisible()
    assert "r²" in view.text
    view.run_choice.setCurrentIndex(1)
    settle(view, qtbot)
    assert "ℓ = |r|" in view.text
    assert "m[w]" in view.text


def test_with_one_run_there_is_nothing_to_choose(shown):
    view, _ = shown()
    assert not view.run_choice.isVisible()


def test_it_is_copied_as_text(shown, qtbot):
    view, _ = shown()
    view.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert text == view.text
    for row in view.sheet.rows:
        assert "    " + row.accessibleName() + "\n" in text
    QGuiApplication.clipboard().clear()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == text


def test_the_figure_has_the_parameters_as_columns(shown):
    view, source = shown(steps=3)
    data, run = view.figure_data(), source.newest.runs[0]
    assert data["parameter"] == ["w", "b"]
    np.testing.assert_array_equal(data["gradient"], run.coming.gradient)
    np.testing.assert_array_equal(data["change"], run.coming.change)
    np.testing.assert_array_equal(data["value_before"], run.theta)
    np.testing.assert_array_equal(data["value_after"], run.coming.after.theta)
    assert view.figure_parts == (view.sheet,)


def test_other_data_are_not_shown_under_the_new_name(shown, qtbot):
    view, source = shown()
    source.change(one("binary_cross_entropy", "moons"))
    view.show_snapshot(source.newest)
    assert view.account is None, "nothing of the old step while the new one is computed"
    assert view.text == ""
    settle(view, qtbot)
    assert "∂ℓ/∂z" in view.text


def test_a_run_that_went_beyond_all_range_stays_sane(shown, qtbot):
    view, source = shown(one(learning_rate=1.0, optimizer="gradient_descent", reduction="sum"))
    view.show_snapshot(source.step(400))
    settle(view, qtbot)
    assert view.account is not None
    assert not re.search(r"\b(nan|inf)\b|∞", view.text)
    assert source.newest.step < 400
    assert "beyond the range of numbers" in view.text


def test_while_training_runs_it_is_written_rarely_and_hidden_not_at_all(shown, qtbot):
    assert StepNumbersView.interval == 0.25
    view, source = shown()
    view.hide()
    account = view.account
    view.show_snapshot(source.step(2))
    qtbot.waitUntil(lambda: not view.is_busy)
    assert view.account is account
    view.show()
    settle(view, qtbot)
    assert view.account.step == 2


@pytest.mark.parametrize("colors", [LIGHT, DARK])
def test_coloured_text_can_be_read(colors):
    for run in (None, *(mark.color for mark in colors.runs)):
        for quantity, color in text_colors(colors, run).items():
            for ground in (colors.window, colors.base):
                assert contrast(color, ground) >= 4.5, (quantity, color)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_quantity_is_named():
    assert set(quantity_words()) == set(Quantity) - {Quantity.NONE}


def test_symbols_of_a_formula_take_the_colour_of_their_quantity():
    y, prediction = INKS[Quantity.TARGET], INKS[Quantity.PREDICTION]
    text = colored(r"r = \hat y - y")
    assert text.endswith(rf"\textcolor{{{prediction}}}{{\hat y}} - \textcolor{{{y}}}{{y}}")
    assert colored(r"\begin{array}{l} e^{x} \operatorname{sign}(x) \end{array}") == (
        r"\begin{array}{l} e^{x} \operatorname{sign}(x) \end{array}"
    )
    assert INKS[Quantity.SLOPE] in colored(r"\frac{\partial \ell_i}{\partial z_{ik}}")


@pytest.mark.parametrize(
    "latex",
    [loss.formula for loss in LOSSES.values()]
    + [loss.gradient_formula for loss in LOSSES.values()]
    + [optimizer.formula for optimizer in OPTIMIZERS.values()],
)
def test_coloured_formulas_can_be_typeset(latex, caplog):
    with caplog.at_level(logging.WARNING):
        svg = formula._typeset(colored(latex))
    assert not caplog.records
    assert svg


def test_a_formula_is_painted_in_the_colours_it_is_given(qtbot):
    label = FormulaLabel(rf"\textcolor{{{INKS[Quantity.COST]}}}{{M}}")
    label.set_inks(inks(text_colors(LIGHT) | {Quantity.COST: "#ff0000"}))
    qtbot.addWidget(label)
    label.show()
    qtbot.waitUntil(lambda: label.is_rendered)
    label.resize(label.sizeHint())
    image = label.grab().toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert any(c.red() > 200 and c.green() < 60 and c.blue() < 60 for c in pixels)


def test_a_row_wraps_before_a_sign_and_never_within_a_number(qtbot):
    row = NumberRow()
    qtbot.addWidget(row)
    terms = [Term("z"), Term(" = ")]
    for _ in range(5):
        terms += [Term("−1.23456e−7", Quantity.INPUT, True), Term(" · ")]
    row.set_row(Row((*terms, Term("1", Quantity.PREDICTION, True))), "beyond")
    row.resize(160, 200)
    pieces = row._place(160)
    assert max(piece.line for piece in pieces) >= 2
    for before, after in itertools.pairwise(pieces):
        if after.line != before.line:
            assert row.row.terms[after.term].text[after.start] in "·="
    texts = [row.row.terms[piece.term].text[piece.start : piece.stop] for piece in pieces]
    assert "".join(texts) == row.row.text
    assert row.term_at(QPointF(-5, 0)) is None


def test_texts_change_with_the_language(shown, qapp, qtbot):
    class Shouting(QTranslator):
        def translate(self, context, text, disambiguation=None, n=-1):
            return text.upper() if context == "core" and "{" not in text else ""

        def isEmpty(self):
            return False

    view, _ = shown()
    assert "Its loss:" in view.text
    translator = Shouting(qapp)
    qapp.installTranslator(translator)
    QApplication.processEvents()
    assert "ITS LOSS:" in view.text
    assert any(label.text() == "ITS LOSS:" for label in view.sheet._labels if label)
