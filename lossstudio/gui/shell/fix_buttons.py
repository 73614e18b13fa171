"""The buttons beside the status: each does what its sentence advises, and one undoes that."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from lossstudio.gui.kit.keys import MOVING_KEYS, TABS, asks_for
from lossstudio.gui.kit.overrides import survivable

MOST = 3
"""Fixes that are offered at a time."""


class Fix(NamedTuple):
    """What a button does. Of two with the same `key` a person sees one: the value in it moved."""

    key: str
    text: str
    tip: str
    act: Callable[[], None]


class FixButtons(QWidget):
    """Shows what is offered. As long as the pointer or the focus is on one of them, none moves:
    those that are offered no longer are greyed, and what is new waits. Tab comes to one of them,
    from which the arrows lead to the others."""

    acted = Signal()
    """A button was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = _Button()
        self.fixes = [_Button() for _ in range(MOST)]
        self._offered: tuple[Fix, ...] = ()
        self._undo: Fix | None = None
        self._spacing = 6
        layout = QHBoxLayout(self)
        layout.setSpacing(self._spacing)
        layout.setContentsMargins(0, 0, 0, 0)
        for button in (self.undo, *self.fixes):
            layout.addWidget(button)
            button.hide()
            button.left.connect(self._settle)
            button.moved.connect(self._move)
            button.clicked.connect(lambda _=False, pressed=button: self._press(pressed))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._room = 0

    @property
    def shown(self) -> list[str]:
        """What the buttons that can be pressed say, from left to right."""
        return [button.text() for button in self._ready()]

    def offer(self, fixes: Sequence[Fix], undo: Fix | None) -> None:
        """Show `fixes`, as far as there is room, and `undo` before them."""
        self._offered, self._undo = tuple(fixes[:MOST]), undo
        if self._is_held():
            self._hold()
        else:
            self._show()

    def set_room(self, pixels: int) -> None:
        """Take no more than so much of the line."""
        if pixels != self._room:
            self._room = pixels
            self._settle()

    def _is_held(self) -> bool:
        seen = [b for b in (self.undo, *self.fixes) if b.isVisibleTo(self)]
        return bool(seen) and (self.underMouse() or any(b.hasFocus() for b in seen))

    def _settle(self) -> None:
        if not self._is_held():
            self._show()

    def _show(self) -> None:
        fixes = (self._undo, *self._offered, *[None] * (MOST - len(self._offered)))
        room = self._room
        for button, fix in zip((self.undo, *self.fixes), fixes, strict=True):
            button.take(fix)
            if fix is not None:
                room -= button.sizeHint().width() + self._spacing
            # The first is worth a cut sentence, whose tooltip has all of it.
            is_first = fix is not None and button in (self.undo, self.fixes[0])
            button.setVisible(fix is not None and (is_first or room >= 0))
        self._let_tab_come()

    def _hold(self) -> None:
        """Keep every button in its place; undo, which stands before them, may appear."""
        if self._undo is not None:
            self.undo.take(self._undo)
            self.undo.show()
        offered = {fix.key for fix in self._offered}
        can = {b: b.fix is not None and b.fix.key in offered for b in self.fixes}
        can[self.undo] = self._undo is not None
        seen = [button for button in can if button.isVisibleTo(self)]
        if any(button.hasFocus() and not can[button] for button in seen):
            # Before it is greyed, or Qt would give the keys to whatever comes next.
            heir = next((button for button in seen if can[button]), None)
            if heir is not None:
                heir.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in seen:
            button.setEnabled(can[button])
        self._let_tab_come()

    def _let_tab_come(self) -> None:
        """To the one that has the focus, or else to the first."""
        ready = self._ready()
        here = next((button for button in ready if button.hasFocus()), None)
        for button in (self.undo, *self.fixes):
            comes = button is (here or (ready[0] if ready else None))
            policy = Qt.FocusPolicy.TabFocus if comes else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(policy)

    def _ready(self) -> list["_Button"]:
        buttons = (self.undo, *self.fixes)
        return [b for b in buttons if b.isVisibleTo(self) and b.isEnabled()]

    def _move(self, by: int) -> None:
        ready = self._ready()
        at = next((place for place, button in enumerate(ready) if button.hasFocus()), 0)
        ready[min(max(at + by, 0), len(ready) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self._let_tab_come()

    def _press(self, button: "_Button") -> None:
        if button.fix is not None:
            button.fix.act()
            self.acted.emit()

    @survivable
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._settle()


class _Button(QPushButton):
    """A button for whatever is offered."""

    left = Signal()
    """It has lost the focus."""
    moved = Signal(int)
    """The focus shall go so many buttons on."""

    def __init__(self) -> None:
        super().__init__()
        self.fix: Fix | None = None

    def take(self, fix: Fix | None) -> None:
        """Do what `fix` does from now on."""
        self.fix = fix
        self.setEnabled(fix is not None)
        if fix is not None and (fix.text, fix.tip) != (self.text(), self.toolTip()):
            self.setText(fix.text.replace("&", "&&"))
            self.setToolTip(fix.tip)
            self.setAccessibleName(fix.text)
            self.setAccessibleDescription(fix.tip)

    @survivable
    def event(self, event: QEvent) -> bool:
        if asks_for(event, MOVING_KEYS[TABS]):
            event.accept()
            return True
        return super().event(event)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in MOVING_KEYS[TABS]:
            self.moved.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    @survivable
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
