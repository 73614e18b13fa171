"""The panels in the window: placed at once, moved by mouse and by keyboard, never lost."""

import random

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from lossstudio.engine.window.panels import LESSON, in_menu_order
from lossstudio.gui.kit.colors import colors_for
from lossstudio.gui.shell import tree, usual
from lossstudio.gui.shell.drag import DropZone
from lossstudio.gui.shell.handle import Handle
from lossstudio.gui.shell.tabs import Tabs
from lossstudio.gui.shell.tree import EDGES
from lossstudio.gui.shell.workspace import Workspace
from lossstudio.gui.state.settings import Settings

LEFT = Qt.MouseButton.LeftButton
FRONTS = ("controls", "fit", "numbers", "loss", "landscape")
GAP = 8
"""Pixels between two cards, and around all of them."""


class Content(QWidget):
    """Something in which a field takes the focus."""

    def __init__(self):
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)


@pytest.fixture
def make(qtbot):
    """A window that has panels and nothing else."""

    def open_window(size=(1366, 720)):
        window = QMainWindow()
        qtbot.addWidget(window)
        contents = [(entry, Content) for entry in in_menu_order()]
        window.workspace = Workspace(window, contents, Settings())
        window.resize(*size)
        window.show()
        window.activateWindow()
        return window

    return open_window


@pytest.fixture
def window(make, qtbot):
    window = make()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def places(window):
    """Where every panel is, without any event handled since it was put there."""
    panels = window.workspace.panels
    return {name: p.geometry().getRect() for name, p in panels.items() if p.isVisible()}


def press(widget, place):
    handle = widget.window().windowHandle()
    QTest.mousePress(handle, LEFT, pos=widget.mapTo(widget.window(), place))


def move(widget, place):
    """To a place of the screen, as the window system tells it."""
    window = widget.window()
    QTest.mouseMove(window.windowHandle(), window.mapFromGlobal(place))


def release(widget, place):
    window = widget.window()
    QTest.mouseRelease(window.windowHandle(), LEFT, pos=window.mapFromGlobal(place))


def title_of(window, name):
    return window.workspace.panels[name].title


def tabs_of(window, name):
    """The row of tabs of `name`, and where its tab is."""
    tabs = next(t for t in window.findChildren(Tabs) if t.isVisible() and name in t.names)
    return tabs, tabs.tabRect(tabs.names.index(name)).center()


def hold(window, name, by="title"):
    """Begin to drag a panel; returns the widget that is held."""
    widget, place = title_of(window, name), QPoint(30, 8)
    if by == "tab":
        widget, place = tabs_of(window, name)
    press(widget, place)
    for step in (3, 40):
        move(widget, widget.mapToGlobal(place + QPoint(step, 5)))
    return widget


def spot(window, name, x, y):
    """A place of the screen, in shares of a panel's size."""
    panel = window.workspace.panels[name]
    return panel.mapToGlobal(QPoint(round(x * panel.width()), round(y * panel.height())))


def stack_of(window, name):
    return tree.stack_of(window.workspace.arrangement.tree, name)


# -- placed at once --------------------------------------------------------------------------------


def test_there_are_no_dock_widgets(open_window):
    assert open_window().findChildren(QDockWidget) == []


def changes(workspace):
    return (
        lambda: workspace.toggle_alone("fit"),
        lambda: workspace.toggle_alone("fit"),
        lambda: workspace.open("metrics"),
        lambda: workspace.close_panel("loss"),
        lambda: workspace.toggle_floating("landscape"),
        lambda: workspace.toggle_floating("landscape"),
        lambda: workspace.put_beside("shape", "fit", "right"),
        lambda: workspace.put_behind("fit", "step"),
        lambda: workspace.arrange_lesson(("controls", "fit", "loss", "shape")),
        lambda: workspace.toggle_alone("shape"),
        lambda: workspace.end_lesson(),
        lambda: workspace.reset(),
    )


