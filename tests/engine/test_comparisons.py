"""Comparisons that are made with one click."""

import msgspec
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.engine.runs.comparisons import (
    LOSS_COMPARISONS,
    MOST_RUNS,
    OTHER_COMPARISONS,
    comparisons_for,
    have_same_parameters,
    renamed,
    run_names,
    with_copy,
    without,
)
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.checks import check_scenario
from lossstudio.engine.scenarios.fields.fields import RUN_FIELDS
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario, presets

replace = msgspec.structs.replace
KINDS = ("line", "threshold", "moons", "three_blobs", "penguins")
LOSS_FOR = {
    "line": "pinball",
    "threshold": "focal",
    "moons": "cross_entropy",
    "three_blobs": "cross_entropy",
    "penguins": "cross_entropy",
}


def scenario(dataset="line", **run):
    return Scenario(
        data=Data(dataset=dataset, n_samples=40), runs=(Run(loss=LOSS_FOR[dataset], **run),)
    )


def made(one, name, index=0):
    """The scenario of the comparison called `name`. Losses, models and optimisers that are dropped
    in come after the program's own."""
    (comparison,) = (c for c in comparisons_for(one, index) if c.name == name)
    return replace(one, runs=comparison.runs(one, index, str))


@pytest.mark.parametrize("dataset", KINDS)
@pytest.mark.parametrize("name", ["losses", "rates", "optimizers", "penalty", "models"])
def test_each_is_a_scenario_that_trains_and_differs_in_one_thing(dataset, name):
    one = scenario(dataset, learning_rate=0.01, l2=0.25, seed=3)
    several = made(one, name)
    check_scenario(several)
    assert 2 <= len(several.runs) <= MOST_RUNS
    assert several.data == one.data
    assert len(set(several.run_names())) == len(several.runs)
    varied = {
        "losses": {"loss", "loss_parameters"},
        "rates": {"learning_rate"},
        "optimizers": {"optimizer", "optimizer_parameters"},
        "penalty": {"l1", "l2"},
        "models": {"model", "degree"},
    }[name] | {"name"}
    for run in several.runs:
        for field in msgspec.structs.fields(Run):
            if field.name not in varied:
                assert getattr(run, field.name) == getattr(one.runs[0], field.name), field.name
    settings = [tuple(str(getattr(run, field)) for field in sorted(varied)) for run in several.runs]
    assert len(set(settings)) == len(settings)
    experiment = Experiment(several)
    experiment.advance(3)
    if name != "models":
        starts = {trainer.path.thetas[0].tobytes() for trainer in experiment.trainers}
        assert len(starts) == 1 or dataset == "moons"


def test_losses_are_those_of_the_data_not_of_the_run():
    names = {
        dataset: [run.loss for run in made(scenario(dataset), "losses").runs][:3]
        for dataset in KINDS
    }
    assert names["line"] == ["mse", "mae", "huber"]
    assert names["threshold"] == names["moons"] == ["binary_cross_entropy", "hinge", "brier"]
    assert names["three_blobs"] == names["penguins"]
    assert names["penguins"][:2] == ["cross_entropy", "multiclass_brier"]


def test_of_a_persons_own_data_the_present_loss_tells_the_task():
    points = tuple((float(x), float(x > 2)) for x in range(6))
    data = Data(dataset="points", points=points, test_fraction=0.0)
    for loss, first in (("huber", "mse"), ("hinge", "binary_cross_entropy")):
        one = Scenario(data=data, runs=(Run(loss=loss),))
        assert made(one, "losses").runs[0].loss == first


def test_rates_stay_within_what_is_allowed_and_are_each_once():
    limits = RUN_FIELDS["learning_rate"]
    rates = [run.learning_rate for run in made(scenario(learning_rate=0.3), "rates").runs]
    assert rates == [0.03, 0.3, 3.0]
    rates = [run.learning_rate for run in made(scenario(learning_rate=500.0), "rates").runs]
    assert rates == [50.0, 500.0, limits.maximum]
    rates = [run.learning_rate for run in made(scenario(learning_rate=1000.0), "rates").runs]
    assert rates == [100.0, 1000.0]
    rates = [run.learning_rate for run in made(scenario(learning_rate=1e-8), "rates").runs]
    assert rates[0] == limits.minimum


def test_the_runs_own_settings_are_kept_where_it_is_one_of_the_variants():
    one = scenario(optimizer="momentum", optimizer_parameters={"beta": 0.5}, l1=0.2)
    runs = made(one, "optimizers").runs[:3]
    assert [run.optimizer_parameters for run in runs] == [{}, {"beta": 0.5}, {}]
    runs = made(one, "penalty").runs
    assert [(run.l1, run.l2) for run in runs] == [(0.0, 0.0), (0.2, 0.0)]
    huber = Scenario(runs=(Run(loss="huber", loss_parameters={"delta": 0.3}),))
    assert made(huber, "losses").runs[2].loss_parameters == {"delta": 0.3}


def test_a_start_in_numbers_is_shared_where_it_fits():
    one = scenario(start=(1.0, 2.0))
    assert [run.start for run in made(one, "rates").runs] == [(1.0, 2.0)] * 3
    assert [run.start for run in made(one, "losses").runs[:3]] == [(1.0, 2.0)] * 3
    assert [run.start for run in made(one, "models").runs[:3]] == [(1.0, 2.0), None, None]
    two = replace(scenario("moons"), runs=(Run(loss="cross_entropy", start=(0.0,) * 6),))
    assert [run.start for run in made(two, "losses").runs[:3]] == [None] * 3


