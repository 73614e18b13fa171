"""Whether a window can be opened, told by a server that answers or does not."""

import os
import socket
import subprocess
import sys

import pytest

from lossstudio.cli import main
from lossstudio.display import has_display

NUMBER = 4321


@pytest.fixture(autouse=True)
def _bare(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def x_server():
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(f"\0/tmp/.X11-unix/X{NUMBER}")
        server.listen()
        yield server


def test_none_is_named():
    assert not has_display()


def test_a_server_that_does_not_answer(monkeypatch):
    monkeypatch.setenv("DISPLAY", f":{NUMBER}")
    assert not has_display()


@pytest.mark.parametrize("name", [f":{NUMBER}", f":{NUMBER}.0", f"unix:{NUMBER}"])
def test_a_server_that_answers(monkeypatch, x_server, name):
    monkeypatch.setenv("DISPLAY", name)
    assert has_display()


@pytest.mark.parametrize("name", ["", "nonsense", ":", ":x", "host", ":1;rm"])
def test_a_name_that_is_none(monkeypatch, name):
    monkeypatch.setenv("DISPLAY", name)
    assert not has_display()


def test_wayland(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
    assert not has_display()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "wayland-9"))
        server.listen()
        assert has_display()


def test_a_platform_that_is_named_is_trusted(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_display()


def test_the_command_says_it_in_one_line(monkeypatch, capsys):
    monkeypatch.setenv("DISPLAY", f":{NUMBER}")
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "lossstudio train" in said.err


def test_letters_without_a_screen_on_windows(monkeypatch, tmp_path):
    from lossstudio.display import use_windows_fonts

    (tmp_path / "Fonts").mkdir()
    monkeypatch.setenv("WINDIR", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("QT_QPA_FONTDIR", "before")  # so that it is put back
    monkeypatch.delenv("QT_QPA_FONTDIR")
    use_windows_fonts()
    assert "QT_QPA_FONTDIR" not in os.environ  # elsewhere Qt finds fonts by itself
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("QT_QPA_PLATFORM", "windows")
    use_windows_fonts()
    assert "QT_QPA_FONTDIR" not in os.environ
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen:enable_fonts")
    use_windows_fonts()
    assert os.environ["QT_QPA_FONTDIR"] == str(tmp_path / "Fonts")
    monkeypatch.setenv("QT_QPA_FONTDIR", "mine")
    use_windows_fonts()
    assert os.environ["QT_QPA_FONTDIR"] == "mine"


FONTS_OF_A_FIGURE = """
import os, sys
import PySide6.QtWidgets
seen = []
application = PySide6.QtWidgets.QApplication
class Application(application):
    def __init__(self, arguments):
        seen.append(os.environ.get("QT_QPA_FONTDIR"))
        super().__init__(arguments)
PySide6.QtWidgets.QApplication = Application
from lossstudio.gui.figures import headless
platform, sys.platform = sys.platform, "win32"
app = headless._application()
sys.platform = platform
print(seen)
"""


def test_a_figure_has_letters_on_windows(tmp_path):
    (tmp_path / "Fonts").mkdir()
    environment = {**os.environ, "WINDIR": str(tmp_path)}
    for name in ("QT_QPA_FONTDIR", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    said = subprocess.run(
        [sys.executable, "-c", FONTS_OF_A_FIGURE],
        env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert said.strip() == str([str(tmp_path / "Fonts")])
