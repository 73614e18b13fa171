"""The cost and its gradient."""

import dataclasses
import math

import msgspec
import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.data.samples import samples
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training import objective as objective_module
from lossstudio.engine.training.first_parameters import initial_parameters
from lossstudio.engine.training.objective import Objective

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
)
EACH_LOSS = pytest.mark.parametrize("loss", LOSSES)
EACH_MODEL = pytest.mark.parametrize("model", MODELS, ids=lambda m: "-".join(map(str, m.values())))


def build(loss, data=None, **run):
    return Objective(Run(loss=loss, **run), samples(data or DATASETS[LOSSES[loss].task], False))


def somewhere(objective):
    """Parameters with no zero among them: at zero, |w| has its kink."""
    return initial_parameters(objective) + np.linspace(0.05, 0.15, objective.model.n_parameters)


@EACH_LOSS
@EACH_MODEL
@pytest.mark.parametrize(
    "settings", [{}, {"reduction": "sum"}, {"l1": 0.3, "l2": 0.2}, {"reduction": "sum", "l2": 0.2}]
)
def test_the_gradient_is_the_slope_of_the_cost(loss, model, settings):
    objective = build(loss, **model, **settings)
    theta = somewhere(objective)
    losses, gradient = objective.evaluate(theta)
    assert gradient.shape == theta.shape
    step = 1e-6
    for i in range(len(theta)):
        e = np.zeros_like(theta)
        e[i] = step
        slope = (objective.losses(theta + e).cost - objective.losses(theta - e).cost) / (2 * step)
        assert gradient[i] == pytest.approx(slope, rel=2e-5, abs=2e-6 * (1 + losses.cost))


@EACH_LOSS
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_losses_are_means_and_the_cost_is_reduced(loss, reduction):
    objective = build(loss, reduction=reduction, l1=0.3, l2=0.2)
    theta = somewhere(objective)
    n = objective.n_train
    raw = objective.model.predict_raw(theta, objective.dataset.x)
    values, _ = objective.loss.value_and_gradient(raw, objective.y)
    w = theta[objective.is_weight]
    penalty = 0.3 * np.abs(w).sum() + 0.2 * (w**2).sum()
    for losses in (objective.losses(theta), objective.evaluate(theta)[0]):
        assert losses.train_loss == pytest.approx(values[:n].mean(), rel=1e-12)
        assert losses.test_loss == pytest.approx(values[n:].mean(), rel=1e-12)
        reduced = values[:n].mean() if reduction == "mean" else values[:n].sum()
        assert losses.cost == pytest.approx(reduced + penalty, rel=1e-12)
        assert all(type(value) is float for value in losses)


def test_biases_are_free():
    objective = build("mse", model="mlp", hidden_layers=(3,), l1=1.0, l2=1.0)
    plain = build("mse", model="mlp", hidden_layers=(3,))
    theta = somewhere(objective)
    assert 0 < objective.is_weight.sum() < len(theta)
    difference = objective.evaluate(theta)[1] - plain.evaluate(theta)[1]
    w = theta[objective.is_weight]
    assert np.all(difference[~objective.is_weight] == 0)
    np.testing.assert_allclose(difference[objective.is_weight], np.sign(w) + 2 * w, rtol=1e-12)


def test_the_test_set_never_pulls():
    data = Data(dataset="points", points=((0.0, 1.0), (1.0, 2.0), (2.0, 5.0), (9.0, -99.0)))
    data = msgspec.structs.replace(data, test_fraction=0.25)
    objective = build("mse", data)
    theta = np.array([0.5, 0.5])
    _, gradient = objective.evaluate(theta)
    x, y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 2.0, 5.0])
    r = 0.5 * x + 0.5 - y
    np.testing.assert_allclose(gradient, [2 * np.mean(r * x), 2 * np.mean(r)], rtol=1e-14)


def test_without_a_test_set_its_loss_is_nan():
    data = Data(n_samples=20, test_fraction=0.0)
    objective = build("mse", data)
    assert objective.n_test == 0
    assert math.isnan(objective.losses(np.zeros(2)).test_loss)
    assert math.isnan(objective.evaluate(np.zeros(2))[0].test_loss)


