"""What every test of the window relies on: no screen, own settings, English, no thread left."""

import gc
import os
import threading
import weakref
from functools import partial

# Before Qt starts.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    QSettings,
    QStandardPaths,
    QThread,
    QThreadPool,
    QTranslator,
)

from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.garbage import GarbageCollector
from lossstudio.gui.training.training_worker import TrainingWorker


@pytest.fixture(autouse=True)
def _isolated_settings(tmp_path, monkeypatch):
    """No test reads or writes the settings and folders of the person who runs it."""
    QStandardPaths.setTestModeEnabled(True)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def _studio(monkeypatch):
    """Tests begin with everything in sight; those of the simple window ask for it."""
    monkeypatch.setattr("lossstudio.gui.shell.modes.FIRST", "studio")


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp):
    """What a test copied goes with it: without a screen, Qt would delete it after Python's end."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _english(qapp):
    """Every test begins in English, whatever the one before did."""
    _remove_translators()
    QLocale.setDefault(QLocale.c())
    yield
    _remove_translators()


def _remove_translators():
    app = QCoreApplication.instance()
    if app is not None:
        for translator in app.findChildren(QTranslator):
            app.removeTranslator(translator)


def running_python_threads():
    """Python's running threads, without dummies.

    Python makes a dummy for each foreign thread that ever asked it who it is, and keeps it after
    that thread has ended.
    """
    return {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}


def running_qt_threads(main_thread):
    """The running QThreads that Python knows of, without the window's own."""
    return {
        thread
        for thread in gc.get_objects()
        if issubclass(type(thread), QThread)
        and shiboken6.isValid(thread)
        and thread is not main_thread
        and thread.isRunning()
    }


_reported = weakref.WeakSet()
_PATIENCE = 30_000
"""Milliseconds for which a thread that has been told to end may work on."""


@pytest.fixture(autouse=True)
def _no_thread_left(qapp):
    """A test that leaves a thread running fails; those after it do not."""
    before = running_python_threads()
    yield
    for pool in [QThreadPool.globalInstance(), *qapp.findChildren(QThreadPool)]:
        assert pool.waitForDone(_PATIENCE), "a thread pool is still at work"
    # A window leaves a thread alone that is not done with its last work after a moment.
    left = (running_python_threads() - before) | {
        thread
        for thread in running_qt_threads(qapp.thread())
        if thread not in _reported and not thread.wait(_PATIENCE)
    }
    _reported.update(left)
    assert not left, f"threads left running: {left}"


class Source:
    """A worker in this thread, and its newest snapshot: what a view is fed with."""

    def __init__(self, scenario=None):
        self.worker = TrainingWorker()
        self._newest = None
        self.problems = []
        self.worker.snapshot_ready.connect(self._take)
        self.worker.rejected.connect(lambda _, message: self.problems.append(str(message)))
        self.worker.failed.connect(self.problems.append)
        self.worker.start()
        self.worker.load(1, scenario or Scenario(), False)

    def _take(self, snapshot):
        self._newest = snapshot
        self.worker.return_credit()

    def step(self, count):
        self.worker.step(count)
        return self.newest

    def go_to(self, step):
        self.worker.go_to(step)
        return self.newest

    def change(self, scenario):
        self.worker.change(1, scenario)
        return self.newest

    @property
    def newest(self):
        assert not self.problems
        return self._newest


@pytest.fixture
def source_of():
    """Make the `Source` of a scenario's snapshots."""
    return Source


@pytest.fixture
def theme(qapp):
    theme = Theme(qapp, "light")
    yield theme
    theme.deleteLater()


@pytest.fixture(autouse=True)
def _isolated_recovery(tmp_path, monkeypatch):
    """No test finds work that another one has left."""
    monkeypatch.setattr(
        "lossstudio.gui.documents.files.recovery_folder", lambda: tmp_path / "recovery"
    )


@pytest.fixture
def open_window(qtbot, qapp):
    """Open the main window as the program does; it is closed afterwards, without a question."""
    from lossstudio.gui.app import make_window

    windows = []
    qapp.setOrganizationName("LossStudio")
    qapp.setApplicationName("LossStudio")

    def make(**options):
        window = make_window(qapp, **{"language": "en", "theme": "light", **options})
        windows.append(window)
        window.show()
        qtbot.waitUntil(lambda: window.controller.snapshot is not None)
        return window

    yield make
    for window in windows:
        window.document.path = None
        window.close()
        window.deleteLater()


@pytest.fixture
def qtbot(qtbot):
    """pytest-qt's, with `wait_at_rest(window)`, and patient: a busy machine does things late."""
    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=30_000)
    qtbot.waitSignal = partial(qtbot.waitSignal, timeout=30_000)
    qtbot.wait_at_rest = partial(_wait_at_rest, qtbot)
    return qtbot


def _wait_at_rest(qtbot, window):
    """Wait until no panel has moved, come or gone in 5 looks, between which events are handled."""
    seen = []

    def is_at_rest():
        panels = window.workspace.panels.values()
        seen.append([(panel.isVisible(), panel.geometry()) for panel in panels])
        return len(seen) > 5 and all(look == seen[-1] for look in seen[-5:])

    qtbot.waitUntil(is_at_rest, timeout=30_000)


@pytest.fixture(autouse=True)
def _garbage_is_collected_here(qapp):
    """As in the program: else Python could delete a widget in a worker's thread, and crash."""
    collector = GarbageCollector(qapp)
    yield
    collector.stop()
    collector.deleteLater()
