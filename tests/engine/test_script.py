"""A script does what the engine does: every loss at every step, by itself, with NumPy alone."""

import ast
import contextlib
import csv
import io
import itertools
import json
import math
import re
import subprocess
import sys
import tokenize
import warnings
from pathlib import Path

import msgspec
import numpy as np
import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from lossstudio.core.class_weights import balanced_weights
from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.label_noise import relabelled
from lossstudio.core.expression.evaluate import WRITTEN_OUT
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.own import EXAMPLES, make_loss
from lossstudio.core.models import ACTIVATIONS, INITIALIZATIONS, MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.data import own_points
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.recording import record
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import find_scenario, parse_scenario, presets
from lossstudio.engine.script import chinese, comments, data_code
from lossstudio.engine.script.notebook import notebook
from lossstudio.engine.script.plan import plan, plan_of, plan_of_recording
from lossstudio.engine.script.script import write_script
from lossstudio.engine.script.sources import Gathered, read, renamed
from lossstudio.engine.script.tidy import tidy, width
from lossstudio.engine.training.objective import build_model


def text_of(scenario, language="en"):
    return write_script(plan_of(scenario), language).text


def run(text):
    """What the script leaves behind, and what it printed. It gives no warning."""
    space, out = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(text, "script.py", "exec"), space)
    return space, out.getvalue()


def histories(space):
    """The losses of each run, (steps + 1, 3), or 4 with a validation set."""
    losses = space["losses"]
    every = [losses] if isinstance(losses, list) else losses.values()
    return [np.array(history, dtype=np.float64) for history in every]


def assert_same(experiment, text):
    """The script's losses are the engine's; returns what it left behind and what it printed."""
    space, out = run(text)
    found = histories(space)
    assert len(found) == len(experiment.trainers)
    for ours, trainer in zip(found, experiment.trainers, strict=True):
        theirs = trainer.record.curves(0, None, 10**9).low
        assert ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12)
    return space, out


def trained(scenario):
    experiment = Experiment(scenario)
    experiment.advance(scenario.steps)
    return experiment


def changed(experiment, data=None, **run):
    """Go on with other settings of the data and of every run."""
    scenario = experiment.scenario
    experiment.change(
        msgspec.structs.replace(
            scenario,
            data=msgspec.structs.replace(scenario.data, **(data or {})),
            runs=tuple(msgspec.structs.replace(each, **run) for each in scenario.runs),
        )
    )


# -- a spread of all there is ----------------------------------------------------------------------

GENERATED = {
    Task.REGRESSION: ["line", "article", "d2l_line", "quadratic", "sine", "heteroscedastic"],
    Task.BINARY: ["threshold", "blobs", "circles", "moons", "xor", "spirals"],
    Task.MULTICLASS: ["three_blobs", "pinwheel"],
}


def spread():
    """Scenarios in which each loss meets each optimiser, and everything else comes in turn."""
    turn = {
        name: itertools.cycle(values)
        for name, values in {
            "model": MODELS,
            "schedule": SCHEDULES,
            "activation": ACTIVATIONS,
            "initialization": INITIALIZATIONS,
            "batch_size": (None, 7, None, 16, 1000),
            "batch_order": ("shuffled", "shuffled", "file"),
            "class_weights": ("none", "none", "balanced"),
            "fixed": ((), (), (), ("theta[2]",), ()),
            "reduction": ("mean", "mean", "sum"),
            "l1": (0.0, 0.0, 0.02),
            "l2": (0.0, 0.03),
            "bias": (True, True, True, False),
            "standardize": (None, "inputs", None, "inputs_and_target", "inputs", False, None),
            "degree": (1, 2, 4, 3),
            "hidden_layers": ((3,), (4, 2), (), (2, 3, 2)),
            "outlier_fraction": (0.0, 0.0, 0.1),
            "test_fraction": (0.2, 0.2, 0.2, 0.2, 0.0),
            "validation_fraction": (0.0, 0.0, 0.25),
            "seed": (0, 3, 2**32 - 1),
        }.items()
    }
    datasets = {task: itertools.cycle(names) for task, names in GENERATED.items()}
    all_pairs = math.lcm(len(MODELS), len(SCHEDULES))
    for turns, (loss, optimizer) in enumerate(itertools.product(LOSSES.values(), OPTIMIZERS)):
        if turns and turns % all_pairs == 0:  # where the two would only meet in the same pairs
            next(turn["schedule"])
        pick = {name: next(values) for name, values in turn.items()}
        if loss.task is not Task.REGRESSION and pick["standardize"] == "inputs_and_target":
            pick["standardize"] = "inputs"
        if loss.task is Task.REGRESSION:
            pick["class_weights"] = "none"
        if pick["standardize"] or not pick["bias"]:
            pick["fixed"] = ()
        data = Data(
            dataset=next(datasets[loss.task]),
            n_samples=40,
            seed=pick["seed"],
            outlier_fraction=pick.pop("outlier_fraction"),
            test_fraction=pick.pop("test_fraction"),
            validation_fraction=pick.pop("validation_fraction"),
        )
        yield Scenario(
            data=data,
            runs=(Run(loss=loss.name, optimizer=optimizer, learning_rate=0.03, **pick),),
            steps=40,
        )


