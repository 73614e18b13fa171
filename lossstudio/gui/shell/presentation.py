"""Presentation mode: the whole screen, letters for the last row, and a remote control's keys."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.window.panels import CONTROLS, ENTRIES, LESSON
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.resting_pointer import RestingPointer
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.shell.arrangement import Arrangement, seen, standing_alone
from lossstudio.gui.shell.picture_places import Pictures
from lossstudio.gui.shell.spotlight import Curtain, Spotlight
from lossstudio.gui.shell.status_line import StatusLine
from lossstudio.gui.shell.usual import SIDES, WIDTHS, for_presentation
from lossstudio.gui.shell.workspace import Workspace
from lossstudio.gui.shell.zoom import Zoom
from lossstudio.gui.state.hiding import Hiding
from lossstudio.gui.training.run_controller import RunController

LETTERS = 1 / 40
"""The height of the smallest letters, a font's pixel size, as a share of the screen's height."""

MOST_PICTURES = 4
USUAL_PICTURES = tuple(e.name for e in ENTRIES if e.is_usual and e.name not in SIDES)
"""What is shown where more panels than two were open."""
UNLIMITED = 16777215
"""Pixels: Qt's own largest size of a widget."""
LESSON_SHARE = 0.36
"""The share of the screen's width that a lesson takes at most."""
_WIDE = 1.0
"""From this ratio of width to height, two pictures have more room side by side."""
_HINT = Message(
    QT_TRANSLATE_NOOP(
        "core",
        "Presenting. Esc leaves, S is a spotlight, B a black screen, Ctrl+1 shows the settings, "
        "F1 all keys.",
    )
)
_SHORT_HINT = Message(
    QT_TRANSLATE_NOOP(
        "core", "Presenting. Esc leaves, S is a spotlight, B a black screen, F1 all keys."
    )
)


