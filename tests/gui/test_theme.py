import ast
import itertools
from pathlib import Path

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOption,
    QWidget,
)

import lossstudio
from lossstudio.gui.kit.colors import (
    DARK,
    LIGHT,
    Role,
    class_picture,
    colors_for,
    mix,
    probability_table,
    ramp,
    rgb,
    sequential_table,
)
from lossstudio.gui.kit.i18n import Retranslating
from lossstudio.gui.kit.icons import application_icon, icon
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.metrics.figures_table import FiguresTable
from lossstudio.gui.views.plot.area import PlotArea
from tests.gui.color_science import VISION, contrast, lab

SCHEMES = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture
def theme(qapp):
    theme = Theme(qapp, "light")
    yield theme
    theme.set_scale(1.0)
    theme.set_mode("light")
    qapp.styleHints().colorSchemeChanged.disconnect(theme._apply_scheme)
    theme.setParent(None)


# --- colours -----------------------------------------------------------------------------------


def test_the_reference_formulas_give_known_values():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    np.testing.assert_allclose(lab("#ff0000", "usual"), [53.24, 80.09, 67.20], atol=0.1)


@SCHEMES
def test_texts_have_enough_contrast(colors):
    for text in ("text", "muted", "good", "warn", "bad", "link"):
        for ground in ("window", "base"):
            found = contrast(getattr(colors, text), getattr(colors, ground))
            assert found >= 4.5, (text, ground, found)
    assert contrast(colors.text, colors.button) >= 4.5
    assert contrast(colors.highlighted_text, colors.highlight) >= 4.5
    assert contrast(colors.plot_foreground, colors.plot_background) >= 4.5
    assert contrast(colors.disabled, colors.base) >= 3.0


@SCHEMES
def test_marks_have_enough_contrast(colors):
    for mark in (*colors.marks.values(), *colors.classes, *colors.runs):
        assert contrast(mark.color, colors.plot_background) >= 3.0, mark
    assert contrast(colors.grid, colors.plot_background) < 2.0, "a grid must not compete"


@SCHEMES
@pytest.mark.parametrize("vision", VISION)
def test_no_two_marks_fall_together_for_a_colour_blind_reader(colors, vision):
    for marks in (colors.marks.values(), colors.classes, colors.runs):
        for first, second in itertools.combinations(marks, 2):
            gap = np.linalg.norm(lab(first.color, vision) - lab(second.color, vision))
            assert gap >= 10.0, (first, second, gap)


@SCHEMES
def test_colour_never_stands_alone(colors):
    for marks in (list(colors.marks.values()), colors.classes, colors.runs):
        assert len({mark.symbol for mark in marks}) == len(marks)
    assert set(colors.marks) == set(Role)
    # The curves that share a plot also differ by their dash.
    together = (Role.TRAIN, Role.TEST, Role.COST, Role.CURSOR), (Role.TRUTH, Role.MODEL)
    for roles in together[1:]:
        assert len({colors.mark(role).dash for role in roles}) == len(roles)
    assert len({colors.mark(role).dash for role in together[0][:3]}) == 3


def test_both_schemes_give_a_role_the_same_dash_and_symbol():
    for role in Role:
        light, dark = LIGHT.mark(role), DARK.mark(role)
        assert (light.dash, light.symbol) == (dark.dash, dark.symbol)


@SCHEMES
def test_marks_repeat_from_the_seventh_on(colors):
    assert colors.class_mark(6) == colors.class_mark(0)
    assert colors.run_mark(7) == colors.run_mark(1)


# --- colour maps ------------------------------------------------------------------------------


def test_ramp_goes_through_its_stops():
    table = ramp(("#000000", "#ff0000", "#ffff00"), 5)
    assert table.dtype == np.uint8
    np.testing.assert_array_equal(
        table, [[0, 0, 0], [128, 0, 0], [255, 0, 0], [255, 128, 0], [255, 255, 0]]
    )


