"""Overfitting is said where a held-out loss rises while the train loss falls, and not of jitter."""

import msgspec
import numpy as np
import pytest
from scipy.stats import ttest_ind

from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.diagnosis.turning import lowest_step, overfitting, t_of_gap
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.trainer import Trainer

SINE = Data(dataset="sine", n_samples=20, noise=0.35, seed=2, test_fraction=0.4)
DEGREE_9 = Run(model="polynomial", degree=9, optimizer="adam", learning_rate=0.05)
MOONS = Data(dataset="moons", n_samples=60, noise=0.35, test_fraction=0.5, seed=1)
NETWORK = Run(
    model="mlp",
    hidden_layers=(16,),
    loss="binary_cross_entropy",
    optimizer="adam",
    learning_rate=0.05,
)


def trained(data, run, steps):
    trainer = Trainer(data, run, as_classes=run.loss == "binary_cross_entropy")
    trainer.advance(steps)
    return trainer


def test_what_is_said_is_what_the_record_says():
    trainer = trained(SINE, DEGREE_9, 1500)
    record = trainer.record.curves(at_most=10**9)
    assert record.width == 1
    test, train = record.low[:, 1], record.low[:, 0]
    found = overfitting(trainer)
    assert found.step == test.argmin()
    assert found.rise == pytest.approx((test[-1] - test.min()) / test.min())
    assert found.fall == pytest.approx((train[found.step] - train[-1]) / train[found.step])
    assert not found.is_validation


@pytest.mark.parametrize(("data", "run"), [(SINE, DEGREE_9), (MOONS, NETWORK)])
def test_a_model_that_overfits_is_told_of(data, run):
    trainer = trained(data, run, 1500)
    diagnosis = diagnose(trainer)
    assert diagnosis.since == trainer.record.curves(at_most=10**9).low[:, 1].argmin()
    assert f"since step {diagnosis.since}" in str(diagnosis.remark)
    assert str(diagnosis.remark).startswith("Overfitting: the test loss has risen by ")
    trainer.go_to(diagnosis.since)
    assert diagnose(trainer).remark is None


def test_it_is_the_validation_loss_where_there_is_one():
    data = msgspec.structs.replace(SINE, validation_fraction=0.3, n_samples=40)
    trainer = trained(data, DEGREE_9, 3000)
    found = overfitting(trainer)
    assert found.is_validation
    assert found.step == trainer.record.curves(at_most=10**9).low[:, 3].argmin()
    assert "validation loss" in str(found.message)


def test_noise_is_no_overfitting():
    """A line through noisy samples: its held-out loss goes up and down by chance."""
    said = []
    runs = (
        Run(),
        Run(batch_size=4, learning_rate=0.1),
        Run(batch_size=1, learning_rate=0.02),
        Run(loss="mae", optimizer="momentum"),
    )
    for number, run in enumerate(runs):
        for seed in range(25):
            trainer = Trainer(Data(n_samples=60, noise=0.8, seed=seed), run)
            for _ in range(6):
                trainer.advance(100)
                if overfitting(trainer) is not None:
                    said.append((number, seed))
                    break
    assert len(said) <= 2, said  # of 100


def test_a_jittering_loss_that_does_not_rise_is_no_overfitting():
    """A held-out loss that only jitters has a lowest one somewhere: that says nothing."""
    trainer = trained(SINE, DEGREE_9, 400)
    rng = np.random.default_rng(3)
    for scale in (0.05, 0.3):
        losses = 1.0 + scale * rng.standard_normal(400)
        trainer.record.truncate(0)
        falling = np.linspace(1.0, 0.3, 401)
        trainer.record.extend(
            [(float(f), float(t), float(f)) for f, t in zip(falling, [1.0, *losses], strict=True)]
        )
        assert overfitting(trainer) is None


def test_a_train_loss_that_rises_too_is_no_overfitting():
    trainer = trained(Data(n_samples=40), Run(learning_rate=1.2), 60)
    assert diagnose(trainer).status is Status.DIVERGING
    assert overfitting(trainer) is None


def test_without_anything_held_out_nothing_is_said():
    data = msgspec.structs.replace(SINE, test_fraction=0.0)
    assert overfitting(trained(data, DEGREE_9, 1500)) is None


def test_another_loss_measures_anew():
    trainer = trained(SINE, DEGREE_9, 1500)
    assert overfitting(trainer) is not None
    trainer.change(SINE, msgspec.structs.replace(DEGREE_9, loss="mae"))
    trainer.advance(20)
    assert overfitting(trainer) is None


def test_outliers_of_the_training_set_are_another_matter():
    data = Data(n_samples=60, outlier_fraction=0.15, outliers_in="train", seed=3)
    assert overfitting(trained(data, Run(start=(2.0, 1.0)), 300)) is None


@pytest.mark.parametrize(("data", "run"), [(SINE, DEGREE_9), (MOONS, NETWORK)])
def test_the_gap_is_that_of_welch(data, run):
    trainer = trained(data, run, 1500)
    objective, n = trainer.objective, trainer.objective.n_train
    raw = objective.model.forward(trainer.theta, objective.features)[0]
    losses = objective.loss.function(raw, objective.y, **objective.hyperparameters)[0][:, 0]
    expected = ttest_ind(losses[n:], losses[:n], equal_var=False).statistic
    assert t_of_gap(trainer, 1) == pytest.approx(expected)


def test_results_of_the_command_line_are_as_they_were():
    scenario = Scenario(data=SINE, runs=(DEGREE_9,))
    experiment = Experiment(scenario)
    experiment.advance(1500)
    assert diagnose(experiment.trainers[0]).remark is not None
    assert "verfit" not in str(results(experiment))


def test_the_lowest_step_is_exact_beyond_what_is_looked_at_at_once():
    trainer = trained(Data(n_samples=10), Run(learning_rate=0.01), 9000)
    costs = trainer.record.curves(at_most=10**9).low[:, 2]
    assert lowest_step(trainer) == costs.argmin()
