"""The log: where it is, what it holds, and that nothing suffers where it cannot be written."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from lossstudio.gui.shell import log_file
from lossstudio.gui.shell.log_file import CRASH, LIMIT, LONGEST, MOST, NAME, OLDER, Log, log_folder


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A log that is kept in a folder of its own."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    kept = Log(tmp_path / "logs" / "of a program")
    yield kept
    kept.end()


def text_of(log):
    return (log.folder / NAME).read_text(encoding="utf-8")


ours = logging.getLogger("lossstudio.gui.of_a_test")


def test_it_is_in_the_platforms_place(monkeypatch, tmp_path):
    home = Path.home()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert log_folder() == home / ".local" / "state" / "LossStudio"
    monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")  # which is to be ignored
    assert log_folder() == home / ".local" / "state" / "LossStudio"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert log_folder() == tmp_path / "LossStudio"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert log_folder() == tmp_path / "Local" / "LossStudio" / "Logs"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert log_folder() == home / "Library" / "Logs" / "LossStudio"


def test_a_portable_program_keeps_it_beside_itself(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "lossstudio"))
    assert log_folder() != tmp_path
    (tmp_path / "portable.txt").touch()
    assert log_folder() == tmp_path


def test_entries_have_their_time_and_origin(log):
    ours.info("the noise is %g", 0.5)
    ours.debug("not this")
    (line,) = text_of(log).splitlines()
    assert line.endswith(f"[{os.getpid()}] INFO lossstudio.gui.of_a_test: the noise is 0.5")
    assert line[:4].isdigit()


def test_what_qt_warns_of_is_kept(log):
    qWarning("a pixmap is null")
    assert "WARNING qt" in text_of(log)
    assert "a pixmap is null" in text_of(log)


def test_errors_in_threads_are_kept(log):
    def fail():
        raise LookupError("made to fail")

    thread = threading.Thread(target=fail, name="of a test")
    thread.start()
    thread.join()
    assert "unexpected error in the thread of a test" in text_of(log)
    assert "LookupError: made to fail" in text_of(log)


def test_errors_that_python_ignores_are_kept(log):
    class Failing:
        def __del__(self):
            raise LookupError("made to fail")

    Failing()
    assert "LookupError: made to fail" in text_of(log)


def test_the_home_folder_is_not_named(log, monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "Anna Müller")
    ours.info("cannot be read: %s", tmp_path / "Anna Müller" / "course" / "a.lossstudio")
    assert "Anna" not in text_of(log)
    assert str(Path("~", "course", "a.lossstudio")) in text_of(log)


def test_it_stays_small(log):
    line = "x" * 1000
    for number in range(2500):
        ours.info("%d %s", number, line)
    sizes = [path.stat().st_size for path in log.folder.iterdir()]
    assert LIMIT < sum(sizes) <= 2 * LIMIT
    assert " 2499 x" in text_of(log)
    older = (log.folder / OLDER).read_text(encoding="utf-8")
    first = int(text_of(log).split(": ", 1)[1].split()[0])
    assert f" {first - 1} x" in older, "nothing between the two is lost"


def test_what_fails_at_every_frame_is_not_written_at_every_frame(log):
    for _ in range(10 * MOST):
        ours.error("the same again")
    assert text_of(log).count("the same again") == MOST


def test_a_long_entry_is_cut_in_the_middle(log):
    ours.error("begins %s ends", "x" * 10 * LONGEST)
    assert "begins" in text_of(log)
    assert text_of(log).endswith("ends\n")
    assert len(text_of(log)) < LONGEST + 100


WRITER = """
import logging, sys
from pathlib import Path
from lossstudio.gui.shell.log_file import Log
log = Log(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(1000):
    logging.getLogger("lossstudio").info("%s %d %s", sys.argv[2], number, "x" * 800)
log.end()
"""


def test_two_programs_write_to_it_at_once(tmp_path):
    pipe = subprocess.PIPE
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name],
            stdin=pipe, stdout=pipe, stderr=pipe, text=True,
        )
        for name in "ab"
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.communicate(timeout=60) for writer in writers] == [("", ""), ("", "")]
    texts = [(tmp_path / name).read_text(encoding="utf-8") for name in (OLDER, NAME)]
    assert all(0 < len(text) <= LIMIT + 2000 for text in texts)
    lines = "".join(texts).splitlines()
    assert all(line.endswith("x" * 800) for line in lines), "entries are whole"
    said = sorted(tuple(line.split(": ", 1)[1].split()[:2]) for line in lines)
    assert said == sorted((name, str(number)) for name in "ab" for number in range(1000))


def test_nothing_suffers_where_it_cannot_be_written(tmp_path, capfd):
    (tmp_path / "file").touch()
    log = Log(tmp_path / "file" / "logs")
    ours.info("to nobody")
    log.end()
    assert capfd.readouterr() == ("", "")


def test_a_crash_is_told_of_at_the_next_start(tmp_path):
    code = (
        "import sys, ctypes; from pathlib import Path\n"
        "from lossstudio.gui.shell.log_file import Log\n"
        "log = Log(Path(sys.argv[1])); ctypes.string_at(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert done.returncode != 0
    assert "Current thread" in (tmp_path / CRASH).read_text(encoding="utf-8")
    log = Log(tmp_path)
    log.end()
    assert "was brought down" in text_of(log)
    assert "string_at" in text_of(log)
    assert (tmp_path / CRASH).read_text(encoding="utf-8") == ""


def test_everything_is_as_before_when_it_ends(tmp_path):
    handlers = list(logging.getLogger().handlers)
    hooks = threading.excepthook, sys.unraisablehook
    log = Log(tmp_path)
    assert (threading.excepthook, sys.unraisablehook) != hooks
    log.end()
    assert logging.getLogger().handlers == handlers
    ours.info("after the end")
    assert not (tmp_path / NAME).exists()


def test_the_name_of_the_home_is_only_replaced_where_it_says_something(monkeypatch):
    monkeypatch.setattr(log_file, "_home", lambda: Path("/"))
    assert log_file.without_home("/usr/lib") == "/usr/lib"
