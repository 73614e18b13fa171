"""Presentation mode: letters for the last row, everything as before when it is left."""

import random

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSettings, QSize, Qt
from PySide6.QtGui import QCursor, QFontInfo, QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QWidget,
)

from lossstudio.cli import main
from lossstudio.core.text import Message
from lossstudio.gui.app import make_window
from lossstudio.gui.kit.resting_pointer import LOOK, MILLISECONDS
from lossstudio.gui.main_window import MainWindow
from lossstudio.gui.shell.arrangement import to_text
from lossstudio.gui.shell.spotlight import LEAST, MOST

PRESETS = ("article", "outliers", "three_classes", "moons_network")


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
    states = [Qt.WindowState.WindowNoState]
    qapp.setOrganizationName("LossStudio")
    qapp.setApplicationName("LossStudio")

    def make(size=(1280, 720), preset=None, **options):
        monkeypatch.setattr(MainWindow, "screen", lambda self: FakeScreen(*size))
        # The platform without a screen has one of its own, which is too small.
        monkeypatch.setattr(MainWindow, "windowState", lambda self: states[-1])
        monkeypatch.setattr(MainWindow, "setWindowState", lambda self, state: states.append(state))
        window = make_window(qapp, **{"language": "en", "theme": "light", **options})
        windows.append(window)
        window.show()
        window.resize(*size)
        qtbot.waitUntil(lambda: window.controller.snapshot is not None)
        if preset is not None:
            window.document.open_preset(preset)
        qtbot.wait_at_rest(window)  # panels have found their places
        return window

    yield make
    for window in windows:
        window.theme.set_scale(1.0)
        window.close()
        window.deleteLater()


def begin(window, qtbot):
    window.presentation.begin()
    qtbot.wait_at_rest(window)


def fills_the_screen(window):
    return bool(window.windowState() & Qt.WindowState.WindowFullScreen)


def panels(window):
    return window.workspace.panels


def shown(window):
    """The panels that are open, be they behind another one's tab or not."""
    return set(window.workspace.opened)


def seen(panel):
    """It is open, and in front of the others that share its place."""
    return not panel.visibleRegion().isEmpty()


# --- how large the letters are --------------------------------------------------------------------


def html_fonts(html, font):
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setHtml(html)
    block = document.begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.text().strip():
                yield fragment.charFormat().font()
            iterator += 1
        block = block.next()


def fonts_of_items(view):
    for item in view.scene().items():
        if not item.isVisible():
            continue
        if isinstance(item, pg.AxisItem):
            yield "ticks", item.style["tickFont"]
        elif isinstance(item, QGraphicsTextItem) and item.toPlainText().strip():
            for font in html_fonts(item.toHtml(), item.font()):
                yield item.toPlainText(), font
        elif hasattr(item, "_font"):
            yield type(item).__name__, item._font


