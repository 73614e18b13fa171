"""A short walk through the window, in both languages, and what the walk itself can see."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

WALK = Path(__file__).with_name("walk.py")


def walk(*arguments):
    command = [sys.executable, str(WALK), *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def replayed(folder, *actions):
    log = folder / "given.log"
    log.write_text("".join(json.dumps({**a, "turns": 2, "answer": 0}) + "\n" for a in actions))
    return walk("--replay", log, "--language", "en")


def test_a_short_walk_meets_no_fault(tmp_path):
    done = walk(*("--seeds", 2, "--actions", 100, "--logs", tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "200 actions, 2 seeds" in done.stdout
    logs = [path.read_text(encoding="utf-8") for path in tmp_path.glob("*-0.log")]
    assert len(logs) == 2
    assert all(json.loads(log.splitlines()[-1]) == {"status": 0} for log in logs)


def test_errors_in_a_slot_in_a_thread_and_of_qt_are_found(tmp_path):
    done = replayed(tmp_path, *({"do": "fail", "how": how} for how in ("slot", "thread", "qt")))
    assert done.returncode == 1
    faults = done.stdout.splitlines()[-3:]
    assert [fault.split(" | ")[0] for fault in faults] == ["ERROR", "ERROR", "WARNING"]
    assert ["purpose" in fault for fault in faults] == [True, True, True]


def test_a_crash_is_found(tmp_path):
    done = replayed(tmp_path, {"do": "fail", "how": "crash"})
    assert done.returncode == 1
    assert "the process ended with" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("grown", [0.0, 1.5])
def test_growth_is_that_of_1000_actions(grown, monkeypatch):
    monkeypatch.syspath_prepend(str(WALK.parent))
    from walk import Outcome, growth

    looks = [{"at": at, "MB": 200 + (at - 500) / 1000 * grown} for at in range(500, 3000, 500)]
    first, last, slope = growth([Outcome(0, looks, "")], 1000)
    assert (first, last) == (200 + 0.5 * grown, 200 + 2 * grown)
    assert slope == pytest.approx(grown)
