"""Fuzzer of scenarios that combine everything: what every part of the program says of the same run.

python tests/robustness/fuzz_combinations.py --seed 1 --count 5000 --keep FOLDER

A scenario is refused in a sentence or trains; then its file, its script, its way back, its
gradient, its account of a step, its table of predictions and its results must agree.
"""

import contextlib
import io
import json
import random
from pathlib import Path

import fuzz_cases as fuzz
import msgspec
import numpy as np
from explained import check_explained, check_following, check_offered, close
from random_scenarios import scenario_of

from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.measuring.predictions import predict_row, prediction_columns
from lossstudio.engine.numbers.step import step_numbers
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.recording import record
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario, parse_scenario, save_scenario
from lossstudio.engine.scenarios.sharing import from_text, to_text
from lossstudio.engine.script.plan import plan_of, plan_of_recording
from lossstudio.engine.script.script import write_script
from lossstudio.engine.training.trainer import Trainer


def make(rng: random.Random) -> bytes:
    """A scenario and its table."""
    return json.dumps(scenario_of(rng)).encode()


def run(case: bytes, folder: Path, rng: random.Random) -> str:
    """Train it, and ask every part of it."""
    raw, table = json.loads(case)
    (folder / "data.csv").write_text(table, encoding="utf-8")
    file = folder / "a.lossstudio"
    file.write_text(json.dumps(raw), encoding="utf-8")
    with fuzz.reading(case.decode(), folder):
        scenario = load_scenario(file)
        experiment = Experiment(scenario)
    experiment.advance(scenario.steps)
    result = results(experiment)
    try:
        _check_file(scenario, folder, result)
        for trainer, found in zip(experiment.trainers, result["runs"], strict=True):
            _check_fixed(trainer)
            _check_gradient(trainer, rng)
            _check_account(trainer)
            _check_figures(trainer, found)
            check_explained(trainer, rng)
        check_offered(scenario, experiment)
        check_following(scenario, rng)
        _check_predictions(experiment, result)
        _check_script(experiment, write_script(plan_of(scenario)).text)
        _check_way_back(experiment, rng)
        _check_change(experiment, rng)
    except AssertionError as error:
        raise fuzz.CaseError(f"not the same: {error}") from error
    said = [[each["step"], each["status"], each["cost"]] for each in result["runs"]]
    return f"trained #{said}"


def _check_file(scenario: Scenario, folder: Path, result: dict) -> None:
    """What is reported and what is saved is the scenario, and trains to the same numbers."""
    text = json.dumps(result, allow_nan=False)
    (folder / "again.lossstudio").write_text(json.dumps(json.loads(text)["scenario"]))
    again = load_scenario(folder / "again.lossstudio")
    assert again == scenario, "the reported scenario"
    save_scenario(scenario, folder / "saved.lossstudio")
    saved = load_scenario(folder / "saved.lossstudio")
    assert saved == scenario, "the saved scenario"
    assert from_text(to_text(scenario)) == scenario, "the shared scenario"
    assert parse_scenario(msgspec.json.encode(scenario)) == scenario, "the scenario in full"
    experiment = Experiment(again)
    experiment.advance(scenario.steps)
    assert json.dumps(results(experiment), allow_nan=False) == text, "the results of the file"


def _check_fixed(trainer: Trainer) -> None:
    """Parameters that are held fixed stay where they began, also in the data's units."""
    objective, free = trainer.objective, trainer.objective.free
    if free is None:
        return
    start = trainer.path.thetas[0]
    assert (trainer.theta[~free] == start[~free]).all(), "fixed parameters"
    assert not trainer.gradient[~free].any(), "the gradient by fixed parameters"
    assert not trainer.coming.change[~free].any(), "the change of fixed parameters"
    now, then = (
        np.concatenate([np.ravel(values) for values in objective.in_data_units(theta).values()])
        for theta in (trainer.theta, start)
    )
    if len(now) == len(free):
        close(now[~free], then[~free], "fixed parameters in the data's units")


