"""What is asked of a model that was dropped in; this runs in a copy of the program."""

import json

import msgspec
import numpy as np
import pytest

from lossstudio.cli import main
from lossstudio.core.models import MODELS
from lossstudio.engine.diagnosis import diagnose
from lossstudio.engine.numbers.account import plain_text
from lossstudio.engine.numbers.step import step_numbers
from lossstudio.engine.runs.comparisons import comparisons_for, model_name
from lossstudio.engine.runs.experiment import Experiment, why_restart
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario, save_scenario
from lossstudio.engine.script.plan import plan
from lossstudio.engine.script.script import write_script
from lossstudio.engine.window.panels import figure_panels
from lossstudio.gui.kit.formula import FormulaLabel
from lossstudio.gui.kit.i18n import Language, core_text
from tests.engine.test_script import assert_same, text_of

BUMPS = Run(
    model="radial_basis", model_parameters={"count": 4, "width": 0.7}, learning_rate=0.05, l2=0.01
)
SCENARIOS = {
    "sine": Scenario(data=Data(dataset="sine", n_samples=60), runs=(BUMPS,), steps=40),
    "moons": Scenario(
        data=Data(dataset="moons", n_samples=60),
        runs=(msgspec.structs.replace(BUMPS, loss="binary_cross_entropy"),),
        steps=40,
    ),
    "three_blobs": Scenario(
        data=Data(dataset="three_blobs", n_samples=60),
        runs=(msgspec.structs.replace(BUMPS, loss="cross_entropy", optimizer="adamw"),),
        steps=40,
    ),
}


@pytest.fixture(autouse=True)
def _no_thread_of_the_progress_bar(monkeypatch):
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)


def trained(scenario):
    experiment = Experiment(scenario)
    experiment.advance(scenario.steps)
    return experiment


@pytest.mark.parametrize("name", SCENARIOS)
def test_its_gradient_is_that_of_its_cost(name):
    objective = Experiment(SCENARIOS[name]).trainers[0].objective
    theta = np.random.default_rng(1).normal(size=objective.model.n_parameters)
    _, gradient = objective.evaluate(theta)
    for at in range(len(theta)):
        step = 1e-6 * np.eye(len(theta))[at]
        ends = [objective.losses(theta + s * step).cost for s in (1, -1)]
        assert gradient[at] == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-7, rel=1e-5)


