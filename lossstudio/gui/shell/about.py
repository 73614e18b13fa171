"""About the program: what it is, and the details that a report of a fault needs."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lossstudio import __version__
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.gui.kit.i18n import Retranslating, core_text, translate
from lossstudio.gui.kit.icons import application_icon, icon
from lossstudio.gui.shell.log_file import log_folder, without_home
from lossstudio.gui.state.settings import Settings

_ICON = 56
"""Pixels of the program's icon's side."""
_WIDTH = 26
"""The width of a long text, in lines' heights."""


class About(QObject):
    """The actions of the Help menu that tell of the program itself."""

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        self.show_log = QAction(icon("mdi6.text-box-outline"), "", self)
        self.show_log.triggered.connect(self.open_log_folder)
        self.about = QAction(icon("mdi6.information-outline"), "", self)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.about.triggered.connect(self._open)

    @property
    def actions(self) -> list[QAction]:
        """For a menu."""
        return [self.show_log, self.about]

    def open_log_folder(self) -> None:
        """Show the folder of the log in the desktop's own way."""
        folder = log_folder()
        if not folder.is_dir() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            template = QT_TRANSLATE_NOOP("core", "The log's folder cannot be opened: {folder}")
            self.told.emit(Message(template, {"folder": without_home(str(folder))}), True)

    def retranslate(self) -> None:
        """Set the actions' texts."""
        self.show_log.setText(translate("About", "Show the &log file"))
        self.about.setText(translate("About", "&About LossStudio"))

    def _open(self) -> None:
        AboutDialog(self._settings, self, self._window).open()


class AboutDialog(Retranslating, QDialog):
    """What the program is, in a few words, and its details; they can be copied."""

    def __init__(self, settings: Settings, about: About, parent: QWidget) -> None:
        super().__init__(parent)
        from lossstudio.gui.shell.details import details

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._details = details(settings, parent)
        sign = QLabel()
        sign.setPixmap(application_icon().pixmap(QSize(_ICON, _ICON)))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(_WIDTH * self.fontMetrics().lineSpacing())
        head = QHBoxLayout()
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addSpacing(12)
        head.addWidget(self._text, 1)
        form = QFormLayout()
        form.setVerticalSpacing(2)
        self._names: dict[str, QLabel] = {}
        for name, value in self._details:
            self._names[name] = QLabel()
            shown = QLabel(value)
            shown.setWordWrap(True)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(self._names[name], shown)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._copy = copy_button(self._report)
        self._log = QPushButton(icon("mdi6.text-box-outline"), "")
        self._log.clicked.connect(about.open_log_folder)
        for button in (self._copy, self._log):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(form)
        layout.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        self.finish_setup()

    def _report(self) -> str:
        from lossstudio.gui.shell.details import as_text

        return as_text(self._details)

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Menus", "About LossStudio"))
        self._text.setText(
            f"<h3>LossStudio {__version__}</h3>"
            + translate(
                "About",
                "<p>See what a loss function is and what it does to learning.</p><p>Words as "
                "Andrew Ng uses them: the <b>loss</b> is one example's, the <b>cost</b> is what "
                "gradient descent minimises: their mean (or sum) over the training data, plus a "
                "penalty if there is one. Other authors use these words differently.</p>",
            )
        )
        for name, label in self._names.items():
            label.setText(core_text(name))
        self._copy.setText(translate("About", "&Copy details"))
        self._log.setText(translate("About", "Show the &log file"))


def copy_button(text: Callable[[], str]) -> QPushButton:
    """A button that copies what `text` returns."""
    button = QPushButton(icon("mdi6.content-copy"), "")
    button.clicked.connect(lambda: QGuiApplication.clipboard().setText(text()))
    return button
