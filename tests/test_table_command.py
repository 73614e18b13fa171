"""``lossstudio table``, and a table where a scenario can stand."""

import json

import numpy as np
import pytest

from lossstudio.cli import main
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.scenarios.scenario import as_written
from lossstudio.engine.scenarios.scenario_file import from_dict
from lossstudio.engine.table_proposal.scenario import table_scenario
from tests.dialect_cases import DIALECTS
from tests.engine.proposal_cases import CASES


@pytest.fixture
def run(capsysbinary):
    """The exit status, what was printed, and what was said on standard error."""

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


@pytest.fixture
def table(tmp_path):
    def write(name, text=None):
        path = tmp_path / f"{name}.csv"
        path.write_text(CASES[name].text if text is None else text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("name", CASES)
def test_the_json_has_what_was_understood(name, run, table):
    case = CASES[name]
    status, out, err = run("table", table(name), "--json")
    found = json.loads(out)
    assert (status, err) == (0, "")
    assert {
        "encoding", "separator", "decimal", "header_row", "rows", "rows_left_out", "columns",
        "task", "target", "inputs", "classes", "positive_class", "standardize",
    } <= found.keys()  # fmt: skip
    assert (found["target"], found["task"]) == (case.target, case.task)
    assert case.inputs is None or found["inputs"] == list(case.inputs)
    assert found["classes"] == list(case.classes or ())
    assert found["positive_class"] == (case.classes[1] if case.task == "binary" else None)
    assert found["standardize"] in (False, "inputs")
    assert case.rows in (None, found["rows"])
    for column in found["columns"]:
        assert column.keys() == {"name", "kind", "unit", "missing", "role", "why"}
        assert column["role"] in ("input", "target", "none")


def test_the_rows_that_are_left_out_are_listed(run, table):
    _, out, _ = run("table", table("names behind"), "--json")
    found = json.loads(out)
    assert found["rows"] == 30
    assert [row["line"] for row in found["rows_left_out"]] == [2, 11, 20, 29]
    assert {row["reason"] for row in found["rows_left_out"]} == {"horsepower has no value here."}


def test_people_read_it_in_sentences(run, table):
    status, out, _ = run("table", table("passengers"))
    assert status == 0
    for part in (
        "cells separated by commas, decimal point, names in line 1",
        "64 rows",
        "binary: Survived from Pclass, Age, SibSp, Fare",
        "positive class: 1",
        "they are standardised",
        "Age has no value",
        "6 more rows",
    ):
        assert part in out


def test_what_cannot_work_is_said(run, table):
    status, out, _ = run("table", table("one", "a,b\n1,2\n"))
    assert status == 0
    assert "problem: There is one row" in out
    status, out, err = run("train", table("one", "a,b\n1,2\n"))
    assert (status, out) == (2, "")
    assert "one.csv: There is one row" in err
    status, _, err = run("table", "nowhere.csv")
    assert status == 2
    assert "there is no such file" in err


def test_a_table_is_trained_and_written_as_a_script(run, table):
    path = table("passengers")
    status, out, _ = run("train", path, "--steps", "5", "--json")
    found = json.loads(out)
    assert status == 0
    assert found["scenario"]["data"]["file"] == str(path)
    assert found["scenario"]["data"]["split"] == "shuffled"
    assert found["scenario"]["data"]["columns"] == ["Pclass", "Age", "SibSp", "Fare", "Survived"]
    assert (found["classes"], found["positive_class"]) == (["0", "1"], "1")
    assert len(found["rows_left_out"]) == 16
    status, out, _ = run("train", path, "--steps", "5")
    assert "classes: 0, 1; the positive one is 1" in out
    assert "a value is missing: 16 (lines 2, 7, 12" in out
    status, out, _ = run("script", path)
    assert status == 0
    assert "Pclass, Age, SibSp, Fare, Survived" in out


def test_the_positive_class_can_be_chosen(run, table):
    path = table("minus one and one")
    for name in ("-1", '"-1"'):
        setting = f"data.positive_class={name}"
        status, out, _ = run("train", path, "--set", setting, "--steps", "1", "--json")
        assert status == 0
        assert json.loads(out)["classes"] == ["1", "-1"]
    status, _, err = run("train", path, "--set", "data.positive_class=2", "--steps", "1")
    assert status == 2
    assert "data.positive_class = 2: must be one of -1, 1" in err


def test_classes_are_named_where_there_are_classes_alone(run):
    _, out, _ = run("train", "article", "--steps", "1", "--json")
    assert json.loads(out).keys() == {"scenario", "runs"}
    _, out, _ = run("train", "article", "--set", "data.dataset=three_blobs", "--set",
                    "runs.0.loss=cross_entropy", "--steps", "1", "--json")  # fmt: skip
    found = json.loads(out)
    assert len(found["classes"]) == 3
    assert found["positive_class"] is None


def test_a_file_that_is_set_becomes_the_data(run, table):
    path = table("two columns")
    settings = ["--set", f"data.file={path}", "--set", "runs.0.learning_rate=0.001"]
    status, out, _ = run("train", "article", *settings, "--steps", "2", "--json")
    assert status == 0
    assert json.loads(out)["scenario"]["data"]["dataset"] == "csv"
    status, out, _ = run(
        "train", "article", *settings, "--set", "data.dataset=line", "--steps", "2", "--json"
    )
    assert json.loads(out)["scenario"]["data"]["dataset"] == "line"


@pytest.mark.parametrize("case", DIALECTS, ids=lambda case: case.name)
def test_tables_of_every_dialect(case, run, tmp_path):
    path = tmp_path / case.name
    path.write_bytes(case.content)
    status, out, err = run("table", path, "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert (found["inputs"], found["target"]) == (list(case.inputs), case.target)
    assert (found["task"], found["classes"]) == (case.task, list(case.classes))
    assert found["rows"] == case.rows
    assert [row["line"] for row in found["rows_left_out"]] == list(case.left_out)
    assert found["problem"] is None
    # The scenario that it makes reads the same numbers again, from what it keeps.
    scenario = from_dict(as_written(table_scenario(path)))
    dataset = build_samples(scenario)
    order = np.arange(len(dataset.x)) if dataset.order is None else dataset.order
    x = dataset.x[np.argsort(order)]
    assert tuple(x[0]) == case.first[: len(case.inputs)]
    if case.task == "regression":
        assert dataset.target[np.argsort(order)][0] == case.first[-1]
    assert len(x) == case.rows
