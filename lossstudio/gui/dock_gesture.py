"""A person drags a panel by its title or its tab: nothing else may move the panels meanwhile.

Qt's layout of panels holds on to what is dragged, and a program that puts panels elsewhere under it
leaves it with what is no longer there, which ends in a crash. So whatever changes the layout calls
`end` first, which drops the panel where it is; and a key, which may be one of the window's own,
does so too.
"""

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTabBar, QWidget

from lossstudio.gui.dock import Dock

_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
"""Keys that belong to a drag: with Ctrl a panel does not snap in."""


class DockGesture(QObject):
    """Knows whether a panel of `window` is being dragged, and can end that."""

    def __init__(self, window: QMainWindow, docks: Iterable[Dock]) -> None:
        super().__init__(window)
        self._held: QWidget | None = None
        self._while_held = _WhileHeld(self)
        window.installEventFilter(self)
        for dock in docks:
            dock.installEventFilter(self)
        for tabs in window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            tabs.installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """The button is down on a panel's title or tab, or on a border between panels."""
        return self._held is not None

    def end(self) -> None:
        """Drop what is dragged, as where the button is released."""
        held = self._held
        self.forget()
        if held is None or not shiboken6.isValid(held):  # Qt takes tabs away as it likes
            return
        place = QCursor.pos()
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        release = QMouseEvent(
            QEvent.Type.MouseButtonRelease,
            QPointF(held.mapFromGlobal(place)),
            QPointF(place),
            left,
            none,
            Qt.KeyboardModifier.NoModifier,
        )
        QCoreApplication.sendEvent(held, release)

    def forget(self) -> None:
        """The drag is over."""
        if self._held is not None:
            self._held = None
            QApplication.instance().removeEventFilter(self._while_held)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notices where a drag begins, and the tabs, which Qt makes when it needs them."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if event.button() == Qt.MouseButton.LeftButton and isinstance(watched, QWidget):
                self.forget()
                self._held = watched
                QApplication.instance().installEventFilter(  # type: ignore[union-attr]
                    self._while_held
                )
        elif kind == QEvent.Type.ChildPolished:
            child = event.child()  # type: ignore[attr-defined]
            if isinstance(child, QTabBar):
                child.installEventFilter(self)
        return False


class _WhileHeld(QObject):
    """Sees all of the program's events, but only while something is held."""

    def __init__(self, gesture: DockGesture) -> None:
        super().__init__(gesture)
        self._gesture = gesture

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _KEYS and event.key() not in _MODIFIERS:  # type: ignore[attr-defined]
            self._gesture.end()
        elif (
            isinstance(event, QMouseEvent)
            and kind == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        ):
            self._gesture.forget()
        return False
