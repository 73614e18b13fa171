"""The button that offers other losses to draw beside the run's own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.icons import icon

NARROW = 390
"""Pixels of a view's width below which the legend needs the room of the button's text. More than a
view with that text needs: nothing makes it narrower than that, so below that it would stay."""


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
        self.setIcon(icon("mdi6.compare-horizontal"))
        self.make_narrow(False)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._group = QActionGroup(self)
        self._menu.triggered.connect(lambda action: self.chosen.emit(action.data()))

    def make_narrow(self, is_narrow: bool) -> None:
        """Be a picture instead of a text."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonIconOnly if is_narrow else style.ToolButtonTextOnly)

    def explain(self, why_not: str) -> None:
        """Say what the button does, or why it cannot."""
        what = translate(
            "LossShapeView",
            "Draw another loss that fits these data, dashed. Different losses are in different "
            "units: compare their shapes, not their heights.",
        )
        self.setToolTip(why_not or what)

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
