"""A hint at the very first start: what to press, and where to begin. Never seen again."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from lossstudio.engine.panels import LESSON
from lossstudio.gui.kit.i18n import LANGUAGES, Language, Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.menus import Menus
from lossstudio.gui.shell.presentation import Presentation
from lossstudio.gui.shell.workspace import Workspace
from lossstudio.gui.state.settings import Settings

_SEEN = "welcomed"
"""The setting that says that the hint has been shown."""

_TINT = 0.14
"""How much of the highlight's colour the strip has."""


def is_first_start(settings: Settings) -> bool:
    """Whether nobody has been welcomed yet; from now on, somebody has."""
    if settings.text(_SEEN, ""):
        return False
    settings.set_text(_SEEN, "yes")
    return True


class Welcome(Retranslating, QToolBar):
    """A strip above the panels: Space, the examples, the lessons, the language.

    It is a tool bar because the window gives those a row of their own; there is nothing to move.
    """

    def __init__(
        self,
        window: QMainWindow,
        menus: Menus,
        presentation: Presentation,
        workspace: Workspace,
        language: Language,
        switch_language: Callable[[], None],
    ) -> None:
        super().__init__()
        self._window = window
        self._workspace = workspace
        self._spoken = language
        self.setObjectName("welcome")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setVisible(False)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._examples = _menu_button(menus.examples, "mdi6.chart-scatter-plot")
        self._lessons = _menu_button(menus.lessons, "mdi6.school-outline")
        self._language = QToolButton()
        self._language.setIcon(icon("mdi6.translate"))
        self._language.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._language.clicked.connect(switch_language)
        self._close = QToolButton()
        self._close.setIcon(icon("mdi6.close"))
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.dismiss)
        row = QWidget()
        row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(8, 2, 4, 2)
        layout.addWidget(self._text, 1)
        for button in (self._examples, self._lessons, self._language, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button)
        self.addWidget(row)
        window.addToolBarBreak()
        window.addToolBar(self)
        presentation.changed.connect(self.setHidden)
        language.changed.connect(self._show_language)
        workspace.changed.connect(self._panels_changed)
        self.finish_setup()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Welcome", "Welcome"))
        self._text.setText(
            translate(
                "Welcome",
                "<b>Welcome.</b> Press <b>Space</b> and watch the line learn; change anything "
                "while it does.",
            )
        )
        self._examples.setText(translate("Welcome", "Examples"))
        self._lessons.setText(translate("Welcome", "Lessons"))
        self._show_language()
        self._language.setAccessibleName(translate("StatusLine", "Switch the language"))
        self._close.setToolTip(translate("Welcome", "Close this hint for good"))
        self._close.setAccessibleName(self._close.toolTip())

    def _panels_changed(self) -> None:
        """Somebody has found the way: a lesson needs the room."""
        if self._workspace.is_open(LESSON):
            QTimer.singleShot(0, self, self.dismiss)

    def dismiss(self) -> None:
        """Go, and give the room to the panels."""
        self._window.removeToolBar(self)  # not hidden: a layout that is put back would show it
        self._window.setFocus()
        self.deleteLater()

    def _show_language(self) -> None:
        """Name the other language in its own words."""
        other = next(name for code, name in LANGUAGES.items() if code != self._spoken.code)
        self._language.setText(other)

    def paintEvent(self, event: QPaintEvent) -> None:
        tint = self.palette().color(QPalette.ColorRole.Highlight)
        tint.setAlphaF(_TINT)
        QPainter(self).fillRect(self.rect(), tint)


def _menu_button(menu: QMenu, glyph: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(glyph))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button
