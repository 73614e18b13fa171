"""Icons that take their colour from the palette at the moment they are painted.

So they follow the theme, and a disabled button's icon is greyed, without anybody setting them anew.
Glyphs are QtAwesome's; browse them with ``qta-browser``. Its fonts are read without importing it,
which would take a fifth of a second of the start: it goes through all of Qt's names.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)

from lossstudio.gui.kit.colors import Role, colors_for
from lossstudio.gui.kit.overrides import survivable
from lossstudio.resource_files import resource

_SHARE = 0.9
"""The glyph's size as a share of the icon's: leaves the air that Material icons are drawn for."""


_SET = "materialdesignicons6-webfont"


def _font_file(pattern: str) -> Path:
    """A file of QtAwesome's font folder; `FileNotFoundError` where it is not installed."""
    spec = find_spec("qtawesome")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for path in Path(folder, "fonts").glob(pattern):
            return path
    raise FileNotFoundError(f"QtAwesome's {pattern} is not installed")


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_font_file(f"{_SET}-[0-9]*.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _glyphs() -> dict[str, str]:
    codes = json.loads(_font_file(f"{_SET}-charmap-*.json").read_text("utf-8"))
    return {f"mdi6.{name}": chr(int(code, 16)) for name, code in codes.items()}


def _glyph(name: str) -> str:
    """The letter of a glyph, such as ``"mdi6.play"``; `KeyError` where there is none."""
    return _glyphs()[name]


class _GlyphEngine(QIconEngine):
    def __init__(self, name: str, color: str | Role | None) -> None:
        super().__init__()
        self._name = name
        self._color = color

    @survivable
    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._color)

    @survivable
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        font = QFont(_family())
        font.setPixelSize(round(min(rect.width(), rect.height()) * _SHARE))
        painter.setFont(font)
        painter.setPen(self._pen(mode))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _glyph(self._name))
        painter.restore()

    @survivable
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def _pen(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        if mode == QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        colors = colors_for(palette)
        if isinstance(self._color, Role):
            return QColor(colors.mark(self._color).color)
        return QColor(getattr(colors, self._color) if self._color else colors.text)


@cache
def icon(name: str, color: str | Role | None = None) -> QIcon:
    """The icon `name`, such as ``"mdi6.play"``, in the text's colour.

    `color` may be a `Role` or the name of a colour of `Colors`, such as ``"bad"``. Colours follow
    the theme by themselves. An unknown glyph raises `KeyError` when it is painted; the tests ask
    for every one that the code names.
    """
    return QIcon(_GlyphEngine(name, color))


def application_icon() -> QIcon:
    """The program's own icon."""
    return QIcon(str(resource("icons", "lossstudio.svg")))
