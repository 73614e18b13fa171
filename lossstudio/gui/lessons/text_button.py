"""A button with a text that wraps and may have formulas in it."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lossstudio.engine.lessons.lesson import Text
from lossstudio.gui.kit.colors import colors_for, mix
from lossstudio.gui.kit.i18n import Retranslating
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.lessons.press_keys import press_by_keys
from lossstudio.gui.lessons.text_view import TextView

_RADIUS = 5.0
_NOTE_SIZE = 0.88
"""The letters of a note beside those of the text."""


class TextButton(Retranslating, QAbstractButton):
    """A button as wide as there is room. `sign` stands before the text, a `mark` behind it and a
    `note` below it; a line at the bottom shows a share of something."""

    def __init__(self, text: Text, folder: Path, glyph: str = "", sign: str = "") -> None:
        super().__init__()
        self._glyph = glyph
        self._mark_color = ""
        self._is_framed = False
        self.setText(text.plain)
        self.setAccessibleName(f"{sign} {text.plain}".strip())
        press_by_keys(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign = QLabel(sign)
        self._mark = QLabel()
        self._mark.hide()
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.hide()
        self._share = 0.0
        self._view = TextView()
        self._view.pass_clicks_on()
        self._view.set_text(text, folder)
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 7, 10, 7)
        layout.setSpacing(8)
        for widget in (self._sign, self._mark, self._note):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._view)
        column.addWidget(self._note)
        layout.addLayout(column, 1)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._sign.setVisible(bool(glyph or sign))
        self.finish_setup()

    @survivable
    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    @property
    def mark(self) -> str:
        """The word behind the text; "" for none."""
        return "" if self._mark.isHidden() else self._mark.text()

    def set_mark(self, word: str, color: str) -> None:
        """Put a word behind the text, in a colour of `Colors`; unless muted, frame the button."""
        self._mark.setText(word)
        self._mark.setVisible(bool(word))
        self._mark_color = color if word else ""
        self._is_framed = bool(word) and color != "muted"
        self._describe()
        self.restyle()

    @property
    def note(self) -> str:
        """What stands below the text; "" for nothing."""
        return "" if self._note.isHidden() else self._note.text()

    def set_note(self, text: str, share: float) -> None:
        """Put a line below the text, and show a `share` from 0 to 1 at the bottom."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._share = share
        self._describe()
        self.restyle()

    def _describe(self) -> None:
        self.setAccessibleDescription(", ".join(text for text in (self.mark, self.note) if text))

    def restyle(self) -> None:
        colors = colors_for(self.palette())
        if self._glyph:
            side = self.fontMetrics().height()
            self._sign.setPixmap(icon(self._glyph).pixmap(QSize(side, side)))
        if self._mark_color:
            self._mark.setStyleSheet(
                f"color: {getattr(colors, self._mark_color)};"
                + (" font-weight: bold;" if self._is_framed else "")
            )
        size = _NOTE_SIZE * self.font().pointSizeF()
        self._note.setStyleSheet(f"color: {colors.muted}; font-size: {size:g}pt;")
        self.update()

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = colors_for(self.palette())
        share = 0.16 if self.isDown() else 0.08 if self.underMouse() and self.isEnabled() else 0.0
        fill = QColor(mix(colors.button, colors.text, share))
        edge = colors.highlight if self.hasFocus() else mix(colors.button, colors.text, 0.35)
        width = 2.0 if self._is_framed or self.hasFocus() else 1.0
        if self._is_framed:
            edge = getattr(colors, self._mark_color)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(fill)
        inset = width / 2.0
        place = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(place, _RADIUS, _RADIUS)
        if self._share:
            room = self.rect().adjusted(round(_RADIUS), 0, -round(_RADIUS), 0)
            line = QRectF(room.left(), self.height() - 4.0, self._share * room.width(), 2.0)
            painter.fillRect(line, QColor(colors.highlight))
        if self.hasFocus() and self._is_framed:
            painter.setPen(QPen(QColor(colors.highlight), 1.0, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(3, 3, -3, -3), _RADIUS, _RADIUS)
        painter.end()


def note(parent: QWidget | None = None) -> TextView:
    """A text that appears later: hidden until then."""
    view = TextView(parent)
    view.hide()
    return view
