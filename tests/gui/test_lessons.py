"""Lessons, gone through as a learner and as a teacher do."""

import json
import math
import subprocess
import sys
from urllib.parse import quote

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QCursor, QImage, QTextDocument, QTextImageFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lossstudio.engine.lessons import library
from lossstudio.engine.lessons.conditions import parse_condition
from lossstudio.engine.lessons.lesson import Text
from lossstudio.engine.lessons.markup import render_line
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario_file import find_scenario
from lossstudio.gui.app import make_window
from lossstudio.gui.documents import recovery
from lossstudio.gui.lessons import lesson_panel, question_view, task_view
from lossstudio.gui.lessons.facts import Facts
from lossstudio.gui.lessons.text_view import TextView
from lossstudio.resource_files import resource

ENGLISH = r"""---
title: A lesson
minutes: 5
hide: metrics
---

# First $\hat y$

A text with $r = \hat y - y$.

```set
scenario: outliers
show: controls, fit, loss, shape
residuals: squares
speed: 55
step: 25
```

```set Only one run, *and* $\eta = 0.5$
runs = 1
runs.0.learning_rate = 0.5
```

```set Wrong
runs.0.loss = hinge
show: network
residuals: lines
run
```

# Second

```predict
What?

- ( ) This => Not this.
- (x) That => Just that.

And so on.
```

```check Train 40 steps
step >= 40
hint: Press Space.
done: Well done.
```

# Third

Only text.
"""

CHINESE = (
    ENGLISH.replace("title: A lesson", "title: 一课")
    .replace("A text with", "文字")
    .replace("What?", "什么？")
    .replace("Just that.", "正是。")
    .replace("Train 40 steps", "训练 40 步")
)


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Two lessons in the place of those that ship with the program."""
    place = tmp_path / "lessons"
    for name, title in (("01_one", "A lesson"), ("02_two", "Another")):
        folder = place / name
        folder.mkdir(parents=True)
        text = ENGLISH.replace("title: A lesson", f"title: {title}")
        (folder / "en.md").write_text(text, encoding="utf-8")
    (place / "01_one" / "zh_CN.md").write_text(CHINESE, encoding="utf-8")

    def found(*parts):
        return place if parts == ("lessons",) else resource(*parts)

    monkeypatch.setattr(library, "resource", found)
    return place


@pytest.fixture
def open_window(qtbot, qapp):
    """Open the main window as the program does; it is closed afterwards."""
    windows = []
    qapp.setOrganizationName("LossStudio")
    qapp.setApplicationName("LossStudio")

    def make(**options):
        window = make_window(qapp, **{"language": "en", "theme": "light", **options})
        windows.append(window)
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(lambda: window.controller.snapshot is not None)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def begin(open_window, shipped, qtbot):
    """Open the first lesson and wait until its first page has set the window."""

    def make(folder="01_one", **options):
        window = open_window(**options)
        window.lesson.desk.open(shipped / folder)
        qtbot.waitUntil(lambda: page(window) is not None)
        qtbot.waitUntil(lambda: step(window) == 25)
        qtbot.waitUntil(lambda: not window.controller.is_running)
        return window

    return make


def page(window):
    return window.lesson.desk.panel.page


def step(window):
    return window.controller.snapshot.step


def press(window, key):
    window.activateWindow()
    QTest.keyClick(window, key)


def seen(window):
    """The panels that are open and not behind a tab of another."""
    return {
        name
        for name, panel in window.workspace.panels.items()
        if panel.isVisible() and not panel.visibleRegion().isEmpty()
    }


def layout(window):
    """Where each panel is, as far as it is open."""
    return {
        name: panel.geometry()
        for name, panel in window.workspace.panels.items()
        if name in seen(window)
    }


# -- opening, pages, closing ---------------------------------------------------------------------


def test_the_first_page_sets_the_window(begin, qtbot):
    window = begin()
    assert [run.name for run in window.state.scenario.runs] == ["MSE", "MAE", "Huber"]
    reference = Experiment(find_scenario("outliers"))
    reference.advance(25)
    runs = window.controller.snapshot.runs
    for run, trainer in zip(runs, reference.trainers, strict=True):
        assert np.array_equal(run.theta, trainer.theta)
    assert window.fit_view.residuals == "squares"
    assert window.transport.speed == 60  # the nearest that there is
    assert seen(window) == {"controls", "fit", "loss", "shape", "lesson"}
    assert window.state.undo_stack.undoText() == r"First \hat y"
    assert window.hiding.names == {"metrics"}


def test_the_panels_stand_as_a_lesson_wants_them_and_come_back(begin, open_window, qtbot):
    plain = open_window()
    qtbot.wait(300)
    before = layout(plain)
    plain.close()
    window = begin()
    panels = window.workspace.panels

    def is_arranged():
        at = {name: panel.geometry() for name, panel in panels.items()}
        return (
            at["controls"].right() < at["fit"].left()
            and at["fit"].right() < at["lesson"].left()
            and at["fit"].bottom() < at["loss"].top()
            and at["loss"].top() == at["shape"].top()
            and at["loss"].right() < at["shape"].left()
            and abs(at["lesson"].width() - min(360, 0.29 * window.width())) < 25
        )

    qtbot.waitUntil(is_arranged)
    panels["lesson"].title.close_button.click()
    qtbot.waitUntil(lambda: layout(window) == before)
    assert not window.lesson.is_open
    assert window.hiding.names == frozenset()


def test_page_up_and_down_turn_pages_and_back_sets_nothing_where_no_later_page_has(begin, qtbot):
    window = begin()
    press(window, Qt.Key.Key_PageDown)
    assert page(window).page.title.plain == "Second"
    window.controller.step(5)
    qtbot.waitUntil(lambda: step(window) == 30)
    press(window, Qt.Key.Key_PageUp)
    assert page(window).page.title.plain == r"First \hat y"
    qtbot.wait(100)
    assert step(window) == 30
    for _ in range(2):
        press(window, Qt.Key.Key_PageDown)
    assert window.lesson.desk.number == 2
    press(window, Qt.Key.Key_PageDown)  # behind the last page is the list
    assert page(window) is None
    assert not window.lesson.is_open
    assert not window.lesson.next.isEnabled()


def test_a_lesson_that_was_closed_with_the_window_leaves_no_trace_in_the_layout(
    begin, open_window, qtbot
):
    window = begin()
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: seen(again) >= {"fit", "loss", "landscape"})
    assert not again.workspace.is_open("lesson")


def test_it_goes_on_where_it_was_left(begin, open_window, qtbot):
    window = begin()
    window.lesson.desk.forward()
    window.close()
    again = open_window()
    again.lesson.go_on.trigger()
    qtbot.waitUntil(lambda: page(again) is not None)
    assert page(again).page.title.plain == "Second"


def test_the_panel_opened_from_the_view_menu_lists_the_lessons(open_window, shipped, qtbot):
    window = open_window()
    window.workspace.panels["lesson"].switch.trigger()
    panel = window.lesson.desk.panel
    qtbot.waitUntil(panel.isVisible)
    assert [button.text() for button in panel.list.buttons] == ["A lesson", "Another"]
    window.workspace.panels["lesson"].switch.trigger()
    qtbot.waitUntil(lambda: not window.workspace.is_in_lesson)
    assert not window.workspace.is_open("lesson")


def test_maximising_a_picture_keeps_the_lesson(begin, qtbot):
    window = begin()
    window.workspace.toggle_alone("fit")
    qtbot.waitUntil(lambda: seen(window) == {"fit", "lesson"})
    window.workspace.toggle_alone("fit")
    qtbot.waitUntil(lambda: seen(window) == {"controls", "fit", "loss", "shape", "lesson"})


def test_presentation_mode_keeps_the_lesson_and_the_panels_come_back(begin, qtbot):
    window = begin()
    window.presentation.begin()
    qtbot.waitUntil(lambda: seen(window) == {"fit", "loss", "shape", "lesson"})
    press(window, Qt.Key.Key_PageDown)
    assert window.lesson.desk.number == 1
    window.presentation.end()
    qtbot.waitUntil(lambda: seen(window) == {"controls", "fit", "loss", "shape", "lesson"})
    window.lesson.desk.close()
    qtbot.waitUntil(lambda: "landscape" in seen(window))


def test_presenting_a_page_that_needs_the_settings_says_where_they_are_until_they_are_shown(
    open_window, shipped, qtbot
):
    """01_one: the first page shows them, the second has a task, the third only text."""
    window = open_window()
    window.lesson.desk.open(shipped / "01_one")
    qtbot.waitUntil(lambda: page(window) is not None and step(window) == 25)
    line = window.lesson.desk.panel.settings_line
    assert line.isHidden(), "they are shown"
    said = []
    window.status_line.show_notice = lambda message: said.append(str(message))
    window.presentation.begin()
    qtbot.waitUntil(line.isVisible)
    assert "Ctrl+1" in line.text()
    assert not any("settings needed" in text for text in said), "the status stays in sight"
    controls = window.workspace.panels["controls"].switch
    controls.trigger()
    qtbot.waitUntil(line.isHidden)
    controls.trigger()
    qtbot.waitUntil(line.isVisible)
    press(window, Qt.Key.Key_PageDown)
    qtbot.wait(50)
    assert line.isVisible(), "its task may need them"
    press(window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(line.isHidden)
    press(window, Qt.Key.Key_PageUp)
    qtbot.waitUntil(line.isVisible)
    window.presentation.end()
    qtbot.waitUntil(line.isHidden)


def test_presenting_a_page_that_shows_pictures_only_says_nothing_of_settings(
    open_window, shipped, qtbot
):
    lesson = shipped / "02_two" / "en.md"
    text = lesson.read_text(encoding="utf-8").replace("show: controls, fit", "show: fit")
    lesson.write_text(text, encoding="utf-8")
    window = open_window()
    window.presentation.begin()
    with qtbot.waitSignal(window.lesson.desk.stage.applied):
        window.lesson.desk.open(shipped / "02_two")
    for _ in range(2):  # what the page before shows is what its task can use
        qtbot.wait(50)
        assert window.lesson.desk.panel.settings_line.isHidden()
        window.lesson.desk.forward()


# -- settings ------------------------------------------------------------------------------------


ABOUT = """
# About {name}

