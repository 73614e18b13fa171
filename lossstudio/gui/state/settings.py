"""What is remembered from one start to the next, in the platform's own place."""

import sys
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QByteArray, QSettings

from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.scenario_file import parse_scenario

PORTABLE = "portable.txt"
"""Beside a bundled program this file asks for the settings to be kept there too."""


def portable_folder() -> Path | None:
    """The folder of a bundled program that is asked to keep everything beside it, or None."""
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).parent
        if (beside / PORTABLE).exists():
            return beside
    return None


def _store() -> QSettings:
    """The settings in the platform's own place, or beside a bundled program that is portable."""
    beside = portable_folder()
    if beside is not None:
        return QSettings(str(beside / "lossstudio.ini"), QSettings.Format.IniFormat)
    return QSettings()


class LeftDocument(msgspec.Struct, frozen=True):
    """The file of the scenario of the last time: when it was written (in ns since 1970) and its
    size, as the window saw them last, and whether the scenario stands in it."""

    path: str
    written: int
    size: int
    is_saved: bool


class Settings:
    """Typed access to `QSettings`. What cannot be read counts as not there."""

    def __init__(self) -> None:
        self._store = _store()

    @property
    def are_kept(self) -> bool:
        """Whether what is set outlives the window: its place can be written."""
        return self._store.isWritable()

    @property
    def place(self) -> str:
        """Where they are kept: a file, or a key of Windows' registry."""
        return self._store.fileName()

    def write_now(self) -> None:
        """Write what has been set, which else is done a little later."""
        self._store.sync()

    def text(self, name: str, default: str, allowed: tuple[str, ...] | None = None) -> str:
        """A remembered text, if it is one of `allowed`."""
        value = self._store.value(name)
        known = isinstance(value, str) and (allowed is None or value in allowed)
        return value if known else default

    def set_text(self, name: str, value: str) -> None:
        self._store.setValue(name, value)

    def number(self, name: str, default: float) -> float:
        """A remembered number."""
        try:
            return float(str(self._store.value(name, default)))
        except ValueError:
            return default

    def set_number(self, name: str, value: float) -> None:
        self._store.setValue(name, repr(value))

    def bytes(self, name: str) -> QByteArray | None:
        """Remembered bytes: a window's place or layout."""
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else None

    def set_bytes(self, name: str, value: QByteArray) -> None:
        self._store.setValue(name, value)

    def choices(self, name: str) -> dict[str, Any]:
        """What was chosen in a dialog the last time."""
        try:
            return msgspec.json.decode(self.text(name, "{}"), type=dict[str, Any])
        except msgspec.DecodeError:
            return {}

    def set_choices(self, name: str, choices: dict[str, Any]) -> None:
        self.set_text(name, msgspec.json.encode(choices).decode())

    def remove(self, name: str) -> None:
        self._store.remove(name)

    @property
    def scenario(self) -> Scenario | None:
        """The scenario of the last time, if there is one and this version can read it."""
        value = self._store.value("scenario")
        if not isinstance(value, str):
            return None
        try:
            return parse_scenario(value, far_tables=True)
        except InputError:
            return None

    @scenario.setter
    def scenario(self, scenario: Scenario) -> None:
        self._store.setValue("scenario", msgspec.json.encode(scenario).decode())

    @property
    def document(self) -> LeftDocument | None:
        """The file to which `scenario` belongs, if it belongs to one."""
        try:
            return msgspec.json.decode(self.text("document", "null"), type=LeftDocument | None)
        except msgspec.DecodeError:
            return None

    @document.setter
    def document(self, document: LeftDocument | None) -> None:
        self.set_text("document", msgspec.json.encode(document).decode())
