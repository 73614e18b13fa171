"""The third set: measured by the same formula, recorded, never trained on, exact in replay."""

import json
import math

import msgspec
import numpy as np
import pytest

from lossstudio.engine.data.own_points import Points, added, moved, own_data
from lossstudio.engine.measuring.validation import lowest_validation
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.recording import Replay, record
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training import history
from lossstudio.engine.training import trainer as trainer_module
from lossstudio.engine.training.history import LossRecord
from lossstudio.engine.training.objective import BLOCK_ROWS
from lossstudio.engine.training.trainer import Trainer

replace = msgspec.structs.replace

HELD = Data(n_samples=60, validation_fraction=0.25, test_fraction=0.2)
RUNS = {
    "mse": (HELD, Run()),
    "huber": (HELD, Run(loss="huber", l2=0.1, reduction="sum", learning_rate=0.01)),
    "batches": (HELD, Run(batch_size=7, optimizer="adam")),
    "classes": (replace(HELD, dataset="moons"), Run(loss="binary_cross_entropy", model="mlp")),
    "without test": (replace(HELD, test_fraction=0.0), Run()),
    "large": (replace(HELD, n_samples=3 * BLOCK_ROWS), Run(learning_rate=0.01)),
}


def by_hand(objective, theta):
    """The mean losses of train, test and validation set in plain NumPy."""
    dataset, run = objective.dataset, objective.run
    raw = objective.model.predict_raw(theta, dataset.x)[:, 0]
    y = dataset.target
    if run.loss == "mse":
        losses = (raw - y) ** 2
    elif run.loss == "huber":
        r = np.abs(raw - y)
        losses = np.where(r <= 1, 0.5 * r**2, r - 0.5)
    else:
        losses = np.log1p(np.exp(-np.where(y == 1, raw, -raw)))
    n, held = dataset.n_train, dataset.n_train + dataset.n_validation
    parts = (losses[:n], losses[held:], losses[n:held])
    return [float(part.mean()) if len(part) else math.nan for part in parts]


@pytest.mark.parametrize(("data", "run"), RUNS.values(), ids=RUNS)
def test_the_losses_are_those_of_plain_numpy(data, run):
    trainer = Trainer(data, run, as_classes=run.loss == "binary_cross_entropy")
    for _ in range(3):
        losses = trainer.losses
        found = [losses.train_loss, losses.test_loss, losses.validation_loss]
        np.testing.assert_allclose(found, by_hand(trainer.objective, trainer.theta), rtol=1e-11)
        assert trainer.objective.losses(trainer.theta) == pytest.approx(losses, nan_ok=True)
        trainer.advance(4)


@pytest.mark.parametrize("name", ["mse", "batches", "large"])
def test_the_validation_set_never_trains(name):
    """The same steps as with these rows in the test set."""
    data, run = RUNS[name]
    with_it = Trainer(data, run)
    share = data.test_fraction + data.validation_fraction
    without = Trainer(replace(data, validation_fraction=0.0, test_fraction=share), run)
    for trainer in (with_it, without):
        trainer.advance(20)
    assert with_it.objective.n_train == without.objective.n_train
    np.testing.assert_allclose(with_it.theta, without.theta, rtol=1e-12)


def test_the_record_has_it_and_going_back_is_exact():
    trainer = Trainer(*RUNS["batches"])
    trainer.advance(80)
    curves = trainer.record.curves()
    assert curves.low.shape == (81, 4)
    for step in (0, 1, 50, 79, 80):
        trainer.go_to(step)
        assert tuple(curves.low[step]) == tuple(trainer.losses)


def test_without_a_validation_set_nothing_is_kept_of_it():
    trainer = Trainer(Data(), Run())
    trainer.advance(3)
    assert trainer.record.curves().low.shape == (4, 3)
    assert math.isnan(trainer.losses.validation_loss)
    assert lowest_validation(trainer) is None
    one, other = LossRecord(), LossRecord()
    one.extend([(1.0, 2.0, 3.0)] * 3000)
    other.extend([(1.0, 2.0, 3.0, 4.0)] * 3000)
    assert 0 < one.nbytes < 0.65 * other.nbytes


# -- the lowest one ------------------------------------------------------------------------------


def overfitting(steps=400):
    """A run whose validation loss falls and then rises."""
    data = Data(
        dataset="sine", n_samples=20, noise=1.0, validation_fraction=0.3, test_fraction=0.0, seed=5
    )
    run = Run(model="polynomial", degree=12, optimizer="adam", learning_rate=0.1)
    trainer = Trainer(data, run)
    trainer.advance(steps)
    return trainer


