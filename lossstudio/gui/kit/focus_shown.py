"""The keyboard's focus is always to be seen, also around what scrolls."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QScrollArea, QStyle, QStyleOptionFocusRect

from lossstudio.gui.kit.overrides import survivable

_MARGIN = 1
"""Pixels around what scrolls: room for the frame."""


class FocusedScrollArea(QScrollArea):
    """Scrolls with the keys, and has a frame while it does: Qt shows nothing there."""

    def __init__(self) -> None:
        super().__init__()
        self.setViewportMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)

    @survivable
    def event(self, event: QEvent) -> bool:
        result = super().event(event)
        # A scroll area's paintEvent is its viewport's.
        if event.type() == QEvent.Type.Paint and self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            painter = QPainter(self)
            self.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self
            )
            painter.end()
        return result
