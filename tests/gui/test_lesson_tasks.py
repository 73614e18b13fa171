"""The tasks of the lessons that ship: each ticks where it has been done, and only there."""

from dataclasses import replace

import pytest

from lossstudio.engine.lessons.lesson import LessonTask
from lossstudio.engine.lessons.library import lesson_file, shipped_lessons
from lossstudio.engine.lessons.reading import read_lesson
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.lessons.facts import Facts

FOLDERS = {int(folder.name[:2]): folder for folder in shipped_lessons()}

RATE, LOSS, NOISE = "runs.0.learning_rate", "runs.0.loss", "data.noise"
RUN = "it runs"
HOME = "back to the start"


class Learner:
    """Does something on a page, as the window would, and looks whether its task is ticked."""

    def __init__(self, source_of, lesson, page):
        whole = read_lesson(lesson_file(FOLDERS[lesson], "en"))[0]
        setting = whole.opening(page - 1)
        blocks = whole.pages[page - 1].blocks
        (self.task,) = [block for block in blocks if isinstance(block, LessonTask)]
        self._make, self._facts = source_of, Facts()
        self._source = source_of(setting.apply(Scenario(), whole.folder))
        if setting.action == "step":
            self._source.step(setting.step)
        assert not self.is_ticked(), "by the page itself"

    def is_ticked(self, *, is_running=False):
        self._facts.take(replace(self._source.newest, is_running=is_running))
        return all(condition.holds(self._facts) for condition in self.task.conditions)

    def do(self, *acts):
        """Steps on, (None, N) to step N, (path, value), `HOME`; whether it was ticked meanwhile."""
        was_ticked, is_running = False, RUN in acts
        for act in acts:
            scenario = self._source.newest.scene.scenario
            if act == HOME:
                self._source = self._make(scenario)
            elif isinstance(act, int):
                self._source.step(act)
            elif act != RUN and act[0] is None:
                self._source.go_to(act[1])
            elif act != RUN:
                self._source.change(with_values(scenario, [act]))
            was_ticked = was_ticked or self.is_ticked(is_running=is_running)
        return was_ticked


SCHEDULE = ("runs.0.schedule", "exponential")
MOMENTUM = ("runs.0.optimizer", "momentum")
SUM = ("runs.0.reduction", "sum")
HUBER = (LOSS, "huber")
SMALL = ("runs.0.loss_parameters.delta", 0.05)
OPTIMUM = [2.0574716, 0.9889705]

DONE = {
    "a line by hand": (1, 2, [("runs.0.start", OPTIMUM)]),
    "60 steps, one by one": (1, 3, [*[1] * 60]),
    "60 steps at once": (1, 3, [2000]),
    "60 steps with momentum": (1, 3, [MOMENTUM, 300]),
    "no noise": (1, 4, [(NOISE, 0.0), 400]),
    "no noise, from the start": (1, 4, [(NOISE, 0.0), HOME, 600]),
    "squares as small as can be": (2, 1, [100]),
    "settles at the mean": (2, 2, [RUN, 40]),
    "one step": (2, 3, [1]),
    "one step, after going too far": (2, 3, [3, -2]),
    "the sum": (2, 4, [SUM]),
    "a smaller rate": (3, 3, [(RATE, 0.003), 200]),
    "a smaller rate from the start": (3, 3, [(RATE, 0.01), HOME, 2000]),
    "a rate that decays": (3, 3, [SCHEDULE, *[200] * 20]),
    "a rate that decays with momentum": (3, 3, [SCHEDULE, MOMENTUM, *[500] * 20]),
    "a large delta": (3, 4, [("runs.0.loss_parameters.delta", 10.0), 300]),
    "a first step": (4, 1, [1]),
    "a rate that is too large": (4, 4, [(RATE, 1.05), 30]),
    "a rate that is far too large": (4, 4, [(RATE, 1000.0), 1000]),
    "a rate that is too large with momentum": (4, 4, [MOMENTUM, (RATE, 4.0), 40]),
    "a fast rate": (4, 5, [(RATE, 0.75), 25]),
    "a fast rate, found on the time slider": (4, 5, [(RATE, 0.75), 5000, (None, 25)]),
    "the sum with its rate": (4, 6, [SUM, (RATE, 0.00125), HOME, RUN, 300]),
    "more noise": (5, 1, [(NOISE, 0.6), 400]),
    "back to the best step": (5, 4, [(None, 430)]),
    "back to the best step by keys": (5, 4, [*[-100] * 16]),
    "the right degree": (5, 5, [("runs.0.degree", 5), 2100]),
    "a penalty": (6, 5, [("runs.0.l2", 0.01), 4000]),
    "200 steps": (8, 2, [300]),
    "separable classes": (8, 5, [(NOISE, 0.1), 300]),
    "separable classes from the start": (8, 5, [(NOISE, 0.1), HOME, *[20] * 15]),
    "a strong penalty": (9, 2, [("runs.0.l2", 0.5), 400]),
    "30 steps": (9, 3, [RUN, 40]),
    "back in time": (10, 2, [(None, 12)]),
    "the mean with its rate": (10, 3, [("runs.0.reduction", "mean"), (RATE, 0.8), HOME, 1]),
    "no noise, no tilt": (11, 2, [(NOISE, 0.0), 100]),
    "a rate that suits the bias": (11, 3, [(RATE, 0.005), 3000]),
    "a step of Adam": (12, 3, [1]),
    "weights that stay alike": (13, 5, [RUN, 25]),
    "MAE": (14, 1, [(LOSS, "mae"), 600]),
    "Huber from the start": (14, 1, [HUBER, HOME, 600]),
}  # fmt: skip

