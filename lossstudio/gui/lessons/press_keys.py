"""Buttons of a lesson that Space presses too: it is otherwise the run's."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from lossstudio.gui.kit.keys import ENTER_KEYS, asks_for, is_plain
from lossstudio.gui.kit.overrides import survivable


class _PressKeys(QObject):
    """Sees the keys of a button before it does."""

    @survivable
    def eventFilter(self, button: QObject, event: QEvent) -> bool:
        if asks_for(event, (Qt.Key.Key_Space, *ENTER_KEYS)):
            event.accept()
            return True
        if not (event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)):
            return False
        if is_plain(event) and event.key() in ENTER_KEYS:
            assert isinstance(button, QAbstractButton)
            button.click()
            return True
        return False


def press_by_keys(*buttons: QAbstractButton) -> None:
    """Let Space and Enter press a button that has the focus, which only the keyboard gives it:
    after a click, Space goes on running and pausing."""
    for button in buttons:
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.installEventFilter(_PressKeys(button))
