"""The row above a picture."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.views.plot.legend import Legend

SHARE = 0.34
"""Of a view's height, what a legend with names, and the buttons above it, may take at most."""


class TopRow(QWidget):
    """A legend with buttons beside it; or below them, where that shows more of the legend or takes
    less height."""

    def __init__(self, legend: Legend, buttons: Sequence[QWidget], share: float = SHARE) -> None:
        super().__init__()
        self._legend = legend
        self.share = share
        """Of the view's height, what names may take; set it before the view has a size."""
        self._room: float | None = None
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(4, 0, 0, 0)
        self._row.setSpacing(1)
        self._row.addWidget(legend, 1)
        self._row.addWidget(self._buttons)

    def show_buttons(self, are_shown: bool) -> None:
        """Have the buttons beside the legend, or the legend alone: keys and menus stay."""
        self._buttons.setVisible(are_shown)
        self.arrange()

    def _needed(self, size: QSize) -> QSize:
        return QSize(0, 0) if self._buttons.isHidden() else size

    def set_view_height(self, height: int) -> None:
        """The view has become so high: its picture keeps most of that."""
        self._room = self.share * height
        self.arrange()

    def arrange(self) -> None:
        """The legend, the buttons or the room for them have changed."""
        needed, legend = self._needed(self._buttons.sizeHint()), self._legend
        beside = self.width() - needed.width()
        # Never less than nothing: the legend always has its fewest rows.
        below = None if self._room is None else max(self._room - needed.height(), 0.0)
        one = legend.arranged(beside, self._room)
        other = legend.arranged(self.width(), below)
        if one.worth != other.worth:
            is_narrow = one.worth < other.worth
        elif beside < legend.minimumSizeHint().width():
            is_narrow = True
        else:
            height = legend.row_height()
            is_narrow = other.n_rows * height + needed.height() < one.n_rows * height
        legend.set_room(below if is_narrow else self._room)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.BottomToTop if is_narrow else direction.LeftToRight)

    @survivable
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @survivable
    def minimumSizeHint(self) -> QSize:
        legend = self._legend.minimumSizeHint()
        buttons = self._needed(self._buttons.minimumSizeHint())
        return QSize(max(legend.width(), buttons.width()) + 4, super().minimumSizeHint().height())