def test_when_a_change_returns_every_panel_has_its_place(window):
    for change in changes(window.workspace):
        change()
        at_once = places(window)
        inner = {n: window.workspace.panels[n].content.field.geometry() for n in at_once}
        QApplication.processEvents()
        assert places(window) == at_once
        assert inner == {n: window.workspace.panels[n].content.field.geometry() for n in at_once}


def test_panels_fill_a_window_of_another_size_at_once(window):
    window.resize(1024, 700)
    small = places(window)
    window.resize(1366, 720)
    large = places(window)
    assert small["controls"][2] == large["controls"][2] == 300, "settings keep their width"
    assert small["loss"][0] + small["loss"][2] == 1024 - GAP
    assert large["loss"][0] + large["loss"][2] == 1366 - GAP
    window.resize(1024, 700)
    assert places(window) == small


def test_what_panels_show_changes_no_size(window):
    before, least = places(window), window.minimumSizeHint()
    for panel in window.workspace.panels.values():
        panel.content.setMinimumSize(900, 900)
    QApplication.processEvents()
    assert places(window) == before
    assert window.minimumSizeHint() == least


def test_what_lies_behind_a_tab_is_not_drawn(window):
    assert set(places(window)) == set(FRONTS)
    window.workspace.open("samples")
    assert "samples" in places(window)
    assert "numbers" not in places(window)


def test_each_panel_has_one_row_of_title_and_no_name_stands_twice(window):
    for name in window.workspace.in_front:
        panel = window.workspace.panels[name]
        rows = [t for t in window.findChildren(Tabs) if t.isVisible() and name in t.names]
        assert panel.title.label.isHidden() == bool(rows)
        for tabs in rows:
            assert (tabs.y(), tabs.height()) == (panel.y(), panel.title.height())
            assert tabs.geometry().right() <= panel.geometry().right()
            button = panel.title.close_button
            assert button.isVisible()
            left = button.mapTo(window, QPoint(0, 0)).x()
            assert tabs.mapTo(window, QPoint(tabs.width(), 0)).x() <= left, "nothing is covered"
    window.workspace.toggle_floating("landscape")
    assert window.workspace.panels["landscape"].title.label.isVisible()
    window.workspace.toggle_floating("landscape")
    window.workspace.toggle_alone("fit")
    assert window.workspace.panels["fit"].title.label.isVisible()


def test_cards_lie_on_the_ground_with_eight_pixels_between_them(window):
    room = window.workspace.area.rect()
    cards = [panel.geometry() for panel in window.workspace.panels.values() if panel.isVisible()]
    assert min(card.left() for card in cards) == GAP
    assert max(card.right() for card in cards) == room.right() - GAP
    assert max(card.bottom() for card in cards) == room.bottom() - GAP
    for card in cards:
        grown = card.adjusted(-GAP + 1, -GAP + 1, GAP - 1, GAP - 1)
        assert not any(grown.intersects(other) for other in cards if other != card)
    picture = window.workspace.area.grab().toImage()
    ratio = picture.devicePixelRatio()
    palette = QApplication.palette()
    ground = palette.color(QPalette.ColorRole.Window).name()

    def color(x, y):
        return picture.pixelColor(round(x * ratio), round(y * ratio)).name()

    for card in cards:
        assert color(card.left(), card.top()) == ground, "corners are round"
        assert color(card.left() + 2, card.center().y()) == colors_for(palette).card


# -- by the mouse ----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["title", "tab"])
def test_a_panel_is_dragged_to_the_tabs_of_another_stack(window, by):
    held = hold(window, "landscape", by)
    place = spot(window, "loss", 0.5, 0.5)
    move(held, place)
    zone = window.findChild(DropZone)
    assert zone.isVisible()
    assert zone.geometry() == window.workspace.panels["loss"].geometry()
    release(held, place)
    assert zone.isHidden()
    assert stack_of(window, "loss").panels == ("loss", "landscape")
    assert window.workspace.is_in_front("landscape")
    assert window.workspace.is_in_front("shape"), "it was behind it"


