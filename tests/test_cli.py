"""The command line: what it prints and where, what it writes, and how it ends."""

import csv
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lossstudio.cli import main
from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import (
    find_scenario,
    load_scenario,
    parse_scenario,
    presets,
    save_scenario,
)

NO_DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def run(capsys):
    """Run the program in this process: (exit status, standard output, standard error)."""

    def run(*arguments):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:  # argparse's way to end
            status = end.code
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def refused(run):
    """Run the program and see it refuse: the one line that it says."""

    def refused(*arguments):
        status, out, err = run(*arguments)
        assert status == 2
        assert out == ""
        assert err.count("\n") == 1
        assert err.endswith("\n")
        assert err.startswith("lossstudio")
        assert "Traceback" not in err
        return err

    return refused


@pytest.fixture
def small(tmp_path):
    """A scenario file of two runs, the first of which overflows."""
    path = tmp_path / "small.lossstudio"
    data = Data(n_samples=20, test_fraction=0.2)
    runs = (Run(name="fast, too fast", learning_rate=1000.0), Run(loss="mae"))
    save_scenario(Scenario(data=data, runs=runs, steps=200), path)
    return path


def environment(**changed):
    """This process's variables with some changed, and without those that change the output."""
    merged = {**os.environ, "PYTHONUNBUFFERED": None, **changed}
    return {name: value for name, value in merged.items() if value is not None}


