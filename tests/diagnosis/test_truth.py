"""The truth that claims are held against is right itself: by closed forms and other programs."""

import numpy as np
import pytest
from costs import Cost, best_constant, convex_optimum, is_unbounded, kind_of_optimum
from losses import FORMULAS, Softmax, built_in, cross_entropy, multiclass_brier, own_formula
from networks import hessian_of
from scenarios import make_case
from scipy.optimize import linprog, minimize
from sklearn.linear_model import Lasso, LogisticRegression

from lossstudio.core.losses import LOSSES

NUMBERS = {"delta": 0.9, "tau": 0.3, "gamma": 2.0, "alpha": 0.3}


def cost_of(loss, phi, y, *, l1=0.0, l2=0.0, bias=True, factor=None):
    phi, y = np.asarray(phi, float), np.asarray(y, float)
    k = y.shape[1] if y.ndim > 1 else 1
    is_weight = np.ones((phi.shape[1], k))
    if bias:
        is_weight[-1] = 0.0
    return Cost(phi, y, loss, factor or 1.0 / len(y), l1, l2, is_weight.ravel(), k)


def line(seed=0, n=30, d=2):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, d)) * [1.0, 30.0][:d]
    y = x @ rng.standard_normal(d) + 3.0 + rng.standard_normal(n)
    return np.column_stack([x, np.ones(n)]), y


# -- costs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_costs_and_gradients_are_those_of_the_program(seed):
    compared = 0
    for number in range(120):
        case = make_case(seed, number)
        if case.run.model == "mlp":
            continue
        trainer, cost = case.trainer(), case.cost()
        theta = trainer.theta + 0.1 * np.random.default_rng(number).standard_normal(
            len(trainer.theta)
        )
        with np.errstate(all="ignore"):
            losses, gradient = trainer.objective.evaluate(theta)
        if not np.isfinite(losses.cost):
            continue
        compared += 1
        off = cost.rounding(theta)
        assert cost.value(theta) == pytest.approx(losses.cost, rel=1e-9, abs=off), case
        size = np.abs(gradient).max()
        own = cost.gradient(theta)
        assert np.abs(own - gradient).max() <= 1e-8 * size + 1e-12, case
    assert compared > 90


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("y", [0.0, 1.0])
def test_slopes_and_curvatures_of_formulas(text, y):
    check_derivatives(own_formula(text, 0.7), y)


@pytest.mark.parametrize("name", [name for name in LOSSES if built_in(name, NUMBERS)])
def test_slopes_and_curvatures_of_losses(name):
    for y in (0.0, 1.0):
        check_derivatives(built_in(name, NUMBERS), y)


