"""Training against plain NumPy loops and against other people's solvers."""

import msgspec
import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import (
    Lasso,
    LinearRegression,
    LogisticRegression,
    QuantileRegressor,
    Ridge,
)

from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.costs.stability import stability
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.scenarios.scenario_file import find_scenario
from lossstudio.engine.training.trainer import Trainer


def plane():
    """60 rows of two inputs and a target, a few of them far off."""
    rng = np.random.default_rng(7)
    x = rng.uniform(-1, 2, (60, 2))
    y = x @ [1.5, -0.7] + 0.8 + 0.4 * rng.standard_normal(60)
    y[::9] += 3.0
    rows = np.column_stack([x, y]).tolist()
    return Data(dataset="points", points=tuple(map(tuple, rows)), test_fraction=0.25)


PLANE = plane()
BLOBS = Data(dataset="blobs", n_samples=80, noise=2.0, outlier_fraction=0.1, test_fraction=0.25)
THREE = Data(dataset="three_blobs", n_samples=90, noise=2.0, test_fraction=0.0)


def training_set(trainer):
    dataset = trainer.objective.dataset
    return dataset.x[: dataset.n_train], dataset.target[: dataset.n_train]


def trained(data, run, steps, *, of_limit=None):
    """A trainer after `steps`; with `of_limit` the learning rate is that share of 2/λmax."""
    if of_limit:
        limit = stability(Trainer(data, run)).limit
        run = msgspec.structs.replace(run, learning_rate=of_limit * limit)
    trainer = Trainer(data, run)
    assert trainer.advance(steps) == steps
    return trainer


# -- the same steps as a loop that anybody would write -------------------------------------------


def with_ones(x):
    return np.column_stack([x, np.ones(len(x))])


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize(("l1", "l2"), [(0.0, 0.0), (0.2, 0.0), (0.0, 0.3), (0.2, 0.3)])
def test_gradient_descent_with_penalties(reduction, l1, l2):
    rate = 0.05 if reduction == "mean" else 0.001
    trainer = Trainer(PLANE, Run(reduction=reduction, l1=l1, l2=l2, learning_rate=rate))
    x, y = training_set(trainer)
    test = trainer.objective.dataset.x[len(x) :], trainer.objective.dataset.target[len(x) :]
    w, b = trainer.theta[:2].copy(), trainer.theta[2]
    scale = 1 / len(x) if reduction == "mean" else 1.0
    for step in range(40):
        residual = x @ w + b - y
        losses = trainer.losses
        penalty = l1 * np.abs(w).sum() + l2 * (w**2).sum()
        assert losses.train_loss == pytest.approx(np.mean(residual**2), rel=1e-12)
        assert losses.test_loss == pytest.approx(
            np.mean((test[0] @ w + b - test[1]) ** 2), rel=1e-12
        )
        assert losses.cost == pytest.approx(scale * np.sum(residual**2) + penalty, rel=1e-12)
        np.testing.assert_allclose(trainer.theta, [*w, b], rtol=1e-12)
        d_w = scale * 2 * x.T @ residual + l1 * np.sign(w) + 2 * l2 * w
        d_b = scale * 2 * residual.sum()
        np.testing.assert_allclose(trainer.gradient, [*d_w, d_b], rtol=1e-9, atol=1e-12)
        w, b = w - rate * d_w, b - rate * d_b
        trainer.advance(1)
        assert trainer.step == step + 1


def test_momentum():
    trainer = Trainer(PLANE, Run(optimizer="momentum", learning_rate=0.01))
    x, y = training_set(trainer)
    x, theta, velocity = with_ones(x), trainer.theta.copy(), np.zeros(3)
    for _ in range(50):
        velocity = 0.9 * velocity + 2 / len(x) * x.T @ (x @ theta - y)
        theta = theta - 0.01 * velocity
        trainer.advance(1)
        np.testing.assert_allclose(trainer.theta, theta, rtol=1e-11)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_mini_batches_pass_through_all_samples_in_a_new_order_each_time(reduction):
    run = Run(batch_size=7, seed=5, reduction=reduction, learning_rate=0.001)
    trainer = Trainer(PLANE, run)
    x, y = training_set(trainer)
    n, x, theta = len(x), with_ones(x), trainer.theta.copy()
    orders = []
    for epoch in range(4):
        order = np.random.default_rng([5, 1, epoch]).permutation(n)
        orders.append(order)
        for start in range(0, n, 7):
            rows = order[start : start + 7]
            gradient = 2 / len(rows) * x[rows].T @ (x[rows] @ theta - y[rows])
            theta = theta - 0.001 * gradient * (n if reduction == "sum" else 1)
            trainer.advance(1)
            np.testing.assert_allclose(trainer.theta, theta, rtol=1e-11)
    assert trainer.step == 4 * 7  # 45 samples: six batches of 7 and one of 3
    assert len({tuple(order) for order in orders}) == 4