```set
show: controls, fit
```

```check Change it
{name} {condition}
```
"""


def test_a_page_that_sets_the_window_shows_the_settings_it_is_about(begin, shipped, qtbot):
    about = {"runs.0.learning_rate": "> 1", "data.noise": "= 0", "runs.0.l1": "= 1", "step": "> 9"}
    file = shipped / "02_two" / "en.md"
    pages = "".join(
        ABOUT.format(name=name, condition=condition) for name, condition in about.items()
    )
    file.write_text(ENGLISH + pages, encoding="utf-8")
    window = begin("02_two")
    panel, desk = window.control_panel, window.lesson.desk
    bar = panel.verticalScrollBar()
    rate = panel.optimizer.place_of("runs.learning_rate")
    noise = panel.data.place_of("data.noise")
    penalty = panel.loss._more
    assert penalty.is_folded, "the control itself is not shown"

    def is_seen(widget):
        return widget.visibleRegion().boundingRect().height() == widget.height()

    window.resize(1366, 480)
    desk.forward()
    desk.forward()
    for place, at in ((rate, 0), (noise, 9999), (penalty, 0)):
        bar.setValue(at)
        qtbot.waitUntil(lambda place=place: not is_seen(place))
        desk.forward()
        qtbot.waitUntil(lambda place=place: is_seen(place))
    bar.setValue(bar.maximum())
    desk.forward()  # about none of them
    qtbot.waitUntil(lambda: bar.value() == 0)
    bar.setValue(bar.maximum())
    desk.back()  # as on the way there
    qtbot.waitUntil(lambda: is_seen(penalty))
    # Above the sections, a row is not cut.
    assert bar.value() == 0 or bar.value() >= panel.data.y()


def test_a_setting_is_one_step_of_undo_named_after_its_label(begin, qtbot):
    window = begin()
    page(window).settings[0].click()
    qtbot.waitUntil(lambda: len(window.state.scenario.runs) == 1)
    assert window.state.scenario.runs[0].learning_rate == 0.5
    assert window.state.undo_stack.undoText() == r"Only one run, and \eta = 0.5"
    window.menus._undo.trigger()
    assert window.state.scenario == find_scenario("outliers")


def test_a_setting_that_cannot_be_made_says_so_and_changes_nothing(begin, qtbot):
    window = begin()
    before = window.state.scenario, seen(window), step(window)
    page(window).settings[1].click()
    panel = window.lesson.desk.panel
    qtbot.waitUntil(lambda: panel._notice.isVisible())
    assert "does not fit the data" in panel._notice.text()
    assert (window.state.scenario, seen(window), step(window)) == before
    assert window.fit_view.residuals == "squares"
    assert not window.controller.is_running


def test_of_settings_in_a_row_the_newest_is_made(begin, qtbot):
    window = begin()
    for _ in range(3):
        page(window).settings[0].click()
    window.lesson.desk.forward()
    window.lesson.desk.back()
    page(window).settings[0].click()
    qtbot.waitUntil(lambda: len(window.state.scenario.runs) == 1)
    count = window.state.undo_stack.count()
    qtbot.wait(100)
    assert window.state.undo_stack.count() == count == 2


def test_an_open_file_is_let_go(begin, open_window, shipped, qtbot, tmp_path):
    window = open_window()
    window.document._save_to(tmp_path / "mine.lossstudio")
    qtbot.waitUntil(lambda: window.document.path is not None)
    window.lesson.desk.open(shipped / "01_one")
    qtbot.waitUntil(lambda: page(window) is not None)
    assert window.document.path is None
    assert not window.document.is_modified


def test_what_a_lesson_sets_is_no_work_to_recover_and_what_one_changes_is(
    begin, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(recovery, "KEEPING", 50)
    window = begin()

    def kept():
        files = list((tmp_path / "recovery").glob("*.lossstudio"))
        return [json.loads(file.read_text())["scenario"] for file in files]

    def is_kept(is_so):
        qtbot.wait(300)  # long enough to be written
        return bool(kept()) is is_so

    assert is_kept(False), "the page alone has set it"
    page(window).settings[0].click()
    qtbot.waitUntil(lambda: len(window.state.scenario.runs) == 1)
    assert is_kept(False), "as has its button"
    window.state.propose([("data.noise", 0.45)], "")
    assert is_kept(True)
    assert kept()[0]["data"]["noise"] == 0.45
    page(window).settings[0].click()  # keeps what was changed
    assert is_kept(True)
    window.state.propose([("runs.0.learning_rate", 0.2)], "")
    page(window).settings[0].click()
    qtbot.waitUntil(lambda: window.state.scenario.runs[0].learning_rate == 0.5)
    assert is_kept(True)
    assert kept()[0]["runs"][0]["learning_rate"] == 0.5
    window.lesson.desk.forward()
    window.lesson.desk.back()
    window.lesson.desk.open(window.lesson.desk.lesson.folder)  # its first page sets all anew
    qtbot.waitUntil(lambda: len(window.state.scenario.runs) == 3)
    assert is_kept(False)


# -- questions and tasks -------------------------------------------------------------------------


def second(begin):
    window = begin()
    window.lesson.desk.forward()
    return window, page(window)


def test_an_answer_is_chosen_by_key_and_can_be_changed(begin):
    window, shown = second(begin)
    (question,) = shown.questions
    assert question.reply.isHidden()
    assert question.after.isHidden()
    press(window, Qt.Key.Key_1)
    assert question.chosen == 0
    assert question.buttons[0].mark == "✗ not so"
    assert question.reply.text.plain == "Not this."
    assert question.after.text.plain == "And so on."
    assert question.reply.isVisible()
    question.buttons[1].click()
    assert [button.mark for button in question.buttons] == ["", "✓ right"]
    assert question.reply.text.plain == "Just that."
    press(window, Qt.Key.Key_9)
    assert question.chosen == 1


def test_an_answer_with_the_focus_is_pressed_by_space_which_else_runs(begin, qtbot):
    window, shown = second(begin)
    (question,) = shown.questions
    question.buttons[1].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(question.buttons[1], Qt.Key.Key_Space)
    assert question.chosen == 1
    assert not window.controller.is_running
    QTest.mouseClick(question.buttons[0], Qt.MouseButton.LeftButton)
    assert question.chosen == 0
    shown.setFocus()
    press(window, Qt.Key.Key_Space)
    assert window.controller.is_running


def test_a_task_ticks_itself_once(begin, qtbot):
    window, shown = second(begin)
    (task,) = shown.tasks
    assert not task.is_done
    assert task.hint.isHidden()
    task.hint_button.click()
    assert task.hint.isVisible()
    window.controller.step(20)
    qtbot.waitUntil(lambda: task.is_done)
    assert step(window) == 45
    assert task.done.isVisible()
    assert task.accessibleName() == "Done: Train 40 steps"
    assert task.hint_button.isHidden()
    window.controller.reset()
    qtbot.waitUntil(lambda: step(window) == 0)
    assert task.is_done


def test_a_task_of_before_says_what_is_seen_only_while_it_is_so(begin, qtbot):
    window, shown = second(begin)
    window.controller.step(20)
    qtbot.waitUntil(lambda: shown.tasks[0].done.isVisible())
    window.controller.reset()
    qtbot.waitUntil(lambda: step(window) == 0)
    assert shown.tasks[0].done.isVisible(), "what was just done can be read to its end"
    window.set_language("zh_CN")
    assert page(window).tasks[0].done.isVisible()
    window.set_language("en")
    window.lesson.desk.forward()
    window.lesson.desk.back()
    (task,) = page(window).tasks
    assert task.is_done
    assert not task.done.isVisible()
    assert task.accessibleName() == "Done before: Train 40 steps"
    window.controller.step(41)
    qtbot.waitUntil(lambda: task.done.isVisible())
    assert task.accessibleName() == "Done: Train 40 steps"
    window.controller.reset()
    qtbot.waitUntil(lambda: not task.done.isVisible())
    assert task.is_done


def test_what_was_there_before_a_page_ticks_nothing(begin, shipped, qtbot):
    """A page that resets must not be ticked by the run of the page before it."""
    body = "# Again\n\n```set\nreset\n```\n\n```check Train\nstep >= 40\n```\n"
    file = shipped / "02_two" / "en.md"
    file.write_text(ENGLISH + body, encoding="utf-8")
    window = begin("02_two")
    window.controller.step(30)
    qtbot.waitUntil(lambda: step(window) == 55)
    for _ in range(3):
        window.lesson.desk.forward()
    (task,) = page(window).tasks
    window.lesson.show_snapshot(window.controller.snapshot)  # one that was under way
    qtbot.waitUntil(lambda: step(window) == 0)
    assert not task.is_done
    window.controller.step(40)
    qtbot.waitUntil(lambda: task.is_done)


BACK = """
# Two runs

