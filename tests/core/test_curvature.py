"""Hessians and their largest eigenvalue: closed forms, SciPy, and finite differences."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.linalg import eigvalsh
from scipy.optimize import check_grad

from lossstudio.core import curvature
from lossstudio.core.curvature import (
    hessian_linear,
    largest_eigenvalue,
    largest_eigenvalue_linear,
    largest_ritz_value,
)
from lossstudio.core.models import MODELS, Inputs, Model


def model_of(kind: str, n_inputs: int, n_outputs: int, **fields: object) -> Model:
    defaults = {
        "degree": 2,
        "bias": True,
        "hidden_layers": (4, 3),
        "activation": "tanh",
        "initialization": "glorot",
    }
    inputs = Inputs(np.zeros(n_inputs), np.ones(n_inputs))
    return MODELS[kind].build(inputs, n_outputs, **(defaults | fields))


def softmax(raw: np.ndarray) -> np.ndarray:
    e = np.exp(raw - raw.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def softmax_second(raw: np.ndarray) -> np.ndarray:
    """diag(p) − ppᵀ for each example, (n, k, k)."""
    p = softmax(raw)
    return p[:, :, None] * np.eye(p.shape[1]) - p[:, :, None] * p[:, None, :]


def cross_entropy_gradient(model: Model, features, one_hot, scale, penalty):
    def gradient(theta: np.ndarray) -> np.ndarray:
        raw, cache = model.forward(theta, features)
        d_raw = scale * (softmax(raw) - one_hot)
        return model.backward(theta, features, cache, d_raw) + penalty * theta

    return gradient


def hessian_by_differences(gradient, theta: np.ndarray, step: float = 1e-5) -> np.ndarray:
    columns = [
        (gradient(theta + step * e) - gradient(theta - step * e)) / (2 * step)
        for e in np.eye(len(theta))
    ]
    matrix = np.array(columns)
    return 0.5 * (matrix + matrix.T)


@pytest.mark.parametrize("scale", [1 / 50, 1.0])
def test_squared_error_has_the_closed_form(scale: float):
    """MSE: H = (2/n) XᵀX, and with a sum n times that."""
    x = np.random.default_rng(0).normal(size=(50, 4))
    second = np.full((50, 1, 1), 2.0)
    expected = 2 * scale * x.T @ x
    hessian = hessian_linear(x, second, scale)
    assert_allclose(hessian, expected, rtol=1e-12, atol=1e-12)
    assert_array_equal(hessian, hessian.T)
    assert_allclose(largest_eigenvalue_linear(x, second, scale), eigvalsh(expected)[-1])
    ridge = np.array([0.6, 0.6, 0.6, 0.0])
    assert_allclose(
        largest_eigenvalue_linear(x, second, scale, ridge), eigvalsh(expected + np.diag(ridge))[-1]
    )


def test_one_parameter_by_hand():
    """x = 1, 2, 3 without bias, MSE: λmax = (2/3)(1 + 4 + 9) = 28/3."""
    x = np.array([[1.0], [2.0], [3.0]])
    assert largest_eigenvalue_linear(x, np.full((3, 1, 1), 2.0), 1 / 3) == pytest.approx(28 / 3)
    by_gradient = largest_eigenvalue(lambda theta: 2 / 3 * 14 * theta - 5.0, np.array([0.3]))
    assert by_gradient == pytest.approx(28 / 3, rel=1e-8)


def test_gradient_descent_is_stable_just_below_two_over_the_largest_eigenvalue():
    x = np.random.default_rng(3).normal(size=(30, 2))
    largest = largest_eigenvalue_linear(x, np.full((30, 1, 1), 2.0), 1 / 30)
    sizes = []
    for factor in (0.99, 1.01):
        theta = np.ones(2)
        for _ in range(2000):
            theta = theta - factor * 2 / largest * (2 / 30) * x.T @ (x @ theta)
        sizes.append(np.linalg.norm(theta))
    assert sizes[0] < 1e-8
    assert sizes[1] > 1e8


@pytest.mark.parametrize("kind", ["linear", "polynomial"])
@pytest.mark.parametrize("bias", [True, False])
def test_softmax_hessian_against_differences_of_the_gradient(kind: str, bias: bool):
    """Several outputs: the Kronecker product must follow theta's own order."""
    rng = np.random.default_rng(1)
    model = model_of(kind, 2, 3, bias=bias)
    features = model.features(rng.normal(size=(40, 2)))
    one_hot = np.eye(3)[rng.integers(0, 3, 40)]
    theta = rng.normal(size=model.n_parameters)
    penalty = np.linspace(0.0, 0.2, model.n_parameters)
    gradient = cross_entropy_gradient(model, features, one_hot, 1 / 40, penalty)
    expected = hessian_by_differences(gradient, theta)
    second = softmax_second(model.forward(theta, features)[0])
    assert_allclose(
        hessian_linear(features, second, 1 / 40, penalty), expected, rtol=1e-6, atol=1e-9
    )
    largest = eigvalsh(expected)[-1]
    assert largest_eigenvalue_linear(features, second, 1 / 40, penalty) == pytest.approx(largest)
    assert largest_eigenvalue(gradient, theta) == pytest.approx(largest, rel=1e-4)


def test_the_hessian_is_the_same_in_blocks(monkeypatch: pytest.MonkeyPatch):
    rng = np.random.default_rng(2)
    features = rng.normal(size=(101, 5))
    second = softmax_second(rng.normal(size=(101, 3)))
    whole = hessian_linear(features, second, 0.5)
    expected = 0.5 * np.einsum("na,nb,nij->aibj", features, features, second).reshape(15, 15)
    assert_allclose(whole, expected, rtol=1e-11, atol=1e-12)
    monkeypatch.setattr(curvature, "_BLOCK_NUMBERS", 35)
    assert_allclose(hessian_linear(features, second, 0.5), whole, rtol=1e-12, atol=1e-13)
    dense = largest_eigenvalue_linear(features, second, 0.5)
    monkeypatch.setattr(curvature, "MOST_DENSE", 0)
    assert largest_eigenvalue_linear(features, second, 0.5) == pytest.approx(dense, rel=1e-10)


