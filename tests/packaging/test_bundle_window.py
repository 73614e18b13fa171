"""The built program's window on a virtual screen: opens, runs, ends."""

import os
import shutil
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
             "-nolisten", "tcp", "-ac"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as number:
            self.display = f":{number.readline().strip()}"
        self._pixels = folder / "Xvfb_screen0"

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
    assert list(home.iterdir()) == []
