"""Buttons of which one is chosen, or none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup


def choose_button(group: QButtonGroup, chosen: QAbstractButton | None) -> None:
    """Show `chosen` as the button of `group` that is chosen, None: none of them.

    Tab comes to that one alone: Qt would let it come to the first one, which Space then chooses.
    """
    buttons = group.buttons()
    group.setExclusive(False)
    for button in buttons:
        button.setChecked(button is chosen)
    group.setExclusive(True)
    for button in buttons:
        is_first = button is (chosen or buttons[0])
        policy = Qt.FocusPolicy.StrongFocus if is_first else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(policy)
