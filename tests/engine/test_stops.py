"""Training pauses where every run has met a stop: at the step that plain NumPy says."""

import json

import msgspec
import numpy as np
import pytest

from lossstudio.core.text import InputError
from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, Stop, as_written
from lossstudio.engine.scenarios.scenario_file import parse_scenario
from lossstudio.headless_run import train

replace = msgspec.structs.replace
LINE = Data(n_samples=40)


def experiment_of(stop, *runs, data=LINE):
    return Experiment(Scenario(data=data, runs=runs or (Run(),), stop=stop))


def curves(data, run, steps):
    """Train losses and gradient norms of a line with MSE, step by step, in plain NumPy."""
    dataset = Experiment(Scenario(data=data, runs=(run,))).trainers[0].objective.dataset
    n = dataset.n_train
    x, y = dataset.x[:n, 0], dataset.target[:n]
    w, b = Experiment(Scenario(data=data, runs=(run,))).trainers[0].theta
    losses, norms = [], []
    for _ in range(steps + 1):
        r = w * x + b - y
        slope = np.array([2 * (r * x).mean(), 2 * r.mean()])
        losses.append((r**2).mean())
        norms.append(np.linalg.norm(slope))
        w, b = np.array([w, b]) - run.learning_rate * slope
    return np.array(losses), np.array(norms)


@pytest.mark.parametrize("bite", [1, 7, 1000])
def test_it_stops_at_the_first_step_that_meets_it(bite):
    losses, norms = curves(LINE, Run(), 300)
    limit = float(losses[40] * 1.0000001)
    for stop, values, most in (
        (Stop(train_loss=limit), losses, limit),
        (Stop(gradient_norm=0.05), norms, 0.05),
    ):
        expected = int(np.argmax(values <= most))
        experiment = experiment_of(stop)
        assert expected > 3
        for _ in range(300):
            if experiment.has_met_stop:
                break
            experiment.advance(bite)
        assert experiment.step == expected
        (met,) = experiment.stops.met
        assert met.step == expected
        assert getattr(stop, met.by) is not None


def test_the_first_of_several_stops_counts():
    losses, norms = curves(LINE, Run(), 300)
    stop = Stop(train_loss=float(losses[30]) * 1.0000001, gradient_norm=float(norms[60]))
    experiment = experiment_of(stop)
    experiment.advance(300)
    assert (experiment.step, experiment.stops.met[0].by) == (30, "train_loss")


def test_every_run_has_to_meet_one():
    runs = Run(learning_rate=0.3), Run(learning_rate=0.02)
    experiment = experiment_of(Stop(gradient_norm=0.05), *runs)
    experiment.advance(10_000)
    alone = [experiment_of(Stop(gradient_norm=0.05), run) for run in runs]
    for one in alone:
        one.advance(10_000)
    steps = [one.step for one in alone]
    assert steps[0] < steps[1] == experiment.step
    assert [met.step for met in experiment.stops.met] == steps
    assert "the last one was mse (2): Stopped at step" in str(
        experiment.stops.message(["a", "mse (2)"])
    )


def test_a_run_that_overflows_waits_for_nobody():
    experiment = experiment_of(Stop(gradient_norm=0.05), Run(), Run(learning_rate=50.0))
    experiment.advance(10_000)
    assert experiment.has_met_stop
    assert [met.by for met in experiment.stops.met] == ["gradient_norm", "overflow"]


def test_converged_is_asked_at_the_same_steps_whatever_the_pace():
    found = []
    for bite in (1, 13, 100_000):
        experiment = experiment_of(Stop(converged=True))
        while not experiment.has_met_stop:
            experiment.advance(bite)
        found.append(experiment.step)
        assert diagnose(experiment.trainers[0]).status is Status.CONVERGED
    assert len(set(found)) == 1
    assert found[0] % 10 == 0


