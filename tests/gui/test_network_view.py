"""The network view, fed with snapshots as the worker makes them."""

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTranslator
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QToolTip

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.colors import ramp, rgb
from lossstudio.gui.views.network import network_view
from lossstudio.gui.views.network.layout import make_layout
from lossstudio.gui.views.network.lines import MOST_LINES, drawn_lines
from lossstudio.gui.views.network.network_view import NetworkView
from lossstudio.gui.views.network.structure import Connection, Structure, Unit, relative
from lossstudio.gui.views.network.unit_pictures import negative, positive


def network(dataset="moons", loss="binary_cross_entropy", layers=(3, 2), data=None, **run):
    run = Run(**{"loss": loss, "model": "mlp", "hidden_layers": layers} | run)
    return Scenario(data=Data(dataset=dataset, **(data or {})), runs=(run,))


NUMBERS = tuple(map(tuple, np.random.default_rng(0).normal(50, 9, size=(30, 4)).tolist()))
CASES = {
    "map": network(layers=(8, 8)),
    "curve": network("sine", "mse", (4,), activation="relu"),
    "classes": network("three_blobs", "cross_entropy", (3, 3, 3)),
    "all zero": network("quadratic", "mse", initialization="zero"),
    "histograms": network("points", "mse", data={"points": NUMBERS}),
    "no hidden layer": network(layers=()),
    "linear": Scenario(),
    "polynomial": Scenario(data=Data(dataset="sine"), runs=(Run(model="polynomial", degree=4),)),
    "without biases": network(bias=False),
    "many": network(layers=(32, 32, 32), activation="relu"),
}


@pytest.fixture
def shown(qtbot, theme, source_of):
    """A visible view of a scenario's snapshot, and the source of more."""

    def show(scenario, steps=0, size=(620, 420)):
        source = source_of(scenario)
        view = NetworkView(theme)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.show_snapshot(source.step(steps))
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not view.is_busy)
        return view, source

    return show


def weights_of(source, index=0):
    snapshot = source.newest
    return snapshot.scene.objectives[index].model.unpack(snapshot.runs[index].theta)


def with_theta(snapshot, theta):
    return dataclasses.replace(snapshot, runs=(dataclasses.replace(snapshot.runs[0], theta=theta),))


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_model_is_drawn_in_both_themes_and_moves(name, shown, theme, qtbot):
    view, source = shown(CASES[name])
    before = view.diagram.grab().toImage()
    view.gradient_button.setChecked(True)
    assert view.diagram.grab().toImage() != before
    view.gradient_button.setChecked(False)
    view.show_snapshot(source.step(20))
    qtbot.waitUntil(lambda: not view.is_busy)
    assert view.diagram.grab().toImage() != before
    theme.set_mode("dark")
    QApplication.processEvents()
    corner = view.diagram.grab().toImage().pixelColor(1, 1)
    assert corner.name() == theme.colors.plot_background


def test_columns_are_the_layers_and_lines_are_relative_to_the_largest_weight(shown):
    view, source = shown(network(), 30)
    blocks = weights_of(source)
    assert view.diagram.layout_.shown == (2, 3, 2, 1)
    largest = max(np.abs(blocks[f"weights_{k}"]).max() for k in (1, 2, 3))
    for number, shares in enumerate(view.diagram.shares, start=1):
        np.testing.assert_allclose(shares, blocks[f"weights_{number}"] / largest)
    assert view.diagram.largest_weight == pytest.approx(largest)
    assert view.diagram.scale_words[0] == f"|w| = {largest:#.4g}"


def test_the_gradient_is_that_of_the_coming_step(shown):
    view, source = shown(network(batch_size=16), 5)
    gradient = source.newest.runs[0].coming.gradient
    assert source.newest.runs[0].coming.rows is not None
    view.gradient_button.setChecked(True)
    first = source.newest.scene.objectives[0].model.unpack(gradient)["weights_1"]
    np.testing.assert_allclose(view.diagram.shares[0] * view.diagram.largest_weight, first)
    assert "mini-batch: 16 samples" in view.notes.text()
    assert "gradient" in view.legend.entries[0].label
    view.gradient_button.setChecked(False)
    assert "mini-batch" not in view.notes.text()


