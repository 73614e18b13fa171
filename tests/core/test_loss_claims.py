"""What the losses estimate, and what their descriptions claim."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special

from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Link, Task

TARGETS = np.array([-2.0, 0.3, 0.5, 1.1, 1.7, 2.9, 30.0])
LABELS = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0])  # 30 % of class 1


def mean_gradient(name, constant, y, **hyper):
    """The gradient of the mean loss by one constant prediction for all of `y`."""
    raw = np.full((len(y), 1), float(constant))
    return LOSSES[name].value_and_gradient(raw, y[:, None], **hyper)[1].mean()


def test_the_best_constant_is_the_mean_the_median_or_the_quantile():
    assert mean_gradient("mse", TARGETS.mean(), TARGETS) == pytest.approx(0.0, abs=1e-14)
    assert mean_gradient("mae", np.median(TARGETS), TARGETS) == 0.0
    for constant in (0.51, 0.8, 1.09):  # anything between the two middle ones of six
        assert mean_gradient("mae", constant, TARGETS[:-1]) == 0.0
    for tau in (0.05, 0.2, 0.5, 0.9):
        quantile = np.quantile(TARGETS, tau, method="inverted_cdf")
        assert mean_gradient("pinball", quantile - 1e-9, TARGETS, tau=tau) < 0.0
        assert mean_gradient("pinball", quantile + 1e-9, TARGETS, tau=tau) > 0.0


@pytest.mark.parametrize(
    ("name", "hyper", "cost"),
    [
        ("huber", {"delta": 1.5}, lambda c: special.huber(1.5, TARGETS - c).sum()),
        ("log_cosh", {}, lambda c: np.logaddexp(TARGETS - c, c - TARGETS).sum()),
    ],
)
def test_a_robust_best_constant_is_the_one_that_scipy_finds(name, hyper, cost):
    best = optimize.minimize_scalar(cost, bounds=(-2.0, 30.0), options={"xatol": 1e-9}).x
    assert mean_gradient(name, best - 1e-4, TARGETS, **hyper) < 0.0
    assert mean_gradient(name, best + 1e-4, TARGETS, **hyper) > 0.0


def test_the_best_constant_score_is_the_log_odds_of_the_share():
    log_odds = special.logit(0.3)
    for name, hyper in (
        ("binary_cross_entropy", {}),
        ("brier", {}),
        ("focal", {"gamma": 0.0, "alpha": 0.5}),
    ):
        assert mean_gradient(name, log_odds, LABELS, **hyper) == pytest.approx(0.0, abs=1e-16)
    assert abs(mean_gradient("focal", log_odds, LABELS, gamma=2.0, alpha=0.5)) > 0.01
    assert mean_gradient("squared_hinge", 0.3 - 0.7, LABELS) == pytest.approx(0.0, abs=1e-15)
    # Class 0 is the more frequent one: −1.
    assert mean_gradient("hinge", -1.0 - 1e-9, LABELS) < 0.0
    assert mean_gradient("hinge", -1.0 + 1e-9, LABELS) > 0.0


@pytest.mark.parametrize(
    ("name", "hyper"),
    [
        ("cross_entropy", {"label_smoothing": 0.0}),
        ("cross_entropy", {"label_smoothing": 0.2}),
        ("multiclass_brier", {}),
    ],
)
def test_the_best_constant_scores_are_the_logarithms_of_the_shares(name, hyper):
    y = np.eye(3)[[0, 0, 0, 1, 2, 2, 0, 2, 2, 2]]
    smoothing = hyper.get("label_smoothing", 0.0)
    shares = np.array([0.4, 0.1, 0.5]) * (1 - smoothing) + smoothing / 3
    _, gradient = LOSSES[name].value_and_gradient(np.tile(np.log(shares), (10, 1)), y, **hyper)
    np.testing.assert_allclose(gradient.mean(axis=0), 0.0, atol=1e-16)


def test_brier_saturates_where_cross_entropy_does_not():
    _, brier = LOSSES["brier"].value_and_gradient([[-8.0]], [[1.0]])
    _, cross_entropy = LOSSES["binary_cross_entropy"].value_and_gradient([[-8.0]], [[1.0]])
    # 1 / (2 p (1 − p)) = (1 + e⁸)(1 + e⁻⁸) / 2 = 1 + cosh 8.
    np.testing.assert_allclose(cross_entropy / brier, 1.0 + np.cosh(8.0), rtol=1e-14)
    assert 1450 < (cross_entropy / brier)[0, 0] < 1550


def test_convexity_is_as_described():
    z = np.linspace(-12.0, 12.0, 97)[:, None]
    one = np.ones_like(z)
    for name in ("binary_cross_entropy", "squared_hinge"):
        assert (LOSSES[name].second_derivative(z, one) >= 0.0).all()
    for name in ("brier", "focal"):
        assert (LOSSES[name].second_derivative(z, one)[:20] < 0.0).all()
    raw, y = np.random.default_rng(5).normal(0.0, 2.5, (30, 3)), np.tile(np.eye(3), (10, 1))
    least = np.linalg.eigvalsh(LOSSES["cross_entropy"].second_derivative(raw, y))[:, 0]
    np.testing.assert_allclose(least, 0.0, atol=1e-15)  # a common shift changes nothing
    assert np.linalg.eigvalsh(LOSSES["multiclass_brier"].second_derivative(raw, y)).min() < -0.01


def test_links_and_minima():
    links = {loss.name: loss.link for loss in LOSSES.values()}
    assert (links["huber"], links["hinge"]) == (Link.IDENTITY, Link.SIGMOID)
    assert links["cross_entropy"] is Link.SOFTMAX
    without = {
        name
        for name, loss in LOSSES.items()
        if not loss.attains_minimum(**loss.hyperparameters({}))
    }
    assert without >= {
        "binary_cross_entropy",
        "focal",
        "brier",
        "cross_entropy",
        "multiclass_brier",
    }
    assert LOSSES["cross_entropy"].attains_minimum(label_smoothing=0.1)


# Properties.

numbers = st.floats(-1e3, 1e3)
CONVEX = [
    "mse",
    "mae",
    "huber",
    "log_cosh",
    "pinball",
    "binary_cross_entropy",
    "hinge",
    "squared_hinge",
]


@st.composite
def loss_and_hyperparameters(draw, names):
    loss = LOSSES[draw(st.sampled_from(names))]
    return loss, {p.name: draw(st.floats(p.minimum, p.maximum)) for p in loss.parameters}


@settings(max_examples=200)
@given(loss_and_hyperparameters(CONVEX), numbers, numbers, numbers, st.sampled_from([0.0, 1.0]))
def test_a_convex_loss_lies_above_its_tangents(chosen, a, b, target, label):
    """Also at kinks, where the gradient is a subgradient."""
    loss, hyper = chosen
    y = np.array([[target if loss.task is Task.REGRESSION else label]])
    at_a, slope = loss.value_and_gradient([[a]], y, **hyper)
    at_b, _ = loss.value_and_gradient([[b]], y, **hyper)
    rounding = 1e-12 * (at_a + at_b + abs(slope[0, 0] * (b - a)))
    assert at_b >= at_a + slope[0, 0] * (b - a) - rounding


@settings(max_examples=200)
@given(
    loss_and_hyperparameters([loss.name for loss in LOSSES.values() if loss.task != "regression"]),
    st.lists(numbers, min_size=3, max_size=3),
    st.integers(0, 2),
)
def test_classification_losses_are_finite_and_never_negative(chosen, scores, label):
    loss, hyper = chosen
    k = 3 if loss.task is Task.MULTICLASS else 1
    y = np.eye(3)[[label]][:, :k]
    with np.errstate(all="raise", under="ignore"):
        value, gradient = loss.value_and_gradient([scores[:k]], y, **hyper)
    assert np.isfinite(value).all()
    assert value >= 0.0
    assert np.isfinite(gradient).all()
    if k == 3:  # a common shift of the scores changes nothing
        assert abs(gradient.sum()) <= 1e-15 * 4


@given(numbers, st.sampled_from([0.0, 1.0]))
def test_two_classes_by_softmax_are_two_classes_by_sigmoid(z, label):
    y, two = [[label]], [[1.0 - label, label]]
    for binary, softmax_loss, factor in (
        ("binary_cross_entropy", "cross_entropy", 1.0),
        ("brier", "multiclass_brier", 2.0),
    ):
        value, gradient = LOSSES[binary].value_and_gradient([[z]], y)
        values, gradients = LOSSES[softmax_loss].value_and_gradient([[0.0, z]], two)
        close = {"rtol": 1e-13, "atol": 1e-300}
        np.testing.assert_allclose(values, factor * value, **close)
        np.testing.assert_allclose(gradients[:, 1:], factor * gradient, **close)


@given(numbers, st.integers(0, 16).map(lambda k: k / 16), st.floats(0.0, 5.0))
def test_exchanging_the_classes_mirrors_the_loss(z, alpha, gamma):
    for loss in LOSSES.values():
        if loss.task is not Task.BINARY:
            continue
        hyper, mirrored = {}, {}
        if loss.name == "focal":
            hyper = {"gamma": gamma, "alpha": alpha}
            mirrored = {"gamma": gamma, "alpha": 1.0 - alpha}
        value, gradient = loss.value_and_gradient([[z]], [[1.0]], **hyper)
        other, opposite = loss.value_and_gradient([[-z]], [[0.0]], **mirrored)
        np.testing.assert_allclose(other, value, rtol=1e-14)
        np.testing.assert_allclose(opposite, -gradient, rtol=1e-14)
