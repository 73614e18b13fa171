"""The buttons above the loss curves."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QWidget

from lossstudio.gui.i18n import translate
from lossstudio.gui.views.loss_curve.metric_choice import MetricChoice
from lossstudio.gui.views.plot.legend import Legend
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


class TopRow(QWidget):
    """The legend with the buttons beside it; or above it, where that takes less height."""

    def __init__(self, legend: Legend, buttons: Buttons) -> None:
        super().__init__()
        self._legend = legend
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(1)
        self._buttons.addStretch(1)
        for button in buttons.row:
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(4, 0, 0, 0)
        self._row.setSpacing(1)
        self._row.addWidget(legend, 1)
        self._row.addLayout(self._buttons)

    def arrange(self) -> None:
        """The legend or the buttons have changed."""
        needed = self._buttons.sizeHint()
        beside = self.width() - needed.width()
        is_narrow = beside < self._legend.minimumSizeHint().width() or (
            self._legend.heightForWidth(self.width()) + needed.height()
            < self._legend.heightForWidth(beside)
        )
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.BottomToTop if is_narrow else direction.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def minimumSizeHint(self) -> QSize:
        legend, buttons = self._legend.minimumSizeHint(), self._buttons.minimumSize()
        return QSize(max(legend.width(), buttons.width()) + 4, super().minimumSizeHint().height())
