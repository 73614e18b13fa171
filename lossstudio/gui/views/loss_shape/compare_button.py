"""The button that offers other losses to draw beside the run's own."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton


class CompareButton(QToolButton):
    """A flat button whose menu has an entry for each loss, of which one is ticked."""

    chosen = Signal(object)
    """The name of a loss, or None for no comparison."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # Qt's arrow would lie on the text, whose dots say the same.
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._group = QActionGroup(self)
        self._menu.triggered.connect(lambda action: self.chosen.emit(action.data()))

    def offer(self, choices: Sequence[tuple[str | None, str]], ticked: str | None) -> None:
        """Offer `choices`, a name and a text each."""
        if [(a.data(), a.text()) for a in self._menu.actions()] != list(choices):
            self._menu.clear()
            for name, text in choices:
                action = self._menu.addAction(text)
                action.setCheckable(True)
                action.setData(name)
                self._group.addAction(action)
        for action in self._menu.actions():
            action.setChecked(action.data() == ticked)
