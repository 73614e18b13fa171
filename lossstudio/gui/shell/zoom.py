"""How large everything is drawn: what a person has chosen, and at least what a room needs."""

import math
from bisect import bisect_left, bisect_right
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from lossstudio.engine.window.panels import CONTROLS
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.kit.zoom_wheel import ZoomWheel
from lossstudio.gui.shell.arranger import Arranger
from lossstudio.gui.state.settings import Settings

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

    def __init__(self, window: QWidget, area: Arranger, theme: Theme, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._area = area
        self._theme = theme
        self._settings = settings
        chosen = settings.number("zoom", USUAL)
        self._percent = min(PERCENTS, key=lambda percent: abs(percent - chosen))
        self._least_pixels = 0
        self._presented = 0
        self._wheel = ZoomWheel(self)
        self._wheel.turned.connect(self._step)
        window.installEventFilter(self)
        self.larger = self._action(partial(self._step, 1), "Ctrl++", "Ctrl+=")
        self.smaller = self._action(partial(self._step, -1), "Ctrl+-")
        self.usual = self._action(self._reset, "Ctrl+0")
        self.menu = QMenu(window)
        self.menu.setIcon(icon("mdi6.magnify"))
        self.menu.addActions([self.larger, self.smaller, self.usual])
        area.float_opened.connect(self._wheel.watch)
        self._apply()

    @property
    def percent(self) -> int:
        """How large everything is drawn now, in per cent of the usual size."""
        return round(100 * self._theme.scale)

    def begin(self, least_pixels: float) -> None:
        """Draw no letter smaller than `least_pixels`, a font's pixel size."""
        self._least_pixels = math.ceil(least_pixels)  # as a font's pixel size is whole
        self._presented = self._floor()
        self._apply()

    def end(self) -> None:
        """Draw as before `begin`."""
        self._least_pixels = 0
        self._apply()

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window has a handle to watch the wheel by from when it is shown."""
        if event.type() == QEvent.Type.Show:
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
        area = self._area
        most = {name: _most(name, screen.width(), screen.height()) for name in area.panels}
        area.set_scale(self._theme.scale, most)

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
        self._theme.set_scale(percent / 100.0, self._least_pixels)
        self.room_changed()
        self.retranslate()
        for action, can in (
            (self.larger, percent < PERCENTS[-1]),
            (self.smaller, percent > max(PERCENTS[0], self._floor())),
        ):
            action.setEnabled(can)

    def _action(self, act: partial[None] | object, *keys: str) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(act)
        self._window.addAction(action)
        return action


def _most(panel: str, width: int, height: int) -> tuple[int, int]:
    """The least size that a panel may claim on a screen of this size."""
    if panel == CONTROLS:
        return int(CONTROLS_SHARE * width), int(PANEL_SHARE * height)
    return int((1.0 - CONTROLS_SHARE) / 2 * width) - _SEPARATOR, int(PANEL_SHARE * height)
