"""The README's questions from the back row: each is answered at the first look, in the simple
window and in the studio, after at most three actions from a fresh start."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lossstudio.engine.diagnosis import Status
from lossstudio.engine.presets import FIRST, PRESET_TITLES
from lossstudio.gui.shell.modes import Mode
from lossstudio.gui.training.training_worker import UNLIMITED

MOST = 3
README = Path(__file__).parents[2] / "README.md"
LEFT = Qt.MouseButton.LeftButton


class Person:
    """Does with the mouse and the keys what the README says, and counts it."""

    def __init__(self, window, qtbot):
        self.window, self._qtbot = window, qtbot
        self.actions = 0

    def drag(self, control, value):
        """Drag the handle of a slider to `value`."""
        self.actions += 1
        slider, scale = control.slider, control._scale
        assert slider.isVisible()
        left, width = slider._travel()
        y = slider.height() // 2
        here, there = (
            QPoint(round(left + width * scale.share(each)), y) for each in (control.value, value)
        )
        QTest.mousePress(slider, LEFT, pos=here)
        QTest.mouseMove(slider, there)
        QTest.mouseRelease(slider, LEFT, pos=there)

    def compare(self, begin):
        """Choose the comparison whose name begins like this from the menu of + Compare."""
        button = self.window.control_panel.compare
        assert button.isVisible()
        self._choose(button.menu(), begin)

    def example(self, name):
        """Choose an example from the menu File."""
        before = self.window.state.scenario
        self._choose(self.window.menus.examples, PRESET_TITLES[name])
        self._qtbot.waitUntil(lambda: self.window.state.scenario is not before)

    def _choose(self, menu, begin):
        self.actions += 1
        menu.aboutToShow.emit()
        (action,) = [each for each in menu.actions() if each.text().startswith(begin)]
        action.trigger()

    def space(self):
        """Run."""
        self.actions += 1
        self.window.activateWindow()
        QTest.keyClick(self.window, Qt.Key.Key_Space)
        assert self.window.controller.is_running

    def pause(self):
        """See how it stands: what is measured while training runs may be a little old."""
        self.window.controller.play(False)
        self._qtbot.waitUntil(lambda: not self.window.controller.snapshot.is_running)

    def sees(self, *panels):
        """These are in sight, and there were not more actions than that."""
        assert self.actions <= MOST
        assert set(panels) <= set(self.window.workspace.in_front)
        for name in panels:
            panel = self.window.workspace.panels[name]
            assert panel.visibleRegion().boundingRect() == panel.rect()


@pytest.fixture(params=list(Mode))
def person(open_window, qtbot, request):
    window = open_window()
    window.modes.set(request.param)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1024, 740)
    window.transport.set_speed(UNLIMITED)  # the answers are the same, and sooner there
    qtbot.wait_at_rest(window)
    assert window.state.scenario == FIRST
    return Person(window, qtbot)


def runs(person):
    return person.window.controller.snapshot.runs


def test_why_not_just_use_mse(person, qtbot):
    window = person.window
    person.drag(window.control_panel.data.numbers["outlier_fraction"], 0.15)
    person.compare("Losses: MSE, MAE, Huber")
    qtbot.waitUntil(lambda: len(runs(person)) == 3)
    person.space()
    person.sees("fit", "loss", "compare")
    # Its line is pulled up, away from y = 2x + 1, and the others stay there.
    qtbot.waitUntil(lambda: runs(person)[0].step > 500)
    person.pause()
    mse, *others = (bias_of(run) for run in runs(person))
    assert mse > 1.4
    assert all(abs(bias - 1.0) < 0.25 for bias in others)
    # The table says so too: the test samples have no outliers.
    mse, *others = (run.test.rmse for run in runs(person))
    assert all(mse > 1.5 * other for other in others)
    assert window.loss_curve.quantity == "rmse"


def bias_of(run):
    return float(run.theta[-1])


def test_what_if_the_learning_rate_is_too_large(person, qtbot):
    window = person.window
    person.drag(window.control_panel.optimizer.learning_rate, 1.3)
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.scenario == window.state.scenario)
    person.space()
    qtbot.waitUntil(lambda: runs(person)[0].diagnosis.status is Status.DIVERGING)
    person.sees("fit", "loss", "landscape")
    reason = str(runs(person)[0].diagnosis.reason)
    assert "2/λmax" in reason
    assert window.status_line.isVisible()


def test_why_cross_entropy_for_classes(person, qtbot):
    window = person.window
    person.example("pass_or_fail")
    person.compare("Losses: Cross-entropy, Hinge, Brier")
    qtbot.waitUntil(lambda: len(runs(person)) == 3)
    person.space()
    person.sees("fit", "loss", "shape")
    assert window.workspace.is_open("compare")
    window.controller.train_to(30)
    qtbot.waitUntil(lambda: runs(person)[0].step == 30)
    assert window.loss_curve.quantity == "log_loss"
    log_loss = {run.name: run.train.log_loss for run in runs(person)}
    assert log_loss["Brier"] > log_loss["Cross-entropy"] + 0.02


def test_what_does_noise_do(person, qtbot):
    window = person.window
    person.space()
    qtbot.waitUntil(lambda: runs(person)[0].step > 100)
    before = runs(person)[0].losses
    person.drag(window.control_panel.data.numbers["noise"], 0.9)
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.scenario == window.state.scenario)
    person.sees("fit", "loss")
    after = runs(person)[0].losses
    assert after.train_loss > 4 * before.train_loss
    assert after.test_loss > 4 * before.test_loss
    assert runs(person)[0].step > 100


def test_these_are_the_questions_of_the_readme():
    text = README.read_text(encoding="utf-8")
    _, _, table = text.partition("| question | do | see |")
    rows = re.findall(r"^\| ([A-Z][^|]*\?) \| ([^|]*) \|", table.partition("\n\n")[0], re.MULTILINE)
    asked = {re.sub(r"\W+", "_", question.lower()).strip("_") for question, _ in rows}
    tested = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert len(asked) == 4
    assert asked <= tested
    assert all(len(do.split(";")) <= MOST for _, do in rows)