SPREAD = list(spread())


def test_the_spread_has_everything():
    runs = [scenario.runs[0] for scenario in SPREAD]
    for name, registry in (
        ("loss", LOSSES),
        ("optimizer", OPTIMIZERS),
        ("model", MODELS),
        ("schedule", SCHEDULES),
        ("activation", ACTIVATIONS),
        ("initialization", INITIALIZATIONS),
    ):
        assert {getattr(run, name) for run in runs} == set(registry), name
    generated = {name for name, each in DATASETS.items() if not each.is_real}
    assert {scenario.data.dataset for scenario in SPREAD} == generated
    pairs = {(run.model, run.schedule) for run in runs}
    assert len(pairs) == len(MODELS) * len(SCHEDULES)


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_with_every_optimizer(loss):
    for scenario in SPREAD:
        if scenario.runs[0].loss == loss:
            space, _ = assert_same(trained(scenario), text_of(scenario))
            assert len(space["losses"]) == 41


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set(name):
    generator = DATASETS[name]
    loss = {0: "mse", 2: "binary_cross_entropy"}.get(len(generator.classes), "cross_entropy")
    scenario = Scenario(
        data=Data(dataset=name, n_samples=30, seed=4, outlier_fraction=0.2),
        runs=(Run(loss=loss, model="polynomial", degree=2, learning_rate=1e-3),),
        steps=30,
    )
    experiment = trained(scenario)
    space, _ = assert_same(experiment, text_of(scenario))
    dataset = experiment.trainers[0].objective.dataset
    np.testing.assert_array_equal(space["x"], dataset.x)
    task = LOSSES[loss].task
    np.testing.assert_array_equal(space["y"], dataset.encoded(task))


@pytest.mark.parametrize("name", ["line", "threshold", "pinwheel"])
def test_outliers_among_the_training_samples(name):
    loss = {0: "mse", 2: "binary_cross_entropy"}.get(len(DATASETS[name].classes), "cross_entropy")
    data = Data(dataset=name, n_samples=30, outlier_fraction=0.2, outliers_in="train")
    experiment = trained(Scenario(data=data, runs=(Run(loss=loss),), steps=5))
    space, _ = assert_same(experiment, text_of(experiment.scenario))
    dataset = experiment.trainers[0].objective.dataset
    np.testing.assert_array_equal(space["x"], dataset.x)
    assert sorted(space["outliers"]) == np.flatnonzero(dataset.is_outlier).tolist()


@pytest.mark.parametrize("how", ["inputs", "inputs_and_target"])
@pytest.mark.parametrize("bias", [True, False])
def test_inputs_that_are_0_in_all_training_rows(how, bias):
    points = tuple((float(i > 11), float(i % 4)) for i in range(15))
    run = Run(standardize=how, bias=bias)
    scenario = Scenario(data=Data(dataset="points", points=points), runs=(run,), steps=5)
    experiment = trained(scenario)
    space, _ = assert_same(experiment, text_of(scenario))
    if how == "inputs_and_target":
        trainer = experiment.trainers[0]
        named = trainer.objective.in_data_units(trainer.theta)
        np.testing.assert_allclose(space["weights"].ravel(), np.ravel(named["weights"]))
        if bias:
            np.testing.assert_allclose(space["bias"].ravel(), np.ravel(named["bias"]))


@pytest.mark.parametrize("outliers", [0.0, 0.2])
@pytest.mark.parametrize("name", ["threshold", "moons", "pinwheel", "iris"])
def test_wrong_labels(name, outliers):
    loss = "cross_entropy" if len(DATASETS[name].classes) > 2 else "binary_cross_entropy"
    data = Data(dataset=name, n_samples=30, seed=4, outlier_fraction=outliers, label_noise=0.3)
    for language in comments.LANGUAGES:
        experiment = trained(Scenario(data=data, runs=(Run(loss=loss),), steps=5))
        text = text_of(experiment.scenario, language)
        space, _ = assert_same(experiment, text)
        dataset = experiment.trainers[0].objective.dataset
        np.testing.assert_array_equal(space["y"], dataset.encoded(LOSSES[loss].task))
        if not DATASETS[name].is_real:
            docstring = "Classes (n,) with" if language == "en" else "类别 (n,)"
            assert docstring in text


@pytest.mark.parametrize("name", ["moons", "three_blobs", "penguins"])
def test_labels_are_changed_on_the_way(name):
    loss = "binary_cross_entropy" if name == "moons" else "cross_entropy"
    runs = (Run(loss=loss, model="mlp", hidden_layers=(3,), batch_size=7), Run(loss=loss))
    experiment = Experiment(Scenario(data=Data(dataset=name, n_samples=30), runs=runs))
    for share in (0.1, 0.4, 0.0, 0.2):
        experiment.advance(4)
        changed(experiment, {"label_noise": share})
    experiment.advance(4)
    changed(experiment, {"outlier_fraction": 0.2})
    experiment.advance(4)
    assert_same(experiment, write_script(plan_of_recording(record(experiment))).text)


