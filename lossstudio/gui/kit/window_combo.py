"""A list in the window: closed, it leaves to the window what is the window's."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

from lossstudio.gui.kit.eliding_combo import ElidingCombo
from lossstudio.gui.kit.keys import ENTER_KEYS, LIST, MOVING_KEYS, PAGE_KEYS, asks_for, is_plain
from lossstudio.gui.kit.overrides import survivable


class WindowCombo(ElidingCombo):
    """Takes the wheel only when it has the focus, and of the keys those that `keys` gives a list.

    Up and Down walk through the choices; Enter, Alt+Down or F4 opens the list, which then has all
    keys.
    """

    @survivable
    def event(self, event: QEvent) -> bool:
        if asks_for(event, MOVING_KEYS[LIST]):
            event.accept()
            return True
        return super().event(event)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain(event) and event.key() in ENTER_KEYS:
            self.showPopup()
        elif event.key() in (*MOVING_KEYS[LIST], *PAGE_KEYS, Qt.Key.Key_F4):
            super().keyPressEvent(event)
        else:
            event.ignore()

    @survivable
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