def check_derivatives(loss, y):
    z = np.array([-2.34, -0.61, -0.2, 0.17, 0.45, 1.37, 3.1])
    y = np.full_like(z, y)
    h = 1e-5
    _, first, second = loss.parts(z, y, 0.0)
    up, down = loss.parts(z + h, y, 0.0), loss.parts(z - h, y, 0.0)
    assert first == pytest.approx((up[0] - down[0]) / (2 * h), rel=1e-6, abs=1e-8)
    assert second == pytest.approx((up[1] - down[1]) / (2 * h), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("loss", [cross_entropy(0.0), cross_entropy(0.3), multiclass_brier()])
def test_slopes_and_curvatures_of_several_scores(loss):
    z, y, h = np.array([[0.3, -1.2, 0.8], [2.0, 0.1, -1.0]]), np.eye(3)[[0, 2]], 1e-5
    _, first, second = loss.parts(z, y, 0.0)
    for j in range(3):
        e = h * np.eye(3)[j]
        up, down = loss.parts(z + e, y, 0.0), loss.parts(z - e, y, 0.0)
        assert first[:, j] == pytest.approx((up[0] - down[0]) / (2 * h), rel=1e-6)
        assert second[:, :, j] == pytest.approx((up[1] - down[1]) / (2 * h), rel=1e-5, abs=1e-8)


def smooth_networks(count):
    cases = (make_case(0, number) for number in range(count))
    return (
        case
        for case in cases
        if case.run.model == "mlp" and case.run.activation != "relu" and case.run.loss != "mae"
    )


def test_the_gradient_of_a_network_is_right():
    compared = 0
    for case in smooth_networks(200):
        trainer = case.trainer()
        theta, gradient = trainer.theta, trainer.gradient
        for j in range(len(theta)):
            e = 1e-6 * np.eye(len(theta))[j]
            up, down = (trainer.objective.losses(theta + s * e).cost for s in (1, -1))
            size = np.abs(gradient).max() + abs(up)
            assert gradient[j] == pytest.approx((up - down) / 2e-6, abs=1e-6 * size), case
        compared += 1
    assert compared >= 3


# -- optima ----------------------------------------------------------------------------------------


def test_least_squares_and_ridge():
    phi, y = line()
    best = convex_optimum(cost_of(built_in("mse", {}), phi, y))
    theta, rest = np.linalg.lstsq(phi, y, rcond=None)[:2]
    assert best.value == pytest.approx(float(rest[0]) / len(y), rel=1e-12)
    assert best.theta == pytest.approx(theta, rel=1e-8)
    ridge = cost_of(built_in("mse", {}), phi, y, l2=0.3)
    matrix = phi.T @ phi / len(y) + np.diag([0.3, 0.3, 0.0])
    theta = np.linalg.solve(matrix, phi.T @ y / len(y))
    assert convex_optimum(ridge).value == pytest.approx(ridge.value(theta), rel=1e-12)


def test_least_squares_of_columns_that_depend_on_each_other():
    phi, y = line()
    twice = np.column_stack([phi[:, 0], 2 * phi[:, 0] + 1, phi[:, 1:]])
    best = convex_optimum(cost_of(built_in("mse", {}), twice, y))
    rest = np.linalg.lstsq(phi, y, rcond=None)[1]
    assert best.value == pytest.approx(float(rest[0]) / len(y), rel=1e-11)


def test_the_lasso():
    phi, y = line()
    cost = cost_of(built_in("mse", {}), phi, y, l1=0.8)
    found = Lasso(alpha=0.4, tol=1e-14, max_iter=10**6).fit(phi[:, :-1], y)
    least = cost.value(np.r_[found.coef_, found.intercept_])
    best = convex_optimum(cost)
    assert best.value == pytest.approx(least, rel=1e-8)
    assert best.low <= least + 1e-12
    assert best.low == pytest.approx(least, rel=1e-6)


@pytest.mark.parametrize("tau", [0.1, 0.5])
def test_quantiles_by_linear_programming(tau):
    phi, y = line()
    n, p = phi.shape
    program = linprog(
        np.r_[np.zeros(p), np.full(n, tau), np.full(n, 1 - tau)] / n,
        A_eq=np.hstack([phi, np.eye(n), -np.eye(n)]),
        b_eq=y,
        bounds=[(None, None)] * p + [(0, None)] * (2 * n),
    )
    best = convex_optimum(cost_of(built_in("pinball", {"tau": tau}), phi, y))
    assert best.value == pytest.approx(program.fun, rel=1e-7)
    assert best.low == pytest.approx(program.fun, rel=1e-5)
    assert best.low <= program.fun * (1 + 1e-9)


def test_logistic_regression():
    rng = np.random.default_rng(0)
    phi, _ = line()
    y = (phi[:, 0] + rng.standard_normal(len(phi)) > 0).astype(float)
    cost = cost_of(built_in("binary_cross_entropy", {}), phi, y, l2=0.05)
    found = LogisticRegression(C=1 / (2 * 0.05 * len(y)), tol=1e-12, max_iter=10**5)
    found.fit(phi[:, :-1], y)
    least = cost.value(np.r_[found.coef_[0], found.intercept_])
    assert convex_optimum(cost).value == pytest.approx(least, rel=1e-9)


@pytest.mark.parametrize("text", ["sqrt(1 + r**2) - 1", "cosh(a*r)", "exp(a*r) - r", "r**4"])
def test_formulas_by_another_method(text):
    phi, y = line(d=1)
    cost = cost_of(own_formula(text, 0.5), phi, y)
    start = np.linalg.lstsq(phi, y, rcond=None)[0]
    other = minimize(cost.value, start, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 0})
    assert convex_optimum(cost).value == pytest.approx(other.fun, rel=1e-9)


