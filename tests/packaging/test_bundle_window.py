"""The built program's window on a virtual screen: opens, runs, ends."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 60

pytestmark = pytest.mark.bundle


class Screen:
    """A virtual screen of our own, whose pixels lie in a file, and its keyboard."""

    def __init__(self, folder):
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-fbdir", str(folder),
             "-nolisten", "tcp", "-ac",
             # By default it resets itself when the last program goes, each `xdotool` among them,
             # and refuses the next one meanwhile.
             "-noreset"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as number:
            said = number.readline().strip()  # written when it listens
        if not said.isdigit():
            raise RuntimeError(f"Xvfb ended with {self._server.wait(SECONDS)}")
        self.display = f":{said}"
        self._wait_until_it_answers()
        self._pixels = folder / "Xvfb_screen0"

    def _wait_until_it_answers(self):
        """Each kind of connection that a program tries."""
        end = time.monotonic() + SECONDS
        while not (self._connects() and self.tool("getmouselocation")):
            assert self._server.poll() is None, "Xvfb has ended"
            assert time.monotonic() < end, "Xvfb does not answer"
            time.sleep(0.05)

    def _connects(self):
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(SECONDS)
            return probe.connect_ex(f"/tmp/.X11-unix/X{self.display[1:]}") == 0

    def close(self):
        self._server.terminate()
        self._server.wait(SECONDS)

    def picture(self):
        return self._pixels.read_bytes()

    def changes(self, seconds=1.0):
        """Whether anything moves within `seconds`."""
        before = self.picture()
        time.sleep(seconds)
        return self.picture() != before

    def is_plain(self):
        """Whether hardly anything can be seen."""
        pixels = memoryview(self.picture()[-4 * 1366 * 768 :]).cast("I")
        return len(set(pixels)) < 50

    def tool(self, *arguments):
        return subprocess.run(
            ["xdotool", *arguments],
            env=os.environ | {"DISPLAY": self.display},
            capture_output=True, text=True, timeout=SECONDS, check=False,
        ).stdout.split()  # fmt: skip

    def wait_for_window(self, title, process):
        """Wait until a window of this title has been painted and rests, and give it the keys."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            assert process.poll() is None, process.communicate()
            windows = self.tool("search", "--onlyvisible", "--name", title)
            if windows and not self.changes():
                self.tool("windowfocus", "--sync", windows[-1])
                return
            time.sleep(0.1)
        raise AssertionError(f"no window with {title} in its title")


@pytest.fixture
def screen(tmp_path):
    screen = Screen(tmp_path)
    yield screen
    screen.close()


@pytest.fixture
def start(screen, confined):
    """Start a program on the screen; killed at the end if it still runs."""
    started = []

    def run(program, *arguments, **variables):
        environment = confined["env"] | {"DISPLAY": screen.display} | variables
        started.append(
            subprocess.Popen(
                [str(program), *map(str, arguments)],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                **(confined | {"env": environment}),
            )
        )  # fmt: skip
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def test_the_network_is_cut_for_these_tests(confined):
    code = "import socket; socket.socket(socket.AF_INET)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, check=False, preexec_fn=confined["preexec_fn"],
    )  # fmt: skip
    assert b"PermissionError" in done.stderr


def test_opens_runs_and_ends(screen, start, installed, place):
    scenario = place / "二分类 1.lossstudio"
    shutil.copy(ROOT / "resources" / "presets" / "pass_or_fail.lossstudio", scenario)
    scenario.chmod(0o644)
    program = start(installed / "lossstudio", scenario)
    screen.wait_for_window("二分类 1.lossstudio", program)
    screen.tool("key", "space")
    assert screen.changes()
    assert screen.changes()
    screen.tool("key", "ctrl+q")
    _, errors = program.communicate(timeout=SECONDS)
    assert program.returncode == 0, errors
    assert "Traceback" not in errors


def test_a_portable_program_keeps_its_settings_beside_itself(screen, start, installed, place, home):
    stick = place / "U 盘"
    stick.mkdir()
    (stick / "_internal").symlink_to(installed / "_internal")
    shutil.copy(installed / "lossstudio", stick)
    (stick / "portable.txt").touch()
    stick.chmod(0o777)
    program = start(stick / "lossstudio", "--language", "zh_CN")
    screen.wait_for_window("LossStudio", program)
    screen.tool("key", "ctrl+q")
    _, errors = program.communicate(timeout=SECONDS)
    assert program.returncode == 0, errors
    assert "geometry" in (stick / "lossstudio.ini").read_text(encoding="utf-8")
    assert "starts: LossStudio" in (stick / "lossstudio.log").read_text(encoding="utf-8")
    assert list(home.iterdir()) == []