def fonts(window):
    """(what it belongs to, its font) for every visible letter of the window."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        name = type(widget).__name__
        if isinstance(widget, QLabel) and widget.text():
            if "<" in widget.text():
                for font in html_fonts(widget.text(), widget.font()):
                    yield widget.text(), font
            else:
                yield widget.text(), widget.font()
        elif isinstance(widget, QGraphicsView):
            yield from ((f"{name}: {what}", font) for what, font in fonts_of_items(widget))
        else:
            yield name, widget.font()


@pytest.mark.parametrize("height", [720, 768, 1080])
def test_every_letter_is_at_least_a_fortieth_of_the_screen(open_window, qtbot, height):
    size = (height * 16 // 9, height)
    window = open_window(size)
    assert min(QFontInfo(font).pixelSize() for _, font in fonts(window)) < height / 40
    begin(window, qtbot)
    small = {w: QFontInfo(f).pixelSize() for w, f in fonts(window)}
    assert not {what: px for what, px in small.items() if px < height / 40}
    assert any(what.endswith("ticks") for what in small)
    assert any("Ready" in what or "Presenting" in what for what in small)


@pytest.mark.parametrize("name", PRESETS)
def test_every_view_has_large_letters(open_window, qtbot, name):
    window = open_window(preset=name, language="zh_CN", theme="dark")
    begin(window, qtbot)
    window.controller.step(5)
    names = [name for name in panels(window) if name != "lesson"]
    for view in names:
        window.workspace.open(view)
        for other in set(window.workspace.opened) - {view}:
            window.workspace.close_panel(other)
        qtbot.wait_at_rest(window)
        assert shown(window) == {view}
        small = {w: QFontInfo(f).pixelSize() for w, f in fonts(window)}
        assert not {what: px for what, px in small.items() if px < 720 / 40}, view


def test_lines_and_symbols_grow_too(open_window, qtbot):
    window = open_window()
    before = window.theme.pen(window.theme.colors.runs[0]).widthF()
    symbol = window.theme.pixels(9.0)
    begin(window, qtbot)
    scale = 18.0 / (window.theme.usual_pixels)
    assert window.theme.pen(window.theme.colors.runs[0]).widthF() >= before * scale
    assert window.theme.pixels(9.0) >= symbol * scale


# --- what is shown --------------------------------------------------------------------------------


def test_two_pictures_the_transport_bar_and_the_sentence(open_window, qtbot):
    window = open_window()
    begin(window, qtbot)
    assert shown(window) == {"fit", "loss"}
    assert fills_the_screen(window)
    assert window.menuBar().height() == 0
    assert window.transport.isVisible()
    assert window.status_line.isVisible()
    assert not window.status_line._language.isVisible()
    fit, loss = panels(window)["fit"], panels(window)["loss"]
    qtbot.waitUntil(  # the room is divided when everything is idle
        lambda: (
            fit.geometry().right() < loss.geometry().left()
            and abs(fit.width() - loss.width()) < 20
            and fit.height() > 0.75 * window.height()
        )
    )


def test_a_panel_that_stood_alone_stays_alone(open_window, qtbot):
    window = open_window()
    landscape = panels(window)["landscape"]
    window.workspace.toggle_alone("landscape")
    before = window.workspace.arrangement
    begin(window, qtbot)
    assert shown(window) == {"landscape"}
    window.presentation.end()
    qtbot.wait_at_rest(window)
    assert shown(window) == {"landscape"}
    assert window.workspace.alone == "landscape"
    assert window.workspace.arrangement == before
    window.workspace.toggle_alone("landscape")
    assert {"fit", "loss", "controls", "landscape"} <= shown(window)
    qtbot.waitUntil(lambda: seen(landscape))
    assert not any(seen(panels(window)[name]) for name in ("shape", "step")), "its tab is in front"


def test_a_window_closed_with_a_panel_alone_opens_with_it_in_front(open_window, qtbot):
    window = open_window()
    window.workspace.toggle_alone("landscape")
    begin(window, qtbot)
    window.presentation.end()
    qtbot.wait_at_rest(window)
    window.close()
    again = open_window()
    assert seen(panels(again)["landscape"])
    assert not seen(panels(again)["shape"])


def test_the_notice_of_its_keys_ends_with_it(open_window, qtbot):
    window = open_window()
    begin(window, qtbot)
    assert window.status_line.text.startswith("Presenting")
    window.presentation.end()
    assert window.status_line.text.startswith("Ready")
    begin(window, qtbot)
    window.status_line.show_notice(Message("Copied."))
    window.presentation.end()
    assert window.status_line.text == "Copied.", "another notice stays"


def test_keys_show_other_panels_four_pictures_at_most(open_window, qtbot):
    window = open_window()
    begin(window, qtbot)
    for name in ("landscape", "shape", "metrics"):
        panels(window)[name].switch.trigger()
        qtbot.wait_at_rest(window)
    assert shown(window) == {"loss", "landscape", "shape", "metrics"}
    panels(window)["shape"].switch.trigger()
    panels(window)["controls"].switch.trigger()
    qtbot.wait_at_rest(window)
    assert shown(window) == {"loss", "landscape", "metrics", "controls"}
    controls = panels(window)["controls"]
    assert all(
        controls.geometry().right() < panels(window)[name].geometry().left()
        for name in ("loss", "landscape", "metrics")
    )


def test_a_lesson_stays_at_the_right(open_window, qtbot):
    window = open_window()
    window.workspace.open("lesson")
    qtbot.wait_at_rest(window)
    begin(window, qtbot)
    assert "lesson" in shown(window)
    assert "controls" not in shown(window)
    lesson = panels(window)["lesson"].geometry()
    others = shown(window) - {"lesson"}
    assert others
    assert all(panels(window)[name].geometry().right() < lesson.left() for name in others)


def test_between_settings_and_a_lesson_there_is_one_picture_and_then_all_again(open_window, qtbot):
    window = open_window()
    window.workspace.open("lesson")
    qtbot.wait_at_rest(window)
    begin(window, qtbot)
    before = shown(window)
    pictures = [name for name in window.presentation.shown if name != "lesson"]
    assert len(pictures) >= 2
    for _ in range(2):
        panels(window)["controls"].switch.trigger()
        qtbot.wait_at_rest(window)
        assert shown(window) == {"controls", pictures[-1], "lesson"}
        assert panels(window)[pictures[-1]].height() > 0.6 * window.height()
        panels(window)["controls"].switch.trigger()
        qtbot.wait_at_rest(window)
        assert shown(window) == before
        assert list(window.presentation.shown) == [*pictures, "lesson"]


def test_a_page_that_is_turned_meanwhile_says_what_is_shown(open_window, qtbot):
    window = open_window()
    window.workspace.open("lesson")
    qtbot.wait_at_rest(window)
    begin(window, qtbot)
    switch(window, "controls", qtbot)
    window.presentation.show_page(("landscape",))
    qtbot.wait_at_rest(window)
    assert shown(window) == {"landscape", "lesson"}
    switch(window, "controls", qtbot)
    switch(window, "controls", qtbot)
    assert shown(window) == {"landscape", "lesson"}


def switch(window, name, qtbot):
    panels(window)[name].switch.trigger()
    qtbot.wait_at_rest(window)


def resized_in_vain(qtlog):
    """Qt's warnings that a panel was to be resized which is not in the window's layout."""
    return [record.message for record in qtlog.records if "resizeDocks" in record.message]


@pytest.mark.parametrize("names", [("fit", "loss"), ("loss", "fit")])
def test_every_panel_can_be_closed_and_opened_again(open_window, qtbot, qtlog, names):
    window = open_window()
    before = shown(window)
    begin(window, qtbot)
    for name in names:
        switch(window, name, qtbot)
    assert shown(window) == set(window.presentation.shown) == set()
    switch(window, "landscape", qtbot)
    assert shown(window) == {"landscape"}
    assert panels(window)["landscape"].width() > 0.9 * window.width()
    switch(window, "landscape", qtbot)
    window.presentation.end()
    qtbot.wait_at_rest(window)
    assert shown(window) == before
    assert not resized_in_vain(qtlog)


@pytest.mark.parametrize("in_lesson", [False, True])
def test_panels_are_opened_closed_and_floated_in_any_order(open_window, qtbot, qtlog, in_lesson):
    window = open_window()
    if in_lesson:
        switch(window, "lesson", qtbot)
    begin(window, qtbot)
    hidden = ("metrics", "shape")
    window.hiding.set_by_lesson(hidden)
    choice = random.Random(int(in_lesson))
    names = [name for name in panels(window) if name not in ("lesson", *hidden)]
    for turn in range(30):
        name = choice.choice(names)
        if turn % 5 == 4 and window.workspace.is_open(name):
            window.workspace.toggle_floating(name)
        elif turn % 11 == 10:
            window.workspace.toggle_alone(name)
        else:
            panels(window)[name].switch.trigger()
        if choice.random() < 0.5:  # now and then the next one comes before anything is painted
            QApplication.processEvents()
    if window.workspace.alone is not None:
        window.workspace.toggle_alone(window.workspace.alone)
    assert set(window.presentation.shown) == shown(window)
    assert ("lesson" in shown(window)) == in_lesson
    window.presentation.end()
    qtbot.wait_at_rest(window)
    assert not resized_in_vain(qtlog)


def test_beside_the_settings_stays_the_picture_that_a_page_names_last(open_window, qtbot):
    window = open_window()
    window.workspace.open("lesson")
    qtbot.wait_at_rest(window)
    begin(window, qtbot)
    page = window.presentation.show_page
    for pictures in (("fit", "loss"), ("loss", "fit"), ("landscape", "metrics", "fit")):
        page(("controls", *pictures))
        qtbot.wait_at_rest(window)
        assert shown(window) == {*pictures, "lesson"}
        for _ in range(2):
            switch(window, "controls", qtbot)
            assert shown(window) == {"controls", pictures[-1], "lesson"}
            switch(window, "controls", qtbot)
            assert shown(window) == {*pictures, "lesson"}
    page(("controls", "loss", "fit"))
    switch(window, "controls", qtbot)
    switch(window, "loss", qtbot)  # what somebody asks for goes before
    assert shown(window) == {"controls", "loss", "lesson"}
    page(("fit", "loss"))
    switch(window, "shape", qtbot)
    switch(window, "controls", qtbot)
    assert shown(window) == {"controls", "shape", "lesson"}


def test_a_picture_stays_at_its_side_from_page_to_page(open_window, qtbot):
    window = open_window()
    window.workspace.open("lesson")
    qtbot.wait_at_rest(window)
    begin(window, qtbot)

    def order():
        qtbot.wait_at_rest(window)
        names = [name for name in window.presentation.shown if name not in ("controls", "lesson")]
        places = [panels(window)[name].geometry().center() for name in names]
        assert [(at.x(), at.y()) for at in places] == sorted((at.x(), at.y()) for at in places)
        return names

    page = window.presentation.show_page
    page(("fit", "loss"))
    assert order() == ["fit", "loss"]
    switch(window, "controls", qtbot)
    assert order() == ["loss"]
    page(("loss", "fit"))
    assert order() == ["fit", "loss"]
    page(("loss", "landscape"))
    assert order() == ["landscape", "loss"]
    page(("loss",))
    page(("landscape", "loss"))
    assert order() == ["landscape", "loss"]


# --- leaving it -----------------------------------------------------------------------------------


def state_of(window):
    return (
        {name: panels(window)[name].geometry().getRect() for name in SEEN},
        shown(window),
        window.theme.scale,
        window.menuBar().isVisible() and window.menuBar().height() > 0,
        fills_the_screen(window),
        window.status_line._language.isVisible(),
    )


SEEN = ("controls", "fit", "loss")


def test_escape_brings_everything_back(open_window, qtbot):
    window = open_window()
    window.zoom.larger.trigger()
    qtbot.wait_at_rest(window)
    before = state_of(window)
    begin(window, qtbot)
    assert window.theme.scale > before[2]
    panels(window)["metrics"].switch.trigger()
    qtbot.wait_at_rest(window)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.wait_at_rest(window)
    after = state_of(window)
    assert after[1:] == before[1:]
    for name in SEEN:
        assert after[0][name] == pytest.approx(before[0][name], abs=12), name


def heights(window):
    return {name: panels(window)[name].height() for name in (*SEEN, "numbers", "landscape")}


def test_panels_are_as_high_as_before_also_where_the_desktop_takes_its_time(open_window, qtbot):
    window = open_window((1024, 740))
    before = heights(window)
    for _ in range(3):
        begin(window, qtbot)
        window.resize(1024, 768)
        qtbot.wait_at_rest(window)
        window.presentation.end()
        qtbot.wait(100)  # the window is still as large as the screen
        window.resize(1024, 740)
        qtbot.wait_at_rest(window)
        assert heights(window) == before


def test_how_settings_are_shown_is_told_as_long_as_they_are_not(open_window, qtbot):
    window = open_window()
    begin(window, qtbot)
    assert "Ctrl+1" in window.status_line.text
    panels(window)["controls"].switch.trigger()
    qtbot.waitUntil(lambda: "Ctrl+1" not in window.status_line.text)
    assert "Presenting" in window.status_line.text
    panels(window)["controls"].switch.trigger()
    qtbot.waitUntil(lambda: "Ctrl+1" in window.status_line.text)
    window.presentation.end()
    assert "Presenting" not in window.status_line.text
    window.workspace.toggle_alone("controls")
    begin(window, qtbot)
    assert "Presenting" in window.status_line.text
    assert "Ctrl+1" not in window.status_line.text


def test_closing_while_presenting_is_remembered_as_the_window_before(open_window, qtbot):
    window = open_window()
    window.workspace.close_panel("step")
    before = to_text(window.workspace.arrangement)
    begin(window, qtbot)
    window.workspace.open("metrics")
    qtbot.wait_at_rest(window)
    window.close()
    assert QSettings().value("arrangement") == before
    assert QSettings().value("zoom") is None
    again = open_window()
    assert not again.presentation.is_on
    assert again.theme.scale == 1.0
    assert {"controls", "fit", "loss", "numbers", "landscape"} <= shown(again)
    assert not fills_the_screen(again)


def test_larger_in_presentation_mode_ends_with_it_and_is_never_too_small(open_window, qtbot):
    window = open_window()
    begin(window, qtbot)
    least = window.theme.scale
    window.zoom.larger.trigger()
    assert window.theme.scale > least
    for _ in range(4):
        window.zoom.smaller.trigger()
    assert window.theme.scale == least
    window.presentation.end()
    assert window.theme.scale == 1.0
    assert window.zoom.percent == 100


def test_it_can_begin_with_the_program(open_window, qtbot):
    window = open_window()
    window.presentation.begin()
    assert fills_the_screen(window)
    window.presentation.end()
    assert not fills_the_screen(window)


def test_a_new_window_that_presents_does_not_divide_room_that_its_panels_have_left(
    open_window, qtbot, qtlog
):
    window = open_window()
    window.presentation.begin()
    window.resize(1290, 720)  # as when the screen is filled while the window is still new
    qtbot.wait_at_rest(window)
    assert not [record for record in qtlog.records if "resizeDocks" in record.message]


# --- keys -----------------------------------------------------------------------------------------


def press(window, key):
    window.activateWindow()
    QTest.keyClick(window, key)


def test_a_remotes_keys_run_and_reset(open_window, qtbot):
    window = open_window()
    press(window, Qt.Key.Key_PageDown)
    assert not window.controller.is_running  # outside of presentation mode the key is nobody's
    press(window, Qt.Key.Key_F5)
    assert window.presentation.is_on
    press(window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: window.controller.snapshot.step > 3)
    press(window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: not window.controller.snapshot.is_running)
    press(window, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 0)


def test_while_a_lesson_is_open_the_remote_is_the_lessons(open_window, qtbot):
    window = open_window()
    window.workspace.open("lesson")
    qtbot.wait_at_rest(window)
    begin(window, qtbot)
    presentation = window.presentation
    assert not presentation._forward.isEnabled()
    assert not presentation._backward.isEnabled()
    window.workspace.close_panel("lesson")
    qtbot.wait_at_rest(window)
    assert presentation._forward.isEnabled()


def test_escape_ends_one_thing_after_the_other(open_window, qtbot):
    window = open_window()
    begin(window, qtbot)
    spotlight, curtain = window.presentation.spotlight, window.presentation.curtain
    press(window, Qt.Key.Key_S)
    press(window, Qt.Key.Key_Period)
    assert spotlight.isVisible()
    assert curtain.isVisible()
    assert curtain.size() == window.size()
    press(window, Qt.Key.Key_Escape)
    assert not curtain.isVisible()
    assert spotlight.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert not spotlight.isVisible()
    assert window.presentation.is_on
    press(window, Qt.Key.Key_Escape)
    assert not window.presentation.is_on


# --- spotlight and pointer ------------------------------------------------------------------------


class Paints(QObject):
    """Remembers where the widget that it filters was painted."""

    def __init__(self):
        super().__init__()
        self.rects = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.rects.append(event.rect())
        return False


def picture(window):
    return window.grab().toImage()


def test_the_spotlight_dims_all_but_a_circle(open_window, qtbot, monkeypatch):
    window = open_window()
    begin(window, qtbot)
    fit = panels(window)["fit"]
    place = fit.mapTo(window, fit.rect().center())
    bright = picture(window)
    monkeypatch.setattr(QCursor, "pos", lambda: window.mapToGlobal(place))
    spotlight = window.presentation.spotlight
    spotlight.begin()
    assert spotlight.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    radius = spotlight.radius
    dim = picture(window)
    for shift, inside in ((0.9, True), (1.1, False)):
        at = place + QPoint(0, -int(shift * radius))
        same = dim.pixelColor(at) == bright.pixelColor(at)
        assert same == inside, shift
    corner = QPoint(3, window.height() - 3)
    assert dim.pixelColor(corner).lightness() < 0.6 * bright.pixelColor(corner).lightness()


def test_the_spotlight_follows_and_paints_only_around_itself(open_window, qtbot, monkeypatch):
    window = open_window()
    begin(window, qtbot)
    spotlight = window.presentation.spotlight
    place = QPoint(300, 300)
    monkeypatch.setattr(QCursor, "pos", lambda: window.mapToGlobal(place))
    spotlight.begin()
    paints = Paints()
    spotlight.installEventFilter(paints)

    def is_quiet():  # what is below it has been laid out, and painted, it with it
        paints.rects.clear()
        qtbot.wait_at_rest(window)
        return not paints.rects

    qtbot.waitUntil(is_quiet, timeout=10000)
    place = QPoint(310, 305)
    qtbot.waitUntil(lambda: spotlight.center == QPointF(310, 305))
    qtbot.waitUntil(lambda: bool(paints.rects))
    side = 2 * (spotlight.radius + 20)
    assert all(rect.width() <= side and rect.height() <= side for rect in paints.rects)


def test_shift_and_the_wheel_make_the_circle_larger(open_window, qtbot):
    window = open_window()
    begin(window, qtbot)
    spotlight = window.presentation.spotlight
    spotlight.begin()

    def turn(notches, modifier):
        event = QWheelEvent(
            QPointF(200, 200),
            QPointF(200, 200),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(window.windowHandle(), event)

    before = spotlight.radius
    turn(3, Qt.KeyboardModifier.NoModifier)
    assert spotlight.radius == before
    turn(3, Qt.KeyboardModifier.ShiftModifier)
    assert spotlight.radius > before
    turn(99, Qt.KeyboardModifier.ShiftModifier)
    assert spotlight.radius == pytest.approx(MOST * window.height())
    turn(-199, Qt.KeyboardModifier.ShiftModifier)
    assert spotlight.radius == pytest.approx(LEAST * window.height())


def test_a_resting_pointer_is_hidden(open_window, qtbot, monkeypatch):
    window = open_window()
    begin(window, qtbot)
    place = QPoint(100, 100)
    monkeypatch.setattr(QCursor, "pos", lambda: place)
    monkeypatch.setattr(type(window), "isActiveWindow", lambda self: True)
    pointer = window.presentation.pointer
    pointer._looks.stop()  # the test looks
    for _ in range(MILLISECONDS // LOOK + 2):
        pointer._look()
    assert QApplication.overrideCursor().shape() == Qt.CursorShape.BlankCursor
    place = QPoint(101, 100)
    pointer._look()
    assert QApplication.overrideCursor() is None
    for _ in range(MILLISECONDS // LOOK + 2):
        pointer._look()
    window.presentation.end()
    assert QApplication.overrideCursor() is None


def test_the_command_line_can_ask_for_it(monkeypatch):
    asked = []
    monkeypatch.setattr("lossstudio.display.has_display", lambda: True)
    monkeypatch.setattr(
        "lossstudio.gui.app.run_window", lambda file, **options: asked.append(options) or 0
    )
    assert main(["--present"]) == 0
    assert main([]) == 0
    assert [options["present"] for options in asked] == [True, False]
