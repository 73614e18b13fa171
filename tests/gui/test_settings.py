import sys

import pytest
from PySide6.QtCore import QSettings

from lossstudio.gui.state.settings import PORTABLE, Settings


@pytest.fixture
def bundled(tmp_path, monkeypatch):
    """The folder of a bundled program that seems to be running."""
    folder = tmp_path / "课程 stick"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "lossstudio"))
    return folder


def kept_text(path):
    return QSettings(str(path), QSettings.Format.IniFormat).value("language")


def test_a_portable_program_keeps_its_settings_beside_itself(bundled):
    (bundled / PORTABLE).touch()
    settings = Settings()
    settings.set_text("language", "zh_CN")
    del settings  # writes what it holds
    assert kept_text(bundled / "lossstudio.ini") == "zh_CN"
    assert Settings().text("language", "en") == "zh_CN"


def test_a_bundled_program_keeps_its_settings_in_the_systems_place(bundled):
    settings = Settings()
    settings.set_text("language", "zh_CN")
    del settings  # writes what it holds
    assert not (bundled / "lossstudio.ini").exists()
    assert Settings().text("language", "en") == "zh_CN"


def test_a_portable_file_beside_python_itself_means_nothing(tmp_path, monkeypatch):
    (tmp_path / PORTABLE).touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    Settings().set_text("language", "zh_CN")
    assert list(tmp_path.glob("*.ini")) == []


def test_says_whether_settings_are_kept(bundled, qapp):
    (bundled / PORTABLE).touch()
    assert Settings().are_kept
    # A folder where the file should be: nobody can write it, not even an administrator.
    (bundled / "lossstudio.ini").mkdir()
    settings = Settings()
    assert not settings.are_kept
    settings.set_text("language", "zh_CN")
    assert settings.text("language", "en") == "zh_CN"
