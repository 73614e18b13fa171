"""One step in slow motion: five beats by a clock that the tests turn, and then the step."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtTest import QTest

from lossstudio.engine.lessons.setting import parse_setting
from lossstudio.engine.numbers.story import Beat
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.panels.number_box import NumberBox
from lossstudio.gui.slow_motion.player import SECONDS, Player
from lossstudio.gui.slow_motion.words import caption, plain

LINE = Scenario(data=Data(dataset="line", n_samples=50), runs=(Run(learning_rate=0.1),))
SCENARIOS = {
    "line": LINE,
    "mini-batch": Scenario(data=LINE.data, runs=(Run(batch_size=8),)),
    "several inputs": Scenario(data=Data(dataset="d2l_line"), runs=(Run(learning_rate=0.05),)),
    "sum": Scenario(data=LINE.data, runs=(Run(reduction="sum", learning_rate=0.001, l2=0.1),)),
    "Adam": Scenario(data=LINE.data, runs=(Run(loss="huber", optimizer="adam"),)),
    "one parameter": Scenario(data=LINE.data, runs=(Run(bias=False),)),
    "logistic": Scenario(data=Data(dataset="threshold"), runs=(Run(loss="binary_cross_entropy"),)),
    "two inputs": Scenario(data=Data(dataset="moons"), runs=(Run(loss="hinge", batch_size=16),)),
    "three classes": Scenario(data=Data(dataset="three_blobs"), runs=(Run(loss="cross_entropy"),)),
    "network": Scenario(
        data=Data(dataset="moons"),
        runs=(
            Run(
                loss="binary_cross_entropy",
                model="mlp",
                hidden_layers=(3,),
                optimizer="adam",
                class_weights="balanced",
            ),
        ),
    ),
    "two runs": Scenario(data=LINE.data, runs=(Run(), Run(loss="mae", learning_rate=0.01))),
}


class Clock:
    """Goes only when it is told to."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def slow(open_window, qtbot):
    """Open a window on a scenario, whose slow motion has a clock that stands still."""

    def make(scenario=LINE, **options):
        window = open_window(**options)
        window.state.replace(scenario, "")
        for name in ("fit", "loss", "landscape", "shape", "numbers"):
            window.workspace.open(name)
        window.clock = Clock()
        window.slow_motion.player.clock = window.clock
        window.slow_motion.player.is_still = lambda: False
        qtbot.waitUntil(lambda: window.controller.is_current)
        assert window.controller.snapshot.scene.scenario == scenario
        return window

    return make


def begin(window, qtbot):
    """Tell the coming step."""
    window.transport.slow.trigger()
    qtbot.waitUntil(lambda: window.slow_motion.story is not None)
    return window.slow_motion.story


def let_pass(window, seconds):
    """Turn the clock on."""
    window.clock.now += seconds
    window.slow_motion.player.tick()


def numbers_over(view):
    """The numbers that are written over a picture."""
    overlay = view.area.overlay
    return [] if overlay is None else [chip.text for chip in overlay.drawing.chips]


def ended(window, qtbot):
    qtbot.waitUntil(lambda: not window.slow_motion.is_on)
    assert window.slow_motion.caption.isHidden()
    assert not window.transport.slow.isChecked()
    for view in window.views.values():
        assert getattr(getattr(view, "area", None), "overlay", None) is None


