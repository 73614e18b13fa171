"""A look ahead must be what the trainer will do, and what it would have done."""

import itertools
import math

import msgspec
import numpy as np
import pytest

from lossstudio.engine.ahead.what_if import what_if
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.trainer import Trainer

CASES = {
    "gradient descent": (Data(), Run()),
    "penalty and sum": (Data(), Run(l2=0.1, reduction="sum", learning_rate=1e-3)),
    "momentum": (Data(), Run(optimizer="momentum", learning_rate=0.02)),
    "nesterov": (Data(), Run(optimizer="nesterov", learning_rate=0.02)),
    "adam": (Data(), Run(optimizer="adam")),
    "adamw on batches": (Data(), Run(optimizer="adamw", batch_size=7, seed=3)),
    "rmsprop, decaying": (
        Data(),
        Run(optimizer="rmsprop", schedule="exponential", schedule_parameters={"decay": 0.95}),
    ),
    "cosine that ends": (Data(), Run(schedule="cosine", schedule_parameters={"period": 50})),
    "batches": (Data(), Run(batch_size=9, seed=5)),
    "no test set": (Data(test_fraction=0.0), Run()),
    "blocks": (Data(n_samples=25_000), Run()),
    "network": (Data(dataset="moons"), Run(loss="binary_cross_entropy", model="mlp")),
}


def trained(data, run, steps=37):
    trainer = Trainer(data, run)
    trainer.advance(steps)
    return trainer


def final(results):
    last = None
    for result in results:
        last = result or last
    assert last.is_final
    return last


def ahead_of(trainer, **options):
    return final(what_if(trainer.objective, trainer.moment, trainer.step, **options))


def next_losses(trainer, steps):
    rows = [trainer.losses]
    for _ in range(steps):
        if not trainer.advance(1):
            break
        rows.append(trainer.losses)
    return np.array(rows)[:, :3]


@pytest.mark.parametrize("name", CASES)
def test_factor_1_is_the_trainers_own_future_to_the_bit(name):
    trainer = trained(*CASES[name])
    result = ahead_of(trainer)
    assert result.step == 37
    assert result.factors[1] == 1.0
    expected = next_losses(trainer, 50)
    assert len(expected) == 51
    np.testing.assert_array_equal(result.losses[1], expected)


@pytest.mark.parametrize("factor", [1 / 3, 3.0])
@pytest.mark.parametrize("name", CASES)
def test_another_factor_is_a_trainer_whose_learning_rate_is_changed_here(name, factor):
    data, run = CASES[name]
    trainer = trained(data, run)
    result = ahead_of(trainer, factors=(factor,), steps=30)
    trainer.change(data, msgspec.structs.replace(run, learning_rate=factor * run.learning_rate))
    expected = next_losses(trainer, 30)
    # factor · (η · decay) and (factor · η) · decay differ in the last bit.
    np.testing.assert_allclose(result.losses[0], expected, rtol=1e-9)
    assert abs(expected[-1, 0] / ahead_of(trained(data, run)).losses[1][30, 0] - 1) > 1e-9


def test_a_factor_that_diverges_ends_with_the_trainers_last_finite_step():
    data, run = Data(), Run(learning_rate=0.9)
    trainer = trained(data, run, 0)
    result = ahead_of(trainer, factors=(1 / 3, 100.0), steps=200)
    trainer.change(data, msgspec.structs.replace(run, learning_rate=90.0))
    done = trainer.advance(200)
    assert 2 < done < 200
    assert trainer.overflowed
    assert result.overflows == (False, True)
    assert [len(losses) for losses in result.losses] == [201, done + 1]
    assert np.isfinite(result.losses[1]).all()


def test_nothing_is_changed():
    trainer = trained(*CASES["adamw on batches"])
    twin = trained(*CASES["adamw on batches"])
    before = [np.array(part) for part in (trainer.theta, *trainer.moment.state)]
    ahead_of(trainer)
    after = (trainer.theta, *trainer.moment.state)
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    np.testing.assert_array_equal(next_losses(trainer, 20), next_losses(twin, 20))


def test_in_slow_work_there_are_breaths_and_partial_results():
    trainer = trained(*CASES["batches"])
    clock = itertools.count(0.0, 0.011)  # each look at it is 11 ms later
    results = list(
        what_if(trainer.objective, trainer.moment, 37, longest=math.inf, clock=lambda: next(clock))
    )
    told = [result for result in results if result is not None]
    assert results.count(None) > 100
    assert len(told) > 5
    assert [result.is_final for result in told] == [False] * (len(told) - 1) + [True]
    assert all(
        np.array_equal(part, whole[: len(part)])
        for result in told
        for part, whole in zip(result.losses, told[-1].losses, strict=True)
    )


def test_very_slow_work_ends_with_the_steps_that_there_are():
    trainer = trained(*CASES["batches"])
    clock = itertools.count(0.0, 0.1)
    result = final(
        what_if(trainer.objective, trainer.moment, 37, longest=2.0, clock=lambda: next(clock))
    )
    lengths = [len(losses) for losses in result.losses]
    assert 2 <= min(lengths) <= max(lengths) <= 20
    assert not any(result.overflows)
