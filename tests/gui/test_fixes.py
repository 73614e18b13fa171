"""The buttons beside the status: they do what its sentence advises, and undo it."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from lossstudio.engine.diagnosis import Advice, diagnose
from lossstudio.engine.runs.setting_words import changed_settings, setting
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.trainer import Trainer
from lossstudio.gui.shell.fix_buttons import Fix, FixButtons

LINE = Data(n_samples=40)
TOO_LARGE = Run(learning_rate=2.0)


@pytest.fixture
def diverged(open_window, qtbot):
    """A window whose run has gone off, and stands at step 9."""
    window = open_window()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1600, 900)
    window.state.replace(Scenario(data=LINE, runs=(TOO_LARGE,)), "")
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.scenario == window.state.scenario)
    assert window.loss_curve.isVisible()
    window.controller.step(9)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 9)
    qtbot.waitUntil(lambda: len(window.status_line.fixes.shown) > 1)
    return window


def press(window, qtbot, start):
    """Press the button whose text starts so."""
    fixes = window.status_line.fixes
    buttons = (fixes.undo, *fixes.fixes)
    qtbot.waitUntil(lambda: any(text.startswith(start) for text in fixes.shown))
    button = next(b for b in buttons if b.isVisibleTo(fixes) and b.text().startswith(start))
    button.click()


def test_the_advised_rate_is_set_at_once_and_undone(diverged, qtbot):
    before = diverged.state.scenario
    advised = diverged.controller.snapshot.run.diagnosis.advice[0].value
    press(diverged, qtbot, f"Set η = {advised:g}")
    assert diverged.state.scenario.runs[0].learning_rate == advised
    qtbot.waitUntil(lambda: diverged.controller.snapshot.changes == (9,))
    press(diverged, qtbot, "Undo")
    assert diverged.state.scenario == before
    qtbot.waitUntil(lambda: "Undo" not in diverged.status_line.fixes.shown)


def test_back_to_before_it_diverged_is_the_lowest_cost(diverged, qtbot):
    costs = diverged.controller.snapshot.run.curves.low[:, 2]
    press(diverged, qtbot, "Back to before")
    qtbot.waitUntil(lambda: diverged.controller.snapshot.step == costs.argmin())
    press(diverged, qtbot, "Undo")
    qtbot.waitUntil(lambda: diverged.controller.snapshot.step == 9)


def test_after_going_back_the_rate_is_still_one_click_away(diverged, qtbot):
    press(diverged, qtbot, "Back to before")
    qtbot.waitUntil(lambda: diverged.controller.snapshot.step == 0)
    press(diverged, qtbot, "Set η = ")
    diverged.controller.play(True)
    qtbot.waitUntil(lambda: diverged.controller.snapshot.step > 60)
    diverged.controller.play(False)
    losses = diverged.controller.snapshot.run.losses
    assert losses.cost < diverged.controller.snapshot.run.curves.low[0, 2]


def test_the_axis_becomes_logarithmic_and_linear_again(diverged, qtbot):
    press(diverged, qtbot, "Log axis")
    assert diverged.loss_curve.log_y
    qtbot.waitUntil(lambda: "Log axis" not in diverged.status_line.fixes.shown)
    press(diverged, qtbot, "Undo")
    assert not diverged.loss_curve.log_y


def test_a_person_s_own_change_ends_the_undo(diverged, qtbot):
    press(diverged, qtbot, "Set η")
    qtbot.waitUntil(lambda: "Undo" in diverged.status_line.fixes.shown)
    diverged.state.propose([("data.noise", 0.5)], "Noise")
    qtbot.waitUntil(lambda: "Undo" not in diverged.status_line.fixes.shown)


def test_what_a_class_need_not_see_is_not_offered(diverged, qtbot):
    diverged.state.propose([("hidden", ["runs.learning_rate"])], "hidden")
    shown = diverged.status_line.fixes
    qtbot.waitUntil(lambda: not any(text.startswith("Set η") for text in shown.shown))


def test_it_works_in_chinese(diverged, qtbot):
    diverged.set_language("zh_CN")
    fixes = diverged.status_line.fixes
    qtbot.waitUntil(lambda: not any("Set" in text or "Back" in text for text in fixes.shown))
    assert all(fixes.shown)


# -- the buttons by themselves --------------------------------------------------------------------


def fix(key, text=None, act=lambda: None):
    return Fix(key, text or key, "", act)


@pytest.fixture
def buttons(qtbot):
    it = FixButtons()
    qtbot.addWidget(it)
    it.setGeometry(300, 300, 600, 40)
    it.set_room(10_000)
    it.show()
    return it


def enter(widget):
    place = QPointF(2, 2)
    QApplication.sendEvent(widget, QEnterEvent(place, place, place))
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)


def leave(widget):
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))


def test_nothing_moves_under_the_pointer(buttons):
    buttons.offer([fix("rate", "Set η = 0.5"), fix("back")], None)
    assert buttons.shown == ["Set η = 0.5", "back"]
    enter(buttons)
    buttons.offer([fix("rate", "Set η = 0.4")], fix("undo"))
    assert buttons.fixes[0].text() == "Set η = 0.5"
    assert buttons.fixes[1].isVisible()
    assert not buttons.fixes[1].isEnabled()
    leave(buttons)
    assert buttons.shown == ["undo", "Set η = 0.4"]
    assert not buttons.fixes[1].isVisible()


def test_a_button_does_what_it_says_though_something_new_waits(buttons):
    done = []
    buttons.offer([fix("rate", "0.5", lambda: done.append(0.5))], None)
    enter(buttons)
    buttons.offer([fix("rate", "0.4", lambda: done.append(0.4))], None)
    buttons.fixes[0].click()
    assert done == [0.5]


def test_by_keyboard_the_focus_goes_to_undo(buttons, qtbot):
    buttons.activateWindow()
    buttons.offer([fix("rate"), fix("back")], None)
    rate, back, _ = buttons.fixes
    assert [b.focusPolicy() for b in (rate, back)] == [
        Qt.FocusPolicy.TabFocus,
        Qt.FocusPolicy.NoFocus,
    ]
    rate.setFocus()
    qtbot.waitUntil(rate.hasFocus)
    qtbot.keyClick(rate, Qt.Key.Key_Right)
    assert back.hasFocus()
    qtbot.keyClick(back, Qt.Key.Key_Right)
    qtbot.keyClick(back, Qt.Key.Key_Left)
    assert rate.hasFocus()
    buttons.offer([], fix("undo"))
    assert buttons.undo.hasFocus()
    assert buttons.shown == ["undo"]
    buttons.undo.clearFocus()
    assert not buttons.fixes[1].isVisible()


def test_only_what_has_room_is_shown_and_always_the_first(buttons):
    offered = [fix("rate"), fix("back"), fix("log")]
    buttons.offer(offered, None)
    one = buttons.fixes[0].sizeHint().width()
    buttons.set_room(round(2.5 * one))
    assert buttons.shown == ["rate", "back"]
    buttons.set_room(0)
    assert buttons.shown == ["rate"]


# -- what settings are called ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("learning_rate", 0.5, "η = 0.5"),
        ("schedule", "inverse_sqrt", "Schedule: Inverse square root"),
        ("batch_size", None, "Full batch"),
        ("batch_size", 8, "Batches of 8"),
        ("l2", 0.01, "λ₂ = 0.01"),
        ("standardize", "inputs", "Standardise the inputs"),
        ("loss", "mae", "MAE"),
        ("bias", False, "Bias"),
    ],
)
def test_a_setting_is_said_with_its_value(name, value, said):
    scenario = with_values(Scenario(), [(f"runs.0.{name}", value)])
    assert str(setting(scenario.runs[0], name)) == said


def test_a_change_is_said_once():
    before, after = Run(), Run(loss="mae", learning_rate=0.5, name="another")
    assert [str(each) for each in changed_settings(before, after)] == ["MAE", "η = 0.5"]
    assert changed_settings(before, before) == ()


def test_too_large_a_rate_is_advised_against_before_the_first_step():
    trainer = Trainer(LINE, TOO_LARGE)
    (advice,) = diagnose(trainer).advice
    assert isinstance(advice, Advice)
    calm = Trainer(LINE, Run(learning_rate=advice.value))
    calm.advance(500)
    assert calm.losses.cost < trainer.losses.cost
    assert diagnose(Trainer(LINE, Run())).advice == ()


@pytest.mark.parametrize("change_at", [0, 30])
def test_before_it_diverged_is_since_the_settings_changed(change_at):
    trainer = Trainer(LINE, Run())
    trainer.advance(change_at)
    trainer.change(LINE, TOO_LARGE)
    trainer.advance(12)
    costs = trainer.record.curves(change_at).low[:, 2]
    assert diagnose(trainer).since == change_at + costs.argmin() < change_at + 5
