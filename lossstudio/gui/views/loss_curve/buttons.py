"""The buttons above the loss curves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.views.loss_curve.metric_choice import MetricChoice
from lossstudio.gui.views.view import tool_button


class Buttons:
    """What is shown, the look ahead, logarithmic axes, and all steps again."""

    def __init__(self) -> None:
        self.choice = MetricChoice()
        self.what_if = tool_button("mdi6.directions-fork", checkable=True)
        self.log_x = tool_button(checkable=True)
        self.log_y = tool_button(checkable=True)
        self.view_all = tool_button("mdi6.fit-to-screen-outline")

    @property
    def row(self) -> tuple[QToolButton, ...]:
        """All of them, from left to right."""
        return self.choice, self.what_if, self.log_x, self.log_y, self.view_all

    def make_narrow(self, is_narrow: bool) -> None:
        """Show the look ahead as a picture, where it is narrow."""
        style = Qt.ToolButtonStyle
        self.what_if.setToolButtonStyle(
            style.ToolButtonIconOnly if is_narrow else style.ToolButtonTextOnly
        )

    def retranslate(self) -> None:
        """Set every text."""
        self.what_if.setText(translate("LossCurveView", "what if"))
        self.what_if.setToolTip(
            translate(
                "LossCurveView",
                "Look ahead (W): the loss over the next steps with a third of the learning rate, "
                "with the same and with three times as much, dashed. Only the learning rate "
                "differs: even the mini-batches are the same.",
            )
        )
        self.what_if.setAccessibleName(
            translate("LossCurveView", "What if the learning rate were another one")
        )
        self.log_x.setText(translate("LossCurveView", "log x"))
        self.log_x.setToolTip(
            translate(
                "LossCurveView",
                "Logarithmic step axis: shows the first steps and the last ones alike. It counts "
                "step + 1, as 0 has no logarithm.",
            )
        )
        self.log_x.setAccessibleName(translate("LossCurveView", "Logarithmic step axis"))
        self.log_y.setText(translate("LossCurveView", "log y"))
        self.log_y.setToolTip(
            translate(
                "LossCurveView",
                "Logarithmic loss axis: a loss that shrinks by the same factor in each step is a "
                "straight line. Zeros are drawn at the smallest positive loss in sight.",
            )
        )
        self.log_y.setAccessibleName(translate("LossCurveView", "Logarithmic loss axis"))
        self.view_all.setToolTip(translate("LossCurveView", "Show all steps (A)"))
        self.view_all.setAccessibleName(translate("LossCurveView", "Show all steps"))