```set
scenario: outliers
show: fit, loss
step: 7
```

Text.

# A button

```set Slower
runs.1.learning_rate = 0.01
```

# Train

```set
scenario: article
show: loss
residuals: off
reset
```

```check Train
step >= 40
```

# Later

```set
scenario: article
runs.0.learning_rate = 0.002
show: controls, metrics
step: 50
```

# Last

Text.
"""


@pytest.fixture
def at_the_end(begin, shipped, qtbot):
    """The last page of a lesson whose page before has set the window; more pages are before it."""
    (shipped / "02_two" / "en.md").write_text(ENGLISH + BACK, encoding="utf-8")
    window = begin("02_two")
    for title in ("Second", "Third", "Two runs", "A button", "Train", "Later", "Last"):
        window.lesson.desk.forward()
        assert page(window).page.title.plain == title
    qtbot.waitUntil(lambda: step(window) == 50)
    qtbot.waitUntil(lambda: not window.controller.is_running)
    return window


def test_back_on_a_page_is_set_again_what_a_later_one_has_set(at_the_end, qtbot):
    window, desk, undo = at_the_end, at_the_end.lesson.desk, at_the_end.state.undo_stack
    window.state.propose([("data.noise", 0.5)], "by hand")
    by_hand = window.state.scenario
    window.controller.play(True)
    desk.back()  # its setting is the one that there is
    qtbot.wait(50)
    assert window.controller.is_running
    assert window.state.scenario is by_hand
    desk.back()
    assert not window.controller.is_running
    qtbot.waitUntil(lambda: step(window) == 0)
    assert window.state.scenario == find_scenario("article")
    qtbot.waitUntil(lambda: seen(window) == {"loss", "lesson"})
    assert undo.undoText() == "Train"
    undo.undo()
    assert window.state.scenario == by_hand, "nothing is lost"
    undo.redo()
    desk.back()  # its own setting is that of the page before it
    qtbot.waitUntil(lambda: step(window) == 7)
    assert undo.undoText() == "A button"
    assert window.state.scenario == find_scenario("outliers")
    assert seen(window) == {"fit", "loss", "lesson"}
    count = undo.count()
    desk.back()  # the same setting: nothing to do
    window.controller.step(1)
    qtbot.waitUntil(lambda: step(window) == 8)
    assert undo.count() == count


def test_a_page_set_again_ticks_nothing_and_forgets_no_tick(at_the_end, qtbot):
    window, desk = at_the_end, at_the_end.lesson.desk
    asked = []
    desk.panel.show_page = lambda *args, show=desk.panel.show_page: (
        show(*args),
        asked.extend(page(window).tasks),
    )
    desk.back()
    window.controller.play(True)
    desk.back()
    (task,) = asked
    window.lesson.show_snapshot(window.controller.snapshot)  # of the later page, 50 steps on
    qtbot.waitUntil(lambda: step(window) == 0)
    qtbot.wait(50)
    assert not task.is_done
    window.controller.step(40)
    qtbot.waitUntil(lambda: task.is_done)
    desk.forward()
    qtbot.waitUntil(lambda: step(window) == 50)
    desk.back()
    qtbot.waitUntil(lambda: step(window) == 0)
    assert page(window).tasks[0].accessibleName() == "Done before: Train"


def test_a_button_counts_on_what_its_page_sets_also_where_that_is_not_there_yet(at_the_end, qtbot):
    window, desk = at_the_end, at_the_end.lesson.desk
    for _ in range(3):
        desk.back()
    assert page(window).page.title.plain == "A button"
    page(window).settings[0].click()
    qtbot.waitUntil(lambda: step(window) == 7)
    runs = window.state.scenario.runs
    assert len(runs) == 3
    assert runs[1].learning_rate == 0.01
    assert window.state.undo_stack.undoText() == "Slower"
    window.state.undo_stack.undo()
    assert window.state.scenario.runs[0].learning_rate == 0.002


def test_training_to_the_step_of_a_page_ticks_nothing_on_its_way(begin, shipped, qtbot):
    body = (
        "# Again\n\n```set\nscenario: article\nstep: 30000\n```\n\n```check A\nstep < 29999\n```\n"
    )
    body += "\n```check B\nstep = 30000\n```\n"
    file = shipped / "02_two" / "en.md"
    file.write_text(ENGLISH + body, encoding="utf-8")
    window = begin("02_two")
    window.controller.set_speed(100)
    for _ in range(3):
        window.lesson.desk.forward()
    early, late = page(window).tasks
    qtbot.waitUntil(lambda: late.is_done, timeout=60_000)
    assert not early.is_done
    window.controller.go_to(20)
    qtbot.waitUntil(lambda: early.is_done)


def test_pages_turned_at_once_set_all_that_they_set(begin, shipped, qtbot):
    body = "# A\n\n```set\nscenario: article\nstep: 9\n```\n\n# B\n\nText.\n\n"
    body += "# C\n\n```set\nruns.0.learning_rate = 0.001\n```\n"
    (shipped / "02_two" / "en.md").write_text(ENGLISH + body, encoding="utf-8")
    window = begin("02_two")
    for _ in range(5):
        window.lesson.desk.forward()
    qtbot.waitUntil(lambda: step(window) == 9)
    expected = with_values(find_scenario("article"), [("runs.0.learning_rate", 0.001)])
    assert window.state.scenario == expected
    window.lesson.desk.open(shipped / "02_two", 4)  # found again at a page that sets nothing itself
    qtbot.waitUntil(lambda: window.state.scenario == find_scenario("article"))


def test_a_page_that_was_left_at_once_sets_nothing(begin, shipped, qtbot):
    file = shipped / "02_two" / "en.md"
    body = "# Again\n\n```set\nscenario: article\nstep: 50\n```\n"
    file.write_text(ENGLISH + body, encoding="utf-8")
    window = begin("02_two")
    before = window.state.scenario
    for _ in range(3):
        window.lesson.desk.forward()
    window.lesson.desk.back()
    qtbot.wait(400)
    assert window.state.scenario is before
    assert step(window) == 25


def test_a_page_that_begins_anew_does_not_show_what_will_come(begin, qtbot):
    window = begin()
    window.loss_curve.what_if = True
    press(window, Qt.Key.Key_PageDown)
    assert window.loss_curve.what_if
    press(window, Qt.Key.Key_PageUp)
    window.lesson.desk.open(window.lesson.desk.lesson.folder)
    qtbot.waitUntil(lambda: not window.loss_curve.what_if)


def test_ticks_are_remembered_and_a_lesson_is_done_when_all_is(begin, open_window, shipped, qtbot):
    window, shown = second(begin)
    folder = shipped / "01_one"
    window.controller.step(20)
    qtbot.waitUntil(lambda: shown.tasks[0].is_done)
    window.lesson.desk.forward()
    assert not window.lesson.desk.progress.is_done(folder)  # the question waits
    window.lesson.desk.back()
    assert page(window).tasks[0].is_done
    page(window).choose(0)
    assert window.lesson.desk.progress.is_done(folder)
    window.close()
    again = open_window()
    again.lesson.show_list.trigger()
    marks = [button.mark for button in again.lesson.desk.panel.list.buttons]
    assert marks == ["✓ done", "5 min"]
    again.lesson._fill()
    titles = [action.text() for action in again.lesson._items]
    assert titles[:2] == ["1  A lesson", "2  Another"]
    assert not again.lesson._items[0].icon().isNull()


def test_the_list_shows_how_far_each_lesson_is_done_also_at_the_next_start(
    begin, open_window, shipped, qtbot
):
    window, shown = second(begin)
    window.lesson.desk.show_list()
    notes = [button.note.replace("\N{NO-BREAK SPACE}", " ") for button in buttons(window)]
    assert notes == ["2/3 pages · 0/1 questions · 0/1 tasks", ""]
    assert buttons(window)[0].accessibleDescription() == buttons(window)[0].note
    window.lesson.desk.open(shipped / "01_one", 1)
    qtbot.waitUntil(lambda: page(window) not in (None, shown))
    page(window).choose(0)
    window.close()
    again = open_window()
    again.lesson.show_list.trigger()
    assert "1/1" in buttons(again)[0].note
    reached = again.lesson.desk.progress.reached(shipped / "01_one")
    assert reached.share == pytest.approx(3 / 5)
    assert again.lesson.desk.progress.reached(shipped / "02_two") is None


def buttons(window):
    return window.lesson.desk.panel.list.buttons


@pytest.mark.parametrize("counts", [None, [3], [3, "1", 1], {"pages": 3}])
def test_a_progress_without_counts_is_none(begin, shipped, counts):
    window = begin()
    progress = window.lesson.desk.progress
    progress._of(shipped / "01_one")["counts"] = counts
    assert progress.reached(shipped / "01_one") is None


def test_the_name_of_the_lesson_stands_in_the_title(begin, tmp_path, qtbot):
    window = begin()
    assert window.windowTitle() == "A lesson[*] – LossStudio"
    window.set_language("zh_CN")
    assert window.windowTitle() == "一课[*] – LossStudio"
    window.set_language("en")
    window.document._save_to(tmp_path / "mine.lossstudio")
    qtbot.waitUntil(lambda: window.document.path is not None)
    assert window.windowTitle() == "A lesson – mine.lossstudio[*] – LossStudio"
    window.lesson.desk.close()
    assert window.windowTitle() == "mine.lossstudio[*] – LossStudio"


SPEEDS = """---
title: Speeds
---

