"""The losses, links and metrics at scores near the largest and the smallest numbers that there are.

References are the textbook formulas in mpmath, with so many digits that nothing is rounded off.
"""

from itertools import product

import numpy as np
import pytest
from mpmath import mp, mpf

from lossstudio.core.curvature import largest_eigenvalue, largest_ritz_value
from lossstudio.core.links import log_probabilities, probabilities
from lossstudio.core.losses import LOSSES
from lossstudio.core.metrics import classification_metrics, regression_metrics
from lossstudio.core.tasks import Link, Task

DIGITS = 340
LARGEST = mpf(2) ** 1024
EXTREME = [0.0, -0.0, 5e-324, 1e-160, 0.5, -40.0, 709.5, -745.0, 800.0, 1e160, -1e200, 1.7e308,
           -1.7e308]  # fmt: skip
ROWS = [
    (1.7e308, -8.5e307, 0.5),
    (-1.7e308, 1.7e308, 1.7e308),
    (1e200, -1e200, 0.0),
    (800.0, 0.0, -5.0),
    (0.0, -0.0, 5e-324),
    (-1.7e308, -1.7e308, -1.7e308),
    (1e-320, 40.0, -745.0),
    (9e307, 9e307, -9e307),
]


def sigmoid(z):
    return mp.exp(z) / (1 + mp.exp(z)) if z < 0 else 1 / (1 + mp.exp(-z))


def softplus(z):
    return mp.log1p(mp.exp(z)) if z < 0 else z + mp.log1p(mp.exp(-z))


def logcosh(r):
    return abs(r) + mp.log1p(mp.exp(-2 * abs(r))) - mp.log(2)


def sign(r):
    return mpf(int(r > 0) - int(r < 0))


def sech2(r):
    e = mp.exp(-2 * abs(r))
    return 4 * e / (1 + e) ** 2


def focal(z, y, gamma, alpha):
    m, s, weight = (z, 1, alpha) if y == 1 else (-z, -1, 1 - alpha)
    p, q, ce = sigmoid(m), sigmoid(-m), softplus(-m)
    weight *= q**gamma if gamma else 1
    return (
        weight * ce,
        -s * weight * (q + gamma * p * ce),
        weight * p * (q * (1 + 2 * gamma - gamma * ce) + gamma**2 * p * ce),
    )


def brier(z, y):
    p, q = sigmoid(z), sigmoid(-z)
    d = -q if y == 1 else p
    return d**2, 2 * d * p * q, 2 * p * q * (p * q + d * (q - p))


def hinge(z, y, power):
    s = 2 * y - 1
    short = max(mpf(0), 1 - s * z)
    if power == 1:
        return short, -s if short > 0 else mpf(0), None
    return short**2, -2 * s * short, mpf(2 if short > 0 else 0)


def huber(r, delta):
    inside = abs(r) <= delta
    value = r**2 / 2 if inside else delta * (abs(r) - delta / 2)
    return value, r if inside else delta * sign(r), mpf(int(inside))


def pinball(r, tau):
    slope = 1 - tau if r > 0 else -tau if r < 0 else mpf(0)
    return slope * r, slope, None


REFERENCES = {
    "mse": lambda z, y: ((z - y) ** 2, 2 * (z - y), mpf(2)),
    "mae": lambda z, y: (abs(z - y), sign(z - y), None),
    "huber": lambda z, y, delta: huber(z - y, delta),
    "log_cosh": lambda z, y: (logcosh(z - y), mp.tanh(z - y), sech2(z - y)),
    "pinball": lambda z, y, tau: pinball(z - y, tau),
    "binary_cross_entropy": lambda z, y: (
        softplus(-z) if y == 1 else softplus(z),
        -sigmoid(-z) if y == 1 else sigmoid(z),
        sigmoid(z) * sigmoid(-z),
    ),
    "hinge": lambda z, y: hinge(z, y, 1),
    "squared_hinge": lambda z, y: hinge(z, y, 2),
    "focal": focal,
    "brier": brier,
}
"""Value, slope and curvature of the losses of one score."""


