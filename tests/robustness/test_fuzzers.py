"""The fuzzers, for a few seconds each: a long run is a command, see the README."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COUNTS = {"scenarios": 60, "tables": 40, "formulas": 30, "lessons": 20, "combinations": 30}

FAULTY = """
import sys
sys.path.insert(0, {here!r})
from fuzz_cases import Fuzzer, main
import os
import time

def run(case, folder, rng):
    number = int(case)
    if number == 1:
        raise KeyError("not expected")
    if number == 2:
        os.kill(os.getpid(), 9)
    if number == 3:
        end = time.process_time() + 1.3
        while time.process_time() < end:
            pass
    if number == 4:
        b"x" * (300 * 2**20)
    return "fine"

FUZZER = Fuzzer("faulty", ".txt", lambda rng: str(int(rng.random() * 5)).encode(), run)
if __name__ == "__main__":
    raise SystemExit(main(FUZZER))
"""


def fuzz(script, *arguments):
    command = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.mark.parametrize("name", COUNTS)
def test_no_input_brings_down_what_reads_it(name, tmp_path):
    script = HERE / f"fuzz_{name}.py"
    code, said = fuzz(script, "--seed", 20, "--count", COUNTS[name], "--keep", tmp_path)
    assert (code, list(tmp_path.iterdir())) == (0, []), said
    ways = re.search(r"cases of seed 20 in \d+ s: (.*); 0 failed$", said.strip())
    assert sum(int(n) for n in re.findall(r"(\d+) [a-z]", ways[1])) == COUNTS[name]
    assert "refused" in said or "with faults" in said
    assert "trained" in said or "right" in said


def test_a_fuzzer_finds_what_must_not_be_and_keeps_it(tmp_path):
    script, kept = tmp_path / "fuzz_faulty.py", tmp_path / "kept"
    script.write_text(FAULTY.format(here=str(HERE)), encoding="utf-8")
    code, said = fuzz(script, "--seed", 100, "--count", 5, "--keep", kept)
    assert code == 1
    assert sorted(file.read_text() for file in kept.iterdir()) == ["1", "2", "3", "4"]
    lines = re.findall(r"^case \d+: (.*)$", said, re.MULTILINE)
    reasons = "KeyError", "of computing", "of memory", "the process ended with"
    assert [reason in line for reason, line in zip(reasons, lines, strict=True)] == [True] * 4, said
    assert said.endswith("1 fine; 4 failed\n")
