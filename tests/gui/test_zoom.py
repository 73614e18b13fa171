"""Drawing everything larger: how it is chosen, what grows, and that nothing is cut off."""

import pytest
from msgspec import structs
from PySide6.QtCore import QObject, QPoint, QPointF, QSettings, QSize, Qt
from PySide6.QtGui import QFontInfo, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QStyle,
    QTabBar,
    QWidget,
)

from lossstudio.engine.window.panels import entry_of
from lossstudio.gui.app import make_window
from lossstudio.gui.figures.offscreen import Offscreen
from lossstudio.gui.main_window import MainWindow
from lossstudio.gui.panels.value_slider import ValueSlider
from lossstudio.gui.shell.drag import Drag
from lossstudio.gui.shell.panel import Panel
from lossstudio.gui.shell.zoom import PERCENTS
from lossstudio.gui.views.plot.legend import Entry, Legend


class FakeScreen:
    def __init__(self, width, height):
        self._size = QSize(width, height)

    def size(self):
        return self._size

    def availableSize(self):
        return self._size


@pytest.fixture
def open_window(qtbot, qapp, monkeypatch):
    """Open the main window on a screen of the given size; it is closed afterwards."""
    windows = []
    qapp.setOrganizationName("LossStudio")
    qapp.setApplicationName("LossStudio")

    def make(size=(1366, 768), **options):
        monkeypatch.setattr(MainWindow, "screen", lambda self: FakeScreen(*size))
        monkeypatch.setattr(MainWindow, "setWindowState", lambda self, state: None)
        window = make_window(qapp, **{"language": "en", "theme": "light", **options})
        windows.append(window)
        window.resize(*size)
        window.show()
        qtbot.waitUntil(lambda: window.controller.snapshot is not None)
        qtbot.wait_at_rest(window)
        return window

    yield make
    for window in windows:
        window.theme.set_scale(1.0)
        window.close()
        window.deleteLater()


def press(window, keys, modifier=Qt.KeyboardModifier.ControlModifier):
    window.activateWindow()
    QTest.keyClick(window, keys, modifier)


def test_keys_choose_the_size_and_it_is_remembered(open_window, qtbot):
    window = open_window()
    for key, percent in (
        (Qt.Key.Key_Plus, 110),
        (Qt.Key.Key_Equal, 125),
        (Qt.Key.Key_Minus, 110),
        (Qt.Key.Key_0, 100),
        (Qt.Key.Key_Minus, 90),
    ):
        press(window, key)
        assert window.zoom.percent == percent
        assert window.theme.scale == pytest.approx(percent / 100)
        assert f"{percent} %" in window.zoom.menu.title()
    assert float(QSettings().value("zoom")) == 90.0
    window.close()
    assert open_window().theme.scale == pytest.approx(0.9)


