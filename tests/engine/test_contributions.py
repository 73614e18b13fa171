"""What each sample contributes, against losses and gradients taken one sample at a time."""

import math

import numpy as np
import pytest

from lossstudio.core.links import log_probabilities
from lossstudio.core.losses import LOSSES
from lossstudio.core.metrics import classification_metrics
from lossstudio.core.tasks import Task
from lossstudio.engine.data.samples import samples
from lossstudio.engine.measuring import contributions as module
from lossstudio.engine.measuring.contributions import (
    NO_CLASS,
    NO_TOTALS,
    contributions,
    margin,
    sum_up,
    totals,
)
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import initial_parameters

DATASETS = {
    Task.REGRESSION: Data(dataset="sine", n_samples=41, test_fraction=0.3),
    Task.BINARY: Data(dataset="moons", n_samples=40, test_fraction=0.3),
    Task.MULTICLASS: Data(dataset="three_blobs", n_samples=42, test_fraction=0.3),
}
MODELS = (
    {"model": "linear"},
    {"model": "linear", "bias": False},
    {"model": "polynomial", "degree": 3},
    {"model": "mlp", "hidden_layers": (4, 3)},
    {"model": "mlp", "hidden_layers": (5,), "bias": False, "activation": "relu"},
)
EACH_LOSS = pytest.mark.parametrize("loss", LOSSES)
EACH_MODEL = pytest.mark.parametrize("model", MODELS, ids=lambda m: "-".join(map(str, m.values())))


def build(loss, data=None, **run):
    task = LOSSES[loss].task
    return Objective(
        Run(loss=loss, **run), samples(data or DATASETS[task], task is not Task.REGRESSION)
    )


def somewhere(objective):
    return initial_parameters(objective) + np.linspace(0.05, 0.15, objective.model.n_parameters)


def own_points(*points, loss="mse", **run):
    """A linear model through 0 on these points, all of them training samples."""
    data = Data(dataset="points", points=points, test_fraction=0.0)
    return build(loss, data, bias=False, **run)


@EACH_LOSS
@EACH_MODEL
def test_losses_and_gradients_are_those_of_each_sample_alone(loss, model):
    objective = build(loss, **model)
    theta = somewhere(objective)
    found = contributions(objective, theta)
    assert found.rows.tolist() == list(range(len(objective.y)))
    for row in range(len(objective.y)):
        features, y = objective.features[row : row + 1], objective.y[row : row + 1]
        raw, cache = objective.model.forward(theta, features)
        value, d_raw = objective.loss.value_and_gradient(raw, y, **objective.hyperparameters)
        gradient = objective.model.backward(theta, features, cache, d_raw)
        assert found.loss[row] == pytest.approx(value[0], rel=1e-12, abs=1e-300)
        assert found.gradient[row] == pytest.approx(np.linalg.norm(gradient), rel=1e-10, abs=1e-300)


@EACH_LOSS
def test_shares_are_of_the_training_set_and_its_samples_alone_have_one(loss):
    objective = build(loss, l2=0.7, reduction="sum")
    theta, n = somewhere(objective), objective.n_train
    found = contributions(objective, theta)
    assert found.loss_share[:n].sum() == pytest.approx(1.0)
    assert found.gradient_share[:n].sum() == pytest.approx(1.0)
    assert np.isnan(found.loss_share[n:]).all()
    assert np.isnan(found.gradient_share[n:]).all()
    assert np.isfinite(found.loss[n:]).all()
    # The penalty is in neither.
    of = totals(objective, theta)
    assert of.loss == pytest.approx(objective.losses(theta).train_loss * n)
    assert of.loss < objective.losses(theta).cost
    some = contributions(objective, theta, np.array([5, 2, n + 1]))
    np.testing.assert_allclose(some.loss_share[:2], found.loss_share[[5, 2]], rtol=1e-12)
    np.testing.assert_allclose(some.gradient_share[:2], found.gradient_share[[5, 2]], rtol=1e-12)
    assert math.isnan(some.loss_share[2])


def test_an_example_worked_by_hand():
    """ŷ = 2x: residuals 1, −1 and 4, squared errors 1, 1 and 16, gradients 2rx: 2, −4 and 24."""
    objective = own_points((1.0, 1.0), (2.0, 5.0), (3.0, 2.0))
    found = contributions(objective, np.array([2.0]))
    np.testing.assert_allclose(found.prediction, [2.0, 4.0, 6.0])
    np.testing.assert_allclose(found.residual, [1.0, -1.0, 4.0])
    np.testing.assert_allclose(found.loss, [1.0, 1.0, 16.0])
    np.testing.assert_allclose(found.gradient, [2.0, 4.0, 24.0])
    np.testing.assert_allclose(found.loss_share, [1 / 18, 1 / 18, 16 / 18])
    np.testing.assert_allclose(found.gradient_share, [2 / 30, 4 / 30, 24 / 30])
    assert np.isnan(found.margin).all()
    assert (found.predicted_class == NO_CLASS).all()


