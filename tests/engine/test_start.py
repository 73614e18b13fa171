"""A start given in numbers: taken as it is, checked, and given up where it no longer fits."""

import numpy as np
import pytest

from lossstudio.core.text import InputError
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario, parse_scenario, save_scenario

START = (1.5, -2.0)


def scenario(**run):
    return Scenario(runs=(Run(start=START, **run),))


def test_the_run_begins_there_and_descends_from_there():
    trainer = Experiment(scenario(learning_rate=0.25)).trainers[0]
    np.testing.assert_array_equal(trainer.theta, START)
    n = trainer.objective.n_train
    x, y = trainer.objective.dataset.x[:n, 0], trainer.objective.dataset.target[:n]
    error = START[0] * x + START[1] - y
    trainer.advance(1)
    expected = [START[0] - 0.5 * (error * x).mean(), START[1] - 0.5 * error.mean()]
    np.testing.assert_allclose(trainer.theta, expected, rtol=1e-12)


def test_it_takes_the_place_of_what_the_articles_data_prescribe():
    run = Run(bias=False, start=(7.0,))
    trainer = Experiment(Scenario(data=Data(dataset="article"), runs=(run,))).trainers[0]
    assert trainer.theta.tolist() == [7.0]


def test_it_survives_a_file(tmp_path):
    path = tmp_path / "start.lossstudio"
    save_scenario(scenario(), path)
    assert load_scenario(path) == scenario()


def test_a_file_without_it_draws_the_start():
    assert parse_scenario('{"format": 1, "runs": [{"loss": "mse"}]}').runs[0].start is None


@pytest.mark.parametrize("start", [(1.0,), (1.0, 2.0, 3.0), ()])
def test_another_count_than_the_models_is_named(start):
    with pytest.raises(InputError, match=r"runs\.0\.start: has \d numbers; .* model's 2"):
        Experiment(Scenario(runs=(Run(start=start),)))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_it_must_be_finite(value):
    with pytest.raises(InputError, match=r"runs\.0\.start: must be finite"):
        Experiment(Scenario(runs=(Run(start=(value, 0.0)),)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("data.dataset", "sine"),
        ("runs.0.model", "mlp"),
        ("runs.0.bias", False),
        ("runs.0.degree", 3),
        ("runs.0.hidden_layers", [3]),
        ("runs.0.hidden_layers.0", 3),
        ("runs.0.initialization", "zero"),
        ("runs.0.seed", 5),
    ],
)
def test_what_it_does_not_fit_takes_it_away(path, value):
    assert with_values(scenario(), [(path, value)]).runs[0].start is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("runs.0.loss", "huber"),
        ("runs.0.learning_rate", 0.5),
        ("data.noise", 1.0),
        ("runs.0.bias", True),
        ("runs.0.seed", 0),
    ],
)
def test_what_it_fits_leaves_it(path, value):
    assert with_values(scenario(), [(path, value)]).runs[0].start == START


def test_another_number_of_scores_takes_it_away():
    moons = Scenario(
        data=Data(dataset="moons"), runs=(Run(loss="binary_cross_entropy", start=(1.0, 2.0, 3.0)),)
    )
    assert with_values(moons, [("runs.0.loss", "cross_entropy")]).runs[0].start is None
    assert with_values(moons, [("runs.0.loss", "hinge")]).runs[0].start == (1.0, 2.0, 3.0)


def test_set_together_with_a_model_it_stays():
    values = [("runs.0.bias", False), ("runs.0.start", [4.0])]
    assert Experiment(with_values(scenario(), values)).trainers[0].theta.tolist() == [4.0]
