"""What a walk does: actions that are drawn by a seed, written down, and done with real events.

An action is a dictionary of plain values, so that it can be logged and done again by itself: a
widget is named by its way down from its window, and a place in it by shares of its size.
"""

import random
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QTabBar,
    QWidget,
)
from walk_input import press_key
from walk_pools import NUMBERS, PLAIN_KEYS, TEXTS

from lossstudio.gui.shell.title import Title

Action = dict[str, Any]

_BUTTONS = {1: Qt.MouseButton.LeftButton, 2: Qt.MouseButton.RightButton}
_DEEPEST = 12

QUIT = QKeySequence("Ctrl+Q")


class Places:
    """Finds widgets of `window` and of what is open beside it, by names that last."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window

    def tops(self) -> dict[str, QWidget]:
        """The windows in sight that take input now, by name."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            return {"popup": popup}
        if modal is not None:
            return {"modal": modal}
        others = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget.isVisible()
            and widget is not self.window
            and widget.windowHandle()
            and widget.windowType() != Qt.WindowType.ToolTip
            # What a figure is drawn from has no place on the screen.
            and not widget.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        ]
        found = {widget.objectName() or type(widget).__name__: widget for widget in others}
        return {"main": self.window, **found}

    def draw(self, rng: random.Random) -> tuple[str, ...] | None:
        """A widget in sight: from a window down, every turn as likely as the others."""
        tops = self.tops()
        name = "main" if "main" in tops and rng.random() < 0.8 else rng.choice(sorted(tops))
        widget, path = tops[name], [name]
        for _ in range(_DEEPEST):
            children = [child for child in _children(widget) if _is_in_sight(child)]
            if not children or (len(path) > 1 and rng.random() < 0.1):
                break
            child = rng.choice(children)
            path.append(_name_of(child, widget))
            widget = child
        return tuple(path) if _is_in_sight(widget) else None

    def find(self, path: tuple[str, ...] | list[str]) -> QWidget | None:
        """The widget of this way, if it is there and in sight."""
        widget = self.tops().get(path[0])
        for name in path[1:]:
            if widget is None:
                return None
            kind, number = name.rsplit(":", 1)
            same = [child for child in _children(widget) if type(child).__name__ == kind]
            widget = same[int(number)] if int(number) < len(same) else None
        return widget if widget is not None and _is_in_sight(widget) else None

    def draw_of(self, rng: random.Random, kind: type[QWidget]) -> tuple[str, ...] | None:
        """A widget of one kind in sight."""
        tops = self.tops()
        name = rng.choice(sorted(tops))
        found = [w for w in tops[name].findChildren(kind) if _is_in_sight(w)]
        if not found:
            return None
        widget: QWidget = rng.choice(found)
        path: list[str] = []
        while widget is not tops[name]:
            parent = widget.parentWidget()
            if parent is None:
                return None
            path.append(_name_of(widget, parent))
            widget = parent
        return (name, *reversed(path))


def _children(widget: QWidget) -> list[QWidget]:
    return [child for child in widget.children() if isinstance(child, QWidget)]


