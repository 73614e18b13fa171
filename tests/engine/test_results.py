"""The JSON of ``lossstudio train --json``."""

import json
import math

import msgspec
import numpy as np
import pytest
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    log_loss,
    mean_absolute_error,
    r2_score,
)

from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import from_dict

LINE = Data(dataset="line", n_samples=40, test_fraction=0.25)


def result_of(scenario, steps=100):
    """What is reported, as whoever reads the JSON sees it."""
    experiment = Experiment(scenario)
    experiment.advance(steps)
    text = msgspec.json.encode(results(experiment))
    return json.loads(text, parse_constant=pytest.fail), experiment


def test_the_keys_of_the_contract():
    scenario = Scenario(data=LINE, runs=(Run(name="A"), Run(loss="mae")), steps=7)
    result, _ = result_of(scenario, 7)
    assert list(result) == ["scenario", "runs"]
    assert from_dict(result["scenario"]) == scenario
    assert [run["name"] for run in result["runs"]] == ["A", "mae"]
    for run in result["runs"]:
        assert run.keys() >= {
            "name",
            "loss",
            "step",
            "status",
            "reason",
            "parameters",
            "train_loss",
            "test_loss",
            "metrics",
            "baseline",
        }
        assert run["step"] == 7
        assert run["metrics"].keys() == {"train", "validation", "test"}
        assert run["metrics"]["train"].keys() == run["metrics"]["test"].keys()
        assert run["baseline"].keys() == run["metrics"].keys()
        for part, figures in run["baseline"].items():
            assert figures.keys() == run["metrics"][part].keys()
        assert run["metrics"]["validation"] == dict.fromkeys(run["metrics"]["train"])
        assert run["validation_loss"] is run["lowest_validation"] is None


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_losses_are_means_without_penalty(reduction):
    run = Run(reduction=reduction, l2=0.5, learning_rate=0.002)
    result, experiment = result_of(Scenario(data=LINE, runs=(run,)))
    (run,) = result["runs"]
    data = experiment.trainers[0].objective.dataset
    w, b = run["parameters"]["weights"], run["parameters"]["bias"]
    residual = w * data.x[:, 0] + b - data.target
    assert run["train_loss"] == pytest.approx(np.mean(residual[:30] ** 2), rel=1e-12)
    assert run["test_loss"] == pytest.approx(np.mean(residual[30:] ** 2), rel=1e-12)
    total = np.mean if reduction == "mean" else np.sum
    assert run["cost"] == pytest.approx(total(residual[:30] ** 2) + 0.5 * w * w, rel=1e-12)
    for part, rows in (("train", slice(30)), ("test", slice(30, None))):
        figures, y = run["metrics"][part], data.target[rows]
        assert figures["rmse"] == pytest.approx(np.sqrt(np.mean(residual[rows] ** 2)))
        assert figures["mae"] == pytest.approx(mean_absolute_error(y, y + residual[rows]))
        assert figures["r2"] == pytest.approx(r2_score(y, y + residual[rows]))


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy", "hinge"])
def test_classes(loss):
    data = Data(dataset="blobs", n_samples=60, noise=2.0, test_fraction=0.25)
    result, experiment = result_of(Scenario(data=data, runs=(Run(loss=loss, seed=2),)), 5)
    (run,) = result["runs"]
    dataset = experiment.trainers[0].objective.dataset
    w, b = np.array(run["parameters"]["weights"]), np.array(run["parameters"]["bias"])
    raw = dataset.x @ w + b
    scores = raw if raw.ndim == 2 else np.column_stack([np.zeros(60), raw])
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    y, n = dataset.target.astype(int), dataset.n_train
    for part, rows in (("train", slice(n)), ("test", slice(n, None))):
        figures, said = run["metrics"][part], p[rows].argmax(axis=1)
        assert figures["accuracy"] == pytest.approx(accuracy_score(y[rows], said))
        assert figures["log_loss"] == pytest.approx(log_loss(y[rows], p[rows]))
        assert figures["confusion_matrix"] == confusion_matrix(y[rows], said).tolist()


@pytest.mark.parametrize("loss", ["mse", "binary_cross_entropy"])
def test_without_a_test_set_its_figures_are_null(loss):
    data = Data(dataset="line" if loss == "mse" else "blobs", n_samples=20, test_fraction=0.0)
    (run,) = result_of(Scenario(data=data, runs=(Run(loss=loss),)))[0]["runs"]
    assert run["test_loss"] is None
    assert run["metrics"]["test"].keys() == run["metrics"]["train"].keys()
    assert set(run["metrics"]["test"].values()) == {None}
    assert None not in run["metrics"]["train"].values()
    assert set(run["baseline"]["test"].values()) == {None}
    assert None not in run["baseline"]["train"].values()


