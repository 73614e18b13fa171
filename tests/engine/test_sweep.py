"""A sweep: each of its points is the run by itself, and what cannot be swept says so."""

import math

import msgspec
import numpy as np
import pytest

from lossstudio.core.text import InputError
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, Stop
from lossstudio.engine.scenarios.scenario_file import find_scenario
from lossstudio.engine.sweep.metrics import (
    all_diverged,
    check_metric,
    full_name,
    metric_names,
    metric_of,
    summary,
)
from lossstudio.engine.sweep.proposals import proposed_range
from lossstudio.engine.sweep.settings import (
    numeric_settings,
    parameter_at,
    value_at,
    with_number,
)
from lossstudio.engine.sweep.training import plan_of, still_holds, sweep
from lossstudio.engine.sweep.values import MOST, Range, read_range, values_in

THREE = Scenario(
    data=Data(dataset="line", n_samples=40, outlier_fraction=0.1),
    runs=(
        Run(loss="mse", learning_rate=0.2),
        Run(loss="huber", batch_size=8),
        Run(loss="mae", optimizer="adam", l1=0.01),
    ),
    steps=60,
)
NETWORK = Scenario(
    data=Data(dataset="moons", n_samples=60, noise=0.2),
    runs=(Run(loss="binary_cross_entropy", model="mlp", hidden_layers=(4, 3), optimizer="adam"),),
    steps=40,
)
POLYNOMIAL = Scenario(
    data=Data(dataset="sine", n_samples=30, validation_fraction=0.2),
    runs=(Run(model="polynomial", degree=3),),
    steps=50,
)


def points(scenario, path, first, last, count=4, is_log=False):
    """All points of a sweep."""
    *_, end = sweep(plan_of(scenario, path, Range(first, last, count, is_log)))
    assert end.steps == end.total
    return end.points


def alone(scenario, *values):
    """The runs with fields set, as ``train --set`` trains and reports them."""
    changed = with_values(scenario, values)
    experiment = Experiment(changed)
    while experiment.step < changed.steps and not experiment.is_stopped:
        if experiment.has_met_stop:
            break
        experiment.advance(min(7, changed.steps - experiment.step))
    return results(experiment)["runs"]


STOPPED = msgspec.structs.replace(
    THREE, data=Data(n_samples=40, noise=0.2), stop=Stop(train_loss=0.3), steps=300
)
"""Each run goes on until all have met the stop."""


@pytest.mark.parametrize(
    ("scenario", "path", "first", "last", "is_log"),
    [
        (THREE, "data.noise", 0, 2, False),
        (THREE, "data.outlier_fraction", 0, 0.4, False),
        (THREE, "data.n_samples", 10, 80, True),
        (THREE, "data.seed", 3, 6, False),
        (THREE, "runs.0.learning_rate", 0.01, 100, True),  # diverges
        (THREE, "runs.1.loss_parameters.delta", 0.1, 2, True),
        (THREE, "runs.1.batch_size", 1, 32, True),
        (THREE, "runs.2.optimizer_parameters.beta1", 0.1, 0.9, False),
        (THREE, "runs.2.l1", 0, 1, False),
        (THREE, "steps", 0, 90, False),
        (STOPPED, "runs.0.learning_rate", 0.01, 1, True),
        (STOPPED, "stop.train_loss", 0.1, 0.4, False),
        (NETWORK, "runs.0.hidden_layers.1", 1, 8, False),
        (NETWORK, "runs.0.seed", 0, 3, False),
        (POLYNOMIAL, "runs.0.degree", 1, 9, False),
        (POLYNOMIAL, "data.test_fraction", 0, 0.5, False),
    ],
)
def test_each_point_is_the_run_by_itself_to_the_last_bit(scenario, path, first, last, is_log):
    found = points(scenario, path, first, last, is_log=is_log)
    assert len(found) == 4
    for point in found:
        assert list(point.runs) == alone(scenario, (path, point.value)), point.value
    if scenario is STOPPED:
        assert len({point.runs[1]["step"] for point in found}) == 4


def test_a_setting_of_every_run_is_set_in_each():
    found = points(THREE, "runs.*.learning_rate", 0.01, 1, is_log=True)
    for point in found:
        values = [(f"runs.{index}.learning_rate", point.value) for index in range(3)]
        assert list(point.runs) == alone(THREE, *values)
    assert len({point.runs[2]["train_loss"] for point in found}) == 4


def test_how_long_a_bite_is_changes_nothing():
    plan = plan_of(THREE, "data.noise", Range(0, 1, 3))
    always, never = (list(sweep(plan, clock=clock)) for clock in (lambda: 0.0, _hours()))
    assert always[-1].points == never[-1].points
    assert len(never) > 3 * THREE.steps > len(always)  # one step at a time
    assert [each.steps for each in never] == sorted(each.steps for each in never)


def _hours():
    now = iter(range(10**6))
    return lambda: float(next(now)) * 3600.0


def test_runs_that_are_not_touched_are_trained_once(monkeypatch):
    trained = []
    advance = Experiment.advance

    def counted(self, count):
        trained.append(len(self.trainers))
        return advance(self, count)

    monkeypatch.setattr(Experiment, "advance", counted)
    points(THREE, "runs.1.l2", 0, 1)
    assert set(trained) == {3, 1}
    assert trained[-1] == 1


