"""Which keys belong to what has the keyboard's focus, and which to the window. The one rule:

- Where text is typed (a formula, a name, a cell, a text to read and copy), every key that types or
  moves the cursor is the text's. A number has no spaces: Space runs from its field too.
- Everywhere else the keys of the run, `RUN_KEYS`, are the window's. They change no setting, also
  where the window has no use for them just now, as for Home before the first step.
- What moves along lines takes the arrows that it moves by, `MOVING_KEYS`; the other arrows step
  through the run.
- Page Up and Page Down are the window's where it has them, as a lesson does, or a presenter's
  remote: it must turn the page, not change the setting that was touched last.
- Enter presses the button that has the focus, and opens the list. Letters and digits are the
  window's or the panel's.
"""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton, QWidget

from lossstudio.gui.kit.overrides import survivable

RUN_KEYS = frozenset(
    {Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal}
)
"""Run and pause, reset, faster and slower."""
PAGE_KEYS = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
ENTER_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
UP_DOWN = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})
ARROWS = UP_DOWN | {Qt.Key.Key_Left, Qt.Key.Key_Right}

LIST, NUMBER, SLIDER, PICTURE, TABLE = "list", "number", "slider", "picture", "table"
TABS = "tabs"
MOVING_KEYS: dict[str, frozenset[Qt.Key]] = {
    LIST: UP_DOWN,
    TABS: ARROWS - UP_DOWN,
    NUMBER: UP_DOWN,
    SLIDER: ARROWS | {Qt.Key.Key_End},
    PICTURE: ARROWS,
    TABLE: UP_DOWN | {Qt.Key.Key_End},
}
"""What each kind of control moves by, whatever the window has on these keys."""


def is_plain(event: QKeyEvent) -> bool:
    """The key is pressed without another one; it may be the keypad's."""
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def asks_for(event: QEvent, keys: Collection[Qt.Key]) -> bool:
    """Whether `event` is the question if a plain key of `keys` is the focused control's: what
    accepts it gets the key, in the place of the window's shortcut."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and is_plain(event)
        and event.key() in keys
    )


def asks_to_copy(event: QEvent) -> bool:
    """Whether `event` is the question if the key that copies is the focused control's."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.matches(QKeySequence.StandardKey.Copy)
    )


class PressedByEnter(QObject):
    """Lets Enter press the button of a panel that has the focus: Space is the run's."""

    def __init__(self, parts: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QAbstractButton):
            old.removeEventFilter(self)
        if isinstance(new, QAbstractButton) and self._is_here(new):
            new.installEventFilter(self)

    def _is_here(self, button: QWidget) -> bool:
        """In the window or in a panel that floats: a dialog has a button that Enter presses."""
        return any(part.isAncestorOf(button) for part in self._parts)

    @survivable
    def eventFilter(self, button: QObject, event: QEvent) -> bool:
        if (
            event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or not isinstance(button, QAbstractButton)
            or event.key() not in ENTER_KEYS
            or not is_plain(event)
        ):
            return False
        if isinstance(button, QToolButton) and button.menu() is not None:
            button.showMenu()
        else:
            button.click()
        return True
