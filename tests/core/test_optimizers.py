"""Optimisers against first steps worked by hand, the papers' pseudo-code and scikit-learn."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer, SGDOptimizer

from lossstudio.core.optimizers import OPTIMIZERS, Optimizer
from lossstudio.core.registry import discover
from lossstudio.core.text import InputError

KNOWN = ["gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
THETA = np.array([1.0, -2.0, 0.5])
IS_WEIGHT = np.array([True, True, False])
GRADIENTS = np.random.default_rng(0).normal(size=(25, 3)) * [1.0, 100.0, 0.01]


def run(name: str, gradients=GRADIENTS, learning_rate=0.1, theta=THETA, **given: float):
    """The path of theta, (steps + 1, p), along given gradients."""
    optimizer = OPTIMIZERS[name]
    hyper = optimizer.hyperparameters(given)
    state = optimizer.init(len(theta))
    path = [theta]
    for gradient in gradients:
        step, state = optimizer.update(
            gradient, state, learning_rate, path[-1], IS_WEIGHT[: len(theta)], **hyper
        )
        path.append(path[-1] + step)
    return np.array(path)


def test_the_registry():
    assert [name for name in OPTIMIZERS if name in KNOWN] == KNOWN
    for optimizer in OPTIMIZERS.values():
        assert optimizer.label
        assert optimizer.description
        assert optimizer.formula
        assert optimizer.reference


def test_a_file_dropped_in_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "dropped_optimizers"
    package.mkdir()
    (package / "__init__.py").write_text("")
    source = Path(sys.modules["lossstudio.core.optimizers.gradient_descent"].__file__)
    (package / "mine.py").write_text(
        source.read_text(encoding="utf-8").replace('name="gradient_descent"', 'name="mine"'),
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    found = discover([str(package)], "dropped_optimizers", "OPTIMIZER", Optimizer)
    assert list(found) == ["mine"]
    assert_array_equal(found["mine"].update(np.ones(2), (), 0.5, np.ones(2), None)[0], [-0.5, -0.5])


def test_defaults_and_limits():
    hyper = {name: optimizer.hyperparameters({}) for name, optimizer in OPTIMIZERS.items()}
    assert {name: hyper[name] for name in KNOWN} == {
        "gradient_descent": {},
        "momentum": {"beta": 0.9},
        "nesterov": {"beta": 0.9},
        "adagrad": {"epsilon": 1e-10},
        "rmsprop": {"rho": 0.9, "epsilon": 1e-8},
        "adam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        "adamw": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.01},
    }
    for optimizer in OPTIMIZERS.values():
        for parameter in optimizer.parameters:
            if parameter.name.startswith(("beta", "rho")):
                with pytest.raises(InputError, match=rf"x\.{parameter.name} = 1\.0"):
                    optimizer.hyperparameters({parameter.name: 1.0}, "x")


@pytest.mark.parametrize(
    ("name", "given", "first", "second"),
    [
        # g = 2, then 1; η = 0.1.
        ("gradient_descent", {}, -0.2, -0.1),
        ("momentum", {"beta": 0.5}, -0.2, -0.1 * (0.5 * 2 + 1)),
        ("nesterov", {"beta": 0.5}, -0.1 * (2 + 0.5 * 2), -0.1 * (1 + 0.5 * 2)),
        ("adagrad", {}, -0.1, -0.1 / math.sqrt(5)),
        ("rmsprop", {"rho": 0.75}, -0.1 * 2 / math.sqrt(1), -0.1 / math.sqrt(0.75 + 0.25)),
        (
            "adam",
            {"beta1": 0.5, "beta2": 0.75},
            -0.1,
            -0.1 * ((0.5 * 1 + 0.5) / 0.75) / math.sqrt((0.75 * 1 + 0.25) / (1 - 0.5625)),
        ),
        # θ = 1 and then 0.88: 1 − 0.1 (Adam) − 0.1·0.2·1 (decay).
        (
            "adamw",
            {"beta1": 0.5, "beta2": 0.75, "weight_decay": 0.2},
            -0.12,
            -0.1 * (1 / 0.75) / math.sqrt(1 / 0.4375) - 0.1 * 0.2 * 0.88,
        ),
    ],
)
def test_two_steps_by_hand(name, given, first, second):
    path = run(name, np.array([[2.0], [1.0]]), theta=np.array([1.0]), **given)
    assert_allclose(np.diff(path[:, 0]), [first, second], rtol=1e-7)


def naive(name, gradients, eta, start, is_weight, **h) -> list[float]:
    """The papers' pseudo-code for one parameter, with plain numbers and powers of β."""
    theta, total, mean, square = start, 0.0, 0.0, 0.0
    path = [theta]
    for t, g in enumerate(gradients, start=1):
        if name == "gradient_descent":
            theta -= eta * g
        elif name == "momentum":  # Polyak: θ' = θ − ηg + β(θ − θ before)
            before = path[-2] if t > 1 else theta
            theta += -eta * g + h["beta"] * (theta - before)
        elif name == "adagrad":
            total += g**2
            theta -= eta * g / (math.sqrt(total) + h["epsilon"])
        elif name == "rmsprop":
            square = h["rho"] * square + (1 - h["rho"]) * g**2
            theta -= eta * g / (math.sqrt(square) + h["epsilon"])
        else:
            mean = h["beta1"] * mean + (1 - h["beta1"]) * g
            square = h["beta2"] * square + (1 - h["beta2"]) * g**2
            corrected = mean / (1 - h["beta1"] ** t)
            root = math.sqrt(square / (1 - h["beta2"] ** t))
            decay = h.get("weight_decay", 0.0) * theta if is_weight else 0.0
            theta -= eta * (corrected / (root + h["epsilon"]) + decay)
        path.append(theta)
    return path


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "nesterov"])
def test_against_the_papers_one_number_at_a_time(name: str):
    path = run(name)
    hyper = OPTIMIZERS[name].hyperparameters({})
    for j in range(3):
        expected = naive(name, GRADIENTS[:, j], 0.1, THETA[j], IS_WEIGHT[j], **hyper)
        assert_allclose(path[:, j], expected, rtol=1e-12)


