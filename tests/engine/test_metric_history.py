"""A metric along the way, against scikit-learn and the steps done again."""

import math

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error, root_mean_squared_error

from lossstudio.core.links import probabilities
from lossstudio.engine.measuring import metric_history
from lossstudio.engine.measuring.measures import measure
from lossstudio.engine.measuring.metric_history import (
    REGRESSION,
    Measured,
    MetricHistory,
    curves_of,
    metrics_at,
)
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.trainer import Trainer

PLANE = tuple(tuple(row) for row in np.random.default_rng(0).normal(size=(40, 3)).tolist())
CASES = {
    "line": (Data(n_samples=40), Run(loss="mae")),
    "several inputs": (Data(dataset="points", points=PLANE), Run(loss="huber")),
    "network": (Data(dataset="sine", n_samples=40), Run(model="mlp", hidden_layers=(3,))),
    "two classes": (Data(dataset="blobs", n_samples=40), Run(loss="hinge")),
    "softmax of two": (Data(dataset="moons", n_samples=40), Run(loss="cross_entropy")),
    "three classes": (Data(dataset="three_blobs", n_samples=40), Run(loss="multiclass_brier")),
    "validation": (Data(n_samples=40, validation_fraction=0.25), Run()),
    "without bias": (Data(n_samples=40), Run(bias=False)),
}


def result(history, trainer):
    *breaths, found = history.follow(trainer.objective, trainer.known)
    assert breaths == [None] * len(breaths)
    return found, len(breaths)


def by_hand(objective, theta):
    """Train, test and validation of the two metrics, by scikit-learn."""
    raw = objective.model.predict_raw(theta, objective.dataset.x)
    target, n = objective.dataset.target, objective.n_train
    held = n + objective.n_validation
    rows = []
    for part in (slice(0, n), slice(held, None), slice(n, held)):
        if not len(target[part]):
            rows.append([np.nan, np.nan])
        elif objective.dataset.classes:
            p = probabilities(raw[part], objective.loss.link)
            labels = range(p.shape[1])
            rows.append(
                [
                    accuracy_score(target[part], p.argmax(axis=1)),
                    log_loss(target[part], p, labels=labels),
                ]
            )
        else:
            rows.append(
                [
                    root_mean_squared_error(target[part], raw[part, 0]),
                    mean_absolute_error(target[part], raw[part, 0]),
                ]
            )
    return rows


@pytest.mark.parametrize(("data", "run"), CASES.values(), ids=CASES)
def test_at_each_kept_step_it_is_what_scikit_learn_says_of_that_step(data, run):
    trainer = Trainer(data, run, as_classes=run.loss not in ("mse", "mae", "huber"))
    trainer.advance(20)
    found, _ = result(MetricHistory(), trainer)
    assert found.steps.tolist() == list(range(21))
    for step in (0, 7, 20):
        trainer.go_to(step)
        np.testing.assert_allclose(
            found.values[step], by_hand(trainer.objective, trainer.theta), rtol=1e-9
        )
        for part, metrics in enumerate(measure(trainer.objective, trainer.theta)):
            if metrics is None:
                continue
            for place, name in enumerate(found.names):
                assert found.values[step, part, place] == pytest.approx(getattr(metrics, name))


def test_each_theta_is_measured_once(monkeypatch):
    measured = []

    def counting(objective, thetas):
        measured.extend(thetas)
        return metrics_at(objective, thetas)

    monkeypatch.setattr(metric_history, "metrics_at", counting)
    trainer = Trainer(Data(n_samples=40), Run())
    history = MetricHistory()
    trainer.advance(10)
    result(history, trainer)
    trainer.advance(5)
    found, _ = result(history, trainer)
    assert len(measured) == len(found.steps) == 16
    # Going back changes nothing; another way from there is measured anew, what lies before is not.
    trainer.go_to(8)
    result(history, trainer)
    assert len(measured) == 16
    trainer.change(Data(n_samples=40), Run(learning_rate=0.3))
    trainer.advance(4)
    found, _ = result(history, trainer)
    assert len(measured) == 20
    trainer.go_to(12)
    np.testing.assert_allclose(found.values[12], by_hand(trainer.objective, trainer.theta))


def test_other_data_are_measured_anew():
    trainer = Trainer(Data(n_samples=40), Run())
    history = MetricHistory()
    trainer.advance(10)
    before, _ = result(history, trainer)
    trainer.change(Data(n_samples=40, noise=2.0), Run())
    found, _ = result(history, trainer)
    assert (found.values[:, 0] > before.values[:, 0]).all()
    np.testing.assert_allclose(found.values[10], by_hand(trainer.objective, trainer.theta))