@pytest.mark.parametrize("name", presets())
def test_every_preset(name):
    scenario = msgspec.structs.replace(find_scenario(name), steps=60)
    experiment = trained(scenario)
    space, out = assert_same(experiment, text_of(scenario))
    assert len(out.splitlines()) >= 2
    if len(scenario.runs) == 1:
        np.testing.assert_allclose(
            space["last"].ravel(), experiment.trainers[0].theta, rtol=1e-12, atol=1e-12
        )


def test_rmsprop_near_the_optimum_where_every_rounding_counts():
    scenario = Scenario(
        runs=(Run(optimizer="rmsprop", model="polynomial", degree=3, learning_rate=0.05),),
        steps=800,
    )
    assert_same(trained(scenario), text_of(scenario))


def test_a_start_in_numbers_and_one_that_is_too_long_to_write_out():
    given = Run(start=(0.25, -1.5))
    network = Run(model="mlp", hidden_layers=(4,), start=tuple(np.linspace(-1, 1, 13)))
    drawn = Run(loss="cross_entropy", model="polynomial", degree=6)
    for data, run_ in ((Data(), given), (Data(), network), (Data("moons"), drawn)):
        scenario = Scenario(data=data, runs=(run_,), steps=15)
        assert_same(trained(scenario), text_of(scenario))


# -- standardised ----------------------------------------------------------------------------------

FAR = tuple(
    (1000.0 + 300.0 * math.sin(i), 0.02 * math.cos(3 * i), 50.0 + 7.0 * math.sin(i + 1.0))
    for i in range(25)
)
STANDARDISED = {
    "linear": Run(),
    "linear without bias": Run(bias=False),
    "polynomial": Run(model="polynomial", degree=3),
    "polynomial without bias": Run(model="polynomial", degree=2, bias=False),
    "network": Run(model="mlp", hidden_layers=(3,)),
    "network without biases": Run(model="mlp", hidden_layers=(2, 2), bias=False),
}


@pytest.mark.parametrize("penalty", [{}, {"l2": 1e-7}, {"l1": 1e-4, "l2": 1e-7}], ids=str)
@pytest.mark.parametrize("how", ["inputs", "inputs_and_target"])
@pytest.mark.parametrize("name", STANDARDISED)
def test_standardised_runs(name, how, penalty):
    own = msgspec.structs.replace(STANDARDISED[name], standardize=how, learning_rate=0.01)
    own = msgspec.structs.replace(own, **penalty)
    scenario = Scenario(data=Data(dataset="points", points=FAR), runs=(own,), steps=30)
    experiment = trained(scenario)
    space, _ = assert_same(experiment, text_of(scenario))
    trainer = experiment.trainers[0]
    assert trainer.step == 30
    if own.model == "linear":
        found = trainer.objective.in_data_units(trainer.theta)
        np.testing.assert_allclose(space["weights"].ravel(), found["weights"], rtol=1e-9)
        if own.bias:
            np.testing.assert_allclose(space["bias"], found["bias"], rtol=1e-9)


@pytest.mark.parametrize("penalty", [{}, {"l1": 1e-4, "l2": 1e-7, "optimizer": "adam"}], ids=str)
def test_runs_that_standardise_differently(penalty):
    runs = tuple(
        msgspec.structs.replace(own, standardize=how, learning_rate=1e-8, **penalty)
        for own in (*STANDARDISED.values(), Run(name="r", batch_size=6))
        for how in ((None, "inputs") if own.degree > 1 else ("inputs_and_target",))
    )
    scenario = Scenario(data=Data(dataset="points", points=FAR), runs=runs, steps=12)
    text = text_of(scenario)
    assert_same(trained(scenario), text)
    assert "u2 = " in text
    assert "t2 = " in text


def test_standardised_samples_that_change_on_the_way():
    own = Run(standardize="inputs_and_target", l2=1e-7)
    runs = (own, msgspec.structs.replace(own, model="mlp", hidden_layers=(2,)))
    for count in (1, 2):
        data = Data(dataset="points", points=FAR)
        experiment = Experiment(Scenario(data=data, runs=runs[:count], steps=5))
        experiment.advance(5)
        changed(experiment, data={"points": (*FAR[:3], (3000.0, 0.1, 90.0), *FAR[4:])})
        experiment.advance(5)
        assert_same(experiment, write_script(plan_of_recording(record(experiment))).text)
    experiment = Experiment(Scenario(data=Data(n_samples=30), runs=(own,), steps=5))
    experiment.advance(5)
    changed(experiment, data={"noise": 0.9})
    experiment.advance(5)
    assert_same(experiment, write_script(plan_of_recording(record(experiment))).text)