@pytest.mark.parametrize("name", SCENARIOS)
def test_five_beats_take_about_six_seconds_and_the_step_is_the_one_told(slow, qtbot, name):
    window = slow(SCENARIOS[name])
    window.controller.step(2)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 2)
    story = begin(window, qtbot)
    player, told, seconds = window.slow_motion.player, {}, 0.0
    while window.slow_motion.player.is_on and not player.is_paused:
        told.setdefault(player.beat, window.slow_motion.caption.text)
        assert window.controller.snapshot.step == 2
        let_pass(window, 0.125)
        seconds += 0.125
    assert list(told) == list(Beat)
    assert len(set(told.values())) == len(Beat)
    assert 5.5 < seconds < 7.0
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 3)
    ended(window, qtbot)
    run = window.controller.snapshot.run
    assert np.array_equal(run.theta, story.coming.after.theta)
    assert run.losses[:3] == pytest.approx(story.after[:3], rel=0, abs=0, nan_ok=True)
    for value in (story.prediction, story.error, story.before.train_loss, story.after.train_loss):
        assert any(four_digits(value) in text for text in told.values())
    assert window.controller.snapshot.last_step == 3
    window.transport.back.trigger()
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 2)
    assert np.array_equal(window.controller.snapshot.run.theta, story.theta)


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_captions_are_short_sentences_in_both_languages(slow, qtbot, name, language):
    window = slow(SCENARIOS[name], language=language)
    story = begin(window, qtbot)
    for beat in Beat:
        text = plain(caption(story, beat))
        assert text.endswith("。" if language == "zh_CN" else ".")
        assert len(text) < 175, text
        assert "{" not in text
        assert "nan" not in text.lower()
        assert "–" not in text, "a number is missing"


def test_the_numbers_stand_on_the_pictures(slow, qtbot):
    window = slow()
    story = begin(window, qtbot)
    player, fit, shape = window.slow_motion.player, window.fit_view, window.loss_shape
    assert numbers_over(fit) == [f"ŷ = {four_digits(story.prediction)}"]
    assert window.step_numbers.account is None or window.slow_motion.is_on
    player.forward()
    assert f"r = ŷ − y = {four_digits(story.error)}" in numbers_over(fit)
    player.forward()
    assert numbers_over(shape) == [
        f"ℓ = {four_digits(story.error**2)}",
        f"dℓ/dr = {four_digits(2 * story.error)}",
    ]
    player.forward()
    window.workspace.open("landscape")
    qtbot.waitUntil(lambda: window.landscape.planner.result is not None)
    let_pass(window, 0.3)
    w, b = (four_digits(each) for each in story.gradient.tolist())
    (text,) = numbers_over(window.landscape)
    assert text.startswith(f"∂J/∂w = {w}\n∂J/∂b = {b}")
    player.forward()
    losses = f"{four_digits(story.before.train_loss)} → {four_digits(story.after.train_loss)}"
    assert numbers_over(fit) == [f"mean loss {losses}"]
    window.workspace.open("loss")
    assert numbers_over(window.loss_curve) == [f"mean loss {losses}"]


def test_the_new_line_is_on_its_way_from_the_old_one(slow, qtbot):
    window = slow()
    story = begin(window, qtbot)
    for _ in range(4):
        window.slow_motion.player.forward()
    fit = window.fit_view
    for share in (0.0, 0.5, 1.0):
        (stroke,) = fit.area.overlay.drawing.strokes
        expected = (1 - share) * story.pictures[0] + share * story.pictures[1]
        np.testing.assert_allclose(stroke.y, expected, atol=1e-12)
        let_pass(window, 0.3 * SECONDS[Beat.UPDATE])


def test_the_arrow_is_the_sum_of_the_samples_arrows(slow, qtbot):
    window = slow()
    window.workspace.open("landscape")
    qtbot.waitUntil(lambda: window.landscape.planner.result is not None)
    story = begin(window, qtbot)
    for _ in range(3):
        window.slow_motion.player.forward()
    let_pass(window, 0.3 * SECONDS[Beat.GRADIENT])
    (half,) = window.landscape.area.overlay.drawing.strokes
    assert 10 < len(half.x) < len(story.sums) - 10
    let_pass(window, SECONDS[Beat.GRADIENT])
    (stroke,) = window.landscape.area.overlay.drawing.strokes
    assert len(stroke.x) == len(story.sums)
    way = np.array([stroke.x[-1] - stroke.x[0], stroke.y[-1] - stroke.y[0]])
    times = way / story.coming.change  # it may be drawn longer
    assert times[0] == pytest.approx(times[1], rel=1e-9)
    assert times[0] >= 1.0
    assert len(half.x) < len(stroke.x)