def test_without_a_test_set_its_part_is_nan():
    for dataset, loss in (("line", "mse"), ("blobs", "hinge")):
        trainer = Trainer(
            Data(dataset=dataset, test_fraction=0.0), Run(loss=loss), as_classes=loss == "hinge"
        )
        found, _ = result(MetricHistory(), trainer)
        assert np.isfinite(found.values[:, 0]).all()
        assert np.isnan(found.values[:, 1]).all()


def test_huge_parameters_have_finite_figures_where_their_residuals_are_finite():
    objective = Trainer(Data(n_samples=40), Run()).objective
    values = metrics_at(objective, [np.array([1e200, 0.0]), np.array([1e308, 1e308])])
    x = objective.dataset.x[: objective.n_train, 0]
    expected = 1e200 * math.sqrt(np.mean(x**2))
    assert values[0, 0, 0] == pytest.approx(expected)
    assert not np.isfinite(values[1]).all()


def test_of_a_long_way_on_large_data_every_second_or_fourth_step_must_do(monkeypatch):
    monkeypatch.setattr(metric_history, "_BUDGET", 0)
    monkeypatch.setattr(metric_history, "_FEWEST", 10)
    trainer = Trainer(Data(n_samples=40), Run())
    trainer.advance(30)
    found, _ = result(MetricHistory(), trainer)
    assert found.steps.tolist() == list(range(0, 31, 4))


def test_it_breathes_between_pieces(monkeypatch):
    monkeypatch.setattr(metric_history, "_NUMBERS", 100)
    trainer = Trainer(Data(n_samples=40), Run())
    trainer.advance(30)
    assert result(MetricHistory(), trainer)[1] == 16


def test_what_is_known_is_the_same_object_until_there_is_more():
    trainer = Trainer(Data(n_samples=40), Run())
    trainer.advance(30)
    known = trainer.known
    assert known.steps.tolist() == list(range(31))
    trainer.go_to(10)
    assert trainer.known is known
    trainer.change(Data(n_samples=40), Run(learning_rate=0.3))
    assert len(trainer.known.steps) == 11
    trainer.advance(20)
    again = trainer.known
    assert again.steps.tolist() == known.steps.tolist()
    assert again is not known
    assert again.thetas[10] is known.thetas[10]
    assert again.thetas[11] is not known.thetas[11]


def test_where_fewer_steps_are_kept_those_measured_before_serve_again(monkeypatch):
    measured = []

    def counting(objective, thetas):
        measured.extend(thetas)
        return metrics_at(objective, thetas)

    monkeypatch.setattr(metric_history, "metrics_at", counting)
    trainer = Trainer(Data(n_samples=40), Run())
    trainer._checkpoints._most = 8
    history = MetricHistory()
    trainer.advance(7)
    result(history, trainer)
    assert len(measured) == 8
    trainer.advance(20)
    found, _ = result(history, trainer)
    assert found.steps.tolist() == [0, 4, 8, 12, 16, 20, 24]
    assert len(measured) == 8 + 5
    for at, step in enumerate(found.steps.tolist()):
        trainer.go_to(step)
        np.testing.assert_allclose(found.values[at], by_hand(trainer.objective, trainer.theta))
    # Another run, whose steps lie closer again.
    other = Trainer(Data(n_samples=40), Run(seed=1))
    other.advance(9)
    found, _ = result(history, other)
    assert found.steps.tolist() == list(range(10))
    np.testing.assert_allclose(found.values[9], by_hand(other.objective, other.theta))


def test_a_long_way_is_a_curve_of_buckets_that_lose_no_peak():
    steps = 4 * np.arange(1001)
    values = np.random.default_rng(0).normal(size=(1001, 3, 2))
    for metric, curves in enumerate(curves_of(Measured(steps, REGRESSION, values), 100)):
        assert len(curves.steps) == 91
        assert curves.steps[1] == 44
        assert curves.width == 41
        for bucket in (0, 17, 90):
            part = values[11 * bucket : 11 * bucket + 11, :, metric]
            np.testing.assert_array_equal(curves.low[bucket, [0, 1, 3]], part.min(axis=0))
            np.testing.assert_array_equal(curves.high[bucket, [0, 1, 3]], part.max(axis=0))
        assert np.isnan(curves.low[:, 2]).all()
    (curves, _) = curves_of(Measured(steps, REGRESSION, values), 2000)
    np.testing.assert_array_equal(curves.steps, steps)
    np.testing.assert_array_equal(curves.low[:, [0, 1, 3]], values[:, :, 0])
    assert curves.width == 1
