"""Code to read: it changes in place, keeps where it is scrolled to, and shows what changed."""

from difflib import SequenceMatcher

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QFont, QFontDatabase, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from lossstudio.gui.kit.colors import mix
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.code.highlighting import PythonHighlighter

FLASH = 1500
"""Milliseconds that changed lines are marked."""
_MOST_MARKED = 12
"""With more changed lines than this it is another script, and nothing is marked."""
_MOST_COMPARED = 4000
"""Lines of a script that is compared line by line; a longer one has long rows of numbers."""


class CodeText(QPlainTextEdit):
    """Python to read, select and copy; it cannot be typed in."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.highlighter = PythonHighlighter(self.document())
        self._mark = QColor()
        self._fades = QTimer(self, singleShot=True, interval=FLASH)
        self._fades.timeout.connect(lambda: self.setExtraSelections([]))

    def style_by(self, theme: Theme) -> None:
        """Take the theme's colours and the size of its letters."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPointSizeF(theme.font(0.95).pointSizeF())
        self.setFont(font)
        self.highlighter.set_colors(theme.colors)
        self._mark = QColor(mix(theme.colors.base, theme.colors.highlight, 0.12))
        self.setExtraSelections([])

    def show_code(self, code: str) -> None:
        """Show `code`; lines that stay are not touched, and the text does not move."""
        old, new = self.toPlainText().split("\n"), code.split("\n")
        if old == new:
            return
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        place = across.value(), down.value()
        if len(old) <= 1 or max(len(old), len(new)) > _MOST_COMPARED:
            self.setPlainText(code)
            changed: list[int] = []
        else:
            changed = self._replace_lines(old, new)
        across.setValue(place[0])
        down.setValue(place[1])
        self._flash(changed if len(changed) <= _MOST_MARKED else [])

    @property
    def marked_lines(self) -> list[int]:
        """The lines (from 0) that are marked as changed."""
        return [selection.cursor.blockNumber() for selection in self.extraSelections()]

    def _replace_lines(self, old: list[str], new: list[str]) -> list[int]:
        """Replace what differs, from the end so that line numbers stay; the lines that did."""
        edits = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for kind, start, stop, begin, end in reversed(edits):
            if kind == "equal":
                continue
            self._replace(cursor, start, stop, new[begin:end], is_last=stop == len(old))
        cursor.endEditBlock()
        return [
            line
            for kind, _, _, begin, end in edits
            if kind != "equal"
            for line in range(begin, end)
        ]

    def _replace(
        self, cursor: QTextCursor, start: int, stop: int, lines: list[str], is_last: bool
    ) -> None:
        document = self.document()
        if is_last and start > 0:  # the break before these lines belongs to them
            before = document.findBlockByNumber(start - 1)
            cursor.setPosition(before.position() + before.length() - 1)
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText("".join(f"\n{line}" for line in lines))
            return
        cursor.setPosition(document.findBlockByNumber(start).position())
        if is_last:
            cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText("\n".join(lines))
            return
        after = document.findBlockByNumber(stop).position()
        cursor.setPosition(after, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("".join(f"{line}\n" for line in lines))

    def _flash(self, lines: list[int]) -> None:
        selections = []
        for line in lines:
            selection = QTextEdit.ExtraSelection()
            selection.format.setBackground(self._mark)  # type: ignore[attr-defined]
            selection.format.setProperty(  # type: ignore[attr-defined]
                QTextFormat.Property.FullWidthSelection, True
            )
            selection.cursor = QTextCursor(  # type: ignore[attr-defined]
                self.document().findBlockByNumber(line)
            )
            selections.append(selection)
        self.setExtraSelections(selections)
        if selections:
            self._fades.start()