@EACH_LOSS
@pytest.mark.parametrize("test_fraction", [0.0, 0.3])
@pytest.mark.parametrize("rows", [1, 4, 7, 28, 29, 40])
def test_blocks_add_up_to_the_whole(loss, test_fraction, rows, monkeypatch):
    data = msgspec.structs.replace(DATASETS[LOSSES[loss].task], test_fraction=test_fraction)
    whole = build(loss, data, l2=0.1, model="mlp", hidden_layers=(3,))
    monkeypatch.setattr(objective_module, "BLOCK_ROWS", rows)
    blocks = build(loss, data, l2=0.1, model="mlp", hidden_layers=(3,))
    theta = somewhere(whole)
    expected, gradient = whole.evaluate(theta)
    for losses in (blocks.evaluate(theta)[0], blocks.losses(theta)):
        np.testing.assert_allclose(losses, expected, rtol=1e-12)
    np.testing.assert_allclose(blocks.evaluate(theta)[1], gradient, rtol=1e-9, atol=1e-14)


def test_more_samples_than_a_block_holds():
    n = 2 * objective_module.BLOCK_ROWS + 77
    data = Data(n_samples=n, test_fraction=0.3)
    objective = build("mse", data)
    assert len(objective._blocks) > 2
    dataset, theta = objective.dataset, np.array([1.0, -1.0])
    r = dataset.x[:, 0] - 1.0 - dataset.target
    losses, gradient = objective.evaluate(theta)
    m = dataset.n_train
    assert losses.train_loss == pytest.approx(np.mean(r[:m] ** 2), rel=1e-12)
    assert losses.test_loss == pytest.approx(np.mean(r[m:] ** 2), rel=1e-12)
    expected = [2 * np.mean(r[:m] * dataset.x[:m, 0]), 2 * np.mean(r[:m])]
    np.testing.assert_allclose(gradient, expected, rtol=1e-10)


@EACH_LOSS
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_batches_average_to_the_full_gradient(loss, reduction):
    objective = build(loss, reduction=reduction, l1=0.1, l2=0.2, batch_size=5)
    theta = somewhere(objective)
    order = np.random.default_rng(0).permutation(objective.n_train)
    parts = [order[i : i + 5] for i in range(0, len(order), 5)]
    assert len(parts[-1]) < 5  # the last one is smaller, and counts as much as it has samples
    weights = [len(part) / objective.n_train for part in parts]
    mean = sum(
        weight * objective.batch_gradient(theta, part)
        for weight, part in zip(weights, parts, strict=True)
    )
    np.testing.assert_allclose(mean, objective.evaluate(theta)[1], rtol=1e-10, atol=1e-13)


@EACH_MODEL
def test_the_largest_curvature_belongs_to_the_cost(model):
    objective = build("mse", l2=0.3, reduction="sum", **model)
    theta = somewhere(objective)
    step = 1e-5
    columns = [
        (objective.evaluate(theta + e)[1] - objective.evaluate(theta - e)[1]) / (2 * step)
        for e in step * np.eye(len(theta))
    ]
    hessian = np.array(columns)
    largest = np.linalg.eigvalsh((hessian + hessian.T) / 2)[-1]
    assert objective.largest_curvature(theta) == pytest.approx(largest, rel=1e-5)


def test_what_another_objective_has_computed_is_taken_over_only_where_it_is_the_same():
    data = samples(DATASETS[Task.BINARY], False)
    base = Objective(Run(loss="binary_cross_entropy"), data)
    same = Objective(Run(loss="hinge", learning_rate=5.0, l2=1.0), data, like=base)
    assert same.features is base.features
    assert same.y is base.y
    theta = somewhere(base)
    for run in (
        Run(loss="hinge", model="polynomial", degree=2),
        Run(loss="hinge", bias=False),
        Run(loss="cross_entropy"),
    ):
        other, fresh = Objective(run, data, like=base), Objective(run, data)
        theta = somewhere(fresh)
        assert other.evaluate(theta)[0] == fresh.evaluate(theta)[0]
    moved = samples(msgspec.structs.replace(DATASETS[Task.BINARY], noise=1.0), False)
    assert not np.array_equal(Objective(base.run, moved, like=base).features, base.features)


def test_a_loss_for_other_data_is_refused():
    with pytest.raises(InputError, match=r'^runs\.3\.loss = "mse": does not fit the data "moons"'):
        Objective(Run(loss="mse"), samples(DATASETS[Task.BINARY], False), index=3)


def test_a_loss_that_is_made_for_other_targets_is_refused(monkeypatch):
    at_least_0 = dataclasses.replace(LOSSES["mse"], name="of_counts", targets=(0.0, np.inf))
    monkeypatch.setitem(LOSSES, "of_counts", at_least_0)
    run = Run(loss="of_counts")
    dataset = samples(Data(dataset="line", n_samples=20), False)
    assert dataset.target.min() < 0
    with pytest.raises(InputError, match=r'runs\.0\.loss = "of_counts": is for targets from 0 to'):
        Objective(run, dataset)
    above = dataclasses.replace(dataset, target=dataset.target - dataset.target.min())
    assert Objective(run, above).y.min() == 0.0
