"""A person's own loss in a scenario: trained, checked, set, listed, and written out."""

import json
import math

import msgspec
import numpy as np
import pytest

from lossstudio.cli import main
from lossstudio.core.expression.vocabulary import FUNCTIONS, VARIABLES
from lossstudio.core.losses.own import EXAMPLES, make_loss
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.catalogue import catalogue
from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.numbers.account import OneSample
from lossstudio.engine.numbers.losses import loss_blocks
from lossstudio.engine.runs.experiment import Experiment, why_restart
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.run_loss import loss_of, losses_for
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import from_dict, parse_scenario
from lossstudio.engine.script.plan import plan_of
from lossstudio.engine.script.script import write_script

CROSS_ENTROPY = "-(y*log(p) + (1-y)*log(1-p))"


def own(formula, data=None, **run):
    return Scenario(data=data or Data(), runs=(Run(loss="formula", formula=formula, **run),))


# -- trained as the program's own losses ----------------------------------------------------------


@pytest.mark.parametrize(
    ("loss", "formula", "dataset", "settings"),
    [
        ("mse", "r**2", "line", {}),
        ("mse", "(ŷ - y)**2", "sine", {"model": "mlp", "optimizer": "adam"}),
        ("mae", "abs(r)", "line", {"batch_size": 16}),
        ("mae", "max(r, -r)", "line", {}),
        ("huber", "where(|r| <= a, r**2/2, a*(|r| - a/2))", "line", {"optimizer": "momentum"}),
        ("log_cosh", "log(cosh(r))", "quadratic", {"model": "polynomial", "degree": 3}),
        ("binary_cross_entropy", CROSS_ENTROPY, "moons", {"l2": 0.01}),
        ("binary_cross_entropy", "max(z,0) - z*y + log1p(exp(-abs(z)))", "blobs", {}),
        ("brier", "(p - y)**2", "moons", {"model": "mlp"}),
        ("squared_hinge", "max(0, 1 - m)**2", "moons", {"reduction": "sum", "learning_rate": 1e-3}),
    ],
)
def test_a_formula_trains_as_the_loss_that_it_is_of(loss, formula, dataset, settings):
    data = Data(dataset=dataset, n_samples=60)
    pair = Scenario(
        data=data,
        runs=(Run(loss=loss, **settings), Run(loss="formula", formula=formula, **settings)),
    )
    experiment = Experiment(pair)
    experiment.advance(150)
    usual, mine = experiment.trainers
    np.testing.assert_allclose(mine.theta, usual.theta, rtol=1e-9, atol=1e-12)
    for one, other in zip(
        mine.record.curves(0, 151)[1:], usual.record.curves(0, 151)[1:], strict=True
    ):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


def test_the_square_trains_bit_for_bit():
    run = Run(optimizer="adam")
    pair = Scenario(runs=(run, msgspec.structs.replace(run, loss="formula", formula="r**2")))
    experiment = Experiment(pair)
    experiment.advance(300)
    usual, mine = experiment.trainers
    assert mine.theta.tolist() == usual.theta.tolist()
    assert mine.losses == usual.losses


def test_large_data_are_trained_in_blocks():
    data = Data(n_samples=25_000)
    experiment = Experiment(Scenario(data=data, runs=(Run(), Run(loss="formula", formula="r²"))))
    experiment.advance(5)
    usual, mine = experiment.trainers
    np.testing.assert_allclose(mine.theta, usual.theta, rtol=1e-12)


def test_a_formula_that_leaves_the_numbers_is_diagnosed():
    experiment = Experiment(own("exp(r**2)", learning_rate=10.0))
    experiment.advance(50)
    (trainer,) = experiment.trainers
    assert trainer.overflowed
    assert diagnose(trainer).status is Status.DIVERGING
    assert math.isfinite(trainer.losses.cost)


def test_a_formula_that_is_not_finite_from_the_start_is_refused():
    with pytest.raises(InputError, match="the cost is not a finite number"):
        Experiment(own("log(r)"))


