"""The menu of a button of which one entry is chosen."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton


def choice_menu(
    button: QToolButton, names: Iterable[str], chosen: Callable[[QAction], object]
) -> dict[str, QAction]:
    """Give `button` a menu in which one of `names` is ticked; returns its entries, without texts.

    An entry's data is its name. `chosen` is called with the entry that a person takes.
    """
    menu = QMenu(button)
    group = QActionGroup(button)
    entries: dict[str, QAction] = {}
    for name in names:
        entries[name] = action = group.addAction(menu.addAction(""))
        action.setCheckable(True)
        action.setData(name)
    group.triggered.connect(chosen)
    button.setMenu(menu)
    return entries
