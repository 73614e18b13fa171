"""What a picture's context menu offers of the picture itself: what the buttons above it do."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

KEY = "key"
"""The property of a button that names the key that does the same."""


def offer_buttons(menu: QMenu, buttons: Sequence[QToolButton]) -> None:
    """Put what `buttons` do into `menu`: first what is done at once, such as to view all, then what
    is shown or not, and what can be chosen. Those that a person does not see have nothing to do."""
    present = [button for button in buttons if not button.isHidden()]
    kinds = (
        [b for b in present if not b.isCheckable() and b.menu() is None],
        [b for b in present if b.isCheckable()],
        [b for b in present if b.menu() is not None],
    )
    for kind in kinds:
        for button in kind:
            _offer(menu, button)
        if kind:
            menu.addSeparator()


def _offer(menu: QMenu, button: QToolButton) -> None:
    action: QAction
    inner = button.menu()
    if inner is not None:
        inner.aboutToShow.emit()  # some are filled only when they open: else it would seem empty
        # A menu of its own: PySide takes the button's actions for gone when this one is deleted.
        own = menu.addMenu(_name(button))
        own.setToolTipsVisible(inner.toolTipsVisible())
        own.addActions(inner.actions())
        action = own.menuAction()
    else:
        action = menu.addAction(_name(button))
        action.setCheckable(button.isCheckable())
        action.setChecked(button.isChecked())
        action.triggered.connect(button.click)
    action.setEnabled(button.isEnabled())
    key = button.property(KEY)
    if key:
        action.setShortcut(QKeySequence(str(key)))
        action.setShortcutVisibleInContextMenu(True)


def _name(button: QToolButton) -> str:
    return (button.accessibleName() or button.text()).replace("&", "&&")