def test_a_sweep_holds_until_something_else_changes():
    plan = plan_of(THREE, "data.noise", Range(0, 1))
    assert still_holds(plan, THREE)
    for path, value in (("data.noise", 1.5), ("title", "x"), ("hidden", ["code"]), ("speed", 10),
                        ("runs.0.name", "x")):  # fmt: skip
        assert still_holds(plan, with_values(THREE, [(path, value)])), path
    for path, value in (("data.seed", 1), ("runs.2.l1", 0.5), ("steps", 7), ("runs", 1),
                        ("stop.converged", True), ("data.dataset", "moons")):  # fmt: skip
        other = NETWORK if path == "data.dataset" else with_values(THREE, [(path, value)])
        assert not still_holds(plan, other), path
    third = plan_of(THREE, "runs.2.l1", Range(0, 1))
    assert still_holds(third, with_values(THREE, [("runs.2.l1", 0.5)]))
    assert not still_holds(third, with_values(THREE, [("runs", 2)]))


# -- values --------------------------------------------------------------------------------------


def test_a_range_is_read():
    assert read_range("data.noise=0..1") == ("data.noise", Range(0, 1, 11))
    assert read_range("a=1e-3..10:7:log") == ("a", Range(1e-3, 10, 7, True))
    assert read_range("a=-1..-.5:log") == ("a", Range(-1, -0.5, 11, True))
    assert read_range("a = 1...5:3") == ("a", Range(1, 0.5, 3))
    assert read_range("data.seed=0..4294967295:2")[1].last == 4294967295


@pytest.mark.parametrize(
    "text",
    ["", "data.noise", "=0..1", "a=", "a=1", "a=1..", "a=..2", "a=1,2", "a=1..2:3:log:4",
     "a=1..2:lin:log", "a=x..2", "a=1..nan", "a=1..inf", "a=1..2..3", "a=1_0..20", "a=1..2:1.5",
     "a=1..2:-3", "a=1..2:1e3"],
)  # fmt: skip
def test_what_is_no_range_says_what_one_is(text):
    with pytest.raises(InputError, match=r"FROM\.\.TO|ends of the range|number of values"):
        read_range(text)


def test_values_are_numpys_with_decimal_digits():
    noise = parameter_at(THREE, "data.noise")
    values = values_in(Range(0, 0.9, 10), "data.noise", noise)
    assert values == tuple(round(0.1 * k, 1) for k in range(10))
    rate = parameter_at(THREE, "runs.0.learning_rate")
    values = values_in(Range(1e-3, 10, 9, True), "", rate)
    np.testing.assert_allclose(values, np.geomspace(1e-3, 10, 9), rtol=1e-11)
    assert (values[0], values[-1]) == (1e-3, 10.0)
    assert values_in(Range(1, 0.25, 4), "", noise) == (1.0, 0.75, 0.5, 0.25)


def test_whole_numbers_are_rounded_and_distinct():
    units = parameter_at(NETWORK, "runs.0.hidden_layers.0")
    assert values_in(Range(1, 4, 11), "", units) == (1, 2, 3, 4)
    assert values_in(Range(1, 32, 6, True), "", units) == (1, 2, 4, 8, 16, 32)
    assert all(type(value) is int for value in values_in(Range(1, 32, 6), "", units))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Range(1, 1), "both ends of the range are 1"),
        (Range(0, 1, 5, True), "logarithmic range needs two ends above 0; one here is 0"),
        (Range(0, 11), "data.noise = 11: must be a number from 0 to 10"),
        (Range(-1, 1), "data.noise = -1"),
        (Range(0, 1, 1), f"from 2 to {MOST}"),
        (Range(0, 1, MOST + 1), f"from 2 to {MOST}"),
    ],
)
def test_a_range_that_cannot_be_swept_says_why(wanted, said):
    with pytest.raises(InputError, match=said):
        plan_of(THREE, "data.noise", wanted)


# -- settings ------------------------------------------------------------------------------------


def test_numbers_that_mean_something_are_named():
    found = numeric_settings(THREE)
    assert {"data.noise", "runs.1.loss_parameters.delta", "runs.2.optimizer_parameters.beta1",
            "runs.0.batch_size", "steps"} <= set(found)  # fmt: skip
    assert not {"runs.0.degree", "runs.0.loss_parameters.delta", "data.file", "format"} & set(found)
    assert {"runs.0.hidden_layers.0", "runs.0.hidden_layers.1"} <= set(numeric_settings(NETWORK))
    assert "runs.0.degree" in numeric_settings(POLYNOMIAL)
    real = numeric_settings(find_scenario("watermelon"))
    assert "data.noise" not in real
    assert "data.test_fraction" in real
    assert "stop.train_loss" in numeric_settings(STOPPED)