def test_two_classes_worked_by_hand():
    """z = (log 3)·x, so that P(1) = 3/4 at x = 1 and 1/4 at x = −1."""
    objective = own_points((1.0, 1.0), (-1.0, 1.0), (1.0, 0.0), loss="binary_cross_entropy")
    found = contributions(objective, np.array([math.log(3.0)]))
    np.testing.assert_allclose(found.prediction, [3 / 4, 1 / 4, 1 / 4])
    np.testing.assert_array_equal(found.predicted_class, [1, 0, 1])
    np.testing.assert_allclose(found.margin, np.log(3.0) * np.array([1, -1, -1]))
    np.testing.assert_allclose(found.loss, -np.log(found.prediction))
    np.testing.assert_allclose(found.gradient, [1 / 4, 3 / 4, 3 / 4])
    assert np.isnan(found.residual).all()


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy", "hinge"])
def test_predicted_classes_are_those_of_the_metrics(loss):
    objective = build(loss)
    found = contributions(objective, somewhere(objective))
    right = found.predicted_class == objective.dataset.target
    raw = objective.model.forward(somewhere(objective), objective.features)[0]
    log_p = log_probabilities(raw, objective.loss.link)
    metrics = classification_metrics(objective.dataset.target, log_p)
    assert right.mean() == pytest.approx(metrics.accuracy)
    assert 0.0 < right.mean() < 1.0
    assert ((found.margin > 0) == right).all()


def test_the_margin_of_several_classes_is_the_lead_over_the_best_other():
    raw = np.array([[3.0, 1.0, 2.5], [3.0, 1.0, 2.5]])
    y = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    np.testing.assert_allclose(margin(raw, y, Task.MULTICLASS), [0.5, -2.0])


def test_blocks_change_nothing(monkeypatch):
    objective = build("huber", model="mlp")
    theta = somewhere(objective)
    whole = contributions(objective, theta)
    monkeypatch.setattr(module, "BLOCK_ROWS", 7)
    parts = list(sum_up(objective, theta))
    assert parts[:-1] == [None] * math.ceil(objective.n_train / 7)
    np.testing.assert_allclose(parts[-1], totals(objective, theta), rtol=1e-12)
    for one, other in zip(whole, contributions(objective, theta), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_no_rows_are_no_samples():
    objective = build("mse")
    found = contributions(objective, somewhere(objective), np.zeros(0, dtype=np.intp))
    assert all(values.shape == (0,) for values in found)


def test_where_there_is_nothing_to_share_nobody_has_a_share():
    objective = own_points((1.0, 2.0), (2.0, 4.0))
    found = contributions(objective, np.array([2.0]))
    np.testing.assert_array_equal(found.loss, [0.0, 0.0])
    assert np.isnan(found.loss_share).all()
    assert np.isnan(found.gradient_share).all()


def test_without_totals_there_are_numbers_but_no_shares():
    objective = build("mse")
    theta = somewhere(objective)
    found = contributions(objective, theta, None, NO_TOTALS)
    np.testing.assert_array_equal(found.loss, contributions(objective, theta).loss)
    assert np.isnan(found.loss_share).all()


@pytest.mark.parametrize("loss", ["mse", "binary_cross_entropy", "cross_entropy"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e308])
def test_what_is_not_finite_is_nan(loss, value):
    objective = build(loss)
    theta = np.full(objective.model.n_parameters, value)
    found = contributions(objective, theta)
    for values in found[1:]:
        assert not np.isinf(values).any()
    if not np.isfinite(value):
        assert (found.predicted_class == NO_CLASS).all()
        assert np.isnan(found.loss_share).all()


def test_one_sample_can_have_all_of_it():
    objective = own_points((1.0, 3.0), (2.0, 1.0))
    found = contributions(objective, np.array([3.0]))
    np.testing.assert_allclose(found.loss_share, [0.0, 1.0])
    np.testing.assert_allclose(found.gradient_share, [0.0, 1.0])


def test_huge_numbers_do_not_overflow_on_the_way():
    """Squares of 1e200 are too large, the gradient's length is not."""
    objective = own_points((3e200, 0.0), (4e200, 0.0), loss="mae")
    found = contributions(objective, np.array([1.0]))
    np.testing.assert_allclose(found.gradient, [3e200, 4e200])
    np.testing.assert_allclose(found.gradient_share, [3 / 7, 4 / 7])
