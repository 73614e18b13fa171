"""The cost along a step, against least squares, finite differences and hand computation."""

import itertools

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from lossstudio.engine.ahead.step_slice import step_slice
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.trainer import Trainer

CASES = {
    "line": (Data(), Run()),
    "penalty": (Data(), Run(l2=0.3)),
    "sum": (Data(), Run(reduction="sum", learning_rate=1e-3)),
    "kink": (Data(), Run(loss="mae")),
    "lasso": (Data(), Run(l1=0.1)),
    "logistic": (Data(dataset="moons"), Run(loss="binary_cross_entropy")),
    "network": (Data(dataset="sine"), Run(model="mlp")),
    "adam": (Data(), Run(optimizer="adam")),
    "batches": (Data(), Run(batch_size=5)),
}
QUADRATIC = ("line", "penalty", "sum", "adam", "batches")


def slices(trainer, **options):
    results = step_slice(trainer.objective, trainer.theta, trainer.coming.change, **options)
    return [result for result in results if result is not None]


def trained(name, steps=5):
    trainer = Trainer(*CASES[name])
    trainer.advance(steps)
    return trainer


@pytest.mark.parametrize("name", CASES)
def test_the_costs_are_those_of_the_parameters_on_the_line(name):
    trainer = trained(name)
    coarse, fine = slices(trainer)
    assert (coarse.is_final, fine.is_final) == (False, True)
    assert len(coarse.s) < 20 < 120 < len(fine.s)
    assert set(coarse.s) <= set(fine.s)
    assert fine.s[0] == -0.5
    assert fine.s[-1] == 3.0
    assert (np.diff(fine.s) > 1e-6).all()
    change = trainer.coming.change
    for s, cost in zip(fine.s, fine.cost, strict=True):
        assert cost == trainer.objective.losses(trainer.theta + s * change).cost
    assert fine.cost_at(0.0) == pytest.approx(trainer.losses.cost, rel=1e-12)
    trainer.advance(1)
    assert fine.cost_at(1.0) == pytest.approx(trainer.losses.cost, rel=1e-12)


@pytest.mark.parametrize("name", [name for name in CASES if name != "kink"])
def test_the_slope_is_a_finite_difference_of_the_cost(name):
    trainer = trained(name)
    fine = slices(trainer)[-1]
    h = 1e-4
    ends = [
        trainer.objective.losses(trainer.theta + s * trainer.coming.change).cost for s in (-h, h)
    ]
    assert fine.slope == pytest.approx((ends[1] - ends[0]) / (2 * h), rel=1e-5)


@pytest.mark.parametrize("name", CASES)
def test_only_a_quadratic_has_an_exact_minimum_and_it_is_the_lowest_cost(name):
    trainer = trained(name)
    fine = slices(trainer)[-1]
    if name not in QUADRATIC:
        assert fine.minimum is None
        return
    best, cost = fine.minimum
    change = trainer.coming.change
    found = minimize_scalar(lambda s: trainer.objective.losses(trainer.theta + s * change).cost)
    assert best == pytest.approx(found.x, rel=1e-6)
    assert cost == pytest.approx(found.fun, rel=1e-12)
    assert cost <= fine.lowest[1] * (1 + 1e-12)


def test_by_hand_one_weight():
    data = Data(dataset="points", points=((1.0, 2.0), (2.0, 4.0)), test_fraction=0.0)
    run = Run(bias=False, initialization="zero", learning_rate=0.1)
    trainer = Trainer(data, run)
    # L(w) = ((w − 2)² + (2w − 4)²) / 2 = 2.5 (w − 2)², from w = 0: L'(0) = −10, so Δ = +1.
    fine = slices(trainer)[-1]
    np.testing.assert_allclose(fine.cost, 2.5 * (fine.s - 2.0) ** 2, atol=1e-12)
    assert fine.slope == pytest.approx(-10.0)
    assert fine.curvature == pytest.approx(5.0)
    assert fine.minimum == pytest.approx((2.0, 0.0), abs=1e-12)


def test_the_minimum_keeps_its_digits_next_to_the_optimum():
    trainer = trained("line", 300)
    gradient = trainer.gradient
    x = trainer.objective.features[: trainer.objective.n_train]
    hessian = 2.0 * x.T @ x / len(x)
    best, _ = slices(trainer)[-1].minimum
    exact = gradient @ gradient / (gradient @ hessian @ gradient) / 0.1
    assert np.linalg.norm(gradient) < 1e-3
    assert best == pytest.approx(exact, rel=1e-9)


def test_the_lowest_point_passes_over_what_is_not_finite():
    trainer = trained("line", 0)
    huge = np.array([1e154, 1e154])
    last = list(step_slice(trainer.objective, trainer.theta, huge))[-1]
    assert not np.isfinite(last.cost).all()
    assert last.lowest == (0.0, pytest.approx(trainer.losses.cost))


def test_a_step_of_no_finite_numbers_is_refused():
    trainer = trained("line", 0)
    with pytest.raises(ValueError, match="not finite"):
        list(step_slice(trainer.objective, trainer.theta, np.array([np.inf, 0.0])))


def test_slow_work_breathes_between_points_and_stays_coarse():
    trainer = trained("network")
    clock = itertools.count(0.0, 0.03)
    results = list(
        step_slice(
            trainer.objective,
            trainer.theta,
            trainer.coming.change,
            longest=2.0,
            clock=lambda: next(clock),
        )
    )
    assert results.count(None) > 10
    (last,) = [result for result in results if result is not None]
    assert last.is_final
    assert len(last.s) < 20


def test_where_the_curvature_overflows_no_lowest_point_is_made_up():
    trainer = Trainer(Data(), Run(learning_rate=50.0))
    trainer.advance(10_000)
    assert trainer.overflowed
    *_, found = (
        part
        for part in step_slice(trainer.objective, trainer.theta, trainer.coming.change)
        if part is not None
    )
    assert found.curvature is None or np.isfinite(found.curvature)
    assert found.curvature != np.inf
