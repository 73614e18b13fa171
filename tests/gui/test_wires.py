"""What joins the parts of the window: each of these tests fails where its connection is cut."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.shell.failure import FailureDialog
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.pacing import COMFORTABLE, SLOWEST

LEFT = Qt.MouseButton.LeftButton
THREE = Scenario(
    data=Data(n_samples=400),
    runs=tuple(Run(loss=loss, model="mlp") for loss in ("mse", "mae", "huber")),
)


def drag(slider, *shares):
    """Press at the first share of the slider's width, go to the others, and let go."""
    y = slider.height() // 2
    places = [QPoint(round(share * slider.width()), y) for share in shares]
    QTest.mousePress(slider, LEFT, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(slider, place)
    QTest.mouseRelease(slider, LEFT, pos=places[-1])


@pytest.fixture
def window(open_window):
    return open_window()


def test_the_newest_value_of_a_dragged_slider_is_trained_with(window, qtbot):
    window.state.replace(THREE, "")
    qtbot.waitUntil(lambda: len(window.controller.snapshot.runs) == 3)
    window.controller.play(True)
    qtbot.waitUntil(lambda: window.controller.snapshot.step > 2, timeout=20_000)
    control = window.control_panel.optimizer.learning_rate
    before = window.state.scenario
    for _ in range(3):
        drag(control.slider, 0.2, *(0.2 + 0.01 * i for i in range(30)), 0.63)
        shown = control.value
        assert window.state.scenario.runs[0].learning_rate == shown
        assert control.slider.value() == control._scale.position(shown)
        qtbot.waitUntil(
            lambda shown=shown: window.controller.snapshot.run.rate == shown, timeout=20_000
        )
        assert window.controller.snapshot.scene.scenario == window.state.scenario
    assert window.controller.is_running
    window.controller.play(False)
    assert before.runs[0].learning_rate != control.value


def test_each_drag_of_a_slider_is_undone_by_itself(window):
    control, stack = window.control_panel.optimizer.learning_rate, window.state.undo_stack
    first = control.value
    drag(control.slider, 0.3, 0.35, 0.4, 0.45)
    second = control.value
    drag(control.slider, 0.6, 0.65, 0.7)
    third = control.value
    assert len({first, second, third}) == 3
    for value in (second, first):
        stack.undo()
        assert control.value == value
        assert window.state.scenario.runs[0].learning_rate == value
    assert not stack.canUndo()


def test_every_section_ends_the_gesture_of_its_sliders(window, qtbot):
    """Two changes of one number are two steps to undo, wherever the number stands."""
    stack = window.state.undo_stack
    window.control_panel.folding = ""
    tried = 0
    for slider in window.control_panel.findChildren(QSlider):
        control = slider.parentWidget()
        if not hasattr(control, "editing_finished") or not slider.isVisible():
            continue
        tried += 1
        index, value = stack.index(), control.value
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
            QTest.keyClick(slider, key)
        if control.value != value:
            assert stack.index() == index + 2, slider.accessibleName()
        while stack.index() > index:
            stack.undo()
    assert tried > 2


def test_the_pace_of_the_views_follows_the_time_that_frames_take(window):
    for _ in range(200):
        window.controller.painted.emit(100 * COMFORTABLE)
    assert all(view.pace == pytest.approx(SLOWEST, rel=1e-3) for view in window.views.values())
    for _ in range(200):
        window.controller.painted.emit(0.0)
    assert all(view.pace == pytest.approx(1.0, rel=1e-3) for view in window.views.values())


def test_runs_are_named_in_the_other_language_although_nothing_trains(window, qtbot):
    runs = (Run(loss="binary_cross_entropy"), Run(loss="hinge"))
    window.state.replace(Scenario(data=Data(dataset="moons"), runs=runs), "")

    def names():
        return [run.name for run in window.controller.snapshot.runs]

    qtbot.waitUntil(lambda: names() == ["Cross-entropy", "Hinge"], timeout=20_000)
    window.language.set_language("zh_CN")
    qtbot.waitUntil(lambda: names() == ["交叉熵", "合页损失"], timeout=20_000)
    window.language.set_language("en")
    qtbot.waitUntil(lambda: names() == ["Cross-entropy", "Hinge"], timeout=20_000)


def fails():
    raise ArithmeticError("made up for a test")
    yield


def test_an_error_in_any_work_behind_a_view_is_told(window, qtbot):
    assert all(window.views.values())  # now they all are made
    works = window.findChildren(Derived)
    assert len(works) > 5
    for work in works:
        qtbot.waitUntil(lambda work=work: not work.is_busy)
        key = work.asked or ("made up",)
        work.stop()
        work.ask(key, fails)
        qtbot.waitUntil(lambda: window.findChild(FailureDialog) is not None)
        dialog = window.findChild(FailureDialog)
        assert "made up for a test" in dialog.report()
        dialog.close()
        qtbot.waitUntil(lambda: window.findChild(FailureDialog) is None)