@pytest.mark.parametrize("n_outputs", [1, 3])
def test_many_parameters_by_products_alone(n_outputs: int):
    rng = np.random.default_rng(4)
    n, q = 150, 400 // n_outputs
    assert q * n_outputs > curvature.MOST_DENSE
    features = rng.normal(size=(n, q))
    second = softmax_second(rng.normal(size=(n, n_outputs))) + 0.1 * np.eye(n_outputs)
    penalty = rng.uniform(0, 0.1, q * n_outputs)
    expected = np.einsum("na,nb,nij->aibj", features, features, second, optimize=True)
    expected = expected.reshape(q * n_outputs, q * n_outputs) / n + np.diag(penalty)
    assert largest_eigenvalue_linear(features, second, 1 / n, penalty) == pytest.approx(
        eigvalsh(expected)[-1], rel=1e-9
    )


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_network_against_the_hessian_by_differences(activation: str):
    rng = np.random.default_rng(5)
    model = model_of("mlp", 2, 3, activation=activation)
    features = model.features(rng.normal(size=(30, 2)))
    one_hot = np.eye(3)[rng.integers(0, 3, 30)]
    gradient = cross_entropy_gradient(model, features, one_hot, 1.0, np.zeros(model.n_parameters))
    theta = rng.normal(size=model.n_parameters)

    def cost(t: np.ndarray) -> float:
        return -np.sum(one_hot * np.log(softmax(model.forward(t, features)[0])))

    assert check_grad(cost, gradient, theta) < 1e-4
    values = eigvalsh(hessian_by_differences(gradient, theta))
    assert values[0] < -0.1  # not convex here: the algebraic maximum is meant
    assert largest_eigenvalue(gradient, theta) == pytest.approx(values[-1], rel=1e-4)
    assert largest_eigenvalue(gradient, theta) == largest_eigenvalue(gradient, theta)


@pytest.mark.parametrize(
    "values",
    [
        [-9.0, -4.0, -2.0],
        [-100.0, 1.0, 2.0, 3.0],
        [0.0, 0.0],
        [5.0] * 4,
        [1.0, 1.0, 7.0, 7.0, -7.5],
        [3.0],
        list(np.linspace(-1, 1, 60)),
    ],
)
def test_the_algebraic_maximum_of_known_spectra(values: list[float]):
    rng = np.random.default_rng(6)
    axes, _ = np.linalg.qr(rng.normal(size=(len(values), len(values))))
    matrix = axes @ np.diag(values) @ axes.T
    largest = largest_ritz_value(lambda v: matrix @ v, len(values), iterations=100, tolerance=1e-10)
    assert largest == pytest.approx(max(values), rel=1e-9, abs=1e-9)
    theta = rng.normal(size=len(values))
    by_gradient = largest_eigenvalue(lambda t: matrix @ t, theta, tolerance=1e-6)
    assert by_gradient == pytest.approx(max(values), rel=1e-5, abs=1e-6)


def test_few_iterations_give_a_lower_bound_within_the_stated_share():
    """A spectrum without gaps is the hardest; 100 products stay within 1 % of its width."""
    values = np.linspace(-1, 1, 3000)
    largest = largest_ritz_value(lambda v: values * v, 3000, iterations=100, tolerance=1e-12)
    assert 0.98 < largest <= 1.0
    fewer = largest_ritz_value(lambda v: values * v, 3000, iterations=10, tolerance=1e-12)
    assert fewer < largest


def test_stops_early_within_its_tolerance():
    values = np.concatenate([np.linspace(0, 1, 500), [50.0]])
    calls = []

    def times(v: np.ndarray) -> np.ndarray:
        calls.append(1)
        return values * v

    assert largest_ritz_value(times, 501, iterations=100, tolerance=1e-4) == pytest.approx(
        50.0, rel=1e-7
    )
    assert len(calls) < 12


def test_errors():
    features, second = np.ones((4, 2)), np.ones((4, 1, 1))
    with pytest.raises(ValueError, match="differ in n"):
        hessian_linear(features, second[:3], 1.0)
    with pytest.raises(ValueError, match=r"\(n, k, k\)"):
        hessian_linear(features, second[:, 0], 1.0)
    with pytest.raises(ValueError, match=r"must be \(2,\)"):
        largest_eigenvalue_linear(features, second, 1.0, np.ones(3))


def test_a_flat_cost_has_no_curvature():
    """As of the absolute loss away from its kink: λmax = 0, so any learning rate is stable."""
    assert largest_eigenvalue_linear(np.ones((4, 2)), np.zeros((4, 1, 1)), 1.0) == 0.0
    assert largest_eigenvalue(lambda theta: np.ones(3), np.zeros(3)) == 0.0


def test_what_is_not_finite_is_nan(monkeypatch: pytest.MonkeyPatch):
    features, second = np.full((4, 2), np.inf), np.ones((4, 1, 1))
    assert np.isnan(largest_eigenvalue(lambda theta: theta * np.nan, np.ones(2)))
    with np.errstate(invalid="ignore"):
        assert np.isnan(largest_eigenvalue_linear(features, second, 1.0))
        monkeypatch.setattr(curvature, "MOST_DENSE", 0)
        assert np.isnan(largest_eigenvalue_linear(features, second, 1.0))