def test_parameters_are_in_the_datas_units():
    # Inputs far from 0, which the polynomial and the network centre and scale.
    x = np.linspace(100.0, 120.0, 12)
    data = Data(
        dataset="points",
        points=tuple((float(a), float(0.1 * a)) for a in x),
        test_fraction=0.0,
    )
    runs = (
        Run(model="polynomial", degree=2, learning_rate=0.05),
        Run(model="mlp", hidden_layers=(3,), activation="tanh"),
    )
    result, experiment = result_of(Scenario(data=data, runs=runs))
    polynomial, network = (run["parameters"] for run in result["runs"])
    said = [
        trainer.objective.model.predict_raw(trainer.theta, x[:, None])[:, 0]
        for trainer in experiment.trainers
    ]
    w1, w2 = polynomial["weights"]
    np.testing.assert_allclose(w1 * x + w2 * x**2 + polynomial["bias"], said[0], rtol=1e-9)
    hidden = np.tanh(x[:, None] @ np.array(network["weights_1"]) + network["bias_1"])
    output = hidden @ np.array(network["weights_2"]) + network["bias_2"]
    np.testing.assert_allclose(output[:, 0], said[1], rtol=1e-9)


def test_numbers_have_full_precision():
    result, experiment = result_of(Scenario(data=LINE))
    trainer = experiment.trainers[0]
    (run,) = result["runs"]
    assert [run["parameters"]["weights"], run["parameters"]["bias"]] == trainer.theta.tolist()
    assert run["train_loss"] == trainer.losses.train_loss


def test_a_run_that_diverged_is_a_result():
    scenario = Scenario(data=LINE, runs=(Run(learning_rate=100.0), Run()))
    result, _ = result_of(scenario, 1000)
    fast, slow = result["runs"]
    assert fast["status"] == "diverging"
    assert 0 < fast["step"] < 1000
    assert fast["reason"].startswith(f"Stopped at step {fast['step']}, the last one with finite")
    assert math.isfinite(fast["train_loss"])
    assert slow["step"] == 1000
    assert slow["status"] == "converged"


def test_what_is_not_finite_is_null():
    # R² is not defined for a target that does not vary.
    data = Data(dataset="points", points=((0.0, 1.0), (1.0, 1.0)), test_fraction=0.0)
    (run,) = result_of(Scenario(data=data))[0]["runs"]
    assert run["metrics"]["train"]["r2"] is None
    (run,) = result_of(Scenario(data=LINE, runs=(Run(loss="mae"),)))[0]["runs"]
    assert run["largest_curvature"] is run["learning_rate_limit"] is None


def test_the_limit_is_reported():
    (run,) = result_of(Scenario(data=LINE))[0]["runs"]
    assert run["learning_rate_limit"] == pytest.approx(2 / run["largest_curvature"])


def test_baselines_of_numbers_are_what_the_mean_of_the_training_set_reaches():
    points = ((0.0, 1.0), (1.0, 2.0), (2.0, 6.0), (3.0, 5.0))
    data = Data(dataset="points", points=points, test_fraction=0.25)
    (run,) = result_of(Scenario(data=data))[0]["runs"]
    squares = (4 + 1 + 9) / 3  # from the mean, 3
    assert run["baseline"]["train"] == {"rmse": pytest.approx(squares**0.5), "mae": 2.0, "r2": 0.0}
    assert run["baseline"]["test"] == {"rmse": 2.0, "mae": 2.0, "r2": None}


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "hinge", "cross_entropy"])
def test_baselines_of_classes_are_the_majority_and_the_shares(loss):
    points = tuple((float(i), float(c)) for i, c in enumerate([0, 1, 1, 1, 1, 0]))
    data = Data(dataset="points", points=points, test_fraction=1 / 3)
    (run,) = result_of(Scenario(data=data, runs=(Run(loss=loss),)))[0]["runs"]
    shares = [1 / 4, 3 / 4]
    assert run["baseline"] == {
        "train": {
            "accuracy": 0.75,
            "log_loss": pytest.approx(-sum(p * math.log(p) for p in shares)),
        },
        "validation": {"accuracy": None, "log_loss": None},
        "test": {"accuracy": 0.5, "log_loss": pytest.approx(-sum(map(math.log, shares)) / 2)},
    }
