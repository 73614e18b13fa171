"""The cheat sheet of keys."""

import math
import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import combinations

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMenu,
    QMenuBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.text import Message, listed, under
from lossstudio.engine.window.panels import PanelKey, in_menu_order
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text, translate
from lossstudio.gui.shell.panel_commands import SHEET

Group = tuple[str, list[tuple[str, str]]]
"""A heading, and what each key under it does: (keys, text)."""


_AROUND = QSize(24, 48)
"""Pixels of the screen that the sheet leaves free, the window's own frame among them."""
_FRAME = QSize(8, 8)
"""More than the frame around the text and what is rounded."""
_BETWEEN = 18
"""Pixels between two columns."""
_SMALLER = (0.95, 0.9, 0.85)
"""How large the letters are where those of the window have no room."""
_FEW = 3
"""So many panels are named before what a key does in them."""


class KeySheet(Retranslating, QDialog):
    """All keys, read from the menus as they are now, and those that single panels have."""

    def __init__(self, menu_bar: QMenuBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._menu_bar = menu_bar
        self.text = QTextBrowser()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._layout = layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        self.finish_setup()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("KeySheet", "Keys"))
        self.text.setAccessibleName(self.windowTitle())
        self._write()

    def restyle(self) -> None:
        self._write()

    def _write(self) -> None:
        """Lay the keys out so that all of them are seen at once, where the screen has the room: in
        two columns or three, and in smaller letters where that is not enough."""
        groups = [*menu_groups(self._menu_bar), *panel_groups(), wheel_group()]
        room = self.screen().availableSize() - _AROUND
        line = self.fontMetrics().lineSpacing()
        self.ensurePolished()
        beside = self._layout.sizeHint() - self.text.sizeHint() + _FRAME
        for factor, n_columns in ((1.0, 2), (1.0, 3), *((each, 3) for each in _SMALLER)):
            font = self.font()
            font.setPointSizeF(factor * font.pointSizeF())
            self.text.document().setDefaultFont(font)
            width = min(34 * n_columns * line, room.width())
            self._fill(groups, n_columns, width - beside.width())
            height = self._height_of(width - beside.width()) + beside.height()
            if height <= room.height():
                break
        self.resize(width, min(height, room.height()))

    def _fill(self, groups: list[Group], n_columns: int, width: int) -> None:
        one = width // n_columns - _BETWEEN
        heights = [self._height_of(one, _html(group)) for group in groups]
        columns = columns_of(heights, n_columns)
        cells = "".join(
            f"<td width='{100 // n_columns}%' style='padding-right: {_BETWEEN}px'>"
            f"{''.join(_html(groups[index]) for index in column)}</td>"
            for column in columns
        )
        self.text.setHtml(f"<table width='100%' cellspacing='0'><tr>{cells}</tr></table>")

    def _height_of(self, width: int, html: str | None = None) -> int:
        """How high a text is, by itself what is shown, where it is so wide."""
        document = QTextDocument()
        document.setDefaultFont(self.text.document().defaultFont())
        document.setHtml(self.text.toHtml() if html is None else html)
        document.setTextWidth(width)
        return math.ceil(document.size().height())


def columns_of(heights: Sequence[int], n_columns: int) -> list[list[int]]:
    """The numbers of groups of such `heights` in columns, the highest of which is as low as can be.

    Of several such ways it is the one that keeps most to the groups' order.
    """
    ways = np.indices((n_columns,) * len(heights)).reshape(len(heights), -1)  # (groups, ways)
    sums = [np.asarray(heights) @ (ways == column) for column in range(n_columns)]
    highest = np.max(sums, axis=0)
    lowest: list[list[int]] = ways[:, highest == highest.min()].T.tolist()
    best = min(lowest, key=lambda way: sum(one > other for one, other in combinations(way, 2)))
    return [[i for i, own in enumerate(best) if own == column] for column in range(n_columns)]


def menu_groups(menu_bar: QMenuBar) -> list[Group]:
    """What the menus have keys for, a group a menu."""
    groups = []
    for action in menu_bar.actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            rows = list(_rows(menu))
            if rows:
                groups.append((_plain(menu.title()), rows))
    return groups


def panel_groups() -> list[Group]:
    """The keys that a panel has while it has the keyboard's focus (a click or Tab gives it)."""
    return [
        (
            translate("KeySheet", "In a panel that has the focus"),
            list(_own_rows()),
        ),
        (
            translate("KeySheet", "In the settings"),
            [
                ("Tab", translate("KeySheet", "To the next control; Shift+Tab: back")),
                ("↑ ↓", translate("KeySheet", "A number a little larger or smaller")),
                (
                    translate("KeySheet", "Double click"),
                    translate("KeySheet", "On a number's name: its usual value"),
                ),
            ],
        ),
    ]


def _own_rows() -> Iterator[tuple[str, str]]:
    """The keys that the panels' entries name, each once: where few panels have one, with these."""
    owners: dict[PanelKey, list[str]] = {}
    for entry in in_menu_order():
        for key in entry.own_keys:
            owners.setdefault(key, []).append(entry.title)
    for key, titles in owners.items():
        does = Message(key.does)
        if len(titles) <= _FEW:
            does = under(listed([Message(title) for title in titles]), does)
        text = message_text(does)
        yield core_text(key.names), text[0].upper() + text[1:]


def wheel_group() -> Group:
    """What the wheel does."""
    return (
        translate("KeySheet", "With the wheel"),
        [
            (
                translate("KeySheet", "Ctrl + wheel"),
                translate("KeySheet", "Draw everything larger or smaller, except over a plot"),
            ),
            (translate("KeySheet", "Wheel"), translate("KeySheet", "Over a plot: zoom")),
        ],
    )


def _rows(menu: QMenu) -> Iterator[tuple[str, str]]:
    shared: list[list[str]] = []
    for action in menu.actions():
        inner = action.menu()
        line = action.property(SHEET)
        if line is not None:
            if line not in shared:
                shared.append(line)
                yield line[0], line[1]
            continue
        if isinstance(inner, QMenu):
            yield from _rows(inner)
        elif action.shortcuts():
            shown = QKeySequence.SequenceFormat.NativeText
            keys = dict.fromkeys(key.toString(shown) for key in action.shortcuts())
            yield ", ".join(keys), _plain(action.text())


def _plain(text: str) -> str:
    """A menu's text without the sign for its key: ``&Open…`` and ``打开(&O)…``."""
    return re.sub(r"\(&.\)", "", text).replace("&&", "\0").replace("&", "").replace("\0", "&")


def _html(group: Group) -> str:
    title, rows = group
    lines = "".join(
        f"<tr><td style='padding-right: 12px; white-space: nowrap'><b>{escape(keys)}</b></td>"
        f"<td>{escape(text)}</td></tr>"
        for keys, text in rows
    )
    head = f"<h3 style='margin-top: 8px; margin-bottom: 2px'>{escape(title)}</h3>"
    return f"{head}<table cellspacing='1' cellpadding='0'>{lines}</table>"