# -- a person's own loss ---------------------------------------------------------------------------


@pytest.mark.parametrize("formula", [text for text, _ in EXAMPLES])
def test_a_formula_of_one_s_own(formula):
    """Its text is not the code that runs here, so that single roundings may differ."""
    task = make_loss(formula).task
    dataset = "line" if task is Task.REGRESSION else "moons"
    run_ = Run(loss="formula", formula=formula, model="mlp", hidden_layers=(3,), l2=0.01)
    scenario = Scenario(data=Data(dataset, n_samples=40), runs=(run_,), steps=60)
    text = text_of(scenario, "zh_CN")
    assert_same(trained(scenario), text)
    assert "以及它的斜率" in text


def test_formulas_beside_each_other_and_one_after_the_other():
    formulas = ("log(1 + r**2)", "a*|r| + r**2", "sqrt(1 + r**2) - 1")
    runs = tuple(Run(loss="formula", formula=formula) for formula in formulas)
    scenario = Scenario(runs=(*runs, Run(loss="huber")), steps=20)
    experiment = trained(scenario)
    text = text_of(scenario)
    assert_same(experiment, text)
    assert {f"def {name}(" in text for name in ("formula", "formula_2", "formula_3")} == {True}
    single = Experiment(Scenario(runs=runs[:1]))
    single.advance(7)
    changed(single, formula=formulas[1], loss_parameters={"a": 0.25})
    single.advance(7)
    assert_same(single, write_script(plan_of_recording(record(single))).text)


# -- a person's own data ---------------------------------------------------------------------------


def test_points_and_tables(tmp_path):
    path = tmp_path / "heights.csv"
    rows = ["a;b,c;kind"] + [f"{i};{i * i / 7:.3f};{'xyz'[i % 3]}" for i in range(30)]
    path.write_text("\n".join(rows), encoding="utf-8")
    table = Scenario(
        data=Data(dataset="csv", file=str(path)),
        runs=(Run(loss="cross_entropy", model="mlp", hidden_layers=(3,)),),
        steps=20,
    )
    points = Scenario(
        data=Data(dataset="points", points=((0.1, 1.0), (0.2, 1.5), (0.4, 1.25), (1.0, 3.0))),
        steps=20,
    )
    for scenario in (table, points):
        assert_same(trained(scenario), text_of(scenario))
    assert "0: x, 1: y, 2: z" in text_of(table)
    assert "[0.2, 1.5]" in text_of(points)


def test_too_many_numbers_are_refused():
    rows = tuple((float(i), float(i % 2)) for i in range(50_001))
    scenario = Scenario(
        data=Data(dataset="points", points=rows), runs=(Run(learning_rate=1e-8),), steps=1
    )
    with pytest.raises(InputError, match="100002 numbers; a script can hold at most 100000"):
        text_of(scenario)


def test_names_of_a_person_cannot_become_code(tmp_path):
    path = tmp_path / "odd.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [["x'\nimport os", 'y"""\nraise SystemExit'], [1, 2], [2, 3], [3, 5]]
        csv.writer(file).writerows(rows)
    scenario = Scenario(
        title='End """\nraise SystemExit\n\\N{',
        data=Data(dataset="csv", file=str(path), test_fraction=0.0),
        runs=(Run(name='"]; raise SystemExit #'), Run(name="two\\", loss="mae"), Run(loss="huber")),
        steps=3,
    )
    space, _ = assert_same(trained(scenario), text_of(scenario))
    assert list(space["losses"]) == ['"]; raise SystemExit #', "two\\", "huber"]
    assert "os" not in space


ODD = "\0\x1b[31m\x85\u2028\u2029\u202e\ufeff\r\n\\N{x}\"'\x7f"
"""Signs that end a line or a program, turn a text round, or mean something to Python."""


@pytest.mark.parametrize("language", comments.LANGUAGES)
def test_signs_that_cannot_be_shown_are_in_no_script(tmp_path, language):
    path = tmp_path / "odd.csv"
    rows = f'"{ODD[1:-3]}",y\n1,2\n2,3\n3,5\n'
    path.write_text(rows, encoding="utf-8", newline="")
    raw = {
        "format": 1,
        "title": f"A{ODD}B",
        "data": {"dataset": "csv", "file": str(path), "test_fraction": 0},
        "runs": [{"name": f"a{ODD}"}, {"name": f"a{ODD}", "loss": "mae"}, {"name": ODD[2:5]}],
        "steps": 2,
    }
    scenario = parse_scenario(json.dumps(raw))
    text = text_of(scenario, language)
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    space, _ = assert_same(trained(scenario), text)
    assert len(space["losses"]) == 3
    cells = json.loads(notebook(write_script(plan_of(scenario), language)))["cells"]
    assert all(
        isinstance(ast.parse("".join(cell["source"])), ast.Module)
        for cell in cells
        if cell["cell_type"] == "code"
    )
    assert "A\N{REPLACEMENT CHARACTER}" in "".join(cells[0]["source"])