def test_early_stopping_is_on_the_validation_set():
    data = Data(
        dataset="sine", n_samples=24, noise=0.6, validation_fraction=0.3, test_fraction=0.0, seed=1
    )
    run = Run(model="polynomial", degree=9, optimizer="adam", learning_rate=0.1)
    experiment = experiment_of(Stop(validation_patience=25), run, data=data)
    experiment.advance(5_000)
    curve = experiment.trainers[0].record.curves(at_most=10**6).low
    validation = curve[:, 3].tolist()
    expected = next(
        step for step in range(len(validation))
        if step - int(np.argmin(validation[: step + 1])) >= 25
    )  # fmt: skip
    assert experiment.step == expected == len(validation) - 1
    result = results(experiment)["runs"][0]
    assert result["stop"] == {"by": "validation_patience", "step": expected}
    lowest = int(np.argmin(validation))
    assert f"which it was at step {lowest}" in result["reason"]
    assert result["lowest_validation"]["step"] == lowest


def test_patience_needs_a_validation_set():
    with pytest.raises(InputError, match=r"stop.validation_patience = 5: must be null"):
        experiment_of(Stop(validation_patience=5))
    experiment = experiment_of(None)
    with pytest.raises(InputError, match="validation set"):
        experiment.change(replace(experiment.scenario, stop=Stop(validation_patience=5)))
    assert not experiment.stops.is_active


# -- going on, and back --------------------------------------------------------------------------


def test_from_a_stop_one_goes_on_and_a_replay_pauses_there_again():
    experiment = experiment_of(Stop(gradient_norm=0.05))
    experiment.advance(10_000)
    step, theta = experiment.step, experiment.trainers[0].theta
    assert experiment.advance(20) == 20
    assert not experiment.has_met_stop
    experiment.go_to(step - 5)
    assert experiment.advance(100) == 5
    assert experiment.has_met_stop
    np.testing.assert_array_equal(experiment.trainers[0].theta, theta)
    assert experiment.advance(50) == 50
    plain = experiment_of(None)
    plain.advance(step + 50)
    np.testing.assert_array_equal(plain.trainers[0].theta, experiment.trainers[0].theta)


def test_another_way_is_looked_at_anew():
    experiment = experiment_of(Stop(gradient_norm=0.05))
    experiment.advance(10_000)
    first = experiment.step
    experiment.go_to(first - 3)
    experiment.forget_later()
    assert experiment.stops.step is None
    experiment.advance(10_000)
    assert experiment.step == first
    slower = replace(experiment.scenario, runs=(Run(learning_rate=0.01),))
    experiment.go_to(5)
    experiment.change(slower)
    experiment.advance(10_000)
    assert experiment.step > first
    assert experiment.trainers[0].gradient_norm <= 0.05
    before = experiment.step
    experiment.change(replace(slower, title="another"))
    assert experiment.stops.step == before
    experiment.change(replace(slower, stop=Stop(gradient_norm=0.01)))
    experiment.advance(10_000)
    assert experiment.step > before


def test_without_a_stop_nothing_is_looked_for():
    for stop in (None, Stop()):
        experiment = experiment_of(stop)
        assert experiment.advance(500) == 500
        assert not experiment.has_met_stop
        assert "stop" not in results(experiment)["runs"][0]


# -- commands and files --------------------------------------------------------------------------


def test_training_without_a_window_ends_there():
    experiment = experiment_of(Stop(gradient_norm=0.05))
    for _ in train(experiment, 10_000):
        pass
    assert experiment.has_met_stop
    found = json.loads(msgspec.json.encode(results(experiment)))
    run = found["runs"][0]
    assert run["step"] == experiment.step < 1000
    assert run["reason"].startswith(f"Stopped at step {run['step']}: the gradient norm 0.0")
    assert found["scenario"]["stop"]["gradient_norm"] == 0.05


def test_it_can_be_set_in_part_and_is_left_out_where_there_is_none():
    scenario = Scenario()
    assert "stop" not in as_written(scenario)
    one = with_values(scenario, [("stop.train_loss", 0.5), ("stop.converged", True)])
    assert one.stop == Stop(train_loss=0.5, converged=True)
    assert parse_scenario(msgspec.json.encode(as_written(one))) == one
    assert with_values(one, [("stop", None)]).stop is None
    assert with_values(scenario, [("stop", {"gradient_norm": 1})]).stop == Stop(gradient_norm=1.0)
    with pytest.raises(InputError, match=r"stop.gradient_norm = -1.*must be a number from 0"):
        with_values(scenario, [("stop.gradient_norm", -1)])
    with pytest.raises(InputError, match=r"stop.patience|there is no"):
        with_values(scenario, [("stop.patience", 3)])
