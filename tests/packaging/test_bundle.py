"""The built program without its window: the same as the source tree, whatever the folder."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = pytest.mark.bundle


def inside(folder):
    """Where PyInstaller puts what the program carries."""
    return folder / ("Contents/Resources" if folder.suffix == ".app" else "_internal")


def files_in(folder, pattern):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("what", ["losses", "models", "optimizers", "datasets", "presets"])
def test_lists_what_the_source_lists(say, source_says, what):
    listed = say("list", what, "--json")
    assert len(json.loads(listed)) >= 3
    assert listed == source_says("list", what, "--json")


@pytest.mark.parametrize("preset", ["article", "spirals_network"])
def test_trains_to_the_same_bits(say, source_says, preset):
    arguments = ("train", preset, "--steps", "100", "--json")
    trained = say(*arguments)
    (run, *_) = json.loads(trained)["runs"]
    assert run["step"] == 100
    assert trained == source_says(*arguments)


def test_the_articles_figure(say):
    (run,) = json.loads(say("train", "article", "--json"))["runs"]
    assert run["test_loss"] == pytest.approx(0.135651378105504, rel=1e-12)


def test_carries_the_source_of_what_scripts_show(installed):
    for layer in ("core", "engine"):
        carried = files_in(inside(installed) / "lossstudio" / layer, "*.py")
        assert len(carried) > 50
        assert carried == files_in(ROOT / "lossstudio" / layer, "*.py")


def test_carries_the_resources(installed):
    ours = files_in(ROOT / "resources", "*")
    wanted = {name: content for name, content in ours.items() if not name.endswith(".ts")}
    assert files_in(inside(installed) / "lossstudio" / "resources", "*") == wanted


def test_writes_a_script_of_every_loss_and_each_runs(say, source_says, place):
    presets = {
        "regression": "article_with_bias",
        "binary": "pass_or_fail",
        "multiclass": "three_classes",
    }
    losses = {
        loss["name"]: loss["task"]
        for loss in json.loads(say("list", "losses", "--json"))
        if loss["task"] in presets
    }
    assert len(losses) >= 12
    for name, task in losses.items():
        arguments = (presets[task], "--steps", "5", "--set", f"runs.0.loss={name}")
        script = say("script", *arguments)
        assert script == source_says("script", *arguments)
        (run,) = json.loads(say("train", *arguments, "--json"))["runs"]
        file = place / "script.py"
        file.write_bytes(script + b"\nprint(repr(float(losses[-1][0])))\n")
        done = subprocess.run(
            [sys.executable, file], capture_output=True, text=True, check=True, timeout=60
        )
        assert float(done.stdout.split()[-1]) == pytest.approx(run["train_loss"], rel=1e-12)


def test_draws_a_figure(say, place):
    folder = place / "图"  # not pytest's own folder, which only its owner may enter
    folder.mkdir()
    folder.chmod(0o777)
    for name, begins in (("一 图.png", b"\x89PNG"), ("film.gif", b"GIF89a"), ("a.svg", b"<?xml")):
        picture = folder / name
        say("render", "article", "--steps", "3", "--language", "zh_CN", "--out", str(picture))
        assert picture.read_bytes().startswith(begins)


def test_has_the_licence_of_everything(installed):
    folder = installed / (
        "Contents/Resources/licenses" if installed.suffix == ".app" else "licenses"
    )
    listed = (folder / "README.txt").read_text(encoding="utf-8")
    for name in ("Python 3", "numpy ", "PySide6_Essentials ", "pyqtgraph ", "msgspec ", "ziamath "):
        assert f"\n{name}" in listed
    for name in ("LICENSE.txt", "Python/LICENSE.txt", "Qt/LGPL-3.0.txt", "numpy/LICENSE.txt"):
        assert (folder / name).stat().st_size > 500


def test_leaves_out_what_is_not_used(installed):
    names = [path.name.lower() for path in installed.rglob("*")]
    for part in ("gtk", "qml", "quick", "libcrypto", "libssl", "qt6network", "tcl", "webp", "avif"):
        assert [name for name in names if part in name] == []
    qt = [name for name in names if name.startswith("qtbase_") and name.endswith(".qm")]
    assert sorted(qt) == ["qtbase_en.qm", "qtbase_zh_cn.qm"]


def test_is_no_larger_than_a_school_likes(installed):
    files = [path for path in installed.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) < 195e6
