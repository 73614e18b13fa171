"""A field for typing a number, which shows it in short and edits it to the last bit."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPalette,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from lossstudio.gui.kit.keys import MOVING_KEYS, NUMBER, asks_for
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.typed_numbers import read_number
from lossstudio.gui.panels.number_scale import exact_text, short_text
from lossstudio.gui.panels.value_slider import PAGE_STEPS

_STEP_KEYS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: PAGE_STEPS,
    Qt.Key.Key_PageDown: -PAGE_STEPS,
}
_WIDEST = "-0.000123456"


class NumberBox(QLineEdit):
    """Shows a value; what is typed becomes one only through its owner.

    Showing never changes a value: only text that a person has changed is read. It never takes the
    space key, which runs and pauses, and undo and redo only while it is being edited; Escape brings
    the shown value back.
    """

    typed = Signal()
    """The text was changed by a person; see `entry`."""
    committed = Signal()
    """A person has finished a changed text: Enter, or the focus went elsewhere."""
    abandoned = Signal()
    """A changed text was given up."""
    stepped = Signal(int)
    """So many steps of the arrow keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = 0.0
        self.reset_action: QAction | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.textEdited.connect(lambda _: self.typed.emit())
        self.returnPressed.connect(self._enter)

    def show_value(self, value: float) -> None:
        """Show `value`, unless a person is in the middle of typing another."""
        self._value = value
        if not self.isModified():
            self._show(exact_text(value) if self.hasFocus() else short_text(value))

    def take_value(self, value: float) -> None:
        """Show `value` in the place of what was typed."""
        self.setModified(False)
        self.show_value(value)
        if self.hasFocus():
            self.selectAll()

    def entry(self) -> float | str:
        """What the text says: a number, or the text itself where it is none."""
        return read_number(self.text())

    def set_text_color(self, color: str | None) -> None:
        """Draw the text in `color` (``#rrggbb``), or as the theme does."""
        palette = QPalette()
        if color:
            palette.setColor(QPalette.ColorRole.Text, color)
        self.setPalette(palette)

    @survivable
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(_WIDEST) + 14, hint.height())

    @survivable
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @survivable
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._is_space(event) or self._is_undo_of_settings(event):
                event.ignore()
                return False
            if asks_for(event, MOVING_KEYS[NUMBER]) or self._gives_up(event):
                event.accept()
                return True
        return super().event(event)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_space(event) or self._is_undo_of_settings(event):
            event.ignore()
        elif event.key() in _STEP_KEYS:
            self.stepped.emit(_STEP_KEYS[Qt.Key(event.key())])
        elif self._gives_up(event):
            self._abandon()
        else:
            super().keyPressEvent(event)

    @survivable
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.isModified():
            self._show(exact_text(self._value))
        super().focusInEvent(event)

    @survivable
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return  # The context menu: the person is still here.
        self._commit()
        if self.isModified():
            self._abandon()
        self._show(short_text(self._value))

    @survivable
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        if self.reset_action is not None:
            menu.addSeparator()
            menu.addAction(self.reset_action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _show(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
        self.setModified(False)
        # A number is read from its front.
        if not self.hasFocus():
            self.setCursorPosition(0)

    def _commit(self) -> None:
        if self.isModified():
            self.committed.emit()

    def _enter(self) -> None:
        """Enter ends the entry: where it was taken, the keys are the window's again."""
        self._commit()
        if not self.isModified():
            self.clearFocus()

    def _abandon(self) -> None:
        self.take_value(self._value)
        self.abandoned.emit()

    def _is_space(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Space and not event.modifiers()

    def _is_undo_of_settings(self, event: QKeyEvent) -> bool:
        """Undo and redo, while there is no typing to undo: else the text would show a value that
        is not the setting's."""
        keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        return not self.isModified() and any(event.matches(key) for key in keys)

    def _gives_up(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.isModified()
