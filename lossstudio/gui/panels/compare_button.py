"""The button beside the choice of a run: comparisons with one click."""

from PySide6.QtWidgets import QMenu, QToolButton

from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.panels.withheld import Withholdable
from lossstudio.gui.state.comparing import Comparing


class CompareButton(Retranslating, Withholdable, QToolButton):
    """Opens the menu of comparisons. It goes where the table of runs is hidden."""

    field = "compare"

    def __init__(self, comparing: Comparing) -> None:
        super().__init__()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        comparing.fill(menu)
        self.setMenu(menu)
        self.finish_setup()

    def retranslate(self) -> None:
        self.setText(translate("ControlPanel", "+ Compare"))
        self.setAccessibleName(translate("ControlPanel", "Compare"))
        self.setToolTip(
            translate(
                "ControlPanel",
                "Compare runs on the same data: several losses, learning rates, optimisers or "
                "models side by side.",
            )
        )
