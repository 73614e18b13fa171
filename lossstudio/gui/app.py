"""Starts the window."""

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from lossstudio import __version__
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.scenario import Scenario
from lossstudio.gui.garbage import GarbageCollector
from lossstudio.gui.i18n import LANGUAGES, Language, system_language
from lossstudio.gui.main_window import MainWindow
from lossstudio.gui.settings import Settings
from lossstudio.gui.theme import Theme


def make_application() -> QApplication:
    """The QApplication, with the names that settings are kept under."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("LossStudio")
    app.setApplicationDisplayName("LossStudio")
    app.setOrganizationName("LossStudio")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("lossstudio")
    return app


def make_window(
    app: QApplication, *, language: str | None = None, theme: str | None = None
) -> MainWindow:
    """The main window as it was left last time, or as it is at the first start."""
    settings = Settings()
    mode = theme or settings.text("theme", "system", ("system", "light", "dark"))
    look = Theme(app, mode)  # type: ignore[arg-type]
    tongue = Language(app)
    tongue.set_language(language or settings.text("language", system_language(), tuple(LANGUAGES)))
    window = MainWindow(settings.scenario or Scenario(), look, tongue, settings)
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
    file: str | None = None, *, language: str | None = None, theme: str | None = None
) -> int:
    """Open the window, with the scenario in `file` if given; returns the exit status."""
    app = make_application()
    window = make_window(app, language=language, theme=theme)

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """An error in the window's own thread: say so, and live on."""
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        window.show_failure(text)

    sys.excepthook = report
    window.show()
    if file is not None:
        window.document.open_file(Path(file))
    collector = GarbageCollector(app)
    status = app.exec()
    collector.stop()
    return status
