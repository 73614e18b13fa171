"""The context menu of a picture: the same of the same kind everywhere, in both languages."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton

PLOTS = ("fit", "loss", "landscape", "shape", "step")
KEYS = {
    "fit": {"A", "D", "E"},
    "loss": {"A", "W"},
    "landscape": {"A"},
    "shape": {"A"},
    "step": {"A"},
    "network": {"G"},
}


@pytest.fixture
def window(open_window):
    return open_window()


def is_chinese(text):
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def entries(menu):
    return [action for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def test_each_plot_can_be_viewed_whole_and_switched_from_its_menu(window, qtbot):
    for code in ("en", "zh_CN"):
        window.set_language(code)
        said = [window.views[name].accessibleName for name in KEYS] + [window.figures.save.text]
        for text in said:
            qtbot.waitUntil(lambda text=text, code=code: is_chinese(text()) == (code != "en"))
        for name, keys in KEYS.items():
            view = window.views[name]
            menu = window.figures.menu(view)
            shown = entries(menu)
            assert all(action.text() for action in shown)
            buttons = [b for b in view.menu_buttons if not b.isHidden()]
            assert len(shown) == len(buttons) + len(view.actions()), "and save and copy"
            assert [action.text() for action in shown[-2:]] == [
                window.figures.save.text(),
                window.figures.copy.text(),
            ]
            named = {action.shortcut().toString() for action in shown[:-2]} - {""}
            assert named == keys
            if code == "zh_CN":
                english = [a.text() for a in shown if not is_chinese(a.text())]
                assert english == []
            if name in PLOTS:
                assert shown[0].shortcut().toString() == "A", "view all comes first"
            menu.deleteLater()


def test_an_entry_does_what_its_button_does(window, qtbot):
    for name in KEYS:
        view = window.views[name]
        for button in view.menu_buttons:
            if button.isHidden() or button.menu() is not None or not button.isCheckable():
                continue
            was = button.isChecked()
            for expected in (not was, was):
                menu = window.figures.menu(view)
                (action,) = (a for a in entries(menu) if a.text() == button.accessibleName())
                assert action.isChecked() != expected
                assert action.isEnabled() == button.isEnabled()
                if button.isEnabled():
                    action.trigger()
                    assert button.isChecked() == expected
                menu.deleteLater()


def test_view_all_undoes_a_zoom_in_each_plot(window, qtbot):
    window.controller.step(3)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 3)
    for name in PLOTS:
        window.workspace.open(name)
        view = window.views[name]
        qtbot.waitUntil(view.isVisible)
        qtbot.waitUntil(lambda view=view: not view.is_busy)
        view.area.box.setRange(xRange=(0.4, 0.5), padding=0)
        view.area.box.moved_by_hand.emit(True, True)
        assert view.area.is_free[0]
        menu = window.figures.menu(view)
        entries(menu)[0].trigger()
        assert view.area.is_free == [False, False]
        menu.deleteLater()


def test_the_loss_curves_axes_are_logarithmic_from_the_menu_and_stay_so(window, qtbot, open_window):
    menu = window.figures.menu(window.loss_curve)
    texts = {a.text(): a for a in entries(menu)}
    texts["Logarithmic step axis"].trigger()
    texts["Logarithmic loss axis"].trigger()
    assert (window.loss_curve.log_x, window.loss_curve.log_y) == (True, True)
    window.close()
    again = open_window()
    assert (again.loss_curve.log_x, again.loss_curve.log_y) == (True, True)
    again.loss_curve.log_y_button.click()
    again.close()
    third = open_window()
    assert (third.loss_curve.log_x, third.loss_curve.log_y) == (True, False)


def test_a_choice_of_the_button_is_a_menu_in_the_menu(window):
    view = window.fit_view
    menu = window.figures.menu(view)
    (action,) = (
        a
        for a in entries(menu)
        if a.menu() and a.menu().actions() == view.residual_choice.menu().actions()
    )
    assert action.shortcut().toString() == "E"
    inner = [a for a in action.menu().actions() if a.isVisible()]
    inner[-1].trigger()
    assert inner[-1].isChecked()
    menu.deleteLater()
    assert isinstance(view.residual_choice, QToolButton)
    assert view.residual_choice.menu() is not None, "it is still the button's"


def test_a_right_click_opens_it(window, qtbot):
    view = window.loss_curve
    assert view.contextMenuPolicy() is Qt.ContextMenuPolicy.CustomContextMenu
    view.customContextMenuRequested.emit(view.rect().center())
    popup = view.findChildren(QMenu)
    assert any(menu.isVisible() for menu in popup)
    for menu in popup:
        menu.close()


def test_a_buttons_menu_outlives_the_context_menu_that_showed_it(window, qtbot):
    for view in window.views.values():
        menus = [b.menu() for b in view.menu_buttons if b.menu() is not None and not b.isHidden()]
        menu = window.figures.menu(view)
        actions = [action for inner in menus for action in inner.actions()]
        shiboken6.delete(menu)
        assert all(map(shiboken6.isValid, (*menus, *actions)))
    window.set_language("zh_CN")  # touches every text, those of the menus too
    qtbot.waitUntil(lambda: is_chinese(window.figures.save.text()))