@pytest.mark.parametrize("scenario", [THREE, NETWORK, POLYNOMIAL, STOPPED])
def test_each_number_is_where_its_path_leads_and_can_be_set(scenario):
    for path, parameter in numeric_settings(scenario).items():
        now = value_at(scenario, path)
        assert now is not None or path.endswith("batch_size"), path
        other = parameter.minimum if now != parameter.minimum else parameter.maximum
        assert value_at(with_number(scenario, path, other), path) == other, path


@pytest.mark.parametrize(
    "path",
    ["", "data", "runs", "runs.0", "data.dataset", "data.points", "runs.0.loss", "runs.7.l2",
     "runs.0.hidden_layers", "runs.0.hidden_layers.9", "runs.0.loss_parameters",
     "runs.0.loss_parameters.gamma", "runs.*.loss_parameters.delta", "runs.l2", "l2", "format",
     "stop", "stop.converged", "hidden", "nothing.at.all", "runs.0.name", "data.noise.x"],
)  # fmt: skip
def test_a_path_that_is_no_number_names_those_that_are(path):
    with pytest.raises(InputError, match=r"is not a number of this scenario; it has data\.n_sam"):
        plan_of(THREE, path, Range(0, 1))


def test_numbers_without_a_meaning_now_can_be_swept():
    assert parameter_at(THREE, "runs.0.degree").maximum == 9
    assert parameter_at(THREE, "stop.gradient_norm").minimum == 0
    assert {point.runs[0]["train_loss"] for point in points(THREE, "runs.0.degree", 1, 4)} == {
        alone(THREE)[0]["train_loss"]
    }


def test_a_value_that_cannot_be_trained_is_named():
    few = msgspec.structs.replace(THREE, data=Data(n_samples=4))
    with pytest.raises(InputError, match=r"data.test_fraction = 0\.\d+ cannot be trained: "):
        points(few, "data.test_fraction", 0, 0.9, count=7)


# -- what is proposed ---------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", [THREE, NETWORK, POLYNOMIAL, STOPPED])
def test_what_is_proposed_can_be_swept_and_has_the_present_value(scenario):
    for path, parameter in numeric_settings(scenario).items():
        wanted = proposed_range(scenario, path)
        values = values_in(wanted, path, parameter)
        now = value_at(scenario, path)
        assert 2 <= len(values) <= 17, path
        assert now is None or values[0] <= now <= values[-1], path
        assert scenario is not None


def test_whole_numbers_are_proposed_in_equal_steps():
    assert proposed_range(POLYNOMIAL, "runs.0.degree") == Range(1, 9, 9)
    assert proposed_range(NETWORK, "runs.0.hidden_layers.0") == Range(1, 16, 6)
    assert proposed_range(THREE, "data.seed") == Range(0, 9, 10)


def test_learning_rates_go_beyond_the_largest_stable_one():
    path = "runs.0.learning_rate"
    assert proposed_range(THREE, path) == Range(0.02, 2, 11, True)
    assert proposed_range(THREE, path, limit=0.9) == Range(0.018, 1.8, 11, True)
    assert proposed_range(THREE, path, limit=1e-3) == Range(0.002, 0.2, 11, True)
    assert proposed_range(THREE, "data.noise", limit=0.9) == Range(0, 1, 11)


# -- metrics -------------------------------------------------------------------------------------


def test_metrics_have_the_names_of_the_json():
    (run,) = alone(NETWORK)
    for name in metric_names(run):
        place = run if name in run else run["metrics"]
        for part in name.split(".", 1):
            place = place[part]
        assert metric_of(run, name) == place
    assert full_name(run, "metrics.train.accuracy") == "train.accuracy"
    assert full_name(run, "accuracy") == "test.accuracy"
    assert full_name(run, "cost") == "cost"
    assert {"train_loss", "test_loss", "cost", "test.accuracy"} <= set(metric_names(run))


@pytest.mark.parametrize("name", ["", "rsme", "status", "name", "parameters", "confusion_matrix"])
def test_an_unknown_metric_lists_those_there_are(name):
    plan = plan_of(NETWORK, "data.noise", Range(0, 1))
    with pytest.raises(InputError, match=r"must be one of train_loss, .*test\.accuracy"):
        check_metric(plan, name)


def test_the_summary_has_a_list_a_run():
    plan = plan_of(THREE, "data.noise", Range(0, 1, 3))
    *_, end = sweep(plan)
    found = summary(plan, end.points, "train_loss")
    assert list(found) == ["path", "values", "metric", "runs"]
    assert found["values"] == [0, 0.5, 1]
    assert [run["name"] for run in found["runs"]] == list(THREE.run_names())
    for index, run in enumerate(found["runs"]):
        assert run["metric"] == [point.runs[index]["train_loss"] for point in end.points]
        assert run["status"] == [point.runs[index]["status"] for point in end.points]


def test_it_is_known_that_every_run_diverged():
    one = msgspec.structs.replace(THREE, runs=THREE.runs[:1])
    assert all_diverged(points(one, "runs.0.learning_rate", 100, 1000))
    assert not all_diverged(points(one, "runs.0.learning_rate", 0.1, 1000))
    assert not all_diverged(())
    value = points(one, "runs.0.learning_rate", 100, 1000)[-1].runs[0]["train_loss"]
    assert value is None or math.isfinite(value)