def command(*arguments, **options):
    """Start the program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "lossstudio", *map(str, arguments)],
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        env=environment(**options.pop("env", {})),
        **options,
    )


def output(process):
    """What a process writes until it ends: standard output and error, with their own line ends."""
    out, err = process.communicate(timeout=60)
    return (out or b"").decode(), err.decode()


def ended(*arguments, **options):
    process = command(*arguments, **options)
    out, err = output(process)
    return process.returncode, out, err


# -- train ---------------------------------------------------------------------------------------


def test_train_tells_where_the_runs_ended(run):
    status, out, err = run("train", "article")
    assert status == 0
    assert err == ""
    assert "MSE: step 1000, converged" in out
    assert "weights = 3.80306461" in out
    assert "mse loss: train 0.1669169, test 0.13565138" in out
    assert "  test: rmse 0.368308" in out


def test_a_run_that_is_called_after_its_loss_is_called_after_the_one_that_is_set(run):
    for given, name in (("runs.0.loss=mae", "MAE"), ("runs.0.name=mine", "mine")):
        _, out, _ = run("train", "article", "--steps", "3", "--set", given)
        assert out.startswith(f"{name}: step 3")


def test_train_prints_json_that_is_a_scenario_again(run, tmp_path):
    status, out, err = run("train", "article", "--json", "--set", "runs.0.loss=huber")
    assert (status, err) == (0, "")
    result = json.loads(out)
    expected = find_scenario("article")
    assert result["scenario"]["data"]["dataset"] == "article"
    path = tmp_path / "again.lossstudio"
    path.write_text(json.dumps(result["scenario"]), encoding="utf-8")
    scenario = load_scenario(path)
    assert scenario.runs[0].loss == "huber"
    assert scenario.data == expected.data
    status, again, _ = run("train", path, "--json")
    assert again == out


def test_what_is_printed_has_no_signs_of_a_terminal(run, refused, small, tmp_path):
    name = "a\0\x1b[31mb\u202e\nc"
    raw = {**json.loads(small.read_text(encoding="utf-8")), "title": name}
    raw["runs"] = [{**raw["runs"][0], "name": name}]
    odd = tmp_path / "odd.lossstudio"
    odd.write_text(json.dumps(raw), encoding="utf-8")
    _, out, problems = run("train", odd, "--history", tmp_path / "h.csv")
    assert "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31mb" in out
    raw["runs"][0]["loss"] = name
    odd.write_text(json.dumps(raw), encoding="utf-8")
    message = refused("train", odd)
    said = out + problems + message + (tmp_path / "h.csv").read_text(encoding="utf-8")
    assert all(letter.isprintable() or letter == "\n" for letter in said)


def test_json_of_the_article(run):
    _, out, _ = run("train", "article", "--json")
    (result,) = json.loads(out)["runs"]
    assert result["test_loss"] == pytest.approx(0.1356513781055041, abs=1e-12)
    assert result["parameters"]["weights"] == pytest.approx(3.80306462, abs=5e-9)
    assert (result["step"], result["status"]) == (1000, "converged")


def test_a_run_that_diverged_is_done(run, small):
    status, out, err = run("train", small, "--json")
    assert (status, err) == (0, "")
    fast, slow = json.loads(out, parse_constant=pytest.fail)["runs"]
    assert fast["status"] == "diverging"
    assert slow["step"] == 200
    status, out, err = run("train", small)
    assert (status, err) == (0, "")
    assert "fast, too fast: step" in out
    assert "nan" not in out


def test_without_a_test_set_a_dash_stands_for_its_figures(run):
    _, out, _ = run("train", "article", "--steps", 5, "--set", "data.test_fraction=0")
    assert "test –\n" in out
    assert "  test: rmse –, mae –, r2 –" in out


@pytest.mark.parametrize("command", ["train", "script", "render"])
def test_panels_of_a_newer_version_are_passed_over_and_told(run, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    arrangement = {"root": {"tabs": ["hologram", "fit"]}}
    save_scenario(Scenario(arrangement=arrangement, steps=2), tmp_path / "tomorrow.lossstudio")
    status, out, err = run(command, "tomorrow.lossstudio", *RENDERED.get(command, ()))
    assert status == 0
    assert "hologram" not in out
    told = [line for line in err.splitlines() if "hologram" in line]
    assert len(told) == 1
    assert told[0].startswith("lossstudio: ")


RENDERED = {"render": ("--view", "loss", "--out", "t.csv")}


def test_steps_and_assignments(run):
    _, out, _ = run(
        "train", "article", "--steps", 12, "--set", "steps=7", "--set", "data.noise=0", "--json"
    )
    result = json.loads(out)
    assert (result["scenario"]["steps"], result["runs"][0]["step"]) == (12, 12)
    assert result["scenario"]["data"]["noise"] == 0
    status, out, _ = run("train", "article", "--steps", 0)
    assert status == 0
    assert "step 0, running" in out


@pytest.mark.parametrize("name", presets())
def test_every_preset_can_be_trained(run, name):
    status, out, err = run("train", name, "--steps", 30, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)["runs"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "SCENARIO"),
        (["articel"], 'lossstudio: "articel": no such file or preset; the presets are: article'),
        (["missing.lossstudio"], "missing.lossstudio: No such file or directory"),
        (["."], ": Is a directory"),
        (["two\nlines"], 'lossstudio: "two lines": no such file'),
        (["article", "--steps", "many"], 'steps = "many": must be a whole number from 0 to'),
        (["article", "--steps", "-1"], "steps = -1: must be"),
        (["article", "--steps", "1e3"], "steps = 1000.0: must be"),
        (["article", "--steps", "5.5"], "steps = 5.5: must be"),
        (["article", "--set", "noise"], '--set "noise": must be PATH=VALUE'),
        (["article", "--set", "nois=1"], 'nois: there is no "nois" there; what there is: format'),
        (["article", "--set", "runs.0.loss=hinge"], "does not fit the data"),
        (["article", "--set", "runs.0.loss_parameters.delta=1"], "mse has no such parameter"),
        (["article", "--set", "title=\udcff"], "must be UTF-8"),
        (["article", "--set", "runs.0.hidden_layers=" + "[" * 50_000], "must be a list"),
        (["article", "--set", "data.points=[[1,2],]"], "no valid JSON (line 1, column 8)"),
        (["article", "--set", "runs.0.hidden_layers=[4,4"], "no valid JSON (line 1, column 5)"),
        (["article", "--set", "runs.0.loss_parameters={a:1}"], "no valid JSON (line 1, column 2)"),
        (["article", "--set", "hidden=[[NaN]]"], "no valid JSON (NaN is not a finite number)"),
        (["article", "--set", 'hidden="[1]"'], "must be a list\n"),
        (["article", "--set", "data.noise=[1"], "must be a number from"),
        (["article", "--set", "data.test_fraction=0.999"], "data.test_fraction = 0.999: must be"),
        (["article", "--unknown"], ": --unknown"),
        (["article", "more"], ": more"),
    ],
    ids=lambda item: str(item)[:40],
)
def test_bad_input_is_one_line(refused, arguments, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert expected in refused("train", *arguments)
    assert list(tmp_path.iterdir()) == []


# -- a table of one's own ------------------------------------------------------------------------


@pytest.fixture
def with_table(tmp_path):
    """A scenario file beside a table with this content."""

    def with_table(content, name="table.csv", **fields):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        path = tmp_path / "s.lossstudio"
        raw = {
            "format": 1,
            "data": {"dataset": "csv", "file": name, "test_fraction": 0.0},
            "runs": [fields],
            "steps": 20,
        }
        path.write_text(json.dumps(raw), encoding="utf-8")
        return path

    return with_table


def test_a_table_of_numbers(run, with_table, tmp_path, monkeypatch):
    path = with_table(b"hours,result\n1,2\n2,4\n3,6.5\n", loss="huber")
    monkeypatch.chdir("/")  # its file is found beside the scenario, wherever one is
    status, out, err = run("train", path, "--json")
    assert (status, err) == (0, "")
    result = json.loads(out)
    assert result["scenario"]["data"]["file"] == str(tmp_path / "table.csv")
    assert result["runs"][0]["metrics"]["train"]["r2"] is not None


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy"])
@pytest.mark.parametrize("classes", [b"no yes", b"0 1", b"7 9"])
def test_a_table_of_classes(run, with_table, loss, classes):
    one, other = classes.split()
    rows = b"".join(b"%d,%d,%s\n" % (i, i % 3, one if i < 5 else other) for i in range(10))
    status, out, err = run("train", with_table(rows, loss=loss), "--json")
    assert (status, err) == (0, "")
    (result,) = json.loads(out)["runs"]
    matrix = result["metrics"]["train"]["confusion_matrix"]
    assert sum(map(sum, matrix)) == 10


@pytest.mark.parametrize(
    ("content", "fields", "expected"),
    [
        (None, {}, "there is no such file"),
        (b"", {}, "is empty"),
        (b"x,y\n", {}, "number of rows (without the header) = 0"),
        (b"1,2\n", {}, "must be at least 2"),
        (b"1\n2\n", {}, "number of columns = 1"),
        (b"x,y\n1,2\n1,2,3\n", {}, "line 3: number of cells = 3"),
        (b"x,y\n1,2\none,3\n", {}, 'line 3, column 1 ("x") = "one": must be a finite number'),
        (b"x,y\n1,2\n2,nan\n", {}, "line 3, column 2"),
        (b"x,y\n1,two\n2,three\n", {}, 'line 2, column 2 ("y") = "two": must be a number'),
        (b"x,y\n1,2\n\xff,3\n", {}, "line 3: is not UTF-8"),
        (b"x,y\n1,2\n\0,3\n", {}, "zero byte"),
        (b"x,y\n1,0.5\n2,1\n", {"loss": "hinge"}, "must be a whole number or text"),
        (b"x,y\n1,a\n2,b\n3,c\n", {"loss": "hinge"}, 'runs.0.loss = "hinge": does not fit'),
        (b"x,y\n1,a\n2,a\n", {"loss": "hinge"}, "must be from 2 to 20"),
        (b"x,y\n1e200,1e200\n2,3\n", {}, "not a finite number"),
    ],
)
def test_a_table_that_will_not_do(refused, with_table, content, fields, expected):
    message = refused("train", with_table(content, **fields))
    assert expected in message
    assert "table.csv" in message or "runs.0.loss" in message


def test_a_folder_is_no_table(refused, with_table, tmp_path):
    (tmp_path / "folder").mkdir()
    assert "is a folder" in refused("train", with_table(None, name="folder"))


# -- the history ---------------------------------------------------------------------------------


def test_the_history_has_a_row_a_step_and_a_column_a_curve(run, small, tmp_path):
    path = tmp_path / "h.csv"
    status, _, err = run("train", small, "--history", path)
    assert (status, err) == (0, "")
    assert b"\r" not in path.read_bytes()
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    curves = ("train_loss", "test_loss", "cost")
    names = ("fast, too fast", "mae")
    assert header == ["step", *(f"{name} {curve}" for name in names for curve in curves)]
    assert [row[0] for row in rows] == [str(step) for step in range(201)]
    experiment = Experiment(load_scenario(small))
    for step, row in enumerate(rows):
        fast, slow = experiment.trainers
        shown = [repr(value) for value in fast.losses[:3]] if fast.step == step else [""] * 3
        assert row[1:] == shown + [repr(value) for value in slow.losses[:3]]
        experiment.advance(1)
    assert len(rows) == 201
    assert fast.overflowed
    assert 3 < fast.step < 200


def test_a_missing_test_set_is_empty_in_the_history(run, small, tmp_path):
    path = tmp_path / "h.csv"
    run("train", small, "--set", "data.test_fraction=0", "--steps", 2, "--history", path)
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 4
    assert [row[2] for row in rows[1:]] == ["", "", ""]


def test_a_validation_set_has_a_column_of_its_own(run, small, tmp_path):
    path = tmp_path / "h.csv"
    share = ("--set", "data.validation_fraction=0.2", "--set", "runs.0.learning_rate=0.1")
    _, out, _ = run("train", small, *share, "--steps", 30, "--history", path, "--json")
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    assert header[-4:] == [
        f"mae {curve}" for curve in ("train_loss", "test_loss", "cost", "validation_loss")
    ]
    last = json.loads(out)["runs"][1]
    assert float(rows[-1][-1]) == last["validation_loss"]
    values = [float(row[-1]) for row in rows]
    lowest = min(values)
    assert last["lowest_validation"] == {"step": values.index(lowest), "loss": lowest}
    _, out, _ = run("train", small, *share, "--steps", 30)
    assert f"lowest validation loss at step {values.index(lowest)}: {lowest:.8g}" in out
    assert "  validation: rmse" in out


def test_writing_the_history_does_not_change_the_result(run, small, tmp_path):
    _, plain, _ = run("train", small, "--json")
    _, other, _ = run("train", small, "--json", "--history", tmp_path / "h.csv")
    assert plain == other


# -- the predictions -----------------------------------------------------------------------------


def rows_in(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_predictions_of_a_shuffled_table_are_in_its_order(run, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("a,b,kind\n\n" + "\n".join(f"{i},{i % 5},{'xyz'[i // 10]}" for i in range(30)))
    scenario = tmp_path / "s.lossstudio"
    scenario.write_text(json.dumps({
        "format": 1,
        "data": {"dataset": "csv", "file": "t.csv", "split": "shuffled", "seed": 3,
                 "validation_fraction": 0.2},
        "runs": [{"loss": "cross_entropy", "learning_rate": 0.01}],
    }))  # fmt: skip
    path = tmp_path / "p.csv"
    status, out, _ = run("train", scenario, "--steps", 40, "--json", "--predictions", path)
    assert status == 0
    found, result = rows_in(path), json.loads(out)["runs"][0]
    assert list(found[0]) == ["row", "line", "set", "target", "prediction", "P(x)", "P(y)", "P(z)",
                              "loss"]  # fmt: skip
    assert [int(row["row"]) for row in found] == list(range(1, 31))
    assert [int(row["line"]) for row in found] == list(range(3, 33))
    assert [row["target"] for row in found] == ["xyz"[i // 10] for i in range(30)]
    sets = [row["set"] for row in found]
    assert {name: sets.count(name) for name in set(sets)} == {
        "train": 18, "validation": 6, "test": 6,
    }  # fmt: skip
    parameters = list(result["parameters"].values())
    weights, bias = (np.array(value) for value in parameters)
    x = np.array([[i, i % 5] for i in range(30)], dtype=float)
    z = x @ weights + bias
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    shown = np.array([[float(row[f"P({name})"]) for name in "xyz"] for row in found])
    np.testing.assert_allclose(shown, p, atol=1e-12)
    losses = np.array([float(row["loss"]) for row in found])
    np.testing.assert_allclose(losses, -np.log(p[np.arange(30), np.arange(30) // 10]), atol=1e-9)
    assert [row["prediction"] for row in found] == ["xyz"[i] for i in p.argmax(axis=1)]
    for name in ("train", "validation", "test"):
        mean = losses[np.array(sets) == name].mean()
        assert mean == pytest.approx(result[f"{name}_loss"])


def test_predictions_of_several_runs_have_their_names(run, tmp_path):
    path = tmp_path / "p.csv"
    assert run("train", "outliers", "--steps", 5, "--predictions", path)[0] == 0
    found = rows_in(path)
    names = [name for name in found[0] if name.endswith(" prediction")]
    assert len(names) > 1
    assert {row["set"] for row in found} <= {"train", "test"}
    for name in names:
        assert name.replace(" prediction", " loss") in found[0]
    assert "line" not in found[0]


def test_predictions_that_cannot_be_written_are_told_before_training(refused, small, tmp_path):
    message = refused("train", small, "--predictions", tmp_path / "missing" / "p.csv")
    assert message.startswith("lossstudio: --predictions ")
    assert "cannot be written (No such file or directory)" in message
    path = tmp_path / "p.csv"
    path.write_text("old", encoding="utf-8")
    refused("train", small, "--set", "runs.0.loss=hinge", "--predictions", path)
    assert path.read_text(encoding="utf-8") == "old"


def test_the_history_takes_the_place_of_an_old_one(run, small, tmp_path):
    path = tmp_path / "h.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    assert run("train", small, "--steps", 1, "--history", path)[0] == 0
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("missing/h.csv", "No such file or directory"),
        ("folder", "Is a directory"),
        ("", "Is a directory"),
        ("small.lossstudio/h.csv", "Not a directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_history_that_cannot_be_written(refused, small, tmp_path, monkeypatch, where, expected):
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    message = refused("train", small, "--history", where)
    assert message.startswith("lossstudio: --history ")
    assert f"cannot be written ({expected})" in message
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "small.lossstudio"]
    assert list((tmp_path / "folder").iterdir()) == []


def test_bad_input_leaves_the_old_history(refused, small, tmp_path):
    path = tmp_path / "h.csv"
    path.write_text("old", encoding="utf-8")
    refused("train", small, "--set", "runs.0.loss=hinge", "--history", path)
    refused("train", small, "--set", "data.test_fraction=0.01", "--history", path)
    assert path.read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["h.csv", "small.lossstudio"]


def test_a_full_disk_leaves_the_old_history(refused, small, tmp_path, monkeypatch):
    path = tmp_path / "h.csv"
    path.write_text("old", encoding="utf-8")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left" in refused("train", small, "--history", path)
    assert path.read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["h.csv", "small.lossstudio"]


def test_a_pipe_is_written_to_and_stays_a_pipe(small, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # does not wait for a writer
    try:
        assert ended("train", small, "--steps", 3, "--history", pipe)[0] == 0
        content = os.read(reader, 65536)
    finally:
        os.close(reader)
    assert len(content.splitlines()) == 5
    assert stat.S_ISFIFO(pipe.stat().st_mode)


# -- list ----------------------------------------------------------------------------------------

LISTS = {
    "losses": LOSSES,
    "models": MODELS,
    "optimizers": OPTIMIZERS,
    "datasets": DATASETS,
    "presets": presets(),
    "fields": [path.replace("runs.", "runs.N.") for path in FIELDS],
}


def names_of(what):
    """The names that are listed: with the losses, a person's own formula."""
    return [*LISTS[what], *(["formula"] if what == "losses" else [])]