def test_mix():
    assert mix("#000000", "#ff8040", 0.5) == "#804020"
    assert mix("#123456", "#ffffff", 0.0) == "#123456"


@SCHEMES
def test_probability_table_is_empty_in_the_middle(colors):
    table = probability_table(colors, 257)
    np.testing.assert_array_equal(table[128], rgb(colors.plot_background))
    for end, mark in ((0, colors.classes[0]), (-1, colors.classes[1])):
        expected = mix(colors.plot_background, mark.color, colors.map_strength)
        np.testing.assert_array_equal(table[end], rgb(expected))


@SCHEMES
def test_the_map_can_be_seen(colors):
    table = probability_table(colors)
    for ground in (table[0], table[-1]):
        ground = "#" + "".join(f"{channel:02x}" for channel in ground)
        assert contrast(ground, colors.plot_background) > 1.25


@SCHEMES
def test_class_picture_of_two_classes_is_the_probability_table(colors):
    p1 = np.linspace(0, 1, 11)
    picture = class_picture(colors, np.stack([1 - p1, p1], axis=1)[None])
    np.testing.assert_allclose(picture[0].astype(int), probability_table(colors, 11), atol=1)


def test_class_picture_of_three_classes():
    p = np.array([[[1.0, 0, 0], [0, 0, 1.0], [1 / 3, 1 / 3, 1 / 3], [0.2, 0.6, 0.2]]])
    picture = class_picture(LIGHT, p)
    assert picture.shape == (1, 4, 3)
    for pixel, (index, share) in zip(picture[0], [(0, 1), (2, 1), (0, 0), (1, 0.4)], strict=True):
        expected = mix("#ffffff", LIGHT.classes[index].color, LIGHT.map_strength * share)
        np.testing.assert_allclose(pixel.astype(int), rgb(expected), atol=1)


@pytest.mark.parametrize("shape", [(4, 3), (2, 2, 1)])
def test_class_picture_names_a_wrong_shape(shape):
    with pytest.raises(ValueError, match=str(shape).replace("(", r"\(").replace(")", r"\)")):
        class_picture(LIGHT, np.zeros(shape))


def test_sequential_table():
    table = sequential_table(DARK, Role.COST, 3)
    np.testing.assert_array_equal(table[0], rgb(DARK.plot_background))
    np.testing.assert_array_equal(table[-1], rgb(DARK.mark(Role.COST).color))


# --- the theme --------------------------------------------------------------------------------


def test_mode_sets_palette_and_colours(theme, qapp):
    heard = []
    theme.changed.connect(lambda: heard.append(theme.colors))
    theme.set_mode("dark")
    assert theme.mode == "dark"
    assert theme.colors is DARK
    assert heard == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    assert qapp.palette().color(QPalette.ColorRole.Text).name() == DARK.text
    assert colors_for(qapp.palette()) is DARK
    theme.set_mode("light")
    assert heard == [DARK, LIGHT]
    assert colors_for(qapp.palette()) is LIGHT


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_boxes_in_lists_can_be_seen_in_the_dark_too(theme, qtbot, mode):
    theme.set_mode(mode)
    ticks = QListWidget()
    qtbot.addWidget(ticks)
    item = QListWidgetItem("", ticks)
    item.setCheckState(Qt.CheckState.Unchecked)
    ticks.resize(80, 60)
    picture = ticks.viewport().grab().toImage()
    place = ticks.visualItemRect(item)
    row = [picture.pixelColor(x, place.center().y()).name() for x in range(30)]
    assert max(contrast(color, theme.colors.base) for color in row) >= 3.0


def test_lines_between_the_cells_of_a_table_are_quiet_in_the_dark(theme, qtbot):
    theme.set_mode("dark")
    table = FiguresTable()
    qtbot.addWidget(table)
    table.set_headers(["a", "b", "c"], ["x", "y"])
    table.ensurePolished()
    option = QStyleOption()
    option.initFrom(table)
    hint = table.style().styleHint(QStyle.StyleHint.SH_Table_GridLineColor, option, table)
    assert QColor.fromRgb(hint & 0xFFFFFF).lightness() < 100


