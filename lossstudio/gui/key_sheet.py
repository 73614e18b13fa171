"""The cheat sheet of keys."""

import re
from collections.abc import Iterator
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMenu,
    QMenuBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from lossstudio.gui.i18n import Retranslating, translate

Group = tuple[str, list[tuple[str, str]]]
"""A heading, and what each key under it does: (keys, text)."""


class KeySheet(Retranslating, QDialog):
    """All keys, read from the menus as they are now, and those that single panels have."""

    def __init__(self, menu_bar: QMenuBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._menu_bar = menu_bar
        self.text = QTextBrowser()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        room = parent.size()
        line = self.fontMetrics().lineSpacing()
        self.resize(min(68 * line, room.width() * 9 // 10), min(56 * line, room.height() * 9 // 10))
        self.finish_setup()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("KeySheet", "Keys"))
        self.text.setAccessibleName(self.windowTitle())
        self._write()

    def restyle(self) -> None:
        self._write()

    def _write(self) -> None:
        groups = [*menu_groups(self._menu_bar), *panel_groups(), wheel_group()]
        cells = "".join(
            f"<td width='50%' style='padding-right: 18px'>{''.join(map(_html, column))}</td>"
            for column in columns_of(groups)
        )
        self.text.setHtml(f"<table width='100%'><tr>{cells}</tr></table>")


def columns_of(groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """The groups in two columns of about the same height.

    A short group fills the first column where a long one before it did not fit.
    """
    half = sum(len(rows) + 2 for _, rows in groups) / 2
    first: list[Group] = []
    second: list[Group] = []
    height = 0
    for group in groups:
        lines = len(group[1]) + 2
        if height + lines <= half:
            first.append(group)
            height += lines
        else:
            second.append(group)
    return first, second


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
            [
                ("A", translate("KeySheet", "Show everything again after zooming")),
                ("D", translate("KeySheet", "Fit: edit data")),
                (
                    translate("KeySheet", "Enter, Insert, Delete"),
                    translate("KeySheet", "Samples: edit a number, add, remove"),
                ),
                (
                    translate("KeySheet", "F2, Insert, Delete"),
                    translate("KeySheet", "Compare: rename, add, remove a run"),
                ),
                ("O", translate("KeySheet", "Samples, compare: sort by the column")),
                ("E", translate("KeySheet", "Fit: residuals, their squares, mistakes")),
                ("W", translate("KeySheet", "Loss curve: what if η were a third, or three times")),
                ("G", translate("KeySheet", "Network: gradients instead of weights")),
                ("← → ↑ ↓", translate("KeySheet", "Landscape, network, tables: move within it")),
            ],
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
    for action in menu.actions():
        inner = action.menu()
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
    return f"<h3>{escape(title)}</h3><table cellspacing='2'>{lines}</table>"
