"""A slider over all known steps: a way back in time that is there whatever panel is open."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QStyleOptionSlider

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.training.snapshot import Snapshot


class TimeSlider(QSlider):
    """Its handle is the current step, its right end the last one known."""

    step_chosen = Signal(int)
    """A person wants to see this step."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 0)
        self.setMinimumWidth(70)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        # The window's own keys (Space, arrows) go on working after a click on it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setEnabled(False)
        self.valueChanged.connect(self.step_chosen)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Stand where `snapshot` is."""
        # What is merely shown is asked for by nobody; what is dragged stays under the pointer.
        blocked = self.blockSignals(True)
        if snapshot.last_step != self.maximum():
            self.setMaximum(snapshot.last_step)
            self.setPageStep(max(1, snapshot.last_step // 20))
        if not self.isSliderDown():
            self.setValue(snapshot.step)
        self.blockSignals(blocked)
        self.setEnabled(snapshot.last_step > 0)

    @survivable
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The handle comes to the pointer, and from there it is dragged."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setValue(self._value_at(event.position().toPoint()))
        super().mousePressEvent(event)

    def _value_at(self, place: QPoint) -> int:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style, slider = self.style(), QStyle.ComplexControl.CC_Slider
        groove, handle = (
            style.subControlRect(slider, option, part, self)
            for part in (QStyle.SubControl.SC_SliderGroove, QStyle.SubControl.SC_SliderHandle)
        )
        return QStyle.sliderValueFromPosition(
            self.minimum(),
            self.maximum(),
            place.x() - groove.x() - handle.width() // 2,
            groove.width() - handle.width(),
        )
