"""Several runs on the same data, in lockstep."""

import msgspec
import pytest

from lossstudio.core.text import InputError
from lossstudio.engine.runs.experiment import Experiment, why_restart
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.scenario import Data, Reading, Run, Scenario
from lossstudio.engine.training.trainer import Trainer

replace = msgspec.structs.replace

LINE = Data(dataset="line", n_samples=30)
PAIR = Scenario(data=LINE, runs=(Run(), Run(loss="mae")))
FAST_AND_SLOW = Scenario(data=LINE, runs=(Run(learning_rate=50.0), Run()))


def with_run(scenario, index=0, **fields):
    runs = list(scenario.runs)
    runs[index] = replace(runs[index], **fields)
    return replace(scenario, runs=tuple(runs))


def state(experiment):
    return [
        (t.step, t.last_step, t.theta.tobytes(), t.losses, t.changes) for t in experiment.trainers
    ]


def test_each_run_does_what_it_would_do_alone():
    experiment = Experiment(PAIR)
    assert experiment.advance(50) == 50
    for trainer, run in zip(experiment.trainers, PAIR.runs, strict=True):
        alone = Trainer(LINE, run)
        alone.advance(50)
        assert (trainer.step, trainer.theta.tobytes()) == (50, alone.theta.tobytes())


def test_runs_share_their_data_and_their_start():
    one, other = Experiment(PAIR).trainers
    assert one.objective.dataset is other.objective.dataset
    assert one.theta.tobytes() == other.theta.tobytes()