def corners(loss):
    """The hyperparameters at their limits and at their defaults."""
    limits = [
        {p.name: getattr(p, which) for p in loss.parameters}
        for which in ("minimum", "default", "maximum")
    ]
    return limits if loss.parameters else [{}]


def assert_near(got, exact, where, atol=1e-320):
    """`got` is the double nearest to `exact` but for rounding, and infinite where there is none."""
    if abs(exact) >= LARGEST:
        assert got == np.sign(float(mp.sign(exact))) * np.inf, where
    else:
        np.testing.assert_allclose(got, float(exact), rtol=1e-13, atol=atol, err_msg=where)


@pytest.mark.parametrize("name", REFERENCES)
def test_losses_of_one_score(name):
    loss = LOSSES[name]
    targets = [0.0, 1.0] if loss.task is Task.BINARY else [0.0, -2.5, 1e-310, 1e200]
    for hyper, z, y in product(corners(loss), EXTREME, targets):
        with np.errstate(all="ignore"):
            value, slope = loss.value_and_gradient([[z]], [[y]], **hyper)
            curved = loss.curvature and loss.second_derivative([[z]], [[y]], **hyper)[0, 0, 0]
        with mp.workdps(DIGITS):
            # A residual is a double itself, as every implementation has it.
            at = (mpf(z - y), mpf(0)) if loss.task is Task.REGRESSION else (mpf(z), mpf(y))
            exact = REFERENCES[name](*at, **{key: mpf(given) for key, given in hyper.items()})
        where = f"{name} at z = {z}, y = {y}, {hyper}"
        assert_near(value[0], exact[0], where)
        assert_near(slope[0, 0], exact[1], where)
        if curved is not None:
            # Where the bracket of a curvature changes its sign, rounding's share is that of it all.
            assert_near(curved, exact[2], where, 1e-15 if abs(z) < 10.0 else 1e-320)


def softmax(scores):
    top = max(scores)
    e = [mp.exp(z - top) for z in scores]
    return [each / sum(e) for each in e], [z - top - mp.log(sum(e)) for z in scores]


def multiclass(name, scores, y, smoothing):
    """Value, gradient and Hessian."""
    p, log_p = softmax(scores)
    n = len(p)
    same = [[mpf(int(i == j)) for j in range(n)] for i in range(n)]
    slopes = [[p[i] * (same[i][j] - p[j]) for j in range(n)] for i in range(n)]
    if name == "cross_entropy":
        t = [each * (1 - smoothing) + smoothing / n for each in y]
        value = -sum(a * b for a, b in zip(t, log_p, strict=True) if a)
        return value, [a - b for a, b in zip(p, t, strict=True)], slopes
    d = [a - b for a, b in zip(p, y, strict=True)]
    gradient = [2 * sum(d[k] * slopes[k][i] for k in range(n)) for i in range(n)]

    def second(k, i, j):  # ∂²p_k/∂z_i∂z_j
        return slopes[k][j] * (same[k][i] - p[i]) - p[k] * slopes[i][j]

    hessian = [
        [
            2 * sum(slopes[k][i] * slopes[k][j] + d[k] * second(k, i, j) for k in range(n))
            for j in range(n)
        ]
        for i in range(n)
    ]
    return sum(each**2 for each in d), gradient, hessian


@pytest.mark.parametrize("smoothing", [0.0, 0.01, 0.5])
@pytest.mark.parametrize("name", ["cross_entropy", "multiclass_brier"])
def test_losses_of_several_scores(name, smoothing):
    loss = LOSSES[name]
    hyper = {"label_smoothing": smoothing} if loss.parameters else {}
    for row, y in product(ROWS, np.eye(3)):
        with np.errstate(all="ignore"):
            value, gradient = loss.value_and_gradient([row], [y], **hyper)
            hessian = loss.second_derivative([row], [y], **hyper)[0]
        with mp.workdps(DIGITS):
            exact = multiclass(name, [mpf(z) for z in row], [mpf(t) for t in y], mpf(smoothing))
        where = f"{name} at {row}, y = {y}"
        assert_near(value[0], exact[0], where)
        scale = float(max(map(abs, exact[1])))
        for got, right in zip(gradient[0], exact[1], strict=True):
            assert_near(got, right, where, 1e-15 * scale + 1e-320)
        scale = max(abs(each) for line in exact[2] for each in line)
        for got_line, line in zip(hessian, exact[2], strict=True):
            for got, right in zip(got_line, line, strict=True):
                assert_near(got, right, where, 1e-15 * float(scale) + 1e-320)