@pytest.mark.parametrize("what", LISTS)
def test_lists(run, what):
    status, out, err = run("list", what)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == names_of(what)
    assert all(len(line.split()) > 1 for line in lines)


@pytest.mark.parametrize("what", LISTS)
def test_lists_as_json(run, what):
    status, out, err = run("list", what, "--json")
    assert (status, err) == (0, "")
    entries = json.loads(out, parse_constant=pytest.fail)
    assert [entry["name"] for entry in entries] == names_of(what)
    assert all(entry["label"] for entry in entries)
    if what in ("losses", "optimizers"):
        for entry in entries:
            described = {p["name"]: p["default"] for p in entry["parameters"]}
            if entry["name"] == "formula":
                assert described == {}
                continue
            assert described == LISTS[what][entry["name"]].hyperparameters({})


def test_what_there_is_to_list_is_told(refused):
    expected = 'WHAT "loses": must be one of losses, models, optimizers, datasets, presets'
    assert expected in refused("list", "loses")
    assert 'check "chek": must be check' in refused("lesson", "chek", "folder")


def test_a_lessons_folder_of_a_name_that_cannot_be_is_refused(refused):
    assert "en.md" in refused("lesson", "check", "n" * 5000)
    assert "WHAT" in refused("list")


# -- help, version, window -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--help"], "lossstudio train --help"),
        (["--version"], "LossStudio 0."),
        (["train", "--help"], "--history FILE.csv"),
        (["list", "--help"], "losses, models, optimizers, datasets or presets"),
    ],
)
def test_help(run, arguments, expected):
    status, out, err = run(*arguments)
    assert (status, err) == (0, "")
    assert expected in out


