"""Files that are written whole, and what is left of a writing that was interrupted."""

import os
import subprocess
import sys
import tempfile
import threading

import pytest

from lossstudio.engine.files.whole_file import remove_leftovers, whole_file, write_whole
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario, save_scenario

WRITER = """
import sys
from pathlib import Path
from lossstudio.engine.files.whole_file import whole_file
with whole_file(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def writer():
    """Begins to write a file in a process of its own."""
    processes = []

    def begin(path):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        processes.append(process)
        assert process.stdout.readline() == b"writing\n"
        return process

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


def leftovers(folder):
    return sorted(path.name for path in folder.glob(".lossstudio-*"))


def test_what_an_interrupted_save_left_is_gone_after_the_next(tmp_path, writer):
    process = writer(tmp_path / "a.lossstudio")
    process.kill()
    process.wait()
    assert len(leftovers(tmp_path)) == 1
    save_scenario(Scenario(), tmp_path / "b.lossstudio")
    assert leftovers(tmp_path) == []
    assert load_scenario(tmp_path / "b.lossstudio") == Scenario()


def test_what_is_being_written_stays(tmp_path, writer):
    process = writer(tmp_path / "a.txt")
    (under_way,) = leftovers(tmp_path)
    write_whole(tmp_path / "b.txt", b"b")
    remove_leftovers(tmp_path)
    assert leftovers(tmp_path) == [under_way]
    process.communicate(b"")
    assert process.returncode == 0
    assert (tmp_path / "a.txt").read_bytes() == b"half"
    assert leftovers(tmp_path) == []


def test_of_two_that_write_at_once_none_disturbs_the_other(tmp_path):
    def write(name):
        for number in range(30):
            write_whole(tmp_path / name, b"%d" % number)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(
        "abcd", b"29"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no locks there")
def test_a_file_that_is_taken_for_a_leftover_is_given_up(tmp_path, monkeypatch):
    """Between its making and its locking, another writer may look at it and remove it."""
    import fcntl

    make, lockers = tempfile.mkstemp, []

    def seen(**options):
        handle, name = make(**options)
        if not lockers:
            lockers.append(os.open(name, os.O_RDWR))
            fcntl.flock(lockers[0], fcntl.LOCK_EX)
        return handle, name

    monkeypatch.setattr(tempfile, "mkstemp", seen)
    with whole_file(tmp_path / "a") as file:
        # What the other one does next: nothing of it is this writer's.
        for path in tmp_path.iterdir():
            if os.path.samestat(os.fstat(lockers[0]), path.stat()):
                path.unlink()
        file.write(b"1")
    os.close(lockers[0])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"1"}


def test_only_what_this_program_left_is_removed(tmp_path):
    kept = [".lossstudio-notes", ".lossstudio-12345678.txt", "lossstudio-abcd1234", "x"]
    for name in [*kept, ".lossstudio-abcd12_4"]:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".lossstudio-folder_1").mkdir()
    (tmp_path / ".lossstudio-link_to1").symlink_to(tmp_path / "x")
    odd = {".lossstudio-folder_1", ".lossstudio-link_to1"}
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / ".lossstudio-pipe_123")
        odd.add(".lossstudio-pipe_123")
    remove_leftovers(tmp_path)
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {*kept, *odd}
    remove_leftovers(tmp_path / "no such folder")


def test_a_writing_that_fails_leaves_nothing_and_changes_nothing(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with pytest.raises(TypeError), whole_file(path) as file:
        file.write("text, where bytes are needed")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_bytes() == b"old"
    write_whole(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
