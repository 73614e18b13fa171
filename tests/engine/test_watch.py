"""A window pauses by itself where a run has converged, or goes off: soon, and at the same step."""

import msgspec
import pytest

from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.runs.experiment import Experiment, changes_training
from lossstudio.engine.runs.watch import SHOWN, Watch
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, Stop

LINE = Data(n_samples=40)
BOTH = (Status.CONVERGED, Status.DIVERGING)


def paused(*runs, bite=1000, statuses=BOTH, stop=None, most=20_000):
    """Where the runs pause by themselves, and for what; or after `most` steps."""
    experiment = Experiment(Scenario(data=LINE, runs=runs, stop=stop))
    watch = Watch(statuses)
    while watch.found is None and experiment.step < most and not experiment.is_stopped:
        watch.advance(experiment, min(bite, most - experiment.step))
    return experiment, watch


@pytest.mark.parametrize("rate", [1.2, 2.0, 5.0, 20.0])
def test_a_run_that_goes_off_pauses_after_the_steps_that_show_it(rate):
    experiment, watch = paused(Run(learning_rate=rate))
    assert watch.found is Status.DIVERGING
    assert SHOWN <= experiment.step <= 4 * SHOWN
    costs = experiment.trainers[0].record.curves().low[:, 2]
    assert costs[-1] > 10 * costs.min()
    assert diagnose(experiment.trainers[0]).status is Status.DIVERGING


@pytest.mark.parametrize("run", [Run(), Run(learning_rate=2.0), Run(optimizer="adam")])
def test_it_pauses_at_the_same_step_whatever_the_pace(run):
    steps = {paused(run, bite=bite)[0].step for bite in (1, 7, 100_000)}
    assert len(steps) == 1


def test_a_run_that_has_converged_pauses_soon_after():
    experiment, watch = paused(Run())
    assert watch.found is Status.CONVERGED
    trainer = experiment.trainers[0]
    trainer.go_to(trainer.step - 20)
    assert diagnose(trainer).status is not Status.CONVERGED


def test_one_may_go_on_and_it_is_told_again_after_a_change():
    experiment, watch = paused(Run())
    step = experiment.step
    watch.found = None
    assert watch.advance(experiment, 500) == 500
    assert watch.found is None
    experiment.change(
        msgspec.structs.replace(experiment.scenario, data=Data(n_samples=40, noise=1))
    )
    watch.forget()
    watch.advance(experiment, 5000)
    assert watch.found is Status.CONVERGED
    assert step + 500 < experiment.step < step + 5500


def test_of_several_runs_the_last_one_counts():
    alone = [paused(run)[0].step for run in (Run(), Run(learning_rate=0.02))]
    assert paused(Run(), Run(learning_rate=0.02))[0].step == max(alone)
    _, watch = paused(Run(), Run(learning_rate=2.0))
    assert watch.found is Status.DIVERGING


def test_what_is_not_watched_for_does_not_pause():
    assert paused(Run(), statuses=(Status.DIVERGING,), most=2000)[0].step == 2000
    assert paused(Run(), statuses=(), most=2000)[0].step == 2000


def test_a_scenario_that_says_when_to_pause_is_left_alone():
    stop = Stop(train_loss=0.0)
    assert paused(Run(), stop=stop, most=2000)[0].step == 2000
    assert paused(Run(), stop=Stop(), most=2000)[0].step == 2000


def test_a_swing_of_momentum_is_no_divergence():
    run = Run(optimizer="momentum", learning_rate=0.1, start=(3.0, 3.0))
    _, watch = paused(run)
    assert watch.found is Status.CONVERGED


def test_which_changes_training_follows():
    scenario = Scenario()
    assert not changes_training(scenario, msgspec.structs.replace(scenario, title="other"))
    for run in (Run(learning_rate=0.3), Run(loss="mae")):
        assert changes_training(scenario, msgspec.structs.replace(scenario, runs=(run,)))
    two = msgspec.structs.replace(scenario, runs=(Run(), Run()))
    assert changes_training(scenario, two)
