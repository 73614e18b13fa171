"""The one button that is seen at once."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QPushButton

from lossstudio.gui.kit.overrides import survivable

_AIR = 28
"""Pixels beside icon and text, at scale 1."""


class AccentButton(QPushButton):
    """Does what `action` does, and looks so; filled with the colour that nothing else is."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()
        self._fill()

    def keep_room_for(self, texts: Iterable[str], scale: float) -> None:
        """Be as wide as the widest of `texts`, `scale` times as large as usual, so that nothing
        beside it moves."""
        width = max(self.fontMetrics().horizontalAdvance(text) for text in texts)
        self.setMinimumWidth(round(width + self.iconSize().width() + _AIR * scale))

    @survivable
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._fill()

    def _follow(self) -> None:
        self.setText(self._action.text())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())

    def _fill(self) -> None:
        usual, own, role = QPalette(), QPalette(), QPalette.ColorRole
        own.setColor(role.Button, usual.color(role.Highlight))
        own.setColor(role.ButtonText, usual.color(role.HighlightedText))
        if any(
            self.palette().color(one) != own.color(one) for one in (role.Button, role.ButtonText)
        ):
            self.setPalette(own)  # and hears of it