def test_a_title_is_no_markup_in_a_notebook():
    scenario = Scenario(title="<img src=x onerror=go()> $x$ [a](b) *c* &amp; `d` \\\\e", steps=1)
    (cell, *_) = json.loads(notebook(write_script(plan_of(scenario))))["cells"]
    first = "".join(cell["source"]).splitlines()[0]
    shown = MarkdownIt("commonmark").use(dollarmath_plugin).render(first)
    assert shown == ("<h1>&lt;img src=x onerror=go()&gt; $x$ [a](b) *c* &amp;amp; `d` //e</h1>\n")


def test_a_name_stays_on_the_line_of_its_comment():
    assert data_code._one_line(" a\r\nimport os\x0b\u2028b") == "a import os b"
    assert len(data_code._one_line("long " * 50)) == 40


# -- several runs, and changes on the way ----------------------------------------------------------


def test_runs_that_are_trained_alike_share_a_function():
    text = text_of(find_scenario("outliers"))
    assert text.count("def train") == 1
    assert "def train(start, loss, learning_rate):" in text
    assert 'results["Huber"] = train(start, loss=partial(huber, delta=0.5)' in text


def test_runs_with_nothing_in_common():
    runs = (
        Run(name="一", model="linear", bias=False, optimizer="adam", schedule="cosine"),
        Run(model="mlp", hidden_layers=(3,), batch_size=8, l2=0.1, optimizer="adamw"),
        Run(loss="huber", model="polynomial", degree=3, reduction="sum", learning_rate=0.001),
        Run(loss="mae", model="mlp", hidden_layers=(2, 2), activation="relu", seed=5),
    )
    scenario = Scenario(data=Data(n_samples=30), runs=runs, steps=25)
    assert_same(trained(scenario), text_of(scenario))
    mixed = Scenario(
        data=Data(dataset="moons", n_samples=30),
        runs=(Run(loss="hinge"), Run(loss="cross_entropy", batch_size=4)),
        steps=25,
    )
    assert_same(trained(mixed), text_of(mixed))


RARE = Data(dataset="challenger", test_fraction=0.2)
"""Of 18 training samples, a few are of class 1."""
WEIGHED = [
    Run(loss="binary_cross_entropy", class_weights="balanced", standardize="inputs"),
    Run(loss="hinge", class_weights="balanced", batch_size=5, learning_rate=1e-3),
    Run(loss="cross_entropy", class_weights="balanced", fixed=("bias",), learning_rate=1e-3),
    Run(loss="brier", batch_size=4, batch_order="file", optimizer="adamw", fixed=("w",)),
]


@pytest.mark.parametrize("runs", [*([run] for run in WEIGHED), WEIGHED])
@pytest.mark.parametrize("language", comments.LANGUAGES)
def test_weights_of_classes_fixed_parameters_and_batches_in_order(runs, language):
    scenario = Scenario(data=RARE, runs=tuple(runs), steps=30)
    text = write_script(plan_of(scenario), language).text
    assert_same(trained(scenario), text)
    assert ("weight = balanced_weights(" in text) == any(r.class_weights != "none" for r in runs)
    assert ("is_free.flat[" in text) == any(run.fixed for run in runs)
    assert ("order = np.arange(n_train)" in text) == any(r.batch_order == "file" for r in runs)
    assert ("permutation" in text) == any(
        run.batch_size and run.batch_order == "shuffled" for run in runs
    )


@pytest.mark.parametrize("runs", [1, 2])
def test_classes_are_weighed_on_the_way(runs):
    run = Run(loss="binary_cross_entropy", standardize="inputs", batch_size=7)
    scenario = Scenario(data=RARE, runs=(run, msgspec.structs.replace(run, seed=1))[:runs])
    experiment = Experiment(scenario)
    experiment.advance(3)
    changed(experiment, class_weights="balanced")
    experiment.advance(4)
    changed(experiment, class_weights="none", batch_size=None)
    experiment.advance(5)
    changed(experiment, class_weights="balanced")
    experiment.advance(6)
    assert_same(experiment, write_script(plan_of_recording(record(experiment))).text)


def test_weights_follow_points_that_are_edited():
    points = tuple((i / 7 - 1.0, float(i % 4 == 0)) for i in range(20))
    run = Run(loss="binary_cross_entropy", class_weights="balanced")
    experiment = Experiment(Scenario(data=Data(dataset="points", points=points), runs=(run,)))
    experiment.advance(5)
    changed(experiment, {"points": moved(points, 3, (0.4, 0.0))})
    experiment.advance(5)
    changed(experiment, {"points": (*points[:10], (0.1, 1.0), *points[10:])})
    experiment.advance(5)
    assert_same(experiment, write_script(plan_of_recording(record(experiment))).text)