def test_the_table_has_every_weight_with_its_gradient(shown):
    view, source = shown(network("three_blobs", "cross_entropy", (2,)), 3)
    run = source.newest.runs[0]
    data = view.figure_data()
    assert list(data) == ["layer", "from", "to", "weight", "gradient"]
    assert sorted(data["weight"]) == sorted(run.theta.tolist())
    # The layout of theta: weights row by row, then biases; so are the rows of the table.
    np.testing.assert_array_equal(data["weight"], run.theta)
    np.testing.assert_array_equal(data["gradient"], run.coming.gradient)
    assert (data["from"][0], data["to"][0], data["layer"][0]) == ("x₁", "unit 1", 1)
    assert (data["from"][-1], data["to"][-1], data["layer"][-1]) == ("bias", "C", 2)


def test_a_unit_and_a_line_are_told_in_numbers(shown):
    view, source = shown(network(layers=(3,)), 10)
    blocks = weights_of(source)
    layout = view.diagram.layout_
    assert layout.unit_at(layout.rect(Unit(1, 2)).center()) == Unit(1, 2)
    view.diagram.set_focused(Unit(1, 2))
    assert view.card.isVisible()
    assert f"{blocks['bias_1'][2]:.4f}".replace("-", "−")[:5] in view.card.text.text()
    assert "Layer 1, unit 3" in view.card.text.text()
    assert "Layer 1, unit 3" in view.accessibleDescription()
    middle = layout.line(Connection(0, 1, 2)).pointAt(0.8)
    found = layout.line_at(middle, view.diagram.drawn)
    assert found == Connection(0, 1, 2)
    view.diagram._set_hovered(found)
    assert view.readout.isVisible()
    assert not view.card.isVisible()
    w = blocks["weights_1"][1, 2]
    assert f"{w:#.4g}".replace("-", "−")[:6] in view.readout.text()


def side_of(card):
    picture = card.picture.pixmap()
    return 0 if card.picture.isHidden() else picture.width() / picture.devicePixelRatio()


def test_a_click_enlarges_a_units_picture_and_the_next_one_goes_back(shown, qtbot):
    view, source = shown(network(layers=(3,)), 10)
    diagram, unit = view.diagram, Unit(1, 2)
    place = diagram.layout_.rect(unit).center().toPoint()
    qtbot.mouseMove(diagram, place)
    small = side_of(view.card)
    qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=place)
    assert diagram.is_enlarged
    assert side_of(view.card) > max(1.5 * small, 0.4 * diagram.height())
    assert view.rect().contains(view.card.geometry()), "nothing of it is cut"
    assert "Layer 1, unit 3" in view.card.text.text()
    qtbot.mouseMove(diagram, diagram.layout_.rect(Unit(1, 0)).center().toPoint())
    assert "Layer 1, unit 3" in view.card.text.text(), "what is below it is not looked at"
    before = view.card.text.text()
    view.show_snapshot(source.step(20))
    assert view.card.text.text() != before, "it follows the run"
    qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=place)
    assert not diagram.is_enlarged
    assert diagram.focused == unit, "its figures stay"


def test_enter_enlarges_and_escape_goes_back(shown, qtbot):
    view, _ = shown(network(layers=(3,)))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert not view.diagram.is_enlarged, "nothing is chosen"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    small = side_of(view.card)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    large = side_of(view.card)
    assert large > 1.5 * small
    assert Qt.Key.Key_Escape in view.own_keys, "the window must not take it"
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.diagram.is_enlarged
    assert "Layer 1, unit 2" in view.card.text.text()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.diagram.is_enlarged
    assert Qt.Key.Key_Escape not in view.own_keys
    assert side_of(view.card) == small
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.diagram.focused is None


