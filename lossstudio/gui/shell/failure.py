"""What is done about an error that nobody expected: it is told of, written down, and survived."""

import logging
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.shell.about import copy_button
from lossstudio.gui.shell.log_file import NAME, log_folder, without_home
from lossstudio.gui.state.settings import Settings

_ICON = 40
"""Pixels of the sign's side."""
_WIDTH, _HEIGHT = 28, 11
"""The width of the text and the height of the details, in lines' heights."""

_log = logging.getLogger(__name__)


class Failures(QObject):
    """Tells of unexpected errors in `window`, which lives on; `keep` pauses and keeps its work."""

    def __init__(self, settings: Settings, window: QWidget, keep: Callable[[], None]) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        self._keep = keep
        self._dialog: FailureDialog | None = None

    def tell(self, trace: str) -> None:
        """Pause, keep the work, write the traceback to the log, and say what has happened."""
        _log.error("unexpected error\n%s", trace.rstrip())
        self._keep()
        self._settings.write_now()
        if self._dialog is None:  # one at a time: what fails may fail at every frame
            self._dialog = FailureDialog(trace, self._settings, self._window)
            self._dialog.finished.connect(self._forget)
            self._dialog.open()

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """For `sys.excepthook`: an error in the window's own thread."""
        if issubclass(kind, KeyboardInterrupt):  # Ctrl+C in the terminal that it was started from
            self._window.close()
            return
        self.tell("".join(traceback.format_exception(kind, error, trace)))

    def _forget(self) -> None:
        self._dialog = None


class FailureDialog(Retranslating, QDialog):
    """What has happened, what is kept, and what to report: details that can be copied."""

    def __init__(self, trace: str, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("failure")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        self._window = window
        self._trace = without_home(trace)
        line = self.fontMetrics().lineSpacing()
        sign = QLabel()
        sign.setPixmap(icon("mdi6.alert", "warn").pixmap(QSize(_ICON, _ICON)))
        self._text, self._place = QLabel(), QLabel()
        for label in (self._text, self._place):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(_WIDTH * line)
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._shown = QPlainTextEdit(self._trace)
        self._shown.setReadOnly(True)
        self._shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._shown.setMinimumHeight(_HEIGHT * line)
        self._shown.setTabChangesFocus(True)
        self._shown.hide()
        self._more = QPushButton()
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_more)
        self._copy = copy_button(self.report)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self._more, self._copy):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        told = QVBoxLayout()
        told.addWidget(self._text)
        told.addWidget(self._place)
        head = QHBoxLayout()
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addSpacing(12)
        head.addLayout(told, 1)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._shown, 1)
        layout.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        self.finish_setup()

    def report(self) -> str:
        """What is copied: the details of the program and the machine, and the traceback."""
        from lossstudio.gui.shell.details import as_text, details

        return f"{as_text(details(self._settings, self._window))}\n{self._trace}"

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Failure", "Something went wrong"))
        self._text.setText(
            translate(
                "Failure",
                "LossStudio ran into an unexpected error. Training is paused and your work "
                "is kept: you can go on. If it happens again, please report it, with the details.",
            )
        )
        self._place.setText(
            translate("Failure", "It is also in the log: {file}").format(
                file=without_home(str(log_folder() / NAME))
            )
        )
        self._more.setText(translate("Failure", "Show &details"))
        self._shown.setAccessibleName(translate("Failure", "Details"))
        self._copy.setText(translate("About", "&Copy details"))

    def _show_more(self, shown: bool) -> None:
        self._shown.setVisible(shown)
        self.adjustSize()
