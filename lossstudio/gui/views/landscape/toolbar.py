"""The row above the landscape: the legend and the buttons, above it where there is little room."""

from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.landscape.planes_menu import PlaneButton
from lossstudio.gui.views.plot.legend import Legend
from lossstudio.gui.views.plot.top_row import TopRow
from lossstudio.gui.views.view import tool_button

SHARE = 0.28
"""Less than elsewhere: there is more below the picture."""


class Toolbar(Retranslating, TopRow):
    """The legend and the buttons for the plane, the surface, and all of the path."""

    def __init__(self, theme: Theme) -> None:
        legend, plane = Legend(theme), PlaneButton()
        space = tool_button(checkable=True)
        view_all = tool_button("mdi6.fit-to-screen-outline")
        super().__init__(legend, (plane, space, view_all), SHARE)
        self.legend, self.plane_button = legend, plane
        self.space_button, self.view_all_button = space, view_all
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