@pytest.mark.parametrize(
    ("edge", "x", "y"),
    [("left", 0.06, 0.5), ("right", 0.9, 0.5), ("above", 0.5, 0.06), ("below", 0.5, 0.9)],
)
def test_a_panel_is_dragged_to_an_edge_and_takes_half_of_the_room(window, edge, x, y):
    left, top, width, height = places(window)["fit"]
    held = hold(window, "shape" if edge == "left" else "landscape", "tab")
    name = "shape" if edge == "left" else "landscape"
    place = spot(window, "fit", x, y)
    move(held, place)
    zone = window.findChild(DropZone).geometry().getRect()
    release(held, place)
    own, fit = places(window)[name], places(window)["fit"]
    if edge in ("left", "right"):
        assert (own[1], own[3]) == (fit[1], fit[3]) == (top, height)
        assert own[2] + fit[2] == width - GAP
    else:
        assert (own[0], own[2]) == (fit[0], fit[2]) == (left, width)
        assert abs(own[3] + fit[3] + GAP - height) <= GAP, "there is one border more"
    assert all(abs(a - b) <= GAP for a, b in zip(own, zone, strict=True)), "as it was shown"


def test_a_tab_is_dragged_along_its_row(window):
    tabs, _ = tabs_of(window, "samples")
    held = hold(window, "samples", "tab")
    last = tabs.tabRect(tabs.names.index("metrics"))
    place = tabs.mapToGlobal(QPoint(last.right() - 3, last.center().y()))
    move(held, place)
    assert window.findChild(DropZone).isVisible()
    release(held, place)
    assert tabs.names == ("numbers", "compare", "metrics", "samples", "network", "code")
    assert tabs.tabText(tabs.currentIndex()) == "Samples"


def test_a_panel_that_is_let_go_outside_becomes_a_window_there(window):
    held = hold(window, "fit")
    place = window.mapToGlobal(QPoint(window.width() + 100, 200))
    release(held, place)
    assert window.workspace.floats("fit")
    panel = window.workspace.panels["fit"]
    assert panel.isVisible()
    assert panel.window() is not window
    assert panel.window().geometry().topLeft() == place
    panel.title.float_button.click()
    assert places(window)["fit"][0] == 2 * GAP + 300, "back at its place"


def test_a_window_of_a_panel_is_dragged_back(window):
    workspace = window.workspace
    workspace.toggle_floating("shape")
    held = hold(window, "shape")
    place = spot(window, "fit", 0.5, 0.5)
    move(held, place)
    assert window.findChild(DropZone).isVisible()
    release(held, place)
    assert not workspace.floats("shape")
    assert stack_of(window, "fit").panels == ("fit", "shape")
    assert workspace.panels["shape"].window() is window


def test_the_close_button_of_a_panels_window_hides_it_and_it_floats_again(window):
    workspace = window.workspace
    workspace.toggle_floating("shape")
    own = workspace.panels["shape"].window()
    own.setGeometry(77, 88, 400, 300)
    own.close()
    assert not workspace.is_open("shape")
    assert not own.isVisible()
    workspace.open("shape")
    assert own.isVisible()
    assert own.geometry() == QRect(77, 88, 400, 300)


@pytest.mark.parametrize("by", ["title", "tab"])
def test_escape_leaves_everything_as_it_was(window, by):
    before = window.workspace.arrangement
    held = hold(window, "numbers", by)
    place = spot(window, "loss", 0.5, 0.5)
    move(held, place)
    assert window.workspace.area.drag.is_on
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not window.workspace.area.drag.is_on
    assert window.findChild(DropZone).isHidden()
    move(held, place + QPoint(5, 5))
    release(held, place + QPoint(5, 5))
    assert window.workspace.arrangement == before


def test_another_key_goes_on_with_a_drag(window):
    held = hold(window, "numbers")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Control)
    assert window.workspace.area.drag.is_on
    release(held, spot(window, "loss", 0.5, 0.5))
    assert "numbers" in stack_of(window, "loss").panels