def _check_gradient(trainer: Trainer, rng: random.Random) -> None:
    """Cost and gradient at a random theta: the cost by its definition, the gradient by differences
    of costs, unless these say that there is a kink nearby."""
    objective = trainer.objective
    draw = np.random.default_rng(rng.randrange(2**32))
    theta = trainer.theta + 0.1 * draw.standard_normal(len(trainer.theta))
    with np.errstate(all="ignore"):
        losses, gradient = objective.evaluate(theta)
    if not (np.isfinite(losses.cost) and np.isfinite(gradient).all() and abs(losses.cost) < 1e8):
        return
    assert objective.losses(theta).cost == losses.cost or np.isclose(
        objective.losses(theta).cost, losses.cost, rtol=1e-12
    ), "the cost with its gradient and without"
    close(losses.cost, _cost_by_definition(objective, theta), "the cost by its definition")
    for place in draw.permutation(len(theta))[:4]:
        one = np.zeros(len(theta))
        one[place] = 1e-5 * max(1.0, abs(theta[place]))
        with np.errstate(all="ignore"):
            at = [objective.losses(theta + k * one).cost for k in (-2, -1, 1, 2)]
        ahead, behind = (at[2] - losses.cost) / one[place], (losses.cost - at[1]) / one[place]
        slope = (8 * (at[2] - at[1]) - (at[3] - at[0])) / (12 * one[place])
        bend = abs(ahead - behind)
        rounding = 1e-15 * abs(losses.cost) * objective.n_train / one[place]
        if not np.isfinite(slope) or bend > 1e-2 * (1 + abs(slope)):
            continue
        allowed = bend + 1e-5 * (abs(slope) + 1e-3) + 100 * rounding
        assert abs(slope - gradient[place]) <= allowed, (
            f"the gradient by parameter {place} is {gradient[place]}, differences say {slope}"
        )


def _cost_by_definition(objective, theta) -> float:
    """reduce(ω·losses) + l1·Σ|w| + l2·Σw², put together from what is said elsewhere."""
    run, n = objective.run, objective.n_train
    raw = objective.model.forward(theta, objective.features[:n])[0]
    values = objective.loss.function(raw, objective.y[:n], **objective.hyperparameters)[0]
    values = values.sum(axis=1)
    if run.class_weights == "balanced":
        target = objective.dataset.target[:n].astype(int)
        counts = np.bincount(target)
        values = values * n / (np.count_nonzero(counts) * counts[target])
    blocks = objective.model.unpack(theta)
    if run.standardize in ("inputs", "inputs_and_target"):
        blocks = objective.in_data_units(theta)
    w = []
    for block in objective.model.layout:
        if block.is_weight:
            in_scores = block.name in {each.name for each in objective.model.scoring}
            unit = objective.target.scale if in_scores else 1.0
            w.append(np.ravel(blocks[block.name]) / unit)
    w = np.concatenate(w)
    cost = values.sum() if run.reduction == "sum" else values.mean()
    return float(cost + run.l1 * np.abs(w).sum() + run.l2 * (w**2).sum())


def _check_account(trainer: Trainer) -> None:
    """The account's numbers are those of the step that is taken."""
    if trainer.overflowed:
        return
    objective, coming = trainer.objective, trainer.coming
    step, moment, before = trainer.step, trainer.moment, trainer.losses
    with np.errstate(all="ignore"):
        after = objective.losses(coming.after.theta)
    for sample in (None, len(objective.y) - 1):
        account = step_numbers(objective, step, moment, coming, before, after, sample)
        names = [objective.model.parameter_symbol(at) for at in range(len(trainer.theta))]
        for each in account.parameters:
            at = names.index(each.name)
            assert each.before == trainer.theta[at], "a parameter of the account"
            assert each.after == coming.after.theta[at], "a parameter after the step"
    close(trainer.gradient_norm, np.linalg.norm(trainer.gradient), "the gradient's norm")


def _check_figures(trainer: Trainer, found: dict) -> None:
    """The results' figures are the trainer's, and the last row of the record."""
    losses = trainer.losses
    last = trainer.record.curves(trainer.step, trainer.step + 1, 10**9).low[-1]
    close(last, trainer.objective.recorded(losses), "the record's last row", rtol=0.0, atol=0.0)
    for name in ("train_loss", "test_loss", "validation_loss", "cost"):
        value = getattr(losses, name)
        assert found[name] == (value if np.isfinite(value) else None), name


