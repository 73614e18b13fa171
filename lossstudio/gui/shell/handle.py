"""What stands between two parts of the window, and can be dragged."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOption, QWidget

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.shell.division import Border


class Handle(QWidget):
    """Between the parts before and after a `Border`."""

    dragged = Signal(object, int)
    """The `Border` as it was when the button was pressed, and the way since then in pixels."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._border: Border | None = None
        self._held: Border | None = None
        self._start = 0
        self.hide()

    def show_border(self, border: Border, place: QRect) -> None:
        """Stand for `border`."""
        self._border = border
        is_row = border.is_row
        self.setCursor(Qt.CursorShape.SplitHCursor if is_row else Qt.CursorShape.SplitVCursor)
        self.setGeometry(place)
        self.show()

    def let_go(self) -> None:
        """Nothing is dragged any more."""
        self._held = None

    @property
    def is_held(self) -> bool:
        """It is being dragged."""
        return self._held is not None

    @survivable
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._border is not None:
            self._held, self._start = self._border, self._along(event)

    @survivable
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self.dragged.emit(self._held, self._along(event) - self._start)

    @survivable
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.let_go()

    def _along(self, event: QMouseEvent) -> int:
        place = event.globalPosition().toPoint()
        assert self._border is not None
        return place.x() if self._border.is_row else place.y()

    @survivable
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        if self._border is not None and self._border.is_row:
            option.state |= QStyle.StateFlag.State_Horizontal
        if self.underMouse():
            option.state |= QStyle.StateFlag.State_MouseOver
        painter = QPainter(self)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorDockWidgetResizeHandle, option, painter, self
        )