def test_parameters_are_held_fixed_where_they_are_the_same():
    one = scenario(fixed=("w",))
    for name in ("rates", "losses", "optimizers", "penalty"):
        assert {run.fixed for run in made(one, name).runs} == {("w",)}
    assert [run.fixed for run in made(one, "models").runs[:3]] == [("w",), (), ()]
    two = replace(scenario("moons"), runs=(Run(loss="cross_entropy", fixed=("w₁,₂", "bias")),))
    assert [run.fixed for run in made(two, "losses").runs[:3]] == [("bias",)] * 3


def test_it_is_made_from_the_run_that_is_looked_at():
    several = made(scenario(learning_rate=0.3), "rates")
    again = made(several, "losses", index=2)
    assert {run.learning_rate for run in again.runs} == {3.0}


def test_runs_are_named_after_what_differs():
    assert made(scenario(), "losses").run_names()[:3] == ("MSE", "MAE", "Huber")
    assert made(scenario(learning_rate=0.5), "rates").run_names() == (
        "η = 0.05",
        "η = 0.5",
        "η = 5",
    )
    assert made(scenario(), "penalty").run_names() == ("No penalty", "λ₂ = 0.1")
    assert made(scenario(), "models").run_names()[:3] == ("Linear", "Degree 3", "Network")


def change(before, **fields):
    runs = (*before.runs[:-1], replace(before.runs[-1], **fields))
    return renamed(before, replace(before, runs=runs), str)


def test_a_name_follows_the_setting_that_it_tells_and_no_other():
    rates = made(scenario(learning_rate=0.5), "rates")
    assert change(rates, learning_rate=0.25).run_names()[-1] == "η = 0.25"
    assert change(rates, optimizer="adam").run_names()[-1] == "η = 5"
    assert change(rates, name="mine", learning_rate=1.0).run_names()[-1] == "mine"
    mine = change(rates, name="mine")
    assert change(mine, learning_rate=0.125).run_names()[-1] == "mine"
    losses = made(scenario(), "losses")
    assert change(losses, loss="mae").run_names()[-1] == "MAE (3)"
    assert change(losses, loss="mae").runs[0].name == "MSE"
    models = made(scenario(), "models")
    assert change(models, model="polynomial", degree=5).run_names()[-1] == "Degree 5"
    assert renamed(rates, scenario(), str) == scenario()


def shout(message):
    """Another language."""
    return f"¡{message}!"


def test_a_name_that_the_program_gave_is_said_in_another_language_and_no_other_name():
    one = scenario(learning_rate=0.5)
    assert run_names(made(one, "losses"), shout)[:3] == ("¡MSE!", "¡MAE!", "¡Huber!")
    assert run_names(made(one, "models"), shout)[:3] == ("¡Linear!", "¡Degree 3!", "¡Network!")
    assert run_names(made(one, "penalty"), shout) == ("¡No penalty!", "¡λ₂ = 0.1!")
    runs = (
        Run(loss="binary_cross_entropy", name="Cross-entropy"),
        Run(loss="binary_cross_entropy", name="Binary cross-entropy"),
        Run(loss="hinge", name="Cross-entropy"),  # says something else than its loss
        Run(loss="hinge", name="my idea"),
        Run(loss="hinge"),
        Run(loss="formula", formula="exp(-m)", name="exp(-m)"),
    )
    several = Scenario(data=Data(dataset="moons"), runs=runs)
    assert run_names(several, shout) == (
        "¡Cross-entropy!",
        "¡Binary cross-entropy!",
        "Cross-entropy",
        "my idea",
        "¡Hinge! (5)",
        "¡exp(-m)!",
    )
    assert several.run_names()[0] == "Cross-entropy", "files and tables of figures keep it"


def test_names_that_another_language_makes_the_same_are_told_apart():
    runs = (Run(loss="mse", name="Squared error"), Run(loss="mse", name="MSE"))
    assert run_names(Scenario(runs=runs), lambda _: "平方误差") == ("Squared error", "平方误差")
    runs = (Run(loss="mse", name="MSE"), Run(loss="mse", name="MSE"))
    assert run_names(Scenario(runs=runs), lambda _: "平方误差") == ("平方误差", "平方误差 (2)")


@pytest.mark.parametrize("name", sorted(presets()))
def test_the_runs_of_an_example_have_names_in_the_language_that_is_spoken(name):
    shipped = load_scenario(presets()[name])
    for run, shown in zip(shipped.runs, run_names(shipped, shout), strict=True):
        assert shown == f"¡{run.name}!"


def test_labels_and_names_need_no_qt_and_every_kind_has_a_loss():
    for comparison in (*LOSS_COMPARISONS.values(), *OTHER_COMPARISONS):
        assert comparison.title
        assert len(comparison.help) > 40
    assert {loss.task for loss in LOSSES.values()} == set(LOSS_COMPARISONS)


def test_a_copy_comes_last_and_is_named_by_its_loss():
    one = made(scenario(), "losses")
    more = with_copy(one, 1)
    assert more.runs[:3] == one.runs
    assert more.runs[3] == replace(one.runs[1], name="")
    assert without(more, 0).runs == more.runs[1:]
    with pytest.raises(ValueError, match="at least one"):
        without(scenario(), 0)


def test_runs_have_the_same_parameters_whatever_trains_them():
    assert have_same_parameters(Run(), Run(loss="mae", optimizer="adam", seed=4))
    assert not have_same_parameters(Run(), Run(bias=False))
    assert not have_same_parameters(Run(), Run(model="polynomial"))
    one, two = Run(loss="hinge"), Run(loss="cross_entropy")
    assert have_same_parameters(one, Run(loss="brier"))
    assert not have_same_parameters(one, two)  # one score, and one a class
