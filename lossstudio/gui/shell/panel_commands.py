"""What can be done with a panel, by the keys and in its menu: all that the mouse can do."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.shell.panel_keys import PanelKeys
from lossstudio.gui.shell.tree import EDGES, Edge
from lossstudio.gui.shell.workspace import Workspace

SHEET = "sheet"
"""The property of actions that share a line of the sheet of keys: the keys, and what they do."""
_KEYS: dict[Edge, str] = {"left": "Left", "right": "Right", "above": "Up", "below": "Down"}


class PanelCommands(QObject):
    """Owns the actions. Their keys mean the panel that has the focus, or had it last; the menu of a
    title or a tab means its own."""

    def __init__(
        self, workspace: Workspace, keys: PanelKeys, usual: str, window: QMainWindow
    ) -> None:
        """`usual` is the panel that is shown alone where none has had the focus."""
        super().__init__(window)
        self._workspace = workspace
        self._keys = keys
        self._meant: str | None = None  # by a menu that is open
        self.alone = self._action(workspace.toggle_alone, "Ctrl+M", "mdi6.window-maximize", usual)
        self._float = self._action(workspace.toggle_floating, "Ctrl+Shift+M", "mdi6.dock-window")
        self._close = self._action(workspace.close_panel, "Ctrl+W", "mdi6.close")
        self._pushes: dict[Edge, QAction] = {
            edge: self._action(partial(workspace.push, edge=edge), f"Ctrl+Shift+{_KEYS[edge]}")
            for edge in EDGES
        }
        # Of tabs and titles: one for all, so that none goes while its own command is carried out.
        self._menu = QMenu(window)
        self._behind = QMenu(self._menu)
        self.fill(self._menu)
        self._menu.insertAction(self._float, self.alone)
        self._menu.insertMenu(self._close, self._behind)
        workspace.menu_asked.connect(self._open_menu)
        self._menu.aboutToHide.connect(self._forget, Qt.ConnectionType.QueuedConnection)

    def fill(self, menu: QMenu) -> None:
        """Put what can be done, but for showing it alone, into `menu`."""
        menu.addAction(self._float)
        menu.addSeparator()
        menu.addActions(list(self._pushes.values()))
        menu.addSeparator()
        menu.addAction(self._close)

    def retranslate(self) -> None:
        """Set the texts."""
        for action, text in (
            (self.alone, translate("Menus", "Show this panel &alone, or all again")),
            (self._float, translate("Menus", "Pop it &out into a window, or put it back")),
            (self._close, translate("Menus", "&Hide it")),
            (self._pushes["left"], translate("Menus", "Move it to the &left")),
            (self._pushes["right"], translate("Menus", "Move it to the &right")),
            (self._pushes["above"], translate("Menus", "Move it &up")),
            (self._pushes["below"], translate("Menus", "Move it &down")),
        ):
            action.setText(text)
        line = ["Ctrl+Shift+← → ↑ ↓", translate("Menus", "Move this panel that way")]
        for action in self._pushes.values():
            action.setProperty(SHEET, line)
        self._behind.setTitle(translate("Menus", "Put it to the &tabs of"))

    def _action(
        self, act: Callable[[str], None], key: str, glyph: str = "", usual: str | None = None
    ) -> QAction:
        """An action that does `act` to the panel that is meant, or else to the `usual` one."""

        def do() -> None:
            name = self._meant or self._keys.current or usual
            if name is not None:
                act(name)

        action = QAction(self)
        if glyph:
            action.setIcon(icon(glyph))
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(do)
        return action

    def _open_menu(self, name: str, place: QPoint) -> None:
        self._meant = name
        self._fill_behind(name)
        self._menu.popup(place)

    def _fill_behind(self, name: str) -> None:
        """The stacks that it could join, by the panels in front of them."""
        self._behind.clear()
        for own in self._workspace.area.plan.stacks:
            if name not in own.panels:
                title = self._workspace.panels[own.front].windowTitle().replace("&", "&&")
                act = partial(self._workspace.put_behind, name, own.front)
                self._behind.addAction(title).triggered.connect(act)
        self._behind.setEnabled(not self._behind.isEmpty())

    def _forget(self) -> None:
        """The menu is closed, and what was chosen in it has been done."""
        self._meant = None