def test_a_batch_as_large_as_the_training_set_is_the_full_batch():
    full = trained(PLANE, Run(), 20)
    for size in (45, 46, 10**6):
        assert trained(PLANE, Run(batch_size=size), 20).theta.tobytes() == full.theta.tobytes()


# -- the optimum that others find ----------------------------------------------------------------


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_squared_error_leads_to_least_squares(reduction):
    trainer = trained(PLANE, Run(reduction=reduction), 3000, of_limit=0.5)
    found = LinearRegression().fit(*training_set(trainer))
    np.testing.assert_allclose(trainer.theta, [*found.coef_, found.intercept_], atol=1e-9)


def test_a_polynomial_leads_to_least_squares_in_the_datas_units():
    x = np.linspace(2.0, 5.0, 20)
    y = 1.0 - 2.0 * x + 0.5 * x**2 + np.sin(9 * x)
    data = Data(dataset="points", points=tuple(zip(x.tolist(), y.tolist(), strict=True)))
    trainer = trained(data, Run(model="polynomial", degree=2), 6000, of_limit=0.9)
    n = trainer.objective.n_train
    expected = np.polyfit(x[:n], y[:n], 2)
    blocks = trainer.objective.model.in_data_units(trainer.theta)
    found = [blocks["weights"][1], blocks["weights"][0], float(blocks["bias"])]
    np.testing.assert_allclose(found, expected, rtol=1e-7)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_an_l2_penalty_is_ridge_regression(reduction):
    trainer = trained(PLANE, Run(l2=0.4, reduction=reduction), 3000, of_limit=0.5)
    x, y = training_set(trainer)
    alpha = 0.4 * (len(x) if reduction == "mean" else 1)
    found = Ridge(alpha=alpha).fit(x, y)
    np.testing.assert_allclose(trainer.theta, [*found.coef_, found.intercept_], atol=1e-9)


def test_an_l1_penalty_is_the_lasso():
    trainer = trained(PLANE, Run(l1=0.5, schedule="inverse_sqrt"), 5000, of_limit=0.3)
    found = Lasso(alpha=0.25, tol=1e-12).fit(*training_set(trainer))
    np.testing.assert_allclose(trainer.theta, [*found.coef_, found.intercept_], atol=2e-3)


@pytest.mark.parametrize("level", [0.0, 200.0])
def test_the_lowest_cost_of_the_lasso_is_known_where_inputs_depend_on_each_other(level):
    """The columns of a category add up to the one of the bias, which only |w| can tell."""
    random = np.random.default_rng(4)
    colour = np.eye(3)[np.arange(24) % 3]
    x = np.column_stack([colour, 1.0 + 0.01 * random.normal(size=24)])
    y = level + colour @ [1.0, 0.0, -0.5] + 0.3 * random.normal(size=24)
    points = tuple(map(tuple, np.column_stack([x, y]).tolist()))
    trainer = Trainer(Data(dataset="points", points=points, test_fraction=0.0), Run(l1=0.02))
    least = CostFacts(trainer.objective).least()
    found = Lasso(alpha=0.01, tol=1e-13, max_iter=100_000).fit(x, y)
    cost = np.square(found.predict(x) - y).mean() + 0.02 * np.abs(found.coef_).sum()
    assert least.cost == pytest.approx(cost, rel=1e-6)


def test_binary_cross_entropy_is_logistic_regression():
    trainer = trained(BLOBS, Run(loss="binary_cross_entropy", l2=0.02), 6000, of_limit=0.3)
    x, y = training_set(trainer)
    found = LogisticRegression(C=1 / (2 * 0.02 * len(x)), tol=1e-12, max_iter=10_000).fit(x, y)
    expected = [*found.coef_[0], found.intercept_[0]]
    np.testing.assert_allclose(trainer.theta, expected, atol=1e-6)