def test_no_tooltip_lies_over_what_is_looked_at(shown, qapp):
    view, _ = shown(network(layers=(3,)), size=(400, 240))
    assert view.diagram.toolTip(), "little room: what is said elsewhere stands there"

    def ask():
        event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5)))
        qapp.sendEvent(view.diagram, event)
        shown = [w for w in qapp.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()]
        QToolTip.hideText()
        return bool(shown)

    view.diagram._set_hovered(Unit(1, 0))
    assert not ask()
    view.diagram._set_hovered(None)
    assert ask()


def test_a_weights_gradient_says_which_way_it_goes(shown):
    view, source = shown(network(layers=(3,)), 10)
    run = source.newest.runs[0]
    slopes = source.newest.scene.objectives[0].model.unpack(run.coming.gradient)["weights_1"]
    seen = set()
    for start, end in np.ndindex(*slopes.shape):
        view.diagram._set_hovered(Connection(0, start, end))
        rises = slopes[start, end] < 0
        assert f"gradient descent {'raises' if rises else 'lowers'} w" in view.readout.text()
        seen.add(rises)
    assert len(seen) == 2


def test_the_score_of_two_classes_has_their_colours(shown):
    view, _ = shown(network(layers=(3,)), 10)
    colors = view.theme.colors
    for column in (1, 2):
        painter = view.diagram.painter_of(Unit(column, 0))
        picture = QImage(64, 64, QImage.Format.Format_RGB32)
        brush = QPainter(picture)
        painter.paint_one(brush, 0, QRectF(0, 0, 64, 64), 1.0)
        brush.end()
        found = {picture.pixelColor(x, y).name() for x in range(64) for y in range(64)}
        ends = [mark.color for mark in colors.classes[:2]] if column == 2 else colors.signs
        paths = [ramp((colors.plot_background, end), 600) for end in ends]
        possible = np.concatenate(paths).astype(int)
        for name in found:
            assert np.abs(possible - rgb(name)).max(axis=1).min() <= 2, (column, name)


def test_the_keyboard_goes_from_node_to_node(shown, qtbot):
    view, _ = shown(network(layers=(4, 4)))
    keys = Qt.Key
    seen = []
    for key in (keys.Key_Right, keys.Key_Down, keys.Key_Right, keys.Key_Up, keys.Key_Left):
        qtbot.keyClick(view, key)
        seen.append(view.diagram.focused)
    assert seen == [Unit(1, 0), Unit(1, 1), Unit(2, 1), Unit(2, 0), Unit(1, 0)]
    qtbot.keyClick(view, keys.Key_Escape)
    assert view.diagram.focused is None
    assert not view.card.isVisible()
    qtbot.keyClick(view, keys.Key_G)
    assert view.shows_gradient


def test_units_that_are_never_active_are_told(shown):
    view, source = shown(network(layers=(3,), activation="relu"))
    theta = np.zeros_like(source.newest.runs[0].theta)
    theta[6:9] = -1.0, 1.0, -2.0
    view.show_snapshot(with_theta(source.newest, theta))
    assert "2 of 3 hidden units" in view.notes.text()
    view.diagram.set_focused(Unit(1, 0))
    assert "never active" in view.card.text.text()
    view.diagram.set_focused(Unit(1, 1))
    assert "100%" in view.card.text.text()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [1e300, 1e-300, 0.0])
@pytest.mark.parametrize("name", ["map", "curve", "histograms", "linear"])
def test_extreme_weights_are_drawn(name, size, shown):
    view, source = shown(CASES[name])
    theta = source.newest.runs[0].theta
    signs = np.where(np.arange(len(theta)) % 2, size, -size)
    view.show_snapshot(with_theta(source.newest, signs))
    view.diagram.set_focused(Unit(1, 0))
    assert not view.grab().isNull()
    assert all(np.abs(part).max() <= 1.0 for part in view.diagram.shares)
    texts = view.card.text.text() + view.notes.text() + " ".join(view.diagram.scale_words)
    assert "nan" not in texts
    assert "inf" not in texts