def test_a_run_that_overflows_waits_while_others_go_on():
    experiment = Experiment(FAST_AND_SLOW)
    assert experiment.advance(1000) == 1000
    fast, slow = experiment.trainers
    assert fast.overflowed
    assert 0 < fast.step < 1000
    assert (slow.step, experiment.step, experiment.last_step) == (1000, 1000, 1000)
    assert not experiment.is_stopped
    end = state(experiment)
    experiment.go_to(fast.step // 2)
    assert fast.step == slow.step
    experiment.go_to(700)
    assert (fast.step, slow.step) == (fast.last_step, 700)
    experiment.advance(300)
    assert state(experiment) == end


def test_it_stops_when_no_run_can_go_on():
    both = Scenario(data=LINE, runs=(Run(learning_rate=50.0), Run(learning_rate=20.0)))
    experiment = Experiment(both)
    assert 0 < experiment.advance(10_000) < 10_000
    assert experiment.is_stopped
    assert experiment.advance(10) == 0
    experiment.go_to(1)
    assert not experiment.is_stopped


def test_going_beyond_what_is_known_ends_at_the_last_known_step():
    experiment = Experiment(PAIR)
    experiment.advance(5)
    experiment.go_to(99)
    assert experiment.step == 5
    with pytest.raises(ValueError, match="known steps"):
        experiment.go_to(-1)


# -- which runs and data go together -------------------------------------------------------------

NUMBERED = Data(dataset="points", points=((0.0, 0.0), (1.0, 0.0), (2.0, 1.0), (3.0, 1.0)))
NUMBERED = replace(NUMBERED, test_fraction=0.0)


def test_numbered_classes_suit_either_task_but_not_both_at_once():
    for loss in ("mse", "hinge", "cross_entropy"):
        Experiment(Scenario(data=NUMBERED, runs=(Run(loss=loss),)))
    Experiment(Scenario(data=NUMBERED, runs=(Run(loss="hinge"), Run(loss="cross_entropy"))))
    with pytest.raises(InputError, match=r"^runs: a regression loss and a classification loss"):
        Experiment(Scenario(data=NUMBERED, runs=(Run(loss="hinge"), Run(loss="mse"))))


def test_the_run_that_does_not_fit_is_named():
    three = replace(NUMBERED, points=((0.0, 0.0), (1.0, 1.0), (2.0, 2.0)))
    with pytest.raises(InputError, match=r'^runs\.1\.loss = "hinge": does not fit the data'):
        Experiment(Scenario(data=three, runs=(Run(loss="cross_entropy"), Run(loss="hinge"))))
    scenario = Scenario(data=LINE, runs=(Run(), Run(loss="hinge")))
    with pytest.raises(InputError, match=r"^runs\.1\.loss"):
        Experiment(scenario)
    with pytest.raises(InputError, match=r"^steps = -1"):
        Experiment(replace(PAIR, steps=-1))


# -- changes -------------------------------------------------------------------------------------

OTHER_DATA = {
    "dataset": "sine",
    "file": "x.csv",
    "encoding": "windows-1252",
    "columns": ("a", "b"),
    "points": ((1.0, 2.0),),
    "point_names": ("a", "b"),
    "class_names": ("a", "b"),
    "n_samples": 31,
    "noise": 1.0,
    "seed": 1,
    "outlier_fraction": 0.1,
    "outlier_strength": 1.0,
    "outliers_in": "train",
    "label_noise": 0.2,
    "features": ("x1^2",),
    "test_fraction": 0.5,
    "split": "shuffled",
    "reading": Reading(),
    "positive_class": 0,
    "categories": "one_hot",
    "test_rows": (0,),
    "validation_fraction": 0.25,
    "validation_rows": (0,),
}
OTHER_RUN = {
    "name": "x",
    "loss": "huber",
    "formula": "r^2",
    "loss_parameters": {"delta": 2.0},
    "model": "mlp",
    "degree": 2,
    "bias": False,
    "standardize": "inputs",
    "hidden_layers": (1,),
    "activation": "relu",
    "model_parameters": {"count": 3.0},
    "initialization": "he",
    "optimizer": "adam",
    "optimizer_parameters": {"beta": 0.5},
    "learning_rate": 0.2,
    "schedule": "cosine",
    "schedule_parameters": {"period": 10.0},
    "batch_size": 3,
    "reduction": "sum",
    "l1": 0.1,
    "l2": 0.1,
    "seed": 1,
    "start": (1.0, 2.0),
    "class_weights": "balanced",
    "batch_order": "file",
    "fixed": ("bias",),
}


def test_the_tables_of_fields_are_complete():
    assert OTHER_DATA.keys() == {field.name for field in msgspec.structs.fields(Data)}
    assert OTHER_RUN.keys() == {field.name for field in msgspec.structs.fields(Run)}


@pytest.mark.parametrize("name", OTHER_DATA)
def test_which_data_can_change_on_the_way(name):
    reason = why_restart(PAIR, replace(PAIR, data=replace(LINE, **{name: OTHER_DATA[name]})))
    assert (reason is None) == FIELDS[f"data.{name}"].live
    said = "Another model or another start" if name == "features" else "Other data"
    assert reason is None or str(reason) == f"{said}: training restarts."


def test_other_data_with_another_loss_name_it_without_brackets_in_brackets():
    classes = with_run(replace(PAIR, data=Data(dataset="moons")), 0, loss="brier")
    said = str(why_restart(PAIR, classes))
    assert said == (
        "Other data, and a loss that fits them: Brier (squared error of p). Training restarts."
    )


@pytest.mark.parametrize("name", OTHER_RUN)
def test_which_settings_can_change_on_the_way(name):
    reason = why_restart(PAIR, with_run(PAIR, 1, **{name: OTHER_RUN[name]}))
    assert (reason is None) == FIELDS[f"runs.{name}"].live
    assert reason is None or "training restarts" in str(reason)


def test_other_reasons_to_start_anew():
    assert why_restart(PAIR, PAIR) is None
    assert why_restart(PAIR, replace(PAIR, title="x", steps=5)) is None
    assert "number of runs" in str(why_restart(PAIR, replace(PAIR, runs=PAIR.runs[:1])))
    classes = Scenario(data=Data(dataset="blobs"), runs=(Run(loss="hinge"),))
    assert "number of scores" in str(why_restart(classes, with_run(classes, loss="cross_entropy")))


def test_a_change_touches_the_runs_that_it_is_about():
    experiment = Experiment(PAIR)
    experiment.advance(20)
    changed = with_run(PAIR, 1, learning_rate=0.01)
    experiment.change(changed)
    assert [trainer.changes for trainer in experiment.trainers] == [(), (20,)]
    assert experiment.scenario is changed
    noisier = replace(changed, data=replace(LINE, noise=1.0))
    experiment.advance(5)
    experiment.change(noisier)
    assert [trainer.changes for trainer in experiment.trainers] == [(25,), (20, 25)]
    one, other = experiment.trainers
    assert one.objective.dataset is other.objective.dataset


@pytest.mark.parametrize(
    "changed", [with_run(PAIR, name="renamed"), replace(PAIR, title="x", steps=7)]
)
def test_names_and_titles_forget_nothing(changed):
    experiment = Experiment(PAIR)
    experiment.advance(30)
    experiment.go_to(10)
    before = state(experiment)
    experiment.change(changed)
    assert state(experiment) == before
    assert experiment.scenario is changed


def test_a_change_that_needs_a_restart_is_refused():
    experiment = Experiment(PAIR)
    experiment.advance(5)
    before = state(experiment)
    with pytest.raises(ValueError, match="restarts"):
        experiment.change(with_run(PAIR, model="mlp"))
    with pytest.raises(InputError, match="learning_rate"):
        experiment.change(with_run(PAIR, learning_rate=-1.0))
    assert state(experiment) == before
    assert experiment.scenario is PAIR


def test_a_change_that_one_run_cannot_take_is_taken_by_none():
    points = ((0.0, 1e200), (1.0, 2.0), (2.0, 3.0))
    data = Data(dataset="points", points=points, test_fraction=0.0)
    scenario = Scenario(data=data, runs=(Run(loss="mae"), Run(loss="mae")))
    experiment = Experiment(scenario)
    experiment.advance(10)
    experiment.go_to(4)
    before = state(experiment)
    wanted = with_run(with_run(scenario, 0, loss="pinball"), 1, loss="mse")
    with pytest.raises(InputError, match=r"^runs\.1\.loss = \"mse\": .*finite"):
        experiment.change(wanted)
    assert state(experiment) == before
    assert experiment.scenario is scenario


def test_names_of_runs_are_distinct():
    runs = (Run(), Run(), Run(name="mse"), Run(name="mse (2)"), Run(loss="mae"))
    names = Scenario(runs=runs).run_names()
    assert names[0] == "mse"
    assert names[4] == "mae"
    assert len(set(names)) == 5


def test_the_number_of_a_run_is_its_place_whatever_others_are_called():
    runs = [Run() for _ in range(6)]
    usual = ("mse", *(f"mse ({place})" for place in range(2, 7)))
    assert Scenario(runs=tuple(runs)).run_names() == usual
    for place in range(6):
        runs[place] = Run(name="mine")
        named = Scenario(runs=tuple(runs)).run_names()
        assert named == (*usual[:place], "mine", *usual[place + 1 :])
        runs[place] = Run()
    clash = (Run(name="mse (2)"), Run(), Run(), Run(name="mse"), Run(name="mse (2)"))
    assert Scenario(runs=clash).run_names() == (
        "mse (2)", "mse (3)", "mse (4)", "mse", "mse (2) (5)",
    )  # fmt: skip