# One

```set
scenario: pass_or_fail
```

# Two

```set
runs.0.learning_rate = 0.1
speed: 10
```

# Three

```set
scenario: moons_network
```

# Four

Only text.
"""


def test_a_page_has_the_panels_and_the_speed_of_its_scenario_or_its_own(
    open_window, shipped, qtbot
):
    (shipped / "02_two" / "en.md").write_text(SPEEDS, encoding="utf-8")
    window = open_window()
    window.transport.set_speed(5.0)
    desk = window.lesson.desk
    desk.open(shipped / "02_two")
    found = []
    for _ in range(4):
        qtbot.waitUntil(lambda: page(window) is not None and not desk._is_setting)
        found.append((window.transport.speed, seen(window) - {"lesson"}))
        desk.forward() if len(found) < 4 else desk.back()
    shape = {"controls", "fit", "loss", "shape"}
    network = {"controls", "fit", "loss", "network"}
    assert found == [(200, shape), (10, shape), (math.inf, network), (math.inf, network)]
    desk.back()
    qtbot.waitUntil(lambda: not desk._is_setting)
    qtbot.waitUntil(lambda: window.transport.speed == 10)
    desk.close()
    assert window.transport.speed == 5.0
    window.close()
    assert window.settings.number("speed", 0.0) == 5.0


ANEW = SPEEDS.replace("scenario: moons_network", "scenario: pass_or_fail\nstep: 3").replace(
    "scenario: pass_or_fail\n```", "scenario: pass_or_fail\nstep: 9\n```", 1
)


def test_a_page_that_sets_a_scenario_shows_nothing_of_the_run_before(open_window, shipped, qtbot):
    (shipped / "02_two" / "en.md").write_text(ANEW, encoding="utf-8")
    window = open_window()
    desk = window.lesson.desk
    desk.open(shipped / "02_two")
    qtbot.waitUntil(lambda: page(window) is not None and step(window) == 9)
    window.controller.reset()
    qtbot.waitUntil(lambda: step(window) == 0)
    assert window.loss_curve.before._before.snapshot is not None
    desk.forward()
    desk.forward()
    qtbot.waitUntil(lambda: step(window) == 3 and not desk._is_setting)
    assert window.loss_curve.before._before.snapshot is None


def test_another_lesson_has_its_own_places(open_window, shipped, qtbot):
    for name, show in (("01_one", "fit, shape"), ("02_two", "shape, fit")):
        text = SPEEDS.replace("scenario: pass_or_fail", f"scenario: pass_or_fail\nshow: {show}")
        (shipped / name / "en.md").write_text(text, encoding="utf-8")
    window = open_window()
    desk, panels = window.lesson.desk, window.workspace.panels
    for name, above, below in (("01_one", "fit", "shape"), ("02_two", "shape", "fit")):
        desk.open(shipped / name)
        qtbot.waitUntil(
            lambda name=name: desk.lesson is not None and desk.lesson.folder.name == name
        )
        qtbot.waitUntil(lambda: not desk._is_setting)
        qtbot.waitUntil(lambda up=above, low=below: panels[up].y() < panels[low].y())


# -- language and theme --------------------------------------------------------------------------


def test_the_language_switches_on_the_same_page(begin):
    window, shown = second(begin)
    shown.choose(1)
    window.set_language("zh_CN")
    now = page(window)
    assert now is not shown
    assert window.lesson.desk.number == 1
    assert now.tasks[0].accessibleName().endswith("训练 40 步")
    assert now.questions[0].chosen == 1
    assert now.questions[0].reply.text.plain == "正是。"
    window.set_language("en")
    assert page(window).questions[0].reply.text.plain == "Just that."


def test_a_lesson_in_one_language_is_shown_in_that(begin):
    window = begin("02_two", language="zh_CN")
    shown = page(window)
    assert window.lesson.desk.lesson.language == "en"
    window.set_language("en")
    assert page(window) is shown


def test_everything_has_a_name_for_a_screen_reader(begin):
    window, shown = second(begin)
    panel = window.lesson.desk.panel
    for widget in (
        panel, panel.list_button, shown, shown.questions[0], *shown.questions[0].buttons,
        shown.tasks[0], panel.list, panel._bar,
    ):  # fmt: skip
        assert widget.accessibleName(), widget
    assert panel.next.text()
    assert panel.back.toolTip()


def focus():
    return QApplication.focusWidget()


def focused(widget):
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return widget


def test_tab_goes_through_the_panel_from_top_to_bottom(begin, qtbot):
    window, shown = second(begin)
    window.activateWindow()
    panel = window.lesson.desk.panel
    expected = [
        panel.list_button, panel.close_button, *shown.questions[0].buttons,
        shown.tasks[0].hint_button, panel.back, panel.next,
    ]  # fmt: skip
    focused(panel.list_button)
    for widget in expected:
        assert focus() is widget
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    window.lesson.desk.show_list()
    focused(panel.close_button)
    for widget in (panel.close_button, *panel.list.buttons, panel.list.own):
        assert focus() is widget
        QTest.keyClick(widget, Qt.Key.Key_Tab)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_press_the_button_that_has_the_focus(begin, qtbot, key):
    window, shown = second(begin)
    window.activateWindow()
    panel, desk = window.lesson.desk.panel, window.lesson.desk
    QTest.keyClick(focused(shown.tasks[0].hint_button), key)
    assert shown.tasks[0].hint.isVisible()
    QTest.keyClick(focused(panel.back), key)
    assert desk.number == 0
    QTest.keyClick(focused(panel.next), key)
    assert desk.number == 1
    QTest.keyClick(focused(panel.list_button), key)
    assert desk.lesson is None
    assert not window.controller.is_running


def test_whoever_reads_by_keys_stays_in_the_lesson_as_pages_turn(begin, qtbot):
    window, shown = second(begin)
    window.activateWindow()
    panel, desk = window.lesson.desk.panel, window.lesson.desk
    QTest.keyClick(focused(shown.questions[0].buttons[1]), Qt.Key.Key_PageDown)
    assert focus() is panel.next, "the third page has nothing to press"
    QTest.keyClick(focus(), Qt.Key.Key_PageUp)
    assert focus() is panel.next
    focused(page(window).questions[0].buttons[1])
    QTest.keyClick(focus(), Qt.Key.Key_PageUp)
    assert focus() is page(window).settings[0]
    QTest.keyClick(focused(panel.back), Qt.Key.Key_PageUp)
    desk.show_list()
    assert focus() is panel.list.buttons[0]
    focused(window.control_panel)
    desk.open(library.shipped_lessons()[0])
    with qtbot.waitSignal(desk.stage.applied):
        pass
    assert focus() is window.control_panel, "who works elsewhere is left there"
    focused(panel.next)
    desk.stage._arrange()  # takes every panel out and puts it in again
    assert focus() is panel.next


def test_f6_leads_to_what_a_lesson_asks(begin, qtbot):
    window, shown = second(begin)
    window.activateWindow()
    panel = window.lesson.desk.panel
    focused(window.control_panel)
    window.panel_keys.next.trigger()
    while not panel.isAncestorOf(focus()):
        window.panel_keys.next.trigger()
    answer = shown.questions[0].buttons[0]
    assert focus() is answer
    assert window.workspace.panels["lesson"].title.is_focused
    window.panel_keys.back.trigger()
    shown.setFixedHeight(answer.height() + 20)
    qtbot.waitUntil(lambda: answer.visibleRegion().isEmpty())
    window.panel_keys.next.trigger()
    assert focus() is answer
    assert answer.visibleRegion().boundingRect() == answer.rect()
    window.panel_keys.back.trigger()
    assert not panel.isAncestorOf(focus())
    window.lesson.desk.show_list()
    assert window.lesson.first_stop is panel.list.buttons[0]


def test_the_list_of_lessons_is_still_reached_by_a_key_in_another_language(open_window, qtbot):
    window = open_window()
    desk = window.lesson.desk
    window.workspace.open("lesson")
    desk.show_list()
    old = desk.panel.list.buttons[1]
    qtbot.waitUntil(old.isVisible)
    old.setFocus()
    qtbot.waitUntil(old.hasFocus)
    window.set_language("zh_CN")
    qtbot.waitUntil(lambda: not shiboken6.isValid(old))
    assert focus() is desk.panel.list.buttons[1]
    assert window.lesson.first_stop is desk.panel.list.buttons[0]
    focus().nextInFocusChain().setFocus()
    assert focus() is desk.panel.list.buttons[2]


def test_what_changes_is_said_to_a_screen_reader(begin, qtbot, monkeypatch):
    said = []
    for module in (lesson_panel, question_view, task_view):
        monkeypatch.setattr(module, "announce", lambda source, sentence: said.append(sentence))
    window, shown = second(begin)
    assert said.pop() == "page 2 of 3. Second."
    shown.choose(0)
    assert said.pop() == "✗ not so. Not this. And so on."
    shown.tasks[0].hint_button.click()
    assert said.pop() == "Press Space."
    window.controller.step(20)
    qtbot.waitUntil(lambda: shown.tasks[0].is_done)
    assert said.pop() == "Done. Well done."
    window.set_language("zh_CN")
    assert said.pop() == "第 2 页，共 3 页。Second。"
    assert said.pop() == "✗ 不对。Not this. And so on."
    window.set_language("en")
    window.lesson.desk.forward()
    assert said.pop() == "page 3 of 3. Third. Only text."
    window.lesson.desk.back()
    window.lesson.desk.back()
    assert said.pop() == r"page 1 of 3. First \hat y. A text with r = \hat y - y."
    page(window).settings[1].click()
    qtbot.waitUntil(lambda: window.lesson.desk.panel._notice.isVisible())
    assert "does not fit the data" in said.pop()


# -- a folder of one's own -----------------------------------------------------------------------


def test_faults_of_an_own_lesson_are_listed_and_it_can_be_looked_at_again(begin, tmp_path, qtbot):
    window = begin()
    folder = tmp_path / "own"
    folder.mkdir()
    broken = ENGLISH.replace("scenario: outliers", "scenario: none").replace("Wrong", "x")
    (folder / "en.md").write_text(broken, encoding="utf-8")
    window.lesson.desk.open_own(folder)
    faults = window.lesson.desk.panel.faults
    qtbot.waitUntil(faults.isVisible)
    assert "en.md:11: scenario" in faults.lines.toPlainText()
    assert "en.md:25: runs.0.loss" in faults.lines.toPlainText()
    mended = broken.replace("none", "outliers").replace("= hinge", "= mae")
    (folder / "en.md").write_text(mended, encoding="utf-8")
    faults.again.click()
    qtbot.waitUntil(lambda: page(window) is not None)
    assert window.lesson.desk.lesson.folder == folder


def test_an_own_lesson_with_faults_opens_anyway(open_window, tmp_path, qtbot):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "en.md").write_text("---\ntitle: Mine\n---\n# P\n\n<b>x</b>\n", encoding="utf-8")
    window = open_window()
    window.lesson.desk.open_own(folder)
    faults = window.lesson.desk.panel.faults
    qtbot.waitUntil(faults.isVisible)
    faults.anyway.click()
    assert page(window).page.title.plain == "P"


def test_a_folder_without_a_lesson_says_so(open_window, tmp_path, qtbot):
    window = open_window()
    window.lesson.desk.open_own(tmp_path)
    faults = window.lesson.desk.panel.faults
    qtbot.waitUntil(faults.isVisible)
    assert "no lesson there" in faults.lines.toPlainText()
    assert faults.anyway.isHidden()


# -- what tasks look at --------------------------------------------------------------------------


def test_facts_are_those_of_the_command_line(source_of):
    scenario = with_values(find_scenario("outliers"), [("runs.0.optimizer", "gradient_descent")])
    source = source_of(scenario)
    facts = Facts()
    facts.take(source.step(30))
    reference = Experiment(scenario)
    reference.advance(30)
    expected = results(reference)["runs"]

    def value(name):
        return facts(parse_condition(f"{name} != 0").name)

    assert (value("step"), value("runs")) == (30, 3)

    for index, run in enumerate(expected):
        prefix = f"runs.{index}."
        for name in ("train_loss", "test_loss", "cost", "gradient_norm", "step"):
            assert value(prefix + name) == run[name]
        assert facts(parse_condition(f"{prefix}status = plateau").name) == run["status"]
        assert value(f"{prefix}rate_limit") == run["learning_rate_limit"]
        for part in ("train", "test"):
            for metric, figure in run["metrics"][part].items():
                assert value(f"{prefix}{part}.{metric}") == figure
        assert value(f"{prefix}parameters.bias") == np.ravel(run["parameters"]["bias"])[0]
        assert value(f"{prefix}learning_rate") == scenario.runs[index].learning_rate
    assert value("runs.5.train_loss") is None
    assert value("parameters.nothing") is None
    assert value("runs.2.loss_parameters.delta") == 0.5


def facts_of(snapshot):
    facts = Facts()
    facts.take(snapshot)
    return lambda name: facts(parse_condition(f"{name} != null").name)


def test_facts_of_the_past_are_those_of_then(source_of):
    source = source_of(find_scenario("article"))
    source.step(30)
    source.change(with_values(find_scenario("article"), [("data.noise", 0.0)]))
    value = facts_of(source.step(10))
    assert (value("step"), value("last_step"), value("data.noise")) == (40, 40, 0.0)
    value = facts_of(source.go_to(29))
    assert (value("step"), value("last_step"), value("data.noise")) == (29, 40, 1.0)


def test_the_recent_loss_is_the_highest_of_twenty_steps(source_of):
    source = source_of(find_scenario("article"))
    losses = [source.step(1).run.losses.train_loss for _ in range(30)]
    value = facts_of(source.go_to(30))
    assert value("recent_loss") == max(losses[10:])
    assert value("recent_loss") > value("train_loss")
    assert facts_of(source.go_to(19))("recent_loss") is None


# -- texts ---------------------------------------------------------------------------------------


def make_text_view(qtbot, tmp_path, markdown, width=300):
    view = TextView()
    qtbot.addWidget(view)
    view.resize(width, 100)
    view.set_text(render_line(markdown, 1), tmp_path)
    view.show()
    qtbot.waitUntil(lambda: view.is_complete)
    return view


def pictures(view):
    """The format of each formula in a view."""
    found = []
    block = view.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            if pieces.fragment().charFormat().isImageFormat():
                found.append(QTextImageFormat(pieces.fragment().charFormat().toImageFormat()))
            pieces += 1
        block = block.next()
    return found


def ink_rows(view, name):
    """The first and the last row of a formula's picture that are not empty."""
    kind = QTextDocument.ResourceType.ImageResource
    image = QImage(view.document().resource(kind, name))
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    rows = np.flatnonzero((pixels >> 24 > 60).any(axis=1))
    return int(rows[0]), int(rows[-1])