def test_a_formula_may_change_on_the_way():
    scenario = own("r**2")
    experiment = Experiment(scenario)
    experiment.advance(10)
    other = with_values(scenario, [("runs.0.formula", "log(1 + r**2)")])
    assert why_restart(scenario, other) is None
    experiment.change(other)
    experiment.advance(10)
    (trainer,) = experiment.trainers
    assert (trainer.step, trainer.objective.loss) == (20, make_loss("log(1 + r**2)"))


# -- scenarios ------------------------------------------------------------------------------------


def test_a_file_keeps_it():
    run = {"loss": "formula", "formula": "a*r**2", "loss_parameters": {"a": 2}}
    text = json.dumps({"format": 1, "runs": [run]})
    scenario = parse_scenario(text)
    assert loss_of(scenario.runs[0]) is make_loss("a*r**2")
    assert from_dict(msgspec.to_builtins(scenario)) == scenario
    assert parse_scenario('{"format": 1, "runs": [{}]}').runs[0].formula == ""


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"formula": "r**"}, r'runs\.0\.formula = "r\*\*": at character 4: a number'),
        ({"formula": "foo"}, r'runs\.0\.formula = "foo": at character 1: "foo" is not known'),
        ({"loss": "formula"}, r'runs\.0\.formula = "": at character 1: a formula is missing'),
        ({"formula": "m"}, r'runs\.0\.formula = "m": a formula in z, p, s or m is for two classes'),
        ({"loss": "formular"}, r"must be one of mse, .*, formula"),
        ({"formula": "r**2", "loss_parameters": {"a": 1}}, r"loss_parameters\.a = 1.*no such"),
        ({"formula": "a*r**2", "loss_parameters": {"a": 1e9}}, r"loss_parameters\.a = .*1000"),
    ],
)
def test_what_is_wrong_is_named(values, message):
    with pytest.raises(InputError, match=message):
        with_values(Scenario(), [(f"runs.0.{name}", value) for name, value in values.items()])


def test_a_formula_kept_beside_another_loss_is_checked_too():
    with pytest.raises(InputError, match=r"runs\.0\.formula"):
        from_dict({"format": 1, "runs": [{"loss": "mse", "formula": "r +"}]})
    kept = from_dict({"format": 1, "runs": [{"loss": "mse", "formula": "exp(-m)"}]})
    assert loss_of(kept.runs[0]).name == "mse"


def test_setting_a_formula_makes_it_the_loss():
    scenario = with_values(
        Scenario(runs=(Run(loss="huber", loss_parameters={"delta": 2.0}),)),
        [("runs.0.formula", "a*|r|"), ("runs.0.loss_parameters.a", 3)],
    )
    (run,) = scenario.runs
    assert (run.loss, run.loss_parameters) == ("formula", {"a": 3})
    back = with_values(scenario, [("runs.0.loss", "mse")])
    assert (back.runs[0].formula, back.runs[0].loss_parameters) == ("a*|r|", {})
    again = with_values(scenario, [("runs.0.formula", "b*|r|")])
    assert again.runs[0].loss_parameters == {}


def test_another_task_takes_the_start_away():
    data = Data(dataset="points", points=((0.0, 0.0), (1.0, 1.0), (2.0, 1.0)), test_fraction=0.0)
    scenario = own("r**2", data, start=(1.0, 2.0))
    assert with_values(scenario, [("runs.0.formula", "r**4")]).runs[0].start == (1.0, 2.0)
    assert with_values(scenario, [("runs.0.formula", "exp(-m)")]).runs[0].start is None


def test_runs_are_called_after_their_formulas():
    scenario = Scenario(
        runs=(Run(), *(Run(loss="formula", formula=f) for f in ("r**2", " |r| ", "|r|", "r" * 1)))
    )
    assert scenario.run_names() == ("mse", "r**2", "|r|", "|r| (4)", "r")
    (name,) = own("+".join(["r**2"] * 20)).run_names()
    assert len(name) == 30
    assert name.endswith("…")


