"""One coming step told in five beats: from a sample's prediction to the new parameters.

All its numbers are those of the step that is taken: its gradient and change are the `Update`'s, the
losses at its ends the trainer's, and what a sample adds is what the views say of it.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.tasks import Task
from lossstudio.engine.measuring.contributions import (
    NO_TOTALS,
    Contributions,
    Placed,
    contributions,
    place_samples,
)
from lossstudio.engine.measuring.picture import Canvas, paint
from lossstudio.engine.training.objective import Losses, Objective
from lossstudio.engine.training.update import Moment, Update, losses_after, rows_of_step

Array = NDArray[np.float64]
Rows = NDArray[np.intp]

MOST_PIECES = 40
"""So many pieces a gradient is added up of, at most: more arrows would hide one another."""
MOST_CANDIDATES = 1000
"""The sample that is told of is one of so many."""
TYPICAL = 0.75
"""The share of the samples with a lower loss than the one that is told of: it has something to
learn from, and is no outlier."""


class Beat(IntEnum):
    """What is told, in this order."""

    PREDICTION = 0
    ERROR = 1
    SLOPE = 2
    GRADIENT = 3
    UPDATE = 4


@dataclass(frozen=True, eq=False)
class Story:
    """The step after `step` steps of the run that minimises `objective`.

    `rows` (m,) are the training samples that its gradient comes from, and `sample` is the one that
    is told of. `found` is what the model says of `shown`, those of `rows` that are drawn, and `own`
    what it says of `sample`; `placed` is its place on the loss, and `slopes` (k,) are the slopes of
    its loss by its k scores. `sums` (q + 1, p) begins with zeros, goes on with the sums of the
    samples' shares of the gradient, and ends with the gradient. `pictures` are what the model says
    on the canvas before and after the step.
    """

    objective: Objective
    step: int
    theta: Array
    coming: Update
    before: Losses
    after: Losses
    rows: Rows
    sample: int
    shown: Rows
    found: Contributions
    own: Contributions
    placed: Placed
    slopes: Array
    sums: Array
    pictures: tuple[Array, Array]

    @property
    def gradient(self) -> Array:
        """The gradient that the step follows from, (p,)."""
        return self.coming.gradient

    @property
    def plain_change(self) -> Array:
        """The change (p,) that plain gradient descent would make of the gradient."""
        return -self.coming.rate * self.coming.gradient

    @property
    def is_plain(self) -> bool:
        """The optimiser makes of the gradient just what plain gradient descent does."""
        return bool(np.array_equal(self.coming.change, self.plain_change))

    @property
    def gradient_norm(self) -> float:
        """The length of the gradient."""
        return float(np.linalg.norm(self.gradient))

    @property
    def most_moved(self) -> int:
        """The place in theta of the parameter that the step changes most."""
        return int(np.abs(self.coming.change).argmax())

    @property
    def is_classification(self) -> bool:
        """Samples belong to classes."""
        return self.objective.loss.task is not Task.REGRESSION

    @property
    def likely_class(self) -> int:
        """The class whose probability is told: class 1 of two classes, else the true one."""
        is_pair = len(self.objective.dataset.classes) == 2
        return 1 if is_pair else int(self.objective.dataset.target[self.sample])

    @property
    def prediction(self) -> float:
        """What the model says of the sample: ŷ, or the probability of `likely_class`."""
        return self.predictions(self.own)[0]

    @property
    def target(self) -> float:
        """The sample's target; of classes, what the probability should be: 0 or 1."""
        label = self.objective.dataset.target[self.sample]
        return float(label == self.likely_class) if self.is_classification else float(label)

    @property
    def error(self) -> float:
        """The residual ŷ − y; of classes, the probability minus the label."""
        if self.is_classification:
            return self.prediction - self.target
        return float(self.own.residual[0])

    @property
    def slope(self) -> float:
        """The slope of the sample's loss by its residual or margin; where several scores have no
        margin, by the true class's score."""
        slope = float(self.placed.slope[0])
        return float(self.slopes[self.likely_class]) if np.isnan(slope) else slope

    def predictions(self, found: Contributions) -> list[float]:
        """ŷ, or the probability of class 1 of two, of the samples that are `found`."""
        said = found.prediction
        if len(self.objective.dataset.classes) == 2:  # of the true class
            labels = self.objective.dataset.target[found.rows]
            said = np.where(labels == 1, said, 1.0 - said)
        return list(said.tolist())


class StoryFrame(NamedTuple):
    """A moment of a story: `share`, from 0 to 1, is how far the picture of `beat` is drawn."""

    story: Story
    beat: Beat
    share: float

    def share_of(self, beat: Beat) -> float:
        """How far the picture of `beat` is drawn: all of it once it has been told."""
        return 0.0 if self.beat < beat else self.share if self.beat is beat else 1.0


def make_story(
    objective: Objective,
    step: int,
    moment: Moment,
    coming: Update,
    before: Losses,
    picture: Array,
    canvas: Canvas,
    drawn: Rows,
) -> Story:
    """The story of the step `coming` from `moment`, after `step` steps.

    `before` are the losses there, `picture` is what the model says on `canvas`, and `drawn` are the
    rows of the samples that are drawn: of one of them is told where the step uses any.
    """
    theta, rows = moment.theta, rows_of_step(objective, coming)
    shown = rows[np.isin(rows, drawn)][:MOST_CANDIDATES]
    with np.errstate(all="ignore"):
        found = contributions(objective, theta, shown if len(shown) else rows[:1], NO_TOTALS)
        order = np.argsort(found.loss, kind="stable")
        at = order[int(TYPICAL * (np.isfinite(found.loss).sum() - 1))]
        sample = found.rows[at : at + 1]
        features, y = objective.features[sample], objective.y[sample]
        raw, _ = objective.model.forward(theta, features)
        return Story(
            objective,
            step,
            theta,
            coming,
            before,
            losses_after(objective, coming),
            rows,
            int(sample[0]),
            shown,
            found,
            contributions(objective, theta, sample, NO_TOTALS),
            place_samples(objective, theta, features, y),
            objective.loss.function(raw, y, **objective.hyperparameters)[1][0],
            _sums(objective, theta, coming, rows),
            (picture, paint(objective, coming.after.theta, canvas)),
        )


def _sums(objective: Objective, theta: Array, coming: Update, rows: Rows) -> Array:
    """The gradient as it is added up, a few samples at a time; the penalty is shared out."""
    pieces = np.array_split(rows, min(len(rows), MOST_PIECES))
    parts = [
        len(piece) / len(rows) * objective.by_free(objective.batch_gradient(theta, piece))
        for piece in pieces
    ]
    sums = np.concatenate([np.zeros((1, len(theta))), np.cumsum(parts, axis=0)])
    sums[-1] = coming.gradient  # the same but for the order in which it is rounded
    return sums