def test_the_commands_train_it_with_its_own_numbers(capsysbinary):
    values = ["--set", "data.dataset=sine", "--set", "runs.0.model=radial_basis"]
    values += ["--set", "runs.0.model_parameters.count=3", "--set", "runs=1"]
    assert main(["train", "overfitting", "--steps", "30", "--json", *values]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert np.shape(found["runs"][0]["parameters"]["centers"]) == (3, 1)
    assert found["scenario"]["runs"][0]["model_parameters"] == {"count": 3}
    assert main(["train", "overfitting", *values, "--set",
                 "runs.0.model_parameters.width=99"]) == 2  # fmt: skip
    assert main(["list", "models", "--json"]) == 0
    listed = json.loads(capsysbinary.readouterr().out)
    (entry,) = [entry for entry in listed if entry["name"] == "radial_basis"]
    assert [parameter["name"] for parameter in entry["parameters"]] == ["count", "width"]


def test_a_file_keeps_it_and_another_model_takes_its_numbers_away(tmp_path):
    scenario = SCENARIOS["sine"]
    save_scenario(scenario, tmp_path / "bumps.json")
    assert load_scenario(tmp_path / "bumps.json") == scenario
    other = with_values(scenario, [("runs.0.model", "linear")])
    assert other.runs[0].model_parameters == {}
    save_scenario(other, tmp_path / "linear.json")
    assert "model_parameters" not in (tmp_path / "linear.json").read_text()


def test_its_width_changes_while_it_trains():
    experiment = trained(SCENARIOS["sine"])
    narrow = with_values(experiment.scenario, [("runs.0.model_parameters.width", 0.3)])
    more = with_values(experiment.scenario, [("runs.0.model_parameters.count", 5)])
    assert why_restart(experiment.scenario, narrow) is None
    assert why_restart(experiment.scenario, more) is not None
    before = experiment.trainers[0].theta
    experiment.change(narrow)
    np.testing.assert_array_equal(experiment.trainers[0].theta, before)
    experiment.advance(20)
    assert experiment.trainers[0].objective.model.width == 0.3
    trainers = experiment.trainers
    starts = [Experiment(SCENARIOS["sine"]).trainers[0].theta]
    planned = plan(experiment.scenario, [t.segments for t in trainers], starts, [60])
    assert_same(experiment, write_script(planned, "en").text)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_script_takes_the_same_steps(name, language):
    text = text_of(SCENARIOS[name], language)
    assert_same(trained(SCENARIOS[name]), text)
    assert ("鼓包随中心移动" in text) == (language == "zh_CN")


def test_several_widths_in_one_script():
    scenario = SCENARIOS["sine"]
    runs = [
        msgspec.structs.replace(BUMPS, name=str(w), model_parameters={"count": 3, "width": w})
        for w in (0.2, 1.0)
    ]
    runs.append(Run(model="polynomial", degree=2))
    scenario = msgspec.structs.replace(scenario, runs=tuple(runs))
    assert_same(trained(scenario), text_of(scenario))


@pytest.mark.parametrize("name", SCENARIOS)
def test_its_step_is_written_out_as_far_as_it_says(qapp, name):
    trainer = trained(SCENARIOS[name]).trainers[0]
    losses = trainer.objective.losses(trainer.theta)
    account = step_numbers(
        trainer.objective, trainer.step, trainer.moment, trainer.coming, losses, losses
    )
    text = plain_text(account)
    assert "c[" in text
    assert "backpropagation" not in text
    language = Language(qapp)
    language.set_language("zh_CN")
    assert core_text(MODELS["radial_basis"].label) == "径向基函数"
    assert model_name(BUMPS).text(core_text) == "4 个鼓包"
    language.set_language("en")


def test_it_is_compared_and_advised():
    scenario = SCENARIOS["sine"]
    for comparison in comparisons_for(scenario):
        runs = comparison.runs(scenario, 0, str)
        if comparison.name == "models":
            compared = ["linear", "polynomial", "mlp", "radial_basis"]
            assert [run.model for run in runs] == compared
        Experiment(msgspec.structs.replace(scenario, runs=runs)).advance(3)
    assert diagnose(trained(scenario).trainers[0]).status


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_view_draws_it_or_says_why_not(tmp_path, name, language):
    save_scenario(SCENARIOS[name], tmp_path / "bumps.json")
    views = ",".join(figure_panels())
    out = tmp_path / "bumps.svg"
    assert main(["render", str(tmp_path / "bumps.json"), "--view", views, "--language", language,
                 "--out", str(out), "--size", "1600x1200"]) == 0  # fmt: skip
    assert out.stat().st_size > 10_000


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_window_chooses_and_changes_it(open_window, qtbot, language):
    window = open_window(language=language)
    propose = window.state.propose
    propose([("data.dataset", "sine"), ("runs.0.model", "radial_basis")], "Model")

    def scene():
        return window.controller.snapshot.scene

    qtbot.waitUntil(lambda: scene().objective.run.model == "radial_basis")
    assert [f for f in window.findChildren(FormulaLabel) if "w_j e" in f.latex]
    window.controller.step(3)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 3)
    propose([("runs.0.model_parameters.width", 1.5)], "Width")
    qtbot.waitUntil(lambda: scene().objective.model.width == 1.5)
    assert window.controller.snapshot.step == 3
    propose([("runs.0.model", "linear")], "Model")
    qtbot.waitUntil(lambda: scene().objective.run.model == "linear")
    propose([("runs.0.model", "radial_basis")], "Model")
    qtbot.waitUntil(lambda: scene().objective.run.model == "radial_basis")
    assert FIELDS["runs.model_parameters"].owners is MODELS
