"""Balanced class weights: scikit-learn's definition, in all that is made of the cost."""

import msgspec
import numpy as np
import pytest

from lossstudio.core.class_weights import balanced_weights
from lossstudio.core.losses import LOSSES
from lossstudio.core.planes import Plane
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.data.samples import samples
from lossstudio.engine.landscape.costs import Points, costs
from lossstudio.engine.landscape.optima import optimum
from lossstudio.engine.measuring.contributions import contributions
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import from_dict
from lossstudio.engine.training import objective as objective_module
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import Trainer

replace = msgspec.structs.replace

RARE = Data(
    dataset="points",
    points=tuple((0.3 * i - 2.0, (i * i % 7) / 3.0 - 1.0, float(i % 5 == 0)) for i in range(25)),
    test_fraction=0.2,
)
"""20 training samples: 16 of class 0 and 4 of class 1."""
THREE = Data(
    dataset="points",
    points=tuple(
        (0.3 * i - 2.0, (i * i % 7) / 3.0 - 1.0, float((i % 5 == 0) + (i % 4 == 1)))
        for i in range(25)
    ),
    test_fraction=0.2,
)
OF_CLASSES = [name for name, loss in LOSSES.items() if loss.task is not Task.REGRESSION]
MODELS = ({"model": "linear"}, {"model": "mlp", "hidden_layers": (3,)})
each_loss = pytest.mark.parametrize("loss", OF_CLASSES)
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model["model"])


def build(loss, **run):
    data = THREE if LOSSES[loss].task is Task.MULTICLASS else RARE
    run = {"class_weights": "balanced", **run}
    return Objective(Run(loss=loss, **run), samples(data, True))


def somewhere(objective):
    return np.linspace(-0.4, 0.7, objective.model.n_parameters)


def by_hand(objective, theta, rows=None):
    """The sum of weight times loss, and its gradient, sample by sample."""
    rows = range(objective.n_train) if rows is None else rows
    target = objective.dataset.target
    train = list(target[: objective.n_train])
    total, gradient = 0.0, np.zeros_like(theta)
    for row in rows:
        weight = len(train) / (len(set(train)) * train.count(target[row]))
        features = objective.features[row : row + 1]
        raw, cache = objective.model.forward(theta, features)
        value, slope = objective.loss.function(
            raw, objective.y[row : row + 1], **objective.hyperparameters
        )
        total += weight * float(value.sum())
        gradient += weight * objective.model.backward(theta, features, cache, slope)
    return total, gradient


# -- the weights -----------------------------------------------------------------------------------


def test_the_weights_are_those_of_scikit_learn():
    """``compute_class_weight("balanced", classes=[0, 1], y)`` of 16 zeros and 4 ones gives
    [0.625, 2.5]; of 10, 7 and 3 samples of three classes [0.666667, 0.952381, 2.222222]."""
    y = np.repeat([0.0, 1.0], [16, 4])[:, None]
    weights = balanced_weights(y, 20)
    assert weights.shape == (20, 1)
    assert weights[:, 0].tolist() == [0.625] * 16 + [2.5] * 4
    y = np.eye(3)[np.repeat([0, 1, 2], [10, 7, 3])]
    found = balanced_weights(y, 20)[[0, 10, 17], 0]
    np.testing.assert_allclose(found, [20 / 30, 20 / 21, 20 / 9], rtol=1e-15)


def test_test_samples_are_not_counted_and_a_class_without_training_samples_is_none():
    y = np.array([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])[:, None]
    assert balanced_weights(y, 4)[:, 0].tolist() == [4 / 6, 4 / 6, 4 / 6, 2.0, 2.0, 2.0]
    only_one = balanced_weights(np.zeros((3, 1)), 3)
    assert only_one[:, 0].tolist() == [1.0, 1.0, 1.0]
    y = np.eye(3)[[0, 1, 1, 2]]
    assert balanced_weights(y, 3)[:3, 0].tolist() == [1.5, 0.75, 0.75]


# -- the cost --------------------------------------------------------------------------------------


