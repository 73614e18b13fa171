"""How large everything is drawn: what a person has chosen, and at least what a room needs."""

import math
from bisect import bisect_left, bisect_right
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QTabBar

from lossstudio.gui.dock import Dock, resize_docks
from lossstudio.gui.i18n import translate
from lossstudio.gui.icons import icon
from lossstudio.gui.settings import Settings
from lossstudio.gui.theme import Theme
from lossstudio.gui.zoom_wheel import ZoomWheel

if TYPE_CHECKING:
    from lossstudio.gui.main_window import MainWindow

PERCENTS = (80, 90, 100, 110, 125, 150, 175, 200, 225, 250, 275, 300)
"""What can be chosen."""
USUAL = 100

CONTROLS_SHARE = 0.4
"""The part of the screen's width that the settings may claim, however large they are drawn."""
PANEL_SHARE = 0.2
"""The part of the screen's height that a panel with a picture may claim."""


_SEPARATOR = 20
"""Pixels that stand between panels, at most."""


class Zoom(QObject):
    """Sets the theme's scale in steps, and remembers it.

    In presentation mode `begin` gives a least size of letters: the scale begins there, can be
    made larger from there, and what was chosen before comes back with `end`.
    """

    def __init__(self, window: "MainWindow", theme: Theme, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._settings = settings
        chosen = settings.number("zoom", USUAL)
        self._percent = min(PERCENTS, key=lambda percent: abs(percent - chosen))
        self._least_pixels = 0
        self._presented = 0
        self._docks: list[Dock] = []
        self._wheel = ZoomWheel(self)
        self._wheel.turned.connect(self._step)
        window.installEventFilter(self)
        self.larger = self._action(partial(self._step, 1), "Ctrl++", "Ctrl+=")
        self.smaller = self._action(partial(self._step, -1), "Ctrl+-")
        self.usual = self._action(self._reset, "Ctrl+0")
        self.menu = QMenu(window)
        self.menu.setIcon(icon("mdi6.magnify"))
        self.menu.addActions([self.larger, self.smaller, self.usual])

    @property
    def percent(self) -> int:
        """How large everything is drawn now, in per cent of the usual size."""
        return round(100 * self._theme.scale)

    def adopt(self, docks: list[Dock]) -> None:
        """Let the least sizes of `docks` follow, and apply what was remembered."""
        self._docks = docks
        for dock in docks:
            dock.topLevelChanged.connect(partial(self._floated, dock))
            dock.visibilityChanged.connect(partial(self._floated, dock))
        for tabs in self._window.findChildren(QTabBar):
            _keep_whole_words(tabs)
        self._apply()

    def begin(self, least_pixels: float) -> None:
        """Draw no letter smaller than `least_pixels`, a font's pixel size."""
        self._least_pixels = math.ceil(least_pixels)  # as a font's pixel size is whole
        self._presented = self._floor()
        self._apply()

    def end(self) -> None:
        """Draw as before `begin`."""
        self._least_pixels = 0
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Panels' tabs, which Qt makes when it needs them: rather arrows than half a word.

        The window has a handle to watch the wheel by from when it is shown.
        """
        if event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            _keep_whole_words(event.child())
        elif event.type() == QEvent.Type.Show:
            self._wheel.watch(self._window)
        return False

    def retranslate(self) -> None:
        """Set the actions' texts."""
        self.larger.setText(translate("Zoom", "&Larger"))
        self.smaller.setText(translate("Zoom", "S&maller"))
        self.usual.setText(translate("Zoom", "&Usual size"))
        self.menu.setTitle(translate("Zoom", "Si&ze: {percent} %").format(percent=self.percent))

    def room_changed(self) -> None:
        """The window stands on another screen, or has another size."""
        screen = self._window.screen().availableSize()
        for dock in self._docks:
            dock.set_scale(self._theme.scale, self._most(dock, screen.width(), screen.height()))

    def _most(self, dock: Dock, width: int, height: int) -> tuple[int, int]:
        """The least size that `dock` may claim on a screen of this size."""
        if dock.objectName() == "controls":
            return int(CONTROLS_SHARE * width), int(PANEL_SHARE * height)
        return int((1.0 - CONTROLS_SHARE) / 2 * width) - _SEPARATOR, int(PANEL_SHARE * height)

    def _floor(self) -> int:
        """What presentation mode needs, in per cent; 0 outside of it."""
        if not self._least_pixels:
            return 0
        return max(math.ceil(100.0 * self._least_pixels / self._theme.usual_pixels), USUAL)

    def _step(self, by: int) -> None:
        now = self.percent
        index = bisect_right(PERCENTS, now) - 1 if by > 0 else bisect_left(PERCENTS, now)
        index += by
        self._choose(PERCENTS[min(max(index, 0), len(PERCENTS) - 1)])

    def _floated(self, dock: Dock, _: bool) -> None:
        """A panel that floats is a window of its own."""
        if dock.isFloating():
            self._wheel.watch(dock)

    def _reset(self) -> None:
        self._choose(USUAL)

    def _choose(self, percent: int) -> None:
        if self._least_pixels:
            self._presented = max(percent, self._floor())
        else:
            self._percent = percent
            self._settings.set_number("zoom", float(percent))
        self._apply()

    def _apply(self) -> None:
        percent = self._presented if self._least_pixels else self._percent
        before = self._theme.scale
        if percent != round(100.0 * before):
            self._window.workspace.gesture.end()  # larger letters lay all panels out anew
        self._theme.set_scale(percent / 100.0, self._least_pixels)
        self.room_changed()
        self.retranslate()
        for action, can in (
            (self.larger, percent < PERCENTS[-1]),
            (self.smaller, percent > max(PERCENTS[0], self._floor())),
        ):
            action.setEnabled(can)
        controls = next((dock for dock in self._docks if dock.objectName() == "controls"), None)
        if controls is not None and controls.isVisible():
            # Its width in letters stays: when the new fonts are in force, which is after this.
            width = round(controls.width() * self._theme.scale / before)
            QTimer.singleShot(0, controls, partial(self._widen, controls, width))

    def _widen(self, dock: Dock, width: int) -> None:
        if dock.isVisible() and not dock.isFloating():
            self._window.workspace.gesture.end()
            resize_docks(self._window, [dock], [width], Qt.Orientation.Horizontal)

    def _action(self, act: partial[None] | object, *keys: str) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(act)
        self._window.addAction(action)
        return action


def _keep_whole_words(tabs: QObject) -> None:
    if isinstance(tabs, QTabBar):
        tabs.setElideMode(Qt.TextElideMode.ElideNone)
        tabs.setUsesScrollButtons(True)