def test_numbers_that_are_none_have_no_share():
    values = np.array([np.inf, -np.inf, np.nan, 1.0, -2.0])
    assert relative(values, 2.0).tolist() == [1.0, -1.0, 0.0, 0.5, -1.0]
    assert relative(values, 0.0).tolist() == [0.0] * 5


def test_a_layer_that_is_too_long_says_so(shown):
    view, _ = shown(network(layers=(32,)), size=(320, 260))
    shown_units = view.diagram.layout_.shown[1]
    assert 4 <= shown_units < 32
    view.resize(600, 700)
    QApplication.processEvents()
    assert view.diagram.layout_.shown[1] == 32
    view.resize(600, 330)
    QApplication.processEvents()
    assert "first nodes" in view.notes.text()


def test_of_many_lines_the_thickest_are_drawn(shown):
    weights = [np.arange(600.0).reshape(20, 30), -np.arange(600.0, 630.0).reshape(30, 1)]
    drawn = drawn_lines(weights)
    assert sum(part.sum() for part in drawn) == MOST_LINES
    assert drawn[1].all()
    assert drawn[0].ravel()[-370:].all()
    assert not drawn[0].ravel()[:-370].any()


def test_nodes_stay_apart_and_inside():
    structure = Structure((2, 32, 5, 3), None)
    for width, height in ((240, 90), (620, 300), (900, 1200)):
        room = QRectF(10, 20, width, height)
        layout = make_layout(structure, room, 30, 20, 1.0)
        for column, centers in enumerate(layout.centers):
            rects = [layout.rect(Unit(column, row)) for row in range(len(centers))]
            assert all(room.contains(rect) for rect in rects)
            assert all(a.bottom() < b.top() for a, b in pairwise(rects))
        assert layout.sizes[0] + layout.sizes[1] < 2 * layout.step


def test_of_several_runs_the_first_network_is_shown_until_another_is_chosen(shown):
    runs = (Run(loss="hinge"), Run(loss="squared_hinge", model="mlp", hidden_layers=(2,)))
    view, _ = shown(Scenario(data=Data(dataset="moons"), runs=runs))
    assert view.run_choice.currentText() == "Squared hinge"
    assert view.diagram.layout_.shown == (2, 2, 1)
    view.run_choice.setCurrentIndex(0)
    view.run_choice.activated.emit(0)
    assert view.diagram.layout_.shown == (2, 1)
    assert "no hidden units" in view.notes.text()
    assert "Neural network" in view.notes.text()


def test_what_looks_the_same_is_not_computed_again(shown, monkeypatch):
    view, source = shown(network())
    calls = []
    monkeypatch.setattr(view, "_look", lambda *args: calls.append(args))
    view.show_snapshot(source.newest)
    assert not calls
    view.hide()
    view.show_snapshot(source.step(30))
    assert not calls
    view.show()
    assert len(calls) == 1


def test_outputs_of_other_data_are_not_shown(shown, monkeypatch, qtbot):
    monkeypatch.setattr(network_view, "MOST_DIRECT", 0)
    view, source = shown(network())
    assert view._outputs
    view.show_snapshot(source.step(30))
    assert view.is_busy
    told = []
    view._work.came.connect(lambda: told.append(view._work.key[0]))
    view.show_snapshot(source.change(network("circles")))
    assert not view._outputs
    qtbot.waitUntil(lambda: bool(view._outputs))
    qtbot.waitUntil(lambda: not view.is_busy)
    assert told == [source.newest.scene.objectives[0]]


def test_what_comes_late_is_told_too(shown, monkeypatch, qtbot):
    monkeypatch.setattr(network_view, "MOST_DIRECT", 0)
    view, source = shown(network(layers=(3,), activation="relu"))
    theta = np.zeros_like(source.newest.runs[0].theta)
    theta[6:9] = -1.0, 1.0, -2.0
    view.show_snapshot(with_theta(source.newest, theta))
    assert view.is_busy
    qtbot.waitUntil(lambda: "2 of 3 hidden units" in view.notes.text())
    assert view.figure_parts == (view.legend, view.diagram, view.notes)