def test_nothing_is_announced_where_nothing_changes(theme, qtbot):
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode("light")
        theme.set_scale(1.0)


def test_system_mode_follows_the_system(theme, monkeypatch):
    class Hints:
        scheme = Qt.ColorScheme.Dark

        def colorScheme(self):
            return self.scheme

        def setColorScheme(self, scheme):
            assert scheme == Qt.ColorScheme.Unknown

    class App:
        def __init__(self, app):
            self.setPalette = app.setPalette

        hints = Hints()

        def styleHints(self):
            return self.hints

    monkeypatch.setattr(theme, "_app", App(theme._app))
    theme.set_mode("system")
    assert theme.colors is DARK
    App.hints.scheme = Qt.ColorScheme.Light
    theme._apply_scheme()
    assert theme.colors is LIGHT
    monkeypatch.undo()


def test_the_theme_listens_to_the_system(theme, qapp, qtbot):
    theme._mode = "dark"
    with qtbot.waitSignal(theme.changed, timeout=1000):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.colors is DARK


def test_scale_enlarges_texts_lines_and_symbols(theme, qapp):
    usual = qapp.font().pointSizeF()
    assert usual >= 10.0
    width = theme.pen(Role.MODEL, 2.0).widthF()
    theme.set_scale(2.0)
    assert qapp.font().pointSizeF() == pytest.approx(2 * usual)
    assert theme.pen(Role.MODEL, 2.0).widthF() == pytest.approx(2 * width)
    assert theme.pixels(7) == 14
    assert theme.scale == 2.0


def test_a_second_theme_does_not_enlarge_the_font_again(theme, qapp):
    usual = qapp.font().pointSizeF()
    again = Theme(qapp, "light")
    assert qapp.font().pointSizeF() == usual
    qapp.styleHints().colorSchemeChanged.disconnect(again._apply_scheme)
    again.setParent(None)


def test_pen_and_color_of_roles_and_marks(theme):
    pen = theme.pen(Role.TEST, 3.0)
    assert pen.color().name() == LIGHT.mark(Role.TEST).color
    assert pen.style() == Qt.PenStyle.DashLine
    assert pen.isCosmetic()
    assert theme.pen(Role.TEST, dashed=False).style() == Qt.PenStyle.SolidLine
    mark = theme.colors.run_mark(2)
    assert theme.pen(mark).color().name() == mark.color
    assert theme.color(Role.TRAIN, 0.5).alphaF() == pytest.approx(0.5, abs=0.01)


def test_pyqtgraph_is_configured(theme, qtbot):
    qtbot.addWidget(PlotArea(theme))
    assert pg.getConfigOption("imageAxisOrder") == "row-major"
    assert pg.getConfigOption("background") == LIGHT.plot_background
    theme.set_mode("dark")
    qtbot.addWidget(PlotArea(theme))
    assert pg.getConfigOption("foreground") == DARK.plot_foreground


def test_style_plot(theme, qtbot):
    plot = pg.PlotWidget()
    qtbot.addWidget(plot)
    plot.addLegend()
    plot.setLabel("left", "loss", "m²")
    plot.plot([1, 2], name="train")
    theme.set_mode("dark")
    theme.style_plot(plot.plotItem)
    axis = plot.getAxis("left")
    assert plot.backgroundBrush().color().name() == DARK.plot_background
    assert axis.textPen().color().name() == DARK.plot_foreground
    assert axis.tickPen().color().name() == DARK.grid
    assert axis.grid is not False
    assert axis.zValue() < plot.getViewBox().zValue(), "the grid lies behind the curves"
    html = axis.label.toHtml()
    assert "loss" in html
    assert "m²" in html
    assert DARK.plot_foreground in html
    assert axis.style["tickFont"].pointSizeF() == pytest.approx(theme.font(0.95).pointSizeF())
    assert plot.plotItem.legend.labelTextColor().name() == DARK.plot_foreground