CHANGES = [
    {"learning_rate": 0.2},
    {"loss": "huber", "loss_parameters": {"delta": 0.3}},
    {"optimizer": "adam", "optimizer_parameters": {"beta1": 0.5}},
    {"optimizer_parameters": {}, "l2": 0.1},
    {"schedule": "exponential", "schedule_parameters": {"decay": 0.95}},
    {"batch_size": 5, "fixed": ("bias",)},
    {"batch_order": "file"},
    {"fixed": ("weights",), "batch_order": "shuffled"},
    {"fixed": (), "batch_size": None, "reduction": "sum", "learning_rate": 0.001},
    {"data": {"noise": 0.8}},
    {"data": {"outlier_fraction": 0.2}},
    {"data": {"outlier_strength": 9.0}, "l1": 0.05},
    {"data": {"outliers_in": "train"}},
    {"data": {"outlier_fraction": 0.3}},
]


@pytest.mark.parametrize("runs", [1, 2])
@pytest.mark.parametrize("language", comments.LANGUAGES)
def test_changes_on_the_way_happen_at_their_steps(runs, language):
    scenario = Scenario(
        data=Data(n_samples=30), runs=(Run(optimizer="momentum"), Run(seed=2, l2=0.2))[:runs]
    )
    experiment = Experiment(scenario)
    changed(experiment, learning_rate=0.05)  # before the first step
    for count, change in enumerate(CHANGES, start=4):
        experiment.advance(count)
        changed(experiment, **change)
    experiment.advance(9)
    text = write_script(plan_of_recording(record(experiment)), language).text
    assert_same(experiment, text)
    assert text.count("    if step == ") >= len(CHANGES)


def test_what_comes_after_the_last_step_is_left_out():
    experiment = Experiment(Scenario(data=Data(n_samples=30)))
    start = experiment.trainers[0].theta
    experiment.advance(10)
    changed(experiment, learning_rate=0.3)
    experiment.advance(10)
    segments = [experiment.trainers[0].segments]
    text = write_script(plan(experiment.scenario, segments, [start], [6])).text
    assert "if step == 10" not in text
    experiment.go_to(6)
    experiment.forget_later()
    assert_same(experiment, text)


def moved(points, row, values):
    return (*points[:row], values, *points[row + 1 :])


def test_points_edited_on_the_way():
    points = tuple((i / 20, (i * i % 7) / 3) for i in range(20))
    for runs in ((Run(),), (Run(), Run(loss="mae"))):
        scenario = Scenario(data=Data(dataset="points", points=points), runs=runs)
        experiment = Experiment(scenario)
        experiment.advance(5)
        now = moved(points, 3, (0.5, 9.0))
        changed(experiment, {"points": now})
        experiment.advance(5)
        now = (*now[:16], (0.75, 2.0), (0.8, 2.5), *now[16:])  # before the test rows
        changed(experiment, {"points": now, "test_fraction": 4 / 22})
        experiment.advance(5)
        now = now[1:]
        changed(experiment, {"points": now, "test_fraction": 4 / 21})
        experiment.advance(5)
        text = write_script(plan_of_recording(record(experiment))).text
        space, _ = assert_same(experiment, text)
        assert "x[3], y[3] = [0.5], [9.0]" in text
        if len(runs) == 1:
            np.testing.assert_array_equal(np.hstack([space["x"], space["y"]]), now)


def test_points_of_mixed_sets_edited_on_the_way():
    points = tuple((i / 20, (i * i % 7) / 3) for i in range(20))
    data = Data(dataset="points", points=points, test_rows=(3, 9), validation_rows=(0, 12, 19))
    for runs in ((Run(batch_size=4),), (Run(), Run(loss="mae"))):
        experiment = Experiment(Scenario(data=data, runs=runs))
        experiment.advance(5)
        for edit in (
            lambda points: own_points.moved(points, 0, {-1: 3.0}),
            lambda points: own_points.added(points, [(0.3, 0.3)]),
            lambda points: own_points.removed(points, [9, 12]),
        ):
            own = experiment.scenario.data
            edited = own_points.own_data(own, edit(own_points.points_in(own)))
            experiment.change(msgspec.structs.replace(experiment.scenario, data=edited))
            experiment.advance(5)
        text = write_script(plan_of_recording(record(experiment))).text
        _, out = assert_same(experiment, text)
        assert "validation" in out