def test_cross_entropy_is_softmax_regression():
    run = Run(loss="cross_entropy", l2=0.02, initialization="zero")
    trainer = trained(THREE, run, 6000, of_limit=0.9)
    x, y = training_set(trainer)
    found = LogisticRegression(C=1 / (2 * 0.02 * len(x)), tol=1e-12, max_iter=10_000).fit(x, y)
    blocks = trainer.objective.model.unpack(trainer.theta)
    np.testing.assert_allclose(blocks["weights"], found.coef_.T, atol=1e-6)
    # Biases count up to a common shift.
    centered = blocks["bias"] - blocks["bias"].mean()
    np.testing.assert_allclose(centered, found.intercept_ - found.intercept_.mean(), atol=1e-6)


def test_huber_leads_to_the_minimum_of_hubers_function():
    run = Run(loss="huber", loss_parameters={"delta": 0.5}, learning_rate=0.3)
    trainer = trained(PLANE, run, 5000)
    x, y = training_set(trainer)

    def cost(theta):
        r = np.abs(with_ones(x) @ theta - y)
        return np.mean(np.where(r <= 0.5, r**2 / 2, 0.5 * (r - 0.25)))

    found = minimize(cost, np.zeros(3), method="BFGS", options={"gtol": 1e-10})
    assert trainer.losses.cost == pytest.approx(found.fun, rel=1e-9)
    np.testing.assert_allclose(trainer.theta, found.x, atol=1e-4)


@pytest.mark.parametrize("tau", [0.1, 0.5, 0.8])
def test_pinball_is_quantile_regression(tau):
    run = Run(
        loss="pinball",
        loss_parameters={"tau": tau},
        schedule="inverse_sqrt",
        learning_rate=1.0,
    )
    trainer = trained(PLANE, run, 8000)
    x, y = training_set(trainer)
    found = QuantileRegressor(quantile=tau, alpha=0).fit(x, y)
    r = y - found.predict(x)
    best = np.mean(np.where(r >= 0, tau * r, (tau - 1) * r))
    assert best - 1e-12 <= trainer.losses.cost <= best + 2e-3 * best


# -- the article's example -----------------------------------------------------------------------


def articles_loop(steps):
    """The article's own computation: θ and the mean squared error at each step, and X, y."""
    rng = np.random.RandomState(0)
    X = rng.rand(100, 1)
    y = 3 * X + rng.rand(100, 1)
    X_train, y_train = X[:80], y[:80]
    theta = rng.rand(1, 1)
    thetas, losses = [], []
    for _ in range(steps + 1):
        y_pred = X_train.dot(theta)
        thetas.append(theta[0, 0])
        losses.append(np.mean((y_train - y_pred) ** 2))
        gradient = 2 * X_train.T.dot(y_pred - y_train)
        theta = theta - 0.01 * gradient
    return np.array(thetas), np.array(losses), X, y


def test_the_articles_example_step_by_step():
    thetas, losses, x, y = articles_loop(1000)
    trainer = Experiment(find_scenario("article")).trainers[0]
    dataset = trainer.objective.dataset
    assert np.array_equal(dataset.x, x)
    assert np.array_equal(dataset.target, y[:, 0])
    assert dataset.n_train == 80
    assert trainer.theta.tolist() == [thetas[0]]
    for step in range(1001):
        assert trainer.theta[0] == pytest.approx(thetas[step], rel=1e-14)
        assert trainer.losses.train_loss == pytest.approx(losses[step], rel=1e-13)
        assert trainer.losses.cost == pytest.approx(80 * losses[step], rel=1e-13)
        trainer.advance(1)


def test_the_articles_figures():
    scenario = find_scenario("article")
    assert scenario.steps == 1000
    experiment = Experiment(scenario)
    experiment.advance(scenario.steps)
    (trainer,) = experiment.trainers
    assert trainer.theta[0] == pytest.approx(3.80306462, abs=5e-9)
    assert trainer.losses.test_loss == pytest.approx(0.1356513781055041, abs=1e-12)


def test_the_articles_figures_with_a_bias():
    experiment = Experiment(find_scenario("article_with_bias"))
    experiment.advance(20_000)
    (trainer,) = experiment.trainers
    assert trainer.theta == pytest.approx([2.91827514, 0.58428487], abs=5e-9)
    assert trainer.losses.test_loss == pytest.approx(0.07034132, abs=5e-9)
    experiment.go_to(experiment.scenario.steps)
    assert trainer.theta == pytest.approx([2.918, 0.584], abs=5e-4)