def turn(widget, notches, modifier=Qt.KeyboardModifier.ControlModifier):
    """Turn the wheel over the middle of `widget`, as the window system does."""
    window, middle = widget.window(), widget.rect().center()
    local, at = widget.mapTo(window, middle), widget.mapToGlobal(middle)
    event = QWheelEvent(
        QPointF(local),
        QPointF(at),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(window.windowHandle(), event)


def test_ctrl_and_the_wheel_zoom(open_window):
    window = open_window()
    settings = window.workspace.panels["controls"]
    table = window.compare.table.viewport()
    window.workspace.open("compare")
    for widget, notches, percent in (
        (window.status_line, 1, 110),
        (settings, 2, 150),
        (table, -3, 100),
        (table, -1, 90),
        (window.status_line, -9, 80),
        (window.status_line, 2, 100),
    ):
        turn(widget, notches)
        assert window.zoom.percent == percent
    for _ in range(3):  # a touch pad's fractions add up
        turn(window.status_line, 0.4)
    assert window.zoom.percent == 110
    turn(window.status_line, 1, Qt.KeyboardModifier.NoModifier)
    assert window.zoom.percent == 110


def test_the_wheel_stays_with_a_plot_and_with_a_slider_that_has_the_focus(open_window, qtbot):
    window = open_window()
    before = window.fit_view.area.shown_range()
    turn(window.fit_view.area, 1)
    assert window.zoom.percent == 100
    assert window.fit_view.area.shown_range() != before
    noise = window.control_panel.findChild(ValueSlider)
    window.activateWindow()
    noise.setFocus()
    qtbot.waitUntil(noise.hasFocus)
    turn(noise, 1)
    assert window.zoom.percent == 100
    noise.clearFocus()
    turn(noise, 1)
    assert window.zoom.percent == 110


def test_a_floating_panel_zooms_too(open_window, qtbot):
    window = open_window()
    window.workspace.toggle_floating("numbers")
    panel = window.workspace.panels["numbers"]
    qtbot.waitUntil(lambda: panel.isVisible() and panel.window() is not window)
    turn(window.step_numbers, 1)
    assert window.zoom.percent == 110
    window.workspace.toggle_floating("numbers")


def test_it_stops_at_the_ends(open_window):
    window = open_window()
    for _ in range(len(PERCENTS) + 1):
        window.zoom.larger.trigger()
    assert window.zoom.percent == 300
    assert not window.zoom.larger.isEnabled()
    for _ in range(len(PERCENTS) + 1):
        window.zoom.smaller.trigger()
    assert window.zoom.percent == 80
    assert not window.zoom.smaller.isEnabled()


def test_a_size_that_cannot_be_is_the_nearest(open_window):
    QSettings().setValue("zoom", "1e9")
    assert open_window().zoom.percent == 300


METRICS = (
    QStyle.PixelMetric.PM_ButtonIconSize,
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_SliderThickness,
    QStyle.PixelMetric.PM_ScrollBarExtent,
)


def test_everything_grows_and_shrinks_back(open_window, qtbot, qapp):
    window = open_window()

    def sizes():
        panel = window.control_panel
        combo = panel.data.dataset.combo
        found = {metric.name: combo.style().pixelMetric(metric) for metric in METRICS}
        found["combo"] = combo.height()
        found["least combo"] = combo.minimumSizeHint().height()
        found["slider"] = panel.optimizer.learning_rate.slider.height()
        found["box"] = panel.optimizer.learning_rate.box.width()
        found["icon"] = window.transport.iconSize().width()
        found["speed"] = window.transport._speed.width()
        found["controls"] = window.workspace.panels["controls"].minimumSizeHint().width()
        found["status"] = window.status_line._text.height()
        found["sign"] = window.status_line._sign.pixmap().width()
        found["plot"] = window.fit_view.area.minimumWidth()
        found["tick"] = QFontInfo(
            window.fit_view.area.plot.getAxis("left").style["tickFont"]
        ).pixelSize()
        found["letters"] = QFontInfo(qapp.font()).pixelSize()
        found["title"] = QFontInfo(window.workspace.panels["fit"].title.label.font()).pixelSize()
        return found

    before = sizes()
    for _ in range(3):
        window.zoom.larger.trigger()
    qtbot.wait_at_rest(window)
    larger = sizes()
    for name, size in before.items():
        assert 1.25 <= larger[name] / size <= 1.75, name
    window.zoom.usual.trigger()
    qtbot.wait_at_rest(window)
    assert sizes() == before


CASES = [((1024, 768), 150), ((1366, 768), 125), ((1366, 768), 200), ((960, 540), 100)]


def whole_text(widget):
    """The width that a widget's text needs, or 0 where it may have several lines or none."""
    if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
        return widget.sizeHint().width()
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.minimumSizeHint().width()
    return 0


@pytest.mark.parametrize(("size", "percent"), CASES)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off(open_window, qtbot, size, percent, language):
    window = open_window(size, language=language)
    while window.zoom.percent < percent:
        window.zoom.larger.trigger()
    qtbot.wait_at_rest(window)
    # It fits on the screen …
    assert window.minimumSizeHint().width() <= size[0]
    assert window.minimumSizeHint().height() <= size[1]
    assert window.size() == QSize(*size)
    # … no button of the bar is hidden in a menu …
    transport = window.transport
    assert transport.findChild(QWidget, "qt_toolbar_ext_button").isHidden()
    assert transport._position.geometry().right() <= transport.width()
    # … tabs that have no room can be reached, with their whole names …
    for tabs in window.findChildren(QTabBar):
        assert tabs.elideMode() == Qt.TextElideMode.ElideNone
        assert tabs.usesScrollButtons()
    # … and within a panel every text has its room: what the panel cannot hold is scrolled to.
    for name in ("controls", "fit", "loss", "landscape", "numbers"):
        for widget in window.workspace.panels[name].frame.findChildren(QWidget):
            if widget.isVisible() and not widget.inherits("QScrollBar"):
                assert widget.width() >= whole_text(widget), (name, widget)
            if isinstance(widget, Legend) and widget.isVisible():
                assert widget.width() >= widget.minimumSizeHint().width()
                assert widget.height() >= widget.heightForWidth(widget.width())


def make_panel(qtbot, content, least):
    entry = structs.replace(entry_of("landscape"), least=least)
    drag = Drag(lambda *_: None, lambda *_: None, lambda *_: None, QObject(content))
    panel = Panel(entry, lambda: content, drag)
    panel.fill()
    qtbot.addWidget(panel)
    return panel


def test_a_panel_too_small_for_its_content_scrolls(qtbot):
    content = QWidget()
    content.setMinimumSize(400, 300)
    panel = make_panel(qtbot, content, (100, 80))
    panel.resize(600, 500)
    panel.show()
    frame = panel.frame
    assert content.size() == frame.maximumViewportSize()
    assert not frame.verticalScrollBar().isVisible()
    panel.resize(300, 200)
    qtbot.waitUntil(frame.verticalScrollBar().isVisible)
    assert frame.horizontalScrollBar().isVisible()
    assert content.width() >= 400
    assert content.height() >= 300
    assert frame.minimumSizeHint() == QSize(100, 80)
    panel.set_scale(2.0, (150, 500))
    assert frame.minimumSizeHint() == QSize(150, 160)


def test_a_narrow_title_keeps_its_name_and_loses_buttons(qtbot):
    panel = make_panel(qtbot, QWidget(), (40, 40))
    panel.show()
    title = panel.title
    name = title.label.sizeHint().width()
    title.resize(name + 200, 30)
    close, alone, floating = title.close_button, title.alone_button, title.float_button
    assert all(not button.isHidden() for button in (close, alone, floating))
    title.resize(name + 20 + close.sizeHint().width(), 30)
    assert not close.isHidden()
    assert alone.isHidden()
    assert floating.isHidden()


def test_the_bar_leaves_out_words_before_buttons(open_window, qtbot):
    window = open_window()
    transport = window.transport
    words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    transport.resize(1366, transport.height())
    assert transport.toolButtonStyle() == words
    assert transport._speed_word.isVisible()
    needed = transport.sizeHint().width()
    transport.resize(needed - 1, transport.height())
    assert not transport._speed_word.isVisible()
    assert transport.toolButtonStyle() == words
    transport.resize(transport.sizeHint().width() - 1, transport.height())
    assert transport.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    transport.resize(1366, transport.height())
    assert transport.toolButtonStyle() == words
    assert transport._speed_word.isVisible()


def test_a_legend_is_never_narrower_than_its_longest_entry(qtbot, theme):
    legend = Legend(theme)
    qtbot.addWidget(legend)
    legend.set_entries((Entry("a", "#000000"), Entry("a long name of a curve", "#000000")))
    least = legend.minimumSizeHint().width()
    assert least > legend.fontMetrics().horizontalAdvance("a long name of a curve")
    theme.set_scale(2.0)
    qtbot.waitUntil(lambda: legend.minimumSizeHint().width() > 1.7 * least)
    theme.set_scale(1.0)


@pytest.mark.parametrize("names", [["fit", "loss"], ["samples", "metrics"]])
def test_figures_keep_their_own_size(open_window, qtbot, names):
    window = open_window()

    def picture():
        figure = Offscreen(names, QSize(800, 500), "light", 1)
        figure.show_snapshot(window.controller.snapshot)
        qtbot.waitUntil(figure.is_settled)
        image = figure.image()
        figure.close()
        return image

    before = picture()
    for _ in range(5):
        window.zoom.larger.trigger()
    qtbot.wait_at_rest(window)
    assert picture() == before


def test_lists_shrink_back_from_every_size(open_window, qtbot):
    window = open_window()
    before = {box: box.minimumSizeHint() for box in window.control_panel.findChildren(QComboBox)}
    for _ in range(5):
        window.zoom.larger.trigger()
        qtbot.wait_at_rest(window)
    window.zoom.usual.trigger()
    qtbot.wait_at_rest(window)
    assert before
    assert {box: box.minimumSizeHint() for box in before} == before


def test_a_panels_title_claims_half_of_its_name_whatever_changes_it(open_window, qtbot):
    window = open_window()
    titles = [panel.title for panel in window.workspace.panels.values()]

    def claims(title):
        return title.minimumSizeHint() == QSize(
            title.label.sizeHint().width() // 2, title.sizeHint().height()
        )

    for change in (
        lambda: None,
        window.zoom.larger.trigger,
        lambda: window.set_language("zh_CN"),
        lambda: window.workspace.open("lesson"),
    ):
        change()
        qtbot.waitUntil(lambda: all(map(claims, filter(QWidget.isVisible, titles))))