@pytest.fixture
def belongings(place, tmp_path_factory):
    """Environment variables of a person who may keep settings and a log, and where the log is."""
    folder = place / tmp_path_factory.mktemp("person").name
    folder.mkdir()
    folder.chmod(0o777)
    variables = {f"XDG_{kind}_HOME": str(folder) for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
    return variables, folder / "LossStudio" / "lossstudio.log"


def ends(screen, program, *keys):
    """End the program by a key, or however it was asked to; it does so without a complaint."""
    if keys:
        screen.tool("key", *keys)
    _, errors = program.communicate(timeout=SECONDS)
    assert program.returncode == 0, errors
    assert "Traceback" not in errors


def preset(place, name):
    copy = place / f"{name}.lossstudio"
    shutil.copy(ROOT / "resources" / "presets" / copy.name, copy)
    copy.chmod(0o644)
    return copy


NOISE = 100_000_000
UNREADABLE = {
    "broken": (b'{"format": 1, "data": {"noise": ', "JSON"),
    "newer": (b'{"format": 99}', "newer version"),
    "empty": (b"", "JSON"),
    "noise": (None, "too large"),
}
"""What is in a file that cannot be opened, and a word of what is said about it."""


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_leaves_the_default(
    screen, start, installed, place, belongings, name
):
    variables, log = belongings
    # The scenario of the last time, which must not be taken for the file.
    program = start(installed / "lossstudio", preset(place, "pass_or_fail"), **variables)
    screen.wait_for_window("pass_or_fail", program)
    ends(screen, program, "ctrl+q")
    content, word = UNREADABLE[name]
    file = place / f"{name}.lossstudio"
    file.write_bytes(os.urandom(NOISE) if content is None else content)
    file.chmod(0o644)
    program = start(installed / "lossstudio", "--language", "en", file, **variables)
    screen.wait_for_window("LossStudio", program)
    windows = screen.tool("search", "--onlyvisible", "--name", "LossStudio")
    assert {" ".join(screen.tool("getwindowname", window)) for window in windows} == {"LossStudio"}
    assert not screen.is_plain()
    ends(screen, program, "ctrl+q")
    (said,) = re.findall(r"refused: (.*)", log.read_text(encoding="utf-8"))
    assert file.name in said
    assert word in said
    file.unlink()


def test_a_second_window_opens_beside_the_first(screen, start, installed, place, belongings):
    variables, log = belongings
    first = start(installed / "lossstudio", **variables)
    screen.wait_for_window("LossStudio", first)
    second = start(installed / "lossstudio", preset(place, "outliers"), **variables)
    screen.wait_for_window("outliers", second)
    assert first.poll() is None
    ends(screen, second, "ctrl+q")
    screen.wait_for_window("LossStudio", first)
    screen.tool("key", "space")
    assert screen.changes()
    ends(screen, first, "ctrl+q")
    written = log.read_text(encoding="utf-8")
    for program in (first, second):
        assert re.search(rf"\[{program.pid}\] .* starts: ", written)
        assert f"[{program.pid}] INFO lossstudio.gui.app: ends with status 0" in written


def test_it_ends_when_its_window_is_closed_while_it_runs(screen, start, installed, belongings):
    variables, log = belongings
    environment = os.environ | {"DISPLAY": screen.display}
    manager = subprocess.Popen(["openbox", "--sm-disable"], env=environment)
    try:
        program = start(installed / "lossstudio", **variables)
        screen.wait_for_window("LossStudio", program)
        screen.tool("key", "space")
        assert screen.changes()
        # As a click on the window's own button to close it.
        subprocess.run(["wmctrl", "-c", "LossStudio"], env=environment, check=True, timeout=SECONDS)
        ends(screen, program)
    finally:
        manager.terminate()
        manager.wait(SECONDS)
    assert "ends with status 0" in log.read_text(encoding="utf-8")
    assert "ERROR" not in log.read_text(encoding="utf-8")
