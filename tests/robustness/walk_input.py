"""Keys and wheel of a walk: real events, sent only to windows that are still there."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

_MODIFIER_KEYS = {
    Qt.KeyboardModifier.ShiftModifier: Qt.Key.Key_Shift,
    Qt.KeyboardModifier.ControlModifier: Qt.Key.Key_Control,
    Qt.KeyboardModifier.AltModifier: Qt.Key.Key_Alt,
}


def modifiers_of(names: list[str]) -> Qt.KeyboardModifier:
    """The keys that are held."""
    held = Qt.KeyboardModifier.NoModifier
    for name in names:
        held |= {
            "Shift": Qt.KeyboardModifier.ShiftModifier,
            "Ctrl": Qt.KeyboardModifier.ControlModifier,
            "Alt": Qt.KeyboardModifier.AltModifier,
        }[name]
    return held


def press_key(keys: str, fallback: QWindow | None) -> None:
    """Press a key in the window that has the focus, as a keyboard does.

    In a popup without what is held with it: QTest presses Alt first, which closes the popup, and
    sends the key to what is gone.
    """
    window = QApplication.focusWindow() or fallback
    if window is not None:
        stroke = QKeySequence(keys)[0]
        held = stroke.keyboardModifiers()
        if QApplication.activePopupWidget() is not None:
            held = Qt.KeyboardModifier.NoModifier
        QTest.keyPress(window, stroke.key(), held)
        _let_go(window, stroke.key(), held)


def _let_go(window: QWindow, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """Let a key go, and then what is held with it: each only where the window is there still.

    Not QTest's `keyRelease`, which sends all of them whatever the first does: letting Space go
    presses a button, which may close the window or put a panel back.
    """
    if is_there(window):
        QCoreApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyRelease, key, held))
    for modifier, own_key in _MODIFIER_KEYS.items():
        if held & modifier and is_there(window):
            QTest.keyRelease(window, own_key)


def is_there(window: QWindow) -> bool:
    """Qt has not deleted `window` yet.

    Shiboken does not know of that where Qt has made the window itself, as for a panel that floats.
    """
    return window in QGuiApplication.allWindows()


def type_text(text: str, fallback: QWindow | None, after: Callable[[], None]) -> None:
    """Type, letter by letter, to whatever has the focus then; call `after` each of them."""
    for letter in text:
        window = QApplication.focusWindow() or fallback
        if window is None:
            return
        upper = letter.upper()
        code = Qt.Key(ord(upper)) if upper.isascii() else Qt.Key.Key_unknown
        none = Qt.KeyboardModifier.NoModifier
        QTest.sendKeyEvent(QTest.KeyAction.Press, window, code, letter, none)
        if is_there(window):
            QTest.sendKeyEvent(QTest.KeyAction.Release, window, code, letter, none)
        after()


def scroll(window: QWindow, point: QPoint, notches: int, held: Qt.KeyboardModifier) -> None:
    """Turn the wheel."""
    QTest.wheelEvent(window, QPointF(point), QPoint(0, 120 * notches), QPoint(), held)