@pytest.mark.parametrize("by", ["title", "tab"])
def test_what_puts_panels_elsewhere_ends_a_drag(window, by):
    for change in changes(window.workspace):
        name = "numbers" if by == "title" else "samples"
        window.workspace.reset()
        window.workspace.open(name)
        held = hold(window, name, by)
        assert window.workspace.area.drag.is_on
        change()
        assert not window.workspace.area.drag.is_on
        after = window.workspace.arrangement
        if held.isVisible():
            release(held, window.mapToGlobal(QPoint(700, 300)))
        assert window.workspace.arrangement == after


@pytest.mark.parametrize("key", [Qt.Key.Key_F11, Qt.Key.Key_3])
def test_a_key_that_moves_panels_ends_a_drag_before_it_acts(open_window, qtbot, key):
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    held = hold(window, "fit")
    assert window.workspace.area.drag.is_on
    control = Qt.KeyboardModifier.ControlModifier
    with_it = control if key == Qt.Key.Key_3 else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window.windowHandle(), key, with_it)
    assert not window.workspace.area.drag.is_on
    assert window.presentation.is_on == (key == Qt.Key.Key_F11)
    after = window.workspace.arrangement
    place = held.mapToGlobal(QPoint(240, 120))
    move(held, place)
    release(held, place)
    assert window.workspace.arrangement == after


def test_a_click_moves_nothing(window):
    before = window.workspace.arrangement
    for name in FRONTS:
        QTest.mouseClick(title_of(window, name), LEFT, pos=QPoint(30, 8))
    assert window.workspace.arrangement == before


def test_a_double_click_shows_a_panel_alone_and_all_again(window):
    before = places(window)
    tabs, place = tabs_of(window, "landscape")
    QTest.mouseDClick(tabs, LEFT, pos=place)
    assert set(places(window)) == {"landscape"}
    QTest.mouseDClick(title_of(window, "landscape"), LEFT, pos=QPoint(30, 8))
    assert places(window) == before


def test_a_border_is_dragged_and_stops_at_the_least_sizes(window):
    handle = next(
        h for h in window.findChildren(Handle) if h.isVisible() and h.x() > 800 and h.height() > 300
    )
    before = places(window)
    start = handle.mapToGlobal(QPoint(3, 100))
    press(handle, QPoint(3, 100))
    move(handle, start + QPoint(-60, 0))
    assert handle.is_held
    assert places(window)["fit"][2] == before["fit"][2] - 60
    assert places(window)["loss"][2] == before["loss"][2] + 60
    assert places(window)["controls"] == before["controls"]
    move(handle, start + QPoint(-3000, 0))
    assert places(window)["fit"][2] == window.workspace.panels["fit"].minimumSizeHint().width()
    move(handle, start)
    assert places(window) == before
    release(handle, start)
    window.workspace.close_panel("loss")
    window.workspace.open("loss")
    assert places(window) == before


def test_a_border_that_is_held_is_let_go_when_panels_go_elsewhere(window):
    handle = next(h for h in window.findChildren(Handle) if h.isVisible())
    press(handle, QPoint(3, 3))
    window.workspace.close_panel("numbers")
    after = window.workspace.arrangement
    move(handle, handle.mapToGlobal(QPoint(90, 90)))
    assert window.workspace.arrangement == after


# -- by the keyboard -------------------------------------------------------------------------------


def test_all_of_it_by_keyboard(open_window, qtbot):
    window = open_window()
    window.resize(1366, 768)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    workspace = window.workspace
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    window.panel_keys.enter("landscape")

    def key(pressed, held=ctrl | shift):
        QTest.keyClick(window.focusWidget() or window, pressed, held)

    key(Qt.Key.Key_Left)  # out of its tabs
    assert stack_of(window, "landscape").panels == ("landscape",)
    key(Qt.Key.Key_Left)  # to the tabs of what lies there
    assert "landscape" in stack_of(window, "numbers").panels
    assert workspace.is_in_front("landscape")
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Right)
    assert set(stack_of(window, "landscape").panels) >= {"landscape", "shape", "step"}
    key(Qt.Key.Key_M)
    assert workspace.floats("landscape")
    panel = workspace.panels["landscape"]
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    window.landscape.setFocus()
    QTest.keyClick(window.landscape, Qt.Key.Key_M, ctrl | shift)
    assert not workspace.floats("landscape")
    assert workspace.is_in_front("landscape")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.panel_keys.enter("landscape")
    key(Qt.Key.Key_W, ctrl)
    assert not workspace.is_open("landscape")