def _is_in_sight(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()


def _name_of(widget: QWidget, parent: QWidget) -> str:
    kind = type(widget).__name__
    same = [child for child in _children(parent) if type(child).__name__ == kind]
    return f"{kind}:{same.index(widget)}"


# -- drawing an action ----------------------------------------------------------------------------


class Chooser:
    """Draws one action after the other from what is in sight."""

    def __init__(self, rng: random.Random, places: Places) -> None:
        self._rng = rng
        self._places = places
        self._menu = sorted(menu_texts(places.window))
        shortcuts = {
            key.toString()
            for action in places.window.findChildren(QAction)
            for key in action.shortcuts()
        }
        self._keys = sorted(shortcuts - {QUIT.toString()})
        self._kinds: dict[str, tuple[float, Callable[[], Action | None]]] = {
            "click": (30, self._click),
            "drag": (12, self._drag),
            "tab": (4, self._drag_tab),
            "press": (3, self._press),
            "move": (0, self._move),
            "release": (0, self._move),
            "wheel": (6, self._wheel),
            "hover": (6, self._hover),
            "key": (18, self._key),
            "type": (10, self._type),
            "menu": (8, self._choose_in_menu),
            "resize": (2, self._resize),
            "drop": (1, self._open_file),
        }

    def draw(self, is_held: bool) -> Action:
        """The next action; an idle one where nothing fits. With `is_held` a drag is under way."""
        rng = self._rng
        if is_held:
            kind = rng.choices(["move", "release", "key"], [8, 4, 4])[0]
        elif QApplication.activePopupWidget() is not None:
            kind = rng.choices(["click", "key", "hover"], [5, 3, 2])[0]
        elif QApplication.activeModalWidget() is not None:
            kind = rng.choices(["click", "drag", "key", "type", "wheel"], [6, 1, 3, 2, 1])[0]
        else:
            names = list(self._kinds)
            kind = rng.choices(names, [self._kinds[name][0] for name in names])[0]
        action = self._kinds[kind][1]() or {"do": "idle"}
        if kind == "release":
            action["do"] = kind
        action["turns"] = rng.choices([1, 2, 4, 12], [5, 3, 2, 1])[0]
        action["answer"] = rng.randrange(1 << 30)
        return action

    def _at(self) -> Action | None:
        path = self._places.draw(self._rng)
        if path is None:
            return None
        place = round(self._rng.random(), 3), round(self._rng.random(), 3)
        return {"at": path, "place": place}

    def _modifiers(self) -> list[str]:
        return self._rng.choices([[], ["Shift"], ["Ctrl"], ["Alt"]], [16, 2, 2, 1])[0]

    def _click(self) -> Action | None:
        at, rng = self._at(), self._rng
        if at is None:
            return None
        button = 1 if rng.random() < 0.85 else 2
        times = 2 if rng.random() < 0.12 else 1
        return {"do": "click", **at, "button": button, "times": times, "with": self._modifiers()}

    def _drag(self) -> Action | None:
        at = self._at()
        return None if at is None else {"do": "drag", **at, **self._way(), "with": []}

    def _drag_tab(self) -> Action | None:
        path = self._places.draw_of(self._rng, self._rng.choice([QTabBar, Title]))
        if path is None:
            return None
        place = round(self._rng.random(), 3), 0.5
        if self._rng.random() < 0.4:
            return {"do": "press", "at": path, "place": place, **self._step()}
        return {"do": "drag", "at": path, "place": place, **self._way(), "with": []}

    def _press(self) -> Action | None:
        """Begin a drag that goes on while other things happen: keys, timers, what trains."""
        at = self._at()
        return None if at is None else {"do": "press", **at, **self._step()}

    def _move(self) -> Action:
        return {"do": "move", **self._step()}

    def _step(self) -> Action:
        reach = self._rng.choice([8, 60, 300])
        return {"by": (self._rng.randint(-reach, reach), self._rng.randint(-reach, reach))}

    def _way(self) -> Action:
        """Where a drag goes, in pixels from its start; perhaps with a key on the way."""
        rng = self._rng
        reach = rng.choice([8, 40, 160, 700])
        way = [
            (rng.randint(-reach, reach), rng.randint(-reach, reach))
            for _ in range(rng.randint(1, 5))
        ]
        key = rng.choice(self._keys) if rng.random() < 0.2 else ""
        return {"way": way, "key": key}

    def _wheel(self) -> Action | None:
        at, rng = self._at(), self._rng
        if at is None:
            return None
        return {
            "do": "wheel",
            **at,
            "notches": rng.choice([-3, -1, 1, 3]),
            "with": self._modifiers(),
        }

    def _hover(self) -> Action | None:
        at = self._at()
        return None if at is None else {"do": "hover", **at}

    def _key(self) -> Action:
        rng = self._rng
        own = QApplication.activePopupWidget() is None and rng.random() < 0.5
        keys = [rng.choice(self._keys if own else PLAIN_KEYS) for _ in range(rng.choice([1, 1, 3]))]
        return {"do": "key", "keys": keys}

    def _type(self) -> Action | None:
        rng = self._rng
        kind = rng.choice([QLineEdit, QAbstractSpinBox])
        path = self._places.draw_of(rng, kind)
        if path is None:
            return None
        text = rng.choice(NUMBERS if rng.random() < 0.7 else TEXTS)
        end = rng.choice(["Return", "Return", "Tab", "Esc", ""])
        return {"do": "type", "at": path, "place": (0.3, 0.5), "text": text, "end": end}

    def _choose_in_menu(self) -> Action:
        return {"do": "menu", "entry": self._rng.choice(self._menu)}

    def _resize(self) -> Action:
        rng = self._rng
        how = rng.choices(["size", "maximized", "normal", "minimized"], [6, 1, 2, 1])[0]
        size = rng.choice([(640, 480), (900, 600), (1366, 768), (1920, 1080)])
        return {"do": "resize", "how": how, "size": size}

    def _open_file(self) -> Action:
        return {"do": "open", "which": self._rng.randrange(1 << 16)}


def menu_texts(window: QMainWindow) -> dict[str, QAction]:
    """Every entry of the menus by the numbers of the way to it, so that no language matters."""
    found: dict[str, QAction] = {}

    def look(actions: list[QAction], way: str) -> None:
        for number, action in enumerate(actions):
            inner = action.menu()
            here = f"{way}{number}"
            if isinstance(inner, QMenu):
                look(inner.actions(), f"{here}.")
            elif not action.isSeparator() and action.shortcut() != QUIT:
                found[here] = action

    look(window.menuBar().actions(), "")
    return found


# -- doing it -------------------------------------------------------------------------------------


def point_in(widget: QWidget, place: tuple[float, float]) -> QPoint:
    """The point of `widget` at these shares of what is to be seen of it, in its window."""
    seen = widget.visibleRegion().boundingRect()
    point = QPoint(
        seen.left() + int(place[0] * (seen.width() - 1)),
        seen.top() + int(place[1] * (seen.height() - 1)),
    )
    return widget.mapTo(widget.window(), point)


def answer(seed: int, folder: str, below: QWidget | None) -> None:
    """Answer what has an event loop of its own, as a dialog for a file or a context menu.

    `below` was the dialog in front before: nobody can close it through the one above.
    """
    rng = random.Random(seed)
    modal, popup = QApplication.activeModalWidget(), QApplication.activePopupWidget()
    if isinstance(modal, QFileDialog):
        # Never at random: such a dialog can also delete and rename.
        if rng.random() < 0.4:
            modal.reject()
            return
        name = rng.choice(["a", "b", "c.csv", "d.png", "e.svg", "walk"])
        if modal.fileMode() == QFileDialog.FileMode.Directory:
            name = folder
        elif modal.acceptMode() == QFileDialog.AcceptMode.AcceptOpen:
            name = rng.choice(["walk.csv", "walk.lossstudio", "no-such-file"])
        for edit in modal.findChildren(QLineEdit):
            edit.setText(f"{folder}/{name}" if name != folder else folder)
        # Later, for it may open a dialog of its own, which has to be answered as well.
        QTimer.singleShot(0, modal, modal.accept)
    elif isinstance(modal, QMessageBox):
        rng.choice(modal.buttons()).click()
    elif isinstance(popup, QMenu):
        entries = [action for action in popup.actions() if action.isEnabled()]
        if entries and rng.random() < 0.8:
            at = popup.actionGeometry(rng.choice(entries)).center()
            QTest.mouseClick(popup.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
        else:
            press_key("Esc", popup.windowHandle())
    elif popup is not None:
        popup.close()
    elif modal is not None and modal is not below:
        modal.close()
