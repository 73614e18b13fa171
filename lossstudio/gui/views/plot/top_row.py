"""The row above a picture."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget


class TopRow(QWidget):
    """A legend with buttons beside it; or below them, where that takes less height or width."""

    def __init__(self, legend: QWidget, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self._legend = legend
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(1)
        self._buttons.addStretch(1)
        for button in buttons:
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

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def minimumSizeHint(self) -> QSize:
        legend, buttons = self._legend.minimumSizeHint(), self._buttons.minimumSize()
        return QSize(max(legend.width(), buttons.width()) + 4, super().minimumSizeHint().height())