class Presentation(QObject):
    """Enters presentation mode and leaves it, and arranges what is shown meanwhile."""

    changed = Signal(bool)
    """Presentation mode has begun (true) or ended."""

    def __init__(
        self,
        window: QMainWindow,
        controller: RunController,
        workspace: Workspace,
        zoom: Zoom,
        status_line: StatusLine,
        hiding: Hiding,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._zoom = zoom
        self._status_line = status_line
        self._hiding = hiding
        self._theme = theme
        self._before: Qt.WindowState | None = None
        self._shown: list[str] = []
        self._pictures = Pictures()
        self.spotlight = Spotlight(window)
        self.curtain = Curtain(window)
        self.toggle = self._action(self._toggle, "F11", "F5", "Shift+F5")
        self.toggle.setCheckable(True)
        self.light = self._action(self.switch_spotlight, "S")
        self.blank = self._action(self.switch_curtain, "B", ".")
        self._leave = self._action(self._escape, "Esc")
        self._forward = self._action(controller.toggle, "PgDown")
        self._backward = self._action(controller.reset, "PgUp")
        self.pointer = RestingPointer(window)
        workspace.changed.connect(self._panels_changed)
        self._enable()

    @property
    def is_on(self) -> bool:
        """Whether presentation mode is on."""
        return self._before is not None

    @property
    def keys(self) -> list[QAction]:
        """What can be done in presentation mode only, for a menu."""
        return [self.light, self.blank, self._forward, self._backward, self._leave]

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the panels that are shown, in their order."""
        return tuple(self._shown)

    def begin(self) -> None:
        """Enter presentation mode."""
        if self.is_on:
            return
        window, workspace = self._window, self._workspace
        shown = self._choice()
        self._before = window.windowState()
        # Not hidden: the shortcuts of a hidden menu bar do nothing.
        window.menuBar().setMaximumHeight(0)
        self._status_line.set_reduced(True)
        window.setWindowState(self._before | Qt.WindowState.WindowFullScreen)
        self._zoom.begin(LETTERS * window.screen().size().height())
        self._settle()
        pictures = self._pictures.begin([name for name in shown if name not in SIDES])
        self._shown = [*pictures, *(name for name in shown if name in SIDES)]
        workspace.present(self._arranged(), self._follow)
        self.pointer.begin()
        self._enable()
        self._status_line.show_notice(self._hint())
        self.changed.emit(True)

    def end(self) -> None:
        """Leave presentation mode: everything is as it was before."""
        if self._before is None:
            return
        window, before = self._window, self._before
        self.spotlight.end()
        self.curtain.end()
        self.pointer.end()
        self._before = None
        self._zoom.end()
        window.menuBar().setMaximumHeight(UNLIMITED)
        self._status_line.set_reduced(False)
        self._status_line.end_notice(_HINT, _SHORT_HINT)
        window.setWindowState(before & ~Qt.WindowState.WindowFullScreen)
        self._settle()
        self._workspace.end_presenting()
        self._enable()
        self.changed.emit(False)

    def _settle(self) -> None:
        """Have menus, bars and panels where they belong now, not with the next events."""
        layout = self._window.layout()
        assert layout is not None
        layout.activate()

    def _hint(self) -> Message:
        """What the keys do; how settings are shown, where they can be and are not."""
        is_open = self._workspace.is_open(CONTROLS)
        return _SHORT_HINT if is_open or CONTROLS in self._hiding.names else _HINT

    def switch_spotlight(self) -> None:
        """Dim everything but a circle around the pointer, or no longer."""
        if self.spotlight.isHidden():
            self.spotlight.begin()
        else:
            self.spotlight.end()

    def switch_curtain(self) -> None:
        """Make the screen black, or show it again."""
        if self.curtain.isHidden():
            self.curtain.begin()
        else:
            self.curtain.end()

    def retranslate(self) -> None:
        """Set the actions' texts."""
        for action, text in (
            (self.toggle, translate("Presentation", "&Presentation mode")),
            (self.light, translate("Presentation", "&Spotlight; Shift and the wheel: its size")),
            (self.blank, translate("Presentation", "&Black screen")),
            (self._forward, translate("Presentation", "&Run or pause; in a lesson: next page")),
            (self._backward, translate("Presentation", "Rese&t; in a lesson: page before")),
            (self._leave, translate("Presentation", "&Leave what was switched on last")),
        ):
            action.setText(text)

    # -- what is shown ----------------------------------------------------------------------------

    def _choice(self) -> list[str]:
        """What to show at first: what stands alone; in a lesson its panels; else few pictures."""
        workspace = self._workspace
        lesson = [LESSON] if workspace.is_open(LESSON) else []
        if workspace.alone is not None:
            return list(dict.fromkeys([workspace.alone, *lesson]))
        pictures = [name for name in workspace.in_front if name not in SIDES]
        if lesson:
            return self._pictures.sorted(pictures)[:MOST_PICTURES] + lesson
        if len(pictures) > 2:
            usual = [name for name in USUAL_PICTURES if name in pictures]
            others = [name for name in pictures if name not in usual]
            pictures = (usual + others)[:2]
        hidden = self._hiding.names
        return pictures or [name for name in USUAL_PICTURES if name not in hidden] or [CONTROLS]

    def _follow(self, after: Arrangement) -> Arrangement:
        """A person has opened or closed panels, and has `after`: what is shown instead."""
        hidden = self._workspace.withheld
        if standing_alone(after, hidden) is not None:
            return after
        shown = seen(after, hidden)
        every = shown.docked | {each.name for each in shown.floating}
        opened = [name for name in self._workspace.panels if name in every]
        if set(opened) == set(self._shown):
            return after
        pictures = [name for name in opened if name not in SIDES]
        came = [name for name in pictures if name not in self._shown]
        self._pictures.take(pictures, came, hidden)
        sides = [name for name in SIDES if name in opened]
        most = self._most_pictures(sides)
        self._shown = self._pictures.choose(most, for_a_while=len(sides) == len(SIDES)) + sides
        return self._arranged()

    def _panels_changed(self) -> None:
        if self.is_on:
            self._enable()
            if self._status_line.notice in (_HINT, _SHORT_HINT):
                self._status_line.show_notice(self._hint())

    def show_page(self, panels: Sequence[str]) -> None:
        """A lesson's page shows `panels`: the last picture of them stays where settings leave room
        for only one. What made room before does not come back."""
        hidden = {*SIDES, *self._hiding.names}
        self._pictures.of_page = tuple(name for name in panels if name not in hidden)
        if not self.is_on:
            return
        pictures = self._pictures.show(self._pictures.of_page[-MOST_PICTURES:])
        self._shown = [*pictures, LESSON]
        self._workspace.present(self._arranged(), self._follow)

    def _most_pictures(self, sides: Sequence[str]) -> int:
        """Between settings and lesson there is seldom room for more than one."""
        room = self._room(sides)
        is_narrow = len(sides) == 2 and room < _WIDE * self._window.screen().size().height()
        return 1 if is_narrow else MOST_PICTURES

    def _arranged(self) -> Arrangement:
        is_wide = self._room(self._shown) >= _WIDE * self._window.screen().size().height()
        scale = self._theme.scale
        widths = {name: width / scale for name, width in self._side_widths().items()}
        names = tuple(self._workspace.panels)
        return for_presentation(self._shown, names, is_wide=is_wide, widths=widths)

    def _room(self, shown: Sequence[str]) -> int:
        """The pixels of the screen's width that the sides in `shown` leave to pictures."""
        sides = sum(width for name, width in self._side_widths().items() if name in shown)
        return self._window.screen().size().width() - sides

    def _side_widths(self) -> dict[str, int]:
        """How wide settings and lesson are, in pixels."""
        least = self._workspace.panels[CONTROLS].minimumSizeHint().width()
        lesson = round(WIDTHS[LESSON] * self._theme.scale)
        most = int(LESSON_SHARE * self._window.screen().size().width())
        return {CONTROLS: least, LESSON: min(lesson, most)}

    # -- keys -------------------------------------------------------------------------------------

    def _toggle(self) -> None:
        if self.is_on:
            self.end()
        else:
            self.begin()

    def _escape(self) -> None:
        """One thing after the other: black screen, spotlight, presentation mode."""
        if not self.curtain.isHidden():
            self.curtain.end()
        elif not self.spotlight.isHidden():
            self.spotlight.end()
        else:
            self.end()

    def _enable(self) -> None:
        is_on = self.is_on
        self.toggle.setChecked(is_on)
        for action in (self.light, self.blank, self._leave):
            action.setEnabled(is_on)
        # While a lesson is open, these two keys are the lesson's.
        for action in (self._forward, self._backward):
            action.setEnabled(is_on and LESSON not in self._shown)

    def _action(self, act: object, *keys: str) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(act)
        self._window.addAction(action)
        return action