@each_loss
@each_model
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_cost_and_gradient_are_the_weighted_sum(loss, model, reduction):
    objective = build(loss, reduction=reduction, l2=0.1, **model)
    theta = somewhere(objective)
    total, gradient = by_hand(objective, theta)
    scale = 1 / objective.n_train if reduction == "mean" else 1.0
    w = theta * objective.is_weight
    losses, found = objective.evaluate(theta)
    assert losses.cost == pytest.approx(scale * total + 0.1 * w @ w, rel=1e-12)
    np.testing.assert_allclose(found, scale * gradient + 0.2 * w, rtol=1e-10, atol=1e-12)
    assert objective.losses(theta) == losses


@each_loss
def test_train_and_test_loss_stay_plain_means(loss):
    objective = build(loss)
    theta = somewhere(objective)
    plain = build(loss, class_weights="none")
    found, usual = objective.losses(theta), plain.losses(theta)
    assert (found.train_loss, found.test_loss) == (usual.train_loss, usual.test_loss)
    assert found.cost != usual.cost


@each_loss
@each_model
def test_mini_batches_estimate_the_weighted_gradient(loss, model):
    objective = build(loss, batch_size=5, **model)
    theta = somewhere(objective)
    rows = np.array([0, 3, 5, 11, 15])
    np.testing.assert_allclose(
        objective.batch_gradient(theta, rows), by_hand(objective, theta, rows)[1] / 5, rtol=1e-10
    )
    parts = [objective.batch_gradient(theta, np.arange(i, i + 5)) for i in range(0, 20, 5)]
    np.testing.assert_allclose(
        np.mean(parts, axis=0), objective.evaluate(theta)[1], rtol=1e-10, atol=1e-14
    )


@each_loss
@each_model
def test_blocks_of_rows_add_up(loss, model, monkeypatch):
    whole = build(loss, **model)
    theta = somewhere(whole)
    monkeypatch.setattr(objective_module, "BLOCK_ROWS", 7)
    parts = build(loss, **model)
    (losses, gradient), (others, slopes) = whole.evaluate(theta), parts.evaluate(theta)
    np.testing.assert_allclose(losses, others, rtol=1e-13)
    np.testing.assert_allclose(gradient, slopes, rtol=1e-11, atol=1e-14)


def test_classes_of_equal_size_change_no_bit():
    data = Data(dataset="moons", n_samples=40, test_fraction=0.0)
    runs = [Run(loss="binary_cross_entropy", class_weights=name) for name in ("none", "balanced")]
    trainers = [Trainer(data, run, as_classes=True) for run in runs]
    for trainer in trainers:
        trainer.advance(50)
    assert trainers[0].theta.tobytes() == trainers[1].theta.tobytes()


def test_features_used_again_do_not_bring_their_weights():
    dataset = samples(RARE, True)
    run = Run(loss="binary_cross_entropy")
    plain = Objective(run, dataset)
    balanced = Objective(replace(run, class_weights="balanced"), dataset, like=plain)
    again = Objective(run, dataset, like=balanced)
    theta = somewhere(plain)
    assert plain.evaluate(theta)[0] == again.evaluate(theta)[0]
    assert plain.losses(theta).cost != balanced.losses(theta).cost
    assert not plain.has_same_losses(balanced)
    assert not plain.has_same_cost(balanced)


# -- what is made of the cost ----------------------------------------------------------------------


@pytest.mark.parametrize("loss", [name for name in OF_CLASSES if LOSSES[name].curvature])
@each_model
def test_the_largest_curvature_is_that_of_the_weighted_cost(loss, model):
    objective = build(loss, **model)
    theta = 0.3 * somewhere(objective)
    p, step = len(theta), 1e-5
    hessian = np.array(
        [
            (objective.evaluate(theta + e)[1] - objective.evaluate(theta - e)[1]) / (2 * step)
            for e in step * np.eye(p)
        ]
    )
    largest = np.linalg.eigvalsh(0.5 * (hessian + hessian.T))[-1]
    assert objective.largest_curvature(theta) == pytest.approx(largest, rel=1e-3, abs=1e-6)


