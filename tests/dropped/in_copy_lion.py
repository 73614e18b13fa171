"""What is asked of an optimiser that was dropped in; this runs in a copy of the program."""

import json

import msgspec
import numpy as np
import pytest

from lossstudio.cli import main
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.engine.diagnosis import diagnose
from lossstudio.engine.numbers.account import plain_text
from lossstudio.engine.numbers.step import step_numbers
from lossstudio.engine.runs.comparisons import NAMES, comparisons_for
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario, save_scenario
from lossstudio.engine.window.panels import figure_panels
from lossstudio.gui.kit.formula import FormulaLabel
from lossstudio.gui.kit.i18n import Language, core_text
from tests.engine.test_script import assert_same, text_of

LION = Run(optimizer="lion", optimizer_parameters={"weight_decay": 0.1}, learning_rate=0.02)
SCENARIO = Scenario(data=Data(dataset="line", n_samples=40), runs=(LION,), steps=60)


@pytest.fixture(scope="module")
def experiment():
    found = Experiment(SCENARIO)
    found.advance(SCENARIO.steps)
    return found


def test_it_trains_by_its_rule(experiment):
    trainer = experiment.trainers[0]
    x = trainer.objective.dataset.x[: trainer.objective.n_train, 0]
    y = trainer.objective.y[: trainer.objective.n_train, 0]
    w, b = Experiment(SCENARIO).trainers[0].theta
    m = np.zeros(2)
    for _ in range(SCENARIO.steps):
        r = w * x + b - y
        g = np.array([2 * np.mean(r * x), 2 * np.mean(r)])
        direction = np.sign(0.9 * m + 0.1 * g)
        m = 0.99 * m + 0.01 * g
        w, b = w - 0.02 * (direction[0] + 0.1 * w), b - 0.02 * direction[1]
    np.testing.assert_allclose(trainer.theta, [w, b], rtol=1e-9)


@pytest.fixture(autouse=True)
def _no_thread_of_the_progress_bar(monkeypatch):
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)


def test_the_commands_know_it(capsysbinary):
    values = ["--set", "runs.0.optimizer=lion", "--set", "runs.0.optimizer_parameters.beta1=0.5"]
    assert main(["train", "outliers", "--steps", "20", "--json", *values]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert found["runs"][0]["step"] == 20
    assert found["scenario"]["runs"][0]["optimizer_parameters"]["beta1"] == 0.5
    assert main(["list", "optimizers", "--json"]) == 0
    listed = json.loads(capsysbinary.readouterr().out)
    (entry,) = [entry for entry in listed if entry["name"] == "lion"]
    assert r"\operatorname{sign}" in entry["formula"]


def test_a_bad_number_is_refused_with_its_limits(capsys):
    assert main(["train", "outliers", "--set", "runs.0.optimizer=lion",
                 "--set", "runs.0.optimizer_parameters.beta1=2"]) == 2  # fmt: skip
    assert "0.9999" in capsys.readouterr().err


def test_a_file_keeps_it(tmp_path):
    save_scenario(SCENARIO, tmp_path / "lion.json")
    assert load_scenario(tmp_path / "lion.json") == SCENARIO


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_script_takes_the_same_steps(experiment, language):
    text = text_of(SCENARIO, language)
    assert_same(experiment, text)
    assert ("忘得更快" in text) == (language == "zh_CN")
    assert ("forgets faster" in text) == (language == "en")


def test_its_step_is_written_out_in_both_languages(qapp, experiment):
    trainer = experiment.trainers[0]
    losses = trainer.objective.losses(trainer.theta)
    account = step_numbers(
        trainer.objective, trainer.step, trainer.moment, trainer.coming, losses, losses
    )
    text = plain_text(account)
    assert "Δθ = −η (sign(β₁ m + (1 − β₁) g) + λ w)" in text
    assert "m ← β₂ m + (1 − β₂) g" in text
    assert text.index("Δθ = −η") < text.index("m ← β₂")
    language = Language(qapp)
    language.set_language("zh_CN")
    assert "优化器记住的" in plain_text(account, core_text)
    for words in (OPTIMIZERS["lion"].description, OPTIMIZERS["lion"].parameters[0].help):
        assert core_text(words) != words
    language.set_language("en")
    assert core_text(OPTIMIZERS["lion"].description) == OPTIMIZERS["lion"].description


def test_it_is_compared():
    for comparison in comparisons_for(SCENARIO):
        runs = comparison.runs(SCENARIO, 0, str)
        if comparison.name == "optimizers":
            compared = ["gradient_descent", "momentum", "adam", "lion"]
            assert [run.optimizer for run in runs] == compared
        together = Experiment(msgspec.structs.replace(SCENARIO, runs=runs))
        together.advance(5)
    assert str(NAMES["optimizer"](LION)) == "Lion"


def test_advice_is_about_it(experiment):
    assert diagnose(experiment.trainers[0]).status


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_is_drawn(open_window, qtbot, language):
    window = open_window(language=language)
    window.state.propose([("runs.0.optimizer", "lion")], "Optimiser")
    lion = OPTIMIZERS["lion"]
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.objective.run.optimizer == "lion")
    (shown,) = [f for f in window.findChildren(FormulaLabel) if f.latex == lion.formula]
    assert (shown.toolTip() == lion.description) == (language == "en")
    window.controller.step(1)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 1)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_view_makes_a_figure_of_it(tmp_path, language):
    save_scenario(SCENARIO, tmp_path / "lion.json")
    out = tmp_path / "lion.svg"
    views = ",".join(figure_panels())
    assert main(["render", str(tmp_path / "lion.json"), "--view", views, "--language", language,
                 "--out", str(out), "--size", "1600x1200"]) == 0  # fmt: skip
    assert out.stat().st_size > 10_000
