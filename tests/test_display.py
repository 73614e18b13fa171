"""Whether a window can be opened, told by a server that answers or does not."""

import socket
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
