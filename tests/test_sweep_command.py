"""``lossstudio sweep``: what it prints and writes, and how it refuses."""

import csv
import json
from xml.etree import ElementTree

import pytest
from PIL import Image

from lossstudio import cli
from lossstudio.gui.kit.colors import DARK, LIGHT

RATES = "runs.0.learning_rate=0.01..10:4:log"


@pytest.fixture
def run(capfdbinary):
    """Run a command: (exit status, standard output, standard error)."""

    def run(*arguments):
        try:
            status = cli.main([*map(str, arguments)])
        except SystemExit as error:
            status = error.code
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run


def sweep(run, *arguments):
    """The JSON of a sweep of the preset ``outliers`` with few steps."""
    status, out, _ = run("sweep", "outliers", "--steps", 40, "--json", *arguments)
    assert status == 0
    return json.loads(out)


def test_the_json_has_a_figure_and_a_status_a_run(run):
    found = sweep(run, "--over", RATES, "--metric", "train_loss", "--set", "data.noise=0.2")
    assert list(found) == ["path", "values", "metric", "runs"]
    assert found["path"] == "runs.0.learning_rate"
    assert found["values"] == [0.01, 0.1, 1.0, 10.0]
    assert found["metric"] == "train_loss"
    assert [run["name"] for run in found["runs"]] == ["MSE", "MAE", "Huber"]
    for place, value in enumerate(found["values"]):
        status, out, _ = run(
            "train", "outliers", "--steps", 40, "--json", "--set", "data.noise=0.2",
            "--set", f"runs.0.learning_rate={value}",
        )  # fmt: skip
        assert status == 0
        for swept, trained in zip(found["runs"], json.loads(out)["runs"], strict=True):
            assert swept["metric"][place] == trained["train_loss"]
            assert swept["status"][place] == trained["status"]
    assert found["runs"][0]["status"][-1] == "diverging"


def test_the_usual_metric_is_the_test_loss_and_a_figure_of_a_set_has_its_name(run):
    assert sweep(run, "--over", "data.noise=0..1:2")["metric"] == "test_loss"
    found = sweep(run, "--over", "data.noise=0..1:2", "--metric", "test.rmse")
    assert found["runs"][0]["metric"][0] == pytest.approx(found["runs"][0]["metric"][0])
    assert all(value > 0 for run in found["runs"] for value in run["metric"])


def test_people_read_a_table(run):
    status, out, err = run("sweep", "outliers", "--over", RATES, "--steps", 40)
    header, *rows = out.splitlines()
    assert (status, len(rows)) == (0, 4)
    assert header.split()[:3] == ["runs.0.learning_rate", "MSE:", "test_loss"]
    assert [row.split()[0] for row in rows] == ["0.01", "0.1", "1", "10"]
    assert "diverging" in rows[-1]
    assert "every run" not in err


def test_a_csv_has_the_same_numbers(run, tmp_path):
    path = tmp_path / "out.csv"
    found = sweep(run, "--over", RATES, "--out", path)
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == [
        "runs.0.learning_rate",
        *(f"{run['name']} {what}" for run in found["runs"] for what in ("test_loss", "status")),
    ]
    assert [float(row[0]) for row in rows] == found["values"]
    for index, run_found in enumerate(found["runs"]):
        assert [float(row[1 + 2 * index]) for row in rows] == run_found["metric"]
        assert [row[2 + 2 * index] for row in rows] == run_found["status"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_has_the_size_and_the_colours_that_are_asked_for(run, tmp_path, theme):
    path = tmp_path / "out.png"
    sweep(run, "--over", RATES, "--out", path, "--size", "500x400", "--scale", 2, "--theme", theme)
    picture = Image.open(path).convert("RGB")
    assert picture.size == (1000, 800)
    colors = picture.getcolors(10**6)
    assert len(colors) > 50  # lines, symbols, letters
    background = max(colors)[1]
    assert (sum(background) < 200) == (theme == "dark")
    mark = {"light": LIGHT, "dark": DARK}[theme].run_mark(0).color
    assert tuple(bytes.fromhex(mark[1:])) in {color for _, color in colors}


def test_a_picture_can_be_of_vectors_and_says_what_it_shows(run, tmp_path):
    path = tmp_path / "out.svg"
    sweep(run, "--over", RATES, "--metric", "rmse", "--out", path)
    text = "".join(ElementTree.parse(path).getroot().itertext())
    assert "RMSE" in text
    assert "Learning rate" in text
    assert "diverged" in text


def test_it_is_said_that_every_run_diverges(run):
    status, out, err = run(
        "sweep", "article", "--json", "--steps", 60, "--over", "runs.0.learning_rate=100..900:3"
    )
    assert status == 0
    assert set(json.loads(out)["runs"][0]["status"]) == {"diverging"}
    assert "every run diverges with every value of runs.0.learning_rate" in err


def test_it_is_said_that_a_figure_has_no_value(run):
    found = run("sweep", "outliers", "--steps", 5, "--over", "data.noise=0..1:2",
                "--set", "data.test_fraction=0")  # fmt: skip
    assert found[0] == 0
    assert "–" in found[1]
    assert "test_loss has no value in any run" in found[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--over", "runs.0.loss=0..1"], "runs.0.loss: is not a number of this scenario; it has"),
        (["--over", "data.noise=1..1"], "both ends of the range are 1"),
        (["--over", "data.noise=0..1:5:log"], "a logarithmic range needs two ends above 0"),
        (["--over", "data.noise=0..1:1"], "must be a whole number from 2 to"),
        (["--over", "data.noise=0..99"], "data.noise = 99: must be a number from 0 to 10"),
        (["--over", "data.noise"], "must be PATH=FROM..TO[:COUNT][:log]"),
        (["--over", "data.noise=0..1", "--metric", "x"], '--metric = "x": must be one of train_'),
        (["--over", "data.noise=0..1", "--out", "a.txt"], "the name has to end with one of .csv, "),
        (["--over", "data.noise=0..1", "--out", "none/a.csv"], "cannot be written"),
        ([], "--over"),
    ],
)
def test_what_cannot_be_swept_is_refused_in_one_line(run, arguments, said):
    status, out, err = run("sweep", "outliers", "--steps", 3, *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_ctrl_c_leaves_no_file(run, tmp_path, monkeypatch):
    from lossstudio.engine.runs.experiment import Experiment

    def interrupted(self, count):
        raise KeyboardInterrupt

    monkeypatch.setattr(Experiment, "advance", interrupted)
    status, out, err = run("sweep", "outliers", "--over", RATES, "--out", tmp_path / "a.csv")
    assert (status, out) == (130, "")
    assert err.splitlines()[-1] == "lossstudio: interrupted"
    assert list(tmp_path.iterdir()) == []