def _check_predictions(experiment: Experiment, result: dict) -> None:
    """The table's losses have the means that are reported, and its predictions the metrics."""
    trainers, names = experiment.trainers, experiment.scenario.run_names()
    table = prediction_columns(
        [each.objective for each in trainers], [each.theta for each in trainers], names
    )
    rows, dataset = table["row"], trainers[0].objective.dataset
    assert rows.tolist() == list(range(1, len(dataset.x) + 1)), "numbers of rows"
    data = experiment.scenario.data
    if data.dataset == "points" and not dataset.classes:
        assert table["target"].tolist() == [row[-1] for row in data.points], "targets in order"
        if data.test_rows is not None:
            is_test = np.isin(np.arange(len(rows)), data.test_rows)
            assert ((table["set"] == "test") == is_test).all(), "the named test set"
    back = np.argsort(dataset.numbers(np.arange(len(dataset.x))))
    for trainer, name, found in zip(trainers, names, result["runs"], strict=True):
        objective = trainer.objective
        before = "" if len(names) == 1 else f"{name} "
        losses = table[f"{before}loss"]
        for part in ("train", "validation", "test"):
            is_in = table["set"] == part
            if is_in.any() and found[f"{part}_loss"] is not None:
                close(losses[is_in].mean(), found[f"{part}_loss"], f"the mean {part} loss")
        predicted = table[f"{before}prediction"]
        sample = len(back) // 2
        single = predict_row(objective, trainer.theta, dataset.x[back[sample]])
        if objective.loss.task is Task.REGRESSION:
            raw = objective.predict_raw(trainer.theta, dataset.x[back])[:, 0]
            close(predicted, raw, "predictions", rtol=1e-7, atol=1e-9)
            close(single.value, raw[sample], "the prediction of a row", rtol=1e-7, atol=1e-9)
            rmse = found["metrics"]["train"]["rmse"]
            if rmse is not None:
                error = (predicted - table["target"])[table["set"] == "train"]
                close(np.sqrt((error**2).mean()), rmse, "the metric of predictions", rtol=1e-6)
        else:
            accuracy = found["metrics"]["train"]["accuracy"]
            hits = (predicted == table["target"])[table["set"] == "train"]
            if accuracy is not None:
                close(hits.mean(), accuracy, "the accuracy of predictions")
            if single.likeliest is not None:
                said = dataset.classes[single.likeliest]
                p = np.sort(single.probabilities)
                assert said == predicted[sample] or p[-1] - p[-2] < 1e-9, "the class of a row"


def _check_script(experiment: Experiment, text: str) -> None:
    """The script, run by Python, has the same losses at every step, and ends where the run does."""
    space: dict = {"__name__": "script"}
    try:
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
            exec(compile(text, "script", "exec"), space)
    except Exception as error:
        raise fuzz.CaseError(f"a script that ends in {type(error).__name__}: {error}") from error
    losses = space["losses"]
    every = [losses] if isinstance(losses, list) else list(losses.values())
    assert len(every) == len(experiment.trainers), "the runs of the script"
    for ours, trainer in zip(every, experiment.trainers, strict=True):
        theirs = trainer.record.curves(0, None, 10**9).low
        count = min(len(ours), len(theirs))  # a stop ends training, and not the script
        is_short = trainer.overflowed or experiment.stops.step is not None
        assert len(ours) == len(theirs) or is_short, "the steps of the script"
        # A weight that is a sum of several parameters and 0 has the sign of a rounding in |w|.
        is_rough = trainer.objective.run.l1 and trainer.objective.penalty.mixes
        near = {"rtol": 1e-5 if is_rough else 1e-8, "atol": 1e-10}
        close(ours[:count], theirs[:count], "the losses of the script", **near)


def _check_way_back(experiment: Experiment, rng: random.Random) -> None:
    """Going back and on again leads to the same bits."""
    ends = [(each.step, each.theta, each.losses) for each in experiment.trainers]
    last = experiment.step
    for step in (rng.randint(0, last), 0):
        experiment.go_to(step)
        experiment.advance(last - experiment.step)
        for trainer, (at, theta, losses) in zip(experiment.trainers, ends, strict=True):
            # A run that could not go on, and now can, catches up with the others on its way back.
            assert trainer.step >= at, f"the step {trainer.step} after going back, not {at}"
            trainer.go_to(at)
            assert trainer.theta.tobytes() == theta.tobytes(), "parameters after going back"
            assert np.array(trainer.losses).tobytes() == np.array(losses).tobytes(), "losses"


def _check_change(experiment: Experiment, rng: random.Random) -> None:
    """With other settings on the way, going back is as exact, and the script follows."""
    scenario = experiment.scenario
    chosen = rng.choice((
        {"learning_rate": 0.005}, {"batch_size": 4}, {"batch_order": "file"}, {"l2": 0.01},
        {"reduction": "sum"}, {"optimizer": "adam", "optimizer_parameters": {}},
        {"fixed": ("theta[1]",)}, {"fixed": ()}, {"class_weights": "balanced"},
        {"schedule": "cosine", "schedule_parameters": {}},
    ))  # fmt: skip
    runs = tuple(msgspec.structs.replace(run, **chosen) for run in scenario.runs)
    experiment.go_to(rng.randint(0, experiment.last_step))
    try:
        experiment.change(msgspec.structs.replace(scenario, runs=runs, stop=None))
    except InputError as error:
        fuzz.check_message(error)
        return
    for trainer in experiment.trainers:
        free = trainer.objective.free
        assert free is None or not trainer.gradient[~free].any(), "the gradient by fixed ones"
    experiment.advance(5)
    _check_way_back(experiment, rng)
    _check_script(experiment, write_script(plan_of_recording(record(experiment))).text)


FUZZER = fuzz.Fuzzer("combinations", ".json", make, run)

if __name__ == "__main__":
    raise SystemExit(fuzz.main(FUZZER))
