"""A step told in five beats: its numbers are those of the step that is taken, to the last digit."""

import numpy as np
import pytest

from lossstudio.core.links import probabilities
from lossstudio.engine.measuring.picture import make_canvas, paint
from lossstudio.engine.numbers.story import MOST_PIECES, Beat, StoryFrame, make_story
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.trainer import Trainer

LINE = Data(dataset="line", n_samples=60, seed=3)
HOURS = Data(dataset="threshold", n_samples=60, seed=3)
BLOBS = Data(dataset="three_blobs", n_samples=60, seed=3)
MOONS = Data(dataset="moons", n_samples=60, seed=3)

CASES = {
    "line": (LINE, Run(learning_rate=0.1)),
    "sum and penalty": (LINE, Run(learning_rate=0.001, reduction="sum", l2=0.1, l1=0.01)),
    "mini-batch": (LINE, Run(learning_rate=0.1, batch_size=7)),
    "mini-batch, sum": (LINE, Run(learning_rate=0.001, batch_size=7, reduction="sum")),
    "Huber, Adam": (LINE, Run(loss="huber", optimizer="adam", learning_rate=0.05)),
    "momentum": (LINE, Run(loss="mae", optimizer="momentum", learning_rate=0.01)),
    "fixed": (LINE, Run(learning_rate=0.1, fixed=("bias",))),
    "logistic": (HOURS, Run(loss="binary_cross_entropy", learning_rate=0.5)),
    "hinge, AdamW": (MOONS, Run(loss="hinge", optimizer="adamw", learning_rate=0.05)),
    "balanced": (HOURS, Run(loss="binary_cross_entropy", class_weights="balanced")),
    "softmax": (BLOBS, Run(loss="cross_entropy", learning_rate=0.1, batch_size=16)),
    "network": (
        MOONS,
        Run(loss="cross_entropy", model="mlp", hidden_layers=(4,), optimizer="adam"),
    ),
    "standardised target": (
        Data(dataset="cars"),
        Run(standardize="inputs_and_target", learning_rate=0.1),
    ),
}


def story_of(trainer, drawn=None):
    """The story of the step that `trainer` comes to, told without taking it."""
    objective = trainer.objective
    canvas = make_canvas(objective.dataset)
    picture = paint(objective, trainer.theta, canvas)
    rows = np.arange(len(objective.y)) if drawn is None else np.array(drawn)
    return make_story(
        objective,
        trainer.step,
        trainer.moment,
        trainer.coming,
        trainer.losses,
        picture,
        canvas,
        rows,
    )


@pytest.mark.parametrize("name", CASES)
def test_what_is_told_is_the_step_that_is_taken(name):
    data, run = CASES[name]
    trainer = Trainer(data, run, as_classes=data is not LINE and data.dataset != "cars")
    trainer.advance(3)
    before = trainer.losses
    story = story_of(trainer)
    assert trainer.step == 3
    assert trainer.advance(1) == 1
    assert np.array_equal(story.coming.after.theta, trainer.theta)
    assert np.array_equal(story.theta + story.coming.change, trainer.theta)
    assert np.array_equal(story.before, before, equal_nan=True)
    assert np.array_equal(story.after, trainer.losses, equal_nan=True)
    canvas = make_canvas(trainer.objective.dataset)
    painted = paint(trainer.objective, trainer.theta, canvas)
    assert np.array_equal(story.pictures[1], painted)


@pytest.mark.parametrize("name", CASES)
def test_the_slopes_add_up_to_the_gradient_of_the_step(name):
    data, run = CASES[name]
    trainer = Trainer(data, run, as_classes=data is not LINE and data.dataset != "cars")
    trainer.advance(3)
    story = story_of(trainer)
    assert np.array_equal(story.sums[-1], trainer.coming.gradient)
    assert not story.sums[0].any()
    assert len(story.sums) == min(len(story.rows), MOST_PIECES) + 1
    last = len(np.array_split(story.rows, len(story.sums) - 1)[-1])
    share = trainer.objective.batch_gradient(story.theta, story.rows[-last:])
    share = trainer.objective.by_free(share) * last / len(story.rows)
    np.testing.assert_allclose(story.sums[-1] - story.sums[-2], share, rtol=1e-9, atol=1e-12)