def test_space_pauses_and_goes_on(slow, qtbot):
    window = slow()
    begin(window, qtbot)
    player = window.slow_motion.player
    let_pass(window, 0.5)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert player.is_paused
    share = player.share
    let_pass(window, 60.0)
    assert player.beat is Beat.PREDICTION
    assert player.share == share
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not window.controller.is_running
    let_pass(window, 0.4)
    assert player.beat is Beat.PREDICTION
    let_pass(window, 0.2)
    assert player.beat is Beat.ERROR


def test_the_arrows_go_from_beat_to_beat_and_wait_there(slow, qtbot):
    window = slow()
    begin(window, qtbot)
    player = window.slow_motion.player
    QTest.keyClick(window, Qt.Key.Key_Right)
    assert player.beat is Beat.ERROR
    let_pass(window, 60.0)
    assert player.beat is Beat.ERROR
    assert player.is_paused
    assert player.share == 1.0
    QTest.keyClick(window, Qt.Key.Key_Left)
    QTest.keyClick(window, Qt.Key.Key_Left)
    assert player.beat is Beat.PREDICTION
    assert window.controller.snapshot.step == 0
    for _ in range(5):
        QTest.keyClick(window, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 1)
    ended(window, qtbot)
    assert window.controller.snapshot.last_step == 1


def test_a_last_beat_that_is_asked_for_twice_takes_one_step(slow, qtbot):
    window = slow()
    begin(window, qtbot)
    for _ in range(8):
        window.slow_motion.player.forward()
    ended(window, qtbot)
    window.controller.step(1)  # after all that was asked for before
    qtbot.waitUntil(lambda: window.controller.snapshot.step >= 2)
    assert window.controller.snapshot.last_step == 2


def test_escape_ends_it_without_a_step(slow, qtbot):
    window = slow()
    begin(window, qtbot)
    let_pass(window, 0.5)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    ended(window, qtbot)
    window.controller.step(1)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 1)
    QTest.keyClick(window, Qt.Key.Key_Right)  # the run's again
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 2)


def test_with_reduced_motion_beats_change_at_a_key(slow, qtbot):
    window = slow()
    player = window.slow_motion.player
    player.is_still = lambda: True
    begin(window, qtbot)
    for beat in Beat:
        assert player.beat is beat
        assert player.share == 1.0
        let_pass(window, 60.0)
        assert player.beat is beat
        QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 1)
    ended(window, qtbot)


def test_run_ends_it(slow, qtbot):
    window = slow()
    begin(window, qtbot)
    window.transport.run_button.click()
    ended(window, qtbot)
    assert window.controller.is_running
    window.controller.play(False)


def test_it_begins_where_a_run_pauses(slow, qtbot):
    window = slow()
    window.controller.play(True)
    qtbot.waitUntil(lambda: window.controller.snapshot.step > 3)
    story = begin(window, qtbot)
    assert not window.controller.is_running
    assert story.step == window.controller.snapshot.step


def test_a_settings_change_ends_it(slow, qtbot):
    window = slow()
    begin(window, qtbot)
    window.state.propose([("runs.0.learning_rate", 0.2)], "")
    ended(window, qtbot)
    qtbot.waitUntil(lambda: window.controller.is_current)
    story = begin(window, qtbot)
    assert story.coming.rate == 0.2


def test_the_button_and_an_ordinary_step_end_it(slow, qtbot):
    window = slow()
    begin(window, qtbot)
    window.transport.slow.trigger()
    ended(window, qtbot)
    begin(window, qtbot)
    window.transport.step.trigger()
    ended(window, qtbot)
    assert window.controller.snapshot.step == 1


