"""Is there a display for a window, or letters without one? Asked before Qt, which would abort."""

import os
import re
import socket
import sys
from pathlib import Path

_X_PORT = 6000
_SECONDS = 3.0


def has_display() -> bool:
    """A window can be opened: on Windows and macOS always, elsewhere if a display server answers.

    A platform named in ``QT_QPA_PLATFORM``, such as ``offscreen``, is trusted.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland_answers() or _x_answers()


def use_windows_fonts() -> None:
    """Let Qt draw letters without a screen on Windows too; call it before the application is made.

    Its platform ``offscreen`` finds fonts by itself on other systems alone, and draws boxes here
    until ``QT_QPA_FONTDIR`` names a folder of them. One that a person has named stays.
    """
    fonts = Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if sys.platform == "win32" and platform == "offscreen" and fonts.is_dir():
        os.environ.setdefault("QT_QPA_FONTDIR", str(fonts))


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    return path.is_absolute() and _connects(socket.AF_UNIX, str(path))


def _x_answers() -> bool:
    display = os.environ.get("DISPLAY", "")
    match = re.fullmatch(r"(?:([^/:]+)(?:/[^:]*)?)?:(\d{1,5})(?:\.\d+)?", display)
    if match is None:
        return False
    host, number = match[1], int(match[2])
    if host and host not in ("unix", "localhost"):
        return _connects(socket.AF_INET, (host, _X_PORT + number))
    path = f"/tmp/.X11-unix/X{number}"
    return (
        _connects(socket.AF_UNIX, path)
        or _connects(socket.AF_UNIX, "\0" + path)
        or _connects(socket.AF_INET, ("localhost", _X_PORT + number))
    )


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(_SECONDS)
        try:
            probe.connect(address)
        except OSError:
            return False
        return True
