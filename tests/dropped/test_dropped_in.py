"""A file dropped into a copy of the package is an entry like any other, with nothing else changed.

Each file of this folder that is dropped in has tests of its own beside it, ``in_copy_….py``, which
run in the copy, and so do the tests that go over all entries.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

OWN = "tests/gui/test_dropped.py"
OVER_ALL_OPTIMIZERS = (
    "tests/contract/test_shown_is_computed.py",
    "tests/core/test_facts.py",
    "tests/core/test_optimizers.py",
    "tests/engine/test_step_numbers.py",
    "tests/gui/test_formula.py",
)
OVER_ALL_MODELS = (
    "tests/core/test_models.py",
    "tests/engine/test_comparisons.py",
    "tests/engine/test_fields.py",
    "tests/engine/test_script.py",
)

OVER_ALL_LOSSES = (
    "tests/contract/test_shown_is_computed.py",
    "tests/contract/test_expressions.py",
    "tests/core/test_facts.py",
    "tests/core/test_losses.py",
    "tests/core/test_loss_discovery.py",
    "tests/engine/test_comparisons.py",
    "tests/engine/test_contributions.py",
    "tests/engine/test_landscape.py",
    "tests/engine/test_objective.py",
    "tests/engine/test_scenario_file.py",
    "tests/engine/test_script.py",
    "tests/engine/test_step_numbers.py",
    "tests/gui/test_formula.py",
    "tests/gui/test_loss_shape.py",
    "tests/gui/test_step_numbers_view.py",
)


def copy_with(folder: Path, source: Path, place: str) -> None:
    """A copy of the program and its tests in `folder`, with one file more."""
    without = shutil.ignore_patterns("__pycache__", "benchmarks", "robustness")
    for name in ("lossstudio", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=without)
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "resources").symlink_to(ROOT / "resources", target_is_directory=True)
    shutil.copy(source, folder / "lossstudio" / place / source.name)
    # Among the tests of the window, whose fixtures it uses.
    shutil.copy(HERE / f"in_copy_{source.name}", folder / OWN)


def in_copy(name: str, place: str):
    """The fixture `with_…`: a copy of the program with the file called `name` more."""

    @pytest.fixture(scope="module", name=f"with_{name}")
    def folder(tmp_path_factory):
        found = tmp_path_factory.mktemp(name)
        copy_with(found, HERE / f"{name}.py", place)
        return found

    return folder


def passes(folder: Path, *arguments: str) -> int:
    """How many tests pass in the copy; all have to."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = [line for line in done.stdout.splitlines() if " passed" in line]
    return int(found[-1].split()[0])


with_lion = in_copy("lion", "core/optimizers")


def test_an_optimizer_does_what_all_others_do(with_lion):
    assert passes(with_lion, *OVER_ALL_OPTIMIZERS, "-k", "lion") >= 8
    registry = "tests/core/test_optimizers.py"
    assert passes(with_lion, registry, "-k", "registry or defaults or plain") == 3


def test_an_optimizer_is_trained_explained_compared_drawn_and_exported(with_lion):
    assert passes(with_lion, OWN) >= 8


with_cauchy = in_copy("cauchy", "core/losses")


def test_a_loss_does_what_all_others_do(with_cauchy):
    assert passes(with_cauchy, *OVER_ALL_LOSSES, "-k", "cauchy") >= 30
    registry = ("tests/core/test_loss_discovery.py", "tests/core/test_loss_claims.py")
    assert passes(with_cauchy, *registry, "-k", "not cauchy") >= 20
    assert passes(with_cauchy, "tests/contract/test_translated_mathematics.py") >= 60


def test_a_loss_is_trained_explained_compared_drawn_and_exported(with_cauchy):
    assert passes(with_cauchy, OWN) >= 12


with_radial_basis = in_copy("radial_basis", "core/models")


def test_a_model_does_what_all_others_do(with_radial_basis):
    assert passes(with_radial_basis, *OVER_ALL_MODELS) > 300


def test_a_model_is_trained_explained_compared_drawn_and_exported(with_radial_basis):
    assert passes(with_radial_basis, OWN) >= 20
