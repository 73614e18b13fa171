"""Python's colours: line by line, as a script of this program is written."""

import builtins
import keyword
import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from lossstudio.gui.kit.colors import Colors
from lossstudio.gui.kit.overrides import survivable

_QUOTES = '"""'
_WITHIN = 1
"""The state of a line that ends within a text of several lines."""

_TOKEN = re.compile(
    r"""
    (?P<text>[rbfRBF]*(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'))
  | (?P<comment>\#.*)
  | (?P<number>\b(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\b)
  | (?P<defined>(?<=def\ )\w+)
  | (?P<attribute>(?<=\.)[^\W\d]\w*)
  | (?P<word>[^\W\d]\w*)
    """,
    re.VERBOSE,
)
_BUILTINS = frozenset(name for name in dir(builtins) if name.islower())


class PythonHighlighter(QSyntaxHighlighter):
    """Colours a document that holds Python."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}

    def set_colors(self, colors: Colors) -> None:
        """Take the colours of a theme: those that are meant for text."""
        self._formats = {
            "keyword": _format(colors.link, bold=True),
            "builtin": _format(colors.link),
            "defined": _format(colors.text, bold=True),
            "text": _format(colors.good),
            "comment": _format(colors.muted),
            "number": _format(colors.warn),
        }
        self.rehighlight()

    @survivable
    def highlightBlock(self, text: str) -> None:
        start = 0
        self.setCurrentBlockState(0)
        if self.previousBlockState() == _WITHIN:
            start = self._color_text(text, 0, text.find(_QUOTES))
        while start >= 0:
            found = self._color_code(text, start)
            if found < 0:
                return
            start = self._color_text(text, found, text.find(_QUOTES, found + len(_QUOTES)))

    def _color_text(self, text: str, start: int, end: int) -> int:
        """Colour a text up to its closing quotes at `end`; returns what is after it, or -1."""
        stop = end + len(_QUOTES) if end >= 0 else len(text)
        self._paint(start, stop - start, "text")
        if end < 0:
            self.setCurrentBlockState(_WITHIN)
            return -1
        return stop

    def _color_code(self, text: str, start: int) -> int:
        """Colour code from `start` on; returns where a text of several lines begins, or -1."""
        at = start
        while match := _TOKEN.search(text, at):
            quotes = text.find(_QUOTES, at)
            if 0 <= quotes <= match.start():
                return quotes
            kind = match.lastgroup or ""
            if kind == "word":
                word = match.group()
                kind = "keyword" if keyword.iskeyword(word) else ""
                kind = kind or ("builtin" if word in _BUILTINS else "")
            self._paint(match.start(), len(match.group()), kind)
            at = match.end()
        return text.find(_QUOTES, at)

    def _paint(self, start: int, count: int, kind: str) -> None:
        if kind in self._formats:
            self.setFormat(start, count, self._formats[kind])


def _format(color: str, bold: bool = False) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(color))
    if bold:
        form.setFontWeight(QFont.Weight.Bold)
    return form
