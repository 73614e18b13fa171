"""The losses' digits: against decimal arithmetic, SciPy and scikit-learn."""

from decimal import Decimal, localcontext
from itertools import combinations_with_replacement

import numpy as np
import pytest
from scipy import special
from sklearn import metrics

from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Task

# The textbook formulas in decimal arithmetic of 120 digits, whose differences are derivatives to
# more digits than are compared.


def sigmoid(z):
    return 1 / (1 + (-z).exp())


def softmax(z):
    e = [score.exp() for score in z]
    return [score / sum(e) for score in e]


def focal_reference(z, y, gamma, alpha):
    m, weight = (z[0], alpha) if y[0] == 1 else (-z[0], 1 - alpha)
    return -weight * sigmoid(-m) ** gamma * sigmoid(m).ln()


def cross_entropy_reference(z, y, label_smoothing):
    smooth = [t * (1 - label_smoothing) + label_smoothing / len(y) for t in y]
    return -sum(t * p.ln() for t, p in zip(smooth, softmax(z), strict=True) if t)


def huber_reference(z, y, delta):
    r = abs(z[0] - y[0])
    return r**2 / 2 if r <= delta else delta * (r - delta / 2)


REFERENCES = {
    "mse": lambda z, y: (z[0] - y[0]) ** 2,
    "mae": lambda z, y: abs(z[0] - y[0]),
    "huber": huber_reference,
    "log_cosh": lambda z, y: (((z[0] - y[0]).exp() + (y[0] - z[0]).exp()) / 2).ln(),
    "pinball": lambda z, y, tau: (tau if y[0] >= z[0] else tau - 1) * (y[0] - z[0]),
    "binary_cross_entropy": lambda z, y: (
        -(y[0] * sigmoid(z[0]).ln() + (1 - y[0]) * sigmoid(-z[0]).ln())
    ),
    "hinge": lambda z, y: max(Decimal(0), 1 - (2 * y[0] - 1) * z[0]),
    "squared_hinge": lambda z, y: max(Decimal(0), 1 - (2 * y[0] - 1) * z[0]) ** 2,
    "focal": focal_reference,
    "brier": lambda z, y: (sigmoid(z[0]) - y[0]) ** 2,
    "cross_entropy": cross_entropy_reference,
    "multiclass_brier": lambda z, y: sum((p - t) ** 2 for p, t in zip(softmax(z), y, strict=True)),
}
HYPERPARAMETERS = {
    "huber": [{"delta": 1.0}, {"delta": 0.05}],
    "pinball": [{"tau": 0.5}, {"tau": 0.01}, {"tau": 0.99}],
    "focal": [
        {"gamma": 2.0, "alpha": 0.25},
        {"gamma": 0.0, "alpha": 0.5},
        {"gamma": 0.7, "alpha": 1.0},
        {"gamma": 5.0, "alpha": 0.0},
    ],
    "cross_entropy": [{"label_smoothing": 0.0}, {"label_smoothing": 0.1}],
}
EACH_CASE = pytest.mark.parametrize(
    ("name", "hyper"),
    [(name, hyper) for name in REFERENCES for hyper in HYPERPARAMETERS.get(name, [{}])],
)
SIGNED = [sign * size for size in (1e-8, 2e-3, 0.3, 3.0, 8.0, 40.0, 100.0, 1e3) for sign in (1, -1)]
SCORE_ROWS = [
    (0.0, 0.0, 0.0),
    (1e-8, 0.0, -1e-8),
    (1.0, 2.0, -0.5),
    (40.0, 0.0, 0.0),
    (40.0, -3.0, 2.0),
    (-40.0, 1.0, 0.0),
    (50.0, 0.0, -50.0),
    (1e3, -1e3, 990.0),
]


def reference_points(loss):
    """Rows (raw, y) of every size of score and every class; soft labels where they have a sense."""
    if loss.task is Task.MULTICLASS:
        return [(row, tuple(y)) for row in SCORE_ROWS for y in np.eye(3)]
    if loss.task is Task.REGRESSION:
        return [((z,), (0.0,)) for z in SIGNED]
    labels = [0.0, 1.0]
    if loss.name in ("binary_cross_entropy", "brier"):
        labels += [0.2, 0.9999]
    return [((z,), (y,)) for z in [0.0, *SIGNED] for y in labels]