def test_what_fits_which_data():
    assert losses_for([Task.REGRESSION])[-1] == "formula"
    assert "formula" not in losses_for([Task.MULTICLASS])
    with pytest.raises(InputError, match='the data "three_blobs" have another target'):
        with_values(own("m", Data(dataset="moons")), [("data.dataset", "three_blobs")])
    points = ((0.0, 0.0), (1.0, 1.0), (2.0, 1.0))
    data = Data(dataset="points", points=points, test_fraction=0.0)
    both = Scenario(data=data, runs=(Run(), Run(loss="formula", formula="m")))
    with pytest.raises(InputError, match="cannot share the same data"):
        Experiment(both)


def test_it_is_listed_with_what_may_be_used():
    (entry,) = (entry for entry in catalogue("losses") if entry["name"] == "formula")
    assert set(entry["functions"]) == set(FUNCTIONS)
    assert set(entry["variables"]["regression"]) | set(entry["variables"]["binary"]) == set(
        VARIABLES
    )
    assert set(entry["examples"]) == {text for text, _ in EXAMPLES}
    assert [number["name"] for number in entry["numbers"]] == ["a", "b", "c"]


def test_the_command_line_trains_it(capsys):
    arguments = ["train", "article", "--set", "runs.0.formula=r**2", "--steps", "100", "--json"]
    assert main(arguments) == 0
    mine = json.loads(capsys.readouterr().out)
    assert main(["train", "article", "--steps", "100", "--json"]) == 0
    usual = json.loads(capsys.readouterr().out)
    assert mine["runs"][0]["loss"] == "formula"
    assert mine["scenario"]["runs"][0]["formula"] == "r**2"
    assert mine["runs"][0]["parameters"] == usual["runs"][0]["parameters"]
    assert main(["train", "article", "--set", "runs.0.formula=r**"]) == 2
    assert "runs.0.formula" in capsys.readouterr().err


# -- as a script ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "dataset", "settings"),
    [
        ("-(y*log(p)**9**9 + (1-y)*log(1-p))", "moons", {"learning_rate": 0.01}),
        ("log(1 + cosh(a*r))", "engel", {"learning_rate": 0.001, "loss_parameters": {"a": 3.0}}),
        ("sqrt(exp(r**2) + r**2)/cosh(r)", "line", {"learning_rate": 0.1, "optimizer": "adam"}),
        ("|r|**3/(1 + |r|)", "line", {"learning_rate": 1000.0}),  # which leaps to 1e154
    ],
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_script_goes_beyond_doubles_as_the_program_does(formula, dataset, settings, language):
    data = Data(dataset=dataset, n_samples=40, test_fraction=0.0)
    scenario = msgspec.structs.replace(own(formula, data, **settings), steps=60)
    experiment = Experiment(scenario)
    experiment.advance(scenario.steps)
    text = write_script(plan_of(experiment.scenario), language).text
    space = {"__name__": "__main__"}
    exec(compile(text, "script.py", "exec"), space)
    (trainer,) = experiment.trainers
    theirs = trainer.record.curves(0, None, 10**9).low[:, 0]
    ours = np.array(space["losses"], dtype=np.float64)[:, 0]
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    assert len(ours) > 40
    assert "class Wide" in text


# -- written out ----------------------------------------------------------------------------------

CALLS = {
    "exp": math.exp, "log": math.log, "abs": abs, "sqrt": math.sqrt, "tanh": math.tanh,
    "sin": math.sin, "cos": math.cos, "max": max, "min": min, "arctan": math.atan,
    "cosh": math.cosh,
    "sign": lambda x: float(np.sign(x)),
}  # fmt: skip


