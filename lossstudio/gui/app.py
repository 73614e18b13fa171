"""Starts the window."""

import gc
import logging
import os
import sys

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from lossstudio import __version__
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.display import use_windows_fonts
from lossstudio.engine.presets import FIRST
from lossstudio.gui.kit.i18n import LANGUAGES, Language, system_language
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.main_window import MainWindow
from lossstudio.gui.shell import guide
from lossstudio.gui.shell.details import versions_at_start
from lossstudio.gui.shell.log_file import Log, log_folder
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.training.background import wait_for_all
from lossstudio.gui.training.garbage import GarbageCollector

_log = logging.getLogger(__name__)

_AT_LEAST = 0.1
"""Seconds for which a program that ends waits for what is still at work."""


def make_application() -> QApplication:
    """The QApplication, with the names that settings are kept under."""
    use_windows_fonts()
    # A surface in 3-D is drawn on when its panel becomes a window of its own.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("LossStudio")
    app.setApplicationDisplayName("LossStudio")
    app.setOrganizationName("LossStudio")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("lossstudio")
    return app


def make_window(
    app: QApplication,
    *,
    language: str | None = None,
    theme: str | None = None,
    is_new: bool = False,
) -> MainWindow:
    """The main window as it was left last time, or as it is at the first start.

    With `is_new` its scenario is the default one, whatever was left last time.
    """
    settings = Settings()
    mode = theme or settings.text("theme", "system", ("system", "light", "dark"))
    look = Theme(app, mode)  # type: ignore[arg-type]
    tongue = Language(app)
    tongue.set_language(language or settings.text("language", system_language(), tuple(LANGUAGES)))
    left = None if is_new else settings.scenario
    window = MainWindow(left or FIRST, look, tongue, settings)
    if left is not None:
        window.document.resume(settings.document)
    if not settings.are_kept:
        window.status_line.show_notice(
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Settings cannot be written here: they last until the window is closed.",
                )
            )
        )
    return window


def run_window(
    scenario: str | None = None,
    *,
    language: str | None = None,
    theme: str | None = None,
    present: bool = False,
) -> int:
    """Open the window, with `scenario`, a preset or a file, if given; returns the exit status.

    Where it cannot be opened, the window says why and shows the default scenario. With
    `present` it opens in presentation mode.
    """
    log = Log(log_folder())
    try:
        _log.info("starts: %s", ", ".join(f"{name} {value}" for name, value in versions_at_start()))
        status, window = _run(scenario, language, theme, present)
        _log.info("ends with status %d", status)
    except Exception:
        _log.critical("the window could not be opened", exc_info=True)
        raise
    finally:
        log.end()
    if not wait_for_all(_AT_LEAST):
        # Qt and Python would wait for what reads or computes, or take away what it works with.
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        os._exit(status)
    _take_down(window)
    return status


def _run(
    scenario: str | None, language: str | None, theme: str | None, present: bool
) -> tuple[int, MainWindow]:
    """Show the window until it is closed; returns the exit status, and what is still there."""
    app = make_application()
    window = make_window(app, language=language, theme=theme, is_new=scenario is not None)
    sys.excepthook = window.failures.catch
    window.document.told.connect(_note)
    if present:
        window.presentation.begin()
    elif guide.is_wanted(window.settings, is_simple=window.modes.is_simple):
        window.welcome()
    window.show()
    window.files.offer_lost()
    if scenario is not None:
        window.document.open_named(scenario)
    collector = GarbageCollector(app)
    status = app.exec()
    collector.stop()
    window.settings.write_now()
    sys.excepthook = sys.__excepthook__
    return status, window


def _take_down(window: MainWindow) -> None:
    """Let everything go in order while Python is there: the window first, the application last.

    What Qt finds at the very end it deletes itself, and a class that Python knows crashes then.
    """
    app = QApplication.instance()
    assert app is not None
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    app.shutdown()


def _note(message: Message, is_error: bool) -> None:
    """Keep in the log why a file was not opened or saved: the window says it but for a while."""
    if is_error:
        _log.info("refused: %s", message)
