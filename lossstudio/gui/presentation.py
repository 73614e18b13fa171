"""Presentation mode: the whole screen, letters for the last row, and a remote control's keys."""

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.gui.before_presenting import BeforePresenting
from lossstudio.gui.dock import UNLIMITED, Dock, hide_stray_tabs, resize_docks
from lossstudio.gui.focus_shown import kept_focus
from lossstudio.gui.i18n import translate
from lossstudio.gui.picture_places import Pictures
from lossstudio.gui.resting_pointer import RestingPointer
from lossstudio.gui.settings import LAYOUT_VERSION
from lossstudio.gui.spotlight import Curtain, Spotlight
from lossstudio.gui.workspace import CONTROLS, LESSON

if TYPE_CHECKING:
    from lossstudio.gui.main_window import MainWindow

LETTERS = 1 / 40
"""The height of the smallest letters, a font's pixel size, as a share of the screen's height."""

MOST_PICTURES = 4
USUAL_PICTURES = ("fit", "loss")
"""What is shown where more panels than two were open."""
SIDES = CONTROLS, LESSON

_SETTLED = 40
"""Milliseconds after which Qt has applied one change of the docks and takes the next."""
_AT_START = 250
"""Milliseconds after which a new window's panels have found their places."""
_WIDE = 1.0
"""From this ratio of width to height, two pictures have more room side by side."""
_PATIENCE = 25
"""How many times as long a desktop may take to give a window its size back."""
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

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._before: BeforePresenting | None = None
        self._shown: list[str] = []
        self._pictures = Pictures()
        self.spotlight = Spotlight(window)
        self.curtain = Curtain(window)
        self.toggle = self._action(self._toggle, "F11", "F5", "Shift+F5")
        self.toggle.setCheckable(True)
        controller = window.controller
        self.light = self._action(self.switch_spotlight, "S")
        self.blank = self._action(self.switch_curtain, "B", ".")
        self._leave = self._action(self._escape, "Esc")
        self._forward = self._action(controller.toggle, "PgDown")
        self._backward = self._action(controller.reset, "PgUp")
        self._follows = QTimer(self, singleShot=True, interval=0)
        self._follows.timeout.connect(self._follow)
        self._settles = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settles.timeout.connect(self._share_room)
        self.pointer = RestingPointer(window)
        for dock in window.workspace.docks.values():
            dock.visibilityChanged.connect(self._ask_to_follow)
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
    def layout_before(self) -> QByteArray | None:
        """The window's layout from before presentation mode, which is to be remembered."""
        return self._before.layout if self._before is not None else None

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the panels that are shown, in their order."""
        return tuple(self._shown)

    def begin_at_start(self) -> None:
        """Enter presentation mode as soon as the new window's panels have found their places."""
        self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)
        QTimer.singleShot(_AT_START, self, self.begin)

    def begin(self) -> None:
        """Enter presentation mode."""
        if self.is_on:
            return
        window, workspace = self._window, self._window.workspace
        workspace.gesture.end()
        layout, maximized = workspace.layout, workspace.maximized
        if maximized is not None:
            workspace.toggle_maximized(maximized)
        shown = self._choice(maximized)
        self._before = BeforePresenting.of(window, layout, maximized)
        # Not hidden: the shortcuts of a hidden menu bar do nothing.
        window.menuBar().setMaximumHeight(0)
        window.status_line.set_reduced(True)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        window.zoom.begin(LETTERS * window.screen().size().height())
        pictures = self._pictures.begin([name for name in shown if name not in SIDES])
        self._arrange([*pictures, *(name for name in shown if name in SIDES)])
        self.pointer.begin()
        self._enable()
        window.status_line.show_notice(self._hint())
        self.changed.emit(True)

    def end(self) -> None:
        """Leave presentation mode: everything is as it was before."""
        if self._before is None:
            return
        window, workspace, before = self._window, self._window.workspace, self._before
        workspace.gesture.end()
        self.spotlight.end()
        self.curtain.end()
        self.pointer.end()
        if workspace.maximized is not None:
            workspace.toggle_maximized(workspace.maximized)
        is_lesson_open = not workspace.docks[LESSON].isHidden()
        self._before = None
        self._settles.stop()
        window.zoom.end()
        window.menuBar().setMaximumHeight(UNLIMITED)
        window.status_line.set_reduced(False)
        window.status_line.end_notice(_HINT, _SHORT_HINT)
        window.setWindowState(before.window_state & ~Qt.WindowState.WindowFullScreen)
        window.restoreState(before.layout, LAYOUT_VERSION)
        # Again when the window has its size back and the letters theirs: widths depend on both.
        QTimer.singleShot(_SETTLED, self, partial(self._put_back, before, is_lesson_open))
        self._enable()
        self.changed.emit(False)

    def _put_back(
        self, before: BeforePresenting, is_lesson_open: bool, patience: int = _PATIENCE
    ) -> None:
        if self.is_on:
            return
        if before.is_awaited(self._window) and patience:
            again = partial(self._put_back, before, is_lesson_open, patience - 1)
            QTimer.singleShot(_SETTLED, self, again)
        else:
            self._window.workspace.gesture.end()
            before.put_back(self._window, is_lesson_open)

    def _hint(self) -> Message:
        """What the keys do; how settings are shown, where they can be and are not."""
        window = self._window
        is_open = not window.workspace.docks[CONTROLS].isHidden()
        return _SHORT_HINT if is_open or CONTROLS in window.hiding.names else _HINT

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

    def _choice(self, maximized: Dock | None) -> list[str]:
        """What to show at first: what stands alone; in a lesson its panels; else few pictures."""
        docks = self._window.workspace.docks
        if maximized is not None:
            return [maximized.objectName()]
        is_lesson_open = not docks[LESSON].isHidden()
        pictures = [name for name, dock in docks.items() if name not in SIDES and dock.is_in_front]
        if is_lesson_open:
            return [*self._pictures.sorted(pictures)[:MOST_PICTURES], LESSON]
        if len(pictures) > 2:
            usual = [name for name in USUAL_PICTURES if name in pictures]
            others = [name for name in pictures if name not in usual]
            pictures = (usual + others)[:2]
        hidden = self._window.hiding.names
        return pictures or [name for name in USUAL_PICTURES if name not in hidden] or [CONTROLS]

    def _ask_to_follow(self) -> None:
        if self.is_on:
            self._follows.start()

    def _follow(self) -> None:
        """Arrange anew where a panel has been opened or closed, by a key or by a lesson."""
        if not self.is_on or self._window.workspace.maximized is not None:
            return
        docks = self._window.workspace.docks
        opened = [name for name, dock in docks.items() if not dock.isHidden()]
        if set(opened) == set(self._shown):
            return
        pictures = [name for name in opened if name not in SIDES]
        came = [name for name in pictures if name not in self._shown]
        self._pictures.take(pictures, came, self._window.hiding.names)
        sides = [name for name in SIDES if name in opened]
        most = self._most_pictures(sides)
        self._arrange(self._pictures.choose(most, for_a_while=len(sides) == len(SIDES)) + sides)
        if self._window.status_line.notice in (_HINT, _SHORT_HINT):
            self._window.status_line.show_notice(self._hint())

    def show_page(self, panels: tuple[str, ...]) -> None:
        """A lesson's page shows `panels`: the last picture of them stays where settings leave room
        for only one. What made room before does not come back."""
        hidden = {*SIDES, *self._window.hiding.names}
        self._pictures.of_page = tuple(name for name in panels if name not in hidden)
        if not self.is_on:
            return
        workspace = self._window.workspace
        if workspace.maximized is not None:
            workspace.toggle_maximized(workspace.maximized)
        shown = [*self._pictures.show(self._pictures.of_page[-MOST_PICTURES:]), LESSON]
        opened = {name for name, dock in workspace.docks.items() if not dock.isHidden()}
        if shown != self._shown or opened != set(shown):
            self._arrange(shown)

    def _most_pictures(self, sides: list[str]) -> int:
        """Between settings and lesson there is seldom room for more than one."""
        screen = self._window.screen().size()
        room = screen.width() - sum(self._side_widths(sides).values())
        is_narrow = len(sides) == 2 and room < _WIDE * screen.height()
        return 1 if is_narrow else MOST_PICTURES

    def _arrange(self, shown: list[str]) -> None:
        with kept_focus(self._window):
            self._put(shown)
        self._enable()
        self._settles.start()

    def _put(self, shown: list[str]) -> None:
        window, docks = self._window, self._window.workspace.docks
        window.workspace.gesture.end()
        self._shown = shown
        columns = self._columns()
        for dock in docks.values():
            dock.setFloating(False)
            window.removeDockWidget(dock)
        area = Qt.DockWidgetArea.LeftDockWidgetArea
        heads = [docks[column[0]] for column in columns]
        if heads:  # none where a person has closed them all
            window.addDockWidget(area, heads[0])
        for left, right in pairwise(heads):
            window.splitDockWidget(left, right, Qt.Orientation.Horizontal)
        for column in columns:
            for above, below in pairwise(column):
                window.splitDockWidget(docks[above], docks[below], Qt.Orientation.Vertical)
        for name in shown:
            docks[name].show()

    def _columns(self) -> list[list[str]]:
        """The panels from left to right, each column's from top to bottom."""
        pictures = [name for name in self._shown if name not in SIDES]
        screen = self._window.screen().size()
        room = screen.width() - sum(self._side_widths(self._shown).values())
        if len(pictures) <= 2:
            is_wide = room >= _WIDE * screen.height()
            middle = [[name] for name in pictures] if is_wide else [pictures]
        else:
            middle = [pictures[0::2], pictures[1::2]]
        left = [[CONTROLS]] if CONTROLS in self._shown else []
        right = [[LESSON]] if LESSON in self._shown else []
        return left + [column for column in middle if column] + right

    def _side_widths(self, shown: list[str]) -> dict[str, int]:
        """How wide settings and lesson are, where they are among what is `shown`."""
        docks = self._window.workspace.docks
        width = self._window.screen().size().width()
        wishes = {
            CONTROLS: docks[CONTROLS].minimumSizeHint().width(),
            LESSON: min(docks[LESSON].sizeHint().width(), int(0.36 * width)),
        }
        return {name: wish for name, wish in wishes.items() if name in shown}

    def _share_room(self) -> None:
        """Divide the room: pictures are equally large."""
        if not self.is_on:
            return
        self._window.workspace.gesture.end()
        hide_stray_tabs(self._window)
        window, docks, columns = self._window, self._window.workspace.docks, self._columns()
        sides = self._side_widths(self._shown)
        n_middle = len([column for column in columns if column[0] not in sides])
        share = (window.width() - sum(sides.values())) // max(n_middle, 1)
        resize_docks(
            window,
            [docks[column[0]] for column in columns],
            [sides.get(column[0], share) for column in columns],
            Qt.Orientation.Horizontal,
        )
        QTimer.singleShot(_SETTLED, self, partial(self._share_heights, columns))

    def _share_heights(self, columns: list[list[str]]) -> None:
        window, docks = self._window, self._window.workspace.docks
        window.workspace.gesture.end()
        for column in columns:
            if len(column) > 1 and self.is_on:
                resize_docks(
                    window,
                    [docks[name] for name in column],
                    [window.height() // len(column)] * len(column),
                    Qt.Orientation.Vertical,
                )

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