@pytest.mark.parametrize(
    "arguments", [[], ["nosuchfile.lossstudio"], ["--language", "zh_CN", "--theme", "dark"]]
)
def test_without_a_display_the_commands_that_need_none_are_named(refused, monkeypatch, arguments):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in NO_DISPLAY:
        monkeypatch.delenv(name, raising=False)
    message = refused(*arguments)
    assert "no display" in message
    assert "lossstudio train" in message
    assert "lossstudio list" in message


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["a", "b"], ": b"),
        (["--language", "fr"], '--language "fr": must be one of en, zh_CN'),
        (["--theme", "two\nlines"], '--theme "two lines": must be one of system, light, dark'),
    ],
)
def test_wrong_arguments_of_the_window(refused, arguments, expected):
    assert expected in refused(*arguments)


# -- as a process of its own ---------------------------------------------------------------------


def test_the_program_without_a_display():
    status, out, err = ended(env=dict.fromkeys(NO_DISPLAY))
    assert (status, out) == (2, "")
    assert err.startswith("lossstudio: there is no display")
    assert err.count("\n") == 1


def test_an_interrupt_ends_training_in_one_line(small, tmp_path):
    path = tmp_path / "h.csv"
    path.write_text("old", encoding="utf-8")
    process = command("train", small, "--steps", 10**9, "--history", path)
    shown = b""
    while b" steps" not in shown:  # the progress, which is wiped before the last line
        read = os.read(process.stderr.fileno(), 4096)
        assert read
        shown += read
    process.send_signal(signal.SIGINT)
    out, err = output(process)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert err.rpartition("\r")[2] == "lossstudio: interrupted\n"
    assert path.read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["h.csv", "small.lossstudio"]