NOT_DONE = {
    "a line by training": (1, 2, [200, (None, 0)]),
    "another loss is no better line": (1, 2, [HUBER, SMALL]),
    "another loss makes no smaller squares": (2, 1, [HUBER, SMALL, 20]),
    "more than one step": (2, 3, [RUN, 1]),
    "a low point between two hops": (3, 3, [*[1] * 300]),
    "a low point of long hops": (3, 3, [(RATE, 0.05), *[1] * 200]),
    "a line that swings": (3, 4, [(RATE, 3.9), *[1] * 60]),
    "two steps at once": (4, 1, [2]),
    "the sum in place of a rate": (4, 4, [SUM, 30]),
    "a slow rate": (4, 5, [*[1] * 30]),
    "a start at the end": (4, 5, [("runs.0.start", OPTIMUM), *[1] * 10]),
    "the sum after it has converged": (4, 6, [*[300] * 4, SUM, *[1] * 12]),
    "a start at the end, summed": (4, 6, [("runs.0.start", OPTIMUM), 200, SUM, *[1] * 12]),
    "more noise without training": (5, 1, [400, (NOISE, 0.6)]),
    "trained no further": (5, 4, [HOME, *[10] * 60]),
    "no noise without training": (8, 5, [(NOISE, 0.1)]),
    "trained no further than 10 steps": (10, 2, [HOME, *[1] * 15]),
    "not yet trained": (11, 2, [(NOISE, 0.0), HOME, 1]),
    "the slope of before": (11, 2, [HOME, 30, (NOISE, 0.0), *[(None, n) for n in range(20)]]),
    "another loss, not trained": (14, 1, [HUBER, HOME]),
    "the step of a run": (12, 3, [RUN, 1]),
}  # fmt: skip


@pytest.mark.parametrize("name", DONE)
def test_what_is_done_is_ticked(source_of, name):
    lesson, page, acts = DONE[name]
    assert Learner(source_of, lesson, page).do(*acts)


@pytest.mark.parametrize("name", NOT_DONE)
def test_what_is_not_done_is_not_ticked(source_of, name):
    lesson, page, acts = NOT_DONE[name]
    assert not Learner(source_of, lesson, page).do(*acts)


def test_every_task_is_tried():
    tried = {(lesson, page) for lesson, page, _ in DONE.values()}
    for number, folder in FOLDERS.items():
        for page, content in enumerate(read_lesson(lesson_file(folder, "en"))[0].pages, start=1):
            count = sum(isinstance(block, LessonTask) for block in content.blocks)
            assert count == ((number, page) in tried), (number, page)
