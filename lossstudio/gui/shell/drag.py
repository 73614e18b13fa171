"""A person drags a panel by its title or its tab: where it would go is shown, Esc leaves it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.shell.drop import Drop

_SHADE = 60
"""How dense the shown zone is, of 255."""


class DropZone(QWidget):
    """Covers the room that a dragged panel would take."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, zone: QRect | None) -> None:
        """Cover `zone` of the parent, or with None nothing."""
        if zone is None:
            self.hide()
            return
        self.setGeometry(zone)
        self.raise_()
        self.show()

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = self.palette().highlight().color()
        painter.setPen(color)
        color.setAlpha(_SHADE)
        painter.setBrush(color)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Drag(QObject):
    """One drag at a time. It changes nothing before the button is released."""

    def __init__(
        self,
        find: Callable[[str, QPoint], Drop | None],
        show: Callable[[Drop | None], None],
        drop: Callable[[str, Drop | None, QPoint], None],
        parent: QObject,
    ) -> None:
        """`find` says where a panel would go at a place of the screen, `show` shows it, and `drop`
        puts it there; with None, at that place of the screen, unless it stays in its own stack."""
        super().__init__(parent)
        self._find, self._show, self._drop = find, show, drop
        self._source: QWidget | None = None
        self._name = ""
        self._start = QPoint()
        self._is_on = False

    @property
    def is_on(self) -> bool:
        """Something is being dragged."""
        return self._is_on

    def press(self, source: QWidget, name: str, place: QPoint) -> None:
        """The button has been pressed on `source`, which stands for the panel `name`."""
        self.cancel()
        self._source, self._name, self._start = source, name, place

    def move(self, place: QPoint) -> None:
        """The pointer has moved, as long as the button is held on `source`."""
        if self._source is None:
            return
        if not self._is_on:
            way = (place - self._start).manhattanLength()
            if way < QApplication.startDragDistance():
                return
            self._is_on = True
            self._source.setCursor(Qt.CursorShape.ClosedHandCursor)
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._show(self._find(self._name, place))

    def release(self, place: QPoint) -> None:
        """The button has been released."""
        was_on, name = self._is_on, self._name
        self.cancel()
        if was_on:
            self._drop(name, self._find(name, place), place)

    def cancel(self) -> None:
        """Leave everything as it is; until the next press nothing is dragged."""
        source, was_on = self._source, self._is_on
        self._source, self._is_on = None, False
        if was_on:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self._show(None)
            assert source is not None
            source.unsetCursor()

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While something is dragged, Esc is its; another program in front ends it."""
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    self.cancel()
                return True
        elif kind == QEvent.Type.ApplicationDeactivate:
            self.cancel()
        return False
