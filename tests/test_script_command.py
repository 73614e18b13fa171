"""``lossstudio script``: prints or writes what a scenario does, without a window."""

import ast
import json
import subprocess
import sys

import nbformat
import pytest

from lossstudio.cli import main
from lossstudio.engine.scenarios.scenario_file import find_scenario, presets
from lossstudio.engine.script.notebook import notebook
from lossstudio.engine.script.plan import plan_of
from lossstudio.engine.script.script import write_script


def printed(capfdbinary, *arguments):
    assert main(["script", *map(str, arguments)]) == 0
    out, problems = capfdbinary.readouterr()
    assert not problems
    return out.decode()


def test_it_prints_a_script_that_runs(capfdbinary, tmp_path):
    text = printed(capfdbinary, "article", "--steps", "7", "--set", "runs.0.learning_rate=0.02")
    assert "steps = 7\n" in text
    assert "learning_rate = 0.02\n" in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    done = subprocess.run(
        [sys.executable, "-I", "-"], input=text, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-2].startswith("step 7: train loss 0.1")
    assert not done.stderr


def test_a_table_that_is_set_becomes_the_data(capfdbinary, tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("x,y\n1,2.25\n2,4\n3,6\n4,8\n", encoding="utf-8")
    assert "2.25" in printed(capfdbinary, "article", "--set", f"data.file={table}")


def test_its_comments_are_in_the_language_that_is_asked_for(capfdbinary):
    assert "# 最后 20 个样本是测试集" in printed(capfdbinary, "article", "--language", "zh_CN")
    assert "the last 20 samples are the test set" in printed(capfdbinary, "article")


def test_it_writes_files_whole(tmp_path, capfdbinary):
    script, by_name, by_option = (tmp_path / name for name in ("a.py", "b.ipynb", "c.txt"))
    assert printed(capfdbinary, "outliers", "--out", script) == ""
    assert script.read_text("utf-8") == write_script(plan_of(find_scenario("outliers"))).text
    assert printed(capfdbinary, "outliers", "--out", by_name) == ""
    assert printed(capfdbinary, "outliers", "--notebook", "--out", by_option) == ""
    assert by_name.read_bytes() == by_option.read_bytes()
    assert json.loads(by_name.read_bytes())["nbformat"] == 4


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["nothing_like_it"], "no such file or preset"),
        (["article", "--steps", "-1"], "steps = -1"),
        (["article", "--set", "runs.0.loss=hinge"], "does not fit"),
        (["article", "--out", "/nowhere/at/all.py"], "--out /nowhere/at/all.py: cannot be written"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(arguments, problem, capfd):
    assert main(["script", *arguments]) == 2
    out, problems = capfd.readouterr()
    assert out == ""
    assert problem in problems
    assert len(problems.splitlines()) == 1


def test_it_loads_no_window():
    code = """
import contextlib, io, sys
from lossstudio.cli import main
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
    assert main(["script", "moons_network", "--notebook", "--language", "zh_CN"]) == 0
print(sorted({m.partition(".")[0] for m in sys.modules} & {"PySide6", "pyqtgraph", "shiboken6"}))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


# -- notebooks -------------------------------------------------------------------------------------

PRETENDED = """
class pyplot:
    calls = []
    def __getattr__(self, name):
        def call(*given, **named):
            self.calls.append((name, len(given[0]) if name == "plot" else 0))
            return [self] if name == "plot" else None
        return call
    def get_color(self):
        return "red"
import sys, types
package = types.ModuleType("matplotlib")
package.pyplot = pyplot()
sys.modules |= {"matplotlib": package, "matplotlib.pyplot": package.pyplot}
"""
"""What stands in for matplotlib: it remembers what is asked of it."""


def cells_of(name, language="en"):
    script = write_script(plan_of(find_scenario(name)), language)
    book = nbformat.reads(notebook(script).decode(), as_version=nbformat.NO_CONVERT)
    nbformat.validate(book)
    return script, book


def run_cells(book, before):
    """What the code cells print, one after the other in one process."""
    code = "\n".join([before, *(cell.source for cell in book.cells if cell.cell_type == "code")])
    done = subprocess.run(
        [sys.executable, "-I", "-"], input=code, capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout


@pytest.mark.parametrize("name", presets())
def test_notebooks_are_valid_and_say_the_same_as_the_script(name):
    script, book = cells_of(name)
    assert (book.nbformat, book.nbformat_minor) == (4, 5)
    kinds = [cell.cell_type for cell in book.cells]
    assert kinds == ["markdown", "code", *["markdown", "code"] * 5]
    assert len({cell.id for cell in book.cells}) == len(kinds)
    for section in script.sections:
        assert section.code in [cell.source for cell in book.cells]
        assert section.code in script.text


@pytest.mark.parametrize("name", ["article", "outliers"])
def test_a_notebook_draws_every_curve_where_matplotlib_is_installed(name):
    _, book = cells_of(name)
    at_exit = "import atexit; atexit.register(lambda: print(package.pyplot.calls))"
    calls = ast.literal_eval(run_cells(book, PRETENDED + at_exit).splitlines()[-1])
    steps = find_scenario(name).steps
    curves = 2 * len(find_scenario(name).runs)
    assert calls.count(("plot", steps + 1)) == curves
    assert calls[-1] == ("show", 0)


def test_a_notebook_without_matplotlib_says_so_and_goes_on():
    without = "import sys; sys.modules['matplotlib'] = None"
    for language, words in (
        ("en", "matplotlib is not installed"),
        ("zh_CN", "没有安装 matplotlib"),
    ):
        _, book = cells_of("article", language)
        lines = run_cells(book, without).splitlines()
        assert words in lines[-1]
        assert "0.135651378105504" in lines[-3]