def test_the_lowest_validation_loss_is_found_where_it_is():
    trainer = overfitting()
    curve = trainer.record.curves(at_most=10**6).low[:, 3]
    step = int(np.argmin(curve))
    assert 0 < step < 400
    assert lowest_validation(trainer) == (step, curve[step])
    # Going back knows of it still; another way from before it does not.
    trainer.go_to(step // 2)
    assert lowest_validation(trainer) == (step, curve[step])
    trainer.forget_later()
    assert lowest_validation(trainer)[0] <= step // 2


def test_losses_of_another_kind_do_not_count():
    trainer = overfitting()
    trainer.go_to(350)
    data, run = trainer.segment.data, trainer.segment.run
    trainer.change(data, replace(run, learning_rate=0.001))
    trainer.advance(10)
    assert lowest_validation(trainer)[0] < 350
    trainer.change(data, replace(run, loss="mae"))
    trainer.advance(10)
    assert lowest_validation(trainer)[0] >= 360


@pytest.mark.parametrize("seed", range(40))
def test_in_buckets_too_the_first_lowest_step_is_known(seed):
    """Against a list of everything, with a small record that is thinned, cut and extended."""
    rng = np.random.default_rng(seed)
    kept, everything = LossRecord(capacity=8), []
    for _ in range(30):
        new = [(0.0, 0.0, 0.0, float(v)) for v in rng.integers(0, 50, int(rng.integers(1, 9)))]
        kept.extend(new)
        everything += new
        if rng.random() < 0.2:
            left = kept.truncate(int(rng.integers(1, len(everything) + 1)))
            del everything[left:]
            if not everything:
                continue
        values = [row[3] for row in everything]
        assert kept.lowest_validation() == (int(np.argmin(values)), min(values))
    assert kept.width > 1


def test_the_record_stays_within_its_bound(monkeypatch):
    monkeypatch.setattr(trainer_module, "LossRecord", lambda: history.LossRecord(64))
    trainer = overfitting(3000)
    assert trainer.record.nbytes < 64 * 8 * 9 + 128 * 65 * 128
    losses = []
    trainer.go_to(0)
    for _ in range(3000):
        losses.append(trainer.losses.validation_loss)
        trainer.advance(1)
    losses.append(trainer.losses.validation_loss)
    assert lowest_validation(trainer) == (int(np.argmin(losses)), min(losses))


# -- through the whole ---------------------------------------------------------------------------


def test_a_replay_is_exact():
    points = Points(tuple((i / 20, math.sin(i)) for i in range(40)), 24, 8)
    scenario = Scenario(data=own_data(Data(), points), runs=(Run(batch_size=5),))
    assert scenario.data.validation_fraction == 0.2
    experiment = Experiment(scenario)
    experiment.advance(50)
    for edited in (moved(points, 3, {-1: 2.0}), added(points, [(0.5, 0.5)])):
        experiment.change(replace(scenario, data=own_data(scenario.data, edited)))
        experiment.advance(30)
    trainer = experiment.trainers[0]
    seen = {}
    for step in (20, 50, 79, 80, 110):
        experiment.go_to(step)
        seen[step] = trainer.theta.copy(), trainer.losses
    replay = Replay(record(experiment))
    for step, (theta, losses) in seen.items():
        replay.advance(step - replay.step)
        np.testing.assert_array_equal(replay.trainers[0].theta, theta)
        assert replay.trainers[0].losses == losses


def test_the_json_has_it():
    experiment = Experiment(Scenario(data=HELD, runs=(Run(), Run(loss="mae"))))
    experiment.advance(30)
    found = json.loads(msgspec.json.encode(results(experiment)))
    assert found["scenario"]["data"]["validation_fraction"] == 0.25
    for run, trainer in zip(found["runs"], experiment.trainers, strict=True):
        assert run["validation_loss"] == trainer.losses.validation_loss
        x = trainer.objective.dataset.x[33:48, 0]
        y = trainer.objective.dataset.target[33:48]
        w, b = (np.array(value).item() for value in run["parameters"].values())
        r = w * x + b - y
        metrics = run["metrics"]["validation"]
        assert metrics["rmse"] == pytest.approx(math.sqrt((r**2).mean()))
        assert metrics["mae"] == pytest.approx(np.abs(r).mean())
        assert run["lowest_validation"]["step"] <= 30