def test_keys_in_a_text_are_the_texts(slow, qtbot):
    window = slow()
    begin(window, qtbot)
    box = window.control_panel.findChild(NumberBox)
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    QTest.keyClick(box, Qt.Key.Key_Right)
    assert window.slow_motion.player.beat is Beat.PREDICTION
    window.landscape.setFocus()
    QTest.keyClick(window.landscape, Qt.Key.Key_Right)  # the picture's only while none is told
    assert window.slow_motion.player.beat is Beat.ERROR


def test_it_is_told_while_presenting_and_escape_leaves_it_first(slow, qtbot):
    window = slow()
    window.presentation.begin()
    qtbot.wait_at_rest(window)
    begin(window, qtbot)
    caption = window.slow_motion.caption
    assert caption.isVisible()
    letters = caption._text.fontInfo().pixelSize()
    assert letters >= window.screen().size().height() / 45
    assert not caption.visibleRegion().isEmpty()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    ended(window, qtbot)
    assert window.presentation.is_on
    window.presentation.end()


def test_the_caption_lies_over_the_status_line_and_moves_nothing(slow, qtbot):
    window = slow()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    qtbot.wait_at_rest(window)
    before = {name: panel.geometry() for name, panel in window.workspace.panels.items()}
    begin(window, qtbot)
    for _ in range(4):
        caption, status = window.slow_motion.caption, window.statusBar()
        assert caption.geometry().contains(status.geometry())
        assert caption.height() <= status.height() + 2
        assert caption._text.heightForWidth(caption._text.width()) <= caption.height()
        window.slow_motion.player.forward()
    qtbot.wait_at_rest(window)
    assert {n: panel.geometry() for n, panel in window.workspace.panels.items()} == before


def test_another_language_and_theme_are_taken_at_once(slow, qtbot):
    window = slow()
    story = begin(window, qtbot)
    window.slow_motion.player.forward()
    window.set_language("zh_CN")
    assert QLocale().decimalPoint() == "."
    qtbot.waitUntil(lambda: "残差" in window.slow_motion.caption.text)
    window.set_theme("dark")
    color = window.fit_view.area.overlay.drawing.chips[0].color
    assert color == window.theme.colors.mark("model").color
    assert window.slow_motion.story is story


def test_a_step_out_of_the_numbers_is_not_told(slow, qtbot):
    scenario = Scenario(data=LINE.data, runs=(Run(learning_rate=1000.0),))
    window = slow(scenario)
    window.controller.step(1000)
    qtbot.waitUntil(lambda: window.controller.snapshot.run.overflowed)
    window.transport.slow.trigger()
    qtbot.waitUntil(lambda: not window.slow_motion.is_on)
    assert "finite" in window.status_line.text
    assert window.slow_motion.story is None


def test_residuals_of_all_samples_and_handles_come_back(slow, qtbot):
    window = slow()
    window.fit_view.residuals = "squares"
    drag = window.fit_view.drag
    had_handles = len(drag.item.handles)
    begin(window, qtbot)
    assert not window.fit_view.marks.squares.isVisible()
    assert not drag.item.handles
    window.slow_motion.end()
    assert window.fit_view.marks.squares.isVisible()
    assert len(drag.item.handles) == had_handles


def test_a_lesson_tells_a_step(slow, qtbot):
    window = slow()
    setting = parse_setting("Slowly", "runs.0.learning_rate = 0.3\nslow step", 1)
    assert setting.action == "slow step"
    window.lesson.desk.stage.set(setting, Path(), "Slowly")
    qtbot.waitUntil(lambda: window.slow_motion.story is not None)
    assert window.slow_motion.story.coming.rate == 0.3


def test_the_clock_alone_leads_to_the_end(qtbot):
    parent = QObject()
    player, finished = Player(parent), []
    player.clock = clock = Clock()
    player.is_still = lambda: False
    player.finished.connect(lambda: finished.append(clock.now))
    player.begin()
    while not finished:
        clock.now += 0.01
        player.tick()
    assert finished[0] - 100.0 == pytest.approx(6.0, abs=0.1)
    player.end()
    player.forward()
    assert len(finished) == 1