@pytest.mark.parametrize("arguments", [["list", "losses"], ["train", "article", "--json"]])
def test_a_reader_that_goes_away_is_no_fault(arguments):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        status, _, err = ended(*arguments, stdout=writer)
    finally:
        os.close(writer)
    assert status == 1
    assert err == ""


def test_output_that_cannot_be_written_is_one_line():
    with Path("/dev/full").open("w") as full:
        status, _, err = ended("train", "article", "--steps", 1, stdout=full)
    assert status == 1
    assert err.startswith("lossstudio: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_terminal_that_cannot_show_eta(tmp_path):
    variables = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    status, out, err = ended("train", "rate_too_large", env=variables)
    assert (status, err) == (0, "")
    assert "The learning rate ? = " in out
    status, out, err = ended("train", "rate_too_large", "--json", env=variables)
    assert (status, err) == (0, "")
    result = json.loads(out)  # JSON is UTF-8 everywhere
    assert "η" in result["runs"][0]["reason"]
    assert parse_scenario(json.dumps(result["scenario"]))


def test_the_text_has_each_metrics_baseline_beside_it(run):
    status, out, err = run("train", "pass_or_fail", "--steps", "3")
    assert (status, err) == (0, "")
    lines = [line.strip() for line in out.splitlines() if "accuracy" in line]
    assert [line.split(":")[0] for line in lines] == ["train", "test"]
    for line in lines:
        assert re.match(r"\w+: accuracy [\d.]+ \(baseline 0\.5\), log_loss [\d.]+ \(base", line)
        assert line.count("(baseline ") == 2
