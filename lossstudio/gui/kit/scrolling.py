"""What scrolls shows what has come, keeps what is read in sight, and tells what is under the
pointer."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from lossstudio.gui.kit.overrides import survivable

LAID_OUT = 50
"""Milliseconds after which what has appeared has its place."""


def scroll_to(area: QScrollArea, first: QWidget, last: QWidget, margin: int = 0) -> None:
    """Scroll as little as is needed to see all from `first` to `last`; where there is no room for
    both, `first`."""
    content, bar = area.widget(), area.verticalScrollBar()
    assert content is not None
    bottom = last.mapTo(content, QPoint(0, last.height())).y() + margin
    top = first.mapTo(content, QPoint(0, 0)).y() - margin
    lowest = min(max(bar.value(), bottom - area.viewport().height()), max(top, 0))
    bar.setValue(lowest)


class RestingHover(QObject):
    """Buttons of `area` that move under a pointer that rests are told where it is.

    Qt tells a button of it only when the pointer moves: until then one that has been scrolled away
    is drawn as if the pointer were on it.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._tells = QTimer(self, singleShot=True, interval=0)
        self._tells.timeout.connect(self._tell)
        area.verticalScrollBar().valueChanged.connect(lambda: self._tells.start())
        content = area.widget()
        assert content is not None
        content.installEventFilter(self)

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self._tells.start()
        return False

    def _tell(self) -> None:
        place = QCursor.pos()
        under = QApplication.widgetAt(place)
        handle = self._area.window().windowHandle()
        if under is None or handle is None or not self._area.viewport().isAncestorOf(under):
            return
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        # To the window, which finds out what the pointer has left and what it has come to.
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(handle.mapFromGlobal(place)),
            QPointF(place),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            QGuiApplication.keyboardModifiers(),
        )
        QCoreApplication.sendEvent(handle, move)