def test_the_menu_of_a_title_does_it_to_that_panel(open_window, qtbot):
    window = open_window()
    window.panel_keys.enter("fit")
    title = window.workspace.panels["loss"].title
    place = QPoint(20, 5)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(title, QContextMenuEvent(reason, place, title.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    behind = next(a.menu() for a in menu.actions() if a.menu() is not None)
    assert [a.text() for a in behind.actions()] == ["Settings", "Fit", "This step", "Landscape"]
    next(a for a in behind.actions() if a.text() == "Landscape").trigger()
    menu.close()
    assert stack_of(window, "landscape").panels == ("landscape", "shape", "step", "sweep", "loss")
    assert window.workspace.is_in_front("loss")
    qtbot.waitUntil(lambda: window.panel_commands._meant is None)
    window.panel_commands.alone.trigger()
    assert window.workspace.alone == "fit", "keys still mean the panel with the focus"


# -- what is shown for a while ---------------------------------------------------------------------


def test_the_focus_comes_back_with_what_was_before(window):
    workspace = window.workspace
    for name in ("loss", "fit"):
        field = workspace.panels[name].content.field
        field.setFocus()
        workspace.toggle_alone("landscape")
        assert not field.isVisible()
        workspace.toggle_alone("landscape")
        assert field.hasFocus()


def test_who_goes_elsewhere_meanwhile_stays_there(window):
    workspace = window.workspace
    workspace.panels["loss"].content.field.setFocus()
    workspace.toggle_alone("fit")
    other = workspace.panels["fit"].content.field
    other.setFocus()
    workspace.toggle_alone("fit")
    assert other.hasFocus()


def test_a_field_in_a_panel_that_stays_in_sight_keeps_the_focus(window):
    workspace = window.workspace
    field = workspace.panels["fit"].content.field
    field.setFocus()
    for change in (
        lambda: workspace.put_beside("fit", "loss", "right"),
        lambda: workspace.put_behind("fit", "numbers"),
        lambda: workspace.toggle_alone("fit"),
        lambda: workspace.arrange_lesson(("fit", "loss")),
        workspace.end_lesson,
    ):
        change()
        assert field.hasFocus()


def test_in_alone_the_key_of_another_panel_shows_that_one(window):
    workspace = window.workspace
    before = places(window)
    workspace.toggle_alone("fit")
    workspace.open("metrics")
    assert set(places(window)) == {"metrics"}
    workspace.toggle_alone("metrics")
    assert places(window).keys() == before.keys() - {"numbers"} | {"metrics"}


def test_after_a_lesson_everything_is_exactly_as_before(window):
    workspace = window.workspace
    workspace.put_beside("shape", "fit", "right")
    workspace.close_panel("loss")
    workspace.toggle_floating("metrics")
    workspace.toggle_alone("fit")
    before, shown = workspace.arrangement, places(window)
    workspace.arrange_lesson(("controls", "fit"))
    workspace.toggle_floating("fit")
    assert LESSON in places(window)
    workspace.end_lesson()
    assert workspace.arrangement == before
    assert places(window) == shown


def test_one_that_stands_alone_and_is_withheld_leaves_the_others_together(window):
    workspace = window.workspace
    workspace.toggle_alone("fit")
    workspace.withhold(frozenset({"fit"}))
    assert set(places(window)) == set(FRONTS) - {"fit"}
    workspace.open("metrics")
    assert {"metrics", "loss", "controls"} <= set(places(window))


def test_what_is_withheld_comes_back_as_it_was_also_what_was_closed(window):
    workspace = window.workspace
    workspace.close_panel("loss")
    before, shown = workspace.arrangement, places(window)
    workspace.withhold(frozenset({"fit", "loss", "data.noise"}))
    assert not {"fit", "loss"} & places(window).keys()
    workspace.open("fit")  # a person shows it again
    workspace.withhold(frozenset({"fit", "loss", "step"}))
    assert "fit" in places(window)
    workspace.withhold(frozenset())
    assert workspace.arrangement == before
    assert places(window) == shown


# -- remembered ------------------------------------------------------------------------------------


def test_an_arrangement_is_there_again_at_the_next_start(make):
    first = make()
    first.workspace.put_beside("shape", "fit", "right")
    first.workspace.close_panel("code")
    first.workspace.toggle_floating("metrics")
    first.workspace.toggle_alone("fit")
    first.workspace.remember()
    again = make()
    assert again.workspace.alone is None
    first.workspace.toggle_alone("fit")
    assert again.workspace.arrangement == first.workspace.arrangement
    assert places(again) == places(first)
    again.workspace.reset()
    assert again.workspace.arrangement == usual.first()


def test_an_arrangement_that_cannot_be_read_is_the_first(make):
    QSettings().setValue("arrangement", '{"tree": 1}')
    assert make().workspace.arrangement == usual.first()


# -- in any order ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(2))
def test_a_thousand_random_changes_and_gestures(window, seed):
    rng, workspace = random.Random(seed), window.workspace
    names = [name for name in workspace.panels if name != LESSON]
    held = None

    def some_place():
        return window.mapToGlobal(QPoint(rng.randrange(-50, 1416), rng.randrange(-50, 770)))

    def begin():
        nonlocal held
        seen = [n for n in workspace.in_front if workspace.panels[n].isVisible()]
        rows = [tabs for tabs in window.findChildren(Tabs) if tabs.isVisible()]
        if rows and rng.random() < 0.5:
            held = rng.choice(rows)
            press(held, held.tabRect(rng.randrange(held.count())).center())
        elif seen:
            held = title_of(window, rng.choice(seen))
            press(held, QPoint(20, 8))

    def go():
        if held is not None:
            move(held, some_place())

    def end():
        nonlocal held
        if held is not None:
            release(held, some_place())
            held = None

    def drag_border():
        handles = [handle for handle in window.findChildren(Handle) if handle.isVisible()]
        if handles and held is None:
            handle = rng.choice(handles)
            press(handle, QPoint(2, 2))
            move(handle, some_place())
            release(handle, some_place())

    def some():
        return rng.choice(names)

    acts = (
        *(begin, go, go, end, end, drag_border),
        lambda: workspace.toggle(some()),
        lambda: workspace.toggle(some()),
        lambda: workspace.toggle_alone(some()),
        lambda: workspace.toggle_floating(some()),
        lambda: workspace.put_beside(some(), rng.choice([None, *names]), rng.choice(EDGES)),
        lambda: workspace.put_behind(some(), some()),
        lambda: workspace.push(some(), rng.choice(EDGES)),
        lambda: workspace.withhold(frozenset(rng.sample(names, rng.randrange(4)))),
        lambda: workspace.arrange_lesson(tuple(rng.sample(names, rng.randrange(1, 5)))),
        workspace.end_lesson,
        lambda: window.resize(rng.randrange(500, 1500), rng.randrange(400, 900)),
        lambda: QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape),
        QApplication.processEvents,
        workspace.reset,
    )
    for _ in range(1000):
        rng.choice(acts)()
        assert sorted(workspace.arrangement.names) == sorted(workspace.panels)
        placed = {n: p for n, p in workspace.panels.items() if p.isVisible()}
        assert placed.keys() == set(workspace.in_front)
        for panel in placed.values():
            if panel.window() is window:
                assert workspace.area.rect().contains(panel.geometry())
    end()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(window.findChildren(Tabs)) < 16, "they are used again"
