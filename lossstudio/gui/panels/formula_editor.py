"""A text of few lines that is one formula, in which what is wrong is underlined."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from lossstudio.core.expression import FormulaError
from lossstudio.gui.kit.overrides import survivable

_MOST_LINES = 4
_NO_SCROLL_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class FormulaEditor(QPlainTextEdit):
    """A text of few lines that is one formula: Enter enters it, Tab leaves it.

    Undo and redo are the settings' while the text is what is `in_use`: else one that brings back
    an older text would be a new setting, and what was set otherwise could not be undone from here.
    """

    entered = Signal()
    left = Signal()
    abandoned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.in_use = ""
        """The formula that is the setting's."""
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QPlainTextEdit.SizeAdjustPolicy.AdjustIgnored)
        self.textChanged.connect(self.fit)

    def fit(self) -> None:
        """Be as high as the text, up to `_MOST_LINES`."""
        lines = max(1, min(int(self.document().size().height()), _MOST_LINES))
        margins = self.contentsMargins()
        height = (
            lines * self.fontMetrics().lineSpacing()
            + 2 * int(self.document().documentMargin())
            + margins.top()
            + margins.bottom()
            + 2 * self.frameWidth()
        )
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
        is_full = self.document().size().height() > _MOST_LINES
        shown = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_full else _NO_SCROLL_BAR
        self.setVerticalScrollBarPolicy(shown)

    def mark(self, error: FormulaError | None, color: str) -> None:
        """Underline where the formula goes wrong."""
        if error is None:
            self.setExtraSelections([])
            return
        size = len(self.toPlainText())
        # What is missing at the end is marked at the last character.
        start = max(0, min(error.position, size - 1))
        stop = max(start + 1, min(error.position + error.length, size))
        marking = QTextCharFormat()
        marking.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        marking.setUnderlineColor(QColor(color))
        marking.setForeground(QColor(color))
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, size))
        cursor.setPosition(min(stop, size), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, marking  # type: ignore[attr-defined]
        self.setExtraSelections([selection])

    @survivable
    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._is_undo_of_settings(event):
            event.ignore()
            return False
        return super().event(event)

    def _is_undo_of_settings(self, event: QKeyEvent) -> bool:
        keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        return self.toPlainText() == self.in_use and any(event.matches(key) for key in keys)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_undo_of_settings(event):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.abandoned.emit()
        else:
            super().keyPressEvent(event)

    @survivable
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @survivable
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