def test_widgets_restyle_themselves(theme, qtbot):
    class Coloured(Retranslating, QWidget):
        def __init__(self):
            super().__init__()
            self.seen = []
            self.finish_setup()

        def restyle(self):
            self.seen.append(colors_for(self.palette()))

    widget = Coloured()
    qtbot.addWidget(widget)
    theme.set_mode("dark")
    qtbot.waitUntil(lambda: widget.seen[-1] is DARK)
    assert widget.seen[0] is LIGHT


# --- icons ------------------------------------------------------------------------------------


def ink(pixmap):
    """The colour of the most opaque pixel."""
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda color: color.alpha())


def assert_colour(pixmap, expected):
    found = ink(pixmap)
    assert found.alpha() > 200
    np.testing.assert_allclose(rgb(found.name()), rgb(expected), atol=3)


def test_icons_follow_the_theme(theme, qtbot):
    play = icon("mdi6.play")
    assert_colour(play.pixmap(32, 32), LIGHT.text)
    theme.set_mode("dark")
    assert_colour(play.pixmap(32, 32), DARK.text)
    assert_colour(play.pixmap(QSize(32, 32), QIcon.Mode.Disabled), DARK.disabled)


def test_icons_in_other_colours(theme):
    assert_colour(icon("mdi6.square", "bad").pixmap(32, 32), LIGHT.bad)
    square = icon("mdi6.square", Role.OPTIMUM)
    assert_colour(square.pixmap(32, 32), LIGHT.mark(Role.OPTIMUM).color)


def named_icons():
    """Every icon that the code names, found in its syntax trees."""
    for path in Path(lossstudio.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                prefix, dot, name = node.value.partition(".")
                if prefix in ("mdi6", "fa6s", "fa6", "ph", "ri", "msc") and dot and name:
                    yield node.value


def test_every_icon_that_the_code_names_exists(qapp):
    import qtawesome

    names = set(named_icons())
    assert names, "the code names icons in another way; mend named_icons"
    for name in names:
        assert len(qtawesome.charmap(name)) >= 1


def test_application_icon(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    label.setPixmap(application_icon().pixmap(64, 64))
    image = label.pixmap().toImage()
    # The blue curve, and the ball in the valley.
    ball = image.pixelColor(32, 39)
    assert ball.red() > 200
    assert ball.blue() < 60
    assert image.pixelColor(1, 1).alpha() == 0


def test_figures_are_all_of_one_width(theme):
    font = theme.font()
    assert [tag.toString() for tag in font.featureTags()] == [b"tnum"]
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


# --- controls -------------------------------------------------------------------------------------


def test_no_control_has_a_gradient(theme, qtbot):
    """Of a control without a text there are few colours: fill, line, and what antialiasing mixes
    between them and the ground."""
    for make in (QPushButton, QLineEdit, QComboBox):
        widget = make()
        qtbot.addWidget(widget)
        widget.resize(120, 30)
        middle = widget.grab().toImage()
        fills = {middle.pixelColor(20, y).name() for y in range(4, 26)}
        assert len(fills) == 1, make


@SCHEMES
def test_boxes_to_tick_can_be_seen_on_every_ground(theme, qtbot, colors):
    theme.set_mode("dark" if colors.dark else "light")
    for kind in (QCheckBox, QRadioButton):
        box = kind()
        qtbot.addWidget(box)
        box.resize(30, 30)
        palette = box.palette()
        for ground in (colors.window, colors.card, colors.base):
            palette.setColor(QPalette.ColorRole.Window, QColor(ground))
            box.setPalette(palette)
            box.setAutoFillBackground(True)
            picture = box.grab().toImage()
            row = [picture.pixelColor(x, 15).name() for x in range(30)]
            assert max(contrast(color, ground) for color in row) >= 3.0, (kind, ground)
