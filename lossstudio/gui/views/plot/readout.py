"""What a picture says about the place under the pointer."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from lossstudio.gui.colors import Colors

_DISTANCE = 14
"""Pixels between the pointer and the text."""


class Readout(QLabel):
    """A small text that follows the pointer over `parent` and stays inside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def style_with(self, colors: Colors) -> None:
        """Take the plot's colours."""
        self.setStyleSheet(
            f"background: {colors.base}; color: {colors.text};"
            f" border: 1px solid {colors.muted}; border-radius: 3px; padding: 2px 5px;"
        )

    def show_at(self, place: QPoint, lines: list[str], room: QRect | None = None) -> None:
        """Show `lines` beside `place` (the parent's pixels), or nothing where there are none.

        They stay inside `room`, a part of the parent; by default, all of it.
        """
        if not lines:
            self.hide()
            return
        self.setText("\n".join(lines))
        room = self._over.rect() if room is None else room
        self.setWordWrap(False)
        self.adjustSize()
        if self.width() > room.width():  # a name and ranges of losses in a narrow panel
            self.setWordWrap(True)
            self.resize(room.width(), self.heightForWidth(room.width()))
        x, y = place.x() + _DISTANCE, place.y() + _DISTANCE
        if x + self.width() > room.right():
            x = place.x() - _DISTANCE - self.width()
        if y + self.height() > room.bottom():
            y = place.y() - _DISTANCE - self.height()
        self.move(max(x, room.left()), max(y, room.top()))
        self.show()
