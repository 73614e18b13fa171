"""What a picture says about the place under the pointer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from lossstudio.gui.kit.colors import Colors
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.views.plot.abridging import told_apart

_DISTANCE = 14
"""Pixels between the pointer and the text."""
_MOST_ROWS, _FEWEST_ROWS = 6, 3
"""Of several curves so many are told of, the nearest ones; fewer in a low picture."""
_HIGHEST = 0.7
"""Of the picture's height, where more than the fewest rows are what takes it."""
_LONGEST, _SHORTEST = 20, 6
"""Letters of a curve's name; fewer in a narrow picture."""


@dataclass(frozen=True)
class Row:
    """A curve's name and its values, and how far it is from the pointer; infinite for none."""

    name: str
    color: str
    values: tuple[str, ...]
    distance: float


@dataclass(frozen=True)
class Rows:
    """Several curves below one another; above them a title, and a word for each column, or none.

    They stay in their order while the pointer moves, so that an eye finds the same one in the same
    place; the nearest is bold.
    """

    rows: tuple[Row, ...]
    head: tuple[str, ...] = ()
    title: str = ""


class Readout(QLabel):
    """A small text that follows the pointer over `parent` and stays inside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._lines: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setIndent(0)  # Qt's own is not what it measures a text of several lines with
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is shown, as plain text."""
        return self._lines

    def style_with(self, colors: Colors) -> None:
        """Take the plot's colours."""
        self.setStyleSheet(
            f"background: {colors.base}; color: {colors.text};"
            f" border: 1px solid {colors.muted}; border-radius: 3px; padding: 2px 5px;"
        )

    def show_at(
        self, place: QPoint, parts: Sequence[str | Rows], room: QRect | None = None
    ) -> None:
        """Show lines and rows beside `place` (the parent's pixels), or nothing without any.

        They stay inside `room`, a part of the parent; by default, all of it.
        """
        if not parts:
            self.hide()
            return
        room = self._over.rect() if room is None else room
        self._fit(parts, room)
        x, y = place.x() + _DISTANCE, place.y() + _DISTANCE
        if x + self.width() > room.right():
            x = place.x() - _DISTANCE - self.width()
        if y + self.height() > room.bottom():
            y = place.y() - _DISTANCE - self.height()
        self.move(max(x, room.left()), max(y, room.top()))
        self.show()

    def _fit(self, parts: Sequence[str | Rows], room: QRect) -> None:
        """Write as much as there is room for."""
        texts = [part for part in parts if isinstance(part, str)]
        if len(texts) == len(parts):
            self.setTextFormat(Qt.TextFormat.PlainText)
            self._set_text("\n".join(texts), room)
            self._lines = tuple(texts)
            return
        self.setTextFormat(Qt.TextFormat.RichText)
        letter = self.fontMetrics().averageCharWidth()
        longest = _LONGEST * letter
        for n_rows in range(_MOST_ROWS, 0, -1):
            excess = self._write(parts, n_rows, longest, room)
            if excess > 0:
                longest = max(longest - excess, _SHORTEST * letter)
                self._write(parts, n_rows, longest, room)
            share = _HIGHEST if n_rows > _FEWEST_ROWS else 1.0
            if self.height() <= share * room.height():
                break

    def _set_text(self, text: str, room: QRect) -> int:
        """Show a text, broken where it is wider than `room`; returns by how much it is."""
        self.setText(text)
        self.setWordWrap(False)
        self.adjustSize()
        excess = self.width() - room.width()
        if excess > 0:  # a name and ranges of losses in a narrow panel
            self.setWordWrap(True)
            self.resize(room.width(), self.heightForWidth(room.width()))
        return excess

    def _write(self, parts: Sequence[str | Rows], n_rows: int, longest: int, room: QRect) -> int:
        """Show `parts` with so many rows and names of so many pixels; returns what is too wide."""
        told: list[str] = []
        pieces = []
        for part in parts:
            if isinstance(part, str):
                told.append(part)
                pieces.append(f"<div style='white-space: pre-wrap'>{escape(part)}</div>")
            else:
                pieces.append(self._table(part, n_rows, longest, told))
        self._lines = tuple(told)
        return self._set_text("".join(pieces), room)

    def _table(self, table: Rows, n_rows: int, longest: int, told: list[str]) -> str:
        near = sorted(table.rows, key=lambda row: row.distance)[:n_rows]
        shown = [row for row in table.rows if row in near]
        widths = [float(longest)] * len(shown)
        names = told_apart([row.name for row in shown], widths, self.fontMetrics())
        nearest = near[0] if len(near) > 1 and math.isfinite(near[0].distance) else None
        lines = []
        if table.title or table.head:
            told.extend(filter(None, (table.title, ", ".join(table.head))))
            lines.append(_line(escape(table.title), [escape(word) for word in table.head]))
        for row, name in zip(shown, names, strict=True):
            told.append(f"{row.name}: {', '.join(row.values)}")
            sign = f"<span style='color: {row.color}'>■</span>&nbsp;"
            bold = "<b>{}</b>" if row is nearest else "{}"
            values = [bold.format(escape(value)) for value in row.values]
            lines.append(_line(sign + bold.format(escape(name)), values))
        n_out = len(table.rows) - len(shown)
        if n_out:
            more = translate("Legend", "+{count} more").format(count=n_out)
            told.append(more)
            lines.append(_line(escape(more), ()))
        return f"<table cellspacing='0' cellpadding='0'>{''.join(lines)}</table>"


def _line(name: str, values: Sequence[str]) -> str:
    cells = "".join(
        f"<td align='right' valign='middle' style='white-space: pre'>&nbsp;&nbsp;&nbsp;{value}</td>"
        for value in values
    )
    return f"<tr><td style='white-space: pre'>{name}</td>{cells}</tr>"