def test_a_samples_numbers_are_worked_out_by_hand():
    trainer = Trainer(LINE, Run(learning_rate=0.1))
    trainer.advance(2)
    story = story_of(trainer)
    w, b = trainer.theta
    x, y = trainer.objective.dataset.x[story.sample, 0], trainer.objective.dataset.target
    assert story.prediction == pytest.approx(w * x + b, rel=1e-15)
    assert story.target == y[story.sample]
    assert story.error == pytest.approx(story.prediction - story.target, rel=1e-12)
    assert story.placed.loss[0] == pytest.approx(story.error**2, rel=1e-12)
    assert story.slope == pytest.approx(2.0 * story.error, rel=1e-12)
    assert story.is_plain
    n, all_x = trainer.objective.n_train, trainer.objective.dataset.x[:, 0]
    r = (w * all_x + b - y)[:n]
    half = np.array([(r[:20] * all_x[:20]).sum(), r[:20].sum()]) * 2.0 / n
    pieces = np.array_split(np.arange(n), MOST_PIECES)
    at = next(i for i, piece in enumerate(pieces) if piece[-1] == 19)
    np.testing.assert_allclose(story.sums[at + 1], half, rtol=1e-12)


def test_a_probability_is_that_of_class_1_beside_its_label():
    trainer = Trainer(HOURS, Run(loss="binary_cross_entropy", learning_rate=0.5), as_classes=True)
    trainer.advance(2)
    objective = trainer.objective
    said = probabilities(objective.predict_raw(trainer.theta, objective.dataset.x), "sigmoid")[:, 1]
    for label in (0, 1):
        drawn = np.flatnonzero(objective.dataset.target == label)
        story = story_of(trainer, drawn)
        assert story.target == label
        assert story.prediction == pytest.approx(said[story.sample], rel=1e-12)
        assert story.error == pytest.approx(said[story.sample] - label, rel=1e-12)
        sign = 2 * label - 1
        assert story.slope == pytest.approx(sign * (said[story.sample] - label), rel=1e-9)


def test_of_several_classes_the_true_ones_probability_is_told():
    trainer = Trainer(BLOBS, Run(loss="cross_entropy", learning_rate=0.1), as_classes=True)
    story = story_of(trainer)
    objective = trainer.objective
    true = int(objective.dataset.target[story.sample])
    said = probabilities(objective.predict_raw(trainer.theta, objective.dataset.x), "softmax")
    assert story.target == 1.0
    assert story.prediction == pytest.approx(said[story.sample, true], rel=1e-12)
    assert story.slope == pytest.approx(said[story.sample, true] - 1.0, rel=1e-9)


def test_the_sample_is_one_that_the_step_uses_and_that_is_drawn():
    trainer = Trainer(LINE, Run(batch_size=7))
    story = story_of(trainer)
    assert story.sample in trainer.coming.rows
    one = int(trainer.coming.rows[4])
    assert story_of(trainer, [one, *np.setdiff1d(np.arange(48), trainer.coming.rows)]).sample == one
    story = story_of(trainer, np.setdiff1d(np.arange(48), trainer.coming.rows))  # none of them
    assert story.sample in trainer.coming.rows


def test_the_sample_is_no_outlier():
    data = Data(dataset="line", n_samples=60, outlier_fraction=0.1, outlier_strength=8.0)
    trainer = Trainer(data, Run(learning_rate=0.1))
    trainer.advance(200)
    story = story_of(trainer)
    assert not trainer.objective.dataset.is_outlier[story.sample]
    losses = story.found.loss
    assert np.median(losses) < story.own.loss[0] < losses.max()


def test_an_optimiser_that_changes_the_gradient_is_not_plain():
    trainer = Trainer(LINE, Run(optimizer="adam", learning_rate=0.05))
    story = story_of(trainer)
    assert not story.is_plain
    np.testing.assert_allclose(np.abs(story.coming.change), 0.05, rtol=1e-6)  # Adam's first step
    np.testing.assert_allclose(story.plain_change, -0.05 * story.gradient)
    assert story_of(Trainer(LINE, Run())).is_plain


def test_a_frame_knows_what_has_been_drawn():
    frame = StoryFrame(None, Beat.SLOPE, 0.25)
    assert [frame.share_of(beat) for beat in Beat] == [1.0, 1.0, 0.25, 0.0, 0.0]
