"""What a report of a fault should tell of program and machine, without naming the person."""

import sys
from pathlib import Path

import msgspec
import numpy
import PySide6
from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

import lossstudio
from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.gui.shell.log_file import NAME, log_folder, without_home
from lossstudio.gui.state.settings import Settings

Detail = tuple[str, str]
"""A name, to be translated where it is shown, and what it is."""


def versions_at_start() -> list[Detail]:
    """The versions of all that the program stands on when it starts."""
    python = ".".join(map(str, sys.version_info[:3]))
    system = f"{QSysInfo.prettyProductName()}, {QSysInfo.kernelType()} {QSysInfo.kernelVersion()}"
    return [
        ("LossStudio", lossstudio.__version__),
        ("Python", python),
        ("Qt", qVersion()),
        ("PySide6", PySide6.__version__),
        ("NumPy", numpy.__version__),
        ("msgspec", msgspec.__version__),
        (QT_TRANSLATE_NOOP("core", "System"), f"{system}, {QSysInfo.currentCpuArchitecture()}"),
    ]


def versions() -> list[Detail]:
    """And of what is loaded after the window's first picture."""
    import pyqtgraph

    *before, system = versions_at_start()
    return [*before, ("pyqtgraph", pyqtgraph.__version__), system]


def details(settings: Settings, window: QWidget) -> list[Detail]:
    """All that is known: versions, the screen of `window`, how it is installed, and where."""
    return [
        *versions(),
        (QT_TRANSLATE_NOOP("core", "Screen"), _screen(window)),
        (QT_TRANSLATE_NOOP("core", "Installed"), without_home(_installation())),
        (QT_TRANSLATE_NOOP("core", "Settings file"), without_home(settings.place)),
        (QT_TRANSLATE_NOOP("core", "Log"), without_home(str(log_folder() / NAME))),
    ]


def as_text(found: list[Detail]) -> str:
    """The details for a report, a line each, in English whatever the language."""
    return "".join(f"{name}: {value}\n" for name, value in found)


def _screen(window: QWidget) -> str:
    screen = window.screen()
    size = screen.size()
    return (
        f"{size.width()}×{size.height()} × {screen.devicePixelRatio():g}, "
        f"{screen.logicalDotsPerInch():.0f} dpi, {QGuiApplication.platformName()}"
    )


def _installation() -> str:
    if getattr(sys, "frozen", False):
        return f"bundle, {Path(sys.executable).parent}"
    place = Path(lossstudio.__file__).resolve().parent
    kind = "sources" if (place.parent / "pyproject.toml").is_file() else "Python package"
    return f"{kind}, {place.parent}"
