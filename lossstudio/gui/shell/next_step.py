"""What a newcomer may do next: the first of a few things that has not been done yet."""

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Task
from lossstudio.core.text import paragraph
from lossstudio.engine.scenarios.fields.field import Origin, origin_of
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.gui.kit.i18n import core_text, translate

ROBUST = "mae"
"""A loss that grows slower than the square, and so minds outliers less."""


class Situation(NamedTuple):
    """What a person has before them: the scenario, as it was when it was opened, and the last step
    that has been trained."""

    scenario: Scenario
    opened: Scenario
    last_step: int

    @property
    def run(self) -> Run:
        """The first run."""
        return self.scenario.runs[0]


class Suggestion(NamedTuple):
    """Something to do, as long as it `fits` and is not `done`."""

    fits: Callable[[Situation], bool]
    done: Callable[[Situation], bool]
    text: Callable[[Situation], str]


def suggestion(now: Situation) -> str:
    """The next thing to do, as rich text."""
    for each in _SUGGESTIONS:
        if each.fits(now) and not each.done(now):
            return each.text(now)
    return translate(
        "Guide",
        "There is more: <b>Lessons</b> tell the story step by step, <b>Examples</b> show what can "
        "happen, and the <b>Studio</b> has every setting.",
    )


def _bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def _field(path: str) -> str:
    return _bold(core_text(FIELDS[path].label))


def _is_regression(now: Situation) -> bool:
    return loss_of(now.run).task is Task.REGRESSION


def _has_outliers(now: Situation) -> bool:
    return origin_of(now.scenario.data) is Origin.GENERATED


def _is_line(now: Situation) -> bool:
    """The model is a line that can be dragged in the fit."""
    made = DATASETS.get(now.scenario.data.dataset)
    has_one_input = made is not None and len(made.input_names) == 1
    return _is_regression(now) and now.run.model == "linear" and has_one_input


def _learner(now: Situation) -> str:
    if not _is_regression(now):
        return translate("Guide", "the boundary")
    return translate("Guide", "the line") if _is_line(now) else translate("Guide", "the model")


def _run_text(now: Situation) -> str:
    run = _bold(translate("TransportBar", "Run"))
    if _is_line(now) and now.run.start != now.opened.runs[0].start:
        return translate(
            "Guide",
            "Now press {run} (or the space bar): training goes on from your line. Or compete with "
            "it: press <b>Ctrl+T</b>.",
        ).format(run=run)
    welcome = translate(
        "Guide", "<b>Welcome.</b> Press {run} (or the space bar) and watch {what} learn."
    ).format(run=run, what=_learner(now))
    if not (_is_line(now) and loss_of(now.run).is_square):
        return welcome
    return paragraph(
        [welcome, translate("Guide", "Or drag the line yourself: can you get the squares smaller?")]
    )


def _outliers_text(now: Situation) -> str:
    return translate(
        "Guide", "Now drag {outliers} to the right: a few samples go far off. What does {what} do?"
    ).format(outliers=_field("data.outlier_fraction"), what=_learner(now))


def _loss_text(now: Situation) -> str:
    if _is_regression(now):
        return translate(
            "Guide",
            "Now choose {mae} as {loss}: far samples count in proportion to their distance, no "
            "longer to its square. What changes?",
        ).format(mae=_bold(core_text(LOSSES[ROBUST].label)), loss=_field("runs.loss"))
    return translate("Guide", "Now choose another {loss}. What changes?").format(
        loss=_field("runs.loss")
    )


def _rate_text(now: Situation) -> str:
    return translate(
        "Guide",
        "Now make the {rate} larger, bit by bit. From where on do the steps overshoot?",
    ).format(rate=_field("runs.learning_rate"))


_SUGGESTIONS = (
    Suggestion(
        fits=lambda now: True,
        done=lambda now: now.last_step > 0,
        text=_run_text,
    ),
    Suggestion(
        fits=_has_outliers,
        done=lambda now: now.scenario.data.outlier_fraction > 0,
        text=_outliers_text,
    ),
    Suggestion(
        fits=lambda now: len(now.scenario.runs) == 1,
        done=lambda now: now.run.loss != now.opened.runs[0].loss,
        text=_loss_text,
    ),
    Suggestion(
        fits=lambda now: True,
        done=lambda now: now.run.learning_rate > now.opened.runs[0].learning_rate,
        text=_rate_text,
    ),
)