@each_loss
@each_model
def test_the_landscape_is_that_of_the_weighted_cost(loss, model):
    objective = build(loss, l2=0.1, **model)
    p = objective.model.n_parameters
    theta = somewhere(objective)
    plane = Plane(theta, np.eye(1, p, 0)[0], np.eye(1, p, p - 1)[0])
    a, b = (grid.ravel() for grid in np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 7)))
    out = np.empty(len(a))
    for _ in costs(objective, Points.of(plane, (0.0, 0.0), a, b), out):
        pass
    expected = [objective.losses(plane.at(x, y)).cost for x, y in zip(a, b, strict=True)]
    np.testing.assert_allclose(out, expected, rtol=1e-12)


@each_loss
@each_model
def test_the_shares_of_the_samples_are_weighted(loss, model):
    objective = build(loss, **model)
    theta = somewhere(objective)
    found = contributions(objective, theta)
    n = objective.n_train
    lengths = [np.linalg.norm(by_hand(objective, theta, [row])[1]) for row in range(n)]
    np.testing.assert_allclose(found.gradient[:n], lengths, rtol=1e-9, atol=1e-14)
    parts = np.array([by_hand(objective, theta, [row])[0] for row in range(n)])
    np.testing.assert_allclose(found.loss_share[:n], parts / parts.sum(), rtol=1e-9, atol=1e-14)
    assert found.loss[:n].mean() == pytest.approx(objective.losses(theta).train_loss)


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy", "squared_hinge"])
def test_the_optimum_has_no_weighted_slope(loss):
    objective = build(loss, l2=0.01)
    found = optimum(objective, np.zeros(objective.model.n_parameters))
    assert np.linalg.norm(by_hand(objective, found)[1] / objective.n_train
                          + 0.02 * found * objective.is_weight) < 1e-8  # fmt: skip
    least = CostFacts(objective).least()
    assert least.cost == pytest.approx(objective.losses(found).cost, rel=1e-10)


def test_the_optimum_at_kinks_is_that_of_the_weighted_cost():
    """Compared with a bundle of steps by subgradients from it: none is lower."""
    objective = build("hinge", l2=0.01)
    least = CostFacts(objective).least()
    random = np.random.default_rng(0).standard_normal((300, objective.model.n_parameters))
    for length in (1e-3, 1e-2, 0.1):
        nearby = [objective.losses(least.theta + length * way).cost for way in random]
        assert min(nearby) >= least.cost - 1e-7
    plain = CostFacts(build("hinge", l2=0.01, class_weights="none")).least()
    assert np.linalg.norm(least.theta - plain.theta) > 1e-2


def test_the_best_constant_counts_each_class_alike():
    """With weights, the best constant probability of cross-entropy is 1/2, whose loss is log 2."""
    assert CostFacts(build("binary_cross_entropy")).constant_cost() == pytest.approx(np.log(2))
    assert CostFacts(build("cross_entropy")).constant_cost() == pytest.approx(np.log(3))


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy"])
def test_no_curvature_exceeds_the_bounds(loss):
    objective = build(loss)
    facts, theta = CostFacts(objective), np.zeros(objective.model.n_parameters)
    assert objective.largest_curvature(theta) <= facts.curvature_everywhere() * (1 + 1e-12)
    for row in range(objective.n_train):
        phi = objective.features[row]
        weight = objective.sample_weights[row, 0]
        assert 0.25 * weight * (phi @ phi) <= facts.steepest_sample() * (1 + 1e-12)


# -- where it means nothing ------------------------------------------------------------------------


def test_a_regression_loss_is_refused_and_a_change_to_one_drops_the_weights():
    with pytest.raises(InputError, match=r'runs.0.class_weights = "balanced": is for classific'):
        from_dict({"format": 1, "runs": [{"class_weights": "balanced"}]})
    with pytest.raises(InputError, match=r"class_weights = .heavy.: must be one of none, balanced"):
        from_dict({"format": 1, "runs": [{"class_weights": "heavy"}]})
    run = Run(loss="binary_cross_entropy", class_weights="balanced")
    scenario = Scenario(data=RARE, runs=(run,))
    assert with_values(scenario, [("runs.0.loss", "hinge")]).runs[0].class_weights == "balanced"
    assert with_values(scenario, [("runs.0.loss", "mse")]).runs[0].class_weights == "none"
