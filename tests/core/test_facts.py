"""What the entries of losses, optimisers and schedules say of themselves is so."""

import itertools
import math

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.own import make_loss
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.tasks import Task

EACH_LOSS = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)


def settings(loss):
    """The hyperparameters at their defaults and at their limits."""
    ends = [(p.default, p.minimum, p.maximum) for p in loss.parameters]
    names = [p.name for p in loss.parameters]
    for values in itertools.product(*ends):
        yield dict(zip(names, values, strict=True))


def many(loss):
    """Scores and targets of all kinds, (n, k)."""
    rng = np.random.default_rng(1)
    if loss.task is Task.MULTICLASS:
        sizes = rng.choice([0.1, 1.0, 3.0, 20.0], size=(6000, 1))
        return rng.standard_normal((6000, 4)) * sizes, np.eye(4)[rng.integers(0, 4, 6000)]
    raw = np.concatenate([np.linspace(-60, 60, 4001), 300.0 * rng.standard_normal(500)])
    if loss.task is Task.BINARY:
        return np.tile(raw, 2)[:, None], np.repeat([0.0, 1.0], len(raw))[:, None]
    return raw[:, None], np.zeros((len(raw), 1))


@EACH_LOSS
def test_no_slope_is_longer_than_the_bound(loss):
    raw, y = many(loss)
    for given in settings(loss):
        lengths = np.linalg.norm(loss.value_and_gradient(raw, y, **given)[1], axis=1)
        assert lengths.max() <= loss.slope_bound(**given) + 1e-12


@pytest.mark.parametrize(
    "loss", [loss for loss in LOSSES.values() if loss.curvature], ids=lambda loss: loss.name
)
def test_no_curvature_is_larger_than_the_bound(loss):
    raw, y = many(loss)
    for given in settings(loss):
        values = np.linalg.eigvalsh(loss.second_derivative(raw, y, **given))
        assert values.max() <= loss.curvature_bound(**given) + 1e-12
        if loss.is_quadratic(**given):
            assert np.ptp(values) == 0.0


@EACH_LOSS
def test_convex_is_what_never_lies_above_its_chords(loss):
    raw, y = many(loss)
    other = np.random.default_rng(2).permuted(raw, axis=0)
    for given in settings(loss):
        ends = [loss.value_and_gradient(at, y, **given)[0] for at in (raw, other)]
        middle = loss.value_and_gradient(0.5 * (raw + other), y, **given)[0]
        excess = middle - 0.5 * (ends[0] + ends[1])
        if loss.is_convex(**given):
            assert excess.max() <= 1e-9 * (1 + np.abs(ends).max())
        else:
            assert excess.max() > 1e-3


@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "nesterov"])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.98])
def test_a_quadratic_settles_below_the_limit_and_not_above(name, beta):
    optimizer = OPTIMIZERS[name]
    given = optimizer.hyperparameters({} if name == "gradient_descent" else {"beta": beta})
    limit = optimizer.stable_below(**given)
    curvature = 3.0
    for share in (0.98, 1.02):
        theta, state = np.array([1.0]), optimizer.init(1)
        for _ in range(4000):
            rate = share * limit / curvature
            change, state = optimizer.update(
                curvature * theta, state, rate, theta, np.array([True]), **given
            )
            theta = theta + change
            if abs(theta[0]) > 1e100:
                break
        assert abs(theta[0]) < 1e-3 if share < 1 else abs(theta[0]) > 1e3


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_whether_steps_are_bounded_by_the_learning_rate(name):
    optimizer = OPTIMIZERS[name]
    given = optimizer.hyperparameters({})
    lengths = []
    for size in (1.0, 1e6):
        state = optimizer.init(1)
        for _ in range(5):
            change, state = optimizer.update(
                np.array([size]), state, 0.1, np.zeros(1), np.array([True]), **given
            )
        lengths.append(abs(change[0]))
    assert (lengths[1] < 2 * lengths[0]) == optimizer.step_is_bounded
    if optimizer.divides_by is not None:
        divisor = optimizer.divides_by(state, **given)
        assert divisor == pytest.approx([1e6 * {"adagrad": math.sqrt(5)}.get(name, 1)], rel=0.4)