def test_nesterov_is_sutskevers_seen_from_the_point_ahead():
    """Sutskever's form on a quadratic: v' = βv − η∇f(x + βv), x' = x + v'; θ = x + βv."""
    curvature, eta, beta = np.array([1.0, 10.0]), 0.05, 0.8
    x, v = np.array([1.0, -2.0]), np.zeros(2)
    optimizer = OPTIMIZERS["nesterov"]
    theta, state = x, optimizer.init(2)
    for _ in range(30):
        v = beta * v - eta * curvature * (x + beta * v)
        x = x + v
        step, state = optimizer.update(curvature * theta, state, eta, theta, None, beta=beta)
        theta = theta + step
        assert_allclose(theta, x + beta * v, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize(("name", "nesterov"), [("momentum", False), ("nesterov", True)])
def test_momentum_against_scikit_learn(name: str, nesterov: bool):
    theirs = SGDOptimizer([THETA.copy()], learning_rate_init=0.1, momentum=0.9, nesterov=nesterov)
    params = [THETA.copy()]
    for gradient, ours in zip(GRADIENTS, run(name)[1:], strict=True):
        theirs.update_params(params, [gradient])
        assert_allclose(ours, params[0], rtol=1e-12)


def test_adam_against_scikit_learn():
    """scikit-learn adds ε before the bias correction; with ε tiny the two are one."""
    theirs = AdamOptimizer([THETA.copy()], learning_rate_init=0.1, epsilon=1e-16)
    params = [THETA.copy()]
    for gradient, ours in zip(GRADIENTS, run("adam", epsilon=1e-16)[1:], strict=True):
        theirs.update_params(params, [gradient])
        assert_allclose(ours, params[0], rtol=1e-10)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_updates_are_pure(name: str):
    optimizer = OPTIMIZERS[name]
    hyper = optimizer.hyperparameters({})
    state = optimizer.init(3)
    for gradient in GRADIENTS[:3]:
        arrays = [gradient, THETA, *(a for a in state if isinstance(a, np.ndarray))]
        copies = [a.copy() for a in arrays]
        for a in arrays:
            a.flags.writeable = False
        step, later = optimizer.update(gradient, state, 0.1, THETA, IS_WEIGHT, **hyper)
        again, _ = optimizer.update(gradient, state, 0.1, THETA, IS_WEIGHT, **hyper)
        assert_array_equal(step, again)
        for a, copy in zip(arrays, copies, strict=True):
            assert_array_equal(a, copy)
            assert not np.shares_memory(step, a)
        for a in (gradient, THETA):
            a.flags.writeable = True
        assert step.shape == (3,)
        assert isinstance(later, tuple)
        state = later


@pytest.mark.parametrize("name", ["adam", "adamw"])
def test_bias_correction_survives_a_change_of_beta(name: str):
    """Along a constant gradient the corrected means are exact, whatever the βs were."""
    optimizer = OPTIMIZERS[name]
    gradient, theta = np.array([3.0]), np.zeros(1)
    state = optimizer.init(1)
    betas = [(0.9, 0.999), (0.9, 0.999), (0.5, 0.9), (0.0, 0.0), (0.99, 0.9999), (0.8, 0.99)]
    for beta1, beta2 in betas:
        hyper = optimizer.hyperparameters({"beta1": beta1, "beta2": beta2})
        step, state = optimizer.update(gradient, state, 0.1, theta, np.array([True]), **hyper)
        assert_allclose(step, -0.1, rtol=1e-8)
    beta1_product, beta2_product = state[-2:]
    assert beta1_product == beta2_product == 0.0  # one β was 0


def test_momentum_takes_the_new_beta_at_once():
    optimizer = OPTIMIZERS["momentum"]
    _, state = optimizer.update(np.array([2.0]), optimizer.init(1), 0.1, None, None, beta=0.9)
    step, _ = optimizer.update(np.array([1.0]), state, 0.5, None, None, beta=0.25)
    assert_allclose(step, -0.5 * (0.25 * 2 + 1))


@pytest.mark.parametrize(
    ("name", "learning_rate", "steps"),
    [
        ("gradient_descent", 0.1, 400),
        ("momentum", 0.02, 600),
        ("nesterov", 0.02, 600),
        ("adagrad", 1.0, 1500),
        ("adam", 0.05, 1500),
    ],
)
def test_convergence_to_the_optimum_of_a_quadratic(name, learning_rate, steps):
    matrix = np.array([[3.0, 1.0], [1.0, 2.0]])
    optimum = np.array([1.0, -1.0])
    optimizer = OPTIMIZERS[name]
    hyper = optimizer.hyperparameters({})
    theta, state = np.array([4.0, 3.0]), optimizer.init(2)
    for _ in range(steps):
        step, state = optimizer.update(
            matrix @ (theta - optimum), state, learning_rate, theta, IS_WEIGHT[:2], **hyper
        )
        theta = theta + step
    assert_allclose(theta, optimum, atol=1e-6)


def test_rmsprop_comes_as_near_as_its_learning_rate():
    """Its steps do not shrink by themselves: it settles within about η, and not at it."""
    for learning_rate in (0.1, 0.001):
        theta, state = np.array([1.0]), OPTIMIZERS["rmsprop"].init(1)
        for _ in range(3000):
            step, state = OPTIMIZERS["rmsprop"].update(
                theta, state, learning_rate, theta, None, rho=0.9, epsilon=1e-8
            )
            theta = theta + step
        assert 0.01 * learning_rate < abs(theta[0]) < 2 * learning_rate


def test_weight_decay_leaves_biases_alone():
    with_decay, without = run("adamw", weight_decay=0.5), run("adamw", weight_decay=0.0)
    assert_array_equal(without, run("adam"))
    assert_array_equal(with_decay[:, 2], without[:, 2])
    assert (with_decay[1:, :2] != without[1:, :2]).all()
    still = run("adamw", np.zeros((3, 3)), weight_decay=0.5)
    assert_allclose(still[:, 0], 0.95 ** np.arange(4))
    assert_array_equal(still[:, 2], THETA[2])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_zero_gradient_from_the_start_moves_nothing_but_by_decay(name: str):
    optimizer = OPTIMIZERS[name]
    with np.errstate(all="raise"):
        path = run(name, np.zeros((4, 3)), learning_rate=0.1)
    share = 1.0 - 0.1 * optimizer.decay(**optimizer.hyperparameters({})) * IS_WEIGHT
    assert_allclose(path, THETA * share ** np.arange(5)[:, None], rtol=1e-14)


def test_what_a_plain_step_is():
    for optimizer in OPTIMIZERS.values():
        hyper, state = optimizer.hyperparameters({}), optimizer.init(3)
        for gradient in GRADIENTS[:3]:
            step, state = optimizer.update(gradient, state, 0.1, THETA, IS_WEIGHT, **hyper)
        assert optimizer.is_plain == bool(np.array_equal(step, -0.1 * gradient))


def test_gradient_descent_remembers_nothing():
    optimizer = OPTIMIZERS["gradient_descent"]
    assert optimizer.init(3) == ()
    step, state = optimizer.update(np.array([1.0, -4.0]), (), 0.5, None, None)
    assert_array_equal(step, [-0.5, 2.0])
    assert state == ()
