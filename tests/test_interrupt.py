"""Ctrl+C ends a command in one line and leaves nothing behind, whenever it comes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SECONDS = 60
MANY = 10**9
LARGE = [
    *("--set", "data.dataset=line", "--set", "data.n_samples=1000000"),
    *("--set", "runs.0.learning_rate=1e-8"),
]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are sent to another process")


@pytest.fixture
def start():
    """Start the program, which may have been told to ignore Ctrl+C as by a script's `&`."""
    started = []

    def run(*arguments, ignored=False, code=None):
        action = signal.SIG_IGN if ignored else signal.default_int_handler
        before = signal.signal(signal.SIGINT, action)  # a child gets it, unless it is a function
        try:
            process = subprocess.Popen(
                [sys.executable, *(["-c", code] if code else ["-m", "lossstudio"]), *arguments],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        finally:
            signal.signal(signal.SIGINT, before)
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
            process.communicate()


def wait_until(condition, process):
    end = time.monotonic() + SECONDS
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)


def end_of(process):
    """The last line that an interrupted process says; it has ended as it should."""
    out, err = process.communicate(timeout=SECONDS)
    err = err.decode()
    assert process.returncode == 130, err
    assert out == b""
    assert "Traceback" not in err
    return err.rpartition("\r")[2]


def written(folder):
    """Bytes of the history while it is written, which has a name of its own; -1: not yet begun."""
    return max((path.stat().st_size for path in folder.glob(".*")), default=-1)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "h.csv").write_text("old", encoding="utf-8")
    yield tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["h.csv"]
    assert (tmp_path / "h.csv").read_text(encoding="utf-8") == "old"


@pytest.fixture
def train(start, folder):
    """Start a training that would take days, with a history."""
    common = ("train", "article", "--steps", str(MANY), "--history", str(folder / "h.csv"))
    return lambda *more, **options: start(*common, *more, **options)


@pytest.mark.parametrize("ignored", [False, True])
def test_while_the_history_is_written(train, folder, ignored):
    process = train(ignored=ignored)
    wait_until(lambda: written(folder) > 100_000, process)
    process.send_signal(signal.SIGINT)
    assert end_of(process) == "lossstudio: interrupted\n"


def test_while_large_data_are_made(train, folder):
    process = train(*LARGE)
    wait_until(lambda: written(folder) >= 0, process)
    process.send_signal(signal.SIGINT)
    assert end_of(process) == "lossstudio: interrupted\n"


def test_while_it_trains_on_large_data(train, folder):
    process = train(*LARGE)
    wait_until(lambda: written(folder) > 0, process)
    process.send_signal(signal.SIGINT)
    assert end_of(process) == "lossstudio: interrupted\n"


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="what is loaded is looked at")
@pytest.mark.parametrize(
    "library", ["msgspec/_core", "_multiarray_umath", "_umath_linalg", "_generator"]
)
def test_while_modules_are_imported(train, library):
    process = train()
    maps = Path(f"/proc/{process.pid}/maps")
    wait_until(lambda: library in maps.read_text(encoding="utf-8"), process)
    process.send_signal(signal.SIGINT)
    assert end_of(process) == "lossstudio: interrupted\n"


def test_while_a_figure_is_computed(start, tmp_path):
    out = tmp_path / "a.png"
    process = start("render", "article", "--steps", str(MANY), "--out", str(out))
    wait_until(lambda: written(tmp_path) >= 0, process)
    process.send_signal(signal.SIGINT)
    assert end_of(process) == "lossstudio: interrupted\n"
    assert list(tmp_path.iterdir()) == []


LOST = """
import signal, sys
from lossstudio.engine.runs.experiment import Experiment

class Finalised:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)  # Python only prints what is raised here

advance = Experiment.advance

def interrupted(self, count):
    if self.step == 0:
        Finalised()
    return advance(self, count)

Experiment.advance = interrupted
from lossstudio.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize("name", ["history", "plain"])
def test_one_that_python_loses_is_not_lost(start, tmp_path, name):
    more = ["--history", str(tmp_path / "h.csv")] if name == "history" else []
    process = start("train", "article", "--steps", str(MANY), *more, code=LOST)
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert out == b""
    assert b"Exception ignored" in err
    assert err.endswith(b"lossstudio: interrupted\n")
    assert list(tmp_path.iterdir()) == []


FAILED_IMPORT = """
import os, signal, sys
from lossstudio import cli

def run(arguments):
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise ImportError("numpy.core.multiarray failed to import") from None

cli.COMMANDS["train"] = run
sys.exit(cli.main(["train"]))
"""


def test_one_that_becomes_another_error_is_told_as_an_interrupt(start):
    assert end_of(start(code=FAILED_IMPORT)) == "lossstudio: interrupted\n"


def test_a_command_in_this_process_leaves_ctrl_c_as_it_was(capsys):
    from lossstudio.cli import main

    before = signal.getsignal(signal.SIGINT)
    assert main(["train", "article", "--steps", "2"]) == 0
    assert signal.getsignal(signal.SIGINT) is before
