"""Learning rates that fit the data, at any size."""

import dataclasses
import time

import msgspec
import numpy as np
import pytest

from lossstudio.core.datasets import Dataset
from lossstudio.engine.runs import fitting
from lossstudio.engine.runs.fitting import MOST_NUMBERS, fitted_rate, fitting_rates, steepest
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import Trainer

replace = msgspec.structs.replace


def table(x, target, classes=()):
    d = x.shape[1]
    names = tuple(f"x{j}" for j in range(d))
    return Dataset(
        x, target, len(x), names, "y", x.mean(axis=0), x.std(axis=0) + 1e-30, classes=classes
    )


def numbers(n, scales, seed=0):
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, len(scales))) * scales
    return table(x, x @ random.normal(size=len(scales)) + random.normal(size=n))


LARGE = numbers(3 * MOST_NUMBERS // 3, (1.0, 30.0, 500.0))
"""Three times as many numbers as are looked at."""


def full_curvature(dataset, factor=2.0):
    features = np.column_stack([dataset.x, np.ones(len(dataset.x))])
    return factor * np.linalg.eigvalsh(features.T @ features / len(features))[-1]


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_a_sample_of_the_rows_gives_the_curvature_of_all(reduction):
    found = steepest(Run(reduction=reduction), LARGE)
    expected = full_curvature(LARGE) * (len(LARGE.x) if reduction == "sum" else 1.0)
    assert found == pytest.approx(expected, rel=0.05)
    assert found >= 0.99 * expected


def test_a_few_rows_far_off_are_not_overlooked():
    x = LARGE.x.copy()
    x[12345] = 1e7
    dataset = table(x, LARGE.target)
    found = steepest(Run(), dataset)
    assert found >= full_curvature(dataset)
    assert found < 1e3 * full_curvature(dataset)


def test_classes_and_standardised_inputs_of_large_data():
    target = (LARGE.target > 0).astype(float)
    dataset = table(LARGE.x, target, ("no", "yes"))
    run = Run(loss="binary_cross_entropy", initialization="zero")
    assert steepest(run, dataset) == pytest.approx(full_curvature(dataset, 0.25), rel=0.05)
    standard = steepest(replace(run, standardize="inputs"), dataset)
    assert standard == pytest.approx(0.25, rel=0.05)


def test_a_sample_of_large_data_has_training_rows_alone():
    n = len(LARGE.x)
    sets = dataclasses.replace(
        LARGE, n_train=n // 2, n_validation=n // 4, order=np.arange(n)[::-1], lines=np.arange(n)
    )
    sample, _ = fitting._sample(sets)
    assert sample.parts == {"train": slice(0, len(sample.x))}
    assert (sample.order, sample.lines) == (None, None)
    losses = Objective(Run(), sample).losses(np.ones(4))
    assert losses.train_loss == pytest.approx(
        np.square(sample.x.sum(axis=1) + 1.0 - sample.target).mean()
    )


def test_small_data_are_taken_as_they_are():
    dataset = numbers(50, (3.0, 0.1))
    objective = Objective(Run(), dataset)
    assert steepest(Run(), dataset) == objective.largest_curvature(np.zeros(3))


def test_it_takes_no_time_worth_speaking_of():
    """A pass over the numbers, and no more: as long as adding up their squares a few times."""
    begin = time.perf_counter()
    for _ in range(3):
        np.square(LARGE.x).sum()
    usual = time.perf_counter() - begin
    begin = time.perf_counter()
    steepest(Run(), LARGE)
    assert time.perf_counter() - begin < 30 * usual + 0.5


@pytest.mark.parametrize("power", range(-12, 13, 3))
@pytest.mark.parametrize(
    "run",
    [
        Run(),
        Run(reduction="sum"),
        Run(loss="huber", optimizer="momentum"),
        Run(standardize="inputs"),
        Run(learning_rate=1000.0),
        Run(learning_rate=1e-8),
    ],
)
def test_every_rate_can_be_set(power, run):
    dataset = numbers(40, (10.0**power, 1.0))
    rate = fitted_rate(run, dataset)
    scenario = Scenario(runs=(run,))
    for values in ([("runs.0.learning_rate", rate)], fitting_rates(scenario, dataset)):
        set_so = with_values(scenario, values).runs[0]
        if values:
            assert set_so.learning_rate == values[0][1]
            assert fitting_rates(replace(scenario, runs=(set_so,)), dataset) == []


@pytest.mark.parametrize("power", range(-3, 4))
def test_with_the_fitted_rate_the_cost_falls_at_every_step(power):
    dataset = numbers(40, (10.0**power, 1.0))
    points = tuple(map(tuple, np.column_stack([dataset.x, dataset.target]).tolist()))
    data = {"dataset": "points", "points": points, "test_fraction": 0.0}
    scenario = with_values(Scenario(), [("data", {**msgspec.to_builtins(Scenario().data), **data})])
    run = replace(scenario.runs[0], learning_rate=fitted_rate(scenario.runs[0], dataset))
    trainer = Trainer(scenario.data, run)
    trainer.advance(50)
    costs = trainer.record.curves(0, 51).low[:, 2]
    assert (np.diff(costs) <= 1e-12 * costs[0]).all()
    assert costs[-1] < costs[0]


@pytest.mark.parametrize(
    "run", [Run(optimizer="adam"), Run(model="mlp"), Run(loss="mae"), Run(loss="hinge")]
)
def test_where_the_rate_has_no_limit_there_is_none_to_fit(run):
    assert fitted_rate(run, numbers(40, (1e4, 1.0))) is None
