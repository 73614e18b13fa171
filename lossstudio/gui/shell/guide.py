"""What to do next, in a strip above the panels: for newcomers, and in the simple window."""

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

from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.window.panels import LESSON
from lossstudio.gui.kit.i18n import LANGUAGES, Language, Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.menus import Menus
from lossstudio.gui.shell.next_step import Situation, suggestion
from lossstudio.gui.shell.presentation import Presentation
from lossstudio.gui.shell.workspace import Workspace
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.training.run_controller import RunController
from lossstudio.gui.training.snapshot import Snapshot

_SEEN, _OFF = "welcomed", "guide_off"
"""The settings that say that somebody has been welcomed, and that nobody wants a guide."""

_TINT = 0.14
"""How much of the highlight's colour the strip has."""


def is_wanted(settings: Settings, *, is_simple: bool) -> bool:
    """Whether there is to be a guide: at the first start, and in the simple window until somebody
    has sent it away. From now on, the first start is over."""
    is_first = not settings.text(_SEEN, "")
    settings.set_text(_SEEN, "yes")
    return is_first or (is_simple and not settings.text(_OFF, ""))


class Guide(Retranslating, QToolBar):
    """A strip above the panels: what to do next, the examples, the lessons, the language.

    It is a tool bar because the window gives those a row of their own; there is nothing to move.
    """

    def __init__(
        self,
        window: QMainWindow,
        state: ScenarioState,
        controller: RunController,
        menus: Menus,
        presentation: Presentation,
        workspace: Workspace,
        language: Language,
        settings: Settings,
        switch_language: Callable[[], None],
    ) -> None:
        super().__init__()
        self._window = window
        self._workspace = workspace
        self._spoken = language
        self._settings = settings
        self._state = state
        self._opened = state.scenario
        self._last_step = 0
        self.setObjectName("guide")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setVisible(False)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
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
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the menus have what they do
            layout.addWidget(button)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addWidget(row)
        window.addToolBarBreak()
        window.addToolBar(self)
        presentation.changed.connect(self.setHidden)
        language.changed.connect(self._show_language)
        workspace.changed.connect(self._panels_changed)
        state.changed.connect(self._scenario_changed)
        controller.snapshot_changed.connect(self._trained)
        self.finish_setup()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Guide", "Guide"))
        self._suggest()
        self._examples.setText(translate("Guide", "Examples"))
        self._lessons.setText(translate("Guide", "Lessons"))
        self._show_language()
        self._language.setAccessibleName(translate("StatusLine", "Switch the language"))
        self._close.setToolTip(translate("Guide", "Close this guide for good"))
        self._close.setAccessibleName(self._close.toolTip())

    def restyle(self) -> None:
        # Two lines, whatever it says: the panels below must not jump.
        self._text.setFixedHeight(round(2.4 * self._text.fontMetrics().lineSpacing()))

    def _panels_changed(self) -> None:
        """Somebody has found the way: a lesson needs the room."""
        if self._workspace.is_open(LESSON):
            QTimer.singleShot(0, self, self._go)

    def _scenario_changed(self, scenario: Scenario) -> None:
        if self._state.begins_anew:
            self._opened = scenario
        self._suggest()

    def _trained(self, snapshot: Snapshot) -> None:
        before, self._last_step = self._last_step, max(self._last_step, snapshot.last_step)
        if not before and self._last_step:
            self._suggest()

    def _suggest(self) -> None:
        now = Situation(self._state.scenario, self._opened, self._last_step)
        text = suggestion(now)
        if text != self._text.text():
            self._text.setText(text)

    def dismiss(self) -> None:
        """Go for good."""
        self._settings.set_text(_OFF, "yes")
        self._go()

    def _go(self) -> None:
        """Go, and give the room to the panels."""
        self._window.removeToolBar(self)  # not hidden: a layout that is put back would show it
        self._window.setFocus()
        self.deleteLater()

    def _show_language(self) -> None:
        """Name the other language in its own words."""
        other = next(name for code, name in LANGUAGES.items() if code != self._spoken.code)
        self._language.setText(other)

    @survivable
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
