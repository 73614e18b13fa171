"""The keyboard's focus is always to be seen: around what scrolls, and not behind a tab."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QScrollArea,
    QStyle,
    QStyleOptionFocusRect,
    QTabBar,
    QWidget,
)

from lossstudio.gui.dock import Dock

_MARGIN = 1
"""Pixels around what scrolls: room for the frame."""


class FocusedScrollArea(QScrollArea):
    """Scrolls with the keys, and has a frame while it does: Qt shows nothing there."""

    def __init__(self) -> None:
        super().__init__()
        self.setViewportMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)

    def event(self, event: QEvent) -> bool:
        result = super().event(event)
        # A scroll area's paintEvent is its viewport's.
        if event.type() == QEvent.Type.Paint and self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            painter = QPainter(self)
            self.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self
            )
            painter.end()
        return result


@contextmanager
def kept_focus(window: QWidget) -> Iterator[None]:
    """While panels of `window` are taken out and put in again, which hides them for a moment: what
    had the focus in them gets it back, where it is still to be seen."""
    focus = window.focusWidget()
    yield
    if focus is not None and focus.isVisible() and not focus.hasFocus():
        focus.setFocus()


def raise_what_gets_the_focus(window: QWidget) -> None:
    """Raise a panel of `window` that lies behind another one's tab when a key leads into it, and
    pass over the tabs that Qt keeps outside of the window.

    Not when the window itself becomes active again: then the tab was chosen that lies in front.
    """

    def moved(old: QWidget | None, new: QWidget | None) -> None:
        _skip_unseen_tabs(window)
        if old is None or new is None or not window.isAncestorOf(new):
            return
        parent: QWidget | None = new
        while parent is not None and not isinstance(parent, Dock):
            parent = parent.parentWidget()
        if parent is not None and not parent.is_in_front:
            parent.raise_()

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.focusChanged.connect(moved)
    window.destroyed.connect(lambda: app.focusChanged.disconnect(moved))


def _skip_unseen_tabs(window: QWidget) -> None:
    for tabs in window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
        is_seen = window.rect().intersects(tabs.geometry())
        tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_seen else Qt.FocusPolicy.NoFocus)