def test_a_shuffled_table_with_a_validation_set(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("x,y\n" + "\n".join(f"{i / 30},{i // 10}" for i in range(30)))
    data = Data(dataset="csv", file=str(path), split="shuffled", validation_fraction=0.2)
    scenario = Scenario(data=data, runs=(Run(loss="cross_entropy"),), steps=20)
    script = write_script(plan_of(scenario))
    assert "n_train, n_validation = 18, 6" in script.text
    assert_same(trained(scenario), script.text)
    for one in (script, write_script(plan_of(with_values(scenario, [("runs.1", "copy")])))):
        source = json.loads(notebook(one))["cells"][-1]["source"]
        assert "validation loss" in "".join(source)
        ast.parse("".join(source))


def test_generated_samples_that_were_edited():
    scenario = Scenario(data=Data(dataset="article", n_samples=20))
    experiment = Experiment(scenario)
    dataset = experiment.trainers[0].objective.dataset
    rows = tuple(map(tuple, np.column_stack([dataset.x, dataset.target]).tolist()))
    changed(experiment, {"dataset": "points", "points": moved(rows, 2, (0.5, 4.0))})
    experiment.advance(5)
    # The article's own start stays, though points alone would be begun otherwise.
    assert_same(experiment, write_script(plan_of_recording(record(experiment))).text)


# -- what diverges ---------------------------------------------------------------------------------


def test_a_diverging_run_stops_where_the_engine_does_and_says_so():
    scenario = Scenario(runs=(Run(learning_rate=50.0),), steps=500)
    experiment = trained(scenario)
    (trainer,) = experiment.trainers
    assert trainer.overflowed
    space, out = assert_same(experiment, text_of(scenario))
    assert f"Step {trainer.step + 1} leaves the finite numbers: training diverges." in out
    np.testing.assert_allclose(space["last"].ravel(), trainer.theta, rtol=1e-9)
    assert "nan" not in out
    assert "inf" not in out.replace("finite", "")


@pytest.mark.parametrize(
    "runs",
    [
        (Run(learning_rate=50.0),),
        (Run(learning_rate=50.0, batch_size=8), Run(loss="huber")),
        (Run(loss="formula", formula="exp(r)", learning_rate=5.0),),
        (
            Run(
                loss="log_cosh", optimizer="momentum", model="polynomial", degree=9, learning_rate=9
            ),
        ),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_diverges_gives_no_warning_but_a_sentence(runs, language):
    scenario = Scenario(runs=runs, steps=300)
    experiment = trained(scenario)
    _, out = assert_same(experiment, text_of(scenario, language))
    stops = [trainer.step + 1 for trainer in experiment.trainers if trainer.overflowed]
    said = {"en": "Step {} leaves the finite numbers", "zh_CN": "第 {} 步"}[language]
    for step in stops:
        assert said.format(step) in out


def test_what_a_script_ignores_is_ignored_by_it_alone():
    before = np.geterr()
    run(text_of(Scenario(runs=(Run(learning_rate=50.0),), steps=500)))
    assert np.geterr() == before


def test_a_scenario_without_a_finite_start_is_refused():
    scenario = Scenario(runs=(Run(start=(1e200, 0.0)),))
    with pytest.raises(InputError, match="finite"):
        plan_of(scenario)


# -- by itself -------------------------------------------------------------------------------------


def test_the_article_s_number_from_a_process_of_its_own(tmp_path):
    path = tmp_path / "article.py"
    path.write_text(text_of(find_scenario("article")), encoding="utf-8")
    code = (
        f"import runpy, sys; space = runpy.run_path({str(path)!r}); "
        "print(repr(float(space['losses'][-1][1])), 'lossstudio' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    value, is_loaded = done.stdout.splitlines()[-1].split()
    assert float(value) == pytest.approx(0.1356513781055041, abs=1e-12)
    assert is_loaded == "False"


def test_a_simple_script_is_short_and_has_nothing_that_it_does_not_need():
    text = text_of(find_scenario("article"))
    assert len(text.splitlines()) <= 68
    for word in ("epoch", "is_weight", "partial", "penalty", "rate =", "rng_noise", "u ="):
        assert word not in text.replace("learning_rate =", ""), word
    assert re.findall(r"^(?:import|from) .*", text, re.M) == ["import numpy as np"]


def test_the_loss_is_shown_as_it_stands():
    for loss in LOSSES.values():
        dataset = {Task.REGRESSION: "line", Task.BINARY: "blobs"}.get(loss.task, "three_blobs")
        scenario = Scenario(data=Data(dataset=dataset, n_samples=20), runs=(Run(loss=loss.name),))
        text = text_of(scenario)
        assert "\n".join(f"    {line}" if line else "" for line in read(loss.function).body) in text


def test_scripts_are_clean_python(tmp_path):
    """No name that is not there, nothing unused, no line that is too long for an editor."""
    scenarios = [*SPREAD[::5], *map(find_scenario, presets())]
    for number, scenario in enumerate(scenarios):
        language = comments.LANGUAGES[number % 2]
        path = tmp_path / f"script_{number}.py"
        path.write_text(text_of(scenario, language), encoding="utf-8")
    command = ["-m", "ruff", "check", "--isolated", "--select", "E,F,W", "--line-length", "100"]
    done = subprocess.run(
        [sys.executable, *command, str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


# -- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "data", "fields"),
    [
        ("log(cosh(r))", {"dataset": "line", "noise": 0.0}, {"learning_rate": 0.5}),
        (
            "softplus(r) + softplus(-r)",
            {"dataset": "article"},
            {"model": "mlp", "hidden_layers": (3,), "reduction": "sum", "optimizer": "momentum"},
        ),
        (
            "(p - y)**2 - 0.1*tanh(m)",
            {"dataset": "moons"},
            {"model": "mlp", "hidden_layers": (3,), "activation": "sigmoid", "reduction": "sum"},
        ),
    ],
)
def test_own_formulas_keep_all_their_digits(formula, data, fields):
    """Of tiny residuals, and where a learning rate that is too large makes every digit grow."""
    runs = (Run(loss="formula", formula=formula, **fields),)
    experiment = trained(Scenario(data=Data(**data), runs=runs, steps=300))
    text = text_of(experiment.scenario)
    space, _ = run(text)
    theirs = experiment.trainers[0].record.curves(0, None, 10**9).low
    np.testing.assert_allclose(histories(space)[0], theirs, rtol=1e-12, atol=1e-300)
    assert text.count("def sigmoid(") <= 1


def model_runs():
    """Each kind of model in its variants."""
    for name in MODELS:
        for bias, layers in itertools.product((True, False), ((), (3,))):
            yield Run(
                model=name,
                loss="binary_cross_entropy",
                bias=bias,
                hidden_layers=layers,
                degree=2,
            )


def model_functions():
    """What scripts show of models that are not written by the line."""
    dataset = build_samples(Scenario(data=Data(dataset="moons")))
    for run in model_runs():
        model = build_model(dataset, run)
        if (columns := model.columns("x")) is not None:
            yield from columns.functions
        if (exported := model.exported()) is not None:
            functions = exported.features, exported.forward, exported.backward
            yield from filter(None, functions)


def shown_words():
    """Every docstring and comment of the functions that scripts may show."""
    functions = [
        *(loss.function for loss in LOSSES.values()),
        *(optimizer.update for optimizer in OPTIMIZERS.values()),
        *(schedule.rate for schedule in SCHEDULES.values()),
        *(each.function for each in INITIALIZATIONS.values()),
        *(each.function for each in ACTIVATIONS.values()),
        *(each.slope for each in ACTIVATIONS.values()),
        *WRITTEN_OUT.values(),
        balanced_weights,
        relabelled,
        *(each.draw for each in DATASETS.values() if not each.is_real),
        *model_functions(),
    ]
    draws = {each.draw for each in DATASETS.values()}
    shown = [make_loss(text).source for text, _ in EXAMPLES]
    for function in functions:
        gathered = Gathered()
        gathered.add(function)
        if function in draws:  # its body alone is shown
            gathered.texts["draw"] = "\n".join(read(function).body)
        shown += gathered.texts.values()
    for run in model_runs():
        kind = MODELS[run.model]
        if kind.comment is not None:
            yield kind.comment(**kind.settings(run))[0]
    for text in shown:
        if text:
            for token in tokenize.generate_tokens(io.StringIO(text).readline):
                if token.type == tokenize.COMMENT:
                    yield token.string.removeprefix("#").strip()
            if text.startswith("def "):
                yield ast.get_docstring(ast.parse(text).body[0])


def test_every_function_is_commented_in_chinese_too():
    shown = {re.sub(r"^.*(, and its slope\.)$", r"\1", text) for text in shown_words()}
    assert len(shown) > 50
    assert shown - set(comments.Words("zh_CN").of_code) == set()
    assert set(chinese.CODE) - shown == set(), "nothing shows these any more"


@pytest.mark.parametrize("scenario", SPREAD[::11])
def test_a_chinese_script_has_no_english_sentence(scenario):
    text = text_of(scenario, "zh_CN")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        is_docstring = token.type == tokenize.STRING and token.string.startswith('"""')
        if token.type == tokenize.COMMENT or is_docstring:
            content = token.string.split("\n")[2:] if token.start[0] == 1 else [token.string]
            for line in content:
                assert not re.search(r"\b(?:the|of|and|is|are|as|each)\b", line), line


def test_both_languages_have_every_word_with_the_same_values():
    source = Path(comments.__file__).parent
    code = "\n".join(path.read_text("utf-8") for path in source.glob("*.py"))
    for name, texts in comments._WORDS.items():
        fields = [sorted(re.findall(r"{\w+}", text)) for text in texts]
        assert fields[0] == fields[1], name
        assert all(texts), name
        assert code.count(f'"{name}"') + code.count(f"'{name}'") >= 2, f"{name} is used nowhere"


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="xx: must be one of en, zh_CN"):
        text_of(Scenario(), "xx")


# -- how it is made --------------------------------------------------------------------------------


def test_renaming_leaves_attributes_and_keywords():
    text = "step = a.step + f(step=1) + step"
    assert renamed(text, {"step": "change"}) == "change = a.step + f(step=1) + change"


def test_long_lines_are_broken_where_they_may_be():
    lines = tidy(["    value = call(" + ", ".join(["argument"] * 12) + ")  # 说明"])
    assert lines[0] == "    # 说明"
    assert lines[1] == "    value = call("
    assert lines[2:-1] == ["        argument,"] * 12
    (comment,) = {width(line) <= 88 for line in tidy(["# " + "长句子。" * 40, "# " + "word " * 60])}
    assert comment