def rendered(view):
    """Where a view is darker than its background: booleans, (height, width)."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    stride = image.bytesPerLine()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), stride)
    return pixels[:, : image.width()].astype(int) < int(pixels.max()) - 90


@pytest.mark.parametrize("latex", ["x", r"\hat y", "x_i^2", r"\frac{1}{n}"])
def test_a_formula_stands_on_the_line_of_its_text(qtbot, tmp_path, latex):
    # H stands on the baseline; so does the formula's own x, drawn as the last of its letters.
    view = make_text_view(qtbot, tmp_path, f"H${latex} \\mathrm{{H}}$")
    dark = rendered(view)
    columns = np.flatnonzero(dark.any(axis=0))
    first = dark[:, columns[0] : columns[0] + 3]
    last = dark[:, columns[-1] - 2 : columns[-1] + 1]
    feet = [int(np.flatnonzero(part.any(axis=1))[-1]) for part in (first, last)]
    assert abs(feet[0] - feet[1]) <= 1


def lines(view):
    """The text of each line as it is broken; a formula is one sign."""
    block = view.document().firstBlock()
    layout = block.layout()
    places = [layout.lineAt(number) for number in range(layout.lineCount())]
    return [block.text()[at.textStart() : at.textStart() + at.textLength()] for at in places]


@pytest.mark.parametrize("text", ["word word ($z = w$), word.", "文字文字（$z = w$）。文字"])
def test_no_line_breaks_between_a_formula_and_the_signs_beside_it(qtbot, tmp_path, text):
    view = make_text_view(qtbot, tmp_path, text, width=90)
    broken = set()
    for width in range(90, 300):
        view.resize(width, view.height())
        broken.add(len(lines(view)))
        for line in lines(view):
            assert line[:1] not in "),.）。"
            assert line.rstrip()[-1:] not in "(（"
    assert len(broken) > 1, "it is broken at some widths and not at others"


def test_the_signs_beside_a_formula_look_like_those_of_the_text(qtbot, tmp_path):
    def ink_behind(text):
        """The columns of the last sign, from their first on, where all stands in one line."""
        dark = rendered(make_text_view(qtbot, tmp_path, text))
        columns = np.flatnonzero(dark.any(axis=0))
        start = columns[np.flatnonzero(np.diff(columns) > 1)[-1] + 1]
        return dark[:, start : columns[-1] + 1].any(axis=1).nonzero()[0], columns[-1] - start

    for sign in (",", ";", "）"):
        rows, width = ink_behind(f"H $x${sign}")
        plain_rows, plain_width = ink_behind(f"H x{sign}")
        assert abs(len(rows) - len(plain_rows)) <= 1
        assert abs(width - plain_width) <= 1
    bold, _ = ink_behind("**H $x$;**")
    assert len(bold) >= len(ink_behind("H $x$;")[0])


def test_a_formula_that_is_none_is_shown_as_its_text(qtbot, tmp_path):
    view = make_text_view(qtbot, tmp_path, r"a ($\frac{1$), b")
    qtbot.waitUntil(lambda: r"(\frac{1), b" in view.toPlainText())


def test_a_displayed_formula_is_no_wider_than_its_column(qtbot, tmp_path):
    long = "$$" + " + ".join("abcdefgh") * 3 + "$$"
    view = make_text_view(qtbot, tmp_path, long, width=200)
    (picture,) = pictures(view)
    assert picture.width() <= 200
    view.resize(1000, view.height())
    (wider,) = pictures(view)
    assert wider.width() > picture.width()


def test_formulas_follow_theme_and_size(qtbot, tmp_path, theme, qapp):
    view = make_text_view(qtbot, tmp_path, "$x$")
    theme.changed.connect(view.restyle)
    (before,) = pictures(view)
    theme.set_mode("dark")
    qtbot.waitUntil(lambda: pictures(view)[0].name() != before.name())
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    assert pictures(view)[0].height() > 1.5 * before.height()
    theme.set_mode("light")


def test_a_text_is_as_high_as_it_needs_to_be(qtbot, tmp_path):
    view = make_text_view(qtbot, tmp_path, "word " * 40)
    high = view.height()
    view.resize(150, high)
    assert view.height() > 1.7 * high
    assert not view.verticalScrollBar().isVisible()


def test_a_long_line_of_code_is_wrapped(qtbot, tmp_path):
    view = make_text_view(qtbot, tmp_path, "")
    view.set_text(Text("<pre><code>" + "name = value + " * 9 + "</code></pre>", ""), tmp_path)
    assert view.document().idealWidth() <= view.viewport().width()
    assert view.height() > 3 * view.fontMetrics().height()


def test_below_code_there_is_no_empty_line(qtbot, tmp_path):
    view = make_text_view(qtbot, tmp_path, "")
    view.set_text(Text("<pre><code>a\n\nb\n</code></pre>\n<p>c</p>", ""), tmp_path)
    assert view.document().toPlainText().split("\n") == ["a", "", "b", "c"]


def test_what_has_come_is_scrolled_into_sight(begin, qtbot):
    window, shown = second(begin)
    shown.setFixedHeight(190)
    qtbot.waitUntil(lambda: shown.verticalScrollBar().maximum() > 0)

    def is_seen(widget):
        return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()

    question, task = shown.questions[0], shown.tasks[0]
    shown.verticalScrollBar().setValue(0)
    press(window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: is_seen(question.after))
    assert is_seen(question.reply)
    assert is_seen(question.buttons[1]), "the answer itself stays in sight"
    task.hint_button.click()
    qtbot.waitUntil(lambda: is_seen(task.hint))
    shown.verticalScrollBar().setValue(0)
    window.controller.step(40)
    qtbot.waitUntil(lambda: task.is_done)
    qtbot.waitUntil(lambda: is_seen(task.done))


def test_what_was_in_sight_stays_there_in_another_width(begin, qtbot):
    _, shown = second(begin)
    task, bar = shown.tasks[0], shown.verticalScrollBar()

    def is_seen(widget):
        return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()

    def at_rest():
        qtbot.waitUntil(lambda: not shown._returns.isActive())

    shown.setFixedSize(300, 190)
    task.hint_button.click()
    qtbot.waitUntil(lambda: is_seen(task.hint))
    shown.setFixedSize(300, 900)  # as while panels are taken out and put in again
    qtbot.waitUntil(lambda: bar.value() == 0)
    shown.setFixedSize(220, 110)
    qtbot.waitUntil(lambda: is_seen(task.hint))
    answer = shown.questions[0].buttons[1]
    at_rest()
    bar.setValue(answer.mapTo(shown.widget(), QPoint(0, 0)).y())  # somebody reads on here
    assert answer.mapTo(shown.viewport(), QPoint(0, 0)).y() == 0
    shown.setFixedSize(300, 900)
    qtbot.waitUntil(lambda: bar.value() == 0)
    shown.setFixedSize(400, 110)
    qtbot.waitUntil(lambda: bar.value() > 0)
    at_rest()
    assert abs(answer.mapTo(shown.viewport(), QPoint(0, 0)).y()) < answer.height()
    bar.setValue(0)
    shown.setFixedSize(220, 110)
    at_rest()
    assert bar.value() == 0


def test_a_button_that_leaves_the_resting_pointer_looks_so(begin, qtbot):
    window, shown = second(begin)
    window.move(-700, 0)  # the lesson on the screen, which is narrow in tests
    shown.setFixedHeight(120)
    bar = shown.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.waitUntil(lambda: not shown._returns.isActive())
    button, below = shown.questions[0].buttons
    at = button.mapToGlobal(button.rect().center())
    QCursor.setPos(at)
    qtbot.waitUntil(button.underMouse)
    bar.setValue(bar.value() + below.y() - button.y())
    qtbot.waitUntil(below.underMouse)
    assert not button.underMouse()
    shown.title.setFixedHeight(shown.title.height() + 400)  # as a formula that comes later
    qtbot.waitUntil(lambda: not below.underMouse())
    assert QCursor.pos() == at


def test_a_page_up_with_the_focus_in_a_text_turns_the_page(begin):
    window, shown = second(begin)
    text = shown.questions[0].findChild(TextView)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton)
    press(window, Qt.Key.Key_PageUp)
    assert window.lesson.desk.number == 0


def test_pictures_lie_beside_the_lesson_and_nowhere_else(qtbot, tmp_path):
    folder = tmp_path / "l"
    folder.mkdir()
    for place in (folder / "in.png", folder / "茶 1.png", tmp_path / "out.png"):
        image = QImage(40, 30, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        image.save(str(place))
    view = TextView()
    qtbot.addWidget(view)
    view.resize(300, 100)
    heights = []
    written = render_line("![](<茶 1.png>)", 1).html.partition('"')[2].partition('"')[0]
    for source in ("in.png", written, "../out.png", str(tmp_path / "out.png")):
        view.set_text(Text(f'<img src="{source}">', ""), folder)
        heights.append(view.loadResource(QTextDocument.ResourceType.ImageResource, source))
    assert [heights[0].height(), heights[1].height()] == [30, 30]
    assert heights[2:] == [None, None]


def shown(view):
    """The picture that is drawn for the only image of a text."""
    (picture,) = pictures(view)
    image = view.document().resource(QTextDocument.ResourceType.ImageResource, QUrl(picture.name()))
    assert isinstance(image, QImage)
    return image


def is_red(image):
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    return (middle.red(), middle.green()) == (255, 0)


def test_for_a_picture_that_may_not_be_read_a_reason_is_drawn(qtbot, tmp_path):
    folder, outside = tmp_path / "l", tmp_path / "out.png"
    folder.mkdir()
    red = QImage(40, 30, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    red.save(str(outside))
    red.save(str(folder / "in.png"))
    (folder / "link.png").symlink_to(outside)
    (folder / "text.png").write_bytes(b"no picture")
    body = f'<image width="40" height="30" href="{outside}"/>'
    space = 'xmlns="http://www.w3.org/2000/svg" width="40" height="30"'
    (folder / "leaks.svg").write_text(f"<svg {space}>{body}</svg>", encoding="utf-8")
    view = TextView()
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.show()
    view.set_text(render_line("![](in.png)", 1), folder)
    assert is_red(shown(view))
    for name in (str(outside), "../out.png", "link.png", "leaks.svg", "text.png", "none.png"):
        view.set_text(render_line(f"![]({name})", 1), folder)
        image = shown(view)
        assert image.width() <= view.viewport().width()
        assert image.height() > 15, "a line of text at least"
        assert not is_red(image), name


def test_a_picture_is_never_wider_than_its_text(qtbot, tmp_path):
    image = QImage(900, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / "wide.png"))
    view = TextView()
    qtbot.addWidget(view)
    view.set_text(render_line("![](wide.png)", 1), tmp_path)
    view.show()
    for width in (500, 250, 700):
        view.resize(width, 100)
        qtbot.waitUntil(lambda: shown(view).width() == view.viewport().width())
        assert view.document().size().width() <= view.viewport().width()


@pytest.mark.parametrize("name", ["tex0.png", "a%20b.png"])
def test_a_picture_may_be_called_like_a_formula(qtbot, tmp_path, name):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / name), "PNG")
    view = TextView()
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.show()
    for formula in ("", "$x$ "):
        view.set_text(render_line(f"{formula}![]({quote(name, safe=':')})", 1), tmp_path)
        qtbot.waitUntil(lambda: view.is_complete)
        assert view.height() >= 30
        assert len(list(view._places())) == len(view.text.formulas)


@pytest.mark.parametrize("name", ["tex:0", "tex:7", "tex:0.png", "tex:0:gap.png"])
def test_the_address_of_a_formula_is_no_picture(qtbot, tmp_path, name):
    view = TextView()
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.show()
    for formula in ("", "$x$ "):
        view.set_text(render_line(f"{formula}![]({quote(name, safe=':')})", 1), tmp_path)
        qtbot.waitUntil(lambda: view.is_complete)
        assert len(list(view._places())) == len(view.text.formulas)
        assert view.height() > 15, "what is wrong with it"


def test_a_text_that_a_new_width_makes_higher_is_drawn_to_its_last_line(qtbot, tmp_path):
    page = QWidget()
    qtbot.addWidget(page)
    view = TextView()
    layout = QVBoxLayout(page)
    layout.addWidget(view)
    layout.addStretch(1)
    view.set_text(Text("<p>" + "many words " * 30 + "</p>", ""), tmp_path)
    page.resize(700, 600)
    page.show()
    height = view.height()
    for width in (500, 300, 600):
        page.resize(width, 600)
        assert view.height() != height
        height = view.height()
        assert view.viewport().height() == height >= view.document().size().height()


# -- start ---------------------------------------------------------------------------------------


def test_a_start_of_the_window_loads_of_lessons_only_their_place():
    code = """
import sys
import lossstudio.gui.app
print(sorted(name for name in sys.modules if "lessons" in name or "markdown" in name))
"""
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    room = "lossstudio.gui.lessons"
    assert out.stdout == f"{[room, f'{room}.host', f'{room}.place']}\n"