def decimal_reference(loss, raw, y, hyper, curved):
    """Value, gradient and Hessian of the textbook formula at one row, as floats."""
    with localcontext(prec=120, Emin=-(10**9), Emax=10**9):
        z, targets = [Decimal(x) for x in raw], [Decimal(x) for x in y]
        given = {name: Decimal(x) for name, x in hyper.items()}
        h, k = Decimal("1e-20"), len(z)

        def at(*shifts):
            moved = list(z)
            for column, shift in shifts:
                moved[column] += shift
            return REFERENCES[loss.name](moved, targets, **given)

        gradient = [float((at((j, h)) - at((j, -h))) / (2 * h)) for j in range(k)]
        hessian = np.zeros((k, k))
        for i, j in combinations_with_replacement(range(k if curved else 0), 2):
            outer = at((i, h), (j, h)) + at((i, -h), (j, -h))
            inner = at((i, h), (j, -h)) + at((i, -h), (j, h))
            hessian[i, j] = hessian[j, i] = float((outer - inner) / (4 * h * h))
        return float(at()), gradient, hessian


@EACH_CASE
def test_accuracy_against_decimal_arithmetic(name, hyper):
    """To nearly all digits wherever float64 can hold the result, in both tails."""
    loss = LOSSES[name]
    for raw, y in reference_points(loss):
        value, gradient = loss.value_and_gradient([raw], [y], **hyper)
        curved = loss.curvature is not None
        expected_value, expected_gradient, expected_hessian = decimal_reference(
            loss, raw, y, hyper, curved
        )
        # Where 120 digits are too few for the second differences of 100 + e⁻²⁰⁰.
        close = {"rtol": 2e-14, "atol": 1e-75 if max(map(abs, raw)) >= 100.0 else 0.0}
        where = f"raw {raw}, y {y}"
        np.testing.assert_allclose(value[0], expected_value, **close, err_msg=where)
        np.testing.assert_allclose(gradient[0], expected_gradient, **close, err_msg=where)
        if curved:
            # An entry that is 0 by symmetry is rounding's share of the others.
            close["atol"] += 1e-15 * np.abs(expected_hessian).max()
            hessian = loss.second_derivative([raw], [y], **hyper)
            np.testing.assert_allclose(hessian[0], expected_hessian, **close, err_msg=where)


MEAN_REFERENCES = {
    "mse": lambda z, y: metrics.mean_squared_error(y, z),
    "mae": lambda z, y: metrics.mean_absolute_error(y, z),
    "huber": lambda z, y, delta: special.huber(delta, z - y).mean(),
    "log_cosh": lambda z, y: np.log(np.cosh(z - y)).mean(),
    "pinball": lambda z, y, tau: metrics.mean_pinball_loss(y, z, alpha=tau),
    "binary_cross_entropy": lambda z, y: metrics.log_loss(y, special.expit(z)),
    "hinge": lambda z, y: metrics.hinge_loss(2 * y - 1, z),
    "squared_hinge": lambda z, y: np.mean(np.clip(1 - np.where(y == 1, z, -z), 0, None) ** 2),
    "focal": lambda z, y, gamma, alpha: np.mean(
        np.where(
            y == 1,
            -alpha * special.expit(-z) ** gamma * special.log_expit(z),
            (alpha - 1) * special.expit(z) ** gamma * special.log_expit(-z),
        )
    ),
    "brier": lambda z, y: metrics.brier_score_loss(y, special.expit(z)),
    "cross_entropy": lambda z, y, label_smoothing: np.mean(
        -np.sum(
            ((1 - label_smoothing) * y + label_smoothing / 3) * special.log_softmax(z, axis=1),
            axis=1,
        )
    ),
    "multiclass_brier": lambda z, y: np.sum((special.softmax(z, axis=1) - y) ** 2, axis=1).mean(),
}


def sample(task):
    """Raw scores and targets of ordinary size."""
    rng = np.random.default_rng(11)
    if task is Task.MULTICLASS:
        return rng.normal(0.0, 2.5, (90, 3)), np.eye(3)[np.arange(90) % 3]
    raw, y = rng.normal(0.0, 2.5, (2, 90, 1))
    return raw, y if task is Task.REGRESSION else (y > 0.0).astype(float)


@EACH_CASE
def test_the_mean_is_that_of_scipy_and_scikit_learn(name, hyper):
    loss = LOSSES[name]
    raw, y = sample(loss.task)
    arguments = (raw, y) if loss.task is Task.MULTICLASS else (raw[:, 0], y[:, 0])
    values, _ = loss.value_and_gradient(raw, y, **hyper)
    expected = MEAN_REFERENCES[name](*arguments, **hyper)
    np.testing.assert_allclose(values.mean(), expected, rtol=1e-13)


def test_cross_entropy_is_scikit_learns_log_loss():
    raw, y = sample(Task.MULTICLASS)
    values, _ = LOSSES["cross_entropy"].value_and_gradient(raw, y)
    expected = metrics.log_loss(y.argmax(axis=1), special.softmax(raw, axis=1))
    np.testing.assert_allclose(values.mean(), expected, rtol=1e-13)
