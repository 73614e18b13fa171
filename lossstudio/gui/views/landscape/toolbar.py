"""The row above the landscape: the legend and the buttons, below it where there is little room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from lossstudio.gui.i18n import Retranslating, translate
from lossstudio.gui.theme import Theme
from lossstudio.gui.views.landscape.planes_menu import PlaneButton
from lossstudio.gui.views.plot.legend import Legend
from lossstudio.gui.views.view import tool_button

NARROW = 300
"""Pixels; with fewer the buttons stand below the legend."""


class Toolbar(Retranslating, QWidget):
    """The legend and the buttons for the plane, the surface, and all of the path."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.legend = Legend(theme)
        self.plane_button = PlaneButton()
        self.space_button = tool_button(checkable=True)
        self.view_all_button = tool_button("mdi6.fit-to-screen-outline")
        buttons = QHBoxLayout()
        buttons.setSpacing(1)
        buttons.addStretch(1)
        for button in (self.plane_button, self.space_button, self.view_all_button):
            buttons.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(4, 0, 0, 0)
        self._row.setSpacing(1)
        self._row.addWidget(self.legend, 1)
        self._row.addLayout(buttons)
        self.finish_setup()

    def retranslate(self) -> None:
        self.space_button.setText(translate("LandscapeView", "3-D"))
        self.space_button.setAccessibleName(translate("LandscapeView", "Surface in space"))
        self.space_button.setToolTip(
            translate(
                "LandscapeView",
                "Show the landscape as a surface that can be turned, instead of a map.",
            )
        )
        self.view_all_button.setToolTip(translate("LandscapeView", "Show the whole path (A)"))
        self.view_all_button.setAccessibleName(translate("LandscapeView", "Show the whole path"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW * self._theme.scale
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
