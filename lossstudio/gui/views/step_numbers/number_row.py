"""A row of numbers: coloured terms that wrap, each of which can be pointed at."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lossstudio.engine.numbers.account import Quantity, Row
from lossstudio.gui.kit.overrides import survivable

_INDENT = 1.2
"""How far the lines after the first are moved in, in heights of a letter."""

_MOST_WIDTHS = 6


_ANY_DIGIT = str.maketrans("123456789", "000000000")


class _Placed(NamedTuple):
    """A piece of a term, from `start` to `stop` in its text, and where it stands."""

    term: int
    start: int
    stop: int
    line: int
    x: float
    width: float


class NumberRow(QWidget):
    """One `Row` of an account, wrapped between its terms."""

    pointed = Signal(object)
    """The index of the term under the pointer, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = Row(())
        self._beyond = ""
        self._colors: Mapping[Quantity, str] = {}
        self._words: Mapping[Quantity, str] = {}
        self._lit = Quantity.NONE
        self._current: int | None = None
        self._pointed: int | None = None
        self._shape = ""
        self._places: dict[int, list[_Placed]] = {}  # by width: a layout asks for several
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def row(self) -> Row:
        """The row shown."""
        return self._row

    @property
    def text(self) -> str:
        """What is read: the row, or what it says of a number that cannot be written."""
        return self._row.text if self._row.is_finite else f"{self._row.text}: {self._beyond}"

    def set_row(self, row: Row, beyond: str) -> None:
        """Show `row`; `beyond` is said where a number of it is too large."""
        if row == self._row and beyond == self._beyond:
            return
        self._row, self._beyond = row, beyond
        text = self.text
        self.setAccessibleName(text)
        shape = text.translate(_ANY_DIGIT)
        if shape != self._shape:  # else all stands where it stood: digits are equally wide
            self._shape = shape
            known = self._places.get(self.width())
            self._places = {}
            if known is None or _line_count(known) != _line_count(self._place(self.width())):
                self.updateGeometry()
        self.update()

    def set_look(self, colors: Mapping[Quantity, str], words: Mapping[Quantity, str]) -> None:
        """The colour of each quantity, and what a tooltip calls it."""
        self._colors, self._words = colors, words
        self.update()

    def light(self, quantity: Quantity) -> None:
        """Underline every term of `quantity`; none for `Quantity.NONE`."""
        if quantity is not self._lit:
            self._lit = quantity
            self.update()

    def set_current(self, term: int | None) -> None:
        """Frame the term that the keyboard is at."""
        if term != self._current:
            self._current = term
            self.update()

    @property
    def stops(self) -> list[int]:
        """The terms that the keyboard stops at: those that are a quantity."""
        return [i for i, term in enumerate(self._row.terms) if term.quantity is not Quantity.NONE]

    # -- layout -----------------------------------------------------------------------------------

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(220, self._line_height() + 2)  # its height follows from its width

    @survivable
    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._line_height())

    @survivable
    def hasHeightForWidth(self) -> bool:
        return True

    @survivable
    def heightForWidth(self, width: int) -> int:
        return _line_count(self._place(width)) * self._line_height() + 2

    @survivable
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._places = {}
            self.updateGeometry()
        super().changeEvent(event)

    def _line_height(self) -> int:
        return int(self.fontMetrics().height() * 1.12) + 1

    def _place(self, width: int) -> list[_Placed]:
        if width not in self._places:
            if len(self._places) >= _MOST_WIDTHS:
                self._places.clear()
            self._places[width] = self._wrapped(width)
        return self._places[width]

    def _wrapped(self, width: int) -> list[_Placed]:
        """Pieces in lines. A line breaks at a blank: before a sign, never within a number."""
        width_of = _advances(self.font())
        indent = _INDENT * self.fontMetrics().height()
        words: list[list[tuple[int, int, int]]] = [[]]  # what stays together
        texts = self._texts()
        for index, text in enumerate(texts):
            start = 0
            for number, piece in enumerate(_pieces(text)):
                if number:
                    words.append([])
                words[-1].append((index, start, start + len(piece)))
                start += len(piece)
        placed: list[_Placed] = []
        line, x = 0, 0.0
        for word in filter(None, words):
            advances = [sum(map(width_of, texts[i][start:stop])) for i, start, stop in word]
            index, _, stop = word[-1]
            visible = sum(advances) - width_of(" ") * texts[index][:stop].endswith(" ")
            if x > indent and x + visible > width:
                line, x = line + 1, indent
            for (index, start, stop), advance in zip(word, advances, strict=True):
                placed.append(_Placed(index, start, stop, line, x, advance))
                x += advance
        return placed

    def _texts(self) -> list[str]:
        """The texts of the terms, and what stands for a number that cannot be written."""
        texts = [term.text for term in self._row.terms]
        return texts if self._row.is_finite else [*texts, ": " + self._beyond]

    def _rect(self, piece: _Placed) -> QRectF:
        height = self._line_height()
        blank = _advances(self.font())(" ") * self._texts()[piece.term][: piece.stop].endswith(" ")
        return QRectF(piece.x, piece.line * height + 1, piece.width - blank, height - 1)

    # -- painting ---------------------------------------------------------------------------------

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics, height = QFontMetricsF(self.font()), self._line_height()
        text_color = self._colors.get(Quantity.NONE, self.palette().windowText().color().name())
        texts = self._texts()
        for piece in self._place(self.width()):
            quantity = self._quantity(piece.term)
            color = QColor(self._colors.get(quantity, text_color))
            baseline = piece.line * height + (height + metrics.ascent() - metrics.descent()) / 2
            painter.setPen(color)
            text = texts[piece.term][piece.start : piece.stop]
            painter.drawText(QPointF(piece.x, baseline), text)
            rect = self._rect(piece)
            if quantity is not Quantity.NONE and quantity is self._lit:
                painter.setPen(QPen(color, max(1.5, metrics.height() / 12)))
                y = min(baseline + metrics.descent() * 0.6, rect.bottom() - 0.5)
                painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            if piece.term == self._current:
                painter.setPen(QPen(self.palette().highlight().color(), 1.5))
                painter.drawRect(rect.adjusted(-1, 0, 1, -1))
        painter.end()

    def _quantity(self, term: int) -> Quantity:
        terms = self._row.terms
        return terms[term].quantity if term < len(terms) else Quantity.NONE

    # -- the pointer ------------------------------------------------------------------------------

    def term_at(self, place: QPointF) -> int | None:
        """The term with a quantity at `place`, or None."""
        for piece in self._place(self.width()):
            if self._rect(piece).contains(place):
                found = piece.term
                return None if self._quantity(found) is Quantity.NONE else found
        return None

    def term_center(self, term: int) -> QPointF:
        """The middle of a term on the screen of this widget."""
        for piece in self._place(self.width()):
            if piece.term == term:
                return self._rect(piece).center()
        return QPointF(0, 0)

    @survivable
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.term_at(event.position()))

    @survivable
    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    @survivable
    def event(self, event: QEvent) -> bool:
        """A tooltip says what the term is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            term = self.term_at(QPointF(event.pos()))
            if term is not None:
                quantity = self._row.terms[term].quantity
                QToolTip.showText(event.globalPos(), self._words.get(quantity, ""), self)
                return True
            QToolTip.hideText()
        return super().event(event)

    def _point(self, term: int | None) -> None:
        if term != self._pointed:
            self._pointed = term
            self.setCursor(
                Qt.CursorShape.ArrowCursor if term is None else Qt.CursorShape.PointingHandCursor
            )
            self.pointed.emit(term)


def _line_count(places: list[_Placed]) -> int:
    return max((piece.line for piece in places), default=0) + 1


@lru_cache(maxsize=4)
def _advances_of(font_key: str) -> Callable[[str], float]:
    """How wide each letter of a font is: asking Qt for every text again costs far more."""
    font = QFont()
    font.fromString(font_key)
    advance = QFontMetricsF(font).horizontalAdvance
    # Of a function of Qt's itself, `lru_cache` would want the documentation, which takes 25 ms.
    return lru_cache(maxsize=512)(lambda letter: advance(letter))


def _advances(font: QFont) -> Callable[[str], float]:
    return _advances_of(font.toString())


def _pieces(text: str) -> list[str]:
    """`text` cut after each blank before a sign or after a comma: "a + b" is "a ", "+ b"."""
    pieces, start = [], 0
    for at, letter in enumerate(text):
        is_break = text[at + 1 : at + 2] in ("+", "−", "·", "/", "=") or text[at - 1] == ","
        if letter == " " and is_break:
            pieces.append(text[start : at + 1])
            start = at + 1
    pieces.append(text[start:])
    return pieces