def test_the_named_case_of_cross_entropy():
    row = [[1.7e308, -8.5e307, 0.5]]
    with np.errstate(all="ignore"):
        value, gradient = LOSSES["cross_entropy"].value_and_gradient(row, [[1.0, 0.0, 0.0]])
    assert value.tolist() == [0.0]
    assert gradient.tolist() == [[0.0, 0.0, 0.0]]


def test_links():
    for z in EXTREME:
        with mp.workdps(DIGITS):
            exact = [sigmoid(-mpf(z)), sigmoid(mpf(z))]
            logs = [-softplus(mpf(z)), -softplus(-mpf(z))]
        for got, right in zip(probabilities([[z]], Link.SIGMOID)[0], exact, strict=True):
            assert_near(got, right, f"p at {z}")
        for got, right in zip(log_probabilities([[z]], Link.SIGMOID)[0], logs, strict=True):
            assert_near(got, right, f"log p at {z}")
    for row in ROWS:
        with mp.workdps(DIGITS), np.errstate(all="ignore"):
            exact, logs = softmax([mpf(z) for z in row])
            got_p, got_log = (f([row], Link.SOFTMAX)[0] for f in (probabilities, log_probabilities))
        for got, right in zip([*got_p, *got_log], [*exact, *logs], strict=True):
            assert_near(got, right, f"{row}", 1e-15 if max(row) < 1e-300 else 1e-320)


def test_metrics():
    for y, predicted in (
        ([1e200, -1e200, 3e199], [1.1e200, -1e200, 0.0]),
        ([1e-310, 0.0, 5e-311], [0.0, 0.0, 5e-311]),
        ([1.6e308, 0.0, -1e307], [1.7e308, 1e10, -1e307]),
        ([0.0, 1.0, 2.0], [1e160, 0.0, 0.0]),
    ):
        found = regression_metrics(y, predicted)
        with mp.workdps(DIGITS):
            residuals = [mpf(a) - mpf(b) for a, b in zip(predicted, y, strict=True)]
            mean = sum(map(mpf, y)) / len(y)
            squares = sum(r**2 for r in residuals)
            assert_near(found.rmse, mp.sqrt(squares / len(y)), "rmse")
            assert_near(found.mae, sum(map(abs, residuals)) / len(y), "mae")
            assert_near(found.r2, 1 - squares / sum((t - mean) ** 2 for t in map(mpf, y)), "r2")
    log_p = np.array([[-1.7e308, 0.0], [-1e308, -1e-320]])
    assert classification_metrics([0, 0], log_p).log_loss == pytest.approx(1.35e308)


@pytest.mark.parametrize("size", [1e300, 1e160, 1.0, 1e-160, 1e-300])
def test_the_largest_eigenvalue_of_extreme_matrices(size):
    rng = np.random.default_rng(5)
    basis, _ = np.linalg.qr(rng.standard_normal((40, 40)))
    matrix = (basis * np.linspace(-3.0, 7.0, 40)) @ basis.T * size
    found = largest_ritz_value(lambda v: matrix @ v, 40, iterations=40, tolerance=1e-10)
    assert found == pytest.approx(7.0 * size, rel=1e-9)


def test_the_largest_eigenvalue_far_from_0():
    theta = np.array([3e200, 4e200])
    assert largest_eigenvalue(lambda at: at * [2.0, 5.0], theta) == pytest.approx(5.0, rel=1e-8)