@pytest.mark.parametrize("step", [0, 3, 500, 999, 1000, 5000])
def test_the_learning_rates_still_to_come_are_their_sum(step):
    for name, given in (("cosine", {"period": 1000}), ("exponential", {"decay": 0.99})):
        schedule = SCHEDULES[name]
        total = sum(schedule.rate(0.3, at, **given) for at in range(step, step + 5000))
        assert schedule.still_to_come(0.3, step, **given) == pytest.approx(total, rel=1e-6)
    for name in ("constant", "inverse_sqrt"):
        assert SCHEDULES[name].still_to_come(0.3, step) == math.inf


@pytest.mark.parametrize(
    ("formula", "attains", "convex", "below", "slope", "curvature"),
    [
        ("r", False, True, False, 1.0, 0.0),
        ("-r**2", False, False, False, math.inf, -2.0),
        ("r**3", False, False, False, math.inf, math.inf),
        ("-log(1 + r**2)", False, False, False, 1.0, 0.25),
        ("r**2", True, True, True, math.inf, 2.0),
        ("0.5*r**2 + 3*r", True, True, True, math.inf, 1.0),
        ("r**4", True, True, True, math.inf, math.inf),
        ("|r|", True, True, True, 1.0, math.inf),
        ("sqrt(r**2)", True, True, True, 1.0, math.inf),
        ("sqrt(1 + r**2)", True, True, True, 1.0, 1.0),
        ("log(1 + r**2)", True, False, True, 1.0, 2.0),
        ("exp(r)", False, True, True, math.inf, math.inf),
        ("1/(1 + r**2)", False, False, True, 0.65, 0.5),
        ("exp(-30*m)", False, True, True, math.inf, math.inf),
        ("log(1 + exp(-30*m))", False, True, True, 30.0, 225.0),
        ("max(0, 1 - m)", True, True, True, 1.0, math.inf),
        ("max(0, 1 - m)**2", True, True, True, math.inf, 2.0),
        ("(1 - m)**2", True, True, True, math.inf, 2.0),
        ("-m", False, True, False, 1.0, 0.0),
    ],
)
def test_the_shape_of_a_formula(formula, attains, convex, below, slope, curvature):
    loss = make_loss(formula)
    assert loss.attains_minimum() is attains
    assert loss.is_convex() is convex
    assert loss.is_bounded_below() is below
    assert loss.slope_bound() == pytest.approx(slope, rel=0.02)
    assert loss.curvature_bound() == pytest.approx(curvature, rel=0.06, abs=1e-9)


@pytest.mark.parametrize(
    ("formula", "falls"),
    [
        ("exp(-30*m)", True),
        ("log(1 + exp(-30*m))", True),
        ("1 - tanh(m)", True),
        ("|p - y|", True),
        ("-(y*log(p) + (1 - y)*log(1 - p))", True),
        ("max(0, 1 - m)", False),
        ("(1 - m)**2", False),
        ("-log(p)", False),
        ("y*exp(-m) + (1 - y)*max(0, 1 - m)", True),
        ("y*exp(-m) + (1 - y)*m**2", False),
    ],
)
def test_whether_a_growing_margin_lowers_a_formula_for_ever(formula, falls):
    assert make_loss(formula).falls_with_margin() is falls


@pytest.mark.parametrize(
    ("formula", "is_so"),
    [
        ("|r|**1.5", True),
        ("log(1 + r**2)", True),
        ("sqrt(1 + r**2)", True),
        ("r**2", False),
        ("r**4", False),
        ("exp(-m)", False),
        ("where(r > 0, r**2, |r|)", False),
    ],
)
def test_whether_a_formula_grows_more_slowly_than_a_square(formula, is_so):
    assert make_loss(formula).is_subquadratic() is is_so
