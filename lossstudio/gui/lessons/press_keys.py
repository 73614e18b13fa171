"""Buttons that the keys press: Space is otherwise the window's, and Enter nobody's."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _PressKeys(QObject):
    """Sees the keys of a button before it does."""

    def eventFilter(self, button: QObject, event: QEvent) -> bool:
        if (
            not isinstance(event, QKeyEvent)
            or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in (
            Qt.Key.Key_Space,
            *_ENTER,
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
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