def test_signs_differ_by_dash_and_by_colour(shown, theme):
    view, source = shown(network("sine", "mse", (1,)))
    theta = np.array([1.0, 0.0, -1.0, 0.0])
    view.show_snapshot(with_theta(source.newest, theta))
    image = view.diagram.grab().toImage()
    seen = []
    for line in (Connection(0, 0, 0), Connection(1, 0, 0)):
        at = view.diagram.layout_.line(line)
        colors = {
            image.pixelColor(at.pointAt(share).toPoint()).name()
            for share in np.linspace(0.1, 0.9, 60)
        }
        seen.append((colors, theme.colors.plot_background in colors))
    assert not seen[0][1], "a weight above 0 is a solid line"
    assert seen[1][1], "a weight below 0 is dashed"
    assert _nearest(seen[0][0], theme) == positive(theme.colors)
    assert _nearest(seen[1][0], theme) == negative(theme.colors)


def _nearest(names, theme):
    """The sign's colour to which the strongest of the colours is nearest."""

    def distance(one, other):
        a, b = QColor(one), QColor(other)
        return abs(a.red() - b.red()) + abs(a.green() - b.green()) + abs(a.blue() - b.blue())

    signs = positive(theme.colors), negative(theme.colors)
    return min(signs, key=lambda sign: min(distance(sign, name) for name in names))


def test_maps_are_the_right_way_up(shown, theme):
    view, source = shown(network(layers=(1,)))
    theta = np.array([0.0, 5.0, 0.0, 1.0, 0.0])  # the unit rises with x₂, which goes up
    view.show_snapshot(with_theta(source.newest, theta))
    image = view.diagram.grab().toImage()
    rect = view.diagram.layout_.rect(Unit(1, 0))
    colors = [
        image.pixelColor(QPointF(rect.center().x(), y).toPoint()).name()
        for y in (rect.top() + 4, rect.bottom() - 4)
    ]
    assert [_nearest([color], theme) for color in colors] == [
        positive(theme.colors),
        negative(theme.colors),
    ]


class _Shouting(QTranslator):
    """Every text in capitals; placeholders stay."""

    def isEmpty(self):
        return False

    def translate(self, context, text, disambiguation=None, n=-1):
        return f"«{text}»"


def test_texts_follow_the_language(shown, qapp):
    view, _ = shown(network())
    view.diagram.set_focused(Unit(1, 0))
    translator = _Shouting()
    qapp.installTranslator(translator)
    QApplication.processEvents()
    assert view.accessibleName() == "«Network»"
    assert view.gradient_button.text() == "«gradient»"
    assert view.legend.entries[0].label == "«weight > 0»"
    assert view.notes.text().startswith("«Small pictures")
    assert "«Layer" in view.card.text.text() or "Layer" in view.card.text.text()
    qapp.removeTranslator(translator)


def test_another_model_may_come_while_the_view_is_hidden(shown, qtbot):
    view, source = shown(CASES["classes"], steps=1)
    view.hide()
    view.show_snapshot(source.change(CASES["map"]))
    with qtbot.captureExceptions() as exceptions:
        view.resize(500, 300)
        view.show()
        QApplication.processEvents()
    assert exceptions == []
    assert view.diagram.structure.sizes[1:-1] == CASES["map"].runs[0].hidden_layers


def test_what_is_looked_at_is_told_from_what_is_drawn(shown):
    view, source = shown(network(layers=(3, 2)), 4)
    view.hide()
    view.show_snapshot(source.change(network(layers=(4,))))
    view.diagram.set_focused(Unit(1, 2))
    assert "Layer 1, unit 3" in view.card.text.text()
    assert view.drawn.runs[0].theta.size == 2 * 3 + 3 + 3 * 2 + 2 + 2 + 1
