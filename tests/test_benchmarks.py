"""Each benchmark runs to its end and prints its figures; how large they are is not looked at."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "benchmarks"
SECONDS = 300

FIGURES = {
    "training": [r"n = +100: a step +[\d.]+ µs", r"jump to any of 1,000 steps: median [\d.]+ ms"],
    "landscape": [r"mse: +[\d.]+ ms", r"huber, n = 1,000: .* optimum [\d.]+ ms"],
    "window": [r"median [\d.]+ s, best", r"at \d+ frames/s", r"speed beside the window: \d+ %"],
    "several_runs": [r"six rates +\d+ frames/s, .* steps/s"],
    "all_views": [r"regression +\d+ frames/s, .* steps/s"],
    "dragging": [r"simple, dragging: \d+ frames/s, .* computes [\d.]+ ms a frame"],
    "tables": [r"rows of 3 numbers: [\d.]+ s, .* ratio [\d.]+", r"wide .* looked at in [\d.]+ s"],
    "start": [r"painted: [\d.]+ s", r"by phases, [\d.]+ s:", r"imports by package, [\d.]+ s"],
}
"""What each prints, as it begins or contains it."""

ON_A_SCREEN = {"start"}
"""Those with a virtual screen of their own, which Linux has."""


def test_every_benchmark_is_run_here():
    assert {path.stem for path in FOLDER.glob("*.py")} == set(FIGURES)


def names():
    return [name for name in FIGURES if name not in ON_A_SCREEN or sys.platform == "linux"]


@pytest.mark.parametrize("name", names())
def test_a_short_run_prints_its_figures(name, tmp_path):
    folders = {f"XDG_{kind}_HOME": str(tmp_path) for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
    done = subprocess.run(
        [sys.executable, str(FOLDER / f"{name}.py"), "--short"],
        capture_output=True, encoding="utf-8", timeout=SECONDS, check=False, cwd=ROOT,
        env=os.environ | folders | {"QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    for figure in FIGURES[name]:
        assert re.search(figure, done.stdout), (figure, done.stdout)
