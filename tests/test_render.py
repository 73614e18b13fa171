"""``lossstudio render``: figures in a process that has no display."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import find_scenario, save_scenario

WITHOUT = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def render(*arguments, **environment):
    """Run the command in a process of its own: (exit status, standard error)."""
    variables = {name: value for name, value in os.environ.items() if name not in WITHOUT}
    result = subprocess.run(
        [sys.executable, "-m", "lossstudio", "render", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env=variables | environment,
        check=False,
    )
    assert result.stdout == ""
    return result.returncode, result.stderr


@pytest.fixture
def drawn(tmp_path):
    """Render to a file, see that nothing is said, and return the file."""

    def drawn(name, *arguments):
        path = tmp_path / name
        assert render(*arguments, "--out", path) == (0, "")
        return path

    return drawn


def test_a_png_of_the_usual_size_is_the_same_each_time(drawn):
    one = drawn("a.png", "article", "--steps", 20)
    other = drawn("b.png", "article", "--steps", 20)
    assert one.read_bytes() == other.read_bytes()
    picture = Image.open(one)
    assert picture.size == (1280, 720)
    assert not {"Software", "Author"} & set(picture.info)
    later = drawn("c.png", "article", "--steps", 21)
    assert one.read_bytes() != later.read_bytes()


def test_fields_are_set_as_train_sets_them(drawn, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("x,y\n1,2\n2,4\n3,5\n4,8\n", encoding="utf-8")
    common = ("--steps", 4, "--view", "loss", "--set", "runs.0.learning_rate=0.01")
    path = drawn("a.csv", "article", *common, "--set", f"data.file={table}")
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    scenario = with_values(
        find_scenario("article"),
        [
            ("data.dataset", "csv"),
            ("data.file", str(table)),
            ("runs.0.learning_rate", 0.01),
        ],
    )
    experiment = Experiment(scenario)
    experiment.advance(4)
    assert float(rows[-1]["train loss"]) == experiment.trainers[0].losses.train_loss
    assert experiment.trainers[0].objective.n_train == 3


def test_size_scale_theme_and_language(drawn):
    common = ("three_classes", "--steps", 3, "--view", "shape", "--size", "400x300")
    light = Image.open(drawn("a.png", *common, "--scale", 2))
    dark = Image.open(drawn("b.png", *common, "--theme", "dark", "--language", "zh_CN"))
    assert light.size == (800, 600)
    assert dark.size == (400, 300)
    assert (
        max(dark.convert("RGB").getpixel((1, 1))) < 100 < min(light.convert("RGB").getpixel((1, 1)))
    )


def test_svg_has_texts_in_the_language_asked_for(drawn):
    path = drawn("a.svg", "moons_network", "--steps", 2, "--view", "loss", "--language", "zh_CN")
    root = ElementTree.parse(path).getroot()
    assert root.get("viewBox") == "0 0 800 600"
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "损失曲线" in texts


def test_the_numbers_are_those_of_the_training(drawn):
    path = drawn("a.csv", "article", "--steps", 30, "--view", "loss")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    experiment = Experiment(find_scenario("article"))
    for step, row in enumerate(rows):
        losses = experiment.trainers[0].losses
        assert int(row["step"]) == step
        assert float(row["train loss"]) == losses.train_loss
        assert float(row["cost"]) == losses.cost
        experiment.advance(1)
    assert len(rows) == 31


def test_a_gif_shows_every_step_of_a_short_run(drawn):
    path = drawn("a.gif", "article", "--steps", 6, "--size", "320x240", "--view", "fit")
    animation = Image.open(path)
    assert animation.n_frames == 7
    assert animation.size == (320, 240)


REFUSED = [
    (["--steps", "-1"], "--steps -1: must be a whole number, 0 or more"),
    (["--set", "data.noise=x"], 'data.noise = "x": must be a number from 0 to 10'),
    (["--set", "noise"], '--set "noise": must be PATH=VALUE'),
    (["--steps", "1.5"], "--steps 1.5: must be a whole number, 0 or more"),
    (["--view", "fit,los"], "--view los: no such view; there are: fit, loss, "),
    (["--view", ""], "--view : no such view"),
    (["--size", "1280"], "--size 1280: must be width x height in pixels"),
    (["--size", "10x99999"], "each from 200 to 8000"),
    (["--size", "8000x8000", "--scale", "4"], "--scale 4: must be at most 300 million pixels"),
    (["--scale", "5"], "--scale 5: must be 1, 2, 3 or 4"),
    (["--out", "a.jpg"], "one of .png, .svg, .gif, .csv"),
    (["--out", "no/such/folder/a.png"], "cannot be written (No such file or directory)"),
    (["--theme", "blue"], 'lossstudio: --theme "blue": must be one of light, dark'),
    (["--language", "de"], '--language "de": must be one of en, zh_CN'),
]


@pytest.mark.parametrize(("arguments", "expected"), REFUSED)
def test_bad_input_is_one_line(capsys, tmp_path, monkeypatch, arguments, expected):
    from lossstudio.cli import main

    monkeypatch.chdir(tmp_path)
    out = [] if "--out" in arguments else ["--out", "a.png"]
    try:
        status = main(["render", "article", *arguments, *out])
    except SystemExit as end:
        status = end.code
    said = capsys.readouterr()
    assert status == 2
    assert said.out == ""
    assert said.err.startswith("lossstudio")
    assert expected in said.err
    assert said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_that_is_not_there_leaves_no_file(tmp_path):
    status, said = render("no_such_preset", "--out", tmp_path / "a.png")
    assert status == 2
    assert "no such file or preset" in said
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", ["png", "gif"])
def test_what_diverges_is_shown_at_its_last_finite_step(tmp_path, suffix):
    scenario = Scenario(
        data=Data(n_samples=20), runs=(Run(name="fast", learning_rate=1000.0), Run(name="slow"))
    )
    save_scenario(scenario, tmp_path / "s.lossstudio")
    experiment = Experiment(scenario)
    experiment.advance(100)
    last = experiment.trainers[0].step
    assert 0 < last < 100
    out = tmp_path / f"a.{suffix}"
    status, said = render(
        tmp_path / "s.lossstudio", "--steps", 100, "--size", "300x200", "--out", out
    )
    assert status == 0
    assert said == (
        f"lossstudio: run fast: the step after {last} leaves the finite numbers; "
        f"shown is step {last}\n"
    )
    assert out.stat().st_size > 1000


def test_without_a_chinese_font_it_says_so(tmp_path):
    folder = next(
        (str(p) for p in Path("/usr/share/fonts/truetype").glob("dejavu*")), str(tmp_path)
    )
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{folder}</dir>"
        f"<cachedir>{tmp_path}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    common = ("article", "--steps", 1, "--language")
    status, said = render(*common, "zh_CN", "--out", tmp_path / "a.png", FONTCONFIG_FILE=str(fonts))
    assert status == 0
    assert said.startswith("lossstudio: no font with Chinese characters is installed")
    assert said.count("\n") == 1
