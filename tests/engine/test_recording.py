"""A recorded run that is done again takes the same steps to the bit."""

import msgspec
import numpy as np
import pytest

from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.recording import Replay, record
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario


def changed(scenario, data=None, **run):
    runs = tuple(msgspec.structs.replace(r, **run) for r in scenario.runs)
    return msgspec.structs.replace(
        scenario, data=msgspec.structs.replace(scenario.data, **(data or {})), runs=runs
    )


@pytest.fixture
def eventful():
    """Two runs with mini-batches whose settings change at steps 0, 7 and 20."""
    scenario = Scenario(
        data=Data(n_samples=30),
        runs=(Run(batch_size=8), Run(loss="mae", batch_size=8, optimizer="adam", seed=3)),
    )
    experiment = Experiment(scenario)
    experiment.change(changed(scenario, learning_rate=0.2))
    experiment.advance(7)
    experiment.change(changed(experiment.scenario, {"noise": 0.9}, l2=0.1))
    experiment.advance(13)
    experiment.change(changed(experiment.scenario, optimizer="momentum"))
    experiment.advance(12)
    return experiment


def test_every_step_is_the_same_to_the_bit(eventful):
    replay = Replay(record(eventful))
    assert replay.scenario == eventful.scenario
    assert replay.origin == eventful.origin != eventful.scenario
    for step in (0, 1, 6, 7, 8, 19, 20, 21, 32):
        replay.advance(step - replay.step)
        eventful.go_to(step)
        for ours, theirs in zip(replay.trainers, eventful.trainers, strict=True):
            assert ours.step == theirs.step == step
            np.testing.assert_array_equal(ours.theta, theirs.theta)
            assert ours.losses == theirs.losses
            assert ours.segment == theirs.segment
            assert ours.changes == tuple(s for s in (7, 20) if s <= step)


def test_nothing_is_done_beyond_the_recorded_steps(eventful):
    eventful.go_to(25)
    recording = record(eventful)
    assert recording.last_step == 32  # looking back forgets nothing
    replay = Replay(recording)
    assert replay.advance(1000) == 32
    assert replay.advance(1) == 0


def test_runs_of_different_length_stand_where_going_back_would_put_them():
    scenario = Scenario(data=Data(n_samples=20), runs=(Run(learning_rate=1000.0), Run()))
    experiment = Experiment(scenario)
    experiment.advance(300)
    lengths = [trainer.last_step for trainer in experiment.trainers]
    assert lengths[0] < lengths[1] == 300
    # The run that had stopped goes on with a smaller rate, from its own last step.
    experiment.change(changed(scenario, learning_rate=0.01))
    experiment.advance(5)
    replay = Replay(record(experiment))
    for step in (lengths[0], lengths[0] + 3, 299, 305):
        replay.advance(step - replay.step)
        experiment.go_to(step)
        assert [t.step for t in replay.trainers] == [t.step for t in experiment.trainers]
        for ours, theirs in zip(replay.trainers, experiment.trainers, strict=True):
            np.testing.assert_array_equal(ours.theta, theirs.theta)


def test_recording_leaves_the_experiment_where_it_is(eventful):
    eventful.go_to(9)
    before = eventful.trainers[0].theta
    recording = record(eventful)
    Replay(recording).advance(32)
    assert eventful.step == 9
    assert eventful.trainers[0].theta is before
    assert record(eventful) == recording