def test_the_best_constant():
    phi, y = line()
    assert best_constant(cost_of(built_in("mse", {}), phi, y)) == pytest.approx(y.var(), rel=1e-9)
    mae = best_constant(cost_of(built_in("mae", {}), phi, y))
    assert mae == pytest.approx(np.abs(y - np.median(y)).mean(), rel=1e-9)
    classes = (y > np.quantile(y, 0.3)).astype(float)
    p = classes.mean()
    entropy = -p * np.log(p) - (1 - p) * np.log(1 - p)
    found = best_constant(cost_of(built_in("binary_cross_entropy", {}), phi, classes))
    assert found == pytest.approx(entropy, rel=1e-9)


# -- separability and bounds -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "y", "what"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], "strict"),
        ([1, 2, 2, 3], [0, 0, 1, 1], "touching"),
        ([1, 2, 3, 4], [0, 1, 0, 1], "none"),
        ([1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3], [0, 0, 1, 1], "strict"),
        ([1e-6, 2e-6, 3e-6, 4e-6], [0, 1, 0, 1], "none"),
    ],
)
def test_separable_classes(x, y, what):
    phi = np.column_stack([x, np.ones(4)])
    assert kind_of_optimum(cost_of(built_in("binary_cross_entropy", {}), phi, y)).separable == what
    softmax = cost_of(cross_entropy(0.0), phi, np.eye(2)[y])
    assert isinstance(softmax.loss, Softmax)
    assert kind_of_optimum(softmax).separable == what
    assert kind_of_optimum(cost_of(cross_entropy(0.1), phi, np.eye(2)[y])).separable is None
    penalized = cost_of(built_in("binary_cross_entropy", {}), phi, y, l2=0.1)
    assert kind_of_optimum(penalized).separable == "none"


def test_a_class_without_weight_makes_classes_separable():
    phi, y = np.column_stack([[1, 2, 3, 4], np.ones(4)]), [0, 1, 0, 1]
    loss = built_in("focal", {"gamma": 2.0, "alpha": 1.0})
    assert kind_of_optimum(cost_of(loss, phi, y)).separable == "strict"


@pytest.mark.parametrize(
    ("text", "bias", "l2", "unbounded"),
    [
        ("r", True, 0.0, True),
        ("r", True, 1.0, True),
        ("r", False, 1.0, False),
        ("r", False, 0.0, True),
        ("-r**2", True, 9.0, True),
        ("-r**2", False, 0.1, True),
        ("-r**2", False, 9.0, False),
        ("r**3", True, 1.0, True),
        ("-|r|", False, 0.1, False),
        ("r**2 - 3*r", True, 0.0, False),
    ],
)
def test_unbounded_losses(text, bias, l2, unbounded):
    x, y = [[1.0], [2.0], [-0.5]], [0.3, 0.1, 0.2]
    phi = np.column_stack([x, np.ones(3)]) if bias else np.array(x)
    cost = cost_of(own_formula(text), phi, y, l2=l2, bias=bias)
    assert is_unbounded(cost) is unbounded
    far = [cost.value(size * d) for size in (1e3, 1e6) for d in _directions(phi.shape[1])]
    assert (min(far) < -100) is unbounded


def _directions(p):
    return np.random.default_rng(0).standard_normal((200, p))


def test_the_hessian_of_a_network_has_the_curvature_along_its_eigenvectors():
    case = next(smooth_networks(400))
    objective, theta = case.trainer().objective, case.trainer().theta
    eigen, vectors = np.linalg.eigh(hessian_of(lambda t: objective.evaluate(t)[1], theta))

    def value(at):
        return objective.losses(at).cost

    v, h = vectors[:, -1], 1e-3
    second = (value(theta + h * v) - 2 * value(theta) + value(theta - h * v)) / h**2
    assert eigen[-1] == pytest.approx(second, rel=1e-3)
