"""What is asked of a loss that was dropped in; this runs in a copy of the program."""

import json

import msgspec
import numpy as np
import pytest

from lossstudio.cli import main
from lossstudio.core.losses import LOSSES
from lossstudio.engine.diagnosis import Status, diagnose
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

CAUCHY = Run(loss="cauchy", loss_parameters={"scale": 0.5}, learning_rate=0.3)
SCENARIO = Scenario(data=Data(dataset="line", n_samples=40), runs=(CAUCHY,), steps=200)


@pytest.fixture(scope="module")
def experiment():
    found = Experiment(SCENARIO)
    found.advance(SCENARIO.steps)
    return found


@pytest.fixture(autouse=True)
def _no_thread_of_the_progress_bar(monkeypatch):
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)


def test_it_trains_by_its_formula(experiment):
    trainer = experiment.trainers[0]
    x = trainer.objective.dataset.x[: trainer.objective.n_train, 0]
    y = trainer.objective.y[: trainer.objective.n_train, 0]
    w, b = Experiment(SCENARIO).trainers[0].theta
    for _ in range(SCENARIO.steps):
        r = w * x + b - y
        pull = r / (1 + (r / 0.5) ** 2)
        w, b = w - 0.3 * np.mean(pull * x), b - 0.3 * np.mean(pull)
    np.testing.assert_allclose(trainer.theta, [w, b], rtol=1e-9)
    cost = np.mean(0.125 * np.log(1 + ((w * x + b - y) / 0.5) ** 2))
    assert trainer.losses.cost == pytest.approx(cost, rel=1e-9)


def test_the_commands_know_it(capsysbinary):
    values = ["--set", "runs.0.loss=cauchy", "--set", "runs.0.loss_parameters.scale=2"]
    assert main(["train", "outliers", "--steps", "20", "--json", *values]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert found["runs"][0]["step"] == 20
    assert found["runs"][0]["loss"] == "cauchy"
    assert main(["list", "losses", "--json"]) == 0
    listed = json.loads(capsysbinary.readouterr().out)
    (entry,) = [entry for entry in listed if entry["name"] == "cauchy"]
    assert entry["link"] == "identity"
    assert r"\log\left(1 + \left(\frac{r}{c}\right)^{2}\right)" in entry["formula"]
    assert entry["gradient"] == (
        r"\frac{\partial \ell}{\partial \hat y} = \frac{r}{1 + \left(\frac{r}{c}\right)^{2}}"
    )


def test_a_bad_number_is_refused_with_its_limits(capsys):
    assert main(["train", "outliers", "--set", "runs.0.loss=cauchy",
                 "--set", "runs.0.loss_parameters.scale=0"]) == 2  # fmt: skip
    assert "0.1" in capsys.readouterr().err


def test_a_file_keeps_it(tmp_path):
    save_scenario(SCENARIO, tmp_path / "cauchy.json")
    assert load_scenario(tmp_path / "cauchy.json") == SCENARIO


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_script_takes_the_same_steps(experiment, language):
    text = text_of(SCENARIO, language)
    assert_same(experiment, text)
    assert ("以尺度为单位的残差" in text) == (language == "zh_CN")
    assert ("far out only its logarithm" in text) == (language == "en")


def test_its_step_is_written_out_in_both_languages(qapp, experiment):
    trainer = experiment.trainers[0]
    losses = trainer.objective.losses(trainer.theta)
    account = step_numbers(
        trainer.objective, trainer.step, trainer.moment, trainer.coming, losses, losses
    )
    text = plain_text(account)
    assert "ℓ = (c² / 2) log(1 + (r / c)²); r = ŷ − y" in text
    assert "ℓ = 0.5² / 2 · log(1 + (" in text
    assert "∂ℓ/∂ŷ = r / (1 + (r / c)²)" in text
    language = Language(qapp)
    language.set_language("zh_CN")
    assert "它的损失" in plain_text(account, core_text)
    loss = LOSSES["cauchy"]
    own = (loss.label, loss.short, loss.description, loss.estimates, loss.parameters[0].help)
    for words in own:
        assert core_text(words) != words
    language.set_language("en")
    assert core_text(loss.description) == loss.description


def test_it_is_compared():
    for comparison in comparisons_for(SCENARIO):
        runs = comparison.runs(SCENARIO, 0, str)
        if comparison.name == "losses":
            assert [run.loss for run in runs] == ["mse", "mae", "huber", "cauchy"]
            assert str(comparison.label(SCENARIO, 0)) == "Losses: MSE, MAE, Huber, Cauchy"
        together = Experiment(msgspec.structs.replace(SCENARIO, runs=runs))
        together.advance(5)
    assert str(NAMES["loss"](CAUCHY)) == "Cauchy"


def test_advice_is_about_it(experiment):
    assert diagnose(experiment.trainers[0]).status in (Status.CONVERGING, Status.CONVERGED)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_is_drawn(open_window, qtbot, language):
    window = open_window(language=language)
    window.state.propose([("runs.0.loss", "cauchy")], "Loss")
    cauchy = LOSSES["cauchy"]
    qtbot.waitUntil(lambda: window.controller.snapshot.scene.objective.run.loss == "cauchy")
    (shown,) = [f for f in window.findChildren(FormulaLabel) if f.latex == cauchy.formula]
    assert (cauchy.description in shown.toolTip()) == (language == "en")
    window.controller.step(1)
    qtbot.waitUntil(lambda: window.controller.snapshot.step == 1)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_view_makes_a_figure_of_it(tmp_path, language):
    save_scenario(SCENARIO, tmp_path / "cauchy.json")
    out = tmp_path / "cauchy.svg"
    views = ",".join(figure_panels())
    assert main(["render", str(tmp_path / "cauchy.json"), "--view", views, "--language", language,
                 "--out", str(out), "--size", "1600x1200"]) == 0  # fmt: skip
    assert out.stat().st_size > 10_000