def worked(expression):
    """What a person gets who types the row's arithmetic into a calculator."""
    text = expression.replace("−", "-").replace("·", "*").replace("²", "**2").replace("^", "**")
    text = text.replace("√", "sqrt")
    return eval(text, {"__builtins__": {}}, CALLS)


FORMULAS = [
    *(text for text, _ in EXAMPLES),
    "a*r**4 - 3*r/(1 + |r|)", "clip(r, -1, 0.5)**2 + 2", "min(r**2, |r|, 3)", "log(cosh(3*r))",
    "softplus(-2*m)", "sigmoid(r)*r**2", "1 - tanh(r)**2 + r*r", "(1 + y)**2*r**2 - ŷ/9",
    "-(1 - p)**2*y*log(p) - p**2*(1 - y)*log(1 - p)", "arctan(r)**2 + sin(r)",
    "where(m < 0, 1, -m)",
    "-(-r)**3", "2**r + (-2)*r", "max(z,0) - z*y + log1p(exp(-abs(z)))", "sqrt(|r|)", "|r|**a",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize(
    ("raw", "y"), [(1.7, 1.0), (-0.31234567, 0.0), (2.0, 0.0), (1.0, 1.0), (-45.6, 1.0)]
)
def test_every_row_adds_up(text, raw, y):
    loss = make_loss(text)
    hyper = loss.hyperparameters({"a": 1.5} if "a" in loss.stated.names else {})
    values, slope = loss.value_and_gradient([[raw]], [[y]], **hyper)
    sample = OneSample([raw], [y], float(values[0]), [float(slope[0, 0])], hyper)
    blocks = loss_blocks(loss, sample)
    rows = {row.text.partition(" = ")[0]: row.text for block in blocks for row in block.rows}
    by = "∂ℓ/∂ŷ" if loss.task is Task.REGRESSION else "∂ℓ/∂z"
    assert {"ℓ", by} <= rows.keys()
    for name, text_of_row in rows.items():
        first, *between, last = text_of_row.split(" = ")
        assert first == name
        result = float(last.replace("−", "-"))
        for expression in between:
            assert worked(expression) == pytest.approx(result, rel=2e-3, abs=1e-14), text_of_row
    assert float(rows["ℓ"].rpartition(" = ")[2].replace("−", "-")) == pytest.approx(
        values[0], rel=1e-5, abs=1e-300
    )
    assert float(rows[by].rpartition(" = ")[2].replace("−", "-")) == pytest.approx(
        slope[0, 0], rel=1e-5, abs=1e-300
    )
    assert blocks[0].latex == loss.formula
    assert blocks[1].latex == loss.gradient_formula


@pytest.mark.parametrize(
    ("text", "raw", "y"), [("sqrt(p)", -800.0, 1.0), ("log(1 + cosh(r))", 1000.0, 0.0)]
)
def test_what_doubles_cannot_show_is_not_written_as_arithmetic(text, raw, y):
    loss = make_loss(text)
    values, slope = loss.value_and_gradient([[raw]], [[y]])
    sample = OneSample([raw], [y], float(values[0]), [float(slope[0, 0])], {})
    rows = [row.text for block in loss_blocks(loss, sample) for row in block.rows]
    results = [row for row in rows if row.startswith(("ℓ", "∂"))]
    assert len(results) == 2
    assert all(row.count("=") == 1 for row in results)


def test_an_ordinary_row_has_its_numbers():
    loss = make_loss("log(1 + r**2)")
    values, slope = loss.value_and_gradient([[1.7]], [[1.0]])
    sample = OneSample([1.7], [1.0], float(values[0]), [float(slope[0, 0])], {})
    texts = [row.text for block in loss_blocks(loss, sample) for row in block.rows]
    assert texts == [
        "r = 1.7 − 1 = 0.7",
        "ℓ = log(1 + 0.7²) = 0.398776",
        "∂ℓ/∂ŷ = 2 · 0.7 / (1 + 0.7²) = 0.939597",
    ]
